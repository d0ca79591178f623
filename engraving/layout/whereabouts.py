"""What stands in a stretch of a part, found without looking at all the rest of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

from engraving.score import Bar, Spanner

Thing = TypeVar("Thing")

_ONLY_WHERE_IT_HANGS = frozenset({"tie", "slur"})  # a stub of these reaches into no other bar


class Whereabouts(Generic[Thing]):
    """Things by the bars they stand in, from the tick they begin at to the one they end at."""

    def __init__(self, bars: Sequence[Bar], things: Iterable[tuple[int, int, Thing]]) -> None:
        """``things`` as (first tick, last tick, thing); what lies beyond the end belongs to the last bar."""
        self._starts = [bar.start for bar in bars]
        self._begun: list[list[tuple[int, Thing]]] = [[] for _ in bars]
        self._open: list[list[tuple[int, Thing]]] = [[] for _ in bars]  # begun before, not ended yet
        for rank, (start, stop, thing) in enumerate(things):
            first, last = self._bar(start), self._bar(stop)
            self._begun[first].append((rank, thing))
            for bar in range(first + 1, last + 1):
                self._open[bar].append((rank, thing))

    def within(self, start: int, end: int) -> list[Thing]:
        """Everything that stands in the bars from tick ``start`` to before ``end``, in the order it was given."""
        first, last = self._bar(start), self._bar(end - 1)
        found = list(self._open[first])
        for bar in range(first, last + 1):
            found += self._begun[bar]
        found.sort(key=itemgetter(0))
        return [thing for _, thing in found]

    def _bar(self, tick: int) -> int:
        return max(bisect_right(self._starts, tick) - 1, 0)


def stretch(spanner: Spanner) -> tuple[int, int]:
    """First and last tick of a spanner; a missing end is that of the part, but for ties and slurs."""
    start, stop = spanner.start, spanner.stop
    if start is None and stop is None:
        return 0, 0
    if start is None or stop is None:
        known = start or stop
        at = known.tick if known is not None else 0
        if spanner.kind in _ONLY_WHERE_IT_HANGS:
            return at, at
        return (0, at) if start is None else (at, 1 << 62)
    return start.tick, max(start.tick, stop.tick)
