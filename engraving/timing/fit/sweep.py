"""The constant tempi that meet most: an exact sweep, without a step size (docs/timing.md, "Tempo search").

A hit at t with limits e and l falls on the beat n after the start iff ``60 n / (t + l) <= bpm <= 60 n / (t - e)``.
The ends of all those ranges are sorted, and where a range that begins is followed by one that ends, as many hits are
met as anywhere near.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec

from engraving.timing.fit.grid import Grid
from engraving.timing.fit.minimax import smallest_worst, worst_error
from engraving.timing.fit.targets import Target


class Meeting(msgspec.Struct, frozen=True, gc=False):
    """Target ``index`` falls on the beat ``offset`` after the start."""

    index: int
    offset: Fraction


class Region(msgspec.Struct, frozen=True, gc=False):
    """Tempi from ``slowest`` to ``fastest`` that meet the same targets on the same beats; ``weight`` adds theirs up."""

    slowest: Fraction
    fastest: Fraction
    weight: int
    meetings: tuple[Meeting, ...]


class Fit(msgspec.Struct, frozen=True, gc=False):
    """A ``tempo`` in beats a minute, the region it was chosen in, and its worst error in seconds over what is met."""

    tempo: Fraction
    worst: Fraction
    region: Region


def best_fits(
    targets: Sequence[Target], grid: Grid, slowest: Fraction, fastest: Fraction, count: int = 5
) -> tuple[Fit, ...]:
    """The ``count`` best regions between two tempi, each at its smallest worst error.

    The heaviest come first, of those the most exact, of those the slowest. Raises ``ValueError`` for tempi that are
    not above 0 or not in order.
    """
    if not 0 < slowest <= fastest:
        raise ValueError(f"no tempo lies between {slowest} and {fastest}")
    found: list[Fit] = []
    by_weight = sorted(_regions(targets, grid, slowest, fastest, count), key=lambda region: -region.weight)
    for region in by_weight:
        if len(found) >= count and region.weight < found[-1].region.weight:
            break
        found.append(_most_exact(region, targets))
    return tuple(sorted(found, key=lambda fit: (-fit.region.weight, fit.worst, fit.tempo))[:count])


def _most_exact(region: Region, targets: Sequence[Target]) -> Fit:
    pairs = [(meeting.offset, targets[meeting.index].at) for meeting in region.meetings]
    period = smallest_worst(pairs, 60 / region.fastest, 60 / region.slowest)
    return Fit(60 / period, worst_error(period, pairs), region)


def fit_at(tempo: Fraction, region: Region, targets: Sequence[Target]) -> Fit:
    """The same region at another of its tempi."""
    pairs = [(meeting.offset, targets[meeting.index].at) for meeting in region.meetings]
    return Fit(tempo, worst_error(60 / tempo, pairs), region)


def ranges(
    target: Target, grid: Grid, slowest: Fraction, fastest: Fraction
) -> list[tuple[Fraction, Fraction, Fraction]]:
    """(slowest, fastest, offset) for every beat a target may fall on between two tempi."""
    before, after = target.at - target.early, target.at + target.late
    first, last = slowest * max(before, Fraction(0)) / 60, fastest * after / 60
    offsets = grid.between(first, last) if target.offset is None else [target.offset]
    found = []
    for offset in offsets:
        if not before <= 60 * offset / slowest or not 60 * offset / fastest <= after or offset < 0:
            continue  # too early even for the slowest tempo, too late for the fastest
        low = max(slowest, 60 * offset / after) if offset else slowest
        high = min(fastest, 60 * offset / before) if before > 0 else fastest
        found.append((low, high, offset))
    return found


def _regions(
    targets: Sequence[Target], grid: Grid, slowest: Fraction, fastest: Fraction, count: int
) -> Iterator[Region]:
    """Regions that meet more than the tempi just outside them: the ``count`` heaviest, and some that are lighter."""
    events = []
    for index, target in enumerate(targets):
        for low, high, offset in ranges(target, grid, slowest, fastest):
            met = Meeting(index, offset)
            events.append((float(low), low, 0, index, met))
            events.append((float(high), high, 1, index, met))
    # floats are rounded in order, so that exact fractions need comparing only where they are equal
    events.sort(key=lambda event: event[:4])
    met_by: list[list[Meeting]] = [[] for _ in targets]
    heaviest: list[int] = []
    weight = 0
    for position, (_, tempo, closes, index, met) in enumerate(events):
        if closes:
            met_by[index].remove(met)
            weight -= 0 if met_by[index] else targets[index].weight
            continue
        weight += 0 if met_by[index] else targets[index].weight
        met_by[index].append(met)
        following = events[position + 1]
        if following[2] and (len(heaviest) < count or weight >= heaviest[0]):
            (heapq.heappushpop if len(heaviest) == count else heapq.heappush)(heaviest, weight)
            yield Region(tempo, following[1], weight, _nearest(met_by, targets, (tempo + following[1]) / 2))


def _nearest(met_by: Sequence[Sequence[Meeting]], targets: Sequence[Target], tempo: Fraction) -> tuple[Meeting, ...]:
    """Which beat each target falls on; where limits are so wide that two would do, the nearer one."""
    period = 60 / tempo
    return tuple(
        min(meetings, key=lambda met: abs(met.offset * period - targets[met.index].at))
        for meetings in met_by
        if meetings
    )
