"""What ``engraving timing fit`` answers: candidates with every hit's error, segments with their bars.

Numbers are ``Amount``: exact and rounded. Frames off are positive when the beat comes late.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from engraving.counting import counted
from engraving.report.answers import Amount, Answer, amount
from engraving.timing.clicks import nearest_click, parse_click
from engraving.timing.cue_file import CueFile, Place, Tempo, TempoEvent
from engraving.timing.fit import Fit, Grid, Target
from engraving.timing.fit.targets import first_bar
from engraving.timing.grades import Grade, grade
from engraving.timing.timecode import frames_a_day, label


class HitError(msgspec.Struct, frozen=True, gc=False):
    """Where a hit falls under a tempo: the ``bar``, its beat nearest to it that counts, and how far that is off."""

    caption: str
    seconds: Amount
    bar: str
    beat: Amount
    frames: Amount
    grade: Grade


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A tempo: the ``click`` nearest to it, the range it was chosen in, the worst error over what is met.

    The music begins ``moved`` frames later than the cue file has it, in ``bar``, with ``pickup`` beats before the first
    whole one; ``downbeats`` are seconds from the cue file's start.
    """

    tempo: Amount
    click: str
    click_tempo: Amount
    slowest: Amount
    fastest: Amount
    met: int
    weight: int
    worst_frames: Amount
    hits: tuple[HitError, ...]
    downbeats: tuple[float, ...]
    bar: str
    moved: int = 0
    pickup: int = 0


class SegmentReport(msgspec.Struct, frozen=True, gc=False):
    """From ``bar`` and ``beat`` on, ``seconds`` after the cue file's start, a tempo over so many beats and its hits.

    Its beats go ``until`` the hit at which the next tempo begins, or the last that the search met.
    """

    bar: str
    beat: Amount
    seconds: Amount
    tempo: Amount
    beats: int | float
    until: str
    hits: tuple[HitError, ...]


class BarRun(msgspec.Struct, frozen=True, gc=False):
    """So many bars of so many beats, ``first`` to ``last`` by their numbers."""

    first: str
    last: str
    count: int
    beats: int


class FitAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-fit/1"):
    """The best candidates, best first, or one path of segments; ``prints`` is what tempi should be, a click say.

    A beat of the tempo is a ``unit``. With segments: the ``bars`` they need, and in words what the music ``needs``.
    ``downbeats`` and ``beats`` are seconds; without the second, beats run through from where a segment begins.
    """

    cue: str
    rate: str
    slowest: Amount
    fastest: Amount
    hits: int
    unit: str = "quarter"
    prints: str = "whole"
    candidates: tuple[Candidate, ...] = ()
    segments: tuple[SegmentReport, ...] = ()
    bars: tuple[BarRun, ...] = ()
    downbeats: tuple[float, ...] = ()
    beats: tuple[float, ...] = ()
    moved: int = 0
    pickup: int = 0
    needs: tuple[str, ...] = ()
    cost: int = 0
    notes: tuple[str, ...] = ()


def candidate(
    fit: Fit, targets: Sequence[Target], grid: Grid, cue: CueFile, moved: int = 0, pickup: int = 0
) -> Candidate:
    """A fit with what becomes of every hit, met or not; targets are counted from a start ``moved`` by frames."""
    fps = cue.rate.fps
    click = nearest_click(fit.tempo, fps)
    shift = moved / fps
    return Candidate(
        tempo=amount(fit.tempo),
        click=str(click),
        click_tempo=amount(click.tempo(fps)),
        slowest=amount(fit.region.slowest),
        fastest=amount(fit.region.fastest),
        met=len(fit.region.meetings),
        weight=fit.region.weight,
        worst_frames=amount(fit.worst * fps),
        hits=tuple(_error(target, fit.tempo, grid, cue, shift) for target in targets),
        downbeats=tuple(_downbeats(fit.tempo, targets, grid, shift)),
        bar=grid.number(0, first_bar(cue)),
        moved=moved,
        pickup=pickup,
    )


def _error(target: Target, tempo: Fraction, grid: Grid, cue: CueFile, shift: Fraction) -> HitError:
    offset = target.offset
    if offset is None:
        exact = max(target.at, Fraction(0)) * tempo / 60
        offset = min(grid.around(exact), key=lambda beat: abs(beat - exact))
    bar, beat = grid.place(offset)
    return hit_error(target, shift, 60 * offset / tempo - target.at, grid.number(bar, first_bar(cue)), beat, cue)


def plain_beats(beats: Fraction) -> int | float:
    """A number of beats, whole where it is."""
    return int(beats) if beats.denominator == 1 else round(float(beats), 6)


def hit_error(target: Target, shift: Fraction, late: Fraction, bar: str, beat: Fraction, cue: CueFile) -> HitError:
    """A hit that a beat misses by ``late`` seconds."""
    fps = cue.rate.fps
    graded = grade(late * fps, target.early * fps, target.late * fps)
    return HitError(target.caption, amount(target.at + shift), bar, amount(beat), amount(late * fps), graded)


def _downbeats(tempo: Fraction, targets: Sequence[Target], grid: Grid, shift: Fraction) -> Iterator[float]:
    """Seconds of every bar's first beat, to the first one after the last hit."""
    end = max((target.at for target in targets), default=Fraction(0))
    bar = 0
    while True:
        at = 60 * grid.offset(bar, Fraction(1)) / tempo
        yield round(float(at + shift), 6)
        if at > end:
            return
        bar += 1


def start_words(moved: int, pickup: int, cue: CueFile) -> tuple[str, ...]:
    """In words how the music's beginning differs from the cue file's."""
    words = []
    if moved:
        to = "" if cue.start is None else f", at {label((cue.start + moved) % frames_a_day(cue.rate), cue.rate)}"
        words.append(f"The music begins {counted(abs(moved), 'frame')} {'later' if moved > 0 else 'earlier'}{to}.")
    if pickup:
        words.append(f"It begins with a pick-up of {counted(pickup, 'beat')}, before bar {first_bar(cue)}.")
    return tuple(words)


def with_tempo(cue: CueFile, answer: FitAnswer, choice: int = 1) -> CueFile:
    """The cue with the tempo of the candidate ``choice`` (from 1), or of the segments; its start moved as they need.

    What the picture has stays at its timecode. Raises ``IndexError`` when there is no such candidate.
    """
    if answer.segments:
        moved, pickup, bar = answer.moved, answer.pickup, answer.segments[0].bar
    else:
        chosen = answer.candidates[choice - 1]
        moved, pickup, bar = chosen.moved, chosen.pickup, chosen.bar
    since = moved / cue.rate.fps
    return replace(
        cue,
        start=None if cue.start is None else cue.start + moved,
        first_bar=bar if pickup else cue.first_bar,
        tempo=tempo_events(answer, choice),
        hits=tuple(replace(hit, at=hit.at - since) for hit in cue.hits),
        streamers=tuple(replace(streamer, at=streamer.at - since) for streamer in cue.streamers),
        punches=tuple(replace(punch, at=punch.at - since) for punch in cue.punches),
    )


def tempo_events(answer: FitAnswer, choice: int = 1) -> tuple[TempoEvent, ...]:
    """The tempo of a cue file: of the candidate ``choice`` (from 1), or of the segments; equal neighbours once.

    Raises ``IndexError`` when there is no such candidate.
    """
    if not answer.segments:
        chosen = answer.candidates[choice - 1]
        return (TempoEvent(Place(chosen.bar), _tempo(chosen, answer.prints), unit=answer.unit),)
    tempi = [(Place(s.bar, Fraction(s.beat.exact)), Fraction(s.tempo.exact)) for s in answer.segments]
    changed = [tempi[0], *(now for before, now in pairwise(tempi) if before[1] != now[1])]
    return tuple(TempoEvent(place, Tempo(bpm), unit=answer.unit) for place, bpm in changed)


def _tempo(chosen: Candidate, prints: str) -> Tempo:
    """As a click where clicks were asked for and it is one, else in beats a minute."""
    if prints == "click" and chosen.click_tempo.exact == chosen.tempo.exact:
        return Tempo(click=parse_click(chosen.click))
    return Tempo(Fraction(chosen.tempo.exact))
