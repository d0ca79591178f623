"""The timing row of a part: times against the picture, clicks and their warnings, over everything (R59, R61).

Where letters and tempo marks stand high enough over the staff, times and clicks stand between the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import typist_of
from engraving.layout.page import Ink
from engraving.layout.rows.click_type import ClickType, PlacedLine
from engraving.layout.rows.tempo_row import TempoRow
from engraving.layout.skyline import Skyline
from engraving.layout.system import System
from engraving.score import Direction, Part, Picture
from engraving.timing.clock import format_clock
from engraving.typefaces import Face, Faces

PAD = 0.5  # over what stands under a line,
SIDE = 0.4  # and beside it
UNDER = 0.4  # under a tempo mark
LEAST = 1.2  # over the staff
HIGH = 1.3  # of a time with the white over it
APART = 1.0
RISE = 4.0  # a time that needs so much more than another rises alone (E42)
NEAR = 3.0  # a line rises by so much to stand on one height with what is beside it

Times = dict[int | Fraction, list[PlacedLine]]
"""By their ticks."""


class TimingRow:
    """Draws the row of one system after another."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.marks = style.timing.marks
        self.size = style.points(style.sizes.timing)
        self.faces = faces
        self.spaces = 100 / style.space
        self._typist = typist_of(style, faces)
        self._clicks = ClickType(self.size, style, faces)
        self._starts = {bar.start: bar.index for bar in part.bars}
        self._lines: dict[int, TypeLine] = {}  # times by bar, set once however often they are drawn

    def over(self, system: System, directions: Sequence[Direction], tempo: TempoRow) -> None:
        """Times by style, where the ``tempo`` marks of their bars begin; beside them free clicks and new ones."""
        if self.marks == "none":
            return
        lefts = tempo.lefts
        times = self._times(system, directions, lefts)
        rest: list[list[PlacedLine]] = []
        if self.part.picture is not None:
            rest += self._beside(system, self.part.picture, times, lefts)
            rest += [[warning] for warning in self._clicks.warnings(system, self.part.picture)]
        row = self._row(system, times.values())
        for group in times.values():
            self._set(system, group, tempo, row)
        for group in rest:
            self._set(system, group, tempo)

    def _beside(
        self, system: System, picture: Picture, times: Times, lefts: Mapping[int, float]
    ) -> list[list[PlacedLine]]:
        """Put clicks beside the times of their ticks; those for which there is no time, or no room, by themselves."""
        alone: list[list[PlacedLine]] = []
        groups = dict(times)
        for tick, line, atom in self._new_clicks(system, picture):
            group = groups.get(tick, [])
            end = min((time.x - APART for t, (time, *_) in times.items() if t > tick), default=system.room)
            x = group[-1].right + APART if group else self._beat_x(system, tick, lefts)
            if group and x + line.right <= end:
                group.append(PlacedLine(x, line, atom))
                continue
            x = min(group[0].x if group else x, system.room - line.right)
            groups[tick] = [PlacedLine(x, line, atom)]
            alone.append(groups[tick])
        return alone

    def _row(self, system: System, groups: Collection[Sequence[PlacedLine]]) -> float:
        """The height of the times of every bar: it clears all but those that would lift it far, which rise alone."""
        if self.marks != "every-bar" or not groups:
            return 0.0
        clear = [max(_clear(system, system.ups[0], one) for one in group) for group in groups]
        return max(y for y in clear if y <= min(clear) + RISE)

    def _set(self, system: System, group: Sequence[PlacedLine], tempo: TempoRow, row: float = 0.0) -> None:
        """Lines side by side, on a ``row`` or over it; those without one under tempo marks that leave them room, else
        over everything there is."""
        top = system.ups[0]
        heights = [max(_clear(system, top, one), row) for one in group]
        under = _on_one_height([_clear(system, tempo.ground, one) for one in group])
        if not row and all(map(partial(_fits, marks=tempo.spans), group, under, heights)):
            heights = under
        for one, y in zip(group, _on_one_height(heights), strict=True):
            one.line.draw(system.pen, 0, one.x, y, one.atom, echo=one.echo)
            for outline in (tempo.ground, top):
                outline.add(one.left, one.right, y + one.line.high)

    def _times(self, system: System, directions: Sequence[Direction], lefts: Mapping[int, float]) -> Times:
        """Times by their ticks; one that has no room beside the time before it is left out."""
        found: Times = {}
        end = -APART
        for tick, bar in self._clock(system, directions):
            x = self._beat_x(system, tick, lefts)
            if x >= end + APART:
                line = self._lines.get(bar) or self._lines.setdefault(bar, self._line(bar))
                found[tick] = [PlacedLine(x, line, 0)]
                end = x + line.right
        return found

    def _line(self, bar: int) -> TypeLine:
        """The time at which a bar begins."""
        picture = self.part.picture
        text = format_clock(self.part.bar_seconds[bar]) if picture is None else picture.bars[bar].elapsed
        line = self._typist.words(text, Face.ITALIC, self.size, Ink.TIMING)
        width = self.faces.text_width(text, Face.ITALIC, self.size) * self.spaces
        return replace(line, left=0.0, right=width, low=0.0, high=HIGH)

    def _clock(self, system: System, directions: Sequence[Direction]) -> Iterator[tuple[int, int]]:
        """Bars whose time is printed, by their ticks; with a cue file none over multi-rests (R59)."""
        picture, seconds = self.part.picture, self.part.bar_seconds
        ticks = {system.start}
        if self.marks == "every-bar":
            ticks.update(cell.start for cell in system.cells)
        elif self.marks == "system-start+rehearsal":
            ticks.update(d.tick for d in directions if any(s.kind == "rehearsal" for s in d.segments))
        if picture is not None or self.marks == "every-bar":
            ticks -= {cell.start for cell in system.cells if cell.multi_rest is not None}
        for tick in sorted(ticks):
            index = self._starts.get(tick)
            if index is None or index >= len(seconds) or seconds[index] < 0:
                continue
            yield tick, index

    def _new_clicks(self, system: System, picture: Picture) -> Iterator[tuple[Fraction, TypeLine, int]]:
        """Free clicks before the first bar, then every new click."""
        if picture.lead_in and system.cells[0].first == 0:
            yield Fraction(system.start), self._clicks.lead_in(picture), 0
        for click in picture.clicks:
            if system.start <= click.tick < system.end:
                yield click.tick, self._clicks.click(click), click.atom

    @staticmethod
    def _beat_x(system: System, tick: int | Fraction, lefts: Mapping[int, float]) -> float:
        if tick == system.start:
            return 0.0
        if tick.denominator == 1 and int(tick) in lefts:
            return lefts[int(tick)]
        return system.x_between(tick) - 0.5


def _clear(system: System, outline: Skyline, one: PlacedLine) -> float:
    """The lowest baseline over an outline."""
    reach = outline.reach(one.left - SIDE, one.right + SIDE)
    return max(reach + PAD, system.staff_edge(1) + LEAST) - min(one.line.low, 0.0)


def _on_one_height(heights: Sequence[float]) -> list[float]:
    """Lines side by side are on the height of the highest unless it is far over theirs."""
    highest = max(heights)
    return [highest if highest - y < NEAR else y for y in heights]


def _fits(one: PlacedLine, y: float, clear: float, marks: Sequence[tuple[float, float, float, float]]) -> bool:
    """Does a line on a baseline stand under the tempo marks there, or where none are, over everything?"""
    lows = [low for x0, x1, low, _ in marks if x0 < one.right + SIDE and one.left - SIDE < x1]
    return y + one.line.high + UNDER <= min(lows) if lows else y >= clear
