"""The cubic curves of ties and slurs: centre lines, their tapering outlines, their boxes (E01).

Staff spaces, x right, y up. A curve's x runs from left to right.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import hypot, sqrt
from typing import NamedTuple

_TIP = 0.6  # so far from a tip the curve should be as thick as its end


class Bezier(NamedTuple):
    """The centre line of a curve: start, two control points, end."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    def at(self, t: float) -> tuple[float, float]:
        """The point at parameter ``t``."""
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        return (
            a * self.x0 + b * self.x1 + c * self.x2 + d * self.x3,
            a * self.y0 + b * self.y1 + c * self.y2 + d * self.y3,
        )

    def moved(self, dx: float, dy: float) -> Bezier:
        """The same curve elsewhere."""
        x0, y0, x1, y1, x2, y2, x3, y3 = self
        return Bezier(x0 + dx, y0 + dy, x1 + dx, y1 + dy, x2 + dx, y2 + dy, x3 + dx, y3 + dy)


def outline(b: Bezier, end: float, middle: float) -> tuple[float, ...]:
    """Fourteen floats: start, then c1 c2 end along the outer edge, then c3 c4 start along the inner.

    The outer edge is the one the curve bulges to. The outline, filled, is ``middle`` thick half way
    and, as far as two cubics between common points allow, ``end`` thick 0.6 from the tips, which
    are points themselves.
    """
    x0, y0, x1, y1, x2, y2, x3, y3 = b
    chord_x, chord_y = x3 - x0, y3 - y0
    length = hypot(chord_x, chord_y) or 1.0
    nx, ny = -chord_y / length, chord_x / length
    if nx * (x1 + x2 - x0 - x3) + ny * (y1 + y2 - y0 - y3) < 0:
        nx, ny = -nx, -ny
    lift = middle / 1.5  # half the thickness at the control points
    ox, oy = nx * lift, ny * lift
    first = _spread(x1 - x0, y1 - y0, nx, ny, end, lift)
    second = _spread(x3 - x2, y3 - y2, -nx, -ny, end, lift)
    ux, uy = chord_x / length, chord_y / length
    ax, ay, bx, by = ux * first, uy * first, ux * second, uy * second
    return (
        x0, y0,
        x1 + ox - ax, y1 + oy - ay, x2 + ox + bx, y2 + oy + by, x3, y3,
        x2 - ox - bx, y2 - oy - by, x1 - ox + ax, y1 - oy + ay, x0, y0,
    )  # fmt: skip


def _spread(dx: float, dy: float, nx: float, ny: float, end: float, lift: float) -> float:
    """How far to pull the outer control point to the tip, the inner away from it, for a blunter tip.

    Limited so that the shoulders stay thinner than the middle.
    """
    handle = hypot(dx, dy) or 1.0
    sine = (dx * nx + dy * ny) / handle
    t = min(_TIP / (3 * handle), 0.15)
    lacking = end - 6 * lift * t
    if sine <= 0.05 or lacking <= 0:
        return 0.0
    return min(lacking / (6 * t * (1 - t) ** 2 * sine), lift / sine, 0.25 * handle)


@lru_cache(maxsize=16)
def _weights(n: int) -> tuple[tuple[float, float, float, float], ...]:
    """Bernstein weights at n + 1 evenly spaced parameters."""
    ts = [i / n for i in range(n + 1)]
    return tuple(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in ts)


def samples(b: Bezier, n: int) -> list[tuple[float, float]]:
    """n + 1 points on the centre line, tips included."""
    x0, y0, x1, y1, x2, y2, x3, y3 = b
    return [(p * x0 + q * x1 + r * x2 + s * x3, p * y0 + q * y1 + r * y2 + s * y3) for p, q, r, s in _weights(n)]


def y_range(b: Bezier) -> tuple[float, float]:
    """The lowest and highest y of the centre line, exactly."""
    low, high = min(b.y0, b.y3), max(b.y0, b.y3)
    for t in _extremes(b.y0, b.y1, b.y2, b.y3):
        y = b.at(t)[1]
        low, high = min(low, y), max(high, y)
    return low, high


def _extremes(p0: float, p1: float, p2: float, p3: float) -> list[float]:
    """Parameters inside (0, 1) at which a cubic's derivative vanishes."""
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    if abs(a) < 1e-9:
        roots = [-c / b] if abs(b) > 1e-9 else []
    else:
        root = b * b - 4 * a * c
        if root < 0:
            return []
        root = sqrt(root)
        roots = [(-b - root) / (2 * a), (-b + root) / (2 * a)]
    return [t for t in roots if 0 < t < 1]


Box = tuple[float, float, float, float]
"""x0, x1, low, high."""


def meets(box: Box, pieces: Iterable[Box]) -> bool:
    """Does a box overlap with one of some ``pieces``, which stand from left to right?"""
    x0, x1, low, high = box
    for left, right, y0, y1 in pieces:
        if left >= x1:
            return False
        if x0 < right and y0 < high and low < y1:
            return True
    return False


def boxes(b: Bezier, n: int, middle: float) -> list[tuple[float, float, float, float]]:
    """``n`` boxes (x0, x1, ylow, yhigh) that together cover the ink, for skylines and obstacles."""
    points = samples(b, n)
    half = middle / 2
    found = []
    # A chord of the curve misses its bulge between two samples by at most |second difference| / 8n².
    bulge = 0.75 / (n * n) * max(abs(b.y0 - 2 * b.y1 + b.y2), abs(b.y1 - 2 * b.y2 + b.y3))
    sag = half + bulge
    x, y = points[0]
    for right, high in points[1:]:
        found.append((x, right, y - sag, high + sag) if y < high else (x, right, high - sag, y + sag))
        x, y = right, high
    return found
