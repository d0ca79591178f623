"""The sweep over boxes meets every pair within reach, and each of them once."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from engraving.layout.audit.collisions import sweep
from engraving.layout.audit.scene import Mark, extent
from engraving.layout.page import Ink, Line

Box = tuple[int, int, int, int]
boxes = st.tuples(
    st.integers(0, 5000), st.integers(-90_000, 0), st.integers(0, 4000), st.sampled_from((300, 2000, 90_000))
)


def marks_of(drawn: list[Box]) -> list[Mark]:
    """Boxes as (left, bottom, width, height), sorted by left edge."""
    ink = Line(Ink.STEM, 0, 0, 1, 1, 1)
    return sorted(Mark(x, y, x + w, y + h, k, ink, 0, Ink.STEM) for k, (x, y, w, h) in enumerate(drawn))


@given(st.lists(boxes, min_size=1, max_size=25), st.sampled_from((0.0, 150.0)))
def test_low_and_high_systems_are_swept_alike(drawn: list[Box], margin: float) -> None:
    marks = marks_of(drawn)
    met: Counter[tuple[int, int]] = Counter()
    sweep(marks, extent(marks), margin, lambda a, b: met.update([(a.order, b.order)]))
    expected = {
        (a.order, b.order)
        for a, b in combinations(marks, 2)
        if b.x0 <= a.x1 + margin and b.y0 < a.y1 + margin and b.y1 > a.y0 - margin
    }
    assert set(met) == expected
    assert all(times == 1 for times in met.values())
