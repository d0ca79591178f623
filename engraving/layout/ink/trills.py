"""The waves of trills: from tr to the end of the trilled note, in one line with it (E38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.layout.ink.extenders import PAD, line_before, staff_of
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.score import Spanner
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g


class WaveSetter:
    """Draws the waves of one system."""

    def __init__(
        self, system: System, faces: Faces, shapes: Mapping[int, Shape], waves: Sequence[Spanner]
    ) -> None:
        self.system = system
        self.faces = faces
        self.shapes = shapes
        self.waves = waves

    def ends(self) -> dict[int, float]:
        """How far the waves go that begin in this system, by the event they begin at."""
        return {
            wave.start.event: self._end(self._stop(wave))
            for wave in self.waves
            if wave.start is not None and self.system.start <= wave.start.tick < self.system.end
        }

    def draw(self, signs: Mapping[int, tuple[float, float]]) -> None:
        """All waves; ``signs`` are (right edge, baseline) by mark."""
        for wave in self.waves:
            self._draw(wave, staff_of(wave), signs)

    def _draw(self, spanner: Spanner, staff: int, signs: Mapping[int, tuple[float, float]]) -> None:
        system = self.system
        begin = self.shapes.get(spanner.start.event) if spanner.start is not None else None
        start, stop = self._start(spanner), self._stop(spanner)
        if start >= system.end or stop < system.start or (stop == system.start and start < stop):
            return
        begins = start >= system.start
        sign = None
        if begin is not None and begins:
            sign = next((signs[m.atom] for m in begin.event.marks if m.atom in signs), None)
        x0 = system.prefix.width + 0.6
        if sign is not None:
            x0 = sign[0] + 0.15
        elif begins:
            x0 = begin.x if begin is not None else system.x_between(start)
        x1 = self._end(stop)
        step = self.faces.advance(g.WIGGLE_TRILL)
        count = max(1, int((x1 - x0) / step))
        above = spanner.placement != "below" if sign is None else sign[1] > 0  # the wave follows its sign
        skyline = (system.ups if above else system.downs)[staff - 1]
        box = self.faces.box(g.WIGGLE_TRILL)
        near = skyline.reach(x0 + 0.3, x0 + count * step)
        y = max(near, 2.0) + PAD - box.y0 if above else min(near, -2.0) - PAD - box.y1
        if sign is not None:
            y = max(y, sign[1] + 0.4) if above else min(y, sign[1] + 0.4)
        for k in range(count):
            x = x0 + k * step
            system.pen.glyph(
                Ink.TRILL_LINE, staff - 1, x, y, g.WIGGLE_TRILL, atom=spanner.atom, echo=k > 0 or not begins
            )
        skyline.add(x0, x0 + count * step, y + (box.y1 if above else box.y0))

    def _start(self, spanner: Spanner) -> int:
        return spanner.start.tick if spanner.start is not None else self.system.start

    def _stop(self, spanner: Spanner) -> int:
        """The tick at which the last trilled note ends."""
        last = spanner.stop if spanner.stop is not None else spanner.start
        shape = self.shapes.get(last.event) if last is not None else None
        if shape is not None and shape.event.length:
            return shape.event.end
        return spanner.stop.tick if spanner.stop is not None else self._start(spanner)

    def _end(self, stop: int) -> float:
        """Where a wave ends that goes on up to a tick."""
        system = self.system
        x = system.x_at(stop) if stop < system.end else system.barlines[-1][0]
        return line_before(system, stop, x - 0.7)
