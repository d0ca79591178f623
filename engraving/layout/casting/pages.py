"""Down the page: distances between systems, which systems share a page, and where turns fall (E54, E55).

Heights are in staff spaces. Pages for drawn systems are chosen by dynamic programming: fewest pages
first, then good turns, then even fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.ink.staff_gaps import least_staff_gaps
from engraving.layout.system import System

PAGE_COST = 40.0
SHORT_LAST = 4.0  # each system that a last page has too few
SHORT_PAGE = 3  # systems: fewer are too few
SQUEEZED = 0.5  # a space that the gaps of a page give together: all they can is worse than a mild turn, not than a page
UNFILLED = 24.0  # an empty page
OVER_MOST = 2.5  # a system more than the style likes costs like a squeezed line (E55), and the more the worse
OVERFULL = 1000.0


class PageRoom(NamedTuple):
    """Spaces between top and bottom of the music area, on page one and on later pages."""

    first: float
    later: float

    def of(self, page: int) -> float:
        """Room on page ``page`` counted from 0."""
        return self.first if page == 0 else self.later


class PageRules(NamedTuple):
    """What pages are measured against.

    ``most`` is how many systems the style wants on page one and on later pages at the most;
    ``turned(page from 0)`` says whether the player turns after a page, which is so again ``panels`` pages later,
    ``turn(bar index)`` what that costs at the end of a bar, and ``foot`` what it needs under the last system,
    for a warning.
    """

    room: PageRoom
    most: tuple[int, int]
    turned: Callable[[int], bool]
    turn: Callable[[int], float]
    foot: Callable[[int], float]
    panels: int

    def ending(self, bar: int, page: int) -> tuple[float, float]:
        """Room for a warning under a page that ends with a bar, and what its turn costs."""
        return (self.foot(bar), self.turn(bar)) if self.turned(page) else (0.0, 0.0)

    def cost(self, natural: float, least: float, count: int, page: int, *, last: bool, foot: float = 0.0) -> float:
        """What ``count`` systems on one page cost that are ``natural`` spaces high and at the ``least`` so high."""
        height = self.room.of(page) - foot
        if least > height:
            return PAGE_COST + OVERFULL * (1.0 + least - height)
        cost = PAGE_COST
        over = count - self.most[page > 0]
        if over > 0:
            cost += OVER_MOST * over**2
        if natural > height:
            cost += SQUEEZED * (natural - height)
        elif not last:
            cost += UNFILLED * (1.0 - natural / height) ** 2
        if last and page and count < SHORT_PAGE:
            cost += SHORT_LAST * (SHORT_PAGE - count)
        return cost


class Distances(NamedTuple):
    """For each system: ink above its top staff's middle line and below its bottom one's, its own depth,
    the least and natural distance from its bottom staff's middle line to the next system's top one,
    and its depth with its staves as near as they can stand (E49)."""

    above: tuple[float, ...]
    below: tuple[float, ...]
    depth: tuple[float, ...]
    least: tuple[float, ...]
    natural: tuple[float, ...]
    least_depth: tuple[float, ...]


class PageBreaks(NamedTuple):
    """Pages as half-open pairs of systems, and what they cost together."""

    pages: tuple[tuple[int, int], ...]
    cost: float


def distances(systems: Sequence[System], style: Style) -> Distances:
    """Measure facing skylines (E55)."""
    setting = style.systems
    above, below, depth, least, natural, least_depth = [], [], [], [], [], []
    for system, following in zip(systems, [*systems[1:], None], strict=True):
        over, under = system.extremes
        above.append(over)
        below.append(under)
        depth.append(sum(system.gap_between))
        least_depth.append(sum(least_staff_gaps(system, style)))
        if following is None:
            least.append(0.0)
            natural.append(0.0)
            continue
        touching = system.clearance_to(following)
        least.append(max(least_gap(system, following, style) + 4.0, touching + setting.least_clearance))
        natural.append(max(setting.gap + 4.0, touching + setting.clearance))
    return Distances(*map(tuple, (above, below, depth, least, natural, least_depth)))


def least_gap(system: System, following: System, style: Style) -> float:
    """White between two systems at the least: staves move together inside a system first, or it would fall apart."""
    setting = style.systems
    return setting.least_gap if system.staff_count == following.staff_count == 1 else setting.gap


def page_height(d: Distances, first: int, end: int, gaps: Sequence[float]) -> float:
    """Ink height of the systems from ``first`` to before ``end`` with these gaps after systems."""
    return d.above[first] + sum(d.depth[first:end]) + sum(gaps[first : end - 1]) + d.below[end - 1]


_Way = tuple[float, int, int]
"""To end a page before a system: what it costs so far, the page's first system, and its place in its opening."""


def break_pages(d: Distances, ends: Sequence[int], rules: PageRules) -> PageBreaks:
    """The cheapest pages for systems drawn; ``ends[k]`` is the index of the last bar of system k.

    Page one is as it is, and of the others all that lie at the same place of an opening are alike: so the work grows
    with the systems alone.
    """
    count = len(d.above)
    best: list[dict[int, _Way]] = [{0: (0.0, 0, 0)}] + [{} for _ in range(count)]
    turned_at = [(rules.foot(bar), rules.turn(bar)) for bar in ends]
    for start in range(count):
        filled = list(_filled(d, start, max(rules.room)))
        costs: dict[bool, list[tuple[int, float]]] = {}  # of pages that start here, by whether they are turned
        for page, (before, _, _) in best[start].items():
            turned = rules.turned(page)
            following = page + 1 if page < rules.panels else 1
            if turned not in costs:
                costs[turned] = list(_priced(filled, start, page, rules, turned_at if turned else [], count))
            for end, own in costs[turned]:
                ways, cost = best[end], round(before + own, 6)
                if following not in ways or cost <= ways[following][0]:
                    ways[following] = (cost, start, page)
    return _traced(best, count)


def _priced(
    filled: Sequence[tuple[int, float, float]],
    start: int,
    page: int,
    rules: PageRules,
    turned_at: Sequence[tuple[float, float]],
    count: int,
) -> Iterator[tuple[int, float]]:
    """What pages that start with a system cost, by the system after the last; ``turned_at`` is the room for a warning
    and the cost of the turn after each system, if they are turned. All pages but the first cost the same."""
    for end, natural, least in filled:
        last = end == count
        foot, turn = (0.0, 0.0) if last or not turned_at else turned_at[end - 1]
        yield end, turn + rules.cost(natural, least, end - start, page, last=last, foot=foot)


def _filled(d: Distances, start: int, room: float) -> Iterator[tuple[int, float, float]]:
    """Pages that start with a system: (system after the last, natural and least height); one too high is alone."""
    natural = least = d.above[start]
    for end in range(start + 1, len(d.above) + 1):
        if end > start + 1:
            natural += d.natural[end - 2]
            least += d.least[end - 2]
        natural += d.depth[end - 1]
        least += d.least_depth[end - 1]
        below = d.below[end - 1]
        if end > start + 1 and least + below > room:
            return
        yield end, natural + below, least + below


def _traced(best: Sequence[dict[int, _Way]], count: int) -> PageBreaks:
    page = min(best[count], key=lambda p: (best[count][p][0], p))
    total = best[count][page][0]
    pages: list[tuple[int, int]] = []
    end = count
    while end > 0:
        _, start, page = best[end][page]
        pages.append((start, end))
        end = start
    return PageBreaks(tuple(pages[::-1]), total)


def spread(d: Distances, first: int, end: int, height: float, stretch: float) -> list[float]:
    """The gaps of one page: squeezed to fit, or stretched evenly up to ``stretch`` times (E55).

    Gaps are from staff to staff: of the white alone, 1.4 times would leave a page free that lacks one line only.
    """
    least, natural = d.least[first : end - 1], d.natural[first : end - 1]
    free = height - page_height(d, first, end, d.natural)
    if free < 0:
        give = sum(n - m for n, m in zip(natural, least, strict=True))
        share = min(1.0, -free / give) if give > 0 else 0.0
        return [n - (n - m) * share for n, m in zip(natural, least, strict=True)]
    total = sum(natural)
    factor = min(stretch, 1.0 + free / total) if total else 1.0
    return [n * factor for n in natural]
