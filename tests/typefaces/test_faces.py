"""Music faces: metrics in staff spaces, fallback, outlines."""

from __future__ import annotations

import pytest
from msgspec.structs import astuple

from engraving.errors import MissingResource
from engraving.typefaces import Face, Faces, load_faces, smufl


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


def test_a_black_head_is_a_space_high_and_carries_its_stem(faces: Faces) -> None:
    box = faces.box(smufl.NOTEHEAD_BLACK)
    assert (box.y0, box.y1) == pytest.approx((-0.5, 0.5), abs=0.01)
    assert box.x1 == pytest.approx(1.18, abs=0.01)
    anchor = faces.anchor(smufl.NOTEHEAD_BLACK, "stemUpSE")
    assert anchor is not None
    assert anchor[0] == pytest.approx(box.x1, abs=0.01)
    assert 0 < anchor[1] < 0.5
    assert faces.anchor(smufl.NOTEHEAD_BLACK, "noSuchAnchor") is None
    assert faces.anchor(smufl.REST_QUARTER, "stemUpSE") is None


def test_lookup_is_style_then_bravura_then_our_own() -> None:
    leland = load_faces("Leland")
    assert leland.resolve(smufl.NOTEHEAD_BLACK) == (Face.MUSIC, leland.music)
    assert leland.resolve(smufl.CAESURA_THICK)[0] == Face.MUSIC_FALLBACK
    assert leland.resolve(smufl.CAESURA_THICK)[1].name == "Bravura"
    assert leland.resolve(smufl.REST_H_BAR) == (Face.SUPPLEMENT, leland.supplement)
    assert leland.box(smufl.NOTEHEAD_BLACK) != load_faces().box(smufl.NOTEHEAD_BLACK)


def test_glyphs_only_ligatures_reach_have_their_code_points_back() -> None:
    leland = load_faces("Leland")
    assert leland.resolve(smufl.DYNAMIC_FF)[0] == Face.MUSIC


def test_blank_glyphs_do_not_exist(faces: Faces) -> None:
    assert not faces.has(0xE0A5)  # the null notehead
    with pytest.raises(MissingResource, match="U\\+E0A5"):
        faces.box(0xE0A5)
    with pytest.raises(MissingResource, match="U\\+10000"):
        faces.resolve(0x10000)


def test_an_unknown_font_names_those_there_are() -> None:
    with pytest.raises(MissingResource, match="Bravura, Leland"):
        load_faces("Sonata")
    with pytest.raises(MissingResource, match="Source Serif Pro"):
        load_faces("Bravura", "Times")


@pytest.mark.parametrize(
    "code", [smufl.G_CLEF, smufl.REST_QUARTER, smufl.DYNAMIC_FF, smufl.BRASS_FALL_ROUGH_LONG]
)
def test_outlines_fill_their_box(faces: Faces, code: int) -> None:
    points = [point for contour in faces.outline(code) for point in contour]
    box = faces.box(code)
    assert min(x for x, _ in points) == pytest.approx(box.x0, abs=0.02)
    assert max(x for x, _ in points) == pytest.approx(box.x1, abs=0.02)
    assert min(y for _, y in points) == pytest.approx(box.y0, abs=0.02)
    assert max(y for _, y in points) == pytest.approx(box.y1, abs=0.02)
    assert faces.outline(code) is faces.outline(code)


def test_an_outline_has_the_area_of_its_head(faces: Faces) -> None:
    (contour,) = faces.outline(smufl.AUGMENTATION_DOT)
    following = (*contour[1:], contour[0])
    area = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(contour, following, strict=True))) / 2
    assert area == pytest.approx(3.1416 * 0.2**2, rel=0.15)


def test_boxes_agree_with_the_table_that_comes_with_the_font(faces: Faces) -> None:
    assert astuple(faces.box(smufl.G_CLEF)) == pytest.approx((0, -658 / 250, 671 / 250, 1098 / 250), abs=0.03)
    assert faces.advance(smufl.G_CLEF) == pytest.approx(671 / 250)


def test_faces_of_one_style_are_loaded_once() -> None:
    assert load_faces() is load_faces("Bravura")
    assert load_faces("Leland").fallback is load_faces().music


def test_fingerprints_tell_styles_apart(faces: Faces) -> None:
    assert faces.fingerprint == load_faces().fingerprint
    assert faces.fingerprint != load_faces("Leland").fingerprint
    assert faces.font_hash(Face.ROMAN) != faces.font_hash(Face.BOLD)
