"""The eye that reads files back: on files that other hands made, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from engraving.layout.page import Glyph, Ink, Page, Text
from engraving.printing.info import DocumentInfo
from engraving.printing.ink import to_unicode
from engraving.printing.preflight import InkFill, PageInk, preflight, read_back
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, load_faces, smufl


def drawn(tmp_path: Path, code: bytes, fonts: dict[str, DictionaryObject] | None = None) -> PageInk:
    """The ink of a page with this content stream."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    stream = DecodedStreamObject()
    stream.set_data(code)
    page[NameObject("/Contents")] = writer._add_object(stream)
    entries = {NameObject(name): writer._add_object(font) for name, font in (fonts or {}).items()}
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject(entries)})
    path = tmp_path / "drawn.pdf"
    writer.write(path)
    (ink,) = read_back(path)
    return ink


def test_lines_follow_the_matrix(tmp_path: Path) -> None:
    ink = drawn(tmp_path, b"q 2 0 0 2 10 20 cm 3 w 0 0 m 5 0 l 5 5 l S Q 1 w 1 1 m 2 2 l S")
    assert [tuple(line) for line in ink.lines] == [
        (10, 20, 20, 20, 6, ()),
        (20, 20, 20, 30, 6, ()),
        (1, 1, 2, 2, 1, ()),
    ]


def test_shapes_are_filled_closed_or_dropped(tmp_path: Path) -> None:
    ink = drawn(tmp_path, b"0 0 10 5 re f 0 0 m 4 0 l 4 4 l b 7 7 m 9 9 l n")
    assert ink.fills[0] == InkFill(((0, 0), (10, 0), (10, 5), (0, 5), (0, 0)))
    assert ink.fills[1].points[-1] == (0, 0)
    assert len(ink.fills) == 2
    assert len(ink.lines) == 3


def test_curves_are_flattened(tmp_path: Path) -> None:
    ink = drawn(tmp_path, b"[3 1] 0 d 2 w 0 0 m 0 10 10 10 10 0 c S 0 0 m 5 5 10 0 v 0 -5 0 0 y f")
    stroke, fill = ink.fills
    assert (stroke.width, stroke.dash) == (2, (3, 1))
    assert max(y for _, y in stroke.points) == pytest.approx(7.5)
    assert fill.width == 0
    assert fill.points[-1] == (0, 0)


def test_text_operators_move_the_pen(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    canvas = Canvas(str(path), pagesize=(200, 100), pageCompression=0)
    text = canvas.beginText(10, 80)
    text.setFont("Helvetica", 10, leading=12)
    text.setCharSpace(1)
    text.textLine("ab")
    text.setHorizScale(50)
    text.setRise(3)
    text.textOut("cd")
    canvas.drawText(text)
    canvas.save()
    (ink,) = read_back(path)
    # no widths are given, so only the space between characters moves the pen
    assert [(glyph.x, glyph.y) for glyph in ink.glyphs] == [(10, 80), (11, 80), (10, 71), (10.5, 71)]


def test_unicode_maps_in_all_their_forms() -> None:
    cmap = b"""2 beginbfchar <01> <E0A4> <02> <00660069> endbfchar
    2 beginbfrange <03> <05> <0041> <06> <07> [<E050> <D834DD1E>] endbfrange"""
    assert to_unicode(cmap) == {1: "\ue0a4", 2: "fi", 3: "A", 4: "B", 5: "C", 6: "\ue050", 7: "\U0001d11e"}


def test_a_standard_font_is_not_embedded(tmp_path: Path) -> None:
    path = tmp_path / "helvetica.pdf"
    canvas = Canvas(str(path))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.drawString(10, 10, "red")
    canvas.setFillAlpha(0.5)
    canvas.save()
    found = preflight(path)
    assert {finding.rule for finding in found} == {"P01", "P03", "P04", "P05", "P06"}
    assert any(finding.message == "Helvetica is not embedded." for finding in found)
    assert {finding.where.file for finding in found} == {"helvetica.pdf"}


def test_files_glued_together_hold_two_fonts_of_one_name(tmp_path: Path) -> None:
    faces = load_faces()
    glued = PdfWriter()
    for number, code in enumerate((smufl.NOTEHEAD_BLACK, smufl.NOTEHEAD_HALF)):
        path = tmp_path / f"{number}.pdf"
        page = Page(10_000, 10_000, (0, 0, 0, 0), (Glyph(Ink.HEAD, 100, 100, code, 2_000),))
        path.write_bytes(pdf_bytes([page], faces, DocumentInfo()))
        assert preflight(path) == []
        glued.append(PdfReader(path))
    path = tmp_path / "glued.pdf"
    glued.write(path)
    (finding,) = preflight(path)
    assert (finding.rule, finding.message) == ("P02", "2 font programs are called AAAAAA+Bravura.")


def test_a_book_of_many_pages_has_each_font_once(tmp_path: Path) -> None:
    faces = load_faces()
    path = tmp_path / "book.pdf"
    pages = [
        Page(10_000, 10_000, (0, 0, 0, 0), (Text(Ink.HEADING, 0, 0, f"page {n}", 900, Face.ROMAN),))
        for n in range(9)
    ]
    path.write_bytes(pdf_bytes(pages, faces, DocumentInfo()))
    assert preflight(path) == []
    assert [ink.text for ink in read_back(path)] == [f"page {n}" for n in range(9)]
