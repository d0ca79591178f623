"""Which arcs tie two heads, and which are slurs.

A tie's tips stand 0.2 beyond the facing edges of two heads at the same height (further where dots or
accidentals are between), 0.35 from their centre line; a slur's stand over a head or at a stem's tip.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.readback.notes import Chord, Head, Notes
from tests.readback.sheet import Arc
from tests.readback.staves import System

OFF_EDGE = (0.1, 0.35)
OFF_CENTRE = 0.75
DOT_WIDTH = 0.4
FAR = 9.0


class Curves(NamedTuple):
    """``pairs`` of tied heads; ties ``opened`` at the right end of a line and ``closed`` at the left; slurs begun."""

    pairs: tuple[tuple[Head, Head], ...]
    opened: tuple[Head, ...]
    closed: tuple[Head, ...]
    slurs: tuple[Arc, ...]


def curves_of(arcs: Sequence[Arc], notes: Notes, systems: Sequence[System]) -> Curves:
    """Tell ties from slurs."""
    pairs, opened, closed, slurs = [], [], [], []
    for arc in arcs:
        start, stop = _start(arc, notes), _stop(arc, notes)
        system = _system(arc, start or stop, systems)
        if start is not None and abs(arc.y0 - arc.y1) < 0.05:
            other = _same_place(start, arc, notes)
            if other is not None:
                pairs.append((start, other))
                continue
        if start is not None and _runs_out(arc, start, system, notes):
            opened.append(start)
        elif stop is not None and _runs_in(arc, stop, system, notes):
            closed.append(stop)
        elif not _goes_on(arc, system, notes):
            slurs.append(arc)
    for first, second in pairs:
        first.tied_out = second.tied_in = True
    for head in opened:
        head.tied_out = True
    for head in closed:
        head.tied_in = True
    return Curves(tuple(pairs), tuple(opened), tuple(closed), tuple(slurs))


def _start(arc: Arc, notes: Notes) -> Head | None:
    """The head from whose right edge (or dots) the arc leaves."""
    found = []
    for head in notes.heads:
        if abs(head.sign.y - arc.y0) > OFF_CENTRE:
            continue
        gap = arc.x0 - head.sign.right
        dots = head.chord.dots if head.chord is not None else 0
        if OFF_EDGE[0] < gap < OFF_EDGE[1] or (dots and 0.5 < gap < 0.5 + 0.75 * dots + 1.7 and _after_dot(arc, head, notes)):
            found.append((abs(head.sign.y - arc.y0), head))
    return _freest(found, "tied_out")


def _after_dot(arc: Arc, head: Head, notes: Notes) -> bool:
    """Does it leave the last of the head's dots at the same distance?"""
    return any(
        abs(dot.y - head.sign.y) < 0.31 and OFF_EDGE[0] < arc.x0 - dot.x - DOT_WIDTH < OFF_EDGE[1]
        for dot in notes.dots
    )


def _stop(arc: Arc, notes: Notes) -> Head | None:
    found = [
        (abs(head.sign.y - arc.y1), head)
        for head in notes.heads
        if abs(head.sign.y - arc.y1) <= OFF_CENTRE and OFF_EDGE[0] < head.sign.left - arc.x1 < OFF_EDGE[1]
    ]
    return _freest(found, "tied_in")


def _freest(found: list[tuple[float, Head]], _: str) -> Head | None:
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _same_place(start: Head, arc: Arc, notes: Notes) -> Head | None:
    """The next head of the same pitch the arc leads to, accidentals apart."""
    following = [
        h for h in notes.heads
        if abs(h.sign.y - start.sign.y) < 0.02 and h.sign.left > arc.x0 + 0.3 and h is not start
    ]  # fmt: skip
    if not following:
        return None
    head = min(following, key=lambda h: h.sign.left)
    gap = head.sign.left - arc.x1
    return head if -0.7 < gap < 4.0 else None


def _system(arc: Arc, head: Head | None, systems: Sequence[System]) -> System:
    if head is not None:
        found = next((s for s in systems if head.staff in s.staves), None)
        if found is not None:
            return found
    middle = (arc.y0 + arc.y1) / 2
    return min(systems, key=lambda s: max(middle - s.top, s.bottom - middle, 0.0))


def _runs_out(arc: Arc, head: Head, system: System, notes: Notes) -> bool:
    """Does it end at the line's last barline, or (let ring) short of anything?"""
    return arc.y1 != arc.y0 and False or (arc.x1 > system.bars[-1].x1 - 0.7 and arc.x1 <= system.bars[-1].x1 + 1.0) or (
        abs(arc.x1 - arc.x0 - 2.6) < 0.05 and abs(arc.y0 - arc.y1) < 0.05
    )


def _runs_in(arc: Arc, head: Head, system: System, notes: Notes) -> bool:
    """Does it come from before the first note of the line?"""
    return arc.x0 < _first(system, notes) - 0.3 and abs(head.sign.y - arc.y1) < OFF_CENTRE


def _goes_on(arc: Arc, system: System, notes: Notes) -> bool:
    """Is it the rest of a slur from the line before?"""
    return arc.x0 < _first(system, notes) - 0.3


def _first(system: System, notes: Notes) -> float:
    """The left edge of the first note or rest of a line."""
    mine = [h.sign.left for h in notes.heads if h.staff in system.staves]
    mine += [r.sign.left for r in notes.rests if r.staff in system.staves]
    return min(mine, default=system.prefix)


__all__ = ["Chord", "Curves", "curves_of"]
