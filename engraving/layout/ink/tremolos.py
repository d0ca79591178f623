"""Tremolo slashes on stems and between notes (E18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.beams import Beam, Stem, beam_line, kneed_line, stem_tip
from engraving.notation.marks import tremolo_code
from engraving.notation.shapes import Shape
from engraving.notation.stems import HALF_HEAD, flag_count
from engraving.score import Mark, Spanner
from engraving.typefaces import Faces

INSET = 0.6  # strokes that touch neither stem
OFF_HEADS = 0.5
OFF_BEAM = 0.4
ON_LEDGERS, OFF_LEDGERS = 3.2, 2.6  # a head whose stem runs through its ledger lines, and where it is out of them
MOST_RISE = 1.0
NO_LINE = Beam(0.0, 0.0, 0.0, 0.0)  # of a pair under a beam, which is not solved yet


def draw_tremolos(system: System, faces: Faces) -> None:
    """Single tremolos: slashes centred on the free stem, or beside a stemless head."""
    for shape in system.shapes:
        for mark in shape.event.marks:
            if mark.name == "tremolo" and shape.heads:
                _single(system, _on_a_stem(system, shape), mark, faces)


def _on_a_stem(system: System, shape: Shape) -> Shape:
    """The note whose stem bears the strokes: of one without a stem in the source, the one at its place.

    So programs are made to print a stroked note beside a trill on the same note.
    """
    if shape.stemmed or shape.event.stem != "none":
        return shape
    places = {head.y for head in shape.heads}
    sharing = (
        other
        for other in system.shapes
        if other.stemmed and other.staff == shape.staff and other.event.tick == shape.event.tick
        if not other.event.grace and places & {head.y for head in other.heads}
        if all(mark.name != "tremolo" for mark in other.event.marks)
    )
    return next(sharing, shape)


def _single(system: System, shape: Shape, mark: Mark, faces: Faces) -> None:
    code = tremolo_code(mark)
    size = shape.sign_scale
    box = faces.box(code).scaled(size)
    height = box.y1 - box.y0
    sign = 1.0 if shape.up else -1.0
    if shape.stemmed:
        x = shape.x + shape.stem_x
        edge, off, least = shape.heads[-1].y if shape.up else shape.heads[0].y, 0.9 * size, 0.5
        if sign * edge < -ON_LEDGERS:
            edge, off, least = -sign * OFF_LEDGERS, 0.1, 0.0  # beyond the note's own ledger lines
        tip = shape.tip - sign * _beams_on(system, shape, size * (box.x1 - box.x0) / 2, size)
        if shape.flag:
            flag = faces.box(shape.flag)
            tip -= sign * (flag.y1 - flag.y0) * shape.scale
            off += HALF_HEAD * size
        low, high = sorted((edge + sign * off, tip))
        centre = (low + high) / 2 if high - low > height else tip - sign * height / 2
        if sign * (centre - edge) < height / 2 + least:
            centre = edge + sign * (min(off, 0.8 * size) + height / 2)
    else:
        x = shape.x + shape.width / 2
        edge = shape.high if shape.up else shape.low
        centre = edge + sign * (0.5 + 0.75 + height / 2)
        if sign * edge < -3.2:
            centre = -sign * 2.5 + sign * height / 2
    y = centre - (box.y0 + box.y1) / 2
    system.pen.glyph(
        Ink.TREMOLO, shape.staff - 1, x - (box.x0 + box.x1) / 2, y, code, scale=size, atom=mark.atom, group=shape.group
    )
    half = (box.x1 - box.x0) / 2
    system.ups[shape.staff - 1].add(x - half, x + half, y + box.y1)
    system.downs[shape.staff - 1].add(x - half, x + half, y + box.y0)


def _beams_on(system: System, shape: Shape, half: float, size: float) -> float:
    """What beams take of a stem, with the room strokes of a ``half`` width keep off a beam that comes down to them."""
    beams = flag_count(shape.event)
    if not shape.beam or not beams:
        return 0.0
    line = system.beam_lines[shape.beam][0] if shape.beam in system.beam_lines else NO_LINE  # a lone stub is level
    slope = (line.y1 - line.y0) / (line.x1 - line.x0) if line.x1 > line.x0 else 0.0
    return system.pen.thickness.beams(beams) * size + OFF_BEAM + max(0.0, -slope) * half


class Pair(NamedTuple):
    """Two notes in alternation: the line their outermost stroke follows, y measured on the upper one's ``staff``.

    ``depth`` is how many beams lie outside the strokes, ``touching`` whether the outermost one joins the stems.
    """

    atom: int
    first: Shape
    second: Shape
    strokes: int
    line: Beam
    up: bool
    staff: int
    depth: int = 0
    touching: bool = False


def settle_pairs(system: System, spanners: Sequence[Spanner], shapes: Mapping[int, Shape]) -> list[Pair]:
    """Two-note tremolos that begin in the system; stems without a beam get their length as under one (E18, E32)."""
    pairs = []
    here = system.shape_ids
    for spanner in spanners:
        first = shapes.get(spanner.start.event) if spanner.start is not None else None
        second = shapes.get(spanner.stop.event) if spanner.stop is not None else None
        if first is None or second is None or not first.heads or not second.heads:
            continue
        if first.event.id in here and second.event.id in here:
            pairs.append(_settled(system, spanner.atom, first, second))
    return pairs


def _settled(system: System, atom: int, first: Shape, second: Shape) -> Pair:
    top, strokes, thickness = min(first.staff, second.staff), first.strokes, system.pen.thickness
    drops = [sum(system.gap_between[top - 1 : shape.staff - 1]) for shape in (first, second)]
    if not (first.stemmed and second.stemmed):
        return _stemless(atom, first, second, drops, top, thickness.beam_pitch)
    if first.beam and first.beam == second.beam:
        return Pair(atom, first, second, strokes, NO_LINE, first.up, top, max(1, len(first.beams)))
    stems = []
    for shape, drop in zip((first, second), drops, strict=True):
        low, high = shape.low - drop, shape.high - drop
        near, far = (high, low) if shape.up else (low, high)
        stems.append(Stem(shape.x + shape.stem_x, near, far, strokes))
    ups = [first.up, second.up]
    if first.up == second.up:
        up, line = first.up, beam_line(stems, first.up, thickness, lines=first.lines, size=first.scale)
    else:
        line, up = kneed_line(stems, ups, thickness, size=first.scale)
    for shape, stem, drop in zip((first, second), stems, drops, strict=True):
        shape.tip = stem_tip(line, stem.x, shape.up, up, strokes, thickness, shape.scale) + drop
        if any(drops):
            system.crossing.add(shape.event.id)
    return Pair(atom, first, second, strokes, line, up, top, touching=first.event.value == "half")


def _stemless(atom: int, first: Shape, second: Shape, drops: Sequence[float], top: int, pitch: float) -> Pair:
    """Whole notes: strokes from head to head, half a space off, at most one space up or down."""
    x0 = first.x + first.right() + OFF_HEADS
    x1 = second.x + second.left() - OFF_HEADS
    middle = (first.strokes - 1) * pitch / 2
    y0, y1 = ((s.high + s.low) / 2 - drop for s, drop in zip((first, second), drops, strict=True))
    centre = (y0 + y1) / 2
    half = min(max((y1 - y0) / 2, -MOST_RISE / 2), MOST_RISE / 2)
    line = Beam(x0, centre - half + middle, x1, centre + half + middle)
    return Pair(atom, first, second, first.strokes, line, up=True, staff=top, touching=True)


def draw_pairs(system: System, pairs: Sequence[Pair]) -> None:
    """The strokes of two-note tremolos: halves touch with the outermost, wholes and others keep off (E18)."""
    pitch = system.pen.thickness.beam_pitch
    for pair in pairs:
        first, line, up = pair.first, pair.line, pair.up
        x0, x1 = line.x0, line.x1
        if line is NO_LINE:
            line, up, _, _ = system.beam_lines[first.beam]
            x0, x1 = first.x + first.stem_x, pair.second.x + pair.second.stem_x
        inset = min(INSET, (x1 - x0) / 6)
        for k in range(pair.strokes):
            off = 0.0 if pair.touching and (k == 0 or not first.stemmed) else inset
            depth = (pair.depth + k) * pitch * first.scale * (-1.0 if up else 1.0)
            _stroke(system, pair, x0 + off, x1 - off, line, depth, echo=k > 0)


def _stroke(system: System, pair: Pair, xa: float, xb: float, line: Beam, depth: float, *, echo: bool) -> None:
    half = system.pen.thickness.beam / 2 * pair.first.scale
    ya, yb = line.at(xa) + depth, line.at(xb) + depth
    system.pen.polygon(
        Ink.TREMOLO, pair.staff - 1, (xa, ya - half, xb, yb - half, xb, yb + half, xa, ya + half),
        atom=pair.atom, group=pair.first.group, echo=echo,
    )  # fmt: skip
    if pair.first.staff == pair.second.staff:
        system.ups[pair.staff - 1].add(xa, xb, max(ya, yb) + half)
        system.downs[pair.staff - 1].add(xa, xb, min(ya, yb) - half)
