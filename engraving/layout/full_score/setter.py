"""Sets a score: lines chosen, systems drawn, sheets filled, at one size of staff after the other until it fits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from engraving.house import Style, centipoints
from engraving.layout.audit import Seen
from engraving.layout.casting.lines import Lines
from engraving.layout.full_score.big_metres import BigMetres, family_of
from engraving.layout.full_score.desk import Desk
from engraving.layout.full_score.edge import placed
from engraving.layout.full_score.framing import Framing
from engraving.layout.full_score.grid import Grid
from engraving.layout.full_score.measures import APART, score_style
from engraving.layout.full_score.rows import Row, ScoreRows, first_violins
from engraving.layout.full_score.sheets import DrawnSystem, Sheet
from engraving.layout.full_score.size import Size
from engraving.layout.full_score.stack import Shown, Stack
from engraving.layout.page import Page
from engraving.layout.sheets.furniture import foot_height, heading_height, running_height
from engraving.layout.system import System
from engraving.score import FullScore, Part, Picture
from engraving.typefaces import Faces

CONCERT, TRANSPOSED = "C SCORE", "TRANSPOSED SCORE"
PROBES = 3  # lines drawn first, to see whether the staves must shrink
LEAST_CUT = 2  # bars of a line that was cut because it was too high
CROWDED = 0.8  # of the page's height, with all staves as far apart as they like: it may come to that


def printed_pitch(score: FullScore) -> str:
    """What is printed on every page (R45)."""
    return TRANSPOSED if score.transposed else CONCERT


def as_styled(score: FullScore, style: Style) -> FullScore:
    """The score without what its style does not print of picture time."""
    if score.picture is None or style.score.picture:
        return score
    return replace(score, picture=Picture(bars=score.picture.bars))


def everybody_of(score: FullScore) -> Part:
    """What belongs to everybody, as the part of one who reads the pitch of the score in its headings."""
    return replace(score.everybody, chair=printed_pitch(score))


class DrawnPage(msgspec.Struct, frozen=True, gc=False):
    """A page that holds the lines ``first`` to before ``end``, and how it was examined, if it was."""

    first: int
    end: int
    page: Page
    seen: Seen | None = None


class Setter:
    """Sets one score, at one size of staff after the other until it fits."""

    def __init__(self, score: FullScore, style: Style, faces: Faces) -> None:
        self.score = score
        self.house = style
        self.faces = faces
        self.everybody = everybody_of(score)
        self.big = BigMetres(score, faces) if style.score.metres == "big" else None
        size = Size(style.score.staff)
        style = score_style(style, *size)
        self.desks = self._desks(style)
        self._begin(style, size)

    def _desks(self, style: Style) -> list[Desk]:
        self.released = False
        return [
            Desk(k, line, style, self.faces, metres=self.big is None or not self.big.suits(line.part))
            for k, line in enumerate(self.score.parts)
        ]

    def _set_in(self, size: Size) -> None:
        """Begin anew in another size; what bars look like stays, as far as it is still known."""
        style = score_style(self.house, *size)
        if self.released:
            self.desks = self._desks(style)
        for desk in self.desks:
            desk.set_in(style)
        self._begin(style, size)

    def _begin(self, style: Style, size: Size) -> None:
        score, faces = self.score, self.faces
        self.style = style
        self.size = size
        self.framing = Framing(score, self.big, style, faces)
        self.rows = ScoreRows(self.everybody, style, faces)
        self.lines: Lines = ()
        self.fits = 1.0  # a page holds this much of the highest system
        self.hidden: set[int] = set()  # atoms of staves that are not shown where they rest
        self.shortened: dict[int, int] = {}  # first and last bars of systems that fit on a page only without them
        self._cut: set[int] = set()  # the first bars of lines cut in two
        self._ahead: dict[tuple[int, int], DrawnSystem] = {}  # lines drawn before their turn
        everything = placed((desk.index, desk.staves.count) for desk in self.desks)
        self.indents = {full: self.framing.edge.width(everything, full=full) for full in (True, False)}
        margins = style.paper.margins
        width = centipoints(style.paper.width - margins.left - margins.right) / style.space - self.indents[False]
        self.grid = Grid(self.desks, self.everybody, self.big.widths if self.big else {}, width, style, faces)

    def cast(self) -> None:
        """Choose the lines, with staves so large that those that are likely to be highest fit on their pages.

        To be asked again when a page turned out to be too low (``fits``).
        """
        holds = self.fits == 1.0 and self._may_hold()
        while not (holds and self._lines_hold()):
            self._set_in(self.size.smaller(self.fits))
            holds = True

    def pages(self, nth: int = 0, count: int = 1) -> list[DrawnPage]:
        """The ``nth`` of ``count`` shares of all pages: from that which begins with a share of the lines to that which
        holds the last of them; without those that follow one that does not fit (``fits``)."""
        lines, bars = len(self.lines), [*(first for first, _ in self.lines), self.lines[-1][1]]
        at, until = lines * nth // count, bars[lines * (nth + 1) // count]
        pages = []
        while at < len(self.lines) and self.lines[at][0] < until:
            sheet, following = self._sheet_from(at)
            if self._holds(sheet):
                pages.append(DrawnPage(at, following, sheet.page()))
            self._release(at, following)
            at = following
        return pages

    def _release(self, first: int, end: int) -> None:
        """Forget what the bars of lines on a page look like, but for the last page, after which all is done."""
        if end < len(self.lines):
            self.released = True
            for desk in self.desks:
                desk.release(self.lines[first][0], self.lines[end - 1][1])

    def _holds(self, sheet: Sheet) -> bool:
        """Does it fit, and all before it?"""
        if sheet.missing > 0:
            self.fits = min(self.fits, sheet.room / (sheet.room + sheet.missing))
        return self.fits == 1.0

    def _may_hold(self) -> bool:
        """Is there a chance that every system fits on its page? Soon known, before all bars are set apart."""
        staves = sum(desk.staves.count for desk in self.desks)
        if self.size.least or staves * APART <= CROWDED * self._sheet(first=False).room:
            return True
        found: list[tuple[int, int]] = []
        for k in sorted(range(len(self.grid.cells)), key=lambda k: self._weight(k, k + 1), reverse=True):
            if len(found) < PROBES and not any(first <= k < end for first, end in found):
                found.append(self.grid.stretch_round(k))
        for first, end in found:
            self._holds(self._alone(self._drawn(first, end, full=first == 0), first))
            if self.fits < 1.0 and self.size.smaller(self.fits).least:
                break  # whatever the others say, staves are as small as they may be
        return self.fits == 1.0

    def _weight(self, first: int, end: int) -> tuple[int, int]:
        """What makes a system high: first of all, how many desks play in it."""
        playing = [desk for desk in self.desks if not desk.rests(first, end)]
        return len(playing), sum(len(cell.shapes) for desk in playing for cell in desk.cells[first:end])

    def _alone(self, system: DrawnSystem, first: int) -> Sheet:
        """A system that begins with bar ``first`` on a page of its own."""
        sheet = self._sheet(first=first == 0)
        sheet.systems.append(system)
        return sheet

    def _lines_hold(self) -> bool:
        """Choose the lines; do those that are likely to be highest fit on their pages? They wait for their turn."""
        self.lines = self.grid.lines(self.score.line_breaks if self.style.score.obey_breaks else ())
        self._ahead = {}
        first, *others = self.lines
        for line in (first, *sorted(others, key=lambda line: self._weight(*line))[-PROBES:]):
            n = bisect_left(self.lines, line)
            while n < len(self.lines) and self.lines[n][1] <= line[1]:
                system = self._system(n)
                self._ahead[self.lines[n]] = system
                self._holds(self._alone(system, self.lines[n][0]))
                n += 1
        return self.fits == 1.0

    def _system(self, n: int) -> DrawnSystem:
        """Line ``n`` drawn. One too high for its page even in the smallest staves is cut in two, rather than have all
        pages reduced; into fewer bars than the style's least only where that is enough."""
        first, end = self.lines[n]
        system = self._ahead.pop((first, end), None) or self._drawn(first, end, full=n == 0)
        middle = (first + end + 1) // 2
        if not self.size.least or end - middle < LEAST_CUT or self._alone(system, first).missing <= 0:
            return system
        self.lines = (*self.lines[:n], (first, middle), (middle, end), *self.lines[n + 1 :])
        self._cut |= {first, middle}
        halves = self._drawn(first, middle, full=n == 0), self._drawn(middle, end, full=False)
        low = all(self._alone(half, a).missing <= 0 for half, a in zip(halves, (first, middle), strict=True))
        if not low and end - middle < self.style.score.least_bars:
            self.lines = (*self.lines[:n], (first, end), *self.lines[n + 2 :])
            self._cut -= {first, middle}
            return system
        self._ahead |= dict(zip(self.lines[n : n + 2], halves, strict=True))
        return self._system(n)

    def _sheet_from(self, at: int) -> tuple[Sheet, int]:
        """The page that begins with a line, and the line that begins the next."""
        breaks = self.score.page_breaks if self.style.score.obey_breaks else ()
        sheet = self._sheet(first=at == 0)
        n = at
        while n < len(self.lines):
            system = self._system(n)
            first, end = self.lines[n]
            if sheet.systems and (first in breaks or not sheet.takes(system)):
                self._ahead[first, end] = system
                break
            sheet.systems.append(system)
            self._note_hidden(system, first, end)
            n += 1
        return sheet, n

    def _note_hidden(self, system: DrawnSystem, first: int, end: int) -> None:
        staves = {one.desk.index: one.system.staff_count for one in system.stack.shown}
        for desk in self.desks:
            self.hidden.update(desk.hidden(first, end, staves.get(desk.index, 0)))
        if self.style.score.hide != "auto" and len(staves) < len(self.desks):
            self.shortened[first] = end - 1

    def _sheet(self, *, first: bool) -> Sheet:
        style, paper = self.style, self.style.paper
        top = centipoints(paper.height - paper.margins.top)
        heading = heading_height(self.everybody, style, self.faces) if first else running_height(style)
        foot = foot_height(style) if first else 0.0
        room = top - centipoints(paper.margins.bottom) - (heading + foot) * 100
        return Sheet(top - heading * 100, room / style.space, self.framing, style)

    def _drawn(self, first: int, end: int, *, full: bool) -> DrawnSystem:
        """Bars as a system, without staves that rest where the style says so or they do not fit on a page."""
        hides = self.style.score.hide == "auto" and not full
        playing = [desk for desk in self.desks if not desk.rests(first, end)] or self.desks[:1]
        system = self._of(playing if hides else self.desks, first, end, full=full)
        may_hide = self.size.least and not hides and not full and len(playing) < len(self.desks)
        if may_hide and self._alone(system, first).missing > 0:
            return self._of(playing, first, end, full=False)
        return system

    def _of(self, showing: Sequence[Desk], first: int, end: int, *, full: bool) -> DrawnSystem:
        narrower = self.indents[full] - self.indents[False]
        line = self.grid.system(first, end, narrower=narrower, is_cut=first in self._cut)
        room = self.grid.room(first)
        systems = [desk.system(line, room) for desk in showing]
        places = placed((desk.index, system.staff_count) for desk, system in zip(showing, systems, strict=True))
        shown = list(map(Shown, showing, systems, places))
        rows = self._rows(line, shown)
        stack = Stack(line, shown, [family_of(self.score, one.desk.index) for one in shown])
        rows += self._times(line, stack, self._sheet(first=full).room)
        return DrawnSystem(stack, rows, self.indents[full], full=full)

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
