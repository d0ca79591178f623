"""Marked pages read back: rings and numbers where they belong, the list beside them, nothing of the page lost."""

from __future__ import annotations

from math import hypot
from pathlib import Path

import pytest

from engraving.layout.page import Glyph, Ink, Line, Page
from engraving.printing.free_places import FreePlaces, ink_boxes
from engraving.printing.info import DocumentInfo
from engraving.printing.ink import InkFill, PageInk
from engraving.printing.markup import COLUMN, Title, marked_up
from engraving.printing.pictures import png_pages
from engraving.printing.preflight import read_back
from engraving.printing.remarks import DISC, RING, Grade, Remark, wrapped
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, Faces, load_faces
from engraving.typefaces import smufl as g

WIDTH, HEIGHT = 40000, 60000
INFO = DocumentInfo("Horn 1")
HIT = Remark(Grade.ERROR, "Bar 12, beat 3", "Slur and stem overlap.", "", "ink-collides", 1, 150, 402, True)
NOTE = Remark(Grade.NOTE, "Bar 14", "No dynamic.", "Write one.", "no-dynamic", 2, 200, 300)
CUE = Remark(Grade.WARNING, "The whole cue", "No tempo.", rule="tempo-missing")


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.fixture(scope="module")
def printed(faces: Faces) -> bytes:
    """Two pages of a staff with heads every 10 pt."""
    lines = tuple(Line(Ink.STAFF_LINE, 3000, y, 37000, y, 70) for y in range(40000, 42500, 500))
    heads = tuple(Glyph(Ink.HEAD, x, 41000, g.NOTEHEAD_BLACK, 2000) for x in range(4000, 36000, 1000))
    return pdf_bytes([Page(WIDTH, HEIGHT, (0, 0, 0, 0), lines + heads)] * 2, faces, INFO)


def read(content: bytes, folder: Path) -> list[PageInk]:
    path = folder / "marked.pdf"
    path.write_bytes(content)
    return read_back(path)


def middle(fill: InkFill) -> tuple[float, float]:
    xs, ys = zip(*fill.points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def circles(ink: PageInk, radius: float) -> list[tuple[float, float]]:
    """The middles of circles of a size."""
    found = []
    for fill in ink.fills:
        xs, ys = zip(*fill.points, strict=True)
        size = max(xs) - min(xs)
        if abs(size - 2 * radius) < 0.1 and abs(max(ys) - min(ys) - size) < 0.1:
            found.append(middle(fill))
    return found


def test_a_ring_stands_round_its_place_and_a_number_beside_it(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    first, second = read(marked_up(printed, [HIT, NOTE, CUE], Title("Horn 1", "1M1"), faces, INFO), tmp_path)
    rings = circles(first, RING)
    assert rings
    assert all(hypot(x - HIT.x, y - HIT.y) < 0.05 for x, y in rings)
    assert circles(second, RING) == []
    on_page = [place for place in circles(first, DISC) if place[0] < WIDTH / 100]
    ((x, y),) = on_page
    assert RING + DISC < hypot(x - HIT.x, y - HIT.y) < 60
    ((u, v),) = [place for place in circles(second, DISC) if place[0] < WIDTH / 100]
    assert hypot(u - NOTE.x, v - NOTE.y) < 20


def test_numbers_cover_no_ink(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    many = [
        Remark(Grade.WARNING, "Bar 1", "Look.", page=1, x=x, y=410) for x in (45, 50, 120, 125, 200, 205, 330)
    ]
    ink, _ = read(marked_up(printed, many, Title("Horn 1"), faces, INFO), tmp_path)
    (page, _) = read(printed, tmp_path)
    discs = [place for place in circles(ink, DISC) if place[0] < WIDTH / 100]
    assert len(discs) == len(many)
    for x0, y0, x1, y1 in ink_boxes(page, faces):
        for x, y in discs:
            assert hypot(max(x0 - x, 0, x - x1), max(y0 - y, 0, y - y1)) >= DISC
    for k, (x, y) in enumerate(discs):
        assert all(hypot(x - u, y - v) >= 2 * DISC for u, v in discs[:k])


def test_the_page_is_all_there_with_a_column_beside_it(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    before, _ = read(printed, tmp_path)
    after, last = read(marked_up(printed, [HIT, NOTE, CUE], Title("Horn 1", "1M1"), faces, INFO), tmp_path)
    assert (after.width, after.height) == (before.width + COLUMN, before.height)
    heads = {(round(one.x, 2), round(one.y, 2)) for one in before.glyphs}
    assert heads <= {(round(one.x, 2), round(one.y, 2)) for one in after.glyphs}
    column = "".join(one.text for one in after.glyphs if one.x > before.width)
    words = ("Horn 1", "1M1", "1 error, 1 warning, 1 note", "Page 1", "Bar 12, beat 3", "Slur and stem overlap.")
    assert all(word in column for word in (*words, "ink-collides", "Of no one bar", "The whole cue", "No tempo."))
    assert "No dynamic." not in column
    column = "".join(one.text for one in last.glyphs if one.x > before.width)
    assert "Page 2" in column
    assert "No dynamic.Write one.no-dynamic" in column.replace("  ", "")


def test_a_page_without_remarks_says_so(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    _, second = read(marked_up(printed, [HIT], Title("Horn 1"), faces, INFO), tmp_path)
    assert "Nothing to remark." in second.text


def test_a_long_list_goes_on_on_another_sheet(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    many = [
        Remark(Grade.NOTE, f"Bar {n}", f"Sentence {n}.", "Do this.", "rule", 1, 100, 300) for n in range(1, 31)
    ]
    sheets = read(marked_up(printed, many, Title("Horn 1"), faces, INFO), tmp_path)
    assert len(sheets) == 3
    text = "".join(sheet.text for sheet in sheets)
    assert all(text.count(f"Sentence {n}.") == 1 for n in range(1, 31))
    assert "Sentence" not in sheets[2].text
    column = [glyph for sheet in sheets for glyph in sheet.glyphs if glyph.text.isalpha() and glyph.code < 0xE000]
    assert all(0 < glyph.x < sheets[0].width and 20 < glyph.y < sheets[0].height - 20 for glyph in column)


def test_single_pages_can_be_chosen(printed: bytes, faces: Faces, tmp_path: Path) -> None:
    (only,) = read(marked_up(printed, [HIT, NOTE], Title("Horn 1"), faces, INFO, (2,)), tmp_path)
    assert "No dynamic." in only.text
    assert "Slur and stem" not in only.text


def test_the_same_marks_give_the_same_bytes(printed: bytes, faces: Faces) -> None:
    first, second = (marked_up(printed, [HIT, NOTE], Title("Horn 1"), faces, INFO) for _ in range(2))
    assert first == second


def test_lines_are_no_wider_than_their_column(faces: Faces) -> None:
    words = "The notes of this bar are higher than is comfortable at sight for a B♭ clarinet \N{SNOWMAN}"
    lines = list(wrapped(words, Face.ROMAN, 10, 90, faces))
    assert " ".join(lines) == words.replace("\N{SNOWMAN}", "?")
    assert all(faces.text_width(line, Face.ROMAN, 10) <= 90 for line in lines)
    assert list(wrapped("Donaudampfschiff", Face.ROMAN, 10, 5, faces)) == ["Donaudampfschiff"]


def test_a_full_page_still_gets_its_numbers(faces: Faces) -> None:
    black = InkFill(((0, 0), (400, 0), (400, 600), (0, 600)))
    x, y = FreePlaces(PageInk(400, 600, (), (), (black,)), faces).near(100, 100, 7)
    assert (x, y) == (100, 115)


def test_sheets_become_pictures(printed: bytes, faces: Faces) -> None:
    pytest.importorskip("pypdfium2")
    import io

    from PIL import Image

    pictures = png_pages(marked_up(printed, [HIT], Title("Horn 1"), faces, INFO), 72)
    assert len(pictures) == 2
    with Image.open(io.BytesIO(pictures[0])) as picture:
        assert picture.size == (WIDTH // 100 + int(COLUMN), HEIGHT // 100)
        x, y = round(HIT.x + RING), round(HEIGHT / 100 - HIT.y)
        red = [picture.getpixel((x + dx, y)) for dx in (-1, 0, 1)]
        assert any(pixel[0] > pixel[1] + 60 for pixel in red)  # type: ignore[index, operator]
