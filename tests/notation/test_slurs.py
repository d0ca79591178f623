"""Slurs: sides, ends and curves (E35)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from engraving.notation.curves import Bezier, samples
from engraving.notation.slurs import Obstacle, as_obstacles, height_of, slur, slur_end, slur_side

MIDDLE = 0.22  # E01
heights = st.integers(-8, 8).map(lambda step: step / 2)


def turns_one_way(curve: Bezier) -> bool:
    """No inflection: the control polygon bends to one side only."""
    points = [(curve[i], curve[i + 1]) for i in range(0, 8, 2)]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    bends = [a[0] * b[1] - a[1] * b[0] for a, b in pairwise(steps)]
    return all(bend <= 1e-6 for bend in bends) or all(bend >= -1e-6 for bend in bends)


def clearance(curve: Bezier, box: Obstacle, up: bool) -> float:
    """The least vertical distance between the curve's inner edge and a box."""
    sign = 1 if up else -1
    top = box.y1 if up else -box.y0
    inside = [y for x, y in samples(curve, 400) if box.x0 <= x <= box.x1]
    return min(sign * y for y in inside) - 0.11 - top


@st.composite
def phrases(draw: st.DrawFn) -> tuple[tuple[float, float], tuple[float, float], list[Obstacle]]:
    """Two tips and heads, with accidentals, between them; melodies that move in reasonable leaps."""
    step = draw(st.floats(2.0, 4.0))
    notes = [draw(heights)]
    for _ in range(draw(st.integers(1, 10))):
        notes.append(notes[-1] + draw(st.integers(-5, 5)) / 2)
    boxes = []
    for i, y in enumerate(notes[1:-1], start=1):
        boxes.append(Obstacle(i * step - 0.6, y - 0.5, i * step + 0.6, y + 0.5, 0.5))
        if draw(st.booleans()):
            boxes.append(Obstacle(i * step - 1.7, y - 1.4, i * step - 0.8, y + 1.4, 0.25))
    return (0.0, notes[0]), ((len(notes) - 1) * step, notes[-1]), boxes


def tips(start: tuple[float, float], stop: tuple[float, float], up: bool) -> list[tuple[float, float]]:
    return [slur_end(x, y, None, up) for x, y in (start, stop)]


@settings(max_examples=300)
@given(phrase=phrases(), up=st.booleans())
def test_e35_never_an_s_and_lifts_stay_within_bounds(
    phrase: tuple[tuple[float, float], tuple[float, float], list[Obstacle]], up: bool
) -> None:
    start, stop = tips(*phrase[:2], up)
    curve = slur(start, stop, up, phrase[2], middle=MIDDLE)
    sign = 1 if up else -1
    assert turns_one_way(curve)
    lifts = sign * (curve.y0 - start[1]), sign * (curve.y3 - stop[1])
    for lift in lifts:
        assert -1e-9 <= lift <= 2.5 + 1.0 + 1e-9  # a short steep slur is levelled by up to 1.0 besides
    assert [curve.x0, curve.x3] == pytest.approx([start[0], stop[0]])
    assert sign * (curve.y1 - curve.y0) > 0 or sign * (curve.y2 - curve.y3) > 0


@settings(max_examples=300)
@given(phrase=phrases(), up=st.booleans())
def test_e35_clears_every_obstacle_away_from_the_tips(
    phrase: tuple[tuple[float, float], tuple[float, float], list[Obstacle]], up: bool
) -> None:
    start, stop = tips(*phrase[:2], up)
    curve = slur(start, stop, up, phrase[2], middle=MIDDLE)
    for box in phrase[2]:
        if box.x0 >= 1.5 and box.x1 <= stop[0] - 1.5:
            assert clearance(curve, box, up) >= box.clear - 0.03


@settings(max_examples=300)
@given(phrase=phrases(), up=st.booleans())
@example(  # heights held at their limit were raised anew after the ends had been lifted
    phrase=(
        (0.0, 0.0),
        (22.5, 3.0),
        [Obstacle(1.9 + 2.5 * n, -0.5, 3.1 + 2.5 * n, 0.5) for n in range(7)] + [Obstacle(19.4, 0.5, 20.6, 1.5)],
    ),
    up=False,
)
def test_e35_the_ends_are_lifted_before_the_height_passes_three_and_a_half(
    phrase: tuple[tuple[float, float], tuple[float, float], list[Obstacle]], up: bool
) -> None:
    start, stop = tips(*phrase[:2], up)
    curve = slur(start, stop, up, phrase[2], middle=MIDDLE)
    if height_of(curve) > 3.75:
        assert max(abs(curve.y0 - start[1]), abs(curve.y3 - stop[1])) > 1.5


@given(length=st.floats(3, 90), y=heights, up=st.booleans())
def test_e35_plain_slurs_are_symmetric_and_of_the_usual_height(length: float, y: float, up: bool) -> None:
    curve = slur((0.0, y), (length, y), up, middle=MIDDLE)
    usual = min(0.4 + 0.09 * length, 3.0)
    assert curve.y0 == curve.y3 == y
    assert curve.y1 == pytest.approx(curve.y2)
    assert curve.x1 - curve.x0 == pytest.approx(curve.x3 - curve.x2)
    assert usual - 1e-6 <= height_of(curve) <= usual + 0.4 + 1e-6  # up to 0.4 more to leave a staff line
    assert (curve.y1 > y) is up
    if abs(y + (height_of(curve) if up else -height_of(curve))) <= 2:
        top = y + height_of(curve) * (1 if up else -1)
        assert abs(top - round(top)) >= 0.2 - 1e-6


@given(length=st.floats(4, 40), rise=st.floats(-4, 4))
def test_a_slur_below_mirrors_one_above(length: float, rise: float) -> None:
    box = Obstacle(1.8, 0.5, 2.4, 2.5, 0.5)
    above = slur((0.0, 1.0), (length, 1.0 + rise), True, [box], middle=MIDDLE)
    below = slur((0.0, -1.0), (length, -1.0 - rise), False, [Obstacle(1.8, -2.5, 2.4, -0.5, 0.5)], middle=MIDDLE)
    assert [-y for y in below[1::2]] == pytest.approx(list(above[1::2]))


@given(length=st.floats(6, 40), high=st.floats(0, 5))
def test_a_symmetric_phrase_has_a_symmetric_slur(length: float, high: float) -> None:
    middle = length / 2
    curve = slur((0, 0.9), (length, 0.9), True, [Obstacle(middle - 0.6, 0, middle + 0.6, high)], middle=MIDDLE)
    assert curve.y0 == pytest.approx(curve.y3)
    assert curve.y1 == pytest.approx(curve.y2)


def test_e35_long_slurs_are_flat_on_top() -> None:
    short, long = slur((0, 0), (8, 0), True, middle=MIDDLE), slur((0, 0), (50, 0), True, middle=MIDDLE)
    assert (long.x1 - long.x0) / 50 < (short.x1 - short.x0) / 8


def test_e35_an_early_peak_skews_the_slur() -> None:
    curve = slur((0, 0.9), (15, 0.9), True, [Obstacle(2.4, 2.5, 3.6, 3.5)], middle=MIDDLE)
    assert curve.y1 - curve.y0 > curve.y2 - curve.y3


@given(length=st.floats(3, 30), y=heights, up=st.booleans())
def test_e35_broken_slurs_are_open_at_mid_height(length: float, y: float, up: bool) -> None:
    first = slur((0, y), (length, y), up, broken_end=True, middle=MIDDLE)
    second = slur((0, y), (length, y), up, broken_start=True, middle=MIDDLE)
    middle = slur((0, y), (length, y), up, broken_start=True, broken_end=True, middle=MIDDLE)
    sign = 1 if up else -1
    height = min(0.4 + 0.09 * length, 3.0)
    for curve in (first, second, middle):
        assert turns_one_way(curve)
    assert first.y0 == second.y3 == y
    for open_end in (first.y3, second.y0, middle.y0, middle.y3):
        assert sign * (open_end - y) == pytest.approx(height / 2)


def test_e35_nested_slurs_clear_each_other() -> None:
    inner = slur((3, 1.4), (9, 1.9), True, middle=MIDDLE)
    outer = slur((0, 1.4), (12, 1.4), True, as_obstacles(inner, 8, MIDDLE), middle=MIDDLE)
    ys = dict(samples(inner, 40))
    for x, y in ys.items():
        above = min(samples(outer, 400), key=lambda point: abs(point[0] - x))[1]
        assert above - y >= 0.22 + 0.15


def test_e35_side_from_stems_source_and_voice() -> None:
    assert slur_side([True, True]) is False
    assert slur_side([True, False]) is True
    assert slur_side([False, False]) is True
    assert slur_side([]) is True
    assert slur_side([True, True], placement="above") is True
    assert slur_side([False], placement="under") is False
    assert slur_side([True, True], voice=1) is True
    assert slur_side([False], voice=2) is False


def test_e35_ends_at_heads_and_stems() -> None:
    assert slur_end(5.0, 0.5, None, True) == pytest.approx((5.0, 1.4))
    assert slur_end(5.0, -0.5, None, False) == pytest.approx((5.0, -1.4))
    assert slur_end(5.0, 0.0, None, True) == pytest.approx((5.0, 0.85))  # 0.15 off the staff line
    assert slur_end(5.0, -1.0, (5.55, 2.5), True) == pytest.approx((5.55, 2.8))


@given(length=st.floats(2, 8), rise=st.floats(-6, 6))
def test_steep_short_slurs_are_levelled_by_one_space_at_most(length: float, rise: float) -> None:
    assume(abs(rise) > 0.7 * length)
    curve = slur((0, 0.0), (length, rise), True, middle=MIDDLE)
    lower = curve.y0 if rise > 0 else curve.y3 - rise
    higher = curve.y3 - rise if rise > 0 else curve.y0
    assert 0 < lower <= 1.0 + 1e-9
    assert higher == pytest.approx(0.0)
    assert turns_one_way(curve)


def test_obstacles_beside_the_slur_do_not_matter() -> None:
    plain = slur((0, 0), (10, 0), True, middle=MIDDLE)
    assert slur((0, 0), (10, 0), True, [Obstacle(-3, 0, -1, 9), Obstacle(11, 0, 12, 9)], middle=MIDDLE) == plain


@pytest.mark.parametrize("up", [True, False])
def test_e35_over_a_flat_beside_its_first_note_a_short_slur_is_lifted_and_not_a_wall(up: bool) -> None:
    """A, B flat, A in sixteenths: an end off its note is better than one that rises straight up to the flat."""
    sign = 1.0 if up else -1.0
    flat, head = (1.2, 2.9, 2.0, 5.2), (2.2, 3.0, 3.4, 4.0)
    boxes = [Obstacle(x0, min(a * sign, b * sign), x1, max(a * sign, b * sign), 0.25) for x0, a, x1, b in (flat, head)]
    curve = slur((0.0, 3.9 * sign), (4.9, 3.9 * sign), up, boxes, middle=MIDDLE)
    rise = abs(curve.y1 - curve.y0) / (curve.x1 - curve.x0)
    assert rise < 1.75  # sixty degrees
    assert 0.3 < abs(curve.y0) - 3.9 <= 2.5
    assert all(clearance(curve, box, up) > 0.2 for box in boxes)
