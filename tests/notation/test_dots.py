"""Augmentation dots (E14, E15)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.dots import add_dots
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces
from tests.notation.written import chord, rest

BLACK = 1.18  # width of the black head
chords = st.lists(st.integers(-12, 12), min_size=1, max_size=7, unique=True).map(lambda s: [p / 2 for p in sorted(s)])


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


def dots_of(faces: Faces, *positions: float, dots: int = 1, **more: object) -> list[tuple[float, float]]:
    shape = chord(faces, *positions, dots=dots, **more)  # type: ignore[arg-type]
    add_dots([shape], faces)
    return [(x, y) for x, y, _ in shape.dots]


@pytest.mark.parametrize(("y", "dot"), [(0.5, 0.5), (0, 0.5), (-1, -0.5), (2, 2.5), (-1.5, -1.5)])
def test_e14_a_dot_stands_in_a_space_half_a_space_after_the_head(y: float, dot: float, faces: Faces) -> None:
    """The dot of a note on a line goes up."""
    assert dots_of(faces, y, up=y < 0) == [(pytest.approx(BLACK + 0.5), dot)]


def test_e14_a_lower_voice_on_a_line_has_its_dot_below(faces: Faces) -> None:
    assert [y for _, y in dots_of(faces, 0, up=False, side=-1)] == [-0.5]
    assert [y for _, y in dots_of(faces, 0.5, up=False, side=-1)] == [0.5]


def test_e14_two_dots_are_three_tenths_apart(faces: Faces) -> None:
    width = faces.box(g.AUGMENTATION_DOT).x1 - faces.box(g.AUGMENTATION_DOT).x0
    (a, _), (b, _) = dots_of(faces, 0.5, up=False, dots=2)
    assert b - (a + width) == pytest.approx(0.3)


def test_e14_dots_of_a_second_fill_downwards(faces: Faces) -> None:
    """B4 and C5: C's dot in its own space, B's below its line."""
    assert sorted(y for _, y in dots_of(faces, 0, 0.5, up=False)) == [-0.5, 0.5]


@given(heads=chords, up=st.booleans(), count=st.integers(1, 3))
def test_e14_the_dots_of_a_chord_share_one_x_and_never_a_space(heads: list[float], up: bool, count: int) -> None:
    dots = dots_of(small_faces(), *heads, up=up, dots=count)
    columns = sorted({round(x, 6) for x, _ in dots})
    assert len(columns) == count
    for column in columns:
        ys = [y for x, y in dots if round(x, 6) == column]
        assert len(set(ys)) == len(heads)
        assert all(abs(y % 1 - 0.5) < 1e-9 for y in ys)
    edge = max(h.x1 for h in chord(small_faces(), *heads, up=up).heads)
    assert columns[0] == pytest.approx(edge + 0.5)


@pytest.mark.parametrize("y", [-2, -1.5, -1, -0.5])
@pytest.mark.parametrize("value", ["eighth", "16th"])
def test_e14_a_dot_keeps_off_the_flag_of_its_note(y: float, value: str, faces: Faces) -> None:
    """The stem grows by little more than half a space at the most; where that is not enough the dot stands beyond the flag."""
    plain, dotted = chord(faces, y, value=value), chord(faces, y, value=value, dots=1)
    add_dots([dotted], faces)
    (x, dot_y, _) = dotted.dots[0]
    flag, left = faces.box(dotted.flag), dotted.stem_x - 0.06
    under = dotted.flag_y + flag.y0 >= dot_y + 0.2
    beyond = x >= left + flag.x1
    assert under or beyond
    assert 0 <= dotted.tip - plain.tip <= 0.55 + 1e-9


@pytest.mark.parametrize("value", ["half", "quarter", "eighth", "16th"])
def test_e15_the_dot_of_a_rest_stands_in_the_space_above_the_middle_line(value: str, faces: Faces) -> None:
    shape = rest(faces, value, dots=1)
    add_dots([shape], faces)
    ((x, y, _),) = shape.dots
    assert y == 0.5
    assert x > shape.boxes[0].x1
