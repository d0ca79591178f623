"""Frame rates by the names people give them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engraving.timing.rates import RATES, UnknownRate, rate_named


@pytest.mark.parametrize(
    ("name", "fps", "nominal", "skipped"),
    [
        ("23.976", Fraction(24000, 1001), 24, 0),
        ("24", Fraction(24), 24, 0),
        ("25", Fraction(25), 25, 0),
        ("29.97", Fraction(30000, 1001), 30, 0),
        ("29.97df", Fraction(30000, 1001), 30, 2),
        ("30", Fraction(30), 30, 0),
        ("48", Fraction(48), 48, 0),
        ("50", Fraction(50), 50, 0),
        ("59.94", Fraction(60000, 1001), 60, 0),
        ("59.94df", Fraction(60000, 1001), 60, 4),
        ("60", Fraction(60), 60, 0),
    ],
)
def test_every_rate(name: str, fps: Fraction, nominal: int, skipped: int) -> None:
    rate = rate_named(name)
    assert (rate.name, rate.fps, rate.nominal, rate.skipped) == (name, fps, nominal, skipped)
    assert rate.frame * rate.fps == 1


def test_there_are_no_others() -> None:
    assert len(RATES) == 11
    assert all(name == rate.name for name, rate in RATES.items())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("23.98", "23.976"), ("24000/1001", "23.976"), ("23,976", "23.976"), ("24 fps", "24"), ("24.00", "24"),
        ("25 Frame", "25"), ("24p", "24"), ("29.97 Drop Frame", "29.97df"), ("29.97 Non-Drop", "29.97"),
        ("29.97 NDF", "29.97"), ("29.97DF", "29.97df"), ("30000/1001 df", "29.97df"), ("59.94 drop", "59.94df"),
        ("60.0 fps", "60"), ("29.97 fps drop", "29.97df"),
    ],
)  # fmt: skip
def test_names_people_use(text: str, name: str) -> None:
    assert rate_named(text) is RATES[name]


@pytest.mark.parametrize("text", ["", "26", "24df", "30 drop", "film", "23.9", "25 Frame PAL", "29.97x"])
def test_unknown_rates_are_told_with_those_there_are(text: str) -> None:
    with pytest.raises(UnknownRate, match=r"23\.976, 24, 25, 29\.97, 29\.97df"):
        rate_named(text)
