"""Where a tick is, in the words people use: bars as printed, beats of the metre's lower figure from 1."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from engraving.findings import Where
from engraving.score.bars import Bar, BarKind, Metre
from engraving.score.cue import Cue

Metres = Sequence[tuple[int, int, Metre]]
"""A time line of metres: (tick, staff, metre), in order."""

_MOST_NAMED = 6


def is_numbered(bar: Bar, bars: Sequence[Bar]) -> bool:
    """Does ``bar``, one of ``bars``, show its number? Of pick-ups only one that the source counts as bar 1; the rest of
    a divided bar never (E59, R17, R20)."""
    if bar.kind is BarKind.PICKUP:
        return bar.number == "1" and all(other.number != "1" for other in bars[bar.index + 1 : bar.index + 2])
    return bool(bar.number) and bar.kind is not BarKind.SPLIT


def bar_at(bars: Sequence[Bar], tick: int | Fraction) -> int:
    """Index of the bar that holds a tick: the first for what comes before, the last for what comes after."""
    return max(bisect_right(bars, tick, key=_start) - 1, 0)


def metre_at(metres: Metres, tick: int | Fraction) -> Metre | None:
    """The metre in force at a tick; None before any is said."""
    found = bisect_right(metres, tick, key=_since)
    return metres[found - 1][2] if found else None


def beat_length(metres: Metres, tick: int | Fraction, ticks_per_quarter: int) -> Fraction:
    """Ticks of a beat of the metre in force at a tick; of a quarter where there is none."""
    metre = metre_at(metres, tick)
    return Fraction(4 * ticks_per_quarter, metre.beat_type if metre is not None else 4)


def beat_at(bar: Bar, tick: int | Fraction, metres: Metres, ticks_per_quarter: int) -> Fraction:
    """The beat of ``bar`` at a tick, in the metre the bar begins with."""
    return 1 + (tick - bar.start) / beat_length(metres, bar.start, ticks_per_quarter)


def place(cue: Cue, part: str, bar: int, tick: int = -1, line: int = 0) -> Where:
    """A ``Where`` for ``tick`` in bar index ``bar``, to 1/1000 beat; without a tick, the whole bar."""
    there = cue.bars[bar]
    beat = 0.0 if tick < 0 else round(float(beat_at(there, tick, cue.metres, cue.ticks_per_quarter)), 3)
    return Where(part=part, bar=there.number, bar_index=bar, beat=beat, line=line, file=cue.file)


def how_often(count: int, bars: Sequence[Bar], places: Sequence[int]) -> str:
    """``in bar 12``, or ``3 times, in bars 12, 40 and 41``: of bar indices in order, the first few bars named."""
    numbers = list(dict.fromkeys(bars[index].number or str(index + 1) for index in places))
    shown = numbers[:_MOST_NAMED]
    if len(numbers) == 1:
        where = f"in bar {shown[0]}"
    elif len(numbers) > _MOST_NAMED:
        where = f"in bars {', '.join(shown)} and more"
    else:
        where = f"in bars {', '.join(shown[:-1])} and {shown[-1]}"
    return where if count == 1 else f"{count} times, {where}"


def _start(bar: Bar) -> int:
    return bar.start


def _since(entry: tuple[int, int, Metre]) -> int:
    return entry[0]
