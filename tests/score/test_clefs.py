"""Clefs by name, and what a note costs under them."""

from __future__ import annotations

import pytest

from engraving.score import Clef, Pitch
from engraving.score.clefs import ledger_lines, named_clef, spoken_clef


@pytest.mark.parametrize(
    ("name", "clef"),
    [
        ("G2", Clef("G", 2)), ("G2-8vb", Clef("G", 2, -1)), ("F4-15ma", Clef("F", 4, 2)), ("C3", Clef("C", 3)),
        ("percussion", None), ("TAB", None),
    ],
)  # fmt: skip
def test_the_names_of_the_instrument_table(name: str, clef: Clef | None) -> None:
    assert named_clef(name) == clef


def test_clefs_are_spoken_of_by_their_names() -> None:
    assert [spoken_clef(Clef(*clef)) for clef in (("G", 2), ("C", 4), ("F", 3))] == ["treble", "tenor", "F3"]


@pytest.mark.parametrize(
    ("pitch", "lines"), [(Pitch(4, 0), 1), (Pitch(4, 1), 0), (Pitch(5, 4), 0), (Pitch(5, 5), 1), (Pitch(3, 0), 4)]
)  # fmt: skip
def test_ledger_lines_in_the_treble_clef(pitch: Pitch, lines: int) -> None:
    """Middle C has one, the D over it and the G over the staff none, the A over that one, the C below four."""
    assert ledger_lines(pitch, Clef()) == lines
