"""Several tempi, each exactly from one hit to the next: the shortest path over (hit, beats since the last).

Between hits dt apart take N beats: T = 60 N / dt (timing.md 4, "Segments"). What a path costs, in millionths:

- a change of tempo, from T to U: 2 |T - U| / (T + U), which is |ln(T / U)| to the third order and exact in whole
  numbers, where a logarithm's last digit would differ between machines;
- a hit on a beat that is no downbeat: ``weak``;
- an odd bar, where beats are filled into bars so that the hit is a downbeat: ``odd_bar``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

import msgspec

from engraving.timing.fit.bars import bars_for, odd_bars

MILLION = 1_000_000


class Prices(msgspec.Struct, frozen=True, gc=False):
    """What is disliked, in millionths of a cost; a tempo change of 10 % costs about 100,000."""

    odd_bar: int = 60_000
    weak: int = 40_000
    base: int = 4
    odd: tuple[int, ...] = (2, 3, 5, 6)


class Segment(msgspec.Struct, frozen=True, gc=False):
    """From ``begins`` to ``ends`` (seconds) ``beats`` beats at ``tempo``, filled into ``bars``.

    ``bars`` is empty when the metre goes on and the hit is ``weak``, on beat ``lands`` (from 1) of its bar.
    """

    begins: Fraction
    ends: Fraction
    beats: int
    tempo: Fraction
    bars: tuple[int, ...]
    lands: int


class Path(msgspec.Struct, frozen=True, gc=False):
    """Segments in time and what they cost, in millionths."""

    segments: tuple[Segment, ...]
    cost: int


class _Step(msgspec.Struct, frozen=True, gc=False):
    """A way to get over one gap: its beats, what the metre costs, and how far into a bar it ends."""

    beats: int
    cost: int
    phase: int
    bars: tuple[int, ...]


def tempo_change(beats: int, gap: int, following_beats: int, following_gap: int) -> int:
    """The cost of going from N / dt to N' / dt', gaps in any unit alike; rounded down to millionths."""
    one, other = beats * following_gap, following_beats * gap
    return 2 * MILLION * abs(one - other) // (one + other)


def shortest_path(
    moments: Sequence[Fraction], slowest: Fraction, fastest: Fraction, prices: Prices | None = None
) -> Path | None:
    """The cheapest segments from 0 through all ``moments`` (seconds, rising, the first above 0).

    None when a gap holds no whole number of beats between the two tempi. Raises ``ValueError`` for moments that do
    not rise.
    """
    prices = prices or Prices()
    times = [Fraction(0), *moments]
    if any(later <= earlier for earlier, later in pairwise(times)):
        raise ValueError("moments must rise, from above 0")
    unit = lcm(*(moment.denominator for moment in times))
    gaps = [int((later - earlier) * unit) for earlier, later in pairwise(times)]
    states: dict[tuple[int, int], tuple[int, tuple[_Step, ...]]] = {(0, 0): (0, ())}
    before = 0
    for gap in gaps:
        counts = range(max(1, ceil(slowest * gap / (60 * unit))), floor(fastest * gap / (60 * unit)) + 1)
        following: dict[tuple[int, int], tuple[int, tuple[_Step, ...]]] = {}
        changes = {
            (earlier, count): tempo_change(earlier, before, count, gap) if before else 0
            for earlier in {beats for beats, _ in states}
            for count in counts
        }
        by_phase = {phase: [s for n in counts for s in _steps(n, phase, prices)] for phase in {p for _, p in states}}
        for (beats, phase), (cost, steps) in states.items():
            for step in by_phase[phase]:
                total = cost + step.cost + changes[beats, step.beats]
                key = (step.beats, step.phase)
                if key not in following or total < following[key][0]:
                    following[key] = (total, (*steps, step))
        states, before = following, gap
    if not states:
        return None
    cost, steps = min(states.values(), key=lambda found: found[0])
    return Path(tuple(_segments(times, steps)), cost)


def _steps(beats: int, phase: int, prices: Prices) -> Iterator[_Step]:
    """Go on in the base metre wherever that ends; or, where it ends on a weak beat, fill in odd bars."""
    ends = (phase + beats) % prices.base
    if ends:
        yield _Step(beats, prices.weak, ends, ())
    bars = bars_for(phase + beats, prices.base, prices.odd)
    if bars is not None and bars[0] > phase:
        yield _Step(beats, odd_bars(bars, prices.base) * prices.odd_bar, 0, bars)


def _segments(times: Sequence[Fraction], steps: Sequence[_Step]) -> Iterator[Segment]:
    for (begins, ends), step in zip(pairwise(times), steps, strict=True):
        tempo = 60 * step.beats / (ends - begins)
        yield Segment(begins, ends, step.beats, tempo, step.bars, step.phase + 1)
