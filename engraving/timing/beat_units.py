"""What beats in a metre: the note a click or a tempo counts."""

from __future__ import annotations

from fractions import Fraction

from engraving.score import Metre

_QUARTER = Fraction(1)
_NAMES = {
    Fraction(2): "half",
    Fraction(3): "dotted-half",
    Fraction(1): "quarter",
    Fraction(3, 2): "dotted-quarter",
    Fraction(1, 2): "eighth",
    Fraction(3, 4): "dotted-eighth",
}


def beat_unit(metre: Metre | None) -> Fraction:
    """Quarters to a beat: of 6/8 a dotted quarter, of 2/2 a half, of 4/4 and 7/8 what the lower figure says.

    Without a metre, and in composite ones, a quarter.
    """
    if metre is None or len(metre.parts) != 1:
        return _QUARTER
    upper, lower = metre.parts[0]
    one = Fraction(4, lower)
    compound = upper.isdigit() and int(upper) % 3 == 0 and int(upper) > 3 and lower >= 8
    return 3 * one if compound else one


def unit_name(unit: Fraction) -> str:
    """``quarter``, ``dotted-quarter`` …; quarters as a number where there is no such note."""
    return _NAMES.get(unit, f"{unit} quarters")
