"""A part becomes pages: cells, lines, systems, pages, furniture — and the audit over what came out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from engraving.findings import Finding, Severity, Where
from engraving.house import Style, centipoints
from engraving.layout.audit import Audit, audit
from engraving.layout.compose import Composer
from engraving.layout.furniture import PageContext, foot_height, furnish, heading_height, running_height
from engraving.layout.page import Item, Page, Staff
from engraving.layout.pages import PageRoom, break_pages, distances, spread
from engraving.layout.slurs import doubled
from engraving.layout.system import System
from engraving.layout.tacet import tacet_page
from engraving.layout.turns import Turn, TurnJudge
from engraving.layout.words_row import UNDRAWN
from engraving.notation.marks import undrawn
from engraving.score import Part
from engraving.score.conservation import part_atoms
from engraving.typefaces import Faces

TIGHTER = (0.92, 0.85)  # forces to aim at when a page might be saved
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
    findings = _not_drawn(part)
    named |= {atom for finding in findings for atom in finding.atoms}
    composer = Composer(part, style, faces)
    judge = TurnJudge(part, style)
    pages = tuple(_paginate(composer.systems(), composer, part, style, faces, judge))
    if len(pages) > 1:
        pages = _fewer_pages(pages, composer, part, style, faces, judge)
    turns = judge.turns([max(staff.bars[1] for staff in page.staves) for page in pages])
    return Engraving(pages, audit(pages, part_atoms(part), faces, named=named), turns, findings)


def _fewer_pages(
    pages: tuple[Page, ...], composer: Composer, part: Part, style: Style, faces: Faces, judge: TurnJudge
) -> tuple[Page, ...]:
    """The same music set tighter, within the squeeze the style allows, if that saves a page (E54)."""
    loose = len(composer.lines())
    last = len(pages[-1].staves) / composer.staves.count
    if loose - len(composer.lines(TIGHTER[-1])) < last * ENOUGH_SAVED:
        return pages
    for ideal in TIGHTER:
        if loose - len(composer.lines(ideal)) < last * ENOUGH_SAVED:
            continue
        tight = tuple(_paginate(composer.systems(ideal), composer, part, style, faces, judge))
        if len(tight) < len(pages):
            return tight
    return pages


def _not_drawn(part: Part) -> tuple[Finding, ...]:
    """Marks the engraver has no sign for, so that nothing disappears without a word."""
    findings = []
    for event in part.music.events:
        for mark in undrawn(event.marks):
            bar = part.bars[event.bar]
            beat = 1 + (event.tick - bar.start) / part.ticks_per_quarter
            findings.append(
                Finding(
                    "mark-not-drawn", Severity.WARNING,
                    Where(part.chair, bar.number, bar.index, round(beat, 3), event.line),
                    f"The mark “{mark.get('smufl') or mark.name}” has no sign here and is not printed.",
                    "Write it as words over the note.",
                    (mark.atom,),
                )
            )  # fmt: skip
    for direction in part.music.directions + part.directions:
        kinds = {s.kind for s in direction.segments} & UNDRAWN
        if kinds and kinds == {s.kind for s in direction.segments}:
            bar = part.bars[min(direction.bar, len(part.bars) - 1)]
            findings.append(
                Finding(
                    "direction-not-drawn", Severity.WARNING, Where(part.chair, bar.number, bar.index, 0.0, direction.line),
                    f"The sign “{', '.join(sorted(kinds))}” is not printed.", "Write it as words.", (direction.atom,),
                )
            )  # fmt: skip
    for style in part.music.styles:
        bar = next((b for b in part.bars if b.start <= style.start < b.end), part.bars[-1])
        findings.append(
            Finding(
                "bar-style-not-drawn", Severity.ERROR, Where(part.chair, bar.number, bar.index),
                f"The {style.kind.replace('-', ' ')} sign is not printed; the bars stand as the source writes them out.",
                "Write the bars out in the source.", (style.atom,),
            )
        )  # fmt: skip
    for slur in doubled([s for s in part.music.spanners if s.kind == "slur"]):
        assert slur.start is not None
        event = next(e for e in part.music.events if e.id == slur.start.event)
        bar = part.bars[event.bar]
        findings.append(
            Finding(
                "slur-doubled", Severity.NOTE, Where(part.chair, bar.number, bar.index, 0.0, slur.line),
                "Two slurs join the same two notes; one is printed.", "Remove one in the source.", (slur.atom,),
            )
        )  # fmt: skip
    return tuple(findings)


def _paginate(
    systems: Sequence[System], composer: Composer, part: Part, style: Style, faces: Faces, judge: TurnJudge
) -> list[Page]:
    """Systems spread over pages, furniture filled in."""
    space = style.space
    paper = style.paper
    height = centipoints(paper.height - paper.margins.top - paper.margins.bottom)
    heading = heading_height(part, style, faces) * 100
    running = running_height(style) * 100
    foot = foot_height(style) * 100
    room = PageRoom((height - heading - foot) / space, (height - running) / space)
    d = distances(systems, style)
    most = (style.systems.first, style.systems.later)
    if part.music.staves > 1:
        most = (style.systems.grand_staff, style.systems.grand_staff)
    spans = break_pages(d, room, lambda last, page: judge.cost(systems[last].cells[-1].last, page), most)
    pages = []
    before = style.systems.stretch
    for n, (first, last) in enumerate(spans):
        # The last page is never looser than the page before it (E55).
        stretch = before if n == len(spans) - 1 else style.systems.stretch
        gaps = spread(d, first, last, room.of(n), stretch)
        if gaps:
            before = max(1.0, gaps[0] / d.natural[first])
        top = centipoints(paper.height - paper.margins.top) - (heading if n == 0 else running)
        y = top - d.above[first] * space
        pages.append(
            _page(
                systems[first : last + 1],
                gaps,
                y,
                composer,
                part,
                style,
                faces,
                PageContext(n + 1, len(spans)),
            )
        )
    return pages


def _page(
    systems: Sequence[System],
    gaps: Sequence[float],
    y: float,
    composer: Composer,
    part: Part,
    style: Style,
    faces: Faces,
    context: PageContext,
) -> Page:
    space, paper = style.space, style.paper
    left = centipoints(paper.margins.left) + composer.brace_room * space
    items: list[Item] = []
    staves: list[Staff] = []
    for k, system in enumerate(systems):
        tops = [y]
        for gap in system.gap_between:
            tops.append(tops[-1] - gap * space)
        first_staff = len(staves) + 1
        items += system.pen.settle(left, tops, space, first_staff)
        for i, middle in enumerate(tops):
            lines = system.staves.lines[i + 1].at(system.start)
            staves.append(
                Staff(
                    first_staff + i, k, round(left), round(left + system.width * space), round(middle), round(space),
                    lines, (system.cells[0].first, system.cells[-1].last),
                )
            )  # fmt: skip
        if k < len(gaps):
            y = tops[-1] - gaps[k] * space
    margins = (
        centipoints(paper.margins.left), centipoints(paper.margins.bottom), centipoints(paper.margins.right),
        centipoints(paper.margins.top),
    )  # fmt: skip
    return Page(
        centipoints(paper.width), centipoints(paper.height), margins, tuple(items),
        furnish(part, style, faces, context), tuple(staves),
    )  # fmt: skip
