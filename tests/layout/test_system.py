"""A line of music on the page: prefix, columns, justification, courtesies (E01, E40, E49–E53)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.layout.page import Ink
from tests.layout.small_music import Drawn, Sheet, back, barline, change, engraved, notes, steps

QUARTERS = notes("c5q d5 e5 d5")
WHOLE = notes("c5w")
NEAR = 0.02


def barlines(sheet: Sheet, staff: int = 1) -> list[Drawn]:
    return sheet.of(Ink.BARLINE, staff=staff)


def prefix_end(sheet: Sheet, staff: int = 1) -> float:
    """Where clef, key and metre of a line end."""
    first = sheet.of(Ink.HEAD, Ink.REST, staff=staff)[0].x0
    return max(d.x1 for d in sheet.of(Ink.CLEF, Ink.KEY, Ink.METRE, staff=staff) if d.x1 < first)


# Prefix


def test_e40_a_line_begins_with_clef_key_and_metre_a_space_apart() -> None:
    sheet = engraved(QUARTERS, key=3)
    clef, key, metre = (sheet.of(ink) for ink in (Ink.CLEF, Ink.KEY, Ink.METRE))
    assert clef[0].x0 == pytest.approx(0.8, abs=NEAR)
    assert min(d.x0 for d in key) - clef[0].x1 == pytest.approx(1.0, abs=NEAR)
    assert min(d.x0 for d in metre) - max(d.x1 for d in key) == pytest.approx(1.0, abs=0.12)


@pytest.mark.parametrize("first", ["c5q", "c#5q", "c#5+d#5q", "bb4q"])
def test_e40_the_first_note_keeps_off_the_prefix(first: str) -> None:
    """Its leftmost ink by 1.0, its head by 1.8."""
    sheet = engraved(notes(f"{first} d5 e5 f5"))
    edge = max(d.x1 for d in sheet.of(Ink.METRE))
    head = min(d.x0 for d in sheet.of(Ink.HEAD))
    leftmost = min(d.x0 for d in sheet.of(Ink.HEAD, Ink.ACCIDENTAL))
    assert head - edge >= 1.8 - 0.12
    assert leftmost - edge >= 1.0 - 0.12


@pytest.mark.parametrize("first", ["c5q", "c#5q", "c4q"])
def test_e40_a_note_after_a_barline_keeps_off_it(first: str) -> None:
    sheet = engraved(notes("c5w"), notes(f"{first} d5 e5 f5"))
    line = barlines(sheet)[0]
    after = [d for d in sheet.of(Ink.HEAD, Ink.ACCIDENTAL, Ink.LEDGER) if d.x0 > line.x1]
    assert after[0].x0 - line.x1 >= 0.6 - NEAR  # a ledger line reaches 0.4 beyond its head
    assert min(d.x0 for d in after if d.ink is not Ink.LEDGER) - line.x1 >= 1.0 - NEAR
    assert min(d.x0 for d in after if d.ink is Ink.HEAD) - line.x1 >= 1.2 - NEAR


def test_e40_the_last_note_keeps_a_space_before_the_barline() -> None:
    sheet = engraved(notes("[c5s d5 e5 f5] [g5s f5 e5 d5] [c5s d5 e5 f5] [g5s f5 e5 d5.]"), WHOLE, WHOLE)
    line = barlines(sheet)[0]
    before = [d for d in sheet.of(Ink.HEAD, Ink.DOT, Ink.STEM) if d.x0 < line.x0]
    assert line.x0 - max(d.x1 for d in before) >= 1.0 - NEAR


def test_e40_clef_and_key_stand_on_every_system_the_metre_only_where_it_begins() -> None:
    sheet = engraved(*[QUARTERS] * 14, key=-2)
    for staff in range(1, len(sheet.staves()) + 1):
        assert len(sheet.of(Ink.CLEF, staff=staff)) == 1
        assert len(sheet.of(Ink.KEY, staff=staff)) == 2
        assert len(sheet.of(Ink.METRE, staff=staff)) == (2 if staff == 1 else 0)


def test_e40_a_single_staff_has_nothing_at_its_left_end() -> None:
    sheet = engraved(*[QUARTERS] * 14)
    assert sheet.of(Ink.SYSTEM_LINE, Ink.BRACE) == []
    for staff in (1, 2):
        assert barlines(sheet, staff)[0].x0 > sheet.of(Ink.HEAD, staff=staff)[0].x1


def test_e40_e49_two_staves_are_joined_by_a_thin_line_and_a_brace() -> None:
    sheet = engraved(notes("c5w") + back() + notes("c3w", staff=2), clefs=("G2", "F4"), name="Piano")
    line, brace = sheet.one(Ink.SYSTEM_LINE), sheet.one(Ink.BRACE)
    upper, lower = sheet.staves()
    gap = (upper.y - lower.y) / sheet.space
    assert gap == pytest.approx(12.0, abs=0.1)  # 8 between the staves
    assert (line.y1, line.y0) == (pytest.approx(2.065, abs=NEAR), pytest.approx(-gap - 2.065, abs=NEAR))
    assert line.x1 - line.x0 == pytest.approx(0.16, abs=NEAR)
    assert brace.x1 < 0
    assert (brace.y1, brace.y0) == (pytest.approx(2, abs=0.1), pytest.approx(-gap - 2, abs=0.1))


def test_e49_barlines_join_the_staves_of_an_instrument() -> None:
    sheet = engraved(notes("c5w") + back() + notes("c3w", staff=2), clefs=("G2", "F4"), name="Piano")
    upper, lower = sheet.staves()
    first = barlines(sheet)[0]
    assert first.y0 <= (lower.y - upper.y) / sheet.space + 2 + NEAR


def test_e40_the_last_bar_ends_thin_thick() -> None:
    sheet = engraved(WHOLE, WHOLE)
    thin, thick = barlines(sheet)[-2:]
    assert thin.width == pytest.approx(0.16, abs=NEAR)
    assert thick.width == pytest.approx(0.5, abs=NEAR)
    assert thick.x0 - thin.x1 == pytest.approx(0.4, abs=NEAR)
    assert thick.x1 == pytest.approx(sheet.width(), abs=NEAR)


def test_e01_staff_lines_and_barlines_have_their_thickness() -> None:
    sheet = engraved(WHOLE, WHOLE)
    lines = sheet.of(Ink.STAFF_LINE)
    assert [d.y for d in lines] == pytest.approx([-2, -1, 0, 1, 2], abs=NEAR)
    assert all(d.y1 - d.y0 == pytest.approx(0.13, abs=NEAR) for d in lines)
    assert barlines(sheet)[0].width == pytest.approx(0.16, abs=NEAR)
    assert (barlines(sheet)[0].y0, barlines(sheet)[0].y1) == pytest.approx((-2.065, 2.065), abs=NEAR)


def test_e19_barlines_of_a_one_line_staff_reach_from_minus_one_to_one() -> None:
    sheet = engraved(notes("e4q e4 e4 e4", unpitched=True), notes("R"), lines=1, clefs=("percussion",), name="Triangle")
    assert len(sheet.of(Ink.STAFF_LINE)) == 1
    assert (barlines(sheet)[0].y0, barlines(sheet)[0].y1) == pytest.approx((-1, 1), abs=0.08)


def test_repeats_are_dots_beside_thin_and_thick_lines() -> None:
    sheet = engraved(
        WHOLE,
        barline("heavy-light", repeat="forward", left=True) + WHOLE,
        WHOLE + barline("light-heavy", repeat="backward"),
    )
    dots = sheet.of(Ink.REPEAT_DOT)
    assert sorted(round(d.middle, 1) for d in dots) == [-0.5, -0.5, 0.5, 0.5]
    assert dots[0].x0 > next(d for d in barlines(sheet) if d.width > 0.4).x1
    assert dots[-1].x1 < [d for d in barlines(sheet) if d.width > 0.4][-1].x0


# Changes in mid-line and at its end


def test_e40_a_key_change_stands_after_the_barline_then_the_metre() -> None:
    sheet = engraved(WHOLE, change(key=2, time="3/4") + notes("d5h."))
    line = barlines(sheet)[0]
    key, metre = sheet.of(Ink.KEY), [d for d in sheet.of(Ink.METRE) if d.x0 > line.x1]
    head = sheet.of(Ink.HEAD)[-1]
    assert line.x1 < key[0].x0 < key[1].x0 < metre[0].x0 < head.x0
    assert head.x0 - metre[0].x1 >= 1.0


def test_e40_a_clef_change_at_a_bar_stands_small_before_the_barline() -> None:
    sheet = engraved(notes("c4w"), change(clef="F4") + notes("c3w"))
    line, clef = barlines(sheet)[0], sheet.of(Ink.CLEF)[1]
    assert clef.x1 < line.x0
    assert clef.item.size == pytest.approx(0.75 * sheet.of(Ink.CLEF)[0].item.size, abs=2)  # type: ignore[union-attr]
    assert sheet.of(Ink.HEAD)[1].y == pytest.approx(-0.5, abs=NEAR)


def test_e40_a_clef_change_inside_a_bar_stands_before_its_note() -> None:
    sheet = engraved(notes("c4h") + change(clef="F4") + notes("c4h"))
    a, b = sheet.of(Ink.HEAD)
    clef = sheet.of(Ink.CLEF)[1]
    assert a.x1 < clef.x0
    assert clef.x1 < b.x0
    assert (a.y, b.y) == (pytest.approx(-3, abs=NEAR), pytest.approx(3, abs=NEAR))


def test_e40_a_clef_between_beamed_notes_keeps_off_the_note_before() -> None:
    """It is read with the note after it."""
    short = "c5s d5 e5 f5 " * 4
    sheet = engraved(notes("c5s d5") + change(clef="F4") + notes("e3s f3 " + "e3s f3 g3 f3 " * 3), *[notes(short)] * 6)
    before, after = sheet.of(Ink.HEAD)[1:3]
    clef = sheet.of(Ink.CLEF)[1]
    assert clef.x0 - before.x1 >= 0.65
    assert after.x0 - clef.x1 >= 0.4 - NEAR


def test_e40_a_line_ends_with_the_metre_and_key_of_the_next_as_courtesies() -> None:
    """A new metre every bar: each line shows, after its last barline, what the next begins with."""
    bars = [
        change(time="3/4" if n % 2 else "4/4", key=n % 2) + notes("c5q d5 e5" + ("" if n % 2 else " f5"))
        for n in range(16)
    ]
    sheet = engraved(*bars)
    assert len(sheet.staves()) > 2
    for staff in range(1, len(sheet.staves())):
        edge = barlines(sheet, staff)[-1].x1
        courtesy = [d for d in sheet.of(Ink.METRE, staff=staff) if d.x0 > edge]
        following = [d.code for d in sheet.of(Ink.METRE, staff=staff + 1)][:2]
        assert [d.code for d in courtesy] == following
        assert all(d.item.echo for d in courtesy)
        keys = [d for d in sheet.of(Ink.KEY, staff=staff) if d.x0 > edge]
        assert len(keys) == 1
        assert edge < keys[0].x0 < courtesy[0].x0
        assert max(d.x1 for d in courtesy) <= sheet.width(staff) + NEAR


def test_e40_a_line_ends_with_the_clef_of_the_next_before_its_barline() -> None:
    bars = [change(clef="F4" if n % 2 else "G2") + notes("c4q d4 e4 f4") for n in range(12)]
    sheet = engraved(*bars)
    for staff in range(1, len(sheet.staves())):
        last = sheet.of(Ink.CLEF, staff=staff)[-1]
        line = barlines(sheet, staff)[-1]
        assert 0 < line.x0 - last.x1 < 1.0
        assert last.item.echo


# Columns and springs


rhythms = st.lists(
    st.lists(st.sampled_from(["q", "h", "e e", "e. s", "q. e", "s s s s"]), min_size=4, max_size=4),
    min_size=3,
    max_size=10,
)


def bar_of(groups: list[str]) -> str:
    """Values to a bar of free length: what stands together is up to chance."""
    return notes(" ".join(f"c5{value}" for group in groups for value in group.split()))


@settings(max_examples=25)
@given(bars=rhythms)
def test_e50_columns_keep_their_order_inside_the_line(bars: list[list[str]]) -> None:
    """Time runs to the right; all heads stand between prefix and last barline."""
    sheet = engraved(*map(bar_of, bars), time="16/4")
    events = sorted(sheet.part.music.events, key=lambda e: e.tick)
    at = {item.atom: (item.staff, item.x) for item in sheet.pages[0].music if item.ink is Ink.HEAD and item.atom}  # type: ignore[union-attr]
    places = [at[e.heads[0].atom] for e in events if e.heads]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    for staff in range(1, len(sheet.staves()) + 1):
        heads = sheet.of(Ink.HEAD, staff=staff)
        assert heads[0].x0 > prefix_end(sheet, staff)
        assert heads[-1].x1 < barlines(sheet, staff)[-1].x0


@settings(max_examples=25)
@given(bars=rhythms)
def test_e51_equal_durations_get_equal_space_on_one_line(bars: list[list[str]]) -> None:
    """From a note to the next in its bar, for each value on the line: one distance."""
    sheet = engraved(*map(bar_of, bars), time="16/4")
    at = {item.atom: (item.staff, item.x / sheet.space) for item in sheet.pages[0].music if item.ink is Ink.HEAD}  # type: ignore[union-attr]
    distances: dict[tuple[int, int], list[float]] = {}
    for a, b in pairwise(e for e in sheet.part.music.events if e.heads):
        if a.bar == b.bar:
            (staff, xa), (_, xb) = at[a.heads[0].atom], at[b.heads[0].atom]
            distances.setdefault((staff, a.length), []).append(xb - xa)
    for (_, length), found in distances.items():
        if length >= sheet.part.ticks_per_quarter / 2:  # under an eighth flags may ask for more
            assert max(found) - min(found) < 0.03


def test_e51_longer_notes_get_more_space_but_less_than_in_proportion() -> None:
    sheet = engraved(notes("c5h d5q e5e f5e"), notes("c5h d5q e5e f5e"))
    half, quarter, eighth = steps(d.x for d in sheet.of(Ink.HEAD)[:4])
    assert half / quarter == pytest.approx(1.41, abs=0.02)
    assert quarter / eighth == pytest.approx(1.41, abs=0.02)


def test_e51_a_long_note_over_quarters_leaves_the_quarters_their_space() -> None:
    sheet = engraved(notes("c5q d5 e5 d5", voice=1) + back() + notes("f4w", voice=2), WHOLE)
    upper = [d for d in sheet.of(Ink.HEAD) if d.y > 0][:4]
    assert max(steps(d.x for d in upper)) - min(steps(d.x for d in upper)) < 0.03


@pytest.mark.parametrize(
    ("bar", "few", "many"),
    [
        ("c5q d5 e5 d5", 4.5, 6),
        ("[c5e d5 e5 d5] [c5 d5 e5 d5]", 3.3, 4.6),
        (" ".join(["[c5s d5 e5 d5]"] * 4), 2.2, 3.2),
    ],
)
def test_e51_about_so_many_bars_fit_a_line(bar: str, few: float, many: float) -> None:
    """On 99 spaces 5 bars of quarters, 3.7 of eighths, 2.6 of sixteenths; ours is 106 long."""
    sheet = engraved(*[notes(bar)] * 24)
    full = list(sheet.staves()[:-1])
    count = sum(s.bars[1] - s.bars[0] + 1 for s in full) / len(full)
    assert few <= count <= many


def test_e52_no_bar_is_under_nine_spaces() -> None:
    sheet = engraved(*[WHOLE, notes("R")] * 20)
    for staff in range(1, len(sheet.staves()) + 1):
        edges = [d.x0 for d in barlines(sheet, staff)]
        assert all(gap >= 9.0 - 0.2 for gap in steps(edges[:-1] if staff == len(sheet.staves()) else edges))


def test_e50_an_accidental_tucks_over_what_it_clears() -> None:
    """A sharp far above a low note needs no room beside it: columns stand as without it."""
    bars = [f"[a3s a3 a3 a3] [a3 a3 a3 a3] [a3 a3 a3 a3] [a3 a3 a3 {top}]" for top in ("f6", "f#6")]
    plain, sharp = (engraved(notes(bar), notes(bar), notes(bar)) for bar in bars)
    assert steps(d.x for d in plain.of(Ink.HEAD)[14:16]) == pytest.approx(
        steps(d.x for d in sharp.of(Ink.HEAD)[14:16]), abs=0.5
    )


@pytest.mark.parametrize("bar", ["c5w", "c5q d5 e5 d5", "[c#5s d5 eb5 d5] [c5s d5 e5 d5] c#5+e5h"])
@pytest.mark.parametrize("count", [5, 9, 17])
def test_e53_justified_lines_end_exactly_at_the_right_margin(bar: str, count: int) -> None:
    sheet = engraved(*[notes(bar)] * count)
    page = sheet.pages[0]
    for staff in sheet.staves()[:-1]:
        assert staff.x1 == pytest.approx(page.width - page.margins[2], abs=2)
        assert staff.x0 == page.margins[0]
        assert barlines(sheet, staff.number)[-1].x1 == pytest.approx(sheet.width(staff.number), abs=NEAR)


def test_e53_a_short_last_line_keeps_its_natural_width() -> None:
    """Three bars of one note do not fill sixty percent: they end with their barline, not at the margin."""
    sheet = engraved(WHOLE, WHOLE, WHOLE)
    assert sheet.width() < 0.6 * 105.9 + 12
    assert barlines(sheet)[-1].x1 == pytest.approx(sheet.width(), abs=NEAR)
    assert sheet.of(Ink.STAFF_LINE)[0].x1 == pytest.approx(sheet.width(), abs=NEAR)


def test_e53_bars_of_one_line_share_one_force() -> None:
    """Nine bars alike on two lines: all bars of a line are equally wide (the first one starts after the prefix)."""
    sheet = engraved(*[QUARTERS] * 9)
    for staff in (1, 2):
        widths = steps(d.x0 for d in barlines(sheet, staff))[: 3 if staff == 2 else None]
        assert max(widths) - min(widths) < 0.05
