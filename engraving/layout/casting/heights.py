"""How high lines would be that have not been drawn, from the profiles of bars that have (E54).

A drawn system's skylines say for each of its bars how far ink reaches above, below and between the
staves there, and for its start, where clef and clock are as high in any line. A line's height is the maximum over
its start and its bars; how much neighbours' peaks miss each other is taken from the systems drawn. What a line
starts with belongs to its first bar, a bar drawn in several lines is as high as in the lowest of them, and one drawn
in none as high as lines are on the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from itertools import pairwise, starmap, zip_longest
from math import inf
from statistics import fmean
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.casting.lines import Lines, LineTable, Offers
from engraving.layout.casting.outlook import Gaps, Height
from engraving.layout.casting.pages import Distances, least_gap
from engraving.layout.ink.staff_gaps import staff_distances
from engraving.layout.system import System

MARGIN = 1.015  # lines not drawn may be a little higher than thought
FINENESS = 0.5
RISK = 0.7  # of cost: a line not drawn may be higher than thought, and takes time to draw
DETOUR = 8.0  # of cost: lines that lead farther from the cheapest casting-off buy no page and no turn
PLAIN = 0.25  # of lines: so many start with nothing but a clef and the time


class Reach(NamedTuple):
    """How far ink reaches above the top staff's middle line and below the bottom one's, and how far apart the middle
    lines of neighbouring staves must be, over some stretch of a line."""

    above: float
    below: float
    between: tuple[float, ...] = ()


def profile(system: System) -> list[Reach]:
    """The reach of a line's start, and of each of its cells."""
    up, down, gaps = system.ups[0], system.downs[-1], staff_distances(system)
    first = system.cell_x[0][0]
    found = [Reach(up.reach(0.0, first), -down.reach(0.0, first))]
    for cell, (_, _, end) in zip(system.cells, system.cell_x, strict=True):
        between = tuple(gap.reach(first, end) for gap in gaps[: cell.staves - 1])
        found.append(Reach(up.reach(first, end), -down.reach(first, end), between))
        first = end
    return found


class Profiles:
    """What each cell adds to the height of its line."""

    def __init__(self, table: LineTable, style: Style) -> None:
        self._table, self._style = table, style
        self._cells: dict[int, Reach] = {}
        self._above: list[float] = []
        self._below: list[float] = []
        self._between: list[tuple[float, ...]] = []
        self._starts: list[Reach] = []
        self._lines: list[Reach] = []
        self._drawn: dict[tuple[int, int], Height] = {}
        self._trust = MARGIN
        self._missed = 0.0
        self._least_gap = style.systems.least_gap

    def learn(self, lines: Lines, systems: Sequence[System], d: Distances) -> None:
        """Take the profiles of lines drawn that are not known yet, and their heights; ``d`` are the distances between
        them."""
        new = [k for k, line in enumerate(lines) if line not in self._drawn]
        self._measure(lines, d)
        for k in new:
            self._learn(lines[k][0], profile(systems[k]))
        self._least_gap = max([self._least_gap, *starmap(partial(least_gap, style=self._style), pairwise(systems))])
        mean = Reach(
            fmean(line.above for line in self._lines),
            fmean(line.below for line in self._lines),
            tuple(map(fmean, zip(*[line.between for line in self._lines], strict=False))),
        )
        reaches = [self._cells.get(k, mean) for k in range(self._table.count)]
        self._above, self._below, self._between = map(list, zip(*reaches, strict=True))  # three lists are read faster
        plain = int(len(self._starts) * PLAIN)
        self._start_above = sorted(start.above for start in self._starts)[plain]
        self._start_below = sorted(start.below for start in self._starts)[plain]

    def _learn(self, first: int, reaches: Sequence[Reach]) -> None:
        start, bar, *_ = reaches
        self._starts.append(start)
        self._lines.append(_highest(reaches))
        bars = [_highest([start, bar]), *reaches[2:]]
        for k, reach in enumerate(bars, start=first):
            known = self._cells.get(k)
            self._cells[k] = reach if known is None else _lower(known, reach)

    def compare(self, lines: Lines, systems: Sequence[System], d: Distances) -> None:
        """Learn from lines drawn since: their true heights, and how far estimates were under the truth."""
        new = [k for k, line in enumerate(lines) if line not in self._drawn]
        truth = sum(d.above[k] + d.below[k] for k in new)
        guess = sum(self._guess(*lines[k]) for k in new)
        if guess:
            self._trust = max(self._trust, truth / guess)
        gaps = self.gaps
        self.learn(lines, systems, d)
        for (upper, lower), least in zip(pairwise(lines), d.least, strict=False):
            known = self._drawn[lower]
            lacking = least - max(gaps.least, self._drawn[upper].below + known.above + gaps.least_apart)
            if lacking > 0:  # their peaks face each other: the same page must not look as good again
                self._drawn[lower] = known._replace(above=_half(known.above + lacking + FINENESS / 2))

    def _measure(self, lines: Lines, d: Distances) -> None:
        """Remember the true heights of lines, and how much nearer they can stand than their outermost ink says
        because peaks do not face peaks."""
        clear = self._style.systems.least_clearance
        met = [(d.below[k] + d.above[k + 1] + clear, d.least[k]) for k in range(len(lines) - 1)]
        missed = [reach - least for reach, least in met if reach > least]
        self._missed = sum(missed) / len(missed) if missed else 0.0
        for k, line in enumerate(lines):
            ink = (d.above[k], d.below[k], d.depth[k], d.least_depth[k])
            self._drawn.setdefault(line, Height(*map(_half, ink)))

    @property
    def gaps(self) -> Gaps:
        """What stands between lines."""
        setting = self._style.systems
        apart, least_apart = setting.clearance - self._missed, setting.least_clearance - self._missed
        return Gaps(setting.gap + 4.0, self._least_gap + 4.0, _half(apart), _half(least_apart))

    def offers(self) -> Offers:
        """The lines worth looking at, and what they would cost; one drawn already is preferred."""
        drawn = self._drawn
        return [
            [
                (end, cost if (start, end) in drawn else cost + RISK)
                for end, cost in row
                if end in ends or (start, end) in drawn
            ]
            for start, (row, ends) in enumerate(zip(self._table.lines, self._worthwhile, strict=True))
        ]

    @cached_property
    def _worthwhile(self) -> list[set[int]]:
        """By first cell: where lines end that make the cheapest casting-off little dearer; all where none does."""
        rows, count = self._table.lines, self._table.count
        before, after = [0.0] + [inf] * count, [inf] * count + [0.0]
        for start, row in enumerate(rows):
            for end, cost in row:
                before[end] = min(before[end], before[start] + cost)
        for start in range(count - 1, -1, -1):
            after[start] = min([cost + after[end] for end, cost in rows[start]])
        most = after[0] + DETOUR
        return [
            {end for end, cost in row if so_far + cost + after[end] < most} or {end for end, _ in row}
            for row, so_far in zip(rows, before, strict=False)
        ]

    def heights(self, offers: Offers, hope: float = 1.0) -> list[list[Height]]:
        """The height of every line offered; estimates, of which ``hope`` is the share that is believed, are no finer
        than half a space."""
        return [self._heights_from(start, row, hope) for start, row in enumerate(offers)]

    def distances(self, lines: Lines, hope: float = 1.0) -> Distances:
        """What is to be expected of lines on pages, drawn or not; see ``heights``."""
        heights = [self._drawn.get(line) or self._height(*line, hope) for line in lines]
        above, below, depth, least_depth = zip(*heights, strict=True)
        gap, tight, apart, least_apart = self.gaps
        facing = [under + over for under, over in zip(below, above[1:], strict=False)]
        least = (*[max(tight, ink + least_apart) for ink in facing], 0.0)
        natural = (*[max(gap, ink + apart) for ink in facing], 0.0)
        return Distances(above, below, depth, least, natural, least_depth)

    def _height(self, start: int, end: int, hope: float) -> Height:
        setting = self._style.systems
        between = _widest(self._between[start:end], setting.least_staff_distance)
        return Height(
            max(self._start_above, *self._above[start:end]) * hope,
            max(self._start_below, *self._below[start:end]) * hope,
            sum([max(gap, setting.staff_distance) for gap in between]),
            sum(between),
        )

    def _guess(self, start: int, end: int) -> float:
        return max(self._start_above, *self._above[start:end]) + max(self._start_below, *self._below[start:end])

    def _heights_from(self, start: int, row: Sequence[tuple[int, float]], hope: float) -> list[Height]:
        own = []
        above, below = self._start_above, self._start_below
        between: tuple[float, ...] = ()
        depth = least_depth = 0.0
        natural, least = self._style.systems.staff_distance, self._style.systems.least_staff_distance
        at = start
        twice = 2 * self._trust * hope
        guess = Height(0.0, 0.0, 0.0, 0.0)
        for end, _ in row:
            while at < end:
                if self._above[at] > above:
                    above = self._above[at]
                if self._below[at] > below:
                    below = self._below[at]
                if between or self._between[at]:
                    between = _widest((between, self._between[at]), least)
                    depth = sum(max(gap, natural) for gap in between)
                    least_depth = sum(between)
                at += 1
            known = self._drawn.get((start, end))
            if known is None:
                over, under = round(above * twice) / 2, round(below * twice) / 2
                if depth:
                    known = Height(over, under, _half(depth), _half(least_depth))
                elif guess.above == over and guess.below == under:
                    known = guess  # most lines are as high as the one that is a bar shorter
                else:
                    known = guess = Height(over, under, 0.0, 0.0)
            own.append(known)
        return own


def _widest(between: Iterable[tuple[float, ...]], least: float = 0.0) -> tuple[float, ...]:
    """The distances of a line's staves: it shows as many as any of its bars needs."""
    return tuple(map(max, zip_longest(*between, fillvalue=least)))


def _highest(reaches: Sequence[Reach]) -> Reach:
    above, below, between = zip(*reaches, strict=True)
    return Reach(max(above), max(below), _widest(between))


def _lower(known: Reach, reach: Reach) -> Reach:
    """A bar in one line and in another: what lifted it in the one is not in its way in the other."""
    between = tuple(map(min, known.between, reach.between))
    return Reach(min(known.above, reach.above), min(known.below, reach.below), between)


def _half(height: float) -> float:
    return round(height / FINENESS) * FINENESS
