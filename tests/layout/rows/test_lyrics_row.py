"""Sung syllables under their notes (E46)."""

from __future__ import annotations

import itertools

import pytest
from msgspec.structs import replace

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, engraved, house, notes

NEAR = 0.02


def sung(*bars: tuple[str, str]) -> Sheet:
    return engraved(*[notes(text, lyrics=lyrics) for text, lyrics in bars], name="Soprano")


def test_e46_the_first_verse_stands_3_2_below_the_staff() -> None:
    sheet = sung(("a4q g4 f4 a4", "one two three four"))
    assert {round(d.y, 2) for d in sheet.of(Ink.LYRIC)} == {-5.2}


def test_e46_low_notes_push_the_whole_line_down() -> None:
    sheet = sung(("c5q d5 b4 e3", "one two three four"))
    rows = {round(d.y, 2) for d in sheet.of(Ink.LYRIC)}
    assert len(rows) == 1
    low = min(d.y0 for d in sheet.of(Ink.HEAD))
    assert all(d.y1 <= low - 0.2 for d in sheet.of(Ink.LYRIC))


def test_e46_a_syllable_is_centred_on_its_head() -> None:
    sheet = sung(("c5h d5h", "snow falls"))
    for word, head in zip(sheet.of(Ink.LYRIC), sheet.of(Ink.HEAD), strict=True):
        assert word.centre == pytest.approx(head.centre, abs=0.15)


def test_e46_punctuation_does_not_count_for_the_centre() -> None:
    plain, ended = sung(("c5h d5h", "snow falls")), sung(("c5h d5h", "snow, falls"))
    a, b = plain.of(Ink.LYRIC)[0], ended.of(Ink.LYRIC)[0]
    assert b.x0 - ended.of(Ink.HEAD)[0].x0 == pytest.approx(a.x0 - plain.of(Ink.HEAD)[0].x0, abs=0.05)


@pytest.mark.parametrize(
    "text", ["strengths through straight thought", "a I strengths a", "through- -straight -thought- -ed"]
)
def test_e46_syllables_keep_six_tenths_apart_and_spacing_grows_for_them(text: str) -> None:
    sheet = sung(("c5q d5 b4 a4", text), ("c5q d5 b4 a4", text))
    words = sheet.of(Ink.LYRIC)
    assert all(b.x0 - a.x1 >= 0.6 - 0.1 for a, b in itertools.pairwise(words) if a.staff == b.staff)


def test_e46_verses_stand_2_6_apart() -> None:
    second = '<lyric number="2"><syllabic>single</syllabic><text>two</text></lyric>'
    bar = notes("c5h d5h", lyrics="one one").replace("</lyric></note>", "</lyric>" + second + "</note>")
    sheet = engraved(bar, name="Soprano")
    rows = sorted({round(d.y, 2) for d in sheet.of(Ink.LYRIC)})
    assert rows[1] - rows[0] == pytest.approx(2.6, abs=NEAR)


def test_e46_hyphens_stand_between_the_syllables_of_a_word() -> None:
    sheet = sung(("c5h d5h", "Ky- -rie"))
    a, b = sheet.of(Ink.LYRIC)
    hyphens = sheet.of(Ink.LYRIC_LINE)
    assert hyphens
    assert all(a.x1 < d.x0 and d.x1 < b.x0 for d in hyphens)
    assert all(d.width == pytest.approx(0.8, abs=0.05) for d in hyphens)
    assert all(a.y0 < d.y < a.y1 for d in hyphens)


def test_e46_a_long_gap_has_a_hyphen_about_every_eight_spaces() -> None:
    sheet = sung(("c5w", "Ky-"), ("d5w", "-rie"), ("c5w", "a"))
    a, b = sheet.of(Ink.LYRIC)[:2]
    count = len([d for d in sheet.of(Ink.LYRIC_LINE) if a.x1 < d.x0 < b.x0])
    assert count == pytest.approx((b.x0 - a.x1) / 8, abs=1)


def test_e46_a_melisma_begins_at_its_head_and_its_line_ends_with_its_last_head() -> None:
    sheet = sung(("c5q d5 e5 d5", "ah_ * * *"), ("c5w", "so"))
    word, heads = sheet.of(Ink.LYRIC)[0], sheet.of(Ink.HEAD)
    line = sheet.one(Ink.LYRIC_LINE)
    assert word.x == pytest.approx(heads[0].x0, abs=0.1)
    assert line.x0 - word.x1 == pytest.approx(0.3, abs=0.15)
    assert line.x1 == pytest.approx(heads[3].x1, abs=0.05)
    assert line.y == pytest.approx(word.y, abs=0.1)


def test_e46_an_extender_under_one_and_a_half_is_dropped() -> None:
    sheet = sung(("[c5s d5] c5e c5q c5h", "through_ * one two three"), ("c5w", "so"))
    assert all(d.width >= 1.5 - NEAR for d in sheet.of(Ink.LYRIC_LINE))


def test_e46_elided_syllables_are_one_piece_of_type() -> None:
    single = "<syllabic>single</syllabic><text>{}</text>"
    elided = f"<lyric>{single.format('la')}<elision>‿</elision>{single.format('a')}</lyric>"
    sheet = engraved(notes("c5w").replace("</note>", elided + "</note>"), name="Soprano")
    assert len({round(d.y, 1) for d in sheet.of(Ink.LYRIC) if d.text}) == 1


def test_e41_lyrics_stand_outside_the_notes_and_inside_nothing() -> None:
    sheet = sung(("c4q{accent} e4 d4 c4", "one two three four"))
    for word in sheet.of(Ink.LYRIC):
        assert not any(
            word.touches(d) for d in sheet.of(Ink.HEAD, Ink.ARTICULATION, Ink.STEM, Ink.LEDGER, Ink.BAR_NUMBER)
        )


HELD = [("c5q d5 e5 d5", "* * * *")] * 7


def test_e46_a_word_cut_by_the_line_break_has_hyphens_on_both_sides() -> None:
    sheet = sung(("c5q d5 e5 d5", "la la la glo-"), *HELD, ("c5h d5", "-ri- -a"))
    head, first = sheet.of(Ink.HEAD, staff=2)[0], sheet.of(Ink.LYRIC, staff=2)[0]
    assert first.x0 > head.x1  # the word goes on over the break
    assert sheet.of(Ink.LYRIC_LINE, staff=1)
    assert any(d.x1 < first.x0 for d in sheet.of(Ink.LYRIC_LINE, staff=2))


def test_e46_a_melisma_goes_on_under_the_next_line() -> None:
    sheet = sung(("c5q d5 e5 d5", "la la la ah_"), *HELD, ("c5h d5", "la la"))
    line, first = sheet.of(Ink.LYRIC_LINE, staff=2)[0], sheet.of(Ink.LYRIC, staff=2)[0]
    assert sheet.of(Ink.CLEF, staff=2)[0].x1 < line.x0 < sheet.of(Ink.HEAD, staff=2)[0].x1
    assert line.x1 < first.x0
    assert line.y == pytest.approx(first.y, abs=NEAR)


def test_e46_a_melisma_may_fill_a_line_in_which_no_syllable_begins() -> None:
    sheet = sung(("c5q d5 e5 d5", "la la la ah_"), *HELD, *HELD, ("c5h d5", "la la"))
    assert not sheet.of(Ink.LYRIC, staff=2)
    line, last = sheet.of(Ink.LYRIC_LINE, staff=2)[0], sheet.of(Ink.HEAD, staff=2)[-1]
    assert line.x1 == pytest.approx(last.x1, abs=NEAR)


def test_e46_a_line_held_from_the_line_before_clears_the_notes_over_it() -> None:
    """The low note is held on, the first syllable comes later: words and line go down together."""
    low = [("c5q d5 e5 d5", "la la la ah_"), *HELD, ("e3q c5 d5 c5", "* la la la")]
    sheet = sung(*low)
    lines = [d for d in sheet.of(Ink.LYRIC_LINE) if d.x1 - d.x0 > 1]
    heads = sheet.of(Ink.HEAD)
    assert sheet.engraving.audit.collisions == 0
    assert any(line.y < min(head.middle for head in heads) for line in lines)


def test_e46_verse_numbers_hang_left_of_their_syllable() -> None:
    plain, counted = sung(("c5h d5h", "snow falls")), sung(("c5h d5h", "1.snow falls"))
    a, b = plain.of(Ink.LYRIC)[0], counted.of(Ink.LYRIC)[0]
    here, there = plain.of(Ink.HEAD)[0].centre, counted.of(Ink.HEAD)[0].centre
    assert b.x1 - there == pytest.approx(a.x1 - here, abs=0.1)
    assert b.x0 - there < a.x0 - here - 0.5


def test_e46_a_melisma_after_the_last_syllable_pushes_the_line_down_too() -> None:
    """Its hyphens pass under notes that have no syllable of their own."""
    sheet = sung(("c5q d5 b4 a4", "one two three four-"), ("c5q e3 e3 e3", ""))
    low = min(d.y0 for d in sheet.of(Ink.HEAD))
    assert low < -5.5
    assert all(d.y1 <= low - 0.2 for d in sheet.of(Ink.LYRIC))


@pytest.mark.rule("E46")
def test_verses_keep_apart_where_type_is_large_for_its_staff() -> None:
    small = replace(house(), staff=replace(house().staff, height=4.0))  # type stays at 8 pt
    second = "<lyric number='2'><text>dl</text></lyric>"
    sheet = engraved(notes("c5q d5 e5 f5", lyrics="gy pq gy pq", extra=second), style=small)
    rows = sorted({round(d.y, 2) for d in sheet.of(Ink.LYRIC)})
    assert len(rows) == 2
    assert rows[1] - rows[0] >= 1.2 * 8 * 100 / small.space - 0.02
    assert sheet.engraving.audit.collisions == 0
