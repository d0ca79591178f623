"""Feet and frames, and what a change of rate does."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.timing.footage import (
    PULL_DOWN,
    Gauge,
    NotFootage,
    at_other_rate,
    feet_and_frames,
    parse_footage,
    reel_length,
)
from engraving.timing.rates import RATES
from engraving.timing.timecode import parse, seconds_of


def test_vector_46_reels_added_up() -> None:
    assert feet_and_frames(parse_footage("39+14") + parse_footage("1769+07")) == "1809+05"


def test_vector_47_length_from_the_last_frame_of_action() -> None:
    assert feet_and_frames(reel_length(parse_footage("1827+13"))) == "1815+14"


def test_vector_48_a_minute_and_an_hour_at_24() -> None:
    assert feet_and_frames(60 * 24) == "90+00"
    assert feet_and_frames(3600 * 24) == "5400+00"


def test_vector_49_a_label_in_feet() -> None:
    assert feet_and_frames(parse("00:00:33:16", RATES["24"])) == "50+08"


def test_vector_50_16_mm_as_35_mm() -> None:
    assert feet_and_frames(parse_footage("36+00", Gauge.MM16), Gauge.MM35) == "90+00"


def test_vector_51_streamers_in_feet() -> None:
    lengths = [seconds_of(parse_footage(f"{feet}+00"), RATES["24"]) for feet in (3, 4, 5)]
    assert lengths == [Fraction(2), Fraction(8, 3), Fraction(10, 3)]


def test_vector_52_tempo_pulled_down() -> None:
    pulled = 120 * PULL_DOWN
    assert pulled == Fraction(120_000, 1001)


def test_vector_53_sample_rates() -> None:
    assert round(float(48_000 * PULL_DOWN), 3) == 47952.048
    assert 48_000 / PULL_DOWN == 48_048
    assert round(float(44_100 * PULL_DOWN), 3) == 44055.944


def test_vector_54_a_cue_keeps_its_frames() -> None:
    assert at_other_rate(Fraction(180), RATES["24"], RATES["23.976"]) == Fraction(18018, 100)
    assert at_other_rate(Fraction(18018, 100), RATES["23.976"], RATES["24"]) == 180


@pytest.mark.parametrize("text", ["", "39", "39+16", "39-14", "+14", "39+140", "-1+00"])
def test_what_is_no_footage(text: str) -> None:
    with pytest.raises(NotFootage):
        parse_footage(text)


def test_sixteen_millimetre_has_more_frames_to_the_foot() -> None:
    assert parse_footage("1+39", Gauge.MM16) == 79


def test_before_the_start() -> None:
    assert feet_and_frames(-17) == "-1+01"


@given(st.integers(0, 10**7), st.sampled_from(list(Gauge)))
def test_there_and_back(frames: int, gauge: Gauge) -> None:
    assert parse_footage(feet_and_frames(frames, gauge), gauge) == frames
