"""What a careful reader notices: clauses of the rules that few pages need, each with its number."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from engraving.layout.engrave import engrave
from engraving.layout.page import Ink, Text
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from engraving.production.extracting import extraction_options
from engraving.production.options import Options
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    change,
    direction,
    dynamic,
    engraved,
    house,
    notes,
    score_xml,
    sheet_of,
    small_faces,
    wedge,
    words,
)
from tests.rules.paper import EMPTY, NEAR, QUARTERS, bar_bounds, gap, heads, length, stem_of
from tests.rules.test_groups import ends, primary, slant


@pytest.mark.rule("E10")
def test_a_note_may_have_no_stem() -> None:
    """Where the source says "none" there is no stem."""
    none = engraved(notes("c5q d5 e5 d5", extra="<stem>none</stem>"))
    assert len(heads(none)) == 4
    assert none.of(Ink.STEM) == []


@pytest.mark.rule("E13")
@pytest.mark.parametrize("name", ["us-session", "concert"])
def test_courtesies_are_plain_in_sessions_and_in_parentheses_in_concerts(name: str) -> None:
    """A natural after a sharp in the bar before is plain on the session's page, in parentheses in the concert hall."""
    source = etree.fromstring(score_xml(notes("f#5q e5 e5h"), notes("f5w")).encode())
    cue = read_tree(source, file="courtesy.musicxml").cue
    part = extract_all(cue, extraction_options(Options(style=house(name))))[0].part
    sheet = Sheet(part, engrave(part, house(name), small_faces()), house(name))
    codes = [d.code for d in sheet.of(Ink.ACCIDENTAL)]
    assert (g.ACCIDENTAL_PARENS_LEFT in codes) is (name == "concert")


@pytest.mark.rule("E13")
def test_no_courtesy_after_a_bar_of_rest() -> None:
    """After a whole bar of rest nobody remembers the sharp."""
    sheet = engraved(notes("f#5w"), EMPTY, notes("f5w"))
    assert [d.code for d in sheet.of(Ink.ACCIDENTAL)] == [g.ACCIDENTAL_SHARP]


@pytest.mark.rule("E16")
def test_in_two_voices_marks_stand_with_their_voice_half_a_space_beyond_the_stem() -> None:
    """The upper player's accent is over his stem, the lower player's under his."""
    sheet = engraved(notes("e5h{accent} rh", voice=1) + back() + notes("f4h{accent} rh", voice=2))
    low, high = sorted(sheet.of(Ink.ARTICULATION), key=lambda d: d.y)
    top = max(d.y1 for d in sheet.of(Ink.STEM))
    bottom = min(d.y0 for d in sheet.of(Ink.STEM))
    assert high.y0 - top == pytest.approx(0.5, abs=0.15)
    assert bottom - low.y1 == pytest.approx(0.5, abs=0.15)


def slurred_grace(bar: str) -> str:
    """The music with a slur from its first note, a grace, to the first that is none."""
    first, rest = notes(bar).split("</note>", 1)
    graces, main = rest.split("<duration>", 1)
    stop = '<staff>1</staff><notations><slur number="1" type="stop"/></notations></note>'
    main = main.replace("<staff>1</staff></note>", stop, 1)
    return f'{first}<notations><slur number="1" type="start"/></notations></note>{graces}<duration>{main}'


@pytest.mark.rule("E17")
def test_the_slur_of_a_grace_note_is_short_and_at_the_heads() -> None:
    """It runs from under the small head to just before the main head, below when stems are up."""
    sheet = engraved(slurred_grace("(/d5e) c5h rh"))
    slur, (small, main) = sheet.one(Ink.SLUR), heads(sheet)
    assert slur.middle < small.y
    assert small.x0 - 0.3 <= slur.x0 <= small.x1
    assert slur.x1 <= main.centre + 0.1


@pytest.mark.rule("A1", "E17", "E35")
@pytest.mark.parametrize(
    "bar", ["(e6s) (d6s) c6h rh", "(d6s) (c6s) b5h rh", "(c6s) (b5s) a5h rh", "(a6e) e6h rh", "(d6s) (f5s) e5h rh"]
)
def test_the_slur_of_graces_runs_outside_their_ledger_lines(bar: str) -> None:
    """Between the staff and the lines under its heads: it crosses none of them."""
    sheet = engraved(slurred_grace(bar))
    slur = sheet.one(Ink.SLUR)
    under = [line for line in sheet.of(Ink.LEDGER) if line.x0 < slur.x1 and slur.x0 < line.x1]
    assert under
    assert slur.y1 < min(line.y0 for line in under)
    main = [line for line in sheet.of(Ink.LEDGER) if line.x1 > slur.x1]
    assert all(slur.x1 < line.x0 for line in main), "it ends where a tie would"
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.near) == (0, 0)


@pytest.mark.rule("E18")
def test_a_tremolo_of_two_halves_touches_its_stems_with_one_bar_only() -> None:
    """Of three bars between two half notes the outermost joins the stems, the others hang free between them."""
    start = '<notations><ornaments><tremolo type="start">3</tremolo></ornaments></notations></note>'
    stop = '<notations><ornaments><tremolo type="stop">3</tremolo></ornaments></notations></note>'
    ratio = "<time-modification><actual-notes>2</actual-notes><normal-notes>1</normal-notes></time-modification>"
    first = (
        notes("c5h", extra=ratio)
        .replace("<duration>48</duration>", "<duration>24</duration>")
        .replace("</note>", start)
    )
    second = (
        notes("e5h", extra=ratio).replace("<duration>48</duration>", "<duration>24</duration>").replace("</note>", stop)
    )
    sheet = engraved(first + second + notes("rh"))
    a, b = (stem_of(sheet, head) for head in heads(sheet))
    bars = sheet.of(Ink.TREMOLO, Ink.BEAM)
    assert len(bars) == 3
    assert b.x0 - a.x1 >= 3 - NEAR
    joined = [d for d in bars if d.x0 <= a.x1 + NEAR and d.x1 >= b.x0 - NEAR]
    assert len(joined) == 1


@pytest.mark.rule("E19")
def test_slashes_and_measure_repeats_are_drawn() -> None:
    """A region of slashes has one a beat; a repeat of the bar before is its sign in the middle of the bar."""
    style = "<attributes><measure-style>{}</measure-style></attributes>"
    slashes = engraved(
        QUARTERS,
        style.format('<slash type="start" use-stems="no"/>') + EMPTY,
        EMPTY + style.format('<slash type="stop"/>'),
    )
    drawn = [
        d
        for d in slashes.of(Ink.HEAD, Ink.MEASURE_REPEAT)
        if d.code in (g.NOTEHEAD_SLASH_HORIZONTAL_ENDS, g.NOTEHEAD_SLASH_VERTICAL_ENDS)
    ]
    assert len(drawn) >= 4
    repeated = engraved(
        QUARTERS,
        style.format('<measure-repeat type="start">1</measure-repeat>') + EMPTY,
        style.format('<measure-repeat type="stop"/>') + QUARTERS,
    )
    sign = repeated.of(Ink.MEASURE_REPEAT)[0]
    left, right = bar_bounds(repeated, 1)
    assert sign.centre == pytest.approx((left + right) / 2, abs=0.3)


@pytest.mark.rule("E20")
@pytest.mark.parametrize("way", ["up", "down"])
def test_an_arpeggio_with_a_direction_has_its_arrow(way: str) -> None:
    """Up and down arpeggios end in an arrow at that end."""
    plain = notes("rq c4+e4+g4+c5h{arpeggiate} rq")
    directed = engraved(plain.replace("<arpeggiate/>", f'<arpeggiate direction="{way}"/>'))
    wave, arrow = sorted(directed.of(Ink.ARPEGGIO), key=lambda d: d.y0 - d.y1)
    assert len(engraved(plain).of(Ink.ARPEGGIO)) == 1
    assert arrow.centre == pytest.approx(wave.centre, abs=0.2)
    assert (arrow.y1 > wave.y1 and arrow.y0 > wave.y0) if way == "up" else (arrow.y0 < wave.y0 and arrow.y1 < wave.y1)


@pytest.mark.rule("E31")
@pytest.mark.parametrize(
    ("run", "most"), [("[f4s g4]", 0.25), ("[f4s a4]", 0.5), ("[e4s e5]", 0.5)], ids=["second", "third", "octave"]
)
def test_short_groups_lean_hardly(run: str, most: float) -> None:
    """Under five spaces long a beam rises half a space at most."""
    sheet = engraved(*[notes(f"{run} " * 8)] * 6)
    for beam in primary(sheet):
        if beam.width < 5:
            assert abs(slant(beam)) <= most + 0.02


@pytest.mark.rule("E32")
def test_beams_of_two_and_three_have_stems_of_usual_length_on_average() -> None:
    """The mean stem under one or two beams is about three and a half spaces."""
    for run in ("[c5e d5 e5 d5]", "[f4s g4 a4 g4]", "[e5e c5]"):
        sheet = engraved(notes(f"{run} rq rh"))
        lengths = [length(sheet, head) for head in heads(sheet)]
        assert sum(lengths) / len(lengths) == pytest.approx(3.5, abs=0.55)


@pytest.mark.rule("E33")
def test_a_beam_cut_by_a_line_break_is_two_beams() -> None:
    """When a beam must run over a line break both lines show their half of it."""
    eighths = " ".join(["c5e"] * 8)

    def bar(first: bool, last: bool) -> str:
        row = notes(eighths).split("</note>")[:-1]
        values = ["begin" if first else "continue", *["continue"] * 6, "end" if last else "continue"]
        return "".join(
            n.replace("<staff>1</staff>", f'<staff>1</staff><beam number="1">{v}</beam>') + "</note>"
            for n, v in zip(row, values, strict=True)
        )

    sheet = engraved(*[bar(k == 0, k == 7) for k in range(8)])
    assert len(sheet.staves()) > 1
    for staff in sheet.staves():
        assert len(sheet.of(Ink.BEAM, staff=staff.number)) == 1
        assert sheet.of(Ink.FLAG, staff=staff.number) == []


@pytest.mark.rule("E34")
def test_let_it_ring_is_a_short_open_tie() -> None:
    """l.v. is a tie that leads nowhere, beginning at its head."""
    ring = '<notations><tied type="let-ring"/></notations></note>'
    sheet = engraved(notes("c5h").replace("</note>", ring) + notes("rh"))
    tie, head = sheet.one(Ink.TIE), heads(sheet)[0]
    assert gap(head, tie) == pytest.approx(0.2, abs=0.1)
    assert 1.5 <= tie.width <= 4


@pytest.mark.rule("E35")
def test_nested_slurs_clear_each_other() -> None:
    """A phrase over two short slurs lies outside them."""
    outer = notes("c5q{slur+} d5 e5 d5{slur-}").replace('number="1"', 'number="2"')
    row = outer.split("</note>")
    row[0] = row[0].replace("<notations>", '<notations><slur number="1" type="start"/>')
    row[1] += '<notations><slur number="1" type="stop"/></notations>'
    sheet = engraved("</note>".join(row))
    short, long = sorted(sheet.of(Ink.SLUR), key=lambda d: d.width)
    assert long.y1 > short.y1
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E36")
def test_a_tuplet_may_hide_its_number_or_its_bracket() -> None:
    """show-number none and bracket no are obeyed; "both" prints the ratio."""
    bar = notes("c5q d5 e5", tuplet=3) + notes("c5h")
    hidden = engraved(bar.replace('<tuplet type="start"/>', '<tuplet type="start" show-number="none" bracket="no"/>'))
    assert hidden.of(Ink.TUPLET_NUMBER, Ink.TUPLET_BRACKET) == []
    ratio = engraved(bar.replace('<tuplet type="start"/>', '<tuplet type="start" show-number="both"/>'))
    assert len(ratio.of(Ink.TUPLET_NUMBER)) == 3


@pytest.mark.rule("E38")
def test_an_octave_line_goes_on_in_parentheses() -> None:
    """After a line break the octave line says (8va) again."""
    start = direction('<octave-shift type="down" size="8"/>', placement="above")
    stop = direction('<octave-shift type="stop" size="8"/>', placement="above")
    high = notes("c6q d6 e6 d6")
    sheet = engraved(start + high, *[high] * 10, high + stop)
    codes = [d.code for d in sheet.of(Ink.OCTAVE, staff=2)]
    text = "".join(d.text for d in sheet.of(Ink.OCTAVE, staff=2))
    assert g.OCTAVE_PARENS_LEFT in codes or "(" in text


@pytest.mark.rule("E38")
def test_a_pedal_change_is_a_notch() -> None:
    """Where the pedal is changed its line has a notch and goes on."""
    down, change_, up = (direction(f'<pedal type="{t}" line="yes"/>', staff=1) for t in ("start", "change", "stop"))
    sheet = engraved(down + notes("c5h") + change_ + notes("e5h") + up, QUARTERS, name="Vibraphone")
    slanting = [d for d in sheet.of(Ink.PEDAL) if not d.code and not d.text and d.y1 - d.y0 > 0.4 and d.width > 0.2]
    assert len(slanting) == 2


@pytest.mark.rule("E46")
def test_verses_stand_under_each_other_with_their_numbers() -> None:
    """Two verses, 2.6 apart, on lines of their own."""
    second = '<lyric number="2"><syllabic>single</syllabic><text>two</text></lyric>'
    bar = notes("c5h d5h", lyrics="one one").replace("</lyric></note>", "</lyric>" + second + "</note>")
    rows = sorted({round(d.y, 2) for d in engraved(bar, name="Soprano").of(Ink.LYRIC)})
    assert len(rows) == 2
    assert rows[1] - rows[0] == pytest.approx(2.6, abs=NEAR)


@pytest.mark.rule("E46")
def test_a_short_melisma_has_no_line() -> None:
    """An extender under 1.5 spaces is left out."""
    sheet = engraved(notes("[c5s d5] c5e c5q c5h", lyrics="strengths_ * so so so"), name="Soprano")
    assert all(d.width >= 1.5 - NEAR for d in sheet.of(Ink.LYRIC_LINE))


@pytest.mark.rule("E47", "E49")
def test_two_hands_rest_with_one_count() -> None:
    """An H-bar in each staff, one count between them, the range under the lower."""
    play = QUARTERS + back() + notes("c3w", voice=5, staff=2)
    rest = EMPTY + back() + notes("R", voice=5, staff=2)
    sheet = engraved(play, *[rest] * 5, play, clefs=("G2", "F4"), name="Piano")
    assert len(sheet.of(Ink.H_BAR, staff=1)) == len(sheet.of(Ink.H_BAR, staff=2)) == 3
    count = sheet.one(Ink.REST_COUNT)
    upper, lower = sheet.staves()
    assert count.middle == pytest.approx(-(upper.y - lower.y) / sheet.space / 2, abs=0.3)
    assert sheet.one(Ink.REST_RANGE).staff == 2


@pytest.mark.rule("E53")
def test_a_last_line_more_than_half_full_is_drawn_to_the_margin() -> None:
    """Four bars of five fill the last line; two of five do not."""
    full = engraved(*[QUARTERS] * 4)
    page = (house().paper.width - house().paper.margins.left - house().paper.margins.right) / 25.4 * 7200 / full.space
    assert full.width(1) == pytest.approx(page, abs=0.1)
    assert engraved(*[QUARTERS] * 2).width(1) < page - 10


@pytest.mark.rule("E54")
def test_a_hurried_turn_says_time() -> None:
    """Between one and a half and three seconds the page warns with "time"."""
    dense = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")
    mild = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] rh")
    style = replace(house(), turns=replace(house().turns, panels=1))
    quick = direction('<words font-weight="bold">Allegro</words>', sound='<sound tempo="60"/>')
    bars = [quick + dense, *[mild if k % 4 == 0 else dense for k in range(1, 80)]]
    sheet = sheet_of(score_xml(*bars), style)
    grades = {turn.grade for turn in sheet.engraving.turns}
    warned = {i.text for page in sheet.pages for i in page.items if isinstance(i, Text) and i.ink is Ink.TURN_WARNING}
    assert grades <= {"mild", "free"}
    assert warned == ({"time"} if "mild" in grades else set())


@pytest.mark.rule("E58")
def test_the_source_decides_dashes_enclosures_and_sides() -> None:
    """line-type, enclosure and orientation are music, not layout, and stay."""
    dotted = engraved(
        notes("c5q{slur+} d5 e5 d5{slur-}").replace('type="start"/>', 'type="start" line-type="dotted"/>')
    )
    assert dotted.one(Ink.SLUR).item.dash  # type: ignore[union-attr]
    boxed = engraved(direction('<words enclosure="rectangle">solo</words>', placement="above") + QUARTERS)
    assert len(boxed.of(Ink.BOX)) == 4


@pytest.mark.rule("E37")
def test_a_hairpin_to_a_dynamic_in_the_next_bar_stops_before_it() -> None:
    """It never runs into the sign it leads to."""
    sheet = engraved(wedge("crescendo") + QUARTERS, wedge("stop") + dynamic("ff") + QUARTERS)
    sign = sheet.one(Ink.DYNAMIC)
    assert max(d.x1 for d in sheet.of(Ink.HAIRPIN)) <= sign.x0 - 0.55


@pytest.mark.rule("E43")
def test_words_after_words_on_one_row_keep_apart() -> None:
    """Two instructions at neighbouring notes never run together."""
    sheet = engraved(words("espressivo") + notes("c5q") + words("sempre più agitato") + notes("d5q e5h"))
    items = sheet.of(Ink.EXPRESSION, Ink.DYNAMIC, Ink.TECHNIQUE)
    assert not any(a.touches(b) for i, a in enumerate(items) for b in items[i + 1 :])


@pytest.mark.rule("E40")
def test_a_clef_inside_a_bar_stands_before_its_note() -> None:
    """A small clef in mid-bar is between the notes it parts, clear of both."""
    sheet = engraved(notes("c5q d5") + change(clef="F4") + notes("c3q d3"))
    clef = sheet.of(Ink.CLEF)[1]
    _, second, third, _ = heads(sheet)
    assert second.x1 < clef.x0
    assert clef.x1 < third.x0
    assert third.y == pytest.approx(-0.5, abs=NEAR)


@pytest.mark.rule("E31")
def test_one_steep_leap_does_not_tilt_a_beam_beyond_two_spaces() -> None:
    """Even over two octaves a beam rises two spaces at most."""
    beam = primary(engraved(notes("[e4e e6] rq rh")))[0]
    left, right = ends(beam)
    assert abs(right - left) <= 2.01


def turned(*bars: str, panels: int = 1, key: int = 0) -> Sheet:
    """Pages with a turn after every ``panels``."""
    style = replace(house(), turns=replace(house().turns, panels=panels))
    sheet = sheet_of(score_xml(*bars, key=key), style)
    assert len(sheet.pages) > 1
    return sheet


def signs_at_start(sheet: Sheet, page: int, staff: int = 1) -> list[Drawn]:
    """Accidentals before the first head of a page's first line."""
    first = heads_on(sheet, page, staff)
    return [d for d in sheet.of(Ink.ACCIDENTAL, staff=staff, page=page) if d.x0 < first]


IN_PARENTHESES = [g.ACCIDENTAL_PARENS_LEFT, g.ACCIDENTAL_SHARP, g.ACCIDENTAL_PARENS_RIGHT]


@pytest.mark.rule("E13")
def test_a_note_altered_and_tied_over_a_page_turn_is_altered_again() -> None:
    """On the new page the tied note shows its sharp once more, in parentheses, and the tie ends before it."""
    sheet = turned(notes("f#5q e5 e5 f#5~"), *[notes("~f#5q e5 e5 f#5~")] * 180)
    for page in range(1, len(sheet.pages)):
        signs = signs_at_start(sheet, page)
        assert [d.code for d in signs] == IN_PARENTHESES
        assert {round(d.y, 2) for d in signs} == {2.0}
        tie = min(sheet.of(Ink.TIE, staff=1, page=page), key=lambda d: d.x0)
        assert tie.x1 < signs[0].x0
        assert tie.width > 1.2
        assert tie.x0 > max(d.x1 for d in sheet.of(Ink.CLEF, Ink.KEY, staff=1, page=page))
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.lost, sheet.engraving.audit.doubled) == (0, 0, 0)
    drawn = [d.code for page in range(len(sheet.pages)) for d in sheet.of(Ink.ACCIDENTAL, page=page)]
    assert drawn.count(g.ACCIDENTAL_PARENS_LEFT) == len(sheet.pages) - 1


@pytest.mark.rule("E13")
@pytest.mark.parametrize(("bar", "panels", "key"), [
    ("~f#5q e5 e5 f#5~", 3, 0), ("~f#5q e5 e5 f#5~", 1, 1), ("~e5q f#5 e5 e5~", 1, 0), ("f#5q e5 e5 f#5", 1, 0),
])  # fmt: skip
def test_other_notes_at_the_start_of_a_page_are_not_altered_again(bar: str, panels: int, key: int) -> None:
    """Not where nobody turns, nor by the key, nor unaltered; and what is struck again has no parentheses."""
    sheet = turned(notes(bar.replace("~", "", 1) if bar[0] == "~" else bar), *[notes(bar)] * 150, panels=panels, key=key)
    for page in range(1, min(len(sheet.pages), 3)):
        assert g.ACCIDENTAL_PARENS_LEFT not in [d.code for d in signs_at_start(sheet, page)]


@pytest.mark.rule("E13")
def test_of_a_chord_over_a_turn_only_what_is_altered_is_shown_again() -> None:
    """And a natural where the key has a sharp."""
    sheet = turned(notes("c5+eb5+g5w~"), *[notes("~c5+eb5+g5w~"), notes("~c5+eb5+g5w~")] * 90, key=1)
    for page in range(1, len(sheet.pages)):
        assert [d.code for d in signs_at_start(sheet, page)][1:2] == [g.ACCIDENTAL_FLAT]
    natural = turned(notes("f5w~"), *[notes("~f5w~"), notes("~f5w~")] * 90, key=1)
    assert [d.code for d in signs_at_start(natural, 1)][1:2] == [g.ACCIDENTAL_NATURAL]
    assert sheet.engraving.audit.collisions + natural.engraving.audit.collisions == 0


def heads_on(sheet: Sheet, page: int, staff: int) -> float:
    """Where the first head of a line stands."""
    return min(d.x0 for d in sheet.of(Ink.HEAD, staff=staff, page=page))


@pytest.mark.rule("E19")
def test_a_change_of_instrument_is_named_over_its_first_note() -> None:
    """A player of several instruments reads which one comes, over its first note."""
    listed = "".join(
        f'<score-instrument id="{name}"><instrument-name>{name}</instrument-name></score-instrument>'
        for name in ("Vibraphone", "Glockenspiel")
    )
    bars = [QUARTERS.replace("<voice>", f'<instrument id="{name}"/><voice>') for name in ("Vibraphone", "Glockenspiel")]
    sheet = sheet_of(score_xml(*bars).replace("</part-name></score-part>", f"</part-name>{listed}</score-part>"))
    said = [d for d in sheet.of(Ink.TECHNIQUE) if d.text == "Glockenspiel"]
    assert len(said) == 1
    assert said[0].x0 == pytest.approx(heads(sheet)[4].x0, abs=0.3)
    assert said[0].y0 > 2
