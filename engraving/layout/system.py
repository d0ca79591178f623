"""One system: a line of cells with everything at its horizontal place, and the skylines it grows (E40, E51)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from msgspec.structs import replace

from engraving.layout.columns.cells import LEAD_INK, PREFIX_HEAD, Cell, Column
from engraving.layout.columns.sharing import LinePlaces, Wishing, shared
from engraving.layout.columns.springs import Gap, lengths, solve
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.prefix import Prefix
from engraving.layout.skyline import Skyline, clearance
from engraving.notation.barlines import Barline, barline
from engraving.notation.beams import Beam
from engraving.notation.shapes import Shape
from engraving.notation.signatures import Row
from engraving.notation.staves import Staves, TimeLine
from engraving.typefaces import Faces

COURTESY_OUT = 0.4  # after the courtesies at a line's end
CLEF_REACH = 3.6, -3.8  # of every clef, so that type stands at one height whatever the clef
TIE_LEAD = 2.9  # E34: 2.4 of half tie and its gaps, before the first head of a line


class System:
    """A line being set: cells with x, a pen, and two skylines a staff."""

    def __init__(self, cells: Sequence[Cell], count: int, prefix: Prefix, staves: Staves) -> None:
        self.cells = tuple(cells)
        self.staff_count = count
        self.prefix = prefix
        self.staves = staves
        self.start = cells[0].start
        self.end = cells[-1].end
        self.halves = [self._half(staves.lines[staff]) for staff in range(1, count + 1)]
        self.force = 1.0
        self.width = 0.0
        self.room = 0.0  # to the right margin: type may reach beyond the end of a short last line
        self.cell_x: list[tuple[float, float, float]] = []  # content start, first free x, barline x
        self.barlines: list[tuple[float, Barline]] = []
        self.courtesy_x = 0.0
        self.is_last = False  # nothing follows it
        self.shapes: list[Shape] = [shape for cell in cells for shape in cell.shapes if shape.staff <= count]
        self.graced = any(column.grace < 0 for cell in cells for column in cell.columns)  # grace notes before notes
        self.columns: tuple[Column, ...] = ()  # left to right
        self._column_x: dict[int | Fraction, float] = {}
        self._cell_starts = [cell.start for cell in cells]
        self.shape_ids = frozenset(shape.event.id for shape in self.shapes)
        self.ups: list[Skyline] = []
        self.downs: list[Skyline] = []
        self._clear: dict[System, float] = {}  # following systems -> how near they can come
        self._extremes: tuple[float, float] | None = None
        self.pen: Pen
        self.pushed_marks = 0  # tempo marks that had to leave their place for the line's end
        self.metre_x: dict[int, float] = {}
        self.clef_reach = CLEF_REACH
        self.crossing: set[int] = set()  # beam groups and tremolo notes between two staves: in nobody's way
        self.beam_lines: dict[int, tuple[Beam, bool, int, float]] = {}  # atom -> line, levels up, levels, size
        self.joined = count  # staves from the top that barlines run through
        self.gap_between: list[float] = []  # of its staves, middle line to middle line
        self.ink_in_gaps: list[tuple[float, float, float, float]] = []  # slurs, beams, stems across
        self.beams_in_gaps: list[tuple[float, float, float, float]] = []  # the beams among them
        self.inner_signs: list[tuple[int, float, float, float, float]] = []  # staff, box of a glyph among the notes
        self.type_above: list[tuple[float, float, float, float]] = []  # over the top staff: x0, x1, y0, y1
        self.type_below: list[tuple[float, float, float, float]] = []  # under the lowest staff
        self.words_in_gaps: list[tuple[int, float, float, float, float]] = []  # upper staff from 0, x0, x1, y0, y1
        self.rows_in_gaps: list[tuple[int, float, float, float]] = []  # upper staff from 0, x0, x1, least gap for it

    def _half(self, lines: TimeLine[int]) -> float:
        """y of a staff's top line where it has most lines in this system."""
        return (max([lines.at(self.start), *(count for _, count in lines.within(self.start, self.end))]) - 1) / 2

    def keep_type(self, staff: int, box: tuple[float, float, float, float], *, above: bool) -> None:
        """Remember type over the top staff or under the lowest: bar numbers keep off it."""
        if above and staff == 1:
            self.type_above.append(box)
        elif not above and staff == self.staff_count:
            self.type_below.append(box)

    def open_skylines(self) -> None:
        """Skylines that hold nothing but the staff."""
        self.ups, self.downs = [], []
        self._clear = {}
        self._extremes = None
        self.words_in_gaps = []
        self.type_above = []
        self.type_below = []
        self.rows_in_gaps = []
        self.ink_in_gaps, self.beams_in_gaps = [], []
        self.inner_signs = []
        self.pushed_marks = 0
        for staff in range(1, self.staff_count + 1):
            edge = max(self.halves[staff - 1], 1.0)
            self.ups.append(Skyline(self.room, edge, up=True))
            self.downs.append(Skyline(self.room, edge, up=False))

    @property
    def extremes(self) -> tuple[float, float]:
        """How far its ink reaches over its first middle line and under its last, once it is drawn."""
        if self._extremes is None:
            self._extremes = self.ups[0].extreme(), -self.downs[-1].extreme()
        return self._extremes

    def clearance_to(self, following: System) -> float:
        """The least distance to the next system at which their skylines touch nowhere, once both are drawn."""
        if following not in self._clear:
            self._clear[following] = clearance(self.downs[-1], following.ups[0])
        return self._clear[following]

    def staff_edge(self, staff: int) -> float:
        """y of the top line; distances are measured from at least 2 (E19)."""
        return max(self.halves[staff - 1], 2.0)

    def reached(self, staff: int, y: float) -> tuple[int, float]:
        """The staff in or beyond which ``y`` of another one lies, and the y of its middle line there."""
        at, middle = staff, 0.0
        while at > 1 and y >= middle + self.gap_between[at - 2] - self.staff_edge(at - 1):
            at, middle = at - 1, middle + self.gap_between[at - 2]
        while at < self.staff_count and y <= middle - self.gap_between[at - 1] + self.staff_edge(at + 1):
            at, middle = at + 1, middle - self.gap_between[at - 1]
        return at, middle

    def barline_after(self, k: int) -> float:
        """The middle of the strokes after the cell at index ``k``."""
        x, line = self.barlines[k + len(self.barlines) - len(self.cells)]
        return x + line.middle

    def column_x(self, tick: int) -> float | None:
        """x of the column at exactly ``tick``, if there is one."""
        return self._column_x.get(tick)

    def cell_at(self, tick: int | Fraction) -> int:
        """Index in the system of the cell ``tick`` falls into (the last one when it lies beyond)."""
        return min(max(bisect_right(self._cell_starts, tick) - 1, 0), len(self.cells) - 1)

    def x_at(self, tick: int) -> float:
        """x of the first column at or after ``tick`` in its bar, else that bar's barline."""
        k = self.cell_at(tick)
        cell = self.cells[k]
        if tick >= cell.end:
            return self.barlines[-1][0]
        for column in cell.columns:
            if column.tick >= tick and column.grace == 0:
                return column.x
        return self.cell_x[k][0] if tick <= cell.start else self.cell_x[k][2]

    def x_between(self, tick: int | Fraction) -> float:
        """x of a tick by interpolation between columns, for marks at places without notes."""
        known = self._column_x.get(tick)
        if known is not None:
            return known
        k = self.cell_at(tick)
        cell = self.cells[k]
        if not cell.start <= tick < cell.end:
            return self.barlines[-1][0]
        _, free, line_x = self.cell_x[k]
        points = [(c.tick, c.x) for c in cell.columns if c.grace == 0]
        if not points or points[0][0] > cell.start:
            points.insert(0, (cell.start, free + 0.5))
        points.append((cell.end, line_x))
        for (t0, x0), (t1, x1) in pairwise(points):
            if t0 <= tick < t1:
                return x0 + (x1 - x0) * (tick - t0) / (t1 - t0)
        return line_x

    def index_columns(self) -> None:
        """Remember where columns stand, once they do."""
        self.columns = tuple(column for cell in self.cells for column in cell.columns)
        self._column_x = {c.tick: c.x for c in self.columns if c.grace == 0}


def line_gaps(cells: Sequence[Cell], prefix: Prefix, end_extra: float, start_line: Barline) -> list[Gap]:
    """All gaps of a line: its prefix, each cell's head and gaps, courtesies after the last barline."""
    gaps = [Gap(prefix.width + (start_line.width + 0.6 if start_line.width else 0.0), 0.0)]
    for k, cell in enumerate(cells):
        rest = list(cell.gaps)
        if k == 0:
            rest[0] = replace(rest[0], rod=rest[0].rod + start_lead(cell, has_line=start_line.width > 0))
        else:
            gaps.append(Gap(cell.head_width, 0.0))
        gaps += rest
    if end_extra:
        gaps.append(Gap(end_extra, 0.0))
    return gaps


def start_lead(cell: Cell, *, has_line: bool) -> float:
    """What the lead of a line's first cell needs beyond that after a barline (E40)."""
    if has_line or not cell.columns:
        return 0.4 if not cell.columns else 0.0
    left = cell.columns[0].left
    head = TIE_LEAD + cell.tie_sign if cell.tied_in else PREFIX_HEAD
    return max(head, LEAD_INK - left) - cell.lead


def courtesy_width(following: Cell | None) -> float:
    """What the key and metre of the next line's first cell take at the end of this line."""
    if following is None or not following.head_width:
        return 0.0
    return following.head_width + COURTESY_OUT


def place_columns(
    system: System,
    width: float,
    faces: Faces,
    *,
    justify: bool,
    following: Cell | None,
    end_extra: float,
    wishing: Wishing | None = None,
) -> None:
    """Solve the line's force and give every column, signature and barline its x; ``wishing`` asks for room."""
    cells = system.cells
    start_line = barline(None, cells[0].bars[0], faces)
    long, force = _shared_out(system, line_gaps(cells, system.prefix, end_extra, start_line), width, justify, wishing)
    system.force = force
    system.room = width
    system.is_last = following is None
    system.width = width if justify else min(width, sum(long))
    along = iter(long)
    x = next(along)
    if start_line.width:
        system.barlines.append((system.prefix.width + 0.6, start_line))
    for k, cell in enumerate(cells):
        start = x
        if k:
            x += next(along)
        free = x
        x += next(along)
        for column in cell.columns:
            column.x = x
            for shape in column.shapes:
                shape.x = x
            x += next(along)
        after = cells[k + 1] if k + 1 < len(cells) else None
        first = after.bars[0] if after is not None else None
        line = barline(cell.bars[-1], first, faces, final=after is None and following is None)
        x += next(along)
        line_x = x - line.width if after is not None else system.width - end_extra - line.width
        system.barlines.append((line_x, line))
        system.cell_x.append((start, free, line_x - cell.tail_width))
        x = line_x + line.width
    system.courtesy_x = x
    system.index_columns()


def _shared_out(
    system: System, gaps: Sequence[Gap], width: float, justify: bool, wishing: Wishing | None
) -> tuple[list[float], float]:
    """How long each gap of a line is, and its force: natural at most where it is not justified (E51)."""
    force = solve(gaps, width) if justify else min(solve(gaps, width), 1.0)
    long = lengths(gaps, force)
    if wishing is None:
        return long, force
    places = LinePlaces(system.cells, system.prefix.metre_x)
    return shared(gaps, width, places.rests, wishing.wishes(places), force) or (long, force)


def draw_rows(pen: Pen, ink: Ink, staff: int, x: float, row: Row, *, echo: bool = False) -> None:
    """Print a signature's glyphs with its left edge at ``x``; ``staff`` from 0."""
    for sign in row.signs:
        pen.glyph(ink, staff, x + sign.x, sign.y, sign.code, scale=sign.scale, echo=echo)
