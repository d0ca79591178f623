"""What holds the desks of a system together: left edge, barlines from desk to desk, big metres."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style
from engraving.layout.full_score.barlines import draw_between, type_between
from engraving.layout.full_score.big_metres import BigMetres, metre_groups
from engraving.layout.full_score.edge import LeftEdge
from engraving.layout.full_score.rows import Row
from engraving.layout.full_score.stack import Stack
from engraving.layout.pen import Pen
from engraving.score import FullScore
from engraving.typefaces import Faces


class Framing:
    """Draws the frame of one stack after another, once its staves have their places."""

    def __init__(self, score: FullScore, metres: BigMetres | None, style: Style, faces: Faces) -> None:
        self.score = score
        self.metres = metres
        self.space = style.space
        self.faces = faces
        self.edge = LeftEdge(score, style, faces)

    def draw(
        self, stack: Stack, rows: Sequence[Row], gaps: Sequence[float], staves: Sequence[float], *, full: bool
    ) -> Pen:
        """The frame of a stack with ``gaps`` between its desks and its staves at ``staves``; ``full`` names or not."""
        pen = Pen(self.faces, self.space)
        places = [one.place for one in stack.shown]
        self.edge.draw(pen, places, staves, full=full)
        for k, goes_on in enumerate(self.edge.joined(places)):
            if goes_on:
                upper, lower = stack.shown[k], stack.shown[k + 1]
                boxes = type_between(upper, lower, gaps[k], rows, self.faces, self.space)
                draw_between(pen, stack.grid, upper, lower, gaps[k], boxes)
        if self.metres is not None:
            bare = [one.place for one in stack.shown if not one.desk.metres]
            self.metres.draw(pen, stack.grid, metre_groups(self.score, bare), staves)
        return pen
