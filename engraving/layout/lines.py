"""Where lines break: dynamic programming over cells (E53).

The width of a line under a force is a sum over its cells, so prefix sums of sampled widths give any
line's force by interpolation. Costs are compared rounded to 1e-6 and ties go to the earlier bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from engraving.layout.cells import Cell
from engraving.layout.springs import FORCES, NATURAL, force_for

SQUEEZE_LIMIT = 0.75
STRETCH_LIMIT = 1.45
UNAVOIDABLE = 1000.0
MARK_BEYOND = 5.0
LEAST_PLAY = 0.05  # between the ideal force and its limits
MOST_NEIGHBOUR = 0.8  # no line before can cost more by its bar count
TIGHTEST = 1  # of springs.FORCES: nothing longer is tried
SPLIT_GROUP = 200.0  # a beam, tuplet or glissando over the break


class Edge(NamedTuple):
    """What a line beginning at a cell costs besides its bars: prefix and lead, and its bonus (negative is good).

    ``mark`` is how far a tempo mark at the cell's start reaches to the right of it.
    """

    start_width: float
    end_width: float
    bonus: float
    mark: float = 0.0


class LineBreaks(NamedTuple):
    """Lines as (first cell, last cell) pairs, and what they cost together."""

    lines: tuple[tuple[int, int], ...]
    cost: float


def break_lines(
    cells: Sequence[Cell],
    edges: Sequence[Edge],
    width: float,
    *,
    last_line_full: float,
    breakable: Callable[[int], float],
    ideal: float = 1.0,
    limits: tuple[float, float] = (SQUEEZE_LIMIT, STRETCH_LIMIT),
) -> LineBreaks:
    """The cheapest casting-off of ``cells`` into lines ``width`` wide.

    ``edges[k].start_width`` is added when a line starts at cell k, ``end_width`` when one ends
    there; ``breakable(k)`` is what a break after cell k costs because of what crosses it. ``ideal`` is
    the force lines aim at: less sets tighter, in fewer lines; ``limits`` are the least and greatest force
    that is not a last resort.
    """
    count = len(cells)
    sums = [list(accumulate((cell.widths[i] for cell in cells), initial=0.0)) for i in range(len(FORCES))]
    crossing = [breakable(k) for k in range(count)]
    # best[end][start]: the cheapest casting-off of cells[:end] whose last line starts at ``start``, and
    # where the line before that starts. The state holds the last line because neighbours count.
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(count + 1)]
    for end in range(1, count + 1):
        last = end == count
        for start in range(end - 1, -1, -1):
            extra = edges[start].start_width + edges[end - 1].end_width
            samples = [s[end] - s[start] + extra for s in sums]
            if samples[TIGHTEST] > width and start < end - 1:
                break  # hopeless, and every longer line too
            cost = _line_cost(
                cells, start, end, samples, width, last=last, last_line_full=last_line_full, ideal=ideal, limits=limits
            )
            cost += _marks_beyond(cells, edges, start, end, width, samples)
            cost += edges[start].bonus + (0.0 if last else crossing[end - 1])
            best[end][start] = _joined(best[start], start, end, cost, last=last)
        cheapest = min(known for known, _ in best[end].values())
        best[end] = {k: v for k, v in best[end].items() if v[0] <= cheapest + MOST_NEIGHBOUR}
    return _traced(best, count)


def _joined(
    before: dict[int, tuple[float, int]], start: int, end: int, cost: float, *, last: bool
) -> tuple[float, int]:
    """``cost`` added to the cheapest casting-off that ends where the line starts."""
    if not start:
        return round(cost, 6), 0
    totals = (
        (round(known + cost + _neighbour_cost(start - first, end - start, last=last), 6), first)
        for first, (known, _) in before.items()
    )
    return min(totals)


def _traced(best: Sequence[dict[int, tuple[float, int]]], count: int) -> LineBreaks:
    """The lines of the cheapest way to the end."""
    if not count:
        return LineBreaks((), 0.0)
    start = min(best[count], key=lambda first: (best[count][first][0], first))
    total = best[count][start][0]
    lines: list[tuple[int, int]] = []
    end = count
    while end > 0:
        lines.append((start, end - 1))
        start, end = best[end][start][1], start
    return LineBreaks(tuple(reversed(lines)), total)


def _line_cost(
    cells: Sequence[Cell],
    start: int,
    end: int,
    samples: Sequence[float],
    width: float,
    *,
    last: bool,
    last_line_full: float,
    ideal: float,
    limits: tuple[float, float],
) -> float:
    """force², more when squeezed, much more beyond the limits; an unfilled last line is free of force."""
    squeeze, stretch = min(limits[0], ideal - LEAST_PLAY), max(limits[1], ideal + LEAST_PLAY)
    force = force_for(samples, width)
    if last and samples[NATURAL] < width * last_line_full:
        lonely = 1.0 if end - start == 1 and start > 0 else 0.0
        return 0.3 * (1.0 - samples[NATURAL] / width) + lonely
    if all(cell.multi_rest is not None for cell in cells[start:end]) and force > 1.0:
        force = 1.0 + (force - 1.0) * 0.05
    if force >= ideal:
        cost = ((force - ideal) / (stretch - ideal)) ** 2
        if force > stretch:
            cost += 8.0 * (force - stretch)
    else:
        cost = 1.5 * ((ideal - force) / (ideal - squeeze)) ** 2
        if force < squeeze:
            cost += 60.0 * (squeeze - force)
        if samples[0] > width:
            cost += UNAVOIDABLE * (samples[0] / width)
    if cells[end - 1].multi_rest is not None:
        cost -= 0.1
    first = cells[start]
    if end - start > 1 and first.multi_rest is None and not first.columns:
        cost += 0.15
    return cost


def _marks_beyond(
    cells: Sequence[Cell], edges: Sequence[Edge], start: int, end: int, width: float, samples: Sequence[float]
) -> float:
    """A tempo mark should find room between its bar and the line's end."""
    stretch = width / samples[NATURAL] if samples[NATURAL] else 1.0
    room = 0.0
    for k in range(end - 1, max(start, end - 4) - 1, -1):
        room += cells[k].widths[NATURAL] * stretch
        if k > start and edges[k].mark > room:
            return MARK_BEYOND * min(1.0, (edges[k].mark - room) / 5.0)
    return 0.0


def _neighbour_cost(before: int, here: int, *, last: bool) -> float:
    """A line should not hold over twice or under half the bars of the one before; a lone bar is worse."""
    if last:
        return 0.0
    if here > 2 * before or before > 2 * here:
        return 0.4 + (0.4 if here == 1 or before == 1 else 0.0)
    return 0.0
