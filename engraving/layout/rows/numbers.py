"""Bar numbers, and ranges under multi-rests (E59, R20–R22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from math import inf

import msgspec
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.score import Part
from engraving.score.places import is_numbered
from engraving.typefaces import Face, Faces

CLEAR = 0.4
BESIDE_TYPE = 1.0  # "62 dim." reads as one marking
HIGHEST = 3.2  # under the bottom line
LOWEST = 7.0
SLIDE = 0.25
STEPS = 8  # in which it slides,
HARDLY = 3  # and how many leave it where it is looked for: a tenth of its bar
WORTH_SLIDING = 1.0  # so much nearer the staff
OFF_BARLINE = 0.6
BESIDE_HEAD = 3.5  # a number nearer to a head than this is read with it unless it stands under it
HEAD_HALF = 0.5
ABOVE = 3.0
ROW_RISE = 3.0


class _Number(msgspec.Struct, frozen=True, gc=False):
    text: str
    x: float
    width: float
    room: float  # how far it may slide to either side
    far: float  # and how far where it would sink alone: to the ends of its bar
    ink: Ink

    def slid(self, steps: int) -> Iterator[float]:
        """Its left edge in the middle of its bar, then farther and farther to either side."""
        yield self.x
        for step in range(1, steps + 1):
            yield self.x + self.room * step / STEPS
            yield self.x - self.room * step / STEPS

    def far_slid(self) -> Iterator[float]:
        """Its left edge nearer to the ends of its bar than it slides otherwise."""
        for step in range(1, STEPS + 1):
            aside = self.room + (self.far - self.room) * step / STEPS
            yield self.x + aside
            yield self.x - aside


class NumberSetter:
    """Sets the bar-number row of one system."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.style = style
        self.faces = faces
        self.spaces = 100 / style.space
        self.size = style.points(style.sizes.bar_number)
        self.face = Face.ROMAN
        box = faces.text_box("0123456789", self.face, self.size)
        self.high, self.low = box.y1 * self.spaces, box.y0 * self.spaces
        figures = any(d.segments and d.segments[0].kind == "figured-bass" for d in part.music.directions)
        self.sings = figures or any(event.lyrics for event in part.music.events)

    @property
    def above(self) -> bool:
        """Over the top staff, with lyrics or figures under it or at system starts; set before tempo."""
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
        middle = [under(number.x, number.x + number.width) for number in numbers]
        row = self._row(under, edge, numbers, middle)
        places = [self._settle(under, number, y, row) for number, y in zip(numbers, middle, strict=True)]
        lowest = min(y for _, y in places)
        if 0.0 < row - lowest < 1.0:  # a step so small reads as a slip: all go down together
            places = [self._settle(under, number, y, lowest) for number, y in zip(numbers, middle, strict=True)]
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
                counted = [bar for bar in cell.bars if is_numbered(bar, self.part.bars)]
                if not counted:
                    continue
                text = f"{counted[0].number}–{counted[-1].number}" if len(counted) > 1 else counted[0].number
                ink = Ink.REST_RANGE
            else:
                if not is_numbered(first, self.part.bars) or first is not last:
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
            room = SLIDE * (line_x - free)
            far = max(room, (line_x - free - width) / 2 - OFF_BARLINE)
            result.append(_Number(text, centre - width / 2, width, room, far, ink))
        return result

    def _under(self, system: System, staff: int, edge: float) -> Callable[[float, float], float]:
        """The highest baseline of a number from x0 to x1: clear of everything, not over a head or beside type."""
        skyline, high = system.downs[staff], self.high
        lowest = -edge - HIGHEST + high
        beside = [
            (x0 - BESIDE_TYPE, x1 + BESIDE_TYPE, y0 - CLEAR)
            for x0, x1, y0, _ in system.type_below
            if y0 - CLEAR < lowest  # what is higher keeps no number from its place
        ]
        if skyline.extreme() < lowest:
            for shape in system.shapes:
                for ink in shape.heads:
                    foot = ink.y - HEAD_HALF * ink.scale
                    if ink.head.staff == staff + 1 and foot < lowest:
                        beside.append((shape.x + ink.dx - BESIDE_HEAD, shape.x + ink.x1 + BESIDE_HEAD, foot))

        def under(x0: float, x1: float) -> float:
            lowest = skyline.reach(x0 - CLEAR, x1 + CLEAR) - CLEAR
            for left, right, foot in beside:
                if left < x1 and x0 < right and foot < lowest:
                    lowest = foot
            return lowest - high

        return under

    @staticmethod
    def _row(
        under: Callable[[float, float], float], edge: float, numbers: Sequence[_Number], middle: Sequence[float]
    ) -> float:
        """The highest baseline at which 80 % of the numbers clear everything, in the ``middle`` of their bars or, where
        that wins a space, hardly beside it."""
        index = max(0, -(-len(numbers) * 4 // 5) - 1)

        def highest(clear: Sequence[float]) -> float:
            return max(min(sorted(clear, reverse=True)[index], -edge - HIGHEST), -edge - LOWEST)

        row = highest(middle)
        if row > -edge - HIGHEST - WORTH_SLIDING:
            return row
        higher = highest([_best(under, number, -edge - HIGHEST) for number in numbers])
        return higher if higher >= row + WORTH_SLIDING else row

    @staticmethod
    def _settle(
        under: Callable[[float, float], float], number: _Number, middle: float, row: float
    ) -> tuple[float, float]:
        """Where it stands clear on the row; else slid aside; else sunk alone (E59).

        Before it sinks it goes to an end of its bar: on the row it is found sooner than under it.
        """
        if middle >= row - 1e-6:
            return number.x, row
        for x in chain(number.slid(STEPS), number.far_slid()):
            if under(x, x + number.width) >= row - 1e-6:
                return x, row
        return number.x, min(row, middle)

    def _over(self, system: System, numbers: Sequence[_Number]) -> None:
        """Above the top staff, beside the type that stands there: with lyrics, or at system starts."""
        skyline = system.ups[0]

        def over(number: _Number) -> float:
            return skyline.reach(number.x, number.x + number.width) + CLEAR - self.low

        numbers = [self._off_type(system, n) if n.ink is Ink.BAR_NUMBER else n for n in numbers]
        high = [over(n) for n in numbers if n.ink is Ink.BAR_NUMBER]
        row = max([ABOVE, *(y for y in high if y <= min(high) + ROW_RISE)])
        for number in numbers:
            if number.ink is Ink.REST_RANGE:
                down = system.downs[system.staff_count - 1]
                y = min(-2.0 - 1.2 - self.high, down.reach(number.x, number.x + number.width) - CLEAR - self.high)
                self._print(system, system.staff_count - 1, number, number.x, y)
                down.add(number.x, number.x + number.width, y + self.low)
                continue
            y = max(row, over(number))
            self._print(system, 0, number, number.x, y)
            skyline.add(number.x, number.x + number.width, y + self.high)

    @staticmethod
    def _off_type(system: System, number: _Number) -> _Number:
        """A number over the staff, aside of type there as far as it may slide; else over it in its middle."""
        for x in number.slid(STEPS):
            if all(x + number.width + BESIDE_TYPE <= x0 or x1 + BESIDE_TYPE <= x for x0, x1, _, _ in system.type_above):
                return replace(number, x=x)
        return number

    def _print(self, system: System, staff: int, number: _Number, x: float, y: float) -> None:
        system.pen.text(number.ink, staff, x, y, number.text, self.size, self.face)


def _best(under: Callable[[float, float], float], number: _Number, enough: float) -> float:
    """The highest baseline of a number that hardly slides; one that is high ``enough`` will do."""
    best = -inf
    for x in number.slid(HARDLY):
        best = max(best, under(x, x + number.width))
        if best >= enough:
            break
    return best
