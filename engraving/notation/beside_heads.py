"""Falls, doits, scoops and plops beside a head, breaths after a note: the room they need (E20)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.notation.marks import sign_of
from engraving.notation.shapes import BesideInk, BoxInk, Shape
from engraving.typefaces import Box, Faces

OFF_HEAD = 0.2
BREATH_OFF = 0.4
OFF_ACCIDENTAL = 0.15
OFF_DOT = 0.4
OFF_LEDGER = 0.1
LEVEL = 0.2  # how far they reach past the middle of the head
HANGING = frozenset({"falloff", "scoop"})  # down from the head; the others stand up from it


def place_beside(shape: Shape, column: Sequence[Shape], faces: Faces) -> None:
    """Put a chord's signs beside its top head, outside dots, accidentals and other voices of its ``column``."""
    ledgers = [(x0, x1) for y, x0, x1, _ in shape.ledgers if abs(y) <= abs(shape.high)]
    left, right = min((x0 for x0, _ in ledgers), default=99.0), max((x1 for _, x1 in ledgers), default=-99.0)
    for mark in shape.event.marks:
        sign = sign_of(mark)
        if sign is not None and sign.zone == "after":
            _reserve_breath(shape, faces.box(sign.above[0]), over=1.0 if mark.name == "caesura" else 0.0)
        if sign is None or sign.zone not in ("after-head", "before-head"):
            continue
        box = faces.box(sign.above[0])
        if sign.zone == "after-head":
            dots = max((dx for dx, _, _ in shape.dots), default=0.0) + OFF_DOT if shape.dots else 0.0
            x = max(max(shape.heads[-1].x1, dots) + OFF_HEAD, right + OFF_LEDGER) - box.x0
        elif shape.accidentals:
            x = shape.left() - OFF_ACCIDENTAL - box.x1
        else:
            x = min(min(h.dx for h in shape.heads) - OFF_HEAD, left - OFF_LEDGER) - box.x1
        y = shape.high + (LEVEL - box.y1 if mark.name in HANGING else -LEVEL - box.y0)
        low, high = y + box.y0, y + box.y1
        others = [b for s in column if s is not shape for b in s.boxes if b.y0 < high and low < b.y1]
        for other in sorted(others, key=lambda b: b.x0 if sign.zone == "after-head" else -b.x1):
            if other.x0 < x + box.x1 and x + box.x0 < other.x1:
                x = other.x1 + OFF_HEAD - box.x0 if sign.zone == "after-head" else other.x0 - OFF_HEAD - box.x1
        shape.beside.append(BesideInk(x, y, sign.above[0], mark.atom))
        shape.boxes.append(BoxInk(x + box.x0, x + box.x1, y + box.y0, y + box.y1))


def _reserve_breath(shape: Shape, box: Box, *, over: float) -> None:
    """Room after the note for a breath or caesura, so far ``over`` the top line; what is higher is cleared anyway."""
    shape.breath = shape.right() + BREATH_OFF
    width = box.x1 - box.x0
    top = (shape.lines - 1) / 2
    shape.boxes.append(BoxInk(shape.breath, shape.breath + width, top - 1.0, top + over))
