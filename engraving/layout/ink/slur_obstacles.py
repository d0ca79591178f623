"""What a slur has to clear at each note it passes (E35)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.pen import Pen
from engraving.notation.shapes import Shape
from engraving.notation.slurs import CLEAR_SMALL, Obstacle


def note_obstacles(
    shape: Shape, accents: Sequence[tuple[float, float, float, float]], pen: Pen, *, up: bool
) -> list[Obstacle]:
    """A note's or rest's ink on the slur's side, with the boxes of the accents it bears, in staff spaces."""
    x = shape.x
    result = [Obstacle(*box, CLEAR_SMALL) for box in accents]
    if shape.heads:
        ledger, stroke = pen.thickness.ledger / 2, pen.thickness.stem / 2
        edge = shape.heads[-1] if up else shape.heads[0]
        half = 0.5 * min(shape.scale, 1.0)
        result.append(Obstacle(x + edge.dx, edge.y - half, x + edge.x1, edge.y + half))
        result += [
            Obstacle(x + x0, y - ledger, x + x1, y + ledger, CLEAR_SMALL)
            for y, x0, x1, _ in shape.ledgers
            if 0 < (y - edge.y if up else edge.y - y) <= 1.0
        ]
        stem = x + shape.stem_x
        if shape.stemmed:
            low, high = sorted((edge.y, shape.tip))
            result.append(Obstacle(stem - stroke, low, stem + stroke, high))
        if shape.flag and shape.up == up:
            low, high = sorted((shape.tip, shape.flag_y))
            result.append(Obstacle(stem, low - 1.0, stem + 1.0, high, CLEAR_SMALL))
    elif shape.boxes:
        box = shape.boxes[0]
        result.append(Obstacle(x + box.x0, box.y0, x + box.x1, box.y1))
    return result + accidental_obstacles(shape, pen)


def accidental_obstacles(shape: Shape, pen: Pen) -> list[Obstacle]:
    """The boxes of a note's accidentals."""
    found = []
    for dx, y, code, _, scale in shape.accidentals:
        box, x = pen.box(code), shape.x + dx
        found.append(
            Obstacle(x + box.x0 * scale, y + box.y0 * scale, x + box.x1 * scale, y + box.y1 * scale, CLEAR_SMALL)
        )
    return found
