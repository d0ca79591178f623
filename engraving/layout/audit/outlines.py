"""Outlines of ink: boxes, and where a horizontal line crosses the ink.

Everything is in page units (1/100 pt). An outline answers two questions: ``spans(y)``, the stretches
of ink at a height as x0, x1, x0, x1 …, and ``reach(x0, x1)``, the lowest and highest ink between two
verticals (never too small, perhaps too large). Filling is non-zero, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil, floor, hypot, sqrt

from engraving.layout.page import Curve, Glyph, Item, Line, Polygon, Text
from engraving.typefaces import Contours, Faces

Spans = Sequence[float]
Bounds = tuple[float, float, float, float]
Point = tuple[float, float]
Edge = tuple[float, float, float, float, int]  # y0 < y1, x at y0, dx/dy, which way it runs
Side = tuple[float, float, float, float]  # x0 <= x1, y at x0, y at x1

FLATNESS = 10.0  # 1/100 pt: 0.02 spaces of an ordinary staff
ROWS = 100  # rows a staff space in which a glyph's spans are remembered


def edges_of(contours: Iterable[Sequence[Point]]) -> list[Edge]:
    """The sides of closed polygons that are not level."""
    edges: list[Edge] = []
    for contour in contours:
        xa, ya = contour[-1]
        for xb, yb in contour:
            if ya < yb:
                edges.append((ya, yb, xa, (xb - xa) / (yb - ya), 1))
            elif ya > yb:
                edges.append((yb, ya, xb, (xa - xb) / (ya - yb), -1))
            xa, ya = xb, yb
    return edges


def sides_of(contour: Sequence[Point]) -> list[Side]:
    """All sides of a closed polygon, from left to right."""
    sides: list[Side] = []
    xa, ya = contour[-1]
    for xb, yb in contour:
        sides.append((xa, xb, ya, yb) if xa < xb else (xb, xa, yb, ya))
        xa, ya = xb, yb
    return sides


def bounds(contour: Sequence[Point]) -> Bounds:
    """The box of a polygon."""
    xs, ys = zip(*contour, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def cut(edges: Iterable[Edge], y: float) -> list[float]:
    """Where the ink inside ``edges`` is at height ``y``."""
    crossings = [
        (x + (y - y0) * slope, turn) for y0, y1, x, slope, turn in edges if y0 <= y < y1
    ]
    crossings.sort()
    spans: list[float] = []
    winding = 0
    for x, turn in crossings:
        if winding == 0:
            spans.append(x)
        winding += turn
        if winding == 0:
            spans.append(x)
    return spans


class Bar:
    """An upright rectangle."""

    __slots__ = ("box",)

    def __init__(self, box: Bounds) -> None:
        self.box = box

    def spans(self, y: float) -> Spans:
        """Its whole width, wherever it is."""
        x0, y0, x1, y1 = self.box
        return (x0, x1) if y0 <= y <= y1 else ()

    def reach(self, x0: float, x1: float) -> tuple[float, float]:  # noqa: ARG002 - the same everywhere
        """Its height."""
        return self.box[1], self.box[3]

    def within(self, ground: Bounds) -> Bar:  # noqa: ARG002 - there is nothing to leave out
        """Itself."""
        return self


class Area:
    """Closed polygons: a slanted stroke, a beam, a slur, a line of type."""

    __slots__ = ("_edges", "_loops", "_sides", "box")

    def __init__(self, contours: Iterable[Sequence[Point]], box: Bounds) -> None:
        self.box = box
        self._loops = [(bounds(contour), edges_of([contour])) for contour in contours]
        self._edges = [edge for _, edges in self._loops for edge in edges]
        self._sides = [side for contour in contours for side in sides_of(contour)]

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``."""
        return cut(self._edges, y)

    def within(self, ground: Bounds) -> Area:
        """What is needed of it inside a box: a line of type without its other letters."""
        x0, y0, x1, y1 = ground
        part = Area((), self.box)
        part._edges = [
            edge
            for (left, low, right, high), edges in self._loops
            if left <= x1 and right >= x0 and low <= y1 and high >= y0
            for edge in edges
            if edge[0] <= y1 and edge[1] >= y0
        ]
        return part

    def reach(self, x0: float, x1: float) -> tuple[float, float]:
        """The lowest and highest its sides pass between ``x0`` and ``x1``; lowest over highest if none does."""
        low, high = self.box[3], self.box[1]
        for left, right, at_left, at_right in self._sides:
            if right < x0 or left > x1:
                continue
            if right > left:
                slope = (at_right - at_left) / (right - left)
                if right > x1:
                    at_right = at_left + (x1 - left) * slope
                if left < x0:
                    at_left += (x0 - left) * slope
            if at_left > at_right:
                at_left, at_right = at_right, at_left
            if at_left < low:
                low = at_left
            if at_right > high:
                high = at_right
        return low, high


class GlyphRows:
    """One music glyph in staff spaces of its em, its spans remembered row by row."""

    __slots__ = ("_edges", "_rows")

    def __init__(self, contours: Contours) -> None:
        self._edges = edges_of(contours)
        self._rows: dict[int, list[float]] = {}

    def row(self, number: int) -> list[float]:
        """The spans of row ``number``, counted from the origin."""
        spans = self._rows.get(number)
        if spans is None:
            spans = self._rows[number] = cut(self._edges, (number + 0.5) / ROWS)
        return spans


class Sign:
    """A music glyph where it stands."""

    __slots__ = ("_rows", "_scale", "_x", "_y", "box")

    def __init__(self, rows: GlyphRows, x: float, y: float, scale: float, box: Bounds) -> None:
        """``scale`` is one staff space of its em."""
        self._rows, self._x, self._y, self._scale = rows, x, y, scale
        self.box = box

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``, to the nearest row."""
        left, scale = self._x, self._scale
        return [left + x * scale for x in self._rows.row(floor((y - self._y) * ROWS / scale))]

    def reach(self, x0: float, x1: float) -> tuple[float, float]:  # noqa: ARG002 - spans tell soon enough
        """Its height."""
        return self.box[1], self.box[3]

    def within(self, ground: Bounds) -> Sign:  # noqa: ARG002 - its rows are remembered
        """Itself."""
        return self


Outline = Bar | Area | Sign


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
        """The smallest upright box round an item's ink (round the controls of a curve); None for blank text."""
        if type(item) is Glyph:
            key = item.code, item.size
            box = self._glyph_boxes.get(key)
            if box is None:
                scale = item.size / 4
                x0, y0, x1, y1 = self._faces.box(item.code)
                box = self._glyph_boxes[key] = x0 * scale, y0 * scale, x1 * scale, y1 * scale
            x, y = item.x, item.y
            return x + box[0], y + box[1], x + box[2], y + box[3]
        if type(item) is Line:
            return line_box(item)
        if isinstance(item, Text):
            return self._text_box(item)
        assert isinstance(item, Polygon | Curve)
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
