"""Tempi that can be printed: of those a region allows, the one that loses least.

The worst error is convex in the tempo, so the best whole tempo, tenth or click is a neighbour of the exact optimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Literal

from engraving.timing.clicks import EIGHTHS, FrameClick
from engraving.timing.fit.sweep import Fit, fit_at
from engraving.timing.fit.targets import Target

Print = Literal["whole", "half", "tenth", "hundredth", "click", "exact"]

_STEPS = {"whole": Fraction(1), "half": Fraction(1, 2), "tenth": Fraction(1, 10), "hundredth": Fraction(1, 100)}


def printable(fit: Fit, targets: Sequence[Target], wish: Print, fps: Fraction) -> Fit | None:
    """The fit moved to a tempo that can be printed as wished, None when its region holds none."""
    if wish == "exact":
        return fit
    if wish == "click":
        eighths = EIGHTHS * 60 * fps / fit.tempo
        tried = [FrameClick(floor(eighths) + step).tempo(fps) for step in (0, 1) if floor(eighths) + step > 0]
    else:
        step = _STEPS[wish]
        tried = [floor(fit.tempo / step) * step, (floor(fit.tempo / step) + 1) * step]
    inside = [tempo for tempo in tried if fit.region.slowest <= tempo <= fit.region.fastest]
    return min((fit_at(tempo, fit.region, targets) for tempo in inside), key=lambda moved: moved.worst, default=None)


def most_printable(fit: Fit, targets: Sequence[Target], wish: Print, fps: Fraction) -> Fit:
    """As wished; where that cannot be, as near to it as the region allows: half, tenth, hundredth, at last exact."""
    wishes: tuple[Print, ...] = (wish, "half", "tenth", "hundredth", "exact")
    return next(moved for other in wishes if (moved := printable(fit, targets, other, fps)) is not None)
