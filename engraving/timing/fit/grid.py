"""Where hits may fall: the bars of a cue, all alike or those of its score, and which of their beats count.

Offsets are counted in beats of the tempo, from the first one (0).
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from typing import Literal

import msgspec


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A bar of ``length`` beats of the tempo, in which hits may fall on those ``allowed`` (from 0).

    ``figure`` of its metre's lower figure make one beat of the tempo: 3 where 6/8 is counted in dotted quarters.
    """

    length: Fraction
    allowed: tuple[Fraction, ...]
    figure: Fraction = Fraction(1)
    number: str = ""


class Grid(msgspec.Struct, frozen=True, gc=False):
    """Where hits may fall: the beats ``allowed`` (from 0) of every bar of ``beats_in_bar``, after ``leading`` bars."""

    beats_in_bar: Fraction
    allowed: tuple[Fraction, ...]
    leading: tuple[Bar, ...] = ()
    figure: Fraction = Fraction(1)

    @property
    def starts(self) -> list[Fraction]:
        """Where each leading bar begins and, last, the bars that are all alike."""
        return list(accumulate((bar.length for bar in self.leading), initial=Fraction(0)))

    @property
    def numbered(self) -> bool:
        """Whether its bars are those of a score."""
        return any(bar.number for bar in self.leading)

    def between(self, low: Fraction, high: Fraction) -> list[Fraction]:
        """The offsets of the grid from ``low`` to ``high``, in order."""
        starts = self.starts
        offsets = [start + beat for bar, start in zip(self.leading, starts, strict=False) for beat in bar.allowed]
        since, length = starts[-1], self.beats_in_bar
        alike = range(max(0, floor((low - since) / length)), floor((high - since) / length) + 1)
        offsets += [since + length * bar + beat for bar in alike for beat in self.allowed]
        return [offset for offset in offsets if low <= offset <= high]

    def around(self, offset: Fraction) -> list[Fraction]:
        """The offsets of the grid next to ``offset``, before and after it, from 0 on."""
        wide = 2 * max((self.beats_in_bar, *(bar.length for bar in self.leading)))
        return self.between(max(Fraction(0), offset - wide), offset + wide)

    def place(self, offset: Fraction) -> tuple[int, Fraction]:
        """The bar's index and the beat of its metre, from 1."""
        starts = self.starts
        index = bisect_right(starts, offset) - 1
        if index < len(self.leading):
            return index, (offset - starts[index]) * self.leading[index].figure + 1
        bar = floor((offset - starts[-1]) / self.beats_in_bar)
        return len(self.leading) + bar, (offset - starts[-1] - bar * self.beats_in_bar) * self.figure + 1

    def number(self, index: int, first: int) -> str:
        """How a bar is numbered: as in the score, and on from there; else from ``first``, a pick-up being before it."""
        if index < len(self.leading) and self.leading[index].number:
            return self.leading[index].number
        last = self.leading[-1].number if self.leading else ""
        if last.isdecimal():
            return str(int(last) + index - len(self.leading) + 1)
        return str(first + index - len(self.leading))

    def bar_numbered(self, number: str, first: int) -> int | None:
        """The index of the first bar with a number; None when no bar has it."""
        found = next((n for n, bar in enumerate(self.leading) if bar.number == number), None)
        if found is not None or not number.isdecimal():
            return found
        index = int(number) - int(self.number(len(self.leading), first)) + len(self.leading)
        return index if index >= 0 and self.number(index, first) == number else None

    def offset(self, bar: int, beat: Fraction) -> Fraction:
        """Where a beat of a bar's metre is, by the bar's index."""
        starts = self.starts
        if 0 <= bar < len(self.leading):
            return starts[bar] + (beat - 1) / self.leading[bar].figure
        return starts[-1] + (bar - len(self.leading)) * self.beats_in_bar + (beat - 1) / self.figure


On = Literal["beats", "halves", "thirds", "strong", "downbeats"]


def bar_of(length: Fraction, beat: Fraction, on: On, figure: Fraction = Fraction(1), number: str = "") -> Bar:
    """A bar with the beats that count: all, parts of them, strong ones, the first; ``beat`` is the length of one."""
    parts = {"halves": 2, "thirds": 3}.get(on, 1)
    step = beat / parts
    every = tuple(step * n for n in range(ceil(length / step)))
    beats = length / beat
    middle = beats.denominator == 1 and beats >= 4 and beats % 2 == 0
    strong = (Fraction(0), length / 2) if middle else (Fraction(0),)
    allowed = {"strong": strong, "downbeats": (Fraction(0),)}.get(on, every)
    return Bar(length, allowed, figure, number)


def grid_of(beats_in_bar: int, on: On, pickup: int = 0) -> Grid:
    """Bars that are all alike, after a pick-up of so many beats, which has no strong one."""
    bar = bar_of(Fraction(beats_in_bar), Fraction(1), on)
    before = bar_of(Fraction(pickup), Fraction(1), on)
    allowed = () if on in ("strong", "downbeats") else before.allowed
    leading = (Bar(before.length, allowed, number=""),) if pickup else ()
    return Grid(Fraction(beats_in_bar), bar.allowed, leading)
