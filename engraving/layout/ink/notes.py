"""Notes and rests of a system as ink: heads, ledgers, stems, flags, dots, accidentals (E10–E18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from engraving.layout.ink.beams import draw_beams
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System
from engraving.notation.ledgers import BESIDE_LEDGER, LEDGER_REACH_TIGHT
from engraving.notation.shapes import BoxInk, Shape
from engraving.score import BeamGroup
from engraving.score.atoms import Kind, of_kind
from engraving.typefaces import smufl as g

LEDGER_APART = 0.15
THIN_STEM = 0.8  # of the usual thickness, on small notes
SLASH_THICKNESS = 0.1
STEM_SIDE = 0.04  # beside a stem nothing stands lower either
_ON_LEDGER = {g.REST_WHOLE: g.REST_WHOLE_LEGER_LINE, g.REST_HALF: g.REST_HALF_LEGER_LINE}
_DOT_KINDS = (Kind.DOT1, Kind.DOT2, Kind.DOT3, Kind.DOT4)


def draw_notes(system: System, beams: Mapping[int, BeamGroup]) -> None:
    """Everything that belongs to notes themselves; raises both skylines."""
    pen = system.pen
    draw_beams(system, beams)
    for shape in system.shapes:
        if shape.rest:
            _rest(pen, shape)
        else:
            _chord(pen, shape)
    _ledgers(system)
    _raise_skylines(system)


def _chord(pen: Pen, shape: Shape) -> None:
    x, number, group = shape.x, shape.number, shape.group
    for ink in shape.heads:
        if not ink.head.visible:
            continue
        at = ink.head.staff - 1
        pen.glyph(
            Ink.HEAD,
            at,
            x + ink.dx,
            ink.y,
            ink.code,
            scale=ink.scale,
            atom=ink.head.atom,
            group=group,
            column=number,
        )
        if ink.head.parentheses:
            left, right = g.NOTEHEAD_PARENTHESIS_LEFT, g.NOTEHEAD_PARENTHESIS_RIGHT
            size = ink.scale
            pen.glyph(Ink.HEAD, at, x + ink.dx - 0.55 * size, ink.y, left, scale=size, group=group, column=number)
            pen.glyph(Ink.HEAD, at, x + ink.x1 + 0.15 * size, ink.y, right, scale=size, group=group, column=number)
    if shape.accidentals or shape.dots:
        _signs(pen, shape)
    if shape.stemmed:
        _stem(pen, shape)


def _signs(pen: Pen, shape: Shape) -> None:
    """Accidentals and dots of a chord."""
    staff, x, number, group = shape.staff - 1, shape.x, shape.number, shape.group
    signed: set[int] = set()
    for dx, y, code, atom, sign_scale in shape.accidentals:
        atom = of_kind(atom, Kind.ACCIDENTAL)
        pen.glyph(
            Ink.ACCIDENTAL, staff, x + dx, y, code, scale=sign_scale, atom=atom, group=group, column=number,
            echo=atom in signed,
        )  # fmt: skip
        signed.add(atom)
    _dots(pen, shape)


def _dots(pen: Pen, shape: Shape) -> None:
    """Its augmentation dots: those of each head, or of the rest."""
    seen: dict[int, int] = defaultdict(int)
    for dx, y, atom in shape.dots:
        kind = _DOT_KINDS[min(seen[atom], 3)]
        seen[atom] += 1
        pen.glyph(
            Ink.DOT, shape.staff - 1, shape.x + dx, y, g.AUGMENTATION_DOT, scale=shape.scale, atom=of_kind(atom, kind),
            group=shape.group, column=shape.number,
        )  # fmt: skip


def _stem(pen: Pen, shape: Shape) -> None:
    """The stem, its flag, and a second stem or a stroke where there is one."""
    staff, x, number, group, scale = shape.staff - 1, shape.x, shape.number, shape.group, shape.scale
    base = shape.heads[0] if shape.up else shape.heads[-1]
    near = (shape.heads[-1] if shape.up else shape.heads[0]).head.staff  # its tip is measured from there
    stem_x = x + shape.stem_x
    width = pen.thickness.stem * (1.0 if scale == 1.0 else THIN_STEM)
    pen.line(
        Ink.STEM, base.head.staff - 1, stem_x, shape.stem_foot, stem_x, shape.tip, width, group=group,
        column=number, staff1=near - 1 if not shape.beam else staff,
    )  # fmt: skip
    if shape.second_stem is not None:
        x2, end = shape.second_stem
        pen.line(Ink.STEM, staff, x + x2, base.y, x + x2, end, width, group=group, column=number)
    if shape.flag:
        pen.glyph(
            Ink.FLAG,
            staff,
            stem_x - width / 2,
            shape.flag_y,
            shape.flag,
            scale=scale,
            group=group,
            column=number,
        )
    if shape.event.slash and shape.event.grace and not shape.beam:
        _slash(pen, shape, stem_x)


def _slash(pen: Pen, shape: Shape, stem_x: float) -> None:
    """E17: the stroke through an acciaccatura's stem and flag, where the font's eighth flag says, else as usual."""
    sign, flag, ends = (1.0, g.FLAG_8TH_UP, ("SW", "NE")) if shape.up else (-1.0, g.FLAG_8TH_DOWN, ("NW", "SE"))
    first, last = (pen.anchor(flag, f"graceNoteSlash{end}") for end in ends)
    left, scale = stem_x - pen.thickness.stem * THIN_STEM / 2, shape.scale
    if first is not None and last is not None:
        x0, y0 = left + first[0] * scale, shape.flag_y + first[1] * scale
        x1, y1 = left + last[0] * scale, shape.flag_y + last[1] * scale
    else:
        x0, y0 = stem_x - 0.5, shape.tip - sign * 1.5
        x1, y1 = stem_x + 0.75, shape.tip - sign * 0.6
    pen.line(
        Ink.SLASH, shape.staff - 1, x0, y0, x1, y1, SLASH_THICKNESS, atom=of_kind(shape.event.id, Kind.SLASH),
        group=shape.group,
    )  # fmt: skip


def _rest_sign(pen: Pen, shape: Shape) -> tuple[int, float]:
    """The glyph of a rest, outside the staff with a ledger line of its own, and how far that moves it."""
    code = shape.rest
    if abs(shape.rest_y) > (shape.lines - 1) / 2 and code in _ON_LEDGER:
        bare, lined = pen.box(code), pen.box(_ON_LEDGER[code])
        return _ON_LEDGER[code], (bare.x0 + bare.x1 - lined.x0 - lined.x1) / 2 * shape.scale
    return code, 0.0


def _rest(pen: Pen, shape: Shape) -> None:
    if not shape.event.visible:
        return
    staff, x = shape.staff - 1, shape.x
    number = shape.number
    code, shift = _rest_sign(pen, shape)
    pen.glyph(
        Ink.REST,
        staff,
        x + shift,
        shape.rest_y,
        code,
        scale=shape.scale,
        atom=shape.event.id,
        group=shape.group,
        column=number,
    )
    _dots(pen, shape)


def _ledgers(system: System) -> None:
    """Ledger lines; neighbours keep 0.15 between them (E01)."""
    rows: dict[tuple[int, float], list[list[float | int]]] = defaultdict(list)
    for shape in system.shapes:
        for y, x0, x1, staff in shape.ledgers:
            if shape.accidentals and any(abs(ay - y) < BESIDE_LEDGER for _, ay, *_ in shape.accidentals):
                x0 = max(x0, min(h.dx for h in shape.heads) - LEDGER_REACH_TIGHT)
            rows[staff, y].append([shape.x + x0, shape.x + x1, shape.group, shape.number])
    thick, reach = system.pen.thickness.ledger, system.pen.thickness.ledger_reach
    give = max(reach - LEDGER_REACH_TIGHT, 0.0)
    for (on, y), lines in rows.items():
        lines.sort()
        for before, after in pairwise(lines):
            overlap = before[1] + LEDGER_APART - after[0]
            if before[3] != after[3] and 0 < overlap < 2 * LEDGER_APART + 2 * reach:
                before[1] -= min(overlap / 2, give)
                after[0] += min(overlap / 2, give)
        for x0, x1, group, number in lines:
            system.pen.line(Ink.LEDGER, on - 1, x0, y, x1, y, thick, group=int(group), column=int(number))


def _raise_skylines(system: System) -> None:
    """Let later marks clear heads, stems, flags, accidentals, dots and rests."""
    half = system.pen.thickness.stem / 2 + STEM_SIDE
    for shape in system.shapes:
        if shape.rest and not shape.event.visible:
            continue
        up, down = system.ups[shape.staff - 1], system.downs[shape.staff - 1]
        x = shape.x
        boxes: list[BoxInk] = shape.boxes
        if shape.rest:
            code, shift = _rest_sign(system.pen, shape)
            ink = system.pen.box(code).scaled(shape.scale)
            y = shape.rest_y
            boxes = [BoxInk(shift + ink.x0, shift + ink.x1, y + ink.y0, y + ink.y1)]
        top, foot = up.base, -down.base
        for x0, x1, low, high in boxes:  # most of it lies within the staff
            if high > top:
                up.add(x + x0, x + x1, high)
            if low < foot:
                down.add(x + x0, x + x1, low)
        if not shape.stemmed:
            continue
        stem = x + shape.stem_x
        if shape.beam in system.crossing:
            drop = sum(system.gap_between[: shape.staff - 1])
            ends = sorted((shape.tip, shape.heads[0].y))
            system.ink_in_gaps.append((stem - half, stem + half, ends[0] - drop, ends[1] - drop))
        elif shape.event.id not in system.crossing:
            if shape.up:
                up.add(stem - half, stem + half, shape.tip)
            else:
                down.add(stem - half, stem + half, shape.tip)
