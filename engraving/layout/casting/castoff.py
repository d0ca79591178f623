"""Lines and pages chosen together (E53, E54): the cheapest way to cut a part, given how high its lines would be.

For each number of pages the search goes from page to page. From each cell that may start one it casts
off lines as far as the page holds, keeping every way that could still be the best; each end of a line
may end the page. It is exact for its costs and heights but for what is too ``fine`` to tell apart: what
it drops is dominated, or cannot come under a known way's cost (``outlook``). Parts too long or too even
for that are searched by following the most promising starts of each page.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from engraving.layout.casting.lines import MOST_NEIGHBOUR, Lines, Offers, neighbour_cost
from engraving.layout.casting.outlook import Gaps, Height, Outlook, Prospect
from engraving.layout.casting.pages import SHORT_PAGE, UNFILLED, PageRules

ROUNDING = 1e-6
FINE = 0.4  # of cost: ways that differ by less are not told apart
FIRST_SLACK = 4.0  # over the lower bound, where a way is looked for first
SLACK_GROWS = 1.8
EFFORT = 35  # ways kept for each cell
LONG = 250  # cells: longer parts are not searched through
MOST_PROSPECTS = 3  # numbers of pages tried in them
FOLLOWED = 8  # starts of each page
PAGE_SLACK = 4.0  # of cost, over the best that can be hoped for on a page


class CastOff(NamedTuple):
    """A way to cut a part: lines, how many of them are on each page, and what it costs."""

    lines: Lines
    pages: tuple[int, ...]
    cost: float


# Lines on one page so far: their cost; their height down to the last middle line, naturally and at the least; the ink
# below it; how many they are, the last one's first cell, what the outlook makes of their sizes; and the way without the
# last line. A plain tuple: there are very many.
_Way = tuple[float, float, float, float, int, int, float, "_Way | None"]
_NOTHING = (0.0, 0.0, 0.0, 0.0, 0)


class _Page(NamedTuple):
    """The cheapest way to start a page somewhere: the total cost, and the page before with its lines."""

    cost: float
    way: _Way | None = None
    before: _Page | None = None


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
        self._effort = 0
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
        way = (cost, natural, least, below, len(lines), 0, 0.0, None)
        return self._close(_Page(0.0), page, lines[-1][1], [way]).cost

    def cast_off(self, known: float = inf) -> CastOff | None:
        """The cheapest way found that costs less than ``known``, or None when none is.

        It is the cheapest there is, unless the part is too long or too even for the effort: then only the most
        promising starts of each page are followed.
        """
        outlook = Outlook(self.lines, self.heights, self.gaps, self.bars, self.rules)
        enough = inf if self.count <= LONG else MOST_PROSPECTS
        prospects = sorted(outlook.prospects(known, enough), key=lambda prospect: prospect.least)
        self._effort = EFFORT * self.count if self.count <= LONG else 0
        best = self._cheapest(prospects, known)
        if best is None and self._effort <= 0:
            best = self._promising(prospects, known)
        return _traced(best, self.count) if best is not None else None

    def _cheapest(self, prospects: Sequence[Prospect], known: float) -> _Page | None:
        """The cheapest way of all, as long as the effort lasts."""
        slack = FIRST_SLACK
        while prospects and self._effort > 0:
            best: _Page | None = None
            bound = min(prospects[0].least + slack, known)
            for prospect in prospects:
                found = self._under(bound, prospect)
                if found is not None:
                    best, bound = found, found.cost
            if best is not None or bound >= known:
                return best if self._effort > 0 else None
            slack *= SLACK_GROWS  # bounds rise until a way is found under them
        return None

    def _promising(self, prospects: Sequence[Prospect], known: float) -> _Page | None:
        """A cheap way, by following a few starts of each page, and no way far from the best on it."""
        best: _Page | None = None
        for prospect in prospects[:MOST_PROSPECTS]:
            self._effort = EFFORT * self.count
            found = self._under(known, prospect, followed=FOLLOWED)
            if found is not None:
                best, known = found, found.cost
        return best

    def _under(self, bound: float, prospect: Prospect, followed: int = 0) -> _Page | None:
        """The cheapest way with the prospect's number of pages that costs less than ``bound``.

        With ``followed``, only so many starts of each page are tried, the most promising first.
        """
        starts: dict[int, _Page] = {0: _Page(0.0)} if prospect.least < bound else {}
        final = len(prospect.after) - 1
        best: _Page | None = None
        for page in range(final + 1):
            following: dict[int, _Page] = {}
            after = prospect.after[page]
            for start in sorted(starts):
                if self._effort <= 0:
                    return best
                begun = starts[start]
                within = bound
                if followed:
                    hoped = begun.cost + prospect.lines[start] + min(prospect.tails(start, page).values(), default=inf)
                    within = min(bound, hoped + PAGE_SLACK)
                for end, ways in self._lines_from(start, begun, page, within - ROUNDING, prospect):
                    if (end == self.count) != (page == final):
                        continue
                    found = self._close(begun, page, end, ways)
                    if found.cost + prospect.lines[end] + after[end] >= bound - ROUNDING:
                        continue
                    if page == final:
                        best, bound = found, found.cost
                    elif end not in following or found.cost < following[end].cost - ROUNDING:
                        following[end] = found
            starts = following
            if followed and len(starts) > followed:
                hopes = sorted((begun.cost + prospect.lines[end] + after[end], end) for end, begun in starts.items())
                starts = {end: following[end] for _, end in hopes[:followed]}
        return best

    def _close(self, begun: _Page, page: int, end: int, ways: Sequence[_Way]) -> _Page:
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
        return _Page(begun.cost + cost + turn, best, begun)

    def _lines_from(
        self, start: int, begun: _Page, page: int, bound: float, prospect: Prospect
    ) -> list[tuple[int, list[_Way]]]:
        """All ways worth keeping to fill a page from a cell, by the cell after its last line."""
        farthest = prospect.farthest[start]
        tails = prospect.tails(start, page)
        bound -= begun.cost
        room = self.rules.room.of(page)
        open_ways: dict[int, list[_Way]] = {start: [(*_NOTHING, start, 0.0, None)]}
        for at in range(start, farthest):
            ways = open_ways.get(at)
            if ways:
                self._extend(ways, at, open_ways, room, bound, tails, prospect)
        del open_ways[start]
        self._effort -= sum(map(len, open_ways.values()))
        return sorted(open_ways.items())

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
        bound -= prospect.lines[at]
        most = bound - min([way[0] + way[6] for way in ways])
        hopeless = most - min(tails.values())
        for regret, end, own, above, below, depth, least_depth, more in prospect.options[at]:
            if regret >= hopeless:
                break  # all that follow are regretted more
            if end not in tails or regret + tails[end] >= most:
                continue
            hoped = regret + tails[end]
            known = open_ways.get(end)
            here = end - at
            last = end == self.count
            for way in ways:
                so_far, natural, least, last_below, count, start, size, _ = way
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
                    cost, natural + wide + depth, least + tight + least_depth, below, count + 1, at, size + more, way
                )  # fmt: skip
                if known is None:
                    known = open_ways[end] = [new]
                else:
                    _keep(known, new, room, self.foot, self.fine)


def _keep(ways: list[_Way], new: _Way, room: float, foot: float, fine: float) -> None:
    """Add a way unless another is as good whatever follows; drop those it makes superfluous."""
    cost, natural, least, below, count = new[:5]
    most = cost + fine
    worse = False
    for way in ways:
        own, high, tight, under, many = way[:5]
        if own <= most and high <= natural and tight <= least and under <= below:
            if _as_good(way, new, room, foot, fine):
                return
        elif high >= natural and tight >= least and under >= below and many >= count:
            worse = True
    if worse:
        ways[:] = [w for w in ways if w[1] < natural or w[2] < least or not _as_good(new, w, room, foot, fine)]
    ways.append(new)


def _as_good(a: _Way, b: _Way, room: float, foot: float, fine: float) -> bool:
    """Will ``a``, nowhere higher than ``b``, never cost more by ``fine``, however both go on?

    The lower page may be less filled: by ever less, the more follows. Some pages want room at the ``foot``.
    """
    cost, natural, _, below, count, start, _, _ = a
    if below > b[3] or count > b[4] or (count != b[4] and count < SHORT_PAGE):
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
    at: _Page | None = page
    while at is not None and at.way is not None:
        way: _Way | None = at.way
        counts.append(at.way[4])
        while way is not None and way[4]:
            lines.append((way[5], end))
            end, way = way[5], way[7]
        at = at.before
    return CastOff(tuple(lines[::-1]), tuple(counts[::-1]), cost)
