"""Ties on the page, among other voices (E34)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engraving.layout.ink.crowded_ties import aligned, past_all
from engraving.layout.page import Curve, Ink
from engraving.notation.ties import Span
from tests.layout.small_music import Drawn, Sheet, back, change, engraved, notes


def two(upper: str, lower: str, *more: str) -> Sheet:
    """Two voices on one staff for a bar, then further bars."""
    return engraved(notes(upper) + back() + notes(lower, voice=2), *more)


def test_e34_a_tie_passes_over_the_other_voice_s_note_and_its_accidental() -> None:
    """One voice holds what the other repeats with a courtesy accidental."""
    held = notes("bb4w~") + back() + notes("bb4q rq bb4 rq", voice=2).replace(
        "<type>quarter</type>", "<type>quarter</type><accidental>flat</accidental>"
    )
    sheet = engraved(held, notes("~bb4w") + back() + notes("rw", voice=2))
    assert sheet.one(Ink.TIE)
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("tune", ["rq c6e re rh", "rh c6q rq", "re c6e re c6e rh"])
def test_e34_a_tie_and_the_stems_of_a_higher_second_voice_do_not_meet(tune: str) -> None:
    sheet = engraved(
        notes("f4w~") + back() + notes(tune, voice=2), notes("~f4w") + back() + notes(tune, voice=2)
    )  # fmt: skip
    assert sheet.one(Ink.TIE).y1 < 0.5
    assert sheet.engraving.audit.collisions == 0


def test_e34_a_tie_ends_before_another_voice_s_head_beside_its_own() -> None:
    """A second on the downbeat it leads to: the lower voice's head stands right of the upper's."""
    sheet = engraved(
        notes("c5h g5h") + back() + notes("f4h a4h~", voice=2), notes("b4w") + back() + notes("~a4w", voice=2)
    )  # fmt: skip
    tie = sheet.one(Ink.TIE)
    heads = [h for h in sheet.of(Ink.HEAD) if h.x0 > tie.x1 - 1]
    assert all(not tie.touches(h) for h in heads)
    assert sheet.engraving.audit.collisions == 0


def test_e34_a_tie_stands_off_the_ledger_lines_of_a_chord() -> None:
    """The middle head of a wide chord stands in a space between ledger lines its tie must not touch."""
    sheet = engraved(notes("e5+b5+b6h~ ~e5+b5+b6h"))
    assert len(sheet.of(Ink.TIE)) == 3
    assert sheet.engraving.audit.collisions == 0


def test_e34_a_tie_passes_another_voice_s_unison_to_reach_its_own_head() -> None:
    """Held below, struck again above on the next downbeat: the tie ends at the held note, which stands right."""
    second = notes("f4e re rq rh") + back() + notes("~f4h. rq", voice=2)
    sheet = engraved(notes("a4w") + back() + notes("f4w~", voice=2), second)
    tie = sheet.one(Ink.TIE)
    lowest = min(h.y for h in sheet.of(Ink.HEAD))
    held = max((h for h in sheet.of(Ink.HEAD) if h.y == lowest), key=lambda h: h.x0)
    assert held.x0 - tie.x1 == pytest.approx(0.2, abs=0.05)
    assert sheet.engraving.audit.collisions == 0


def test_e34_a_tie_over_notes_of_its_own_voice_touches_none_of_them() -> None:
    """As when notes of a broken chord are held one by one, or a source ties what is not adjacent."""
    sheet = engraved(notes("g4q~ c4 c4 g3"), notes("~g4q rq rh"))
    assert sheet.one(Ink.TIE)
    assert sheet.engraving.audit.collisions == 0


def runs_through(sheet: Sheet, tie: Drawn, sign: Drawn) -> bool:
    """Whether a tie's outline passes the box of a sign."""
    assert isinstance(tie.item, Curve)
    staff = sheet.staves()[tie.staff - 1]
    points = [((x - staff.x0) / sheet.space, (y - staff.y) / sheet.space) for x, y in outlined(tie.item.points)]
    return any(sign.x0 < x < sign.x1 and sign.y0 < y < sign.y1 for x, y in points)


def outlined(points: Sequence[float]) -> list[tuple[float, float]]:
    """Points along the cubics of an outline."""
    xy = list(zip(points[0::2], points[1::2], strict=True))
    result = []
    for a, b, c, d in zip(xy[0::3], xy[1::3], xy[2::3], xy[3::3], strict=False):
        for k in range(21):
            t, s = k / 20, 1 - k / 20
            weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
            x, y = (sum(w * p[i] for w, p in zip(weights, (a, b, c, d), strict=True)) for i in (0, 1))
            result.append((x, y))
    return result


COMMON = change(time="4/4").replace("<time>", '<time symbol="common">')


@pytest.mark.parametrize("chord", ["g4+d5", "e4+b4", "a4", "d5", "b3+g4+e5+b5"])
def test_e34_ties_over_a_barline_pass_a_metre_by(chord: str) -> None:
    """A tie through the middle of a C is read neither as the one nor as the other: it goes over or under."""
    sheet = engraved(notes("c5h") + notes(f"{chord}q~"), COMMON + notes(f"~{chord}q rq rh"), time="3/4")
    (metre,) = sheet.of(Ink.METRE)[2:]
    ties = sheet.of(Ink.TIE)
    assert len(ties) == chord.count("+") + 1
    assert not [tie for tie in ties if runs_through(sheet, tie, metre)]
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("pitch", ["e4", "f4", "g4", "g#4", "a4"])
def test_e34_a_tie_turned_under_a_metre_keeps_off_the_rest_of_a_bar(pitch: str) -> None:
    """The reader's rest under a cue stands in the middle of its bar, where the tie is lowest."""
    held = notes(f"{pitch}h.~", extra="<cue/>") + back(3) + notes("Rh.", voice=2)
    after = notes(f"~{pitch}q g4 c5 d5", extra="<cue/>") + back() + notes("R", voice=2)
    sheet = engraved(held, COMMON + after, time="3/4")
    assert [str(place) for place in sheet.engraving.audit.places if "tie" in place.inks] == []
    assert sheet.engraving.audit.lost == 0


@pytest.mark.parametrize(("chord", "over"), [("e5", True), ("f5", True), ("e4+g5", True), ("f4", False)])
def test_e34_an_outer_tie_is_lifted_over_figures(chord: str, over: bool) -> None:
    """Figures fill the staff: a tie near its edge clears them, as a hand would draw it."""
    sheet = engraved(notes("c5h") + notes(f"{chord}q~"), change(time="4/4") + notes(f"~{chord}q rq rh"), time="3/4")
    figures = sheet.of(Ink.METRE)[2:]
    tie = sorted(sheet.of(Ink.TIE), key=lambda d: d.y1)[-1 if over else 0]
    assert not any(runs_through(sheet, tie, figure) for figure in figures)
    assert tie.y1 > 2.0 if over else tie.y0 < -2.0


def tips(tie: Drawn, sheet: Sheet) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a tie begins and ends, in staff spaces."""
    assert isinstance(tie.item, Curve)
    staff, p = sheet.staves()[tie.staff - 1], tie.item.points
    first, last = ((x - staff.x0, y - staff.y) for x, y in ((p[0], p[1]), (p[6], p[7])))
    return (first[0] / sheet.space, first[1] / sheet.space), (last[0] / sheet.space, last[1] / sheet.space)


@pytest.mark.parametrize(
    "bar",
    ["c#5q~ ~db5 rh", "ab4q~ ~g#4 rh", "c5q~|F4|~c5 rh", "c4q~|F4|~c4 rh", "b4h~|C3|~b4"],
    ids=["sharp to flat", "flat to sharp", "to a bass clef from above", "to a bass clef from below", "to a viola's clef"],
)
def test_e34_a_tie_leads_from_its_first_head_to_its_second_wherever_that_stands(bar: str) -> None:
    """By another name or after another clef: 0.35 off the middle of both heads, past the clef between them."""
    before, *rest = bar.split("|")
    sheet = engraved(notes(before) + (change(clef=rest[0]) + notes(rest[1]) if rest else ""))
    (tie,), (first, second) = sheet.of(Ink.TIE), sheet.of(Ink.HEAD)
    (x0, y0), (x1, y1) = tips(tie, sheet)
    assert abs(y0 - first.y) == pytest.approx(0.35, abs=0.16)  # up to 0.15 more off a staff line
    assert y1 - y0 == pytest.approx(second.y - first.y, abs=0.01)
    assert x0 == pytest.approx(first.x1 + 0.2, abs=0.01)
    assert x1 <= second.x0 - 0.2 + 0.01
    assert not [clef for clef in sheet.of(Ink.CLEF)[1:] if runs_through(sheet, tie, clef)]
    assert sheet.engraving.audit.collisions == 0


def test_e34_ties_end_outside_the_parentheses_round_their_heads() -> None:
    round_heads = '<notehead parentheses="yes">normal</notehead>'
    sheet = engraved(notes("e4+g4h~", extra=round_heads) + notes("~e4+g4h", extra=round_heads))
    signs = sorted(sheet.of(Ink.HEAD), key=lambda d: d.centre)
    inner = max(d.x1 for d in signs[:6]), min(d.x0 for d in signs[6:])
    assert len(signs) == 12
    for tie in sheet.of(Ink.TIE):
        (x0, _), (x1, _) = tips(tie, sheet)
        assert inner[0] < x0 < x1 < inner[1]


def together(*voices: str, **score: object) -> Sheet:
    """One bar of several voices."""
    return engraved(back().join(notes(v, voice=k) for k, v in enumerate(voices, 1)), "".join(notes("Rw")), **score)


@pytest.mark.parametrize("chord", ["f5+g5+c6", "d5+e5+f5", "b5+c6+e6", "g5+a5+c6"])
def test_e34_ties_of_a_second_keep_beside_each_other_in_two_voices(chord: str) -> None:
    """Three ties with their voice, none on another, though displaced heads make them begin in other places."""
    sheet = together(f"{chord}h~ ~{chord}h", "c4w")
    assert len(sheet.of(Ink.TIE)) == 3
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize(
    ("upper", "lower"), [("d5h~ ~d5q rq", "f4q g4 a4 b4"), ("d5w", "b4h~ ~b4h"), ("c5h.~ ~c5q", "[a4e g4] e4q bb4 c4")]
)
def test_e34_a_tie_passes_what_another_voice_plays_under_it(upper: str, lower: str) -> None:
    sheet = together(upper, lower)
    assert len(sheet.of(Ink.TIE)) == 1
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("grace", ["d4", "c4", "e4"])
def test_e17_a_lower_voice_s_grace_note_stands_within_its_beam(grace: str) -> None:
    sheet = together("e5w", f"[f4e (/{grace}e) e4e d4e c4e] d4h")
    beam = max(sheet.of(Ink.BEAM), key=lambda d: d.width)
    small = min((d for d in sheet.of(Ink.HEAD)), key=lambda d: d.width)
    assert beam.y0 < small.y0
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("chord", ["b4", "f4+a4+c5", "f4+a4+c5+e5", "e4+g4+b4+d5+f5", "b4+c5"])
@pytest.mark.parametrize("metre", ["4/4", "2/4", "5/4"])
def test_e34_a_tie_that_finds_no_way_past_figures_is_parted_at_them(chord: str, metre: str) -> None:
    """As at a line's end: one half up to the barline, one from the figures to the head; neither looks like a hyphen."""
    length = {"4/4": " rq rh", "2/4": " rq", "5/4": " rh rh"}[metre]
    sheet = engraved(notes("c5h") + notes(f"{chord}q~"), change(time=metre) + notes(f"~{chord}q{length}"), time="3/4")
    figures, ties = sheet.of(Ink.METRE)[2:], sheet.of(Ink.TIE)
    assert not [tie for tie in ties for figure in figures if runs_through(sheet, tie, figure)]
    assert len({tie.item.atom for tie in ties}) == chord.count("+") + 1
    halves = [tie for tie in ties if tie.x1 < figures[0].x0 or tie.x0 > figures[0].x1]
    assert halves
    assert min(tie.x1 - tie.x0 for tie in halves) >= 1.2
    assert max(tie.y1 - tie.y0 for tie in ties) <= 2.3
    assert sheet.engraving.audit.collisions == 0
    assert sheet.engraving.audit.doubled == 0


@pytest.mark.parametrize("chord", ["g4", "d5", "f4+e5"])
def test_e34_a_tie_that_passes_figures_in_a_usual_arc_stays_whole(chord: str) -> None:
    sheet = engraved(notes("c5h") + notes(f"{chord}q~"), change(time="4/4") + notes(f"~{chord}q rq rh"), time="3/4")
    assert len(sheet.of(Ink.TIE)) == chord.count("+") + 1


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("b4+d5q~ ~b4+d5q g4h", "[g4s a4 b4 c5] d5q a4h"),
        ("[d5e c5] [b4 c5] d5h", "b4+d5q~ ~b4+d5q g4h"),
        ("e4+g4q.~ ~e4+g4e c4h", "[e4e f4 g4 f4] e4h"),
        ("[e4e f4 g4 f4] e4h", "f5q~ ~f5q c4h"),
    ],
)
def test_e34_a_tie_keeps_off_the_beams_of_a_voice_that_crosses_its_own(upper: str, lower: str) -> None:
    places = together(upper, lower).engraving.audit.places
    assert [str(place) for place in places if place.inks in (("beam", "tie"), ("tie", "beam"))] == []


def test_e34_a_tie_begins_off_what_stands_at_its_tip() -> None:
    """The upper voice's head right beside its dot, however far that reaches beyond the tip."""
    upper, lower = notes("re re [eb5e a4~] [~a4e d4 gb4 e4]"), notes("f4h g4q.~ ~g4e", voice=2)
    assert engraved(upper + back() + lower, key=-1).engraving.audit.collisions == 0


def test_e34_long_ties_of_a_second_have_their_tips_in_line() -> None:
    """Half a space apart all along: where the upper one began under the lower, they would cross."""
    spans = [Span(24.4, 32.7, 2.85, True), Span(25.4, 35.2, 3.0, True)]
    lower, upper = past_all([spans, aligned(spans)], [], 5, None, middle=0.22)
    assert (upper.x0, upper.x3) == (lower.x0, lower.x3)
    assert all(upper.at(t)[1] - lower.at(t)[1] >= 0.4 for t in (0.0, 0.1, 0.5, 0.9, 1.0))
