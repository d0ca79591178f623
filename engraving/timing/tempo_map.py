"""Bars and beats in seconds: exact fractions from the printed tempi, over the order of playing.

Seconds are elapsed from the cue's first tick. Where they cannot be known (no tempo yet, or a free
bar whose duration nobody gave) the answer is None, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise

import msgspec

from engraving.findings import Finding, Severity, Where
from engraving.score import Bar, BarKind, Cue, TempoChange
from engraving.timing.performance import performance_order

UNKNOWN = -1.0


class TempoMap(msgspec.Struct, frozen=True, gc=False):
    """A cue's time, frozen.

    ``bars`` are (start tick, end tick); ``first_pass`` the elapsed seconds at each bar's start the
    first time it is played and, last, at the end of the last bar; ``durations`` each bar's own
    seconds; ``changes`` and ``reached`` the tempi (tick, quarters a minute) and the seconds from the
    first of them to each, straight through the paper; ``total`` the whole performance.
    """

    ticks_per_quarter: int
    bars: tuple[tuple[int, int], ...]
    first_pass: tuple[Fraction | None, ...]
    durations: tuple[Fraction | None, ...]
    changes: tuple[tuple[int, Fraction], ...]
    reached: tuple[Fraction, ...]
    total: Fraction | None
    order: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...] = ()

    def seconds_at(self, tick: int) -> Fraction | None:
        """Elapsed seconds when ``tick`` is first reached; None when that cannot be known."""
        if not self.bars or tick >= self.bars[-1][1]:
            return self.first_pass[-1]
        index = max(bisect_right(self.bars, (tick, tick + (1 << 60))) - 1, 0)
        start, end = self.bars[index]
        since, duration = self.first_pass[index], self.durations[index]
        if tick == start or since is None:
            return since
        if duration is None:
            return None
        metred = _between(self.changes, self.reached, self.ticks_per_quarter, start, end)
        if metred != duration:  # a free bar with a duration of its own: evenly through it
            return since + duration * Fraction(tick - start, end - start)
        into = _between(self.changes, self.reached, self.ticks_per_quarter, start, tick)
        return None if into is None else since + into

    def bar_durations(self) -> tuple[float, ...]:
        """``durations`` as floats, -1 where unknown."""
        return tuple(UNKNOWN if s is None else float(s) for s in self.durations)

    def turning_order(self) -> tuple[int, ...]:
        """Bar indices as they are played; empty when that is once each in the order of the paper."""
        indices = tuple(index for index, _ in self.order)
        return () if indices == tuple(range(len(self.bars))) else indices

    def bar_seconds(self) -> tuple[float, ...]:
        """``first_pass`` as floats, -1 where unknown: what a ``Part`` carries."""
        return tuple(UNKNOWN if s is None else float(s) for s in self.first_pass)


def exact_tempo(quarters: float) -> Fraction:
    """The rational a printed tempo means: 117.55 is 2351/20, not the nearest binary fraction."""
    return Fraction(repr(quarters))


def tempo_map(cue: Cue, free_durations: tuple[tuple[int, Fraction], ...] = ()) -> TempoMap:
    """The cue's time, with ``free_durations`` as (bar index, seconds) for bars without metre.

    Findings: those of the performance order, and ``free-time-unknown`` (warning), once, when bars
    without metre have no duration.
    """
    performance = performance_order(cue)
    changes = _tempi(cue.tempi)
    reached = _reached(changes, cue.ticks_per_quarter)
    free = dict(free_durations)
    durations = tuple(_duration(bar, changes, reached, cue.ticks_per_quarter, free) for bar in cue.bars)
    first, total = _walk(performance.order, durations)
    return TempoMap(
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=tuple((bar.start, bar.end) for bar in cue.bars),
        first_pass=first,
        durations=durations,
        changes=changes,
        reached=reached,
        total=total,
        order=performance.order,
        findings=performance.findings + _unknown_free_bars(cue, free),
    )


def _tempi(tempi: tuple[TempoChange, ...]) -> tuple[tuple[int, Fraction], ...]:
    """Tempi in force from each tick: sorted, the last one said at a tick counts."""
    latest = {t.tick: exact_tempo(t.quarters) for t in tempi if t.quarters > 0}
    return tuple(sorted(latest.items()))


def _reached(changes: tuple[tuple[int, Fraction], ...], resolution: int) -> tuple[Fraction, ...]:
    seconds = [Fraction(0)] if changes else []
    for (tick, tempo), (following, _) in pairwise(changes):
        seconds.append(seconds[-1] + (following - tick) * 60 / (resolution * tempo))
    return tuple(seconds)


def _between(
    changes: tuple[tuple[int, Fraction], ...],
    reached: tuple[Fraction, ...],
    resolution: int,
    start: int,
    end: int,
) -> Fraction | None:
    """Seconds from one tick to a later one as the paper stands; None before the first tempo."""
    if not changes or start < changes[0][0]:
        return None
    first = bisect_right(changes, start, key=lambda c: c[0]) - 1
    last = bisect_right(changes, end, key=lambda c: c[0]) - 1
    into_first = (start - changes[first][0]) * 60 / (resolution * changes[first][1])
    into_last = (end - changes[last][0]) * 60 / (resolution * changes[last][1])
    return reached[last] + into_last - reached[first] - into_first


def _duration(
    bar: Bar,
    changes: tuple[tuple[int, Fraction], ...],
    reached: tuple[Fraction, ...],
    resolution: int,
    free: dict[int, Fraction],
) -> Fraction | None:
    if bar.index in free:
        return free[bar.index]
    if bar.kind is BarKind.FREE:
        return None
    return _between(changes, reached, resolution, bar.start, bar.end)


def _walk(
    order: tuple[tuple[int, int], ...], durations: tuple[Fraction | None, ...]
) -> tuple[tuple[Fraction | None, ...], Fraction | None]:
    """Elapsed seconds at each bar's first visit and at the end of the last bar's; and the total."""
    first: list[Fraction | None] = [None] * (len(durations) + 1)
    elapsed: Fraction | None = Fraction(0)
    for index, turn in order:
        if turn == 1:
            first[index] = elapsed
        duration = durations[index]
        elapsed = None if elapsed is None or duration is None else elapsed + duration
        if turn == 1 and index == len(durations) - 1:
            first[-1] = elapsed
    if not durations:
        first[-1] = elapsed
    return tuple(first), elapsed


def _unknown_free_bars(cue: Cue, free: dict[int, Fraction]) -> tuple[Finding, ...]:
    unknown = [bar for bar in cue.bars if bar.kind is BarKind.FREE and bar.index not in free]
    if not unknown:
        return ()
    first = unknown[0]
    others = f", like {len(unknown) - 1} more after it," if len(unknown) > 1 else ""
    return (
        Finding(
            "free-time-unknown", Severity.WARNING,
            Where(bar=first.number, bar_index=first.index, file=cue.file),
            f"Bar {first.number}{others} has no metre and no duration, so elapsed times stop here.",
            "Give the durations of free bars in the cue file.",
        ),
    )  # fmt: skip
