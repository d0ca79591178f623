"""Numbers of the rules with no more room than a hundredth or two, where a reader's eye would not measure."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import pytest

from engraving.layout.page import Curve, Glyph, Ink
from engraving.typefaces import Face
from engraving.typefaces import smufl as g
from tests.elements.standard import Snippet
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    direction,
    dynamic,
    engraved,
    notes,
    rehearsal,
    score_xml,
    tempo,
    wedge,
    words,
)
from tests.rules.paper import NEAR, gap, goes_up, heads, length, stem_of
from tests.rules.test_groups import opening, primary, slant


def tips(sheet: Sheet, curve: Drawn) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a slur or tie begins and ends."""
    assert isinstance(curve.item, Curve)
    staff, points = sheet.staves()[curve.staff - 1], curve.item.points
    places = [((x - staff.x0) / sheet.space, (y - staff.y) / sheet.space) for x, y in zip(points[0:8:2], points[1:8:2], strict=True)]
    return places[0], places[3]


@pytest.mark.rule("E02")
@pytest.mark.parametrize("letter", "ABCDEFGH")
@pytest.mark.parametrize("sign", "♭♮♯")
def test_a_sign_beside_a_letter_keeps_off_its_ink(letter: str, sign: str) -> None:
    """A tenth of a (small) space between the letter, however far it leans, and the sign; a natural is 1.3 capitals high."""
    sheet = engraved(words(f"{letter}{sign}") + notes("c5w"))
    drawn = sorted(sheet.of(Ink.TECHNIQUE, Ink.EXPRESSION), key=lambda d: d.x0)
    assert [bool(d.code) for d in drawn] == [False, True]
    cap = sheet.faces.cap_height(Face.ROMAN, 11) * 100 / sheet.space
    natural = sheet.box(g.ACCIDENTAL_NATURAL)[1]
    assert gap(drawn[0], drawn[1]) >= 0.1 * 1.3 * cap / natural - 0.01
    if sign == "♮":
        assert drawn[1].y1 - drawn[1].y0 == pytest.approx(1.3 * cap, abs=0.02)


@pytest.mark.rule("E10")
@pytest.mark.parametrize("way", ["up", "down"])
def test_a_drummers_stems_go_as_written(way: str) -> None:
    """On a percussion staff the source knows which limb plays."""
    sheet = engraved(
        notes("g5q c4 e4 a5", extra=f"<stem>{way}</stem>", unpitched=True), clefs=("percussion",), name="Drum Set"
    )
    assert {goes_up(sheet, head) for head in heads(sheet)} == {way == "up"}


@pytest.mark.rule("E10", "E19")
def test_hands_go_up_and_feet_down() -> None:
    """Cymbals of the upper voice have stems up, the bass drum of the lower stems down, and neither an accidental."""
    hands = notes("g5q g5 g5 g5", voice=1, unpitched=True, extra="<notehead>x</notehead>")
    feet = notes("f4q f4 f4 f4", voice=2, unpitched=True)
    sheet = engraved(hands + back() + feet, clefs=("percussion",), name="Drum Set")
    assert {(round(head.y, 1), goes_up(sheet, head)) for head in heads(sheet)} == {(2.5, True), (-1.5, False)}
    assert sheet.of(Ink.ACCIDENTAL) == []


@pytest.mark.rule("E13")
def test_a_sign_that_contradicts_its_pitch_is_put_right_and_told() -> None:
    """A flat written beside an F sharp: the sharp is printed, and the orchestrator hears of it."""
    written = "<accidental>{}</accidental>"
    wrong = Snippet(score_xml(notes("f#5q", extra=written.format("flat")) + notes("rq rh")))
    assert [d.code for d in wrong.page.of(Ink.ACCIDENTAL)] == [g.ACCIDENTAL_SHARP]
    assert len(wrong.told("accidental-wrong")) == 1
    lacking = Snippet(score_xml(notes("f#5q", extra=written.format("sharp")) + notes("g#5q rh")))
    assert [d.code for d in lacking.page.of(Ink.ACCIDENTAL)] == [g.ACCIDENTAL_SHARP] * 2
    assert len(lacking.told("accidental-missing")) == 1


@pytest.mark.rule("E13")
def test_what_was_tied_over_a_barline_is_taken_back_once() -> None:
    """F natural after a tied F sharp has its natural in that bar, and none in the next."""
    sheet = engraved(notes("c5h. f#5q~"), notes("~f#5q g5 f5 e5"), notes("f5w"))
    first, second = sheet.of(Ink.ACCIDENTAL)
    assert (first.code, second.code) == (g.ACCIDENTAL_SHARP, g.ACCIDENTAL_NATURAL)
    assert sheet.of(Ink.BARLINE)[0].x1 < second.x0 < sheet.of(Ink.BARLINE)[1].x0


@pytest.mark.rule("E13b")
def test_columns_are_filled_top_bottom_next_top_next_bottom() -> None:
    """Four sharps: the outer two a seventh apart nearest to the heads, then the upper inner one, then the lower, 0.2 between."""
    four = sorted(engraved(notes("f#4+a#4+c#5+e#5h rh")).of(Ink.ACCIDENTAL), key=lambda d: -d.y)
    assert four[0].x0 == pytest.approx(four[3].x0, abs=NEAR)
    assert gap(four[1], four[0]) == pytest.approx(0.2, abs=NEAR)
    assert gap(four[2], four[1]) == pytest.approx(0.2, abs=NEAR)


@pytest.mark.rule("E13b")
def test_flats_a_sixth_apart_share_a_column_and_sharps_do_not() -> None:
    """Flats reach less far down than sharps do."""
    flats, sharps = (engraved(notes(f"{pair}h rh")).of(Ink.ACCIDENTAL) for pair in ("db4+bb4", "d#4+b#4"))
    assert flats[0].x0 == pytest.approx(flats[1].x0, abs=NEAR)
    assert sharps[0].x0 < sharps[1].x0 - 0.1


@pytest.mark.rule("E14")
@pytest.mark.parametrize("pitch", ["d4", "e4", "f4", "g4", "a4"])
@pytest.mark.parametrize("value", ["e", "s"])
def test_a_dot_under_a_flag_stays_at_its_head(pitch: str, value: str) -> None:
    """In a space there is room for it; on a line the stem is half a space longer, and the dot where it always is."""
    rest = {"e": "rs", "s": "rt"}[value]
    sheet = engraved(notes(f"{pitch}{value}. {rest} rq rh"))
    head, dot, flag = heads(sheet)[0], sheet.one(Ink.DOT), sheet.one(Ink.FLAG)
    assert gap(head, dot) == pytest.approx(0.5, abs=NEAR)
    assert dot.y1 <= flag.y0 - 0.1 + NEAR
    longer = 0.55 if abs(head.y - round(head.y)) < NEAR else 0.1
    assert 3.5 - NEAR <= length(sheet, head) <= max(3.5, -head.y) + longer + NEAR


@pytest.mark.rule("E18")
@pytest.mark.parametrize("strokes", [1, 2, 3])
@pytest.mark.parametrize("pitch", ["a4", "f5"])
def test_strokes_under_a_flag_keep_off_the_head(pitch: str, strokes: int) -> None:
    """The stem of a flagged note grows until 0.9 are free between head and strokes, and the flag is over them."""
    sheet = engraved(notes(f"{pitch}e{{tremolo:{strokes}}} re rq rh"))
    head, stack, flag = heads(sheet)[0], sheet.one(Ink.TREMOLO), sheet.one(Ink.FLAG)
    free = max(stack.y0 - head.y1, head.y0 - stack.y1)
    assert free >= 0.9 - NEAR
    assert not stack.touches(flag)


@pytest.mark.rule("E31")
@pytest.mark.parametrize(
    ("run", "rise"),
    [("e4 f4 g4 a4", 1.0), ("d4 f4 a4 b4", 1.5), ("c4 e4 g4 b4", 1.75), ("e4 g4 b4 d5", 1.75), ("f3 a3 c4 f4", 2.0)],
)
def test_a_beam_rises_by_the_interval_it_spans(run: str, rise: float) -> None:
    """A fourth 1.0, a sixth 1.5, a seventh 1.75, an octave 2.0, whichever way the notes go."""
    for order in (run.split(), run.split()[::-1]):
        first, *rest = order
        beam = primary(engraved(notes(f"[{first}e {' '.join(rest)}] rh")))[0]
        assert abs(slant(beam)) == pytest.approx(rise, abs=0.05)


@pytest.mark.rule("E31")
@pytest.mark.parametrize(("run", "rise"), [("c4 d4 e4", 0.5), ("c4 e4 g4", 1.25), ("e4 g4 b4", 1.25)])
def test_a_shorter_beam_too(run: str, rise: float) -> None:
    """A third half a space, a fifth a space and a quarter."""
    first, *rest = run.split()
    beam = primary(engraved(notes(f"[{first}e {' '.join(rest)}] re rh")))[0]
    assert slant(beam) == pytest.approx(rise, abs=0.05)


@pytest.mark.rule("E34")
@pytest.mark.parametrize("pitch", ["c4", "e4", "f4", "a4", "b4", "c5", "d5", "g5", "a5"])
def test_a_tie_is_as_far_from_heads_and_lines_as_it_should_be(pitch: str) -> None:
    """0.2 beyond the heads' edges, 0.35 off their centre line, 0.4 to 1.2 high, neither tips nor apex along a staff line."""
    sheet = engraved(notes(f"{pitch}h~ ~{pitch}h"))
    tie, (first, second) = sheet.one(Ink.TIE), heads(sheet)
    (x0, y0), (x1, y1) = tips(sheet, tie)
    assert (x0 - first.x1, second.x0 - x1) == pytest.approx((0.2, 0.2), abs=NEAR)
    assert y0 == y1
    assert abs(y0 - first.y) == pytest.approx(0.35, abs=NEAR)
    assert 0.4 - NEAR <= tie.y1 - tie.y0 <= 1.2 + 0.12
    sign = 1 if y0 > first.y else -1
    apex = (tie.y1 if sign > 0 else tie.y0) - sign * 0.11  # the middle of its 0.22
    for y in (y0, apex):
        assert abs(y) > 2.15 - NEAR or abs(y - round(y)) >= 0.15 - NEAR


@pytest.mark.rule("E34")
def test_a_tie_begins_after_the_dots_it_runs_through() -> None:
    """0.2 right of the dot of a note in a space, whose tie lies on the dot's height."""
    sheet = engraved(notes("c5q.~ ~c5e rh"))
    (x0, _), _ = tips(sheet, sheet.one(Ink.TIE))
    assert x0 - sheet.one(Ink.DOT).x1 == pytest.approx(0.2, abs=NEAR)


@pytest.mark.rule("E35")
def test_the_ends_of_a_slur() -> None:
    """Over heads on their centres and 0.4 off; at stems on the stem, 0.3 beyond its tip; on a beam 0.3 beyond it."""
    at_heads = engraved(notes("c5q{slur+} d5 e5 c5{slur-}"))
    for (x, y), head in zip(tips(at_heads, at_heads.one(Ink.SLUR)), (heads(at_heads)[0], heads(at_heads)[-1]), strict=True):
        assert x == pytest.approx(head.centre, abs=NEAR)
        assert y - head.y1 == pytest.approx(0.4, abs=NEAR)
    at_stems = engraved(notes("e4q{slur+} c5 e4 f4{slur-}"))
    for (x, y), head in zip(tips(at_stems, at_stems.one(Ink.SLUR)), (heads(at_stems)[0], heads(at_stems)[-1]), strict=True):
        stem = stem_of(at_stems, head)
        assert x == pytest.approx(stem.centre, abs=NEAR)
        assert y - stem.y1 == pytest.approx(0.3, abs=NEAR)
    on_beam = engraved(notes("[e4e{slur+} g4] e5q c5h{slur-}"))
    (x, y), _ = tips(on_beam, on_beam.one(Ink.SLUR))
    stem = stem_of(on_beam, heads(on_beam)[0])
    assert x == pytest.approx(stem.centre, abs=NEAR)
    assert y - stem.y1 == pytest.approx(0.3, abs=0.1)  # its beam leans


@pytest.mark.rule("E35")
def test_the_halves_of_a_broken_slur() -> None:
    """0.5 before the line's last barline, 1.0 after the next line's clef."""
    sheet = engraved(notes("c5q{slur+} d5 e5 d5"), *[notes("c5q d5 e5 d5")] * 14, notes("c5q d5 e5 d5{slur-}"))
    slurs = sheet.of(Ink.SLUR)
    for before, after in pairwise(slurs):
        line = sheet.of(Ink.BARLINE, staff=before.staff)[-1]
        assert line.x0 - tips(sheet, before)[1][0] == pytest.approx(0.5, abs=NEAR)
        prefix = max(d.x1 for d in sheet.of(Ink.CLEF, Ink.KEY, staff=after.staff))
        assert tips(sheet, after)[0][0] - prefix == pytest.approx(1.0, abs=NEAR)


@pytest.mark.rule("E36")
def test_a_bracket_ends_at_its_outer_heads_with_its_digit_between() -> None:
    """The edges of the first and last head; hooks of three quarters of a space; the digit half way."""
    sheet = engraved(notes("c5q e5 g5", tuplet=3) + notes("c5h"))
    row, bracket = heads(sheet), sheet.of(Ink.TUPLET_BRACKET)
    left, right = min(d.x0 for d in bracket), max(d.x1 for d in bracket)
    assert (left, right) == pytest.approx((row[0].x0, row[2].x1), abs=NEAR)
    assert [d.y1 - d.y0 for d in bracket if d.width < 0.3] == pytest.approx([0.75, 0.75], abs=NEAR)
    assert sheet.one(Ink.TUPLET_NUMBER).centre == pytest.approx((left + right) / 2, abs=0.05)


@pytest.mark.rule("E37")
def test_a_hairpin_keeps_as_far_from_both_its_dynamics() -> None:
    """0.6 from ink to ink at either end, within a bar and over a barline; open by 1.25 where it has room."""
    inside = engraved(
        notes("c5q") + dynamic("p") + wedge("crescendo") + notes("d5q e5") + wedge("stop") + dynamic("f") + notes("f5q")
    )
    over = engraved(
        dynamic("p") + wedge("crescendo") + notes("c5q d5 e5 f5") + wedge("stop"), dynamic("f") + notes("c5w")
    )
    for sheet in (inside, over):
        soft, loud = sheet.of(Ink.DYNAMIC)
        x0, x1, shut, wide = opening(sheet)
        assert (x0 - soft.x1, loud.x0 - x1) == pytest.approx((0.6, 0.6), abs=NEAR)
        assert shut == pytest.approx(0, abs=NEAR)
        assert 0.9 - NEAR <= wide <= 1.6
    assert opening(over)[3] == pytest.approx(1.25, abs=NEAR)


@pytest.mark.rule("E38")
def test_the_ends_of_an_octave_line() -> None:
    """8va at the first head's left edge, the hook 0.3 right of the last head."""
    start = direction('<octave-shift type="down" size="8"/>', placement="above")
    stop = direction('<octave-shift type="stop" size="8"/>', placement="above")
    sheet = engraved(start + notes("c6q d6 e6 f6") + stop, notes("c5w"))
    row, line = heads(sheet), sheet.of(Ink.OCTAVE)
    assert min(d.x0 for d in line) == pytest.approx(row[0].x0, abs=NEAR)
    hook = max(line, key=lambda d: d.x1)
    assert hook.centre - row[3].x1 == pytest.approx(0.3, abs=NEAR)


@pytest.mark.rule("E42")
@pytest.mark.parametrize(
    ("mark", "inks", "pad"),
    [
        (words("pizz."), (Ink.TECHNIQUE,), 0.5),
        (tempo("Allegro"), (Ink.TEMPO,), 1.0),
        (rehearsal("A"), (Ink.BOX,), 1.0),
    ],
)
def test_type_keeps_its_distance_from_what_it_stands_over(mark: str, inks: tuple[Ink, ...], pad: float) -> None:
    """Half a space over a high stem for what one player reads, a whole one for tempo and letters."""
    sheet = engraved(notes("c5w"), mark + notes("c5+e6q rq rh"))
    top = max(d.y1 for d in sheet.of(Ink.HEAD, Ink.STEM, Ink.LEDGER))
    assert min(d.y0 for d in sheet.of(*inks)) - top == pytest.approx(pad, abs=NEAR)


@pytest.mark.rule("E46")
@pytest.mark.parametrize("bars", [2, 3, 4])
def test_hyphens_stand_about_every_eight_spaces(bars: int) -> None:
    """0.8 long, evenly over the gap between two syllables, one for every eight spaces of it."""
    sheet = engraved(notes("c5w", lyrics="Glo-"), *[notes("c5w")] * (bars - 1), notes("c5w", lyrics="-ri"))
    hyphens, (first, last) = sheet.of(Ink.LYRIC_LINE, staff=1), sheet.of(Ink.LYRIC)
    assert [d.width for d in hyphens] == pytest.approx([0.8] * len(hyphens), abs=NEAR)
    room = last.x0 - first.x1
    assert len(hyphens) - 0.55 <= room / 8 <= len(hyphens) + 0.55
    centres = [first.x1 - room / len(hyphens) / 2, *(d.centre for d in hyphens)]
    assert [b - a for a, b in pairwise(centres)] == pytest.approx([room / len(hyphens)] * len(hyphens), abs=0.1)


@pytest.mark.rule("E47")
@pytest.mark.parametrize("bars", [2, 4, 12, 16])
def test_the_measures_of_a_long_rest(bars: int) -> None:
    """1.0 off its barlines, 1.0 thick, serifs 2 tall, its count 0.5 over the staff; 8 wide and 1.5 more for every doubling."""
    sheet = engraved(notes("c5w"), *[notes("R")] * bars, notes("c5w"))
    left, right = sheet.of(Ink.BARLINE)[:2]
    bar = sheet.of(Ink.H_BAR)
    assert (min(d.x0 for d in bar) - left.x1, right.x0 - max(d.x1 for d in bar)) == pytest.approx((1.0, 1.0), abs=NEAR)
    body = max(bar, key=lambda d: d.width)
    assert body.y1 - body.y0 == pytest.approx(1.0, abs=NEAR)
    assert [d.y1 - d.y0 for d in bar if d.width < 1] == pytest.approx([2.0, 2.0], abs=NEAR)
    assert min(d.y0 for d in sheet.of(Ink.REST_COUNT)) == pytest.approx(2.5, abs=NEAR)
    assert right.x0 - left.x1 == pytest.approx(8 + 1.5 * log2(bars), abs=0.1)


@pytest.mark.rule("E03", "E17")
def test_accidentals_and_stems_of_graces_scale_with_them() -> None:
    """The sharp of a grace note is 0.62 of the usual one, its stem thinner than that of its note."""
    sheet = engraved(notes("(f#5e) g#5q rq rh"))
    small, full = sorted(sheet.of(Ink.ACCIDENTAL), key=lambda d: d.x0)
    assert isinstance(small.item, Glyph)
    assert isinstance(full.item, Glyph)
    assert small.item.size / full.item.size == pytest.approx(0.62, abs=0.01)
    thin, usual = sheet.of(Ink.STEM)
    assert thin.width < usual.width
