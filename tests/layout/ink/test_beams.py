"""Beams and the rests under them (E15, E32)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import engraved, notes
from tests.rules.paper import heads, length


@pytest.mark.rule("E15")
@pytest.mark.rule("E32")
@pytest.mark.parametrize("run", ["[a5e rs c6s]", "[g#5e rs b5s]", "[d4e rs f4s]", "[g4e re a4e]", "[f5s rs f5s f5s]"])
def test_a_beam_makes_room_for_the_rest_under_it(run: str) -> None:
    """A rest under a beam stays on its staff, not over it: stems grow a little, then it moves a space or two."""
    sheet = engraved(notes(f"{run} rq rh"))
    rest = sheet.of(Ink.REST)[0]
    assert abs(rest.y) <= 2.01
    assert sheet.engraving.audit.collisions == 0
    assert max(length(sheet, head) for head in heads(sheet)) <= 5.5


@pytest.mark.rule("E15")
@pytest.mark.parametrize("pitches", ["b4e rs b4s", "c5e rs a4s", "e5e rs c5s", "f4e rs e4s"])
def test_a_rest_in_the_middle_of_the_staff_stays_there_where_stems_may_grow(pitches: str) -> None:
    """Notes in the staff leave room for a rest on the middle line with stems a little longer than usual."""
    sheet = engraved(notes(f"[{pitches}] rq rh"))
    assert sheet.of(Ink.REST)[0].y == pytest.approx(0.0, abs=0.01)


@pytest.mark.rule("E15")
def test_rests_under_one_beam_stand_at_one_height() -> None:
    """Rests of one group are read in one line."""
    sheet = engraved(notes("[d6e re b5e re g5e] rh."), time="12/8")
    heights = {round(rest.y, 2) for rest in sheet.of(Ink.REST)[:2]}
    assert len(heights) == 1


@pytest.mark.rule("E15")
def test_a_rest_minds_only_the_beams_over_it() -> None:
    """The sixteenth's beamlet beside the rest is not over it: beam and rest stand as for two eighths."""
    short, long = engraved(notes("[b5e rs b5s] rq rh")), engraved(notes("[b5e. b5s] rq rh"))
    assert abs(short.of(Ink.REST)[0].y) <= 2.01
    tips = [min(s.y0 for s in sheet.of(Ink.STEM)) for sheet in (short, long)]
    assert tips[0] >= tips[1] - 1.6
