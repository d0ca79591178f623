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
    known = Profiles(composer.table, style)
    known.learn(lines, systems, distances(systems, style))
    return known, lines, composer


def by_line(known: Profiles, hope: float = 1.0) -> dict[tuple[int, int], Height]:
    """Heights by first cell and the cell after the last."""
    offers = known.offers()
    return {
        (start, end): height
        for start, (row, heights) in enumerate(zip(offers, known.heights(offers, hope), strict=True))
        for height, (end, _) in zip(heights, row, strict=True)
    }


def test_e54_every_line_is_as_high_as_what_it_starts_with() -> None:
    """The time over the clef is over the clef of any line, and over no bar: wherever a line starts, it is as high."""
    known, lines, _ = profiles(*[LOW] * 24)
    height = by_line(known)
    drawn = height[lines[1]].above
    between = [line.above for (start, end), line in height.items() if start not in dict(lines) and end < 24]
    assert between
    assert set(between) == {drawn}


def test_e54_a_line_is_as_high_as_its_highest_bar() -> None:
    known, lines, _ = profiles(*[LOW] * 11, HIGH, *[LOW] * 12)
    drawn = next(k for k, (first, end) in enumerate(lines) if first <= 11 < end)
    height = by_line(known)
    high, low = height[lines[drawn]].above, height[lines[drawn - 1]].above
    assert high > low + 2
    begun = {start: line.above for (start, end), line in height.items() if end > 12 and end - start > 1}
    assert begun[11] >= high - 0.5
    assert begun[12] == low


def test_e54_with_hope_lines_are_thought_lower_but_for_those_drawn() -> None:
    known, lines, _ = profiles(*[HIGH] * 24)
    plain, hoped = (by_line(known, hope) for hope in (1.0, 0.9))
    assert all(hoped[line] == plain[line] for line in lines)
    others = plain.keys() - set(lines)
    assert others
    assert all(hoped[line].above < plain[line].above for line in others)


def test_bars_in_no_line_drawn_are_as_high_as_lines_are_on_the_mean() -> None:
    """Of three systems the second is drawn: the others are thought to be as high."""
    style = load_style("us-session")
    composer = Composer(part_of(score_xml(metronome(120) + LOW, *[LOW] * 23)), style, load_faces())
    lines = composer.table.cheapest().lines
    known = Profiles(composer.table, style)
    sample = lines[1:2]
    systems = composer.systems(sample)
    known.learn(sample, systems, distances(systems, style))
    expected = known.distances(lines)
    assert all(abs(above - expected.above[1]) < 0.5 for above in expected.above)
    assert all(abs(below - expected.below[1]) < 0.5 for below in expected.below)


def test_what_lifts_a_bar_in_one_line_does_not_lift_it_in_another() -> None:
    """A bar drawn beside high ones and away from them is as high as in the lower of its lines."""
    known, lines, composer = profiles(*[LOW] * 11, HIGH, *[LOW] * 12)
    first = next(start for start, end in lines if start <= 11 < end)
    lowest = known.distances(((first, 11),)).above[0]
    alone = ((first, 11),)
    systems = composer.systems(alone)
    known.learn(alone, systems, distances(systems, composer.style))
    assert known._above[first] <= lowest
    assert known._above[11] > known._above[first]
