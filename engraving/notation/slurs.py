"""Slurs: their side, their ends, and a curve that clears what stands under it (E35).

Staff spaces, x right, y up, 0 on the middle line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, hypot

import msgspec

from engraving.notation.curves import Bezier, boxes, y_range
from engraving.notation.slur_heights import MAX_HEIGHT, Heights, cleared, peak

OFF_HEAD, OFF_TIP = 0.4, 0.3
CLEAR_NOTES, CLEAR_SMALL, CLEAR_SLUR = 0.5, 0.25, 0.24
_PLAIN_HEIGHT = 3.0  # a long slur with nothing in its way is flat, not high
_TIP_ZONE = 1.5  # next to a tip the curve is thin and close to its own note: less clearance will do
_TIP_CLEAR = 0.3
_STEEPEST, _LEVELLING = 0.7, 1.0

Point = tuple[float, float]


class Obstacle(msgspec.Struct, frozen=True, gc=False):
    """A box to be cleared, with its clearance: 0.5 heads, stems, beams; 0.25 accidentals, dots, ledgers."""

    x0: float
    y0: float
    x1: float
    y1: float
    clear: float = CLEAR_NOTES


def slur_side(stems_up: Sequence[bool], *, placement: str = "", voice: int = 0) -> bool:
    """True when the slur goes above (E35): any stem down, or no stems.

    ``placement`` (above, below) or ``orientation`` (over, under) of the source wins, then the voice
    (1 upper, 2 lower).
    """
    if placement in ("above", "over"):
        return True
    if placement in ("below", "under"):
        return False
    if voice:
        return voice == 1
    return not stems_up or not all(stems_up)


def slur_end(
    head_x: float, head_y: float, stem: tuple[float, float] | None, up: bool, *, lines: int = 5, half: float = 0.5
) -> Point:
    """Where a slur on side ``up`` begins or ends at a note whose nearest head's centre is given (E35).

    ``stem`` is (x, y of tip or beam's outer edge) when the stem stands on the slur's side, else
    None. A tip 0.4 off a head (``half`` high) moves up to 0.15 to keep clear of a staff line.
    """
    sign = 1.0 if up else -1.0
    if stem is not None:
        return stem[0], stem[1] + OFF_TIP * sign
    y = head_y * sign + half + OFF_HEAD
    reach = (lines - 1) / 2
    line = floor(y - reach + 0.5) + reach
    if abs(line) <= reach and abs(y - line) < 0.15:
        y = line - 0.15 if y < line else line + 0.15
    return head_x, y * sign


def slur(
    start: Point,
    stop: Point,
    up: bool,
    obstacles: Iterable[Obstacle] = (),
    *,
    middle: float,
    broken_start: bool = False,
    broken_end: bool = False,
    lines: int = 5,
) -> Bezier:
    """The centre line of a slur ``middle`` thick from ``start`` to ``stop``, clear of ``obstacles`` (E35).

    Obstacles are those between the ends, not the end notes' own ink. At a broken end ``start`` or
    ``stop`` is where a tip would stand; the curve stops level, half its height beyond that. When a
    slur cannot clear everything within 3.5 height and 2.5 of lift at each end, its height grows.
    """
    sign = 1.0 if up else -1.0
    x0, x3 = start[0], stop[0]
    span = max(x3 - x0, 1.0)
    y0, y3 = _levelled(start[1] * sign, stop[1] * sign, span, broken_start, broken_end)
    length = hypot(span, y3 - y0)
    height = plain_height((x0, y0), (x3, y3))
    if broken_start:
        y0 += height / 2
    if broken_end:
        y3 += height / 2
    ratio = _ratio(span)
    slope = (y3 - y0) / span
    plain = _plain_heights(height * length / span, ratio, broken_start, broken_end)
    near = _near(obstacles, sign, x0, span, y0, slope, middle / 2)
    found = plain
    if near:
        found, ratio = cleared(near, plain, ratio, span)
    y0 += found.e0
    y3 += found.e1
    if abs(y3 - y0) < 0.1 * span:
        found = _off_line(found, y0, y3, lines)
    inset = ratio * span
    step = (y3 - y0) * ratio
    return Bezier(
        x0, y0 * sign,
        x0 + inset, (y0 + step + found.h1) * sign,
        x0 + span - inset, (y3 - step + found.h2) * sign,
        x0 + span, y3 * sign,
    )  # fmt: skip


def plain_height(start: Point, stop: Point) -> float:
    """How high a slur between two tips is with nothing in its way (E35)."""
    return min(0.4 + 0.09 * hypot(stop[0] - start[0], stop[1] - start[1]), _PLAIN_HEIGHT)


def as_obstacles(curve: Bezier, n: int, middle: float) -> list[Obstacle]:
    """The centre line of an inner slur or tie, ``middle`` thick, as obstacles for the slur around it."""
    half = middle / 2
    pieces = boxes(curve, n, middle)
    return [Obstacle(x0, low + half, x1, high - half, half + CLEAR_SLUR) for x0, x1, low, high in pieces]


def height_of(curve: Bezier) -> float:
    """How far a curve stands above (or below) the chord between its tips, at most."""
    x0, y0, x1, y1, x2, y2, x3, y3 = curve
    slope = (y3 - y0) / (x3 - x0)
    flat = Bezier(x0, 0.0, x1, y1 - y0 - slope * (x1 - x0), x2, y2 - y0 - slope * (x2 - x0), x3, 0.0)
    low, high = y_range(flat)
    return max(high, -low)


def _levelled(y0: float, y3: float, span: float, broken_start: bool, broken_end: bool) -> tuple[float, float]:
    """The ends' y, the lower one raised by up to 1.0 when the slur would be too steep for its length."""
    if broken_start or broken_end:
        return y0, y3
    excess = min(abs(y3 - y0) - _STEEPEST * span, _LEVELLING)
    if excess <= 0:
        return y0, y3
    return (y0 + excess, y3) if y0 < y3 else (y0, y3 + excess)


def _ratio(span: float) -> float:
    """Where the control points stand: long slurs are flat on top."""
    if span <= 8:
        return 0.3
    return max(0.3 - 0.0045 * (span - 8), 0.16)


def _plain_heights(height: float, ratio: float, broken_start: bool, broken_end: bool) -> Heights:
    """Control heights of the curve with nothing in its way; an open end stands at half the height."""
    if broken_start and broken_end:
        return Heights(height / 1.5, height / 1.5)
    if not (broken_start or broken_end):
        return Heights(height / 0.75, height / 0.75)
    h1, h2 = height * (1.25 - 0.5 * ratio), height * (0.75 + 0.5 * ratio)
    return Heights(h1, h2) if broken_end else Heights(h2, h1)


def _near(
    obstacles: Iterable[Obstacle], sign: float, x0: float, span: float, y0: float, slope: float, half: float
) -> list[tuple[float, float]]:
    """(u, height above the chord) that the curve, ``half`` its ink below it, must reach: both top corners of each
    obstacle."""
    found = []
    for box in obstacles:
        left, right, clear = box.x0, box.x1, box.clear
        if right <= x0 or left >= x0 + span:
            continue
        top = (box.y1 if sign > 0 else -box.y0) - y0
        for x in (left, right):
            along = min(max(x - x0, 0.0), span)
            margin = clear
            from_tip = min(along, span - along)
            if from_tip < _TIP_ZONE and margin > _TIP_CLEAR:
                margin = _TIP_CLEAR + (margin - _TIP_CLEAR) * from_tip / _TIP_ZONE
            need = top + margin + half - slope * along
            if need > 0:
                found.append((along / span, need))
    return found


def _off_line(found: Heights, y0: float, y3: float, lines: int) -> Heights:
    """A nearly level slur raised a little if its top would run along a staff line."""
    reach = (lines - 1) / 2
    top = (y0 + y3) / 2 + 0.375 * (found.h1 + found.h2)
    line = floor(top - reach + 0.5) + reach
    if abs(line) > reach or abs(top - line) >= 0.2:
        return found
    more = (line + 0.2 - top) / 0.75
    if peak(found.h1 + more, found.h2 + more) > MAX_HEIGHT:
        return found
    return Heights(found.h1 + more, found.h2 + more, found.e0, found.e1)
