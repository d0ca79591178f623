"""How well a passage of a line can be followed by somebody who waits for their entry (R57)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engraving.parts.ensemble import Ensemble
from engraving.parts.lines import Passage

FEWEST_NOTES = 3
MOVING = 4  # quarters before the entry in which a line begins something,
HELD, MOST_HELD = 0.1, 0.6  # else for each quarter more
EMPTIEST = 0.2  # of the time must sound: chords of a recitative are no line
LEAP, WIDE = 7, 14  # semitones: tunes seldom leap farther; a wider one leaves the staff


def tunefulness(ensemble: Ensemble, passage: Passage, start: int, end: int) -> float | None:
    """How well it can be followed between two ticks; None when it cannot.

    It cannot with too few notes or far between, with one pitch, or when it is silent before the entry.
    """
    notes, pitches, cuts = passage.notes, passage.pitches, passage.cuts
    count = len(pitches)
    if count < FEWEST_NOTES or (cuts[-2] == count and (len(cuts) < 3 or cuts[-3] == count)):
        return None
    lowest, highest = min(pitches), max(pitches)
    if lowest == highest and not notes[0].heads[-1].unpitched:
        return None
    quarter = ensemble.cue.ticks_per_quarter
    bars = passage.bars()
    playing = len(bars) - bars.count([])
    steps = [abs(b - a) for a, b in pairwise(pitches)]
    moving = 1.0 - steps.count(0.0) / len(steps)
    leaping = len([step for step in steps if step > LEAP]) / len(steps) if max(steps) > LEAP else 0.0
    filled = min(sum([event.length for event in notes]) / (end - start), 1.0)
    if filled < EMPTIEST:
        return None
    rate = count / ((end - start) / quarter)
    worth = 0.6 * moving + 0.08 * min(len(set(pitches)), 6) + 0.5 * filled - 0.3 * leaping
    if highest - lowest > WIDE:
        worth -= 0.3 * ((highest - lowest - WIDE) / 12)
    worth += 0.3 * playing / len(bars) - max(0.4 - filled, 0.0)
    worth -= 0.9 * _repeating(ensemble, passage, bars) + 0.8 * passage.trembling / playing
    worth -= 0.12 * max(rate - 3.0, 0.0) + (0.3 if rate < 0.3 else 0.0)
    worth -= min(HELD * _held(ensemble, passage, end) / quarter, MOST_HELD)
    silence = (end - notes[-1].end) / quarter
    return worth - 0.12 * max(silence - 0.5, 0.0) - 0.2 * max(silence - 3.0, 0.0)


def _held(ensemble: Ensemble, passage: Passage, end: int) -> int:
    """Ticks for which nothing has begun before ``end``, over those that do not matter; ties are no beginnings."""
    notes, last = passage.notes, len(passage.notes) - 1
    enough = end - MOVING * ensemble.cue.ticks_per_quarter
    first = last  # of the notes of that pitch
    while first and passage.pitches[first - 1] == passage.pitches[last]:
        first -= 1
    if notes[first].tick >= enough:
        return 0
    tied = ensemble.spans(passage.line.part).tied if first < last else ()
    while last > first and notes[last].id in tied:
        last -= 1
    return max(enough - notes[last].tick, 0)


def _repeating(ensemble: Ensemble, passage: Passage, bars: Sequence[list[float]]) -> float:
    """The share of bars that say what one of the two bars before them said."""
    same = 0
    for index in range(1, len(bars)):
        own = bars[index]
        for earlier in range(max(0, index - 2), index):
            if not own or bars[earlier] != own:
                continue
            if _rhythm(ensemble, passage, earlier) == _rhythm(ensemble, passage, index):
                same += 1
                break
    return same / (len(bars) - 1) if same else 0.0


def _rhythm(ensemble: Ensemble, passage: Passage, index: int) -> list[int]:
    """Where the notes of one of its bars begin, in ticks from the bar's start."""
    notes = passage.notes[passage.cuts[index] : passage.cuts[index + 1]]
    start = ensemble.cue.bars[notes[0].bar].start
    return [event.tick - start for event in notes]
