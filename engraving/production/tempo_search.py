"""Tempi that meet the hits of a cue file: searched for, drawn, written back."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import msgspec
from msgspec.structs import replace

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.production.cue_files import score_for, write_cue_file
from engraving.report.answers import amount
from engraving.report.tempo_bars import (
    bars_needed,
    differences,
    downbeats,
    plan_start,
    segment_reports,
    wanted_elsewhere,
)
from engraving.report.tempo_fits import Candidate, FitAnswer, candidate, start_words, with_tempo
from engraving.report.tempo_plot import tempo_plot
from engraving.score import Cue
from engraving.timing.beat_units import unit_name
from engraving.timing.cue_file import TEMPO_UNITS, CueFile
from engraving.timing.fit import Grid, Target, best_fits, grid_of, targets
from engraving.timing.fit.bars import Prices
from engraving.timing.fit.grid import On
from engraving.timing.fit.layout import bar_plan
from engraving.timing.fit.printable import Print, most_printable
from engraving.timing.fit.score_bars import score_grid, tempo_unit
from engraving.timing.fit.segments import Start, shortest_path
from engraving.timing.fit.settle import settled
from engraving.timing.performance import performance_order


class Bars(msgspec.Struct, frozen=True, gc=False):
    """The bars to search: ``grids`` to choose from, each with its beats of pick-up; a beat of the tempo is a ``unit``.

    ``base`` beats are in most of them; ``straight`` says that a score plays its bars once, in their order.
    """

    grids: tuple[tuple[int, Grid], ...] = ((0, grid_of(4, "beats")),)
    unit: str = "quarter"
    base: int = 4
    straight: bool = True


class FitWishes(msgspec.Struct, frozen=True, gc=False):
    """A search: tempi in beats a minute, where hits may fall, what can be printed, how many answers.

    ``limits`` (frames early and late) stand in place of those of the hits; ``least_weight`` leaves lighter hits out.
    ``start`` says how far the music's beginning may move.
    """

    slowest: Fraction = Fraction(60)
    fastest: Fraction = Fraction(180)
    bars: Bars = Bars()
    prints: Print = "whole"
    count: int = 5
    limits: tuple[Fraction, Fraction] | None = None
    least_weight: int = 0
    start: Start = Start()


def bars_of(path: Path, beats: int | None, on: On, pickups: tuple[int, ...]) -> Bars:
    """Bars of ``beats``, else those of the score beside the cue file, else of four quarters.

    Raises ``UsageError`` when a pick-up is asked for and the score has its own, or a tempo cannot count its beats.
    """
    score = None if beats else _score(path)
    if score is None:
        size = beats or 4
        return Bars(tuple((pickup, grid_of(size, on, pickup)) for pickup in pickups), base=size)
    if pickups != (0,):
        raise UsageError("The score says what pick-up it has.", remedy="Say --beats as well, to search without it.")
    unit = unit_name(tempo_unit(score))
    if unit not in TEMPO_UNITS:
        raise UsageError(f"A tempo cannot count {unit}.", remedy="Say --beats, to search without the score's bars.")
    grid = score_grid(score, on)
    ((usual, _),) = Counter(bar.length for bar in grid.leading).most_common(1)
    return Bars(((0, grid),), unit, max(1, round(usual)), performance_order(score).straight)


def _score(path: Path) -> Cue | None:
    """The score that is meant or stands beside, if any; None when it has no bars."""
    from engraving.musicxml import read_unchecked

    try:
        found = score_for(path)
    except UsageError:  # a cue file by itself
        return None
    cue = read_unchecked(found, validate=False).cue
    return cue if cue.bars else None


def fit_tempo(cue: CueFile, wishes: FitWishes) -> FitAnswer:
    """The constant tempi that meet the cue's hits best. Raises ``UsageError`` when it has none."""
    fps = cue.rate.fps
    found: list[tuple[tuple[int, Fraction, int, Fraction], Candidate]] = []
    for pickup, grid in wishes.bars.grids:
        wanted = wanted_targets(cue, wishes, grid)
        for frames in range(-wishes.start.earlier, wishes.start.later + 1):
            moved = tuple(replace(target, at=target.at - frames / fps) for target in wanted)
            for fit in best_fits(moved, grid, wishes.slowest, wishes.fastest, wishes.count):
                printed = most_printable(fit, moved, wishes.prints, fps)
                order = (-printed.region.weight, printed.worst, abs(frames) + pickup, printed.tempo)
                found.append((order, candidate(printed, moved, grid, cue, frames, pickup)))
    found.sort(key=lambda one: one[0])
    best = {one.tempo.exact: one for _, one in reversed(found)}  # of the ways to one tempo the best
    chosen = sorted((one for one in best.values()), key=[one for _, one in found].index)[: wishes.count]
    return replace(bare_answer(cue, wishes, len(wanted)), candidates=tuple(chosen))


def fit_segments(cue: CueFile, wishes: FitWishes, prices: Prices) -> FitAnswer:
    """The smoothest tempi that meet every hit within its limits, with the bars they need.

    Raises ``UsageError`` when no tempi do, and for a score whose bars are played more than once.
    """
    if not wishes.bars.straight:
        raise UsageError("The score has repeats or jumps.", remedy="Write them out, or search without it: --beats.")
    grid, fps = wishes.bars.grids[0][1], cue.rate.fps
    asked = {target.at: target for target in wanted_targets(cue, wishes, grid) if target.at > 0}
    wanted = tuple(sorted(asked.values(), key=lambda target: target.at))
    bounds = (wishes.slowest, wishes.fastest)
    begins = grid.leading[0].length if grid.numbered else Fraction(0)
    start = replace(wishes.start, pickups=(int(begins),)) if 0 < begins < prices.base else wishes.start
    path = shortest_path(wanted, bounds, fps, prices, start)
    if path is None or not wanted:
        raise UsageError(
            "No tempi between these bounds reach every hit on a beat.",
            remedy="Widen --from and --to, or leave light hits out with --weight.",
        )
    path = settled(path, wanted, bounds, wishes.prints, fps)
    plan = bar_plan(path, prices.base)
    moved, pickup = int(path.segments[0].begins * fps), plan.bars[0] if path.phase else 0
    reports = segment_reports(path, plan, wanted, grid, cue)
    return replace(
        bare_answer(cue, wishes, len(wanted)),
        segments=reports,
        bars=bars_needed(plan, grid, plan_start(grid, cue, path.phase > 0)),
        downbeats=downbeats(path, plan),
        moved=moved,
        pickup=pickup,
        needs=(
            *start_words(moved, 0 if grid.numbered else pickup, cue),
            *differences(plan, grid, cue, wishes.bars.unit),
            *wanted_elsewhere(reports, cue),
        ),
        cost=path.cost,
    )


def apply_fit(path: Path, cue: CueFile, answer: FitAnswer, choice: int = 1) -> None:
    """Write an answer into the cue file at ``path``: its tempo in place of the old, and its start where that moved.

    Raises ``UsageError`` for a ``choice`` there is not, ``CannotWrite``.
    """
    if choice > len(answer.candidates) and not answer.segments:
        raise UsageError(f"There is no candidate {choice}.", remedy=f"The search found {len(answer.candidates)}.")
    write_cue_file(path, with_tempo(cue, answer, choice))


def draw_fit(answer: FitAnswer, path: Path) -> None:
    """Hits against beats, as SVG."""
    replace_file(path, tempo_plot(answer).encode())


def wanted_targets(cue: CueFile, wishes: FitWishes, grid: Grid) -> tuple[Target, ...]:
    """The hits to meet, with the limits that are asked for. Raises ``UsageError`` when there are none."""
    found = tuple(target for target in targets(cue, grid) if target.weight >= wishes.least_weight)
    if not found:
        raise UsageError("The cue has no hits to meet.", remedy="Write [[hit]] tables into its cue file.")
    if wishes.limits is None:
        return found
    early, late = (frames / cue.rate.fps for frames in wishes.limits)
    return tuple(replace(target, early=early, late=late) for target in found)


def bare_answer(cue: CueFile, wishes: FitWishes, hits: int) -> FitAnswer:
    """An answer that says only what was asked."""
    stops = cue.pauses or cue.free
    return FitAnswer(
        cue=" ".join(filter(None, (cue.number, cue.title))),
        rate=cue.rate.name,
        slowest=amount(wishes.slowest),
        fastest=amount(wishes.fastest),
        unit=wishes.bars.unit,
        hits=hits,
        prints=wishes.prints,
        notes=("The cue's pauses and free passages are not counted: beats run through from its start.",) * bool(stops),
    )
