"""What casting off a part must cost at the least, from any cell on: bounds for the search over lines and pages (E54).

Lines that are cheap but together too high for the pages would bound nothing. So what pages have little of
gets a price, as high as makes the cheapest lines fit (Lagrangian bounds): spaces at natural gaps, lines, and
spaces at the least gaps. A page that has less of it than its share is worth that much less.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat
from math import inf
from typing import NamedTuple

from engraving.layout.casting.lines import Offers
from engraving.layout.casting.pages import OVER_MOST, PAGE_COST, SQUEEZED, UNFILLED, PageRules

PRICES_TRIED = 3
DEAREST = 1000.0  # a space of height


class Height(NamedTuple):
    """How far a line reaches above its top staff's middle line and below its bottom one's, and between the two:
    naturally and at the least."""

    above: float
    below: float
    depth: float
    least_depth: float


class Gaps(NamedTuple):
    """From one line's bottom staff to the next one's top, middle line to middle line: naturally and at the least;
    and how far ``apart`` facing ink is kept, naturally and at the least."""

    natural: float
    least: float
    apart: float
    least_apart: float


class Prospect(NamedTuple):
    """Lower bounds for a casting-off into so many pages as ``after`` has."""

    lines: list[float]  # by cell: the cost of the lines left, with the price of their sizes
    after: list[list[float]]  # by page and cell at its end: the turns and pages left, less the price of their room
    priced: list[list[float]]  # by cell: the cost of each line offered, with the price of its size
    farthest: list[int]  # by cell: where a page that starts there ends at the latest
    ends: list[list[float]]  # by page and cell: the price of ending it there
    room: list[float]  # by page: the price of its room
    height: list[float]  # by cell: how high the cheapest lines left would stand, naturally, on one long page
    full: float  # so high is a page

    @property
    def least(self) -> float:
        """No way is cheaper than this."""
        return self.lines[0] + min(self.tails(0, 0, 0).values(), default=inf)

    def uneven(self, end: int, page: int) -> float:
        """About what it costs that the pages after one that ends at a cell hold too much, or are not full; the last
        one may be empty."""
        more = len(self.after) - page - 1
        over = self.height[end] - more * self.full
        if over > 0:
            return SQUEEZED * over
        empty = -over - self.full
        return UNFILLED * empty**2 / ((more - 1) * self.full**2) if empty > 0 and more > 1 else 0.0

    def tails(self, first: int, last: int, page: int) -> dict[int, float]:
        """By cell: the least that this page and those after it cost, if it ends there or later, started at a cell from
        ``first`` to ``last``; lines left aside."""
        tails: dict[int, float] = {}
        least = inf
        own = PAGE_COST - self.room[page]
        ends = self.ends[page]
        for end in range(self.farthest[last], first, -1):
            least = min(least, ends[end])
            tails[end] = least + own
        return tails


class _Measure(NamedTuple):
    """Something lines take and pages have little of: what each line takes at the least, what a page holds that has
    ``room`` for music or likes so ``many`` lines, and what a unit too much costs a page (inf: it cannot be)."""

    sizes: list[list[float]]
    spare: float
    dearest: float
    counts_lines: bool = False

    def capacity(self, rules: PageRules, page: int) -> float:
        return rules.most[page > 0] if self.counts_lines else rules.room.of(page) + self.spare


class Outlook:
    """Bounds for all numbers of pages a part could have."""

    def __init__(
        self, lines: Offers, heights: Sequence[Sequence[Height]], gaps: Gaps, bars: Sequence[int], rules: PageRules
    ) -> None:
        self.lines, self.heights, self.gaps, self.rules = lines, heights, gaps, rules
        self.count = len(lines)
        self._turns = [0.0, *map(rules.turn, bars)]
        least_depths = [[line.least_depth for line in row] for row in heights]
        tight = self._measure(gaps.least, gaps.least_apart, DEAREST, least_depths)
        depths = [[line.depth for line in row] for row in heights]
        natural = self._measure(gaps.natural, gaps.apart, SQUEEZED, depths)
        ones = [[1.0] * len(row) for row in heights]
        self.measures = (natural, _Measure(ones, 0.0, OVER_MOST, True), tight)
        self._stops = [[end for end, _ in row] for row in lines]
        self._costs = [[cost for _, cost in row] for row in lines]
        self._offered = [_Offered(self._stops, self._costs, measure.sizes) for measure in self.measures]
        self.least = self._least_sizes(tight.sizes)
        self.farthest = self._farthest(tight)

    def _measure(self, gap: float, apart: float, dearest: float, depths: Sequence[Sequence[float]]) -> _Measure:
        """Height with gaps so wide, ink so far apart, and lines so deep: a line adds its ink to its page, or its place
        in the row of staves, whatever stands around it; whichever tells more about this part. No line counts for more
        than a page."""
        inked = [
            [line.above + line.below + depth + apart for line, depth in zip(*row, strict=True)]
            for row in zip(self.heights, depths, strict=True)
        ]
        placed = [[gap + depth for depth in row] for row in depths]
        sizes, spare = (inked, apart) if sum(map(sum, inked)) > sum(map(sum, placed)) else (placed, gap)
        most = min(self.rules.room) + spare
        return _Measure([[min(size, most) for size in row] for row in sizes], spare, dearest)

    def _least_sizes(self, sizes: Sequence[Sequence[float]]) -> list[float]:
        """By cell: the least size of all lines left."""
        left = [0.0] * (self.count + 1)
        for start in range(self.count - 1, -1, -1):
            left[start] = min(
                [size + left[end] for (end, _), size in zip(self.lines[start], sizes[start], strict=True)]
            )
        return left

    def _farthest(self, measure: _Measure) -> list[int]:
        """By cell: the last one a page that starts there, or before, can end before; a line too high has a page of its
        own."""
        room = max(self.rules.room) + measure.spare
        farthest = [self.count] * (self.count + 1)
        lowest = list(accumulate(self.least, min))  # of this cell and those before it: what is left need not grow less
        end = self.count
        for start in range(self.count - 1, -1, -1):
            while end > start + 1 and lowest[start] - self.least[end] > room:
                end -= 1
            farthest[start] = max(end, self.lines[start][-1][0])
        return list(accumulate(farthest, max))

    def prospects(self, known: float, enough: float = inf) -> Iterator[Prospect]:
        """The prospects of each number of pages that can come under a known cost.

        ``enough`` of them do once they grow dearer: the fewer pages, the more their room costs, and each page costs the
        same, so that what follows is dearer still but for turns.
        """
        plain = self._offered[0].cheapest(0.0).cost[0]
        tight = self.measures[-1]
        room, pages, found, before = 0.0, 0, 0, inf
        while (pages + 1) * PAGE_COST + plain < known and pages < self.count:
            room += tight.capacity(self.rules, pages)
            pages += 1
            if self.least[0] <= room:
                prospect = self._prospect(pages)
                if prospect.least < known:
                    yield prospect
                    found += 1
                    if found >= enough and prospect.least > before:
                        return
                    before = prospect.least

    def _prospect(self, pages: int) -> Prospect:
        """One measure after the other gets the price that gives the highest bound, those before it at theirs."""
        room = [0.0] * pages
        costs = self._costs
        rest = self._offered[0].cheapest(0.0)
        for measure, offered in zip(self.measures, self._offered, strict=True):
            capacity = [measure.capacity(self.rules, page) for page in range(pages)]
            dearer = offered if costs is self._costs else _Offered(self._stops, costs, measure.sizes)
            price, rest = _best_price(dearer, rest, sum(capacity), measure.dearest)
            if price:
                room = [before + price * own for before, own in zip(room, capacity, strict=True)]
                costs = dearer.priced(price)
        ends, after = self._ends(room)
        height = self._height_left(rest)
        return Prospect(rest.cost, after, costs, self.farthest, ends, room, height, self.rules.room.later)

    def _height_left(self, rest: _Rest) -> list[float]:
        """By cell: how far the cheapest lines left reach down from the first one's top middle line, naturally."""
        left, overs = [0.0] * (self.count + 1), [0.0] * (self.count + 1)
        for at in range(self.count - 1, -1, -1):
            end = rest.end[at]
            above, below, depth, _ = self.heights[at][self._stops[at].index(end)]
            gap = max(self.gaps.natural, below + overs[end] + self.gaps.apart) if end < self.count else below
            left[at], overs[at] = depth + gap + left[end], above
        return left

    def _ends(self, room: Sequence[float]) -> tuple[list[list[float]], list[list[float]]]:
        """By page and cell: the price of ending it there, with its turn and without; no page ends everywhere."""
        count, farthest, rules, turns = self.count, self.farthest, self.rules, self._turns
        pages = len(room)
        ends = [[inf] * (count + 1) for _ in range(pages)]
        after = [[inf] * (count + 1) for _ in range(pages)]
        ends[-1][count] = after[-1][count] = 0.0
        latest = list(accumulate(range(pages), lambda end, _: farthest[end], initial=0))[1:]
        first = count
        for page in range(pages - 2, -1, -1):
            own, price = after[page], PAGE_COST - room[page + 1]
            first = max(1, bisect_left(farthest, first))
            for end, least in _least_ahead(ends[page + 1], farthest, first, latest[page]):
                own[end] = price + least
            stretch = slice(first, latest[page] + 1)
            turn = turns[stretch] if rules.turned(page) else repeat(0.0)
            ends[page][stretch] = [cost + more for cost, more in zip(own[stretch], turn, strict=False)]
        return ends, after


def _least_ahead(
    costs: Sequence[float], farthest: Sequence[int], first: int, last: int
) -> Iterator[tuple[int, float]]:
    """For each cell from ``last`` back to ``first``: the least of the costs after it, up to its farthest one.

    Both ends of that stretch move the same way, so a queue of the costs that may yet be the least is enough.
    """
    queue: deque[tuple[float, int]] = deque()
    for at in range(farthest[last], first, -1):
        while queue and queue[0][0] >= costs[at]:
            queue.popleft()
        queue.appendleft((costs[at], at))
        while queue[-1][1] > farthest[at - 1]:
            queue.pop()
        if at <= last + 1:
            yield at - 1, queue[-1][0]


class _Rest(NamedTuple):
    """By cell: the least cost of the lines left, and where the first of them ends."""

    cost: list[float]
    end: list[int]


class _Offered:
    """By cell, of each line offered: where it ends, its cost, its size by some measure."""

    def __init__(
        self, stops: Sequence[Sequence[int]], costs: Sequence[Sequence[float]], sizes: Sequence[Sequence[float]]
    ) -> None:
        self._stops, self._costs, self._sizes = stops, costs, sizes
        self._known: dict[float, _Rest] = {}

    def priced(self, price: float) -> list[list[float]]:
        """What each line costs with its size at a price."""
        return [
            [cost + price * size for cost, size in zip(*row, strict=True)]
            for row in zip(self._costs, self._sizes, strict=True)
        ]

    def cheapest(self, price: float) -> _Rest:
        """The cheapest lines with sizes at a price."""
        if price not in self._known:
            self._known[price] = self._sought(price)
        return self._known[price]

    def _sought(self, price: float) -> _Rest:
        stops, costs, sizes = self._stops, self._costs, self._sizes
        count = len(stops)
        left = [0.0] * (count + 1)
        ends = [count] * count
        for start in range(count - 1, -1, -1):
            least = inf
            for end, cost, size in zip(stops[start], costs[start], sizes[start], strict=True):
                total = cost + price * size + left[end]
                if total < least:
                    least, ends[start] = total, end
            left[start] = least
        return _Rest(left, ends)

    def size(self, rest: _Rest) -> float:
        """What the cheapest lines take, all together."""
        at, size = 0, 0.0
        while at < len(self._stops):
            end = rest.end[at]
            size += self._sizes[at][self._stops[at].index(end)]
            at = end
        return size


def _best_price(offered: _Offered, free: _Rest, capacity: float, dearest: float) -> tuple[float, _Rest]:
    """The price of size that gives the highest bound, and the lines left at it; ``free`` are those without a price.

    The bound is concave in the price, and every casting-off bounds it by a straight line: the next price
    tried is where the lines on both sides meet.
    """
    size = offered.size(free)
    if size <= capacity:
        return 0.0, free
    dear = offered.cheapest(dearest)
    small = offered.size(dear)
    if small > capacity:
        return dearest, dear
    best, price = free, 0.0
    over, under = (free.cost[0], size), (dear.cost[0] - dearest * small, small)
    for _ in range(PRICES_TRIED):
        if over[1] - under[1] < 1e-6:
            break
        tried = (under[0] - over[0]) / (over[1] - under[1])
        rest = offered.cheapest(tried)
        whole, size = rest.cost[0], offered.size(rest)
        if whole - tried * capacity > best.cost[0] - price * capacity:
            best, price = rest, tried
        if abs(whole - over[0] - tried * over[1]) < 1e-6:
            break  # nothing lies over where they meet
        if size > capacity:
            over = (whole - tried * size, size)
        else:
            under = (whole - tried * size, size)
    return price, best
