"""What sounds when: every beat of the performance in exact seconds from the cue's start.

Beats are those of ``beat_unit``: the metre's lower figure, three of them where it is compound. The
first beat of a bar is accented.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction

import msgspec

from engraving.score import Cue
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.click_heard import ClickHeard
from engraving.timing.cue_file import CueFile
from engraving.timing.tempo_map import TempoMap


class Sound(StrEnum):
    """What is heard: a click before bar one or one that warns, a downbeat, a beat; the beginning of a streamer."""

    FREE = "free"
    DOWNBEAT = "downbeat"
    BEAT = "beat"
    STREAMER = "streamer"


class Beat(msgspec.Struct, frozen=True, gc=False, order=True):
    """Something that sounds ``at`` seconds from the cue's start (before it when negative)."""

    at: Fraction
    sound: Sound


class ClickPlan(msgspec.Struct, frozen=True, gc=False):
    """All beats in time; the ``pulse`` of the free clicks in seconds; when the music ends."""

    beats: tuple[Beat, ...]
    pulse: Fraction
    end: Fraction


def click_plan(cue: Cue, cue_file: CueFile, tempo: TempoMap) -> ClickPlan | None:
    """The clicks of a cue in the order of playing; None when its times are not known to the end.

    Free clicks come at the tempo of bar one, the last one a beat before it. In bars
    of free time, and where the cue file says so, no click sounds but those that warn of its return.
    """
    if tempo.total is None or not tempo.order:
        return None
    first = tempo.order[0][0]
    quarters = tempo.tempo_at(cue.bars[first].start)
    if quarters is None:
        return None
    pulse = 60 * pulse_quarters(cue, cue.bars[first].start) / quarters
    heard = ClickHeard(cue, cue_file, tempo)
    beats = [Beat(-n * pulse, Sound.FREE) for n in range(cue_file.free_clicks, 0, -1)]
    beats += [Beat(at, Sound.FREE) for warned in heard.warnings() for at in warned.moments]
    beats += _beats(cue, tempo, heard)
    beats += [Beat(streamer.begins, Sound.STREAMER) for streamer in cue_file.streamers]
    return ClickPlan(tuple(sorted(beats, key=lambda beat: beat.at)), pulse, tempo.total)


def pulse_quarters(cue: Cue, tick: int) -> Fraction:
    """A click in quarters: what is printed over the score and listed in the timing sheet."""
    return beat_unit(metre_at(cue.metres, tick))


def _beats(cue: Cue, tempo: TempoMap, heard: ClickHeard) -> Iterator[Beat]:
    for (index, _), reached in zip(tempo.order, tempo.visited, strict=False):
        bar = cue.bars[index]
        begins = tempo.seconds_at(bar.start)
        if index in tempo.given or reached is None or begins is None:
            continue
        step = pulse_quarters(cue, bar.start) * cue.ticks_per_quarter
        tick = Fraction(bar.start)
        while tick < bar.end:
            at = tempo.seconds_at(tick)
            if at is not None and heard.switched_on(tick):
                yield Beat(reached + at - begins, Sound.DOWNBEAT if tick == bar.start else Sound.BEAT)
            tick += step
