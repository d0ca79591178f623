"""Ties past what stands in their way: other voices, keys and metres, and ties of one chord beside each other (E34)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf

from msgspec.structs import replace

from engraving.layout.ink.crowded_beams import beam_boxes
from engraving.layout.system import System
from engraving.notation.curves import Bezier, Box, boxes, meets
from engraving.notation.shapes import Shape
from engraving.notation.ties import OFF_HEAD, Half, Span, apex_of, chord_ties, tie

TIP_GAP = 0.2
SHORTEST = 0.9
_THROUGH, _TURNED = 10.0, 0.5  # what a tie through ink costs, and each on another side, in spaces of lift
_FLAT = -1.0
_SHAPES = (  # on the other side than wished for, how much higher than usual; the gentlest first
    (False, 0.0), (False, _FLAT), (False, 0.6), (False, 1.2), (False, 1.8), (True, 0.0), (True, _FLAT), (True, 0.6),
    (True, 1.2), (False, 2.4), (True, 1.8), (False, 3.0), (True, 2.4),
)  # fmt: skip
_PIECES = 8
_FINE = 24  # pieces, to tell parallel ties half a space apart
_LONG = 6.0
_SPREAD = 0.5  # between the tips of ties that curve the same way
_LEFT = 0.3  # so much of a tie's length is left at least
_NEAR_TIP = 3.5  # so far from its head a tie may begin for what stands beside that


def in_reach(
    system: System, staff: int, spans: Sequence[Span], others: Sequence[Shape], drawn: Sequence[tuple[int, Bezier]]
) -> list[Box]:
    """What ties pass: other voices' notes and beams, clefs, keys and metres, and ties that are drawn already."""
    x0, x1 = min(span.x0 for span in spans), max(span.x1 for span in spans)
    found = [box for other in others if other.x < x1 for box in other.placed_ink(system.pen.thickness)]
    found += [(a, b, low, high) for on, a, b, low, high in system.inner_signs if on == staff and x0 < b and a < x1]
    if others:
        found += beam_boxes(system, {other.beam for other in others})
        for on, curve in drawn:
            if on == staff and curve.x0 < x1 and x0 < curve.x3:
                found += boxes(curve, _PIECES, system.pen.thickness.tie_middle)
    return found


def crowd(spans: Sequence[Span]) -> bool:
    """Do ties of a second curve the same way, and so may touch?"""
    return any(b.y - a.y < 1.0 and a.up == b.up for a, b in pairwise(spans))


def aligned(spans: Sequence[Span]) -> list[Span]:
    """The same with all tips in line and apart from each other: so the ties of a second keep beside each other."""
    x0, x1 = max(span.x0 for span in spans), min(span.x1 for span in spans)
    heights = [span.y for span in spans]
    for k in range(1, len(spans)):
        if spans[k].up and spans[k - 1].up:
            heights[k] = max(heights[k], heights[k - 1] + _SPREAD)
    for k in range(len(spans) - 2, -1, -1):
        if not (spans[k].up or spans[k + 1].up):
            heights[k] = min(heights[k], heights[k + 1] - _SPREAD)
    x1 = max(x1, x0 + SHORTEST)
    return [replace(span, x0=x0, x1=x1, y=y) for span, y in zip(spans, heights, strict=True)]


def ways_of(sides: Sequence[bool]) -> list[tuple[bool, ...]]:
    """How many ties of a chord may curve down: first as many as would, then one more or less, and so on."""
    count, wish = len(sides), sum(not up for up in sides)
    downs = sorted(range(count + 1), key=lambda down: (abs(down - wish), down))
    return [tuple(k >= down for k in range(count)) for down in downs]


def past_all(
    ways: Sequence[Sequence[Span]], obstacles: Sequence[Box], lines: int, half: Half | None, middle: float
) -> tuple[Bezier, ...]:
    """The ties of a chord, turned and its outer ones lifted as little as passes most of what is in their way (E34)."""
    best: tuple[Bezier, ...] = ()
    least = inf
    for tried, spans in enumerate(ways):
        curves = list(chord_ties(spans, lines=lines, half=half))
        cost = _TURNED * tried
        for index, up in ((0, False), (len(spans) - 1, True)):
            plain = curves[index]
            if spans[index].up == up and touched(plain, obstacles, middle):
                span = spans[index : index + 1]
                curves[index] = past_others(plain, span, half, lines, obstacles, middle, turned=False)
                cost += abs(apex_of(curves[index]) - apex_of(plain))
        cost += sum(touched(curve, obstacles, middle) for curve in curves) * _THROUGH
        cost += sum(touched(a, boxes(b, _FINE, middle), middle) > 0 for a, b in pairwise(curves)) * _THROUGH
        if cost < least:
            best, least = tuple(curves), cost
        if least <= _TURNED * tried:
            break
    return best


def past_others(
    curve: Bezier,
    spans: Iterable[Span],
    half: Half | None,
    lines: int,
    obstacles: Sequence[Box],
    middle: float,
    *,
    turned: bool = True,
) -> Bezier:
    """A tie past what stands in its way, flatter, higher or on the other side of its head: where it touches least.

    ``spans`` are places for its tips, the best first.
    """
    best, least = curve, touched(curve, obstacles, middle)
    for tips in spans:
        for over, rise in _SHAPES:
            if not least:
                return best
            if over and not turned:
                continue
            other = _shaped(tips, tips.up != over, rise, lines, half)
            met = touched(other, obstacles, middle)
            if met < least:
                best, least = other, met
    return best


def _shaped(span: Span, up: bool, rise: float, lines: int, half: Half | None) -> Bezier:
    """A tie on a side, so much higher than it would be, or flat."""
    if rise <= 0.0:
        return tie(span.x0, span.x1, span.y, up, lines=lines, half=half, flat=rise == _FLAT, rise=span.rise)
    over = apex_of(tie(span.x0, span.x1, span.y, up, lines=lines, half=half, rise=span.rise)) + (rise if up else -rise)
    return tie(span.x0, span.x1, span.y, up, lines=lines, half=half, over=over, rise=span.rise)


def other_tips(span: Span, start: Shape | None, stop: Shape | None, obstacles: Sequence[Box]) -> list[Span]:
    """The same with its tips past other voices' heads beside its own, or past what its ends would run through."""
    x0, x1 = span.x0, span.x1
    if start is not None:
        x0 = max([x0, *(s.x + h.x1 + TIP_GAP for s in neighbours(start) for h in s.heads)])
    if stop is not None:
        x1 = min([x1, *(s.x + s.left() - TIP_GAP for s in neighbours(stop) if s.heads)])
    found = [replace(span, x0=x0, x1=x1)]
    sign = 1.0 if span.up else -1.0
    low, high = sorted((span.y + 0.25 * sign, span.y + OFF_HEAD * sign * 2))
    level = [box for box in obstacles if box[2] < high and low < box[3]]
    after = [box[1] + TIP_GAP for box in level if span.x0 < box[1] < span.x0 + _NEAR_TIP]
    before = [box[0] - TIP_GAP for box in level if span.x1 - _NEAR_TIP < box[0] < span.x1]
    late, soon = max([x0, *after]), min([x1, *before])
    found += [replace(span, x0=late, x1=x1), replace(span, x0=x0, x1=soon), replace(span, x0=late, x1=soon)]
    return [other for other in found if other != span and other.x1 - other.x0 >= max(SHORTEST, (x1 - x0) * _LEFT)]


def touched(curve: Bezier, obstacles: Sequence[Box], middle: float) -> int:
    """How many boxes a curve, ``middle`` thick, runs through."""
    pieces = boxes(curve, 12 if curve.x3 - curve.x0 < _LONG else _FINE, middle)
    return sum(meets(box, pieces) for box in obstacles)


def neighbours(shape: Shape) -> list[Shape]:
    """Other voices' shapes in its column and staff."""
    column = shape.column
    if column is None or not shape.side:
        return []
    return [s for s in column.shapes if s is not shape and s.staff == shape.staff]
