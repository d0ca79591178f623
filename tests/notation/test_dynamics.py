"""Dynamics as signs (E43)."""

from __future__ import annotations

import pytest

from engraving.notation.dynamics import dynamic_codes, tokens
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces

LETTERS = (
    "p", "pp", "ppp", "pppp", "ppppp", "pppppp", "f", "ff", "fff", "ffff", "fffff", "ffffff", "mp", "mf", "sf", "sfp",
    "sfpp", "fp", "rf", "rfz", "sfz", "sffz", "fz", "n", "pf", "sfzp",
)  # fmt: skip
"""Every dynamic element of MusicXML 4.0."""


@pytest.mark.parametrize("letters", LETTERS)
def test_every_dynamic_of_the_format_is_a_sign_of_the_font(letters: str) -> None:
    codes = dynamic_codes(letters)
    assert codes
    assert all(map(small_faces().has, codes))


def test_what_the_font_does_not_combine_is_spelled_from_the_letters_it_does() -> None:
    assert dynamic_codes("fffp") == (g.DYNAMIC_FFF, g.DYNAMIC_PIANO)
    assert dynamic_codes("sfffz") == (g.DYNAMIC_SFORZANDO, g.DYNAMIC_FFF, g.DYNAMIC_Z)


@pytest.mark.parametrize("text", ["", "x", "pizz", "p!"])
def test_other_letters_are_type(text: str) -> None:
    assert dynamic_codes(text) == ()


def test_e43_words_and_signs_are_told_apart() -> None:
    sign, word = tokens("p léger")
    assert (sign.codes, sign.text) == ((g.DYNAMIC_PIANO,), "")
    assert (word.codes, word.text, word.tight) == ((), "léger", False)


def test_e43_brackets_stand_close_to_what_they_hold() -> None:
    left, sign, right = tokens("[mp]")
    assert (left.text, right.text) == ("[", "]")
    assert sign.codes == (g.DYNAMIC_MP,)
    assert sign.tight
    assert right.tight
