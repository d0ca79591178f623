"""Bar numbers, multi-rests and timing marks (E47, E59)."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from engraving.house import Style
from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    change,
    dynamic,
    engraved,
    house,
    metronome,
    notes,
    rehearsal,
    tempo,
    words,
)

NEAR = 0.02
QUARTERS = notes("c5q d5 e5 d5")
REST = notes("R")


def numbers(sheet: Sheet, staff: int = 0) -> list[Drawn]:
    return sheet.of(Ink.BAR_NUMBER, staff=staff)


def style(**fields: object) -> Style:
    return msgspec.structs.replace(house(), numbers=msgspec.structs.replace(house().numbers, **fields))


# Numbers under bars


def test_e59_every_bar_has_its_number_below_bar_one_too() -> None:
    sheet = engraved(*[QUARTERS] * 9)
    assert [d.text for d in numbers(sheet)] == [str(n) for n in range(1, 10)]
    assert all(d.y1 < -2 for d in numbers(sheet))


def test_e42b_a_bar_number_is_centred_in_its_bar() -> None:
    sheet = engraved(QUARTERS, QUARTERS, QUARTERS)
    lines = sheet.of(Ink.BARLINE)
    second = numbers(sheet)[1]
    assert second.centre == pytest.approx((lines[0].x1 + lines[1].x0) / 2, abs=0.2)


def test_e59_numbers_of_a_line_share_one_baseline_from_3_2_to_7_below_the_staff() -> None:
    """3.2 when nothing is in the way."""
    sheet = engraved(*[QUARTERS] * 4)
    assert {round(d.y, 2) for d in numbers(sheet)} == {-5.2}


def test_e59_the_row_sinks_for_the_dynamics_but_not_below_seven() -> None:
    sheet = engraved(*[dynamic("f") + QUARTERS] * 4)
    rows = {round(d.y, 2) for d in numbers(sheet)}
    assert len(rows) == 1
    (row,) = rows
    assert -9.0 - NEAR <= row <= -5.2


def test_e59_a_number_goes_to_an_end_of_its_bar_rather_than_sink_alone() -> None:
    """Under the middle of one short bar stands a p: its number stands beside it, on the row of the others."""
    short = notes("c5q") + dynamic("p") + notes("d5q")
    plain = notes("c5q d5")
    sheet = engraved(*[plain] * 3, short, *[plain] * 4, time="2/4")
    assert {round(d.y, 2) for d in numbers(sheet)} == {-5.2}
    lines = [d.x0 for d in sheet.of(Ink.BARLINE)]
    number = numbers(sheet)[3]
    assert lines[2] < number.x0
    assert number.x1 < lines[3]


def test_e59_numbers_step_aside_a_little_rather_than_sink_under_a_row_of_dynamics() -> None:
    """Two dynamics a bar leave room beside the middle: the row stays up, every number within a tenth of its bar."""
    bar = dynamic("f") + notes("c5q e5") + dynamic("sf") + notes("c5q e5")
    sheet = engraved(*[bar] * 12)
    lines = [0.0, *(d.x0 for d in sheet.of(Ink.BARLINE, staff=1))]
    first = numbers(sheet, staff=1)
    assert {round(d.y, 2) for d in first} == {-5.2}
    for number, (left, right) in list(zip(first, pairwise(lines), strict=True))[1:]:
        assert abs(number.centre - (left + right) / 2) <= 0.11 * (right - left)


def test_e59_a_number_stays_in_the_middle_where_stepping_aside_wins_little() -> None:
    """A note that lowers the row by less than a space moves nothing sideways."""
    sheet = engraved(*[notes("c5h c4q c5")] * 4)
    for number, (left, right) in zip(numbers(sheet)[1:], pairwise(sheet.of(Ink.BARLINE)[:4]), strict=True):
        assert number.centre == pytest.approx((left.x1 + right.x0) / 2, abs=0.2)


@pytest.mark.parametrize(
    "bar", ["c5q d5 e5 d5", "e3q f3 e3 f3", "c4q{accent} e4 d4 c4", "[a3e c4 e4 g4] [a3e c4 e4 g4]"]
)
def test_e59_numbers_keep_four_tenths_clear_of_everything(bar: str) -> None:
    sheet = engraved(dynamic("p") + notes(bar), notes(bar), dynamic("ff") + notes(bar), notes(bar))
    ink = sheet.of(Ink.HEAD, Ink.STEM, Ink.BEAM, Ink.LEDGER, Ink.DYNAMIC, Ink.ARTICULATION)
    for number in numbers(sheet):
        for other in ink:
            if other.over(number):
                assert other.y0 - number.y1 >= 0.4 - 0.05


def test_e59_one_low_note_sends_only_its_own_number_down() -> None:
    bars = [QUARTERS] * 5
    bars[2] = notes("[e3s f3 g3 f3] [e3s f3 g3 f3] [e3s f3 g3 f3] [e3s f3 g3 f3]")
    sheet = engraved(*bars)
    row = sorted(d.y for d in numbers(sheet, 1))
    assert row[1:] == pytest.approx([row[-1]] * (len(row) - 1), abs=NEAR)


@pytest.mark.parametrize("style", ["us-session", "london-session"])
def test_e59_a_short_first_bar_that_the_source_counts_has_its_number_as_in_the_score(style: str) -> None:
    sheet = engraved(notes("c5q"), QUARTERS, QUARTERS, style=house(style))
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == ["1", "2", "3"]


def test_e59_a_pickup_has_no_number() -> None:
    sheet = engraved(notes("c5q"), QUARTERS, QUARTERS, pickup=True)
    assert [d.text for d in numbers(sheet)] == ["1", "2"]


def test_e59_with_lyrics_the_numbers_stand_a_space_over_the_staff() -> None:
    sheet = engraved(
        notes("c5q d5 b4 a4", lyrics="la la la la"), notes("c5q d5 b4 a4", lyrics="la la la la"), name="Soprano"
    )
    assert [d.y for d in numbers(sheet)] == pytest.approx([3.0, 3.0], abs=0.05)


@pytest.mark.parametrize("beat", [1, 2, 3])
@pytest.mark.parametrize("mark", [words("a", placement="above"), words("Viola 1", placement="above"), dynamic("f")])
def test_e59_over_a_sung_staff_numbers_step_aside_for_type_at_its_note(mark: str, beat: int) -> None:
    """Type stands where it would without numbers, and none is read with one: a space apart, or not on its height.

    A name that ends in a figure keeps three, or "Viola 1" and 12 are "Viola 1 12".
    """
    tune = ["c5q", "d5q", "b4q", "a4q"]
    bars = [*tune[:beat], mark, *tune[beat:]]
    bar = "".join(b if b.startswith("<") else notes(b, lyrics="la") for b in bars)
    sheet, bare = (engraved(*[bar] * 4, name="Soprano", style=s) for s in (None, style(bars="none")))
    said, alone = (s.of(Ink.EXPRESSION, Ink.TECHNIQUE, Ink.DYNAMIC) for s in (sheet, bare))
    assert [d.y for d in said] == pytest.approx([d.y for d in alone], abs=NEAR)
    for number in numbers(sheet):
        for type_ in said:
            level = type_.y0 < number.y1 and number.y0 < type_.y1
            least = 3 if type_.text[-1:].isdigit() else 1
            assert not level or type_.x0 - number.x1 >= 1 - NEAR or number.x0 - type_.x1 >= least - NEAR


def test_e59_a_grand_staff_has_one_row_under_its_lower_staff() -> None:
    bar = QUARTERS + back() + notes("c3w", staff=2)
    sheet = engraved(bar, bar, clefs=("G2", "F4"), name="Piano")
    assert {d.staff for d in numbers(sheet)} == {2}
    assert all(d.y1 < -2 for d in numbers(sheet))


def test_numbers_at_system_starts_only() -> None:
    sheet = engraved(*[QUARTERS] * 14, style=style(bars="system-start"))
    staves = sheet.staves()
    assert [d.text for d in numbers(sheet)] == [str(s.bars[0] + 1) for s in staves]
    assert all(d.y > 2 and d.x0 < 3 for d in numbers(sheet))


def test_no_numbers_at_all() -> None:
    assert numbers(engraved(*[QUARTERS] * 9, style=style(bars="none"))) == []


# Multi-rests


def resting(count: int, **score: object) -> Sheet:
    return engraved(QUARTERS, *[REST] * count, QUARTERS, **score)  # type: ignore[arg-type]


def h_bar(sheet: Sheet, staff: int = 1) -> tuple[Drawn, list[Drawn]]:
    bar, *serifs = sorted(sheet.of(Ink.H_BAR, staff=staff), key=lambda d: -d.width)
    return bar, serifs


@pytest.mark.parametrize("count", [2, 4, 15, 128])
def test_e47_empty_bars_become_one_h_bar_with_their_count(count: int) -> None:
    sheet = resting(count)
    assert len(sheet.of(Ink.H_BAR)) == 3
    assert [d.code - 0xE080 for d in sheet.of(Ink.REST_COUNT)] == [int(c) for c in str(count)]


def test_e47_the_h_bar_is_a_space_thick_and_a_space_off_its_barlines() -> None:
    sheet = resting(8)
    bar, serifs = h_bar(sheet)
    left, right = sheet.of(Ink.BARLINE)[:2]
    assert (bar.y0, bar.y1) == pytest.approx((-0.5, 0.5), abs=NEAR)
    assert bar.x0 - left.x1 == pytest.approx(1.0, abs=0.1)
    assert right.x0 - bar.x1 == pytest.approx(1.0, abs=0.1)
    assert all((d.y0, d.y1) == pytest.approx((-1, 1), abs=NEAR) for d in serifs)


def test_e47_the_count_stands_half_a_space_over_the_staff_in_the_middle() -> None:
    sheet = resting(12)
    bar, _ = h_bar(sheet)
    figures = sheet.of(Ink.REST_COUNT)
    assert min(d.y0 for d in figures) == pytest.approx(2.5, abs=0.05)
    assert (figures[0].x0 + figures[-1].x1) / 2 == pytest.approx(bar.centre, abs=0.15)


@pytest.mark.parametrize("quarters", [60, 120])
@pytest.mark.parametrize("count", [2, 8, 32])
def test_e47_a_count_is_not_read_with_the_metronome_mark_before_it(quarters: int, count: int) -> None:
    sheet = engraved(metronome(quarters) + notes("R"), *[notes("R")] * (count - 1), notes("c5w"))
    figures, mark = sheet.of(Ink.REST_COUNT), sheet.of(Ink.TEMPO)
    over = min(d.y0 for d in mark) - max(d.y1 for d in figures)
    beside = min(d.x0 for d in figures) - max(d.x1 for d in mark)
    assert over >= 0.5 or beside >= 1.0


def test_e47_the_range_of_its_bars_stands_under_it() -> None:
    sheet = resting(12)
    bar, _ = h_bar(sheet)
    number = sheet.one(Ink.REST_RANGE)
    assert number.text == "2–13"
    assert number.centre == pytest.approx(bar.centre, abs=0.2)
    assert number.y1 < -2
    assert [d.text for d in numbers(sheet)] == ["1", "14"]


def test_e47_one_empty_bar_is_a_whole_rest_without_a_count() -> None:
    sheet = resting(1)
    assert sheet.of(Ink.H_BAR, Ink.REST_COUNT) == []
    assert sheet.one(Ink.REST).code == g.REST_WHOLE
    assert [d.text for d in numbers(sheet)] == ["1", "2", "3"]


def test_e47_longer_rests_are_a_little_wider() -> None:
    widths = [h_bar(resting(count))[0].width for count in (2, 16, 64)]
    assert widths == sorted(widths)
    assert widths[-1] < 2.5 * widths[0]


@pytest.mark.parametrize(
    "mark",
    [rehearsal("B"), tempo("Meno mosso"), change(time="3/4"), change(key=2)],
    ids=["rehearsal", "tempo", "metre", "key"],
)
def test_e47_what_a_counting_player_must_see_breaks_the_rest(mark: str) -> None:
    after = notes("Rh.") if "beats" in mark else REST
    sheet = engraved(
        QUARTERS, *[REST] * 4, mark + after, *[after] * 5, QUARTERS if "beats" not in mark else notes("c5h.")
    )
    assert [d.code - 0xE080 for d in sheet.of(Ink.REST_COUNT)] == [4, 6]


def test_e47_a_clef_change_does_not_break_it() -> None:
    sheet = engraved(QUARTERS, REST, REST, change(clef="F4") + REST, REST, notes("c3w"))
    assert [d.code - 0xE080 for d in sheet.of(Ink.REST_COUNT)] == [4]
    bar, _ = h_bar(sheet)
    assert sheet.of(Ink.CLEF)[1].x0 > bar.x1


def test_e47_a_grand_staff_has_an_h_bar_in_each_staff_one_count_between_and_the_range_below() -> None:
    playing = QUARTERS + back() + notes("c3w", staff=2)
    resting_bar = REST + back() + notes("R", staff=2)
    sheet = engraved(playing, *[resting_bar] * 5, playing, clefs=("G2", "F4"), name="Piano")
    assert len(sheet.of(Ink.H_BAR, staff=1)) == len(sheet.of(Ink.H_BAR, staff=2)) == 3
    (count,) = sheet.of(Ink.REST_COUNT)
    upper, lower = sheet.staves()
    gap = (upper.y - lower.y) / sheet.space
    assert count.staff == 1
    assert count.middle == pytest.approx(-gap / 2, abs=0.3)
    assert sheet.one(Ink.REST_RANGE).staff == 2


def test_a_range_may_be_left_out() -> None:
    assert resting(5, style=style(rest_ranges=False)).of(Ink.REST_RANGE) == []


def test_e59_a_number_beside_type_of_its_height_keeps_a_space_off_or_stands_elsewhere() -> None:
    """62 dim. in one row would read as part of the marking."""
    dim, sf = words("dim.", placement="below"), dynamic("sf")
    for bar in (notes("c5h") + dim + notes("d5h"), notes("c5q d5") + sf + notes("e5h"), sf + notes("c5w")):
        sheet = engraved(QUARTERS, *[bar] * 3, QUARTERS)
        for number in sheet.of(Ink.BAR_NUMBER):
            for said in sheet.of(Ink.DYNAMIC, Ink.EXPRESSION, staff=number.staff):
                if said.y0 < number.y1 and number.y0 < said.y1:
                    assert max(said.x0 - number.x1, number.x0 - said.x1) >= 1.0 - 0.02


# Timing


def test_timing_marks_stand_at_every_line_start_in_minutes_and_tenths() -> None:
    """At 60 a bar of four lasts four seconds."""
    sheet = engraved(metronome(60) + QUARTERS, *[QUARTERS] * 13)
    marks = sheet.of(Ink.TIMING)
    assert [d.text for d in marks] == [f"0:{4 * s.bars[0]:02d}.0" for s in sheet.staves()]
    assert all(d.y0 > 2 and d.x0 < 0.5 for d in marks)


def test_timing_marks_stand_at_rehearsal_marks_too_and_keep_off_them() -> None:
    sheet = engraved(metronome(60) + QUARTERS, QUARTERS, rehearsal("B") + QUARTERS)
    assert [d.text for d in sheet.of(Ink.TIMING)] == ["0:00.0", "0:08.0"]
    boxes = sheet.of(Ink.BOX, Ink.REHEARSAL, Ink.TEMPO)
    assert not any(mark.touches(other) for mark in sheet.of(Ink.TIMING) for other in boxes)


def test_a_time_stands_between_its_letter_and_the_staff_where_the_row_of_tempo_marks_is_high() -> None:
    """High notes under the tempo mark lift the row, and the letter with it; over low ones there is nothing to clear."""
    high, low = notes("c6q c6 c6 c6"), rehearsal("B") + notes("f4q f4 f4 f4")
    sheet = engraved(metronome(60) + high, QUARTERS, low)
    (letter,) = sheet.of(Ink.REHEARSAL)
    (time,) = [d for d in sheet.of(Ink.TIMING) if d.text == "0:08.0"]
    assert time.y1 < letter.y0
    assert time.y0 > 2.0 + 1.0  # off the staff
    level = engraved(metronome(60) + QUARTERS, QUARTERS, low)
    (letter,) = level.of(Ink.REHEARSAL)
    (time,) = [d for d in level.of(Ink.TIMING) if d.text == "0:08.0"]
    assert time.y0 > letter.y1  # no room under it: over everything


def test_a_style_may_have_no_timing_marks() -> None:
    quiet = msgspec.structs.replace(house(), timing=msgspec.structs.replace(house().timing, marks="none"))
    assert engraved(metronome(60) + QUARTERS, style=quiet).of(Ink.TIMING) == []
