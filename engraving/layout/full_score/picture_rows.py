"""Picture time over a system, rows that nothing else enters: streamers, hits, clicks, from the staff upwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.full_score.hit_boxes import HitBox, HitForm, HitType, boxes_of, draw_boxes, height_of
from engraving.layout.full_score.signals import Signals
from engraving.layout.rows.click_type import ClickType, PlacedLine
from engraving.layout.system import System
from engraving.score import Picture, PrintedHit
from engraving.score.picture import Clock
from engraving.typefaces import Faces

OFF = 0.8  # between a row and what stands under it
LEAST = 3.0  # over the top line
CLICKS_APART = 2.0


class _Rows(NamedTuple):
    """Lines with their heights over the base of the lowest row; the ``height`` of all with the white over or under."""

    lines: tuple[tuple[float, PlacedLine], ...]
    height: float


class PictureRows:
    """Draws the rows of one system after another; ``clock`` is the time that hits tell.

    ``numbers`` counts the hits from 1, by atom; ``numbered`` are those printed as numbers, with the first and last bar
    of their system.
    """

    def __init__(self, picture: Picture, clock: Clock, style: Style, faces: Faces) -> None:
        self.picture = picture
        self.clock = clock
        size = style.score.sizes.timing
        self.signals = Signals(picture, clock, size, style.space, faces)
        self.numbers = {hit.atom: number for number, hit in enumerate(picture.hits, 1)}
        self.numbered: dict[int, tuple[int, int]] = {}
        self.hit_type = HitType(clock, self.numbers, size, style.space, faces)
        self.click_type = ClickType(size, style, faces)

    def over(self, system: System, most: float, least: float) -> None:
        """All rows, each over everything that stands there already.

        Captions go up to ``most``; where they would not, there are numbers, with times as long as these reach no
        higher than ``least``.
        """
        self._raise(system, self.signals.draw(system, self._base(system)))
        hits = [
            (system.x_between(hit.tick), hit)
            for hit in self.picture.hits
            if system.start <= hit.tick < system.end or (hit.tick >= system.end and system.is_last)
        ]
        clicks = self._click_rows(system)
        if hits:
            base = self._base(system)
            over = base + clicks.height
            form, boxes = self._boxes(system, hits, most - over, least - over)
            self._raise(system, draw_boxes(system.pen, boxes, base))
            here = {hit.atom: (system.cells[0].first, system.cells[-1].last) for _, hit in hits}
            self.numbered = {atom: bar for atom, bar in self.numbered.items() if atom not in here}
            if form is not HitForm.CAPTION:
                self.numbered |= here
        self._clicks(system, clicks)

    def _boxes(
        self, system: System, hits: Sequence[tuple[float, PrintedHit]], most: float, least: float
    ) -> tuple[HitForm, list[HitBox]]:
        """The boxes that say most in the height they may take."""
        for form, height in ((HitForm.CAPTION, most), (HitForm.TIME, least)):
            boxes = boxes_of(hits, self.hit_type, form, system.room)
            if height_of(boxes) <= height:
                return form, boxes
        return HitForm.NUMBER, boxes_of(hits, self.hit_type, HitForm.NUMBER, system.room)

    @staticmethod
    def _base(system: System) -> float:
        return max(system.ups[0].extreme() + OFF, system.halves[0] + LEAST)

    @staticmethod
    def _raise(system: System, height: float) -> None:
        """What is drawn reaches to ``height``, and the whole row is taken."""
        if height > system.ups[0].extreme() + OFF:
            system.ups[0].add(0.0, system.room, height)

    def _click_rows(self, system: System) -> _Rows:
        """Free clicks before the first bar, warnings, every new click at its beat; a second row where they crowd."""
        lines = sorted(self._click_lines(system), key=lambda one: one.left)
        low = min((one.line.low for one in lines), default=0.0)
        high = max((one.line.high for one in lines), default=0.0)
        ends: list[float] = []
        placed: list[tuple[float, PlacedLine]] = []
        for one in lines:
            row = next((k for k, end in enumerate(ends) if end + CLICKS_APART <= one.left), len(ends))
            ends[row : row + 1] = [one.right]
            placed.append((row * (high - low + OFF) - low, one))
        return _Rows(tuple(placed), len(ends) * (high - low + OFF))

    def _clicks(self, system: System, rows: _Rows) -> None:
        if rows.lines:
            base = self._base(system)
            for y, one in rows.lines:
                one.line.draw(system.pen, 0, one.x, base + y, one.atom, echo=one.echo)
            self._raise(system, base + rows.height - OFF)

    def _click_lines(self, system: System) -> Iterator[PlacedLine]:
        yield from self.click_type.warnings(system, self.picture)
        start = 0.0
        if self.picture.lead_in and system.cells[0].first == 0:
            line = self.click_type.lead_in(self.picture, self.picture.lead_in_from.told(self.clock))
            yield PlacedLine(0.0, line, 0)
            start = line.right + CLICKS_APART
        for click in self.picture.clicks:
            if system.start <= click.tick < system.end:
                line = self.click_type.click(click)
                x = system.x_between(click.tick)
                if click.tick == system.start:
                    x = max(x, start)
                yield PlacedLine(min(x, system.room - line.right), line, click.atom)
