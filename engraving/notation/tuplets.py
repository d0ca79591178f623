"""Tuplets: digits alone or with a bracket, on which side, and where the bracket runs (E36).

Staff spaces, x right, y up, 0 on the middle line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

HOOK = 0.75
OFF_NOTES = 0.75
_HOOK_CLEAR = 0.25  # from a hook's tip to what stands under it
_SLOPE = 1 / 6
_OFF_STAFF = 0.5
_DIGIT_HEIGHT = 1.4
_DIGIT_GAP = 0.4


class Outer(NamedTuple):
    """One note or rest seen from the bracket: its x range and its outermost y on that side."""

    x0: float
    x1: float
    y: float


class Bracket(NamedTuple):
    """The bracket's line; hooks of 0.75 go from its ends towards the notes."""

    x0: float
    y0: float
    x1: float
    y1: float


def needs_bracket(events: Sequence[int], beams: Sequence[Sequence[int]], *, source: str = "") -> bool:
    """False when one beam spans exactly the tuplet; ``source`` is MusicXML's ``bracket`` (yes, no, "").

    ``events`` are the tuplet's event ids in time order, ``beams`` the ids under each beam. A beam
    over a tuplet that begins or ends with a rest does not span it.
    """
    if source:
        return source == "yes"
    return not any(beam[0] == events[0] and beam[-1] == events[-1] for beam in beams if beam)


def tuplet_side(stems_up: Sequence[bool], *, placement: str = "", voice: int = 0) -> bool:
    """True when digits and bracket go above: by the source, else the voice, else the stems (E36).

    Where stems differ the majority decides, then above; rests give no stem.
    """
    if placement in ("above", "below"):
        return placement == "above"
    if voice:
        return voice == 1
    return sum(stems_up) * 2 >= len(stems_up)


def bracket(points: Sequence[Outer], up: bool, x_start: float, x_end: float, *, lines: int = 5) -> Bracket:
    """The line of a bracket from ``x_start`` to ``x_end``, the outer edges of first and last head (E36).

    It keeps 0.75 off every note, its hooks 0.25, and both ends stay outside the staff. It is flat
    when an inner note stands outermost, else it rises at most 1 in 6.
    """
    sign = 1.0 if up else -1.0
    span = max(x_end - x_start, 1e-6)
    floor = (lines - 1) / 2 + _OFF_STAFF
    first, last = points[0].y * sign, points[-1].y * sign
    inner = max([p.y * sign for p in points[1:-1]], default=min(first, last) - 1.0)
    slope = 0.0
    if inner < max(first, last):
        wish = max(last + OFF_NOTES, floor) - max(first + OFF_NOTES, floor)
        slope = min(max(wish / span, -_SLOPE), _SLOPE)
    base = max(floor, floor - slope * span)
    for x0, x1, y in points:
        left, right = x0 - x_start, x1 - x_start
        margin = OFF_NOTES
        if left < _HOOK_CLEAR or right > span - _HOOK_CLEAR:
            margin = HOOK + _HOOK_CLEAR
        base = max(base, y * sign + margin - slope * (left if slope > 0 else right))
    return Bracket(x_start, base * sign, x_end, (base + slope * span) * sign)


def on_bracket(line: Bracket) -> tuple[float, float]:
    """The centre of the digits: in the gap half way between the tuplet's outer edges."""
    return (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
