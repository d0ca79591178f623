"""The left edge of a system: names, brackets, braces, and the barlines that run from staff to staff (E49, R66)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from engraving.house import Style
from engraving.layout.hands import hands
from engraving.layout.ink.frame import BRACKET_BEYOND, draw_brace
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.score import FullScore
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

FIRST = 0.5  # from the staves to the innermost bracket
APART = 0.8  # from one bracket to the next outside it
SQUARE_HOOK = 0.8
NAME_GAP = 1.4
GROUP_GAP = 2.6  # between a group's name and its numbers: "Vln" and "2." are not to be read as one
LEADING = 1.15
_NUMBERS = re.compile(r"[\dIVX\s.,&+–-]*")  # names that are only the numbers of players


Named = frozenset[int]
"""The parts that a system gives their full names, by their index in the score: those it is the first to show."""


class Place(NamedTuple):
    """The staves of one part in a system, counted from 0, and its index in the score."""

    part: int
    first: int
    last: int


def placed(counts: Iterable[tuple[int, int]]) -> list[Place]:
    """Places for parts of (index in the score, number of staves), from the top down."""
    places: list[Place] = []
    staff = 0
    for part, count in counts:
        places.append(Place(part, staff, staff + count - 1))
        staff += count
    return places


class Hold(NamedTuple):
    """A bracket or brace in one system: from staff to staff, ``depth`` steps out from the staves."""

    symbol: str
    top: int
    bottom: int
    depth: int


class LeftEdge:
    """Knows the groups of a score, and what is left of them where desks are hidden."""

    def __init__(self, score: FullScore, style: Style, faces: Faces) -> None:
        self.parts = score.parts
        self.groups = score.groups
        self.faces = faces
        self.spaces = 100 / style.space
        self.size = style.score.sizes.name
        self.step = faces.thickness.bracket + APART

    def holds(self, shown: Sequence[Place]) -> list[Hold]:
        """Brackets round what a system shows; none round a single staff."""
        found: list[Hold] = []
        drawn = [group for group in self.groups if group.symbol != "none"]
        for group in drawn:
            inside = [one for one in shown if group.first <= one.part <= group.last]
            if inside and inside[0].first < inside[-1].last:
                place = (inside[0].first, inside[-1].last)
                if not any((hold.top, hold.bottom) == place for hold in found):
                    found.append(Hold(group.symbol, *place, _depth(found, *place)))
        for one in shown:
            if one.first < one.last:
                braced = hands(self.parts[one.part].part)
                place = one.first, min(one.last, one.first + braced - 1) if braced else one.last
                if not any((hold.top, hold.bottom) == place for hold in found):
                    found.append(Hold("brace" if braced else "square", *place, _depth(found, *place)))
        return found

    def joined(self, shown: Sequence[Place]) -> list[bool]:
        """For each desk but the last: do barlines run on to the next?"""
        return [
            any(group.joined and group.first <= a.part and b.part <= group.last for group in self.groups)
            for a, b in pairwise(shown)
        ]

    def draw(self, pen: Pen, shown: Sequence[Place], staves: Sequence[float], named: Named) -> None:
        """Everything left of the staves, whose middle lines are at ``staves``; those ``named`` have full names."""
        if len(staves) > 1:
            edge, thick = 2.0 + pen.thickness.staff_line / 2, pen.thickness.thin_barline
            last = len(staves) - 1
            x = thick / 2
            pen.line(Ink.SYSTEM_LINE, 0, x, edge, x, -edge, thick, staff1=last)
        holds = self.holds(shown)
        for hold in holds:
            self._hold(pen, hold, staves)
        self._names(pen, shown, staves, holds, named)

    def _hold(self, pen: Pen, hold: Hold, staves: Sequence[float]) -> None:
        right = -FIRST - hold.depth * self.step
        edge = 2.0 + pen.thickness.staff_line / 2
        if hold.symbol == "brace":
            draw_brace(pen, hold.top, right + 0.15, staves[hold.bottom] - staves[hold.top], self.faces)
        elif hold.symbol == "bracket":
            thick, edge = pen.thickness.bracket, edge + BRACKET_BEYOND
            x = right - thick / 2
            pen.line(Ink.BRACKET, hold.top, x, edge, x, -edge, thick, staff1=hold.bottom)
            pen.glyph(Ink.BRACKET, hold.top, x - thick / 2, edge, g.BRACKET_TOP)
            pen.glyph(Ink.BRACKET, hold.bottom, x - thick / 2, -edge, g.BRACKET_BOTTOM)
        else:
            thick = pen.thickness.sub_bracket
            x = right - thick / 2
            pen.line(Ink.BRACKET, hold.top, x, edge, x, -edge, thick, staff1=hold.bottom)
            if hold.symbol != "line":
                for staff, y in ((hold.top, edge - thick / 2), (hold.bottom, -edge + thick / 2)):
                    pen.line(Ink.BRACKET, staff, x, y, x + SQUARE_HOOK, y, thick)

    # Names

    def width(self, shown: Sequence[Place], named: Named) -> float:
        """What names and brackets take left of the staves, in staff spaces."""
        names = max((NAME_GAP + off + width for *_, off, width in self._labels(shown, named)), default=0.0)
        return self._brackets(self.holds(shown)) + names

    def _brackets(self, holds: Sequence[Hold]) -> float:
        """What brackets and braces take left of the staves."""
        return FIRST + self.step * (1 + max((hold.depth for hold in holds), default=-1)) + 0.2

    def _labels(self, shown: Sequence[Place], named: Named) -> list[tuple[str, int, int, float, float]]:
        """Names as (text, from staff, to staff, how far their right end is off the brackets, width).

        Those of groups stand outside the numbers of their members; a group whose members have names of their own,
        such as a family, says nothing more.
        """
        labels: list[tuple[str, int, int, float, float]] = []
        for one in shown:
            part = self.parts[one.part]
            name = part.name if one.part in named else part.abbreviation
            if name:
                labels.append((name, one.first, one.last, 0.0, self._line_width(name)))
        for group in reversed(self.groups):
            inside = [one for one in shown if group.first <= one.part <= group.last]
            full = any(one.part in named for one in inside)
            name = group.name if full else group.abbreviation or group.name
            if name and inside and not self._named_already(inside, named):
                top, bottom = inside[0].first, inside[-1].last
                off = max((o + w + GROUP_GAP for _, a, b, o, w in labels if top <= a and b <= bottom), default=0.0)
                labels.append((name, top, bottom, off, self._line_width(name)))
        return labels

    def _named_already(self, inside: Sequence[Place], named: Named) -> bool:
        """Has a part of a group a name in words?"""
        parts = [(self.parts[one.part], one.part in named) for one in inside]
        return not all(_NUMBERS.fullmatch(part.name if full else part.abbreviation) for part, full in parts)

    def _line_width(self, name: str) -> float:
        return self.spaces * max(
            (self.faces.text_width(line, Face.ROMAN, self.size) for line in name.split("\n")), default=0.0
        )

    def _names(
        self, pen: Pen, shown: Sequence[Place], staves: Sequence[float], holds: Sequence[Hold], named: Named
    ) -> None:
        right = -self._brackets(holds) - NAME_GAP + 0.4
        for name, top, bottom, off, _ in self._labels(shown, named):
            middle = (staves[(top + bottom) // 2] + staves[(top + bottom + 1) // 2]) / 2
            self._set(pen, name, right - off, top, middle - staves[top])

    def _set(self, pen: Pen, name: str, right: float, staff: int, middle: float) -> None:
        """Lines of a name, ending at ``right``, centred at ``middle`` from ``staff``: beside the middle staff of
        several or between the middle two, however far the others are apart."""
        lines = name.split("\n") if name else []
        height = self.size * self.spaces * LEADING
        high = self.faces.cap_height(Face.ROMAN, self.size) * self.spaces
        y = middle + (len(lines) - 1) * height / 2 - high / 2
        for line in lines:
            width = self.faces.text_width(line, Face.ROMAN, self.size) * self.spaces
            pen.text(Ink.HEADING, staff, right - width, y, line, self.size, Face.ROMAN)
            y -= height


def _depth(found: Sequence[Hold], top: int, bottom: int) -> int:
    """One step farther out than what holds it already."""
    return max((hold.depth + 1 for hold in found if hold.top <= top and bottom <= hold.bottom), default=0)

