"""Which staves a brace joins (E49)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.layout.hands import hands, joined_staves
from engraving.score import Music, Part
from tests.layout.small_music import Sheet, engraved, notes


def part(staves: int, family: str, instrument: str) -> Part:
    return replace(_plain(), music=Music(staves, ()), family=family, instrument_id=instrument)


def _plain() -> Part:
    sheet: Sheet = engraved([notes("c5w")])
    return sheet.part


@pytest.mark.parametrize(
    ("family", "instrument", "staves", "braced"),
    [
        ("keyboard", "piano", 2, 2),
        ("keyboard", "organ", 3, 2),
        ("percussion", "marimba", 2, 2),  # one player, two hands
        ("percussion", "percussion", 2, 0),
        ("strings", "violin", 2, 0),
    ],
)
def test_a_brace_joins_what_one_player_has_in_two_hands(
    family: str, instrument: str, staves: int, braced: int
) -> None:
    found = part(staves, family, instrument)
    assert hands(found) == braced
    assert joined_staves(found) == (braced or staves)
