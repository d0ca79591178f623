"""What stands together at one tick on one staff: voices beside each other, accidentals, dots (E12–E15)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from engraving.notation import accidentals
from engraving.notation.accidentals import Sign
from engraving.notation.shapes import BESIDE_LEDGER, STEM_WIDTH, BoxInk, Shape, add_dots
from engraving.typefaces import Faces

_REST_CLEAR = 0.5
_FLAG_LIFT = 1.0


def settle(shapes: Sequence[Shape], faces: Faces) -> None:
    """Give all shapes of one column and staff their places beside each other."""
    notes = [s for s in shapes if s.heads]
    if len(notes) > 1:
        _separate_voices(notes)
    for shape in shapes:
        if shape.rest and shape.side and not shape.whole_bar:
            _clear_rest(shape, [n for n in notes if n is not shape], shapes)
    add_dots(shapes, faces)
    _accidentals(notes, faces)


def shift(shape: Shape, dx: float) -> None:
    """Move a shape sideways within its column."""
    shape.offset += dx
    shape.heads = [h._replace(dx=h.dx + dx, x1=h.x1 + dx) for h in shape.heads]
    shape.ledgers = [(y, x0 + dx, x1 + dx, staff) for y, x0, x1, staff in shape.ledgers]
    shape.stem_x += dx
    shape.boxes = [BoxInk(b.x0 + dx, b.x1 + dx, b.y0, b.y1) for b in shape.boxes]


def _separate_voices(notes: Sequence[Shape]) -> None:
    """E12: opposite stems at one tick."""
    uppers = [n for n in notes if n.side > 0]
    lowers = [n for n in notes if n.side < 0]
    for upper in uppers:
        for lower in lowers:
            _separate(upper, lower)
    for group, sign in ((uppers, 1.0), (lowers, -1.0)):
        for inner, outer in pairwise(group):
            if abs(inner.low - outer.low) < 1.0 or sign * (inner.low - outer.low) < 0:
                shift(outer, sign * (inner.width + 0.2))


def _separate(upper: Shape, lower: Shape) -> None:
    gap = upper.low - lower.high
    if gap >= 1.0:
        return
    width = max(upper.width, lower.width)
    if gap == 0.0:
        if _shareable(upper, lower):
            return
        shift(lower, upper.width - STEM_WIDTH)
        _lift_flag(upper)
    elif gap > 0:
        shift(lower, upper.width)
        _lift_flag(upper)
    elif any(abs(a.y - b.y) < 1.0 for a in upper.heads for b in lower.heads) or _stems_cross(upper, lower):
        shift(upper, width + (0.3 if lower.ledgers or upper.ledgers else 0.1))


def _lift_flag(upper: Shape) -> None:
    """A flag over the other voice's head beside it needs a longer stem."""
    if upper.flag:
        upper.tip += _FLAG_LIFT
        upper.flag_y += _FLAG_LIFT
        flag = upper.boxes[-1]
        upper.boxes[-1] = flag._replace(y0=flag.y0 + _FLAG_LIFT, y1=flag.y1 + _FLAG_LIFT)


def _stems_cross(upper: Shape, lower: Shape) -> bool:
    return upper.low < lower.high


def _shareable(upper: Shape, lower: Shape) -> bool:
    """A unison is one head if head shapes and dots allow."""
    a, b = upper.heads[0], lower.heads[-1]
    if len(upper.heads) > 1 and len(lower.heads) > 1:
        return False
    return a.code == b.code and upper.event.dots == lower.event.dots and upper.scale == lower.scale


def _clear_rest(shape: Shape, notes: Sequence[Shape], shapes: Sequence[Shape]) -> None:
    """E15: a voice's rest moves outwards in whole spaces until 0.5 clear; identical rests share a place."""
    for other in shapes:
        if (
            other is not shape
            and other.rest == shape.rest
            and other.event.dots == shape.event.dots
            and not other.whole_bar
            and other.event.length == shape.event.length
        ):
            _move_rest(shape, -shape.side * 2.0 if abs(shape.rest_y) >= 2.0 else 0.0)
            return
    for note in notes:
        while True:
            box = shape.boxes[0]
            if shape.side > 0:
                clear = box.y0 - note.reach(up=True) >= _REST_CLEAR or box.y0 > 6
            else:
                clear = note.reach(up=False) - box.y1 >= _REST_CLEAR or box.y1 < -6
            if clear:
                break
            _move_rest(shape, float(shape.side))


def clear_whole_rest(rest: Shape, notes: Sequence[Shape]) -> None:
    """A whole-bar rest is centred in its bar, so it clears every note of the other voice there (E15)."""
    if not rest.side or not notes:
        return
    box = rest.boxes[0]
    if rest.side > 0:
        short = max(n.reach(up=True) for n in notes) + _REST_CLEAR - box.y0
    else:
        short = box.y1 + _REST_CLEAR - min(n.reach(up=False) for n in notes)
    if short > 0:
        _move_rest(rest, rest.side * float(ceil(short)))


def _move_rest(shape: Shape, dy: float) -> None:
    shape.rest_y += dy
    shape.boxes = [BoxInk(b.x0, b.x1, b.y0 + dy, b.y1 + dy) for b in shape.boxes]


def _accidentals(notes: Sequence[Shape], faces: Faces) -> None:
    """E13b for all voices of the column together; octaves and shared unisons show theirs once each."""
    signs: list[Sign] = []
    owners: dict[int, Shape] = {}
    for shape in notes:
        for ink in shape.heads:
            accidental = ink.head.accidental
            if accidental is not None and ink.head.visible:
                signs.append(Sign(ink.y, accidental, ink.head.atom, ink.scale))
                owners[ink.head.atom] = shape
    if not signs:
        return
    obstacles = [(b.x0, b.x1, b.y0, b.y1) for shape in notes for b in _solid(shape)]
    for placed in accidentals.place(signs, obstacles, faces):
        shape = owners[placed.atom]
        for x, y, code in placed.glyphs:
            shape.accidentals.append((x, y, code, placed.atom, placed.scale))
        shape.boxes.append(BoxInk(placed.x0, placed.x1, placed.y0, placed.y1))


def _solid(shape: Shape) -> list[BoxInk]:
    """What accidentals must clear: beside one of its own chord a ledger line is short and needs no more than heads."""
    boxes = list(shape.boxes)
    if shape.ledgers:
        edge = min(h.dx for h in shape.heads)
        signs = [h.y for h in shape.heads if h.head.accidental is not None]
        for k, (y, *_) in enumerate(shape.ledgers, len(shape.heads)):  # boxes of ledgers follow those of heads
            if any(abs(sign - y) < BESIDE_LEDGER for sign in signs):
                boxes[k] = boxes[k]._replace(x0=max(boxes[k].x0, edge))
    return boxes
