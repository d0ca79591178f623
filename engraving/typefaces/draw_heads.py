"""Note heads: round, square, triangular, crossed, slashed, and the shape-note heads."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    arc,
    ellipse,
    frame,
    glyph,
    hole,
    inset,
    line,
    moved,
    polygon,
    rectangle,
    ring,
    rotated,
    scaled,
)
from engraving.typefaces.face import Point

WIDTH, WIDE = 1.18, 1.7  # of heads with a stem, of whole notes
EDGE = 0.15  # the line round a white head
BAR = 0.12, 0.24  # a breve's side bar: width, distance between two
ROUND = 0.168  # where the stem meets a head, from the middle
POINTED = 0.45
STEM_THICKNESS = 0.12

Shape = list[Contour]


def head_drawings() -> dict[int, Drawing]:
    """Every head the fonts lack, by code point."""
    return {**cross_heads(), **angular_heads(), **round_heads(), **slash_heads(), **shape_notes()}


def head(shape: Shape, stem: float = ROUND, fall: float | None = None) -> Drawing:
    """A head with its anchors: an upward stem leaves the right edge at ``stem``, a downward one the left."""
    xs = [x for contour in shape for x, _ in contour.points]
    placed = moved(shape, -min(xs))
    width = max(xs) - min(xs)
    return glyph(
        placed, anchors={"stemUpSE": (width, stem), "stemDownNW": (0.0, -stem if fall is None else fall)}
    )


def arrow_head(shape: Shape, tip: float, notch: float) -> Drawing:
    """A head with its stem in the middle: from the tip on the one side, from the notch on the other."""
    middle = max(x for contour in shape for x, _ in contour.points) / 2
    up, down = (tip, notch) if tip > 0 else (notch, tip)
    half = STEM_THICKNESS / 2
    return glyph(shape, anchors={"stemUpSE": (middle + half, up), "stemDownNW": (middle - half, down)})


def breve(shape: Shape) -> Drawing:
    """A head between two pairs of bars."""
    xs = [x for contour in shape for x, _ in contour.points]
    left, right = min(xs), max(xs)
    bars = []
    for x in (left - BAR[1] - BAR[0], left - BAR[0], right, right + BAR[1]):
        bars += rectangle(x, -0.65, x + BAR[0], 0.65)
    return head(shape + bars)


def cross(width: float, thickness: float) -> list[Point]:
    """The twelve corners of an X ``width`` wide and a space high: a plus on its corner, stretched."""
    corners = rotated(plus(1.0, thickness), 45, (0, 0), (0, 0))
    reach = max(x for x, _ in corners)
    return [(x / reach * width / 2, y / reach * 0.52) for x, y in corners]


def plus(width: float, thickness: float) -> list[Point]:
    """The twelve corners of an upright cross."""
    w, t = width / 2, thickness / 2
    return [
        (-t, w),
        (t, w),
        (t, t),
        (w, t),
        (w, -t),
        (t, -t),
        (t, -w),
        (-t, -w),
        (-t, -t),
        (-w, -t),
        (-w, t),
        (-t, t),
    ]


def triangle(width: float, up: bool) -> list[Point]:
    """An upright or hanging triangle as high as a space."""
    side = 0.54 if up else -0.54
    return [(0, -side), (width / 2, side), (width, -side)]


def diamond(width: float, height: float) -> list[Point]:
    """A square on its corner."""
    return [(0, 0), (width / 2, height / 2), (width, 0), (width / 2, -height / 2)]


def cross_heads() -> dict[int, Drawing]:
    """X, plus and circled X in the values for which the fonts have none."""
    hollow_x, wide_x = frame(cross(1.25, 0.34), 0.09), frame(cross(1.7, 0.34), 0.09)
    hollow_plus, wide_plus = frame(plus(1.16, 0.44), 0.1), frame(plus(1.5, 0.5), 0.1)
    x = line(-0.3, -0.3, 0.3, 0.3, 0.12) + line(-0.3, 0.3, 0.3, -0.3, 0.12)
    wide = ring(0, 0, 0.8, 0.12, 0.56) + scaled(x, 1.4, 1.1)
    return {
        smufl.NOTEHEAD_X_DOUBLE_WHOLE: breve(wide_x),
        smufl.NOTEHEAD_X_WHOLE: head(wide_x, POINTED),
        smufl.NOTEHEAD_X_HALF: head(hollow_x, POINTED),
        smufl.NOTEHEAD_PLUS_DOUBLE_WHOLE: breve(wide_plus),
        smufl.NOTEHEAD_PLUS_WHOLE: head(wide_plus, 0.0),
        smufl.NOTEHEAD_PLUS_HALF: head(hollow_plus, 0.0),
        smufl.NOTEHEAD_CIRCLE_X_DOUBLE_WHOLE: breve(wide),
        smufl.NOTEHEAD_CIRCLE_X_WHOLE: head(wide, 0.0),
        smufl.NOTEHEAD_CIRCLE_X_HALF: head(ring(0, 0, 0.6, 0.14, 0.5) + x, 0.0),
        smufl.NOTEHEAD_HEAVY_X: head(polygon(*cross(1.2, 0.34)), POINTED),
    }


def angular_heads() -> dict[int, Drawing]:
    """Triangles, diamonds, arrows and squares."""
    up, down = triangle(WIDTH, True), triangle(WIDTH, False)
    wide_up, wide_down = triangle(WIDE, True), triangle(WIDE, False)
    left = [(0.0, 0.0), (WIDTH, 0.54), (WIDTH, -0.54)]
    right = [(0.0, 0.54), (WIDTH, 0.0), (0.0, -0.54)]
    upright = [(0.0, -0.54), (WIDTH, 0.54), (WIDTH, -0.54)]
    arrow = [(0.0, -0.6), (0.7, 1.0), (1.4, -0.6), (0.7, -0.2)]
    arrow_down = [(x, -y) for x, y in arrow]
    lozenge = diamond(1.9, 1.1)
    square = [(0.0, -0.5), (0.0, 0.5), (1.25, 0.5), (1.25, -0.5)]
    drawings = {
        smufl.NOTEHEAD_TRIANGLE_LEFT_WHITE: head(frame(left, EDGE), 0.5, 0.0),
        smufl.NOTEHEAD_TRIANGLE_LEFT_BLACK: head(polygon(*left), 0.5, 0.0),
        smufl.NOTEHEAD_TRIANGLE_RIGHT_WHITE: head(frame(right, EDGE), 0.0, -0.5),
        smufl.NOTEHEAD_TRIANGLE_RIGHT_BLACK: head(polygon(*right), 0.0, -0.5),
        smufl.NOTEHEAD_TRIANGLE_UP_RIGHT_WHITE: head(frame(upright, EDGE), 0.5, -0.5),
        smufl.NOTEHEAD_TRIANGLE_UP_RIGHT_BLACK: head(polygon(*upright), 0.5, -0.5),
        smufl.NOTEHEAD_DIAMOND_DOUBLE_WHOLE: breve(frame(lozenge, EDGE)),
        smufl.NOTEHEAD_DIAMOND_WHOLE: head(frame(lozenge, EDGE), 0.0),
        smufl.NOTEHEAD_CLUSTER_SQUARE_WHITE: head(frame(square, EDGE), 0.4),
        smufl.NOTEHEAD_CLUSTER_SQUARE_BLACK: head(polygon(*square), 0.4),
    }
    families = (
        (smufl.NOTEHEAD_TRIANGLE_UP_DOUBLE_WHOLE, up, wide_up, -POINTED),
        (smufl.NOTEHEAD_TRIANGLE_DOWN_DOUBLE_WHOLE, down, wide_down, POINTED),
    )
    for first, narrow, wide, stem in families:
        drawings[first] = breve(frame(wide, EDGE))
        drawings[first + 1] = head(frame(wide, EDGE), stem, stem)
        drawings[first + 2] = drawings[first + 3] = head(frame(narrow, EDGE), stem, stem)
        drawings[first + 4] = head(polygon(*narrow), stem, stem)
    for first, points, tip, notch in (
        (smufl.NOTEHEAD_LARGE_ARROW_UP_DOUBLE_WHOLE, arrow, 1.0, -0.2),
        (smufl.NOTEHEAD_LARGE_ARROW_DOWN_DOUBLE_WHOLE, arrow_down, -1.0, 0.2),
    ):
        drawings[first] = breve(frame(points, 0.12))
        drawings[first + 1] = drawings[first + 2] = arrow_head(frame(points, 0.12), tip, notch)
        drawings[first + 3] = arrow_head(polygon(*points), tip, notch)
    return drawings


def moon(rx: float) -> Shape:
    """A half moon, flat side up."""
    return polygon(*[(x, y) for x, y in arc(rx, 0.45, rx, 0.95, 180, 360)])


def cone(rx: float) -> Shape:
    """A rounded triangle, point down."""
    return polygon(*arc(rx, 0.1, rx, 0.42, 0, 180), (rx, -0.56))


def white(shape: Shape) -> Shape:
    """The same shape with a line for its edge."""
    return shape + [Contour(part.points) for part in hole(polygon(*inset(shape[0].points, EDGE)))]


def round_heads() -> dict[int, Drawing]:
    """Round, circled, moon and cone heads."""
    black = ellipse(0.95, 0, 0.56, 0.4, 25)
    half = black + hole(ellipse(0.95, 0, 0.48, 0.2, 30))
    whole = ellipse(1.05, 0, 0.75, 0.42) + hole(ellipse(1.05, 0, 0.28, 0.36, 30))
    small, large = ring(0.95, 0, 0.95, 0.1), ring(1.05, 0, 1.05, 0.1)
    circle = ring(0.5, 0, 0.5, 0.13)
    return {
        smufl.NOTEHEAD_CIRCLED_BLACK: head(black + small, 0.0),
        smufl.NOTEHEAD_CIRCLED_HALF: head(half + small, 0.0),
        smufl.NOTEHEAD_CIRCLED_WHOLE: head(whole + large, 0.0),
        smufl.NOTEHEAD_CIRCLED_DOUBLE_WHOLE: breve(whole + large),
        smufl.NOTEHEAD_CIRCLE_SLASH: head(circle + line(0.05, -0.55, 0.95, 0.55, 0.12), 0.0),
        smufl.NOTEHEAD_ROUND_BLACK: head(ellipse(0.45, 0, 0.45), 0.0),
        smufl.NOTEHEAD_ROUND_WHITE: head(circle, 0.0),
        smufl.NOTEHEAD_ROUND_WHITE_WITH_DOT: head(circle + ellipse(0.5, 0, 0.16), 0.0),
        smufl.NOTEHEAD_MOON_WHITE: head(white(moon(0.6)), 0.4, 0.4),
        smufl.NOTEHEAD_MOON_BLACK: head(moon(0.6), 0.4, 0.4),
        smufl.NOTEHEAD_TRIANGLE_ROUND_DOWN_WHITE: head(white(cone(0.58)), 0.15, 0.15),
        smufl.NOTEHEAD_TRIANGLE_ROUND_DOWN_BLACK: head(cone(0.58), 0.15, 0.15),
    }


def slash_heads() -> dict[int, Drawing]:
    """Rhythm slashes."""
    upright = [(0.0, -1.0), (0.0, -0.4), (1.5, 1.0), (1.5, 0.4)]
    slanted = [(0.0, -1.0), (1.6, 1.0), (3.0, 1.0), (1.4, -1.0)]
    return {
        smufl.NOTEHEAD_SLASH_VERTICAL_ENDS: head(polygon(*upright), 0.95),
        smufl.NOTEHEAD_SLASH_WHITE_DOUBLE_WHOLE: breve(frame(slanted, 0.16)),
    }


def shape_notes() -> dict[int, Drawing]:
    """The heads of the seven-shape system, white, black and as breves."""
    oval = ellipse(0.62, 0, 0.62, 0.5, 0)
    square = polygon((0, -0.48), (0, 0.48), (1.15, 0.48), (1.15, -0.48))
    fa_up = polygon((0, 0.5), (WIDTH, 0.5), (WIDTH, -0.5))
    fa_down = polygon((0, 0.5), (WIDTH, -0.5), (0, -0.5))
    shapes = (  # in the standard's order, with the heights of upward and downward stems
        (oval, 0.0, 0.0),
        (square, 0.4, -0.4),
        (fa_down, -0.4, -0.4),
        (fa_up, 0.4, 0.4),
        (polygon(*diamond(1.3, 1.1)), 0.0, 0.0),
        (polygon(*triangle(WIDTH, True)), -POINTED, -POINTED),
        (moon(0.6), 0.4, 0.4),
        (cone(0.58), 0.15, 0.15),
    )
    drawings = {}
    for index, (shape, up, down) in enumerate(shapes):
        drawings[smufl.NOTE_SHAPE_ROUND_WHITE + 2 * index] = head(white(shape), up, down)
        drawings[smufl.NOTE_SHAPE_ROUND_BLACK + 2 * index] = head(shape, up, down)
        drawings[smufl.NOTE_SHAPE_ROUND_DOUBLE_WHOLE + index] = breve(white(shape))
    return drawings
