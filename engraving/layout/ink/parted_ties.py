"""Ties over a change of key or metre that pass it neither over nor under: parted there, as at a line's end (E34)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from engraving.layout.ink.crowded_ties import touched
from engraving.layout.system import System
from engraving.notation.curves import Bezier, Box
from engraving.notation.ties import Span, apex_of, chord_ties

_HIGHEST = 2.3  # an arc farther from its heads than this reads as a slur
_OFF_BARLINE, _OFF_SIGN = 0.3, 0.25
_SHORTEST = 1.2  # a piece shorter than this reads as a hyphen

Pieces = tuple[Bezier, ...]
"""A tie as it is drawn: whole, or its two halves."""


def parted(
    system: System, staff: int, spans: Sequence[Span], curves: Sequence[Bezier], lines: int
) -> tuple[Pieces, ...]:
    """The ties of a chord, ``curves`` over ``spans``; those that would cross a sign or rise too high in two halves."""
    whole = tuple((curve,) for curve in curves)
    x0, x1 = min(curve.x0 for curve in curves), max(curve.x3 for curve in curves)
    signs = [box for on, *box in system.inner_signs if on == staff and x0 < box[0] and box[1] < x1]
    if not signs:
        return whole
    middle = system.pen.thickness.tie_middle
    boxes: list[Box] = [(left, right, low, high) for left, right, low, high in signs]
    caught = [
        k for k, curve in enumerate(curves)
        if touched(curve, boxes, middle) or abs(apex_of(curve) - spans[k].y) > _HIGHEST
    ]  # fmt: skip
    end, start = _gap(system, x0, boxes)
    first = [replace(spans[k], x1=end, rise=0.0) for k in caught]
    second = [replace(spans[k], x0=start, y=spans[k].y + spans[k].rise, rise=0.0) for k in caught]
    if any(span.x1 - span.x0 < _SHORTEST for span in (*first, *second)):
        return whole
    halves = zip(
        caught, chord_ties(first, lines=lines, half="start"), chord_ties(second, lines=lines, half="end"), strict=True
    )
    pieces: dict[int, Pieces] = {k: (one, other) for k, one, other in halves}
    return tuple(pieces.get(k, plain) for k, plain in enumerate(whole))


def _gap(system: System, x0: float, signs: Sequence[Box]) -> tuple[float, float]:
    """Where the first halves end, before the signs and a barline in front of them; and where the second ones begin."""
    left = min(box[0] for box in signs)
    barlines = [x for x, _ in system.barlines if x0 < x < left]
    return min([left - _OFF_SIGN, *(x - _OFF_BARLINE for x in barlines)]), max(box[1] for box in signs) + _OFF_SIGN
