"""Accidentals before a chord (E13b)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.accidentals import CODES, Placed, Sign, bands, fill_order, place
from engraving.score import Accidental
from engraving.typefaces import Box, Faces
from tests.layout.small_music import small_faces

HEAD = 1.18
VALUES = ("sharp", "natural", "flat", "double-sharp", "flat-flat")


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


def stacked(faces: Faces, *signs: tuple[float, str], **dressed: bool) -> dict[float, Placed]:
    """Accidentals before heads at these heights, by height."""
    heads = [(0.0, HEAD, y - 0.5, y + 0.5) for y, _ in signs]
    made = [Sign(y, Accidental(value, **dressed), k + 1, 1.0) for k, (y, value) in enumerate(signs)]
    placed = place(made, heads, faces)
    return {made[p.atom - 1].y: p for p in placed}


def test_every_accidental_of_the_format_is_drawn(faces: Faces) -> None:
    assert len(CODES) >= 40
    assert [value for value, code in CODES.items() if not faces.has(code)] == []


@pytest.mark.parametrize("value", VALUES)
def test_e13b_one_accidental_stands_a_third_of_a_space_before_its_head(value: str, faces: Faces) -> None:
    assert stacked(faces, (0, value))[0].x1 == pytest.approx(-0.35)


def test_e13b_chords_are_filled_top_bottom_next_top_next_bottom() -> None:
    assert fill_order(1) == [0]
    assert fill_order(2) == [0, 1]
    assert fill_order(5) == [0, 4, 1, 3, 2]
    assert fill_order(6) == [0, 5, 1, 4, 2, 3]


@pytest.mark.parametrize("value", VALUES)
def test_e13b_octaves_share_a_column(value: str, faces: Faces) -> None:
    two = stacked(faces, (-1.5, value), (2, value))
    assert two[-1.5].x1 == two[2].x1


@pytest.mark.parametrize("value", VALUES)
def test_e13b_a_seventh_always_shares_a_column(value: str, faces: Faces) -> None:
    two = stacked(faces, (-1, value), (2, value))
    assert two[-1].x1 == two[2].x1


def test_e13b_a_sixth_shares_a_column_between_flats(faces: Faces) -> None:
    two = stacked(faces, (-1, "flat"), (1.5, "flat"))
    assert two[-1].x1 == two[1.5].x1


@pytest.mark.parametrize("value", VALUES)
def test_e13b_those_of_a_second_never_share_a_column(value: str, faces: Faces) -> None:
    two = stacked(faces, (0, value), (0.5, value))
    assert two[0].x1 <= two[0.5].x0 - 0.2 + 1e-9


def test_e13b_of_a_third_the_upper_is_nearest_and_the_lower_a_fifth_of_a_space_left_of_it(faces: Faces) -> None:
    two = stacked(faces, (0, "sharp"), (1, "sharp"))
    assert two[1].x1 == pytest.approx(-0.35)
    assert two[0].x1 == pytest.approx(two[1].x0 - 0.2)


def test_e13b_a_triad_in_close_position_has_the_outer_ones_nearer_than_the_middle_one(faces: Faces) -> None:
    three = stacked(faces, (-1, "flat"), (0, "flat"), (1, "flat"))
    assert three[1].x1 > three[-1].x1 > three[0].x1


@given(
    st.lists(
        st.tuples(st.integers(-8, 8).map(lambda s: s / 2), st.sampled_from(VALUES)),
        min_size=1,
        max_size=7,
        unique_by=lambda t: t[0],
    )
)
def test_e13b_no_two_accidentals_touch_and_none_touches_a_head(signs: list[tuple[float, str]]) -> None:
    placed = list(stacked(small_faces(), *signs).values())
    for p in placed:
        assert p.x1 <= -0.35 + 1e-9
    for i, a in enumerate(placed):
        for b in placed[i + 1 :]:
            beside = a.x1 <= b.x0 - 0.2 + 1e-9 or b.x1 <= a.x0 - 0.2 + 1e-9
            apart = a.y0 >= b.y1 - 0.1 or b.y0 >= a.y1 - 0.1
            assert beside or apart or between(a, b) >= 0.19


def between(a: Placed, b: Placed) -> float:
    """White between the outlines of two accidentals of one glyph each."""
    edges = [
        [
            ((x + p, y + q), (x + r, y + s))
            for x, y, code in sign.glyphs
            for contour in small_faces().outline(code)
            for (p, q), (r, s) in zip(contour, (*contour[1:], contour[0]), strict=True)
        ]
        for sign in (a, b)
    ]
    return min(
        _from_line(point, *edge) for these, those in (edges, edges[::-1]) for point, _ in these for edge in those
    )


def _from_line(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    t = min(1.0, max(0.0, (px * dx + py * dy) / (dx * dx + dy * dy or 1.0)))
    return math.hypot(px - t * dx, py - t * dy)


def test_e02_a_flat_slips_under_the_flat_a_fifth_above_it(faces: Faces) -> None:
    """Its font says that the corner over its belly is empty: only its stem keeps off the upper one."""
    two = stacked(faces, (-1, "flat"), (1, "flat"))
    cut = faces.anchor(CODES["flat"], "cutOutNE")
    assert cut is not None
    assert two[1].x0 - (two[-1].x0 + cut[0]) == pytest.approx(0.2, abs=0.02)
    assert two[-1].x1 > two[1].x0 + 0.3
    assert between(two[-1], two[1]) >= 0.19


@pytest.mark.parametrize("value", VALUES)
def test_e02_without_cut_outs_a_sign_is_its_box(value: str, faces: Faces) -> None:
    """As in faces whose metadata say nothing of corners."""

    class Plain:
        def box(self, code: int) -> Box:
            return faces.box(code)

        def anchor(self, code: int, name: str) -> None:
            return None

    (band,) = bands(CODES[value], Plain())  # type: ignore[arg-type]
    box = faces.box(CODES[value])
    assert (band.x0, band.x1) == (0.0, box.x1 - box.x0)
    assert (band.y0, band.y1) == pytest.approx((box.y0, box.y1), abs=0.05)


@pytest.mark.parametrize("value", VALUES)
def test_e02_bands_hold_all_the_ink_of_a_sign(value: str, faces: Faces) -> None:
    """A cut-out that were too large would let signs touch."""
    code = CODES[value]
    box = faces.box(code)
    for contour in faces.outline(code):
        for x, y in contour:
            inside = [b for b in bands(code, faces) if b.x0 - 0.03 <= x - box.x0 <= b.x1 + 0.03 and b.y0 - 0.05 <= y <= b.y1 + 0.05]
            assert inside, (x, y)


def test_e13b_they_clear_a_displaced_head(faces: Faces) -> None:
    """With a head left of the stem, its neighbour's accidental moves out as well."""
    heads = [(-1.06, 0.12, -0.5, 0.5), (0.0, HEAD, 0.0, 1.0)]
    (placed,) = place([Sign(0.5, Accidental("sharp"), 1, 1.0)], heads, faces)
    assert placed.x1 == pytest.approx(-1.06 - 0.35)


def test_e13_a_parenthesis_stands_on_either_side(faces: Faces) -> None:
    placed = stacked(faces, (0, "flat"), parentheses=True)[0]
    assert [code for _, _, code in placed.glyphs] == [0xE26A, 0xE260, 0xE26B]
    xs = [x for x, _, _ in placed.glyphs]
    assert xs == sorted(xs)
    assert placed.x1 == pytest.approx(-0.35)


def test_e13_an_editorial_accidental_is_in_brackets(faces: Faces) -> None:
    placed = stacked(faces, (0, "sharp"), bracket=True)[0]
    assert [code for _, _, code in placed.glyphs] == [0xE26C, 0xE262, 0xE26D]


def test_e13_a_plain_courtesy_looks_like_any_accidental(faces: Faces) -> None:
    """Sessions print courtesies plain; parentheses are asked for by name."""
    assert stacked(faces, (0, "flat"), cautionary=True) == stacked(faces, (0, "flat"))


def test_e03_accidentals_of_grace_notes_are_small_like_them(faces: Faces) -> None:
    (small,) = place([Sign(0, Accidental("sharp"), 1, 0.62)], [(0, HEAD * 0.62, -0.31, 0.31)], faces)
    big = stacked(faces, (0, "sharp"))[0]
    assert small.x1 - small.x0 == pytest.approx(0.62 * (big.x1 - big.x0))
    assert small.x1 == pytest.approx(-0.35 * 0.62)
