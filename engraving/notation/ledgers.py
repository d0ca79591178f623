"""Ledger lines (E01)."""

from __future__ import annotations

from engraving.notation.shapes import Shape
from engraving.score import Head

LEDGER_REACH_TIGHT = 0.2  # beside an accidental of the same chord
BESIDE_LEDGER = 1.6  # so near in height an accidental shortens a ledger line


def add_ledgers(shape: Shape, reach: float) -> None:
    """E01: ledger lines ``reach`` past the heads, farther where a displaced head needs it."""
    edge = (shape.lines - 1) / 2
    reach *= max(shape.scale, 0.75)
    for staff in {h.head.staff for h in shape.heads if _has_ledgers(h.head)}:
        heads = [h for h in shape.heads if h.head.staff == staff and _has_ledgers(h.head)]
        for sign in (1, -1):
            outer = max(sign * h.y for h in heads)
            y = edge + 1.0
            while y <= outer + 0.01:
                beyond = [h for h in heads if sign * h.y >= y - 0.51]
                x0, x1 = min(h.dx for h in beyond), max(h.x1 for h in beyond)
                shape.ledgers.append((sign * y, x0 - reach, x1 + reach, staff))
                y += 1.0


def _has_ledgers(head: Head) -> bool:
    return head.visible if head.printing is None else head.printing.ledgers
