"""Clefs, key signatures and metres as rows of glyphs (E40)."""

from __future__ import annotations

import itertools

import pytest

from engraving.notation.metres import metre_row
from engraving.notation.signatures import clef_row, key_row
from engraving.score import Clef, Key, Metre
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces

TREBLE, BASS, ALTO, TENOR = Clef("G", 2), Clef("F", 4), Clef("C", 3), Clef("C", 4)
SHARPS = {  # in the order F C G D A E B
    TREBLE: (2, 0.5, 2.5, 1, -0.5, 1.5, 0),
    BASS: (1, -0.5, 1.5, 0, -1.5, 0.5, -1),
    ALTO: (1.5, 0, 2, 0.5, -1, 1, -0.5),
    TENOR: (-1, 1, -0.5, 1.5, 0, 2, 0.5),
}
FLATS = {  # in the order B E A D G C F
    TREBLE: (0, 1.5, -0.5, 1, -1, 0.5, -1.5),
    BASS: (-1, 0.5, -1.5, 0, -2, -0.5, -2.5),
    ALTO: (-0.5, 1, -1, 0.5, -1.5, 0, -2),
    TENOR: (0.5, 2, 0, 1.5, -0.5, 1, -1),
}
RARE = (Clef("C", 1), Clef("C", 2), Clef("C", 5), Clef("F", 3), Clef("F", 5), Clef("G", 1))


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


@pytest.mark.parametrize("clef", [TREBLE, BASS, ALTO, TENOR])
@pytest.mark.parametrize("fifths", range(-7, 8))
def test_e40_sharps_and_flats_stand_where_every_player_expects_them(clef: Clef, fifths: int, faces: Faces) -> None:
    signs = key_row(Key(fifths), None, clef, faces).signs
    places = (SHARPS if fifths > 0 else FLATS)[clef][: abs(fifths)]
    assert tuple(sign.y for sign in signs) == places
    assert {sign.code for sign in signs} <= {g.ACCIDENTAL_SHARP if fifths > 0 else g.ACCIDENTAL_FLAT}


@pytest.mark.parametrize("octaves", [-2, -1, 1, 2])
def test_e40_an_octave_clef_has_the_signature_of_its_plain_one(octaves: int, faces: Faces) -> None:
    assert key_row(Key(3), None, Clef("G", 2, octaves), faces) == key_row(Key(3), None, TREBLE, faces)
    assert key_row(Key(-4), None, Clef("F", 4, octaves), faces) == key_row(Key(-4), None, BASS, faces)


@pytest.mark.parametrize("clef", [*RARE])
@pytest.mark.parametrize("sign", [1, -1])
def test_e40_every_sign_of_a_rare_clef_stands_on_its_own_note(clef: Clef, sign: int, faces: Faces) -> None:
    """Whatever the octave: the first sharp is on an F of that clef, the second on a C …"""
    order = (3, 0, 4, 1, 5, 2, 6) if sign > 0 else (6, 2, 5, 1, 4, 0, 3)
    for place, step in zip(key_row(Key(7 * sign), None, clef, faces).signs, order, strict=True):
        assert (clef.middle + 2 * place.y) % 7 == step


@pytest.mark.parametrize("clef", [TREBLE, BASS, ALTO, TENOR, *RARE])
@pytest.mark.parametrize("sign", [1, -1])
def test_e40_a_longer_signature_begins_like_a_shorter_one(clef: Clef, sign: int, faces: Faces) -> None:
    rows = [key_row(Key(n * sign), None, clef, faces).signs for n in range(8)]
    for shorter, longer in itertools.pairwise(rows):
        assert longer[: len(shorter)] == shorter


def test_e40_naturals_cancel_only_on_the_way_to_open_key(faces: Faces) -> None:
    gone = key_row(Key(0), Key(2), TREBLE, faces)
    assert [(s.code, s.y) for s in gone.signs] == [(g.ACCIDENTAL_NATURAL, 2), (g.ACCIDENTAL_NATURAL, 0.5)]
    assert key_row(Key(-1), Key(2), TREBLE, faces) == key_row(Key(-1), None, TREBLE, faces)
    assert key_row(Key(1), Key(2), TREBLE, faces) == key_row(Key(1), None, TREBLE, faces)


def test_naturals_of_the_old_key_may_follow_the_new_one(faces: Faces) -> None:
    before, after = (key_row(Key(1, cancel=3, cancelled_after=way), Key(3), TREBLE, faces) for way in (False, True))
    natural, sharp = g.ACCIDENTAL_NATURAL, g.ACCIDENTAL_SHARP
    assert [s.code for s in before.signs] == [natural, natural, sharp]
    assert [s.code for s in after.signs] == [sharp, natural, natural]
    assert {(s.code, s.y) for s in before.signs} == {(s.code, s.y) for s in after.signs}


def test_e19_unpitched_staves_have_no_signature(faces: Faces) -> None:
    assert key_row(Key(3), None, Clef("percussion"), faces).signs == ()


def test_a_free_signature_prints_what_the_source_lists(faces: Faces) -> None:
    signs = key_row(Key(free=((6, -1.0), (3, 1.0))), None, TREBLE, faces).signs
    assert [s.code for s in signs] == [g.ACCIDENTAL_FLAT, g.ACCIDENTAL_SHARP]
    assert [(TREBLE.middle + 2 * s.y) % 7 for s in signs] == [6, 3]


def test_signs_of_a_signature_do_not_overlap_and_its_width_is_their_ink(faces: Faces) -> None:
    for fifths in (-7, -3, 2, 7):
        row = key_row(Key(fifths), None, TREBLE, faces)
        boxes = [(s.x + faces.box(s.code).x0, s.x + faces.box(s.code).x1) for s in row.signs]
        assert boxes[0][0] == pytest.approx(0)
        assert boxes[-1][1] == pytest.approx(row.width)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(boxes))


# Clefs


@pytest.mark.parametrize(
    ("clef", "code", "y"),
    [
        (TREBLE, 0xE050, -1), (BASS, 0xE062, 1), (ALTO, 0xE05C, 0), (TENOR, 0xE05C, 1), (Clef("F", 3), 0xE062, 0),
        (Clef("G", 2, -1), 0xE052, -1), (Clef("G", 2, 1), 0xE053, -1), (Clef("F", 4, -1), 0xE064, 1),
        (Clef("percussion"), 0xE069, 0),
    ],
)  # fmt: skip
def test_e40_a_clef_stands_on_its_line(clef: Clef, code: int, y: float, faces: Faces) -> None:
    (sign,) = clef_row(clef, faces, lines=5).signs
    assert (sign.code, sign.y) == (code, y)


def test_e03_a_clef_in_mid_line_is_three_quarters_as_big(faces: Faces) -> None:
    big, small = clef_row(BASS, faces, lines=5), clef_row(BASS, faces, lines=5, scale=0.75)
    assert small.width == pytest.approx(0.75 * big.width)
    assert small.signs[0].y == big.signs[0].y


@pytest.mark.parametrize("clef", [Clef("none"), Clef("G", 2, visible=False)])
def test_no_clef_is_no_ink(clef: Clef, faces: Faces) -> None:
    assert clef_row(clef, faces, lines=5) == ((), 0.0)


# Metres


def figures(metre: Metre, faces: Faces) -> list[tuple[int, float]]:
    return [(sign.code - 0xE080, sign.y) for sign in metre_row(metre, faces).signs]


def test_a_metre_is_two_figures_filling_the_staff(faces: Faces) -> None:
    assert figures(Metre((("3", 4),)), faces) == [(3, 1), (4, -1)]


def test_wide_figures_are_centred_over_narrow_ones(faces: Faces) -> None:
    one, two, eight = metre_row(Metre((("12", 8),)), faces).signs
    centre = (one.x + two.x + faces.advance(two.code)) / 2
    assert eight.x + faces.advance(eight.code) / 2 == pytest.approx(centre)


def test_common_and_cut_time_are_signs(faces: Faces) -> None:
    assert [s.code for s in metre_row(Metre(symbol="common"), faces).signs] == [g.TIME_SIG_COMMON]
    assert [s.code for s in metre_row(Metre((("2", 2),), "cut"), faces).signs] == [g.TIME_SIG_CUT_COMMON]


def test_an_additive_metre_keeps_its_plus(faces: Faces) -> None:
    row = metre_row(Metre((("3+2", 8),)), faces)
    upper = [s.code for s in row.signs if s.y == 1]
    assert upper == [0xE083, g.TIME_SIG_PLUS_SMALL, 0xE082]


def test_a_composite_metre_stands_side_by_side(faces: Faces) -> None:
    row = metre_row(Metre((("2", 4), ("3", 8))), faces)
    assert [s.code for s in row.signs] == [0xE082, 0xE084, g.TIME_SIG_PLUS, 0xE083, 0xE088]
    assert row.signs[3].x > row.signs[2].x > row.signs[1].x


def test_both_metres_of_a_pair_may_be_letters(faces: Faces) -> None:
    pair = Metre((("4", 4),), "common", (("2", 2),), "equals", other_symbol="cut")
    codes = [s.code for s in metre_row(pair, faces).signs]
    assert codes == [g.TIME_SIG_COMMON, g.TIME_SIG_EQUALS, g.TIME_SIG_CUT_COMMON]
    second = Metre((("4", 4),), "common", (("12", 8),), "parentheses")
    assert len(metre_row(second, faces).signs) == 1 + 2 + 3


def test_an_interchangeable_metre_is_in_parentheses(faces: Faces) -> None:
    codes = [s.code for s in metre_row(Metre((("3", 4),), interchangeable=(("6", 8),)), faces).signs]
    assert codes == [0xE083, 0xE084, g.TIME_SIG_PARENS_LEFT, 0xE086, 0xE088, g.TIME_SIG_PARENS_RIGHT]


def test_a_single_number_stands_in_the_middle(faces: Faces) -> None:
    assert figures(Metre((("3", 4),), "single-number"), faces) == [(3, 0)]


def test_senza_misura_and_hidden_metres_are_no_ink(faces: Faces) -> None:
    assert metre_row(Metre(()), faces) == ((), 0.0)
    assert metre_row(Metre(visible=False), faces) == ((), 0.0)
