"""Printed pages with remarks: numbers at their places, the list in a column beside the page.

The sheet is the printed page at its own size with a column to its right; a list that needs more room
goes on on sheets of its own. Numbers stand where they cover no ink.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from math import hypot

import msgspec
from pypdf import PdfReader, PdfWriter

from engraving.printing.free_places import FreePlaces
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import sheets as read_sheets
from engraving.printing.remarks import BLACK, DARK, DISC, PALE, RING, Drawing, Grade, Remark, wrapped
from engraving.printing.writer import EmbeddedFaces, Sheet, document_bytes
from engraving.typefaces import Face, Faces

COLUMN = 252.0  # pt: the column beside the page
INSET = 16.0  # pt: white left and right in the column
EDGE = 42.0  # pt: white above and below it
HANG = 2 * DISC + 7.0  # pt: type to the right of its number
CLEAR = 2.0  # pt of white round a disc
GAP = 9.0  # pt between remarks
PLACE, WORDS, REMEDY, RULE = 9.6, 10.2, 9.6, 7.6  # sizes in pt
LEADING = 1.25

Numbered = tuple[int, Remark]


class Title(msgspec.Struct, frozen=True):
    """What stands over the list: the chair, and the cue under it."""

    name: str
    cue: str = ""


def marked_up(
    content: bytes, remarks: Sequence[Remark], title: Title, faces: Faces, info: DocumentInfo,
    pages: Sequence[int] = (),
) -> bytes:  # fmt: skip
    """A printed document with remarks, numbered in the order given; ``pages`` (from 1) leaves out the others."""
    reader = PdfReader(BytesIO(content))
    kept = list(pages) or list(range(1, len(reader.pages) + 1))
    wanted = list(enumerate((remark for remark in remarks if not remark.page or remark.page in kept), 1))
    sheets: list[Sheet] = []
    under: list[int] = []  # the printed page under each sheet; 0 for none
    inks = {number: sheet.ink for number, sheet in enumerate(read_sheets(reader), 1) if number in kept}
    for number in kept:
        ink = inks[number]
        width, height = ink.width, ink.height
        here = [row for row in wanted if row[1].page == number]
        blocks = _blocks(f"Page {number}", here, faces)
        if number == kept[0]:
            general = [row for row in wanted if not row[1].page]
            blocks = [*_heading(title, [remark for _, remark in wanted], faces), *blocks]
            blocks += _blocks("Of no one bar", general, faces) if general else []
        columns = _columns(blocks, height - 2 * EDGE)
        marks = _placed(here, FreePlaces(ink, faces))
        sheets.append(_sheet(width, height, partial(_page_sheet, width, height, columns[0], marks)))
        under.append(number)
        rest, most = columns[1:], max(1, int((width + COLUMN) // COLUMN))
        for k in range(0, len(rest), most):
            sheets.append(_sheet(width, height, partial(_list_sheet, height, rest[k : k + most])))
            under.append(0)
    return _over(document_bytes(sheets, faces, info), reader, under)


def _over(marks: bytes, reader: PdfReader, under: Sequence[int]) -> bytes:
    """Sheets of marks with the printed pages under them."""
    writer = PdfWriter()
    overlay = PdfReader(BytesIO(marks))
    for sheet, number in zip(overlay.pages, under, strict=True):
        page = writer.add_page(sheet)
        if number:
            page.merge_page(reader.pages[number - 1], over=False)
    if overlay.metadata is not None:
        writer.add_metadata({key: str(value) for key, value in overlay.metadata.items()})
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


# The list


class Line(msgspec.Struct, frozen=True):
    """One line of the list: type, or a rule across the column when ``words`` is empty."""

    words: str
    face: Face
    size: float
    colour: tuple[float, float, float] = BLACK
    indent: float = HANG
    aside: str = ""  # small, at the right end


class Block(msgspec.Struct, frozen=True):
    """What stays together: lines, and the disc of a remark."""

    lines: tuple[Line, ...]
    gap: float = GAP
    number: int = 0
    grade: Grade = Grade.NOTE
    ruled: bool = False

    @property
    def height(self) -> float:
        """Points from its top to the top of the next."""
        return sum(line.size * LEADING for line in self.lines) + self.gap


def _heading(title: Title, remarks: Sequence[Remark], faces: Faces) -> list[Block]:
    width = COLUMN - 2 * INSET
    lines = [Line(words, Face.BOLD, 15, indent=0) for words in wrapped(title.name, Face.BOLD, 15, width, faces)]
    lines += [Line(words, Face.ROMAN, 10, DARK, 0) for words in wrapped(title.cue, Face.ROMAN, 10, width, faces)]
    counts = [(sum(remark.grade is grade for remark in remarks), grade) for grade in Grade]
    said = ", ".join(f"{count} {_plural(grade, count)}" for count, grade in counts if count)
    lines += [Line(words, Face.ITALIC, 10, DARK, 0) for words in wrapped(said, Face.ITALIC, 10, width, faces)]
    return [Block(tuple(lines), gap=14)]


def _plural(grade: Grade, count: int) -> str:
    if grade is Grade.NEAR:
        return "near misses" if count > 1 else "near miss"
    return grade.value if count == 1 else f"{grade.value}s"


def _blocks(heading: str, rows: Iterable[Numbered], faces: Faces) -> list[Block]:
    """A heading and its remarks."""
    blocks = [Block((Line(heading, Face.BOLD, 11, indent=0),), gap=8, ruled=True)]
    blocks += [_remark(number, remark, faces) for number, remark in rows]
    if len(blocks) == 1:
        blocks.append(Block((Line("Nothing to remark.", Face.ITALIC, WORDS, DARK, 0),)))
    return blocks


def _remark(number: int, remark: Remark, faces: Faces) -> Block:
    width = COLUMN - 2 * INSET - HANG
    lines: list[Line] = []
    for face, size, colour, text in (
        (Face.BOLD, PLACE, remark.grade.colour, remark.where),
        (Face.ROMAN, WORDS, BLACK, remark.message),
        (Face.ITALIC, REMEDY, DARK, remark.remedy),
    ):
        lines += [Line(words, face, size, colour) for words in wrapped(text, face, size, width, faces)]
    lines = _with_rule(lines, remark.rule, width, faces)
    return Block(tuple(lines), number=number, grade=remark.grade)


def _with_rule(lines: list[Line], rule: str, width: float, faces: Faces) -> list[Line]:
    """The rule's name at the end of the first line that has room for it, the last one first."""
    if not rule:
        return lines
    room = faces.text_width(rule, Face.ROMAN, RULE) + 8
    for k in range(len(lines) - 1, -1, -1):
        if faces.text_width(lines[k].words, lines[k].face, lines[k].size) + room <= width:
            return [*lines[:k], msgspec.structs.replace(lines[k], aside=rule), *lines[k + 1 :]]
    return [*lines, Line("", Face.ROMAN, RULE, aside=rule)]


def _columns(blocks: Sequence[Block], height: float) -> list[list[Block]]:
    """Blocks filled into columns; a heading is not left alone at a column's foot."""
    columns: list[list[Block]] = [[]]
    room = height
    for k, block in enumerate(blocks):
        need = block.height + (blocks[k + 1].height if block.ruled and k + 1 < len(blocks) else 0.0)
        if columns[-1] and need - GAP > room:
            columns.append([])
            room = height
        columns[-1].append(block)
        room -= block.height
    return columns


# The sheets

Placed = tuple[int, Remark, tuple[float, float]]  # number, remark, where the number stands
Draw = Callable[[Drawing], None]


def _sheet(width: float, height: float, draw: Draw) -> Sheet:
    return round((width + COLUMN) * 100), round(height * 100), partial(_code, draw)


def _code(draw: Draw, embedded: EmbeddedFaces) -> str:
    drawing = Drawing(embedded)
    draw(drawing)
    return drawing.code


def _placed(rows: Sequence[Numbered], places: FreePlaces) -> list[Placed]:
    """Remarks with the place of their number; rings stay free of numbers."""
    for _, remark in rows:
        if remark.ringed:
            places.take(remark.x - RING, remark.y - RING, remark.x + RING, remark.y + RING)
    return [(number, remark, places.near(remark.x, remark.y, DISC + CLEAR)) for number, remark in rows]


def _page_sheet(
    width: float, height: float, column: Sequence[Block], marks: Sequence[Placed], drawing: Drawing
) -> None:
    """The marks of a printed page, and the first column of the list."""
    drawing.line(width, EDGE / 2, width, height - EDGE / 2, 0.6, PALE)
    for _, remark, (x, y) in marks:
        if remark.ringed:
            drawing.ring(remark.x, remark.y, RING, remark.grade.colour)
        _leader(remark, x, y, drawing)
    for number, remark, (x, y) in marks:
        drawing.disc(x, y, number, remark.grade.colour)
    _column(width + INSET, height - EDGE, column, drawing)


def _list_sheet(height: float, columns: Sequence[Sequence[Block]], drawing: Drawing) -> None:
    """More of the list."""
    for k, column in enumerate(columns):
        _column(k * COLUMN + INSET, height - EDGE, column, drawing)


def _leader(remark: Remark, x: float, y: float, drawing: Drawing) -> None:
    """A thin line from a number to the place it means."""
    away = hypot(remark.x - x, remark.y - y)
    end = RING if remark.ringed else 2.0
    if away - DISC - end < 1.0:
        return
    dx, dy = (remark.x - x) / away, (remark.y - y) / away
    drawing.line(
        x + dx * DISC, y + dy * DISC, remark.x - dx * end, remark.y - dy * end, 0.7, remark.grade.colour
    )


def _column(x: float, top: float, blocks: Sequence[Block], drawing: Drawing) -> None:
    """Blocks one under the other."""
    right = x + COLUMN - 2 * INSET
    for block in blocks:
        y = top
        for k, line in enumerate(block.lines):
            y -= line.size * LEADING
            base = y + 0.28 * line.size
            if k == 0 and block.number:
                drawing.disc(x + DISC, base + 0.33 * line.size, block.number, block.grade.colour)
            if line.words:
                drawing.text(x + line.indent, base, line.words, line.face, line.size, line.colour)
            if line.aside:
                drawing.text_ending(right, base, line.aside, Face.ROMAN, RULE, DARK)
        if block.ruled:
            drawing.line(x, y - 1.5, right, y - 1.5, 0.6, PALE)
        top -= block.height
