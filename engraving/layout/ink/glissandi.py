"""Glissandi and slides from head to head, with their words (E20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.pen import DASHES, LINE
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.notation.waves import wave, wave_count
from engraving.score import Spanner
from engraving.typefaces import Face, Faces

OFF_NOTES = 0.5
LEAST = 0.8
WAVELENGTH = 1.0
HEIGHT = 0.5
OFF_TEXT = 0.4
CLEAR = 0.6  # from the middle of the line to notes it passes
STUB = 2.0  # one without an end, as long


class Run(NamedTuple):
    """Where the line goes in a system; y measured from the middle of ``staff`` (counted from 1)."""

    staff: int
    x0: float
    y0: float
    x1: float
    y1: float
    crosses: bool = False  # to another staff

    def at(self, way: float) -> float:
        """y at so much of the way from 0 to 1."""
        return self.y0 + (self.y1 - self.y0) * way


def draw_glissandi(
    system: System, lines: Sequence[Spanner], shapes: Mapping[int, Shape], faces: Faces, points: float, space: float
) -> None:
    """Glissando and slide: a line from head to head, wavy or straight, its words over its middle."""
    here = {s.event.id for s in system.shapes}
    for spanner in lines:
        first = shapes.get(spanner.start.event) if spanner.start is not None else None
        second = shapes.get(spanner.stop.event) if spanner.stop is not None else None
        starts = first is not None and first.event.id in here
        run = _run(system, spanner, first if starts else None, second if second and second.event.id in here else None)
        if run is None:
            continue
        _draw(system, spanner, run, echo=not starts)
        if not run.crosses:  # between two staves it is in nobody's way
            _raise_skylines(system, run)
        if spanner.text and starts:
            _words(system, spanner, run, faces, points, space)


def _run(system: System, spanner: Spanner, first: Shape | None, second: Shape | None) -> Run | None:
    """From behind the first note to before the second; to and from the edges of a line that parts them."""
    anchor = first or second
    if anchor is None:
        return None
    drop = 0.0
    if first is not None and second is not None and second.staff != first.staff:
        between = sorted((first.staff, second.staff))
        gap = sum(system.gap_between[between[0] - 1 : between[1] - 1])
        drop = -gap if second.staff > first.staff else gap
    if first is not None:
        x0 = first.x + max(first.right(), *(h.x1 for h in first.heads), 0.0) + OFF_NOTES
        y0 = _head_y(first, spanner.start.head if spanner.start is not None else 0)
    if second is not None:
        x1 = second.x + second.left() - OFF_NOTES
        y1 = _head_y(second, spanner.stop.head if spanner.stop is not None else 0) + drop
    if first is None:
        x0, y0 = system.prefix.width + OFF_NOTES, y1
    if second is None:
        x1, y1 = (system.barlines[-1][0] - OFF_NOTES, y0) if spanner.stop is not None else (x0 + STUB, y0 + STUB / 2)
    run = Run(anchor.staff, x0, y0, max(x1, x0 + LEAST), y1, drop != 0.0)
    return run if run.crosses else _past_notes(system, run)


def _past_notes(system: System, run: Run) -> Run:
    """A line that reaches beyond the next note goes over or under those between, whichever is nearer."""
    between = (s for s in system.shapes if s.staff == run.staff and run.x0 < s.x < run.x1)
    passed = [
        (low, high, *sorted(run.at((x - run.x0) / (run.x1 - run.x0)) for x in (x0, x1)))
        for shape in between
        for x0, x1, low, high in shape.placed_ink(system.pen.thickness)
    ]
    if not any(low - CLEAR < top and bottom < high + CLEAR for low, high, bottom, top in passed):
        return run
    up = max(high - bottom for _, high, bottom, _ in passed) + CLEAR
    down = max(top - low for low, _, _, top in passed) + CLEAR
    shift = up if up <= down else -down
    return run._replace(y0=run.y0 + shift, y1=run.y1 + shift)


def _head_y(shape: Shape, atom: int) -> float:
    return next((h.y for h in shape.heads if h.head.atom == atom), (shape.high + shape.low) / 2)


def _draw(system: System, spanner: Spanner, run: Run, *, echo: bool) -> None:
    pen, staff = system.pen, run.staff - 1
    kind = spanner.get("line-type", "wavy" if spanner.kind == "glissando" else "solid")
    if kind == "wavy":
        count = wave_count(hypot(run.x1 - run.x0, run.y1 - run.y0), WAVELENGTH)
        outline = wave(run.x0, run.y0, run.x1, run.y1, count=count, height=HEIGHT)
        pen.polygon(Ink.GLISSANDO, staff, outline, atom=spanner.atom, echo=echo)
        return
    pen.line(
        Ink.GLISSANDO, staff, run.x0, run.y0, run.x1, run.y1, LINE, atom=spanner.atom, echo=echo,
        dash=DASHES.get(kind, ()),
    )  # fmt: skip


def _raise_skylines(system: System, run: Run) -> None:
    """The line as steps of about a space, on both sides of its staff."""
    ups, downs = system.ups[run.staff - 1], system.downs[run.staff - 1]
    steps = max(2, int(run.x1 - run.x0))
    half = (HEIGHT + 0.3) / 2
    for k in range(steps):
        xa, xb = (run.x0 + (run.x1 - run.x0) * way / steps for way in (k, k + 1))
        ya, yb = run.at(k / steps), run.at((k + 1) / steps)
        ups.add(xa, xb, max(ya, yb) + half)
        downs.add(xa, xb, min(ya, yb) - half)


def _words(system: System, spanner: Spanner, run: Run, faces: Faces, points: float, space: float) -> None:
    """“gliss.” over the middle of the line, above the staff."""
    width = faces.text_width(spanner.text, Face.ITALIC, points) * 100 / space
    x = min(max((run.x0 + run.x1) / 2 - width / 2, 0.0), system.width - width)
    skyline = system.ups[run.staff - 1]
    box = faces.text_box(spanner.text, Face.ITALIC, points)
    y = max(skyline.reach(x, x + width), system.staff_edge(run.staff)) + OFF_TEXT - box.y0 * 100 / space
    system.pen.text(
        Ink.TECHNIQUE, run.staff - 1, x, y, spanner.text, points, Face.ITALIC, atom=spanner.atom, echo=True
    )
    skyline.add(x, x + width, y + box.y1 * 100 / space)
