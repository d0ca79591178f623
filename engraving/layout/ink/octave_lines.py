"""Octave lines: 8va and its kin over (or under) the notes they change (E38)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.ink.extenders import HOOK, PAD, staff_of, stretch_of
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Spanner
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

BEYOND_HEAD = 0.3
LEAST_DASH = 0.6
SHORTEST = 0.9  # what is seen of the line beside its sign, where the next note leaves room
DASH = (0.6, 0.5)
_SIGNS = {
    ("8", True): g.OTTAVA_ALTA,
    ("8", False): g.OTTAVA_BASSA_VB,
    ("15", True): g.QUINDICESIMA_ALTA,
    ("15", False): g.QUINDICESIMA_BASSA_MB,
    ("22", True): g.VENTIDUESIMA_ALTA,
    ("22", False): g.VENTIDUESIMA_BASSA_MB,
}


def draw_octaves(system: System, spanners: Sequence[Spanner], faces: Faces) -> None:
    """Text at the first head, dashes, a hook at the last head; text in parentheses after a line break."""
    for spanner in spanners:
        _draw_octave(system, spanner, faces)


def _draw_octave(system: System, spanner: Spanner, faces: Faces) -> None:
    staff = staff_of(spanner)
    run = stretch_of(system, spanner, staff)
    if run is None:
        return
    above = spanner.get("type", "down") != "up"
    code = _SIGNS.get((spanner.get("size", "8"), above), _SIGNS["8", above])
    codes = [code] if run.begins else [g.OCTAVE_PARENS_LEFT, code, g.OCTAVE_PARENS_RIGHT]
    width = sum(faces.advance(c) for c in codes)
    x1 = run.x1 + BEYOND_HEAD
    skyline = (system.ups if above else system.downs)[staff - 1]
    box = faces.box(code)
    height = box.y1 - box.y0
    near = skyline.reach(run.x0, max(x1, run.x0 + width))
    base = max(near, 2.5) + PAD if above else min(near, -2.5) - PAD - height
    x = min(run.x0, system.width - width)
    for k, c in enumerate(codes):
        echo = k > 0 or not run.begins
        system.pen.glyph(Ink.OCTAVE, staff - 1, x, base - box.y0, c, atom=spanner.atom, echo=echo)
        x += faces.advance(c)
    if run.ends and x + SHORTEST < _next_column(system, run.x1) - 0.5:
        x1 = max(x1, x + SHORTEST)  # past its sign, which may be wider than the last head
    if x1 > x + LEAST_DASH:
        y = base + height - 0.1 if above else base + 0.1
        _line(system, spanner, (x + 0.3, x1, y), above=above, hooked=run.ends)
    skyline.add(run.x0, max(x1, x), base + height if above else base)


def _line(
    system: System, spanner: Spanner, place: tuple[float, float, float], *, above: bool, hooked: bool
) -> None:
    """The dashes, ``place`` their ends and height, and the hook towards the staff where the line ends."""
    x0, x1, y = place
    pen, staff, thick = system.pen, staff_of(spanner) - 1, system.pen.thickness.octave_line
    pen.line(Ink.OCTAVE, staff, x0, y, x1, y, thick, atom=spanner.atom, echo=True, dash=DASH)
    if hooked:
        sign = 1.0 if above else -1.0
        top, end = y + sign * thick / 2, y - sign * HOOK
        pen.line(Ink.OCTAVE, staff, x1, top, x1, end, thick, atom=spanner.atom, echo=True)


def _next_column(system: System, x: float) -> float:
    """Where the ink of what follows a place begins."""
    return min((c.x + c.left for c in system.columns if c.x > x), default=system.width)
