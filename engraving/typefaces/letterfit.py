"""How close two inks may stand side by side: by their outlines, since letters lean and bow."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, sqrt

from engraving.typefaces.face import Contours

ROWS = 8  # in the white asked for


def apart(left: Contours, right: Contours, white: float) -> float:
    """How far the origin of ``right`` stands from that of ``left`` so that ``white`` is free where they are nearest.

    All in one unit. 0.0 when they face each other at no height.
    """
    step = white / ROWS
    before, after = _edge(left, step, 1), _edge(right, step, -1)
    whites = [(up, sqrt(white * white - up * step * up * step)) for up in range(-ROWS, ROWS + 1)]
    facing = [
        x + after[row + up] + across for row, x in before.items() for up, across in whites if row + up in after
    ]
    return max(facing, default=0.0)


def _edge(contours: Contours, step: float, side: int) -> dict[int, float]:
    """How far ink reaches to a side (1 right, -1 left) in every row of height ``step`` that it has ink in."""
    reach: dict[int, float] = {}
    for contour in contours:
        for (ax, ay), (bx, by) in pairwise((*contour, contour[0])):
            if ay == by:
                continue  # its ends belong to others
            slope = (bx - ax) / (by - ay)
            low, high = (ay, by) if ay < by else (by, ay)
            for row in range(floor(low / step), ceil(high / step) + 1):
                y = max(low, min(row * step, high))
                x = side * (ax + (y - ay) * slope)
                if row not in reach or reach[row] < x:
                    reach[row] = x
    return reach
