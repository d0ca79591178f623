"""Octave lines: 8va and its kin over (or under) the notes they change (E38)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.ink.extenders import HOOK, PAD, Stretch, staff_of, stretch_of
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Spanner
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

BEYOND_HEAD = 0.3
SHORTEST = 0.7  # from a sign to the hook
ASIDE = 1.8  # that a sign may begin before its note, for the hook's sake
CLEAR = 0.3  # from the hook to the next note
AFTER_HEAD = 1.5  # from the left edge of the note before, at which a sign would seem to begin
DASH = (0.6, 0.5)
GAP, NARROW = 0.3, 0.2  # between the sign and its dashes; and one stroke that is shorter than a dash and a gap
_SIGNS = {  # the second where the first leaves no room for a hook
    ("8", True): (g.OTTAVA_ALTA, g.OTTAVA),
    ("8", False): (g.OTTAVA_BASSA_VB, g.OTTAVA),
    ("15", True): (g.QUINDICESIMA_ALTA, g.QUINDICESIMA),
    ("15", False): (g.QUINDICESIMA_BASSA_MB, g.QUINDICESIMA),
    ("22", True): (g.VENTIDUESIMA_ALTA, g.VENTIDUESIMA),
    ("22", False): (g.VENTIDUESIMA_BASSA_MB, g.VENTIDUESIMA),
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
    for code in _SIGNS.get((spanner.get("size", "8"), above), _SIGNS["8", above]):
        codes = [code] if run.begins else [g.OCTAVE_PARENS_LEFT, code, g.OCTAVE_PARENS_RIGHT]
        width = sum([faces.advance(c) for c in codes])
        x, end = _places(system, run, width)
        drawn = end - x - width >= SHORTEST - 1e-6
        if drawn or not run.ends:
            break
    skyline = (system.ups if above else system.downs)[staff - 1]
    box = faces.box(code)
    height = box.y1 - box.y0
    near = skyline.reach(x, max(end, x + width))
    base = max(near, 2.5) + PAD if above else min(near, -2.5) - PAD - height
    skyline.add(x, max(end, x + width), base + height if above else base)
    for k, c in enumerate(codes):
        echo = k > 0 or not run.begins
        system.pen.glyph(Ink.OCTAVE, staff - 1, x, base - box.y0, c, atom=spanner.atom, echo=echo)
        x += faces.advance(c)
    if drawn:
        y = base + height - 0.1 if above else base + 0.1
        _line(system, spanner, (x, end, y), above=above, hooked=run.ends)


def _places(system: System, run: Stretch, width: float) -> tuple[float, float]:
    """Where a sign of some ``width`` begins, and where its line ends.

    A sign wider than its one note begins before it, so that a hook fits between it and the next note: without one
    nobody knows which note is loco. It stays over the note and its accidentals.
    """
    x, end = min(run.x0, system.width - width), run.x1 + BEYOND_HEAD
    if run.ends and end < x + width + SHORTEST:
        room = _next_column(system, run.x1) - CLEAR
        own = min([c.x + c.left for c in system.columns if c.x == run.x0], default=run.x0)
        before = max([c.x + AFTER_HEAD for c in system.columns if c.x < run.x0], default=0.0)
        x = max(min(x, room - SHORTEST - width), min(max(min(run.x0 - ASIDE, own), before), run.x0))
        end = min(max(end, x + width + SHORTEST), room)
    return x, end


def _line(
    system: System, spanner: Spanner, place: tuple[float, float, float], *, above: bool, hooked: bool
) -> None:
    """The dashes between sign and hook, ``place`` their ends and height; the hook points towards the staff."""
    x0, x1, y = place
    pen, staff, thick = system.pen, staff_of(spanner) - 1, system.pen.thickness.octave_line
    short = x1 - x0 < GAP + sum(DASH)
    pen.line(
        Ink.OCTAVE, staff, x0 + (NARROW if short else GAP), y, x1, y, thick,
        atom=spanner.atom, echo=True, dash=() if short else DASH,
    )  # fmt: skip
    if hooked:
        sign = 1.0 if above else -1.0
        top, end = y + sign * thick / 2, y - sign * HOOK
        pen.line(Ink.OCTAVE, staff, x1, top, x1, end, thick, atom=spanner.atom, echo=True)


def _next_column(system: System, x: float) -> float:
    """Where the note or rest that follows a place begins; its accidentals stand under the line."""
    return min((c.x for c in system.columns if c.x > x), default=system.width)
