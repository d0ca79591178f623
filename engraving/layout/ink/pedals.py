"""Pedal marks under the lowest staff: signs, lines with hooks and notches, lines that break off and go on (E38)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.ink.extenders import PAD, Stretch, stretch_of
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Spanner
from engraving.typefaces import smufl as g

NOTCH = 0.9
HOOK = 1.0
_SIGNS = {
    (False, False): g.KEYBOARD_PEDAL_PED, (False, True): g.KEYBOARD_PEDAL_P,
    (True, False): g.KEYBOARD_PEDAL_SOST, (True, True): g.KEYBOARD_PEDAL_S,
}  # fmt: skip


def draw_pedals(system: System, spanners: Sequence[Spanner]) -> None:
    """All pedal marks of a system on one baseline."""
    staff = system.staff_count
    found = [(s, run) for s in spanners if (run := stretch_of(system, s, staff, to_head_end=False)) is not None]
    if not found:
        return
    skyline = system.downs[staff - 1]
    near = min(skyline.reach(run.x0, run.x1 + 1.0) for _, run in found)
    y = min(near - PAD - 1.8, -5.5)
    notches = _taken_again([spanner for spanner, _ in found])
    for spanner, run in found:
        _Pedal(system, spanner, run, y, notches).draw()
        skyline.add(run.x0, run.x1 + 1.0, y - 0.3)


def _taken_again(spanners: Sequence[Spanner]) -> frozenset[int]:
    """Ticks at which one line is left and another taken: one notch, as for a change within a line."""
    lined = [s for s in spanners if s.get("line") == "yes"]
    taken = {(s.start.tick, s.get("type")) for s in lined if s.start is not None and s.get("sign") != "yes"}
    return frozenset(s.stop.tick for s in lined if s.stop is not None and (s.stop.tick, s.get("type")) in taken)


class _Pedal:
    """One mark in one system; at the ticks of ``notches`` its line meets another's."""

    def __init__(self, system: System, spanner: Spanner, run: Stretch, y: float, notches: frozenset[int]) -> None:
        self.system = system
        self.spanner = spanner
        self.run = run
        self.y = y
        self.taken_again = spanner.start is not None and run.begins and spanner.start.tick in notches
        self.left_again = spanner.stop is not None and run.ends and spanner.stop.tick in notches
        self.staff = system.staff_count - 1
        self.echo = not run.begins
        turns = [(tick, phase) for tick, phase in spanner.turns if system.start <= tick < system.end]
        self.turns = [(system.x_between(tick), phase) for tick, phase in turns]

    def draw(self) -> None:
        """Sign, line or both."""
        spanner, run = self.spanner, self.run
        lined = spanner.get("line") == "yes"
        signed = spanner.get("sign") == "yes" or not lined
        x = run.x0
        if run.begins and signed:
            x = self._press(x)
        end = max(run.x1 - 0.4, x + 0.5)
        if lined:
            self._lines(x, end, hooked=run.begins and not signed)
            return
        for at, phase in self.turns:
            if phase == "change":  # up and down again at once: a new Ped. says both where there is little room
                if at - 0.3 - self.system.pen.advance(g.KEYBOARD_PEDAL_UP) >= x:
                    self._release(at - 0.3)
                x = self._press(max(at, x))
        if run.ends and spanner.stop is not None:
            self._release(max(run.x1 - 0.6, x + self.system.pen.advance(g.KEYBOARD_PEDAL_UP)))

    def _press(self, x: float) -> float:
        """Ped. at ``x``; where it ends."""
        code = _SIGNS[self.spanner.get("type") == "sostenuto", self.spanner.get("abbreviated") == "yes"]
        self.system.pen.glyph(Ink.PEDAL, self.staff, x, self.y, code, atom=self.spanner.atom, echo=self.echo)
        self.echo = True
        return x + self.system.pen.advance(code) + 0.2

    def _release(self, right: float) -> None:
        """The star, its right edge at ``right``."""
        code = g.KEYBOARD_PEDAL_UP
        x = right - self.system.pen.advance(code)
        self.system.pen.glyph(Ink.PEDAL, self.staff, x, self.y, code, atom=self.spanner.atom, echo=self.echo)
        self.echo = True

    def _lines(self, x: float, end: float, *, hooked: bool) -> None:
        """The line from ``x`` to ``end``: hooks at its ends, a notch at each change, gaps where it is left out."""
        y, half = self.y, self.system.pen.thickness.pedal_line / 2
        if hooked and self.taken_again:
            self._stroke(x, y + NOTCH, x + 0.5, y)
            x += 0.5
        elif hooked:
            self._stroke(x + half, y + HOOK, x + half, y)
        shown = True
        for at, phase in self.turns:
            if phase == "change" and shown:
                self._stroke(x, y, at - 0.5, y)
                self._stroke(at - 0.5, y, at, y + NOTCH)
                self._stroke(at, y + NOTCH, at + 0.5, y)
                x = at + 0.5
            elif phase == "discontinue" and shown:
                self._stroke(x, y, max(at, x + 0.5), y)
                shown = False
            elif phase == "resume":
                x, shown = at, True
        if self.left_again and shown:
            end = self.run.x1
            self._stroke(x, y, end - 0.5, y)
            self._stroke(end - 0.5, y, end, y + NOTCH)
            return
        if shown:
            self._stroke(x, y, end, y)
        if self.run.ends and shown:
            self._stroke(end, y - half, end, y + HOOK)

    def _stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        pen = self.system.pen
        thick = pen.thickness.pedal_line
        pen.line(Ink.PEDAL, self.staff, x0, y0, x1, y1, thick, atom=self.spanner.atom, echo=self.echo)
        self.echo = True
