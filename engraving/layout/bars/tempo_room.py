"""Room for tempo marks: bars between two open up, so that neither climbs over the other (E42)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import Gap, total
from engraving.layout.lettering.typeline import Typist
from engraving.score import Direction

MARK_APART = 1.6  # between tempo marks on their row
MARK_GIVES = 1.5  # how far the next one may wait on a tight line
TIGHT = 0.75  # the force of one
MOST_MARK_ROOM = 34.0
MARKS_NEAR = 5  # cells


class TempoRoom:
    """What the tempo marks of everybody's ``directions`` take, in staff spaces."""

    def __init__(self, directions: Sequence[Direction], typist: Typist) -> None:
        self._typist = typist
        self._marks: dict[int, list[Direction]] = defaultdict(list)
        for direction in directions:
            self._marks[direction.tick].append(direction)

    def reach(self, cell: Cell) -> float:
        """How far the tempo marks of a cell reach to the right of its start."""
        ticks = self._ticks_in(cell)
        return sum([self._mark_widths[tick] for tick in ticks]) if ticks else 0.0

    def _ticks_in(self, cell: Cell) -> list[int]:
        """Where a cell has tempo marks."""
        ticks = self._mark_ticks
        return ticks[bisect_left(ticks, cell.start) : bisect_left(ticks, cell.end)]

    @cached_property
    def _mark_ticks(self) -> list[int]:
        return sorted(self._marks)

    @cached_property
    def _mark_widths(self) -> dict[int, float]:
        """What the tempo marks at each tick take with the space between them."""
        return {
            tick: sum(
                self._typist.mark_width([s for s in d.segments if s.kind not in ("segno", "coda", "fermata")])
                + MARK_APART
                for d in marks
            )
            for tick, marks in self._marks.items()
        }

    def make(self, cells: Sequence[Cell]) -> None:
        """Bars between tempo marks open up so that the marks need not climb over each other (E42).

        What a long text lacks after that its cell is told: a loose line may have it.
        """
        marked = [k for k, cell in enumerate(cells) if self._ticks_in(cell)]
        for i, k in enumerate(marked):
            following = marked[i + 1] if i + 1 < len(marked) else None
            within = len(self._ticks_in(cells[k]))
            last = following if following is not None and following - k <= MARKS_NEAR else k + 1
            if (following is None and within < 2) or (last == k + 1 and following != k + 1 and within < 2):
                continue
            between = cells[k:last]
            reach = self.reach(cells[k])
            need = min(reach, MOST_MARK_ROOM)
            natural = sum(cell.head_width + total(cell.gaps, 1.0) for cell in between)
            tight = sum(cell.head_width + total(cell.gaps, TIGHT) for cell in between)
            for cell in between:
                self._widen(cell, (need - natural) / len(between), (need - MARK_GIVES - tight) / len(between))
            if following is not None and last == following and reach > max(need, natural):
                cells[following].marks_lack = k, reach - max(need, natural)

    @staticmethod
    def _widen(cell: Cell, extra: float, tight: float) -> None:
        """Give a cell's widest spring ``extra`` natural length, and ``tight`` more on a tight line."""
        if extra <= 0 and tight <= 0:
            return
        index = max(range(len(cell.gaps)), key=lambda i: cell.gaps[i].spring)
        gap = cell.gaps[index]
        spring = gap.at(1.0) + max(extra, 0.0)
        rod = gap.at(TIGHT) + tight if tight > 0 else gap.rod
        cell.gaps[index] = Gap(rod, max(spring, rod), max(gap.cap, 1.2 * spring))
