"""Tremolo slashes on stems, between notes, and arpeggios and glissandi beside them (E18, E20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engraving.layout.cells import Column
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.shapes import Shape, flag_count
from engraving.score import Mark, Spanner
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

BEAM = 0.5
STEP = 0.75


def draw_tremolos(system: System, faces: Faces) -> None:
    """Single tremolos: slashes centred on the free stem, or beside a stemless head."""
    for shape in system.shapes:
        for mark in shape.event.marks:
            if mark.name == "tremolo":
                _single(system, shape, mark, faces)


def _single(system: System, shape: Shape, mark: Mark, faces: Faces) -> None:
    if mark.get("type") == "unmeasured":
        code = g.BUZZ_ROLL
    else:
        count = int(mark.text) if mark.text.isdigit() and int(mark.text) else 3
        code = g.TREMOLOS[min(count, 5) - 1]
    box = faces.box(code)
    height = box.y1 - box.y0
    sign = 1.0 if shape.up else -1.0
    if shape.stemmed:
        x = shape.x + shape.stem_x
        edge = shape.heads[-1].y if shape.up else shape.heads[0].y
        if sign * edge < -3.2:
            edge = -sign * 2.6  # beyond the note's own ledger lines
        beams = flag_count(shape.event)
        tip = shape.tip - sign * ((beams - 1) * STEP + BEAM + 0.3 if shape.beam and beams else 0.0)
        if shape.flag:
            tip -= sign * 1.4
        low, high = sorted((edge + sign * 0.9, tip))
        centre = (low + high) / 2
        if height / 2 + 0.5 > abs(centre - edge):
            centre = edge + sign * (0.8 + height / 2)
    else:
        x = shape.x + shape.width / 2
        edge = shape.high if shape.up else shape.low
        centre = edge + sign * (0.5 + 0.75 + height / 2)
        if sign * edge < -3.2:
            centre = -sign * 2.5 + sign * height / 2
    y = centre - (box.y0 + box.y1) / 2
    system.pen.glyph(
        Ink.TREMOLO, shape.staff - 1, x - (box.x0 + box.x1) / 2, y, code, atom=mark.atom, group=shape.group
    )
    half = (box.x1 - box.x0) / 2
    system.ups[shape.staff - 1].add(x - half, x + half, y + box.y1)
    system.downs[shape.staff - 1].add(x - half, x + half, y + box.y0)


def draw_tremolo_pairs(system: System, pairs: Sequence[Spanner], shapes: Mapping[int, Shape]) -> None:
    """Two-note tremolos: strokes between the stems; halves touch with the outermost, wholes keep off (E18)."""
    for pair in pairs:
        if pair.start is None or pair.stop is None:
            continue
        first, second = shapes.get(pair.start.event), shapes.get(pair.stop.event)
        if first is None or second is None or first not in system.shapes or not first.heads or not second.heads:
            continue
        slashes = pair.get("slashes", "3")
        _pair(system, first, second, int(slashes) if slashes.isdigit() and int(slashes) else 3, pair.atom)


def _pair(system: System, first: Shape, second: Shape, count: int, atom: int) -> None:
    up = first.up
    sign = 1.0 if up else -1.0
    if first.stemmed and second.stemmed:
        x0, x1 = first.x + first.stem_x, second.x + second.stem_x
        y0, y1 = first.tip, second.tip
        if second.up != up:
            y1 = (second.high + 2.0) if up else (second.low - 2.0)
        inset = 0.6
        offset = BEAM / 2
        if first.beam and first.beam == second.beam:
            offset += flag_count(first.event) * STEP
    else:
        x0 = first.x + first.right() + 0.5
        x1 = second.x + second.left() - 0.5
        y0 = (first.high + first.low) / 2 + sign * (count - 1) * STEP / 2
        y1 = (second.high + second.low) / 2 + sign * (count - 1) * STEP / 2
        inset, offset = 0.0, 0.0
    limit = 1.0
    y1 = min(max(y1, y0 - limit), y0 + limit)
    for k in range(count):
        touching = k == 0 and first.stemmed and first.event.value == "half"
        xa, xb = (x0, x1) if touching else (x0 + inset, x1 - inset)
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        depth = -sign * (offset + k * STEP)
        ya, yb = y0 + slope * (xa - x0) + depth, y0 + slope * (xb - x0) + depth
        half = BEAM / 2
        system.pen.polygon(
            Ink.TREMOLO, first.staff - 1, (xa, ya - half, xb, yb - half, xb, yb + half, xa, ya + half),
            atom=atom, group=first.group, echo=k > 0,
        )  # fmt: skip
        system.ups[first.staff - 1].add(xa, xb, max(ya, yb) + half)
        system.downs[first.staff - 1].add(xa, xb, min(ya, yb) - half)


def draw_arpeggios(system: System) -> None:
    """A wavy line (or bracket) left of the chord, across all staves whose chords have one at the same tick."""
    by_column: dict[int, list[tuple[Shape, Mark]]] = defaultdict(list)
    for shape in system.shapes:
        for mark in shape.event.marks:
            if mark.name in ("arpeggiate", "non-arpeggiate") and shape.heads:
                by_column[id(shape.column)].append((shape, mark))
    for members in by_column.values():
        _arpeggio(system, members)


def _arpeggio(system: System, members: Sequence[tuple[Shape, Mark]]) -> None:
    top = min(shape.staff for shape, _ in members)
    drops = [0.0]
    for gap in system.gap_between:
        drops.append(drops[-1] + gap)
    base = drops[top - 1]
    high = max(s.high - (drops[s.staff - 1] - base) for s, _ in members) + 0.5
    low = min(s.low - (drops[s.staff - 1] - base) for s, _ in members) - 0.5
    column = members[0][0].column
    x = column.x + column.arpeggio if isinstance(column, Column) else members[0][0].x - 1.1
    pen = system.pen
    shape, mark = members[0]
    for staff in {s.staff for s, _ in members}:
        mine = [s for s, _ in members if s.staff == staff]
        system.ups[staff - 1].add(x, x + 0.8, max(s.high for s in mine) + 1.2)
        system.downs[staff - 1].add(x, x + 0.8, min(s.low for s in mine) - 1.2)
    if mark.name == "non-arpeggiate":
        at = x + 0.1
        pen.line(Ink.ARPEGGIO, top - 1, at, low, at, high, 0.16, atom=mark.atom, group=shape.group)
        for y in (low + 0.08, high - 0.08):
            pen.line(Ink.ARPEGGIO, top - 1, at, y, at + 0.5, y, 0.16, atom=mark.atom, group=shape.group, echo=True)
    else:
        chords = [(s.low - (drops[s.staff - 1] - base), m.atom) for s, m in members]
        _wave(system, top, x, low, high, sorted(chords), mark.get("direction"), shape)


def _wave(
    system: System,
    top: int,
    x: float,
    low: float,
    high: float,
    chords: Sequence[tuple[float, int]],
    arrow: str,
    shape: Shape,
) -> None:
    """The wave as a chain of bends, from the bottom; each bend belongs to the chord it stands beside.

    ``chords`` are (lowest y, atom of the mark) from the bottom: one sign may stand for several staves.
    """
    pen = system.pen
    count = max(2, len(chords), round(high - low))
    step = (high - low) / count
    half, width = 0.15, 0.42
    seen: set[int] = set()
    for k in range(count):
        y = low + k * step
        left = len(chords) - len(seen)
        reached = [atom for bottom, atom in chords if bottom <= y + step]
        atom = reached[-1] if reached else chords[0][1]
        if count - k <= left:
            atom = next(a for _, a in chords if a not in seen)
        bend = width if k % 2 == 0 else -width
        xa = x + 0.4
        pen.curve(
            Ink.ARPEGGIO, top - 1,
            (
                xa - half, y,
                xa - half + bend, y + step * 0.35, xa - half + bend, y + step * 0.65, xa - half, y + step,
                xa + half + bend, y + step * 0.65, xa + half + bend, y + step * 0.35, xa + half, y,
            ),
            atom=atom, group=shape.group, echo=atom in seen,
        )  # fmt: skip
        seen.add(atom)
    if arrow:
        sign = 1.0 if arrow == "up" else -1.0
        y = high if arrow == "up" else low
        pen.polygon(
            Ink.ARPEGGIO, top - 1, (x + 0.05, y, x + 0.65, y, x + 0.35, y + sign * 0.8),
            atom=chords[0][1], group=shape.group, echo=True,
        )  # fmt: skip


def draw_glissandi(
    system: System,
    lines: Sequence[Spanner],
    shapes: Mapping[int, Shape],
    faces: Faces,
    points: float,
    space: float,
) -> None:
    """Glissando and slide: a line from head to head, wavy or straight, with its text along it if there is room."""
    here = {s.event.id for s in system.shapes}
    for spanner in lines:
        first = shapes.get(spanner.start.event) if spanner.start is not None else None
        second = shapes.get(spanner.stop.event) if spanner.stop is not None else None
        starts = first is not None and first.event.id in here
        ends = second is not None and second.event.id in here
        if not starts and not ends:
            continue
        _glissando(system, spanner, first if starts else None, second if ends else None, faces, points, space)


def _head_y(shape: Shape, atom: int) -> float:
    return next((h.y for h in shape.heads if h.head.atom == atom), (shape.high + shape.low) / 2)


def _glissando(
    system: System,
    spanner: Spanner,
    first: Shape | None,
    second: Shape | None,
    faces: Faces,
    points: float,
    space: float,
) -> None:
    anchor = first or second
    if anchor is None:
        return
    staff = anchor.staff
    drop = 0.0
    if first is not None and second is not None and second.staff != first.staff:
        gap = sum(system.gap_between[min(first.staff, second.staff) - 1 : max(first.staff, second.staff) - 1])
        drop = -gap if second.staff > first.staff else gap
    start_atom = spanner.start.head if spanner.start is not None else 0
    stop_atom = spanner.stop.head if spanner.stop is not None else 0
    if first is not None:
        x0 = first.x + max(first.right(), max(h.x1 for h in first.heads)) + 0.5
        y0 = _head_y(first, start_atom)
    if second is not None:
        x1 = second.x + second.left() - 0.5
        y1 = _head_y(second, stop_atom) + drop
    if first is None:
        x0, y0 = system.prefix.width + 0.6, y1
    if second is None:
        x1, y1 = (system.barlines[-1][0] - 0.4, y0) if spanner.stop is not None else (x0 + 2.0, y0 + 1.0)
    x1 = max(x1, x0 + 0.8)
    pen = system.pen
    echo = first is None
    kind = spanner.get("line-type", "wavy" if spanner.kind == "glissando" else "solid")
    if kind == "wavy":
        _wavy_line(system, staff, x0, y0, x1, y1, spanner.atom, echo=echo)
    else:
        dash = {"dashed": (0.7, 0.5), "dotted": (0.16, 0.4)}.get(kind, ())
        pen.line(Ink.GLISSANDO, staff - 1, x0, y0, x1, y1, 0.16, atom=spanner.atom, echo=echo, dash=dash)
    for x, y in ((x0, y0), (x1, y1)):
        system.ups[staff - 1].add(x - 0.2, x + 0.2, y + 0.3)
        system.downs[staff - 1].add(x - 0.2, x + 0.2, y - 0.3)
    steps = max(2, int((x1 - x0) / 1.0))
    for k in range(steps):
        y = y0 + (y1 - y0) * (k + 0.5) / steps
        xa = x0 + (x1 - x0) * k / steps
        system.ups[staff - 1].add(xa, xa + (x1 - x0) / steps, y + 0.4)
        system.downs[staff - 1].add(xa, xa + (x1 - x0) / steps, y - 0.4)
    if spanner.text and not echo:
        width = faces.text_width(spanner.text, Face.ITALIC, points) * 100 / space
        x = min(max((x0 + x1) / 2 - width / 2, 0.0), system.width - width)
        y = max(system.ups[staff - 1].reach(x, x + width) + 0.4, 2.5)
        pen.text(
            Ink.TECHNIQUE,
            staff - 1,
            x,
            y,
            spanner.text,
            points,
            Face.ITALIC,
            atom=spanner.atom,
            echo=True,
        )
        system.ups[staff - 1].add(x, x + width, y + 1.6)


def _wavy_line(
    system: System, staff: int, x0: float, y0: float, x1: float, y1: float, atom: int, *, echo: bool
) -> None:
    length = x1 - x0
    count = max(2, round(((length**2 + (y1 - y0) ** 2) ** 0.5) / 0.8))
    dx, dy = length / count, (y1 - y0) / count
    norm = (dx * dx + dy * dy) ** 0.5
    nx, ny = -dy / norm, dx / norm
    half = 0.08
    for k in range(count):
        x, y = x0 + k * dx, y0 + k * dy
        bend = 0.4 if k % 2 == 0 else -0.4
        ax, ay = x + 0.35 * dx + nx * bend, y + 0.35 * dy + ny * bend
        bx, by = x + 0.65 * dx + nx * bend, y + 0.65 * dy + ny * bend
        ox, oy = nx * half, ny * half
        system.pen.curve(
            Ink.GLISSANDO, staff - 1,
            (
                x + ox, y + oy, ax + ox, ay + oy, bx + ox, by + oy, x + dx + ox, y + dy + oy,
                bx - ox, by - oy, ax - ox, ay - oy, x - ox, y - oy,
            ),
            atom=atom, echo=echo or k > 0,
        )  # fmt: skip
