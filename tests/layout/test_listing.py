"""Pages as text: what golden tests compare and people read in a diff."""

from __future__ import annotations

import random

import msgspec
import pytest

from engraving.layout.listing import listing
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Staff, Text
from engraving.typefaces import Face

STAVES = (
    Staff(1, 0, 4000, 60000, 80000, 531, 5, (0, 3)),
    Staff(2, 1, 4000, 60000, 70000, 531, 1, (4, 8)),
)
MUSIC: tuple[Item, ...] = (
    Glyph(Ink.HEAD, 10000, 70000, 0xE0A4, 2126, atom=0x2B, group=7, staff=2, column=3),
    Glyph(Ink.HEAD, 9050, 80266, 0xE0A4, 2126, atom=0x2A, staff=1),
    Line(Ink.STAFF_LINE, 4000, 80000, 60000, 80000, 69, staff=1),
    Line(Ink.DASHES, 4000, 81000, 5000, 81000, 69, staff=1, dash=(300, 200)),
    Polygon(Ink.BEAM, (1, 2, 3, 4, -5, 6), atom=9, staff=2),
    Curve(Ink.SLUR, tuple(range(0, 1400, 100)), staff=1, echo=True),
    Text(Ink.TEMPO, 4000, 83000, 'Più "mosso"', 1300, Face.BOLD, staff=1),
)
PAGE = Page(
    64800,
    86400,
    (4252, 3600, 4252, 3600),
    MUSIC,
    (Text(Ink.HEADING, 4252, 82000, "Horn 1", 1800, Face.ROMAN),),
    STAVES,
)

EXPECTED = """\
engraving.listing/1

page 1 of 1: 648.00 864.00
  margins left 42.52 bottom 36.00 right 42.52 top 36.00
  system 1
    staff 1: 40.00 800.00 to 600.00, 5 lines 5.31 apart, bars 0-3
    staff-line staff 1 40.00 800.00 to 600.00 800.00 width 0.69
    head staff 1 90.50 802.66 U+E0A4 music 21.26 atom 2a
    slur staff 1 curve 0.00 1.00 2.00 3.00 4.00 5.00 6.00 7.00 8.00 9.00 10.00 11.00 12.00 13.00 echo
    tempo staff 1 40.00 830.00 "Più \\"mosso\\"" bold 13.00
    dashes staff 1 40.00 810.00 to 50.00 810.00 width 0.69 dash 3.00 2.00
  system 2
    staff 2: 40.00 700.00 to 600.00, 1 lines 5.31 apart, bars 4-8
    head staff 2 100.00 700.00 U+E0A4 music 21.26 atom 2b
    beam staff 2 polygon 0.01 0.02 0.03 0.04 -0.05 0.06 atom 9
  furniture
    heading staff 0 42.52 820.00 "Horn 1" roman 18.00
"""


def test_one_item_a_line_by_page_system_and_kind() -> None:
    assert listing([PAGE]) == EXPECTED


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_drawing_does_not_show(seed: int) -> None:
    shuffled = list(MUSIC)
    random.Random(seed).shuffle(shuffled)
    assert listing([msgspec.structs.replace(PAGE, music=tuple(shuffled))]) == EXPECTED


def test_columns_and_groups_may_be_renumbered() -> None:
    music = tuple(msgspec.structs.replace(item, group=99, column=99) for item in MUSIC)
    assert listing([msgspec.structs.replace(PAGE, music=music)]) == EXPECTED


def test_a_hundredth_of_a_point_shows() -> None:
    moved = (msgspec.structs.replace(MUSIC[0], x=10001), *MUSIC[1:])
    before, after = EXPECTED.splitlines(), listing([msgspec.structs.replace(PAGE, music=moved)]).splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["    head staff 2 100.01 700.00 U+E0A4 music 21.26 atom 2b"]


def test_ink_on_no_staff_is_listed_too() -> None:
    page = msgspec.structs.replace(PAGE, music=(Line(Ink.BARLINE, 0, 0, 0, 100, 85),))
    lines = listing([page]).splitlines()
    assert lines[4:6] == ["  beside the systems", "    barline staff 0 0.00 0.00 to 0.00 1.00 width 0.85"]


def test_small_negative_numbers_keep_their_sign() -> None:
    page = msgspec.structs.replace(PAGE, music=(Line(Ink.STEM, -1, -100, -99, -101, 60, staff=1),))
    assert "stem staff 1 -0.01 -1.00 to -0.99 -1.01 width 0.60" in listing([page])


def test_pages_are_counted() -> None:
    text = listing([PAGE, PAGE])
    assert "\npage 1 of 2: " in text
    assert "\npage 2 of 2: " in text
    assert listing([]) == "engraving.listing/1\n"
