"""What a click counts: the metre in force, and how long one of its beats is."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from engraving.score import Cue, Metre


def metre_at(cue: Cue, tick: int | Fraction) -> Metre:
    """The metre in force at a tick; 4/4 before any is said."""
    found = bisect_right(cue.metres, tick, key=lambda metre: metre[0])
    return cue.metres[found - 1][2] if found else Metre()


def pulse_quarters(metre: Metre) -> Fraction:
    """A click in quarters: the lower figure, three of them in compound metres (6/8, 9/8, 12/8)."""
    beat = Fraction(4, metre.beat_type)
    compound = metre.beat_type >= 8 and metre.beats > 3 and metre.beats % 3 == 0
    return 3 * beat if compound else beat
