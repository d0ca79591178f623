"""Bars: lengths all parts agree on, pickups, halves, free time, barlines, repeats and jumps."""

from __future__ import annotations

from engraving.findings import Severity
from engraving.score import BarKind
from tests.musicxml.small_scores import ATTRIBUTES, direction, note, part, read, rules

WHOLE = note("C5", "whole")
HALF = note("C5", "half")


def measure(number: str, inside: str, attributes: str = "") -> str:
    return f'<measure number="{number}" {attributes}>{inside}</measure>'


def test_bars_have_printed_numbers_and_start_where_the_one_before_ends() -> None:
    bars = read(part(measure("24A", WHOLE), measure("24A", WHOLE), measure("", WHOLE))).cue.bars
    assert [(b.index, b.number, b.start, b.length, b.end) for b in bars] == [
        (0, "24A", 0, 4, 4), (1, "24A", 4, 4, 8), (2, "", 8, 4, 12),
    ]  # fmt: skip


def test_an_implicit_first_bar_is_a_pickup() -> None:
    reading = read(part(measure("0", note(), 'implicit="yes"'), measure("1", WHOLE)))
    assert [(b.kind, b.length) for b in reading.cue.bars] == [(BarKind.PICKUP, 1), (BarKind.FULL, 4)]
    assert reading.findings == ()


def test_a_first_bar_short_in_all_parts_is_taken_for_a_pickup_with_a_note() -> None:
    reading = read(part(note(), WHOLE), part(note(), WHOLE))
    assert reading.cue.bars[0].kind is BarKind.PICKUP
    assert [(f.rule, f.severity) for f in reading.findings] == [("bar-short", Severity.NOTE)]


def test_the_last_bar_may_be_short_by_the_pickup() -> None:
    three = HALF + note()
    reading = read(part(measure("0", note(), 'implicit="yes"'), measure("1", WHOLE), measure("2", three)))
    assert [b.length for b in reading.cue.bars] == [1, 4, 3]
    assert reading.findings == ()


def test_halves_of_a_divided_bar_share_its_number() -> None:
    said = read(part(measure("1", WHOLE), measure("2", HALF), measure("X1", HALF, 'implicit="yes"')))
    found = read(part(measure("1", WHOLE), measure("2", HALF), measure("3", HALF)))
    for reading in (said, found):
        assert [(b.number, b.length, b.kind) for b in reading.cue.bars[1:]] == [
            ("2", 2, BarKind.FULL),
            ("2", 2, BarKind.SPLIT),
        ]
        assert reading.findings == ()


def test_a_part_holding_less_is_filled_up_and_a_part_holding_more_lengthens_the_bar() -> None:
    reading = read(part(WHOLE, WHOLE, WHOLE), part(WHOLE, HALF, WHOLE + note()))
    assert [b.length for b in reading.cue.bars] == [4, 4, 5]
    found = [(f.rule, f.severity, f.where.part, f.where.bar) for f in reading.findings]
    assert found == [
        ("bar-short", Severity.WARNING, "Part 2", "2"),
        ("bar-long", Severity.ERROR, "Part 2", "3"),
    ]


def test_a_bar_that_every_one_of_several_parts_holds_short_is_taken_as_it_stands() -> None:
    rest = '<note><rest measure="yes"/><duration>24</duration><voice>1</voice></note>'
    reading = read(part(WHOLE, HALF, WHOLE), part(WHOLE, rest, WHOLE))
    assert [b.length for b in reading.cue.bars] == [4, 2, 4]
    assert [(f.rule, f.severity) for f in reading.findings] == [("bar-short", Severity.NOTE)]


def test_a_short_bar_of_the_only_part_is_filled_up() -> None:
    reading = read(part(WHOLE, HALF, WHOLE))
    assert [b.length for b in reading.cue.bars] == [4, 4, 4]
    assert [(f.rule, f.severity) for f in reading.findings] == [("bar-short", Severity.WARNING)]


def test_whole_bar_rests_fit_any_bar() -> None:
    rest = '<note><rest measure="yes"/><duration>48</duration><voice>1</voice></note>'
    reading = read(part(WHOLE + note()), part(rest))
    assert reading.cue.parts[1].music.events[0].length == 5


def test_a_part_with_fewer_bars_is_a_finding() -> None:
    reading = read(part(WHOLE, WHOLE), part(WHOLE))
    assert len(reading.cue.bars) == 2
    assert rules(reading) == ["bar-disagrees"]
    assert reading.findings[0].where.part == "Part 2"


def test_parts_may_disagree_about_metre_and_number_once_and_for_all() -> None:
    waltz = ATTRIBUTES.replace("<beats>4</beats>", "<beats>2</beats>").replace(
        "<beat-type>4</beat-type>", "<beat-type>2</beat-type>"
    )
    assert rules(read(part(WHOLE, WHOLE), part(WHOLE, WHOLE, attributes=waltz))) == []  # equally long
    three = ATTRIBUTES.replace("<beats>4</beats>", "<beats>3</beats>")
    reading = read(
        part(WHOLE, WHOLE), part(WHOLE, WHOLE), part(HALF + note(), HALF + note(), attributes=three)
    )
    assert rules(reading) == ["bar-disagrees"]
    assert [b.length for b in reading.cue.bars] == [4, 4]
    assert [(t, m.parts) for t, _, m in reading.cue.metres] == [(0, (("4", 4),))]


def test_senza_misura_is_as_long_as_what_it_holds() -> None:
    free = "<attributes><divisions>12</divisions><time><senza-misura/></time></attributes>"
    reading = read(part(WHOLE + note(), attributes=free))
    assert [(b.kind, b.length) for b in reading.cue.bars] == [(BarKind.FREE, 5)]
    assert reading.cue.metres[0][2].parts == ()


def test_going_back_beyond_the_bar_is_a_finding_and_stops_at_its_start() -> None:
    back = "<backup><duration>480</duration></backup>"
    reading = read(part(WHOLE + back + note("C4", "whole", voice="2")))
    assert rules(reading) == ["backup-before-bar"]
    assert [event.tick for event in reading.cue.parts[0].music.events] == [0, 0]


def test_a_note_that_lasts_otherwise_than_written_is_a_finding_once_a_bar() -> None:
    wrong = note("C5", "half", duration="12")
    reading = read(part(wrong + wrong + HALF))
    assert rules(reading) == ["bar-does-not-add-up"]
    assert reading.findings[0].where.beat == 1.0


def barline(inside: str, place: str = "right", attributes: str = "") -> str:
    return f'<barline location="{place}" {attributes}>{inside}</barline>'


def test_barlines_repeats_and_endings_are_the_cues() -> None:
    style = "<bar-style>light-heavy</bar-style>"
    ending = '<ending number="{}" type="{}">{}</ending>'
    bars = part(
        WHOLE + barline("<bar-style>light-light</bar-style>"),
        barline('<repeat direction="forward"/>', "left") + WHOLE,
        barline(ending.format("1, 2", "start", ""), "left")
        + WHOLE
        + barline(style + ending.format("1, 2", "stop", "") + '<repeat direction="backward" times="3"/>'),
        barline(ending.format("3", "start", "last time"), "left")
        + WHOLE
        + barline(ending.format("3", "discontinue", "")),
    )
    cue = read(bars, part(WHOLE, WHOLE, WHOLE, WHOLE)).cue
    assert [(b.right, b.repeat_start, b.repeat_end) for b in cue.bars] == [
        ("light-light", False, 0), ("", True, 0), ("light-heavy", False, 3), ("", False, 0),
    ]  # fmt: skip
    assert [(e.numbers, e.text, e.first, e.last, e.closed) for e in cue.endings] == [
        ((1, 2), "1., 2.", 2, 2, True),
        ((3,), "last time", 3, 3, False),
    ]


def test_parts_with_different_barlines_get_the_commonest_and_a_finding() -> None:
    double, dashed = (
        WHOLE + barline(f"<bar-style>{style}</bar-style>") for style in ("light-light", "dashed")
    )
    reading = read(part(double), part(double), part(dashed))
    assert reading.cue.bars[0].right == "light-light"
    assert rules(reading) == ["barlines-disagree"]


def test_jumps_are_said_once_however_many_parts_say_them() -> None:
    words = direction("<words>D.S. al Coda</words>", '<sound dalsegno="segno" tocoda="coda"/>')
    reading = read(part(WHOLE, WHOLE + words), part(WHOLE, WHOLE + words))
    assert reading.cue.bars[1].jumps == (("tocoda", "coda"), ("dalsegno", "segno"))
    assert [d.text for d in reading.cue.directions] == ["D.S. al Coda"]


def test_fermatas_and_signs_on_barlines_belong_to_the_cue() -> None:
    line = barline('<fermata type="inverted">square</fermata>')
    segno = barline("<segno/>", "left", 'segno="A"')
    cue = read(part(WHOLE + line, segno + WHOLE), part(WHOLE + line, segno + WHOLE)).cue
    assert [(d.bar, d.tick, d.staff, d.segments[0].kind, d.segments[0].text) for d in cue.directions] == [
        (0, 4, 0, "fermata", "square"),
        (1, 4, 0, "segno", ""),
    ]
    assert cue.directions[0].segments[0].get("type") == "inverted"
    assert cue.bars[1].jumps == (("segno", "A"),)


def test_breaks_of_the_source_are_kept_for_scores_that_obey_them() -> None:
    """E58: bars that begin a line or a page; a page begins a line as well, and the first bar says nothing."""
    page, line = '<print new-page="yes"/>', '<print new-system="yes"/>'
    cue = read(part(page + WHOLE, line + WHOLE, WHOLE, page + WHOLE, '<print staff-spacing="3"/>' + WHOLE)).cue
    assert (cue.line_breaks, cue.page_breaks) == ((1, 3), (3,))
