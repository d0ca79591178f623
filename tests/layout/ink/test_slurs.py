"""Slurs on the page: outside tuplets they reach beyond, across staves (E35, E36)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, dynamic, engraved, notes


def test_e36_a_slur_reaching_beyond_a_tuplet_lies_outside_its_digits() -> None:
    """Stems up, slur above: stated by the source, so that both are on one side."""
    triplet = notes("[g4e{slur+} a4 g4]", tuplet=3).replace('type="start"/', 'type="start" placement="above"/', 2)
    sheet = engraved(triplet + notes("[a4e g4 f4]", tuplet=3) + notes("g4q{slur-} rq"))
    digits, slur = sheet.of(Ink.TUPLET_NUMBER), sheet.one(Ink.SLUR)
    assert len(digits) == 2
    assert all(digit.middle > 0 for digit in digits)
    assert all(digit.y1 < slur.y1 for digit in digits)
    assert sheet.engraving.audit.collisions == 0


def test_e36_a_slur_over_exactly_the_tuplet_lies_inside_its_digit() -> None:
    triplet = notes("[c5e{slur+} d5 c5{slur-}]", tuplet=3).replace('type="start"/', 'type="start" placement="below"/')
    sheet = engraved(triplet + notes("rq rh"))
    digit, slur = sheet.one(Ink.TUPLET_NUMBER), sheet.one(Ink.SLUR)
    assert digit.y1 < slur.y0
    assert sheet.engraving.audit.collisions == 0


def across(first: str, second: str, *extra: str) -> Sheet:
    """Two staves: a slur from the first note of the upper or lower to a note of the other."""
    upper = notes(first, staff=1)
    lower = notes(second, staff=2, voice=2)
    return engraved("".join(extra) + upper + back(4) + lower, clefs=("G2", "F4"))


@pytest.mark.parametrize("marked", [False, True])
def test_e35_a_slur_across_staves_touches_nothing(marked: bool) -> None:
    extra = (dynamic("p"),) if marked else ()
    sheet = across("rq g4+b4+d5q{slur-} g4+b4+d5 rq", "g3q{slur+} d3 g2 d3", *extra)
    assert len(sheet.of(Ink.SLUR)) == 1
    assert sheet.engraving.audit.collisions == 0


def test_e38_what_stands_over_the_upper_staff_clears_a_slur_that_comes_from_the_lower() -> None:
    """A slur drawn from the lower staff's note over the upper staff raises the upper staff's skyline."""
    sheet = across("rq d6q{slur-} rh", "b3q{slur+} rq rh")
    slur = sheet.one(Ink.SLUR)
    assert sheet.engraving.audit.collisions == 0
    assert slur.y1 > slur.y0


@pytest.mark.rule("E35")
def test_a_slur_clears_the_whole_of_a_flat_under_it() -> None:
    """A flat reaches higher over its head than a natural."""
    sheet = engraved(notes("[d5s{slur+} eb5 f5 g5{slur-}] rq rh"))
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.near) == (0, 0)
