"""E20, E30: which notes hang together, and signs at a note, clause by clause."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import back, engraved, notes
from tests.rules.paper import NEAR, bar_bounds, heads
from tests.rules.test_groups import groups


@pytest.mark.rule("E30")
@pytest.mark.parametrize(
    ("time", "bar", "wanted"),
    [
        ("3/4", "c5e d5e e5s d5s c5e d5e e5e", [2, 3, 2]),
        ("3/4", "c5e. d5s c5e d5 e5 d5", [2, 2, 2]),
        ("2/2", "c5e d5 e5 d5 c5h", [4]),
        ("12/8", "c5e d5 e5 c5 d5 e5 c5q. d5q.", [3, 3]),
        ("6/8", "c5s d5 e5 d5 c5 d5 c5e d5 e5", [6, 3]),
        ("2+3/8", "c5e d5 e5 c5 d5", [2, 3]),
        ("3+2+2/8", "c5e d5 e5 c5 d5 e5 d5", [3, 2, 2]),
        ("4/4", "re c5e d5e re rh", [2]),
        ("4/4", "rs c5s d5s rs c5s rs d5s c5s rh", [2, 3]),
    ],
    ids=["3/4 mixed", "3/4 dotted", "2/2", "12/8", "6/8 sixteenths", "2+3", "3+2+2", "rests outside", "a rest inside"],
)
def test_beams_show_the_beat_of_every_metre(time: str, bar: str, wanted: list[int]) -> None:
    """Quarters where shorter notes or dotted pairs are, dotted beats in compound time, the parts of a metre that names
    them; a rest at the edge of a group is outside it, one within is under its beam."""
    assert groups(engraved(notes(bar), time=time)) == wanted


@pytest.mark.rule("E30")
def test_a_triplet_has_a_beam_to_itself() -> None:
    """Its beat is beamed by the quarter, the plain eighths beside it likewise."""
    sheet = engraved(notes("c5e d5") + notes("c5e d5 e5", tuplet=3) + notes("c5h"))
    assert groups(sheet) == [2, 3]


@pytest.mark.rule("E30")
def test_one_beam_of_the_source_speaks_for_the_whole_part() -> None:
    """A part that has a beam somewhere keeps flags wherever the orchestrator left them."""
    sheet = engraved(notes("[c5e d5] rq rh"), notes("c5e d5 e5 d5 rh"))
    assert groups(sheet) == [2]
    assert len(sheet.of(Ink.FLAG)) == 4


@pytest.mark.rule("E30")
def test_a_beamlet_is_as_wide_as_a_head_and_stays_within_its_beat() -> None:
    """A lone sixteenth between eighths has a stub of one head's width under the beam."""
    sheet = engraved(notes("[c5e. d5s] [c5s d5e.] rh"))
    (head, *_), stubs = heads(sheet), [d for d in sheet.of(Ink.BEAM) if d.width < 2]
    assert [d.width for d in stubs] == pytest.approx([head.width] * 2, abs=0.12)


@pytest.mark.rule("E20")
@pytest.mark.parametrize("mark", ["falloff", "doit", "plop", "scoop"])
def test_what_leads_into_or_out_of_a_note_is_beside_its_head(mark: str) -> None:
    """Falls and doits begin at the head's right, plops and scoops end at its left, none of them on anything."""
    sheet = engraved(notes(f"rq c5q{{{mark}}} rh"))
    head, ink = heads(sheet)[0], sheet.of(Ink.GLISSANDO, Ink.ARTICULATION, Ink.ORNAMENT)
    if mark in ("falloff", "doit"):
        assert 0 <= min(d.x0 for d in ink) - head.x1 < 0.6
    else:
        assert 0 <= head.x0 - max(d.x1 for d in ink) < 0.6
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E20")
def test_an_arpeggio_of_one_hand_does_not_run_through_the_other() -> None:
    """One wave through both staves only when both chords have the sign; else it is as tall as its own chord."""
    lone = engraved(
        notes("e5+g5w{arpeggiate}") + back() + notes("c3+g3w", voice=5, staff=2), clefs=("G2", "F4"), name="Piano"
    )
    wave = lone.of(Ink.ARPEGGIO)
    assert {d.staff for d in wave} == {1}
    assert min(d.y0 for d in wave) > -2.5


@pytest.mark.rule("E20")
def test_a_breath_and_a_caesura_stand_after_their_note_before_the_next() -> None:
    """Over the top line between two notes, before the barline at a bar's end."""
    sheet = engraved(notes("c5q d5{breath-mark:comma} e5 d5{caesura}"), notes("c5w"))
    first, last = sorted(sheet.of(Ink.BREATH), key=lambda d: d.x0)
    row = heads(sheet)
    assert row[1].x1 < first.x0 < first.x1 < row[2].x0
    assert row[3].x1 < last.x0
    assert last.x1 < bar_bounds(sheet, 0)[1] + NEAR
    assert first.y1 > 2


@pytest.mark.rule("E20")
@pytest.mark.parametrize("kind", ["glissando", "slide"])
def test_a_glissando_says_its_word_along_its_line(kind: str) -> None:
    """The line from head to head, its word over it, both clear of heads and staff-side marks."""
    ends = [f'<notations><{kind} type="{t}" number="1" line-type="solid">{w}</{kind}></notations></note>' for t, w in (("start", "gliss."), ("stop", ""))]
    sheet = engraved(notes("c4h").replace("</note>", ends[0]) + notes("a5h").replace("</note>", ends[1]))
    line = [d for d in sheet.of(Ink.GLISSANDO) if not d.text]
    word = next(d for d in sheet.of(Ink.GLISSANDO, Ink.TECHNIQUE, Ink.EXPRESSION) if d.text)
    first, second = heads(sheet)
    assert min(d.x0 for d in line) >= first.x1 - NEAR
    assert max(d.x1 for d in line) <= second.x0 + NEAR
    assert word.text == "gliss."
    assert sheet.engraving.audit.collisions == 0
