"""Articulations, ornaments, technique, fermatas and breaths: the glyph each is, and where (E16, E20, E41)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.elements.drawn import Marked, lines, marked, sheet
from tests.layout.small_music import engraved, notes

NEAR = 0.03

ARTICULATIONS = {
    "accent": (g.ARTIC_ACCENT_ABOVE, g.ARTIC_ACCENT_BELOW),
    "staccato": (g.ARTIC_STACCATO_ABOVE, g.ARTIC_STACCATO_BELOW),
    "tenuto": (g.ARTIC_TENUTO_ABOVE, g.ARTIC_TENUTO_BELOW),
    "detached-legato": (g.ARTIC_TENUTO_STACCATO_ABOVE, g.ARTIC_TENUTO_STACCATO_BELOW),
    "staccatissimo": (g.ARTIC_STACCATISSIMO_WEDGE_ABOVE, g.ARTIC_STACCATISSIMO_WEDGE_BELOW),
    "spiccato": (g.ARTIC_STACCATISSIMO_STROKE_ABOVE, g.ARTIC_STACCATISSIMO_STROKE_BELOW),
    "stress": (g.ARTIC_STRESS_ABOVE, g.ARTIC_STRESS_BELOW),
    "unstress": (g.ARTIC_UNSTRESS_ABOVE, g.ARTIC_UNSTRESS_BELOW),
    "soft-accent": (g.ARTIC_SOFT_ACCENT_ABOVE, g.ARTIC_SOFT_ACCENT_BELOW),
}


def over_its_note(mark: Marked) -> bool:
    """Its middle over (under) its note's heads, in their column."""
    left, right = min(d.x0 for d in mark.heads), max(d.x1 for d in mark.heads)
    return left - 0.1 <= mark.centre <= right + 0.1


@pytest.mark.parametrize("name", ARTICULATIONS)
def test_e16_an_articulation_stands_at_the_head_away_from_the_stem(name: str) -> None:
    above, below = ARTICULATIONS[name]
    falling, rising = marked("articulations", name)[:2]
    assert (falling.codes, rising.codes) == ((above,), (below,))
    assert falling.y0 > falling.heads[0].y1
    assert rising.y1 < rising.heads[0].y0
    assert over_its_note(falling)
    assert over_its_note(rising)


def test_e16_marcato_points_up_over_every_note_and_down_where_asked() -> None:
    plain, down = marked("articulations", "strong-accent")[:2]
    assert (plain.codes, down.codes) == ((g.ARTIC_MARCATO_ABOVE,), (g.ARTIC_MARCATO_BELOW,))
    assert plain.y0 > 2.4
    assert down.y1 < -2.4


def test_articulations_the_format_has_no_element_for_are_glyphs_by_name_or_words() -> None:
    named = marked("articulations", "other-articulation")
    assert named[0].codes == (g.ARTIC_MARCATO_STACCATO_ABOVE,)
    assert named[2].text == "sec"


@pytest.mark.parametrize(
    ("name", "attributes", "code"),
    [
        ("scoop", (), g.BRASS_SCOOP),
        ("plop", (), g.BRASS_PLOP),
        ("doit", (), g.BRASS_DOIT_MEDIUM),
        ("falloff", (), g.BRASS_FALL_LIP_MEDIUM),
        ("doit", (("line-length", "short"),), g.BRASS_DOIT_SHORT),
        ("doit", (("line-length", "long"),), g.BRASS_DOIT_LONG),
        ("falloff", (("line-length", "short"),), g.BRASS_FALL_LIP_SHORT),
        ("falloff", (("line-length", "long"),), g.BRASS_FALL_LIP_LONG),
        ("falloff", (("line-type", "wavy"),), g.BRASS_FALL_ROUGH_MEDIUM),
        ("falloff", (("line-shape", "straight"),), g.BRASS_FALL_SMOOTH_MEDIUM),
        ("doit", (("line-type", "wavy"),), g.BRASS_LIFT_MEDIUM),
        ("doit", (("line-shape", "straight"), ("line-length", "long")), g.BRASS_LIFT_SMOOTH_LONG),
    ],
)
def test_e20_falls_and_doits_are_as_long_and_as_bent_as_written(
    name: str, attributes: tuple[tuple[str, str], ...], code: int
) -> None:
    found = next(m for m in marked("falls", name) if m.mark.attributes == attributes)
    assert found.codes == (code,)
    before = name in ("scoop", "plop")
    gap = found.heads[0].x0 - found.x1 if before else found.x0 - found.heads[-1].x1
    assert gap == pytest.approx(0.2, abs=0.05)


def test_e20_falls_keep_off_dots_sharps_and_the_next_note() -> None:
    page = sheet("falls")
    heads = page.of(Ink.HEAD)
    for fall in page.of(Ink.GLISSANDO):
        assert not any(fall.touches(other) for other in (*page.of(Ink.DOT, Ink.ACCIDENTAL), *heads))


def test_e20_falls_of_notes_beyond_the_staff_begin_where_their_ledger_lines_end() -> None:
    page = sheet("falls")
    beyond = [m for name in ("falloff", "doit", "scoop", "plop") for m in marked("falls", name) if abs(m.heads[0].y) > 3]
    assert len(beyond) == 4
    for mark in beyond:
        own = [d for d in page.of(Ink.LEDGER, staff=mark.ink[0].staff) if d.over(mark.heads[0])]
        assert own
        assert all(mark.x0 > d.x1 or mark.x1 < d.x0 for d in own)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("normal", g.FERMATA_ABOVE, g.FERMATA_BELOW),
        ("angled", g.FERMATA_SHORT_ABOVE, g.FERMATA_SHORT_BELOW),
        ("square", g.FERMATA_LONG_ABOVE, g.FERMATA_LONG_BELOW),
        ("double-angled", g.FERMATA_VERY_SHORT_ABOVE, g.FERMATA_VERY_SHORT_BELOW),
        ("double-square", g.FERMATA_VERY_LONG_ABOVE, g.FERMATA_VERY_LONG_BELOW),
        ("double-dot", g.FERMATA_LONG_HENZE_ABOVE, g.FERMATA_LONG_HENZE_BELOW),
        ("half-curve", g.FERMATA_SHORT_HENZE_ABOVE, g.FERMATA_SHORT_HENZE_BELOW),
        ("curlew", g.CURLEW_SIGN, g.CURLEW_SIGN),
    ],
)
def test_every_fermata_upright_over_and_inverted_under_its_note(text: str, above: int, below: int) -> None:
    upright, inverted = marked("fermatas", "fermata", text)
    assert (upright.codes, inverted.codes) == ((above,), (below,))
    assert upright.y0 > 2.4
    assert inverted.y1 < -2.4
    assert over_its_note(upright)
    assert over_its_note(inverted)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("breath-mark", "", g.BREATH_MARK_COMMA),
        ("breath-mark", "comma", g.BREATH_MARK_COMMA),
        ("breath-mark", "tick", g.BREATH_MARK_TICK),
        ("breath-mark", "upbow", g.BREATH_MARK_UPBOW),
        ("breath-mark", "salzedo", g.BREATH_MARK_SALZEDO),
        ("caesura", "", g.CAESURA),
        ("caesura", "thick", g.CAESURA_THICK),
        ("caesura", "short", g.CAESURA_SHORT),
        ("caesura", "curved", g.CAESURA_CURVED),
        ("caesura", "single", g.CAESURA_SINGLE_STROKE),
    ],
)
def test_breaths_and_caesuras_stand_after_their_note(name: str, text: str, code: int) -> None:
    (found,) = marked("breaths", name, text)
    assert found.codes == (code,)
    following = [d.x0 for d in sheet("breaths").of(Ink.HEAD, Ink.BARLINE) if d.x0 > found.heads[0].x1]
    same_line = [x for x in following if x > found.heads[0].x1]
    assert found.heads[0].x1 < found.x0
    assert found.x1 < min(same_line) + NEAR


def test_e20_a_caesura_has_room_between_short_notes() -> None:
    page = engraved(notes("c5s{caesura} f5 c5 c5 [c5e f5] r rh"))
    (sign,) = page.of(Ink.BREATH)
    assert page.engraving.audit.collisions == 0
    first, second = page.of(Ink.HEAD)[:2]
    assert first.x1 < sign.x0 < sign.x1 < second.x0


@pytest.mark.parametrize(
    ("name", "attributes", "code"),
    [
        ("trill-mark", (), g.ORNAMENT_TRILL),
        ("turn", (), g.ORNAMENT_TURN),
        ("turn", (("slash", "yes"),), g.ORNAMENT_TURN_SLASH),
        ("inverted-turn", (), g.ORNAMENT_TURN_INVERTED),
        ("inverted-turn", (("slash", "yes"),), g.ORNAMENT_TURN_INVERTED),
        ("vertical-turn", (), g.ORNAMENT_TURN_UP),
        ("inverted-vertical-turn", (), g.ORNAMENT_TURN_UP_S),
        ("shake", (), g.ORNAMENT_TREMBLEMENT),
        ("mordent", (), g.ORNAMENT_MORDENT),
        ("mordent", (("long", "yes"),), g.ORNAMENT_TREMBLEMENT),
        ("inverted-mordent", (), g.ORNAMENT_SHORT_TRILL),
        ("inverted-mordent", (("long", "yes"),), g.ORNAMENT_TREMBLEMENT),
        ("schleifer", (), g.ORNAMENT_SCHLEIFER),
        ("haydn", (), g.ORNAMENT_HAYDN),
    ],
)
def test_an_ornament_stands_over_its_note(name: str, attributes: tuple[tuple[str, str], ...], code: int) -> None:
    found = next(m for m in marked("ornaments", name) if m.mark.attributes == attributes)
    (sign,) = [d for d in found.ink if d.code]
    assert (sign.code, sign.ink) == (code, Ink.ORNAMENT)
    assert sign.y0 > 2.4
    assert over_its_note(found)


@pytest.mark.parametrize("name", ["delayed-turn", "delayed-inverted-turn"])
def test_a_delayed_turn_stands_between_its_note_and_the_next(name: str) -> None:
    (found,) = marked("ornaments", name)
    following = min(d.x0 for d in sheet("ornaments").of(Ink.HEAD, Ink.BARLINE, staff=1) if d.x0 > found.heads[0].x1)
    assert found.heads[0].x1 < found.centre < following


def test_a_struck_sign_has_its_stroke_through_it() -> None:
    for name, said in (("inverted-turn", ("slash", "yes")), ("mordent", ("long", "yes"))):
        struck = next(m for m in marked("ornaments", name) if m.mark.attributes == (said,))
        sign, stroke = struck.ink
        assert stroke.y0 < sign.y0 < sign.y1 < stroke.y1
        assert stroke.centre == pytest.approx(sign.centre, abs=NEAR)


@pytest.mark.parametrize(
    ("said", "left", "up"), [("approach", True, False), ("approach", True, True), ("departure", False, False)]
)
def test_what_leads_into_a_mordent_and_out_of_it_bends_the_way_written(said: str, left: bool, up: bool) -> None:
    side = "above" if up else "below"
    tailed = next(m for m in marked("ornaments", "mordent") if m.mark.attributes == ((said, side),))
    sign, tail = sorted(tailed.ink, key=lambda d: not d.code)
    assert (tail.x0 < sign.x0) == left
    assert (tail.x1 > sign.x1) == (not left)
    assert (tail.y1 > sign.y1) == up
    assert (tail.y0 < sign.y0) == (not up)


def test_accidentals_of_ornaments_stand_over_and_under_them() -> None:
    dressed = [m for m in marked("ornaments", "turn") if m.mark.get("above") and m.mark.get("below")]
    (sharp,) = [d for d in dressed[0].ink if d.code == g.ACCIDENTAL_SHARP]
    (natural,) = [d for d in dressed[0].ink if d.code == g.ACCIDENTAL_NATURAL]
    (turn,) = [d for d in dressed[0].ink if d.code == g.ORNAMENT_TURN]
    assert natural.y1 < turn.y0 < turn.y1 < sharp.y0
    assert all(abs(d.centre - turn.centre) < 0.1 for d in (sharp, natural))


def test_accidentals_of_ornaments_may_be_in_parentheses_and_brackets() -> None:
    trill = next(m for m in marked("ornaments", "trill-mark") if m.mark.get("above-parentheses"))
    assert {g.ACCIDENTAL_PARENS_LEFT, g.ACCIDENTAL_NATURAL, g.ACCIDENTAL_PARENS_RIGHT} < set(trill.codes)
    turn = next(m for m in marked("ornaments", "turn") if m.mark.get("above-bracket"))
    assert {g.ACCIDENTAL_BRACKET_LEFT, g.ACCIDENTAL_FLAT, g.ACCIDENTAL_BRACKET_RIGHT} < set(turn.codes)


def test_an_accidental_mark_stands_over_its_note_or_under_it() -> None:
    flat, sharp, natural = marked("ornaments", "accidental-mark")
    assert flat.codes == (g.ACCIDENTAL_FLAT,)
    assert sharp.codes == (g.ACCIDENTAL_SHARP,)
    assert flat.y0 > 2.4
    assert natural.y1 < -2.4
    assert natural.codes == (g.ACCIDENTAL_PARENS_LEFT, g.ACCIDENTAL_NATURAL, g.ACCIDENTAL_PARENS_RIGHT)
    assert all(map(over_its_note, (flat, sharp, natural)))


def test_a_wave_runs_from_its_trill_to_the_end_of_its_note() -> None:
    (_, one), (_, two), _, (_, bare) = lines("trill-lines", "wavy-line")
    first, second, _ = marked("trill-lines", "trill-mark")
    bar = min(d.x0 for d in sheet("trill-lines").of(Ink.BARLINE) if d.x0 > first.heads[0].x1)
    assert 0 < min(d.x0 for d in one) - first.x1 < 0.5
    assert bar - 2.5 < max(d.x1 for d in one) < bar
    last = max(d.x for d in sheet("trill-lines").of(Ink.HEAD) if second.x1 < d.x < second.x1 + 25)
    assert max(d.x1 for d in two) > last - 12
    assert max(d.y1 for d in bare) < -2.0


def test_an_accidental_of_a_trill_that_goes_on_stands_over_its_wave() -> None:
    _, _, (_, wave), _ = lines("trill-lines", "wavy-line")
    (natural,) = marked("trill-lines", "accidental-mark")
    sign = marked("trill-lines", "trill-mark")[2]
    assert natural.y0 > max(d.y1 for d in wave if d.over(natural.ink[0]))
    assert wave[0].middle == pytest.approx(next(d for d in sign.ink if d.code == g.ORNAMENT_TRILL).middle, abs=0.6)
    assert over_its_note(natural)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("up-bow", g.STRINGS_UP_BOW),
        ("down-bow", g.STRINGS_DOWN_BOW),
        ("harmonic", g.STRINGS_HARMONIC),
        ("open-string", g.STRINGS_HARMONIC),
        ("thumb-position", g.STRINGS_THUMB_POSITION),
        ("snap-pizzicato", g.PLUCKED_SNAP_PIZZICATO_ABOVE),
    ],
)
def test_string_technique_stands_over_its_note(name: str, code: int) -> None:
    found = marked("bowing", name)[0]
    assert found.codes == (code,)
    assert found.y0 > 2.4
    assert over_its_note(found)


def test_a_bowing_placed_below_stands_there() -> None:
    assert marked("bowing", "up-bow")[1].y1 < -2.4


def test_an_artificial_harmonic_is_a_note_and_a_diamond_its_sound_in_parentheses() -> None:
    page = sheet("bowing")
    diamonds = [d for d in page.of(Ink.HEAD) if d.code in (g.NOTEHEAD_DIAMOND_HALF, g.NOTEHEAD_DIAMOND_WHITE)]
    assert len(diamonds) == 3
    parens = [d for d in page.of(Ink.HEAD) if d.code in (g.NOTEHEAD_PARENTHESIS_LEFT, g.NOTEHEAD_PARENTHESIS_RIGHT)]
    assert len(parens) == 2
    assert all(d.y > 2 for d in parens)


def test_fingers_of_a_chord_stand_in_the_order_of_its_notes() -> None:
    """However the source orders the chord; under the staff the lowest note's finger is lowest."""
    found = marked("fingerings", "fingering")
    written_up, written_down = (
        sorted((m for m in found if m.event.id == event), key=lambda m: m.y0)
        for event in dict.fromkeys(m.event.id for m in found if len(m.event.heads) == 3)
    )
    for stack in (written_up, written_down):
        assert [m.mark.text for m in stack] == ["1", "3", "5"]
        assert all(lower.y1 < upper.y0 for lower, upper in pairwise(stack))
    five, three = sorted((m for m in found if m.mark.placement == "below"), key=lambda m: m.y0)
    assert (five.mark.text, three.mark.text) == ("5", "3")
    assert three.y1 < three.heads[0].y0


def test_a_finger_replaced_stands_beside_the_one_it_replaces() -> None:
    two, three = [m for m in marked("fingerings", "fingering") if m.event.id == _event_of("substitution")]
    assert (two.codes, three.codes) == (
        (g.FINGERING_2,),
        (g.FINGERING_SUBSTITUTION_DASH, g.FINGERING_3),
    )
    assert two.x1 <= three.x0 + NEAR
    assert two.y0 == pytest.approx(three.ink[1].y0, abs=0.1)


def test_another_finger_stands_in_parentheses() -> None:
    _, four = [m for m in marked("fingerings", "fingering") if m.event.id == _event_of("alternate")]
    assert four.codes == (g.FINGERING_LEFT_PARENTHESIS, g.FINGERING_4, g.FINGERING_RIGHT_PARENTHESIS)


def _event_of(said: str) -> int:
    return next(m.event.id for m in marked("fingerings", "fingering") if m.mark.get(said) == "yes")


def test_plucking_fingers_and_feet_are_signs() -> None:
    assert [m.codes for m in marked("fingerings", "pluck")] == [
        (g.FINGERING_P_LOWER,), (g.FINGERING_I_LOWER,), (g.FINGERING_M_LOWER,), (g.FINGERING_A_LOWER,),
    ]  # fmt: skip
    under, over, after = marked("fingerings", "heel")
    assert under.codes == over.codes == (g.KEYBOARD_PEDAL_HEEL_1,)
    assert under.y1 < -2 < 2 < over.y0
    assert after.codes == (g.FINGERING_SUBSTITUTION_DASH, g.KEYBOARD_PEDAL_HEEL_1)
    assert [m.codes for m in marked("fingerings", "toe")] == [(g.KEYBOARD_PEDAL_TOE_1,)] * 2


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("stopped", "", g.BRASS_MUTE_CLOSED),
        ("open", "", g.STRINGS_HARMONIC),
        ("half-muted", "", g.BRASS_MUTE_HALF_CLOSED),
        ("harmon-mute", "yes", g.BRASS_HARMON_MUTE_CLOSED),
        ("harmon-mute", "half", g.BRASS_HARMON_MUTE_STEM_HALF_LEFT),
        ("harmon-mute", "no", g.BRASS_HARMON_MUTE_STEM_OPEN),
        ("double-tongue", "", g.DOUBLE_TONGUE_ABOVE),
        ("triple-tongue", "", g.TRIPLE_TONGUE_ABOVE),
        ("brass-bend", "", g.BRASS_BEND),
        ("flip", "", g.BRASS_FLIP),
        ("smear", "", g.BRASS_SMEAR),
    ],
)
def test_wind_technique_stands_over_its_note(name: str, text: str, code: int) -> None:
    (found,) = marked("wind-technique", name, text)
    assert found.codes == (code,)
    assert found.y0 > 2.4
    assert over_its_note(found)


def test_holes_stand_over_each_other_from_the_note_outwards() -> None:
    closed, half, opened = [m for m in marked("wind-technique", "hole") if m.event.id == _first_hole()]
    assert (closed.codes, half.codes, opened.codes) == (
        (g.WOODWIND_CLOSED_HOLE,), (g.WOODWIND_HALF_CLOSED_HOLE_1,), (g.WOODWIND_OPEN_HOLE,),
    )  # fmt: skip
    assert closed.y1 < half.y0 < half.y1 < opened.y0


def _first_hole() -> int:
    return marked("wind-technique", "hole")[0].event.id


@pytest.mark.parametrize(
    ("way", "codes"),
    [
        ("left", (g.ARROW_BLACK_LEFT,)),
        ("up", (g.ARROW_BLACK_UP,)),
        ("northwest", (g.ARROW_BLACK_UP_LEFT,)),
        ("southeast", (g.ARROW_BLACK_DOWN_RIGHT,)),
        ("left right", (g.ARROW_BLACK_LEFT, g.ARROW_BLACK_RIGHT)),
        ("up down", (g.ARROW_BLACK_UP, g.ARROW_BLACK_DOWN)),
        ("clockwise", (g.ARROW_CLOCKWISE,)),
        ("anticlockwise", (g.ARROW_ANTICLOCKWISE,)),
    ],
)
def test_an_arrow_points_the_way_written(way: str, codes: tuple[int, ...]) -> None:
    assert marked("arrows", "arrow", way)[0].codes == codes


def test_a_hollow_arrow_is_hollow() -> None:
    assert marked("arrows", "arrow", "up")[1].codes == (g.ARROW_WHITE_UP,)


def test_bell_technique_is_in_words_beside_each_other() -> None:
    found = marked("handbells", "handbell")
    assert [m.text for m in found[:5]] == ["belltree", "damp", "echo", "gyro", "hand mart."]
    assert {m.text for m in found} > {"mart.", "swing", "muted mart."}
    first_line = [m for m in found if m.ink[0].staff == 1]
    assert all(b.x0 - a.x1 > 0.5 for a, b in pairwise(first_line))
    assert all(m.x0 == pytest.approx(m.heads[0].x0, abs=0.15) for m in found)


def test_strings_are_circled_and_frets_are_positions() -> None:
    strings = marked("guitar", "string")
    assert [m.codes for m in strings] == [(g.GUITAR_STRING_1,), (g.GUITAR_STRING_2,), (g.GUITAR_STRING_1,)]
    assert strings[1].y1 < strings[2].y0
    assert [m.text for m in marked("guitar", "fret")] == ["VII", "XII"]


def test_hammer_ons_and_pull_offs_are_letters_over_one_slur_each() -> None:
    ((hammer, ink),) = lines("guitar", "hammer-on")
    curve, letter = sorted(ink, key=lambda d: d.ink)
    assert (curve.ink, letter.text) == (Ink.SLUR, "H")
    assert curve.x0 < letter.centre < curve.x1
    ((_, pulled),) = lines("guitar", "pull-off")
    assert [d.text for d in pulled] == ["P"]  # the source has a slur there already
    assert len(sheet("guitar").of(Ink.SLUR)) == 2
    assert hammer.text == "H"


def test_taps_are_letters_or_signs_of_their_hand() -> None:
    assert [m.text or m.codes for m in marked("guitar", "tap")] == [
        "T", "+", (g.GUITAR_LEFT_HAND_TAPPING,), (g.GUITAR_RIGHT_HAND_TAPPING,),
    ]  # fmt: skip


def test_bends_rise_from_their_head_to_how_far() -> None:
    full, half, quarter, before, release, *_, dive = marked("guitar", "bend")
    assert [m.text for m in (full, half, quarter)] == ["full", "½", "¼"]
    for bend in (full, half, quarter):
        arrow = [d for d in bend.ink if d.ink is Ink.GLISSANDO]
        assert min(d.x0 for d in arrow) >= bend.heads[0].x1
        assert min(d.y0 for d in arrow) == pytest.approx(bend.heads[0].y, abs=0.2)
        assert max(d.y1 for d in arrow) > 2.5
    assert before.text == "full"
    assert abs(before.ink[0].centre - before.heads[0].centre) < 0.1
    assert release.text == ""
    assert min(d.y0 for d in release.ink) == pytest.approx(release.heads[0].y, abs=0.2)
    assert dive.text.startswith("−full")
    assert min(d.y0 for d in dive.ink) < dive.heads[0].y0


def test_signs_on_stems_stand_on_the_stem_the_note_has() -> None:
    tremolo, bridge, words, closed = marked("other-signs", "other-notation")
    stems = sheet("other-signs").of(Ink.STEM)
    for found, code, stem in (
        (tremolo, g.PENDERECKI_TREMOLO, stems[0]),
        (bridge, g.STRINGS_BOW_ON_BRIDGE, stems[1]),
    ):
        assert found.codes == (code,)
        assert found.centre == pytest.approx(stem.centre, abs=NEAR)
        assert stem.y0 < (found.y0 + found.y1) / 2 < stem.y1
    assert words.text == "frull."
    assert closed.codes == (g.BRASS_MUTE_CLOSED,)
