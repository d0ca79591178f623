"""Springs and rods between columns (E50–E52): how wide music is under a given force.

Each gap between neighbouring columns has a *rod*, the least distance at which outlines clear, and a
*spring* whose length is its natural length times the force. One force rules a whole system
(Gourlay), so equal durations get equal space. Line breaking needs only widths at some sampled
forces: those of a line are sums over its bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log2

import msgspec

FORCES = (0.5, 0.65, 0.75, 0.85, 0.92, 1.0, 1.1, 1.22, 1.45, 1.8, 2.4, 4.0)
"""Forces at which every bar's width is known; between them widths are interpolated."""

NATURAL = FORCES.index(1.0)


class Gap(msgspec.Struct, frozen=True, gc=False):
    """From one column to the next: never less than ``rod``, ``spring`` natural length, never over ``cap``."""

    rod: float
    spring: float
    cap: float = inf

    def at(self, force: float) -> float:
        """Its length under ``force``."""
        return min(max(self.rod, self.spring * force), max(self.cap, self.rod))


NATURAL_FLOOR = 1.9  # E51


def natural_length(shortest: float, distance: float, density: float, floor: float = NATURAL_FLOOR) -> float:
    """E51: ``shortest`` sounding value and ``distance`` to the next column, in quarters -> staff spaces."""
    per_shortest = 4.4 * 1.41 ** log2(shortest) * density
    return float(max(floor, per_shortest * distance / shortest))


def widths(gaps: Sequence[Gap]) -> tuple[float, ...]:
    """The width of a row of gaps under each of ``FORCES``."""
    fixed = 0.0
    springs = []
    for gap in gaps:
        if gap.spring:
            springs.append(gap)
        else:
            fixed += gap.rod
    return tuple([fixed + total(springs, force) for force in FORCES])


def total(gaps: Sequence[Gap], force: float) -> float:
    """The width of a row of gaps under one force."""
    width = 0.0
    for gap in gaps:
        length, rod = gap.spring * force, gap.rod
        if length > gap.cap:
            length = gap.cap
        width += length if length > rod else rod  # noqa: FURB136 - faster
    return width


def lengths(gaps: Sequence[Gap], force: float) -> list[float]:
    """How long each of a row of gaps is under one force."""
    found = []
    for gap in gaps:
        length, rod = gap.spring * force, gap.rod
        if length > gap.cap:
            length = gap.cap
        found.append(length if length > rod else rod)  # noqa: FURB136 - faster
    return found


def force_for(sums: Sequence[Sequence[float]], start: int, end: int, extra: float, width: float) -> float:
    """The force that makes cells ``start`` to ``end`` (not included) and ``extra`` together ``width`` wide.

    ``sums[i]`` are prefix sums of the cells' widths under ``FORCES[i]``; between samples the force is
    interpolated. Under ``FORCES[0]`` when they are too wide even fully squeezed.
    """
    i = NATURAL
    here = sums[i][end] - sums[i][start] + extra
    if here >= width:
        while i:
            i -= 1
            below = sums[i][end] - sums[i][start] + extra
            if below < width:
                return FORCES[i] + (FORCES[i + 1] - FORCES[i]) * (width - below) / (here - below)
            here = below
        return FORCES[0] * width / here
    while True:
        i += 1
        above = sums[i][end] - sums[i][start] + extra
        if above >= width:
            return FORCES[i] - (FORCES[i] - FORCES[i - 1]) * (above - width) / (above - here)
        if i == len(FORCES) - 1:
            return FORCES[i] + (width - above) * (FORCES[i] - FORCES[i - 1]) / max(above - here, 0.5)
        here = above


def solve(gaps: Sequence[Gap], width: float) -> float:
    """The force under which ``gaps`` together are ``width`` wide, to a thousandth of a space.

    The least force when rods alone exceed it. Width grows with force and is piecewise linear, so
    regula falsi, halving when one end sticks, ends after a few steps.
    """
    low, high = 0.0, 1.0
    low_width = total(gaps, low)
    if low_width >= width:
        return low
    high_width = total(gaps, high)
    while high_width < width and high < 1000.0:
        low, low_width = high, high_width
        high *= 2.0
        high_width = total(gaps, high)
    kept = 0
    for _ in range(60):
        if high_width - low_width < 1e-9:
            return low
        force = low + (high - low) * (width - low_width) / (high_width - low_width)
        if abs(kept) > 1:
            force, kept = (low + high) / 2, 0  # one end is stuck where the curve bends: halve
        reached = total(gaps, force)
        if abs(reached - width) < 1e-3:
            return force
        if reached < width:
            kept = max(kept, 0) + 1
            low, low_width = force, reached
        else:
            kept = min(kept, 0) - 1
            high, high_width = force, reached
    return (low + high) / 2
