"""Tempi that meet the hits of a cue file: searched for, drawn, written back."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import msgspec
from msgspec.structs import replace

from engraving.errors import UsageError
from engraving.printing.files import replace_file
from engraving.production.cue_files import write_cue_file
from engraving.report.answers import amount
from engraving.report.tempo_fits import FitAnswer, candidate, first_bar, segment_reports, tempo_events
from engraving.report.tempo_plot import tempo_plot
from engraving.timing.cue_file import CueFile
from engraving.timing.fit import Grid, Target, any_beat, best_fits, targets
from engraving.timing.fit.printable import Print, most_printable
from engraving.timing.fit.segments import Prices, shortest_path


class FitWishes(msgspec.Struct, frozen=True, gc=False):
    """A search: tempi in beats a minute, where hits may fall, what can be printed, how many answers.

    ``limits`` (frames early and late) stand in place of those of the hits; ``least_weight`` leaves lighter hits out.
    """

    slowest: Fraction = Fraction(60)
    fastest: Fraction = Fraction(180)
    grid: Grid = any_beat(4)
    prints: Print = "whole"
    count: int = 5
    limits: tuple[Fraction, Fraction] | None = None
    least_weight: int = 0


def fit_tempo(cue: CueFile, wishes: FitWishes) -> FitAnswer:
    """The constant tempi that meet the cue's hits best. Raises ``UsageError`` when it has none."""
    wanted = _targets(cue, wishes)
    fits = best_fits(wanted, wishes.grid, wishes.slowest, wishes.fastest, wishes.count)
    moved = [most_printable(fit, wanted, wishes.prints, cue.rate.fps) for fit in fits]
    moved.sort(key=lambda fit: (-fit.region.weight, fit.worst, fit.tempo))
    return replace(
        _answer(cue, wishes, wanted),
        candidates=tuple(candidate(fit, wanted, wishes.grid, cue) for fit in moved),
    )


def fit_segments(cue: CueFile, wishes: FitWishes, prices: Prices) -> FitAnswer:
    """The smoothest tempi that meet every hit exactly. Raises ``UsageError`` when no tempi do."""
    wanted = tuple(sorted({t.at: t for t in _targets(cue, wishes) if t.at > 0}.values(), key=lambda t: t.at))
    path = shortest_path([target.at for target in wanted], wishes.slowest, wishes.fastest, prices)
    if path is None or not wanted:
        raise UsageError(
            "No tempi between these bounds reach every hit on a beat.",
            remedy="Widen --from and --to, or leave light hits out with --weight.",
        )
    answer = _answer(cue, wishes, wanted)
    return replace(answer, segments=segment_reports(path, wanted, cue, prices.base), cost=path.cost)


def apply_fit(path: Path, cue: CueFile, answer: FitAnswer, choice: int = 1) -> None:
    """Write the tempo of an answer into the cue file at ``path``, in place of what it says of tempo."""
    if choice > len(answer.candidates) and not answer.segments:
        raise UsageError(f"There is no candidate {choice}.", remedy=f"The search found {len(answer.candidates)}.")
    write_cue_file(path, replace(cue, tempo=tempo_events(answer, choice)))


def draw_fit(answer: FitAnswer, path: Path) -> None:
    """Hits against beats, as SVG. Raises ``UsageError`` for other kinds of pictures."""
    if path.suffix.lower() != ".svg":
        raise UsageError(f"A plot is drawn as SVG, not as “{path.suffix}”.", remedy="Name it FILE.svg.")
    replace_file(path, tempo_plot(answer).encode())


def _targets(cue: CueFile, wishes: FitWishes) -> tuple[Target, ...]:
    found = tuple(target for target in targets(cue, wishes.grid.beats_in_bar) if target.weight >= wishes.least_weight)
    if not found:
        raise UsageError("The cue has no hits to meet.", remedy="Write [[hit]] tables into its cue file.")
    if wishes.limits is None:
        return found
    early, late = (frames / cue.rate.fps for frames in wishes.limits)
    return tuple(replace(target, early=early, late=late) for target in found)


def _answer(cue: CueFile, wishes: FitWishes, wanted: tuple[Target, ...]) -> FitAnswer:
    stops = cue.pauses or cue.free
    return FitAnswer(
        cue=" ".join(filter(None, (cue.number, cue.title))),
        rate=cue.rate.name,
        slowest=amount(wishes.slowest),
        fastest=amount(wishes.fastest),
        first_bar=first_bar(cue),
        beats_in_bar=wishes.grid.beats_in_bar,
        hits=len(wanted),
        prints=wishes.prints,
        notes=("The cue's pauses and free passages are not counted: beats run through from its start.",) * bool(stops),
    )
