"""Bars and beats as people say them: of the metre's lower figure, from 1."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engraving.score import Bar, Credits, Cue, Metre
from engraving.score.places import bar_at, beat_at, beat_length, how_often, metre_at, place

QUARTER = 24
BARS = (Bar(0, "1", 0, 96), Bar(1, "2", 96, 72), Bar(2, "3", 168, 72))
METRES = ((0, 1, Metre((("4", 4),))), (168, 1, Metre((("6", 8),))))
CUE = Cue(Credits(), QUARTER, BARS, (), metres=METRES, file="cue.xml")


@pytest.mark.parametrize(
    ("tick", "index"), [(-5, 0), (0, 0), (95, 0), (Fraction(191, 2), 0), (96, 1), (167, 1), (168, 2), (240, 2), (9999, 2)]
)
def test_the_bar_that_holds_a_tick(tick: int | Fraction, index: int) -> None:
    assert bar_at(BARS, tick) == index


def test_the_metre_in_force() -> None:
    assert metre_at(METRES, 167) is METRES[0][2]
    assert metre_at(METRES, 168) is METRES[1][2]
    assert metre_at((), 0) is None
    assert metre_at(METRES[1:], 0) is None


def test_a_beat_is_the_lower_figures_and_a_quarter_without_metre() -> None:
    assert beat_length(METRES, 0, QUARTER) == 24
    assert beat_length(METRES, 200, QUARTER) == 12  # 6/8 is counted in eighths
    assert beat_length((), 0, QUARTER) == 24


def test_beats_count_from_1_in_the_metre_the_bar_begins_with() -> None:
    assert beat_at(BARS[0], 0, METRES, QUARTER) == 1
    assert beat_at(BARS[0], 36, METRES, QUARTER) == Fraction(5, 2)
    assert beat_at(BARS[2], 168 + 36, METRES, QUARTER) == 4
    assert beat_at(BARS[1], 96 + 8, METRES, QUARTER) == Fraction(4, 3)


def test_a_place_is_bar_as_printed_and_beat_to_a_thousandth() -> None:
    there = place(CUE, "Horn 1", 1, 96 + 8, line=7)
    assert (there.part, there.bar, there.bar_index, there.beat) == ("Horn 1", "2", 1, 1.333)
    assert (there.file, there.line) == ("cue.xml", 7)
    assert place(CUE, "Horn 1", 2).beat == 0.0  # the whole bar


def test_how_often_something_is_and_where() -> None:
    bars = [Bar(index, str(index + 1), index * 96, 96) for index in range(9)]
    assert how_often(1, bars, [3]) == "in bar 4"
    assert how_often(2, bars, [3, 3]) == "2 times, in bar 4"
    assert how_often(3, bars, [0, 3, 8]) == "3 times, in bars 1, 4 and 9"
    assert how_often(7, bars, range(7)) == "7 times, in bars 1, 2, 3, 4, 5, 6 and more"
