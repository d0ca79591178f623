"""Heads a second apart, small heads in a chord, rests (E03, E12, E15, E19)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.notation.event_shapes import displacements, note_shape
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces
from tests.notation.written import event, rest

BLACK = 1.18  # width of the black head
STEM = 0.12  # E01
chords = st.lists(st.integers(-12, 12), min_size=1, max_size=7, unique=True).map(lambda s: [p / 2 for p in sorted(s)])


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


@given(heads=chords, up=st.booleans())
def test_e12_heads_a_second_apart_stand_on_both_sides_of_the_stem(heads: list[float], up: bool) -> None:
    places = displacements(heads, up=up, width=BLACK, stem=STEM)
    aside = 0.0, pytest.approx(BLACK - STEM)
    assert all(abs(x) in aside for x in places)
    for (low, high), (a, b) in zip(pairwise(heads), pairwise(places), strict=True):
        if high - low == 0.5:
            assert a != b
    start = places[0] if up else places[-1]
    assert start == 0
    assert all(x >= 0 for x in places) if up else all(x <= 0 for x in places)


def test_e12_the_upper_note_of_a_second_stands_right_of_the_stem() -> None:
    right = BLACK - STEM
    assert displacements([0, 0.5], up=True, width=BLACK, stem=STEM) == pytest.approx([0, right])
    assert displacements([0, 0.5], up=False, width=BLACK, stem=STEM) == pytest.approx([-right, 0])


def test_e12_clusters_alternate_from_the_end_the_stem_comes_from() -> None:
    right = BLACK - STEM
    cluster = [0, 0.5, 1, 1.5]
    assert displacements(cluster, up=True, width=BLACK, stem=STEM) == pytest.approx([0, right, 0, right])
    assert displacements(cluster, up=False, width=BLACK, stem=STEM) == pytest.approx([-right, 0, -right, 0])
    assert displacements([0, 0.5, 1], up=False, width=BLACK, stem=STEM) == pytest.approx([0, -right, 0])


@pytest.mark.parametrize("up", [True, False])
def test_e03_a_small_head_in_a_full_chord_touches_the_stem(faces: Faces, up: bool) -> None:
    """The sounding pitch over a harmonic: 0.7, at the same side of the stem as the others."""
    written = event("quarter", 2)
    heads = (written.heads[0], replace(written.heads[1], cue=True))
    shape = note_shape(replace(written, heads=heads), 1, (-1, 2), up=up, beamed=False, lines=5, faces=faces)
    full, small = shape.heads
    assert small.x1 - small.dx == pytest.approx(0.7 * (full.x1 - full.dx))
    sides = (small.x1, full.x1) if up else (small.dx, full.dx)
    assert sides[0] == pytest.approx(sides[1])


@pytest.mark.parametrize(
    ("quarters", "value"), [(2, "whole"), (3, "whole"), (4, "whole"), (7, "whole"), (8, "breve"), (12, "breve")]
)
def test_e15_bars_of_eight_quarters_and_longer_take_the_breve(quarters: float, value: str, faces: Faces) -> None:
    expected = {"whole": g.REST_WHOLE, "breve": g.REST_DOUBLE_WHOLE}[value]
    assert rest(faces, "whole", whole_bar=True, bar=quarters).rest == expected


def test_e15_a_whole_rest_hangs_from_the_fourth_line_and_a_half_sits_on_the_third(faces: Faces) -> None:
    whole, half = rest(faces, "whole"), rest(faces, "half")
    assert whole.boxes[0].y1 == pytest.approx(1.0, abs=0.1)
    assert whole.boxes[0].y0 < 1.0 - 0.4
    assert half.boxes[0].y0 == pytest.approx(0.0, abs=0.1)
    assert half.boxes[0].y1 > 0.4


def test_e19_on_a_one_line_staff_the_whole_rest_hangs_from_the_line(faces: Faces) -> None:
    assert rest(faces, "whole", lines=1).boxes[0].y1 == pytest.approx(0.0, abs=0.1)
