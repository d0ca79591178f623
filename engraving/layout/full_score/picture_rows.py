"""Picture time over a system, rows that nothing else enters: streamers, hits, clicks, from the staff upwards."""

from __future__ import annotations

from fractions import Fraction

from engraving.house import Style
from engraving.layout.click_type import click_line
from engraving.layout.full_score.hit_boxes import HitType, arrange, boxes_of, draw_boxes
from engraving.layout.full_score.signals import Signals
from engraving.layout.system import System
from engraving.layout.type_run import TypeLine
from engraving.score import Picture, PrintedClick
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
        self.faces = faces
        self.space = style.space
        self.size = style.score.sizes.timing
        self.signals = Signals(picture, self.size, style.space, faces)
        self.hit_type = HitType(clock, self.size, style.space, faces)

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
        """Free clicks before the first bar, and every new click at its beat; a second row where they crowd."""
        lines: list[tuple[float, TypeLine, int]] = []
        start = 0.0
        if self.picture.lead_in and system.cells[0].first == 0:
            since = self.picture.lead_in_from.told(self.clock)
            words = f"{self.picture.lead_in} from {since}" if since else self.picture.lead_in
            line = self._line(PrintedClick(0, Fraction(system.start), words))
            lines.append((0.0, line, 0))
            start = line.right + CLICKS_APART
        for click in self.picture.clicks:
            if system.start <= click.tick < system.end:
                line = self._line(click)
                x = system.x_between(click.tick)
                if click.tick == system.start:
                    x = max(x, start)
                lines.append((min(x, system.room - line.right), line, click.atom))
        if not lines:
            return
        base = self._base(system)
        low, high = min(line.low for _, line, _ in lines), max(line.high for _, line, _ in lines)
        rows: list[float] = []
        for x, line, atom in lines:
            row = next((k for k, end in enumerate(rows) if end + CLICKS_APART <= x), len(rows))
            rows[row : row + 1] = [x + line.right]
            line.draw(system.pen, 0, x, base - low + row * (high - low + OFF), atom)
        self._raise(system, base + len(rows) * (high - low + OFF) - OFF)

    def _line(self, click: PrintedClick) -> TypeLine:
        return click_line(click, self.size, self.space, self.faces)
