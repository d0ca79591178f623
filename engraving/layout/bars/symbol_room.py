"""Room for chord symbols and figured bass: neighbours stand beside each other (E50)."""

from __future__ import annotations

from bisect import bisect_left

from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import Gap
from engraving.layout.columns.syllables import require
from engraving.layout.lettering.typeline import Typist
from engraving.notation.figures import FIGURES_APART, stack_extent
from engraving.score import Direction, Music
from engraving.typefaces import Faces

CHORD_APART = 0.8


class SymbolRoom:
    """What the chord symbols and figures of a part take, in staff spaces; false where it has none."""

    def __init__(self, music: Music, typist: Typist, faces: Faces) -> None:
        self._typist = typist
        self._faces = faces
        self._widths: dict[int, float] = {}  # by tick
        for direction in music.directions:
            if direction.segments and direction.segments[0].kind in ("harmony", "figured-bass"):
                self._widths[direction.tick] = max(self._width(direction), self._widths.get(direction.tick, 0.0))
        self._ticks = sorted(self._widths)

    def __bool__(self) -> bool:
        return bool(self._widths)

    def _width(self, direction: Direction) -> float:
        """What a chord symbol or a stack of figures takes from its note on, with the gap after it."""
        if direction.segments[0].kind == "harmony":
            return self._typist.chord_symbol(direction.text).right + CHORD_APART
        left, right = stack_extent(direction.segments, self._faces)
        return right - left + FIGURES_APART

    def room(self, cell: Cell) -> float:
        """What all chord symbols and figures of a bar take side by side."""
        return sum(self._widths[tick] for tick in self._ticks_in(cell))

    def _ticks_in(self, cell: Cell) -> list[int]:
        ticks = self._ticks
        return ticks[bisect_left(ticks, cell.start) : bisect_left(ticks, cell.end)]

    def widen(self, cell: Cell, gaps: list[Gap], first: int) -> None:
        """Neighbouring chord symbols and figures of a bar need their width between them.

        ``gaps`` begin with those before the first column, whose own is ``first``.
        """
        ticks = self._ticks_in(cell)
        if not ticks:
            return
        at = {column.tick: i for i, column in enumerate(cell.columns) if column.grace == 0}
        if all(tick in at for tick in ticks):
            places = sorted(at[tick] + first for tick in ticks)
            for tick, place in zip(ticks, places, strict=True):
                require(gaps, place, next((p for p in places if p > place), len(gaps)), self._widths[tick])
        else:  # some stand between notes: the bar has room for all
            require(gaps, first, len(gaps), self.room(cell))
