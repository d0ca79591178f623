"""Figured bass under (or over) its staff: stacks on one height, lines that carry a figure on (E41)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf

from engraving.layout.lettering.typeline import Typist
from engraving.layout.page import Ink
from engraving.layout.pen import LINE
from engraving.layout.system import System
from engraving.notation.figures import FIGURE_SCALE, FIGURES_APART, LINE_STEP, FigureLine, figure_line
from engraving.score import Direction
from engraving.typefaces import Face

PAD = 0.6
CAP = 1.0 * FIGURE_SCALE
OVERHANG = 0.3  # an accidental reaches over and under its number
ALONE = 3.0  # what needs so much more than the rest of its line stands alone
LEAST_LINE = 1.0
OFF_BARLINE = 0.3


class _Stack:
    """The figures of one place, with their ink."""

    def __init__(self, direction: Direction, lines: list[FigureLine], x: float) -> None:
        self.direction = direction
        self.lines = lines
        self.x = x
        self.left = x + min(line.left for line in lines)
        self.right = x + max(line.right for line in lines)
        self.height = CAP + LINE_STEP * (len(lines) - 1)

    def move(self, dx: float) -> None:
        """Shift it along the row."""
        self.x, self.left, self.right = self.x + dx, self.left + dx, self.right + dx


class FiguresRow:
    """Sets the figures of one staff of a system."""

    def __init__(self, system: System, staff: int, typist: Typist) -> None:
        self.system = system
        self.staff = staff
        self.typist = typist

    def draw(self, directions: Sequence[Direction]) -> None:
        """All stacks of the staff: those below, then those above."""
        for above in (False, True):
            mine = sorted(
                (d for d in directions if (d.placement == "above") == above), key=lambda d: (d.tick, d.atom)
            )
            if mine:
                self._side(mine, above=above)

    def _side(self, directions: Sequence[Direction], *, above: bool) -> None:
        stacks: list[_Stack] = []
        for cell, bar in groupby(directions, lambda direction: self.system.cell_at(direction.tick)):
            stacks += self._side_by_side(list(bar), cell, stacks[-1].right if stacks else -inf)
        needs = [self._need(stack, above=above) for stack in stacks]
        nearest = min(needs) if above else max(needs)
        row = max((n for n in needs if abs(n - nearest) <= ALONE), key=abs)
        for k, (stack, need) in enumerate(zip(stacks, needs, strict=True)):
            following = stacks[k + 1] if k + 1 < len(stacks) else None
            top = max(row, need) if above else min(row, need)
            self._print(stack, top, following, above=above)

    def _side_by_side(self, directions: Sequence[Direction], cell: int, taken: float) -> list[_Stack]:
        """The stacks of a bar at their notes; crowded ones move apart, and back from the bar's end."""
        stacks = []
        crowded = False
        for direction in directions:
            lines = [figure_line(figure, self.typist.faces) for figure in direction.segments]
            stack = _Stack(direction, lines, self.system.x_between(direction.tick) + 0.1)
            lacking = taken + FIGURES_APART - stack.left
            if lacking > 0:
                stack.move(lacking)
                crowded = True
            stacks.append(stack)
            taken = stack.right
        _, free, end = self.system.cell_x[cell]
        limit = end - OFF_BARLINE
        for stack in reversed(stacks) if crowded else ():
            stack.move(min(0.0, max(limit - stack.right, free - stack.left)))
            limit = stack.left - FIGURES_APART
        return stacks

    def _need(self, stack: _Stack, *, above: bool) -> float:
        """The baseline of its first line, clear of what is there."""
        system, k = self.system, self.staff - 1
        edge = system.staff_edge(self.staff)
        if above:
            near = max(system.ups[k].reach(stack.left, stack.right), edge)
            return near + PAD + OVERHANG + stack.height - CAP
        near = min(system.downs[k].reach(stack.left, stack.right), -edge)
        return near - PAD - OVERHANG - CAP

    def _print(self, stack: _Stack, top: float, following: _Stack | None, *, above: bool) -> None:
        pen, staff, atom = self.system.pen, self.staff - 1, stack.direction.atom
        again = False
        right = stack.right
        for k, (line, figure) in enumerate(zip(stack.lines, stack.direction.segments, strict=True)):
            y = top - k * LINE_STEP
            for piece in line.glyphs:
                x = stack.x + piece.x
                if piece.code:
                    pen.glyph(Ink.FIGURE, staff, x, y, piece.code, scale=FIGURE_SCALE, atom=atom, echo=again)
                else:
                    style = self.typist.style
                    size = style.points(style.sizes.bar_number)
                    pen.text(Ink.FIGURE, staff, x, y, piece.text, size, Face.ROMAN, atom=atom, echo=again)
                again = True
            if figure.get("extend") and figure.get("extend") != "stop":
                start = stack.x + line.right + 0.25 if line.glyphs else stack.x
                end = self._line_end(stack, following, k, start)
                pen.line(Ink.FIGURE, staff, start, y + CAP / 2, end, y + CAP / 2, LINE, atom=atom, echo=again)
                again, right = True, max(right, end)
            elif figure.get("extend") == "stop" and not line.glyphs:
                end = stack.x + 1.2
                pen.line(Ink.FIGURE, staff, stack.x, y + CAP / 2, end, y + CAP / 2, LINE, atom=atom, echo=again)
                again, right = True, max(right, end)
        low, high = top - stack.height + CAP - OVERHANG, top + CAP + OVERHANG
        skyline = (self.system.ups if above else self.system.downs)[staff]
        skyline.add(stack.left, right, high if above else low)

    def _line_end(self, stack: _Stack, following: _Stack | None, k: int, start: float) -> float:
        """Where a line that carries a figure on ends: at the next figure, else at the end of its bar."""
        system = self.system
        _, _, end = system.cell_x[system.cell_at(stack.direction.tick)]
        end -= 0.5
        if following is not None:
            carried = k < len(following.lines) and following.direction.segments[k].get("extend")
            if carried and not following.lines[k].glyphs:
                end = following.x
            elif following.left < end:
                end = following.left - 0.4
        return max(end, start + LEAST_LINE)
