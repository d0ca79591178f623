"""A part becomes pages: cells, lines, systems, pages, furniture — and the audit over what came out."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from engraving.findings import Finding
from engraving.house import Style
from engraving.layout.audit import Audit, audit
from engraving.layout.castoff import Search
from engraving.layout.compose import Composer
from engraving.layout.heights import Profiles
from engraving.layout.lines import Lines, LineTable
from engraving.layout.page import Page
from engraving.layout.pages import PAGE_COST, Distances, PageBreaks, PageRules, break_pages, distances
from engraving.layout.paginate import page_rules, paginate
from engraving.layout.reminders import with_instrument_reminders
from engraving.layout.silent_staves import hidden_atoms
from engraving.layout.system import System
from engraving.layout.tacet import tacet_page
from engraving.layout.turns import Turn, TurnJudge
from engraving.layout.undrawn import not_drawn
from engraving.layout.warnings import with_turn_warnings
from engraving.score import Part
from engraving.score.conservation import part_atoms
from engraving.typefaces import Faces

ROUNDS = 2  # searches, the second with truer heights
PUSHED = 6.0  # a tempo mark that reads a bar early
WORTH = 12.0  # of cost: a page or a hard turn; less is hardly seen


class Engraving(msgspec.Struct, frozen=True, gc=False):
    """What became of a part."""

    pages: tuple[Page, ...]
    audit: Audit
    turns: tuple[Turn, ...] = ()
    findings: tuple[Finding, ...] = ()


def engrave(part: Part, style: Style, faces: Faces, *, named: frozenset[int] = frozenset()) -> Engraving:
    """Lay out one part in a house style and audit its pages; ``named`` are atoms a finding says are not drawn."""
    if part.tacet:
        pages: tuple[Page, ...] = (tacet_page(part, style, faces),)
        return Engraving(pages, audit(pages, frozenset(), faces))
    composer = Composer(part, style, faces)
    findings = not_drawn(part, composer.formatter.idle_rests, faces)
    named |= {atom for finding in findings for atom in finding.atoms}
    judge = TurnJudge(part, style)
    pages = _cast_off(composer, part, style, faces, judge)
    turns = judge.turns([list(dict.fromkeys(staff.bars[1] for staff in page.staves)) for page in pages])
    pages = with_turn_warnings(pages, turns, style, faces)
    pages = with_instrument_reminders(pages, part, style, faces)
    named |= hidden_atoms(part, pages)
    return Engraving(pages, audit(pages, part_atoms(part), faces, named=named), turns, findings)


class _Setting(NamedTuple):
    """A part drawn in some lines, and the best pages for them."""

    systems: list[System]
    distances: Distances
    breaks: PageBreaks
    lines: Lines
    cost: float

    @property
    def cut(self) -> tuple[Lines, list[int]]:
        """Lines, and how many on each page."""
        return self.lines, [end - first for first, end in self.breaks.pages]


def _cast_off(
    composer: Composer, part: Part, style: Style, faces: Faces, judge: TurnJudge
) -> tuple[Page, ...]:
    """Lines and pages chosen together (E54): the best lines drawn, then others while they promise better pages.

    The profiles of what is drawn tell the heights of what is not; what is drawn last is measured truly.
    """
    rules = page_rules(part, style, faces, judge)
    bars = [cell.last for cell in composer.cells]
    table = composer.table
    lines, least = table.cheapest()
    latest = best = _drawn(lines, composer, table, rules, style)
    if best.cost > least + PAGE_COST + WORTH:
        profiles = Profiles(table, lines, best.systems, best.distances, style)
        tried = {lines}
        for _ in range(ROUNDS):
            search = Search(table, profiles.heights(), profiles.gaps, bars, rules)
            found = search.cast_off(min(best.cost, search.price(*latest.cut)) - WORTH)
            if found is None or found.lines in tried:
                break
            tried.add(found.lines)
            latest = _drawn(found.lines, composer, table, rules, style)
            profiles.compare(found.lines, latest.distances)
            if latest.cost < best.cost:
                best = latest
            if latest.cost < found.cost + WORTH:
                break  # as good as it promised to be
    best = _turned(best, composer, judge, style)
    return tuple(paginate(best.systems, best.distances, best.breaks, rules, composer, part, style, faces))


def _turned(setting: _Setting, composer: Composer, judge: TurnJudge, style: Style) -> _Setting:
    """Its pages once they are known: lines after turns may be drawn anew."""
    pages = setting.breaks.pages
    systems = list(setting.systems)
    for page, (first, _) in enumerate(pages[1:]):
        if judge.is_turn(page, len(pages)):
            systems[first] = composer.turned_to(systems[first])
    if systems == setting.systems:
        return setting
    return setting._replace(systems=systems, distances=distances(systems, style))


def _drawn(lines: Lines, composer: Composer, table: LineTable, rules: PageRules, style: Style) -> _Setting:
    systems = composer.systems(lines)
    d = distances(systems, style)
    breaks = break_pages(d, [system.cells[-1].last for system in systems], rules)
    pushed = sum(system.pushed_marks for system in systems)
    return _Setting(systems, d, breaks, lines, breaks.cost + table.price(lines) + PUSHED * pushed)
