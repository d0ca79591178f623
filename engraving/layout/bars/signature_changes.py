"""Clefs, keys and metres that change at a bar's start, inside it, or after it (E40)."""

from __future__ import annotations

from engraving.layout.columns.cells import CLEF_GAP, Cell, Room
from engraving.notation.metres import metre_row
from engraving.notation.signatures import CLEF_CHANGE_SCALE, Row, clef_row, key_row
from engraving.notation.staves import Staves
from engraving.score import Clef
from engraving.typefaces import Faces


class Signatures:
    """The rows of glyphs that say what changes on a part's ``staves``."""

    def __init__(self, staves: Staves, faces: Faces) -> None:
        self.staves = staves
        self.faces = faces
        changing = (line for lines in (staves.keys, staves.metres) for line in lines.values())
        self._head_ticks = {tick for line in changing for tick in line.ticks if tick}
        self._clef_changing = [staff for staff, line in staves.clefs.items() if line.ticks and line.ticks[-1] > 0]

    def set_head(self, cell: Cell) -> None:
        """Key and metre changes at its start, drawn after the barline unless the line starts here."""
        tick = cell.start
        if tick not in self._head_ticks:
            return
        keys: list[tuple[int, str, Row]] = []
        metres: list[tuple[int, str, Row]] = []
        for staff in range(1, self.staves.count + 1):
            key = self.staves.keys[staff].change_at(tick)
            if key is not None:
                old = self.staves.keys[staff].before(tick)
                if key.alters() != old.alters():
                    row = key_row(key, old, self.staves.clefs[staff].at(tick), self.faces)
                    keys.append((staff, "key", row))
            metre = self.staves.metres[staff].change_at(tick)
            if metre is not None and metre != self.staves.metres[staff].before(tick):
                row = metre_row(metre, self.faces)
                metres.append((staff, "metre", row))
        cell.head_rows = keys + metres
        cell.head_room = Room(
            key=max((row.width for _, _, row in keys), default=0.0),
            metre=max((row.width for _, _, row in metres), default=0.0),
        )

    def inner_clefs(self, cell: Cell) -> list[tuple[int, int, Clef, Row]]:
        """Tick, staff, clef and glyph of each that changes inside a cell."""
        result = []
        for staff in self._clef_changing:
            line = self.staves.clefs[staff]
            for tick, clef in line.within(cell.start, cell.end):
                if clef == line.before(tick):
                    continue
                lines = self.staves.lines[staff].at(tick)
                result.append((tick, staff, clef, clef_row(clef, self.faces, lines=lines, scale=CLEF_CHANGE_SCALE)))
        return result

    def set_tail(self, cell: Cell, following: Cell | None) -> None:
        """Clef changes of the next bar stand before this cell's barline."""
        if following is None or not self._clef_changing:
            return
        tick = following.start
        for staff in self._clef_changing:
            line = self.staves.clefs[staff]
            clef = line.change_at(tick)
            if clef is None or clef == line.before(tick):
                continue
            lines = self.staves.lines[staff].at(tick)
            cell.tail_clefs.append((staff, clef, clef_row(clef, self.faces, lines=lines, scale=CLEF_CHANGE_SCALE)))
        width = max((row.width for _, _, row in cell.tail_clefs), default=0.0)
        cell.tail_width = width + 2 * CLEF_GAP if width else 0.0
