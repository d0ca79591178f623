"""Chord symbols and figured bass: every kind, on one height, none over another (E41, E44)."""

from __future__ import annotations

from itertools import groupby, pairwise

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.elements.drawn import sheet
from tests.layout.small_music import Drawn, Sheet

NEAR = 0.05


def _symbols(page: Sheet) -> list[list[Drawn]]:
    """The ink of each chord symbol, in reading order."""
    ink = page.of(Ink.CHORD_SYMBOL)
    return [list(group) for _, group in groupby(ink, key=lambda d: (d.staff, d.item.atom))]


def _edges(symbol: list[Drawn]) -> tuple[float, float]:
    return min(d.x0 for d in symbol), max(d.x1 for d in symbol)


def _read(symbol: list[Drawn]) -> str:
    return "".join(d.text or {g.ACCIDENTAL_FLAT: "♭", g.ACCIDENTAL_SHARP: "♯"}.get(d.code, "?") for d in symbol)


def test_e44_every_kind_is_printed_and_none_touches_the_next() -> None:
    page = sheet("chord-kinds")
    symbols = _symbols(page)
    assert len(symbols) == 32
    for before, after in pairwise(symbols):
        if before[0].staff == after[0].staff:
            assert _edges(after)[0] - _edges(before)[1] >= 0.5


def test_e42_symbols_of_a_line_share_a_height() -> None:
    page = sheet("chord-kinds")
    for staff in range(1, len(page.staves()) + 1):
        heights = {round(d.y, 3) for d in page.of(Ink.CHORD_SYMBOL, staff=staff) if d.text}
        assert len(heights) == 1
        assert min(heights) > 2


def test_a_symbol_begins_at_its_note() -> None:
    page = sheet("chord-kinds")
    heads = page.of(Ink.HEAD, staff=1)
    for symbol, head in zip(_symbols(page), heads, strict=False):
        assert _edges(symbol)[0] == pytest.approx(head.x0, abs=0.3)


def test_degrees_stand_in_parentheses_and_accidentals_are_music_glyphs() -> None:
    read = [_read(symbol) for symbol in _symbols(sheet("chord-degrees"))]
    assert read[:4] == ["G7(♭9)(♯11)/F♯", "C(add9)", "C7(no3)", "E♭min7"]
    assert read[6] == "N.C."


def test_symbols_instead_of_letters_where_the_source_asks_for_them() -> None:
    codes = {d.code for d in sheet("chord-degrees").of(Ink.CHORD_SYMBOL)}
    assert {g.CSYM_HALF_DIMINISHED, g.CSYM_MAJOR_SEVENTH, g.CSYM_DIMINISHED} <= codes


def test_symbols_between_notes_stand_side_by_side_in_their_bar() -> None:
    page = sheet("chord-many-on-one-note")
    symbols = _symbols(page)
    assert [_read(symbol) for symbol in symbols] == ["Cm7", "Dm7", "Em7", "Fm7", "G13", "A13", "B13", "C13"]
    lines = page.of(Ink.BARLINE, staff=1)
    assert _edges(symbols[3])[1] < lines[0].x0 + 0.5
    for before, after in pairwise(symbols):
        assert _edges(after)[0] - _edges(before)[1] >= 0.5


def test_functions_and_numerals_stand_below_when_asked() -> None:
    page = sheet("chord-functions")
    symbols = _symbols(page)
    assert [_read(symbol) for symbol in symbols] == ["G: I", "ii6", "V43", "V/V"]
    assert all(d.y1 < -2 for symbol in symbols for d in symbol)


def _figures(page: Sheet) -> list[list[Drawn]]:
    stacks: dict[int, list[Drawn]] = {}
    for drawn in page.of(Ink.FIGURE):
        stacks.setdefault(drawn.item.atom, []).append(drawn)
    return sorted(stacks.values(), key=lambda stack: min(d.x0 for d in stack))


def test_figures_stand_under_their_note_from_the_top_down() -> None:
    page = sheet("chord-figured-bass")
    first = _figures(page)[0]
    assert [d.code for d in sorted(first, key=lambda d: -d.y)] == [g.FIGBASS_6, g.FIGBASS_4, g.FIGBASS_2]
    head = page.of(Ink.HEAD)[0]
    assert all(abs(d.x0 - head.x0) < 0.4 and d.y1 < -2 for d in first)


def test_figures_of_a_line_share_their_first_height() -> None:
    page = sheet("chord-figured-bass")
    below = [max(d.y for d in stack if d.code) for stack in _figures(page) if any(d.code for d in stack)]
    assert len({round(y, 2) for y in below if y < 0}) == 1


def test_altered_and_struck_figures() -> None:
    stacks = _figures(sheet("chord-figured-bass"))
    assert [d.code for d in stacks[1]] == [g.FIGBASS_SHARP]
    third = {d.code for d in stacks[2]}
    assert third == {g.FIGBASS_FLAT, g.FIGBASS_7, g.FIGBASS_5_RAISED_2}
    flat, seven = (next(d for d in stacks[2] if d.code == code) for code in (g.FIGBASS_FLAT, g.FIGBASS_7))
    assert flat.x1 <= seven.x0
    assert [d.code for d in sorted(stacks[3], key=lambda d: d.x0)] == [
        g.FIGBASS_PARENS_LEFT, g.FIGBASS_6_RAISED, g.FIGBASS_PARENS_RIGHT,
    ]  # fmt: skip


def test_two_stacks_under_one_note_share_its_time() -> None:
    page = sheet("chord-figured-bass")
    lines = page.of(Ink.BARLINE)
    second = [s for s in _figures(page) if lines[0].x1 < s[0].x0 < lines[1].x0 and s[0].y < 0]
    assert [[d.code for d in stack if d.code] for stack in second[:3]] == [
        [g.FIGBASS_4], [g.FIGBASS_3], [g.FIGBASS_6],
    ]  # fmt: skip
    heads = [head for head in page.of(Ink.HEAD) if lines[0].x1 < head.x0 < lines[1].x0]
    assert heads[0].x1 < second[1][0].x0 < heads[1].x0


def test_a_line_carries_a_figure_on_to_the_next_note() -> None:
    page = sheet("chord-figured-bass")
    (line, *_) = [d for d in page.of(Ink.FIGURE) if not d.code and not d.text]
    last = page.of(Ink.HEAD)[6]
    assert line.x1 >= last.x0 - 0.1


def test_figures_above_when_asked_and_bar_numbers_never_among_them() -> None:
    page = sheet("chord-figured-bass")
    above = [d for d in page.of(Ink.FIGURE) if d.y > 2]
    assert {d.code for d in above} == {g.FIGBASS_5, g.FIGBASS_3, g.FIGBASS_NATURAL}
    assert all(number.y > 2 for number in page.of(Ink.BAR_NUMBER))
