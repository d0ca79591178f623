"""Text: runs, kerning, boxes, outlines."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from engraving.typefaces import Box, Face, Faces, load_faces, smufl
from engraving.typefaces.face import TEXT_FACES


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


def test_runs_fall_back_character_by_character(faces: Faces) -> None:
    assert faces.runs("Horn in F", Face.ITALIC) == ((Face.ITALIC, "Horn in F"),)
    assert faces.runs("a α b", Face.ITALIC) == ((Face.ITALIC, "a "), (Face.ROMAN, "α"), (Face.ITALIC, " b"))
    assert faces.runs("α", Face.BOLD_ITALIC) == ((Face.BOLD, "α"),)
    assert faces.runs("B♭ Clarinet", Face.BOLD) == (
        (Face.BOLD, "B"),
        (Face.MUSIC, chr(smufl.ACCIDENTAL_FLAT)),
        (Face.BOLD, " Clarinet"),
    )


def test_private_use_characters_are_music(faces: Faces) -> None:
    assert faces.runs(chr(smufl.DYNAMIC_FF), Face.ROMAN) == ((Face.MUSIC, chr(smufl.DYNAMIC_FF)),)
    assert faces.runs(chr(smufl.REST_H_BAR), Face.ROMAN) == ((Face.SUPPLEMENT, chr(smufl.REST_H_BAR)),)


def test_what_no_face_has_is_told_and_drawn_as_a_hollow_box(faces: Faces) -> None:
    assert faces.missing("Horn", Face.ROMAN) == ""
    assert faces.missing("長笛長", Face.ROMAN) == "長笛"
    assert faces.runs("1長", Face.ROMAN) == ((Face.ROMAN, "1"), (Face.SUPPLEMENT, chr(smufl.MISSING)))


def test_invisible_characters_leave_no_trace(faces: Faces) -> None:
    assert faces.runs("a\u00adb\u200bc\td", Face.ROMAN) == ((Face.ROMAN, "abc d"),)
    assert faces.missing("\ufeff\n", Face.ROMAN) == ""


@pytest.mark.parametrize("face", TEXT_FACES)
def test_widths_are_the_fonts_own_advances_plus_kerning(faces: Faces, face: Face) -> None:
    font = TTFont(faces.font_file(face))
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    text = "VAlse To Ye, AVA. Týr"
    plain = sum(metrics[cmap[ord(c)]][0] for c in text)
    kerned = faces.text_width(text, face, 1000)
    assert kerned == pytest.approx(plain + sum(faces.kerning(text, face)))
    assert kerned < plain


def test_kerning_is_what_the_font_says(faces: Faces) -> None:
    av, th, same = (faces.kerning(pair, Face.ROMAN)[0] for pair in ("AV", "Th", "nn"))
    assert av < -50
    assert abs(th) < 40
    assert same == 0
    # an accented letter is kerned like its base letter, through the font's classes
    assert faces.kerning("ÁV", Face.ROMAN) == [av]


def test_width_of_a_line_is_the_end_of_its_last_run(faces: Faces) -> None:
    text = "Clarinet in B♭ 1"
    runs = faces.typeset(text, Face.ROMAN, 12)
    assert [run.face for run in runs] == [Face.ROMAN, Face.MUSIC, Face.ROMAN]
    last = runs[-1]
    end = last.x + faces.text_width(last.text, Face.ROMAN, 12)
    assert faces.text_width(text, Face.ROMAN, 12) == pytest.approx(end)
    assert runs[0].x == 0
    assert runs[1].x > faces.text_width("Clarinet in B", Face.ROMAN, 12)


def test_an_inline_natural_is_1_3_cap_heights_high(faces: Faces) -> None:
    (run,) = faces.typeset("♮", Face.BOLD, 10)
    box = faces.box(smufl.ACCIDENTAL_NATURAL)
    cap = faces.cap_height(Face.BOLD, 10)
    assert (box.y1 - box.y0) * run.size / 4 == pytest.approx(1.3 * cap)
    ink = faces.text_box("♮", Face.BOLD, 10)
    assert (ink.y0 + ink.y1) / 2 == pytest.approx(cap / 2)
    assert faces.text_box("♭", Face.BOLD, 10).y0 == pytest.approx(0)


def test_boxes_hold_the_outlines(faces: Faces) -> None:
    for text in ("Tutti", "gjy", "B♭ (2.)", "1長"):
        box = faces.text_box(text, Face.ITALIC, 14)
        points = [point for contour in faces.text_outline(text, Face.ITALIC, 14) for point in contour]
        assert min(x for x, _ in points) == pytest.approx(box.x0, abs=0.02)
        assert max(x for x, _ in points) == pytest.approx(box.x1, abs=0.02)
        assert min(y for _, y in points) == pytest.approx(box.y0, abs=0.02)
        assert max(y for _, y in points) == pytest.approx(box.y1, abs=0.02)


def test_blank_text_has_a_width_and_no_ink(faces: Faces) -> None:
    assert faces.text_width("   ", Face.ROMAN, 10) > 3
    assert faces.text_box("   ", Face.ROMAN, 10) == Box(0, 0, 0, 0)
    assert faces.text_outline("  ", Face.ROMAN, 10) == ()
    assert faces.text_width("", Face.ROMAN, 10) == 0
    assert faces.typeset("", Face.ROMAN, 10) == ()


def test_heights(faces: Faces) -> None:
    cap = faces.cap_height(Face.ROMAN, 10)
    assert cap == pytest.approx(faces.text_box("H", Face.ROMAN, 10).y1, abs=0.05)
    assert faces.x_height(Face.ROMAN, 10) == pytest.approx(faces.text_box("x", Face.ROMAN, 10).y1, abs=0.05)
    assert faces.descent(Face.ROMAN, 10) < 0 < cap < faces.ascent(Face.ROMAN, 10)
