"""The hollow side of slurs and ties: most ink that lies in a curve's box stands there, clear of the curve itself."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

from engraving.layout.audit.scene import Mark
from engraving.layout.page import Curve, Ink

CURVES = frozenset({Ink.SLUR, Ink.TIE})


class Chord(NamedTuple):
    """The line between a curve's tips; ``side`` is 1 when the curve bulges up, -1 when down, 0 for neither."""

    x: float
    y: float
    slope: float
    side: int


NO_CHORD = Chord(0.0, 0.0, 0.0, 0)


class Hollows:
    """The chords of a page's curves, and who is well on the other side of them."""

    def __init__(self, away: float) -> None:
        """``away`` in page units is how far from a curve ink must be to be clear of it."""
        self._away = away
        self._chords: dict[int, Chord] = {}

    def hold(self, mark: Mark, curve: Mark) -> bool:
        """Whether ``mark`` is clear of ``curve``, being on its hollow side."""
        chord = self._chords.get(curve.order)
        if chord is None:
            item = curve.item
            chord = self._chords[curve.order] = chord_of(item) if isinstance(item, Curve) else NO_CHORD
        x, y, slope, side = chord
        if not side:
            return False
        left, right = y + (mark[0] - x) * slope, y + (mark[2] - x) * slope
        away = self._away * hypot(1.0, slope)
        if side > 0:
            return mark[3] + away < (min(right, left))
        return mark[1] - away > (max(right, left))


def chord_of(curve: Curve) -> Chord:
    """The chord of a curve; a curve lies on that side of it on which its controls do."""
    x0, y0, xa, ya, xb, yb, x1, y1, xc, yc, xd, yd, *_ = curve.points
    if x0 == x1:
        return NO_CHORD
    slope = (y1 - y0) / (x1 - x0)
    bulges = [y - y0 - (x - x0) * slope for x, y in ((xa, ya), (xb, yb), (xc, yc), (xd, yd))]
    return Chord(x0, y0, slope, (min(bulges) >= 0) - (max(bulges) <= 0))
