"""Curves: outlines, samples, boxes (E01, E42)."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.curves import Bezier, boxes, outline, samples, y_range

END, MIDDLE = 0.1, 0.22  # E01
heights = st.floats(-6, 6)


@st.composite
def arches(draw: st.DrawFn) -> Bezier:
    """Curves as slurs and ties make them: x runs forward, both control points on one side of the chord."""
    width = draw(st.floats(1.5, 60))
    ratio = draw(st.floats(0.1, 0.35))
    y0 = draw(heights)
    y3 = y0 + draw(st.floats(-0.7, 0.7)) * min(width, 10)
    side = draw(st.sampled_from([1.0, -1.0]))
    h1 = draw(st.floats(0.4, 5)) * min(1.0, width / 16)
    h2 = h1 * draw(st.floats(0.5, 2))
    step = (y3 - y0) * ratio
    return Bezier(
        0.0, y0, ratio * width, y0 + step + side * h1, width - ratio * width, y3 - step + side * h2, width, y3
    )


@given(arches(), st.integers(1, 12))
def test_samples_lie_on_the_curve_with_both_tips(curve: Bezier, n: int) -> None:
    points = samples(curve, n)
    assert len(points) == n + 1
    assert points[0] == pytest.approx((curve.x0, curve.y0))
    assert points[-1] == pytest.approx((curve.x3, curve.y3))
    for i, point in enumerate(points):
        assert point == pytest.approx(curve.at(i / n))


@given(arches())
def test_y_range_is_exact(curve: Bezier) -> None:
    low, high = y_range(curve)
    ys = [y for _, y in samples(curve, 500)]
    assert low <= min(ys) + 1e-9
    assert high >= max(ys) - 1e-9
    assert min(ys) - low < 0.01
    assert high - max(ys) < 0.01


@given(arches(), st.integers(2, 12))
def test_e42_boxes_cover_the_ink_and_adjoin(curve: Bezier, n: int) -> None:
    found = boxes(curve, n, MIDDLE)
    assert len(found) == n
    assert found[0][0] == pytest.approx(curve.x0)
    assert found[-1][1] == pytest.approx(curve.x3)
    for left, right in pairwise(found):
        assert left[1] == right[0]
    for x, y in samples(curve, 300):
        low, high = next((lo, hi) for x0, x1, lo, hi in found if x0 - 1e-9 <= x <= x1 + 1e-9)
        assert low <= y - 0.11 + 1e-6
        assert high >= y + 0.11 - 1e-6


def highest_near(curve: Bezier, left: float, right: float) -> float:
    reach = 0.02 * (curve.x3 - curve.x0)
    return max(y for x, y in samples(curve, 800) if left - reach <= x <= right + reach) + 0.05


@given(arches())
def test_e01_outline_is_closed_and_022_thick_in_the_middle(curve: Bezier) -> None:
    points = outline(curve, END, MIDDLE)
    assert len(points) == 14
    assert points[:2] == points[12:] == (curve.x0, curve.y0)
    assert points[6:8] == (curve.x3, curve.y3)
    assert thickness(points, 0.5) == pytest.approx(0.22, abs=0.04)
    slope = (curve.y3 - curve.y0) / curve.x3
    outer, inner = ([y - slope * x for x, y in samples(Bezier(*half), 8)] for half in (points[:8], points[6:]))
    # the outer edge is the one the curve bulges to
    assert max(abs(y - curve.y0) for y in outer) > max(abs(y - curve.y0) for y in inner)


def thickness(points: tuple[float, ...], t: float) -> float:
    """From the outer edge at ``t`` straight to the inner edge."""
    x, y = Bezier(*points[:8]).at(t)
    return min(hypot(x - p, y - q) for p, q in samples(Bezier(*points[6:]), 1000))


@pytest.mark.parametrize("width", [2.0, 4.0, 8.0, 14.0])
def test_e01_tips_are_thin_and_shoulders_no_thicker_than_the_middle(width: float) -> None:
    height = (0.4 + 0.09 * width) / 0.75
    curve = Bezier(0, 0, 0.3 * width, height, 0.7 * width, height, width, 0)
    points = outline(curve, END, MIDDLE)
    widths = [thickness(points, t / 40) for t in range(41)]
    assert widths[0] == widths[-1] == pytest.approx(0, abs=1e-6)
    assert max(widths) <= 0.235
    assert widths[20] == pytest.approx(0.22, abs=0.01)
    near_tip = [w for t, w in enumerate(widths) if Bezier(*points[:8]).at(t / 40)[0] < 0.35]
    assert max(near_tip) < 0.12


def test_moved_keeps_the_shape() -> None:
    curve = Bezier(0, 0, 1, 1, 3, 1, 4, 0).moved(2, -1)
    assert curve == Bezier(2, -1, 3, 0, 5, 0, 6, -1)
