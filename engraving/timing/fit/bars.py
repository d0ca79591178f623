"""Beats put into bars: the base metre, and as few odd bars as can be (timing.md 4, "Segments")."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def bars_for(beats: int, base: int, odd: tuple[int, ...]) -> tuple[int, ...] | None:
    """Bars of ``base`` beats and, last, those of the sizes ``odd``, that hold exactly ``beats``.

    The fewest odd bars; of those the longest, so that the fewest bars. None when no bars do. ``beats`` from 0.
    """
    found: list[tuple[int, ...] | None] = [()] + [None] * beats
    for total in range(1, beats + 1):
        shorter = [(size, found[total - size]) for size in odd if size <= total]
        ways = [(size, *before) for size, before in shorter if before is not None]
        base_before = found[total - base] if total >= base else None
        if base_before is not None:
            ways.append((*base_before, base))
        found[total] = min(ways, key=lambda bars: (odd_bars(bars, base), len(bars), bars), default=None)
    best = found[beats]
    return None if best is None else (base,) * best.count(base) + tuple(sorted(b for b in best if b != base))


def odd_bars(bars: tuple[int, ...], base: int) -> int:
    """How many are not of the base metre."""
    return sum(bar != base for bar in bars)
