"""What stands under measure repeats and slashes, before anything is drawn (E19)."""

from __future__ import annotations

from engraving.musicxml import read_data
from engraving.parts import extract_all
from engraving.parts.extraction import Extraction
from tests.layout.small_music import notes, score_xml


def _read(*bars: str) -> Extraction:
    return extract_all(read_data(score_xml(*bars).encode(), "x.musicxml", validate=False).cue)[0]


def _repeat(kind: str) -> str:
    return f'<attributes><measure-style><measure-repeat type="{kind}">1</measure-repeat></measure-style></attributes>'


QUARTERS = notes("c5q d5 e5 f5")
OTHERS = notes("g5h g5")


def test_a_repeat_over_other_notes_is_printed_and_reported() -> None:
    found = _read(QUARTERS, _repeat("start") + OTHERS, _repeat("stop") + QUARTERS)
    assert [(f.rule, f.where.bar) for f in found.findings if f.rule == "repeat-differs"] == [("repeat-differs", "2")]
    assert [event.bar for event in found.part.music.events] == [0] * 4 + [2] * 4


def test_a_repeat_over_other_marks_is_reported() -> None:
    """The second bar has an accent that the sign does not print; in the third marks are the repeated bar's own."""
    accented = notes("c5q d5{accent} e5 f5")
    for first, under, told in ((QUARTERS, accented, True), (accented, accented, False), (accented, QUARTERS, False)):
        found = _read(first, _repeat("start") + under, _repeat("stop") + QUARTERS)
        assert ("repeat-differs" in [f.rule for f in found.findings]) is told


def test_a_slur_into_a_repeated_bar_is_told() -> None:
    slurred = (notes("c5q d5 e5 f5{slur+}"), _repeat("start") + notes("c5q{slur-} d5 e5 f5"))
    found = _read(*slurred, _repeat("stop") + QUARTERS)
    (finding,) = [f for f in found.findings if f.rule == "line-into-sign"]
    assert finding.message.startswith("A slur joins")
    assert not found.part.music.spanners


def test_marks_under_slashes_are_told() -> None:
    slash = '<attributes><measure-style><slash type="start" use-stems="no"/></measure-style></attributes>'
    found = _read(slash + notes("c5q{accent} d5{accent} e5{staccato} f5{fermata}"))
    (finding,) = [f for f in found.findings if f.rule == "marks-under-slashes"]
    assert "accent, staccato." in finding.message
    assert [mark.name for event in found.part.music.events for mark in event.marks] == ["fermata"]


def test_a_repeat_without_an_end_swallows_no_new_music() -> None:
    found = _read(QUARTERS, _repeat("start") + QUARTERS, QUARTERS, OTHERS, QUARTERS)
    (style,) = found.part.music.styles
    assert style.end == found.part.bars[3].start
    assert sorted({event.bar for event in found.part.music.events}) == [0, 3, 4]


def test_a_repeat_without_an_end_may_last_to_the_end_of_the_cue() -> None:
    empty = "<forward><duration>96</duration></forward>"
    found = _read(QUARTERS, _repeat("start") + empty, empty)
    assert found.part.music.styles[0].end == found.part.bars[-1].end
    assert not found.part.multi_rests


def test_repeated_bars_are_no_rest_and_join_no_multirest() -> None:
    rest = notes("R")
    found = _read(QUARTERS, rest, rest, _repeat("start") + rest, rest, _repeat("stop") + rest, rest)
    assert [(r.first, r.last) for r in found.part.multi_rests] == [(1, 2), (5, 6)]


def test_words_sung_over_slashes_stay() -> None:
    slash = '<attributes><measure-style><slash type="start" use-stems="no"/></measure-style></attributes>'
    found = _read(slash + notes("c5q [d5e e5] f5h", lyrics="one two three four"))
    sung = [[lyric.text for lyric in event.lyrics] for event in found.part.music.events]
    assert sung == [["one"], ["two", "three"], ["four"], []]


def test_a_voice_may_be_written_out_beside_the_slashes() -> None:
    slash = (
        '<attributes><measure-style><slash type="start" use-stems="no"><slash-type>quarter</slash-type>'
        "<except-voice>2</except-voice></slash></measure-style></attributes>"
    )
    back = "<backup><duration>96</duration></backup>"
    found = _read(slash + QUARTERS + back + notes("c4w", voice=2))
    shapes = [event.heads[0].shape for event in found.part.music.events]
    assert sorted(shapes) == ["", *["rhythm slash"] * 4]
