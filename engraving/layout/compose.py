"""A part's cells cast into lines and drawn: the horizontal half of layout (E40–E53)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from engraving.house import Style, centipoints
from engraving.layout.bars.formatter import Formatter
from engraving.layout.bars.turned_ties import altered_again
from engraving.layout.casting.crossings import crossing_costs, crossings
from engraving.layout.casting.lines import Edge, Lines, LineTable
from engraving.layout.casting.movements import line_ends
from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import NATURAL
from engraving.layout.ink.cue_rows import CueRows
from engraving.layout.ink.frame import BRACE_ROOM
from engraving.layout.ink.inking import Inker
from engraving.layout.prefix import Prefix, prefix_for
from engraving.layout.system import System, courtesy_width, place_columns, start_lead
from engraving.notation.staves import Staves
from engraving.score import Direction, Part
from engraving.typefaces import Faces

LINE_PRICE = 0.5  # of cost: without it lines would be loose by nature, since to squeeze costs more than to stretch


class Composer:
    """Sets the systems of one part."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.style = style
        self.faces = faces
        self.staves = Staves(part.music)
        self.formatter = Formatter(part, self.staves, style, faces)
        self.cells = self.formatter.cells()
        self.inker = Inker(part, self.formatter, style, faces, CueRows(part, style, faces))
        self.brace_room = BRACE_ROOM if part.music.staves > 1 else 0.0
        margins = style.paper.margins
        usable = centipoints(style.paper.width - margins.left - margins.right)
        self.width = usable / style.space - self.brace_room
        self._prefixes: dict[tuple[int, bool, bool], Prefix] = {}
        self._changes = self.staves.changes()
        self._drawn: dict[tuple[int, int], System] = {}
        self._marks: dict[int, list[Direction]] = defaultdict(list)
        for direction in part.directions:
            self._marks[direction.tick].append(direction)

    @cached_property
    def table(self) -> LineTable:
        """Every line the part could be cast off into, with its cost."""
        count = len(self.cells)
        return LineTable(
            self.cells,
            [self._edge(k) for k in range(count)],
            crossing_costs([cell.end for cell in self.cells], crossings(self.formatter, self.inker.repeats)),
            self.width,
            last_line_full=self.style.spacing.last_line_full,
            limits=(self.style.spacing.squeeze, self.style.spacing.stretch),
            reach=line_ends(self.cells),
            price=LINE_PRICE,
        )

    def systems(self, lines: Lines) -> list[System]:
        """All systems of a casting-off, drawn; those drawn before are kept."""
        for line in lines:
            if line not in self._drawn:
                self._drawn[line] = self._system(*line)
        return [self._drawn[line] for line in lines]

    @property
    def drawn(self) -> Collection[tuple[int, int]]:
        """The lines drawn so far."""
        return self._drawn.keys()

    def set_apart(self, system: System, gaps: Sequence[float]) -> System:
        """A system drawn anew, its staves' middle lines so far apart, or as far as their ink needs (E49)."""
        first = bisect_left(self.cells, system.start, key=lambda cell: cell.start)
        return self._system(first, first + len(system.cells), gaps)

    def turned_to(self, system: System) -> System:
        """A system that begins a page after a turn: what is altered and tied over the turn is altered again (E13)."""
        first = bisect_left(self.cells, system.start, key=lambda cell: cell.start)
        end = first + len(system.cells)
        following = self.cells[first + 1] if first + 1 < len(self.cells) else None
        again = altered_again(self.cells[first], following, self.formatter)
        if again is None:
            return system
        self.cells[first] = again
        return self._system(first, end)

    # Line breaking

    def prefix(self, k: int) -> Prefix:
        """The prefix of a line starting at cell ``k``: the same until the staves change."""
        tick = self.cells[k].start
        changed = k == 0 or any(ink == "metre" for _, ink, _ in self.cells[k].head_rows)
        at = bisect_left(self._changes, tick)
        key = at, changed, at < len(self._changes) and self._changes[at] == tick
        if key not in self._prefixes:
            self._prefixes[key] = prefix_for(self.staves, tick, self.faces, with_metre=changed)
        return self._prefixes[key]

    def _edge(self, k: int) -> Edge:
        cell = self.cells[k]
        opening = 1.5 if cell.bars[0].repeat_start else 0.0
        start = self.prefix(k).width + start_lead(cell, has_line=opening > 0) + opening - cell.head_width
        following = self.cells[k + 1] if k + 1 < len(self.cells) else None
        return Edge(start, courtesy_width(following), self._bonus(k), self.formatter.spacer.tempo_room.reach(cell))

    def _bonus(self, k: int) -> float:
        """E53: a line likes to start with a rehearsal mark, a new tempo or after a double bar."""
        if k == 0:
            return 0.0
        cell = self.cells[k]
        before = self.cells[k - 1].bars[-1]
        marks = self._marks.get(cell.start, ())
        bonus = 0.0
        if any(s.kind == "rehearsal" for d in marks for s in d.segments):
            bonus -= 0.7
        elif marks:
            bonus -= 0.25
        if before.right in ("light-light", "heavy-heavy") or before.repeat_end:
            bonus -= 0.25
        return bonus

    # Drawing

    def _system(self, first: int, end: int, gaps: Sequence[float] = ()) -> System:
        cells = self.cells[first:end]
        following = self.cells[end] if end < len(self.cells) else None
        shown = max(cell.staves for cell in cells)
        system = System(cells, shown, self.prefix(first), self.staves)
        end_extra = courtesy_width(following)
        justify = following is not None or self._full_enough(cells, system)
        wishing = self.formatter.spacer.type_room
        place_columns(
            system, self.width, self.faces, justify=justify, following=following, end_extra=end_extra,
            wishing=wishing,
        )  # fmt: skip
        system.gap_between = list(gaps) or [self.style.systems.staff_distance] * (shown - 1)
        self.inker.draw(system, following)
        return system

    def _full_enough(self, cells: Sequence[Cell], system: System) -> bool:
        natural = system.prefix.width + sum(cell.widths[NATURAL] for cell in cells)
        return natural >= self.style.spacing.last_line_full * self.width
