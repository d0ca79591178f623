"""E40–E59 read sentence by sentence: what the other tests here see from afar is measured, and what they leave out seen."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import pytest
from msgspec.structs import replace

from engraving.layout.page import Ink, Text
from engraving.typefaces import Face
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    barline,
    change,
    direction,
    dynamic,
    engraved,
    house,
    metronome,
    notes,
    rehearsal,
    steps,
    tempo,
    words,
)
from tests.rules.paper import EMPTY, PIANO, QUARTERS, TYPE, bar_bounds, gap, heads
from tests.rules.test_across_the_line import parts_of_two

LEFT = notes("c3h g3", voice=5, staff=2)


def left(ink: list[Drawn]) -> float:
    return min(d.x0 for d in ink)


def right(ink: list[Drawn]) -> float:
    return max(d.x1 for d in ink)


def white_of_figures(sheet: Sheet) -> float:
    """What the figures of a metre leave free at their own left, or a C."""
    return min(d.x0 - d.x for d in sheet.of(Ink.METRE) if d.code in g.TIME_SIG_DIGITS)


# E40 prefix


@pytest.mark.rule("E40")
@pytest.mark.parametrize(("key", "time"), [(3, "4/4"), (-2, "3/4"), (1, "12/8"), (-5, "2/2"), (0, "6/8")])
def test_signs_at_a_line_s_start_are_a_space_apart_from_ink_to_ink(key: int, time: str) -> None:
    """0.8 before the clef, then a space each time, and the first head not under 1.8 after the last of them.
    Figures bring their own white (under a tenth), so that 3/4 and 4/4 of two staves begin at one place."""
    sheet = engraved(notes("c5q d5"), key=key, time=time)
    row = [sheet.of(Ink.CLEF), sheet.of(Ink.KEY), sheet.of(Ink.METRE)]
    row = [ink for ink in row if ink]
    assert left(row[0]) == pytest.approx(0.8, abs=0.01)
    for before, after in pairwise(row):
        own = white_of_figures(sheet) if after is row[-1] else 0.0
        assert left(after) - right(before) == pytest.approx(1.0 + own, abs=0.01)
        assert own < 0.1
    assert 1.8 - 0.01 <= heads(sheet)[0].x0 - right(row[-1]) < 2.4


@pytest.mark.rule("E40")
def test_a_part_begins_at_the_margin_and_names_nobody() -> None:
    """No indent and no name before any line; the left edge of every staff is the left margin."""
    sheet = engraved(*[QUARTERS] * 60)
    edge = round(sheet.style.paper.margins.left / 25.4 * 7200)
    for page in sheet.pages:
        assert {staff.x0 for staff in page.staves} == {edge}
        assert not [i for i in page.items if i.ink is Ink.HEADING and isinstance(i, Text) and i.y < page.staves[0].y and "of" not in i.text]


@pytest.mark.rule("E40")
def test_a_thin_line_joins_the_staves_of_a_hand_each() -> None:
    """0.16 thick, at the very left, from the top line of the upper to the bottom line of the lower staff."""
    sheet = engraved(QUARTERS + back() + LEFT, **PIANO)
    line, (upper, lower) = sheet.one(Ink.SYSTEM_LINE), sheet.staves()
    assert line.width == pytest.approx(0.16, abs=0.005)
    assert line.x0 == pytest.approx(0, abs=0.01)
    assert line.y1 - line.y0 == pytest.approx((upper.y - lower.y) / sheet.space + 4, abs=0.15)


@pytest.mark.rule("E40")
def test_courtesies_at_a_line_s_end_are_a_space_apart() -> None:
    """Barline, key 0.8 after it as a clef after the staff's edge, and so the metre after the key (along the line signs stand nearer than
    in a prefix); all within the margin."""
    later = notes("c3q d3 e3")
    for bar in range(2, 12):
        sheet = engraved(*[QUARTERS] * bar, change(key=2, time="3/4", clef="F4") + later, *[later] * 12)
        for staff in sheet.staves():
            if staff.bars[1] != bar - 1:
                continue
            line = sheet.of(Ink.BARLINE, staff=staff.number)[-1]
            key = [d for d in sheet.of(Ink.KEY, staff=staff.number) if d.x0 > line.x1]
            metre = [d for d in sheet.of(Ink.METRE, staff=staff.number) if d.x0 > line.x1]
            assert left(key) - line.x1 == pytest.approx(0.8, abs=0.01)
            assert left(metre) - right(key) == pytest.approx(0.8 + white_of_figures(sheet), abs=0.01)
            assert right(metre) <= sheet.width(staff.number) + 0.01
            return
    raise AssertionError("no line ends before the change")


# E41 order outwards


@pytest.mark.rule("E41")
def test_from_a_note_outwards_staccato_slur_bracket_accent_fermata_words() -> None:
    """Over notes with stems down: dot, slur, the tuplet's bracket, then fermata, technique, tempo."""
    bar = notes("c5q{staccato,slur+} d5{staccato} e5{staccato,slur-,fermata}", tuplet=3) + notes("rh")
    sheet = engraved(tempo("Allegro") + words("pizz.") + bar)
    layers = [sheet.of(ink) for ink in (Ink.STACCATO, Ink.SLUR, Ink.TUPLET_NUMBER, Ink.FERMATA, Ink.TECHNIQUE, Ink.TEMPO)]
    assert all(layers)
    digit = layers[2][0]
    slur = layers[1][0]
    assert min(d.y0 for d in layers[0]) < slur.y1
    if digit.y0 > 0:
        assert digit.y0 > slur.y1 - 0.01
        assert layers[3][0].y0 > max(d.y1 for d in sheet.of(Ink.TUPLET_BRACKET) if d.over(layers[3][0]))
    assert layers[4][0].y0 >= max(d.y1 for layer in layers[:4] for d in layer if d.over(layers[4][0])) - 0.01
    assert layers[5][0].y0 >= layers[4][0].y1


@pytest.mark.rule("E41")
def test_under_the_notes_accent_slur_bracket_dynamic_number() -> None:
    """Of a lower voice everything lies under the staff: mark, slur, bracket with number, dynamic, bar number."""
    upper = notes("e5q f5 g5 f5", voice=1)
    lower = notes("a4q{accent,slur+} g4 a4{slur-}", voice=2, tuplet=3) + notes("a4h", voice=2)
    sheet = engraved(upper + back() + dynamic("p") + lower)
    mark, slur, bracket = sheet.of(Ink.ARTICULATION)[0], sheet.one(Ink.SLUR), sheet.of(Ink.TUPLET_BRACKET, Ink.TUPLET_NUMBER)
    sign, number = sheet.one(Ink.DYNAMIC), sheet.one(Ink.BAR_NUMBER)
    assert max(d.y1 for d in (mark, slur)) < 0
    assert max(d.y1 for d in bracket) < max(d.y0 for d in sheet.of(Ink.HEAD))
    assert sign.y1 <= min(d.y0 for d in (mark, slur, *bracket) if d.over(sign))
    assert number.y1 <= min((d.y0 for d in (sign, *bracket) if d.over(number)), default=number.y1)


# E42b horizontal places


@pytest.mark.rule("E42b")
def test_places_along_the_line_to_the_hundredth() -> None:
    """Words at the head's left edge, a tempo at the metre's or the note's, a letter with its box's middle on the barline."""
    for text, ink in (("pizz.", Ink.TECHNIQUE), ("dolce", Ink.EXPRESSION)):
        sheet = engraved(notes("c5h") + words(text) + notes("d5h"))
        assert sheet.one(ink).x == pytest.approx(heads(sheet)[1].x0, abs=0.01)
    sheet = engraved(notes("c5w"), tempo("Meno mosso") + QUARTERS)
    assert sheet.one(Ink.TEMPO).x == pytest.approx(heads(sheet)[1].x0, abs=0.01)
    sheet = engraved(notes("c5w"), rehearsal("B") + QUARTERS)
    box, line = sheet.of(Ink.BOX), sheet.of(Ink.BARLINE)[0]
    assert (left(box) + right(box)) / 2 == pytest.approx(line.centre, abs=0.01)
    sheet = engraved(QUARTERS, QUARTERS, QUARTERS)
    bounds = bar_bounds(sheet, 1)
    assert sheet.of(Ink.BAR_NUMBER)[1].centre == pytest.approx(sum(bounds) / 2, abs=0.02)


# E43 lines of type


@pytest.mark.rule("E43")
@pytest.mark.parametrize("letters", ["p", "mf", "ff", "sfz"])
def test_a_word_s_own_place_is_four_tenths_after_its_sign(letters: str) -> None:
    """The word's first letter stands 0.4 from the sign, no farther than the letter's own white."""
    pieces = f"<direction-type><dynamics><{letters}/></dynamics></direction-type><direction-type><words>meno</words></direction-type>"
    sheet = engraved(f'<direction placement="below">{pieces}<staff>1</staff></direction>' + QUARTERS)
    sign, word = sorted(sheet.of(*TYPE), key=lambda d: not d.code)
    assert word.x - sign.x1 == pytest.approx(0.4, abs=0.05)
    alone = engraved(dynamic(letters) + QUARTERS)
    assert sign.x - heads(sheet)[0].x0 == pytest.approx(alone.one(Ink.DYNAMIC).x - heads(alone)[0].x0, abs=0.01)


# E43b classes of words


@pytest.mark.rule("E43b")
def test_expression_stands_on_the_dynamics_row_when_it_is_free() -> None:
    """dolce after p on one baseline; where it would run into the next dynamic it goes to a row of its own."""
    sheet = engraved(dynamic("p") + notes("c5h") + words("dolce") + notes("d5h"))
    assert sheet.one(Ink.EXPRESSION).y == pytest.approx(sheet.one(Ink.DYNAMIC).y, abs=0.01)
    hurried = notes("c5q") + words("molto espressivo e cantabile") + notes("d5e") + dynamic("mf") + notes("e5e f5h")
    crowded = engraved(hurried, QUARTERS)
    sign, word = crowded.one(Ink.DYNAMIC), next(d for d in crowded.of(Ink.EXPRESSION) if d.text)
    assert not word.over(sign) or abs(word.y - sign.y) > 1.0
    assert crowded.engraving.audit.collisions == 0


@pytest.mark.rule("E43b")
def test_what_nobody_knows_is_set_as_the_source_sets_it() -> None:
    """Unknown words over the staff: upright as written, italic as written; under the staff expression; 11 point all."""
    upright = '<words font-size="20">xyzzy</words>'
    slanting = '<words font-size="20" font-style="italic">xyzzy</words>'
    for inside, face in ((upright, Face.ROMAN), (slanting, Face.ITALIC)):
        (word,) = engraved(direction(inside, placement="above") + QUARTERS).of(*TYPE)
        assert isinstance(word.item, Text)
        assert (word.item.face, word.item.size) == (face, 1100)
        assert word.y > 2
    (under,) = engraved(direction(upright, placement="below") + QUARTERS).of(*TYPE)
    assert isinstance(under.item, Text)
    assert (under.item.face, under.item.size) == (Face.ITALIC, 1100)


# E44 sizes


@pytest.mark.rule("E44")
def test_a_metronome_s_notes_and_a_range_have_their_type_s_size() -> None:
    """The figures of a mark 13, upright beside bold words as is usual, and its note as tall as they ask; the range of a
    rest 9; white of 0.5 in a box, the line included."""
    sheet = engraved(metronome(92) + rehearsal("A") + QUARTERS, *[EMPTY] * 6, QUARTERS)
    figures = [d for d in sheet.of(Ink.TEMPO) if d.text]
    assert {(d.item.size, d.item.face) for d in figures} == {(1300, Face.ROMAN)}  # type: ignore[union-attr]
    note = next(d for d in sheet.of(Ink.TEMPO) if d.code)
    cap = sheet.faces.cap_height(Face.ROMAN, 13) * 100 / sheet.space
    assert 1.0 <= (note.y1 - note.y0) / cap <= 2.2
    assert {d.item.size for d in sheet.of(Ink.REST_RANGE)} == {900}  # type: ignore[union-attr]
    box, letter = sheet.of(Ink.BOX), sheet.one(Ink.REHEARSAL)
    assert letter.x0 - left(box) == pytest.approx(0.5, abs=0.01)
    assert right(box) - letter.x1 == pytest.approx(0.5, abs=0.01)


# E45 dynamics


@pytest.mark.rule("E45")
def test_a_dynamic_goes_no_farther_out_than_it_must() -> None:
    """Half a space under the lowest ink over it, the baseline else 3.0 under the staff."""
    sheet = engraved(dynamic("f") + notes("f3h c5"))
    sign = sheet.one(Ink.DYNAMIC)
    lowest = min(d.y0 for d in sheet.of(Ink.HEAD, Ink.LEDGER, Ink.STEM) if d.over(sign))
    assert lowest - sign.y1 == pytest.approx(0.5, abs=0.02)


# E49 grand staves


@pytest.mark.rule("E49")
def test_dynamics_of_two_hands_stand_in_the_middle_or_in_the_middle_of_what_is_free() -> None:
    """0.4 under the middle line of the gap their baseline, on one height through the line; where notes are in the way
    there, as far from the ink over it as from the ink under it."""
    low = notes("c4h. rq")
    sheet = engraved(*[dynamic("p") + bar + back() + notes("c3w", voice=5, staff=2) for bar in (notes("c5w"), low)], **PIANO)
    upper, lower = sheet.staves()
    assert [d.y for d in sheet.of(Ink.DYNAMIC)] == pytest.approx([-(upper.y - lower.y) / sheet.space / 2 - 0.4] * 2, abs=0.01)
    crowded = engraved(dynamic("f") + notes("c5w") + back() + notes("e4w", voice=5, staff=2), **PIANO)
    sign, (upper, lower) = crowded.one(Ink.DYNAMIC), crowded.staves()
    head = heads(crowded, staff=2)[0].y1 - (upper.y - lower.y) / crowded.space
    assert -2 - sign.y1 == pytest.approx(sign.y0 - head, abs=0.1)


@pytest.mark.rule("E49")
def test_what_is_written_over_the_right_or_under_the_left_hand_stays_there() -> None:
    """A dynamic placed above staff one or below staff two is for that hand alone."""
    high = engraved(dynamic("p", placement="above") + QUARTERS + back() + LEFT, **PIANO).one(Ink.DYNAMIC)
    low = engraved(QUARTERS + back() + dynamic("p", staff=2, placement="below") + LEFT, **PIANO).one(Ink.DYNAMIC)
    assert (high.staff, low.staff) == (1, 2)
    assert high.y == pytest.approx(3.7, abs=0.8)
    assert low.y1 <= -3.0


@pytest.mark.rule("E49")
def test_a_diagram_of_pedals_is_in_the_middle_of_the_gap() -> None:
    """Between the staves of a harp, clear of both."""
    tuned = "".join(f"<pedal-tuning><pedal-step>{step}</pedal-step><pedal-alter>0</pedal-alter></pedal-tuning>"
                    for step in "DCBEFGA")  # fmt: skip
    sheet = engraved(direction(f"<harp-pedals>{tuned}</harp-pedals>") + QUARTERS + back() + LEFT, clefs=("G2", "F4"), name="Harp")
    ink = sheet.of(Ink.TECHNIQUE)
    upper, lower = sheet.staves()
    middle = (max(d.y1 for d in ink) + min(d.y0 for d in ink)) / 2
    assert ink[0].staff == 1
    assert middle == pytest.approx(-(upper.y - lower.y) / sheet.space / 2, abs=0.3)


@pytest.mark.rule("E49")
def test_a_diagram_of_pedals_stays_in_a_crowded_gap() -> None:
    """Low notes over it and high ones under it: the staves move apart, so that it is where it always is."""
    tuned = "".join(f"<pedal-tuning><pedal-step>{step}</pedal-step><pedal-alter>0</pedal-alter></pedal-tuning>"
                    for step in "DCBEFGA")  # fmt: skip
    hands = notes("f3q g3 f3 g3") + back() + notes("g4h a4", voice=5, staff=2)
    sheet = engraved(direction(f"<harp-pedals>{tuned}</harp-pedals>") + hands, clefs=("G2", "F4"), name="Harp")
    ink, (upper, lower) = sheet.of(Ink.TECHNIQUE), sheet.staves()
    apart = (upper.y - lower.y) / sheet.space
    over = min(d.y0 for d in heads(sheet, staff=1) if any(d.over(sign) for sign in ink))
    under = max(d.y1 for d in heads(sheet, staff=2)) - apart
    assert over > max(d.y1 for d in ink)
    assert under < min(d.y0 for d in ink)
    assert apart > 12
    assert sheet.engraving.audit.collisions == 0


# E50, E51 along the line


@pytest.mark.rule("E50")
def test_neighbours_never_come_nearer_than_two_tenths() -> None:
    """However tight a line, heads and accidentals of neighbouring notes keep 0.2 from each other's ink."""
    run = notes(" ".join(["[c#5t d#5 e#5 f#5 cb5 db5 eb5 fb5]"] * 4))
    sheet = engraved(*[run] * 6)
    for staff in sheet.staves():
        ink = sorted(sheet.of(Ink.HEAD, Ink.ACCIDENTAL, staff=staff.number), key=lambda d: d.x0)
        facing = [gap(a, b) for k, a in enumerate(ink) for b in ink[k + 1 : k + 5] if a.y0 < b.y1 and b.y0 < a.y1]
        assert min(facing) >= 0.2 - 0.01


@pytest.mark.rule("E51")
@pytest.mark.parametrize(
    ("bar", "quarters"),
    [("c5h d5h", 2.0), ("c5q d5 e5 d5", 1.0), ("[c5e d5 e5 d5] rh", 0.5), ("[c5s d5 e5 d5] rq rh", 0.25), ("c5q. d5e rh", 1.5)],
)
def test_by_nature_a_quarter_has_4_4_spaces_and_each_halving_1_41_times_less(bar: str, quarters: float) -> None:
    """On a last line that nothing stretches, from head to head; nothing under 1.9."""
    first, second = heads(engraved(notes(bar)))[:2]
    assert second.x0 - first.x0 == pytest.approx(max(1.9, 4.4 * 1.41 ** log2(quarters)), abs=0.01)


@pytest.mark.rule("E51")
def test_the_shortest_notes_keep_1_6_however_tight_the_line() -> None:
    """Thirty-seconds stand 1.9 apart by nature; where a line is squeezed not under 1.6."""
    beat = "[c5t d5 e5 d5 c5 d5 e5 d5]"
    tightest = 9.9
    for width in range(190, 230, 5):
        style = replace(house(), paper=replace(house().paper, width=float(width)))
        sheet = engraved(*[notes(f"{beat} {beat}")] * 4, time="2/4", style=style)
        tightest = min(tightest, *(staff.force for staff in sheet.staves()))
        for staff in sheet.staves():
            assert min(steps([d.x0 for d in heads(sheet, staff.number)])) >= 1.6 - 0.01
    assert tightest < 0.95


@pytest.mark.rule("E51")
def test_a_note_held_over_shorter_ones_takes_their_room() -> None:
    """A half over eighths is as wide as four eighths: the shortest that sounds rules."""
    both = notes("e5h g5", voice=1) + back() + notes("[c4e d4 e4 d4] [c4e d4 e4 d4]", voice=2)
    low = [d.x0 for d in heads(engraved(both)) if d.y < 0]
    assert steps(low) == pytest.approx([4.4 / 1.41] * 7, abs=0.01)


@pytest.mark.rule("E51")
def test_only_springs_stretch() -> None:
    """On a line drawn to the margin notes are farther apart; prefix, accidentals and graces are as near as ever."""
    bar = notes("(d5e) c#5q d5 e5 d5")
    loose, tight = engraved(*[bar] * 3), engraved(bar)
    assert loose.width(1) > tight.width(1)

    def rods(sheet: Sheet) -> list[float]:
        grace, main = heads(sheet, 1)[:2]
        sign = sheet.of(Ink.ACCIDENTAL, staff=1)[0]
        return [grace.x0, gap(grace, sign), gap(sign, main)]

    def springs(sheet: Sheet) -> float:
        return heads(sheet, 1)[2].x0 - heads(sheet, 1)[1].x0

    assert rods(loose) == pytest.approx(rods(tight), abs=0.01)
    assert springs(loose) > springs(tight) + 0.3


# E53 line breaking


def starts(sheet: Sheet) -> list[int]:
    return [staff.bars[0] for page in sheet.pages for staff in page.staves]


@pytest.mark.rule("E53")
@pytest.mark.parametrize("mark", ["tempo", "double bar"])
def test_a_line_begins_with_a_new_tempo_or_after_a_double_bar(mark: str) -> None:
    """Near a break, the break goes there."""
    bars = [QUARTERS] * 21
    assert 11 not in starts(engraved(*bars))
    if mark == "tempo":
        bars[11] = tempo("Presto") + QUARTERS
    else:
        bars[10] = QUARTERS + barline("light-light")
    assert 11 in starts(engraved(*bars))


@pytest.mark.rule("E53")
@pytest.mark.parametrize("kind", ["glissando", "slide", "tuplet"])
def test_no_line_breaks_inside_what_belongs_together(kind: str) -> None:
    """What runs over every other barline is on one line with its end, however many bars there are."""
    if kind == "tuplet":
        first = notes("c5h.") + notes("c5q d5e", tuplet=3).replace('<tuplet type="stop"/>', "")
        second = notes("e5e f5q", tuplet=3).replace('<tuplet type="start"/>', "") + notes("c5h.")
    else:
        ends = [f'<notations><{kind} type="{t}" number="1" line-type="wavy"/></notations></note>' for t in ("start", "stop")]
        first = notes("c5q d5 e5") + notes("g4q").replace("</note>", ends[0])
        second = notes("c5q").replace("</note>", ends[1]) + notes("d5q e5 d5")
    for pairs in (7, 8, 11):
        sheet = engraved(*[first, second] * pairs)
        assert len(starts(sheet)) > 2
        assert all(bar % 2 == 0 for bar in starts(sheet))


# E54 turns


@pytest.mark.rule("E54")
@pytest.mark.parametrize(("policy", "after"), [("none", []), ("book", "odd")])
def test_where_pages_are_turned_is_the_style_s(policy: str, after: object) -> None:
    """A book of three pages and more starts on the right and is turned after odd pages; `none` turns never."""
    dense = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")
    style = replace(house(), turns=replace(house().turns, policy=policy))
    sheet = engraved(*[dense] * 150, style=style)
    assert len(sheet.pages) > 3
    turned = [turn.page for turn in sheet.engraving.turns]
    assert turned == ([] if policy == "none" else list(range(1, len(sheet.pages), 2)))


# E55 down the page


@pytest.mark.rule("E55")
def test_a_page_half_empty_keeps_its_foot_free_and_no_last_page_is_looser() -> None:
    """Lines on a page with room stand at most 1.4 times their natural distance apart, from staff to staff, so that a
    page a line short is still filled; on the last no farther than before it."""

    def white(sheet: Sheet, page: int) -> list[float]:
        return [(a.y - b.y) / sheet.space - 4 for a, b in pairwise(sheet.staves(page))]

    short = engraved(*[QUARTERS] * 20)
    assert len(short.pages) == 1
    assert white(short, 0) == pytest.approx([12.5 * 1.4 - 4] * (len(short.staves()) - 1), abs=0.01)
    for count in (90, 110, 130):
        long = engraved(*[QUARTERS] * count)
        last = len(long.pages) - 1
        if last:
            assert max(white(long, last)) <= max(white(long, last - 1)) + 0.05, count


# E57 directions for all


@pytest.mark.rule("E57")
@pytest.mark.parametrize(
    ("mark", "ink"),
    [
        (direction("<coda/>"), Ink.JUMP),
        (words("D.C. al Fine", placement="above"), Ink.TEMPO),
        (direction("<words>warmly</words>", sound='<sound tempo="70"/>'), Ink.TEMPO),
        (direction("<words>molto</words>", attributes=' system="only-top"'), Ink.TEMPO),
        (direction("<words>freddo</words>", attributes=' system="also-top"'), Ink.TEMPO),
        (metronome(84), Ink.TEMPO),
        (words("a tempo"), Ink.TEMPO),
        (words("più mosso"), Ink.TEMPO),
    ],
    ids=["coda", "repeat text", "sound", "only-top", "also-top", "metronome", "a tempo", "più mosso"],
)
def test_all_that_concerns_everybody_is_in_every_part_once(mark: str, ink: Ink) -> None:
    """Written over the top part of the score only, it stands once in both parts."""
    for sheet in parts_of_two((QUARTERS, mark + QUARTERS, QUARTERS), (QUARTERS, QUARTERS, QUARTERS)):
        # a metronome mark is several pieces of one atom
        assert len({d.item.atom for d in sheet.of(ink)}) == 1


@pytest.mark.rule("E57")
def test_the_dashes_of_a_rit_are_everybody_s() -> None:
    """rit. with its line of dashes is in the part of who did not write it."""
    start, stop = (direction(f'<dashes type="{kind}"/>', placement="above") for kind in ("start", "stop"))
    upper = (QUARTERS, words("rit.", placement="above") + start + QUARTERS, stop + QUARTERS)
    for sheet in parts_of_two(upper, (QUARTERS, QUARTERS, QUARTERS)):
        assert sheet.of(Ink.DASHES)
        assert left(sheet.of(Ink.DASHES)) > right(sheet.of(Ink.TEMPO))


@pytest.mark.rule("E57")
@pytest.mark.parametrize("said", ["G.P.", "attacca"])
def test_a_silence_of_all_is_on_the_rest_of_those_who_rest(said: str) -> None:
    """Who only counts sees the general pause, and that the next begins at once."""
    upper = (QUARTERS, words(said, placement="above") + EMPTY, QUARTERS)
    _, horn = parts_of_two(upper, (EMPTY, EMPTY, QUARTERS))
    assert said in [d.text for d in horn.of(Ink.TEMPO, *TYPE)]


@pytest.mark.rule("E57")
def test_a_caesura_of_others_is_on_the_rest_of_those_who_wait() -> None:
    """The strokes stand over the barline at the end of the bar in which this player only rests."""
    _, horn = parts_of_two((QUARTERS, notes("c5q d5 e5 d5{caesura}"), QUARTERS), (EMPTY, EMPTY, QUARTERS))
    (mark,) = horn.of(Ink.BREATH, Ink.FERMATA, Ink.JUMP, Ink.ARTICULATION)
    line = horn.of(Ink.BARLINE)[-2]
    assert mark.x1 <= line.x1 + 0.5
    assert mark.y1 > 1.5


# E59 the row of bar numbers


@pytest.mark.rule("E59")
@pytest.mark.parametrize(("low", "sunk"), [(1, True), (2, False)])
def test_the_row_stands_where_four_of_five_numbers_are_clear(low: int, sunk: bool) -> None:
    """Of six bars one is full of low notes: its number sinks alone, 0.4 under them. Of five with two such all go down."""
    bars = [notes("f3q g3 f3 g3")] * low + [notes("c5w")] * 5
    sheet = engraved(*bars)
    row = sorted(sheet.of(Ink.BAR_NUMBER, staff=1), key=lambda d: d.x0)
    assert len(row) >= 5
    assert [round(d.y, 2) == -5.2 for d in row[low:]] == [sunk] * len(row[low:])
    near = [d.y0 for d in heads(sheet, 1) if d.x0 < row[0].x1 + 3.5 and d.x1 > row[0].x0 - 3.5]
    assert min(near) - row[0].y1 == pytest.approx(0.4, abs=0.05)


@pytest.mark.rule("E59")
def test_a_number_steps_aside_by_a_quarter_of_its_bar_and_only_then_farther() -> None:
    """One low note in its way: it slides. Where a quarter of the bar is not enough it goes to an end of the bar, which
    is nearer to the reader's eye than a number sunk alone, and then sinks."""
    quarter = notes("c5h g5q e3") + ""
    sheet = engraved(*[notes("c5w")] * 3, notes("c5q f3h d5q"), *[notes("c5w")] * 3, quarter)
    for number in sheet.of(Ink.BAR_NUMBER, staff=1):
        begin, end = bar_bounds(sheet, int(number.text) - 1)
        aside = abs(number.centre - (begin + end) / 2)
        assert number.y == pytest.approx(-5.2, abs=0.01) or aside < 0.01
        assert aside <= (end - begin) / 2 - 0.6


@pytest.mark.rule("E59")
def test_over_a_sung_staff_the_numbers_stand_one_space_off() -> None:
    """1.0 over the top line when there is nothing over it."""
    sung = notes("g4q a4 b4 a4", lyrics="la la la la")
    sheet = engraved(sung, sung, name="Soprano")
    assert [d.y0 for d in sheet.of(Ink.BAR_NUMBER)] == pytest.approx([3.0, 3.0], abs=0.05)


@pytest.mark.rule("E59")
def test_bars_inside_a_range_have_no_numbers_of_their_own() -> None:
    """1, then 2–5 under the rest, then 6."""
    sheet = engraved(QUARTERS, *[EMPTY] * 4, QUARTERS)
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == ["1", "6"]
    assert sheet.one(Ink.REST_RANGE).text == "2–5"
