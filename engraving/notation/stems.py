"""Stems and flags: which way, how long, clear of ledger lines and heads (E10, E11, E17, E18)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.notation.heads import flag_code, flags
from engraving.notation.shapes import CUE_SCALE, HeadInk, Shape
from engraving.score import Event
from engraving.typefaces import Box, Faces

STEM_FOOT = 0.168  # of a head whose font does not say
FLAG_OFF_LEDGER = 0.3
FLAG_OFF_HEAD = 0.1
TREMOLO_OFF_HEAD = 0.9
HALF_HEAD = 0.5


def stem_up(positions: Sequence[float]) -> bool:
    """E10: the note farthest from the middle decides; a tie goes by majority, then down."""
    high, low = max(positions), min(positions)
    if abs(high + low) > 1e-9:
        return high + low < 0
    above = sum(1 for y in positions if y > 0)
    below = sum(1 for y in positions if y < 0)
    return below > above


def stem_length(head_y: float, *, up: bool, size: float = 1.0) -> float:
    """E11: 3.5; shorter for stems on the wrong side, longer from beyond the first ledger to the middle line.

    ``size`` is that of cue notes (E03); small notes too reach the middle line.
    """
    distance = -head_y if up else head_y  # how far the head lies on the side the stem comes from
    if distance > 3.0:
        return max(3.5 * size, distance)
    if distance <= -3.5:
        return 2.5 * size
    if distance <= -3.0:
        return 3.0 * size
    return 3.5 * size


def add_stem(shape: Shape, faces: Faces, *, beamed: bool) -> None:
    """Stem place, and its tip unless a beam decides it; the flag hangs 3.5 from the head (E11)."""
    up = shape.up
    near = shape.heads[-1] if up else shape.heads[0]
    anchor = faces.anchor(near.code, "stemUpSE" if up else "stemDownNW")
    half = faces.thickness.stem / 2
    main_width = (faces.box(near.code).x1) * shape.scale
    if anchor is not None:
        x = anchor[0] * shape.scale
    else:
        x = main_width if up else 0.0
    shape.stem_x = x - half if up else x + half
    base = shape.heads[0] if up else shape.heads[-1]
    foot = anchor if base.code == near.code else faces.anchor(base.code, "stemUpSE" if up else "stemDownNW")
    shape.stem_foot = base.y + (foot[1] if foot is not None else STEM_FOOT if up else -STEM_FOOT) * base.scale
    size = CUE_SCALE if shape.event.cue else 1.0
    length = 2.5 * size if shape.event.grace else stem_length(near.y, up=up, size=size)
    code = 0 if beamed else flag_code(shape.event.value, up=up)
    if code and not shape.event.grace:
        length = max(length, 3.5 * shape.scale)  # a flag needs its stem even on the wrong side
    tremolo = next((m for m in shape.event.marks if m.name == "tremolo"), None)
    if tremolo is not None and tremolo.text.isdigit():
        length = max(length, (4.25 if int(tremolo.text) >= 3 else 3.5) * size)
        if code:  # the flag hangs down to the strokes (E18)
            flag = faces.box(code)
            free = HALF_HEAD + TREMOLO_OFF_HEAD + 0.75 * int(tremolo.text)
            length = max(length, (free + flag.y1 - flag.y0) * size)
    end = near.y + length if up else near.y - length
    if code:
        end = _flag_off_ledgers(end, faces.box(code), shape)
        end = _flag_off_heads(end, faces.box(code), shape, shape.heads)
    shape.tip = end
    if code:
        shape.flag, shape.flag_y = code, end
        hang = faces.anchor(code, "stemUpNW" if up else "stemDownSW")
        if hang is not None:
            reach = end + hang[1] * shape.scale
            shape.tip = max(reach, end) if up else min(reach, end)


def add_second_stem(shape: Shape, faces: Faces) -> None:
    """One stem up and one down: the source says that two voices share the note (E10)."""
    far = shape.heads[0] if shape.up else shape.heads[-1]
    anchor = faces.anchor(far.code, "stemDownNW" if shape.up else "stemUpSE")
    x = anchor[0] * shape.scale if anchor is not None else 0.0 if shape.up else far.x1
    length = stem_length(far.y, up=not shape.up) * shape.scale
    half = faces.thickness.stem / 2
    way, half = (-1.0, half) if shape.up else (1.0, -half)
    shape.second_stem = x + half, far.y + way * length


def _flag_off_ledgers(end: float, flag: Box, shape: Shape) -> float:
    """Lengthen a stem whose flag would hang into its note's own ledger lines (as E14 does for dots)."""
    ledger = (shape.lines - 1) / 2 + 1.0 - FLAG_OFF_LEDGER
    if shape.up and shape.heads[-1].y <= -(ledger + FLAG_OFF_LEDGER):
        return max(end, -ledger - flag.y0 * shape.scale)
    if not shape.up and shape.heads[0].y >= ledger + FLAG_OFF_LEDGER:
        return min(end, ledger - flag.y1 * shape.scale)
    return end


def lengthen_for(heads: Sequence[HeadInk], shape: Shape, faces: Faces) -> None:
    """Lengthen a flagged stem for the ``heads`` of all the voices it serves (E12)."""
    longer = _flag_off_heads(shape.flag_y, faces.box(shape.flag), shape, heads) - shape.flag_y
    shape.flag_y += longer
    shape.tip += longer


def _flag_off_heads(end: float, flag: Box, shape: Shape, heads: Sequence[HeadInk]) -> float:
    """Lengthen a stem whose flag would lie on a head displaced to its side (E12)."""
    for head in heads:
        if head.dx <= shape.stem_x - 0.3:
            continue
        if shape.up:
            end = max(end, head.y + 0.5 * shape.scale + FLAG_OFF_HEAD - flag.y0 * shape.scale)
        elif head.dx >= 0.0:
            end = min(end, head.y - 0.5 * shape.scale - FLAG_OFF_HEAD - flag.y1 * shape.scale)
    return end


def flag_count(event: Event) -> int:
    """Beams or flags its value asks for."""
    return flags(event.value)
