"""Rows that belong to the whole system: tempo twice, every bar's number and its time (R17–R19, R55, R59)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import partial
from math import inf

from engraving.house import Style
from engraving.layout.full_score.picture_rows import PictureRows
from engraving.layout.full_score.stack import CLEAR, Shown, least_apart
from engraving.layout.full_score.type_boxes import type_boxes
from engraving.layout.ink.cue_rows import CueRows
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.rows.tempo_row import Heights
from engraving.layout.system import System
from engraving.score import Part
from engraving.score.picture import Clock
from engraving.score.places import is_numbered
from engraving.timing.clock import format_clock
from engraving.typefaces import Face, Faces

NUMBER_OFF = 1.0  # between the lowest ink and the row of numbers
BESIDE_NUMBER = 2.0  # type that is as near as this would be read with a number
NUMBER_LEAST = 3.2  # under the bottom line
TIME_OFF = 1.0
TIME_LEAST = 3.0  # over the top line
TIME_APART = 0.8
LEVEL_COSTS = 0.6  # what one height for tempo marks may cost: letters with ascenders are higher
OFF_EDGE = 0.6  # a boxed mark in mid-page keeps off the line at the left of all staves


class Row:
    """Ink of a row, and the shown desk and staff of it that its heights are measured from."""

    __slots__ = ("pen", "restated", "staff")

    def __init__(self, pen: Pen, staff: int, *, restated: bool = False) -> None:
        self.pen = pen
        self.staff = staff
        self.restated = restated


class ScoreRows:
    """Draws the rows of one system after another. ``everybody`` holds what belongs to the whole cue."""

    def __init__(self, everybody: Part, style: Style, faces: Faces) -> None:
        self.everybody = everybody
        self.style = style
        self.faces = faces
        self.spaces = 100 / style.space
        self.cue = CueRows(everybody, style, faces)
        timing = style.score.timing
        self.clock: Clock = timing if timing != "none" else "elapsed"
        self._picture = (
            PictureRows(everybody.picture, self.clock, style, faces)
            if everybody.picture is not None
            else None
        )

    def over(self, grid: System, one: Shown, under: Shown | None = None) -> Row:
        """Tempo, rehearsal marks and jumps over the first staff of a desk, said again where it stands ``under``
        another; neighbours on one height, unless that would drive the two desks apart."""
        system = self._laid_over(grid, one)
        left = OFF_EDGE if under else 0.0
        self.cue.marks(system, self.cue.of(system), left, partial(_ceilings, under, one))
        return Row(system.pen, one.first, restated=under is not None)

    def _laid_over(self, grid: System, one: Shown) -> System:
        """The grid with the skylines of a desk: what is drawn on it stands over (or under) that desk's ink."""
        system = copy(grid)
        system.staves = one.desk.staves
        system.halves = one.system.halves[:1]
        system.ups, system.downs = one.system.ups[:1], one.system.downs[-1:]
        system.pen = Pen(self.faces, self.style.space)
        return system

    def numbers(self, grid: System, one: Shown) -> Row:
        """Every bar's number under the last staff of a desk, centred in its bar, all on one height (R18, R19).

        That is under figures, dynamics and words which stand so near beside one that it would be read with them.
        """
        system = self._laid_over(grid, one)
        size = self.style.score.sizes.bar_number
        box = self.faces.text_box("0123456789", Face.ROMAN, size)
        skyline = system.downs[0]
        placed: list[tuple[float, float, str]] = []
        for cell, (_, free, line_x) in zip(grid.cells, grid.cell_x, strict=True):
            bar = cell.bars[0]
            if not is_numbered(bar, self.everybody.bars):
                continue
            width = self.faces.text_width(bar.number, Face.ROMAN, size) * self.spaces
            placed.append(((free + line_x - width) / 2, width, bar.number))
        low = min((skyline.reach(x - 0.4, x + width + 0.4) for x, width, _ in placed), default=0.0)
        type_under = list(type_boxes(one.system.pen, one.system.staff_count - 1, self.faces, self.style.space))
        beside = [
            depth
            for x, width, _ in placed
            for x0, x1, depth, _ in type_under
            if x0 < x + width + BESIDE_NUMBER and x - BESIDE_NUMBER < x1
        ]
        low = min(low, *beside, 0.0)
        y = min(low - NUMBER_OFF - box.y1 * self.spaces, -system.halves[0] - NUMBER_LEAST)
        for x, width, number in placed:
            system.pen.text(Ink.BAR_NUMBER, 0, x, y, number, size, Face.ROMAN)
            skyline.add(x, x + width, y + box.y0 * self.spaces)
        return Row(system.pen, one.last)

    def times(self, grid: System, one: Shown) -> Row:
        """The time at the start of every bar, over everything (R59); more rows where labels crowd."""
        system = self._laid_over(grid, one)
        size = self.style.score.sizes.timing
        box = self.faces.text_box("0123456789", Face.ITALIC, size)
        skyline = system.ups[0]
        y = max(skyline.extreme() + TIME_OFF, 2.0 + TIME_LEAST) - min(box.y0, 0.0) * self.spaces
        ends: list[float] = []
        for k, cell in enumerate(grid.cells):
            text = self._time(cell.first)
            if not text:
                continue
            width = self.faces.text_width(text, Face.ITALIC, size) * self.spaces
            x = min(grid.barline_after(k - 1) if k else 0.0, grid.room - width)
            row = next((r for r, end in enumerate(ends) if x >= end + TIME_APART), len(ends))
            system.pen.text(Ink.TIMING, 0, x, y + row * self._time_rise, text, size, Face.ITALIC)
            skyline.add(x, x + width, y + row * self._time_rise + box.y1 * self.spaces)
            ends[row : row + 1] = [x + width]
        return Row(system.pen, one.first)

    def _time(self, bar: int) -> str:
        """What the clock of the style says where a bar begins; "" where that is not known."""
        picture, seconds, clock = self.everybody.picture, self.everybody.bar_seconds, self.style.score.timing
        if picture is not None and clock != "none":
            return picture.bars[bar].told(clock)
        return format_clock(seconds[bar]) if bar < len(seconds) and seconds[bar] >= 0 else ""

    def picture(self, grid: System, one: Shown, most: float, least: float) -> Row | None:
        """Streamers, hits and clicks over everything; None without a cue file.

        ``most`` and ``least`` say how high a page lets hits reach, see ``PictureRows.over``; the times stand over them.
        """
        if self._picture is None:
            return None
        system = self._laid_over(grid, one)
        times = 0.0 if self.style.score.timing == "none" else TIME_OFF + self._time_rise
        self._picture.over(system, most - times, least - times)
        return Row(system.pen, one.first)

    @property
    def numbered(self) -> Mapping[int, tuple[int, int]]:
        """Hits that are printed as numbers; see ``PictureRows``."""
        return self._picture.numbered if self._picture is not None else {}

    @property
    def _time_rise(self) -> float:
        """From one row of times to the next."""
        box = self.faces.text_box("0123456789", Face.ITALIC, self.style.score.sizes.timing)
        return (box.y1 - box.y0) * self.spaces + TIME_APART


def _ceilings(upper: Shown | None, lower: Shown, marks: Heights) -> list[float]:
    """How high marks over the ``lower`` desk may reach without driving it from the ``upper``."""
    if upper is None:
        return [inf] * len(marks)
    under = upper.system.downs[-1]
    floors = [under.reach(x0, x1) for x0, x1, _ in marks]
    apart = max(top - floor for (_, _, top), floor in zip(marks, floors, strict=True))
    apart = max(apart, least_apart(upper.system, lower.system) - CLEAR) + LEVEL_COSTS
    return [apart + floor for floor in floors]


def first_violins(shown: Sequence[Shown]) -> tuple[Shown, Shown] | None:
    """The first of the violins and what stands over it, unless it is at the top anyway."""
    for k, one in enumerate(shown):
        if one.desk.line.instrument.startswith("violin") and one.desk.part.family == "strings":
            return (one, shown[k - 1]) if k else None
    return None
