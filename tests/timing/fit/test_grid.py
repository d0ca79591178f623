"""Bars of a score, of one length, after a pick-up: their beats, places and numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.timing.cue_file import CueFile, Hit, Place
from engraving.timing.fit import Grid, grid_of, targets
from engraving.timing.fit.bars import Step
from engraving.timing.fit.grid import Bar, On, bar_of
from engraving.timing.fit.layout import bar_plan
from engraving.timing.fit.segments import Landing, Path, Segment

ONE = Fraction(1)
MIXED = Grid(
    Fraction(2), (Fraction(0), ONE),
    (bar_of(Fraction(3), ONE, "beats", number="8"), bar_of(Fraction(5, 2), Fraction(1, 2), "beats", Fraction(2), "9")),
    Fraction(3),
)  # fmt: skip


def test_beats_of_bars_one_after_the_other() -> None:
    """Three beats, five halves of a beat, then bars of two."""
    halves = [3 + Fraction(n, 2) for n in range(5)]
    after = [Fraction(11, 2) + n for n in range(4)]
    assert MIXED.between(Fraction(0), Fraction(9)) == [Fraction(0), ONE, Fraction(2), *halves, *after]
    assert MIXED.between(Fraction(2), Fraction(7, 2)) == [Fraction(2), Fraction(3), Fraction(7, 2)]


@pytest.mark.parametrize(
    ("offset", "bar", "beat", "number"),
    [("0", 0, 1, "8"), ("2", 0, 3, "8"), ("3", 1, 1, "9"), ("4", 1, 3, "9"), ("11/2", 2, 1, "10"), ("17/2", 3, 4, "11")],
)
def test_places_in_the_metres_own_figures(offset: str, bar: int, beat: int, number: str) -> None:
    """In the second bar a beat of the tempo is two of its figure, in those after it three."""
    assert MIXED.place(Fraction(offset)) == (bar, beat)
    assert MIXED.offset(bar, Fraction(beat)) == Fraction(offset)
    assert MIXED.number(bar, 1) == number
    assert MIXED.bar_numbered(number, 1) == bar


@given(st.fractions(0, 40, max_denominator=12), st.sampled_from([MIXED, grid_of(4, "beats"), grid_of(3, "halves", 1)]))
def test_places_and_offsets_are_each_others_inverse(offset: Fraction, grid: Grid) -> None:
    bar, beat = grid.place(offset)
    assert grid.offset(bar, beat) == offset
    around = grid.around(offset)
    assert any(other <= offset for other in around)
    assert any(other >= offset for other in around)


@pytest.mark.parametrize(
    ("on", "allowed"),
    [("beats", "0 1 2 3 4 5"), ("strong", "0 3"), ("downbeats", "0"), ("halves", "0 1/2 1 3/2 2 5/2 3 7/2 4 9/2 5 11/2")],
)
def test_beats_that_count(on: On, allowed: str) -> None:
    assert bar_of(Fraction(6), ONE, on) == Bar(Fraction(6), tuple(Fraction(beat) for beat in allowed.split()))


def test_a_pickup_has_no_downbeat_and_is_numbered_before_the_first_bar() -> None:
    grid = grid_of(4, "downbeats", 1)
    assert grid.between(Fraction(0), Fraction(9)) == [1, 5, 9]
    assert [grid.number(n, 1) for n in range(3)] == ["0", "1", "2"]
    assert grid.bar_numbered("1", 1) == 1
    assert grid.bar_numbered("1a", 1) is None


def test_wanted_places_of_a_cue() -> None:
    cue = CueFile(first_bar="9", hits=(Hit(ONE, wanted=Place("10", Fraction(3))), Hit(ONE), Hit(ONE, wanted=Place("x"))))
    assert [target.offset for target in targets(cue, grid_of(4, "beats"))] == [6, None, None]
    assert [target.offset for target in targets(cue, grid_of(4, "beats", 2))] == [8, None, None]
    assert [target.wanted for target in targets(cue, grid_of(4, "beats"))] == [3, 1, 1]


def test_the_bars_a_path_needs() -> None:
    """From two beats of pick-up: six beats to a downbeat, eleven to another with a bar of three, nine to a second beat."""
    landings = (Landing(0, 6, Step(0, 0, ())), Landing(1, 17, Step(60_000, 0, (4, 4, 3))))
    path = Path((Segment(Fraction(0), Fraction(60), landings), Segment(Fraction(17), Fraction(60), (Landing(2, 9, Step(1, 1, ())),))), 0, 2)
    plan = bar_plan(path, 4)
    assert plan.bars == (2, 4, 4, 4, 3, 4, 4, 4)
    assert [(spot.bar, spot.beat) for spot in plan.hits] == [(2, 1), (5, 1), (7, 2)]
    assert [(spot.bar, spot.beat) for spot in plan.tempi] == [(0, 1), (5, 1)]
    assert plan.runs() == ((0, 1, 2), (1, 3, 4), (4, 1, 3), (5, 3, 4))
