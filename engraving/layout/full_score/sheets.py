"""Systems on sheets: as many as fit, stretched or squeezed to the page, dividers between them (R65, E55)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style, centipoints
from engraving.layout.full_score.edge import Named
from engraving.layout.full_score.framing import Framing
from engraving.layout.full_score.rows import Row
from engraving.layout.full_score.stack import Stack
from engraving.layout.page import Ink, Item, Page, Staff
from engraving.layout.pen import Pen

SYSTEMS_APART = 9.0  # ink to ink, between systems of a page
MOST_STRETCH = 1.7  # of gaps,
MOST_ALONE = 2.1  # and of those of a system that fills a page by itself
DIVIDER = 3.0  # its width
DIVIDER_THICK = 0.6
UNDIVIDED = 5  # systems of so few staves need no divider


class DrawnSystem:
    """A stack with its rows; ``indent`` is what stands left of its staves, in spaces; those ``named``
    have full names there."""

    def __init__(self, stack: Stack, rows: Sequence[Row], indent: float, named: Named) -> None:
        self.stack = stack
        self.rows = rows
        self.indent = indent
        self.named = named


class Sheet:
    """One page being filled. ``room`` is the height for music in spaces, from ``top`` downwards (1/100 pt).

    It is to be printed ``reduced`` by that factor.
    """

    def __init__(self, top: float, room: float, framing: Framing, style: Style, reduced: float = 1.0) -> None:
        self.top = top
        self.room = room
        self.framing = framing
        self.style = style
        self.reduced = reduced
        self.systems: list[DrawnSystem] = []

    def takes(self, system: DrawnSystem) -> bool:
        """Is there room for one more, half squeezed?"""
        if not self.systems:
            return True
        height = 0.0
        for one in (*self.systems, system):
            stack = one.stack
            height += (stack.height(stack.least) + stack.height(stack.natural)) / 2
        return height + len(self.systems) * SYSTEMS_APART <= self.room

    @property
    def missing(self) -> float:
        """By how much the page is too low even with the tightest gaps; negative when it is not."""
        return self._height([one.stack.tight for one in self.systems]) - self.room

    @property
    def missing_nature(self) -> float:
        """By how much it is too low with the gaps that look best."""
        return self._height([one.stack.natural for one in self.systems]) - self.room

    def _height(self, gaps: Sequence[Sequence[float]]) -> float:
        """Of all systems with these gaps in each."""
        high = sum(one.stack.height(own) for one, own in zip(self.systems, gaps, strict=True))
        return high + (len(self.systems) - 1) * SYSTEMS_APART

    def page(self) -> Page:
        """Everything at its place, furniture apart."""
        space, paper = self.style.space, self.style.paper
        items: list[Item] = []
        staves: list[Staff] = []
        y = self.top
        share = self._share()
        for number, system in enumerate(self.systems):
            stack = system.stack
            gaps = _shared(stack, share)
            y -= stack.above * space
            offsets = stack.staves(gaps)
            tops = [y + offset * space for offset in offsets]
            self._settle(system, gaps, offsets, tops, number, items, staves)
            y = tops[-1] - stack.below * space
            if number + 1 < len(self.systems):
                between = SYSTEMS_APART * space * max(1.0, share)
                if len(offsets) > UNDIVIDED:
                    items += self._divider(system, y - between / 2, len(staves))
                y -= between
        margins = (
            centipoints(paper.margins.left), centipoints(paper.margins.bottom), centipoints(paper.margins.right),
            centipoints(paper.margins.top),
        )  # fmt: skip
        return Page(centipoints(paper.width), centipoints(paper.height), margins, tuple(items), (), tuple(staves))

    def _divider(self, system: DrawnSystem, y: float, staff: int) -> list[Item]:
        """Slanting strokes at both ends of the space between two systems, told as ink of ``staff``."""
        pen = Pen(self.framing.faces, self.style.space)
        for x in (0.0, system.stack.grid.width - DIVIDER - 0.5):
            for rise in (-0.55, 0.55):
                pen.line(Ink.DIVIDER, 0, x, rise - 0.7, x + DIVIDER, rise + 0.7, DIVIDER_THICK)
        left = centipoints(self.style.paper.margins.left) + system.indent * self.style.space
        return pen.settle(left, [y], self.style.space, staff)

    def _share(self) -> float:
        """How the gaps of the page are set: from tight (-1) over least (0) and natural (1) to stretched ones."""
        stacks = [one.stack for one in self.systems]
        least = self._height([stack.least for stack in stacks])
        natural = self._height([stack.natural for stack in stacks])
        if least > self.room:
            tight = self._height([stack.tight for stack in stacks])
            return max(-1.0, (self.room - least) / (least - tight)) if least > tight else -1.0
        if natural > self.room:
            return (self.room - least) / (natural - least)
        stretchable = sum(sum(stack.natural) for stack in stacks) + (len(stacks) - 1) * SYSTEMS_APART
        shared = len(stacks) > 1 or 2 * natural + SYSTEMS_APART <= self.room
        most = MOST_STRETCH if shared else MOST_ALONE
        return min(most, 1.0 + (self.room - natural) / stretchable) if stretchable else 1.0

    def _settle(
        self,
        system: DrawnSystem,
        gaps: Sequence[float],
        offsets: Sequence[float],
        tops: Sequence[float],
        number: int,
        items: list[Item],
        staves: list[Staff],
    ) -> None:
        space = self.style.space
        stack, grid = system.stack, system.stack.grid
        left = centipoints(self.style.paper.margins.left) + system.indent * space
        before = len(staves)
        for one in stack.shown:
            mine = tops[one.first : one.last + 1]
            items += one.system.pen.settle(left, mine, space, before + one.first + 1, part=one.desk.index)
            for k, middle in enumerate(mine):
                lines = one.desk.staves.lines[k + 1].at(grid.start)
                staves.append(
                    Staff(
                        len(staves) + 1, number, round(left), round(left + grid.width * space), round(middle),
                        round(space), lines, (grid.cells[0].first, grid.cells[-1].last), round(grid.force, 3),
                    )
                )  # fmt: skip
        pen = self.framing.draw(stack, system.rows, gaps, offsets, system.named)
        items += pen.settle(left, tops, space, before + 1)
        for row in system.rows:
            items += row.pen.settle(left, tops[row.staff :], space, before + 1 + row.staff, restated=row.restated)


def _shared(stack: Stack, share: float) -> list[float]:
    """The gaps of a stack; see ``Sheet._share``."""
    if share < 0.0:
        return [b + (b - a) * share for a, b in zip(stack.tight, stack.least, strict=True)]
    if share < 1.0:
        return [a + (b - a) * share for a, b in zip(stack.least, stack.natural, strict=True)]
    return [gap * share for gap in stack.natural]
