"""A1–A7 on engraved pages: each kind of fault is made, and seen; what only comes near is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest
from msgspec.structs import replace

from engraving.layout.audit import Audit, Fault, audit
from engraving.layout.audit.report import ink_name
from engraving.layout.audit.tracing import Outliner
from engraving.layout.page import Curve, Ink, Item, Line, Page, Text
from engraving.score.conservation import part_atoms
from tests.layout.audit.sheet import moved
from tests.layout.audit.test_planting import ink_point
from tests.layout.small_music import (
    Sheet,
    barline,
    change,
    direction,
    dynamic,
    engraved,
    house,
    notes,
    rehearsal,
    small_faces,
    tempo,
    wedge,
    words,
)

SIGNS = {"CLEF", "KEY", "METRE"}
STAFF_LINE_WITH = {
    *("HEAD", "STEM", "FLAG", "BEAM", "LEDGER", "REST", "ACCIDENTAL", "DOT", "CLEF", "KEY", "METRE", "BARLINE", "TIE", "SLUR"),
    *("TUPLET_BRACKET", "STACCATO", "TREMOLO", "ARPEGGIO", "GLISSANDO", "BREATH", "SLASH", "H_BAR", "REPEAT_DOT"),
}
OVER_BARLINES = {"TIE", "SLUR", "BEAM", "HAIRPIN", "GLISSANDO", "OCTAVE", "PEDAL", "TRILL_LINE", "DASHES", "LYRIC_LINE"}


def may_touch(a: Ink, b: Ink) -> bool:
    """What the rule's letters b, c and d allow to two pieces of ink that belong to different notes and marks."""
    pair = {a.name, b.name}
    if "STAFF_LINE" in pair:
        return bool((pair - {"STAFF_LINE"}) & STAFF_LINE_WITH) or a is b
    if pair & ({"BARLINE"} | SIGNS) and pair & OVER_BARLINES:
        return True
    return pair <= {"BARLINE", "REPEAT_DOT"}


@cache
def rich() -> Sheet:
    """One line with many kinds of ink on it."""
    down, up = (direction(f'<octave-shift type="{t}" size="8"/>', placement="above") for t in ("down", "stop"))
    return engraved(
        tempo("Allegro") + rehearsal("A") + words("pizz.") + dynamic("p") + wedge("crescendo")
        + notes("c#5q{slur+,accent} [a4e. g4s] c4q e4e{fermata} re{slur-}") + wedge("stop"),
        dynamic("f") + words("dolce") + notes("f5q e5 g5", tuplet=3) + down + notes("c6q d6{trill-mark}") + up,
        notes("(d5e) b4h{staccato} e4+g4e{arpeggiate} re c5q{breath-mark}") + barline("light-heavy", repeat="backward"),
        notes("c5h~ ~c5h"), change(clef="F4") + notes("R"), notes("R"), notes("c3w"),
        key=2,
    )  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Page:
    found = rich().pages[0]
    assert audit([found], frozenset(), small_faces()).collisions == 0
    return found


def seen(page: Page) -> Audit:
    return audit([page], frozenset(), small_faces())


def first_of_each(page: Page) -> dict[Ink, Item]:
    """An item of each kind in the first system."""
    numbers = {staff.number for staff in page.staves if staff.system == page.staves[0].system}
    return {i.ink: i for i in reversed(page.music) if i.staff in numbers and getattr(i, "text", "x").strip()}


def with_item(page: Page, old: Item, new: Item) -> Page:
    return replace(page, music=tuple(new if one is old else one for one in page.music))


def hair(item: Item) -> bool:
    """Is it drawn with thin strokes?"""
    return isinstance(item, Line | Curve | Text)


def middle(item: Item) -> tuple[float, float]:
    """A place well inside its ink."""
    if isinstance(item, Line):
        return (item.x0 + item.x1) / 2, (item.y0 + item.y1) / 2
    return ink_point(item, small_faces())


def planted(page: Page, a: Item, b: Item, dx: float = 0.0, dy: float = 0.0) -> set[Fault]:
    """What the audit says of two items when the first is moved onto the second, or so many spaces beside that."""
    (x, y), (u, v) = middle(a), middle(b)
    space = page.staves[0].space
    report = seen(with_item(page, a, moved(a, round(u - x + dx * space), round(v - y + dy * space))))
    inks = {ink_name(a.ink), ink_name(b.ink)}
    return {place.fault for place in report.places if set(place.inks) == inks}


def strangers(page: Page) -> Iterator[tuple[Item, Item]]:
    """One item of each kind with one of each other kind, that belong to different notes and marks; lines stay."""
    kinds = first_of_each(page)
    for a, b in combinations(sorted(kinds), 2):
        item, target = (kinds[b], kinds[a]) if a is Ink.STAFF_LINE else (kinds[a], kinds[b])
        if (item.group and item.group == target.group) or (item.atom and item.atom == target.atom):
            continue
        yield item, target


@pytest.mark.rule("A1")
def test_whatever_lies_on_something_else_is_seen_but_for_what_the_rule_lets_touch(page: Page) -> None:
    """In one line every kind of ink is moved onto every other: all are counted that the rule does not except. What two
    hair lines have in common where they cross may be too little for a count, and is listed as near."""
    counted = 0
    for item, target in strangers(page):
        faults = planted(page, item, target)
        counted += Fault.COLLISION in faults
        if may_touch(item.ink, target.ink):
            continue
        thin = (hair(item) and hair(target)) or Ink.TIMING in (item.ink, target.ink)  # eight points, slanting
        assert Fault.COLLISION in faults or (thin and Fault.NEAR in faults), (item.ink.name, target.ink.name)
    assert counted > 300


@pytest.mark.rule("A1")
@pytest.mark.parametrize("ink", [Ink.HAIRPIN, Ink.BOX, Ink.TUPLET_BRACKET])
def test_a_stem_through_a_line_is_counted_however_thin_both_are(page: Page, ink: Ink) -> None:
    """A stem that runs through a hairpin, a box or a bracket is a collision."""
    kinds = first_of_each(page)
    faults = planted(page, kinds[ink], kinds[Ink.STEM])
    assert Fault.COLLISION in faults


def bounds(item: Item) -> tuple[float, float, float, float]:
    """Left, lower, right, upper edge of its ink, in 1/100 pt."""
    box = Outliner(small_faces()).box(item)
    assert box is not None
    return box[0], box[1], box[2], box[3]


@pytest.mark.rule("A1")
@pytest.mark.parametrize(("white", "fault"), [(-0.3, Fault.COLLISION), (0.1, Fault.NEAR), (0.2, None)])
def test_a_near_miss_is_listed_and_not_counted_and_a_miss_is_neither(page: Page, white: float, fault: Fault | None) -> None:
    """A rest and a box, letters and a bracket … side by side: inside one another a collision, a tenth of a space apart
    near, two tenths nothing."""
    kinds, space = first_of_each(page), page.staves[0].space
    upright = [kinds[ink] for ink in (Ink.STEM, Ink.REHEARSAL, Ink.BAR_NUMBER, Ink.TECHNIQUE, Ink.REST, Ink.FERMATA)]
    wall = Line(Ink.VOLTA, 0, 0, 0, 6 * space, round(0.4 * space), staff=1)
    for item in upright:
        x0, y0, _, y1 = bounds(item)
        left = moved(wall, round(x0 - white * space - 0.2 * space), round((y0 + y1) / 2 - 3 * space))
        report = seen(replace(page, music=(*page.music, left)))
        inks = {ink_name(item.ink), "volta"}
        faults = {place.fault for place in report.places if set(place.inks) == inks}
        assert faults == ({fault} if fault else set()), item.ink.name


@pytest.mark.rule("A2")
def test_ink_outside_the_margins_is_counted_piece_by_piece(page: Page) -> None:
    """A page whose paper ends a little too soon: every piece over the edge counts, and how far."""
    right = max(bounds(item)[2] for item in page.music)
    over = [item for item in page.items if bounds(item)[2] > right - 500]
    narrow = replace(page, margins=(page.margins[0], page.margins[1], round(page.width - right + 500), page.margins[3]))
    report = seen(narrow)
    assert report.outside_margins == len(over) > 0
    places = [place for place in report.places if place.fault is Fault.MARGIN]
    assert max(place.depth for place in places) == pytest.approx(500 / page.staves[0].space, abs=0.05)


@pytest.mark.rule("A3")
@pytest.mark.parametrize(
    ("force", "squeezed", "stretched"), [(0.74, 1, 0), (0.75, 0, 0), (1.0, 0, 0), (1.45, 0, 0), (1.46, 0, 1)]
)
def test_lines_too_tight_or_too_loose_are_listed(page: Page, force: float, squeezed: int, stretched: int) -> None:
    """Under 0.75 of the natural spacing and over 1.45 of it a line is listed, once, with its force."""
    report = seen(replace(page, staves=tuple(replace(staff, force=force) for staff in page.staves)))
    systems = len({staff.system for staff in page.staves})
    assert (report.squeezed, report.stretched) == (squeezed * systems, stretched * systems)
    assert report.clean
    if squeezed or stretched:
        assert {p.force for p in report.places if p.fault in (Fault.SQUEEZED, Fault.STRETCHED)} == {force}


@pytest.mark.rule("A3")
def test_the_smallest_gap_between_heads_is_that_of_the_page(page: Page) -> None:
    """From the right edge of a head to the left edge of the next one's."""
    sheet = rich()
    row = [d for number in range(1, len(page.staves) + 1) for d in sheet.of(Ink.HEAD, staff=number)]
    columns = {d: getattr(d.item, "column", 0) for d in row}
    gaps = [
        b.x0 - a.x1
        for a in row
        for b in row
        if a.staff == b.staff and columns[a] != columns[b] and b.x0 > a.x0 and not any(
            c.staff == a.staff and a.x0 < c.x0 < b.x0 for c in row)
    ]  # fmt: skip
    assert seen(page).smallest_head_gap == pytest.approx(min(gaps), abs=0.02)


@pytest.mark.rule("A4")
def test_every_turn_is_told_with_its_seconds() -> None:
    """How long the player rests before and after it, and how good that is: from three seconds free, from one and a half
    mild, else severe."""
    dense = notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")
    style = replace(house(), turns=replace(house().turns, panels=1))
    bars = [tempo("Allegro") + dense, *[notes("R") if k % 30 == 14 else dense for k in range(1, 90)]]
    sheet = engraved(*bars, style=style)
    turns = sheet.engraving.turns
    assert len(turns) == len(sheet.pages) - 1 > 0
    for turn in turns:
        worth = turn.rest_before + 0.5 * turn.rest_after
        assert turn.rest_before in (0.0, pytest.approx(2.0))
        assert turn.grade == ("free" if worth >= 3 else "mild" if worth >= 1.5 else "severe")


@pytest.mark.rule("A5")
def test_a_note_that_is_missing_or_there_twice_is_counted(page: Page) -> None:
    """Head, rest, accidental, dot: one taken from the page is lost, one put on it again is drawn twice."""
    owed = part_atoms(rich().part)
    assert audit([page], owed, small_faces()).lost == 0
    for ink in (Ink.HEAD, Ink.REST, Ink.ACCIDENTAL, Ink.DOT, Ink.TECHNIQUE, Ink.SLUR, Ink.HAIRPIN):
        victim = next(item for item in page.music if item.ink is ink and item.atom in owed and not item.echo)
        rid = replace(page, music=tuple(item for item in page.music if item.atom != victim.atom))
        assert audit([rid], owed, small_faces()).lost == 1, ink.name
        again = replace(page, music=(*page.music, moved(victim, 3000, 0)))
        assert audit([again], owed, small_faces()).doubled == 1, ink.name


@pytest.mark.rule("A6")
def test_staff_size_and_smallest_type_are_measured() -> None:
    """The staff in millimetres as the house wants it, and the least size of any word that has ink."""
    for height in (7.0, 8.5):
        style = replace(house(), staff=replace(house().staff, height=height))
        report = engraved(tempo("Allegro") + notes("c5w"), style=style).engraving.audit
        assert report.staff_mm == pytest.approx(height, abs=0.02)
    page = rich().pages[0]
    assert seen(page).smallest_text_pt == 8.0
    word = next(item for item in page.music if isinstance(item, Text))
    assert seen(with_item(page, word, replace(word, size=720))).smallest_text_pt == 7.2
    assert seen(with_item(page, word, replace(word, size=720, text=" "))).smallest_text_pt == 8.0


@pytest.mark.rule("A7")
def test_fill_is_the_share_of_the_page_that_music_spans(page: Page) -> None:
    """From the lowest ink of music to the highest, of the height between the margins; furniture does not count."""
    edges = [bounds(item) for item in page.music if getattr(item, "text", "x").strip()]
    height = page.height - page.margins[1] - page.margins[3]
    wanted = (max(e[3] for e in edges) - min(e[1] for e in edges)) / height
    assert seen(page).fill == (pytest.approx(wanted, abs=0.002),)
    assert seen(replace(page, furniture=())).fill == seen(page).fill


@pytest.mark.rule("A1")
def test_a_sign_in_parentheses_is_nothing_to_list() -> None:
    """Parentheses stand close round their accidental by nature; two accidentals as close as that are listed."""
    dressed = '<accidental cautionary="yes" parentheses="yes">natural</accidental>'
    sheet = engraved(notes("c5h rh", extra=dressed), notes("f#4+a#4h rh"))
    assert sheet.engraving.audit.near == 0
    page = sheet.pages[0]
    low, high = [item for item in page.music if item.ink is Ink.ACCIDENTAL][-2:]
    (x0, y0, *_), (_, low_y0, x1, _) = bounds(high), bounds(low)
    beside = moved(low, round(x0 - x1 - 0.1 * page.staves[0].space), round(y0 - low_y0))
    places = seen(with_item(page, low, beside)).places
    assert ("accidental", "accidental") in [place.inks for place in places if place.fault is Fault.NEAR]
