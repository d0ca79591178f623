"""A drawing kit for glyphs in staff spaces: filled shapes, strokes with a pen, holes.

Shapes run clockwise, holes anticlockwise; overlapping shapes fill as one (non-zero winding).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from engraving.typefaces.face import Point

Polyline = list[Point]
Pen = Callable[[float, float], float]  # (way along the line 0 … 1, its direction in radians) -> width
STEP = 0.06  # between the points of a flattened curve


class Contour(NamedTuple):
    """A closed outline of straight sides, clockwise when it fills."""

    points: tuple[Point, ...]


class Drawing(NamedTuple):
    """A glyph: its contours, its width in running text, its SMuFL anchors."""

    contours: tuple[Contour, ...]
    advance: float
    anchors: tuple[tuple[str, Point], ...] = ()


def glyph(
    *parts: Iterable[Contour], advance: float | None = None, anchors: dict[str, Point] | None = None
) -> Drawing:
    """A drawing of some parts; as wide as its ink unless told."""
    contours = tuple(contour for part in parts for contour in part)
    right = max(x for contour in contours for x, _ in contour.points)
    return Drawing(contours, right if advance is None else advance, tuple((anchors or {}).items()))


# Shapes


def polygon(*points: Point) -> list[Contour]:
    """A filled polygon, whichever way its points run."""
    return [Contour(_turned(points, clockwise=True))]


def hole(shape: Iterable[Contour]) -> list[Contour]:
    """The same shape cut out of what lies under it."""
    return [Contour(_turned(contour.points, clockwise=False)) for contour in shape]


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None, tilt: float = 0.0) -> list[Contour]:
    """A filled ellipse, its axis tilted by some degrees."""
    ry = rx if ry is None else ry
    return polygon(*rotated(arc(0, 0, rx, ry, 0, 360)[:-1], tilt, (0, 0), (cx, cy)))


def ring(cx: float, cy: float, radius: float, width: float, ry: float | None = None) -> list[Contour]:
    """A circle or ellipse drawn with a line, ``radius`` to its outer edge."""
    ry = radius if ry is None else ry
    return ellipse(cx, cy, radius, ry) + hole(ellipse(cx, cy, radius - width, ry - width))


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[Contour]:
    """A filled upright rectangle."""
    return polygon((x0, y0), (x0, y1), (x1, y1), (x1, y0))


def frame(points: Sequence[Point], width: float) -> list[Contour]:
    """A polygon drawn with a line inside its edge."""
    return polygon(*points) + hole(polygon(*inset(points, width)))


def inset(points: Sequence[Point], width: float) -> list[Point]:
    """A convex polygon moved inwards by ``width``."""
    turned = _turned(points, clockwise=True)
    result = []
    for index, here in enumerate(turned):
        before, after = turned[index - 1], turned[(index + 1) % len(turned)]
        a, b = _unit(before, here), _unit(here, after)
        spread = 1 + a[0] * b[0] + a[1] * b[1]
        nx, ny = a[1] + b[1], -a[0] - b[0]
        result.append((here[0] + nx * width / spread, here[1] + ny * width / spread))
    return result


# Lines to stroke


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float) -> Polyline:
    """Part of an ellipse between two angles in degrees, anticlockwise if ``end`` is the larger."""
    span = math.radians(end - start)
    steps = max(8, math.ceil(abs(span) * max(rx, ry) / STEP))
    angles = (math.radians(start) + span * i / steps for i in range(steps + 1))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def bezier(p0: Point, p1: Point, p2: Point, p3: Point) -> Polyline:
    """A cubic Bézier curve."""
    length = math.dist(p0, p1) + math.dist(p1, p2) + math.dist(p2, p3)
    steps = max(8, math.ceil(length / STEP))
    result = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        result.append(
            (a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1])
        )
    return result


def spline(*points: Point) -> Polyline:
    """A smooth curve through some points."""
    ends = [_mirrored(points[1], points[0]), *points, _mirrored(points[-2], points[-1])]
    result = [points[0]]
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        out = b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6
        into = c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6
        result.extend(bezier(b, out, into, c)[1:])
    return result


def waves(start: Point, end: Point, height: float, count: int) -> Polyline:
    """A wavy line of ``count`` full waves between two points."""
    length = math.dist(start, end)
    steps = max(12 * count, math.ceil(length / STEP))
    ux, uy = _unit(start, end)
    result = []
    for i in range(steps + 1):
        along, across = length * i / steps, height / 2 * math.sin(2 * math.pi * count * i / steps)
        result.append((start[0] + ux * along - uy * across, start[1] + uy * along + ux * across))
    return result


# Strokes


def even(width: float) -> Pen:
    """A pen of one width."""
    return lambda _way, _direction: width


def taper(start: float, end: float) -> Pen:
    """A pen that grows or shrinks along the line."""
    return lambda way, _direction: start + (end - start) * way


def swell(ends: float, middle: float) -> Pen:
    """A pen that is thickest in the middle."""
    return lambda way, _direction: ends + (middle - ends) * math.sin(math.pi * way)


def nib(thick: float, thin: float, angle: float = 0.0) -> Pen:
    """A broad pen held at ``angle`` degrees: thick across it, thin along it."""
    held = math.radians(angle)
    return lambda _way, direction: math.hypot(
        thick * math.sin(direction - held), thin * math.cos(direction - held)
    )


def stroke(line: Sequence[Point], pen: Pen | float, caps: bool = False) -> list[Contour]:
    """A line drawn with a pen, butt ends or round ``caps``."""
    width = even(pen) if isinstance(pen, int | float) else pen
    left: Polyline = []
    right: Polyline = []
    last = len(line) - 1
    for index, (x, y) in enumerate(line):
        ux, uy = _unit(line[max(index - 1, 0)], line[min(index + 1, last)])
        half = width(index / last, math.atan2(uy, ux)) / 2
        if 0 < index < last:
            a, b = _unit(line[index - 1], (x, y)), _unit((x, y), line[index + 1])
            half /= max(math.sqrt(max((1 + a[0] * b[0] + a[1] * b[1]) / 2, 0)), 0.4)  # mitre
        left.append((x - uy * half, y + ux * half))
        right.append((x + uy * half, y - ux * half))
    shape = [Contour(_turned([*left, *reversed(right)], clockwise=True))]
    if caps:
        for end, side in ((0, left[0]), (last, left[-1])):
            shape += ellipse(*line[end], math.dist(line[end], side))
    return shape


def line(x0: float, y0: float, x1: float, y1: float, width: float, caps: bool = False) -> list[Contour]:
    """A straight stroke."""
    return stroke([(x0, y0), (x1, y1)], width, caps)


# Moving


def moved(shape: Iterable[Contour], dx: float = 0.0, dy: float = 0.0) -> list[Contour]:
    """A shape somewhere else."""
    return [Contour(tuple((x + dx, y + dy) for x, y in contour.points)) for contour in shape]


def scaled(shape: Iterable[Contour], sx: float, sy: float | None = None) -> list[Contour]:
    """A shape larger or smaller; a negative factor mirrors it."""
    fy = sx if sy is None else sy
    turn = sx * fy < 0
    return [
        Contour(tuple((x * sx, y * fy) for x, y in (contour.points[::-1] if turn else contour.points)))
        for contour in shape
    ]


def turned(shape: Iterable[Contour], degrees: float, centre: Point = (0, 0)) -> list[Contour]:
    """A shape turned anticlockwise."""
    return [Contour(tuple(rotated(contour.points, degrees, centre, centre))) for contour in shape]


def rotated(points: Iterable[Point], degrees: float, centre: Point, to: Point) -> Polyline:
    """Points turned round ``centre``, which is moved to ``to``."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        (
            to[0] + (x - centre[0]) * cos - (y - centre[1]) * sin,
            to[1] + (x - centre[0]) * sin + (y - centre[1]) * cos,
        )
        for x, y in points
    ]


def _turned(points: Sequence[Point], clockwise: bool) -> tuple[Point, ...]:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
    return tuple(points) if (area < 0) == clockwise else tuple(reversed(points))


def _unit(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _mirrored(point: Point, at: Point) -> Point:
    return 2 * at[0] - point[0], 2 * at[1] - point[1]
