"""What several instruments are called in other languages than English."""

from __future__ import annotations

import pytest

from engraving.instruments import lookup
from engraving.instruments.plurals import _WORDS, FOREIGN, plural


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("de", "Flöte", "Flöten"),
        ("de", "Große Flöte", "Große Flöten"),
        ("de", "Bassklarinette", "Bassklarinetten"),
        ("de", "Englischhorn", "Englischhörner"),
        ("de", "B-Trompete", "B-Trompeten"),
        ("de", "HORN", "HÖRNER"),
        ("de", "Kontrabass", "Kontrabässe"),
        ("fr", "Flûte", "Flûtes"),
        ("fr", "Petite flûte", "Petites flûtes"),
        ("fr", "Cor anglais", "Cors anglais"),
        ("fr", "Hautbois", "Hautbois"),
        ("fr", "Clarinette basse", "Clarinettes basses"),
        ("fr", "Clarinette en si♭", "Clarinettes en si♭"),
        ("fr", "Clarinette si♭", "Clarinettes si♭"),
        ("fr", "Hautbois d'amour", "Hautbois d'amour"),
        ("fr", "Ophicléide", ""),
        ("it", "Corno", "Corni"),
        ("it", "Corno inglese", "Corni inglesi"),
        ("it", "Corno in Fa", "Corni in Fa"),
        ("it", "Corno di bassetto", "Corni di bassetto"),
        ("it", "violino", "violini"),
        ("it", "Tromba bassa", "Trombe basse"),
        ("es", "Trombón", "Trombones"),
        ("es", "Corno inglés", "Cornos ingleses"),
        ("it", "Horn", ""),
        ("en", "Horn", ""),
        ("it", "", ""),
    ],
)
def test_several_of_an_instrument(language: str, one: str, several: str) -> None:
    assert plural(one, language) == several


def test_every_plural_of_an_instrument_is_known_again() -> None:
    """Parts called so are read as that instrument, as their singular is."""
    for language in FOREIGN:
        for pair in _WORDS[language].split(","):
            one, several = pair.split()
            known = lookup(one.capitalize()).instrument
            if known is not None:
                assert lookup(several.capitalize()).instrument == known, (one, several)


@pytest.mark.parametrize(
    ("several", "one"),
    [
        ("Corni francesi", "horn"), ("Trombe naturali", "trumpet.baroque"), ("Große Trommeln", "bassdrum"),
        ("Saxophones ténors", "sax.tenor"), ("Cors anglais", "englishhorn"), ("Violes d'amour", "violadamore"),
    ],
)  # fmt: skip
def test_instruments_are_found_by_their_plurals(several: str, one: str) -> None:
    found = lookup(several).instrument
    assert found is not None
    assert found.id == one
