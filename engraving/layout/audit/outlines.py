"""Outlines of ink: boxes, and where a horizontal line crosses the ink.

Everything is in page units (1/100 pt). An outline answers two questions: ``spans(y)``, the stretches
of ink at a height as x0, x1, x0, x1 …, and ``reach(x0, x1)``, the lowest and highest ink between two
verticals (never too small, perhaps too large). Filling is non-zero, as in PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor

from engraving.typefaces import Contours

Spans = Sequence[float]
Bounds = tuple[float, float, float, float]
Point = tuple[float, float]
Edge = tuple[float, float, float, float, int]  # y0 < y1, x at y0, dx/dy, which way it runs
Side = tuple[float, float, float, float]  # x0 <= x1, y at x0, y at x1

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
    crossings = [(x + (y - y0) * slope, turn) for y0, y1, x, slope, turn in edges if y0 <= y < y1]
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
        """The lowest and highest its sides pass between two verticals; lowest over highest if none does."""
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
