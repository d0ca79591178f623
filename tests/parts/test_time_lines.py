"""E40: clefs are printed where notes are read in them."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.parts import extract_all
from engraving.score import Clef
from tests.parts.small_scores import part, score

ALTO, TREBLE, BAR = Clef("C", 3), Clef("G", 2), 96


def clefs_of(bars: str, *changes: tuple[int, Clef]) -> list[tuple[int, Clef]]:
    """What is left of these clef changes (bar index, clef) after an alto clef."""
    viola = part("Viola", bars, clef=ALTO)
    line = ((0, 1, ALTO), *((bar * BAR, 1, clef) for bar, clef in changes))
    (extraction,) = extract_all(score(replace(viola, music=replace(viola.music, clefs=line))))
    return [(tick // BAR, clef) for tick, _, clef in extraction.part.music.clefs]


def test_a_clef_no_note_is_read_in_is_left_out_and_the_one_before_goes_on() -> None:
    assert clefs_of("c4w | R | R | c4w", (1, TREBLE), (3, ALTO)) == [(0, ALTO)]


def test_a_clef_that_notes_are_read_in_stays_as_does_the_way_back() -> None:
    bars = "c4w | g5w | R | c4w"
    assert clefs_of(bars, (1, TREBLE), (3, ALTO)) == [(0, ALTO), (1, TREBLE), (3, ALTO)]


def test_a_clef_after_the_last_note_is_left_out() -> None:
    assert clefs_of("c4w | R | R", (2, TREBLE)) == [(0, ALTO)]


def test_the_first_clef_stays_though_the_part_begins_with_rests() -> None:
    assert clefs_of("R | g5w | R", (1, TREBLE)) == [(0, ALTO), (1, TREBLE)]
