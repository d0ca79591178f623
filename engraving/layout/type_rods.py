"""Room along the line for words and dynamics that would otherwise stand over each other (E43): rods."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from engraving.layout.cells import LEAD_HEAD, Cell
from engraving.layout.dynamics_row import BESIDE as BESIDE_ON_ROW
from engraving.layout.dynamics_row import SIGN_ASIDE, is_row_direction
from engraving.layout.frame import is_braced
from engraving.layout.springs import Gap
from engraving.layout.syllables import require
from engraving.layout.typeline import Typist
from engraving.layout.words_row import ASIDE, BESIDE
from engraving.notation.words import WordClass, direction_class
from engraving.score import Part

MOST_GROWTH = 6.0  # beyond the natural distance of the notes
OFF_BARLINE = 0.7
CENTRE = 0.59  # a dynamic's optical centre from the left edge of its head


class _Run(NamedTuple):
    """Type at a tick: how far it reaches left and right of its note, and how far it may give way."""

    tick: int
    left: float
    right: float
    beside: float
    slack: float
    signed: bool = True


class TypeRods:
    """What the words and dynamics of a part need between its notes."""

    def __init__(self, part: Part, typist: Typist) -> None:
        self._in_gap = part.music.staves > 1 and is_braced(part)
        self._words: dict[int, list[_Run]] = defaultdict(list)  # by staff, over the staff
        self._row: dict[int, list[_Run]] = defaultdict(list)  # by staff, on the dynamics' row
        diagrams: list[tuple[int, float]] = []
        for direction in part.music.directions:
            if self._in_gap and direction.staff == 1 and direction.segments[0].kind == "harp-pedals":
                diagrams.append((direction.tick, typist.run(direction.segments, WordClass.TECHNIQUE).right))
            on_row = is_row_direction(direction)
            kind = direction_class(direction)
            if not on_row and (kind is not WordClass.TECHNIQUE or direction.segments[0].kind != "words"):
                continue
            line = typist.run(direction.segments, kind)
            if on_row:
                signed = any(piece.code for piece in line.pieces)
                x = CENTRE if signed else 0.0
                run = _Run(direction.tick, x + line.left, x + line.right, BESIDE_ON_ROW, 2 * SIGN_ASIDE, signed)
                self._row[direction.staff].append(run)
            else:
                self._words[direction.staff].append(_Run(direction.tick, 0.0, line.right, BESIDE, ASIDE))
        self._row[1] = _with_diagrams(self._row[1], diagrams)
        for runs in (*self._words.values(), *self._row.values()):
            runs.sort()

    def widen(self, cell: Cell, gaps: list[Gap]) -> None:
        """Grow the rods in ``gaps`` (the lead, then one after each column) of a bar with notes."""
        at: dict[int, int] = {}
        for by_staff in (self._words, self._row):
            for runs in by_staff.values():
                first = bisect_left(runs, (cell.start,))
                here = [run for run in runs[first : first + len(cell.columns)] if run.tick < cell.end]
                if not here:
                    continue
                at = at or {column.tick: i for i, column in enumerate(cell.columns) if column.grace == 0}
                self._between(here, at, gaps)
                following = runs[first + len(here)] if first + len(here) < len(runs) else None
                if following is not None and following.tick == cell.end and here[-1].tick in at:
                    need = _apart(here[-1], following) - LEAD_HEAD
                    _require(gaps, at[here[-1].tick] + 1, len(gaps), need)
                if by_staff is self._row and self._in_gap:
                    self._before_barline(here, at, gaps)

    @staticmethod
    def _between(runs: Sequence[_Run], at: dict[int, int], gaps: list[Gap]) -> None:
        for before, after in pairwise(runs):
            gives_way = after.signed and not before.signed  # words stand after a dynamic in their way
            if before.tick < after.tick and before.tick in at and after.tick in at and not gives_way:
                _require(gaps, at[before.tick] + 1, at[after.tick] + 1, _apart(before, after))

    @staticmethod
    def _before_barline(runs: Sequence[_Run], at: dict[int, int], gaps: list[Gap]) -> None:
        """Between two staves type keeps off the barlines that pass there."""
        for run in runs:
            if run.tick in at:
                _require(gaps, at[run.tick] + 1, len(gaps), run.right + OFF_BARLINE)


def _with_diagrams(row: list[_Run], diagrams: Sequence[tuple[int, float]]) -> list[_Run]:
    """Diagrams of harp pedals (tick, width) stand between the staves, beside the dynamic of their beat (E49)."""
    at = {run.tick: run for run in row} if diagrams else {}
    for tick, width in diagrams:
        dynamic = at.get(tick)
        if dynamic is None:
            row.append(_Run(tick, 0.0, width, BESIDE_ON_ROW, 0.0))
        else:
            row[row.index(dynamic)] = dynamic._replace(right=dynamic.right + BESIDE + width, slack=0.0)
    return row


def _apart(before: _Run, after: _Run) -> float:
    """How far their notes must be apart."""
    return before.right + before.beside - after.left - before.slack


def _require(gaps: list[Gap], first: int, last: int, need: float) -> None:
    """Grow the rods when little is missing; type that lacks more stands over its neighbour."""
    if need - sum(gap.at(1.0) for gap in gaps[first:last]) <= MOST_GROWTH:
        require(gaps, first, last, need)
