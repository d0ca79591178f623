"""A movement begins a line (E53)."""

from __future__ import annotations

import re

import pytest

from tests.layout.small_music import Sheet, barline, notes, score_xml, sheet_of

QUARTERS = notes("c5q d5 e5 d5")


def two_movements(first: int, *, ends: str = "light-heavy", pickup: bool = False) -> Sheet:
    """Twenty bars, whose numbers begin again after ``first``; the second may have a pick-up."""
    bars = [QUARTERS] * 20
    bars[first - 1] += barline(ends)
    if pickup:
        bars[first] = notes("c5q")

    def number(match: re.Match[str]) -> str:
        n = int(match[1]) - first
        upbeat = ' implicit="yes"' if pickup and n == 1 else ""
        return f'<measure number="{n - pickup if n > 0 else n + first}"{upbeat}>'

    return sheet_of(re.sub(r'<measure number="(\d+)">', number, score_xml(*bars)))


def lines(sheet: Sheet) -> list[int]:
    return [staff.bars[0] for page in range(len(sheet.pages)) for staff in sheet.staves(page)]


@pytest.mark.rule("E53")
@pytest.mark.parametrize("first", range(5, 13))
@pytest.mark.parametrize("pickup", [False, True])
def test_where_the_numbers_begin_again_a_line_begins(first: int, pickup: bool) -> None:
    assert first in lines(two_movements(first, pickup=pickup))


def test_numbers_that_go_back_within_the_music_break_no_line() -> None:
    """A second ending may repeat the numbers of the first; only an end of the music is one of a movement."""
    assert not all(first in lines(two_movements(first, ends="regular")) for first in range(5, 13))
