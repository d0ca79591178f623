"""Clicks as lines of type: a new click with its tempo, free clicks before bar one, clicks that warn of one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.lettering.metronome_marks import MetronomeMark
from engraving.layout.lettering.type_run import Run, TypeLine
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Picture, PrintedClick, PrintedWarning
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

APART = 0.7
CROSS = 1.8  # a cross beside the notes of a metronome mark
CROSSES_APART = 0.35
NUMBERS_APART = 0.8  # of crosses side by side, so that their numbers are not read as one
GROUPS_APART = 1.2  # between bars of free clicks
MOST_CROSSES = 16
OVER_CROSS = 0.35  # between a cross and its number
BEFORE_BAR = 0.5  # between the last cross and the barline, where the music waits


class PlacedLine(NamedTuple):
    """A line and the x of its origin; ``echo`` where the line before has begun it."""

    x: float
    line: TypeLine
    atom: int
    echo: bool = False

    @property
    def left(self) -> float:
        """Where its ink begins."""
        return self.x + self.line.left

    @property
    def right(self) -> float:
        """Where its ink ends."""
        return self.x + self.line.right


class ClickType:
    """Sets the clicks of one part or score in type of ``size`` pt."""

    def __init__(self, size: float, style: Style, faces: Faces) -> None:
        self.size = size
        self.spaces = 100 / style.space
        self.faces = faces
        self.cross = size * self.spaces / 4 * CROSS

    def click(self, click: PrintedClick) -> TypeLine:
        """Its frame click or words, and its tempo as a metronome mark."""
        run = Run(self.faces, self.spaces)
        if click.text:
            run.text(click.text, Face.BOLD, self.size, Ink.CLICK)
        if click.tempo:
            run.x += APART if click.text else 0.0
            MetronomeMark(run, self.size, self.size * self.spaces / 4).set(click.tempo, parentheses=False, arrows=False)
        run.pieces = [replace(piece, ink=Ink.CLICK) for piece in run.pieces]
        return run.line(0.0)

    def lead_in(self, picture: Picture, since: str = "") -> TypeLine:
        """Free clicks before bar one: how many, ``since`` when, and a cross for each, bar by bar."""
        run = Run(self.faces, self.spaces)
        run.text(f"{picture.lead_in} from {since}" if since else picture.lead_in, Face.BOLD, self.size, Ink.CLICK)
        if sum(picture.lead_in_beats) <= MOST_CROSSES:
            for beats in picture.lead_in_beats:
                run.x += GROUPS_APART - CROSSES_APART
                for _ in range(beats):
                    run.x += CROSSES_APART
                    run.glyph(g.NOTEHEAD_X_BLACK, self.cross, Ink.CLICK, y=self._middle)
        return run.line(0.0)

    def warnings(self, system: System, picture: Picture) -> Iterator[PlacedLine]:
        """The warning clicks that fall into a system: numbered crosses, each where the music is when it is heard."""
        for warning in picture.warnings:
            placed = zip(warning.clicks, warning.waits, strict=True)
            here = [(n, tick) for n, (tick, waits) in enumerate(placed, 1) if _falls_in(tick, waits, system)]
            if here:
                xs = self._crosses(system, warning, [tick for _, tick in here])
                run = Run(self.faces, self.spaces)
                for (number, _), x in zip(here, xs, strict=True):
                    run.x = x - xs[0]
                    self._numbered(run, number)
                yield PlacedLine(xs[0], run.line(0.0), warning.atom, echo=here[0][0] > 1)

    def _numbered(self, run: Run, number: int) -> None:
        left, wide = run.x, self.faces.advance(g.NOTEHEAD_X_BLACK) * self.cross
        run.glyph(g.NOTEHEAD_X_BLACK, self.cross, Ink.CLICK, y=self._middle)
        over = self._middle + self.faces.box(g.NOTEHEAD_X_BLACK).y1 * self.cross + OVER_CROSS
        digits = str(number)
        run.x = left + (wide - self._width(digits)) / 2
        run.text(digits, Face.ROMAN, self.size, Ink.CLICK, y=over)

    def _crosses(self, system: System, warning: PrintedWarning, ticks: list[Fraction]) -> list[float]:
        """Where crosses begin: at their place, but side by side before the bar they lead to, where the music waits."""
        wide = self.faces.advance(g.NOTEHEAD_X_BLACK) * self.cross
        step = max(wide, self._width("8" * len(str(len(warning.clicks))))) + NUMBERS_APART
        end = _begins(system, warning.tick) - BEFORE_BAR
        xs: list[float] = []
        for tick in reversed(ticks):
            exact = _begins(system, tick) if tick >= system.end else system.x_between(tick)
            xs.append(max(0.0, min(exact, end - wide)))
            end = xs[-1] + wide - step
        return xs[::-1]

    def _width(self, text: str) -> float:
        return self.faces.text_width(text, Face.ROMAN, self.size) * self.spaces

    @property
    def _middle(self) -> float:
        """Half the height of a figure, where a cross stands."""
        return self.faces.text_box("0", Face.ROMAN, self.size).y1 * self.spaces / 2


def _falls_in(tick: Fraction, waits: bool, system: System) -> bool:
    """A click in the silence before a bar belongs to the line before it, one on its downbeat to its own."""
    if waits and system.cells[0].first > 0:
        return system.start < tick <= system.end
    return system.start <= tick < system.end or (waits and tick == system.end)


def _begins(system: System, tick: Fraction) -> float:
    """The x of a tick; where a bar begins, its barline."""
    if tick >= system.end:
        return system.barlines[-1][0]
    k = system.cell_at(tick)
    return system.barline_after(k - 1) if k and system.cells[k].start == tick else system.x_between(tick)
