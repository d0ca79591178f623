"""The frame notes stand in: staff lines, braces, clefs, keys, metres, multi-rests (E40, E47)."""

from __future__ import annotations

from collections.abc import Iterator

from engraving.layout.columns.cells import CLEF_GAP, SIGN_LEAD, Cell
from engraving.layout.ink.barlines import raise_wings
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System, draw_rows
from engraving.notation.metres import digit_codes, figures_width
from engraving.notation.signatures import Row
from engraving.notation.voice_rests import settle_whole_rest
from engraving.score import MultiRest
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

H_BAR_OFF = 1.0
H_BAR_SERIF = 0.16
COUNT_SIDE = 0.8  # nearer than this a count is read with the metronome mark before it
BRACKET_OFF = 0.5
BRACKET_BEYOND = 0.25  # the outer staff lines
BRACE_RIGHT = -0.35
BRACE_ROOM = 2.2  # left of the staves, inside the margin


def draw_frame(system: System, following: Cell | None, faces: Faces) -> None:
    """Everything that does not move with the notes."""
    _staff_lines(system)
    raise_wings(system)
    for sign in system.prefix.signs:
        _sign(system, sign.ink, sign.staff, sign.x, sign.row)
    for k, cell in enumerate(system.cells):
        start, _, tail_x = system.cell_x[k]
        if k:
            _head(system, cell, start)
        for staff, _, row in cell.tail_clefs:
            _sign(system, Ink.CLEF, staff, tail_x + CLEF_GAP, row, echo=k == len(system.cells) - 1)
            _remember(system, staff, tail_x + CLEF_GAP, row)
        for column in cell.columns:
            for staff, _, row, dx in column.clefs:
                _sign(system, Ink.CLEF, staff, column.x + dx, row)
                _remember(system, staff, column.x + dx, row)
        if cell.multi_rest is not None:
            _multi_rest(system, cell.multi_rest, k, faces)
        _whole_rests(system, cell, k)
    if following is not None and following.head_rows:
        _courtesies(system, following)


def _sign(system: System, ink: Ink, staff: int, x: float, row: Row, *, echo: bool = False) -> None:
    """A clef, key or metre; a staff that the system does not show has none."""
    if staff > system.staff_count:
        return
    draw_rows(system.pen, ink, staff - 1, x, row, echo=echo)
    high, low = system.clef_reach if ink is Ink.CLEF else (2.6, -2.6)
    for sign in row.signs:
        box = system.pen.box(sign.code)
        high, low = max(high, sign.y + box.y1 * sign.scale), min(low, sign.y + box.y0 * sign.scale)
    system.ups[staff - 1].add(x, x + row.width, high)
    system.downs[staff - 1].add(x, x + row.width, low)


def _staff_lines(system: System) -> None:
    thick = system.pen.thickness.staff_line
    for staff in range(system.staff_count):
        for start, x0, x1 in _line_stretches(system, staff + 1):
            half = (start - 1) / 2
            for i in range(start):
                y = half - i
                system.pen.line(Ink.STAFF_LINE, staff, x0, y, x1, y, thick)


def _line_stretches(system: System, staff: int) -> list[tuple[int, float, float]]:
    """(number of lines, from, to): staff lines may change within a system."""
    line = system.staves.lines[staff]
    stretches = [(line.at(system.start), 0.0)]
    for tick, count in line.within(system.start, system.end):
        k = system.cell_at(tick)
        # From the barline on, so that no bar has a piece of the old staff.
        x = system.barline_after(k - 1) if k and system.cells[k].start == tick else system.x_at(tick) - 0.5
        stretches.append((count, x))
    ends = [x for _, x in stretches[1:]] + [system.width]
    return [(count, x0, x1) for (count, x0), x1 in zip(stretches, ends, strict=True)]


def draw_left_edge(system: System, faces: Faces, *, hands: int) -> None:
    """Two and more staves: a thin line, and before it a brace round those of two ``hands``, or a bracket (E40, E49)."""
    if system.staff_count == 1:
        return
    bottom = -sum(system.gap_between)
    thick = system.pen.thickness.thin_barline
    x, top = thick / 2, 2.0 + system.pen.thickness.staff_line / 2
    system.pen.line(Ink.SYSTEM_LINE, 0, x, top, x, bottom - top, thick)
    if not hands:
        _bracket(system, bottom)
        return
    draw_brace(system.pen, 0, BRACE_RIGHT, -sum(system.gap_between[: hands - 1]), faces)


def draw_brace(pen: Pen, staff: int, right: float, bottom: float, faces: Faces) -> None:
    """A brace that ends at ``right``, from ``staff`` to one whose middle line lies at ``bottom`` from its own."""
    height = 4.0 - bottom
    box = faces.box(g.BRACE)
    scale = height / (box.y1 - box.y0)
    x = right - box.x1 * scale
    if x + box.x0 * scale < right - BRACE_RIGHT - BRACE_ROOM:
        _tall_brace(pen, staff, right, height, bottom)
        return
    pen.glyph(Ink.BRACE, staff, x, bottom - 2.0 - box.y0 * scale, g.BRACE, scale=scale)


def _tall_brace(pen: Pen, staff: int, right: float, height: float, bottom: float) -> None:
    """A brace that grows in height only: the font's would be too wide for the margin."""
    width = BRACE_ROOM - 0.4
    left = right - width
    middle = bottom - 2.0 + height / 2
    for sign in (1.0, -1.0):
        half = sign * height / 2
        pen.curve(
            Ink.BRACE, staff,
            (
                left, middle,
                left + 0.95 * width, middle + 0.12 * half, left - 0.05 * width, middle + 0.80 * half,
                right, middle + half,
                left + 0.25 * width, middle + 0.78 * half, left + 1.35 * width, middle + 0.16 * half, left, middle,
            ),
        )  # fmt: skip


def _bracket(system: System, bottom: float) -> None:
    """Thick line and hooks for like instruments and divided strings."""
    thick = system.pen.thickness.bracket
    x = -BRACKET_OFF - thick / 2
    top = 2.0 + system.pen.thickness.staff_line / 2 + BRACKET_BEYOND
    foot = bottom - top
    system.pen.line(Ink.BRACKET, 0, x, top, x, foot, thick)
    system.pen.glyph(Ink.BRACKET, 0, x - thick / 2, top, g.BRACKET_TOP)
    system.pen.glyph(Ink.BRACKET, 0, x - thick / 2, foot, g.BRACKET_BOTTOM)
    system.ups[0].add(0.0, 0.3, 4.0)
    system.downs[-1].add(0.0, 0.3, -4.0)


def _head(system: System, cell: Cell, start: float) -> None:
    """Key, then metre, after the barline."""
    for staff, ink, x, row in _side_by_side(cell, start):
        _sign(system, ink, staff, x, row)
        _remember(system, staff, x, row)
        if ink is Ink.METRE:
            system.metre_x[cell.start] = x


def _remember(system: System, staff: int, x: float, row: Row) -> None:
    """Keep the boxes of signs among the notes, for ties to pass."""
    for sign in row.signs:
        box, left = system.pen.box(sign.code).scaled(sign.scale), x + sign.x
        system.inner_signs.append((staff, left + box.x0, left + box.x1, sign.y + box.y0, sign.y + box.y1))


def _side_by_side(cell: Cell, x: float) -> Iterator[tuple[int, Ink, float, Row]]:
    """Keys, then metres of a cell's head as (staff, ink, x, glyphs)."""
    for kind, ink, width in (("key", Ink.KEY, cell.head_room.key), ("metre", Ink.METRE, cell.head_room.metre)):
        if width:
            x += SIGN_LEAD
            yield from ((staff, ink, x, row) for staff, what, row in cell.head_rows if what == kind)
            x += width


def _courtesies(system: System, following: Cell) -> None:
    for staff, ink, x, row in _side_by_side(following, system.courtesy_x):
        _sign(system, ink, staff, x, row, echo=True)


def _whole_rests(system: System, cell: Cell, k: int) -> None:
    """E15: whole-bar rests are centred in the free width of their bar, clear of what other voices have there."""
    _, free, line_x = system.cell_x[k]
    for shape in cell.whole_rests:
        box = shape.boxes[0]
        shape.x = (free + line_x) / 2 - (box.x0 + box.x1) / 2
    for shape in cell.lone_rests:
        settle_whole_rest(shape, [s for s in cell.shapes if s.staff == shape.staff])


def _multi_rest(system: System, rest: MultiRest, k: int, faces: Faces) -> None:
    """E47: H-bar in every staff, one count (between the staves of a grand staff)."""
    start, free, line_x = system.cell_x[k]
    x0, x1 = max(free, start) + H_BAR_OFF, line_x - H_BAR_OFF
    pen = system.pen
    for staff in range(system.staff_count):
        pen.line(Ink.H_BAR, staff, x0, 0.0, x1, 0.0, pen.thickness.h_bar, atom=rest.atom, echo=staff > 0)
        for x in (x0 + H_BAR_SERIF / 2, x1 - H_BAR_SERIF / 2):
            pen.line(Ink.H_BAR, staff, x, -1.0, x, 1.0, H_BAR_SERIF, atom=rest.atom, echo=True)
    codes = digit_codes(str(rest.count))
    width = figures_width(codes, faces)
    x = (x0 + x1) / 2 - width / 2
    half = 1.0
    y = 2.5 + half if system.staff_count == 1 else -system.gap_between[0] / 2
    for code in codes:
        pen.glyph(Ink.REST_COUNT, 0, x, y, code, atom=rest.atom, echo=True)
        x += faces.advance(code)
    if system.staff_count == 1:
        system.ups[0].add((x0 + x1) / 2 - width / 2 - COUNT_SIDE, x + COUNT_SIDE, y + half)
    else:
        system.downs[0].add((x0 + x1) / 2 - width / 2, x, y - half)
