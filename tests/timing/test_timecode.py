"""Labels and frames: the vectors, two other programs as oracles, and there and back."""

from __future__ import annotations

from fractions import Fraction

import opentimelineio
import pytest
import timecode as other_timecode
from hypothesis import given
from hypothesis import strategies as st

from engraving.timing.rates import RATES, Rate
from engraving.timing.timecode import (
    NoSuchLabel,
    Rounding,
    exact_frames,
    frames_a_day,
    frames_at,
    label,
    label_at,
    parse,
    seconds_of,
)

DF, NDF = RATES["29.97df"], RATES["29.97"]
FLOOR, NEAREST = Rounding.FLOOR, Rounding.NEAREST


@pytest.mark.parametrize(
    ("frame", "drop", "straight"),
    [
        (1799, "00:00:59;29", "00:00:59:29"),
        (1800, "00:01:00;02", "00:01:00:00"),
        (17981, "00:09:59;29", "00:09:59:11"),
        (17982, "00:10:00;00", "00:09:59:12"),
        (107892, "01:00:00;00", "00:59:56:12"),
        (2589407, "23:59:59;29", "23:58:33:17"),
        (107957, "01:00:02;05", "00:59:58:17"),
    ],
)
def test_vectors_23_to_29_drop_frame_labels(frame: int, drop: str, straight: str) -> None:
    assert label(frame, DF) == drop
    assert label(frame, NDF) == straight
    assert parse(drop, DF) == parse(straight, NDF) == frame


def test_vector_30_a_drop_frame_label() -> None:
    assert parse("00:01:02;23", DF) == 1881


def test_vector_31_the_same_at_24() -> None:
    assert parse("00:01:02:23", RATES["24"]) == 1511


def test_vector_32_the_frame_after() -> None:
    assert label(parse("12:38:59;29", DF) + 1, DF) == "12:39:00;02"


def test_vector_33_labels_that_do_not_exist() -> None:
    with pytest.raises(NoSuchLabel, match=r"minutes that are no tens begin with 00:01:00;02"):
        parse("00:01:00;00", DF)
    with pytest.raises(NoSuchLabel, match=r"begin with 00:59:00;02"):
        parse("00:59:00;01", DF)
    assert parse("00:10:00;00", DF) == 17982


def test_vector_34_drop_frame_at_59_94() -> None:
    assert label(3600, RATES["59.94df"]) == "00:01:00;04"
    assert label(35964, RATES["59.94df"]) == "00:10:00;00"


def test_vectors_35_to_37_what_labels_last() -> None:
    assert seconds_of(parse("01:00:00;00", DF), DF) == Fraction(8999991, 2500)
    assert seconds_of(parse("01:00:00:00", NDF), NDF) == Fraction(36036, 10)
    assert seconds_of(parse("01:00:00:00", RATES["23.976"]), RATES["23.976"]) == Fraction(36036, 10)
    assert seconds_of(frames_a_day(DF), DF) - 86400 == Fraction(-864, 10_000)


def test_vector_38_two_hours_of_23_976() -> None:
    rate = RATES["23.976"]
    assert parse("02:00:00:00", rate) == 172_800
    assert seconds_of(172_800, rate) == Fraction(72072, 10)
    assert label(49_999, rate) == "00:34:43:07"


@pytest.mark.parametrize(
    ("rate", "frames"),
    [
        ("23.976", Fraction(337, 10) * Fraction(24000, 1001)),
        ("24", Fraction(8088, 10)),
        ("25", Fraction(8425, 10)),
        ("29.97", Fraction(337, 10) * Fraction(30000, 1001)),
        ("30", Fraction(1011)),
    ],
)
def test_vector_39_frames_in_33_7_seconds(rate: str, frames: Fraction) -> None:
    assert exact_frames(Fraction(337, 10), RATES[rate]) == frames


def test_vector_39_as_printed() -> None:
    shown = [round(float(exact_frames(Fraction(337, 10), RATES[name])), 3) for name in ("23.976", "29.97")]
    assert shown == [807.992, 1009.99]


@pytest.mark.parametrize(
    ("rate", "rule", "expected"),
    [
        ("24", FLOOR, "00:00:33:16"),
        ("24", NEAREST, "00:00:33:17"),
        ("25", FLOOR, "00:00:33:17"),
        ("25", NEAREST, "00:00:33:18"),
        ("30", FLOOR, "00:00:33:21"),
        ("30", NEAREST, "00:00:33:21"),
    ],
)
def test_vectors_40_and_41_the_rule_decides(rate: str, rule: Rounding, expected: str) -> None:
    assert label_at(0, Fraction(337, 10), RATES[rate], rule) == expected


def test_vector_42_a_difference_of_labels() -> None:
    first, last = "01:00:23:01", "01:01:56:11"
    frames = parse(last, RATES["25"]) - parse(first, RATES["25"])
    assert (frames, seconds_of(frames, RATES["25"])) == (2335, Fraction(934, 10))
    frames = parse(last, RATES["24"]) - parse(first, RATES["24"])
    assert (frames, seconds_of(frames, RATES["24"])) == (2242, Fraction(2242, 24))


def test_vector_44_cue_times_of_timing_notes() -> None:
    rate = RATES["25"]
    start = parse("00:00:04:17", rate)
    assert seconds_of(parse("00:00:08:00", rate) - start, rate) == Fraction(332, 100)
    assert seconds_of(parse("00:00:25:10", rate) - start, rate) == Fraction(2072, 100)


def test_vector_45_a_flow_attached_at_its_eighth_second() -> None:
    for name in ("24", "25", "30"):
        assert label_at(parse("02:00:00:00", RATES[name]), Fraction(-8), RATES[name], FLOOR) == "01:59:52:00"


def test_vector_55_cue_time_and_timecode() -> None:
    """q = 88 in 4/4: bar 13 starts 48 quarters in, 360/11 s, on the screen frame 785 of the cue."""
    at = 48 * Fraction(60, 88)
    assert at == Fraction(360, 11)
    assert round(float(exact_frames(at, RATES["24"])), 2) == 785.45
    assert label_at(parse("01:00:10:12", RATES["24"]), at, RATES["24"], FLOOR) == "01:00:43:05"


@pytest.mark.parametrize(
    ("text", "rate", "why"),
    [
        ("", "24", "no timecode"),
        ("33.7", "24", "no timecode"),
        ("1:02:03", "24", "no timecode"),
        ("-00:00:01:00", "24", "no timecode"),
        ("00:00:00:24", "24", "its frame goes up to 23"),
        ("00:00:99:99", "25", "its second goes up to 59"),
        ("00:60:00:00", "25", "its minute goes up to 59"),
        ("24:00:00:00", "25", "its hour goes up to 23"),
        ("00:00:01;00", "29.97", "does not drop frames"),
        ("00:01:00:00", "29.97df", "does not exist in drop frame"),
        ("00:01:00;03", "59.94df", "begin with 00:01:00;04"),
    ],
)
def test_what_is_refused(text: str, rate: str, why: str) -> None:
    with pytest.raises(NoSuchLabel, match=why):
        parse(text, RATES[rate])


def test_colons_are_read_at_drop_frame_rates_as_edit_lists_write_them() -> None:
    assert parse("00:01:02:23", DF) == 1881


def test_a_clock_goes_round() -> None:
    assert label(-1, RATES["24"]) == "23:59:59:23"
    assert label(frames_a_day(DF), DF) == "00:00:00;00"


def test_frame_lines_need_no_rounding() -> None:
    for rate in RATES.values():
        assert all(frames_at(seconds_of(n, rate), rate, rule) == n for n in (-7, 0, 1, 1001) for rule in Rounding)


@given(st.sampled_from(list(RATES.values())), st.data())
def test_every_frame_of_a_day_comes_back(rate: Rate, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, frames_a_day(rate) - 1))
    assert parse(label(frame, rate), rate) == frame


@pytest.mark.parametrize("name", ["29.97df", "59.94df", "24"])
def test_every_label_of_twelve_minutes_in_turn(name: str) -> None:
    """Walking labels by hand: the next second, minute, and the labels that a minute leaves out."""
    rate = RATES[name]
    frame = 0
    for minute in range(12):
        for second in range(60):
            first = rate.skipped if second == 0 and minute % 10 else 0
            for number in range(first, rate.nominal):
                mark = ";" if rate.drop else ":"
                assert label(frame, rate) == f"00:{minute:02d}:{second:02d}{mark}{number:02d}"
                frame += 1


_OTIO_NAMES = {"23.976": 24000 / 1001, "29.97": 30000 / 1001, "59.94": 60000 / 1001}


@given(st.sampled_from([r for r in RATES.values() if r.name != "48"]), st.data())
def test_labels_agree_with_opentimelineio(rate: Rate, data: st.DataObject) -> None:
    drop = RATES.get(f"{rate.name}df", rate)
    frame = data.draw(st.integers(0, frames_a_day(drop) - 1))  # theirs begins anew there without drop frame, too
    fps = _OTIO_NAMES.get(rate.name.removesuffix("df"), float(rate.fps))
    time = opentimelineio.opentime.RationalTime(frame, fps)
    assert label(frame, rate) == opentimelineio.opentime.to_timecode(time, fps, drop_frame=rate.drop)


@given(st.sampled_from(list(RATES.values())), st.data())
def test_labels_agree_with_timecode(rate: Rate, data: st.DataObject) -> None:
    frame = data.draw(st.integers(0, frames_a_day(rate) - 1))
    name = rate.name.removesuffix("df")
    theirs = other_timecode.Timecode(name, frames=frame + 1, force_non_drop_frame=not rate.drop)
    assert label(frame, rate).replace(";", ":") == str(theirs).replace(";", ":")
