"""Room along the line for words and dynamics that would otherwise stand over each other (E43): rods."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from engraving.layout.columns.cells import LEAD_HEAD, Cell
from engraving.layout.columns.springs import Gap
from engraving.layout.columns.syllables import require
from engraving.layout.hands import hands
from engraving.layout.lettering.typeline import Typist
from engraving.layout.rows.dynamics_row import OVER_DYNAMIC
from engraving.layout.rows.hairpins import APART as BESIDE_HAIRPIN
from engraving.layout.rows.row_item import BESIDE as BESIDE_ON_ROW
from engraving.layout.rows.row_item import SIGN_ASIDE, WORDS_APART
from engraving.layout.rows.row_runs import by_place, run_of
from engraving.layout.rows.words_row import ASIDE, BESIDE
from engraving.notation.words import WordClass, direction_class, is_row_direction
from engraving.score import Part

MOST_GROWTH = 6.0  # beyond the natural distance of the notes
OFF_BARLINE = 0.7
LOOSE = 1.45  # the force of a loose line
HAIRPIN = 2.5  # between two dynamics: shorter it reads as an accent
MOST_LEAD = 4.5  # the largest hole at a bar's start
CENTRE = 0.59  # a dynamic's optical centre from the left edge of its head


class _Run(NamedTuple):
    """Type at a tick: how far it reaches left and right of its note, and how far it may give way."""

    tick: int
    left: float
    right: float
    beside: float
    slack: float
    signed: bool = True
    begins: bool = False  # with words,
    ends: bool = False  # and ends with some


class TypeRods:
    """What the words and dynamics of a part need between its notes."""

    def __init__(self, part: Part, typist: Typist) -> None:
        self._in_gap = hands(part) > 1
        self._words: dict[int, list[_Run]] = defaultdict(list)  # by staff, over the staff
        self._row: dict[int, list[_Run]] = defaultdict(list)  # by staff, on the dynamics' row
        on_row = []
        diagrams: list[tuple[int, float]] = []
        for direction in part.music.directions:
            if is_row_direction(direction):
                on_row.append(direction)
                continue
            kind = direction_class(direction)
            if self._in_gap and direction.staff == 1 and direction.segments[0].kind == "harp-pedals":
                diagrams.append((direction.tick, typist.run(direction.segments, WordClass.TECHNIQUE).right))
            if kind is WordClass.TECHNIQUE and direction.segments[0].kind == "words":
                line = typist.run(direction.segments, kind)
                self._words[direction.staff].append(_Run(direction.tick, 0.0, line.right, BESIDE, ASIDE))
        for (tick, staff), together in by_place(on_row):
            line, _ = run_of(tuple({d.segments: d for d in together}.values()), typist)
            signed = any(piece.code for piece in line.pieces)
            x = CENTRE if signed else 0.0
            words = bool(line.pieces and line.pieces[0].text), bool(line.pieces and line.pieces[-1].text)
            run = _Run(tick, x + line.left, x + line.right, BESIDE_ON_ROW, 2 * SIGN_ASIDE, signed, *words)
            self._row[staff].append(run)
        self._row[1] = _with_diagrams(self._row[1], diagrams)
        self._hairpins: dict[int, list[tuple[int, int]]] = defaultdict(list)  # by staff: from tick, to tick
        for wedge in part.music.spanners:
            if wedge.kind in ("wedge", "dashes") and wedge.start is not None and wedge.stop is not None:
                self._hairpins[wedge.start.staff].append((wedge.start.tick, wedge.stop.tick))
        for runs in (*self._words.values(), *self._row.values()):
            runs.sort()
        for hairpins in self._hairpins.values():
            hairpins.sort()

    def widen(self, cell: Cell, gaps: list[Gap]) -> None:
        """Grow the rods in ``gaps`` (the lead, then one after each column) of a bar with notes."""
        at: dict[int, int] = {}
        for by_staff in (self._words, self._row):
            for staff, runs in by_staff.items():
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
                if by_staff is not self._row:
                    continue
                if here[0].tick == cell.start:
                    _lead_in(here[0], gaps)
                if staff in self._hairpins:
                    self._of_hairpins(cell, staff, {run.tick: run for run in (*here, following) if run}, at, gaps)
                if self._in_gap:
                    self._before_barline(here, at, gaps)

    def words_within(self, start: int, stop: int) -> Iterator[Sequence[_Run]]:
        """The words over each staff from tick ``start`` to ``stop``, not included."""
        for runs in self._words.values():
            yield runs[bisect_left(runs, (start,)) : bisect_left(runs, (stop,))]

    def hanging(self, tick: int) -> float:
        """How far left of its note the type on the dynamics' rows at ``tick`` begins."""
        found = 0.0
        for runs in self._row.values():
            first = bisect_left(runs, (tick,))
            if first < len(runs) and runs[first].tick == tick:
                found = max(found, -runs[first].left)
        return found

    @staticmethod
    def _between(runs: Sequence[_Run], at: dict[int, int], gaps: list[Gap]) -> None:
        for before, after in pairwise(runs):
            if not (before.tick < after.tick and before.tick in at and after.tick in at):
                continue
            first, last = at[before.tick] + 1, at[after.tick] + 1
            if after.signed and not before.signed:  # words in a dynamic's way stand after it when that is near
                over = sum(gap.at(LOOSE) for gap in gaps[first:last]) + after.right + BESIDE_ON_ROW - before.left
                if over <= OVER_DYNAMIC:
                    continue
            _require(gaps, first, last, _apart(before, after))

    def _of_hairpins(
        self, cell: Cell, staff: int, runs: Mapping[int, _Run], at: Mapping[int, int], gaps: list[Gap]
    ) -> None:
        """A hairpin that leads to a dynamic is seen for what it is (E37)."""
        hairpins = self._hairpins[staff]
        first = bisect_left(hairpins, (cell.start,))
        for start, stop in hairpins[first : bisect_left(hairpins, (cell.end,))]:
            if start not in at or stop not in runs or not (stop in at or stop == cell.end):
                continue
            before = runs[start].right + BESIDE_HAIRPIN if start in runs else 0.0
            need = before + HAIRPIN + BESIDE_HAIRPIN - runs[stop].left
            if stop in at:
                _require(gaps, at[start] + 1, at[stop] + 1, need)
            else:
                _require(gaps, at[start] + 1, len(gaps), need - LEAD_HEAD)

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


def _lead_in(run: _Run, gaps: list[Gap]) -> None:
    """No more than half of what leads to a bar's first dynamic lies under the bar before."""
    lead = min(-(run.left + run.right) / 2, MOST_LEAD)
    if lead > gaps[0].rod:
        gaps[0] = replace(gaps[0], rod=lead)


def _apart(before: _Run, after: _Run) -> float:
    """How far their notes must be apart."""
    beside = WORDS_APART if before.ends and after.begins else before.beside
    return before.right + beside - after.left - before.slack


def _require(gaps: list[Gap], first: int, last: int, need: float) -> None:
    """Grow the rods when little is missing; type that lacks more stands over its neighbour."""
    if need - sum(gap.at(1.0) for gap in gaps[first:last]) <= MOST_GROWTH:
        require(gaps, first, last, need)
