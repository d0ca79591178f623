"""A part becomes pages: cells, lines, systems, pages, furniture — and the audit over what came out."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from engraving.findings import Finding, Where
from engraving.house import Style
from engraving.layout.audit import Audit, audit
from engraving.layout.casting.turns import Turn, TurnJudge
from engraving.layout.compose import Composer
from engraving.layout.page import Page
from engraving.layout.setting import best_setting
from engraving.layout.sheets.paginate import page_rules, paginate
from engraving.layout.sheets.reminders import with_instrument_reminders
from engraving.layout.sheets.tacet import tacet_page
from engraving.layout.sheets.warnings import with_turn_warnings
from engraving.layout.silent_staves import hidden_atoms
from engraving.layout.undrawn import not_drawn
from engraving.layout.unprintable import type_of, unprintable
from engraving.notation.dynamic_sides import with_dynamics_under
from engraving.score import Part
from engraving.score.conservation import part_atoms
from engraving.typefaces import Faces


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
        findings = unprintable(type_of(part), Where(part=part.chair), faces)
        return Engraving(pages, audit(pages, frozenset(), faces), (), findings)
    if style.timing.marks == "none":
        part = replace(part, picture=None)
    part = with_dynamics_under(part)
    composer = Composer(part, style, faces)
    findings = not_drawn(part, composer.formatter.idle_rests, faces)
    named |= {atom for finding in findings for atom in finding.atoms}
    judge = TurnJudge(part, style)
    rules = page_rules(part, style, faces, judge)
    best = best_setting(composer, rules, judge)
    pages = tuple(paginate(best.systems, best.distances, best.breaks, rules, composer, part, style, faces))
    turns = judge.turns([list(dict.fromkeys(staff.bars[1] for staff in page.staves)) for page in pages])
    pages = with_turn_warnings(pages, turns, style, faces)
    pages = with_instrument_reminders(pages, part, style, faces)
    named |= hidden_atoms(part, pages)
    findings += unprintable(type_of(part), Where(part=part.chair), faces)
    return Engraving(pages, audit(pages, part_atoms(part), faces, named=named), turns, findings)
