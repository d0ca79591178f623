"""Picture time over a system, rows that nothing else enters: streamers, hits, clicks, from the staff upwards."""

from __future__ import annotations

from collections.abc import Iterator

from engraving.house import Style
from engraving.layout.click_type import ClickType, PlacedLine
from engraving.layout.full_score.hit_boxes import HitType, arrange, boxes_of, draw_boxes
from engraving.layout.full_score.signals import Signals
from engraving.layout.system import System
from engraving.score import Picture
from engraving.score.picture import Clock
from engraving.typefaces import Faces

OFF = 0.8  # between a row and what stands under it
LEAST = 3.0  # over the top line
CLICKS_APART = 2.0


class PictureRows:
    """Draws the rows of one system after another; ``clock`` is the time that hits tell."""

    def __init__(self, picture: Picture, clock: Clock, style: Style, faces: Faces) -> None:
        self.picture = picture
        self.clock = clock
        size = style.score.sizes.timing
        self.signals = Signals(picture, size, style.space, faces)
        self.hit_type = HitType(clock, size, style.space, faces)
        self.click_type = ClickType(size, style, faces)

    def over(self, system: System) -> None:
        """All rows, each over everything that stands there already."""
        self._raise(system, self.signals.draw(system, self._base(system)))
        hits = [
            (system.x_between(hit.tick), hit)
            for hit in self.picture.hits
            if system.start <= hit.tick < system.end or (hit.tick >= system.end and system.is_last)
        ]
        boxes = boxes_of(hits, self.hit_type, system.room)
        arrange(boxes, system.room)
        if boxes:
            self._raise(system, draw_boxes(system.pen, boxes, self._base(system)))
        self._clicks(system)

    @staticmethod
    def _base(system: System) -> float:
        return max(system.ups[0].extreme() + OFF, system.halves[0] + LEAST)

    @staticmethod
    def _raise(system: System, height: float) -> None:
        """What is drawn reaches to ``height``, and the whole row is taken."""
        if height > system.ups[0].extreme() + OFF:
            system.ups[0].add(0.0, system.room, height)

    def _clicks(self, system: System) -> None:
        """Free clicks before the first bar, warnings, every new click at its beat; a second row where they crowd."""
        lines = sorted(self._click_lines(system), key=lambda one: one.left)
        if not lines:
            return
        base = self._base(system)
        low, high = min(one.line.low for one in lines), max(one.line.high for one in lines)
        rows: list[float] = []
        for one in lines:
            row = next((k for k, end in enumerate(rows) if end + CLICKS_APART <= one.left), len(rows))
            rows[row : row + 1] = [one.right]
            one.line.draw(system.pen, 0, one.x, base - low + row * (high - low + OFF), one.atom, echo=one.echo)
        self._raise(system, base + len(rows) * (high - low + OFF) - OFF)

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
