"""Lines that run along the staff: octave lines, dashes, voltas (E38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.page import Ink
from engraving.layout.pen import LINE
from engraving.layout.rows.hairpins import dashes_along
from engraving.layout.system import System
from engraving.notation.barlines import volta_text
from engraving.score import Ending, Spanner
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

PAD = 0.5
HOOK = 0.9
SHORTEST_OCTAVE = 0.9  # what is seen of an octave line beside its sign
_OCTAVES = {
    ("8", True): (g.OTTAVA_ALTA, "8va"),
    ("8", False): (g.OTTAVA_BASSA_VB, "8vb"),
    ("15", True): (g.QUINDICESIMA_ALTA, "15ma"),
    ("15", False): (g.QUINDICESIMA_BASSA_MB, "15mb"),
    ("22", True): (g.VENTIDUESIMA_ALTA, "22ma"),
    ("22", False): (g.VENTIDUESIMA_BASSA_MB, "22mb"),
}


class Stretch(NamedTuple):
    """Where a line runs in a system, and whether it begins and ends there."""

    x0: float
    x1: float
    begins: bool
    ends: bool


def stretch_of(system: System, spanner: Spanner, staff: int, *, to_head_end: bool = True) -> Stretch | None:
    """The part of a line that falls into the system; None when none does.

    A line ends at the right edge of the last note that starts before its stop tick.
    """
    start = spanner.start.tick if spanner.start is not None else system.start
    stop = spanner.stop.tick if spanner.stop is not None else system.end
    if start >= system.end or stop < system.start or (stop == system.start and start < stop):
        return None
    begins, ends = start >= system.start, stop <= system.end
    x0 = system.x_between(start) if begins else system.prefix.width + 0.8
    if not ends:
        return Stretch(x0, system.barlines[-1][0] - 0.3, begins, ends)
    x1 = system.x_between(stop)
    if to_head_end:
        within = [
            s
            for s in system.shapes
            if s.staff == staff and s.heads and (s.event.tick < stop or s.event.tick == start) and s.event.tick >= start
        ]
        if within:
            last = max(within, key=lambda s: s.x)
            x1 = last.x + max(h.x1 for h in last.heads)
        else:
            x1 -= 1.0
    return Stretch(x0, max(x1, x0 + 1.0), begins, ends)


class ExtenderSetter:
    """Draws the lines of one system."""

    def __init__(self, system: System, style: Style, faces: Faces) -> None:
        self.system = system
        self.style = style
        self.faces = faces
        self.spaces = 100 / style.space

    def octaves(self, spanners: Sequence[Spanner]) -> None:
        """8va and its kin: text at the first head, dashes, a hook at the last head (E38)."""
        for spanner in spanners:
            staff = staff_of(spanner)
            run = stretch_of(self.system, spanner, staff)
            if run is None:
                continue
            above = spanner.get("type", "down") != "up"
            code, _ = _OCTAVES.get((spanner.get("size", "8"), above), _OCTAVES["8", above])
            codes = [code] if run.begins else [g.OCTAVE_PARENS_LEFT, code, g.OCTAVE_PARENS_RIGHT]
            width = sum(self.faces.advance(c) for c in codes)
            x1 = run.x1 + 0.3
            skyline = (self.system.ups if above else self.system.downs)[staff - 1]
            sign, thick = 1.0 if above else -1.0, self.system.pen.thickness.octave_line
            box = self.faces.box(code)
            height = box.y1 - box.y0
            near = skyline.reach(run.x0, max(x1, run.x0 + width))
            base = max(near, 2.5) + PAD if above else min(near, -2.5) - PAD - height
            x = min(run.x0, self.system.width - width)
            for k, c in enumerate(codes):
                self.system.pen.glyph(
                    Ink.OCTAVE,
                    staff - 1,
                    x,
                    base - box.y0,
                    c,
                    atom=spanner.atom,
                    echo=k > 0 or not run.begins,
                )
                x += self.faces.advance(c)
            y = base + height - 0.1 if above else base + 0.1
            if run.ends and x + SHORTEST_OCTAVE < self._next_column(run.x1) - 0.5:
                x1 = max(x1, x + SHORTEST_OCTAVE)  # past its sign, which may be wider than the last head
            if x1 > x + 0.6:
                self.system.pen.line(
                    Ink.OCTAVE,
                    staff - 1,
                    x + 0.3,
                    y,
                    x1,
                    y,
                    thick,
                    atom=spanner.atom,
                    echo=True,
                    dash=(0.6, 0.5),
                )
            if run.ends and x1 > x + 0.6:
                end = x1
                self.system.pen.line(
                    Ink.OCTAVE,
                    staff - 1,
                    end,
                    y + sign * thick / 2,
                    end,
                    y - sign * HOOK,
                    thick,
                    atom=spanner.atom,
                    echo=True,
                )
            skyline.add(run.x0, max(x1, x), base + height if above else base)

    def _next_column(self, x: float) -> float:
        """Where the ink of what follows a place begins."""
        return min((c.x + c.left for c in self.system.columns if c.x > x), default=self.system.width)

    def dashes(
        self,
        spanners: Sequence[Spanner],
        heights: Mapping[int, tuple[float, float, int]],
        taken: Sequence[tuple[float, float, float, float]] = (),
    ) -> None:
        """Dashes after words (rit., cresc.), at their height; ``heights`` maps a direction's atom to
        (right end, middle height, staff from 0) of its words in this system. They stop before what
        is ``taken`` on their way (x0, x1, y0, y1)."""
        for spanner in spanners:
            staff = max(staff_of(spanner), 1)
            run = stretch_of(self.system, spanner, staff, to_head_end=False)
            if run is None:
                continue
            words = int(spanner.get("direction", "0") or 0)
            if words in heights:
                staff = heights[words][2] + 1
            above = spanner.placement != "below"
            skyline = (self.system.ups if above else self.system.downs)[staff - 1]
            x0, x1 = run.x0, run.x1 - 0.6
            if run.ends and spanner.stop is not None:
                x1 = line_before(self.system, spanner.stop.tick, x1)
            if run.begins and words in heights:
                right, y, _ = heights[words]
                x0 = max(x0, right + 0.5)
            else:
                near = skyline.reach(x0, max(x1, x0 + 1))
                y = max(near + 1.2, 3.5) if above else min(near - 1.2, -4.5)
                if above and taken:  # on the row that what follows stands on
                    y = max(y, min(low for _, _, low, _ in taken) + 0.5)
            for left, _, low, high in taken:
                if x0 < left < x1 + 0.6 and low - 0.3 < y < high + 0.3:
                    x1 = left - 0.6
            if x1 - x0 < 1.0:
                x1 = x0 + (1.0 if not taken else 0.8)
            x1 = min(x1, self.system.width)
            x0 = min(x0, x1 - 0.8)
            clear = skyline.reach(x0, x1)
            if above and y < clear + 0.3 and not (run.begins and words in heights):
                y = clear + 0.6
            self.system.pen.line(
                Ink.DASHES,
                staff - 1,
                x0,
                y,
                x1,
                y,
                LINE,
                atom=spanner.atom,
                echo=not run.begins,
                dash=dashes_along(x1 - x0),
            )
            skyline.add(x0, x1, y + (0.2 if above else -0.2))

    def _shows(self, ending: Ending) -> bool:
        return ending.last >= self.system.cells[0].first and ending.first <= self.system.cells[-1].last

    def _volta_span(self, ending: Ending) -> tuple[float, float]:
        """From where to where a volta runs in this system."""
        system = self.system
        x0, x1 = system.prefix.width, system.barlines[-1][0]
        for (start, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
            if cell.first <= ending.first <= cell.last:
                x0 = start + 0.2
            if cell.first <= ending.last <= cell.last:
                x1 = line_x
        return x0, x1

    def _volta_need(self, ending: Ending) -> float:
        return max(self.system.ups[0].reach(*self._volta_span(ending)) + PAD, 3.0) + 2.0

    def voltas(self, endings: Sequence[Ending]) -> None:
        """Volta brackets over the top staff, their text inside the left hook."""
        system = self.system
        size = self.style.points(self.style.sizes.technique)
        pen, thick = system.pen, system.pen.thickness.volta
        row = max((self._volta_need(ending) for ending in endings if self._shows(ending)), default=0.0)
        for ending in endings:
            if ending.last < system.cells[0].first or ending.first > system.cells[-1].last:
                continue
            begins = ending.first >= system.cells[0].first
            ends = ending.last <= system.cells[-1].last
            x0, x1 = self._volta_span(ending)
            y = row
            pen.line(Ink.VOLTA, 0, x0, y, x1, y, thick, atom=ending.atom, echo=not begins)
            if begins:
                left = x0 + thick / 2
                pen.line(Ink.VOLTA, 0, left, y, left, y - 2.0, thick, atom=ending.atom, echo=True)
                text = volta_text(ending)
                pen.text(Ink.VOLTA, 0, x0 + 0.6, y - 1.7, text, size, Face.ROMAN, atom=ending.atom, echo=True)
            if ends and ending.closed:
                right = x1 - thick / 2
                pen.line(Ink.VOLTA, 0, right, y, right, y - 2.0, thick, atom=ending.atom, echo=True)
            system.ups[0].add(x0, x1, y + thick)


def line_before(system: System, tick: int, x: float) -> float:
    """A line ending with its bar stops before the barline."""
    for (_, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.end == tick:
            return min(x, line_x - 0.5)
    return x


def dashed_to(system: System, dashes: Sequence[Spanner]) -> dict[int, float]:
    """Where the dashes after a direction's words end in this system, by the direction's atom."""
    result = {}
    for spanner in dashes:
        run = stretch_of(system, spanner, 1, to_head_end=False)
        if run is not None and run.begins:
            result[int(spanner.get("direction", "0") or 0)] = run.x1
    return result


def staff_of(spanner: Spanner) -> int:
    """The staff a line begins on."""
    anchor = spanner.start if spanner.start is not None else spanner.stop
    return anchor.staff if anchor is not None else 1
