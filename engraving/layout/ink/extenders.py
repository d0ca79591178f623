"""Lines that run along the staff: from where to where in a system (E38)."""

from __future__ import annotations

from typing import NamedTuple

from engraving.layout.system import System
from engraving.score import Spanner

PAD = 0.5
HOOK = 0.9


class Stretch(NamedTuple):
    """Where a line runs in a system, and whether it begins and ends there."""

    x0: float
    x1: float
    begins: bool
    ends: bool


def stretch_of(system: System, spanner: Spanner, staff: int, *, to_head_end: bool = True) -> Stretch | None:
    """The part of a line that falls into the system; None when none does.

    A line ends at the right edge of the last note that starts before its stop tick.
    """
    start = spanner.start.tick if spanner.start is not None else system.start
    stop = spanner.stop.tick if spanner.stop is not None else system.end
    if start >= system.end or stop < system.start or (stop == system.start and start < stop):
        return None
    begins, ends = start >= system.start, stop <= system.end
    x0 = system.x_between(start) if begins else system.prefix.width + 0.8
    if not ends:
        return Stretch(x0, system.barlines[-1][0] - 0.3, begins, ends)
    x1 = system.x_between(stop)
    if to_head_end:
        within = [
            s
            for s in system.shapes
            if s.staff == staff and s.heads and (s.event.tick < stop or s.event.tick == start) and s.event.tick >= start
        ]
        if within:
            last = max(within, key=lambda s: s.x)
            x1 = last.x + max(h.x1 for h in last.heads)
        else:
            x1 -= 1.0
    return Stretch(x0, max(x1, x0 + 1.0), begins, ends)


def line_before(system: System, tick: int, x: float) -> float:
    """A line ending with its bar stops before the barline."""
    for (_, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.end == tick:
            return min(x, line_x - 0.5)
    return x


def staff_of(spanner: Spanner) -> int:
    """The staff a line begins on."""
    anchor = spanner.start if spanner.start is not None else spanner.stop
    return anchor.staff if anchor is not None else 1
