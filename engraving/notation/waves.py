"""Wavy lines as outlines: a sine drawn with a broad pen, for arpeggios and glissandi at any angle (E20, E38).

Fonts hold such waves lying flat; a page's glyphs are not turned, so these are drawn as polygons.
"""

from __future__ import annotations

from math import atan2, ceil, cos, hypot, pi, sin

THICK, THIN = 0.24, 0.1
_NIB = pi / 4  # the pen's edge, against the line's direction: rising strokes are thin, falling ones thick
_POINTS = 12  # to each side of a wave


def wave_count(length: float, wavelength: float) -> int:
    """How many whole waves a line of ``length`` holds, one at least."""
    return max(1, round(length / wavelength))


def wave(
    x0: float, y0: float, x1: float, y1: float, *, count: int, height: float, first: int = 0, last: int | None = None
) -> tuple[float, ...]:
    """The outline of ``count`` waves ``height`` tall from one point to another, as x, y, x, y …

    ``first`` and ``last`` take a stretch of the waves only. Staff spaces throughout.
    """
    length = hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    turn = 2 * pi * count / length
    start, stop = first * length / count, (count if last is None else last) * length / count
    steps = max(2, ceil((stop - start) / length * count * _POINTS))
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for k in range(steps + 1):
        along = start + (stop - start) * k / steps
        across = height / 2 * sin(turn * along)
        direction = atan2(height / 2 * turn * cos(turn * along), 1.0)
        half = hypot(THICK * sin(direction - _NIB), THIN * cos(direction - _NIB)) / 2
        dx, dy = -sin(direction) * half, cos(direction) * half
        for side, way in ((left, 1.0), (right, -1.0)):
            a, b = along + way * dx, across + way * dy
            side.append((x0 + ux * a - uy * b, y0 + uy * a + ux * b))
    return tuple(number for point in (*left, *reversed(right)) for number in point)
