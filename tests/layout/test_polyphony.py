"""Polyphony as people write it is set without ink on ink (A1, E12–E16, E32, E34–E36)."""

from __future__ import annotations

from random import Random

import pytest

from engraving.layout.audit import Fault
from engraving.layout.engrave import engrave
from tests.layout.polyphony import SETTINGS, polyphony
from tests.layout.small_music import house, part_of, small_faces

CROWDED = ("keyboard", "violas in four", "violins in three")
"""Three or four voices on one staff, or chords tied through those of another voice: now and then no place is left."""
MOST_IN_A_HUNDRED_BARS = 0.75


@pytest.mark.parametrize("setting", sorted(set(SETTINGS) - set(CROWDED)))
def test_a1_nothing_touches_in_polyphony(setting: str) -> None:
    for seed in range(30):
        audit = engrave(part_of(polyphony(Random(seed), setting, 4, crossing=0.0)), house(), small_faces()).audit
        assert [(seed, str(place)) for place in audit.places if place.fault is Fault.COLLISION] == []
        assert (audit.lost, audit.doubled, audit.outside_margins) == (0, 0, 0)


@pytest.mark.parametrize("setting", CROWDED)
def test_a1_little_touches_in_crowded_polyphony(setting: str) -> None:
    collisions = bars = 0
    for seed in range(40):
        text = polyphony(Random(seed), setting)
        bars += text.count("<measure ")
        collisions += engrave(part_of(text), house(), small_faces()).audit.collisions
    assert 100 * collisions <= MOST_IN_A_HUNDRED_BARS * bars
