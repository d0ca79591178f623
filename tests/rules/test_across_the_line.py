"""E50–E58: how music is spread over lines and pages, and what all players share."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.engrave import engrave
from engraving.layout.listing import listing
from engraving.layout.page import Ink, Text
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from tests.layout.small_music import (
    Sheet,
    back,
    direction,
    engraved,
    house,
    notes,
    rehearsal,
    score_xml,
    sheet_of,
    small_faces,
    steps,
    tempo,
    words,
)
from tests.rules.paper import EMPTY, NEAR, QUARTERS, bar_bounds, heads

DENSE = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")


# E50 columns


@pytest.mark.rule("E50")
def test_what_sounds_together_stands_together() -> None:
    """Notes of two voices and of two hands on one beat are under each other."""
    hands = QUARTERS + back() + notes("c3q g3 e3 g3", voice=5, staff=2)
    sheet = engraved(hands, clefs=("G2", "F4"), name="Piano")
    upper, lower = ([d.x0 for d in heads(sheet, staff)] for staff in (1, 2))
    assert upper == pytest.approx(lower, abs=NEAR)


# E51 springs


@pytest.mark.rule("E51")
def test_equal_notes_have_equal_room() -> None:
    """All quarters of a line are equally far apart, and halves have 1.41 times as much."""
    sheet = engraved(*[notes("c5q d5 e5 d5"), notes("c5h d5q d5")] * 2)
    row = [d.x0 for d in heads(sheet, 1)]
    quarters = steps(row[:4])
    assert quarters == pytest.approx([quarters[0]] * 3, abs=0.05)
    half = row[5] - row[4]
    assert half / quarters[0] == pytest.approx(1.41, abs=0.06)


@pytest.mark.rule("E51")
@pytest.mark.parametrize(
    ("bar", "wanted"),
    [(QUARTERS, 5.0), (notes("[c5e d5 e5 f5] [c5e d5 e5 f5]"), 3.7), (DENSE, 2.6)],
    ids=["quarters", "eighths", "sixteenths"],
)
def test_a_line_holds_as_many_bars_as_copyists_write(bar: str, wanted: float) -> None:
    """On a nine-inch page: five bars of quarters, between three and four of eighths, two or three of sixteenths."""
    sheet = engraved(*[bar] * 24)
    assert len(sheet.pages) == 1  # else a page might be spared by tighter lines
    lines = [s.bars[1] - s.bars[0] + 1 for page in sheet.pages for s in page.staves][:-1]
    assert sum(lines) / len(lines) * 99 / sheet.width(1) == pytest.approx(wanted, rel=0.2)


@pytest.mark.rule("E51")
def test_a_house_may_set_denser() -> None:
    """A style with less density gets more bars on a line."""
    dense = replace(house(), spacing=replace(house().spacing, density=0.7))
    wide, tight = (len(engraved(*[QUARTERS] * 40, style=style).staves()) for style in (house(), dense))
    assert tight < wide


# E52 least bar


@pytest.mark.rule("E52")
@pytest.mark.parametrize("bar", [EMPTY, notes("c5w")], ids=["rest", "whole note"])
def test_no_bar_is_too_narrow(bar: str) -> None:
    """Even a bar of one whole note or rest has eleven spaces, nine in a tight line."""
    sheet = engraved(QUARTERS, bar, QUARTERS, bar, QUARTERS)
    for number in range(sheet.staves()[0].bars[1] + 1):
        left, right = bar_bounds(sheet, number)
        assert right - left >= 9 - NEAR


# E53 line breaking


@pytest.mark.rule("E53")
def test_lines_are_exactly_as_wide_as_the_page() -> None:
    """Every line but a short last one ends at the right margin."""
    sheet = engraved(*[DENSE] * 23)
    for staff in sheet.staves()[:-1]:
        edge = max(d.x1 for d in sheet.of(Ink.BARLINE, staff=staff.number))
        assert edge == pytest.approx(sheet.width(staff.number), abs=0.02)


@pytest.mark.rule("E53")
def test_a_short_last_line_keeps_its_natural_width() -> None:
    """Two bars left over are not drawn across the whole page."""
    sheet = engraved(notes("c5w"), notes("c5w"))
    assert sheet.width(1) < 0.6 * house().paper.width / 25.4 * 72 * 100 / sheet.space


@pytest.mark.rule("E53")
def test_lines_are_even() -> None:
    """Equal bars are cast into lines whose counts differ by one at most, the last line apart, and none is alone."""
    for count in (21, 34, 55):
        counts = [s.bars[1] - s.bars[0] + 1 for s in engraved(*[QUARTERS] * count).staves()]
        assert max(counts[:-1]) - min(counts[:-1]) <= 1, count
        assert min(counts) > 1


@pytest.mark.rule("E53")
def test_a_line_begins_with_a_rehearsal_mark_where_it_can() -> None:
    """A letter near a break stands at the start of its line."""
    bars = [QUARTERS] * 21
    assert 11 not in [s.bars[0] for s in engraved(*bars).staves()]
    bars[11] = rehearsal("B") + QUARTERS
    assert 11 in [s.bars[0] for s in engraved(*bars).staves()]


@pytest.mark.rule("E53")
def test_no_line_breaks_inside_a_beam() -> None:
    """A beam over a barline keeps its bars on one line."""

    def beamed(k: int) -> str:
        return "".join(
            notes(f"c5{v}").replace("<staff>1</staff>", f'<staff>1</staff><beam number="1">{b}</beam>')
            if b
            else notes(f"c5{v}")
            for v, b in (("e", "end" if k % 2 else ""), ("q.", ""), ("q.", ""), ("e", "" if k % 2 else "begin"))
        )

    sheet = engraved(*[beamed(k) for k in range(16)])
    assert [s.bars[0] % 2 for s in sheet.staves()] == [0] * len(sheet.staves())


# E54 pages and turns


def turning(style: Style, *bars: str) -> Sheet:
    """Music engraved for a stand of one open page, so that every page is turned."""
    return sheet_of(score_xml(*bars), replace(style, turns=replace(style.turns, panels=1)))


@pytest.mark.rule("E54")
def test_pages_are_turned_in_a_rest() -> None:
    """When there is a rest of three bars in every twelve, every turn falls into one."""
    bars = [tempo("Allegro") + DENSE] + [EMPTY if k % 12 in (0, 1, 2) else DENSE for k in range(1, 140)]
    sheet = turning(house(), *bars)
    assert len(sheet.pages) > 2
    assert all(turn.rest_before + 0.5 * turn.rest_after >= 3.0 for turn in sheet.engraving.turns)
    assert {turn.grade for turn in sheet.engraving.turns} == {"free"}
    assert sheet.of(Ink.TURN_WARNING) == []


@pytest.mark.rule("E54")
def test_a_turn_without_a_rest_says_vs() -> None:
    """When nobody can turn in time the page says V.S. at its foot."""
    sheet = turning(house(), *[tempo("Presto", 180) + DENSE, *[DENSE] * 90])
    assert len(sheet.pages) > 1
    for page in sheet.pages[:-1]:
        warned = [i.text for i in page.items if isinstance(i, Text) and i.ink is Ink.TURN_WARNING]
        assert warned == ["V.S."]


@pytest.mark.rule("E54")
def test_taped_pages_are_turned_after_every_third() -> None:
    """Three pages lie open on the stand; turns are reported after each third."""
    sheet = engraved(*[DENSE] * 150)
    assert len(sheet.pages) > 3
    assert [turn.page for turn in sheet.engraving.turns] == list(range(3, len(sheet.pages), 3))


@pytest.mark.rule("E54")
def test_no_page_more_than_needed_and_none_with_a_lone_line() -> None:
    """The last page holds three lines or more when there are pages before it."""
    for count in (45, 52, 60, 75, 100):
        sheet = engraved(*[QUARTERS] * count)
        if len(sheet.pages) > 1:
            assert len(sheet.pages[-1].staves) >= 3, count


# E55 systems down the page


def inner_gaps(sheet: Sheet, page: int) -> list[float]:
    """White between one staff's bottom line and the next one's top line, in spaces."""
    return [(a.y - b.y) / sheet.space - 4 for a, b in pairwise(sheet.staves(page))]


@pytest.mark.rule("E55")
def test_ten_or_eleven_lines_fill_a_page_evenly() -> None:
    """Gaps of a full page are equal, never under six spaces nor over 1.4 times the natural."""
    sheet = engraved(*[QUARTERS] * 170)
    assert len(sheet.pages) >= 3
    for page in range(len(sheet.pages) - 1):
        assert 8 <= len(sheet.staves(page)) <= 12
        gaps = inner_gaps(sheet, page)
        assert min(gaps) >= 6 - NEAR
        assert max(gaps) <= 8.5 * 1.4 + NEAR
        assert max(gaps) - min(gaps) < 0.1


@pytest.mark.rule("E55")
def test_a_deep_line_gets_more_room() -> None:
    """Where notes hang far below the staff the next line moves down until 1.5 are free."""
    bars = [QUARTERS] * 60
    bars[12] = notes("e3q f3 e3 d3")
    sheet = engraved(*bars)
    assert sheet.engraving.audit.collisions == 0
    assert min(inner_gaps(sheet, 0)) >= 6 - NEAR


@pytest.mark.rule("E55")
def test_everything_is_inside_the_margins_and_under_the_heading() -> None:
    """No ink beyond the margins; the first staff leaves room for cue, title and player."""
    sheet = engraved(rehearsal("A") + tempo("Allegro") + notes("c7q d7 e7 d7"), *[QUARTERS] * 30)
    assert sheet.engraving.audit.outside_margins == 0
    lowest = min(i.y for i in sheet.pages[0].furniture if isinstance(i, Text) and i.y > sheet.staves()[0].y)
    highest = max(d.item.y for d in sheet.of(Ink.TEMPO) if isinstance(d.item, Text))
    assert highest < lowest


# E56 staff size


@pytest.mark.rule("E56")
@pytest.mark.parametrize("height", [7.0, 7.5, 8.5])
def test_the_staff_is_as_large_as_the_house_says_however_crowded(height: float) -> None:
    """Crowding makes more pages, never smaller staves."""
    style = replace(house(), staff=replace(house().staff, height=height))
    sheet = engraved(*[DENSE] * 90, style=style)
    spaces = {staff.space for page in sheet.pages for staff in page.staves}
    assert {round(space * 4 / 100 / 72 * 25.4, 1) for space in spaces} == {height}


# E57 directions for all


def parts_of_two(upper: tuple[str, ...], lower: tuple[str, ...]) -> list[Sheet]:
    """A score of two players, each part engraved."""
    first, second = score_xml(*upper, name="Flute"), score_xml(*lower, name="Horn")
    score = etree.fromstring(first.encode())
    other = etree.fromstring(second.encode())
    for part in (*other.iter("score-part"), *other.iter("part")):
        part.set("id", "P2")
    score.find("part-list").append(other.find("part-list")[0])
    score.append(other.find("part"))
    cue = read_tree(score, file="two.musicxml").cue
    return [Sheet(e.part, engrave(e.part, house(), small_faces()), house()) for e in extract_all(cue)]


@pytest.mark.rule("E57")
@pytest.mark.parametrize(
    ("mark", "ink"),
    [
        (tempo("Allegro"), Ink.TEMPO),
        (rehearsal("A"), Ink.REHEARSAL),
        (direction("<segno/>"), Ink.JUMP),
        (words("rit."), Ink.TEMPO),
    ],
    ids=["tempo", "rehearsal", "segno", "rit."],
)
def test_what_stands_over_the_top_part_is_in_every_part_once(mark: str, ink: Ink) -> None:
    """A tempo, letter or sign written once in the score is on every player's page, once."""
    for sheet in parts_of_two((QUARTERS, mark + QUARTERS, QUARTERS), (QUARTERS, QUARTERS, QUARTERS)):
        assert len(sheet.of(ink)) == 1


@pytest.mark.rule("E57")
def test_expression_of_one_player_is_nobody_elses() -> None:
    """A "dolce" or "pizz." of the flute is not in the horn's part."""
    flute, horn = parts_of_two((words("dolce") + words("pizz.") + QUARTERS,), (QUARTERS,))
    assert len(flute.of(Ink.EXPRESSION, Ink.TECHNIQUE)) == 2
    assert horn.of(Ink.EXPRESSION, Ink.TECHNIQUE) == []


@pytest.mark.rule("E57", "E47")
def test_a_fermata_elsewhere_is_on_the_rest_of_those_who_wait() -> None:
    """When others hold, a resting player sees the fermata over his rest, in a bar of its own."""
    _, horn = parts_of_two((QUARTERS, QUARTERS, notes("c5w{fermata}"), QUARTERS), (EMPTY, EMPTY, EMPTY, QUARTERS))
    assert len(horn.of(Ink.FERMATA)) == 1
    assert len(horn.of(Ink.REST_COUNT)) == 1


# E58 layout of the source


@pytest.mark.rule("E58")
def test_the_layout_of_the_source_leaves_no_trace() -> None:
    """Line breaks, positions, stem lengths, fonts and curve handles of the score program change nothing."""
    plain = score_xml(dynamic_words() + notes("c5q{slur+} d5 e5 d5{slur-}"), *[QUARTERS] * 7)
    dressed = (
        plain.replace('<measure number="2">', '<measure number="2" width="300"><print new-system="yes"><system-layout><system-distance>90</system-distance></system-layout></print>')
        .replace('<slur number="1" type="start"/>', '<slur number="1" type="start" bezier-x="20" bezier-y="90" default-y="-40"/>')
        .replace("<note>", '<note default-x="13.5" default-y="-20" relative-x="4">')
        .replace("<words>", '<words default-y="80" relative-y="-30" font-family="Comic" font-size="28">')
    )  # fmt: skip
    assert dressed.count("default-") > 10
    assert listing(sheet_of(dressed).pages) == listing(sheet_of(plain).pages)


def dynamic_words() -> str:
    """Words that a source may dress up."""
    return words("pizz.") + words("dolce")


@pytest.mark.rule("E58")
def test_what_the_source_hides_takes_time_but_no_ink() -> None:
    """A hidden rest of a second voice leaves its beat empty and the other voice alone on its staff."""
    hidden = notes("rh rh", voice=2).replace("<note>", '<note print-object="no">')
    sheet = engraved(QUARTERS + back() + hidden)
    alone = engraved(QUARTERS)
    assert sheet.of(Ink.REST) == []
    assert [d.y0 for d in sheet.of(Ink.STEM)] == [d.y0 for d in alone.of(Ink.STEM)]


@pytest.mark.rule("E58")
@pytest.mark.parametrize("side", ["above", "below"])
def test_placement_is_obeyed(side: str) -> None:
    """Where the orchestrator says above or below, words go there."""
    word = engraved(words("dolce", placement=side) + QUARTERS).one(Ink.EXPRESSION)
    assert (word.y > 0) is (side == "above")
