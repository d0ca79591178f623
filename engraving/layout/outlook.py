"""What casting off a part must cost at the least, from any cell on: bounds for the search over lines and pages (E54).

Lines that are cheap but together too high for the pages would bound nothing. So a space of height is
given a price, as high as makes the cheapest lines fit (a Lagrangian bound): lines may be cheap or low.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from engraving.layout.lines import LineTable
from engraving.layout.pages import PAGE_COST, PageRules

PRICES_TRIED = 4
DEAREST = 1000.0  # a space of height


class Height(NamedTuple):
    """How far a line reaches above its top staff's middle line and below its bottom one's, and between the two."""

    above: float
    below: float
    depth: float


class Gaps(NamedTuple):
    """From one line's bottom staff to the next one's top, middle line to middle line: naturally and at the least;
    and how far ``apart`` facing ink is kept."""

    natural: float
    least: float
    apart: float


class Option(NamedTuple):
    """A line from some cell: how much dearer the whole gets by it at the least, where it ends, its cost and
    height, and the price of its size."""

    regret: float
    end: int
    cost: float
    above: float
    below: float
    depth: float
    size: float


class Prospect(NamedTuple):
    """Lower bounds for a casting-off into so many pages as ``after`` has."""

    lines: list[float]  # by cell: the cost of the lines left, with the price of their sizes
    after: list[list[float]]  # by page and cell at its end: the turns and pages left, less the price of their room
    options: list[list[Option]]  # by cell, the least regretted first
    farthest: list[int]  # by cell: where a page that starts there ends at the latest
    ends: list[list[float]]  # by page and cell: the price of ending it there
    room: list[float]  # by page: the price of its room

    @property
    def least(self) -> float:
        """No way is cheaper than this."""
        return self.lines[0] + min(self.tails(0, 0).values(), default=inf)

    def tails(self, start: int, page: int) -> dict[int, float]:
        """By cell: the least that this page and those after it cost, if it ends there or later; lines left aside."""
        tails: dict[int, float] = {}
        least = inf
        own = PAGE_COST - self.room[page]
        ends = self.ends[page]
        for end in range(self.farthest[start], start, -1):
            least = min(least, ends[end])
            tails[end] = least + own
        return tails


class Outlook:
    """Bounds for all numbers of pages a part could have."""

    def __init__(
        self, table: LineTable, heights: Sequence[Sequence[Height]], gaps: Gaps, bars: Sequence[int], rules: PageRules
    ) -> None:
        self.bars, self.rules = bars, rules
        self.count = table.count
        # A line's size is what it adds to its page whatever stands around it: its ink, or its place in the row of
        # staves, whichever tells more about this part. No line is higher than a page.
        inked = [[above + below + depth + gaps.apart for above, below, depth in row] for row in heights]
        placed = [[gaps.least + depth for _, _, depth in row] for row in heights]
        whole, rows = sum(map(sum, inked)), sum(map(sum, placed))
        sizes, self.spare = (inked, gaps.apart) if whole > rows else (placed, gaps.least)
        most = min(rules.room) + self.spare
        self.rows = [
            [(end, cost, min(size, most)) for (end, cost), size in zip(lines, row, strict=True)]
            for lines, row in zip(table.lines, sizes, strict=True)
        ]
        self.heights = heights
        self.least = self._least_sizes()
        self.farthest = self._farthest()

    def _least_sizes(self) -> list[float]:
        """By cell: the least size of all lines left."""
        left = [0.0] * (self.count + 1)
        for start in range(self.count - 1, -1, -1):
            left[start] = min(size + left[end] for end, _, size in self.rows[start])
        return left

    def _farthest(self) -> list[int]:
        """By cell: the last one a page that starts there can end before; a line too high has a page of its own."""
        room = max(self.rules.room) + self.spare
        farthest = [self.count] * (self.count + 1)
        end = self.count
        for start in range(self.count - 1, -1, -1):
            while end > start + 1 and self.least[start] - self.least[end] > room:
                end -= 1
            farthest[start] = max(end, self.rows[start][-1][0])
        return farthest

    def prospects(self, known: float) -> Iterator[Prospect]:
        """The prospects of each number of pages that can come under a known cost."""
        plain, _ = self._lines_left(0.0)
        capacity: list[float] = []
        while (len(capacity) + 1) * PAGE_COST + plain[0] < known and len(capacity) < self.count:
            capacity.append(self.rules.room.of(len(capacity)) + self.spare)
            if self.least[0] <= sum(capacity):
                prospect = self._prospect(capacity)
                if prospect.least < known:
                    yield prospect

    def _prospect(self, capacity: Sequence[float]) -> Prospect:
        price, left = self._price(sum(capacity))
        room = [price * one for one in capacity]
        ends, after = self._ends(room)
        options = []
        for start, lines in enumerate(self.rows):
            own = [
                Option(cost + price * size + left[end] - left[start], end, cost, *height, price * size)
                for (end, cost, size), height in zip(lines, self.heights[start], strict=True)
            ]
            own.sort()
            options.append(own)
        return Prospect(left, after, options, self.farthest, ends, room)

    def _price(self, capacity: float) -> tuple[float, list[float]]:
        """The price of a space that gives the highest bound, and the cost of lines left at it.

        The bound is concave in the price, and every casting-off bounds it by a straight line: the next price
        tried is where the lines on both sides meet.
        """
        left, size = self._lines_left(0.0)
        best, price = left, 0.0
        if size <= capacity:
            return price, best
        dear, small = self._lines_left(DEAREST)
        over, under = (left[0], size), (dear[0] - DEAREST * small, small)
        for _ in range(PRICES_TRIED):
            if over[1] - under[1] < 1e-6:
                break
            tried = (under[0] - over[0]) / (over[1] - under[1])
            left, size = self._lines_left(tried)
            if left[0] - tried * capacity > best[0] - price * capacity:
                best, price = left, tried
            cost = left[0] - tried * size
            if abs(cost + tried * size - over[0] - tried * over[1]) < 1e-6:
                break  # nothing lies over where they meet
            if size > capacity:
                over = (cost, size)
            else:
                under = (cost, size)
        return price, best

    def _lines_left(self, price: float) -> tuple[list[float], float]:
        """By cell: the least cost of the lines left with sizes at a price; and the size of the cheapest lines."""
        count = self.count
        left = [0.0] * (count + 1)
        used = [0.0] * (count + 1)
        for start in range(count - 1, -1, -1):
            least, at = inf, 0.0
            for end, cost, size in self.rows[start]:
                total = cost + price * size + left[end]
                if total < least:
                    least, at = total, size + used[end]
            left[start], used[start] = least, at
        return left, used[0]

    def _ends(self, room: Sequence[float]) -> tuple[list[list[float]], list[list[float]]]:
        """By page and cell: the price of ending it there, with its turn and without."""
        count, farthest, rules = self.count, self.farthest, self.rules
        pages = len(room)
        ends = [[inf] * (count + 1) for _ in range(pages)]
        after = [[inf] * (count + 1) for _ in range(pages)]
        ends[-1][count] = after[-1][count] = 0.0
        for page in range(pages - 2, -1, -1):
            own, following = after[page], ends[page + 1]
            for end in range(1, count):
                own[end] = PAGE_COST - room[page + 1] + min(following[end + 1 : farthest[end] + 1])
            if rules.turned(page):
                ends[page] = [cost + rules.turn(bar) for cost, bar in zip(own, [0, *self.bars], strict=True)]
            else:
                ends[page] = own
        return ends, after
