"""Glissandi and slides past other notes (E20)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, engraved, notes


def slid(*voices: str) -> Sheet:
    """A bar in which slurs of ``notes`` are slides."""
    bar = back().join(notes(text, voice=number) for number, text in enumerate(voices, 1))
    return engraved(bar.replace("<slur", '<slide line-type="solid"'))


@pytest.mark.parametrize(
    "voices",
    [
        ("c5q{slur+} d5 e5 f5{slur-}",),
        ("f4q{slur+} a4 c5 d5{slur-}",),
        ("g5q{slur+} [c5e f5] [d5 e5] c5q{slur-}",),
        ("c5h.{slur+} f5q{slur-}", "e4q e5 d5 c4"),
    ],
)
def test_e20_a_slide_beyond_the_next_note_passes_those_between(voices: tuple[str, ...]) -> None:
    """Its line goes over or under all of them, by the side that is nearer, and stays as steep."""
    sheet = slid(*voices)
    line = sheet.one(Ink.GLISSANDO)
    assert sheet.engraving.audit.collisions == 0
    heads = sheet.of(Ink.HEAD)
    first, last = heads[0], heads[-1]
    assert line.x0 > first.x1
    assert line.x1 < last.x0 + 0.1


def test_e20_a_slide_to_the_next_note_goes_from_head_to_head() -> None:
    """Nothing stands between: no detour."""
    sheet = slid("c5h{slur+} f5h{slur-}")
    line = sheet.one(Ink.GLISSANDO)
    assert (line.y0, line.y1) == (pytest.approx(0.5, abs=0.1), pytest.approx(2.0, abs=0.1))


def test_e20_a_slide_keeps_its_way_between_notes_it_does_not_touch() -> None:
    """Another voice's notes far under it are no reason to move."""
    sheet = slid("c5h.{slur+} f5q{slur-}", "c4q c4 c4 c4")
    line = sheet.one(Ink.GLISSANDO)
    assert (line.y0, line.y1) == (pytest.approx(0.5, abs=0.1), pytest.approx(2.0, abs=0.1))


@pytest.mark.parametrize("text", ["rq{slur+} e5{slur-} d5 c5", "e5q{slur+} rq{slur-} d5 c5"])
def test_e20_a_slide_may_begin_or_end_at_a_rest(text: str) -> None:
    """Out of nothing, or into it: the line stands beside the rest."""
    sheet = slid(text)
    line, rest = sheet.one(Ink.GLISSANDO), sheet.of(Ink.REST)[0]
    assert sheet.engraving.audit.collisions == 0
    assert min(abs(line.x0 - rest.x1), abs(rest.x0 - line.x1)) < 1.0
