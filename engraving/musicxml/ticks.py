"""Written values in exact integers: the fine grid a cue is read on, and the ticks it ends up in.

While reading, every position is an integer number of *units* from the start of its bar, fine enough
for every note value down to a 1024th with dots and every tuplet in the cue. When all is read, the
resolution of the cue is the least common multiple of what was really written, and units become ticks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

#: Quarters in each MusicXML note type.
QUARTERS: dict[str, Fraction] = {
    name: Fraction(2) ** power
    for power, name in enumerate(
        (
            "1024th",
            "512th",
            "256th",
            "128th",
            "64th",
            "32nd",
            "16th",
            "eighth",
            "quarter",
            "half",
            "whole",
            "breve",
            "long",
            "maxima",
        ),
        start=-8,
    )
}

#: Units a quarter: 1024ths with four dots, and tuplets of 3, 5, 6, 7, 9, 10, 11, 12, 14 …
USUAL_UNIT = 4096 * 9 * 5 * 7 * 11

#: A cue that would need finer units, with dozens of odd tuplets and divisions, is rounded.
FINEST_UNIT = 10**30

#: No cue gets more ticks a quarter than this; what is finer is rounded.
MOST_TICKS = 2_000_000


class FinerGrid(Exception):
    """A value does not fit on the grid: read again with this many units a quarter."""

    def __init__(self, unit: int) -> None:
        super().__init__(unit)
        self.unit = unit


class Grid:
    """Note values in units. Raises FinerGrid for a value between the units."""

    def __init__(self, unit: int = USUAL_UNIT) -> None:
        self.unit = unit
        self._written: dict[tuple[str, int, int, int], int] = {}
        self._names = {int(quarters * unit): name for name, quarters in QUARTERS.items()}

    def division(self, divisions: Fraction) -> int:
        """Units in one division when there are ``divisions`` to the quarter. Raises ``FinerGrid``."""
        units = self.unit / divisions
        if units.denominator != 1 and self.unit < FINEST_UNIT:
            raise FinerGrid(self.unit * units.denominator)
        return max(1, round(units))

    def written(self, value: str, dots: int, actual: int, normal: int) -> int:
        """Units in a note type with dots under a time modification. Raises ``FinerGrid``, ``KeyError`` for no type."""
        key = (value, dots, actual, normal)
        units = self._written.get(key)
        if units is None:
            length = QUARTERS[value] * (2 - Fraction(1, 2**dots)) * normal / actual * self.unit
            if length.denominator != 1 and self.unit < FINEST_UNIT:
                raise FinerGrid(self.unit * length.denominator)
            units = self._written[key] = round(length)
        return units

    def value_of(self, units: int) -> tuple[str, int, bool]:
        """Note type and dots nearest below a length, and whether they say it exactly."""
        if units <= 0:
            return "quarter", 0, False
        for dots in range(4):
            plain, rest = divmod(units * 2**dots, 2 ** (dots + 1) - 1)
            if not rest and plain in self._names:
                return self._names[plain], dots, True
        below = [plain for plain in self._names if plain <= units]
        return self._names[max(below) if below else min(self._names)], 0, False


class _Table(dict[int, int]):
    """Ticks by units, reckoned when first asked for."""

    def __init__(self, tick: Callable[[int], int]) -> None:
        super().__init__()
        self._tick = tick

    def __missing__(self, units: int) -> int:
        ticks = self[units] = self._tick(units)
        return ticks


class Resolution:
    """From units to ticks. Positions off the grid go to the nearest tick."""

    def __init__(self, unit: int, ticks_per_quarter: int) -> None:
        self.unit = unit
        self.ticks_per_quarter = ticks_per_quarter
        exact = unit % ticks_per_quarter == 0
        self._step = unit // ticks_per_quarter if exact else 0
        self._table = _Table(self.tick)

    def table(self) -> Mapping[int, int]:
        """``tick`` as a mapping, for those who ask often."""
        return self._table

    def tick(self, units: int) -> int:
        """Ticks from the start of the bar."""
        if self._step:
            whole, rest = divmod(units, self._step)
            return whole if 2 * rest < self._step else whole + 1
        return (units * self.ticks_per_quarter + self.unit // 2) // self.unit


def resolution(unit: int, lengths: Iterable[int], loose: Iterable[tuple[int, int]]) -> Resolution:
    """The cue's ticks: the lcm of the denominators of written lengths.

    ``loose`` are positions that follow from no written value, as (units, units in a division): one
    farther than a division from every tick so far refines the ticks.
    """
    ticks = 1
    for length in sorted(lengths):
        ticks = _refined(ticks, unit, length)
    for position, division in sorted(loose):
        off = position * ticks % unit
        if min(off, unit - off) >= division * ticks:
            ticks = _refined(ticks, unit, position)
    return Resolution(unit, ticks)


def _refined(ticks: int, unit: int, length: int) -> int:
    """Ticks fine enough for one more length, unless that is beyond all measure."""
    finer = lcm(ticks, unit // gcd(unit, length))
    return finer if finer <= MOST_TICKS else ticks
