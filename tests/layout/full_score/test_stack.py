"""Systems of the score from the top down: what is shown, what joins it, how a page is filled (E49, R08, R66)."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from engraving.layout.columns.cells import Cell
from engraving.layout.ink.inking import Inker
from engraving.layout.page import Ink
from engraving.layout.page import Line as Stroke
from engraving.layout.system import System
from tests.layout.full_score.small_scores import Group, Line, engraved_score, typed
from tests.layout.small_music import Sheet, dynamic, metronome, notes, rehearsal, tempo

PLAYS = notes("c5q d5 e5 f5")
REST = notes("R")
WOODWIND_AND_STRINGS = (Group(0, 1), Group(2, 3))


def quartet(bars: int = 4, **changes: object) -> Sheet:
    lines = [
        Line("Flute", [tempo("Fast") + PLAYS] + [PLAYS] * (bars - 1), short="Fl."),
        Line("Oboe", [PLAYS] + [REST] * (bars - 1), short="Ob."),
        Line("Violin 1", [PLAYS] * bars, short="Vln. 1"),
        Line("Viola", [PLAYS] * bars, short="Vla."),
    ]
    return engraved_score(lines, WOODWIND_AND_STRINGS, **changes)


def barlines(sheet: Sheet) -> list[int]:
    """Where barlines stand on the first page."""
    return sorted({i.x0 for i in sheet.pages[0].music if isinstance(i, Stroke) and i.ink is Ink.BARLINE})


def reaches(sheet: Sheet, x: int) -> set[tuple[int, int]]:
    """The staves each barline stroke at ``x`` runs between, from 1."""
    staves = sheet.staves()
    found = set()
    for item in sheet.pages[0].music:
        if isinstance(item, Stroke) and item.ink is Ink.BARLINE and item.x0 == item.x1 == x:
            inside = [s.number for s in staves if min(item.y0, item.y1) - 99 <= s.y <= max(item.y0, item.y1) + 99]
            beside = [s.number for s in staves if not inside and min(item.y0, item.y1) > s.y]
            found.add((inside[0], inside[-1]) if inside else (beside[0] - 1, beside[0]))
    return found


@pytest.mark.rule("E49")
def test_barlines_run_through_groups_and_not_between_them() -> None:
    sheet = quartet()
    barlines = Counter(i.x0 for i in sheet.pages[0].music if isinstance(i, Stroke) and i.ink is Ink.BARLINE)
    inner = min(barlines)
    assert reaches(sheet, inner) == {(1, 1), (2, 2), (3, 3), (4, 4), (1, 2), (3, 4)}


@pytest.mark.rule("E49")
def test_brackets_hold_families_and_a_line_holds_all() -> None:
    sheet = quartet()
    staves = sheet.staves()
    brackets = [i for i in sheet.pages[0].music if isinstance(i, Stroke) and i.ink is Ink.BRACKET]
    assert len(brackets) == 2
    for bracket, (top, bottom) in zip(sorted(brackets, key=lambda b: -b.y0), ((0, 1), (2, 3)), strict=True):
        assert bracket.y0 > staves[top].y + 2 * sheet.space
        assert bracket.y1 < staves[bottom].y - 2 * sheet.space
        assert bracket.x0 < staves[top].x0
    (edge,) = [i for i in sheet.pages[0].music if i.ink is Ink.SYSTEM_LINE]
    assert edge.y0 > staves[0].y
    assert edge.y1 < staves[3].y


@pytest.mark.rule("R66")
def test_full_names_on_the_first_system_and_short_ones_later() -> None:
    sheet = quartet(40)
    assert typed(sheet, "Violin 1")
    assert typed(sheet, "Vln. 1", page=len(sheet.pages) - 1)
    left = sheet.staves()[0].x0
    assert all(x < left for x, _ in typed(sheet, "Violin 1"))


@pytest.mark.rule("R55")
def test_tempo_and_rehearsal_marks_stand_over_the_top_staff_and_over_the_violins() -> None:
    sheet = quartet()
    heights = sorted(y for _, y in typed(sheet, "Fast"))
    staves = sheet.staves()
    assert len(heights) == 2
    assert heights[1] > staves[0].y + 2 * sheet.space
    assert staves[2].y + 2 * sheet.space < heights[0] < staves[1].y - 2 * sheet.space
    assert len(typed(quartet(tempo_twice=False), "Fast")) == 1


@pytest.mark.rule("E42")
def test_tempo_marks_beside_each_other_stand_on_one_height_where_one_must_rise() -> None:
    """A high note under one of them lifts both, over the top staff and over the violins."""
    high = notes("c7q c7 c7 c7")
    bars = [PLAYS, tempo("Slower") + high, tempo("Faster") + PLAYS, PLAYS]
    lines = [Line("Flute", bars), Line("Oboe", [REST] * 4), Line("Violin 1", [PLAYS, high, PLAYS, PLAYS])]
    sheet = engraved_score(lines)
    assert [y for _, y in typed(sheet, "Slower")] == [y for _, y in typed(sheet, "Faster")]
    assert len({y for _, y in typed(sheet, "Faster")}) == 2


@pytest.mark.rule("E42")
def test_a_tempo_mark_stays_low_where_rising_would_drive_the_violins_from_what_stands_over_them() -> None:
    high, low = notes("c7q c7 c7 c7"), notes("c5q c2 c2 c5")
    flute = [PLAYS, tempo("Slower") + PLAYS, tempo("Faster") + PLAYS, PLAYS]
    lines = [Line("Flute", flute), Line("Oboe", [PLAYS, PLAYS, low, PLAYS]), Line("Violin 1", [PLAYS, high, PLAYS, PLAYS])]
    slower, faster = (sorted(y for _, y in typed(engraved_score(lines), text)) for text in ("Slower", "Faster"))
    assert slower[1] == faster[1]
    assert slower[0] > faster[0]


@pytest.mark.rule("E42")
def test_a_long_tempo_near_the_end_of_a_line_stands_at_its_beat_on_several_lines() -> None:
    """Pushed back from the margin with its letter it would be read a bar early."""
    long = rehearsal("B") + tempo("Un peu à l’aise, souple, expressif, toujours léger")
    sheet = engraved_score([Line("Flute", [*[PLAYS] * 7, long + PLAYS, *[PLAYS] * 8]), Line("Oboe", [PLAYS] * 16)])
    lines = [at for text in ("Un peu à l’aise,", "souple, expressif,", "toujours léger") for at in typed(sheet, text)]
    assert len({x for x, _ in lines}) == 1
    assert [y for _, y in lines] == sorted({y for _, y in lines}, reverse=True)
    (letter,) = typed(sheet, "B")
    own = min(barlines(sheet), key=lambda x: abs(x - lines[0][0]))
    assert letter[0] < own < letter[0] + 5 * sheet.space
    assert own == pytest.approx(lines[0][0], abs=sheet.space)
    assert sheet.engraving.audit.clean


@pytest.mark.rule("E42")
def test_a_metronome_mark_is_not_torn_when_its_tempo_is_set_in_lines() -> None:
    long = tempo("Un peu à l’aise, souple, expressif") + metronome(88)
    sheet = engraved_score([Line("Flute", [*[PLAYS] * 7, long + PLAYS, *[PLAYS] * 8])])
    (above,), (below,) = typed(sheet, "l’aise, souple,"), typed(sheet, "expressif")
    (number,) = typed(sheet, "88")
    (note,) = [i for i in sheet.of(Ink.TEMPO) if not i.text]
    assert above[1] > below[1] == number[1] == note.item.y


@pytest.mark.rule("R17", "R18", "R19")
def test_every_bar_has_its_number_in_its_middle_on_one_row_under_the_lowest_staff() -> None:
    sheet = quartet(6)
    numbers = [d for d in sheet.of(Ink.BAR_NUMBER) if d.text]
    assert [d.text for d in numbers] == ["1", "2", "3", "4", "5", "6"]
    assert {d.staff for d in numbers} == {4}
    assert len({round(d.y, 2) for d in numbers}) == 1
    ends = sorted({d.x1 for d in sheet.of(Ink.BARLINE, staff=4)})
    for number, start, end in zip(numbers[1:5], ends, ends[1:], strict=False):
        assert abs(number.centre - (start + end) / 2) < 0.1 * (end - start)


@pytest.mark.rule("R17")
def test_a_pick_up_that_the_source_counts_as_bar_one_has_its_number() -> None:
    sheet = engraved_score([Line("Flute", [notes("c5q"), PLAYS, PLAYS]), Line("Oboe", [notes("c5q"), PLAYS, PLAYS])])
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == ["1", "2", "3"]


@pytest.mark.rule("R19")
@pytest.mark.parametrize("eighth", range(1, 8))
def test_bar_numbers_are_not_read_with_type_under_the_lowest_staff(eighth: int) -> None:
    """Wherever in its bar a dynamic stands: near a number it is over it, and all numbers stand on one height."""
    loud = notes("c5e " + "d5 " * (eighth - 1)) + dynamic("ff") + notes("e5e " + "f5 " * (7 - eighth))
    sheet = engraved_score([Line("Flute", [PLAYS] * 8), Line("Viola", [loud] * 8)])
    numbers = [d for d in sheet.of(Ink.BAR_NUMBER) if d.text]
    signs = sheet.of(Ink.DYNAMIC, staff=2)
    assert len(signs) == len(numbers) == 8
    assert len({round(d.y, 2) for d in numbers}) == 1
    near = [(d, n) for d in signs for n in numbers if d.x0 - 2.0 < n.x1 and n.x0 < d.x1 + 2.0]
    assert all(number.y1 < sign.y0 for sign, number in near)
    assert near or eighth not in (4, 5)


@pytest.mark.rule("R59")
def test_elapsed_time_stands_over_every_bar_and_over_everything_else() -> None:
    sheet = quartet(6)
    times = sheet.of(Ink.TIMING)
    assert [d.text for d in times] == ["0:00.0", "0:02.0", "0:04.0", "0:06.0", "0:08.0", "0:10.0"]
    others = sheet.of(*(ink for ink in Ink if ink is not Ink.TIMING), staff=1)
    assert min(d.y0 for d in times) > max(d.y1 for d in others)
    assert not quartet(6, timing="none").of(Ink.TIMING)


@pytest.mark.rule("R65")
def test_staves_that_rest_are_hidden_after_the_first_system_when_the_style_says_so() -> None:
    sheet = quartet(24, hide="auto")
    counts = Counter((n, staff.system) for n, page in enumerate(sheet.pages) for staff in page.staves)
    assert counts.pop((0, 0)) == 4
    assert set(counts.values()) == {3}
    assert (sheet.engraving.audit.lost, sheet.engraving.audit.collisions) == (0, 0)
    kept = quartet(24)
    assert set(Counter((n, s.system) for n, page in enumerate(kept.pages) for s in page.staves).values()) == {4}


def test_a_page_holds_as_many_systems_as_fit_and_fills_its_height() -> None:
    sheet = quartet(80)
    first = sheet.pages[0]
    assert max(staff.system for staff in first.staves) >= 3
    assert sheet.engraving.audit.fill[0] > 0.85
    assert sheet.engraving.audit.outside_margins == 0


@pytest.mark.rule("R08")
def test_a_system_that_does_not_fit_makes_the_staves_smaller_and_says_so() -> None:
    lines = [Line(f"Flute {k}", [PLAYS] * 2) for k in range(1, 48)]
    sheet = engraved_score(lines, staff=5.0)
    assert 3.5 <= sheet.engraving.audit.staff_mm < 5.0
    assert [f.rule for f in sheet.engraving.findings] == ["score-staff-reduced"]
    assert sheet.engraving.audit.outside_margins == 0


def test_everything_of_every_part_is_on_the_page_once() -> None:
    lines = [
        Line("Flute", [rehearsal("A") + PLAYS, REST]),
        Line("Harp", [PLAYS + "<backup><duration>96</duration></backup>" + notes("c3w", staff=2, voice=2), REST],
             clefs=("G2", "F4")),
        Line("Violin 1", [REST, PLAYS]),
    ]  # fmt: skip
    audit = engraved_score(lines).engraving.audit
    assert (audit.lost, audit.doubled, audit.collisions, audit.outside_margins) == (0, 0, 0, 0)


def test_dividers_stand_between_large_systems_of_a_page_and_not_between_small_ones() -> None:
    lines = [Line(f"Flute {k}", [PLAYS] * 24) for k in range(1, 8)]
    sheet = engraved_score(lines)
    first = sheet.pages[0]
    systems = max(staff.system for staff in first.staves) + 1
    assert systems > 1
    strokes = [item for item in first.music if item.ink is Ink.DIVIDER]
    assert len(strokes) == 4 * (systems - 1)
    for stroke in strokes[:4]:
        above = [staff for staff in first.staves if staff.system == 0][-1]
        below = next(staff for staff in first.staves if staff.system == 1)
        assert below.y < stroke.y0 < above.y
    assert not [item for item in quartet(40).pages[0].music if item.ink is Ink.DIVIDER]
    assert sheet.engraving.audit.outside_margins == 0


@pytest.mark.rule("R19")
def test_bar_numbers_in_mid_page_stand_between_the_families() -> None:
    sheet = quartet(6, numbers="middle")
    staves = sheet.staves()
    heights = {i.y for i in sheet.pages[0].music if i.ink is Ink.BAR_NUMBER}
    assert len(heights) == 1
    assert staves[2].y + 2 * sheet.space < heights.pop() < staves[1].y - 2 * sheet.space


@pytest.mark.rule("E49")
def test_a_joined_barline_makes_way_for_words() -> None:
    said = "<direction placement='below'><direction-type><words>molto espressivo e cantabile</words></direction-type></direction>"
    lines = [Line("Flute", [PLAYS, notes("c5q d5 e5") + said + notes("f5q"), PLAYS]), Line("Oboe", [PLAYS] * 3)]
    audit = engraved_score(lines, (Group(0, 1),)).engraving.audit
    assert (audit.collisions, audit.near) == (0, 0)


@pytest.mark.rule("R66")
def test_a_groups_name_stands_centred_left_of_its_numbers_and_families_are_not_named() -> None:
    groups = (Group(0, 2, name="Woodwinds"), Group(0, 1, "square", name="Flutes"))
    lines = [Line("I", [PLAYS]), Line("II", [PLAYS]), Line("Oboe", [PLAYS])]
    sheet = engraved_score(lines, groups)
    staves = sheet.staves()
    assert not typed(sheet, "Woodwinds")
    ((x, y),) = typed(sheet, "Flutes")
    assert x < typed(sheet, "II")[0][0]
    assert abs(y + 0.4 * sheet.space - (staves[0].y + staves[1].y) / 2) < sheet.space


@pytest.mark.rule("R66")
def test_a_groups_name_stands_between_its_middle_staves_however_far_the_outer_ones_are() -> None:
    low = notes("c5q c2 c2 c5")  # under the first staff there is much, under the others nothing
    bars = [[low], [PLAYS], [PLAYS], [PLAYS]]
    sheet = engraved_score([Line(f"Horn {k}", bar) for k, bar in enumerate(bars, 1)], (Group(0, 3),))
    first, second, third, fourth = (staff.y for staff in sheet.staves())
    assert (second + third) / 2 < (first + fourth) / 2 - 2 * sheet.space
    ((_, y),) = typed(sheet, "Horns")
    assert abs(y + 0.4 * sheet.space - (second + third) / 2) < sheet.space


def test_a_system_that_fills_a_page_by_itself_is_spread_over_all_of_it() -> None:
    """One that two would fit of is not: it is what was left over for the last page."""
    def spread(players: int) -> tuple[float, float]:
        sheet = engraved_score([Line(f"Flute {k}", [PLAYS] * 8) for k in range(1, players + 1)])
        page = sheet.pages[-1]
        apart = page.staves[0].y - page.staves[1].y
        return apart / page.staves[0].space, (page.staves[-1].y - page.margins[1]) / page.height

    apart, white = spread(25)
    assert 1.7 * 8.5 < apart < 2.2 * 8.5
    assert white < 0.06
    apart, white = spread(12)
    assert apart <= 1.75 * 8.5
    assert white > 0.4


@pytest.mark.rule("R08")
def test_low_clefs_let_the_smallest_staves_stand_nearer() -> None:
    """On a crowded page what counts is a clef's own ink: of a bass clef less stands out of its staff."""
    far = notes("c7q c2 c2 c7")

    def nearest(clef: str) -> float:
        lines = [Line(f"Flute {k}", [far] * 8) for k in range(27)]
        lines += [Line(f"Bass {k}", [notes("d3w")] * 8, clefs=(clef,)) for k in range(18)]
        staves = engraved_score(lines, staff=3.5, most_staff=3.5).staves()
        return min((upper.y - lower.y) / upper.space for upper, lower in pairwise(staves[27:]))

    assert nearest("F4") < 6.5 < 7.0 < nearest("G2")


@pytest.mark.rule("A2")
def test_a_bracket_under_a_bass_clef_keeps_to_the_margin() -> None:
    """It reaches lower than the clef does; page two has no foot under the staves."""
    lines = [Line(f"Bass {k}", [notes("d3w")] * 16, clefs=("F4",)) for k in range(75)]
    sheet = engraved_score(lines, (Group(0, 74),), staff=4.0, numbers="middle", timing="none")
    assert [f.rule for f in sheet.engraving.findings] == ["score-staff-reduced"]
    assert sheet.engraving.audit.outside_margins == 0


def test_staves_that_rest_alike_are_drawn_once_each_with_rests_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw_rests = Inker.draw_rests

    def counted(inker: Inker, system: System, following: Cell | None) -> None:
        drawn.append(system.start)
        draw_rests(inker, system, following)

    monkeypatch.setattr(Inker, "draw_rests", counted)
    clefs = [("G2",), ("G2",), ("G2",), ("F4",), ("F4",)]
    lines = [Line("Flute", [PLAYS] * 4), *(Line(f"Rest {k}", [REST] * 4, clefs=c) for k, c in enumerate(clefs))]
    sheet = engraved_score(lines)
    assert len(drawn) == 2
    rests = [item for item in sheet.pages[0].music if item.ink is Ink.REST]
    assert Counter(item.staff for item in rests) == dict.fromkeys(range(2, 7), 4)
    assert len({item.atom for item in rests}) == len(rests)
    assert (sheet.engraving.audit.lost, sheet.engraving.audit.doubled) == (0, 0)
