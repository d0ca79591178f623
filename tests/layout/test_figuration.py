"""Beams from hand to hand, with a melody over them and a bass under them (E10, E16, E33, E49)."""

from __future__ import annotations

from random import Random

import pytest

from engraving.layout.audit import Fault
from engraving.layout.engrave import engrave
from engraving.layout.page import Ink
from tests.layout.figuration import KINDS, across, figuration
from tests.layout.small_music import Sheet, back, engraved, house, notes, part_of, small_faces

NO_ROOM = ("melody and bass", 23)
"""A pair under one beam whose first note, moved right by the bass, has its stem in line with the second's."""


@pytest.mark.parametrize("kind", KINDS)
def test_a1_figuration_between_the_hands_touches_nothing(kind: str) -> None:
    for seed in range(30):
        audit = engrave(part_of(figuration(Random(seed), kind)), house(), small_faces()).audit
        found = [str(place) for place in audit.places if place.fault is Fault.COLLISION]
        assert len(found) == ((kind, seed) == NO_ROOM), (seed, found)
        assert (audit.lost, audit.doubled, audit.outside_margins) == (0, 0, 0)


def piano(figure: str, stems: str, bass: str = "g2w", melody: str = "") -> Sheet:
    """A bar of 4/4: a figure that goes from staff to staff over a bass, under a melody if there is one."""
    voices = [notes(melody)] if melody else []
    voices.append(across(figure, stems, voice=len(voices) + 1))
    voices.append(notes(bass, voice=len(voices) + 1, staff=2))
    return engraved(back().join(voices), clefs=("G2", "F4"), name="Piano")


@pytest.mark.rule("E10")
@pytest.mark.rule("E33")
@pytest.mark.parametrize("stems", ["up", "kneed", ""])
def test_a_beam_under_a_melody_lies_between_the_staves(stems: str) -> None:
    """Over the upper staff, where the source's stems would take it, it would run through the melody."""
    sheet = piano("[g3e c4 e4 c4] [g3e c4 e4 c4]", stems, melody="e5h g5")
    staff = min(d.y for d in sheet.of(Ink.STAFF_LINE, staff=1))
    assert all(d.y1 < staff for d in sheet.of(Ink.BEAM))
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E16")
@pytest.mark.parametrize("mark", ["staccato", "accent"])
def test_marks_on_a_beam_in_the_other_hand_s_staff_do_not_drive_the_staves_apart(mark: str) -> None:
    """They stand in a space of that staff or over it, and it is that staff's skyline they raise."""
    figure = "[g3e b3{} d4 e4] [g3e b3 d4 e4]"
    plain, marked = (piano(figure.format(text), "up") for text in ("", f"{{{mark}}}"))
    heights = [[d.y for d in sheet.of(Ink.STAFF_LINE, staff=2)] for sheet in (plain, marked)]
    assert heights[0] == heights[1]
    assert marked.engraving.audit.collisions == 0


@pytest.mark.rule("E59")
def test_a_bar_number_keeps_off_a_beam_from_the_upper_staff_under_the_lower_one() -> None:
    sheet = engraved(
        *[across("[g2s g4 e4 b2] [a2s g4 e4 b2] [g2s f4 g4 g2] [a2s f4 f4 a2]", "down")] * 3,
        clefs=("G2", "F4"), name="Piano",
    )  # fmt: skip
    assert sheet.engraving.audit.collisions == 0
    assert all(not number.touches(beam) for number in sheet.of(Ink.BAR_NUMBER) for beam in sheet.of(Ink.BEAM))


@pytest.mark.rule("E12")
def test_a_stem_beside_the_bass_keeps_off_the_next_note() -> None:
    """Up to its beam it is longer than it would be by itself."""
    assert piano("[e2s b3 a3 g2] [g2s b3 c4 g2] a2h", "up", "f2h e2").engraving.audit.collisions == 0
