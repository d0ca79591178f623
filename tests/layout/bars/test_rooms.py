"""What bars give to tempo marks and chord symbols, and the springs of their own notes (E42, E50–E52)."""

from __future__ import annotations

import pytest

from engraving.layout.bars.bar_springs import least_bar, springs
from engraving.layout.bars.formatter import Formatter
from engraving.layout.bars.tempo_room import MOST_MARK_ROOM, TIGHT
from engraving.layout.columns.cells import Cell, Column
from engraving.layout.columns.springs import Gap, total
from engraving.notation.staves import Staves
from engraving.score import Bar
from tests.layout.small_music import house, notes, part_of, score_xml, small_faces, tempo

LONG = "Langsam und still"
LONGER = "Sehr langsam und ausdrucksvoll"


def formatter(*bars: str) -> Formatter:
    part = part_of(score_xml(*bars))
    return Formatter(part, Staves(part.music), house(), small_faces())


def harmony(root: str, kind: str = "major") -> str:
    return f"<harmony><root><root-step>{root}</root-step></root><kind>{kind}</kind></harmony>"


def cell(*ticks: int, length: int = 48) -> Cell:
    made = Cell([Bar(0, "1", 0, length)], None)
    made.columns = [Column(tick, 0) for tick in ticks]
    return made


def test_e42_bars_between_two_tempo_marks_are_as_wide_as_the_first_of_them() -> None:
    quarters = notes("c5q d5 e5 f5")
    made = formatter(tempo(LONG) + notes("c5w"), tempo("Vivo") + quarters, quarters)
    cells = made.cells()
    reach = made.spacer.tempo_room.reach(cells[0])
    assert 10 < reach <= MOST_MARK_ROOM
    assert cells[0].head_width + total(cells[0].gaps, 1.0) >= reach - 1e-6
    assert made.spacer.tempo_room.reach(cells[2]) == 0.0
    plain = formatter(notes("c5w"), quarters, quarters).cells()
    assert total(cells[0].gaps, 1.0) > total(plain[0].gaps, 1.0)
    assert total(cells[2].gaps, 1.0) == pytest.approx(total(plain[2].gaps, 1.0))


def test_e42_on_a_tight_line_the_next_mark_may_wait_a_little_but_not_climb() -> None:
    made = formatter(tempo(LONG) + notes("c5w"), tempo("Vivo") + notes("c5w"))
    first = made.cells()[0]
    assert first.head_width + total(first.gaps, TIGHT) >= made.spacer.tempo_room.reach(first) - 1.5 - 1e-6


def test_e42_what_the_longest_marks_lack_is_left_to_loose_lines() -> None:
    made = formatter(tempo(LONGER) + notes("c5w"), tempo("Vivo") + notes("c5w"))
    first, second = made.cells()
    assert made.spacer.tempo_room.reach(first) > MOST_MARK_ROOM
    assert first.head_width + total(first.gaps, 1.0) == pytest.approx(MOST_MARK_ROOM)
    assert second.marks_lack == (0, pytest.approx(made.spacer.tempo_room.reach(first) - MOST_MARK_ROOM))


def test_e42_a_mark_that_nothing_follows_takes_no_room() -> None:
    alone = formatter(tempo(LONG) + notes("c5w"), notes("c5w"), notes("c5w")).cells()
    plain = formatter(notes("c5w"), notes("c5w"), notes("c5w")).cells()
    assert [total(c.gaps, 1.0) for c in alone] == [total(c.gaps, 1.0) for c in plain]


def test_e50_chord_symbols_over_neighbouring_notes_have_their_widths_between_them() -> None:
    made = formatter(harmony("C", "major-13th") + notes("c5q") + harmony("D", "minor-11th") + notes("d5q e5h"))
    (only,) = made.cells()
    room = made.spacer.symbol_room
    assert room
    both = room.room(only)
    rods = [gap.rod for gap in only.gaps]
    assert sum(rods[1:]) >= both - 1e-6
    plain = formatter(notes("c5q d5q e5h")).cells()[0]
    assert rods[1] > plain.gaps[1].rod


def test_a_part_without_symbols_has_no_room_for_them() -> None:
    made = formatter(notes("c5w"))
    assert not made.spacer.symbol_room
    assert made.spacer.symbol_room.room(made.cells()[0]) == 0.0


def test_e51_the_shortest_note_that_sounds_rules_a_column() -> None:
    """A half over eighths: both columns of the first quarter are as wide as those of eighths."""
    half_and_eighths = [(0, 24, 24), (0, 6, 6), (6, 12, 6), (12, 24, 12)]
    first, second, third = springs(cell(0, 6, 12, length=24), half_and_eighths, 12, 1.0)
    assert first == second
    assert third == pytest.approx(4.4)


def test_e51_graces_have_no_spring() -> None:
    made = cell(0, 0, 12)
    made.columns[0].grace = -1
    assert springs(made, [(0, 12, 12), (12, 48, 36)], 12, 1.0)[0] == 0.0


def test_e52_no_bar_is_narrower_than_the_style_allows() -> None:
    style = house()
    gaps = least_bar([Gap(0.6, 0.0), Gap(1.6, 3.0), Gap(1.6, 3.0), Gap(0.5, 0.0)], style)
    assert sum(gap.at(1.0) for gap in gaps) >= style.spacing.least_bar - 1e-6
    assert sum(gap.rod for gap in gaps) == pytest.approx(style.spacing.least_bar_squeezed)
    wide = [Gap(0.6, 0.0), Gap(8.0, 30.0)]
    assert least_bar([*wide, Gap(1.0, 0.0)], style) == [*wide, Gap(1.0, 0.0)]
