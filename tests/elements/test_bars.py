"""Bars and barlines: measure repeats, beat repeats, slashes, and every barline."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Line
from engraving.typefaces import smufl as g
from tests.elements.drawn import sheet
from tests.layout.small_music import Drawn, Sheet, engraved, notes

NEAR = 0.05


def _barlines(page: Sheet, staff: int = 1) -> list[Drawn]:
    return page.of(Ink.BARLINE, staff=staff)


def _in_bars(signs: list[Drawn], lines: list[Drawn]) -> list[int]:
    """How many barlines stand left of each sign."""
    return [sum(line.x1 < sign.x0 for line in lines) for sign in signs]


def test_e19_a_measure_repeat_stands_in_the_middle_of_each_of_its_bars() -> None:
    page = sheet("bar-measure-repeat")
    signs, lines = page.of(Ink.MEASURE_REPEAT, staff=1), _barlines(page)
    assert {sign.code for sign in signs} == {g.REPEAT_1_BAR}
    assert _in_bars(signs, lines) == list(range(1, len(signs) + 1))
    for sign, left, right in zip(signs, lines, lines[1:], strict=False):
        assert sign.centre == pytest.approx((left.x1 + right.x0) / 2, abs=0.5)
        assert sign.middle == pytest.approx(0, abs=NEAR)
    total = [*signs, *page.of(Ink.MEASURE_REPEAT, staff=2)]
    assert len(total) == 7


def test_e19_every_fourth_bar_of_repeats_is_counted_from_the_written_one() -> None:
    page = sheet("bar-measure-repeat")
    counts = page.of(Ink.REST_RANGE)
    assert [count.text for count in counts] == ["(4)", "(8)"]
    third = page.of(Ink.MEASURE_REPEAT, staff=1)[2]
    assert counts[0].centre == pytest.approx(third.centre, abs=NEAR)
    assert counts[0].y0 > 2


def test_e19_bars_under_a_repeat_hold_no_notes_and_no_rests() -> None:
    page = sheet("bar-measure-repeat")
    assert len(page.of(Ink.HEAD)) == 8
    assert not page.of(Ink.REST, Ink.H_BAR)


@pytest.mark.parametrize(
    ("name", "code", "figure", "bar"),
    [("two", g.REPEAT_2_BARS, "2", 3), ("four", g.REPEAT_4_BARS, "4", 6)],
)
def test_e19_a_repeat_of_several_bars_stands_on_their_middle_barline(
    name: str, code: int, figure: str, bar: int
) -> None:
    page = sheet(f"bar-measure-repeat-{name}")
    sign = page.one(Ink.MEASURE_REPEAT)
    assert sign.code == code
    assert sign.centre == pytest.approx(_barlines(page)[bar - 1].centre, abs=NEAR)
    over = page.one(Ink.REST_COUNT)
    assert over.code == g.TIME_SIG_DIGITS[int(figure)]
    assert over.centre == pytest.approx(sign.centre, abs=0.2)
    assert over.y0 > 2.3


def test_e53_a_repeat_of_four_bars_is_not_divided_by_a_line() -> None:
    page = sheet("bar-measure-repeat-four")
    assert any(first <= 4 and last >= 7 for first, last in (staff.bars for staff in page.staves()))


def test_notes_written_out_under_a_repeat_are_not_printed_twice_and_rests_after_it_merge() -> None:
    page = sheet("bar-measure-repeat-written-out")
    assert len(page.of(Ink.HEAD)) == 4
    assert len(page.of(Ink.MEASURE_REPEAT)) == 2
    assert [number.text for number in page.of(Ink.REST_RANGE)] == ["4–5"]


def test_a_repeat_in_one_hand_leaves_the_other_alone() -> None:
    page = sheet("bar-measure-repeat-keyboard")
    assert len(page.of(Ink.HEAD, staff=1)) == 12
    assert len(page.of(Ink.HEAD, staff=2)) == 4
    assert page.one(Ink.MEASURE_REPEAT).staff == 2


def test_e19_slashes_without_stems_stand_on_every_beat() -> None:
    page = sheet("bar-slash-beats")
    slashes = [head for head in page.of(Ink.HEAD) if head.code == g.NOTEHEAD_SLASH_HORIZONTAL_ENDS]
    assert len(slashes) == 8
    assert all(slash.middle == pytest.approx(0, abs=NEAR) for slash in slashes)
    assert len(page.of(Ink.STEM)) == 4


def test_e19_slashes_of_a_compound_metre_are_as_long_as_the_source_says() -> None:
    page = sheet("bar-slash-compound")
    slashes = [head for head in page.of(Ink.HEAD) if head.code == g.NOTEHEAD_SLASH_HORIZONTAL_ENDS]
    assert len(slashes) == 2
    assert len(page.of(Ink.DOT)) == 4


def test_e19_slashes_with_stems_keep_the_rhythm() -> None:
    page = sheet("bar-slash-rhythm")
    codes = [head.code for head in page.of(Ink.HEAD)]
    black, white = g.NOTEHEAD_SLASH_HORIZONTAL_ENDS, g.NOTEHEAD_SLASH_WHITE_HALF
    assert codes[:6] == [black] * 4 + [white] * 2
    assert (len(page.of(Ink.STEM)), len(page.of(Ink.BEAM)), len(page.of(Ink.REST))) == (10, 1, 1)
    assert len(page.of(Ink.TIE)) == 1


def test_beat_repeats_are_one_or_two_strokes_a_beat() -> None:
    page = sheet("bar-beat-repeat")
    strokes = [head for head in page.of(Ink.HEAD) if head.code == g.REPEAT_BAR_SLASH]
    assert len(strokes) == 2 + 3 * 2


@pytest.mark.parametrize("after", [True, False])
def test_a_barline_inside_at_the_edge_of_its_bar_is_the_bars_own(after: bool) -> None:
    line = '<barline location="middle"><bar-style>light-light</bar-style></barline>'
    bars = (notes("c5w") + line, notes("d5w")) if after else (notes("c5w"), line + notes("d5w"))
    page = engraved(*bars, notes("e5w"))
    assert page.engraving.audit.lost == 0
    assert len(_barlines(page)) == 2 + 1 + 2


def test_barlines_inside_bars_stand_between_their_notes() -> None:
    page = sheet("bar-inside")
    heads, lines = page.of(Ink.HEAD), _barlines(page)
    dashed = next(line for line in lines if isinstance(line.item, Line) and line.item.dash)
    assert heads[1].x1 + 0.3 < dashed.x0 < dashed.x1 < heads[2].x0 - 0.5
    double = [line for line in lines if heads[4].x1 < line.x0 < heads[5].x0]
    assert len(double) == 2
    sharp = page.of(Ink.ACCIDENTAL)[0]
    assert double[1].x1 < sharp.x0


def _over_barline(page: Sheet, text: str, number: int) -> None:
    """Words end where the bar ends, over its last barline (counted from 1), and say nothing of the next bar."""
    ends = _repeat_or_barline_ends(page)
    (word,) = [drawn for drawn in page.of(Ink.TEMPO) if drawn.text == text]
    assert ends[number - 1] - 2.5 < word.x1 <= ends[number - 1] + NEAR


def _repeat_or_barline_ends(page: Sheet) -> list[float]:
    """The right edge of each bar: strokes nearer than 1 are one barline."""
    ends: list[float] = []
    for line in _barlines(page):
        if ends and line.x0 - ends[-1] < 1.0:
            ends[-1] = line.x1
        else:
            ends.append(line.x1)
    return ends


def test_a_passage_played_more_than_twice_says_how_often_at_its_end() -> None:
    page = sheet("bar-times")
    assert [d.text for d in page.of(Ink.TEMPO)] == ["4×", "3x", "Fine", "D.C. al Fine"]
    _over_barline(page, "4×", 1)
    _over_barline(page, "3x", 2)


def test_e42b_fine_and_d_c_stand_at_the_end_of_their_bar() -> None:
    page = sheet("bar-times")
    _over_barline(page, "Fine", 3)
    _over_barline(page, "D.C. al Fine", 5)


def test_a_fermata_over_a_barline_stands_on_it() -> None:
    page = sheet("bar-times")
    (fermata,) = page.of(Ink.JUMP)
    assert fermata.centre == pytest.approx(_repeat_or_barline_ends(page)[3] - 0.4, abs=0.4)
