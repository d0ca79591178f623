"""How two outlines meet: what they have in common, or how close they stand (A1).

Common ink is measured on rows 0.01 staff spaces apart: its area from the exact spans, its depth by
wearing it down from all sides, as bits of one integer a row, until nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, sqrt
from typing import Any, NamedTuple

from engraving.layout.audit.outlines import Bar, Bounds, Cut, Outline, Spans

HIT_AREA = 0.018  # sp²: a hit has more in common; 0.0192 is a stem through a hairpin, which 0.02 would pass over
HIT_DEPTH = 0.08  # sp: and is deeper
NEAR = 0.15  # sp: closer without a hit is near
ROUNDED = 1.0  # 1/100 pt: what a distance may lose where both pieces of ink are put at whole hundredths
CELL = 0.01  # sp: rows and columns of the measured ground
WORN = round((HIT_DEPTH / CELL) / 2)  # rounds of wearing that ink deeper than HIT_DEPTH outlives
DEEPEST = 60  # rounds after which nobody asks how deep it is: 1.2 sp
NEAR_ROW = 0.05  # sp: rows on which distances are looked at
FAR = 0.18  # sp: ink further apart is never taken for near, however its rows lie
STRIP = 1.0  # sp: strips of a long ground that are looked at one by one
SIDEWAYS = tuple(  # rows up or down, and how far to a side is still near there: a row is ink half a row high
    (rows, sqrt(NEAR * NEAR - (max(0.0, abs(rows) - 0.5) * NEAR_ROW) ** 2))
    for rows in range(-round(NEAR / NEAR_ROW), round(NEAR / NEAR_ROW) + 1)
)

Boxed = tuple[Any, ...]  # a box, and perhaps whose it is


class Contact(NamedTuple):
    """Common ink of two outlines: centre in page units, ``area`` in sp², ``depth`` in sp."""

    x: float
    y: float
    area: float
    depth: float


def within_reach(a: Outline, b: Outline, space: float) -> bool:
    """Whether two outlines whose boxes are near may be near themselves: long ones do not fill their boxes."""
    if a.fills_box and b.fills_box:
        return True
    limit = NEAR * space
    left, right = max(a.box[0], b.box[0]) - limit, min(a.box[2], b.box[2]) + limit
    if left > right:
        return False
    low, high = a.roughly(left, right)
    b_low, b_high = b.roughly(left, right)
    if low - limit >= b_high or b_low - limit >= high:
        return False
    return right - left < 2 * STRIP * space or any(True for _ in strips(a, b, left, right, space))


def strips(a: Outline, b: Outline, left: float, right: float, space: float) -> Iterator[tuple[float, float]]:
    """From what to what height they come within ``FAR`` of each other, strip after strip between two verticals."""
    far = FAR * space
    count = ceil((right - left) / (STRIP * space))
    width = (right - left) / count
    for k in range(count):
        x0 = left + k * width
        low, high = a.reach(x0, x0 + width)
        b_low, b_high = b.reach(x0 - far, x0 + width + far)
        if low - far < b_high and b_low - far < high:
            yield max(low, b_low - far), min(high, b_high + far)


def room_for_hit(a: Boxed, b: Boxed, space: float) -> bool:
    """Whether what two boxes have in common is wide, deep and large enough for a hit."""
    width = (min(a[2], b[2]) - max(a[0], b[0])) / space
    if width <= HIT_DEPTH:
        return False
    height = (min(a[3], b[3]) - max(a[1], b[1])) / space
    return bool(height > HIT_DEPTH and width * height > HIT_AREA)


def contact(a: Outline, b: Outline, space: float) -> Contact | None:
    """What ``a`` and ``b`` have in common, if it is enough to be a hit."""
    if not room_for_hit(a.box, b.box, space):
        return None
    x0, x1 = max(a.box[0], b.box[0]), min(a.box[2], b.box[2])
    ay0, ay1 = a.reach(x0, x1)
    by0, by1 = b.reach(x0, x1)
    y0, y1 = max(ay0, by0), min(ay1, by1)
    width, height = (x1 - x0) / space, (y1 - y0) / space
    if height <= HIT_DEPTH or width * height <= HIT_AREA:
        return None
    if isinstance(a, Bar) and isinstance(b, Bar):
        return Contact((x0 + x1) / 2, (y0 + y1) / 2, width * height, min(width, height))
    ground = x0, y0, x1, y1
    one, other = a.within(ground), b.within(ground)
    return measured(one, other, ground, space) if touch(one, other, y0, y1, HIT_DEPTH * space) else None


def touch(a: Cut, b: Cut, y0: float, y1: float, apart: float) -> bool:
    """Whether they have anything in common on rows ``apart``; ink that is deeper cannot slip between."""
    count = ceil((y1 - y0) / apart)
    step = (y1 - y0) / count
    for row in range(count):
        y = y0 + (row + 0.5) * step
        spans = a.spans(y)
        if spans and shared(spans, b.spans(y)):
            return True
    return False


def shared(a: Spans, b: Spans) -> list[float]:
    """The stretches that lie in both."""
    found = []
    for i in range(0, len(a), 2):
        for j in range(0, len(b), 2):
            left, right = max(a[i], b[j]), min(a[i + 1], b[j + 1])
            if left < right:
                found += [left, right]
    return found


def measured(a: Cut, b: Cut, ground: Bounds, space: float) -> Contact | None:
    """Area, centre and depth of the common ink; None when it is no hit."""
    x0, y0, _, y1 = ground
    cell = CELL * space
    total = moment_x = moment_y = 0.0
    count = ceil((y1 - y0) / cell)
    step = (y1 - y0) / count
    rows: list[list[float]] = []
    for row in range(count):
        y = y0 + (row + 0.5) * step
        both = shared(a.spans(y), b.spans(y))
        for k in range(0, len(both), 2):
            left, right = both[k], both[k + 1]
            total += right - left
            moment_x += (right - left) * (left + right) / 2
            moment_y += (right - left) * y
        rows.append(both)
    area = total * step / (space * space)
    if area <= HIT_AREA:
        return None
    rounds = endurance([_bits(both, x0, cell) for both in rows])
    if rounds < WORN:
        return None
    return Contact(moment_x / total, moment_y / total, area, (2 * rounds + 1) * CELL)


def _bits(spans: Spans, x0: float, cell: float) -> int:
    """A row of ink as bits, one a cell counted from ``x0``."""
    bits = 0
    for k in range(0, len(spans), 2):
        first, last = round((spans[k] - x0) / cell), round((spans[k + 1] - x0) / cell)
        bits |= ((1 << (last - first)) - 1) << first
    return bits


def endurance(rows: list[int]) -> int:
    """How many rounds of losing its rim (of 4 and of 8 neighbours in turn) a bit map outlives."""
    rounds = 0
    while rounds < DEEPEST:
        rows = worn(rows, corners=rounds % 2 == 1)
        if not any(rows):
            break
        rounds += 1
    return rounds


def worn(rows: list[int], *, corners: bool) -> list[int]:
    """A bit map without its rim; with ``corners`` also without what meets the outside at a corner."""
    inner = [bits & (bits << 1) & (bits >> 1) for bits in rows]
    beside = inner if corners else rows
    last = len(rows) - 1
    return [inner[k] & beside[k - 1] & beside[k + 1] if 0 < k < last else 0 for k in range(len(rows))]


def near(a: Outline, b: Outline, space: float) -> bool:
    """Whether they stand closer than ``NEAR``, by more than the rounding of their places."""
    limit = NEAR * space - ROUNDED
    ax0, ay0, ax1, ay1 = a.box
    bx0, by0, bx1, by1 = b.box
    if isinstance(a, Bar) and isinstance(b, Bar):
        dx = max(0.0, max(ax0, bx0) - min(ax1, bx1))
        dy = max(0.0, max(ay0, by0) - min(ay1, by1))
        return dx * dx + dy * dy < limit * limit
    left, right = max(ax0, bx0) - limit, min(ax1, bx1) + limit
    low, high = a.reach(left, right)
    b_low, b_high = b.reach(left, right)
    low, high = max(low, b_low - limit), min(high, b_high + limit)
    ground = left, low - 2 * limit, right, high + 2 * limit
    step = NEAR_ROW * space
    one, other = a.within(ground), b.within(ground)
    theirs: dict[int, Spans] = {}
    for row in range(floor(low / step), ceil(high / step) + 1):
        spans = one.spans(row * step)
        if not spans or apart(spans, (bx0, bx1)) >= limit:
            continue
        for lift, side in SIDEWAYS:
            level = row + lift
            beside = theirs.get(level)
            if beside is None:
                beside = other.spans(level * step)
                theirs[level] = beside = beside if apart(beside, (ax0, ax1)) < limit else ()
            if beside and apart(spans, beside) < side * space - ROUNDED:
                return True
    return False


def apart(a: Spans, b: Spans) -> float:
    """The least distance between two rows of spans; infinite when one is empty."""
    least = float("inf")
    for i in range(0, len(a), 2):
        for j in range(0, len(b), 2):
            gap = b[j] - a[i + 1] if b[j] > a[i] else a[i] - b[j + 1]
            if gap < least:
                least = gap
    return least
