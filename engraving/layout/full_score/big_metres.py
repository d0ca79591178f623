"""Big metres: tall narrow figures across each bracketed group, at every change (E48, R63, R64).

Figures have one of four heights, by how many staves they stand across; all take the room of the widest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from engraving.layout.full_score.edge import Place
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System
from engraving.notation.staves import TimeLine
from engraving.score import FullScore, Metre, Part
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

HEIGHTS = (5.6, 10.0, 16.0, 22.0)
"""Of both figures together, across one staff, two, three, four and more; none is higher than the group (R64)."""

CLEAR = 0.3  # between figures and type
APART = 0.06  # between the figures, of their height


class BigMetres:
    """The metres of a score as figures. ``widths`` says how wide each change is, by its tick."""

    def __init__(self, score: FullScore, faces: Faces) -> None:
        self.faces = faces
        self.line = TimeLine([(tick, metre) for tick, _, metre in score.metres], Metre())
        changes = {tick: metre for tick, metre in self._changes(score) if _figures(metre)}
        self.widths: Mapping[int, float] = {
            tick: self._width(metre, HEIGHTS[-1] / 4) for tick, metre in changes.items()
        }

    def _changes(self, score: FullScore) -> Iterator[tuple[int, Metre]]:
        yield 0, self.line.at(0)
        for tick, _, metre in score.metres:
            if tick and metre != self.line.before(tick):
                yield tick, metre

    def suits(self, part: Part) -> bool:
        """Do the metres of a part change as those of the score do? If not, its staves show its own."""
        return all(metre == self.line.at(tick) for tick, _, metre in part.music.metres)

    def draw(
        self,
        pen: Pen,
        grid: System,
        groups: Sequence[tuple[Place, Place]],
        staves: Sequence[float],
        taken: Callable[[float, float], Sequence[tuple[float, float]]],
    ) -> None:
        """All of a system, across each of ``groups`` (first and last part); at its end as a courtesy.

        ``taken`` says between which heights type stands over a stretch of the system, from its top staff.
        """
        for tick, x in grid.metre_x.items():
            if tick in self.widths:
                room = self.widths[tick]
                there = taken(x - CLEAR, x + room + CLEAR)
                for first, last in groups:
                    top, bottom = staves[first.first], staves[last.last]
                    height = HEIGHTS[min(last.last - first.first, len(HEIGHTS) - 1)]
                    middle = _free_middle(top, bottom, height, there)
                    scale = height / 4 * (1 - APART)
                    self._set(
                        pen, self.line.at(tick), x + room / 2, middle - top, scale, first.first, echo=tick == grid.end
                    )

    def _set(
        self, pen: Pen, metre: Metre, centre: float, middle: float, scale: float, staff: int, *, echo: bool
    ) -> None:
        """Figures round (``centre``, ``middle``) as seen from ``staff``."""
        x = centre - self._width(metre, scale) / 2
        off = scale / (1 - APART)
        for k, (upper, lower) in enumerate(_figures(metre)):
            if k:
                pen.glyph(Ink.BIG_METRE, staff, x, middle, g.TALL_PLUS, scale=scale, echo=echo)
                x += self.faces.advance(g.TALL_PLUS) * scale
            widths = [sum(map(self.faces.advance, codes)) * scale for codes in (upper, lower)]
            wide = max(widths)
            for codes, width, y in ((upper, widths[0], middle + off), (lower, widths[1], middle - off)):
                at = x + (wide - width) / 2
                for code in codes:
                    pen.glyph(Ink.BIG_METRE, staff, at, y, code, scale=scale, echo=echo)
                    at += self.faces.advance(code) * scale
            x += wide

    def _width(self, metre: Metre, scale: float) -> float:
        figures = _figures(metre)
        widths = [max(sum(map(self.faces.advance, codes)) for codes in pair) for pair in figures]
        return (sum(widths) + (len(figures) - 1) * self.faces.advance(g.TALL_PLUS)) * scale


def _free_middle(top: float, bottom: float, height: float, taken: Sequence[tuple[float, float]]) -> float:
    """The middle of the group from ``top`` to ``bottom``, or the nearest height where no type is in the way."""
    middle = (top + bottom) / 2
    play = (top - bottom + 4.0 - height) / 2
    shifts = [step / 2 for step in range(max(0, int(2 * play)) + 1)]
    for shift in (sign * shift for shift in shifts for sign in (1, -1)):
        low, high = middle + shift - height / 2, middle + shift + height / 2
        if not any(low < y1 and y0 < high for y0, y1 in taken):
            return middle + shift
    return middle


def _figures(metre: Metre) -> list[tuple[list[int], list[int]]]:
    """Upper and lower figures of each part of a metre, as glyphs; nothing for hidden and free ones."""
    if not metre.visible:
        return []
    return [(_codes(beats), _codes(str(beat_type))) for beats, beat_type in metre.parts]


def _codes(text: str) -> list[int]:
    return [g.TALL_DIGITS[int(c)] if c.isdigit() else g.TALL_PLUS for c in text if c.isdigit() or c == "+"]


def metre_groups(score: FullScore, shown: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Where big metres stand: across the outermost group of each part shown, else across the part itself."""
    found: dict[int, tuple[Place, Place]] = {}
    for one in shown:
        key = family_of(score, one.part)
        found[key] = (found[key][0], one) if key in found else (one, one)
    return list(found.values())


def family_of(score: FullScore, part: int) -> int:
    """Which outermost bracket holds a part; one outside all of them is by itself, below 0."""
    for k, group in enumerate(score.groups):
        if group.symbol != "none" and group.first <= part <= group.last:
            return k
    return -1 - part
