"""Ties: sides and curves (E34)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.curves import Bezier, samples, y_range
from engraving.notation.ties import Span, apex_of, chord_ties, tie, tie_sides

EPS = 1e-6
INKS = 0.11 + 0.065  # half a tie's stroke in the middle and half a staff line (E01)
places = st.integers(-12, 12).map(lambda step: step / 2)
widths = st.floats(1.6, 40)


def lines_of(lines: int) -> list[float]:
    return [n - (lines - 1) / 2 for n in range(lines)]


def from_lines(y: float, lines: int = 5) -> float:
    return min(abs(y - line) for line in lines_of(lines))


@given(y=places, width=widths, up=st.booleans(), lines=st.sampled_from([1, 2, 3, 4, 5]))
def test_e34_tips_and_apex_keep_off_the_staff_lines(y: float, width: float, up: bool, lines: int) -> None:
    curve = tie(3.0, 3.0 + width, y, up, lines=lines)
    assert from_lines(curve.y0, lines) >= 0.15 - EPS
    assert from_lines(curve.y3, lines) >= 0.15 - EPS
    assert from_lines(apex_of(curve), lines) >= INKS + 0.07


@given(y=places, width=widths, up=st.booleans())
def test_e34_height_and_distance_from_the_head(y: float, width: float, up: bool) -> None:
    curve = tie(0.0, width, y, up)
    sign = 1 if up else -1
    assert [curve.x0, curve.x3] == pytest.approx([0.0, width])
    assert curve.y0 == curve.y3 == pytest.approx(y + 0.35 * sign)
    assert 0.4 - EPS <= sign * (apex_of(curve) - curve.y0) <= 1.2 + EPS


@given(y=places, width=widths, up=st.booleans(), rise=st.integers(-8, 8).map(lambda step: step / 2))
def test_e34_a_tie_to_a_head_at_another_height_is_the_same_arc_leaning(
    y: float, width: float, up: bool, rise: float
) -> None:
    level, leaning = tie(0.0, width, y, up), tie(0.0, width, y, up, rise=rise)
    assert leaning.y3 - leaning.y0 == pytest.approx(rise)
    for t in (0.0, 0.25, 0.5, 0.75, 1.0):
        (x, flat), (same, tilted) = level.at(t), leaning.at(t)
        assert (same, tilted) == pytest.approx((x, flat + rise * x / width))


@given(y=places, width=widths, up=st.booleans())
def test_a_tie_is_symmetric_and_mirrors(y: float, width: float, up: bool) -> None:
    curve = tie(0.0, width, y, up)
    assert curve.y1 == curve.y2
    assert curve.x1 - curve.x0 == pytest.approx(curve.x3 - curve.x2)
    mirrored = tie(0.0, width, -y, not up)
    assert [-v for v in mirrored[1::2]] == pytest.approx(list(curve[1::2]))


def test_short_ties_are_steeper_than_long_ones() -> None:
    def steepness(width: float) -> float:
        curve = tie(0.0, width, 5.0, True)
        return (apex_of(curve) - curve.y0) / width

    ratios = [steepness(width) for width in (2, 4, 8, 16, 32)]
    assert ratios == sorted(ratios, reverse=True)


@given(y=places, width=widths, up=st.booleans())
def test_a_broken_tie_is_open_at_one_end_and_never_turns_back(y: float, width: float, up: bool) -> None:
    start, end = tie(0.0, width, y, up, half="start"), tie(0.0, width, y, up, half="end")
    sign = 1 if up else -1
    for curve, tip, open_end in ((start, start.y0, start.y3), (end, end.y3, end.y0)):
        assert tip == pytest.approx(y + 0.35 * sign)
        assert 0.4 - EPS <= sign * (open_end - tip) <= 1.2 + EPS
        assert from_lines(open_end) >= 0.15 - EPS
        ys = [sign * point[1] for point in samples(curve, 16)]
        assert ys == (sorted(ys) if curve is start else sorted(ys, reverse=True))


@given(
    bottom=places,
    steps=st.lists(st.integers(1, 4), min_size=1, max_size=5),
    width=st.floats(2, 20),
    up=st.booleans(),
)
def test_e34_ties_of_seconds_do_not_touch(bottom: float, steps: list[int], width: float, up: bool) -> None:
    heads = [bottom + sum(steps[:i]) / 2 for i in range(len(steps) + 1)]
    curves = chord_ties([Span(0.0, width, y, up) for y in heads])
    for lower, upper in pairwise(curves):
        for (_, below), (_, above) in zip(samples(lower, 10), samples(upper, 10), strict=True):
            assert above - below >= 0.22 + 0.1
    for curve in curves:
        assert 0.4 - EPS <= abs(apex_of(curve) - curve.y0) <= 1.2 + EPS


def test_chord_ties_keep_the_order_of_the_spans() -> None:
    spans = [Span(0, 4, -1, False), Span(0, 4, -0.5, False), Span(0, 4, 1, True)]
    curves = chord_ties(spans)
    assert [c.y0 for c in curves] == pytest.approx([-1.35, -0.85, 1.35])
    assert all(isinstance(c, Bezier) for c in curves)
    assert y_range(curves[0])[0] < y_range(curves[1])[0] - 0.3


def test_e34_one_head_ties_away_from_its_stem() -> None:
    assert tie_sides([1.0], stem_up=False) == (True,)
    assert tie_sides([-1.0], stem_up=True) == (False,)


def test_e34_differing_stems_tie_above() -> None:
    assert tie_sides([0.0], stem_up=True, next_up=False) == (True,)
    assert tie_sides([0.0], stem_up=False, next_up=True) == (True,)


def test_e34_two_voices_tie_with_the_voice() -> None:
    assert tie_sides([0.0, 1.0, 2.0], stem_up=True, voice=1) == (True, True, True)
    assert tie_sides([0.0, 1.0], stem_up=False, voice=2) == (False, False)


@pytest.mark.parametrize(
    ("heads", "stem_up", "sides"),
    [
        ([-1, 1], False, (False, True)),
        ([-2, -1, 0, 1], True, (False, False, True, True)),
        ([-3, -2, -1], True, (False, False, True)),
        ([1, 2, 3], False, (False, True, True)),
        ([-1, 0, 1], False, (False, True, True)),
        ([-1, 0, 1], True, (False, False, True)),
    ],
)
def test_e34_chords_tie_outwards(heads: list[float], stem_up: bool, sides: tuple[bool, ...]) -> None:
    assert tie_sides(heads, stem_up) == sides


def test_e34_one_tied_head_of_a_chord_curves_as_if_all_were_tied() -> None:
    assert tie_sides([2.0], stem_up=False, chord=[0.0, 1.0, 2.0]) == (True,)
    assert tie_sides([0.0], stem_up=False, chord=[0.0, 1.0, 2.0]) == (False,)


@given(st.lists(places, min_size=2, max_size=9, unique=True), st.booleans())
def test_e34_sides_never_cross(heads: list[float], stem_up: bool) -> None:
    sides = tie_sides(sorted(heads), stem_up)
    assert list(sides) == sorted(sides)
    half = len(heads) // 2
    assert not any(sides[:half])
    assert all(sides[len(heads) - half :])
