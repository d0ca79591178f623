"""Which bars have a repeat sign, and how they are counted (E19)."""

from __future__ import annotations

from engraving.layout.ink.bar_signs import repeat_signs
from engraving.score import Bar, BarStyle

BARS = tuple(Bar(n, str(n + 1), 4 * n, 4) for n in range(12))


def _style(first: int, last: int, size: int = 1, staff: int = 1) -> BarStyle:
    return BarStyle(100 + first, "measure-repeat", staff, 4 * first, 4 * (last + 1), size)


def test_the_written_bar_is_the_first_of_the_count() -> None:
    signs = repeat_signs((_style(1, 4),), BARS)
    assert [(sign.first, sign.last, sign.bar) for sign in signs] == [(1, 1, 2), (2, 2, 3), (3, 3, 4), (4, 4, 5)]


def test_a_row_goes_on_over_styles_that_adjoin_and_begins_anew_after_written_bars() -> None:
    signs = repeat_signs((_style(1, 1), _style(2, 3), _style(6, 7)), BARS)
    assert [sign.bar for sign in signs] == [2, 3, 4, 2, 3]


def test_staves_count_by_themselves() -> None:
    signs = repeat_signs((_style(1, 1), _style(2, 2, staff=2)), BARS)
    assert [sign.bar for sign in signs] == [2, 2]


def test_a_sign_of_several_bars_holds_them_together() -> None:
    signs = repeat_signs((_style(2, 6, size=2),), BARS)
    assert [(sign.first, sign.last, sign.start_tick, sign.stop_tick) for sign in signs] == [
        (2, 3, 8, 16), (4, 5, 16, 24), (6, 6, 24, 28),
    ]  # fmt: skip


def test_slashes_and_barlines_have_no_such_sign() -> None:
    assert repeat_signs((BarStyle(1, "barline", 0, 2, 2),), BARS) == []
