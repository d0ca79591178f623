"""Where lines break: dynamic programming over cells (E53).

The width of a line under a force is a sum over its cells, so prefix sums of sampled widths give any
line's force by interpolation. Costs are compared rounded to 1e-6 and ties go to the earlier bar.
Lines are half-open: (first cell, cell after the last).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate
from math import inf
from typing import NamedTuple

from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import FORCES, NATURAL, force_for

SQUEEZE_LIMIT = 0.75
STRETCH_LIMIT = 1.45
SQUEEZED = 2.5  # a line at the squeeze limit
BEYOND = 400.0  # and each unit of force beyond it,
FEW_BEYOND = 60.0  # where otherwise a line might hold too few bars
UNAVOIDABLE = 1000.0
TOO_FEW = 0.5  # each cell that a line lacks
LEFT_OVER = 30.0  # and that the last one lacks though they would fit: lines before can share theirs
MARK_BEYOND = 5.0
MARKS_RISE = 0.4  # tempo marks that stand on each other for want of room,
MUCH_LACKING = 10.0  # this many spaces
DEAREST_LINE = 30.0  # lines that cost more to spare are not worth a page
LEAST_STEP = 0.4
NEARLY = 50  # lines: of so many, one less will do
DRAWN = 0.4  # so much dearer lines are taken, of fewer, when they are drawn already
MARK_CELLS = 4  # the last bars of a line, whose tempo marks might stand out of it
MOST_NEIGHBOUR = 0.8  # no line before can cost more by its bar count
TIGHTEST = 1  # of springs.FORCES: nothing longer is tried
SPLIT_GROUP = 200.0  # a beam, tuplet or glissando over the break

Lines = tuple[tuple[int, int], ...]
Offers = Sequence[Sequence[tuple[int, float]]]
"""By first cell: the cell after the last, and the cost, of each line that could be."""


class Edge(NamedTuple):
    """What a line beginning at a cell costs besides its bars: prefix and lead, and its bonus (negative is good).

    ``mark`` is how far a tempo mark at the cell's start reaches to the right of it.
    """

    start_width: float
    end_width: float
    bonus: float
    mark: float = 0.0


class LineBreaks(NamedTuple):
    """Lines as (first cell, cell after the last) pairs, and what they cost together."""

    lines: Lines
    cost: float


class LineTable:
    """Every line that could be, and what it costs by itself."""

    def __init__(
        self,
        cells: Sequence[Cell],
        edges: Sequence[Edge],
        crossing: Sequence[float],
        width: float,
        *,
        last_line_full: float,
        limits: tuple[float, float] = (SQUEEZE_LIMIT, STRETCH_LIMIT),
        fewest: int = 0,
        reach: Sequence[int] = (),
        price: float = 0.0,
    ) -> None:
        """Lines are ``width`` wide; ``edges[k].start_width`` is added when one starts at cell k, ``end_width``
        when one ends there; ``crossing[k]`` is what a break after cell k costs because of what crosses it;
        ``limits`` are the least and greatest force that is not a last resort; a line costs a ``price``, is to have
        ``fewest`` cells at least, and from cell k ends before cell ``reach[k]`` at the latest."""
        self.count = len(cells)
        self._cells = cells
        self._edges = edges
        self._width = width
        self._full = last_line_full
        self._squeeze, self._stretch = limits
        self._price = price
        self._fewest, self._reach = fewest, reach or [len(cells)] * len(cells)
        by_force = zip(*[cell.widths for cell in cells], strict=True)
        self._sums: list[list[float]] = [list(accumulate(widths, initial=0.0)) for widths in by_force]
        self._played = list(accumulate((cell.multi_rest is None for cell in cells), initial=0))
        self._sounding = list(accumulate((bool(cell.columns) for cell in cells), initial=0))
        self._marked = list(accumulate((edge.mark > 0 for edge in edges), initial=0))
        self._lacks = [(k, *cell.marks_lack) for k, cell in enumerate(cells) if cell.marks_lack[1]]
        self._lacking = list(accumulate((cell.marks_lack[1] > 0 for cell in cells), initial=0))
        self.lines: Offers = [self._from(start, crossing) for start in range(self.count)]
        """Each line that is not hopelessly wide."""

    def _from(self, start: int, crossing: Sequence[float]) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        edges, tight = self._edges, self._sums[TIGHTEST]
        begun = edges[start].start_width - tight[start]
        own = edges[start].bonus + self._price
        for end in range(start + 1, self._reach[start] + 1):
            if end > start + 1 and tight[end] + begun > self._width:
                break  # hopeless, and every longer line too
            if end > start + 1 and tight[end] + begun + edges[end - 1].end_width > self._width:
                continue
            cost = self._cost(start, end) + own
            found.append((end, cost + crossing[end - 1] if end < self.count else cost))
        return found

    def _cost(self, start: int, end: int) -> float:
        """force², more when squeezed, much more beyond the limits. An unfilled last line is free of force, unless it is
        to have a fewest number of cells: then lines before share theirs with it."""
        cells, width = self._cells, self._width
        extra = self._edges[start].start_width + self._edges[end - 1].end_width
        natural = self._sums[NATURAL]
        length = natural[end] - natural[start] + extra
        beyond = 0.0
        if self._marked[end] > self._marked[max(start + 1, end - MARK_CELLS)]:
            beyond = self._marks_beyond(start, end, length)
        lacking = max(0, self._fewest - (end - start))
        if lacking and end == self.count >= self._fewest:
            wanted = natural[end] - natural[end - self._fewest] + extra
            beyond += LEFT_OVER * lacking if wanted <= width else 0.0
        if end == self.count and length < width * self._full and not (self._fewest and start):
            lonely = 1.0 if end - start == 1 and start > 0 else 0.0
            return beyond + 0.3 * (1.0 - length / width) + lonely
        empty = self._played[end] == self._played[start]  # nothing but multi-rests
        if self._sounding[end] == self._sounding[start]:  # and bars of rests where those have a reason to be wide
            empty = empty or end == self.count or self._lacking[end] > self._lacking[start]
        if lack := self._lack(start, end):
            filled = min(lack, max(0.0, width - length))
            extra += filled
            beyond += MARKS_RISE * min(1.0, (lack - filled) / MUCH_LACKING)
        force = force_for(self._sums, start, end, extra, width)
        cost = self._of_force(1.0 + (force - 1.0) * 0.05 if empty and force > 1.0 else force)
        if cells[end - 1].multi_rest is not None:
            cost -= 0.1
        if end < self.count:
            cost += TOO_FEW * lacking
        if end - start > 1 and cells[start].multi_rest is None and not cells[start].columns:
            cost += 0.15
        return cost + beyond

    def _of_force(self, force: float) -> float:
        """What looser or tighter bars than by nature cost."""
        if force > 1.0:
            cost = ((force - 1.0) / (self._stretch - 1.0)) ** 2
            return cost if force <= self._stretch else cost + 8.0 * (force - self._stretch)
        cost = SQUEEZED * ((1.0 - force) / (1.0 - self._squeeze)) ** 2
        if force < self._squeeze:
            cost += (FEW_BEYOND if self._fewest else BEYOND) * (self._squeeze - force)
        return cost if force >= FORCES[0] else cost + UNAVOIDABLE * FORCES[0] / max(force, 0.01)

    def _marks_beyond(self, start: int, end: int, length: float) -> float:
        """A tempo mark should find room between its bar and the line's end."""
        stretch = self._width / length if length else 1.0
        room = 0.0
        for k in range(end - 1, max(start, end - MARK_CELLS) - 1, -1):
            room += self._cells[k].widths[NATURAL] * stretch
            if k > start and self._edges[k].mark > room:
                return MARK_BEYOND * min(1.0, (self._edges[k].mark - room) / 5.0)
        return 0.0

    def _lack(self, start: int, end: int) -> float:
        """What the tempo marks of a line lack beyond the natural length of its bars."""
        if self._lacking[end] == self._lacking[start]:
            return 0.0
        return sum(lack for k, before, lack in self._lacks if start <= before and k < end)

    def price(self, lines: Lines) -> float:
        """What known lines cost together."""
        total, before = 0.0, 0
        for start, end in lines:
            total += next(cost for stop, cost in self.lines[start] if stop == end)
            if start:
                total += neighbour_cost(before, end - start, last=end == self.count)
            before = end - start
        return total

    def cheapest(self) -> LineBreaks:
        """The cheapest casting-off into lines, pages left aside.

        best[end][start] is the cheapest casting-off of the cells before ``end`` whose last line starts at
        ``start``, and where the line before that starts: the state holds the last line because neighbours count.
        """
        count = self.count
        best: list[dict[int, tuple[float, int]]] = [{} for _ in range(count + 1)]
        for start in range(count):
            before = _worth_keeping(best[start])
            for end, cost in self.lines[start]:
                best[end][start] = _joined(before, start, end, cost, last=end == count)
        return _traced(best, count)

    def at_most(self, count: int, drawn: Collection[tuple[int, int]] = ()) -> Lines | None:
        """The cheapest lines that are no more than ``count``, neighbours and pages left aside, or nearly: a price on
        each line is raised until they are few enough. None when they would be crushed.

        Lines ``drawn`` already are preferred where that costs little.
        """
        price, step, found = 0.0, 2.0, None
        rows = list(self.lines)
        for start in {start for start, _ in drawn}:
            rows[start] = [(end, cost - DRAWN if (start, end) in drawn else cost) for end, cost in rows[start]]
        while step > LEAST_STEP and price < DEAREST_LINE:
            lines = self._priced(rows, price + step)
            if len(lines) > count:
                price += step
                step *= 2.0 if found is None else 0.5
                continue
            found = lines
            if count - len(lines) <= count // NEARLY:
                break
            step /= 2.0
        return found

    def _priced(self, rows: Offers, price: float) -> Lines:
        """The cheapest of the lines offered when each costs a price more."""
        least = [0.0] * (self.count + 1)
        ends = [0] * self.count
        for start in range(self.count - 1, -1, -1):
            cheapest = inf
            for end, cost in rows[start]:
                whole = cost + least[end]
                if whole < cheapest:
                    cheapest, ends[start] = whole, end
            least[start] = cheapest + price
        lines, start = [], 0
        while start < self.count:
            lines.append((start, ends[start]))
            start = ends[start]
        return tuple(lines)


def _worth_keeping(states: dict[int, tuple[float, int]]) -> list[tuple[float, int]]:
    """Ways to one place as (cost, first cell of the last line), without those no neighbour can redeem."""
    if not states:
        return []
    most = min(states.values())[0] + MOST_NEIGHBOUR
    return [(cost, first) for first, (cost, _) in states.items() if cost <= most]


def _joined(before: list[tuple[float, int]], start: int, end: int, cost: float, *, last: bool) -> tuple[float, int]:
    """``cost`` added to the cheapest casting-off that ends where the line starts."""
    if not start:
        return round(cost, 6), 0
    if last or len(before) == 1:
        known, first = min(before)
        return round(known + cost + neighbour_cost(start - first, end - start, last=last), 6), first
    here = end - start
    known, first = min([(known + neighbour_cost(start - first, here, last=last), first) for known, first in before])
    return round(known + cost, 6), first


def _traced(best: Sequence[dict[int, tuple[float, int]]], count: int) -> LineBreaks:
    """The lines of the cheapest way to the end."""
    if not count:
        return LineBreaks((), 0.0)
    start = min(best[count], key=lambda first: (best[count][first][0], first))
    total = best[count][start][0]
    lines: list[tuple[int, int]] = []
    end = count
    while end > 0:
        lines.append((start, end))
        start, end = best[end][start][1], start
    return LineBreaks(tuple(reversed(lines)), total)


def neighbour_cost(before: int, here: int, *, last: bool) -> float:
    """A line should not hold over twice or under half the bars of the one before; a lone bar is worse."""
    if last:
        return 0.0
    if here > 2 * before or before > 2 * here:
        return 0.4 + (0.4 if here == 1 or before == 1 else 0.0)
    return 0.0
