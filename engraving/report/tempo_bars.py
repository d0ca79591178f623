"""Segments of tempo in bars: where hits fall, which bars they need, and what of that a score does not have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, groupby

from engraving.counting import counted
from engraving.report.answers import amount
from engraving.report.tempo_fits import BarRun, SegmentReport, hit_error, plain_beats
from engraving.timing.cue_file import TEMPO_UNITS, CueFile
from engraving.timing.fit import Grid, Target
from engraving.timing.fit.layout import BarPlan, Spot
from engraving.timing.fit.segments import Path
from engraving.timing.fit.targets import first_bar


def segment_reports(
    path: Path, plan: BarPlan, targets: Sequence[Target], grid: Grid, cue: CueFile
) -> tuple[SegmentReport, ...]:
    """Every segment with its hits; beats are those of the metre's lower figure."""
    spots = iter(plan.hits)
    first = plan_start(grid, cue, path.phase > 0)
    found = []
    for segment, spot in zip(path.segments, plan.tempi, strict=True):
        hits = []
        for landing in segment.landings:
            target, place = targets[landing.index], next(spots)
            late = segment.begins + 60 * landing.beats / segment.tempo - target.at
            name = grid.number(place.bar, first)
            hits.append(hit_error(target, Fraction(0), late, name, _beat(place, grid), cue))
        bar, beat = grid.number(spot.bar, first), amount(_beat(spot, grid))
        begins, tempo = amount(segment.begins), amount(segment.tempo)
        until = targets[segment.landings[-1].index].caption
        found.append(SegmentReport(bar, beat, begins, tempo, plain_beats(segment.beats), until, tuple(hits)))
    return tuple(found)


def plan_start(grid: Grid, cue: CueFile, pickup: bool) -> int:
    """The number of the bar at the start where no score numbers it: a pick-up comes before the cue's first bar."""
    return first_bar(cue) - pickup + len(grid.leading)


def downbeats(path: Path, plan: BarPlan) -> tuple[float, ...]:
    """Seconds of the first beat of every bar."""
    begun = list(accumulate((segment.beats for segment in path.segments), initial=Fraction(0)))
    found = []
    for beat in accumulate(plan.bars[:-1], initial=0):
        number = min(bisect_right(begun, beat) - 1, len(path.segments) - 1)
        segment = path.segments[number]
        found.append(round(float(segment.begins + 60 * (beat - begun[number]) / segment.tempo), 6))
    return tuple(found)


def bars_needed(plan: BarPlan, grid: Grid, first: int) -> tuple[BarRun, ...]:
    """The bars from the first to that of the last hit, alike ones together."""
    return tuple(
        BarRun(grid.number(index, first), grid.number(index + count - 1, first), count, beats)
        for index, count, beats in plan.runs()
    )


def differences(plan: BarPlan, grid: Grid, cue: CueFile, unit: str) -> tuple[str, ...]:
    """In words, what the music needs that its score has otherwise; nothing where there is no score."""
    if not grid.numbered:
        return ()
    return tuple(_differences(plan, grid, cue, unit))


def _differences(plan: BarPlan, grid: Grid, cue: CueFile, unit: str) -> Iterator[str]:
    pairs = list(zip(plan.bars, grid.leading, strict=False))
    index = 0
    for (needs, has), alike in groupby(pairs, key=lambda pair: (Fraction(pair[0]), pair[1].length)):
        count = len(list(alike))
        if needs != has:
            first, last = (grid.number(n, first_bar(cue)) for n in (index, index + count - 1))
            bars = f"Bar {first}" if count == 1 else f"Bars {first} to {last}"
            verbs = ("needs", "has") if count == 1 else ("need", "have")
            yield f"{bars} {verbs[0]} {metre_name(needs, unit)}, and {verbs[1]} {metre_name(has, unit)}."
        index += count
    missing = len(plan.bars) - len(grid.leading)
    if missing > 0:
        yield f"The last hit needs {counted(missing, 'bar')} more than the score has."


def wanted_elsewhere(reports: Sequence[SegmentReport], cue: CueFile) -> tuple[str, ...]:
    """In words, the hits that do not fall into the bars they were wanted in."""
    wanted = {(hit.caption, hit.at): hit.bar for hit in cue.hits if hit.bar}
    return tuple(
        f"“{hit.caption}” is wanted in bar {wish} and falls in bar {hit.bar}."
        for report in reports
        for hit in report.hits
        if (wish := wanted.get((hit.caption, Fraction(hit.seconds.exact)), hit.bar)) != hit.bar
    )


def metre_name(beats: Fraction, unit: str) -> str:
    """``3/4``, ``6/8`` for two dotted quarters, ``7/8`` for three quarters and a half; beats where no metre says so."""
    quarters = beats * TEMPO_UNITS[unit]
    usual = {"half": 2, "quarter": 4, "16th": 16}.get(unit, 8)
    fitting = (lower for lower in (usual, 8, 16, 32) if lower >= usual and (quarters * lower / 4).denominator == 1)
    lower = next(fitting, 0)
    return f"{quarters * lower / 4}/{lower}" if lower else f"{float(beats):g} beats"


def _beat(spot: Spot, grid: Grid) -> Fraction:
    return (spot.beat - 1) * grid.figure + 1
