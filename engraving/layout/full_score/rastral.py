"""A score in staves of one size: what its systems look like there, and the sheets they stand on."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style, centipoints
from engraving.layout.full_score.big_metres import BigMetres, family_of
from engraving.layout.full_score.desk import Alike, Desk
from engraving.layout.full_score.edge import Named, placed
from engraving.layout.full_score.framing import Framing
from engraving.layout.full_score.grid import Grid
from engraving.layout.full_score.measures import LEAST_STAFF_MM, score_style
from engraving.layout.full_score.rows import Row, ScoreRows, first_violins
from engraving.layout.full_score.sheets import DrawnSystem, Sheet
from engraving.layout.full_score.stack import Shown, Stack
from engraving.layout.sheets.furniture import foot_height, heading_height, running_height
from engraving.layout.system import System
from engraving.score import FullScore, Part
from engraving.typefaces import Faces

_NOBODY: Named = frozenset()


class Rastral:
    """Draws the systems of a score in staves ``staff`` mm high, and begins its sheets."""

    def __init__(
        self,
        score: FullScore,
        desks: Sequence[Desk],
        everybody: Part,
        big: BigMetres | None,
        house: Style,
        staff: float,
        faces: Faces,
    ) -> None:
        self.score = score
        self.desks = desks
        self.everybody = everybody
        self.house = house
        self.staff = staff
        self.faces = faces
        self.style = style = score_style(house, staff)
        self.framing = Framing(score, big, style, faces)
        self.rows = ScoreRows(everybody, style, faces)
        self._everything = placed((desk.index, desk.staves.count) for desk in desks)
        self._indents: dict[Named, float] = {}
        width = self._width(style) - self._indent()
        self.grid = Grid(desks, everybody, big.widths if big else {}, width, style, faces)

    @property
    def least(self) -> bool:
        """May staves become smaller by a reduction of their page only?"""
        return self.staff <= LEAST_STAFF_MM

    def style_of(self, reduced: float) -> Style:
        """The style of a page that will be ``reduced`` by a factor: its sheet is so much larger."""
        return self.style if reduced == 1.0 else score_style(self.house, self.staff, reduced)

    def sheet(self, *, first: bool, reduced: float = 1.0) -> Sheet:
        """An empty one, page one or another, that will be ``reduced`` by a factor."""
        style = self.style_of(reduced)
        paper = style.paper
        top = centipoints(paper.height - paper.margins.top)
        heading = heading_height(self.everybody, style, self.faces) if first else running_height(style)
        foot = foot_height(style) if first else 0.0
        room = top - centipoints(paper.margins.bottom) - (heading + foot) * 100
        return Sheet(top - heading * 100, room / style.space, self.framing, style, reduced)

    def alone(self, system: DrawnSystem, first: int, reduced: float = 1.0) -> Sheet:
        """A system that begins with bar ``first`` on a page of its own."""
        sheet = self.sheet(first=first == 0, reduced=reduced)
        sheet.systems.append(system)
        return sheet

    def drawn(
        self, first: int, end: int, *, named: Named = _NOBODY, is_cut: bool = False, reduced: float = 1.0
    ) -> DrawnSystem:
        """Bars as a system, with full names for those ``named``, without staves that rest where the style says so or
        they do not fit on a page."""
        hides = self.style.score.hide == "auto" and first > 0
        playing = [desk for desk in self.desks if not desk.rests(first, end)]
        system = self._of((playing or self.desks[:1]) if hides else self.desks, first, end, named, is_cut, reduced)
        may_hide = self.least and not hides and 0 < len(playing) < len(self.desks)
        if may_hide and self.alone(system, first, reduced).missing > 0:
            return self._of(playing, first, end, named, is_cut, reduced)
        return system

    def _of(
        self, showing: Sequence[Desk], first: int, end: int, named: Named, is_cut: bool, reduced: float
    ) -> DrawnSystem:
        named &= {desk.index for desk in showing}
        indent = self._indent(named)
        narrower = indent - self._indent()
        wider = self._width(self.style_of(reduced)) - self._width(self.style)
        line = self.grid.system(first, end, narrower=narrower - wider, is_cut=is_cut)
        room = self.grid.room(first)
        alike: Alike = {}
        systems = [desk.system(line, room, alike) for desk in showing]
        places = placed((desk.index, system.staff_count) for desk, system in zip(showing, systems, strict=True))
        shown = list(map(Shown, showing, systems, places))
        rows = self._rows(line, shown)
        stack = Stack(line, shown, [family_of(self.score, one.desk.index) for one in shown])
        rows += self._times(line, stack, self.sheet(first=first == 0, reduced=reduced).room)
        return DrawnSystem(stack, rows, indent, named)

    def _indent(self, named: Named = _NOBODY) -> float:
        """What stands left of the staves of a system, whoever it shows, in spaces."""
        if named not in self._indents:
            self._indents[named] = self.framing.edge.width(self._everything, named)
        return self._indents[named]

    @staticmethod
    def _width(style: Style) -> float:
        """Between the margins, in spaces."""
        margins = style.paper.margins
        return centipoints(style.paper.width - margins.left - margins.right) / style.space

    def _numbered(self, shown: Sequence[Shown]) -> Shown:
        """The desk with the bar numbers under it: the lowest, or that over the gap nearest the middle."""
        if self.style.score.numbers == "below" or len(shown) == 1:
            return shown[-1]
        families = [family_of(self.score, one.desk.index) for one in shown]
        between = [k for k in range(len(shown) - 1) if families[k] != families[k + 1]] or range(len(shown) - 1)
        return shown[min(between, key=lambda k: abs(2 * shown[k].last - shown[-1].last))]

    def _rows(self, line: System, shown: Sequence[Shown]) -> list[Row]:
        score = self.style.score
        rows = [self.rows.over(line, shown[0])]
        violins = first_violins(shown) if score.tempo_twice else None
        if violins is not None:
            rows.append(self.rows.over(line, *violins))
        rows.append(self.rows.numbers(line, self._numbered(shown)))
        return rows

    def _times(self, line: System, stack: Stack, room: float) -> list[Row]:
        """Picture time and the clock, over everything; hits say what the page has ``room`` for."""
        picture = self.rows.picture(line, stack.shown[0], *stack.highest(room))
        rows = [] if picture is None else [picture]
        if self.style.score.timing != "none":
            rows.append(self.rows.times(line, stack.shown[0]))
        return rows
