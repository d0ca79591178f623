"""Frame rates by name: exact frames a second, and how their labels are counted (docs/timing.md, "Rates and labels")."""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec


class UnknownRate(ValueError):
    """No frame rate has this name; the message lists those there are."""


class Rate(msgspec.Struct, frozen=True, gc=False):
    """A frame rate: ``fps`` exact, ``nominal`` labels to a labelled second, ``drop`` when labels are skipped.

    23.976 counts labels like 24 and 29.97 like 30; neither drops unless its name ends in ``df``.
    """

    name: str
    fps: Fraction
    nominal: int
    drop: bool = False

    @property
    def skipped(self) -> int:
        """Labels left out at the start of a minute, but for every tenth: 2 at 29.97 drop frame, 4 at 59.94."""
        return self.nominal // 15 if self.drop else 0

    @property
    def frame(self) -> Fraction:
        """Seconds one frame lasts."""
        return 1 / self.fps


_NTSC = Fraction(1000, 1001)

RATES: dict[str, Rate] = {
    rate.name: rate
    for rate in (
        Rate("23.976", 24 * _NTSC, 24),
        Rate("24", Fraction(24), 24),
        Rate("25", Fraction(25), 25),
        Rate("29.97", 30 * _NTSC, 30),
        Rate("29.97df", 30 * _NTSC, 30, drop=True),
        Rate("30", Fraction(30), 30),
        Rate("48", Fraction(48), 48),
        Rate("50", Fraction(50), 50),
        Rate("59.94", 60 * _NTSC, 60),
        Rate("59.94df", 60 * _NTSC, 60, drop=True),
        Rate("60", Fraction(60), 60),
    )
}
"""Every rate the program knows, slowest first."""

_OTHER_NUMBERS = {
    "23.98": "23.976",
    "24000/1001": "23.976",
    "30000/1001": "29.97",
    "60000/1001": "59.94",
}
_NAME = re.compile(r"(?P<number>\d+(?:\.\d+|/\d+)?)(?:fps|frames?|p)?(?P<drop>[a-z]*?)(?:frames?)?")
_DROP = {"": "", "df": "df", "drop": "df", "d": "df", "ndf": "", "nd": "", "nondrop": ""}


def rate_named(text: str) -> Rate:
    """The rate people mean by ``24``, ``23.98``, ``25 fps``, ``29.97 Drop Frame``, ``30000/1001 NDF``.

    29.97 and 59.94 without a word count every label. Raises ``UnknownRate``, naming those that are known.
    """
    plain = re.sub(r"[\s_-]+", "", text.casefold()).replace(",", ".")
    found = _NAME.fullmatch(plain)
    if found:
        number = found["number"]
        number = re.sub(r"\.0+$", "", _OTHER_NUMBERS.get(number, number))
        ending = _DROP.get(found["drop"])
        rate = RATES.get(f"{number}{ending}") if ending is not None else None
        if rate is not None:
            return rate
    raise UnknownRate(f"There is no frame rate “{text}”; known: {', '.join(RATES)} (df is drop frame).")
