"""Tables on sheets of paper: a title, facts under it, tables with their headings on every sheet, numbered feet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import msgspec

from engraving.house import SHEETS, centipoints
from engraving.printing.info import DocumentInfo
from engraving.printing.remarks import BLACK, DARK, PALE, Colour, Drawing, wrapped
from engraving.printing.writer import EmbeddedFaces, Sheet, document_bytes
from engraving.typefaces import Face, Faces

MARGIN = 48.0
TITLE, FACTS, HEAD, CELL, FOOT = 18.0, 10.0, 9.0, 10.0, 8.5  # sizes in pt
ROW = 13.8  # pt from one row's baseline to the next
GUTTER = 14.0  # least white between columns
SWATCH = 7.0  # pt: the side of a row's coloured square
AFTER_TABLE = 22.0


class Column(msgspec.Struct, frozen=True):
    """A column: numbers end at its right edge, words begin at its ``left``."""

    heading: str
    left: bool = False


class SheetRow(msgspec.Struct, frozen=True):
    """A row of cells; a ``colour`` is shown as a square before it."""

    cells: tuple[str, ...]
    colour: Colour | None = None


class SheetTable(msgspec.Struct, frozen=True):
    """A table. The widest column that holds words gives way when all do not fit."""

    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    title: str = ""


def table_sheets(
    title: str, facts: Sequence[str], tables: Sequence[SheetTable], faces: Faces, info: DocumentInfo,
    paper: tuple[float, float] = SHEETS["letter"],
) -> bytes:
    """A PDF document on sheets of ``paper``, width and height in mm."""
    width, height = (centipoints(mm) for mm in paper)
    pages = _Setter(title, facts, faces, width / 100, height / 100).set(tables)
    sheets: list[Sheet] = [
        (width, height, partial(_code, page, width / 100, f"{title} – {number} of {len(pages)}"))
        for number, page in enumerate(pages, 1)
    ]
    return document_bytes(sheets, faces, info)


class _Type(msgspec.Struct, frozen=True):
    """A line of type, from or up to ``x``."""

    x: float
    y: float
    words: str
    face: Face
    size: float
    colour: Colour = BLACK
    ends: bool = False


class _Rule(msgspec.Struct, frozen=True):
    """A line across the sheet, or a square of colour where it has a ``side``."""

    y: float
    colour: Colour
    width: float = 0.4
    side: float = 0.0


_Page = list[_Type | _Rule]


def _code(page: _Page, width: float, foot: str, embedded: EmbeddedFaces) -> str:
    drawing = Drawing(embedded)
    for item in page:
        if isinstance(item, _Type):
            put = drawing.text_ending if item.ends else drawing.text
            put(item.x, item.y, item.words, item.face, item.size, item.colour)
        elif item.side:
            drawing.line(MARGIN, item.y, MARGIN + item.side, item.y, item.side, item.colour)
        else:
            drawing.line(MARGIN, item.y, width - MARGIN, item.y, item.width, item.colour)
    drawing.text_ending(width - MARGIN, MARGIN / 2, foot, Face.ROMAN, FOOT, DARK)
    return drawing.code


class _Setter:
    """Type set down sheets of ``width`` and ``height`` in pt."""

    def __init__(self, title: str, facts: Sequence[str], faces: Faces, width: float, height: float) -> None:
        self._faces = faces
        self._right = width - MARGIN
        self._top = height - MARGIN
        self._pages: list[_Page] = []
        self._y = 0.0
        self._sheet()
        self._y -= TITLE
        for words in wrapped(title, Face.BOLD, TITLE, self._right - MARGIN, faces):
            self._put(_Type(MARGIN, self._y, words, Face.BOLD, TITLE))
            self._y -= TITLE * 1.2
        for fact in facts:
            for words in wrapped(fact, Face.ROMAN, FACTS, self._right - MARGIN, faces):
                self._put(_Type(MARGIN, self._y, words, Face.ROMAN, FACTS, DARK))
                self._y -= FACTS * 1.35

    def set(self, tables: Sequence[SheetTable]) -> list[_Page]:
        """The sheets of all tables."""
        for table in tables:
            if table.rows:
                self._table(table)
        return self._pages

    def _sheet(self) -> None:
        self._pages.append([])
        self._y = self._top

    def _put(self, item: _Type | _Rule) -> None:
        self._pages[-1].append(item)

    def _table(self, table: SheetTable) -> None:
        edges = self._edges(table)
        self._y -= AFTER_TABLE
        if self._y < MARGIN + 4 * ROW:
            self._sheet()
        if table.title:
            self._put(_Type(MARGIN, self._y, table.title, Face.BOLD, CELL + 2))
            self._y -= ROW * 1.4
        self._head(table, edges)
        for row in table.rows:
            lines = self._lines(edges, row)
            if self._y - ROW * (len(lines) - 1) < MARGIN:
                self._sheet()
                self._y -= HEAD
                self._head(table, edges)
            if row.colour is not None:
                self._put(_Rule(self._y + CELL * 0.33, row.colour, side=SWATCH))
            for cells in lines:
                self._cells(table, edges, cells, Face.ROMAN, CELL)
                self._y -= ROW
            self._put(_Rule(self._y + ROW - 4.5, PALE))

    def _head(self, table: SheetTable, edges: Sequence[tuple[float, float]]) -> None:
        self._cells(table, edges, [column.heading for column in table.columns], Face.BOLD, HEAD)
        self._put(_Rule(self._y - 4.5, BLACK, 0.8))
        self._y -= ROW + 1.5

    def _cells(
        self, table: SheetTable, edges: Sequence[tuple[float, float]], cells: Sequence[str], face: Face, size: float
    ) -> None:
        for column, (left, right), words in zip(table.columns, edges, cells, strict=True):
            if words:
                self._put(_Type(left if column.left else right, self._y, words, face, size, ends=not column.left))

    def _lines(self, edges: Sequence[tuple[float, float]], row: SheetRow) -> list[list[str]]:
        """A row as the lines it takes, words wrapped to their column."""
        cells = [
            list(wrapped(words, Face.ROMAN, CELL, right - left + 0.01, self._faces)) or [""]
            for words, (left, right) in zip(row.cells, edges, strict=True)
        ]
        deepest = max(map(len, cells))
        return [[lines[k] if k < len(lines) else "" for lines in cells] for k in range(deepest)]

    def _edges(self, table: SheetTable) -> list[tuple[float, float]]:
        """Left and right of every column: as wide as its type, what is left over shared between them."""
        begin = MARGIN + (SWATCH + 6 if any(row.colour is not None for row in table.rows) else 0.0)
        widths = [self._wide(table, k) for k in range(len(table.columns))]
        room = self._right - begin - GUTTER * (len(widths) - 1)
        words = [k for k, column in enumerate(table.columns) if column.left]
        if sum(widths) > room and words:
            widest = max(words, key=lambda k: widths[k])
            widths[widest] = max(60.0, widths[widest] - (sum(widths) - room))
        more = max(0.0, (room - sum(widths)) / max(1, len(widths) - 1))
        edges, x = [], begin
        for width in widths:
            edges.append((x, x + width))
            x += width + GUTTER + min(more, 2 * GUTTER)
        return edges

    def _wide(self, table: SheetTable, k: int) -> float:
        cells = (self._faces.text_width(row.cells[k], Face.ROMAN, CELL) for row in table.rows)
        return max([self._faces.text_width(table.columns[k].heading, Face.BOLD, HEAD), *cells])
