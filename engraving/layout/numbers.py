"""Bar numbers, ranges under multi-rests, and timing marks against picture (E59, R20–R22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.click_type import click_line
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.layout.type_run import TypeLine
from engraving.score import BarKind, Direction, Part, Picture, PrintedClick
from engraving.timing.clock import format_clock
from engraving.typefaces import Face, Faces

CLEAR = 0.4
BESIDE_TYPE = 1.0  # "62 dim." reads as one marking
HIGHEST = 3.2  # under the bottom line
LOWEST = 7.0
SLIDE = 0.25
BESIDE_HEAD = 3.5  # a number nearer to a head than this is read with it unless it stands under it
HEAD_HALF = 0.5
ABOVE = 3.0
ROW_RISE = 3.0
TIMING_PAD = 0.5  # over what stands under a timing mark,
TIMING_SIDE = 0.4  # and beside it
TIMING_APART = 1.0


class _Number(NamedTuple):
    text: str
    x: float
    width: float
    room: float  # how far it may slide to either side
    ink: Ink


class NumberSetter:
    """Sets the bar-number row and the timing row of one system."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.style = style
        self.faces = faces
        self.spaces = 100 / style.space
        self.size = style.points(style.sizes.bar_number)
        self.face = Face.ROMAN
        box = faces.text_box("0123456789", self.face, self.size)
        self.high, self.low = box.y1 * self.spaces, box.y0 * self.spaces
        self._starts = {bar.start: bar.index for bar in part.bars}
        figures = any(d.segments and d.segments[0].kind == "figured-bass" for d in part.music.directions)
        self.sings = figures or any(event.lyrics for event in part.music.events)

    @property
    def above(self) -> bool:
        """Over the top staff, with lyrics or figures under it or at system starts; set before words and tempo."""
        return self.sings or self.style.numbers.bars == "system-start"

    def bars(self, system: System) -> None:
        """Numbers of every bar or at the system's start, ranges under multi-rests."""
        numbers = self._numbers(system)
        if not numbers:
            return
        if self.above:
            self._over(system, numbers)
            return
        staff = system.staff_count - 1
        edge = system.staff_edge(staff + 1)
        under = self._under(system, staff, edge)
        row = self._row(under, edge, numbers)
        places = [self._settle(under, number, row) for number in numbers]
        lowest = min(y for _, y in places)
        if 0.0 < row - lowest < 1.0:  # a step so small reads as a slip: all go down together
            places = [self._settle(under, number, lowest) for number in numbers]
        for number, (x, y) in zip(numbers, places, strict=True):
            self._print(system, staff, number, x, y)
            system.downs[staff].add(x, x + number.width, y + self.low)

    def _numbers(self, system: System) -> list[_Number]:
        every = self.style.numbers.bars == "every-bar-below"
        result = []
        for k, (cell, (_, free, line_x)) in enumerate(zip(system.cells, system.cell_x, strict=True)):
            first, last = cell.bars[0], cell.bars[-1]
            if cell.multi_rest is not None and cell.multi_rest.count > 1:
                if not self.style.numbers.rest_ranges:
                    continue
                counted = [b for b in cell.bars if b.number and b.kind not in (BarKind.PICKUP, BarKind.SPLIT)]
                if not counted:
                    continue
                text = f"{counted[0].number}–{counted[-1].number}" if len(counted) > 1 else counted[0].number
                ink = Ink.REST_RANGE
            else:
                if first.kind in (BarKind.PICKUP, BarKind.SPLIT) or not first.number or first is not last:
                    continue
                if not every and (k or self.style.numbers.bars == "none"):
                    continue
                if cell.first == 0 and not self.style.numbers.first_bar:
                    continue
                text, ink = first.number, Ink.BAR_NUMBER
            width = self.faces.text_width(text, self.face, self.size) * self.spaces
            centre = (free + line_x) / 2
            if not every and ink is Ink.BAR_NUMBER:
                centre = width / 2
            result.append(_Number(text, centre - width / 2, width, SLIDE * (line_x - free), ink))
        return result

    def _under(self, system: System, staff: int, edge: float) -> Callable[[float, float], float]:
        """The highest baseline of a number from x0 to x1: clear of everything, not over a head or beside type."""
        skyline, high = system.downs[staff], self.high
        lowest = -edge - HIGHEST + high
        beside = [(x0 - BESIDE_TYPE, x1 + BESIDE_TYPE, y0 - CLEAR) for x0, x1, y0, _ in system.type_below]
        if skyline.extreme() < lowest:
            for shape in system.shapes:
                for ink in shape.heads:
                    foot = ink.y - HEAD_HALF * ink.scale
                    if ink.head.staff == staff + 1 and foot < lowest:
                        beside.append((shape.x + ink.dx - BESIDE_HEAD, shape.x + ink.x1 + BESIDE_HEAD, foot))

        def under(x0: float, x1: float) -> float:
            clear = skyline.reach(x0 - CLEAR, x1 + CLEAR) - CLEAR
            return min([clear, *(foot for left, right, foot in beside if left < x1 and x0 < right)]) - high

        return under

    @staticmethod
    def _row(under: Callable[[float, float], float], edge: float, numbers: Sequence[_Number]) -> float:
        """The highest baseline at which 80 % of the numbers clear everything."""
        need = sorted((under(n.x, n.x + n.width) for n in numbers), reverse=True)
        index = max(0, -(-len(need) * 4 // 5) - 1)
        return max(min(need[index], -edge - HIGHEST), -edge - LOWEST)

    @staticmethod
    def _settle(under: Callable[[float, float], float], number: _Number, row: float) -> tuple[float, float]:
        """Where it stands clear on the row; else slid aside; else sunk alone."""

        def clear(x: float) -> bool:
            return under(x, x + number.width) >= row - 1e-6

        if clear(number.x):
            return number.x, row
        for step in range(1, 9):
            for sign in (1, -1):
                x = number.x + sign * number.room * step / 8
                if clear(x):
                    return x, row
        x = number.x
        return x, min(row, under(x, x + number.width))

    def _over(self, system: System, numbers: Sequence[_Number]) -> None:
        """Above the top staff: with lyrics, or at system starts."""
        skyline = system.ups[0]
        high = [skyline.reach(n.x, n.x + n.width) + CLEAR - self.low for n in numbers if n.ink is Ink.BAR_NUMBER]
        row = max([ABOVE, *(y for y in high if y <= min(high) + ROW_RISE)])
        for number in numbers:
            if number.ink is Ink.REST_RANGE:
                down = system.downs[system.staff_count - 1]
                y = min(-2.0 - 1.2 - self.high, down.reach(number.x, number.x + number.width) - CLEAR - self.high)
                self._print(system, system.staff_count - 1, number, number.x, y)
                down.add(number.x, number.x + number.width, y + self.low)
                continue
            y = max(row, skyline.reach(number.x, number.x + number.width) + CLEAR - self.low)
            self._print(system, 0, number, number.x, y)
            skyline.add(number.x, number.x + number.width, y + self.high)

    def _print(self, system: System, staff: int, number: _Number, x: float, y: float) -> None:
        system.pen.text(number.ink, staff, x, y, number.text, self.size, self.face)

    def timing(self, system: System, directions: Sequence[Direction], lefts: Mapping[int, float]) -> None:
        """Elapsed clock by style, over what stands at ``lefts``; beside it free clicks and new ones (R61)."""
        if self.style.timing.marks == "none":
            return
        size = self.style.points(self.style.sizes.timing)
        placed: list[tuple[float, float, str]] = []
        for tick, text in self._clock(system, directions):
            width = self.faces.text_width(text, Face.ITALIC, size) * self.spaces
            x = 0.0 if tick == system.start else lefts.get(tick, system.x_at(tick) - 0.5)
            if placed and x < placed[-1][0] + placed[-1][1] + 1.0:
                continue
            placed.append((x, width, text))
        for x, width, text in placed:
            y = self._over_all(system, x, x + width)
            system.pen.text(Ink.TIMING, 0, x, y, text, size, Face.ITALIC)
            system.ups[0].add(x, x + width, y + 1.3)
        if self.part.picture is not None:
            at_start = placed[0][1] + TIMING_APART if placed and not placed[0][0] else 0.0
            self._clicks(system, self.part.picture, lefts, at_start)

    @staticmethod
    def _over_all(system: System, x0: float, x1: float) -> float:
        """The baseline of timing that stands over everything there is."""
        under = system.ups[0].reach(x0 - TIMING_SIDE, x1 + TIMING_SIDE)
        return max(under + TIMING_PAD, system.staff_edge(1) + 1.2)

    def _clock(self, system: System, directions: Sequence[Direction]) -> Iterator[tuple[int, str]]:
        """Ticks of bars and their times; with a cue file none over multi-rests (R59)."""
        marks, picture, seconds = self.style.timing.marks, self.part.picture, self.part.bar_seconds
        ticks = {system.start}
        if marks == "every-bar":
            ticks.update(cell.start for cell in system.cells)
        elif marks == "system-start+rehearsal":
            ticks.update(d.tick for d in directions if any(s.kind == "rehearsal" for s in d.segments))
        if picture is not None or marks == "every-bar":
            ticks -= {cell.start for cell in system.cells if cell.multi_rest is not None}
        for tick in sorted(ticks):
            index = self._starts.get(tick)
            if index is None or index >= len(seconds) or seconds[index] < 0:
                continue
            yield tick, format_clock(seconds[index]) if picture is None else picture.bars[index].elapsed

    def _clicks(self, system: System, picture: Picture, lefts: Mapping[int, float], at_start: float) -> None:
        """Free clicks before the first bar, then every new click at its beat; at the line's start from there on."""
        size = self.style.points(self.style.sizes.timing)
        lines: list[tuple[float, TypeLine, int]] = []
        if picture.lead_in and system.cells[0].first == 0:
            words = PrintedClick(0, Fraction(system.start), picture.lead_in)
            lead_in = click_line(words, size, self.style.space, self.faces)
            lines.append((at_start, lead_in, 0))
            at_start += lead_in.width + 2 * TIMING_APART
        for click in picture.clicks:
            if system.start <= click.tick < system.end:
                line = click_line(click, size, self.style.space, self.faces)
                x = at_start if click.tick == system.start else self._beat_x(system, click.tick, lefts)
                lines.append((min(x, system.room - line.right), line, click.atom))
        for x, line, atom in lines:
            y = self._over_all(system, x, x + line.right)
            line.draw(system.pen, 0, x, y - line.low, atom)
            system.ups[0].add(x, x + line.right, y - line.low + line.high)

    @staticmethod
    def _beat_x(system: System, tick: Fraction, lefts: Mapping[int, float]) -> float:
        if tick.denominator == 1 and int(tick) in lefts:
            return lefts[int(tick)]
        return system.x_between(tick) - 0.5
