"""Augmentation dots: beside the heads of a column's voices, in spaces, off flags (E14)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.notation.shapes import BoxInk, Shape
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

DOT_GAP = 0.5
DOT_STEP = 0.3
DOT_RADIUS = 0.2
OFF_FLAG = 0.1
LONGER = 0.55  # half a space, and the little by which flags differ from face to face
BESIDE = 1.0  # heads of two voices this near each other share the place of their dots


def add_dots(shapes: Sequence[Shape], faces: Faces) -> None:
    """E14: one x for each chord; in spaces, line notes up (lower voice: down), clashes fill downwards."""
    taken: set[float] = set()
    shared: dict[tuple[float, float, int], float] = {}
    dot = faces.box(g.AUGMENTATION_DOT)
    for shape in shapes:
        count = shape.event.dots
        if not count:
            continue
        if shape.rest:
            _rest_dots(shape, count, dot.x1 - dot.x0)
            continue
        x = max(h.x1 for h in shape.heads) + DOT_GAP * shape.scale
        x = _past_others(shape, shapes, x, faces)
        if shape.flag and shape.up:
            highest = shape.heads[-1].y
            x = _past_flag(shape, x, highest + 0.5 if _on_line(highest) else highest)
        for ink in reversed(shape.heads):
            if not ink.head.dotted:
                continue
            y = shared.get((ink.y, ink.dx, shape.event.dots))
            if y is None:
                side = ink.head.printing.dot_side if ink.head.printing is not None else ""
                y = _dot_space(ink.y, taken, down=side == "below" if side and not shape.side else shape.side < 0)
            shared[ink.y, ink.dx, shape.event.dots] = y  # a head shared by two voices has one dot
            taken.add(y)
            for k in range(count):
                shape.dots.append((x + k * (DOT_STEP + dot.x1 - dot.x0), y, ink.head.atom))
        if not shape.dots:
            continue
        width = count * (DOT_STEP + dot.x1 - dot.x0) - DOT_STEP
        ys = [y for _, y, _ in shape.dots]
        shape.boxes.append(BoxInk(x, x + width, min(ys) - 0.2, max(ys) + 0.2))


def _past_others(shape: Shape, shapes: Sequence[Shape], x: float, faces: Faces) -> float:
    """Right of another voice's head beside this one, and of a flag over that: a foreign head under a dot claims it."""
    for other in shapes:
        if other is shape or not other.heads:
            continue
        beside = [h.x1 for h in other.heads if any(abs(h.y - own.y) <= BESIDE for own in shape.heads)]
        x = max([x, *(edge + DOT_GAP * shape.scale for edge in beside)])
        if beside and other.flag and other.up:
            x = max(x, other.stem_x + faces.box(other.flag).x1 * other.scale + OFF_FLAG)
    return x


def _rest_dots(shape: Shape, count: int, width: float) -> None:
    box = shape.boxes[0]
    base = shape.rest_y - 1.0 if shape.rest == g.REST_WHOLE else shape.rest_y
    y = base + 0.5
    x = box.x1 + DOT_GAP * 0.7
    for k in range(count):
        shape.dots.append((x + k * (DOT_STEP + width), y, shape.event.id))
    shape.boxes.append(BoxInk(x, x + count * (DOT_STEP + width) - DOT_STEP, y - 0.2, y + 0.2))


def _past_flag(shape: Shape, x: float, dot_y: float) -> float:
    """A dot within 0.1 of an up flag: lengthen the stem by up to half a space, then move the dot (E14)."""
    flag = next(b for b in reversed(shape.boxes))
    top = dot_y + DOT_RADIUS + OFF_FLAG
    if flag.y0 > top or flag.x1 < x:
        return x
    need = min(LONGER, top - flag.y0)
    shape.tip += need
    shape.flag_y += need
    lifted = flag.y0 + need
    shape.boxes[-1] = flag._replace(y0=lifted, y1=flag.y1 + need)
    return x if lifted >= top - 0.01 else flag.x1 + 0.15


def _on_line(y: float) -> bool:
    return abs(y - round(y)) < 0.01


def _dot_space(y: float, taken: set[float], *, down: bool) -> float:
    on_line = _on_line(y)
    place = y + (-0.5 if down else 0.5) if on_line else y
    if on_line and place in taken and (2 * y - place) not in taken:
        return 2 * y - place  # the space on the other side of its line, before it wanders off
    while place in taken:
        place -= 1.0
    return place
