"""The conductor's score becomes pages, and they are audited like those of a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from engraving.findings import Finding, Severity, Where
from engraving.house import Style, centipoints
from engraving.layout.audit import audit
from engraving.layout.engrave import Engraving
from engraving.layout.full_score.big_metres import BigMetres, family_of
from engraving.layout.full_score.cover import cover_page
from engraving.layout.full_score.desk import Desk
from engraving.layout.full_score.edge import placed
from engraving.layout.full_score.framing import Framing
from engraving.layout.full_score.grid import Grid
from engraving.layout.full_score.hit_list import hit_list, numbered_finding
from engraving.layout.full_score.measures import booth_sheet, printed_sheet, score_style
from engraving.layout.full_score.reduction import reduced
from engraving.layout.full_score.rows import Row, ScoreRows, first_violins
from engraving.layout.full_score.sheets import DrawnSystem, Sheet
from engraving.layout.full_score.size import Size, size_findings
from engraving.layout.full_score.stack import APART, Shown, Stack
from engraving.layout.page import Page
from engraving.layout.sheets.furniture import PageContext, foot_height, furnish, heading_height, running_height
from engraving.layout.system import System
from engraving.layout.undrawn import not_drawn
from engraving.layout.unprintable import type_of, unprintable
from engraving.score import FullScore, Picture
from engraving.score.atoms import in_score
from engraving.score.full_score import score_atoms
from engraving.typefaces import Faces

CONCERT, TRANSPOSED = "C SCORE", "TRANSPOSED SCORE"
PROBES = 3  # lines drawn first, to see whether the staves must shrink
CROWDED = 0.8  # of the page's height, with all staves as far apart as they like: it may come to that


def engrave_score(
    score: FullScore, style: Style, faces: Faces, *, named: frozenset[int] = frozenset()
) -> Engraving:
    """Lay out a full score in a house style and audit its pages; ``named`` atoms a finding says are not drawn."""
    if score.picture is not None and not style.score.picture:
        score = replace(score, picture=Picture(bars=score.picture.bars))
    size = Size(style.score.staff)
    setter = _Setter(score, faces, style, size)
    pages = setter.pages() if setter.may_hold() else ()
    while setter.fits < 1.0:
        size = size.smaller(setter.fits)
        setter.set_in(size)
        pages = setter.pages()
    if style.score.cover:
        pages = (cover_page(score, _pitch(score), setter.style, faces), *pages)
    undrawn = _not_drawn(setter.desks, faces)
    named |= setter.hidden | {atom for finding in undrawn for atom in finding.atoms}
    found = audit(pages, score_atoms(score), faces, named=named)
    booth = booth_sheet(style.score)
    if size.reduced < 1.0 or booth:
        pages, found = reduced(pages, found, booth or printed_sheet(style.score))
    shortened = [f"{score.bars[a].number}–{score.bars[b].number}" for a, b in sorted(setter.shortened.items())]
    findings = (
        *size_findings(style, size, found, shortened), *numbered_finding(score, setter.rows.numbered),
        *_untimed(score, style), *undrawn, *unprintable(_type(score), Where(), faces),
    )  # fmt: skip
    return Engraving(pages, found, (), findings)


def _pitch(score: FullScore) -> str:
    """What is printed on every page (R45)."""
    return TRANSPOSED if score.transposed else CONCERT


def _not_drawn(desks: Sequence[Desk], faces: Faces) -> tuple[Finding, ...]:
    """What has no ink, part by part, atoms as they are in the score."""
    return tuple(
        replace(finding, atoms=tuple(in_score(atom, desk.index) for atom in finding.atoms))
        for desk in desks
        for finding in not_drawn(desk.part, desk.formatter.idle_rests, faces)
    )


def _type(score: FullScore) -> Iterator[str]:
    """Everything that is set in type: names before the lines, and what the parts have."""
    for line in score.parts:
        yield from (line.name, line.abbreviation, *type_of(line.part))


def _untimed(score: FullScore, style: Style) -> tuple[Finding, ...]:
    """When the style asks for a clock that the cue cannot tell."""
    clock = style.score.timing
    if clock in ("none", "elapsed") or (score.picture and any(getattr(bar, clock) for bar in score.picture.bars)):
        return ()
    what = {"timecode": "timecode", "feet": "feet+frames"}[clock]
    return (
        Finding(
            "timing-row-elapsed",
            Severity.NOTE,
            Where(),
            f"The score has the time elapsed over its bars, as nothing says from where {what} would count.",
            "Give the cue a cue file with “start” and “rate”.",
        ),
    )


class _Setter:
    """Sets one score, at one size of staff after the other until it fits."""

    def __init__(self, score: FullScore, faces: Faces, style: Style, size: Size) -> None:
        self.score = score
        self.house = style
        self.faces = faces
        self.everybody = replace(score.everybody, chair=_pitch(score))
        self.big = BigMetres(score, faces) if style.score.metres == "big" else None
        style = score_style(style, *size)
        self.desks = self._desks(style)
        self._begin(style, size)

    def _desks(self, style: Style) -> list[Desk]:
        self.released = False
        return [
            Desk(k, line, style, self.faces, metres=self.big is None or not self.big.suits(line.part))
            for k, line in enumerate(self.score.parts)
        ]

    def set_in(self, size: Size) -> None:
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
        self.fits = 1.0  # a page holds this much of the highest system
        self.hidden: set[int] = set()  # atoms of staves that are not shown where they rest
        self.shortened: dict[int, int] = {}  # first and last bars of systems that fit on a page only without them
        self._ahead: dict[tuple[int, int], DrawnSystem] = {}  # lines drawn before their turn
        everything = placed((desk.index, desk.staves.count) for desk in self.desks)
        self.indents = {full: self.framing.edge.width(everything, full=full) for full in (True, False)}
        margins = style.paper.margins
        width = centipoints(style.paper.width - margins.left - margins.right) / style.space - self.indents[False]
        self.grid = Grid(self.desks, self.everybody, self.big.widths if self.big else {}, width, style, faces)

    def pages(self) -> tuple[Page, ...]:
        """All pages; without those that follow one that does not fit (``fits``)."""
        pages = [sheet.page() for sheet in self._sheets() if self._holds(sheet)]
        if self.rows.numbered and self.fits == 1.0:
            pages += hit_list(self.score, self.rows.clock, self.style, self.faces)
        return tuple(
            replace(page, furniture=furnish(self.everybody, self.style, self.faces, PageContext(n, len(pages))))
            for n, page in enumerate(pages, 1)
        )

    def _holds(self, sheet: Sheet) -> bool:
        """Does it fit, and all before it?"""
        if sheet.missing > 0:
            self.fits = min(self.fits, sheet.room / (sheet.room + sheet.missing))
        return self.fits == 1.0

    def may_hold(self) -> bool:
        """Is there a chance that every system fits on its page? Soon known, before all bars are set apart."""
        staves = sum(desk.staves.count for desk in self.desks)
        if staves * APART <= CROWDED * self._sheet(first=False).room:
            return True
        found: list[tuple[int, int]] = []
        for k in sorted(range(len(self.grid.cells)), key=lambda k: self._weight(k, k + 1), reverse=True):
            if len(found) < PROBES and not any(first <= k < end for first, end in found):
                found.append(self.grid.stretch_round(k))
        return self._all_hold(found)

    def _weight(self, first: int, end: int) -> tuple[int, int]:
        """What makes a system high: first of all, how many desks play in it."""
        playing = [desk for desk in self.desks if not desk.rests(first, end)]
        return len(playing), sum(len(cell.shapes) for desk in playing for cell in desk.cells[first:end])

    def _all_hold(self, lines: Sequence[tuple[int, int]]) -> bool:
        """Do these lines fit on a page? If not, the others need not be drawn. They wait for their turn."""
        self._ahead = {(first, end): self._drawn(first, end, full=first == 0) for first, end in lines}
        for (first, _), system in self._ahead.items():
            sheet = self._sheet(first=first == 0)
            sheet.systems.append(system)
            self._holds(sheet)
        return self.fits == 1.0

    def _sheets(self) -> Iterator[Sheet]:
        obeys = self.style.score.obey_breaks
        pages = self.score.page_breaks if obeys else ()
        lines = self.grid.lines(self.score.line_breaks if obeys else ())
        if not self._all_hold((lines[0], *sorted(lines[1:], key=lambda line: self._weight(*line))[-PROBES:])):
            return
        sheet = self._sheet(first=True)
        drawn_from = 0
        for n, (first, end) in enumerate(lines):
            system = self._ahead.pop((first, end), None) or self._drawn(first, end, full=n == 0)
            if first in pages or not sheet.takes(system):
                yield sheet
                for desk in self.desks:
                    desk.release(drawn_from, first)
                self.released = True
                drawn_from = first
                sheet = self._sheet(first=False)
            sheet.systems.append(system)
            self._note_hidden(system, first, end)
        yield sheet

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
        if self.size.least and not hides and not full and len(playing) < len(self.desks):
            sheet = self._sheet(first=False)
            sheet.systems.append(system)
            if sheet.missing > 0:
                system = self._of(playing, first, end, full=False)
        return system

    def _of(self, showing: Sequence[Desk], first: int, end: int, *, full: bool) -> DrawnSystem:
        line = self.grid.system(first, end, narrower=self.indents[full] - self.indents[False])
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
