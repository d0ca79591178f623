"""Display lists on paper: what goes in comes back out, the same bytes every time, quickly."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from engraving.errors import CannotWrite, MissingResource
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Text
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import PageInk, read_back
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, Faces, load_faces, smufl
from tests.pace import paces

A4 = (59_528, 84_189)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


def sheet(*items: Item) -> Page:
    return Page(*A4, (0, 0, 0, 0), items)


def printed(tmp_path: Path, faces: Faces, *items: Item) -> PageInk:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_bytes([sheet(*items)], faces, DocumentInfo()))
    (ink,) = read_back(path)
    return ink


def busy_page(seed: int) -> Page:
    """About 700 items, as a page of a busy violin part has them."""
    chance = random.Random(seed)
    items: list[Item] = []
    for system in range(10):
        y = 78_000 - 7_000 * system
        items += [Line(Ink.STAFF_LINE, 4_000, y + 500 * n, 55_000, y + 500 * n, 65) for n in range(5)]
        items.append(Glyph(Ink.CLEF, 4_200, y + 500, smufl.G_CLEF, 2_000))
        for n in range(28):
            x, head = 6_000 + 1_700 * n, y + 250 * chance.randrange(-2, 11)
            items.append(Glyph(Ink.HEAD, x, head, smufl.NOTEHEAD_BLACK, 2_000))
            items.append(Line(Ink.STEM, x + 560, head, x + 560, head + 1_750, 60))
            if n % 7 == 0:
                items.append(Glyph(Ink.ACCIDENTAL, x - 600, head, smufl.ACCIDENTAL_SHARP, 2_000))
        items.append(
            Polygon(Ink.BEAM, (9_000, y + 3_000, 12_000, y + 3_200, 12_000, y + 2_950, 9_000, y + 2_750))
        )
        items.append(Text(Ink.EXPRESSION, 20_000, y - 2_000, "poco a poco accel.", 1_100, Face.ITALIC))
    return sheet(*items)


def test_glyphs_come_back_where_they_were_put(tmp_path: Path, faces: Faces) -> None:
    ink = printed(
        tmp_path,
        faces,
        Glyph(Ink.HEAD, 12_345, 54_321, smufl.NOTEHEAD_BLACK, 2_000),
        Glyph(Ink.H_BAR, 100, 200, smufl.REST_H_BAR, 1_400, Face.SUPPLEMENT),
    )
    head, bar = ink.glyphs
    assert (head.code, head.font, head.size) == (smufl.NOTEHEAD_BLACK, "Bravura", pytest.approx(20))
    assert (head.x, head.y) == pytest.approx((123.45, 543.21))
    assert (bar.code, bar.font, bar.size) == (smufl.REST_H_BAR, "EngravingSupplement", pytest.approx(14))
    assert (ink.width, ink.height) == pytest.approx((595.28, 841.89))


def test_lines_of_one_thickness_are_one_stroke(tmp_path: Path, faces: Faces) -> None:
    lines = [Line(Ink.STAFF_LINE, 1_000, 5_000 + 500 * n, 9_000, 5_000 + 500 * n, 65) for n in range(5)]
    stem, dashed = (
        Line(Ink.STEM, 2_000, 5_000, 2_000, 8_000, 60),
        Line(Ink.DASHES, 1, 2, 3, 4, 60, dash=(300, 200)),
    )
    ink = printed(tmp_path, faces, *lines, stem, dashed)
    found = {tuple(round(v * 100) for v in line[:5]) for line in ink.lines if not line.dash}
    assert found == {(i.x0, i.y0, i.x1, i.y1, i.width) for i in (*lines, stem)}
    (broken,) = [line for line in ink.lines if line.dash]
    assert broken.dash == pytest.approx((3, 2))
    content = PdfReader(tmp_path / "page.pdf").pages[0].get_contents()
    assert content is not None
    assert sum(operator == b"S" for _, operator in content.operations) == 3


def test_polygons_and_slurs_are_filled(tmp_path: Path, faces: Faces) -> None:
    corners = (1_000, 1_000, 5_000, 1_500, 5_000, 1_250, 1_000, 750)
    slur = (1_000, 2_000, 2_000, 3_000, 4_000, 3_000, 5_000, 2_000, 4_000, 2_880, 2_000, 2_880, 1_000, 2_000)
    ink = printed(tmp_path, faces, Polygon(Ink.BEAM, corners), Curve(Ink.SLUR, slur))
    beam, curve = ink.fills
    assert beam.width == curve.width == 0
    assert [round(v * 100) for point in beam.points[:4] for v in point] == list(corners)
    assert curve.points[0] == pytest.approx((10, 20))
    assert (50.0, 20.0) in curve.points
    assert max(y for _, y in curve.points) == pytest.approx(27.5)


def test_a_dashed_slur_is_stroked_along_its_middle(tmp_path: Path, faces: Faces) -> None:
    slur = (1_000, 2_000, 2_000, 3_000, 4_000, 3_000, 5_000, 2_000, 4_000, 2_880, 2_000, 2_880, 1_000, 2_000)
    (curve,) = printed(tmp_path, faces, Curve(Ink.SLUR, slur, dash=(150, 100))).fills
    assert curve.width == pytest.approx(0.9)
    assert curve.dash == pytest.approx((1.5, 1.0))
    assert max(y for _, y in curve.points) == pytest.approx(27.05)


def test_text_comes_back_kerned(tmp_path: Path, faces: Faces) -> None:
    text = "AVATAR – Týr, »Wien«"
    ink = printed(tmp_path, faces, Text(Ink.HEADING, 7_000, 8_000, text, 1_200, Face.BOLD))
    assert ink.text == text
    places = faces.text[Face.BOLD].positions(text)
    assert [glyph.x for glyph in ink.glyphs] == pytest.approx([70 + 0.012 * p for p in places[:-1]], abs=1e-3)
    assert {glyph.y for glyph in ink.glyphs} == {80.0}
    assert ink.glyphs[1].x - ink.glyphs[0].x < 12 * faces.text[Face.BOLD].width("A") / 1000


def test_runs_print_as_they_are_measured(tmp_path: Path, faces: Faces) -> None:
    runs = faces.typeset("Horn in B♭ α", Face.ITALIC, 10)
    ink = printed(
        tmp_path,
        faces,
        *(
            Text(
                Ink.HEADING,
                round(run.x * 100),
                round(run.rise * 100),
                run.text,
                round(run.size * 100),
                run.face,
            )
            for run in runs
        ),
    )
    assert ink.text == f"Horn in B{chr(smufl.ACCIDENTAL_FLAT)} α"
    assert [glyph.font for glyph in ink.glyphs][-3:] == [
        "Bravura",
        "SourceSerifPro-It",
        "SourceSerifPro-Regular",
    ]


def test_more_characters_than_one_subset_holds(tmp_path: Path, faces: Faces) -> None:
    text = "".join(chr(code) for code in range(0x21, 0x500) if faces.text[Face.ROMAN].has(chr(code)))
    assert len(text) > 600
    ink = printed(tmp_path, faces, Text(Ink.LYRIC, 0, 0, text, 100, Face.ROMAN))
    assert ink.text == text.replace("\xa0", " ")
    places = faces.text[Face.ROMAN].positions(text)
    assert ink.glyphs[-1].x == pytest.approx(places[-2] / 1000, abs=1e-3)


def test_a_character_the_face_lacks_is_refused(faces: Faces) -> None:
    with pytest.raises(MissingResource, match="SourceSerifPro-It does not draw U\\+4E00"):
        pdf_bytes([sheet(Text(Ink.LYRIC, 0, 0, "a一", 100, Face.ITALIC))], faces, DocumentInfo())
    with pytest.raises(MissingResource, match="Bravura does not draw U\\+E4EE"):
        pdf_bytes([sheet(Glyph(Ink.H_BAR, 0, 0, smufl.REST_H_BAR, 100))], faces, DocumentInfo())


def test_properties_boxes_and_identity(tmp_path: Path, faces: Faces) -> None:
    info = DocumentInfo("1M1 – Über (Ouvertüre)", "J. Doe", "Violin 1", "cue, 1M1", "2024-05-06T07:08:09")
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_bytes([sheet()], faces, info))
    reader = PdfReader(path)
    metadata = reader.metadata
    assert metadata is not None
    assert (metadata.title, metadata.author, metadata.subject) == (info.title, info.author, info.subject)
    assert (metadata.creator, metadata.producer) == ("engraving", "engraving")
    assert metadata["/CreationDate"] == metadata["/ModDate"] == "D:20240506070809+00'00'"
    page = reader.pages[0]
    assert page.trimbox == page.mediabox
    first, second = reader.trailer["/ID"]
    assert first == second
    other = PdfReader(tmp_path / "page.pdf", strict=True)
    assert other.pdf_header == "%PDF-1.4"


def test_every_stream_is_packed(tmp_path: Path, faces: Faces) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_bytes([busy_page(1)], faces, DocumentInfo()))
    reader = PdfReader(path, strict=True)
    objects = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    streams = [found for found in objects if isinstance(found, StreamObject)]
    assert [stream["/Filter"] for stream in streams] == [["/FlateDecode"]] * len(streams)
    assert len(streams) == 1 + 2 * 2, "a page; file and characters of the music font and of italic"


def test_identity_follows_the_content(tmp_path: Path, faces: Faces) -> None:
    identities = set()
    for x, title in ((100, "a"), (101, "a"), (100, "b")):
        path = tmp_path / "page.pdf"
        page = sheet(Glyph(Ink.HEAD, x, 100, smufl.NOTEHEAD_BLACK, 2_000))
        path.write_bytes(pdf_bytes([page], faces, DocumentInfo(title)))
        identities.add(bytes(PdfReader(path).trailer["/ID"][0].original_bytes))
    assert len(identities) == 3


def test_an_undated_version_is_dated_all_the_same() -> None:
    assert DocumentInfo(date="soon").moment == (2000, 1, 1, 0, 0, 0)
    assert DocumentInfo(date="2031-02-03").moment == (2031, 2, 3, 0, 0, 0)


SCRIPT = """
import sys
from pathlib import Path
from engraving.layout.page import Glyph, Ink, Line, Page, Text
from engraving.printing.archival import pdfa_bytes
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, load_faces, smufl
items = [Glyph(Ink.HEAD, 1000 + n, 1000, code, 2000) for n, code in enumerate(smufl.TIME_SIG_DIGITS)]
items += [Text(Ink.HEADING, 5000, 5000, "Flöte", 900, face) for face in (Face.ROMAN, Face.BOLD_ITALIC)]
items += [Line(Ink.STEM, 1, 2, 3, 4, width) for width in (50, 60, 50)]
path, info = Path(sys.argv[1]), DocumentInfo("Title", date="2024-01-02")
path.write_bytes(pdf_bytes([Page(59528, 84189, (0, 0, 0, 0), tuple(items))] * 2, load_faces(), info))
if len(sys.argv) > 2:
    path.write_bytes(pdfa_bytes(path.read_bytes(), info))
"""


@pytest.mark.parametrize("archival", [[], ["a"]], ids=["plain", "archival"])
def test_two_processes_write_the_same_bytes(tmp_path: Path, archival: list[str]) -> None:
    hashes = set()
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1234567"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    )
    for number, world in enumerate(worlds):
        path = tmp_path / f"{number}.pdf"
        command = [sys.executable, "-c", SCRIPT, str(path), *archival]
        subprocess.run(command, check=True, env=os.environ | world)
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_the_same_pages_twice_in_one_process_are_the_same_bytes(faces: Faces) -> None:
    pages = [busy_page(seed) for seed in (1, 2)]
    first = pdf_bytes(pages, faces, DocumentInfo())
    pdf_bytes([sheet(Text(Ink.LYRIC, 0, 0, "zyx", 900, Face.ITALIC))], faces, DocumentInfo())
    assert pdf_bytes(pages, faces, DocumentInfo()) == first


def test_pages_are_written_quickly(faces: Faces) -> None:
    pages = [busy_page(seed) for seed in range(20)]
    assert 650 < len(pages[0].items) < 750
    pdf_bytes(pages[:1], faces, DocumentInfo())
    assert paces(lambda: pdf_bytes(pages, faces, DocumentInfo())) < 0.5  # a sixth when the limit was set


def test_what_no_font_draws_and_a_document_of_nothing_are_refused(faces: Faces) -> None:
    with pytest.raises(MissingResource):
        pdf_bytes([sheet(Glyph(Ink.HEAD, 0, 0, 0xE999, 100))], faces, DocumentInfo())
    with pytest.raises(CannotWrite, match="no pages"):
        pdf_bytes([], faces, DocumentInfo())


def test_what_is_printed_can_be_seen(tmp_path: Path, faces: Faces) -> None:
    """A staff of five lines with a clef, rendered: five dark rows, and a clef across them all."""
    lines = [Line(Ink.STAFF_LINE, 5_000, 40_000 + 500 * n, 50_000, 40_000 + 500 * n, 65) for n in range(5)]
    clef = Glyph(Ink.CLEF, 6_000, 40_500, smufl.G_CLEF, 2_000)
    path = tmp_path / "staff.pdf"
    page = sheet(*lines, clef, Text(Ink.HEADING, 20_000, 60_000, "Flute", 2_000, Face.BOLD))
    path.write_bytes(pdf_bytes([page], faces, DocumentInfo()))
    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=2, grayscale=True).to_pil()
    document.close()
    height = image.height
    column = [image.getpixel((800, height - 1 - y)) < 128 for y in range(2 * 390, 2 * 430)]
    rows = [y for y in range(len(column)) if column[y] and not column[y - 1]]
    assert [round(y / 2) for y in rows] == pytest.approx([10, 15, 20, 25, 30], abs=1)
    box = faces.box(smufl.G_CLEF)
    dark = image.point(lambda v: 255 * (v < 128)).crop((118, 0, 2 * 75, height)).getbbox()
    assert dark is not None
    assert (height - dark[1]) / 2 == pytest.approx(405 + 5 * box.y1, abs=1)
    assert (height - dark[3]) / 2 == pytest.approx(405 + 5 * box.y0, abs=1)
