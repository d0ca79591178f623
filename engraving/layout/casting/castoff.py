"""Lines and pages chosen together (E53, E54): the cheapest way to cut a part, given how high its lines would be.

For each number of pages the search goes from page to page, and along each from the cells that may start it: line
by line as far as the page holds, keeping every way that could still be the best; each end of a line may end the
page. Ways from different starts of a page meet at their ends, so that a page's lines are looked at once. It is exact
for its costs and heights but for what is too ``fine`` to tell apart: what it drops is dominated, or cannot come under
a known way's cost (``outlook``). A line too high has a page of its own. In parts where that is too much work none but
promising ways are followed, with an eye to what the pages left must hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple

from engraving.layout.casting.lines import MOST_NEIGHBOUR, Lines, Offers, neighbour_cost
from engraving.layout.casting.outlook import Gaps, Height, Outlook, Prospect
from engraving.layout.casting.pages import SHORT_PAGE, UNFILLED, PageRules

ROUNDING = 1e-6
FINE = 2.0  # of cost: ways that differ by less are not told apart
FIRST_SLACK = 4.0  # over the lower bound, where a way is looked for first
SLACK_GROWS = 1.8
EFFORT = 1000  # ways kept; in parts too long or too even for that none but the most promising are followed:
MOST_WAYS = 12  # so many from each cell,
MOST_STARTS = 10  # and pages from so many
LONG = 250  # cells: in longer parts not all numbers of pages are tried,
MOST_PROSPECTS = 3  # but so many


class CastOff(NamedTuple):
    """A way to cut a part: lines, how many of them are on each page, and what it costs."""

    lines: Lines
    pages: tuple[int, ...]
    cost: float


# Lines on one page so far: what they and all before cost; their height down to the last middle line, naturally and at
# the least; the ink below it; how many they are, the last one's first cell, what the outlook makes of their sizes; the
# way without the last line, and the page before. A plain tuple: there are very many.
_Way = tuple[float, float, float, float, int, int, float, "_Way | None", "_Page"]
_COST = itemgetter(0)


def _hoped(way: _Way) -> float:
    """What a way costs with the price of its sizes."""
    return way[0] + way[6]


class _Page(NamedTuple):
    """The cheapest way to end a page somewhere: the total cost, and the lines; for the first there are none before."""

    cost: float
    way: _Way | None = None


class Search:
    """Casts off one part."""

    def __init__(
        self,
        lines: Offers,
        heights: Sequence[Sequence[Height]],
        gaps: Gaps,
        bars: Sequence[int],
        rules: PageRules,
        fine: float = FINE,
    ) -> None:
        """``heights[start][i]`` belongs to ``lines[start][i]``; ``bars[k]`` is the last bar's index of cell k.

        Ways that cost less than ``fine`` more than another are given up for it: with 0 the search is exact.
        """
        self.lines, self.heights, self.gaps, self.bars, self.rules = lines, heights, gaps, bars, rules
        self.count = len(lines)
        self.fine = fine
        self._effort = 0.0
        self._most = 0
        self.foot = max(map(rules.foot, bars), default=0.0)

    def price(self, lines: Lines, pages: Sequence[int]) -> float:
        """What a way costs that is known: lines, and how many of them are on each page."""
        total, at = 0.0, 0
        for page, many in enumerate(pages):
            total += self._page_price(lines[at : at + many], page)
            at += many
        return total

    def _page_price(self, lines: Lines, page: int) -> float:
        natural = least = below = cost = 0.0
        before = 0
        for start, end in lines:
            index = next(i for i, (stop, _) in enumerate(self.lines[start]) if stop == end)
            above, own_below, depth, least_depth = self.heights[start][index]
            wide = tight = above
            if before:
                facing = below + above
                wide = max(self.gaps.natural, facing + self.gaps.apart)
                tight = max(self.gaps.least, facing + self.gaps.least_apart)
            cost += self.lines[start][index][1]
            if before:
                cost += neighbour_cost(before, end - start, last=end == self.count)
            natural, least = natural + wide + depth, least + tight + least_depth
            before, below = end - start, own_below
        way = (cost, natural, least, below, len(lines), 0, 0.0, None, _Page(0.0))
        return self._close(page, lines[-1][1], [way]).cost

    def cast_off(self, known: float = inf) -> CastOff | None:
        """The cheapest way that costs less than ``known``; None when none does, or none was found with all effort."""
        outlook = Outlook(self.lines, self.heights, self.gaps, self.bars, self.rules)
        enough = inf if self.count <= LONG else MOST_PROSPECTS
        prospects = sorted(outlook.prospects(known, enough), key=lambda prospect: prospect.least)
        best = self._cheapest(prospects, known)
        if self._effort <= 0:
            best = self._promising(prospects, best.cost if best is not None else known) or best
        return _traced(best, self.count) if best is not None else None

    def _cheapest(self, prospects: Sequence[Prospect], known: float) -> _Page | None:
        """The cheapest way of all, as far as the effort lasts."""
        self._effort, self._most = EFFORT, 0
        slack = FIRST_SLACK
        while prospects and self._effort > 0:
            best: _Page | None = None
            bound = min(prospects[0].least + slack, known)
            for prospect in prospects:
                found = self._under(bound, prospect)
                if found is not None:
                    best, bound = found, found.cost
            if best is not None or bound >= known:
                return best
            slack *= SLACK_GROWS  # bounds rise until a way is found under them
        return None

    def _promising(self, prospects: Sequence[Prospect], known: float) -> _Page | None:
        """A cheap way, found by following none but the most promising ones."""
        self._effort, self._most = inf, MOST_WAYS
        best: _Page | None = None
        bound = known
        for prospect in prospects:
            found = self._under(bound, prospect)
            if found is not None:
                best, bound = found, found.cost
        return best

    def _under(self, bound: float, prospect: Prospect) -> _Page | None:
        """The cheapest way with the prospect's number of pages that costs less than ``bound``."""
        starts: dict[int, _Page] = {0: _Page(0.0)} if prospect.least < bound else {}
        final = len(prospect.after) - 1
        best: _Page | None = None
        for page in range(final + 1):
            following: dict[int, _Page] = {}
            after = prospect.after[page]
            for end, ways in self._lines_from(starts, page, bound - ROUNDING, prospect):
                if self._effort <= 0:
                    return best
                if (end == self.count) != (page == final):
                    continue
                found = self._close(page, end, ways)
                if found.cost + prospect.lines[end] + after[end] >= bound - ROUNDING:
                    continue
                if page == final:
                    best, bound = found, found.cost
                else:
                    following[end] = found
            if len(following) > MOST_STARTS and self._most:
                hoped = {
                    end: ended.cost + prospect.lines[end] + after[end] + prospect.uneven(end, page)
                    for end, ended in following.items()
                }
                following = {end: following[end] for end in sorted(hoped, key=hoped.__getitem__)[:MOST_STARTS]}
            starts = following
        return best

    def _close(self, page: int, end: int, ways: Sequence[_Way]) -> _Page:
        """The page ended here by the cheapest of its ways."""
        last = end == self.count
        foot = turn = 0.0
        if not last:
            foot, turn = self.rules.ending(self.bars[end - 1], page)
        cost, best = inf, ways[0]
        for way in ways:
            own, natural, least, below, number = way[:5]
            own += self.rules.cost(natural + below, least + below, number, page, last=last, foot=foot)
            if own < cost - ROUNDING:
                cost, best = own, way
        return _Page(cost + turn, best)

    def _lines_from(
        self, starts: Mapping[int, _Page], page: int, bound: float, prospect: Prospect
    ) -> Iterator[tuple[int, list[_Way]]]:
        """All ways worth keeping to fill a page that starts at one of some cells, by the cell after its last line."""
        if not starts:
            return
        farthest = prospect.farthest[max(starts)]
        tails = prospect.tails(min(starts), max(starts), page)
        room = self.rules.room.of(page)
        open_ways: dict[int, list[_Way]] = defaultdict(list)
        for at in range(min(starts), farthest + 1):
            ways = _worth_keeping(open_ways.pop(at, []), room, self.foot, self.fine, self._most)
            if ways:
                self._effort -= len(ways)
                yield at, ways
            if at in starts:
                before = starts[at]
                ways.append((before.cost, 0.0, 0.0, 0.0, 0, at, 0.0, None, before))
            if ways and at < farthest:
                self._extend(ways, at, open_ways, room, bound, tails, prospect)

    def _extend(
        self,
        ways: Sequence[_Way],
        at: int,
        open_ways: dict[int, list[_Way]],
        room: float,
        bound: float,
        tails: dict[int, float],
        prospect: Prospect,
    ) -> None:
        """Add each line that starts at ``at``, if the page holds it or is empty and the cost stays in bounds."""
        gap, least_gap, apart, least_apart = self.gaps
        give = apart - least_apart
        left = prospect.lines
        most = bound - min([way[0] + way[6] for way in ways])
        for (end, own), priced, height in zip(self.lines[at], prospect.priced[at], self.heights[at], strict=True):
            if end not in tails:
                continue
            hoped = priced + left[end] + tails[end]
            if hoped >= most:
                continue
            above, below, depth, least_depth = height
            more = priced - own
            here = end - at
            last = end == self.count
            for way in ways:
                so_far, natural, least, last_below, count, start, size, _, page = way
                if so_far + size + hoped >= bound:
                    continue
                cost = so_far + own
                wide = tight = above
                if count:
                    tight = last_below + above + least_apart
                    wide = tight + give
                    if tight < least_gap:
                        tight = least_gap
                    if least + tight + least_depth + below > room:
                        continue
                    if wide < gap:
                        wide = gap
                    before = at - start
                    if here > 2 * before or before > 2 * here:
                        cost += neighbour_cost(before, here, last=last)
                new = (
                    cost, natural + wide + depth, least + tight + least_depth, below, count + 1, at, size + more, way,
                    page,
                )  # fmt: skip
                open_ways[end].append(new)


def _worth_keeping(ways: list[_Way], room: float, foot: float, fine: float, most: int) -> list[_Way]:
    """Those ways to one cell for which none is as good whatever follows, the cheapest first; or the ``most`` promising
    ones of them."""
    ways.sort(key=_hoped if most else _COST)
    kept: list[_Way] = []
    for way in ways:
        cost, natural, least, below, count = way[:5]
        dearest = cost + fine
        for other in kept:
            if (
                other[1] <= natural
                and other[2] <= least
                and other[0] <= dearest
                and other[3] <= below
                and other[4] <= count
                and _as_good(other, way, room, foot, fine)
            ):
                break
        else:
            kept.append(way)
            if len(kept) == most:
                break
    return kept


def _as_good(a: _Way, b: _Way, room: float, foot: float, fine: float) -> bool:
    """Will ``a``, nowhere higher than ``b`` and of no more lines, never cost more by ``fine``, however both go on?

    The lower page may be less filled: by ever less, the more follows. Some pages want room at the ``foot``.
    """
    cost, natural, _, below, count, start, *_ = a
    if count != b[4] and count < SHORT_PAGE:
        return False
    cost -= fine
    lower, higher = natural + below, b[1] + b[3]
    if higher > lower and lower + higher < 2 * room:
        cost += UNFILLED * (higher - lower) * (2 * room - lower - higher) / (room - foot) ** 2
    return cost + (MOST_NEIGHBOUR if start != b[5] else 0.0) <= b[0]


def _traced(page: _Page, count: int) -> CastOff:
    cost, end = page.cost, count
    lines: list[tuple[int, int]] = []
    counts: list[int] = []
    while page.way is not None:
        way: _Way | None = page.way
        counts.append(page.way[4])
        page = page.way[8]
        while way is not None and way[4]:
            lines.append((way[5], end))
            end, way = way[5], way[7]
    return CastOff(tuple(lines[::-1]), tuple(counts[::-1]), cost)
