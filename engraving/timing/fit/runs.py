"""Runs of hits that one tempo meets: from a beat at a known moment on, hit after hit, as long as limits allow.

Moments are whole numbers of one unit, a beat length a range of fractions of it, (numerator, denominator) each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from engraving.timing.fit.bars import Prices, Step, steps

Ratio = tuple[int, int]
Ways = dict[int, dict[int, tuple[int, tuple[Step, ...]]]]
"""From the beat of the bar at which a run begins to the one at which it ends: the cheapest metres between."""


class Stop(msgspec.Struct, frozen=True, gc=False):
    """A hit: its moment, its limits, the beat of a bar it wants (from 0), the moments where tempo may change at it.

    Where bars are kept it falls on the ``beat`` after the first of all, or after that on which a run begins.
    """

    at: int
    earliest: int
    latest: int
    wanted: int
    places: tuple[int, ...]
    beat: int | None = None


class Run(msgspec.Struct, frozen=True, gc=False):
    """Hits met by one tempo, so many ``beats`` each after the run began; a beat lasts ``low`` to ``high``."""

    beats: tuple[int, ...]
    low: Ratio
    high: Ratio
    ways: Ways


def runs(begins: int, following: Sequence[Stop], low: Ratio, high: Ratio, prices: Prices) -> Iterator[list[Run]]:
    """The runs from a beat at ``begins`` on to the first of the hits that follow, to the second, and so on."""
    phases = range(prices.base)
    nothing = ()
    found = [Run((), low, high, {phase: {phase: (0, nothing)} for phase in phases})]
    for stop in following:
        found = [longer for run in found for longer in _longer(run, stop, begins, prices)]
        if not found:
            return
        yield found


def _longer(run: Run, stop: Stop, begins: int, prices: Prices) -> Iterator[Run]:
    """A run with one more hit, on every beat it may fall on."""
    earliest, latest = stop.earliest - begins, stop.latest - begins
    if latest <= 0:
        return
    before = run.beats[-1] if run.beats else 0
    first = max(before + 1, -(-earliest * run.high[1] // run.high[0]))
    last = latest * run.low[1] // run.low[0]
    if stop.beat is not None:
        first, last = max(first, stop.beat), min(last, stop.beat)
    for beat in range(first, last + 1):
        low = run.low if run.low[0] * beat >= earliest * run.low[1] else (earliest, beat)
        high = run.high if run.high[0] * beat <= latest * run.high[1] else (latest, beat)
        if low[0] * high[1] <= high[0] * low[1]:
            yield Run((*run.beats, beat), low, high, _further(run.ways, beat - before, stop.wanted, prices))


def _further(ways: Ways, beats: int, wanted: int, prices: Prices) -> Ways:
    found: Ways = {}
    for start, ends in ways.items():
        further: dict[int, tuple[int, tuple[Step, ...]]] = {}
        for phase, (cost, taken) in ends.items():
            for step in steps(beats, phase, wanted, prices):
                total = cost + step.cost
                if step.phase not in further or total < further[step.phase][0]:
                    further[step.phase] = (total, (*taken, step))
        found[start] = further
    return found
