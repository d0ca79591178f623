"""Beats put into bars: the base metre, and as few odd bars as can be (docs/timing.md, "Tempo search")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec


class Prices(msgspec.Struct, frozen=True, gc=False):
    """What is disliked, in millionths of a cost; a tempo change of 10 % costs about 100,000.

    ``change`` for every change of tempo besides its size, ``odd_bar`` and ``weak`` for a hit, ``off`` for a frame off
    it, ``moved`` for a frame by which the start moves. Bars have ``base`` beats or, put in before a hit, ``odd`` ones;
    where bars are ``kept`` a hit falls on its own offset and nowhere else.
    """

    change: int = 20_000
    odd_bar: int = 60_000
    weak: int = 40_000
    off: int = 3_000
    moved: int = 500
    base: int = 4
    odd: tuple[int, ...] = (2, 3, 5, 6)
    kept: bool = False


class Step(msgspec.Struct, frozen=True, gc=False):
    """A way to come to a hit: what the metre costs, the beat of the bar it falls on (from 0), the bars filled in.

    ``bars`` is empty where the metre simply goes on.
    """

    cost: int
    phase: int
    bars: tuple[int, ...]


@lru_cache(maxsize=65536)
def steps(beats: int, phase: int, wanted: int, prices: Prices) -> tuple[Step, ...]:
    """From ``phase`` beats into a bar on over ``beats``: go on, or fill in odd bars so that the wanted beat is met."""
    ends = (phase + beats) % prices.base
    if ends == wanted:
        return (Step(0, ends, ()),)
    on = Step(prices.weak, ends, ())
    bars = bars_for(phase + beats - wanted, prices.base, prices.odd, phase)
    return (on,) if not bars else (on, Step(odd_bars(bars, prices.base) * prices.odd_bar, wanted, bars))


@lru_cache(maxsize=65536)
def bars_for(beats: int, base: int, odd: tuple[int, ...], begun: int = 0) -> tuple[int, ...] | None:
    """Bars of ``base`` beats and, last, those of the sizes ``odd``, that hold exactly ``beats``.

    The fewest odd bars; of those the longest, so that the fewest bars. ``begun`` beats of the first bar have passed, so
    it must be longer than that. None when no bars do.
    """
    ways = _fillings(beats, base, odd, begun)
    return min(ways, key=lambda bars: (odd_bars(bars, base), len(bars), bars), default=None)


def _fillings(beats: int, base: int, odd: tuple[int, ...], begun: int) -> Iterator[tuple[int, ...]]:
    """The best filling for each first bar."""
    if beats == 0 and not begun:
        yield ()
    for first in (base, *odd):
        rest = _fewest(beats - first, base, odd) if begun < first <= beats else None
        if rest is not None:
            bars = (first, *rest)
            ordered = (base,) * bars.count(base) + tuple(sorted(bar for bar in bars if bar != base))
            yield ordered if ordered[0] > begun else bars


@lru_cache(maxsize=4096)
def _fewest(beats: int, base: int, odd: tuple[int, ...]) -> tuple[int, ...] | None:
    """Any bars for so many beats, the fewest odd ones first."""
    found: list[tuple[int, ...] | None] = [()] + [None] * beats
    for total in range(1, beats + 1):
        ways = [
            (*before, size) for size in (base, *odd) if size <= total and (before := found[total - size]) is not None
        ]
        found[total] = min(ways, key=lambda bars: (odd_bars(bars, base), len(bars), bars), default=None)
    return found[beats]


def odd_bars(bars: tuple[int, ...], base: int) -> int:
    """How many are not of the base metre."""
    return sum(bar != base for bar in bars)
