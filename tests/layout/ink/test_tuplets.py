"""Tuplet digits and brackets on the page (E36)."""

from __future__ import annotations

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, engraved, notes


def kneed() -> Sheet:
    """A triplet under one beam from the lower staff into the upper."""
    first, middle, last = notes("[c3e c3 c5]", tuplet=3).split("</note>")[:3]
    low = [f"{note}</note>".replace("<staff>1", "<stem>up</stem><staff>2") for note in (first, middle)]
    high = f"{last}</note>".replace("<staff>1", "<stem>down</stem><staff>1")
    rest = notes("rq rh") + back(4) + notes("R", staff=2, voice=2)
    return engraved("".join(low) + high + rest, clefs=("G2", "F4"))


def test_e36_the_digit_at_a_beam_between_staves_stands_clear_of_its_stems() -> None:
    sheet = kneed()
    digit = sheet.one(Ink.TUPLET_NUMBER)
    assert all(not digit.touches(stem) for stem in sheet.of(Ink.STEM, staff=digit.staff))
    assert not sheet.of(Ink.TUPLET_BRACKET)
    assert sheet.engraving.audit.collisions == 0


def test_e36_a_bracket_over_notes_on_two_staves_stands_over_the_upper() -> None:
    """It begins with a rest, so its beam does not say it all; between the staves that beam is in its way."""
    first, second, last = notes("re [c5e c3]", tuplet=3).split("</note>")[:3]
    high = f"{second}</note>".replace("<staff>1", "<stem>down</stem><staff>1")
    low = f"{last}</note>".replace("<staff>1", "<stem>down</stem><staff>2")
    rest = notes("rq rh") + back(4) + notes("R", staff=2, voice=2)
    sheet = engraved(f"{first}</note>" + high + low + rest, clefs=("G2", "F4"))
    assert all(line.y0 > 2 for line in sheet.of(Ink.TUPLET_BRACKET))
    assert sheet.one(Ink.TUPLET_NUMBER).y0 > 2
    assert sheet.engraving.audit.collisions == 0
