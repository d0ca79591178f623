"""Beams and the rests under them (E15, E32)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Polygon
from tests.layout.small_music import Drawn, Sheet, back, engraved, notes
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


@pytest.mark.rule("E18")
@pytest.mark.parametrize("strokes", [1, 2, 3])
@pytest.mark.parametrize("pitches", ["g6 d6 b5 f5", "f#6 d6 b5 g5", "c4 e4 g4 c5", "d5 b4 f4 d4", "a4 c5 f5 a5", "d3 f3 a3 d4"])
def test_strokes_keep_off_a_slanting_beam(pitches: str, strokes: int) -> None:
    """0.4 from the beam where it comes down to them, and never on the head."""
    run = " ".join(f"{pitch}e{{tremolo:{strokes}}}" for pitch in pitches.split())
    sheet = engraved(notes(f"[{run}] rh"))
    (beam,) = sheet.of(Ink.BEAM)
    for stroke, head in zip(sheet.of(Ink.TREMOLO), sheet.of(Ink.HEAD), strict=True):
        up = beam.middle > head.middle
        inner = inner_edge(sheet, beam, stroke.x1 if up else stroke.x0, up=up)  # where strokes reach farthest
        assert (inner - stroke.y1 if up else stroke.y0 - inner) >= 0.39
        assert (stroke.y0 - head.y1 if up else head.y0 - stroke.y1) > 0.25


def inner_edge(sheet: Sheet, beam: Drawn, x: float, *, up: bool) -> float:
    """The y of a beam's edge on the side of its heads, over ``x`` or the end nearest to it."""
    assert isinstance(beam.item, Polygon)
    staff, flat = sheet.staves()[0], beam.item.points
    points = zip(flat[0::2], flat[1::2], strict=True)
    corners = sorted(((a - staff.x0) / staff.space, (b - staff.y) / staff.space) for a, b in points)
    (x0, y0), (x1, y1) = (corners[0], corners[2]) if up else (corners[1], corners[3])
    return y0 + (y1 - y0) * min(max((x - x0) / (x1 - x0), 0.0), 1.0)


def two(upper: str, lower: str) -> Sheet:
    """A bar of two voices."""
    return engraved(notes(upper, voice=1) + back() + notes(lower, voice=2))


@pytest.mark.rule("E15")
def test_a_rest_of_the_lower_voice_moves_off_the_beam_of_the_upper() -> None:
    """It belongs under the beam that runs over it, and its own beam makes room for it there."""
    sheet = two("[d4e e4e d4e e4e] rh", "[c4e re b3e c4e] rh")
    upper = max(sheet.of(Ink.BEAM), key=lambda d: d.y0)
    rest = sheet.of(Ink.REST)[0]
    assert rest.y1 < upper.y0
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E15")
@pytest.mark.parametrize("upper", ["d5q re. d5s d5q rq", "[b4e re b4e c5e] c5h"])
def test_a_beam_lies_beyond_a_rest_that_another_voice_holds_down(upper: str) -> None:
    """The rest cannot go back into the staff, where the other voice is: stems grow."""
    sheet = two(upper, "[d4e rs f4s] [a4s rs e4e] d4h")
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E15")
@pytest.mark.parametrize(("held", "rest"), [("c6w", "f5q rq g5h"), ("a5w", "rq c6q rq d6q")])
def test_a_rest_stands_on_its_own_side_of_a_note_another_voice_holds(held: str, rest: str) -> None:
    """The upper voice rests over the lower one's long note, however high that is."""
    sheet = two(rest.replace("f5", "e6").replace("g5", "e6"), held)
    note = min(d for d in sheet.of(Ink.HEAD) if d.width > 1.5)
    assert all(r.y0 > note.y1 for r in sheet.of(Ink.REST))


# Beams of several voices


@pytest.mark.rule("E32")
@pytest.mark.parametrize(
    ("voices"),
    [
        ("f5q a5 g5h", "[d5e c5 d5 e5] d5h", "g4h b4"),  # under quarters
        ("a5q c6 b5h", "[f5s e5 d5 e5] f5q e5h", "g4h b4"),
        ("[g5e. a5s] g5q b5h", "[c5e e5 d5 c5] c5h", "a4w"),
        ("[f4e g4 f4 g4] c6h", "rq f#5q g4h"),  # the voices cross
        ("rq a4q c6h", "[e5e d5 e5 f5] g4h"),
        ("[f4s g4 f4 g4] [f4s g4 f4 g4] c6h", "f5h g4"),
    ],
)
def test_a_beam_keeps_off_the_other_voices_heads_and_accidentals(voices: tuple[str, ...]) -> None:
    """Its stems are shorter or longer than usual for that; another voice's stem may have to pass it."""
    sheet = engraved(back().join(notes(text, voice=k) for k, text in enumerate(voices, 1)))
    for beam in sheet.of(Ink.BEAM):
        assert [d for d in sheet.of(Ink.HEAD, Ink.ACCIDENTAL, Ink.LEDGER) if beam_meets(sheet, beam, d)] == []


def beam_meets(sheet: Sheet, beam: Drawn, other: Drawn) -> bool:
    """Does a beam as it slants run through the box of other ink?"""
    if other.x1 <= beam.x0 or beam.x1 <= other.x0:
        return False
    low = min(inner_edge(sheet, beam, x, up=True) for x in (other.x0, other.x1))
    high = max(inner_edge(sheet, beam, x, up=False) for x in (other.x0, other.x1))
    return other.y0 < high and low < other.y1


@pytest.mark.rule("E32")
def test_the_outer_voice_s_beam_lies_beyond_the_inner_one_s() -> None:
    voices = "[a5e. g5s f5e g5] a5h", "[f5e e5 d5 e5] f5h", "g4w"
    sheet = engraved(back().join(notes(text, voice=k) for k, text in enumerate(voices, 1)))
    first = min((d for d in sheet.of(Ink.HEAD) if d.y > 2.1), key=lambda d: d.x)  # a5
    outer = [beam for beam in sheet.of(Ink.BEAM) if beam.item.group == first.item.group]
    inner = [beam for beam in sheet.of(Ink.BEAM) if beam not in outer]
    assert outer
    assert min(beam.y0 for beam in outer) > max(beam.y1 for beam in inner)


@pytest.mark.rule("E32")
def test_a_flag_hangs_clear_of_an_inner_voice_s_beam() -> None:
    voices = "rq re f5e rh", "c5q [b4e c5 d5 c5] c5q", "f4w"
    sheet = engraved(back().join(notes(text, voice=k) for k, text in enumerate(voices, 1)))
    (flag,) = sheet.of(Ink.FLAG)
    assert all(not flag.touches(beam) for beam in sheet.of(Ink.BEAM))


@pytest.mark.rule("E32")
def test_stems_that_nothing_is_in_the_way_of_are_as_long_as_ever() -> None:
    """Two voices far apart: as in a voice alone."""
    alone, sheet = engraved(notes("[d4e e4 f4 e4] d4h")), two("[d4e e4 f4 e4] d4h", "c3w")
    for one, other in zip(heads(alone), (h for h in heads(sheet) if h.y > -5), strict=True):
        assert length(sheet, other) == pytest.approx(length(alone, one), abs=0.02)


@pytest.mark.rule("E50")
@pytest.mark.parametrize("chord", ["c4+d4", "c4+d4+g5", "a3+b3+e5"])
def test_a_stem_that_its_beam_makes_long_keeps_off_the_notes_before_it(chord: str) -> None:
    """Three and a half spaces, as long as it would be by itself, end above them."""
    lower = notes("rs rt", voice=2) + notes("[c4e c5e f5e]", voice=2, tuplet=3) + notes("rt re rh", voice=2)
    sheet = engraved(notes(f"rq {chord}t re. rt rh") + back() + lower)
    stem = max((d for d in sheet.of(Ink.STEM) if d.y0 < -3.0), key=lambda d: d.x)
    beside = [d for d in sheet.of(Ink.HEAD, Ink.LEDGER) if d.x0 < stem.x0 and d.y1 > stem.y0]
    assert max(d.x1 for d in beside) < stem.x0
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("voices", [("[re r r r] c5h", "e4w"), ("c5h c5h", "[re r r r] e4h")])
def test_a_beam_over_nothing_but_rests_stops_nothing(voices: tuple[str, ...]) -> None:
    """Programs leave such beams behind; in a bar of two voices one once cost the whole part."""
    sheet = engraved(back().join(notes(text, voice=k) for k, text in enumerate(voices, 1)))
    assert len(sheet.of(Ink.REST)) == 4
    assert sheet.engraving.audit.lost == 0
