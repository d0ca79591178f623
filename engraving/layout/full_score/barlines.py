"""Barlines from desk to desk, through groups that are joined; they make way for words (E49)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engraving.layout.full_score.rows import Row
from engraving.layout.full_score.stack import Shown
from engraving.layout.full_score.type_boxes import Box, TypeOn
from engraving.layout.ink.barlines import WORD_GAP
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System
from engraving.notation.barlines import dashes

_STROKES = frozenset("|#!:")
LEAST = 0.6  # a shorter piece of barline is left out


def draw_between(pen: Pen, grid: System, upper: Shown, lower: Shown, gap: float, boxes: Sequence[Box]) -> None:
    """The strokes of every barline from the last staff of one desk to the first of the next, ``gap`` under it.

    ``boxes`` are what stands between the two as x0, x1, low, high from the upper staff's middle line.
    """
    top = -_edge(upper.system, upper.last - upper.first + 1)
    bottom = _edge(lower.system, 1) - gap
    for x, line in grid.barlines:
        for stroke in line.strokes:
            if stroke.kind not in _STROKES:
                continue
            at = x + stroke.x
            taken = sorted(
                ((low - WORD_GAP, high + WORD_GAP) for x0, x1, low, high in boxes
                 if x0 - WORD_GAP < at + stroke.width and at < x1 + WORD_GAP),
                reverse=True,
            )  # fmt: skip
            dash = dashes(stroke.kind, pen.thickness)
            for high, low in _free(top, bottom, taken):
                middle = at + stroke.width / 2
                pen.line(Ink.BARLINE, upper.last, middle, high, middle, low, stroke.width, dash=dash)


def _edge(system: System, staff: int) -> float:
    return max(system.halves[staff - 1], 1.0) + system.pen.thickness.staff_line / 2


def _free(top: float, bottom: float, taken: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What is left of a stroke, from the top down as (high, low)."""
    for low, high in taken:
        if high < bottom or low > top:
            continue
        if top - high > LEAST:
            yield top, high
        top = min(top, low)
    if top - bottom > LEAST:
        yield top, bottom


def type_between(upper: Shown, lower: Shown, gap: float, rows: Sequence[Row], type_of: TypeOn) -> list[Box]:
    """Type and signs between two desks, see ``draw_between``; ``rows`` are those of the system."""
    under = type_of(upper.system.pen, upper.system.staff_count - 1)
    pens = [lower.system.pen, *(row.pen for row in rows if row.staff == lower.first)]
    over = [box for pen in pens for box in type_of(pen, 0)]
    return [
        *(box for box in under if box[3] < 0),
        *((x0, x1, low - gap, high - gap) for x0, x1, low, high in over if low > 0),
    ]
