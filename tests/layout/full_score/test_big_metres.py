"""Big metres stand across bracketed groups, at every change, and the staves have none (E48, R63, R64)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.layout.full_score.small_scores import Group, Line, engraved_score
from tests.layout.small_music import Sheet, change, notes

FOUR = notes("c5q d5 e5 f5")
THREE = change(time="3/4") + notes("c5q d5 e5")
FAMILIES = (Group(0, 3), Group(5, 6))
DIGITS = {code: k for codes in (g.TALL_DIGITS, g.TIME_SIG_DIGITS) for k, code in enumerate(codes)}
NAMES = ("Flute", "Oboe", "Clarinet", "Bassoon", "Timpani", "Violin 1", "Viola")


def changing(*, odd: str = "", **style: object) -> Sheet:
    bars = [FOUR, THREE, THREE]
    lines = [Line(name, [FOUR, odd, odd] if name == "Timpani" and odd else bars) for name in NAMES]
    return engraved_score(lines, FAMILIES, **style)


def figures(sheet: Sheet) -> list[tuple[int, int, int]]:
    """Figures as (digit, x, y) on the page, y in 1/100 pt."""
    return [
        (DIGITS[i.code], i.x, i.y)  # type: ignore[union-attr]
        for i in sheet.pages[0].music
        if i.ink is Ink.BIG_METRE
    ]


@pytest.mark.rule("R63", "E48")
def test_one_pair_of_figures_for_each_group_at_each_change() -> None:
    sheet = changing()
    upper = [digit for digit, _, _ in figures(sheet)][::2]
    assert sorted(upper) == [3, 3, 3, 4, 4, 4]  # woodwind, timpani and strings, twice
    threes = [x for digit, x, _ in figures(sheet) if digit == 3]
    assert max(threes) - min(threes) < 3 * sheet.space  # centred over each other, whatever their height
    assert not sheet.of(Ink.METRE)


@pytest.mark.rule("R63", "R64")
def test_figures_are_higher_than_a_staff_and_inside_their_group() -> None:
    sheet = changing()
    staves, space = sheet.staves(), sheet.space
    pairs = sheet.of(Ink.BIG_METRE)
    wind = [d for d in pairs if d.staff == 1]
    assert max(d.y1 for d in wind) - min(d.y0 for d in wind) > 16
    assert max(d.y1 for d in wind) <= 2.1
    assert min(d.y0 for d in wind) >= (staves[3].y - staves[0].y) / space - 2.1
    alone = [d for d in pairs if d.staff == 5]
    assert 4.5 < max(d.y1 for d in alone) - min(d.y0 for d in alone) < 6.5


@pytest.mark.rule("E48")
def test_a_part_whose_metre_is_another_keeps_its_own_in_its_staff() -> None:
    sheet = changing(odd=change(time="6/8") + notes("c5q. d5"))
    assert {d.staff for d in sheet.of(Ink.METRE)} == {5}


def test_no_note_stands_in_the_way_of_a_figure() -> None:
    audit = changing().engraving.audit
    assert (audit.collisions, audit.lost, audit.doubled) == (0, 0, 0)


def test_usual_metres_where_the_style_wants_them() -> None:
    sheet = changing(metres="staff")
    assert not sheet.of(Ink.BIG_METRE)
    assert {d.staff for d in sheet.of(Ink.METRE)} == set(range(1, 8))


@pytest.mark.rule("R64")
def test_type_that_hangs_left_of_a_bar_keeps_off_the_figures() -> None:
    said = "<direction placement='below'><direction-type><words>sempre</words></direction-type>"
    said += "<direction-type><dynamics><ff/></dynamics></direction-type></direction>"
    hanging = change(time="3/4") + said + notes("c5q d5 e5")
    lines = [Line(name, [FOUR, hanging]) for name in ("Violin 1", "Violin 2", "Viola", "Cello")]
    sheet = engraved_score(lines, (Group(0, 3),))
    assert sheet.engraving.audit.collisions == 0
    right = max(d.x1 for d in sheet.of(Ink.BIG_METRE))
    assert all(d.x0 > right for d in sheet.of(Ink.DYNAMIC))


@pytest.mark.rule("E48")
def test_one_staff_alone_has_usual_figures_and_groups_tall_ones() -> None:
    codes = {d.staff: d.code for d in changing().of(Ink.BIG_METRE)}
    assert codes[5] in g.TIME_SIG_DIGITS
    assert codes[1] in g.TALL_DIGITS
    assert codes[6] in g.TALL_DIGITS


@pytest.mark.rule("R64")
def test_figures_across_two_staves_use_the_room_they_have_and_no_more() -> None:
    bars = [FOUR, THREE, THREE]
    sheet = engraved_score([Line("Violin 1", bars), Line("Viola", bars)], (Group(0, 1),))
    staves, found = sheet.staves(), sheet.of(Ink.BIG_METRE)
    low, high = min(d.y0 for d in found), max(d.y1 for d in found)
    assert high - low > 11
    assert high <= 2.1
    assert low >= (staves[1].y - staves[0].y) / sheet.space - 2.1
