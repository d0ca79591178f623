"""How well a hit is met: green, yellow, red (docs/timing.md, "The table and the timing sheet")."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

Grade = Literal["green", "yellow", "red"]

YELLOW = 3
"""Up to so many times its limits a hit is yellow: with the usual frame either way, green to 1, yellow to 3."""


def grade(frames: Fraction, early: Fraction, late: Fraction) -> Grade:
    """The grade of a beat ``frames`` after its hit (before it when negative), the hit's limits being frames too.

    Green within the limits, yellow to three frames, red beyond; early and late apart.
    """
    off, limit = (frames, late) if frames >= 0 else (-frames, early)
    if off <= limit:
        return "green"
    return "yellow" if off <= max(Fraction(YELLOW), limit * YELLOW) else "red"
