"""Streamers and punches over a system: a line with its lead time that ends on its moment, a circle for a flash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Picture, PrintedStreamer
from engraving.score.picture import Clock
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

LINE = 0.18
START = 0.9  # half the stroke where a streamer begins
ARROW, ARROW_HALF = 1.3, 0.5
CIRCLE = 1.7  # scale of a punch
OFF_CIRCLE = 0.2
FLUTTER = 3  # circles
FLUTTER_APART = 0.3
BESIDE = 0.6  # between a line and its type
ROW = 0.9  # between rows
ROW_SIDE = 1.5  # between what stands on one row


class _Signal(NamedTuple):
    """What stands on one row from ``left`` to ``right``: a line, a circle or both, with type beside or under it."""

    left: float
    right: float
    streamer: tuple[PrintedStreamer, float, float, bool, bool] | None  # from, to, begins here, ends here
    punch: tuple[int, float, int] | None  # atom, middle, circles
    text: str
    text_atom: int
    text_x: float
    under: bool
    echo: bool


class Signals:
    """Draws the streamers and punches of a picture; ``clock`` is the time that those from before the music tell."""

    def __init__(self, picture: Picture, clock: Clock, size: float, space: float, faces: Faces) -> None:
        self.picture = picture
        self.clock = clock
        self.size = size
        self.faces = faces
        self.spaces = 100 / space
        box = faces.box(g.STRINGS_HARMONIC)
        self.radius = (box.x1 - box.x0) / 2 * CIRCLE
        self._centre = (box.x0 + box.x1) / 2 * CIRCLE, (box.y0 + box.y1) / 2 * CIRCLE
        letters = faces.text_box("gls", Face.ROMAN, size)
        self.type_low, self.type_high = letters.y0 * self.spaces, letters.y1 * self.spaces

    def draw(self, system: System, base: float) -> float:
        """All of a system in rows over ``base``; returns the height they reach."""
        rows: list[float] = []
        signals = sorted((*self._streamers(system), *self._punches(system)), key=lambda signal: signal.left)
        places: list[list[_Signal]] = []
        for signal in signals:
            row = next((k for k, end in enumerate(rows) if end + ROW_SIDE <= signal.left), len(rows))
            rows[row : row + 1] = [signal.right]
            places[row : row + 1] = [[*(places[row] if row < len(places) else ()), signal]]
        half = max(self.radius, START, (self.type_high - self.type_low) / 2)
        for row_of in places:
            under = self.type_high - self.type_low + BESIDE if any(signal.under for signal in row_of) else 0.0
            for signal in row_of:
                self._draw(system, signal, base + under + half)
            base += under + 2 * half + ROW
        return base - ROW if places else base

    def _streamers(self, system: System) -> list[_Signal]:
        found = []
        for streamer in self.picture.streamers:
            ends = system.start <= streamer.end < system.end or (streamer.end >= system.end and system.is_last)
            begins = system.start <= streamer.start < system.end
            if not (ends or begins or streamer.start < system.start < system.end <= streamer.end):
                continue
            x0 = system.x_between(streamer.start) if begins and streamer.before is None else 0.0
            x1 = system.x_between(streamer.end) if ends else system.barlines[-1][0]
            flash = next((p for p in self.picture.punches if ends and p.tick == streamer.end), None)
            punch = (flash.atom, x1, FLUTTER if flash.flutter else 1) if flash is not None else None
            text = streamer.told(self.clock) + (f", {flash.text}" if flash is not None and flash.text else "")
            right = x1 if punch is None else self._circles_end(x1, punch[2])
            found.append(
                self._signal(system, x0, right, text, streamer.atom, (streamer, x0, x1, begins, ends), punch)
            )
        return found

    def _punches(self, system: System) -> list[_Signal]:
        """Those that no streamer ends in."""
        ended = {streamer.end for streamer in self.picture.streamers}
        found = []
        for flash in self.picture.punches:
            here = system.start <= flash.tick < system.end or (flash.tick >= system.end and system.is_last)
            if here and flash.tick not in ended:
                x = system.x_between(flash.tick)
                punch = (flash.atom, x, FLUTTER if flash.flutter else 1)
                right = self._circles_end(x, punch[2])
                found.append(self._signal(system, x - self.radius, right, flash.text, flash.atom, None, punch))
        return found

    def _signal(
        self,
        system: System,
        left: float,
        right: float,
        text: str,
        atom: int,
        streamer: tuple[PrintedStreamer, float, float, bool, bool] | None,
        punch: tuple[int, float, int] | None,
    ) -> _Signal:
        width = self.faces.text_width(text, Face.ROMAN, self.size) * self.spaces
        x, under = right + BESIDE, False
        if x + width > system.room:
            x = left - BESIDE - width
            if x < 0.0:
                x, under = max(0.0, min(left, system.room - width)), True
        if not text:
            x = left
        echo = streamer is not None and not streamer[3]
        return _Signal(min(left, x), max(right, x + width), streamer, punch, text, atom, x, under, echo)

    def _circles_end(self, x: float, count: int) -> float:
        return x + self.radius + (count - 1) * (2 * self.radius + FLUTTER_APART)

    def _draw(self, system: System, signal: _Signal, y: float) -> None:
        """One signal, its line at ``y``."""
        pen = system.pen
        if signal.streamer is not None:
            streamer, x0, x1, begins, ends = signal.streamer
            stop = x1
            if signal.punch is not None:
                stop -= self.radius + OFF_CIRCLE
            elif ends:
                stop -= ARROW / 2
            if begins and streamer.before is None:
                pen.line(Ink.STREAMER, 0, x0, y - START, x0, y + START, LINE, atom=streamer.atom)
            pen.line(Ink.STREAMER, 0, x0, y, max(stop, x0), y, LINE, atom=streamer.atom, echo=signal.echo)
            if ends and signal.punch is None:
                head: Sequence[float] = (x1, y, x1 - ARROW, y + ARROW_HALF, x1 - ARROW, y - ARROW_HALF)
                pen.polygon(Ink.STREAMER, 0, head, atom=streamer.atom, echo=signal.echo)
        if signal.text:
            at = y - (self.type_high + self.type_low) / 2
            if signal.under:
                at = y - max(self.radius, START) - BESIDE - self.type_high
            pen.text(
                Ink.STREAMER, 0, signal.text_x, at, signal.text, self.size, Face.ROMAN, atom=signal.text_atom,
                echo=signal.echo,
            )  # fmt: skip
        if signal.punch is not None:
            atom, x, count = signal.punch
            for k in range(count):
                middle = x + k * (2 * self.radius + FLUTTER_APART)
                dx, dy = self._centre
                pen.glyph(
                    Ink.STREAMER, 0, middle - dx, y - dy, g.STRINGS_HARMONIC, scale=CIRCLE, atom=atom, echo=k > 0
                )
