"""When a player plays and when there is time to turn, in the order in which bars are played."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from engraving.score import Part


class Playing:
    """How long a part rests before and after the end of a bar, in seconds; at the worst of its passes."""

    def __init__(self, part: Part) -> None:
        self._bars = part.bars
        self._seconds = [self._length(part, k) for k in range(len(part.bars))]
        self.starts = list(accumulate(self._seconds, initial=0.0))
        """When each bar starts, as if all were played once in the order of the paper."""
        self._order = part.order or tuple(range(len(part.bars)))
        self._visits: dict[int, list[int]] = defaultdict(list)  # by bar: when in the order
        for k, bar in enumerate(self._order):
            self._visits[bar].append(k)
        # Silence at the start and at the end of each bar; all of a bar in which nothing sounds.
        self._first = list(self._seconds)
        self._last = list(self._seconds)
        starts = [bar.start for bar in part.bars]
        for start, end in self._sounding(part):
            for k in range(max(bisect_right(starts, start) - 1, 0), len(starts)):
                if starts[k] >= end:
                    break
                self._sound(k, start, end)

    @staticmethod
    def _sounding(part: Part) -> list[tuple[int, int]]:
        """From when to when the player plays: over cue notes a player rests, in slashed bars they do not."""
        own = [(e.tick, max(e.end, e.tick + 1)) for e in part.music.events if e.heads and e.visible and not e.cue]
        return own + [(s.start, s.end) for s in part.music.styles if s.end > s.start]

    @staticmethod
    def _length(part: Part, k: int) -> float:
        """Of a bar; where time is unknown, 120 quarters to the minute."""
        known = part.bar_durations[k] if k < len(part.bar_durations) else -1.0
        return known if known >= 0 else part.bars[k].length / part.ticks_per_quarter / 2

    def _sound(self, k: int, start: int, end: int) -> None:
        bar = self._bars[k]
        if bar.length:
            tick = self._seconds[k] / bar.length
            self._first[k] = min(self._first[k], max(start - bar.start, 0) * tick)
            self._last[k] = min(self._last[k], max(bar.end - end, 0) * tick)

    def rest_at(self, bar: int) -> tuple[float, float]:
        """The rest before the end of a bar and after it: of all times it is played on to the next, the shortest."""
        passes = self._visits[bar]
        return self._shortest([k for k in passes if self._order[k + 1 : k + 2] == (bar + 1,)] or passes)

    def rest_over(self, bar: int, following: int) -> tuple[float, float]:
        """The same for a jump from the end of one bar to the start of another."""
        return self._shortest([k for k in self._visits[bar] if self._order[k + 1 : k + 2] == (following,)])

    def _shortest(self, passes: Sequence[int]) -> tuple[float, float]:
        rests = [(self._before(k), self._after(k + 1)) for k in passes]
        return min(rests, key=lambda rest: rest[0] + rest[1] / 2, default=(0.0, 0.0))

    def _before(self, k: int) -> float:
        rest = 0.0
        while k >= 0:
            bar = self._order[k]
            rest += self._last[bar]
            if self._last[bar] < self._seconds[bar]:
                break
            k -= 1
        return rest

    def _after(self, k: int) -> float:
        rest = 0.0
        while k < len(self._order):
            bar = self._order[k]
            rest += self._first[bar]
            if self._first[bar] < self._seconds[bar]:
                break
            k += 1
        return rest

    def jumps_back(self) -> list[tuple[int, int]]:
        """Where the music goes back: (bar, the bar that is played next)."""
        pairs = zip(self._order, self._order[1:], strict=False)
        return sorted({(bar, following) for bar, following in pairs if following <= bar})
