"""Our own drawings: what they are for, that they are sound, and that their ink is where their box says."""

from __future__ import annotations

import math
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import astuple

from engraving.layout.page import Glyph, Ink, Page
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, load_faces, smufl
from engraving.typefaces.drawing import ellipse, frame, hole, polygon, rectangle, stroke, turned
from engraving.typefaces.drawings import all_drawings

DRAWN = sorted(all_drawings())
NAMES = {value: name for name, value in vars(smufl).items() if name.isupper() and isinstance(value, int)}


def area(points: tuple[tuple[float, float], ...]) -> float:
    following = (*points[1:], points[0])
    return sum(b[0] * a[1] - a[0] * b[1] for a, b in zip(points, following, strict=True)) / 2


def test_we_draw_nothing_that_bravura_has() -> None:
    bravura = load_faces().music
    assert [hex(code) for code in DRAWN if bravura.has(code)] == []


def test_every_drawing_has_a_name() -> None:
    assert [hex(code) for code in DRAWN if code not in NAMES] == []


@pytest.mark.parametrize("code", DRAWN, ids=lambda code: NAMES[code])
def test_drawings_are_sound(code: int) -> None:
    drawing = all_drawings()[code]
    assert drawing.advance > 0
    assert all(len(contour.points) >= 3 for contour in drawing.contours)
    assert sum(area(contour.points) for contour in drawing.contours) > 0.02
    box = load_faces().box(code)
    assert box.x1 - box.x0 < 8
    assert max(abs(box.y0), abs(box.y1)) < 5


def test_heads_carry_stems() -> None:
    faces = load_faces()
    heads = [code for code in DRAWN if 0xE0A0 <= code <= 0xE1BF]
    assert len(heads) > 50
    for code in heads:
        if smufl.NOTEHEAD_LARGE_ARROW_UP_DOUBLE_WHOLE <= code <= smufl.NOTEHEAD_LARGE_ARROW_DOWN_BLACK:
            continue
        up, down, box = faces.anchor(code, "stemUpSE"), faces.anchor(code, "stemDownNW"), faces.box(code)
        assert up is not None, hex(code)
        assert down is not None, hex(code)
        assert up[0] == pytest.approx(box.x1, abs=0.01)
        assert down[0] == pytest.approx(box.x0, abs=0.01)
        assert box.y0 - 0.01 <= up[1] <= box.y1 + 0.01
        assert box.y0 - 0.01 <= down[1] <= box.y1 + 0.01


@pytest.mark.parametrize("first", [smufl.NOTEHEAD_LARGE_ARROW_UP_WHOLE, smufl.NOTEHEAD_LARGE_ARROW_DOWN_WHOLE])
def test_arrows_are_centred_on_their_stem(first: int) -> None:
    """As MusicXML wants them, unlike triangles."""
    faces = load_faces()
    for code in (first, first + 1, first + 2):
        up, down, box = faces.anchor(code, "stemUpSE"), faces.anchor(code, "stemDownNW"), faces.box(code)
        assert up is not None
        assert down is not None
        assert (up[0] + down[0]) / 2 == pytest.approx((box.x0 + box.x1) / 2, abs=0.01)
        assert up[0] - down[0] == pytest.approx(faces.thickness.stem, abs=0.01)


def test_the_h_bar_joins_up() -> None:
    faces = load_faces()
    for code in (smufl.REST_H_BAR, smufl.REST_H_BAR_LEFT, smufl.REST_H_BAR_RIGHT):
        assert (faces.box(code).y0, faces.box(code).y1) == (-1, 1)
    assert faces.box(smufl.REST_H_BAR_LEFT).x1 == faces.advance(smufl.REST_H_BAR_LEFT)
    assert faces.box(smufl.REST_H_BAR_MIDDLE).x0 == 0


@pytest.mark.parametrize("style", ["Bravura", "Petaluma"])
def test_ink_is_where_the_box_says(style: str, tmp_path: Path) -> None:
    """Each glyph alone on a sheet of 20 × 20 spaces, rendered at 20 pixels a space."""
    faces = load_faces(style)
    codes = [code for code in NAMES if max(map(abs, astuple(faces.box(code)))) < 9]
    assert len(codes) > 0.95 * len(NAMES)
    side, middle, space = 40_000, 20_000, 2_000
    pages = [
        Page(side, side, (0, 0, 0, 0), (Glyph(Ink.HEAD, middle, middle, c, 4 * space, faces.resolve(c)[0]),))
        for c in codes
    ]
    path = tmp_path / "glyphs.pdf"
    path.write_bytes(pdf_bytes(pages, faces, DocumentInfo()))
    document = pypdfium2.PdfDocument(path)
    for number, code in enumerate(codes):
        image = document[number].render(scale=1, grayscale=True).to_pil().point(lambda v: 255 * (v < 128))
        found, box = image.getbbox(), faces.box(code)
        assert found is not None, NAMES[code]
        left, top, right, bottom = found
        ink = (left / 20 - 10, 10 - bottom / 20, right / 20 - 10, 10 - top / 20)
        assert ink == pytest.approx(astuple(box), abs=0.13), NAMES[code]
    document.close()


def test_shapes_fill_clockwise_and_holes_the_other_way() -> None:
    square = polygon((0, 0), (1, 0), (1, 1), (0, 1))
    assert area(square[0].points) == pytest.approx(1)
    assert area(hole(square)[0].points) == pytest.approx(-1)
    assert area(rectangle(0, 0, 2, 1)[0].points) == pytest.approx(2)
    assert area(ellipse(5, 5, 2, 1, 30)[0].points) == pytest.approx(2 * math.pi, rel=0.01)


def test_frames_keep_their_width() -> None:
    outer, inner = frame([(0, 0), (0, 4), (4, 4), (4, 0)], 0.5)
    assert area(outer.points) == pytest.approx(16)
    assert area(inner.points) == pytest.approx(-9)


def test_strokes_are_as_wide_as_their_pen() -> None:
    (bar,) = stroke([(0, 0), (10, 0)], 0.3)
    assert area(bar.points) == pytest.approx(3)
    (slanted,) = turned([bar], 30)
    assert area(slanted.points) == pytest.approx(3)
    assert len(stroke([(0, 0), (1, 1)], 0.2, caps=True)) == 3


def test_the_supplement_is_what_a_style_falls_back_on_last() -> None:
    faces = load_faces()
    assert {code for code in NAMES if faces.resolve(code)[0] == Face.SUPPLEMENT} == set(DRAWN)
