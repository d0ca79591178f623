"""A part becomes pages: cells, lines, systems, pages, furniture — and the audit over what came out."""

from __future__ import annotations

import msgspec

from engraving.findings import Finding
from engraving.house import Style
from engraving.layout.audit import Audit, audit
from engraving.layout.compose import Composer
from engraving.layout.page import Page
from engraving.layout.paginate import paginate
from engraving.layout.springs import FORCES
from engraving.layout.tacet import tacet_page
from engraving.layout.turns import Turn, TurnJudge
from engraving.layout.undrawn import not_drawn
from engraving.layout.warnings import with_turn_warnings
from engraving.score import Part
from engraving.score.conservation import part_atoms
from engraving.typefaces import Faces

TIGHTER = (0.92, 0.85)  # forces to aim at when a page might be saved
TIGHTEST = FORCES.index(0.75)  # as tight as lines ever come
ENOUGH_SAVED = 0.7  # of the last page's systems: gaps give the rest


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
    findings = not_drawn(part)
    named |= {atom for finding in findings for atom in finding.atoms}
    composer = Composer(part, style, faces)
    judge = TurnJudge(part, style)
    pages = tuple(paginate(composer.systems(), composer, part, style, faces, judge))
    if len(pages) > 1:
        pages = _fewer_pages(pages, composer, part, style, faces, judge)
    turns = judge.turns([max(staff.bars[1] for staff in page.staves) for page in pages])
    pages = with_turn_warnings(pages, turns, style, faces)
    return Engraving(pages, audit(pages, part_atoms(part), faces, named=named), turns, findings)


def _fewer_pages(
    pages: tuple[Page, ...], composer: Composer, part: Part, style: Style, faces: Faces, judge: TurnJudge
) -> tuple[Page, ...]:
    """The same music set tighter, within the squeeze the style allows, if that saves a page (E54)."""
    most = len(composer.lines()) - ENOUGH_SAVED * len(pages[-1].staves) / composer.staves.count
    for room in (True, False):
        composer.keep_room(room=room)
        if composer.fewest_lines(TIGHTEST) > most:
            continue
        if len(composer.lines(TIGHTER[-1])) > most:
            continue
        for ideal in TIGHTER if room else (1.0, *TIGHTER):
            if len(composer.lines(ideal)) > most:
                continue
            systems = composer.systems(ideal)
            if any(system.pushed_marks for system in systems):
                continue  # a page less is not worth a tempo that reads a bar early
            tight = tuple(paginate(systems, composer, part, style, faces, judge))
            if len(tight) < len(pages):
                return tight
    return pages
