"""Slurs: their side, their ends, and a curve that clears what stands under it (E35).

Staff spaces, x right, y up, 0 on the middle line. A curve is the straight chord between its two
tips plus a height that is linear in its two control points, so that clearing an obstacle is one
linear inequality: ``A·h1 + B·h2 + (1−u)·e0 + u·e1 ≥ need`` for control heights h and end lifts e.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import floor, hypot
from typing import NamedTuple

from engraving.notation.curves import Bezier, boxes, y_range

OFF_HEAD, OFF_TIP = 0.4, 0.3
CLEAR_NOTES, CLEAR_SMALL, CLEAR_SLUR = 0.5, 0.25, 0.24
MAX_LIFT, MAX_HEIGHT = 2.5, 3.5
_PLAIN_HEIGHT = 3.0  # a long slur with nothing in its way is flat, not high
_TIP_ZONE = 1.5  # next to a tip the curve is thin and close to its own note: less clearance will do
_TIP_CLEAR = 0.3
_STEEPEST, _LEVELLING = 0.7, 1.0
_CELLS = 96
_STEPS = 6  # of Newton, from one cell to the next: exact to the last bit but one
_HOPELESS = 0.15
_GENTLE = 0.6
_LIFTS = ((1.0, 1.0), (1.0, 0.5), (0.5, 1.0), (1.0, 0.2), (0.2, 1.0), (1.0, 0.0), (0.0, 1.0))

Point = tuple[float, float]
_Need = tuple[float, float, float, float]  # u, A, B, need


class Obstacle(NamedTuple):
    """A box to be cleared, with its clearance: 0.5 heads, stems, beams; 0.25 accidentals, dots, ledgers."""

    x0: float
    y0: float
    x1: float
    y1: float
    clear: float = CLEAR_NOTES


class _Heights(NamedTuple):
    """Heights of the two control points and lifts of the two ends."""

    h1: float
    h2: float
    e0: float = 0.0
    e1: float = 0.0


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
        found, ratio = _cleared(near, plain, ratio, span)
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


def _plain_heights(height: float, ratio: float, broken_start: bool, broken_end: bool) -> _Heights:
    """Control heights of the curve with nothing in its way; an open end stands at half the height."""
    if broken_start and broken_end:
        return _Heights(height / 1.5, height / 1.5)
    if not (broken_start or broken_end):
        return _Heights(height / 0.75, height / 0.75)
    h1, h2 = height * (1.25 - 0.5 * ratio), height * (0.75 + 0.5 * ratio)
    return _Heights(h1, h2) if broken_end else _Heights(h2, h1)


def _near(
    obstacles: Iterable[Obstacle], sign: float, x0: float, span: float, y0: float, slope: float, half: float
) -> list[tuple[float, float]]:
    """(u, height above the chord) that the curve, ``half`` its ink below it, must reach: both top corners of each
    obstacle."""
    found = []
    for left, low, right, high, clear in obstacles:
        if right <= x0 or left >= x0 + span:
            continue
        top = (high if sign > 0 else -low) - y0
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


@lru_cache(maxsize=64)
def _shares(percent: int) -> tuple[tuple[float, float], ...]:
    """What each control point, ``percent`` of the way in, adds to the height at u = i/96."""
    r = percent / 100
    found = []
    t = 0.0
    for i in range(_CELLS + 1):
        u = i / _CELLS
        for _ in range(_STEPS):
            s = 1 - t
            along = 3 * s * s * t * r + 3 * s * t * t * (1 - r) + t * t * t
            t += (u - along) / (3 * s * s * r + 6 * s * t * (1 - 2 * r) + 3 * t * t * r)
        found.append((3 * t * (1 - t) ** 2, 3 * t * t * (1 - t)))
    return tuple(found)


def _needs(near: Sequence[tuple[float, float]], ratio: float, plain: _Heights) -> list[_Need]:
    """The inequalities that the plain curve does not fulfil."""
    table = _shares(round(ratio * 100))
    h1, h2 = plain.h1, plain.h2
    found = []
    for u, need in near:
        cell = int(u * _CELLS)
        a, b = table[cell]
        if cell < _CELLS:
            part = u * _CELLS - cell
            a1, b1 = table[cell + 1]
            a += (a1 - a) * part
            b += (b1 - b) * part
        if a * h1 + b * h2 < need - 1e-9:
            found.append((u, a, b, need))
    return found


def _cleared(near: Sequence[tuple[float, float]], plain: _Heights, ratio: float, span: float) -> tuple[_Heights, float]:
    """The gentlest heights that clear everything, with control points as usual or nearer the tips."""
    best, best_cost, best_ratio = plain, 1e9, ratio
    cap = min(MAX_HEIGHT, 1.4 + 0.25 * span)
    for inset, penalty in ((ratio, 0.0), (ratio - 0.07, 0.15), (ratio - 0.14, 0.4)):
        if inset < 0.1:
            break
        inset = round(inset, 2)
        needs = _needs(near, inset, plain)
        if not needs:
            return plain, inset
        found = _solved(needs, plain, inset, cap)
        cost = penalty + 0.4 * (found.h1 + found.h2) + 0.3 * abs(found.h1 - found.h2)
        cost += 1.2 * (found.e0 + found.e1)
        if cost < best_cost:
            best, best_cost, best_ratio = found, cost, inset
        if cost < _GENTLE + 0.4 * (plain.h1 + plain.h2):
            break
    return best, best_ratio


def _solved(needs: list[_Need], plain: _Heights, ratio: float, cap: float) -> _Heights:
    """Raise and skew; beyond the height ``cap`` lift the ends as far as they go, then raise again.

    What stands so near a tip that no lift allowed gets over it is given up: raising would not help.
    """
    h1, h2 = _raised(needs, plain, ratio)
    height, low = _peak(h1, h2), _peak(plain.h1, plain.h2)
    if height <= cap:
        return _Heights(h1, h2)
    part = max(cap - low, 0.0) / (height - low)
    held1, held2 = plain.h1 + (h1 - plain.h1) * part, plain.h2 + (h2 - plain.h2) * part
    e0, e1 = _lifted([(u, need - a * held1 - b * held2) for u, a, b, need in needs])
    left = [(u, a, b, need - (1 - u) * e0 - u * e1) for u, a, b, need in needs if a + b > _HOPELESS]
    h1, h2 = _raised(left, plain, ratio)
    if _peak(h1, h2) > cap and all(a * held1 + b * held2 >= need - 1e-6 for _, a, b, need in left):
        return _Heights(held1, held2, e0, e1)
    return _Heights(h1, h2, e0, e1)


def _peak(h1: float, h2: float) -> float:
    """The height of the curve, within a hundredth for the skews allowed."""
    return 0.375 * (h1 + h2) + 0.03 * abs(h1 - h2)


def _raised(needs: Sequence[_Need], plain: _Heights, ratio: float) -> tuple[float, float]:
    """The lowest control heights, not under the plain ones, that fulfil ``needs``, even or skewed.

    A control point under r/(1−r) of the other would make the curve bulge inwards: an S.
    """
    least = max(ratio / (1 - ratio) + 0.05, 0.5)
    best, best_cost = (plain.h1, plain.h2), 1e9
    for skew in (1.0, 0.75, 1 / 0.75, least, 1 / least):
        h1 = max([need / (a + b * skew) for _, a, b, need in needs if a + b > 1e-4], default=0.0)
        h1 = max(h1, plain.h1, plain.h2 / skew)
        cost = h1 * (1 + skew) + 0.1 * abs(h1 - h1 * skew)
        if cost < best_cost - 1e-9:
            best, best_cost = (h1, h1 * skew), cost
    return best


def _lifted(lacks: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The least lifts of the two ends that make up for ``lacks`` (u, height), at most 2.5 each."""
    best, best_cost = (0.0, 0.0), 1e9
    for w0, w1 in _LIFTS:
        lift = max([lack / ((1 - u) * w0 + u * w1) for u, lack in lacks if 0.02 < u < 0.98], default=0.0)
        for u, lack in lacks:
            if u <= 0.02 or u >= 0.98:  # here only the own end's lift counts
                share = w0 if u < 0.5 else w1
                lift = max(lift, lack / share if share else MAX_LIFT)
        e0, e1 = min(max(lift, 0.0) * w0, MAX_LIFT), min(max(lift, 0.0) * w1, MAX_LIFT)
        lacking = max(0.0, *[lack - (1 - u) * e0 - u * e1 for u, lack in lacks])
        cost = e0 + e1 + 0.1 * abs(e0 - e1) + 4 * lacking
        if cost < best_cost - 1e-9:
            best, best_cost = (e0, e1), cost
    return best


def _off_line(found: _Heights, y0: float, y3: float, lines: int) -> _Heights:
    """A nearly level slur raised a little if its top would run along a staff line."""
    reach = (lines - 1) / 2
    top = (y0 + y3) / 2 + 0.375 * (found.h1 + found.h2)
    line = floor(top - reach + 0.5) + reach
    if abs(line) > reach or abs(top - line) >= 0.2:
        return found
    more = (line + 0.2 - top) / 0.75
    if _peak(found.h1 + more, found.h2 + more) > MAX_HEIGHT:
        return found
    return _Heights(found.h1 + more, found.h2 + more, found.e0, found.e1)
