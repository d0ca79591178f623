"""What holds the desks of a system together: left edge, barlines from desk to desk, big metres."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from engraving.house import Style
from engraving.layout.full_score.barlines import draw_between, type_between
from engraving.layout.full_score.big_metres import BigMetres, metre_groups
from engraving.layout.full_score.edge import LeftEdge, Named
from engraving.layout.full_score.rows import Row
from engraving.layout.full_score.stack import Stack
from engraving.layout.full_score.type_boxes import TypeOn, type_on
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
        self, stack: Stack, rows: Sequence[Row], gaps: Sequence[float], staves: Sequence[float], named: Named
    ) -> Pen:
        """The frame of a stack with ``gaps`` between its desks and its staves at ``staves``; those ``named`` have full
        names."""
        pen = Pen(self.faces, self.space)
        places = [one.place for one in stack.shown]
        type_of = type_on(self.faces, self.space)
        self.edge.draw(pen, places, staves, named)
        for k, goes_on in enumerate(self.edge.joined(places)):
            if goes_on:
                upper, lower = stack.shown[k], stack.shown[k + 1]
                boxes = type_between(upper, lower, gaps[k], rows, type_of)
                draw_between(pen, stack.grid, upper, lower, gaps[k], boxes)
        if self.metres is not None:
            bare = [one.place for one in stack.shown if not one.desk.metres]
            taken = partial(_type_over, stack, rows, staves, type_of)
            self.metres.draw(pen, stack.grid, metre_groups(self.score, bare), staves, taken)
        return pen


def _type_over(
    stack: Stack, rows: Sequence[Row], staves: Sequence[float], type_of: TypeOn, x0: float, x1: float
) -> list[tuple[float, float]]:
    """Between which heights, from the top staff, type stands over a stretch of the system."""
    pens = [(one.system.pen, k, one.first + k) for one in stack.shown for k in range(one.system.staff_count)]
    pens += [(row.pen, 0, row.staff) for row in rows]
    return [
        (staves[at] + low, staves[at] + high)
        for pen, staff, at in pens
        for left, right, low, high in type_of(pen, staff)
        if left < x1 and x0 < right
    ]
