"""Outlines of ink: boxes, and where a horizontal line crosses the ink.

Everything is in page units (1/100 pt). An outline answers two questions: ``spans(y)``, the stretches
of ink at a height as x0, x1, x0, x1 …, and ``reach(x0, x1)``, the lowest and highest ink between two
verticals (never too small, perhaps too large). ``roughly(x0, x1)`` answers the second without looking
closely, and ``within`` leaves out what does not matter on a ground. Filling is non-zero, as in PDF.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
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
    fills_box = True

    def __init__(self, box: Bounds) -> None:
        self.box = box

    def spans(self, y: float) -> Spans:
        """Its whole width, wherever it is."""
        x0, y0, x1, y1 = self.box
        return (x0, x1) if y0 <= y <= y1 else ()

    def reach(self, x0: float, x1: float) -> tuple[float, float]:  # noqa: ARG002 - the same everywhere
        """Its height."""
        return self.box[1], self.box[3]

    roughly = reach

    def within(self, ground: Bounds) -> Bar:  # noqa: ARG002 - there is nothing to leave out
        """Itself."""
        return self


class Cutting:
    """The part of an outline that two marks may meet on: its edges there, and nothing else of it."""

    __slots__ = ("_edges",)

    def __init__(self, edges: Sequence[Edge]) -> None:
        self._edges = edges

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``."""
        return cut(self._edges, y)


class Area:
    """One closed polygon: a slanted stroke, a beam, a curve that turns back; its edges are made when asked for."""

    __slots__ = ("_contour", "_edges", "_sides", "box")
    fills_box = False  # it may pass far from most of its box

    def __init__(self, contour: Sequence[Point], box: Bounds) -> None:
        self.box = box
        self._contour = contour
        self._edges: Sequence[Edge] | None = None
        self._sides: Sequence[Side] | None = None

    def edges(self) -> Sequence[Edge]:
        """Its sides that are not level."""
        if self._edges is None:
            self._edges = edges_of([self._contour])
        return self._edges

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``."""
        return cut(self.edges(), y)

    def within(self, ground: Bounds) -> Cutting:
        """What is needed of it inside a box: the edges at those heights."""
        _, y0, _, y1 = ground
        return Cutting([edge for edge in self.edges() if edge[0] <= y1 and edge[1] >= y0])

    def reach(self, x0: float, x1: float) -> tuple[float, float]:
        """The lowest and highest its sides pass between two verticals; lowest over highest if none does."""
        if self._sides is None:
            self._sides = sides_of(self._contour)
        return passed(self._sides, x0, x1, self.box)

    roughly = reach


Arc = tuple[Sequence[float], Sequence[float]]
"""The corners of a bent line from its left end to its right: their x, their y."""


class Crescent:
    """A slur or tie whose two arcs run from its left tip to its right, neither turning back on its way."""

    __slots__ = ("_arcs", "box")
    fills_box = False

    def __init__(self, one: Arc, other: Arc, box: Bounds) -> None:
        self.box = box
        self._arcs = one, other

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``."""
        return self.within(self.box).spans(y)

    def within(self, ground: Bounds) -> Cutting:
        """What is needed of it inside a box: its edges from one side of the box to the other."""
        contour: list[Point] = []
        for xs, ys in self._arcs:
            first, last = _sides_between(xs, ground[0], ground[2])
            contour.reverse()
            contour += zip(xs[first : last + 2], ys[first : last + 2], strict=True)
        return Cutting(edges_of([contour]))

    def reach(self, x0: float, x1: float) -> tuple[float, float]:
        """The lowest and highest it passes between two verticals; lowest over highest if it does not."""
        heights: list[float] = []
        for xs, ys in self._arcs:
            first, last = _sides_between(xs, x0, x1)
            if first > last:
                continue
            heights += ys[first + 1 : last + 1]
            heights.append(_height(xs, ys, first, x0) if xs[first] < x0 else ys[first])
            heights.append(_height(xs, ys, last, x1) if xs[last + 1] > x1 else ys[last + 1])
        return (min(heights), max(heights)) if heights else (self.box[3], self.box[1])

    roughly = reach


def _sides_between(xs: Sequence[float], x0: float, x1: float) -> tuple[int, int]:
    """The first and last side of an arc between two verticals; last before first if none is."""
    return max(0, bisect_left(xs, x0) - 1), min(len(xs) - 2, bisect_right(xs, x1) - 1)


def _height(xs: Sequence[float], ys: Sequence[float], side: int, x: float) -> float:
    """The height at ``x`` of one side of an arc."""
    return ys[side] + (x - xs[side]) * ((ys[side + 1] - ys[side]) / (xs[side + 1] - xs[side]))


def passed(sides: Iterable[Side], x0: float, x1: float, box: Bounds) -> tuple[float, float]:
    """The lowest and highest that sides inside ``box`` pass between two verticals."""
    low, high = box[3], box[1]
    for left, right, at_left, at_right in sides:
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


Letters = Sequence[tuple[Bounds, Sequence[Point]]]
"""The contours of a line of type from the start of its baseline, each with its box."""


class Lettering:
    """A line of type where it stands; only letters that are asked about are looked at."""

    __slots__ = ("_letters", "_x", "_y", "box")
    fills_box = False

    def __init__(self, letters: Callable[[], Letters], x: float, y: float, box: Bounds) -> None:
        self._letters, self._x, self._y = letters, x, y
        self.box = box

    def spans(self, y: float) -> Spans:
        """The ink at height ``y``."""
        return self.within(self.box).spans(y)

    def within(self, ground: Bounds) -> Cutting:
        """What is needed of it inside a box: the letters there."""
        _, y0, _, y1 = ground
        edges = edges_of(self._meeting(*ground))
        return Cutting([edge for edge in edges if edge[0] <= y1 and edge[1] >= y0])

    def reach(self, x0: float, x1: float) -> tuple[float, float]:
        """The lowest and highest its letters reach between two verticals; lowest over highest if none does."""
        _, bottom, _, top = self.box
        sides = [side for contour in self._meeting(x0, bottom, x1, top) for side in sides_of(contour)]
        return passed(sides, x0, x1, self.box)

    def roughly(self, x0: float, x1: float) -> tuple[float, float]:  # noqa: ARG002 - letters are not looked at yet
        """The height of the line of type."""
        return self.box[1], self.box[3]

    def _meeting(self, x0: float, y0: float, x1: float, y1: float) -> list[list[Point]]:
        """The contours whose boxes meet a box, where they stand."""
        dx, dy = self._x, self._y
        return [
            [(dx + x, dy + y) for x, y in contour]
            for (left, low, right, high), contour in self._letters()
            if dx + left <= x1 and dx + right >= x0 and dy + low <= y1 and dy + high >= y0
        ]


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
    fills_box = True

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

    roughly = reach

    def within(self, ground: Bounds) -> Sign:  # noqa: ARG002 - its rows are remembered
        """Itself."""
        return self


Outline = Bar | Area | Crescent | Lettering | Sign
Cut = Bar | Cutting | Sign
"""What of it matters on a ground."""
