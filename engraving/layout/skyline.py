"""The outline of what already stands above or below a staff, so that the next thing can clear it (E42).

A skyline is a step function over the system's width, kept in buckets of a quarter space: looking up
and raising a stretch are slices of a plain list, and the quantisation always errs towards more room.
Heights are in staff spaces from the staff's middle line; ``Skyline(up=False)`` looks downwards and
keeps the lowest ink as positive depth, so one class serves both sides.
"""

from __future__ import annotations

from collections.abc import Iterable

BUCKET = 0.25


class Skyline:
    """Highest ink (or deepest, mirrored) over each quarter space of a system ``width`` wide."""

    __slots__ = ("_size", "heights", "sign")

    def __init__(self, width: float, base: float, *, up: bool) -> None:
        self._size = int(width / BUCKET) + 12
        self.heights = [base] * self._size
        self.sign = 1.0 if up else -1.0

    def _slice(self, x0: float, x1: float) -> tuple[int, int]:
        first = int(x0 / BUCKET) + 4
        last = int(x1 / BUCKET) + 5
        first = min(max(first, 0), self._size - 1)
        return first, min(max(last, first + 1), self._size)

    def reach(self, x0: float, x1: float) -> float:
        """The y beyond which the stretch x0–x1 is free."""
        first, last = self._slice(x0, x1)
        return self.sign * max(self.heights[first:last])

    def add(self, x0: float, x1: float, y: float) -> None:
        """Raise the stretch x0–x1 to ``y``."""
        first, last = self._slice(x0, x1)
        height = self.sign * y
        heights = self.heights
        for i in range(first, last):
            if heights[i] < height:
                heights[i] = height

    def add_boxes(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Raise by boxes (x0, x1, low, high)."""
        for x0, x1, low, high in boxes:
            self.add(x0, x1, high if self.sign > 0 else low)

    def extreme(self) -> float:
        """The outermost y of all."""
        return self.sign * max(self.heights)


SIDEWAYS = 4  # buckets: what stands this near sideways counts as facing


def clearance(lower_of_upper: Skyline, upper_of_lower: Skyline) -> float:
    """How far apart two staves' middle lines must be for their facing skylines to touch.

    Ink within a space sideways counts as facing, so that systems do not interlock like teeth.
    """
    heights = upper_of_lower.heights
    first = max(heights[: SIDEWAYS + 1])
    reach = 0.0
    for i, depth in enumerate(lower_of_upper.heights[: len(heights)]):
        if i:
            first = max(heights[max(0, i - SIDEWAYS) : i + SIDEWAYS + 1])
        if depth + first > reach:
            reach = depth + first
    return reach
