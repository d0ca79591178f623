"""How high lines would be that have not been drawn, from the profiles of bars that have (E54).

A drawn system's skylines say for each of its bars how far ink reaches above, below and between the
staves there, and for its start, where clef and clock are as high in any line. A line's height is the maximum over
its start and its bars; how much neighbours' peaks miss each other is taken from the systems drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, starmap, zip_longest
from statistics import median

from engraving.house import Style
from engraving.layout.casting.lines import Lines, LineTable, Offers
from engraving.layout.casting.outlook import Gaps, Height
from engraving.layout.casting.pages import Distances, least_gap
from engraving.layout.ink.staff_gaps import staff_distances
from engraving.layout.system import System

MARGIN = 1.015  # lines not drawn may be a little higher than thought
FINENESS = 0.5
RISK = 0.7  # of cost: a line not drawn may be higher than thought, and takes time to draw


class Profiles:
    """What each cell adds to the height of its line, as it was drawn where it had its natural room."""

    def __init__(self, table: LineTable, lines: Lines, systems: Sequence[System], d: Distances, style: Style) -> None:
        """Take the profiles of a first casting-off; ``d`` are the distances between its systems."""
        self._table, self._style = table, style
        self._above: list[float] = []
        self._below: list[float] = []
        self._depths: list[tuple[float, ...]] = []
        self._starts_above: list[float] = []
        self._starts_below: list[float] = []
        self._drawn: dict[tuple[int, int], Height] = {}
        self._trust = MARGIN
        self._missed = 0.0
        self._least_gap = max(starmap(partial(least_gap, style=style), pairwise(systems)), default=style.systems.gap)
        for system in systems:
            self._learn(system)
        self._start_above = median(self._starts_above)
        self._start_below = median(self._starts_below)
        self._measure(lines, d)

    def _learn(self, system: System) -> None:
        gaps = staff_distances(system)
        start = system.cell_x[0][0]
        self._starts_above.append(system.ups[0].reach(0.0, start))
        self._starts_below.append(-system.downs[-1].reach(0.0, start))
        for cell, (_, _, end) in zip(system.cells, system.cell_x, strict=True):
            self._above.append(system.ups[0].reach(start, end))
            self._below.append(-system.downs[-1].reach(start, end))
            self._depths.append(tuple(gap.reach(start, end) for gap in gaps[: cell.staves - 1]))
            start = end

    def compare(self, lines: Lines, d: Distances) -> None:
        """Learn from lines drawn since: their true heights, and how far estimates were under the truth."""
        new = [k for k, line in enumerate(lines) if line not in self._drawn]
        truth = sum(d.above[k] + d.below[k] for k in new)
        guess = sum(self._guess(*lines[k]) for k in new)
        if guess:
            self._trust = max(self._trust, truth / guess)
        gaps = self.gaps
        self._measure(lines, d)
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
        """The lines of the table at what they would cost; one drawn already is preferred."""
        drawn = self._drawn
        return [
            [(end, cost if (start, end) in drawn else cost + RISK) for end, cost in row]
            for start, row in enumerate(self._table.lines)
        ]

    def heights(self, hope: float = 1.0) -> list[list[Height]]:
        """The height of every line of the table; estimates, of which ``hope`` is the share that is believed, are no
        finer than half a space."""
        return [self._heights_from(start, hope) for start in range(self._table.count)]

    def _guess(self, start: int, end: int) -> float:
        return max(self._start_above, *self._above[start:end]) + max(self._start_below, *self._below[start:end])

    def _heights_from(self, start: int, hope: float) -> list[Height]:
        own = []
        above, below = self._start_above, self._start_below
        depths: tuple[float, ...] = ()
        depth = least_depth = 0.0
        natural, least = self._style.systems.staff_distance, self._style.systems.least_staff_distance
        at = start
        twice = 2 * self._trust * hope
        guess = Height(0.0, 0.0, 0.0, 0.0)
        for end, _ in self._table.lines[start]:
            while at < end:
                if self._above[at] > above:
                    above = self._above[at]
                if self._below[at] > below:
                    below = self._below[at]
                if depths or self._depths[at]:  # a line shows as many staves as any of its bars needs
                    depths = tuple(starmap(max, zip_longest(depths, self._depths[at], fillvalue=least)))
                    depth = sum(max(gap, natural) for gap in depths)
                    least_depth = sum(depths)
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


def _half(height: float) -> float:
    return round(height / FINENESS) * FINENESS
