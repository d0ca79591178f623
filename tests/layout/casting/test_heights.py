"""Heights of lines that are not drawn, from the profiles of bars that are (E54)."""

from __future__ import annotations

from engraving.house import load_style
from engraving.layout.casting.heights import Profiles
from engraving.layout.casting.outlook import Height
from engraving.layout.casting.pages import distances
from engraving.layout.compose import Composer
from engraving.typefaces import load_faces
from tests.layout.small_music import metronome, notes, part_of, score_xml

HIGH = notes("d7q d7 d7 d7")  # over the clock of a line's start
LOW = notes("g4q a4 g4 a4")


def profiles(*bars: str) -> tuple[Profiles, tuple[tuple[int, int], ...], Composer]:
    style = load_style("us-session")
    composer = Composer(part_of(score_xml(metronome(120) + bars[0], *bars[1:])), style, load_faces())
    lines = composer.table.cheapest().lines
    systems = composer.systems(lines)
    return Profiles(composer.table, lines, systems, distances(systems, style), style), lines, composer


def by_line(heights: list[list[Height]], composer: Composer) -> dict[tuple[int, int], Height]:
    """Heights by first cell and the cell after the last."""
    return {
        (start, end): height
        for start, row in enumerate(heights)
        for height, (end, _) in zip(row, composer.table.lines[start], strict=True)
    }


def test_e54_every_line_is_as_high_as_what_it_starts_with() -> None:
    """The time over the clef is over the clef of any line, and over no bar: wherever a line starts, it is as high."""
    known, lines, composer = profiles(*[LOW] * 24)
    height = by_line(known.heights(), composer)
    drawn = height[lines[1]].above
    between = [line.above for (start, end), line in height.items() if start not in dict(lines) and end < 24]
    assert between
    assert set(between) == {drawn}


def test_e54_a_line_is_as_high_as_its_highest_bar() -> None:
    known, lines, composer = profiles(*[LOW] * 11, HIGH, *[LOW] * 12)
    drawn = next(k for k, (first, end) in enumerate(lines) if first <= 11 < end)
    height = by_line(known.heights(), composer)
    high, low = height[lines[drawn]].above, height[lines[drawn - 1]].above
    assert high > low + 2
    assert height[11, 13].above >= high - 0.5
    assert height[12, 14].above == low


def test_e54_with_hope_lines_are_thought_lower_but_for_those_drawn() -> None:
    known, lines, composer = profiles(*[HIGH] * 24)
    plain, hoped = (by_line(known.heights(hope), composer) for hope in (1.0, 0.9))
    assert all(hoped[line] == plain[line] for line in lines)
    others = plain.keys() - set(lines)
    assert others
    assert all(hoped[line].above < plain[line].above for line in others)
