"""Items of the display list as boxes and outlines, in the faces of one style."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, hypot, sqrt

from engraving.layout.audit.outlines import Area, Bar, Bounds, GlyphRows, Outline, Point, Sign, bounds
from engraving.layout.page import Curve, Glyph, Item, Line, Text
from engraving.typefaces import Faces

FLATNESS = 10.0  # 1/100 pt: 0.02 spaces of an ordinary staff


@lru_cache(maxsize=8)
def outliner_of(faces: Faces) -> Outliner:
    """The one outliner of these faces: what it has measured serves all pages of a run."""
    return Outliner(faces)


class Outliner:
    """Boxes and outlines of items, in the faces of one style."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._glyph_boxes: dict[tuple[int, int], Bounds] = {}
        self._text_boxes: dict[tuple[str, int, int], Bounds] = {}
        self._rows: dict[int, GlyphRows] = {}

    def box(self, item: Item) -> Bounds | None:
        """The upright box round an item's ink (of a curve: round its controls); None for blank text."""
        if isinstance(item, Glyph):
            key = item.code, item.size
            box = self._glyph_boxes.get(key)
            if box is None:
                scale = item.size / 4
                x0, y0, x1, y1 = self._faces.box(item.code)
                box = self._glyph_boxes[key] = x0 * scale, y0 * scale, x1 * scale, y1 * scale
            x, y = item.x, item.y
            return x + box[0], y + box[1], x + box[2], y + box[3]
        if isinstance(item, Line):
            return line_box(item)
        if isinstance(item, Text):
            return self._text_box(item)
        xs, ys = item.points[0::2], item.points[1::2]
        return min(xs), min(ys), max(xs), max(ys)

    def outline(self, item: Item, box: Bounds) -> Outline:
        """The ink itself; ``box`` as :meth:`box` gave it."""
        if isinstance(item, Glyph):
            rows = self._rows.get(item.code)
            if rows is None:
                rows = self._rows[item.code] = GlyphRows(self._faces.outline(item.code))
            return Sign(rows, item.x, item.y, item.size / 4, box)
        if isinstance(item, Line):
            if item.x0 == item.x1 or item.y0 == item.y1:
                return Bar(box)
            return Area([line_corners(item)], box)
        if isinstance(item, Text):
            return Area(self._text_contours(item), box)
        points = list(zip(item.points[0::2], item.points[1::2], strict=True))
        if isinstance(item, Curve):
            contour = flattened(points)
            return Area([contour], bounds(contour))
        return Area([points], box)

    def _text_box(self, item: Text) -> Bounds | None:
        key = item.text, item.face, item.size
        box = self._text_boxes.get(key)
        if box is None:
            box = self._text_boxes[key] = self._faces.text_box(item.text, item.face, item.size)
        if box[0] >= box[2]:
            return None
        return item.x + box[0], item.y + box[1], item.x + box[2], item.y + box[3]

    def _text_contours(self, item: Text) -> list[list[Point]]:
        contours = self._faces.text_outline(item.text, item.face, item.size)
        return [[(item.x + x, item.y + y) for x, y in contour] for contour in contours]


def line_box(line: Line) -> Bounds:
    """The box of a stroke with butt ends."""
    x0, y0, x1, y1, half = line.x0, line.y0, line.x1, line.y1, line.width / 2
    if y0 == y1:
        return (x0, y0 - half, x1, y1 + half) if x0 < x1 else (x1, y0 - half, x0, y1 + half)
    if x0 == x1:
        return (x0 - half, y0, x1 + half, y1) if y0 < y1 else (x0 - half, y1, x1 + half, y0)
    xs, ys = zip(*line_corners(line), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def line_corners(line: Line) -> list[Point]:
    """The corners of a slanted stroke; its dashes are ink like the gaps between them."""
    dx, dy = line.x1 - line.x0, line.y1 - line.y0
    half = line.width / 2 / hypot(dx, dy)
    nx, ny = -dy * half, dx * half
    return [
        (line.x0 + nx, line.y0 + ny),
        (line.x1 + nx, line.y1 + ny),
        (line.x1 - nx, line.y1 - ny),
        (line.x0 - nx, line.y0 - ny),
    ]


def flattened(points: Sequence[Point]) -> list[Point]:
    """A slur's two cubics (seven points, there and back) as a polygon."""
    return [*_bend(points[0:4]), *_bend(points[3:7])]


def _bend(p: Sequence[Point]) -> list[Point]:
    """A cubic as straight pieces, without its last point."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = p
    away = max(hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    steps = max(1, ceil(sqrt(0.75 * away / FLATNESS)))
    line = []
    for step in range(steps):
        t = step / steps
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        line.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return line
