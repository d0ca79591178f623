"""Clauses of the rules in their own numbers, where the other tests here show only what a reader sees first."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Ink, Text
from engraving.typefaces import Face
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Sheet,
    back,
    barline,
    direction,
    dynamic,
    engraved,
    metronome,
    notes,
    rehearsal,
    tempo,
    words,
)
from tests.rules.paper import EMPTY, NEAR, QUARTERS, bar_bounds, gap, goes_up, heads, length, stem_of
from tests.rules.test_groups import primary

DENSE = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")


@pytest.mark.rule("E01")
def test_a_ledger_line_passes_its_head_by_four_tenths_and_less_beside_an_accidental() -> None:
    """0.4 past the head at both sides, 0.2 where a sharp stands."""
    for pitch, left in (("c4", 0.4), ("c#4", 0.2)):
        sheet = engraved(notes(f"{pitch}q rq rh"))
        ledger, head = sheet.one(Ink.LEDGER), heads(sheet)[0]
        assert ledger.x1 - head.x1 == pytest.approx(0.4, abs=NEAR)
        assert head.x0 - ledger.x0 == pytest.approx(left, abs=NEAR)


@pytest.mark.rule("E01")
def test_ledger_lines_of_neighbours_never_join() -> None:
    """However close the notes, 0.15 of white stays between their ledger lines."""
    run = "[c4s a3 c4 a3] [c4s a3 c4 a3] [c4s a3 c4 a3] [c4s a3 c4 a3]"
    sheet = engraved(*[notes(run)] * 9)
    for staff in sheet.staves():
        row = [d for d in sheet.of(Ink.LEDGER, staff=staff.number) if round(d.middle) == -3]
        assert min(gap(a, b) for a, b in pairwise(row)) >= 0.15 - 0.01


@pytest.mark.rule("E10")
@pytest.mark.parametrize(
    ("chord", "up"), [("g4+d5", False), ("g4+a4+d5", True), ("g4+c5+d5", False), ("f4+g4+e5", True), ("f4+d5+e5", False)]
)
def test_between_notes_as_far_from_the_middle_most_of_them_decide(chord: str, up: bool) -> None:
    """Outer notes at one distance: the side with more heads wins, and else the stem is down."""
    sheet = engraved(notes(f"{chord}q rq rh"))
    assert goes_up(sheet, heads(sheet)[0]) is up


@pytest.mark.rule("E15")
def test_a_rest_in_a_group_leaves_the_middle_line_only_for_the_beam() -> None:
    """Under a beam out of reach it stands where rests stand, and where stems a little longer put it out of reach."""
    for far in ("[e5e re e5e e5e] rh", "[a4e re a4e a4e] rh", "[g5e re g5e g5e] rh"):
        assert engraved(notes(far)).of(Ink.REST)[0].y == pytest.approx(0, abs=NEAR)
    near = engraved(notes("[c6e re c6e c6e] rh"))
    assert near.of(Ink.REST)[0].y == pytest.approx(1, abs=NEAR)
    assert not near.of(Ink.REST)[0].touches(near.of(Ink.BEAM)[0])


@pytest.mark.rule("E20")
def test_a_chord_struck_together_has_a_bracket_and_one_of_both_hands_one_wave() -> None:
    """Non-arpeggiate is a straight bracket as tall as its chord; one wavy line runs through both staves."""
    struck = engraved(notes("rq c4+e4+g4+c5h{arpeggiate} rq").replace("<arpeggiate/>", '<non-arpeggiate type="top"/>'))
    strokes = struck.of(Ink.ARPEGGIO)
    assert strokes
    assert not any(d.code for d in strokes)
    assert max(d.y1 for d in strokes) >= max(d.y for d in heads(struck))
    assert min(d.y0 for d in strokes) <= min(d.y for d in heads(struck))
    both = engraved(
        notes("e5+g5w{arpeggiate}") + back() + notes("c3+g3w{arpeggiate}", voice=5, staff=2),
        clefs=("G2", "F4"), name="Piano",
    )  # fmt: skip
    wave = both.of(Ink.ARPEGGIO)
    upper, lower = both.staves()
    apart = (upper.y - lower.y) / both.space
    over, under = max(d.y1 + (0 if d.staff == 1 else -apart) for d in wave), min(d.y0 - apart * (d.staff - 1) for d in wave)
    assert over >= max(d.y for d in heads(both, staff=1))
    assert under <= min(d.y for d in heads(both, staff=2)) - apart


@pytest.mark.rule("E32")
@pytest.mark.parametrize(("values", "least"), [("e", 2.5), ("s", 3.0), ("t", 3.5)])
def test_beams_beyond_two_have_longer_stems(values: str, least: float) -> None:
    """No stem under its least; with three beams four spaces on average."""
    run = " ".join(f"{pitch}{values}" for pitch in ("f4", "a4", "g4", "a4"))
    sheet = engraved(notes(f"[{run}] rq rh"))
    lengths = [length(sheet, head) for head in heads(sheet)]
    assert min(lengths) >= least - NEAR
    if values == "t":
        assert sum(lengths) / len(lengths) == pytest.approx(4.0, abs=0.5)


@pytest.mark.rule("E34")
def test_the_middle_tie_of_a_chord_goes_with_most_heads_and_tips_keep_off_lines() -> None:
    """Of three ties the middle one curves away from the middle line's other side; no tip or apex lies on a line."""
    for chord, up in (("b4+d5+f5", True), ("e4+g4+b4", False)):
        sheet = engraved(notes(f"{chord}h~ ~{chord}h"))
        low, middle, high = sorted(sheet.of(Ink.TIE), key=lambda d: d.middle)
        ys = sorted(d.y for d in heads(sheet)[:3])
        assert low.middle < ys[0]
        assert high.middle > ys[2]
        assert (middle.middle > ys[1]) is up
        assert all(0.3 <= d.y1 - d.y0 <= 1.4 for d in (low, middle, high))


@pytest.mark.rule("E36")
@pytest.mark.parametrize("run", ["c5 e5 g5", "e4 a4 d5", "a5 e5 c5"])
def test_a_bracket_rises_by_a_sixth_of_its_length_at_most(run: str) -> None:
    """However steep the notes."""
    sheet = engraved(notes(run, tuplet=3) + notes("c5h"))
    long = [d for d in sheet.of(Ink.TUPLET_BRACKET) if d.width > 0.5]
    assert long
    assert all((d.y1 - d.y0 - 0.16) / d.width <= 1 / 6 + NEAR for d in long)


@pytest.mark.rule("E41")
def test_lines_over_the_staff_are_ordered_too() -> None:
    """From the note outwards: octave line, chord symbol, ending, tempo."""
    high = direction('<octave-shift type="down" size="8"/>', placement="above")
    stop = direction('<octave-shift type="stop" size="8"/>', placement="above")
    chord = "<harmony><root><root-step>C</root-step></root><kind>major</kind></harmony>"
    ending = '<ending number="1" type="{}">1.</ending>'
    sheet = engraved(
        barline(left=True, ending=ending.format("start")) + tempo("Allegro molto") + metronome(60) + chord + high
        + notes("c6q d6 e6 d6") + stop + barline(ending=ending.format("stop"), repeat="backward"),
        QUARTERS,
    )  # fmt: skip
    layers = [sheet.of(ink) for ink in (Ink.HEAD, Ink.OCTAVE, Ink.CHORD_SYMBOL, Ink.VOLTA, Ink.TEMPO)]
    assert all(layers)
    foot = [min(d.y0 for d in layer if d.x0 < sheet.of(Ink.BARLINE)[0].x0) for layer in layers]
    assert foot == sorted(foot)


@pytest.mark.rule("E42b")
def test_marks_are_centred_on_heads_and_the_pedal_begins_at_its_own() -> None:
    """Fermata, accent and trill over the middle of the head; Ped. at its left edge; the count in mid-bar."""
    for mark, ink in (("fermata", Ink.FERMATA), ("accent", Ink.ARTICULATION), ("mordent", Ink.ORNAMENT)):
        sheet = engraved(notes(f"rq e4q{{{mark}}} rh"))
        assert sheet.one(ink).centre == pytest.approx(heads(sheet)[0].centre, abs=0.1), mark
    down, up = (direction(f'<pedal type="{t}" sign="yes"/>', placement="below") for t in ("start", "stop"))
    sheet = engraved(notes("rq") + down + notes("c5q d5") + up + notes("e5q"), name="Vibraphone")
    assert sheet.of(Ink.PEDAL)[0].x0 == pytest.approx(heads(sheet)[0].x0, abs=0.3)
    counted = engraved(QUARTERS, EMPTY, EMPTY, EMPTY, QUARTERS)
    left, right = bar_bounds(counted, 1)
    assert counted.one(Ink.REST_COUNT).centre == pytest.approx((left + right) / 2, abs=0.15)


@pytest.mark.rule("E44")
def test_the_rarer_kinds_of_type_have_their_sizes_too() -> None:
    """Lyrics 11, chord symbols 13, fingering 8 point; V.S. 13 in bold italics; triplet digits 1.4 high."""
    chord = "<harmony><root><root-step>C</root-step></root><kind>major</kind></harmony>"
    sheet = engraved(
        chord + notes("c5q{fingering:3} d5 e5 d5", lyrics="la la la la"), notes("[c5e d5 e5]", tuplet=3) + notes("c5q rh")
    )
    for ink, size in ((Ink.LYRIC, 1100), (Ink.CHORD_SYMBOL, 1300)):
        assert {d.item.size for d in sheet.of(ink) if d.text} == {size}  # type: ignore[union-attr]
    digit = sheet.one(Ink.TUPLET_NUMBER)
    assert digit.y1 - digit.y0 == pytest.approx(1.4, abs=0.15)
    hurried = engraved(*[tempo("Presto", 180) + DENSE, *[DENSE] * 150])
    warned = [i for page in hurried.pages for i in page.items if isinstance(i, Text) and i.ink is Ink.TURN_WARNING]
    assert {(i.text, i.size, i.face) for i in warned} == {("V.S.", 1300, Face.BOLD_ITALIC)}


@pytest.mark.rule("E45")
@pytest.mark.parametrize("letters", ["p", "f", "sfz", "mf", "ffff"])
@pytest.mark.parametrize("side", ["above", "below"])
def test_no_ink_of_a_dynamic_is_nearer_than_a_space_to_the_staff(letters: str, side: str) -> None:
    """Tall letters move out until a space is free."""
    singer = "Soprano"  # of whom the source says on which side; one player's dynamics are under the staff
    sign = engraved(dynamic(letters, placement=side) + QUARTERS, name=singer).one(Ink.DYNAMIC)
    assert sign.y1 <= -3.0 + NEAR if side == "below" else sign.y0 >= 3.0 - NEAR


@pytest.mark.rule("E50")
def test_a_sharp_over_a_low_note_costs_no_room_and_one_beside_it_does() -> None:
    """Fast notes with a sharp over every other: a line holds more bars where the sharps clear the notes before them."""

    def bars_on_a_line(low: str) -> float:
        beat = f"[{low}t f#5 {low} f#5 {low} f#5 {low} f#5] rq rh"
        return len(engraved(*[notes(beat.replace("#", "#" if k % 2 else "b")) for k in range(40)]).staves())

    assert bars_on_a_line("a3") < bars_on_a_line("e5")


@pytest.mark.rule("E52")
@pytest.mark.parametrize("bar", [EMPTY, notes("c5w")], ids=["rest", "whole note"])
def test_by_nature_a_bar_has_eleven_spaces(bar: str) -> None:
    """On a last line that nothing stretches or squeezes."""
    sheet = engraved(QUARTERS, bar, bar if bar is not EMPTY else notes("c5w"))
    left, right = bar_bounds(sheet, 1)
    assert right - left >= 11 - 0.2


@pytest.mark.rule("E55")
def test_between_two_lines_a_space_and_a_half_stays_free() -> None:
    """From the lowest ink of a line to the highest of the next, wherever they face each other."""
    bars = [QUARTERS] * 60
    bars[12] = notes("e3q f3 e3 d3")
    bars[17] = rehearsal("B") + tempo("Allegro") + notes("c7q d7 e7 d7")
    sheet = engraved(*bars)
    kinds = [ink for ink in Ink if ink not in (Ink.HEADING, Ink.STAFF_LINE)]
    for upper, lower in pairwise(sheet.staves()):
        apart = (upper.y - lower.y) / sheet.space
        below, above = sheet.of(*kinds, staff=upper.number), sheet.of(*kinds, staff=lower.number)
        facing = [d.y0 + apart - o.y1 for d in below for o in above if d.over(o) and d.y0 < 0 < o.y1]
        assert min(facing) >= 1.5 - 0.3  # skylines are stepped by a quarter


@pytest.mark.rule("E16")
def test_a_strong_accent_of_a_lower_voice_is_mirrored() -> None:
    """Marcato over the upper player's note, its mirror under the lower player's."""
    sheet = engraved(notes("e5h{strong-accent} rh", voice=1) + back() + notes("f4h{strong-accent} rh", voice=2))
    low, high = sorted(sheet.of(Ink.ARTICULATION), key=lambda d: d.y)
    assert (high.code, low.code) == (g.ARTIC_MARCATO_ABOVE, g.ARTIC_MARCATO_BELOW)
    assert low.y1 < min(stem_of(sheet, d).y0 for d in heads(sheet))


@pytest.mark.rule("E43b")
def test_instructions_to_players_stand_above_whatever_the_source_says() -> None:
    """Technique is over the staff; expression where the source puts it."""
    assert engraved(words("pizz.", placement="below") + QUARTERS).one(Ink.TECHNIQUE).y > 2
    assert engraved(words("dolce", placement="above") + QUARTERS).one(Ink.EXPRESSION).y > 2


@pytest.mark.rule("E31")
@pytest.mark.parametrize("run", ["f4 a4", "c5 e5", "e4 g4"])
def test_a_beam_of_a_narrow_group_hardly_leans(run: str) -> None:
    """Under three and a half spaces long a quarter of a space at most."""
    low, high = run.split()
    sheet: Sheet = engraved(*[notes(f"[{low}t {high} {low} {high}] " * 8)] * 4)
    for beam in primary(sheet):
        if beam.width < 3.5:
            assert beam.y1 - beam.y0 - 0.5 <= 0.25 + NEAR
