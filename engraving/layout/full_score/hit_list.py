"""The list of all hits at the end of a score, where captions had no room over its systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from engraving.findings import Finding, Severity, Where
from engraving.house import Style, centipoints
from engraving.layout.page import Ink, Item, Page
from engraving.layout.sheets.furniture import RUNNING_GAP_PT, running_height, set_type
from engraving.score import FullScore, PrintedHit
from engraving.score.picture import Clock
from engraving.score.places import bar_at
from engraving.typefaces import Face, Faces

TITLE, SIZE = 14.0, 10.0  # pt
LEADING = 1.5
GUTTER = 18.0  # pt between columns
CAPTION = 3  # the column that is broken where it is too wide


class _Column(NamedTuple):
    heading: str
    face: Face
    ends: bool  # numbers end under one another, words begin so


_COLUMNS = (
    _Column("", Face.BOLD, True), _Column("Time", Face.ITALIC, True), _Column("Bar", Face.ROMAN, True),
    _Column("Hit", Face.ROMAN, False), _Column("Off", Face.BOLD, True),
)  # fmt: skip


def hit_list(score: FullScore, clock: Clock, style: Style, faces: Faces) -> list[Page]:
    """Pages with every hit: its number, its time, the bar it falls in, its caption and how far its beat is off."""
    paper = style.paper
    margins = (
        centipoints(paper.margins.left), centipoints(paper.margins.bottom), centipoints(paper.margins.right),
        centipoints(paper.margins.top),
    )  # fmt: skip
    width, height = centipoints(paper.width), centipoints(paper.height)
    top = height - margins[3] - (running_height(style) + RUNNING_GAP_PT) * 100
    step = SIZE * LEADING * 100
    rows = list(_rows(score, clock))
    edges = _edges(rows, (width - margins[0] - margins[2]) / 100, faces)
    lines = [line for row in rows for line in _broken(row, edges, faces)]
    first, each = int((top - margins[1] - TITLE * LEADING * 100) / step) - 1, int((top - margins[1]) / step) - 1
    pages: list[Page] = []
    while lines:
        y = top
        items: list[Item] = []
        if not pages:
            set_type(items, Ink.HEADING, "Hits", Face.BOLD, TITLE, margins[0], y, faces)
            y -= TITLE * LEADING * 100
        count = each if pages else first
        heading = tuple(column.heading for column in _COLUMNS)
        for cells, faced in ((heading, False), *((line, True) for line in lines[:count])):
            for column, (left, right), text in zip(_COLUMNS, edges, cells, strict=True):
                face = column.face if faced else Face.BOLD
                x = right - faces.text_width(text, face, SIZE) if column.ends else left
                set_type(items, Ink.HEADING, text, face, SIZE, margins[0] + x * 100, y, faces)
            y -= step
        lines = lines[count:]
        pages.append(Page(width, height, margins, tuple(items)))
    return pages


def _rows(score: FullScore, clock: Clock) -> Iterator[tuple[str, ...]]:
    hits: Sequence[PrintedHit] = score.picture.hits if score.picture is not None else ()
    for number, hit in enumerate(hits, 1):
        bar = score.bars[bar_at(score.bars, hit.tick)].number
        yield str(number), hit.moment.told(clock), bar, hit.caption, hit.off


def _edges(rows: Sequence[Sequence[str]], room: float, faces: Faces) -> list[tuple[float, float]]:
    """Left and right of the columns in pt: as wide as they need, captions as wide as is left."""
    widths = [
        max([faces.text_width(column.heading, Face.BOLD, SIZE),
             *(faces.text_width(row[k], column.face, SIZE) for row in rows)])
        for k, column in enumerate(_COLUMNS)
    ]  # fmt: skip
    others = sum(widths) - widths[CAPTION] + GUTTER * (len(widths) - 1)
    widths[CAPTION] = min(widths[CAPTION], room - others)
    edges, x = [], 0.0
    for width in widths:
        edges.append((x, x + width))
        x += width + GUTTER
    return edges


def _broken(row: tuple[str, ...], edges: Sequence[tuple[float, float]], faces: Faces) -> Iterator[tuple[str, ...]]:
    """A row, in more lines where its caption is long."""
    left, right = edges[CAPTION]
    lines = [""]
    for word in row[CAPTION].split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and faces.text_width(joined, Face.ROMAN, SIZE) > right - left:
            lines.append(word)
        else:
            lines[-1] = joined
    yield (*row[:CAPTION], lines[0], *row[CAPTION + 1 :])
    for line in lines[1:]:
        yield tuple(line if k == CAPTION else "" for k in range(len(row)))


def numbered_finding(score: FullScore, numbered: Mapping[int, tuple[int, int]]) -> list[Finding]:
    """That hits are printed as numbers; ``numbered`` are first and last bar of their systems, by atom."""
    if not numbered:
        return []
    where = ", ".join(f"{score.bars[a].number}–{score.bars[b].number}" for a, b in sorted(set(numbered.values())))
    count = len(numbered)
    return [
        Finding(
            "hits-numbered",
            Severity.NOTE,
            Where(),
            f"{count} {'hits are' if count > 1 else 'hit is'} printed by number in bars {where}: "
            "captions have no room on the page. All hits are listed at the score's end.",
            "Take larger paper, or shorten the captions.",
        )
    ]
