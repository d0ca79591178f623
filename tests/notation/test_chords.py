"""What stands together at one tick on one staff: two voices beside each other (E12–E15)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engraving.notation.chords import settle
from engraving.notation.shapes import Shape
from engraving.typefaces import Faces
from tests.layout.small_music import small_faces
from tests.notation.written import chord, rest

BLACK = 1.18


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


def voices(
    faces: Faces, upper: tuple[float, ...], lower: tuple[float, ...], *,
    values: tuple[str, str] = ("quarter", "quarter"), dots: tuple[int, int] = (0, 0),
) -> tuple[Shape, Shape]:  # fmt: skip
    """Two voices at one tick, set beside each other."""
    a = chord(faces, *upper, value=values[0], up=True, side=1, dots=dots[0], number=1)
    b = chord(faces, *lower, value=values[1], up=False, side=-1, dots=dots[1], number=2)
    settle([a, b], faces)
    return a, b


def test_e12_voices_a_third_and_more_apart_stand_in_one_line(faces: Faces) -> None:
    a, b = voices(faces, (0.5,), (-0.5,))
    assert a.heads[0].dx == b.heads[0].dx == 0


def test_e12_a_unison_is_shared_and_both_heads_are_there(faces: Faces) -> None:
    a, b = voices(faces, (0,), (0,))
    assert (a.heads[0].dx, a.heads[0].y) == (b.heads[0].dx, b.heads[0].y) == (0, 0)


@pytest.mark.parametrize("more", [{"values": ("half", "quarter")}, {"dots": (0, 1)}, {"values": ("whole", "half")}])
def test_e12_a_unison_of_different_heads_stands_side_by_side(more: dict[str, tuple[str, str]], faces: Faces) -> None:
    """Stem-up head left, stem-down head right of it; heads do not overlap more than their stems."""
    a, b = voices(faces, (0,), (0,), **more)  # type: ignore[arg-type]
    assert a.heads[0].dx == 0
    assert b.heads[0].dx >= a.heads[0].x1 - 0.13


def test_e12_stems_of_an_unshareable_unison_stand_in_line(faces: Faces) -> None:
    a, b = voices(faces, (0,), (0,), values=("half", "quarter"))
    assert b.stem_x == pytest.approx(a.stem_x, abs=0.02)


@pytest.mark.parametrize("values", [("half", "quarter"), ("quarter", "quarter"), ("half", "eighth")])
def test_e12_of_a_dotted_upper_and_a_plain_lower_head_on_one_pitch_the_dotted_one_is_right(
    values: tuple[str, str], faces: Faces
) -> None:
    """Its dot stands right after it and can be read as no other's; the stems are outside."""
    a, b = voices(faces, (0,), (0,), values=values, dots=(1, 0))
    assert b.heads[0].dx == 0
    assert a.heads[0].dx >= b.heads[0].x1
    assert b.stem_x < b.heads[0].x1 - 1
    assert a.stem_x > a.heads[0].x1 - 0.13
    assert a.dots[0][0] == pytest.approx(a.heads[0].x1 + 0.5)


def test_e12_a_dotted_chord_over_its_lowest_head_in_unison_moves_as_a_whole(faces: Faces) -> None:
    a, b = voices(faces, (0, 1.5), (0,), values=("half", "quarter"), dots=(1, 0))
    assert min(h.dx for h in a.heads) >= b.heads[0].x1
    assert {x for x, _, _ in a.dots} == {max(h.x1 for h in a.heads) + 0.5}


def test_e12_the_flag_of_the_plain_head_hangs_clear_of_the_dotted_head_right_of_it(faces: Faces) -> None:
    a, b = voices(faces, (0,), (0,), values=("half", "eighth"), dots=(1, 0))
    assert b.flag
    assert b.boxes[-1].y1 <= a.heads[0].y - 0.5 - 0.1


def test_e12_two_dotted_heads_on_one_pitch_keep_their_stems_in_line(faces: Faces) -> None:
    a, b = voices(faces, (0,), (0,), values=("half", "quarter"), dots=(1, 1))
    assert a.heads[0].dx == 0
    assert b.stem_x == pytest.approx(a.stem_x, abs=0.02)


def test_e12_a_second_apart_the_upper_voice_is_left_the_lower_right_touching(faces: Faces) -> None:
    a, b = voices(faces, (0.5,), (0,))
    assert a.heads[0].dx == 0
    assert b.heads[0].dx == pytest.approx(BLACK)


def test_e12_when_voices_cross_the_upper_voice_stands_right_with_stems_outside(faces: Faces) -> None:
    a, b = voices(faces, (-0.5,), (0.5,))
    assert b.heads[0].dx == 0
    assert a.heads[0].dx > b.heads[0].dx
    assert a.stem_x > b.heads[0].x1


@given(
    upper=st.integers(-6, 6),
    lower=st.integers(-6, 6),
    values=st.tuples(*[st.sampled_from(("half", "quarter", "whole"))] * 2),
)
def test_e12_heads_of_two_voices_never_cover_each_other_in_part(
    upper: int, lower: int, values: tuple[str, str]
) -> None:
    """They coincide (a shared unison), or stand clear: beside each other or a third and more apart."""
    a, b = voices(small_faces(), (upper / 2,), (lower / 2,), values=values)
    x, y = a.heads[0], b.heads[0]
    if (x.dx, x.y, x.code) == (y.dx, y.y, y.code):
        return
    beside = x.dx >= y.x1 - 0.13 or y.dx >= x.x1 - 0.13
    assert beside or abs(x.y - y.y) >= 1.0


heights = st.lists(st.integers(-6, 6), min_size=1, max_size=3, unique=True).map(lambda ys: tuple(y / 2 for y in sorted(ys)))


@given(upper=heights, lower=heights, values=st.tuples(*[st.sampled_from(("half", "quarter"))] * 2))
def test_e12_chords_with_seconds_keep_their_heads_off_the_other_voice(
    upper: tuple[float, ...], lower: tuple[float, ...], values: tuple[str, str]
) -> None:
    """A displaced head counts too: the other voice goes past it."""
    a, b = voices(small_faces(), upper, lower, values=values)
    for x in a.heads:
        for y in b.heads:
            one = (round(x.dx, 6), x.y, x.code) == (round(y.dx, 6), y.y, y.code)
            beside = x.dx >= y.x1 - 0.15 or y.dx >= x.x1 - 0.15
            assert one or beside or abs(x.y - y.y) >= 1.0


def test_e14_a_head_shared_by_two_dotted_voices_has_its_dots_in_one_place(faces: Faces) -> None:
    a, b = voices(faces, (0,), (0,), dots=(1, 1))
    assert [(x, y) for x, y, _ in a.dots] == [(x, y) for x, y, _ in b.dots]
    assert a.dots[0][1] == 0.5


def test_e14_dots_stand_right_of_both_voices_when_heads_are_side_by_side(faces: Faces) -> None:
    a, b = voices(faces, (0.5,), (0,), dots=(1, 0))
    assert a.dots[0][0] >= b.heads[0].x1 + 0.5 - 1e-9


@pytest.mark.parametrize("apart", [0.5, 1.0])
def test_e14_dots_of_crossed_voices_stand_right_of_both(faces: Faces, apart: float) -> None:
    """A dot over or under a head that is not its own would be read as that head's."""
    a, b = voices(faces, (-1 - apart,), (-1,), values=("half", "half"), dots=(1, 1))
    assert b.dots[0][0] >= a.heads[0].x1 + 0.5 - 1e-9
    assert b.dots[0][0] == a.dots[0][0]


def test_e13b_accidentals_of_both_voices_are_stacked_together(faces: Faces) -> None:
    a = chord(faces, 0.5, up=True, side=1, accidentals=("sharp",), number=1)
    b = chord(faces, 0, up=False, side=-1, accidentals=("flat",), number=2)
    settle([a, b], faces)
    (ax, *_), (bx, *_) = a.accidentals[0], b.accidentals[0]
    assert ax < 0
    assert bx < 0
    assert abs(ax - bx) > 0.5


def test_e15_a_rest_of_the_upper_voice_rises_in_whole_spaces_until_half_a_space_clear(faces: Faces) -> None:
    note = chord(faces, 2.0, up=False, side=-1, number=1)
    silent = rest(faces, "quarter", 2.0, side=1, number=2)
    settle([note, silent], faces)
    assert silent.rest_y == int(silent.rest_y)
    assert silent.boxes[0].y0 - (2.0 + 0.5) >= 0.5
    assert silent.boxes[0].y0 - 1.0 - (2.0 + 0.5) < 0.5


@given(
    y=st.integers(-10, 10).map(lambda s: s / 2),
    value=st.sampled_from(("half", "quarter", "eighth", "16th")),
    upper=st.booleans(),
)
def test_e15_a_rest_clears_the_other_voice(y: float, value: str, upper: bool) -> None:
    side = 1 if upper else -1
    assume(side * y <= 4)
    note = chord(small_faces(), y, up=not upper, side=-side, number=1)
    silent = rest(small_faces(), value, 2.0 * side, side=side, number=2)
    settle([note, silent], small_faces())
    box = silent.boxes[0]
    gap = box.y0 - (y + 0.5) if upper else (y - 0.5) - box.y1
    assert gap >= 0.5 - 1e-9


def test_e15_identical_rests_of_two_voices_take_one_place(faces: Faces) -> None:
    a = rest(faces, "quarter", 2.0, side=1, number=1)
    b = rest(faces, "quarter", -2.0, side=-1, number=2)
    settle([a, b], faces)
    assert a.rest_y == b.rest_y == 0


def test_e15_different_rests_keep_their_own_places(faces: Faces) -> None:
    a = rest(faces, "quarter", 2.0, side=1, number=1)
    b = rest(faces, "half", -2.0, side=-1, number=2)
    settle([a, b], faces)
    assert (a.rest_y, b.rest_y) == (2, -2)


# Three and four voices


def inked(shape: Shape) -> list[tuple[float, float, float, float]]:
    """Boxes of heads and stem."""
    boxes = [(h.dx, h.x1, h.y - 0.5, h.y + 0.5) for h in shape.heads]
    low, high = sorted((shape.low if shape.up else shape.high, shape.tip))
    return [*boxes, (shape.stem_x - 0.06, shape.stem_x + 0.06, low, high)]


def three(faces: Faces, *heights: tuple[float, ...], ups: tuple[bool, ...], value: str = "half") -> list[Shape]:
    shapes = [
        chord(faces, *ys, value=value, up=up, side=1 if up else -1, number=10 * k)
        for k, (ys, up) in enumerate(zip(heights, ups, strict=True), 1)
    ]
    settle(shapes, faces)
    return shapes


def test_e12_two_lower_voices_of_one_value_stand_on_one_stem(faces: Faces) -> None:
    """Division in three: the upper voice left, the two lower right of it, a second apart, one stem."""
    top, middle, low = three(faces, (1.5,), (0.0, 1.0), (-1.0,), ups=(True, False, False))
    assert top.heads[0].dx == 0
    assert middle.heads[0].dx == low.heads[0].dx == pytest.approx(top.heads[0].x1)
    assert middle.stem_x == low.stem_x
    assert middle.tip == -1.0  # where the low voice's head carries it on


def test_e12_an_inner_voice_of_another_value_stands_beside_the_outer_one(faces: Faces) -> None:
    top = chord(faces, 1.0, value="half", up=True, side=1, number=10)
    inner = chord(faces, -0.5, value="quarter", up=True, side=1, number=20)
    low = chord(faces, -2.0, value="half", up=False, side=-1, number=30)
    settle([top, inner, low], faces)
    assert top.heads[0].dx == low.heads[0].dx == 0
    assert inner.stem_x != top.stem_x
    assert abs(inner.stem_x - top.stem_x) >= 0.3


def test_e12_ledger_lines_of_a_crossing_upper_voice_keep_off_the_lower_voice_s_flag(faces: Faces) -> None:
    upper = chord(faces, -4.0, value="quarter", up=True, side=1, number=10)
    lower = chord(faces, -2.5, value="eighth", up=False, side=-1, number=20)
    settle([upper, lower], faces)
    assert min(x0 for _, x0, _, _ in upper.ledgers) > lower.right()


@pytest.mark.rule("E32")
@pytest.mark.parametrize(("place", "right"), [("begin", True), ("end", False)])
@pytest.mark.parametrize("up", [True, False])
def test_e12_an_inner_voice_s_beam_begins_and_ends_off_the_outer_voice_s_stem(
    place: str, right: bool, up: bool, faces: Faces
) -> None:
    """Right of that stem where the beam begins, left of it where it ends: so it does not run through the beam."""
    sign = 1.0 if up else -1.0
    outer = chord(faces, sign, value="half", up=up, side=int(sign), number=10)
    inner = chord(faces, -0.5 * sign, value="eighth", up=up, side=int(sign), beamed=True, number=20)
    inner.beam, inner.beams = 7, (place,)
    other = chord(faces, -3.0 * sign, value="half", up=not up, side=-int(sign), number=30)
    settle([outer, inner, other], faces)
    assert (inner.stem_x > outer.stem_x) == right
    assert abs(inner.stem_x - outer.stem_x) >= 0.3


heights = st.lists(st.integers(-8, 8), min_size=3, max_size=4, unique=True).map(lambda ys: sorted(ys, reverse=True))


@given(ys=heights, values=st.lists(st.sampled_from(("half", "quarter")), min_size=4, max_size=4))
def test_e12_no_head_of_three_or_four_voices_touches_another_or_a_foreign_stem(ys: list[int], values: list[str]) -> None:
    """From the top, the upper half up and the lower down: only a stem's end may meet a head it carries on."""
    upper = (len(ys) + 1) // 2
    shapes = [
        chord(
            small_faces(), y / 2, value=values[k], up=k < upper, side=1 if k < upper else -1, number=10 * k + 10
        )
        for k, y in enumerate(ys)
    ]  # fmt: skip
    settle(shapes, small_faces())
    for a in shapes:
        for b in shapes:
            if a is b:
                continue
            for ax0, ax1, ay0, ay1 in inked(a)[:-1]:
                for bx0, bx1, by0, by1 in inked(b)[:-1]:
                    assert min(ax1, bx1) - max(ax0, bx0) < 0.14 or min(ay1, by1) - max(ay0, by0) <= 0
            x0, x1, y0, y1 = inked(a)[-1]
            for bx0, bx1, by0, by1 in inked(b)[:-1]:
                inside = min(x1, bx1 - 0.13) - max(x0, bx0 + 0.13) > 0 and min(y1, by1) - max(y0, by0) > 0
                assert not inside


def test_e15_different_rests_of_three_voices_stand_clear_of_each_other(faces: Faces) -> None:
    rests = [
        rest(faces, "quarter", 4.0, side=1, number=1), rest(faces, "eighth", 2.0, side=1, number=2),
        rest(faces, "half", -2.0, side=-1, number=3),
    ]  # fmt: skip
    settle(rests, faces)
    edges = sorted((r.boxes[0].y0, r.boxes[0].y1) for r in rests)
    assert all(above[0] - below[1] >= 0.5 - 1e-9 for below, above in pairwise(edges))


def test_e15_identical_rests_move_off_a_third_voice_s_rest(faces: Faces) -> None:
    """In the middle of the staff they would touch it, small as it is."""
    outer, low = (rest(faces, "quarter", y, side=side, number=n) for n, (y, side) in enumerate(((4.0, 1), (-2.0, -1)), 1))
    inner = rest(faces, "eighth", 2.0, side=1, number=3)
    settle([outer, inner, low], faces)
    assert outer.rest_y == low.rest_y
    assert inner.boxes[0].y0 - outer.boxes[0].y1 >= 0.5


def test_e15_identical_rests_make_room_for_a_third_voice(faces: Faces) -> None:
    """They meet on the side the third leaves free."""
    a = rest(faces, "quarter", 2.0, side=1, number=1)
    b = rest(faces, "quarter", -2.0, side=-1, number=2)
    note = chord(faces, 0.0, up=False, side=-1, number=3)
    settle([a, b, note], faces)
    assert a.rest_y == b.rest_y
    assert a.boxes[0].y0 - 0.5 >= 0.5


def test_e12_two_voices_of_one_value_share_a_flag(faces: Faces) -> None:
    """What looks like a chord is stemmed and flagged like one."""
    outer = chord(faces, 2.0, value="eighth", up=True, side=1, number=1)
    inner = chord(faces, 0.0, value="eighth", up=True, side=1, number=2)
    lower = chord(faces, -3.0, value="quarter", up=False, side=-1, number=3)
    settle([outer, inner, lower], faces)
    assert outer.flag
    assert not inner.flag
    assert inner.tip == outer.low
    assert outer.stem_x == inner.stem_x


def test_e12_a_flag_of_an_inner_voice_hangs_clear_of_the_outer_voice_s_ledger_lines(faces: Faces) -> None:
    outer = chord(faces, 5.0, value="quarter", up=True, side=1, number=1)
    inner = chord(faces, 1.0, value="eighth", up=True, side=1, number=2)
    lower = chord(faces, -3.0, value="quarter", up=False, side=-1, number=3)
    settle([outer, inner, lower], faces)
    flag = inner.boxes[-1]
    assert all(x1 < flag.x0 or flag.x1 < x0 for y, x0, x1, _ in outer.ledgers if flag.y0 < y < flag.y1)
