"""What is in the way of a system's slurs: notes, their marks, figures of tuplets, other curves (E35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.layout.ink.crowded_beams import beam_boxes
from engraving.layout.ink.slur_ends import Joined
from engraving.layout.system import System
from engraving.notation.curves import Bezier, Box, boxes, meets
from engraving.notation.shapes import Shape
from engraving.notation.slurs import CLEAR_SMALL, Obstacle, as_obstacles

FREE_END = 1.0  # nearer to a slur's end than this another that goes on beyond it is not climbed over
_FLAG = 1.0  # what a flag takes beside its stem and along it
_FLAG_BESIDE, _FLAG_BELOW = 0.6, 0.25  # near the tip it is narrower
_PIECES = 24

class InTheWay:
    """Obstacles for slurs, and how much of them a slur runs through after all."""

    def __init__(
        self,
        system: System,
        ties: Sequence[tuple[int, Bezier]],
        marks: Mapping[int, Sequence[tuple[float, float, float, float]]],
    ) -> None:
        """``marks`` are boxes (x0, y0, x1, y1) of the marks at each event."""
        self.system = system
        self.pen = system.pen
        thickness = system.pen.thickness
        self.ledger, self.stroke = thickness.ledger / 2, thickness.stem / 2
        self.middle, self.thickest = thickness.slur_middle, max(thickness.slur_middle, thickness.tie_middle)
        self.marks = marks
        self.curves = list(ties)
        """Ties and slurs drawn so far, with their staff."""
        self.numbers: Sequence[tuple[int, Obstacle]] = ()
        """Digits and brackets of tuplets that slurs drawn from now on lie outside of (E36)."""

    def figures(self, staff: int) -> list[Obstacle]:
        """Digits and brackets of tuplets on a staff."""
        return [box for on, box in self.numbers if on == staff]

    def note(self, shape: Shape, up: bool) -> list[Obstacle]:
        """A note or rest that a slur on side ``up`` passes."""
        x = shape.x
        result = [Obstacle(*box, CLEAR_SMALL) for box in self.marks.get(shape.event.id, ())]
        if shape.heads:
            edge = shape.heads[-1] if up else shape.heads[0]
            half = 0.5 * min(shape.scale, 1.0)
            result.append(Obstacle(x + edge.dx, edge.y - half, x + edge.x1, edge.y + half))
            result += [
                Obstacle(x + x0, y - self.ledger, x + x1, y + self.ledger, CLEAR_SMALL)
                for y, x0, x1, _ in shape.ledgers
                if 0 < (y - edge.y if up else edge.y - y) <= 1.0
            ]
            if shape.stemmed:
                stem, (low, high) = x + shape.stem_x, sorted((edge.y, shape.tip))
                result.append(Obstacle(stem - self.stroke, low, stem + self.stroke, high))
            if shape.flag and shape.up == up:
                result.append(_flag(shape))
        elif shape.boxes:
            box = shape.boxes[0]
            result.append(Obstacle(x + box.x0, box.y0, x + box.x1, box.y1))
        return result + self.accidentals(shape)

    def accidentals(self, shape: Shape) -> list[Obstacle]:
        """The accidentals of a chord."""
        found = []
        for dx, y, code, _, scale in shape.accidentals:
            box, x = self.pen.box(code), shape.x + dx
            found.append(
                Obstacle(x + box.x0 * scale, y + box.y0 * scale, x + box.x1 * scale, y + box.y1 * scale, CLEAR_SMALL)
            )
        return found

    def inner_curves(self, staff: int, x0: float, x1: float) -> list[Obstacle]:
        """Curves under a slur from ``x0`` to ``x1``; of those that go on beyond it what is not at its ends."""
        result: list[Obstacle] = []
        for other_staff, curve in self.curves:
            if other_staff != staff or curve.x3 <= x0 or x1 <= curve.x0:
                continue
            pieces = as_obstacles(curve, 6, self.thickest)
            if curve.x0 < x0 - 0.4 or curve.x3 > x1 + 0.4:
                pieces = [p for p in pieces if x0 + FREE_END < p.x0 and p.x1 < x1 - FREE_END]
            result += pieces
        return result

    def touched(self, curve: Bezier, joined: Joined) -> int:
        """How much ink of other notes and curves a slur runs through, ledger lines of its own notes included."""
        ink: list[Box] = [(box.x0, box.x1, box.y0, box.y1) for box in self.figures(joined.staff)]
        for shape in joined.passed:
            ink += self._ink(shape)
        for own in (joined.start, joined.stop):
            if own is not None:
                ink += [(own.x + x0, own.x + x1, y - self.ledger, y + self.ledger) for y, x0, x1, _ in own.ledgers]
        ends = {shape.beam for shape in (joined.start, joined.stop) if shape is not None}
        ink += beam_boxes(self.system, {shape.beam for shape in joined.passed if shape.heads} - ends)
        mine = boxes(curve, _PIECES, self.middle)
        return sum(meets(box, mine) for box in ink) + sum(
            any(meets(box, mine) for box in boxes(other, 8, self.thickest))
            for on, other in self.curves
            if on == joined.staff and other.x0 < curve.x3 and curve.x0 < other.x3
        )

    def _ink(self, shape: Shape) -> list[Box]:
        """Boxes of a note or rest with its marks, its flag as it hangs under a slur over the stem."""
        x = shape.x
        found = [(x0, x1, low, high) for x0, low, x1, high in self.marks.get(shape.event.id, ())]
        if shape.rest:
            box = shape.boxes[0]
            return [*found, (x + box.x0, x + box.x1, box.y0, box.y1)]
        found += [(x + h.dx, x + h.x1, h.y - 0.5 * h.scale, h.y + 0.5 * h.scale) for h in shape.heads]
        found += [(x + x0, x + x1, y - self.ledger, y + self.ledger) for y, x0, x1, _ in shape.ledgers]
        found += [(x + dx, x + dx + 0.4, y - 0.2, y + 0.2) for dx, y, _ in shape.dots]
        found += [(box.x0, box.x1, box.y0, box.y1) for box in self.accidentals(shape)]
        if shape.stemmed:
            stem, near = x + shape.stem_x, shape.low if shape.up else shape.high
            found.append((stem - self.stroke, stem + self.stroke, min(near, shape.tip), max(near, shape.tip)))
        if shape.flag:
            sign = 1.0 if shape.up else -1.0
            low, high = sorted((shape.tip - sign * _FLAG_BELOW, shape.tip - sign))
            found.append((x + shape.stem_x, x + shape.stem_x + _FLAG_BESIDE, low, high))
        return found


def _flag(shape: Shape) -> Obstacle:
    """A flag, as far as slurs at stem tips have to do with it."""
    stem = shape.x + shape.stem_x
    low, high = min(shape.tip, shape.flag_y) - _FLAG, max(shape.tip, shape.flag_y)
    return Obstacle(stem, low, stem + _FLAG, high, CLEAR_SMALL)
