"""Tempo along the paper: stretches of steady tempo, ramps and pauses, as seconds between any two ticks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

import msgspec

from engraving.timing.ramps import Ramp

Tick = int | Fraction


class Stretch(msgspec.Struct, frozen=True, gc=False):
    """From ``tick`` on: ``quarters`` a minute, or a ``ramp`` whose beat is ``unit`` quarters."""

    tick: Fraction
    quarters: Fraction
    ramp: Ramp | None = None
    unit: Fraction = Fraction(1)

    def lasts(self, quarters: Fraction) -> Fraction:
        """Seconds from its beginning until so many quarters have passed."""
        if self.ramp is None:
            return 60 * quarters / self.quarters
        return self.ramp.elapsed(quarters / self.unit)

    def passed(self, seconds: Fraction) -> Fraction:
        """Quarters passed after so many seconds."""
        if self.ramp is None:
            return seconds * self.quarters / 60
        return self.ramp.beat_at(seconds) * self.unit

    def tempo(self, quarters: Fraction) -> Fraction:
        """Quarters a minute once so many have passed."""
        return self.quarters if self.ramp is None else self.ramp.tempo_at(quarters / self.unit) * self.unit


class TempoLine(msgspec.Struct, frozen=True, gc=False):
    """Stretches in order, and pauses (tick, seconds) before what stands at their tick.

    ``reached`` are the seconds from the first stretch to each, without pauses.
    """

    ticks_per_quarter: int
    stretches: tuple[Stretch, ...] = ()
    reached: tuple[Fraction, ...] = ()
    pauses: tuple[tuple[Fraction, Fraction], ...] = ()

    def between(self, start: Tick, end: Tick) -> Fraction | None:
        """Seconds from one tick to a later one, with the pauses after ``start`` up to ``end``.

        None before the first tempo.
        """
        metred = self.metred(start, end)
        if metred is None:
            return None
        return metred + sum((s for tick, s in self.pauses if start < tick <= end), Fraction(0))

    def metred(self, start: Tick, end: Tick) -> Fraction | None:
        """Seconds between two ticks without pauses; None before the first tempo."""
        if not self.stretches or start < self.stretches[0].tick:
            return None
        return self._from_first(end) - self._from_first(start)

    def tick_after(self, start: Tick, seconds: Fraction) -> Fraction | None:
        """The tick at which music is ``seconds`` after ``start``; in a pause, the tick it waits before."""
        if not self.stretches or start < self.stretches[0].tick:
            return None
        since = self._from_first(start)
        for tick, waits in self.pauses:
            if tick > start:
                until = self._from_first(tick) - since
                if seconds < until:
                    break
                if seconds < until + waits:
                    return tick
                seconds -= waits
        return self._tick_at(since + seconds)

    def tempo_at(self, tick: Tick) -> Fraction | None:
        """Quarters a minute at a tick; None before the first tempo."""
        if not self.stretches or tick < self.stretches[0].tick:
            return None
        stretch = self.stretches[self._index(tick)]
        return stretch.tempo((tick - stretch.tick) / self.ticks_per_quarter)

    def tempo_before(self, tick: Tick) -> Fraction | None:
        """Quarters a minute where ``tick`` is about to be reached: what a ramp that ends there has come to."""
        found = bisect_left(self.stretches, tick, key=lambda s: s.tick)
        if not found:
            return None
        stretch = self.stretches[found - 1]
        return stretch.tempo((tick - stretch.tick) / self.ticks_per_quarter)

    def _index(self, tick: Tick) -> int:
        return bisect_right(self.stretches, tick, key=lambda s: s.tick) - 1

    def _from_first(self, tick: Tick) -> Fraction:
        index = self._index(tick)
        stretch = self.stretches[index]
        return self.reached[index] + stretch.lasts(Fraction(tick - stretch.tick) / self.ticks_per_quarter)

    def _tick_at(self, since_first: Fraction) -> Fraction:
        index = max(bisect_right(self.reached, since_first) - 1, 0)
        stretch = self.stretches[index]
        return stretch.tick + stretch.passed(since_first - self.reached[index]) * self.ticks_per_quarter


def tempo_line(
    ticks_per_quarter: int, stretches: Iterable[Stretch], pauses: Iterable[tuple[Fraction, Fraction]] = ()
) -> TempoLine:
    """The line of ``stretches`` in the order of their ticks; each lasts until the next begins."""
    ordered = tuple(stretches)
    reached = [Fraction(0)] if ordered else []
    for stretch, following in pairwise(ordered):
        quarters = Fraction(following.tick - stretch.tick) / ticks_per_quarter
        reached.append(reached[-1] + stretch.lasts(quarters))
    return TempoLine(ticks_per_quarter, ordered, tuple(reached), tuple(sorted(pauses)))
