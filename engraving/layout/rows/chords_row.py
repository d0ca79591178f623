"""Chord symbols over (or under) a staff: on one height, none over another (E41, E42)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.system import System
from engraving.score import Direction

PAD = 0.5
APART = 0.6
BESIDE = 0.6  # a bar number right before a letter would be read with it
RISE_ALONE = 4.0


class _Symbol:
    """One symbol with its place along the line."""

    __slots__ = ("direction", "line", "x")

    def __init__(self, direction: Direction, line: TypeLine, x: float) -> None:
        self.direction = direction
        self.line = line
        self.x = x


class ChordsRow:
    """Sets the chord symbols of one staff of a system."""

    def __init__(self, system: System, staff: int, typist: Typist) -> None:
        self.system = system
        self.staff = staff
        self.typist = typist

    def draw(self, directions: Sequence[Direction]) -> None:
        """All symbols of the staff."""
        for above in (True, False):
            mine = [d for d in directions if (d.placement != "below") == above]
            if mine:
                self._side(mine, above=above)

    def _side(self, directions: Sequence[Direction], *, above: bool) -> None:
        system = self.system
        symbols = [
            _Symbol(d, self.typist.chord_symbol(d.text), system.x_between(d.tick))
            for d in sorted(directions, key=lambda d: (d.tick, d.atom))
        ]
        self._spread(symbols)
        needs = [self._need(symbol, above=above) for symbol in symbols]
        nearest = min(needs) if above else max(needs)
        row = max((need for need in needs if abs(need - nearest) <= RISE_ALONE), key=abs)
        skyline = (system.ups if above else system.downs)[self.staff - 1]
        for symbol, need in zip(symbols, needs, strict=True):
            y = max(row, need) if above else min(row, need)
            line = symbol.line
            line.draw(system.pen, self.staff - 1, symbol.x, y, symbol.direction.atom)
            left, right = symbol.x + line.left, symbol.x + line.right
            skyline.add(left, right, y + (line.high if above else line.low))
            system.keep_type(self.staff, (left, right, y + line.low, y + line.high), above=above)

    def _spread(self, symbols: Sequence[_Symbol]) -> None:
        """To the right where the one before needs the room, back where the line ends."""
        edge = -1.0
        for symbol in symbols:
            symbol.x = max(symbol.x, edge + APART - symbol.line.left)
            edge = symbol.x + symbol.line.right
        edge = self.system.room
        for symbol in reversed(symbols):
            symbol.x = min(symbol.x, edge - symbol.line.right)
            edge = symbol.x + symbol.line.left - APART

    def _need(self, symbol: _Symbol, *, above: bool) -> float:
        """The baseline nearest to the staff at which it is clear."""
        system, line = self.system, symbol.line
        edge = system.staff_edge(self.staff)
        left, right = symbol.x + line.left - BESIDE, symbol.x + line.right + BESIDE
        if above:
            return max(edge, system.ups[self.staff - 1].reach(left, right)) + PAD - min(line.low, 0.0)
        return min(-edge, system.downs[self.staff - 1].reach(left, right)) - PAD - line.high
