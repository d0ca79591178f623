"""Which arcs tie two heads, and which are slurs.

A tie's tips stand 0.2 beyond the facing edges of two heads of one height (further where dots or
accidentals are between), 0.35 from their centre line; a slur's stand over a head or at a stem's tip.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.readback.chords import GRACE, Head
from tests.readback.notes import Notes
from tests.readback.sheet import Arc
from tests.readback.staves import System

OFF_CENTRE = 0.75
FAR = 4.0  # from the end of a tie over the accidentals to their head
RINGING = 2.6  # how long a tie into nothing, or out of it, is
UNDER_GRACE = 2.0  # from a grace note over its ledger lines to its slur
SIGNS = 12.0  # from one half of a tie to the other: no more than a barline and a new key or metre


class Curves(NamedTuple):
    """``pairs`` of tied heads; ties ``opened`` at the right end of a line, ``closed`` at the left; slurs begun."""

    pairs: list[tuple[Head, Head]]
    opened: list[Head]
    closed: list[Head]
    slurs: list[Arc]


def curves_of(arcs: Sequence[Arc], notes: Notes, systems: Sequence[System]) -> Curves:
    """Tell ties from slurs, and mark the heads that are tied."""
    curves = Curves([], [], [], [])
    for arc in sorted(arcs):
        _sort(arc, notes, systems, curves)
    _join_halves(notes, curves)
    return curves


def _sort(arc: Arc, notes: Notes, systems: Sequence[System], curves: Curves) -> None:
    start, stop = _start(arc, notes), _stop(arc, notes)
    system = _system(arc, start or stop, systems)
    level = abs(arc.y0 - arc.y1) < 0.05
    if start is not None and (level or abs(arc.y0 - arc.y1) < OFF_CENTRE):
        other = _led_to(start, arc, notes)
        if other is not None and (level or _slants_alike(arc, start, other)):
            curves.pairs.append((start, other))
            start.tied_out = other.tied_in = True
            return
        if level and abs(arc.x1 - arc.x0 - RINGING) < 0.03:
            start.tied_out = True
            return
    if start is not None and abs(arc.x1 - system.bars[-1].x1) < 1.7:
        curves.opened.append(start)
        start.tied_out = True
        return
    if stop is not None and level and abs(arc.x1 - arc.x0 - RINGING) < 0.03 and not _from_grace(arc, notes):
        stop.tied_in = True
        return
    before = arc.x0 < _first(system, notes) - 0.3
    if stop is not None and before:
        curves.closed.append(stop)
        stop.tied_in = True
    elif not before:
        curves.slurs.append(arc)


def _join_halves(notes: Notes, curves: Curves) -> None:
    """Ties that are parted at a new key or metre in mid-line, found among the slurs: both halves are open there."""
    begun = [(arc, head) for arc in curves.slurs if (head := _start(arc, notes)) is not None]
    ended = [(arc, head) for arc in curves.slurs if (head := _stop(arc, notes)) is not None]
    for first, start in begun:
        for second, stop in ended:
            beside = 0.0 < second.x0 - first.x1 < SIGNS and abs(second.y1 - first.y0) < 0.05
            if beside and _stand_alike(start, stop, notes) and {first, second} <= {*curves.slurs}:
                curves.pairs.append((start, stop))
                start.tied_out = stop.tied_in = True
                curves.slurs.remove(first)
                curves.slurs.remove(second)


def _stand_alike(first: Head, second: Head, notes: Notes) -> bool:
    """Are they at one height of one staff, with no head between them?"""
    between = (
        head for head in notes.heads
        if head.staff is first.staff and first.sign.right < head.sign.left and head.sign.right < second.sign.left
    )  # fmt: skip
    return first.staff is second.staff and abs(first.sign.y - second.sign.y) < 0.05 and not any(between)


def _slants_alike(arc: Arc, first: Head, second: Head) -> bool:
    """Does it rise or fall with the heads it joins, a step apart: one note that is written as another?"""
    return abs((arc.y1 - arc.y0) - (second.sign.y - first.sign.y)) < 0.05


def _start(arc: Arc, notes: Notes) -> Head | None:
    """The head from whose right edge, or from whose dots, the arc leaves."""
    found = [
        head for head in notes.heads
        if abs(head.sign.y - arc.y0) < OFF_CENTRE and (_facing(arc.x0 - head.sign.right) or _after_dot(arc, head, notes))
    ]  # fmt: skip
    return min(
        found, key=lambda h: (round(abs(h.sign.y - arc.y0), 1), -round(h.sign.right, 1), h.tied_out), default=None
    )


def _stop(arc: Arc, notes: Notes) -> Head | None:
    """The head at whose left edge, accidental or parenthesis the arc arrives."""
    found = [
        head for head in notes.heads
        if abs(head.sign.y - arc.y1) < OFF_CENTRE and (_facing(head.sign.left - arc.x1) or _at_sign(arc, head, notes))
    ]  # fmt: skip
    return min(found, key=lambda h: (round(abs(h.sign.y - arc.y1), 1), h.tied_in), default=None)


def _at_sign(arc: Arc, head: Head, notes: Notes) -> bool:
    if _parted(arc, head, notes):
        return True
    return 0 < head.sign.left - arc.x1 < FAR and _before_accidental(arc, head, notes)


def _from_grace(arc: Arc, notes: Notes) -> bool:
    """Does it begin over or under a grace note, as a slur to the main note does, and no tie?"""
    return any(
        head.sign.left < arc.x0 < head.sign.right and abs(head.sign.y - arc.y0) < UNDER_GRACE
        for head in notes.heads
        if head.chord is not None and abs(head.chord.scale - GRACE) < 0.03
    )


def _facing(gap: float) -> bool:
    return 0.1 < gap < 0.35


def _after_dot(arc: Arc, head: Head, notes: Notes) -> bool:
    if head.chord is None or not head.chord.dots or not 0.6 < arc.x0 - head.sign.right < 4.5:
        return False
    return any(abs(dot.y - head.sign.y) < 0.6 and _facing(arc.x0 - dot.right) for dot in notes.dots)


def _led_to(start: Head, arc: Arc, notes: Notes) -> Head | None:
    """The head of the same height (or a step off) at which the arc arrives, accidentals apart."""
    found = []
    for head in notes.heads:
        rise = abs(head.sign.y - start.sign.y)
        if rise > 0.55 or head.sign.left < start.sign.right + 0.3 or head is start:
            continue
        gap = head.sign.left - arc.x1
        squeezed = arc.x1 - arc.x0 < 1.25 and -0.9 < gap < 1.2
        near = _facing(gap) or squeezed or (rise < 0.02 and _behind(arc, head, notes)) or _parted(arc, head, notes)
        if near or (gap < FAR and _before_accidental(arc, head, notes)):
            # Two voices' unison behind one accidental: the tie lies on the side of its voice's stems.
            other_voice = not near and head.chord is not None and head.chord.up != (arc.top > arc.y0)
            found.append((rise > 0.02, other_voice, abs(gap), head.tied_in, head))  # a step off: respelled, D♭ to C♯
    return min(found, key=lambda entry: entry[:4])[4] if found else None


def _behind(arc: Arc, head: Head, notes: Notes) -> bool:
    """Does the arc arrive at another voice's head, a second off, that stands before this one?"""
    return any(
        _facing(other.sign.left - arc.x1)
        and abs(other.sign.right - head.sign.left) < 0.25
        and abs(other.sign.y - head.sign.y) < 0.55
        for other in notes.heads
        if other.chord is not head.chord
    )


def _parted(arc: Arc, head: Head, notes: Notes) -> bool:
    """Does the arc arrive at the parenthesis before a head?"""
    return any(
        _facing(sign.left - arc.x1) and abs(sign.y - head.sign.y) < 0.3 and 0 < head.sign.left - sign.left < 1.0
        for sign in notes.parentheses
    )


def _before_accidental(arc: Arc, head: Head, notes: Notes) -> bool:
    return any(
        abs(sign.y - head.sign.y) < 1.8 and arc.x1 < sign.left < head.sign.left and _facing(sign.left - arc.x1)
        for sign in notes.accidentals
    )


def _system(arc: Arc, head: Head | None, systems: Sequence[System]) -> System:
    if head is not None:
        return next(s for s in systems if any(staff is head.staff for staff in s.staves))
    middle = (arc.y0 + arc.y1) / 2
    return min(systems, key=lambda s: max(middle - s.top, s.bottom - middle, 0.0))


def _first(system: System, notes: Notes) -> float:
    """The left edge of the first note or rest of a line."""
    mine = [h.sign.left for h in notes.heads if any(h.staff is s for s in system.staves)]
    mine += [r.sign.left for r in notes.rests if any(r.staff is s for s in system.staves)]
    return min(mine, default=system.prefix)
