"""Ramps: the vectors, Simpson's rule over each law's tempo, and there and back."""

from __future__ import annotations

from fractions import Fraction
from math import log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engraving.timing.cue_file import RAMP_LAWS, RampLaw
from engraving.timing.ramps import GRAIN, Ramp, final_tempo, step_tempi

MICRO = 0.5e-6


def _ramp(law: RampLaw, beats: int = 4, begin: int = 120, end: int = 60) -> Ramp:
    return Ramp(law, Fraction(beats), Fraction(begin), Fraction(end))


def test_vector_62_linear_in_time() -> None:
    assert _ramp("time-linear").seconds == Fraction(8, 3)
    assert 24 * _ramp("time-linear").seconds == 64


def test_vector_63_linear_in_beats() -> None:
    assert _ramp("beat-linear").seconds == Fraction(2_772_589, 1_000_000)  # 4 ln 2 = 2.77258872…
    assert abs(float(_ramp("beat-linear").seconds) - 4 * log(2)) < MICRO


def test_vector_64_beat_lengths_linear() -> None:
    assert _ramp("beat-length-linear").seconds == 3
    assert 24 * _ramp("beat-length-linear").seconds == 72


def test_vector_65_equal_ratio() -> None:
    assert _ramp("equal-ratio").seconds == Fraction(2_885_390, 1_000_000)
    assert abs(float(_ramp("equal-ratio").seconds) - 2 / log(2)) < MICRO


def test_vector_66_steps() -> None:
    assert _ramp("steps").seconds == Fraction(533, 210)
    assert [tempo for _, tempo in step_tempi(_ramp("steps"))] == [120, 105, 90, 75]
    middle = step_tempi(_ramp("steps"), mid_beat=True)
    assert sum(60 * length / tempo for length, tempo in middle) == Fraction(17792, 6435)


@pytest.mark.parametrize(
    ("law", "expected"), [("time-linear", "1.116963"), ("beat-linear", "1.150728"), ("beat-length-linear", "1.25")]
)
def test_vector_67_halfway(law: RampLaw, expected: str) -> None:
    assert _ramp(law).elapsed(Fraction(2)) == Fraction(expected)


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("time-linear", Fraction(480, 77)),
        ("beat-linear", Fraction("6.276700")),
        ("beat-length-linear", Fraction(70, 11)),
    ],
)
def test_vector_68_a_slower_ramp(law: RampLaw, expected: Fraction) -> None:
    assert _ramp(law, 8, 88, 66).seconds == expected


def test_vector_69_the_tempo_to_reach() -> None:
    beats, begin, seconds = Fraction(8), Fraction(100), Fraction(5)
    assert final_tempo("time-linear", beats, begin, seconds) == 92
    assert final_tempo("beat-length-linear", beats, begin, seconds) == Fraction(1200, 13)
    found = final_tempo("beat-linear", beats, begin, seconds)
    assert found is not None
    assert round(float(found), 5) == 92.10812


@pytest.mark.parametrize(
    ("law", "seconds"),
    [
        ("time-linear", "4"),  # from 120 evenly to a standstill, which takes 4 s
        ("beat-length-linear", "1"),  # from half a second a beat evenly to none, which takes 1 s
        ("beat-linear", "100000000"),
        ("steps", "0.5"),  # its first beat alone
    ],
)
def test_no_tempo_does_it(law: RampLaw, seconds: str) -> None:
    assert final_tempo(law, Fraction(4), Fraction(120), Fraction(seconds)) is None


_tempi = st.fractions(20, 300, max_denominator=16)
_beats = st.fractions(Fraction(1, 4), 40, max_denominator=8)
_laws = st.sampled_from(RAMP_LAWS)


@given(_laws, _beats, _tempi, _tempi, st.fractions(0, 1, max_denominator=50))
def test_there_and_back(law: RampLaw, beats: Fraction, begin: Fraction, end: Fraction, part: Fraction) -> None:
    """A microsecond is at most five microbeats at 300 beats a minute."""
    ramp = Ramp(law, beats, begin, end)
    beat = beats * part
    assert abs(ramp.beat_at(ramp.elapsed(beat)) - beat) <= 10 * GRAIN


@given(_laws, _beats, _tempi, _tempi)
def test_between_the_tempi_at_its_ends(law: RampLaw, beats: Fraction, begin: Fraction, end: Fraction) -> None:
    ramp = Ramp(law, beats, begin, end)
    slow, fast = sorted((begin, end))
    assert 60 * beats / fast - GRAIN <= ramp.seconds <= 60 * beats / slow + GRAIN
    assert slow - GRAIN <= ramp.tempo_at(beats / 3) <= fast + GRAIN
    assert ramp.tempo_at(beats) == end


@given(st.sampled_from([law for law in RAMP_LAWS if law != "steps"]), _beats, _tempi, _tempi)
def test_time_is_the_area_under_the_beat_lengths(law: RampLaw, beats: Fraction, begin: Fraction, end: Fraction) -> None:
    """Simpson's rule over 60 / tempo, which the formulas never look at."""
    assume(max(begin, end) <= 4 * min(begin, end))  # steeper ones bend too sharply for so few pieces
    ramp, pieces = Ramp(law, beats, begin, end), 64
    lengths = [60 / float(ramp.tempo_at(beats * n / pieces)) for n in range(pieces + 1)]
    weights = [1, *[4, 2] * (pieces // 2 - 1), 4, 1]
    area = sum(w * length for w, length in zip(weights, lengths, strict=True)) * float(beats) / pieces / 3
    assert float(ramp.seconds) == pytest.approx(area, rel=1e-3, abs=2e-6)


@given(_laws, _beats, _tempi)
def test_without_a_change_it_is_no_ramp(law: RampLaw, beats: Fraction, tempo: Fraction) -> None:
    ramp = Ramp(law, beats, tempo, tempo)
    assert ramp.seconds == 60 * beats / tempo
    assert ramp.beat_at(ramp.seconds / 2) == beats / 2


@settings(max_examples=25)
@given(_laws, _beats, _tempi, _tempi)
def test_the_tempo_to_reach_is_reached(law: RampLaw, beats: Fraction, begin: Fraction, end: Fraction) -> None:
    ramp = Ramp(law, beats, begin, end)
    found = final_tempo(law, beats, begin, ramp.seconds)
    if law == "steps" and beats <= 1:
        return  # one step, whose tempo is the first: the last tempo is never heard
    assert found is not None
    assert float(Ramp(law, beats, begin, found).seconds) == pytest.approx(float(ramp.seconds), abs=2e-5)
