"""Barlines of a system, with the wings of repeats, making way for words between joined staves (E01, E19)."""

from __future__ import annotations

from itertools import pairwise

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.barlines import Barline, Stroke, dashes
from engraving.typefaces import smufl as g

WING = 1.2  # how far a repeat's wings lean over its bars, and how far they rise
WING_RISE = 0.9
WORD_GAP = 0.3


def draw_barline(system: System, x: float, line: Barline, tick: int, *, atom: int = 0) -> None:
    """One barline on all staves of the system at ``tick``; an ``atom`` only for those inside a bar."""
    echo = False
    for staff in range(system.staff_count):
        half = _reach(system, staff + 1, tick)
        joined = staff + 1 < system.staff_count and staff + 1 != system.joined
        bottom = -system.gap_between[staff] + _reach(system, staff + 2, tick) if joined else -half
        for stroke in line.strokes:
            _stroke(system, staff, x + stroke.x, stroke, half, bottom, atom=atom, echo=echo)
            echo = bool(atom)


def draw_barlines(system: System) -> None:
    """All barlines, last of all: between joined staves they make way for words that cross them."""
    ends = [cell.end - 1 for cell in system.cells]
    if len(system.barlines) > len(ends):
        ends.insert(0, system.start)
    for (x, line), tick in zip(system.barlines, ends, strict=True):
        draw_barline(system, x, line, tick)
        if line.wings:
            _wings(system, x, line)


def _wings(system: System, x: float, line: Barline) -> None:
    """Strokes that lean from a repeat sign over the bars it repeats, over the top staff and under the lowest."""
    pen = system.pen
    thin, thick = pen.thickness.thin_barline, pen.thickness.thick_barline
    for sign, staff in ((1.0, 0), (-1.0, system.staff_count - 1)):
        edge = sign * _reach(system, staff + 1, system.start)
        for way, kind in line.wings:
            base = x + (line.width if way > 0 else 0.0) - way * (thick if "#" in line.kinds else thin)
            for k in range(2 if kind.startswith("double") else 1):
                y = edge + sign * (0.3 * k)
                middle = 0.15 if kind.endswith("curved") else WING_RISE / 2
                for (ax, ay), (bx, by) in pairwise(((0.0, 0.0), (WING / 2, middle), (WING, WING_RISE))):
                    pen.line(
                        Ink.BARLINE, staff, base + way * ax, y + sign * ay, base + way * bx, y + sign * by, thin
                    )


def raise_wings(system: System) -> None:
    """Let what stands outside clear the wings of repeats."""
    for x, line in system.barlines:
        for way, kind in line.wings:
            x0, x1 = sorted((x, x + line.width + way * WING))
            reach = WING_RISE + 0.3 * kind.startswith("double") + system.pen.thickness.thin_barline
            system.ups[0].add(min(x, x0), max(x + line.width, x1), system.staff_edge(1) + reach)
            last = system.staff_count
            system.downs[last - 1].add(min(x, x0), max(x + line.width, x1), -system.staff_edge(last) - reach)


def _reach(system: System, staff: int, tick: int) -> float:
    """Barlines span the staff; on one line they reach from −1 to +1 (E19), without lines as far as usual."""
    lines = system.staves.lines[staff].at(tick)
    return (lines - 1) / 2 if lines > 1 else 2.0 - lines


def _stroke(
    system: System, staff: int, x: float, stroke: Stroke, half: float, bottom: float, *, atom: int, echo: bool
) -> None:
    pen = system.pen
    kind, width = stroke.kind, stroke.width
    centre = x + width / 2
    edge = pen.thickness.staff_line / 2
    stretches: list[tuple[float, float]] = []
    if kind == "*":
        for y in (0.5, -0.5):
            pen.glyph(Ink.REPEAT_DOT, staff, x - pen.box(g.REPEAT_DOT).x0, y, g.REPEAT_DOT)
        return
    top, foot = half + edge, bottom - edge
    if kind == "'":
        top, foot = half + 0.6, half - 0.6
    elif kind == ",":
        top, foot = half / 2, -half / 2
    else:
        for y0, y1 in sorted(_crossed(system, staff, x, width), reverse=True):
            stretches.append((top, y1))
            top = y0
    dash = dashes(kind, pen.thickness)
    for high, low in (*stretches, (top, foot)):
        pen.line(Ink.BARLINE, staff, centre, high, centre, low, width, dash=dash, atom=atom, echo=echo)
        echo = bool(atom)


def _crossed(system: System, staff: int, x: float, width: float) -> list[tuple[float, float]]:
    """The stretches (low, high) of a barline between ``staff`` and the next where words pass."""
    if staff + 1 >= system.staff_count:
        return []
    return [
        (y0 - WORD_GAP, y1 + WORD_GAP)
        for at, x0, x1, y0, y1 in system.words_in_gaps
        if at == staff
        and x0 - WORD_GAP < x + width
        and x < x1 + WORD_GAP
        and y1 + WORD_GAP < -2.0
        and y0 > -system.gap_between[staff]
    ]
