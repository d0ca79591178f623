"""Brackets along the staff, with their hooks, arrows and kinds of line, and the signs of principal voices (E38)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.ink.extenders import HOOK, PAD, staff_of, stretch_of
from engraving.layout.page import Ink
from engraving.layout.pen import DASHES, LINE
from engraving.layout.system import System
from engraving.score import Spanner
from engraving.typefaces import smufl as g

ARROW = 0.9
ARROW_HALF = 0.35
CORNER = 0.9  # of the hook that ends a principal voice
_VOICES = {"Hauptstimme": g.ANALYTICS_HAUPTSTIMME, "Nebenstimme": g.ANALYTICS_NEBENSTIMME}


def draw_brackets(system: System, spanners: Sequence[Spanner]) -> None:
    """Each over (or under) what stands there, from its first note's left edge to its last note's right.

    Those of everybody stand over the top staff.
    """
    for spanner in spanners:
        staff = max(staff_of(spanner), 1)
        run = stretch_of(system, spanner, staff)
        if run is None:
            continue
        above = spanner.placement != "below"
        ends = [
            (run.x0, -1.0, spanner.get("line-end") if run.begins else ""),
            (run.x1, 1.0, dict(spanner.closing).get("line-end", "") if run.ends else ""),
        ]
        inwards = any(end in ("both", "down" if above else "up") for _, _, end in ends)
        outwards = any(end in ("both", "up" if above else "down") for _, _, end in ends)
        sign = 1.0 if above else -1.0
        skyline = (system.ups if above else system.downs)[staff - 1]
        near = skyline.reach(run.x0, run.x1)
        edge = max(near, 2.0) if above else min(near, -2.0)
        y = edge + sign * (PAD + (HOOK if inwards else ARROW_HALF))
        _line(system, spanner, staff, run.x0, run.x1, y, echo=not run.begins)
        for x, way, end in ends:
            _end(system, spanner, staff, (x, y), way, end)
        skyline.add(run.x0, run.x1, y + sign * (HOOK if outwards else 0.2))


def _line(system: System, spanner: Spanner, staff: int, x0: float, x1: float, y: float, *, echo: bool) -> None:
    if spanner.get("line-type") == "wavy":
        step = system.pen.advance(g.WIGGLE_GLISSANDO)
        box = system.pen.box(g.WIGGLE_GLISSANDO)
        for k in range(max(1, round((x1 - x0) / step))):
            system.pen.glyph(
                Ink.DASHES, staff - 1, x0 + k * step, y - (box.y0 + box.y1) / 2, g.WIGGLE_GLISSANDO,
                atom=spanner.atom, echo=echo or k > 0,
            )  # fmt: skip
        return
    dash = DASHES.get(spanner.get("line-type"), ())
    system.pen.line(Ink.DASHES, staff - 1, x0, y, x1, y, LINE, atom=spanner.atom, echo=echo, dash=dash)


def _end(system: System, spanner: Spanner, staff: int, at: tuple[float, float], way: float, end: str) -> None:
    """A hook down, up or both ways, or an arrow that points ``way`` along the line."""
    x, y = at
    if end == "arrow":
        points = (x, y, x - way * ARROW, y + ARROW_HALF, x - way * ARROW, y - ARROW_HALF)
        system.pen.polygon(Ink.DASHES, staff - 1, points, atom=spanner.atom, echo=True)
    elif end in ("down", "up", "both"):
        low = y - HOOK if end != "up" else y - LINE / 2
        high = y + HOOK if end != "down" else y + LINE / 2
        system.pen.line(Ink.DASHES, staff - 1, x, high, x, low, LINE, atom=spanner.atom, echo=True)


def draw_principal_voices(system: System, spanners: Sequence[Spanner]) -> None:
    """The sign of a principal or secondary voice over its first note, a corner after its last."""
    for spanner in spanners:
        staff = staff_of(spanner)
        run = stretch_of(system, spanner, staff)
        if run is None or spanner.get("symbol") == "none":
            continue
        skyline = system.ups[staff - 1]
        end = run.x1
        if run.begins:
            code = _VOICES.get(spanner.get("symbol"), 0)
            width = system.pen.box(code).x1 if code else CORNER
            end = max(end, run.x0 + width + PAD + CORNER)
            y = max(skyline.reach(run.x0, run.x0 + width), 2.0) + PAD
            if code:
                box = system.pen.box(code)
                system.pen.glyph(Ink.TECHNIQUE, staff - 1, run.x0, y - box.y0, code, atom=spanner.atom)
                skyline.add(run.x0, run.x0 + width, y - box.y0 + box.y1)
            else:
                _corner(system, spanner, staff, run.x0, y, 1.0, echo=False)
        if run.ends:
            y = max(skyline.reach(end - CORNER, end), 2.0) + PAD
            _corner(system, spanner, staff, end, y, -1.0, echo=True)


def _corner(system: System, spanner: Spanner, staff: int, x: float, y: float, way: float, *, echo: bool) -> None:
    """A right angle open downwards: its upright at ``x``, its top running ``way``."""
    pen, top = system.pen, y + CORNER
    pen.line(Ink.TECHNIQUE, staff - 1, x, y, x, top + LINE / 2, LINE, atom=spanner.atom, echo=echo)
    pen.line(Ink.TECHNIQUE, staff - 1, x, top, x + way * CORNER, top, LINE, atom=spanner.atom, echo=True)
    system.ups[staff - 1].add(min(x, x + way * CORNER), max(x, x + way * CORNER), top + LINE)
