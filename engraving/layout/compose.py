"""A part's cells cast into lines and drawn: the horizontal half of layout (E40–E53)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style, centipoints
from engraving.layout import notes
from engraving.layout.cells import Cell, Formatter
from engraving.layout.frame import draw_frame
from engraving.layout.lines import SPLIT_GROUP, Edge, break_lines
from engraving.layout.pen import Pen
from engraving.layout.system import COURTESY_IN, Prefix, System, place_columns, prefix_for, start_lead
from engraving.notation.staves import Staves
from engraving.score import Part
from engraving.typefaces import Faces

INNER_GAP = 12.0  # E49: middle line to middle line, inner gap 8 natural


class Composer:
    """Sets the systems of one part."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.style = style
        self.faces = faces
        self.staves = Staves(part.music)
        self.formatter = Formatter(part, self.staves, style, faces)
        self.cells = self.formatter.cells()
        self.beams = {group.atom: group for group in part.music.beams}
        self.brace_room = 1.2 if part.music.staves > 1 else 0.0
        margins = style.paper.margins
        usable = centipoints(style.paper.width - margins.left - margins.right)
        self.width = usable / style.space - self.brace_room
        self._prefixes: dict[tuple[int, bool], Prefix] = {}

    def systems(self) -> list[System]:
        """All systems, drawn."""
        edges = [self._edge(k) for k in range(len(self.cells))]
        breaks = break_lines(
            self.cells,
            edges,
            self.width,
            last_line_full=self.style.spacing.last_line_full,
            breakable=self._crossing_cost,
        )
        count = len(breaks.lines)
        return [self._system(a, b, k, last_line=k == count - 1) for k, (a, b) in enumerate(breaks.lines)]

    # Line breaking

    def prefix(self, k: int) -> Prefix:
        """The prefix of a line starting at cell ``k``."""
        tick = self.cells[k].start
        changed = k == 0 or any(ink == "metre" for _, ink, _ in self.cells[k].head_rows)
        key = (tick, changed)
        if key not in self._prefixes:
            self._prefixes[key] = prefix_for(self.staves, tick, self.faces, with_metre=changed)
        return self._prefixes[key]

    def _edge(self, k: int) -> Edge:
        cell = self.cells[k]
        opening = 1.5 if cell.bars[0].repeat_start else 0.0
        start = self.prefix(k).width + start_lead(cell, has_line=opening > 0) + opening - cell.head_width
        following = self.cells[k + 1] if k + 1 < len(self.cells) else None
        return Edge(start, self._courtesy_width(following), self._bonus(k))

    @staticmethod
    def _courtesy_width(following: Cell | None) -> float:
        if following is None or not following.head_width:
            return 0.0
        return following.head_width + COURTESY_IN * 0.5

    def _bonus(self, k: int) -> float:
        """E53: a line likes to start with a rehearsal mark, a new tempo or after a double bar."""
        if k == 0:
            return 0.0
        cell = self.cells[k]
        before = self.cells[k - 1].bars[-1]
        marks = [d for d in self.part.directions if d.tick == cell.start]
        bonus = 0.0
        if any(s.kind == "rehearsal" for d in marks for s in d.segments):
            bonus -= 0.35
        elif marks:
            bonus -= 0.15
        if before.right in ("light-light", "heavy-heavy") or before.repeat_end:
            bonus -= 0.25
        return bonus

    def _crossing_cost(self, k: int) -> float:
        """What a break after cell ``k`` cuts: ties and slurs cost little, beams and tuplets are forbidden."""
        tick = self.cells[k].end
        if self._crossings is None:
            self._crossings = self._collect_crossings()
        cost = 0.0
        for start, stop, price in self._crossings:
            if start < tick < stop:
                cost += price
        return cost

    _crossings: list[tuple[int, int, float]] | None = None

    def _collect_crossings(self) -> list[tuple[int, int, float]]:
        events = self.formatter.events
        result = []
        for group in self.part.music.beams:
            members = [events[i] for i in group.events if i in events]
            if members and members[0].bar != members[-1].bar:
                result.append((members[0].tick, members[-1].end, SPLIT_GROUP))
        prices = {"tuplet": SPLIT_GROUP, "glissando": SPLIT_GROUP, "slide": SPLIT_GROUP, "tremolo": SPLIT_GROUP}
        for spanner in self.part.music.spanners:
            if spanner.start is not None and spanner.stop is not None and spanner.stop.tick > spanner.start.tick:
                price = prices.get(spanner.kind, 0.04 if spanner.kind in ("tie", "slur") else 0.0)
                stop = spanner.stop.tick + (1 if spanner.kind in ("tie", "slur") else 0)
                if price:
                    result.append((spanner.start.tick, stop, price))
        return result

    # Drawing

    def _system(self, first: int, last: int, number: int, *, last_line: bool) -> System:
        cells = self.cells[first : last + 1]
        following = self.cells[last + 1] if last + 1 < len(self.cells) else None
        system = System(cells, number, self.staves.count, self.prefix(first), self.staves)
        system.pen = Pen(self.faces, self.style.space)
        end_extra = self._courtesy_width(following)
        justify = not last_line or self._full_enough(cells, system)
        place_columns(system, self.width, justify=justify, following=following, end_extra=end_extra)
        system.open_skylines()
        system.gap_between = [INNER_GAP] * (self.staves.count - 1)
        self._draw(system, following)
        return system

    def _full_enough(self, cells: Sequence[Cell], system: System) -> bool:
        natural = system.prefix.width + sum(cell.widths[5] for cell in cells)
        return natural >= self.style.spacing.last_line_full * self.width

    def _draw(self, system: System, following: Cell | None) -> None:
        draw_frame(system, following, self.faces)
        notes.draw_notes(system, self.beams, self.faces)
