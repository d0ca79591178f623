"""Ties: which way each one curves, and its curve (E34).

Staff spaces, x right, y up, 0 on the middle line.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from typing import Literal

import msgspec

from engraving.notation.curves import Bezier

OFF_HEAD = 0.35
FROM_LINE = 0.15
LOWEST, HIGHEST = 0.4, 1.2
_NEST = 0.4  # between the apexes of neighbouring ties of one chord
_APEX_CLEAR = (0.25, 0.2)  # the middle is thick and nearly parallel to the line: white between their inks, if possible

Half = Literal["start", "end"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """A tie to be drawn: its two tips, the first head's centre line, its side.

    ``rise`` is how much higher the second head stands: after another clef, or as another note's name for the pitch.
    """

    x0: float
    x1: float
    y: float
    up: bool
    rise: float = 0.0


def tie(
    x0: float,
    x1: float,
    y: float,
    up: bool,
    *,
    lines: int = 5,
    half: Half | None = None,
    over: float | None = None,
    flat: bool = False,
    rise: float = 0.0,
) -> Bezier:
    """The tie between tips at ``x0`` and ``x1`` for heads at ``y``, the second one higher by ``rise`` (E34).

    ``half`` "start" is the first half of a tie broken at the end of a system, "end" the second: it
    rises to its full height and ends there, level. ``over`` is the apex of a neighbouring tie inside
    this one, to be cleared by 0.4. A ``flat`` tie is as low as any, however long.
    """
    sign = 1.0 if up else -1.0
    reach = (lines - 1) / 2
    span = max(x1 - x0, 0.5)
    tip = _off_lines(sign * y + OFF_HEAD, reach, FROM_LINE)
    if half is None:
        height = _height(tip, 0.0 if flat else span, reach, None if over is None else sign * over + _NEST)
        ratio = 0.3 if span < 4 else max(0.18, 0.3 - 0.0075 * (span - 4))
        inset, base, top = ratio * span, sign * tip, sign * (tip + height / 0.75)
        return _slanted(Bezier(x0, base, x0 + inset, top, x0 + span - inset, top, x0 + span, base), rise)
    height = _height(tip, 0.0 if flat else 1.5 * span, reach, None if over is None else sign * over + _NEST)
    base, top = sign * tip, sign * (tip + height)
    near, far = 0.3 * span, 0.35 * span
    if half == "start":
        return Bezier(x0, base, x0 + near, top, x0 + span - far, top, x0 + span, top)
    return Bezier(x0, top, x0 + far, top, x0 + span - near, top, x0 + span, base)


def _slanted(curve: Bezier, rise: float) -> Bezier:
    """A tie with its second tip higher by ``rise``, the rest of it in proportion."""
    if not rise:
        return curve
    x0, y0, x1, y1, x2, y2, x3, y3 = curve
    slope = rise / (x3 - x0)
    return Bezier(x0, y0, x1, y1 + slope * (x1 - x0), x2, y2 + slope * (x2 - x0), x3, y3 + rise)


def _height(tip: float, span: float, reach: float, least: float | None) -> float:
    """How high the apex stands over the tips: 0.4 to 1.2 by length, stepping aside for staff lines."""
    wish = min(max(0.4 + 0.055 * (span - 2), LOWEST), HIGHEST - 0.2)
    if least is not None:
        wish = max(wish, least - tip)
    apex = tip + wish
    for margin in _APEX_CLEAR:
        clear = _off_lines(apex, reach, margin)
        if clear != apex:
            below = 2 * round(apex - reach) + 2 * reach - clear
            if abs(below - apex) < clear - apex and below - tip >= LOWEST and (least is None or below >= least):
                clear = below
        if clear - tip <= HIGHEST:
            return clear - tip
    return HIGHEST if least is None else clear - tip


def _off_lines(y: float, reach: float, margin: float) -> float:
    """``y``, moved outwards (upwards) if it is nearer than ``margin`` to a staff line."""
    line = floor(y - reach + 0.5) + reach
    if abs(line) <= reach and abs(y - line) < margin - 1e-9:
        return line + margin
    return y


def chord_ties(spans: Sequence[Span], *, lines: int = 5, half: Half | None = None) -> tuple[Bezier, ...]:
    """The ties of one chord, from the lowest head; those on one side nest without touching."""
    found: list[Bezier | None] = [None] * len(spans)
    for side in (True, False):
        order = [i for i, span in enumerate(spans) if span.up == side]
        apex: float | None = None
        before = 0.0
        for i in order if side else reversed(order):
            span = spans[i]
            over = apex if abs(span.y - before) <= 1.0 else None
            curve = tie(span.x0, span.x1, span.y, span.up, lines=lines, half=half, over=over, rise=span.rise)
            apex, before = apex_of(curve), span.y
            found[i] = curve
    return tuple(curve for curve in found if curve is not None)


def apex_of(curve: Bezier) -> float:
    """The y a tie reaches farthest from its tips: half way along, or at the open end of a half, where it is level."""
    if curve.y0 == curve.y1 or curve.y2 == curve.y3:
        return curve.y1
    return (curve.y0 + 3 * (curve.y1 + curve.y2) + curve.y3) / 8


def tie_sides(
    tied: Sequence[float],
    stem_up: bool,
    *,
    next_up: bool | None = None,
    voice: int = 0,
    chord: Sequence[float] | None = None,
) -> tuple[bool, ...]:
    """For each tied head of one chord, y from the lowest, whether its tie curves upwards (E34).

    ``voice`` is 1 for an upper, 2 for a lower voice, 0 for a voice alone; ``next_up`` the direction
    of the stem at the other end; ``chord`` the y of all the chord's heads when not all are tied. A
    wholly unstemmed pair passes the directions its stems would have.
    """
    if voice:
        return (voice == 1,) * len(tied)
    heads = tied if chord is None else chord
    if len(heads) < 2:
        return (not stem_up if next_up is None or next_up == stem_up else True,) * len(tied)
    order = sorted(heads)
    count = len(order)
    return tuple(_chord_side(order.index(y), count, order, stem_up) for y in tied)


def _chord_side(place: int, count: int, order: Sequence[float], stem_up: bool) -> bool:
    """Upper half up, lower half down; the middle one with most heads: outwards from the middle line."""
    if 2 * place + 1 != count:
        return 2 * place + 1 > count
    high = sum(y > 0 for y in order) - sum(y < 0 for y in order)
    return high > 0 if high else not stem_up
