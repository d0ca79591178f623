"""Numbers of picture time on paper: every rounding by the rule it names."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engraving.score import Moment
from engraving.timing.printed import decimal, elapsed, frame_click, frames_off, moment, seconds_long
from engraving.timing.rates import RATES
from engraving.timing.timecode import parse

R24 = RATES["24"]


def test_elapsed_is_cut_to_the_tenth_that_has_passed() -> None:
    assert elapsed(Fraction(360, 11)) == "0:32.7"  # 32.7272…
    assert elapsed(Fraction(599, 10) + Fraction(99, 1000)) == "0:59.9"
    assert elapsed(Fraction(-3, 2)) == "−0:01.5"


@pytest.mark.rule("R60")
def test_a_moment_is_the_nearest_frame_line() -> None:
    """Vector 55: 785.45 frames after 01:00:10:12 comes 01:00:43:05; 785 frames are 49 feet and 1."""
    told = moment(Fraction(360, 11), parse("01:00:10:12", R24), R24)
    assert told == Moment("0:32.7", "01:00:43:05", "49+01")
    assert told.told("timecode") == "01:00:43:05"


def test_the_nearest_line_is_not_the_frame_on_the_screen() -> None:
    assert moment(Fraction("33.7"), 0, R24).timecode == "00:00:33:17"  # vector 40


def test_what_is_not_known_is_told_as_elapsed() -> None:
    assert moment(Fraction(1), None, R24).told("timecode") == "0:01.0"
    assert moment(None, 0, R24) == Moment()


def test_drop_frame_labels_have_a_semicolon() -> None:
    rate = RATES["29.97df"]
    assert moment(Fraction(1800) / rate.fps, 0, rate).timecode == "00:01:00;02"  # vector 24


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (Fraction(11520, 131), 2, "87.94"),  # vector 15
        (Fraction(120), 2, "120"),
        (Fraction(576, 5), 2, "115.2"),  # vector 16
        (Fraction(1, 200), 2, "0.01"),  # half a hundredth goes away from 0
        (Fraction(-5, 2), 0, "−3"),
        (Fraction(-1, 1000), 2, "0"),
    ],
)
def test_decimals_go_to_the_nearest_halves_away_from_nought(number: Fraction, places: int, text: str) -> None:
    assert decimal(number, places) == text


def test_frames_off_are_late_with_plus_and_early_with_minus() -> None:
    assert frames_off(Fraction(3, 2)) == "+1.5 fr"
    assert frames_off(Fraction(-2)) == "−2 fr"
    assert frames_off(Fraction(1, 30)) == "0 fr"


@pytest.mark.rule("R62")
def test_a_click_that_is_only_near_says_so() -> None:
    assert frame_click(Fraction(11520, 131), R24) == "16-3"
    assert frame_click(Fraction(88), R24) == "≈16-3"  # vector 17
    assert frame_click(Fraction(60), R24) == "24-0"


def test_seconds_long() -> None:
    assert seconds_long(Fraction(8, 3)) == "2.67 s"
    assert seconds_long(Fraction(2)) == "2 s"
