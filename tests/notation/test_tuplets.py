"""Tuplets: brackets and their place (E36)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.beams import Beam, Stem
from engraving.notation.tuplets import (
    Bracket,
    Knee,
    Outer,
    beside_knee,
    bracket,
    needs_bracket,
    tuplet_side,
)

outers = st.lists(st.integers(-14, 14).map(lambda n: n / 2), min_size=2, max_size=9)


def row(ys: list[float], step: float = 2.5) -> list[Outer]:
    return [Outer(i * step - 0.6, i * step + 0.6, y) for i, y in enumerate(ys)]


def drawn(ys: list[float], up: bool, step: float = 2.5) -> tuple[list[Outer], Bracket]:
    points = row(ys, step)
    return points, bracket(points, up, points[0].x0, points[-1].x1)


@given(ys=outers, up=st.booleans(), step=st.floats(1.5, 5))
def test_e36_keeps_off_the_notes_and_outside_the_staff(ys: list[float], up: bool, step: float) -> None:
    points, line = drawn(ys, up, step)
    sign = 1 if up else -1
    slope = (line.y1 - line.y0) / (line.x1 - line.x0)
    for point in points:
        for x in (point.x0, point.x1):
            assert sign * (line.y0 + slope * (x - line.x0) - point.y) >= 0.75 - 1e-6
    assert sign * line.y0 >= 2.5 - 1e-9
    assert sign * line.y1 >= 2.5 - 1e-9
    # the tips of the hooks stay off the outer notes
    assert sign * (line.y0 - points[0].y) >= 0.75 + 0.2
    assert sign * (line.y1 - points[-1].y) >= 0.75 + 0.2


@given(ys=outers, up=st.booleans(), step=st.floats(1.5, 5))
def test_e36_slope_is_one_in_six_at_most_and_flat_over_an_inner_peak(ys: list[float], up: bool, step: float) -> None:
    _, line = drawn(ys, up, step)
    sign = 1 if up else -1
    assert abs(line.y1 - line.y0) <= (line.x1 - line.x0) / 6 + 1e-9
    tops = [sign * y for y in ys]
    if max(tops[1:-1], default=-99) >= max(tops[0], tops[-1]):
        assert line.y0 == pytest.approx(line.y1)
    elif abs(line.y1 - line.y0) > 1e-9:
        assert (sign * line.y1 > sign * line.y0) is (tops[-1] > tops[0])


@given(ys=outers, step=st.floats(1.5, 5))
def test_e36_mirrors(ys: list[float], step: float) -> None:
    _, above = drawn(ys, True, step)
    _, below = drawn([-y for y in ys], False, step)
    assert [above.y0, above.y1] == pytest.approx([-below.y0, -below.y1])


@given(ys=outers, up=st.booleans())
def test_e36_is_no_farther_than_it_must_be(ys: list[float], up: bool) -> None:
    points, line = drawn(ys, up)
    sign = 1 if up else -1
    slope = (line.y1 - line.y0) / (line.x1 - line.x0)
    gaps = [sign * (line.y0 + slope * (x - line.x0) - p.y) for p in points for x in (p.x0, p.x1)]
    ends = min(sign * line.y0, sign * line.y1)
    assert min(gaps) <= 1.0 + 1e-6 or ends == pytest.approx(2.5)


def test_e36_inside_the_staff_the_bracket_is_flat_outside_it() -> None:
    _, line = drawn([-1, -0.5, 0], True)
    assert (line.y0, line.y1) == (2.5, 2.5)


def test_e36_digits_alone_when_one_beam_spans_exactly_the_tuplet() -> None:
    assert needs_bracket([1, 2, 3], [(1, 2, 3)]) is False
    assert needs_bracket([1, 2, 3], [(1, 2, 3, 4)]) is True
    assert needs_bracket([1, 2, 3], [(1, 2)]) is True
    assert needs_bracket([1, 2, 3], []) is True
    assert needs_bracket([1, 2, 3], [(1, 2, 3)], source="yes") is True
    assert needs_bracket([1, 2, 3], [], source="no") is False


def test_e36_side_is_the_voice_then_the_stems() -> None:
    assert tuplet_side([True, True, False]) is True
    assert tuplet_side([False, False, True]) is False
    assert tuplet_side([False, False], voice=1) is True
    assert tuplet_side([True], voice=2) is False
    assert tuplet_side([True], voice=1, placement="below") is False
    assert tuplet_side([]) is True


# Beside a knee


def knee(*notes: tuple[float, float, bool]) -> Knee:
    """A level beam on −4 under or over heads given as x of stem, y, stem up."""
    return Knee(Beam(0, -4, 10, -4), 0.25, 1.0, [Stem(x, y, y) for x, y, _ in notes], [up for *_, up in notes])


def test_e36_digits_at_a_knee_stand_free_of_the_stems_on_their_side() -> None:
    """Over the beam a stem comes down in the middle, so they go under it, where the last stem is far away."""
    beam = knee((0, -9, True), (2.5, -8, True), (5, 0, False), (7.5, 1, False), (10, 2, False))
    assert beside_knee(beam, True, 0, 10, 1) == (4.5, -4 - 1.0 - 0.35 - 1.4, False)


def test_e36_digits_at_a_knee_move_along_the_beam_a_little() -> None:
    beam = knee((0, -9, True), (4.9, -8, True), (5.2, 0, False), (10, 2, False))
    place = beside_knee(beam, True, 0, 10, 1, ())
    assert place is not None
    left, low, above = place
    assert above
    assert low == -4 + 0.25 + 0.35
    assert left + 1 <= 5.2 - 0.25


def test_e36_digits_at_a_knee_keep_out_of_the_staves() -> None:
    """Under the upper staff, over a beam just below it, there is no room: they go under the beam."""
    close = Knee(Beam(0, -3.6, 10, -3.6), 0.25, 1.0, [Stem(0, -9, -9), Stem(10, 2, 2)], [True, False])
    place = beside_knee(close, True, 0, 10, 1)
    assert place is not None
    assert place[2] is False
    assert place[1] + 1.4 <= -3.6 - 1.0 - 0.3


def test_e36_without_room_at_a_knee_there_is_no_place() -> None:
    dense = knee(*[(x / 2, -9 if x % 2 else 1, bool(x % 2)) for x in range(21)])
    assert beside_knee(dense, True, 0, 10, 1) is None
