"""Bars and beats in seconds and back: exact fractions, over the order of playing.

Seconds are elapsed from the cue's first tick. Where they cannot be known (no tempo yet, or a free
bar whose duration nobody gave) the answer is None, never a guess.
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

import msgspec

from engraving.findings import Finding, Severity
from engraving.score import Bar, BarKind, Cue
from engraving.score.places import place
from engraving.timing.cue_file import CueFile, Place
from engraving.timing.performance import performance_order
from engraving.timing.places import BarsAndBeats
from engraving.timing.tempo_line import TempoLine, Tick
from engraving.timing.tempo_sources import no_place, tempo_of

UNKNOWN = -1.0


class TempoMap(msgspec.Struct, frozen=True, gc=False):
    """A cue's time, frozen.

    ``bars`` are (start tick, end tick); ``first_pass`` the elapsed seconds at each bar's start the
    first time it is played and, last, at the end of the last bar; ``durations`` each bar's own
    seconds, those of ``given`` bars (by index) having been told; ``line`` is the tempo along the paper;
    ``visited`` the elapsed seconds at every visit of ``order`` and, last, the end: ``total``.
    """

    ticks_per_quarter: int
    bars: tuple[tuple[int, int], ...]
    first_pass: tuple[Fraction | None, ...]
    durations: tuple[Fraction | None, ...]
    line: TempoLine
    order: tuple[tuple[int, int], ...]
    visited: tuple[Fraction | None, ...]
    given: frozenset[int] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> Fraction | None:
        """Seconds of the whole performance; None when they cannot be known."""
        return self.visited[-1]

    def seconds_at(self, tick: Tick) -> Fraction | None:
        """Elapsed seconds when ``tick`` is first reached; None when that cannot be known."""
        if not self.bars or tick >= self.bars[-1][1]:
            return self.first_pass[-1]
        index = max(bisect_right(self.bars, tick, key=lambda bar: bar[0]) - 1, 0)
        start, end = self.bars[index]
        since, duration = self.first_pass[index], self.durations[index]
        if tick == start or since is None:
            return since
        if duration is None:
            return None
        if index in self.given:  # evenly through it
            return since + duration * Fraction(tick - start) / (end - start)
        into = self.line.between(start, tick)
        return None if into is None else since + into

    def tick_at(self, seconds: Fraction) -> Fraction | None:
        """Where the music is after so many seconds, in the order of playing.

        The end of the last bar at the very end; None before the beginning, after the end, and where times are unknown.
        """
        known = [visit for visit in self.visited if visit is not None]
        if seconds < 0 or not known or seconds > known[-1] or not self.bars:
            return None
        visit = bisect_right(known, seconds) - 1
        if visit >= len(self.order):
            return Fraction(self.bars[self.order[-1][0]][1])
        index = self.order[visit][0]
        start, end = self.bars[index]
        duration = self.durations[index]
        if duration is None:
            return Fraction(start) if seconds == known[visit] else None
        into = seconds - known[visit]
        if index in self.given:
            return start + into / duration * (end - start)
        tick = self.line.tick_after(start, into)
        return None if tick is None else min(tick, Fraction(end))

    def tempo_at(self, tick: Tick) -> Fraction | None:
        """Quarters a minute at ``tick``; None before the first tempo."""
        return self.line.tempo_at(tick)

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


def tempo_map(cue: Cue, cue_file: CueFile | None = None) -> TempoMap:
    """The cue's time: its own tempi, or those of its ``cue_file``, which also knows pauses and free bars.

    Findings: those of the performance order and of the tempo, ``cue-file-place`` (warning), and
    ``free-time-unknown`` (warning), once, when bars without metre have no duration.
    """
    performance = performance_order(cue)
    line, findings = tempo_of(cue, cue_file)
    given, misplaced = _given(cue, cue_file)
    durations = tuple(_duration(bar, line, given) for bar in cue.bars)
    first, visited = _walk(performance.order, durations)
    return TempoMap(
        ticks_per_quarter=cue.ticks_per_quarter,
        bars=tuple((bar.start, bar.end) for bar in cue.bars),
        first_pass=first,
        durations=durations,
        line=line,
        order=performance.order,
        visited=visited,
        given=frozenset(given),
        findings=performance.findings + findings + misplaced + _unknown_free_bars(cue, given),
    )


def _given(cue: Cue, cue_file: CueFile | None) -> tuple[dict[int, Fraction], tuple[Finding, ...]]:
    """Seconds of the bars in free time, by index, several given together sharing evenly."""
    given: dict[int, Fraction] = {}
    findings: list[Finding] = []
    places = BarsAndBeats(cue)
    for free in cue_file.free if cue_file is not None else ():
        first = places.bar(free.bar)
        if first is None or first + free.bars > len(cue.bars):
            findings.append(no_place(cue, Place(free.bar), f"{free.bars} bars of free time"))
        else:
            given.update(dict.fromkeys(range(first, first + free.bars), free.seconds / free.bars))
    return given, tuple(findings)


def _duration(bar: Bar, line: TempoLine, given: dict[int, Fraction]) -> Fraction | None:
    if bar.index in given:
        return given[bar.index]
    if bar.kind is BarKind.FREE:
        return None
    return line.between(bar.start, bar.end)


def _walk(
    order: tuple[tuple[int, int], ...], durations: tuple[Fraction | None, ...]
) -> tuple[tuple[Fraction | None, ...], tuple[Fraction | None, ...]]:
    """Elapsed seconds at each bar's first visit, and at the end of the last bar's; and at every visit, and the end."""
    first: list[Fraction | None] = [None] * (len(durations) + 1)
    visited: list[Fraction | None] = [Fraction(0)]
    for index, turn in order:
        elapsed, duration = visited[-1], durations[index]
        if turn == 1:
            first[index] = elapsed
        visited.append(None if elapsed is None or duration is None else elapsed + duration)
        if turn == 1 and index == len(durations) - 1:
            first[-1] = visited[-1]
    if not durations:
        first[-1] = visited[-1]
    return tuple(first), tuple(visited)


def _unknown_free_bars(cue: Cue, free: dict[int, Fraction]) -> tuple[Finding, ...]:
    unknown = [bar for bar in cue.bars if bar.kind is BarKind.FREE and bar.index not in free]
    if not unknown:
        return ()
    first = unknown[0]
    others = f", like {len(unknown) - 1} more after it," if len(unknown) > 1 else ""
    return (
        Finding(
            "free-time-unknown", Severity.WARNING,
            place(cue, "", first.index),
            f"Bar {first.number}{others} has no metre and no duration, so elapsed times stop here.",
            "Give the durations of free bars in the cue file.",
        ),
    )  # fmt: skip
