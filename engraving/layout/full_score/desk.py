"""One instrument's lines in the score: its bars formatted by themselves, drawn where the grid puts them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from copy import copy
from typing import Any

from engraving.house import Style
from engraving.layout.bars.formatter import Formatter
from engraving.layout.columns.cells import Cell, Room
from engraving.layout.ink.inking import Inker
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.prefix import PrefixRows, arranged, prefix_rows, room_for
from engraving.layout.silent_staves import busy_places
from engraving.layout.system import System
from engraving.notation.staves import Staves
from engraving.score import ScorePart
from engraving.score.atoms import in_score
from engraving.typefaces import Faces

Alike = dict[Hashable, System]
"""What desks that rest look like in one system: those that look alike are drawn once."""


class Desk:
    """Formats and draws one part of the score; ``metres`` says whether its staves show them."""

    def __init__(self, index: int, line: ScorePart, style: Style, faces: Faces, *, metres: bool) -> None:
        self.index = index
        self.line = line
        self.part = line.part
        self.faces = faces
        self.metres = metres
        self.staves = Staves(line.part.music)
        self.formatter = Formatter(line.part, self.staves, style, faces)
        self.inker = Inker(line.part, self.formatter, style, faces)
        self.distance = style.systems.staff_distance
        self.sign_changes = self.staves.changes()
        self._signs: dict[tuple[int, bool, bool], tuple[PrefixRows, Room]] = {}
        self.cells = self.formatter.bare_cells()
        if not metres:
            for cell in self.cells:
                if cell.head_rows:
                    cell.head_rows = [row for row in cell.head_rows if row[1] != "metre"]
                    cell.head_room = cell.head_room._replace(metre=0.0)
        self._busy = bytearray(len(self.cells))
        for _, bar in busy_places(line.part):
            self._busy[bar] = 1
        self._marked = bytearray(len(self.cells))  # bars with marks that rests share with others
        for event in line.part.music.events:
            if event.marks:
                self._marked[event.bar] = 1
        steady = all(len(line.ticks) < 2 for line in self.staves.lines.values())
        self._plain = bytearray(steady and self._is_plain(cell) for cell in self.cells)

    @property
    def first_bar(self) -> int:
        """The first bar with more than rests; -1 where there is none."""
        return self._busy.find(1)

    def _is_plain(self, cell: Cell) -> bool:
        """Does a bar hold one rest on each staff, as long as the bar, and nothing else that could be seen?"""
        count = self.staves.count
        if cell.columns or cell.head_rows or cell.tail_clefs or len(cell.shapes) != count or cell.staves != count:
            return False
        return not self._marked[cell.first] and all(
            shape.whole_bar and shape.event.visible and shape.staff == staff and not (shape.side or shape.event.cue)
            for staff, shape in enumerate(cell.shapes, 1)
        )

    def set_in(self, style: Style) -> None:
        """Space and draw in this style from now on."""
        self.distance = style.systems.staff_distance
        self.formatter.set_in(style)
        self.inker.set_in(style)

    def signs(self, tick: int, *, with_metre: bool) -> tuple[PrefixRows, Room]:
        """What its staves show at the start of a line that begins at ``tick``, and what that takes: the same until a
        sign changes."""
        nearest = bisect_right(self.sign_changes, tick)
        key = nearest, bool(nearest) and self.sign_changes[nearest - 1] == tick, with_metre and self.metres
        if key not in self._signs:
            rows = prefix_rows(self.staves, tick, self.faces, with_metre=key[2])
            self._signs[key] = rows, room_for(rows)
        return self._signs[key]

    def rests(self, first: int, end: int) -> bool:
        """Is there nothing but rests in bars ``first`` to before ``end``?"""
        return not any(self._busy[first:end])

    def system(self, grid: System, room: Room, alike: Alike) -> System:
        """What the part has in the bars of ``grid``, at its places, drawn; ``room`` is for the signs it starts with.

        Of one that rests only its ink and its skylines are its own.
        """
        first = grid.cells[0].first
        cells = self.cells[first : first + len(grid.cells)]
        after = first + len(grid.cells)
        following = self.cells[after] if after < len(self.cells) else None
        rows, _ = self.signs(grid.start, with_metre=grid.prefix.metre_x >= 0)
        look: Hashable = None
        if all(self._plain[first:after]) and self.rests(first, after) and not (following and following.head_rows):
            look = tuple(rows), tuple(line.at(grid.start) for line in self.staves.lines.values()), self.distance
            if look in alike:
                return self._twin(alike[look], cells)
        shown = max(cell.staves for cell in cells)
        system = System(cells, shown, arranged(rows, room), self.staves)
        _take_places(system, grid)
        system.clef_reach = 0.0, 0.0
        system.gap_between = [self.distance] * (shown - 1)
        if self.rests(first, after) and not any(self._marked[first:after]):
            self.inker.draw_rests(system, following)
        else:
            self.inker.draw(system, following)
        if look is not None:
            alike[look] = system
        return system

    def _twin(self, system: System, cells: Sequence[Cell]) -> System:
        """The system of another desk that rests, with the rests of ``cells``."""
        twin = copy(system)
        twin.ups, twin.downs = ([skyline.copy() for skyline in side] for side in (system.ups, system.downs))
        twin.pen = Pen(self.faces, self.formatter.style.space)
        rests = iter([shape.event.id for cell in cells for shape in cell.shapes])
        twin.pen.marks = [mark if mark[1] is not Ink.REST else _renamed(mark, next(rests)) for mark in system.pen.marks]
        return twin

    def hidden(self, first: int, end: int, staves: int) -> Iterator[int]:
        """The rests, with their marks, of staves beyond the ``staves`` a system shows, by their atoms in the score."""
        if staves == self.staves.count:
            return
        for bar in range(first, end):
            for event in self.formatter.by_bar.get(bar, ()):
                if event.staff > staves:
                    for atom in (event.id, *(mark.atom for mark in event.marks)):
                        yield in_score(atom, self.index)

    def release(self, first: int, end: int) -> None:
        """Forget the shapes of bars that have been drawn and settled."""
        for cell in self.cells[first:end]:
            for shape in cell.shapes:
                self.formatter.shape_of.pop(shape.event.id, None)
            cell.columns, cell.shapes, cell.whole_rests, cell.lone_rests = [], [], [], []


def _renamed(mark: tuple[Any, ...], atom: int) -> tuple[Any, ...]:
    """A glyph that stands for another rest."""
    kind, ink, staff, x, y, code, scale, _, _, *others = mark
    return kind, ink, staff, x, y, code, scale, atom, atom, *others


def _take_places(system: System, grid: System) -> None:
    """Columns and barlines stand where the grid has them."""
    for name in ("force", "width", "room", "barlines", "courtesy_x", "is_last"):
        setattr(system, name, getattr(grid, name))
    for cell, joint, (start, free, line_x) in zip(system.cells, grid.cells, grid.cell_x, strict=True):
        system.cell_x.append((start, free, line_x + joint.tail_width - cell.tail_width))
        if cell.columns:
            x_at = {(column.tick, column.grace): column.x for column in joint.columns}
            for column in cell.columns:
                column.x = x_at[column.tick, column.grace]
                for shape in column.shapes:
                    shape.x = column.x
    system.index_columns()


def joint_cell(cells: list[Cell]) -> Cell:
    """The bar all parts share, without shapes: its signs have room on every staff."""
    joint = Cell(cells[0].bars, None)
    for cell in cells:
        if cell.head_room != joint.head_room:
            joint.head_room = joint.head_room.joined(cell.head_room)
        joint.tail_width = max(joint.tail_width, cell.tail_width)
        joint.tied_in = joint.tied_in or cell.tied_in
    return joint
