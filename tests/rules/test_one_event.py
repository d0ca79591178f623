"""E10–E20: one note, chord or rest with all that belongs to it."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Line
from engraving.typefaces import smufl as g
from tests.layout.small_music import Drawn, Sheet, back, direction, engraved, notes
from tests.rules.paper import NEAR, bar_bounds, gap, goes_up, heads, length, stem_of

SIGNS = {g.ACCIDENTAL_SHARP: "#", g.ACCIDENTAL_FLAT: "b", g.ACCIDENTAL_NATURAL: "n"}


def signs(sheet: Sheet) -> str:
    """The accidentals from left to right."""
    return "".join(SIGNS[d.code] for d in sorted(sheet.of(Ink.ACCIDENTAL), key=lambda d: (d.staff, d.x0)))


# E10 stem direction


@pytest.mark.rule("E10")
@pytest.mark.parametrize(
    ("what", "up"),
    [
        ("a4", True), ("b4", False), ("c5", False), ("f4", True),
        ("e4+c5", True), ("g4+g5", False), ("g4+d5", False), ("g4+a4+d5", True), ("g4+c5+d5", False),
    ],
)  # fmt: skip
def test_stems_point_towards_the_middle_line(what: str, up: bool) -> None:
    """Low notes have stems up, high ones down, the middle line down; the farthest note of a chord decides."""
    sheet = engraved(notes(f"{what}q rq rh"))
    assert goes_up(sheet, heads(sheet)[0]) is up


@pytest.mark.rule("E10")
def test_stems_of_a_beam_go_one_way() -> None:
    """Under one beam all stems go the way of the note farthest from the middle line."""
    sheet = engraved(notes("[a4e b4 g5 a4] [d5e c5 d4 c5]"))
    assert [goes_up(sheet, head) for head in heads(sheet)] == [False] * 4 + [True] * 4


@pytest.mark.rule("E10")
def test_two_voices_go_up_and_down_and_a_voice_alone_as_its_pitch_says() -> None:
    """The upper player's stems are up and the lower's down, but in a bar for one voice the middle line rules again."""
    sheet = engraved(notes("e5h c5", voice=1) + back() + notes("a4h f4", voice=2), notes("e5h c5", voice=1))
    ways = [(round(head.y, 1), goes_up(sheet, head)) for head in heads(sheet)]
    assert ways == [(-0.5, False), (1.5, True), (-1.5, False), (0.5, True), (1.5, False), (0.5, False)]


@pytest.mark.rule("E10", "E19")
def test_on_one_line_stems_are_up() -> None:
    """On a one-line staff every stem is up."""
    sheet = engraved(notes("e4q e4 [e4e e4 e4 e4]", unpitched=True), clefs=("percussion",), lines=1, name="Triangle")
    assert all(goes_up(sheet, head) for head in heads(sheet))


@pytest.mark.rule("E10")
@pytest.mark.parametrize("pitch", ["f4", "c5"])
def test_a_double_stem_points_both_ways(pitch: str) -> None:
    """A head that two players share has a stem up at its right edge and one down at its left, both full."""
    sheet = engraved(notes(f"{pitch}h rh", extra="<stem>double</stem>"))
    (head,) = heads(sheet)
    down, up = sorted(sheet.of(Ink.STEM), key=lambda d: d.x0)
    assert up.x1 == pytest.approx(head.x1, abs=NEAR)
    assert down.x0 == pytest.approx(head.x0, abs=NEAR)
    assert up.y1 - head.y == pytest.approx(3.5, abs=NEAR)
    assert head.y - down.y0 == pytest.approx(3.5, abs=NEAR)
    assert up.y0 > head.y - 0.5
    assert down.y1 < head.y + 0.5


# E11 stem length


@pytest.mark.rule("E11")
@pytest.mark.parametrize("pitch", ["e4", "f4", "g4", "a4", "b4", "c5", "d5", "e5", "f5", "g5"])
def test_a_stem_in_the_staff_is_an_octave_long(pitch: str) -> None:
    """Stems of notes in the staff reach an octave: three and a half spaces."""
    sheet = engraved(notes(f"{pitch}q rq rh"))
    assert length(sheet, heads(sheet)[0]) == pytest.approx(3.5, abs=NEAR)


@pytest.mark.rule("E11")
@pytest.mark.parametrize("pitch", ["a3", "g3", "e3", "c6", "d6", "f6"])
def test_a_stem_from_ledger_lines_reaches_the_middle_line(pitch: str) -> None:
    """However far a note stands outside the staff, its stem reaches the middle line."""
    sheet = engraved(notes(f"{pitch}q rq rh"))
    stem = stem_of(sheet, heads(sheet)[0])
    assert (stem.y1 if heads(sheet)[0].y < 0 else stem.y0) == pytest.approx(0, abs=NEAR)


@pytest.mark.rule("E11")
@pytest.mark.parametrize(("pitch", "wanted"), [("g5", 3.5), ("a5", 3.0), ("b5", 2.5), ("c6", 2.5), ("e6", 2.5)])
def test_a_stem_on_the_wrong_side_is_shorter_outside_the_staff(pitch: str, wanted: float) -> None:
    """An upper voice above the staff has shorter stems: 3 at the first ledger line, 2.5 beyond."""
    sheet = engraved(notes(f"{pitch}h rh", voice=1) + back() + notes("e4h rh", voice=2))
    top = max(heads(sheet), key=lambda d: d.y)
    assert length(sheet, top) == pytest.approx(wanted, abs=NEAR)


@pytest.mark.rule("E11")
def test_a_flag_hangs_on_a_stem_of_usual_length() -> None:
    """The flag begins three and a half spaces from the head, and the stem runs on into it."""
    sheet = engraved(notes("a4e re rq rh"))
    head, flag = heads(sheet)[0], sheet.one(Ink.FLAG)
    assert flag.y - head.y == pytest.approx(3.5, abs=NEAR)
    assert stem_of(sheet, head).y1 >= flag.y - NEAR


# E12 seconds and shared heads


@pytest.mark.rule("E12")
@pytest.mark.parametrize("what", ["g4+a4", "c5+d5", "e4+f4"])
def test_of_a_second_the_upper_note_is_right_of_the_stem(what: str) -> None:
    """Two neighbouring notes stand on both sides of their stem, the upper one on the right."""
    sheet = engraved(notes(f"{what}h rh"))
    low, high = sorted(heads(sheet), key=lambda d: d.y)
    stem = sheet.one(Ink.STEM)
    assert low.x1 == pytest.approx(stem.x1, abs=0.06)
    assert high.x0 == pytest.approx(stem.x0, abs=0.06)


@pytest.mark.rule("E12")
def test_a_cluster_alternates_from_where_its_stem_begins() -> None:
    """In a cluster heads alternate from the bottom when the stem is up, from the top when it is down."""
    up, down = engraved(notes("e4+f4+g4h rh")), engraved(notes("d5+e5+f5h rh"))
    low, middle, high = sorted(heads(up), key=lambda d: d.y)
    assert low.x0 == pytest.approx(high.x0, abs=NEAR)
    assert middle.x0 > low.x0
    low, middle, high = sorted(heads(down), key=lambda d: d.y)
    assert low.x0 == pytest.approx(high.x0, abs=NEAR)
    assert middle.x0 < low.x0


def two(upper: str, lower: str) -> tuple[Sheet, Drawn, Drawn]:
    """Two voices: the page, the upper voice's head and the lower's."""
    sheet = engraved(notes(f"{upper} rh", voice=1) + back() + notes(f"{lower} rh", voice=2))
    first = {head.item.atom: head for head in heads(sheet)}  # type: ignore[union-attr]
    events = sorted((e for e in sheet.part.music.events if e.heads), key=lambda e: e.voice)
    a, b = (first[e.heads[0].atom] for e in events)
    return sheet, a, b


@pytest.mark.rule("E12")
def test_a_unison_of_two_voices_is_one_head_with_two_stems() -> None:
    """Two players on one note share its head, which is on the page twice in one place."""
    sheet, a, b = two("b4h", "b4h")
    assert (a.x, a.y) == (b.x, b.y)
    assert len(sheet.of(Ink.STEM)) == 2


@pytest.mark.rule("E12")
@pytest.mark.parametrize(("upper", "lower"), [("b4h", "b4q"), ("c5q", "c5q."), ("c5e", "c5e.")])
def test_a_unison_that_cannot_be_shared_stands_side_by_side(upper: str, lower: str) -> None:
    """A half and a quarter, a plain note over a dotted one on one pitch: stem up left, stem down right, in line, and
    the dot at the head it belongs to."""
    sheet, a, b = two(upper, lower)
    assert a.x0 < b.x0
    assert -0.15 <= gap(a, b) <= 0.0
    up, down = sorted(sheet.of(Ink.STEM), key=lambda d: -d.y1)
    assert up.centre == pytest.approx(down.centre, abs=NEAR)
    assert (up.y1 - a.y, b.y - down.y0) > (2.5, 2.5)
    assert all(dot.x0 >= b.x1 + 0.4 for dot in sheet.of(Ink.DOT))


@pytest.mark.rule("E12")
@pytest.mark.parametrize(("upper", "lower"), [("b4q.", "b4q"), ("c5e.", "c5e")])
def test_a_dotted_note_over_a_plain_one_on_one_pitch_stands_right_beside_its_dot(upper: str, lower: str) -> None:
    """The stem-up head goes left unless it alone has the dot: right of both heads that would be the other voice's."""
    sheet, a, b = two(upper, lower)
    assert gap(b, a) > 0
    up, down = sorted(sheet.of(Ink.STEM), key=lambda d: -d.y1)
    assert up.centre > a.x0 > b.x1 > down.centre  # stems outside
    (dot,) = sheet.of(Ink.DOT)
    assert dot.x0 >= a.x1 + 0.4


@pytest.mark.rule("E12")
@pytest.mark.parametrize("pitch", ["c5", "b4", "d5"])
def test_a_unison_of_two_dotted_notes_is_one_head_with_one_dot(pitch: str) -> None:
    """Equal dots allow the head to be shared: both its dots lie in one place, on a line too."""
    sheet, a, b = two(f"{pitch}q.", f"{pitch}q.")
    assert (a.x, a.y) == (b.x, b.y)
    (dot, same) = sheet.of(Ink.DOT)
    assert (dot.x, dot.y) == (same.x, same.y)


@pytest.mark.rule("E12")
def test_a_second_of_two_voices_touches_with_the_upper_voice_left() -> None:
    """The upper voice's head stands left, the lower voice's right of it, touching."""
    _, a, b = two("c5h", "b4h")
    assert gap(a, b) == pytest.approx(0, abs=NEAR)


@pytest.mark.rule("E12")
def test_crossed_voices_stand_apart_with_their_stems_outside() -> None:
    """When the upper player goes under the lower one, his note stands to the right."""
    sheet = engraved(notes("e5h g4h", voice=1) + back() + notes("a4h c5h", voice=2))
    upper = next(e.heads[0].atom for e in sheet.part.music.events if e.voice == 1 and e.tick)
    a, b = sorted(heads(sheet)[2:], key=lambda d: d.item.atom != upper)  # type: ignore[union-attr]
    assert a.x0 > b.x0
    assert stem_of(sheet, a).x0 > b.x1


# E13 accidentals


@pytest.mark.rule("E13")
@pytest.mark.parametrize(
    ("bars", "wanted"),
    [
        (["f#5q f#5 f5 f5"], "#n"),
        (["f#5q e5 e5h", "f5w"], "#n"),
        (["f#5q e5 e5h", "f4w"], "#n"),
        (["f#5q e5 e5 f4"], "#n"),
        (["f#5q e5 e5h", "e5w", "f5w"], "#"),
        (["e5h f#5~", "~f#5h f5h"], "#n"),
        (["bb4q bb5 b4h"], "bbn"),
    ],
)
def test_accidentals_are_what_the_pitches_need(bars: list[str], wanted: str) -> None:
    """A sharp holds for its bar and line, and what was altered is taken back in the next bar or octave, once."""
    assert signs(engraved(*[notes(bar) for bar in bars])) == wanted


@pytest.mark.rule("E13")
def test_in_a_key_only_what_leaves_it_is_shown() -> None:
    """In D major F sharp needs no sign and F natural does."""
    assert signs(engraved(notes("f#5q c#5 f5 f#5"), key=2)) == "n#"


@pytest.mark.rule("E13")
def test_an_accidental_of_the_source_is_never_taken_away() -> None:
    """A courtesy in parentheses that the orchestrator wrote stays, with its parentheses."""
    sign = '<accidental cautionary="yes" parentheses="yes">natural</accidental>'
    sheet = engraved(notes("g5q") + notes("f5q", extra=sign) + notes("e5h"))
    codes = [d.code for d in sheet.of(Ink.ACCIDENTAL)]
    assert g.ACCIDENTAL_NATURAL in codes
    assert len(codes) == 3


@pytest.mark.rule("E13b")
def test_an_accidental_stands_close_before_its_head() -> None:
    """0.35 of white between the sharp and its head, on the head's height."""
    sheet = engraved(notes("f#5q rq rh"))
    sign, head = sheet.one(Ink.ACCIDENTAL), heads(sheet)[0]
    assert gap(sign, head) == pytest.approx(0.35, abs=NEAR)
    assert sign.y == pytest.approx(head.y, abs=NEAR)


@pytest.mark.rule("E13b")
def test_accidentals_of_an_octave_stand_in_one_column_and_of_a_second_never() -> None:
    """Octaves and sevenths share a column; sharps a second apart stand beside each other, 0.2 apart."""
    octave = engraved(notes("c#4+c#5h rh")).of(Ink.ACCIDENTAL)
    seventh = engraved(notes("c#4+b#4h rh")).of(Ink.ACCIDENTAL)
    for pair in (octave, seventh):
        assert pair[0].x0 == pytest.approx(pair[1].x0, abs=NEAR)
    left, right = engraved(notes("f#4+g#4h rh")).of(Ink.ACCIDENTAL)
    assert gap(left, right) >= 0.2 - NEAR


@pytest.mark.rule("E13b")
def test_the_top_accidental_stands_nearest() -> None:
    """In a close chord columns are filled from the top, then the bottom."""
    sheet = engraved(notes("f#4+a#4+c#5h rh"))
    low, middle, high = sorted(sheet.of(Ink.ACCIDENTAL), key=lambda d: d.y)
    assert high.x0 > low.x0 > middle.x0


# E14 dots


@pytest.mark.rule("E14")
@pytest.mark.parametrize(("pitch", "y"), [("b4", 0.5), ("g4", -0.5), ("c5", 0.5), ("a4", -0.5), ("c4", -2.5)])
def test_a_dot_stands_in_a_space(pitch: str, y: float) -> None:
    """A dot is half a space right of its head, in its space, or in the space above its line."""
    sheet = engraved(notes(f"{pitch}h. rq"))
    dot = sheet.one(Ink.DOT)
    assert dot.middle == pytest.approx(y, abs=NEAR)
    assert gap(heads(sheet)[0], dot) == pytest.approx(0.5, abs=NEAR)


@pytest.mark.rule("E14")
def test_a_lower_voice_on_a_line_has_its_dot_below() -> None:
    """The lower player's dot is in the space under his line."""
    sheet = engraved(notes("g5h. rq", voice=1) + back() + notes("g4h. rq", voice=2))
    low, high = sorted(sheet.of(Ink.DOT), key=lambda d: d.y)
    assert low.middle == pytest.approx(-1.5, abs=NEAR)
    assert high.middle == pytest.approx(2.5, abs=NEAR)


@pytest.mark.rule("E14")
def test_dots_of_a_chord_stand_under_each_other() -> None:
    """All dots of a chord with a second have one place across, each its own space."""
    sheet = engraved(notes("e4+g4+a4h. rq"))
    dots = sheet.of(Ink.DOT)
    assert len({round(d.x0, 2) for d in dots}) == 1
    assert len({round(d.middle, 1) for d in dots}) == 3
    assert dots[0].x0 - max(h.x1 for h in heads(sheet)) == pytest.approx(0.5, abs=NEAR)


@pytest.mark.rule("E14")
def test_two_dots_keep_apart_and_a_flag_lets_the_dot_be_seen() -> None:
    """Two dots have 0.3 between them, and no flag comes near a dot."""
    left, right = engraved(notes("c5h.. re")).of(Ink.DOT)
    assert gap(left, right) == pytest.approx(0.3, abs=NEAR)
    for pitch in ("e4", "f4", "g4", "a4"):
        sheet = engraved(notes(f"{pitch}e. rs rq rh"))
        dot, flag = sheet.one(Ink.DOT), sheet.one(Ink.FLAG)
        assert dot.y1 <= flag.y0 + 0.01 or gap(flag, dot) >= 0.1 - NEAR or gap(dot, flag) >= 0.0


# E15 rests


@pytest.mark.rule("E15")
@pytest.mark.parametrize(
    ("time", "length", "code"),
    [
        ("4/4", "w", g.REST_WHOLE),
        ("3/4", "h.", g.REST_WHOLE),
        ("6/4", "w.", g.REST_WHOLE),
        ("4/2", "B", g.REST_DOUBLE_WHOLE),
    ],
)
def test_an_empty_bar_has_one_rest_in_its_middle(time: str, length: str, code: int) -> None:
    """A whole rest hangs from the fourth line in the middle of the bar; bars of eight quarters take a breve."""
    sheet = engraved(notes(f"c5{length}"), notes(f"R{length}"), notes(f"c5{length}"), time=time)
    rest = sheet.one(Ink.REST)
    left, right = bar_bounds(sheet, 1)
    assert rest.code == code
    assert rest.centre == pytest.approx((left + right) / 2, abs=0.05)
    if code == g.REST_WHOLE:
        assert rest.y1 == pytest.approx(1.0, abs=0.05)


@pytest.mark.rule("E15")
def test_shorter_rests_stand_on_the_middle_line() -> None:
    """A half rest sits on the middle line, others stand around it, with their dots in the space above it."""
    sheet = engraved(notes("rh rq. c5e"))
    half, quarter = sheet.of(Ink.REST)
    assert half.y0 == pytest.approx(0, abs=0.05)
    assert quarter.middle == pytest.approx(0, abs=0.1)
    assert sheet.one(Ink.DOT).middle == pytest.approx(0.5, abs=NEAR)


@pytest.mark.rule("E15")
def test_rests_of_two_voices_make_room_and_equal_ones_are_one() -> None:
    """Upper rests stand high and lower ones low, clear of the other voice; when both rest alike there is one rest."""
    sheet = engraved(notes("rq e5 e5h", voice=1) + back() + notes("f4h rh", voice=2))
    low, high = sorted(sheet.of(Ink.REST), key=lambda d: d.y)
    assert (high.y, low.y) == (pytest.approx(2, abs=NEAR), pytest.approx(-2, abs=NEAR))
    a, b = engraved(notes("rq e5 e5h", voice=1) + back() + notes("rq f4 f4h", voice=2)).of(Ink.REST)
    assert (a.x, a.y) == (b.x, b.y)


@pytest.mark.rule("E15")
def test_a_fermata_of_an_empty_bar_stands_over_its_rest() -> None:
    """The fermata is centred on the whole-bar rest."""
    sheet = engraved(notes("c5w"), notes("Rw{fermata}"))
    assert sheet.one(Ink.FERMATA).centre == pytest.approx(sheet.one(Ink.REST).centre, abs=NEAR)


# E16 articulations


@pytest.mark.rule("E16")
@pytest.mark.parametrize("mark", ["staccato", "tenuto"])
@pytest.mark.parametrize(
    ("pitch", "away"), [("f4", -1.0), ("a4", -1.0), ("g4", -1.5), ("b4", 1.5), ("c5", 1.0), ("g5", 1.0), ("c4", -1.0)]
)
def test_dots_and_dashes_stand_in_the_next_space_at_the_head(pitch: str, away: float, mark: str) -> None:
    """Staccato and tenuto are on the head's side: in the next free space inside the staff, one space off outside it."""
    sheet = engraved(notes(f"{pitch}q{{{mark}}} rq rh"))
    head, dot = heads(sheet)[0], sheet.one(Ink.STACCATO)
    assert dot.middle - head.y == pytest.approx(away, abs=0.05)
    assert dot.centre == pytest.approx(head.centre, abs=NEAR)


@pytest.mark.rule("E16")
@pytest.mark.parametrize("pitch", ["e4", "a4", "c5", "g5", "b5"])
def test_an_accent_is_outside_the_staff(pitch: str) -> None:
    """Accents stand clear of the staff on the head's side, half a space off at least."""
    sheet = engraved(notes(f"{pitch}q{{accent}} rq rh"))
    head, accent = heads(sheet)[0], sheet.one(Ink.ARTICULATION)
    if goes_up(sheet, head):
        assert accent.y1 <= min(-2.5, head.y0 - 0.4) + NEAR
    else:
        assert accent.y0 >= max(2.5, head.y1 + 0.4) - NEAR


@pytest.mark.rule("E16")
@pytest.mark.parametrize("mark", ["strong-accent", "up-bow", "down-bow", "harmonic", "fermata", "trill-mark"])
@pytest.mark.parametrize("pitch", ["e4", "g5"])
def test_bowings_fermatas_and_ornaments_are_above(pitch: str, mark: str) -> None:
    """Marcato, bowings, harmonics, fermatas and ornaments stand over the staff, whatever the stem does."""
    sheet = engraved(notes(f"{pitch}q{{{mark}}} rq rh"))
    sign = sheet.one(Ink.ARTICULATION, Ink.FERMATA, Ink.ORNAMENT)
    assert sign.y0 >= 2.5 - NEAR
    assert sign.y0 > stem_of(sheet, heads(sheet)[0]).y1


@pytest.mark.rule("E16")
def test_marks_of_one_note_keep_apart() -> None:
    """Staccato and accent of one note have 0.4 of white between them, the dot nearer to the head."""
    sheet = engraved(notes("c5q{staccato,accent} rq rh"))
    dot, accent = sheet.one(Ink.STACCATO), sheet.one(Ink.ARTICULATION)
    assert accent.y0 - dot.y1 >= 0.4 - NEAR
    assert dot.y0 > heads(sheet)[0].y1


@pytest.mark.rule("E16", "E35")
def test_a_slur_begins_outside_its_staccato_and_over_no_accent_in_its_middle() -> None:
    """The slur's end is outside the dot; a fermata is outside the slur."""
    sheet = engraved(notes("c5q{staccato,slur+} d5{accent} e5 d5{slur-,fermata}"))
    slur = sheet.one(Ink.SLUR)
    assert sheet.one(Ink.STACCATO).y1 < slur.y0 + 0.4
    accent = sheet.one(Ink.ARTICULATION)
    assert accent.y1 < slur.y1
    assert sheet.one(Ink.FERMATA).y0 > slur.y0


# E17 grace notes


@pytest.mark.rule("E17")
def test_grace_notes_stand_close_together_before_their_note() -> None:
    """Small notes a third of a space apart, the last half a space before the accidental of the main note."""
    sheet = engraved(notes("(d5s) (e5s) c#5q rq rh"))
    first, second, main = heads(sheet)
    sign = sheet.one(Ink.ACCIDENTAL)
    flags = sheet.of(Ink.FLAG)
    assert gap(flags[1], sign) == pytest.approx(0.5, abs=0.05)
    assert gap(flags[0], second) == pytest.approx(0.35, abs=0.05)
    assert first.x1 < second.x0 < sign.x0 < main.x0


@pytest.mark.rule("E17")
def test_grace_notes_have_short_stems_up_and_a_stroke_through_them() -> None:
    """Grace stems are up and 2.5 long, the acciaccatura's stroke crosses stem and flag."""
    sheet = engraved(notes("(/g5e) c5q rq rh"))
    grace = heads(sheet)[0]
    assert goes_up(sheet, grace)
    assert length(sheet, grace) == pytest.approx(2.5, abs=0.5)
    slash = sheet.one(Ink.SLASH)
    assert slash.touches(stem_of(sheet, grace))


@pytest.mark.rule("E02", "E17")
@pytest.mark.parametrize(("voice", "ends"), [(1, ("SW", "NE")), (2, ("NW", "SE"))])
def test_the_stroke_of_an_acciaccatura_runs_as_its_font_says(voice: int, ends: tuple[str, str]) -> None:
    """From the font's one anchor to the other, in the size of the small flag, upwards in an upper voice and down below."""
    other = notes("g5w", voice=1) + back() + notes("(/c4e) d4w", voice=2)
    sheet = engraved(notes("(/g5e) c5q rq rh") if voice == 1 else other)
    slash, flag = sheet.one(Ink.SLASH), sheet.one(Ink.FLAG)
    assert isinstance(slash.item, Line)
    for (x, y), end in zip(((slash.item.x0, slash.item.y0), (slash.item.x1, slash.item.y1)), ends, strict=True):
        anchor = sheet.faces.anchor(flag.code, f"graceNoteSlash{end}")
        assert anchor is not None
        staff = sheet.staves()[0]
        assert (x - staff.x0) / sheet.space == pytest.approx(flag.x + 0.62 * anchor[0], abs=NEAR)
        assert (y - staff.y) / sheet.space == pytest.approx(flag.y + 0.62 * anchor[1], abs=NEAR)


@pytest.mark.rule("E17")
def test_grace_notes_do_not_spread_with_the_line() -> None:
    """In a wide bar grace notes stay as close to their note as in a narrow one."""
    narrow = engraved(*[notes("(d5s) (e5s) c5q d5 e5 d5")] * 5)
    wide = engraved(*[notes("(d5s) (e5s) c5q d5 e5 d5")] * 3)
    (a, b, c, d), (e, f, g, h) = heads(narrow, staff=1)[:4], heads(wide, staff=1)[:4]
    assert gap(c, d) < gap(g, h) - 1
    assert (gap(a, b), gap(b, c)) == (pytest.approx(gap(e, f), abs=NEAR), pytest.approx(gap(f, g), abs=NEAR))


@pytest.mark.rule("E17")
def test_after_a_barline_graces_go_with_their_note_and_after_graces_stay_before_it() -> None:
    """A grace of the next bar's first note stands after the barline, the end of a trill before it."""
    after_line = engraved(notes("c5w"), notes("(d5e) c5w"))
    line = after_line.of(Ink.BARLINE)[0]
    assert heads(after_line)[1].x0 > line.x1
    before = engraved(notes("c5w") + notes("(b4s) (c5s)"), notes("d5w"))
    line = before.of(Ink.BARLINE)[0]
    assert all(head.x1 < line.x0 for head in heads(before)[:3])


# E18 tremolo


@pytest.mark.rule("E18")
@pytest.mark.parametrize(("slashes", "least"), [(1, 3.5), (2, 3.5), (3, 4.25)])
@pytest.mark.parametrize("pitch", ["a4", "c5", "g5"])
def test_tremolo_slashes_stand_free_on_the_stem(pitch: str, slashes: int, least: float) -> None:
    """Slashes are on the stem, clear of the head by 0.4 and of the tip; three of them need a longer stem."""
    sheet = engraved(notes(f"{pitch}h{{tremolo:{slashes}}} rh"))
    head, stem = heads(sheet)[0], sheet.one(Ink.STEM)
    strokes = sheet.of(Ink.TREMOLO)
    assert length(sheet, head) >= least - NEAR
    for stroke in strokes:
        assert stroke.centre == pytest.approx(stem.centre, abs=0.05)
        assert not stroke.touches(head)
        assert stem.y0 - NEAR <= stroke.y0
        assert stroke.y1 <= stem.y1 + NEAR
        nearest = min(abs(stroke.y0 - head.y), abs(stroke.y1 - head.y))
        assert nearest >= 0.9 - NEAR


@pytest.mark.rule("E18")
def test_a_whole_note_has_its_tremolo_where_a_stem_would_be() -> None:
    """Slashes of a whole note stand 0.75 over or under its head, centred on it."""
    for pitch, side in (("f4", 1), ("e5", -1)):
        sheet = engraved(notes(f"{pitch}w{{tremolo:3}}"))
        head, strokes = heads(sheet)[0], sheet.of(Ink.TREMOLO)
        edge = min(d.y0 for d in strokes) - head.y1 if side > 0 else head.y0 - max(d.y1 for d in strokes)
        assert edge == pytest.approx(0.75, abs=0.05)
        assert strokes[0].centre == pytest.approx(head.centre, abs=0.1)


# E19 heads and staves


@pytest.mark.rule("E19")
@pytest.mark.parametrize("shape", ["x", "diamond", "triangle", "slash", "square", "circle-x", "normal"])
def test_every_shape_of_head_is_drawn(shape: str) -> None:
    """Crosses, diamonds, triangles, slashes, squares: each has its own glyph with a stem at it."""
    sheet = engraved(notes("c5q d5 e5h", extra=f"<notehead>{shape}</notehead>"))
    assert len(heads(sheet)) == 3
    plain = {d.code for d in heads(engraved(notes("c5q d5 e5h")))}
    assert ({d.code for d in heads(sheet)} == plain) is (shape == "normal")
    for head in heads(sheet):
        stem_of(sheet, head)


@pytest.mark.rule("E19")
def test_a_one_line_staff_has_short_barlines_and_rests_on_its_line() -> None:
    """Barlines reach one space over and under the only line; no key, no accidentals."""
    sheet = engraved(
        notes("e4q rq e4h", unpitched=True), notes("e4w", unpitched=True), clefs=("percussion",), lines=1, key=3,
        name="Triangle",
    )  # fmt: skip
    line = sheet.of(Ink.BARLINE)[0]
    assert (line.y0, line.y1) == (pytest.approx(-1, abs=0.1), pytest.approx(1, abs=0.1))
    assert len(sheet.of(Ink.STAFF_LINE)) == 1
    assert sheet.one(Ink.REST).middle == pytest.approx(0, abs=0.3)
    assert sheet.of(Ink.KEY, Ink.ACCIDENTAL) == []


# E20 playing marks


@pytest.mark.rule("E20")
@pytest.mark.parametrize("mark", ["falloff", "doit", "plop", "scoop"])
def test_falls_leave_the_head_and_scoops_lead_to_it(mark: str) -> None:
    """A fall or doit stands right of its head, a plop or scoop left of it, both close."""
    sheet = engraved(notes(f"rq c5q{{{mark}}} rh"))
    head, sign = heads(sheet)[0], sheet.one(Ink.ARTICULATION, Ink.GLISSANDO)
    white = gap(head, sign) if mark in ("falloff", "doit") else gap(sign, head)
    assert -0.05 <= white <= 0.6


@pytest.mark.rule("E20")
@pytest.mark.parametrize("mark", ["stopped", "open-string", "snap-pizzicato", "thumb-position", "up-bow", "harmonic"])
def test_hand_and_bow_signs_stand_over_their_note(mark: str) -> None:
    """Stopped, open string, snap pizzicato, thumb and bowings are centred over the note."""
    technical = notes(f"c5q{{{mark}}}").replace("articulations>", "technical>")  # where the format has these signs
    sheet = engraved(notes("rq c5q") + technical + notes("rq"))
    sign, head = sheet.one(Ink.ARTICULATION), heads(sheet)[1]
    assert sign.centre == pytest.approx(head.centre, abs=NEAR)
    assert sign.y0 > max(2.4, head.y1)


@pytest.mark.rule("E20")
def test_an_arpeggio_is_as_tall_as_its_chord_and_left_of_its_accidentals() -> None:
    """The wavy line stands before everything of its chord and spans it."""
    sheet = engraved(notes("rq c4+e4+g#4+c5h{arpeggiate} rq"))
    waves, chord = sheet.of(Ink.ARPEGGIO), heads(sheet)
    assert max(d.x1 for d in waves) < sheet.one(Ink.ACCIDENTAL).x0
    assert min(d.y0 for d in waves) <= min(d.y for d in chord)
    assert max(d.y1 for d in waves) >= max(d.y for d in chord)


@pytest.mark.rule("E20")
def test_breaths_and_caesuras_stand_between_notes_at_the_top_of_the_staff() -> None:
    """A breath stands after its note and before the next, at the top line."""
    for mark in ("breath-mark", "caesura"):
        sheet = engraved(notes(f"c5q{{{mark}}} d5 e5h"))
        first, second, _ = heads(sheet)
        sign = sheet.one(Ink.BREATH)
        assert first.x1 < sign.x0
        assert sign.x1 < second.x0
        assert sign.y1 > 2.0


@pytest.mark.rule("E20")
def test_harp_pedals_and_mutes_are_drawn() -> None:
    """A pedal diagram is seven pedals on a line with the divider, under the note where it is set."""
    pedals = "".join(
        f"<pedal-tuning><pedal-step>{s}</pedal-step><pedal-alter>0</pedal-alter></pedal-tuning>" for s in "DCBEFGA"
    )
    sheet = engraved(direction(f"<harp-pedals>{pedals}</harp-pedals>") + notes("c5w"), name="Harp")
    diagram = [d for d in sheet.of(Ink.TECHNIQUE, Ink.EXPRESSION) if d.code]
    assert len(diagram) == 8
