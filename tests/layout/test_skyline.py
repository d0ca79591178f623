"""Outlines that the next thing must clear (E42)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.layout.skyline import BUCKET, Skyline, clearance, facing

WIDTH = 60.0
places = st.floats(-1.0, WIDTH - 1)
boxes = st.lists(
    st.builds(lambda x, w, y, h: (x, x + w, y, y + h), places, st.floats(0, 12), st.floats(-9, 9), st.floats(0, 4)),
    max_size=15,
)
Box = tuple[float, float, float, float]


@given(drawn=boxes, x=places, width=st.floats(0, 12), up=st.booleans())
def test_e42_what_stands_beyond_the_reach_overlaps_nothing(drawn: list[Box], x: float, width: float, up: bool) -> None:
    line = Skyline(WIDTH, 2.0, up=up)
    line.add_boxes(drawn)
    reach = line.reach(x, x + width)
    met = [b for b in drawn if b[0] <= x + width and x <= b[1]]
    if up:
        assert reach >= max([2.0, *(high for *_, high in met)])
    else:
        assert reach <= min([-2.0, *(low for _, _, low, _ in met)])


@given(drawn=boxes, x=places, width=st.floats(0, 12), up=st.booleans())
def test_e42_what_is_a_bucket_away_does_not_push(drawn: list[Box], x: float, width: float, up: bool) -> None:
    """The outline errs towards more room, by no more than a quarter space on each side."""
    line = Skyline(WIDTH, 2.0, up=up)
    line.add_boxes(drawn)
    near = [b for b in drawn if b[0] - BUCKET <= x + width and x - BUCKET <= b[1]]
    reach = line.reach(x, x + width)
    if up:
        assert reach <= max([2.0, *(high for *_, high in near)])
    else:
        assert reach >= min([-2.0, *(low for _, _, low, _ in near)])


@given(drawn=boxes, added=st.lists(st.tuples(places, st.floats(0.1, 12), st.floats(0.1, 3)), max_size=10))
def test_e42_things_added_one_after_the_other_never_overlap(
    drawn: list[Box], added: list[tuple[float, float, float]]
) -> None:
    """Rows of words: each is set on the reach and becomes part of the outline."""
    line = Skyline(WIDTH, 2.0, up=True)
    line.add_boxes(drawn)
    placed: list[Box] = list(drawn)
    for x, width, height in added:
        y = line.reach(x, x + width)
        for x0, x1, _, high in placed:
            assert not (x0 < x + width and x < x1 and high > y)
        line.add(x, x + width, y + height)
        placed.append((x, x + width, y, y + height))


@given(upper=boxes, lower=boxes)
def test_e55_two_staves_at_their_clearance_do_not_touch_and_nearer_they_would(
    upper: list[Box], lower: list[Box]
) -> None:
    down, up = Skyline(WIDTH, 2.0, up=False), Skyline(WIDTH, 2.0, up=True)
    down.add_boxes(upper)
    up.add_boxes(lower)
    distance = clearance(down, up)
    assert distance >= 4.0
    for ax0, ax1, low, _ in upper:
        for bx0, bx1, _, high in lower:
            if ax0 < bx1 and bx0 < ax1:
                assert low >= high - distance - 1e-9
    assert distance == max(facing(down, up).heights)
    for least in (3.0, 6.5):
        assert clearance(down, up, least=least) == max(distance, least)


def test_the_extreme_is_the_outermost_of_all() -> None:
    line = Skyline(WIDTH, 2.0, up=False)
    assert line.extreme() == -2.0
    line.add(5, 6, -7.5)
    assert line.extreme() == -7.5
    assert Skyline(WIDTH, 1.0, up=True).extreme() == 1.0


@pytest.mark.parametrize("x", [-5.0, WIDTH + 20])
def test_ink_beyond_the_ends_is_kept_at_the_end(x: float) -> None:
    line = Skyline(WIDTH, 2.0, up=True)
    line.add(x, x + 1, 9.0)
    assert line.reach(x, x + 1) == 9.0
