"""Items of the display list as boxes and outlines, in the faces of one style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from math import ceil, hypot, sqrt

from engraving.layout.audit.outlines import (
    Area,
    Bar,
    Bounds,
    Crescent,
    GlyphRows,
    Lettering,
    Letters,
    Outline,
    Point,
    Sign,
    bounds,
)
from engraving.layout.page import Curve, Glyph, Item, Line, Polygon, Text
from engraving.typefaces import Face, Faces

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
        self._letters: dict[tuple[str, int, int], Letters] = {}

    def box(self, item: Item) -> Bounds | None:
        """The upright box round an item's ink (of a curve: round its controls); None for blank text."""
        return self.boxes((item,))[0]

    def boxes(self, items: Iterable[Item]) -> list[Bounds | None]:
        """The boxes of many items, as :meth:`box` tells them."""
        glyph_boxes, text_boxes = self._glyph_boxes, self._text_boxes
        boxes: list[Bounds | None] = []
        add = boxes.append
        for item in items:
            if type(item) is Glyph:
                box = glyph_boxes.get((item.code, item.size)) or self._glyph_box(item)
                x, y = item.x, item.y
                add((x + box[0], y + box[1], x + box[2], y + box[3]))
            elif type(item) is Line:
                add(line_box(item))
            elif type(item) is Text:
                box = text_boxes.get((item.text, item.face, item.size)) or self._text_box(item)
                x, y = item.x, item.y
                add((x + box[0], y + box[1], x + box[2], y + box[3]) if box[0] < box[2] else None)
            elif isinstance(item, Polygon | Curve):
                xs, ys = item.points[0::2], item.points[1::2]
                add((min(xs), min(ys), max(xs), max(ys)))
        return boxes

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
            return Area(line_corners(item), box)
        if isinstance(item, Text):
            return Lettering(partial(self._lettering, item.text, item.face, item.size), item.x, item.y, box)
        if isinstance(item, Curve):
            return crescent(item)
        return Area(list(zip(item.points[0::2], item.points[1::2], strict=True)), box)

    def _glyph_box(self, item: Glyph) -> Bounds:
        scale = item.size / 4
        ink = self._faces.box(item.code)
        box = self._glyph_boxes[item.code, item.size] = (
            ink.x0 * scale, ink.y0 * scale, ink.x1 * scale, ink.y1 * scale,
        )  # fmt: skip
        return box

    def _text_box(self, item: Text) -> Bounds:
        key = item.text, item.face, item.size
        ink = self._faces.text_box(item.text, item.face, item.size)
        box = self._text_boxes[key] = ink.x0, ink.y0, ink.x1, ink.y1
        return box

    def _lettering(self, text: str, face: Face, size: int) -> Letters:
        """The contours of a line of type, measured once for all pages that say the same."""
        letters = self._letters.get((text, face, size))
        if letters is None:
            contours = self._faces.text_outline(text, face, size)
            letters = self._letters[text, face, size] = [(bounds(contour), contour) for contour in contours]
        return letters


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


def crescent(curve: Curve) -> Crescent | Area:
    """A slur's or tie's two cubics, as straight pieces."""
    x, y = curve.points[0::2], curve.points[1::2]
    there, back = bend(x[0:4], y[0:4]), bend(x[3:7], y[3:7])
    xs, ys = there[0] + back[0], there[1] + back[1]
    box = min(xs), min(ys), max(xs), max(ys)
    there[0].append(x[3])
    there[1].append(y[3])
    back[0].append(x[0])
    back[1].append(y[0])
    for line in there if x[0] > x[3] else back:
        line.reverse()
    if there[0] == sorted(there[0]) and back[0] == sorted(back[0]):
        return Crescent(there, back, box)
    return Area(list(zip(xs, ys, strict=True)), box)


def bend(x: Sequence[int], y: Sequence[int]) -> tuple[list[float], list[float]]:
    """A cubic's corners as straight pieces, their x and their y, without its end."""
    x0, x1, x2, x3 = x
    y0, y1, y2, y3 = y
    away = max(hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2), hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3))
    weights = _weights(max(1, ceil(sqrt(0.75 * away / FLATNESS))))
    return (
        [a * x0 + b * x1 + c * x2 + d * x3 for a, b, c, d in weights],
        [a * y0 + b * y1 + c * y2 + d * y3 for a, b, c, d in weights],
    )


@lru_cache(maxsize=256)
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much each control point of a cubic counts at the beginning of each of its pieces."""
    weights = []
    for step in range(steps):
        t = step / steps
        s = 1 - t
        weights.append((s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t))
    return tuple(weights)
