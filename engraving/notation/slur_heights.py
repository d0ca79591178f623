"""How high a slur's control points must stand, and how far its ends be lifted, to clear what is under it (E35).

A curve is the straight line between its two tips plus a height that is linear in its two control points, so that
clearing an obstacle is one linear inequality: ``A·h1 + B·h2 + (1−u)·e0 + u·e1 ≥ need`` for control heights h and end
lifts e, in staff spaces; u is the way from one tip to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

MAX_LIFT, MAX_HEIGHT = 2.5, 3.5
_CELLS = 96
_STEPS = 6  # of Newton, from one cell to the next: exact to the last bit but one
_HOPELESS = 0.15
_GENTLE = 0.6
_LIFT, _WALL = 1.2, 0.5
_GOOD_RISE = 1.5  # spaces a space: ends that rise more steeply from the line between them look like walls
_HELD = (1.0, 0.6, 0.3, 0.0)  # how much of the height allowed is gone to before the ends are lifted
_LIFTS = ((1.0, 1.0), (1.0, 0.5), (0.5, 1.0), (1.0, 0.2), (0.2, 1.0), (1.0, 0.0), (0.0, 1.0))

_Need = tuple[float, float, float, float]  # u, A, B, need


class Heights(msgspec.Struct, frozen=True, gc=False):
    """Heights of the two control points and lifts of the two ends."""

    h1: float
    h2: float
    e0: float = 0.0
    e1: float = 0.0


def cleared(near: Sequence[tuple[float, float]], plain: Heights, ratio: float, span: float) -> tuple[Heights, float]:
    """The gentlest heights that clear everything, with control points as usual or nearer the tips.

    Where a tip would rise like a wall, ends lifted off their notes are tried instead.
    """
    best, best_cost, best_ratio = plain, 1e9, ratio
    cap = min(MAX_HEIGHT, 1.4 + 0.25 * span)
    low = peak(plain.h1, plain.h2)
    wishes: dict[float, tuple[list[_Need], tuple[float, float]]] = {}  # by inset: what must be cleared, and heights
    for share in _HELD:
        for inset, penalty in ((ratio, 0.0), (ratio - 0.07, 0.15), (ratio - 0.14, 0.4)):
            if inset < 0.1:
                break
            inset = round(inset, 2)
            if inset not in wishes:
                needs = _needs(near, inset, plain)
                if not needs:
                    return plain, inset
                wishes[inset] = needs, _raised(needs, plain, inset)
            found = _solved(*wishes[inset], plain, inset, low + (cap - low) * share)
            cost = penalty + _cost(found, inset * span)
            if cost < best_cost:
                best, best_cost, best_ratio = found, cost, inset
            if cost < _GENTLE + 0.4 * (plain.h1 + plain.h2):
                break
        if not _wall(best, best_ratio * span):
            break
    return best, best_ratio


def _cost(found: Heights, inset: float) -> float:
    """What speaks against a curve whose control points stand ``inset`` from its tips."""
    cost = 0.4 * (found.h1 + found.h2) + 0.3 * abs(found.h1 - found.h2) + _LIFT * (found.e0 + found.e1)
    return cost + _WALL * _wall(found, inset)


def _wall(found: Heights, inset: float) -> float:
    """How much steeper than is good the tips rise from the straight line between them."""
    return max(found.h1 / inset - _GOOD_RISE, 0.0) + max(found.h2 / inset - _GOOD_RISE, 0.0)


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


def _needs(near: Sequence[tuple[float, float]], ratio: float, plain: Heights) -> list[_Need]:
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


def _solved(
    needs: Sequence[_Need], raised: tuple[float, float], plain: Heights, ratio: float, cap: float
) -> Heights:
    """``raised`` and skewed; beyond the height ``cap`` lift the ends as far as they go, then raise again.

    What stands so near a tip that no lift allowed gets over it is given up: raising would not help.
    """
    h1, h2 = raised
    height, low = peak(h1, h2), peak(plain.h1, plain.h2)
    if height <= cap:
        return Heights(h1, h2)
    part = max(cap - low, 0.0) / (height - low)
    held1, held2 = plain.h1 + (h1 - plain.h1) * part, plain.h2 + (h2 - plain.h2) * part
    e0, e1 = _lifted([(u, need - a * held1 - b * held2) for u, a, b, need in needs])
    left = [(u, a, b, need - (1 - u) * e0 - u * e1) for u, a, b, need in needs if a + b > _HOPELESS]
    h1, h2 = _raised(left, plain, ratio)
    if peak(h1, h2) > cap and all(a * held1 + b * held2 >= need - 1e-6 for _, a, b, need in left):
        return Heights(held1, held2, e0, e1)
    return Heights(h1, h2, e0, e1)


def peak(h1: float, h2: float) -> float:
    """The height of the curve, within a hundredth for the skews allowed."""
    return 0.375 * (h1 + h2) + 0.03 * abs(h1 - h2)


def _raised(needs: Sequence[_Need], plain: Heights, ratio: float) -> tuple[float, float]:
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
    inner = [(u, lack) for u, lack in lacks if 0.02 < u < 0.98]
    tips = [(u, lack) for u, lack in lacks if u <= 0.02 or u >= 0.98]  # here only the own end's lift counts
    for w0, w1 in _LIFTS:
        lift = max([lack / ((1 - u) * w0 + u * w1) for u, lack in inner], default=0.0)
        for u, lack in tips:
            share = w0 if u < 0.5 else w1
            lift = max(lift, lack / share if share else MAX_LIFT)
        e0, e1 = min(max(lift, 0.0) * w0, MAX_LIFT), min(max(lift, 0.0) * w1, MAX_LIFT)
        lacking = max(0.0, *[lack - (1 - u) * e0 - u * e1 for u, lack in lacks])
        cost = e0 + e1 + 0.1 * abs(e0 - e1) + 4 * lacking
        if cost < best_cost - 1e-9:
            best, best_cost = (e0, e1), cost
    return best
