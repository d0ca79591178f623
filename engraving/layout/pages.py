"""Down the page: distances between systems, which systems share a page, and where turns fall (E54, E55).

Heights are in staff spaces. A page is chosen by dynamic programming over systems: fewest pages
first, then good turns, then even fill.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.skyline import clearance
from engraving.layout.system import System

PAGE_COST = 40.0
SHORT_LAST = 4.0


class PageRoom(NamedTuple):
    """Spaces between top and bottom of the music area, on page one and on later pages."""

    first: float
    later: float

    def of(self, page: int) -> float:
        """Room on page ``page`` counted from 0."""
        return self.first if page == 0 else self.later


class Distances(NamedTuple):
    """For each system: ink above its top staff's middle line and below its bottom one's, its own depth,
    and the least and natural distance from its bottom staff's middle line to the next system's top one."""

    above: tuple[float, ...]
    below: tuple[float, ...]
    depth: tuple[float, ...]
    least: tuple[float, ...]
    natural: tuple[float, ...]


def distances(systems: Sequence[System], style: Style) -> Distances:
    """Measure facing skylines (E55)."""
    setting = style.systems
    above, below, depth, least, natural = [], [], [], [], []
    for system, following in zip(systems, [*systems[1:], None], strict=True):
        above.append(system.ups[0].extreme())
        below.append(-system.downs[-1].extreme())
        depth.append(sum(system.gap_between))
        if following is None:
            least.append(0.0)
            natural.append(0.0)
            continue
        touching = clearance(system.downs[-1], following.ups[0]) + setting.clearance
        least.append(max(setting.least_gap + 4.0, touching))
        natural.append(max(setting.gap + 4.0, touching))
    return Distances(tuple(above), tuple(below), tuple(depth), tuple(least), tuple(natural))


def page_height(d: Distances, first: int, last: int, gaps: Sequence[float]) -> float:
    """Ink height of systems ``first``–``last`` with these gaps between systems."""
    return d.above[first] + sum(d.depth[first : last + 1]) + sum(gaps[first:last]) + d.below[last]


def break_pages(
    d: Distances,
    room: PageRoom,
    turn_cost: Callable[[int, int], float],
    most: tuple[int, int],
    foot: Callable[[int, int], float] | None = None,
) -> list[tuple[int, int]]:
    """Pages as (first, last) system pairs. ``turn_cost(last system, page from 0)`` prices a page's end.

    ``most`` is how many systems the style wants on page one and on later pages at the most; ``foot``
    what a page's end needs under its last system, for a warning at a turn.
    """
    count = len(d.above)
    memo: dict[tuple[int, int, bool, float], float] = {}
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for end in range(1, count + 1):
        for start in range(end - 1, -1, -1):
            least = page_height(d, start, end - 1, d.least)
            if least > room.later and least > room.first and start < end - 1:
                break
            for page in range(start + 1):
                state = best.get((start, page))
                if state is None:
                    continue
                below = foot(end - 1, page) if foot is not None and end < count else 0.0
                key_cost = (start, end, page == 0, below)
                if key_cost not in memo:
                    memo[key_cost] = _page_cost(d, start, end, page, room, most, last=end == count, foot=below)
                cost = state[0] + memo[key_cost]
                if end < count:
                    cost += turn_cost(end - 1, page)
                cost = round(cost, 6)
                key = (end, page + 1)
                if key not in best or cost < best[key][0]:
                    best[key] = (cost, start)
    page = min((p for (end, p) in best if end == count), key=lambda p: (best[count, p][0], p))
    pages: list[tuple[int, int]] = []
    end = count
    while end > 0:
        start = best[end, page][1]
        pages.append((start, end - 1))
        end, page = start, page - 1
    return pages[::-1]


def _page_cost(
    d: Distances,
    start: int,
    end: int,
    page: int,
    room: PageRoom,
    most: tuple[int, int],
    *,
    last: bool,
    foot: float = 0.0,
) -> float:
    height = room.of(page) - foot
    natural = page_height(d, start, end - 1, d.natural)
    least = page_height(d, start, end - 1, d.least)
    cost = PAGE_COST
    if least > height:
        return cost + 1000.0 * (1.0 + least - height)
    over = end - start - (most[0] if page == 0 else most[1])
    if over > 0:
        cost += 3.0 * over
    if natural > height:
        cost += 8.0 * (natural - height) / max(natural - least, 0.1)
    elif not last:
        cost += 12.0 * (1.0 - natural / height) ** 2
    if last and start > 0 and end - start < 3:
        cost += SHORT_LAST * (3 - (end - start))
    return cost


def spread(d: Distances, first: int, last: int, height: float, stretch: float) -> list[float]:
    """The gaps of one page: squeezed to fit, or stretched evenly up to ``stretch`` times (E55)."""
    least, natural = d.least[first:last], d.natural[first:last]
    free = height - page_height(d, first, last, d.natural)
    if free < 0:
        give = sum(n - m for n, m in zip(natural, least, strict=True))
        share = min(1.0, -free / give) if give > 0 else 0.0
        return [n - (n - m) * share for n, m in zip(natural, least, strict=True)]
    total = sum(natural)
    factor = min(stretch, 1.0 + free / total) if total else 1.0
    return [n * factor for n in natural]
