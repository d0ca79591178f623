"""Sets a score: lines chosen, systems drawn, sheets filled, at one size of staff after the other until it fits."""

from __future__ import annotations

from bisect import bisect_left

import msgspec
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.audit import Seen
from engraving.layout.casting.lines import Lines
from engraving.layout.full_score.big_metres import BigMetres
from engraving.layout.full_score.desk import Desk
from engraving.layout.full_score.edge import Named
from engraving.layout.full_score.measures import APART, LEAST_STAFF_MM, score_style
from engraving.layout.full_score.rastral import Rastral
from engraving.layout.full_score.sheets import DrawnSystem, Sheet
from engraving.layout.full_score.size import REDUCED, larger_or_usual, smaller, staff_to_begin_with
from engraving.layout.page import Page
from engraving.score import FullScore, Part, Picture
from engraving.typefaces import Faces

CONCERT, TRANSPOSED = "C SCORE", "TRANSPOSED SCORE"
STRETCHES = 2  # of bars drawn before lines are chosen, to see whether the staves must shrink,
PROBES = 3  # and lines drawn before the others
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
    """A page that holds the lines ``first`` to before ``end``, and how it was examined, if it was.

    It is to be printed ``reduced`` by that factor.
    """

    first: int
    end: int
    page: Page
    seen: Seen | None = None
    reduced: float = 1.0


class Setter:
    """Sets one score, at one size of staff after the other until it fits."""

    def __init__(self, score: FullScore, style: Style, faces: Faces) -> None:
        self.score = score
        self.house = style
        self.faces = faces
        self.everybody = everybody_of(score)
        self.big = BigMetres(score, faces) if style.score.metres == "big" else None
        staff = staff_to_begin_with(style.score, sum(line.part.music.staves for line in score.parts))
        self.desks = self._desks(score_style(style, staff))
        self._everybody = frozenset(range(len(score.parts)))
        self.rests_crowd = False  # does somebody rest, after page one, in the system that staves became smaller for?
        self._begin(staff)

    def _desks(self, style: Style) -> list[Desk]:
        self.released = False
        return [
            Desk(k, line, style, self.faces, metres=self.big is None or not self.big.suits(line.part))
            for k, line in enumerate(self.score.parts)
        ]

    def _set_in(self, staff: float) -> None:
        """Begin anew in another size; what bars look like stays, as far as it is still known."""
        style = score_style(self.house, staff)
        if self.released:
            self.desks = self._desks(style)
        for desk in self.desks:
            desk.set_in(style)
        self._begin(staff)

    def _begin(self, staff: float) -> None:
        self.rastral = Rastral(self.score, self.desks, self.everybody, self.big, self.house, staff, self.faces)
        self.lines: Lines = ()
        self.fits = 1.0  # a page holds this much of the highest system
        self.hidden: set[int] = set()  # atoms of staves that are not shown where they rest
        self.shortened: dict[int, int] = {}  # first and last bars of systems that fit on a page only without them
        self._unnamed: list[Desk] = []  # those whom the first system does not show
        self._cut: set[int] = set()  # the first bars of lines cut in two
        self._ahead: dict[tuple[int, int], DrawnSystem] = {}  # lines drawn before their turn

    def cast(self) -> None:
        """Choose the lines, with staves so large that those that are likely to be highest fit on their pages.

        To be asked again when a page turned out to be too low (``fits``).
        """
        holds = self.fits == 1.0 and self._may_hold()
        while not (holds and self._lines_hold()):
            self._set_in(self._smaller())
            holds = True

    @property
    def _grown(self) -> bool:
        """Are staves larger than the style says?"""
        return self.rastral.staff > self.house.score.staff

    def _smaller(self) -> float:
        """The next size to be tried; staves that have grown become no smaller than the style says at first."""
        staff = smaller(self.rastral.staff, self.fits)
        return larger_or_usual(staff, self.house.score) if self._grown else staff

    def pages(self, nth: int = 0, count: int = 1) -> list[DrawnPage]:
        """The ``nth`` of ``count`` shares of all pages: from that which begins with a share of the lines to that which
        holds the last of them; without those that follow one that does not fit (``fits``)."""
        lines, bars = len(self.lines), [*(first for first, _ in self.lines), self.lines[-1][1]]
        at, until = lines * nth // count, bars[lines * (nth + 1) // count]
        pages = []
        while at < len(self.lines) and self.lines[at][0] < until:
            sheet, following = self._sheet_from(at)
            if self._holds(sheet.missing, sheet):
                pages.append(DrawnPage(at, following, sheet.page(), reduced=sheet.reduced))
            self._release(at, following)
            at = following
        return pages

    def _release(self, first: int, end: int) -> None:
        """Forget what the bars of lines on a page look like, but for the last page, after which all is done."""
        if end < len(self.lines):
            self.released = True
            for desk in self.desks:
                desk.release(self.lines[first][0], self.lines[end - 1][1])

    def _holds(self, missing: float, sheet: Sheet) -> bool:
        """Is nothing ``missing`` on this sheet, nor on any before it? The smallest staves stay as they are, and larger
        ones than need be take no hit its caption."""
        if missing > 0 and not self.rastral.least and sheet.room / (sheet.room + missing) < self.fits:
            self.fits = sheet.room / (sheet.room + missing)
            bars = sheet.systems[0].stack.grid.cells
            first, end = bars[0].first, bars[-1].last + 1
            self.rests_crowd = first > 0 and any(desk.rests(first, end) for desk in self.desks)
        if self._grown and self.rastral.rows.numbered:
            self.fits = 0.0
        return self.fits == 1.0

    def _probe(self, system: DrawnSystem, first: int) -> None:
        """Does a page hold a system that is likely to be of the highest? With all the white it wants, in staves that
        are larger than they need be."""
        sheet = self.rastral.alone(system, first)
        self._holds(sheet.missing_nature if self._grown else sheet.missing, sheet)

    def _may_hold(self) -> bool:
        """Is there a chance that every system fits on its page? Soon known, before all bars are set apart."""
        rastral = self.rastral
        staves = sum(desk.staves.count for desk in self.desks)
        if rastral.least or staves * APART <= CROWDED * rastral.sheet(first=False).room:
            return True
        cells = rastral.grid.cells
        found: list[tuple[int, int]] = []
        for k in sorted(range(len(cells)), key=lambda k: self._weight(k, k + 1), reverse=True):
            if len(found) < STRETCHES and not any(first <= k < end for first, end in found):
                found.append(rastral.grid.stretch_round(k))
        for first, end in found:
            self._probe(rastral.drawn(first, end, named=frozenset() if first else self._everybody), first)
            if self.fits < 1.0 and self._smaller() <= LEAST_STAFF_MM:
                break  # whatever the others say, staves are as small as they may be
        return self.fits == 1.0

    def _weight(self, first: int, end: int) -> tuple[int, int]:
        """What makes a system high: first of all, how many desks play in it."""
        playing = [desk for desk in self.desks if not desk.rests(first, end)]
        return len(playing), sum(len(cell.shapes) for desk in playing for cell in desk.cells[first:end])

    def _lines_hold(self) -> bool:
        """Choose the lines; do those that are likely to be highest fit on their pages? They wait for their turn."""
        self.lines = self.rastral.grid.lines(self._breaks)
        self._ahead = {}
        if self._grown and not (self._as_few_lines() and self._as_few_pages()):
            return False
        first, *others = self.lines
        for line in (first, *sorted(others, key=lambda line: self._weight(*line))[-PROBES:]):
            n = bisect_left(self.lines, line)
            while n < len(self.lines) and self.lines[n][1] <= line[1]:
                system = self._system(n)
                self._ahead[self.lines[n]] = system
                self._probe(system, self.lines[n][0])
                n += 1
        return self.fits == 1.0

    def _as_few_lines(self) -> bool:
        """Do staves that have grown need no more lines than those of the style's size?"""
        grid = self.rastral.grid
        wide = grid.width * self.rastral.staff / self.house.score.staff
        wanted = grid.lines_in(wide, self._breaks)
        if len(self.lines) <= len(wanted):
            return True
        fullest = max(grid.natural(first, end) for first, end in wanted)
        self.fits = grid.width / fullest if fullest > grid.width else 0.0
        return False

    def _as_few_pages(self) -> bool:
        """Would no two neighbours of those in which least is played share a page in staves of the style's size?"""
        if len(self.lines) < 2:
            return True
        playing = [self._weight(*line) for line in self.lines]
        n = min(range(len(playing) - 1), key=lambda n: (playing[n], playing[n + 1]))
        upper, lower = self._system(n), self._system(n + 1)
        self._ahead |= dict(zip(self.lines[n : n + 2], (upper, lower), strict=True))
        sheet = self.rastral.alone(upper, self.lines[n][0])
        sheet.room *= self.rastral.staff / self.house.score.staff
        if sheet.takes(lower):
            self.fits = 0.0
        return self.fits > 0.0

    @property
    def _breaks(self) -> tuple[int, ...]:
        return self.score.line_breaks if self.house.score.obey_breaks else ()

    def _named(self, n: int) -> Named:
        """Who has a full name in line ``n``: everybody in the first; those whom that does not show until they have
        played, whichever line shows them first."""
        if n == 0:
            return self._everybody
        return frozenset(desk.index for desk in self._unnamed if not 0 <= desk.first_bar < self.lines[n][0])

    def _drawn(self, n: int, reduced: float = 1.0) -> DrawnSystem:
        """Line ``n`` on a page that will be ``reduced`` by a factor."""
        first, end = self.lines[n]
        named, is_cut = self._named(n), first in self._cut
        system = self.rastral.drawn(first, end, named=named, is_cut=is_cut, reduced=reduced)
        if n == 0:
            shown = {one.desk for one in system.stack.shown}
            self._unnamed = [desk for desk in self.desks if desk not in shown]
        return system

    def _system(self, n: int) -> DrawnSystem:
        """Line ``n`` drawn. One too high for its page even in the smallest staves is cut in two, rather than have its
        page reduced; into fewer bars than the style's least only where that is enough."""
        first, end = self.lines[n]
        system = self._ahead.pop((first, end), None) or self._drawn(n)
        middle = (first + end + 1) // 2
        if not self.rastral.least or end - middle < LEAST_CUT or self._low(system, first):
            return system
        self.lines = (*self.lines[:n], (first, middle), (middle, end), *self.lines[n + 1 :])
        self._cut |= {first, middle}
        halves = self._drawn(n), self._drawn(n + 1)
        low = all(self._low(half, a) for half, a in zip(halves, (first, middle), strict=True))
        if not low and end - middle < self.house.score.least_bars:
            self.lines = (*self.lines[:n], (first, end), *self.lines[n + 2 :])
            self._cut -= {first, middle}
            return system
        self._ahead |= dict(zip(self.lines[n : n + 2], halves, strict=True))
        return self._system(n)

    def _low(self, system: DrawnSystem, first: int) -> bool:
        """Does a page hold a system, if need be with the tightest gaps?"""
        return self.rastral.alone(system, first).missing <= 0

    def _sheet_from(self, at: int) -> tuple[Sheet, int]:
        """The page that begins with a line, and the line that begins the next."""
        breaks = self.score.page_breaks if self.house.score.obey_breaks else ()
        sheet = self.rastral.sheet(first=at == 0)
        n = at
        while n < len(self.lines):
            system = self._system(n)
            first, end = self.lines[n]
            if sheet.systems and (first in breaks or not sheet.takes(system)):
                self._ahead[first, end] = system
                break
            sheet.systems.append(system)
            n += 1
        if self.rastral.least:
            sheet = self._to_be_reduced(sheet, at)
        for system, (first, end) in zip(sheet.systems, self.lines[at:n], strict=True):
            self._note_hidden(system, first, end)
        return sheet, n

    def _to_be_reduced(self, sheet: Sheet, n: int) -> Sheet:
        """The page of line ``n`` on a sheet so much larger that it fits, if it does not."""
        while sheet.missing > 0:
            reduced = sheet.reduced * REDUCED * sheet.room / (sheet.room + sheet.missing)
            sheet = self.rastral.alone(self._drawn(n, reduced), self.lines[n][0], reduced)
        return sheet

    def _note_hidden(self, system: DrawnSystem, first: int, end: int) -> None:
        staves = {one.desk.index: one.system.staff_count for one in system.stack.shown}
        for desk in self.desks:
            self.hidden.update(desk.hidden(first, end, staves.get(desk.index, 0)))
        if len(staves) < len(self.desks) and (self.house.score.hide != "auto" or not first):
            self.shortened[first] = end - 1
