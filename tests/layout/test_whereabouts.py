"""What stands where: found by bar, in the order given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engraving.layout.whereabouts import Whereabouts, stretch
from engraving.score import Anchor, Bar, Spanner

BARS = tuple(Bar(k, str(k + 1), 4 * k, 4) for k in range(10))

Stretch = tuple[int, int]


@given(
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=20),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_nothing_that_touches_the_bars_is_missed_and_nothing_else_is_found(
    stretches: list[Stretch], one: int, other: int
) -> None:
    first, last = sorted((one, other))
    found = Whereabouts(BARS, ((a, b, (k, a, b)) for k, (a, b) in enumerate(stretches))).within(4 * first, 4 * last + 4)
    bar_of = {tick: min(tick // 4, 9) for tick in range(100)}
    expected = [
        (k, a, b) for k, (a, b) in enumerate(stretches) if bar_of[a] <= last and bar_of[b] >= first
    ]
    assert found == expected


def test_a_line_without_an_end_goes_on_but_a_tie_does_not() -> None:
    here = Anchor(8, 1)
    assert stretch(Spanner(1, "wedge", here, None))[0] == 8
    assert stretch(Spanner(1, "wedge", here, None))[1] > BARS[-1].end
    assert stretch(Spanner(1, "wedge", None, here)) == (0, 8)
    assert stretch(Spanner(1, "tie", here, None)) == (8, 8)
    assert stretch(Spanner(1, "slur", None, here)) == (8, 8)
    assert stretch(Spanner(1, "slur", Anchor(4, 1), here)) == (4, 8)
