"""The shape of a chord or a rest from its value and the places of its heads (E12, E15)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.notation.heads import has_stem, head_code, rest_code
from engraving.notation.ledgers import add_ledgers
from engraving.notation.shapes import CUE_SCALE, BoxInk, HeadInk, Shape, event_scale
from engraving.notation.stems import add_second_stem, add_stem
from engraving.score import Event
from engraving.typefaces import Faces

TREMOLO_HALF = 0.65
PARENTHESIS = 0.55  # beside a head
LEDGER_TUCK = 0.08  # so much of a ledger line gives way before columns do (E01)


def displacements(heads: Sequence[float], *, up: bool, width: float, stem: float) -> list[float]:
    """E12: x of each head (from the lowest) so that seconds stand on both sides of the stem, ``stem`` thick."""
    step = width - stem
    result = [0.0] * len(heads)
    order = range(len(heads)) if up else range(len(heads) - 1, -1, -1)
    previous: float | None = None
    displaced = False
    for i in order:
        near = previous is not None and abs(heads[i] - previous) < 0.75
        displaced = near and not displaced
        if displaced:
            result[i] = step if up else -step
        previous = heads[i]
    return result


def note_shape(
    event: Event,
    staff: int,
    positions: Sequence[float],
    *,
    up: bool,
    beamed: bool,
    lines: int,
    faces: Faces,
) -> Shape:
    """A chord whose heads (lowest first) stand at ``positions``."""
    scale = event_scale(event)
    shape = Shape(event, staff, scale, lines)
    shape.up = up
    codes = [head_code(head, event.value) for head in event.heads]
    full = next((code for code, head in zip(codes, event.heads, strict=True) if not head.cue), codes[0])
    width = faces.box(full).x1 * scale
    stem = faces.thickness.stem
    for y, dx, code, head in zip(
        positions, displacements(positions, up=up, width=width, stem=stem), codes, event.heads, strict=True
    ):
        size = scale * CUE_SCALE if head.cue else scale
        own = faces.box(code).x1 * size
        if head.cue and up and dx == 0.0:  # small among full heads: it touches their stem
            dx = width - own
        elif head.cue and dx < 0.0:
            dx = stem - own
        shape.heads.append(HeadInk(y, dx, dx + own, code, head, size))
    # A stem without a head says nothing to a player.
    shown = any(h.visible for h in event.heads)
    shape.stemmed = has_stem(event.value) and event.stem != "none" and shown
    if shape.stemmed:
        add_stem(shape, faces, beamed=beamed)
        if event.stem == "double":
            add_second_stem(shape, faces)
    add_ledgers(shape, faces.thickness.ledger_reach)
    outline(shape, faces)
    return shape


def outline(shape: Shape, faces: Faces) -> None:
    """Boxes for spacing: heads with their ledgers, stem and flag."""
    boxes = [BoxInk(h.dx, h.x1, h.y - 0.5 * h.scale, h.y + 0.5 * h.scale) for h in shape.heads]
    boxes += [
        BoxInk(h.dx - PARENTHESIS * h.scale, h.x1 + PARENTHESIS * h.scale, h.y - 0.5 * h.scale, h.y + 0.5 * h.scale)
        for h in shape.heads
        if h.head.parentheses
    ]
    if shape.ledgers:
        half = faces.thickness.ledger / 2
        boxes += [BoxInk(x0 + LEDGER_TUCK, x1 - LEDGER_TUCK, y - half, y + half) for y, x0, x1, _ in shape.ledgers]
    half = faces.thickness.stem / 2
    if shape.stemmed:
        far = shape.heads[0].y if shape.up else shape.heads[-1].y
        low, high = min(far, shape.tip), max(far, shape.tip)
        boxes.append(BoxInk(shape.stem_x - half, shape.stem_x + half, low, high))
    if shape.second_stem is not None:
        x, end = shape.second_stem
        boxes.append(BoxInk(x - half, x + half, min(shape.low, end), max(shape.high, end)))
    if shape.flag:
        box = faces.box(shape.flag)
        x = shape.stem_x - half
        boxes.append(
            BoxInk(
                x + box.x0 * shape.scale,
                x + box.x1 * shape.scale,
                shape.flag_y + box.y0 * shape.scale,
                shape.flag_y + box.y1 * shape.scale,
            )
        )
    if shape.stemmed and any(m.name == "tremolo" for m in shape.event.marks):
        near = shape.heads[-1].y if shape.up else shape.heads[0].y
        low, high = min(near, shape.tip), max(near, shape.tip)
        boxes.append(BoxInk(shape.stem_x - TREMOLO_HALF, shape.stem_x + TREMOLO_HALF, low + 0.6, high - 0.2))
    shape.boxes = boxes


_PICKUP_RESTS = {0.5: "eighth", 1.0: "quarter", 2.0: "half"}


def rest_shape(
    event: Event,
    staff: int,
    y: float,
    *,
    lines: int,
    faces: Faces,
    whole_bar_quarters: float,
    pickup_quarters: float = 0.0,
) -> Shape:
    """A rest; bars of 8 quarters and longer take the breve, all other whole-bar rests the whole rest (E15).

    A pick-up of ``pickup_quarters`` is rested by its own value where one sign says it.
    """
    scale = event_scale(event)
    shape = Shape(event, staff, scale, lines)
    shape.whole_bar = event.whole_bar
    value = event.value
    if event.whole_bar:
        value = "breve" if whole_bar_quarters >= 8 else _PICKUP_RESTS.get(pickup_quarters, "whole")
    shape.rest = rest_code(value)
    hang = 1.0 if value == "whole" else 0.0
    if lines == 1 and value == "whole":
        hang = 0.0
    shape.rest_y = y + hang
    box = faces.box(shape.rest)
    shape.boxes = [BoxInk(box.x0 * scale, box.x1 * scale, shape.rest_y + box.y0 * scale, shape.rest_y + box.y1 * scale)]
    return shape
