"""The outline of what already stands above or below a staff, so that the next thing can clear it (E42).

A skyline is a step function over the system's width, kept in buckets of a quarter space: looking up
and raising a stretch are slices of a plain list, and the quantisation always errs towards more room.
Heights are in staff spaces from the staff's middle line; ``Skyline(up=False)`` looks downwards and
keeps the lowest ink as positive depth, so one class serves both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import add

BUCKET = 0.25


class Skyline:
    """Highest ink (or deepest, mirrored) over each quarter space of a system ``width`` wide."""

    __slots__ = ("_size", "base", "heights", "sign")

    def __init__(self, width: float, base: float, *, up: bool) -> None:
        self._size = int(width / BUCKET) + 12
        self.base = base
        self.heights = [base] * self._size
        self.sign = 1.0 if up else -1.0

    def _slice(self, x0: float, x1: float) -> tuple[int, int]:
        first = int(x0 / BUCKET) + 4
        last = int(x1 / BUCKET) + 5
        if first < 0:
            first = 0
        elif first >= self._size:
            first = self._size - 1
        return first, max(min(last, self._size), first + 1)

    def reach(self, x0: float, x1: float) -> float:
        """The y beyond which the stretch x0–x1 is free."""
        first, last = int(x0 / BUCKET) + 4, int(x1 / BUCKET) + 5  # as ``_slice``, for it is asked very often
        if first < 0 or last > self._size or last <= first:
            first, last = self._slice(x0, x1)
        return self.sign * max(self.heights[first:last])

    def add(self, x0: float, x1: float, y: float) -> None:
        """Raise the stretch x0–x1 to ``y``."""
        height = y if self.sign > 0 else -y
        if height <= self.base:
            return
        first, last = int(x0 / BUCKET) + 4, int(x1 / BUCKET) + 5
        if first < 0 or last > self._size or last <= first:
            first, last = self._slice(x0, x1)
        heights = self.heights
        for k in range(first, last):
            if heights[k] < height:
                heights[k] = height

    def lower(self, x0: float, x1: float, y: float) -> None:
        """Let the stretch x0–x1 reach no farther than ``y``."""
        height = self.sign * y
        first, last = self._slice(x0, x1)
        self.heights[first:last] = [min(old, height) for old in self.heights[first:last]]

    def add_boxes(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Raise by boxes (x0, x1, low, high)."""
        if self.sign > 0:
            for x0, x1, _, high in boxes:
                if high > self.base:
                    self.add(x0, x1, high)
        else:
            for x0, x1, low, _ in boxes:
                if -low > self.base:
                    self.add(x0, x1, low)

    def copy(self) -> Skyline:
        """The outline as it is now, whatever is added later."""
        result = Skyline(0.0, self.base, up=self.sign > 0)
        result._size, result.heights = self._size, list(self.heights)
        return result

    def extreme(self) -> float:
        """The outermost y of all."""
        return self.sign * max(self.heights)


SIDEWAYS = 4  # buckets: what stands this near sideways counts as facing
STRETCH = 32  # buckets looked at together


def widened(skyline: Skyline) -> list[float]:
    """Each bucket as high as the highest within a space of it, so that systems do not interlock like teeth."""
    heights = skyline.heights
    pad = [0.0] * SIDEWAYS
    padded = [*pad, *heights, *pad]
    two = _higher(padded, padded[1:])  # windows of 2, 4, 8 and 9 buckets
    four = _higher(two, two[2:])
    eight = _higher(four, four[4:])
    return _higher(eight, padded[8:])


def _higher(heights: list[float], others: list[float]) -> list[float]:
    """Bucket by bucket, as far as both go."""
    return [a if a > b else b for a, b in zip(heights, others, strict=False)]  # noqa: FURB136 - faster


def facing(lower_of_upper: Skyline, upper_of_lower: Skyline) -> Skyline:
    """How far apart two staves' middle lines must be for their skylines to touch, along the line."""
    result = Skyline(0.0, 0.0, up=True)
    result.heights = list(map(add, lower_of_upper.heights, widened(upper_of_lower)))
    result._size = len(result.heights)
    return result


def clearance(lower_of_upper: Skyline, upper_of_lower: Skyline, *, least: float = 0.0) -> float:
    """The least distance between two staves' middle lines at which their skylines touch nowhere, from ``least`` on.

    The maximum of ``facing``: looked for first where lines begin, since clefs reach far, and then in the stretches
    where both reach farthest.
    """
    downs, ups = lower_of_upper.heights, upper_of_lower.heights
    found = _facing(downs, ups, 0, least)
    end = min(len(downs), len(ups))
    deep = max(downs[STRETCH:end], default=0.0)
    high = max(ups[STRETCH - SIDEWAYS : end + SIDEWAYS], default=0.0)
    if deep + high <= found or deep <= lower_of_upper.base or high <= upper_of_lower.base:  # one of them is flat
        return max(found, deep + high)
    hopes: list[tuple[float, int]] = []
    for start in range(STRETCH, end, STRETCH):
        deepest = max(downs[start : start + STRETCH])
        if deepest + high > found:
            hope = deepest + max(ups[start - SIDEWAYS : start + STRETCH + SIDEWAYS])
            if hope > found:
                hopes.append((hope, start))
    hopes.sort(reverse=True)
    for hope, start in hopes:
        if hope <= found:
            break
        found = _facing(downs, ups, start, found)
    return found


def _facing(downs: Sequence[float], ups: Sequence[float], start: int, found: float) -> float:
    """How far apart two staves must be for one stretch of their skylines, where that is more than ``found``."""
    over = max(ups[max(start - SIDEWAYS, 0) : start + STRETCH + SIDEWAYS])
    for k, down in enumerate(downs[start : start + STRETCH], start):
        if down + over > found:
            found = max(found, down + max(ups[max(k - SIDEWAYS, 0) : k + SIDEWAYS + 1]))
    return found
