"""Big metres: tall narrow figures across each bracketed group, at every change (E48, R63, R64).

How high figures are goes by how many staves they stand across; all take the room of the widest. One staff alone
has usual figures, a little larger than its own: tall ones would be too thin there to be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engraving.layout.full_score.edge import Place
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System
from engraving.notation.staves import TimeLine
from engraving.score import FullScore, Metre, Part
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

HEIGHTS = (5.0, 10.0, 16.0, 22.0)
"""Of both figures together, across one staff, two, three, four and more."""

HIGHEST = (5.0, 13.0, 18.0, 22.0)
"""What they grow to where the staves are far apart and no type is in the way; never over the group (R64)."""

CLEAR = 0.3  # between figures and type
APART = 0.06  # between the figures, of their height


class _Figures(NamedTuple):
    """One part of a metre: glyphs of its upper and lower figure, and of the plus before it (0 for none)."""

    upper: list[int]
    lower: list[int]
    plus: int


class BigMetres:
    """The metres of a score as figures. ``widths`` says how wide each change is, by its tick."""

    def __init__(self, score: FullScore, faces: Faces) -> None:
        self.faces = faces
        self.line = TimeLine([(tick, metre) for tick, _, metre in score.metres], Metre())
        changes = {tick: metre for tick, metre in self._changes(score) if _figures(metre)}
        self.widths: Mapping[int, float] = {
            tick: self._width(_figures(metre), HEIGHTS[-1] / 4) for tick, metre in changes.items()
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
                    across = min(last.last - first.first, len(HEIGHTS) - 1)
                    heights = max(HEIGHTS[across], min(HIGHEST[across], top - bottom + 4.0)), HEIGHTS[across]
                    middle, height = _free_place(top, bottom, heights, there)
                    self._set(
                        pen, _figures(self.line.at(tick), tall=across > 0), x + room / 2, middle - top, height,
                        first.first, echo=tick == grid.end,
                    )  # fmt: skip

    def _set(
        self, pen: Pen, figures: Sequence[_Figures], centre: float, middle: float, height: float, staff: int,
        *, echo: bool,
    ) -> None:  # fmt: skip
        """Figures round (``centre``, ``middle``) as seen from ``staff``."""
        off = height / 4
        scale = off * (1 - APART)
        x = centre - self._width(figures, scale) / 2
        for upper, lower, plus in figures:
            if plus:
                pen.glyph(Ink.BIG_METRE, staff, x, middle, plus, scale=scale, echo=echo)
                x += self.faces.advance(plus) * scale
            widths = [sum(map(self.faces.advance, codes)) * scale for codes in (upper, lower)]
            wide = max(widths)
            for codes, width, y in ((upper, widths[0], middle + off), (lower, widths[1], middle - off)):
                at = x + (wide - width) / 2
                for code in codes:
                    pen.glyph(Ink.BIG_METRE, staff, at, y, code, scale=scale, echo=echo)
                    at += self.faces.advance(code) * scale
            x += wide

    def _width(self, figures: Sequence[_Figures], scale: float) -> float:
        advance = self.faces.advance
        return scale * sum(
            max(sum(map(advance, upper)), sum(map(advance, lower))) + (advance(plus) if plus else 0.0)
            for upper, lower, plus in figures
        )


def _free_place(
    top: float, bottom: float, heights: Sequence[float], taken: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Middle and height of figures in the group from ``top`` to ``bottom``: of the ``heights`` the first that has
    a place where no type is in the way, as near as may be to the middle of the group."""
    middle = (top + bottom) / 2
    for height in heights:
        play = (top - bottom + 4.0 - height) / 2
        shifts = [step / 2 for step in range(max(0, int(2 * play)) + 1)]
        for shift in (sign * shift for shift in shifts for sign in (1, -1)):
            low, high = middle + shift - height / 2, middle + shift + height / 2
            if not any(low < y1 and y0 < high for y0, y1 in taken):
                return middle + shift, height
    return middle, heights[-1]


def _figures(metre: Metre, *, tall: bool = True) -> list[_Figures]:
    """Each part of a metre as glyphs; nothing for hidden and free ones."""
    if not metre.visible:
        return []
    digits, plus = (g.TALL_DIGITS, g.TALL_PLUS) if tall else (g.TIME_SIG_DIGITS, g.TIME_SIG_PLUS)

    def codes(text: str) -> list[int]:
        return [digits[int(c)] if c.isdigit() else plus for c in text if c.isdigit() or c == "+"]

    return [
        _Figures(codes(beats), codes(str(beat_type)), plus if k else 0)
        for k, (beats, beat_type) in enumerate(metre.parts)
    ]


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
