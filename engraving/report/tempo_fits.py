"""What ``engraving timing fit`` answers: candidates with every hit's error, segments with their bars.

Numbers are ``Amount``: exact and rounded. Frames off are positive when the beat comes late.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import msgspec

from engraving.report.answers import Amount, Answer, amount
from engraving.timing.clicks import nearest_click, parse_click
from engraving.timing.cue_file import CueFile, Place, Tempo, TempoEvent
from engraving.timing.fit import Fit, Grid, Target
from engraving.timing.fit.segments import Path
from engraving.timing.grades import Grade, grade


class HitError(msgspec.Struct, frozen=True, gc=False):
    """Where a hit falls under a tempo: the ``bar`` (from the cue's first) and beat nearest to it on the grid."""

    caption: str
    seconds: Amount
    bar: int
    beat: Amount
    frames: Amount
    grade: Grade


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A tempo: the ``click`` nearest to it, the range it was chosen in, the worst error over what is met."""

    tempo: Amount
    click: str
    click_tempo: Amount
    slowest: Amount
    fastest: Amount
    met: int
    weight: int
    worst_frames: Amount
    hits: tuple[HitError, ...]


class SegmentReport(msgspec.Struct, frozen=True, gc=False):
    """From ``bar`` and ``beat`` on a tempo for so many beats; ``bars`` are their metres, () where the metre goes on."""

    bar: int
    beat: int
    seconds: Amount
    tempo: Amount
    beats: int
    bars: tuple[int, ...]
    caption: str


class FitAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-fit/1"):
    """The best candidates, best first, or one path of segments; ``prints`` is what tempi should be, a click say."""

    cue: str
    rate: str
    slowest: Amount
    fastest: Amount
    first_bar: int
    beats_in_bar: int
    hits: int
    prints: str = "whole"
    candidates: tuple[Candidate, ...] = ()
    segments: tuple[SegmentReport, ...] = ()
    cost: int = 0
    notes: tuple[str, ...] = ()


def candidate(fit: Fit, targets: Sequence[Target], grid: Grid, cue: CueFile) -> Candidate:
    """A fit with what becomes of every hit, met or not."""
    click = nearest_click(fit.tempo, cue.rate.fps)
    return Candidate(
        tempo=amount(fit.tempo),
        click=str(click),
        click_tempo=amount(click.tempo(cue.rate.fps)),
        slowest=amount(fit.region.slowest),
        fastest=amount(fit.region.fastest),
        met=len(fit.region.meetings),
        weight=fit.region.weight,
        worst_frames=amount(fit.worst * cue.rate.fps),
        hits=tuple(_error(target, fit.tempo, grid, cue) for target in targets),
    )


def _error(target: Target, tempo: Fraction, grid: Grid, cue: CueFile) -> HitError:
    offset = target.offset
    if offset is None:
        exact = target.at * tempo / 60
        offset = min(grid.around(exact), key=lambda beat: abs(beat - exact))
    bar, beat = divmod(offset, grid.beats_in_bar)
    fps = cue.rate.fps
    frames = (60 * offset / tempo - target.at) * fps
    return HitError(
        target.caption, amount(target.at), first_bar(cue) + int(bar), amount(beat + 1), amount(frames),
        grade(frames, target.early * fps, target.late * fps),
    )  # fmt: skip


def first_bar(cue: CueFile) -> int:
    """The number of the bar at the cue's start; 1 where the cue says none that can be counted on from."""
    return int(cue.first_bar) if cue.first_bar.isdecimal() else 1


def segment_reports(path: Path, targets: Sequence[Target], cue: CueFile, base: int) -> tuple[SegmentReport, ...]:
    """Segments in bars and beats, counted from the cue's first bar."""
    bar, into = first_bar(cue), 0
    found = []
    for segment, target in zip(path.segments, targets, strict=True):
        begins, tempo = amount(segment.begins), amount(segment.tempo)
        found.append(SegmentReport(bar, into + 1, begins, tempo, segment.beats, segment.bars, target.caption))
        if segment.bars:
            bar, into = bar + len(segment.bars), 0
        else:
            more, into = divmod(into + segment.beats, base)
            bar += more
    return tuple(found)


def tempo_events(answer: FitAnswer, choice: int = 1) -> tuple[TempoEvent, ...]:
    """The tempo of a cue file: of the candidate ``choice`` (from 1), or of the segments; equal neighbours once.

    Raises ``IndexError`` when there is no such candidate.
    """
    if not answer.segments:
        return (TempoEvent(Place(str(answer.first_bar)), _tempo(answer.candidates[choice - 1], answer.prints)),)
    tempi = [(Place(str(s.bar), Fraction(s.beat)), Fraction(s.tempo.exact)) for s in answer.segments]
    changed = [tempi[0], *(now for before, now in pairwise(tempi) if before[1] != now[1])]
    return tuple(TempoEvent(place, Tempo(bpm)) for place, bpm in changed)


def _tempo(chosen: Candidate, prints: str) -> Tempo:
    """As a click where clicks were asked for and it is one, else in beats a minute."""
    if prints == "click" and chosen.click_tempo.exact == chosen.tempo.exact:
        return Tempo(click=parse_click(chosen.click))
    return Tempo(Fraction(chosen.tempo.exact))
