"""Strokes of tremolos on stems (E18)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, engraved, notes

NO_STEM = "<stem>none</stem>"


def roll(upper: str, lower: str = "g4h{tremolo:3} rh") -> Sheet:
    """A second voice without stems under the first."""
    return engraved(notes(upper, voice=1) + back() + notes(lower, voice=2, extra=NO_STEM))


@pytest.mark.rule("E18")
def test_strokes_of_a_note_without_a_stem_stand_on_the_stem_of_the_note_it_shares() -> None:
    sheet = roll("g4h{trill-mark} rh")
    strokes, (stem,) = sheet.one(Ink.TREMOLO), sheet.of(Ink.STEM)
    assert strokes.centre == pytest.approx(stem.centre, abs=0.05)
    assert stem.y0 < strokes.y0 < strokes.y1 < stem.y1 + 0.1
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E18")
@pytest.mark.parametrize("upper", ["c5h rh", "g4h{tremolo:3} rh", "rq g4q rh"])
def test_strokes_stay_at_their_own_note_where_no_stem_is_free(upper: str) -> None:
    """On another pitch, on a stem with strokes of its own, or on another beat."""
    sheet = roll(upper)
    lowest = min(sheet.of(Ink.TREMOLO), key=lambda d: d.y0)
    assert lowest.y1 < min(head.y for head in sheet.of(Ink.HEAD))
