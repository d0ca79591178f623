"""How moments are written, told apart."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.spotting.times import Form, clock_seconds, form_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("01:00:10:12", Form.LABEL),
        ("01:00:10;12", Form.LABEL),
        ("1:00:10:12", Form.LABEL),
        ("01:00:10.12", Form.EITHER),
        ("01:00:10.125", Form.CLOCK),
        ("0:33.7", Form.CLOCK),
        ("0:33", Form.CLOCK),
        ("1:02:03", Form.CLOCK),
        ("90:00", Form.CLOCK),
        ("0:75", Form.UNKNOWN),
        ("33.7", Form.SECONDS),
        ("33,7", Form.SECONDS),
        ("33", Form.WHOLE),
        ("50+08", Form.FOOTAGE),
        ("13.2.00", Form.BARS),
        ("13|2|480", Form.BARS),
        ("noon", Form.UNKNOWN),
        ("-5.0", Form.UNKNOWN),
        ("", Form.UNKNOWN),
    ],
)
def test_forms(text: str, form: Form) -> None:
    assert form_of(text) is form


@given(st.integers(0, 9), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_clocks_there_and_back(hours: int, minutes: int, seconds: int, thousandths: int) -> None:
    text = f"{hours}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"
    assert clock_seconds(text) == 3600 * hours + 60 * minutes + seconds + Fraction(thousandths, 1000)


def test_seconds_are_the_decimal_that_is_written() -> None:
    assert clock_seconds("33.7") == Fraction(337, 10)
