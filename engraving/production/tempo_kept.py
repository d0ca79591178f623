"""Tempi for bars that stay as they are: the search of several tempi with every hit on the beat it is wanted on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from engraving.errors import UsageError
from engraving.production.tempo_search import FitWishes, bare_answer, wanted_targets
from engraving.report.tempo_fits import FitAnswer, start_words
from engraving.report.tempo_kept import kept_beats, kept_downbeats, kept_reports
from engraving.timing.cue_file import CueFile
from engraving.timing.fit import Target
from engraving.timing.fit.kept_bars import counted, kept_path, stills

_LOOSE = "{} of the hits {} wanted nowhere that beats are counted: tempi do not follow them."


def fit_kept_bars(cue: CueFile, wishes: FitWishes) -> FitAnswer:
    """The smoothest tempi with which every hit that is wanted somewhere falls there, in the bars as they are.

    Raises ``UsageError`` when no tempi do, when no hit is wanted anywhere or two of them cannot both be, and for a
    score whose bars are played more than once.
    """
    if not wishes.bars.straight:
        raise UsageError("The score has repeats or jumps.", remedy="Write them out, or search without it: --beats.")
    grid, fps = wishes.bars.grids[0][1], cue.rate.fps
    targets, still = wanted_targets(cue, wishes, grid), stills(cue, grid)
    wanted = _wanted(targets)
    in_free = [target for target in wanted if counted(target.offset or target.at, still) is None]
    met = tuple(target for target in wanted if target not in in_free)
    if not met:
        raise UsageError("No hit says where it is wanted.", remedy="Give hits “bar” and “beat” in the cue file.")
    kept = kept_path(met, still, (wishes.slowest, wishes.fastest), fps, wishes.start, wishes.prints)
    if kept is None:
        raise UsageError(
            "No tempi between these bounds bring every hit to its beat.",
            remedy="Widen --from and --to, give hits wider limits, or leave light hits out with --weight.",
        )
    moved = int(kept.path.segments[0].begins * fps)
    loose = len(targets) - len(met)
    return replace(
        bare_answer(cue, wishes, len(targets)),
        segments=kept_reports(kept, met, targets, grid, cue),
        downbeats=kept_downbeats(kept, targets, grid),
        beats=kept_beats(kept, targets, grid),
        moved=moved,
        needs=start_words(moved, 0, cue),
        cost=kept.path.cost,
        notes=(_LOOSE.format(loose, "is" if loose == 1 else "are"),) * bool(loose),
    )


def _wanted(targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets with a place, in time. Those at the very beginning are met by beginning."""
    found = sorted((t for t in targets if t.offset is not None and t.at > 0), key=lambda t: t.at)
    for before, after in pairwise(found):
        if before.at == after.at or (before.offset or 0) >= (after.offset or 0):
            raise UsageError(
                f"“{after.caption}” comes after “{before.caption}” and is not wanted after it.",
                remedy="Correct “bar” and “beat” of one of them, or leave the lighter one out with --weight.",
            )
    return tuple(found)
