"""Elapsed time as people read it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import floor


@lru_cache(maxsize=4096)
def format_clock(seconds: Fraction | float) -> str:
    """``m:ss.t``, floored to the tenth: the time that has passed, as a clock shows it.

    Floats are first rounded to the microsecond, so that 2.4 s written as 2.3999999999999999 does
    not lose a tenth. Raises ``ValueError`` for negative seconds: unknown times are not printed.
    """
    if seconds < 0:
        raise ValueError(f"{seconds} is not an elapsed time")
    exact = seconds if isinstance(seconds, Fraction) else Fraction(round(seconds * 1_000_000), 1_000_000)
    minutes, tenths = divmod(floor(exact * 10), 600)
    return f"{minutes}:{tenths // 10:02d}.{tenths % 10}"
