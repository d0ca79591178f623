"""Where on a printed page a number may stand without covering ink."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians, sin

from engraving.printing.ink import PageInk
from engraving.typefaces import Faces

Box = tuple[float, float, float, float]

DISTANCES = tuple(range(15, 64, 4))  # pt from the place that is meant
DIRECTIONS = (90, 65, 115, 45, 135, 20, 160, 0, 180, -25, 205, -50, 230, -90)  # degrees: above is best
EDGE = 4.0  # pt to the edge of the sheet


class FreePlaces:
    """Looks for room on one page; what it has given away is taken."""

    def __init__(self, ink: PageInk, faces: Faces) -> None:
        self._size = ink.width, ink.height
        self._boxes = ink_boxes(ink, faces)

    def near(self, x: float, y: float, radius: float) -> tuple[float, float]:
        """The middle of the first free circle around a place; right above it when all is full."""
        reach = DISTANCES[-1] + 2 * radius
        around = [
            box
            for box in self._boxes
            if box[0] < x + reach and box[2] > x - reach and box[1] < y + reach and box[3] > y - reach
        ]
        found = next(
            (
                place
                for distance in DISTANCES
                for direction in DIRECTIONS
                for place in (_around(x, y, distance, direction),)
                if self._inside(place, radius) and not any(_covers(place, radius, box) for box in around)
            ),
            (x, y + DISTANCES[0]),
        )
        self.take(found[0] - radius, found[1] - radius, found[0] + radius, found[1] + radius)
        return found

    def take(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a place free of numbers."""
        self._boxes.append((x0, y0, x1, y1))

    def _inside(self, place: tuple[float, float], radius: float) -> bool:
        edge = radius + EDGE
        return all(edge <= value <= size - edge for value, size in zip(place, self._size, strict=True))


def _around(x: float, y: float, distance: float, direction: float) -> tuple[float, float]:
    angle = radians(direction)
    return x + distance * cos(angle), y + distance * sin(angle)


def _covers(place: tuple[float, float], radius: float, box: Box) -> bool:
    """Whether a circle reaches into a box."""
    x, y = place
    return hypot(max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3])) < radius


def ink_boxes(ink: PageInk, faces: Faces) -> list[Box]:
    """Boxes round the ink of a page in points; letters by their size alone."""
    boxes: list[Box] = []
    for glyph in ink.glyphs:
        if glyph.code >= 0xE000 and faces.has(glyph.code):
            sign = faces.box(glyph.code).scaled(glyph.size / 4)
            x0, y0, x1, y1 = sign.x0, sign.y0, sign.x1, sign.y1
        else:
            x0, y0, x1, y1 = 0.0, -0.2 * glyph.size, 0.5 * glyph.size, 0.7 * glyph.size
        boxes.append((glyph.x + x0, glyph.y + y0, glyph.x + x1, glyph.y + y1))
    boxes += [_box(((line.x0, line.y0), (line.x1, line.y1)), line.width) for line in ink.lines]
    boxes += [_box(fill.points, fill.width) for fill in ink.fills if fill.points]
    return boxes


def _box(points: Sequence[tuple[float, float]], width: float) -> Box:
    xs, ys = zip(*points, strict=True)
    half = width / 2
    return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half
