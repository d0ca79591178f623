"""Dynamics, tremolos and glissandi that hang on notes, across staves and in two voices (E18, E20, E42b, E45)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from engraving.notation.dynamics import dynamic_codes
from engraving.typefaces import smufl as g
from tests.elements.drawn import by_atom, events, lines, marked, sheet
from tests.layout.small_music import Drawn

NEAR = 0.05
SIGNS = (
    "p", "pp", "ppp", "pppp", "ppppp", "pppppp", "f", "ff", "fff", "ffff", "fffff", "ffffff", "mp", "mf", "sf", "sfp",
    "sfpp", "fp", "rf", "rfz", "sfz", "sffz", "fz", "n", "pf", "sfzp",
)  # fmt: skip


def dynamic(letters: str) -> list[Drawn]:
    """The ink of the first direction of these letters."""
    ink = by_atom("note-dynamics")
    found = next(d for d in sheet("note-dynamics").part.music.directions if d.text == letters)
    return ink[found.atom]


def note_at(tick: int) -> Drawn:
    """The head at a tick."""
    ink = by_atom("note-dynamics")
    return next(ink[e.heads[0].atom][0] for e in events("note-dynamics") if e.tick == tick and e.heads)


@pytest.mark.parametrize("letters", SIGNS)
def test_every_dynamic_of_a_note_is_a_sign_under_it(letters: str) -> None:
    drawn = dynamic(letters)
    assert tuple(d.code for d in drawn) == dynamic_codes(letters)
    direction = next(d for d in sheet("note-dynamics").part.music.directions if d.text == letters)
    head = note_at(direction.tick)
    assert all(d.ink is Ink.DYNAMIC and d.y1 < -2.4 for d in drawn)
    assert min(d.x0 for d in drawn) < head.centre < max(d.x1 for d in drawn)


def test_e45_dynamics_stand_beside_each_other_and_not_under() -> None:
    """However wide: the notes stand as far apart as their dynamics need."""
    page = sheet("note-dynamics")
    for staff in range(1, len(page.staves()) + 1):
        under = [d for d in page.of(Ink.DYNAMIC, staff=staff) if d.code and d.y < 0]
        assert max(d.y for d in under) - min(d.y for d in under) < 0.5


def test_letters_the_font_does_not_combine_stand_side_by_side() -> None:
    sign, repeated, last = dynamic("sfffz")
    assert (sign.code, repeated.code, last.code) == (g.DYNAMIC_SFORZANDO, g.DYNAMIC_FFF, g.DYNAMIC_Z)
    assert sign.x < repeated.x < last.x


def test_words_beside_a_dynamic_stand_on_its_baseline() -> None:
    piano, dolce = dynamic("p dolce")
    assert (piano.code, dolce.text) == (g.DYNAMIC_PIANO, "dolce")
    assert piano.x1 < dolce.x0
    assert piano.y == pytest.approx(dolce.y, abs=NEAR)


def test_a_dynamic_stands_above_where_asked() -> None:
    """Of two voices on a staff; of one alone it would stand under it (E41)."""
    above = [d for d in sheet("note-dynamics").part.music.directions if d.placement == "above"]
    ink = by_atom("note-dynamics")
    assert len(above) == 3
    assert all(drawn.y0 > 2.4 for direction in above for drawn in ink[direction.atom])


def test_a_glissando_runs_from_hand_to_hand() -> None:
    ((spanner, ink),) = lines("across-staves", "glissando")
    wave = next(d for d in ink if d.ink is Ink.GLISSANDO)
    heads = by_atom("across-staves")
    assert spanner.start is not None
    assert spanner.stop is not None
    upper, lower = heads[spanner.start.head][0], heads[spanner.stop.head][0]
    page = sheet("across-staves")
    drop = (page.staves()[0].y - page.staves()[1].y) / page.space
    assert wave.y1 == pytest.approx(upper.y, abs=0.5)
    assert wave.y0 == pytest.approx(lower.y - drop, abs=0.5)
    assert drop < 13  # the line between them does not push the staves apart


def test_a_tremolo_from_hand_to_hand_stands_between_its_stems() -> None:
    """Gently sloping strokes in the gap; the outermost touches the stems of halves."""
    ((_, ink),) = lines("across-staves", "tremolo")
    assert len(ink) == 3
    assert all(stroke.y1 < -2 for stroke in ink)
    for stroke in ink:
        assert stroke.y1 - stroke.y0 < 1.6
    stems = sheet("across-staves").of(Ink.STEM)
    outermost = max(ink, key=lambda d: d.middle)
    assert any(outermost.x0 == pytest.approx(stem.centre, abs=0.1) for stem in stems)
    assert any(outermost.x1 == pytest.approx(stem.centre, abs=0.1) for stem in stems)


@pytest.mark.parametrize("name", ["staccato", "accent", "trill-mark", "tenuto", "fermata"])
def test_marks_stand_outside_with_their_voice(name: str) -> None:
    found = marked("two-voices", name)
    for mark in found:
        upper = mark.event.voice == 1
        assert (mark.y0 > max(d.y1 for d in mark.heads)) == upper
        assert (mark.y1 < min(d.y0 for d in mark.heads)) == (not upper)
    assert {mark.event.voice for mark in found} == {1, 2}
