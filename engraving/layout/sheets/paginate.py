"""Systems spread over sheets: where each stands, and the furniture around it (E44, E55)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from engraving.house import Style, centipoints
from engraving.layout.casting.pages import Distances, PageBreaks, PageRoom, PageRules, spread
from engraving.layout.casting.turns import TurnJudge
from engraving.layout.compose import Composer
from engraving.layout.ink.staff_gaps import moved, shared
from engraving.layout.page import Item, Page, Staff
from engraving.layout.sheets.furniture import PageContext, foot_height, furnish, heading_height, running_height
from engraving.layout.sheets.warnings import warning_height
from engraving.layout.system import System
from engraving.score import Part
from engraving.typefaces import Faces


def page_rules(part: Part, style: Style, faces: Faces, judge: TurnJudge) -> PageRules:
    """What the pages of a part are measured against."""
    space, paper = style.space, style.paper
    height = centipoints(paper.height - paper.margins.top - paper.margins.bottom)
    heading, foot = heading_height(part, style, faces) * 100, foot_height(style) * 100
    running = running_height(style) * 100
    most = (style.systems.first, style.systems.later)
    if part.music.staves > 1:
        most = (style.systems.grand_staff, style.systems.grand_staff)
    warning = warning_height(style, faces) * 100 / space
    return PageRules(
        room=PageRoom((height - heading - foot) / space, (height - running) / space),
        most=most,
        turned=cache(judge.may_turn),
        turn=cache(judge.cost),
        foot=cache(lambda bar: warning if judge.warns(bar) else 0.0),
        panels=judge.panels,
    )


def paginate(
    systems: Sequence[System],
    d: Distances,
    breaks: PageBreaks,
    rules: PageRules,
    composer: Composer,
    part: Part,
    style: Style,
    faces: Faces,
) -> list[Page]:
    """Systems spread over pages, furniture filled in."""
    top_margin = centipoints(style.paper.height - style.paper.margins.top)
    pages = []
    before = style.systems.stretch
    most = style.systems.staff_gap * style.systems.stretch + 4.0
    loosest = style.systems.staff_distance
    count = len(breaks.pages)
    for n, (first, end) in enumerate(breaks.pages):
        # The last page is never looser than the page before it (E55).
        stretch = before if n == count - 1 else style.systems.stretch
        foot, _ = rules.ending(systems[end - 1].cells[-1].last, n) if n < count - 1 else (0.0, 0.0)
        height = rules.room.of(n) - foot
        gaps = spread(d, first, end, height, stretch)
        here = systems[first:end]
        if part.music.staves > 1:
            left = height - d.above[first] - sum(d.depth[first:end]) - sum(gaps) - d.below[end - 1]
            here = _set_staves_apart(here, left, loosest if n == count - 1 else most, composer, style)
            loosest = min((gap for system in here for gap in system.gap_between), default=loosest)
        if gaps:
            before = max(1.0, gaps[0] / d.natural[first])
        heading = heading_height(part, style, faces) if n == 0 else running_height(style)
        y = top_margin - heading * 100 - d.above[first] * style.space
        pages.append(_page(here, gaps, y, composer, part, style, faces, PageContext(n + 1, count)))
    return pages


def _set_staves_apart(
    systems: Sequence[System], left: float, most: float, composer: Composer, style: Style
) -> list[System]:
    """Give the staves of a page's systems what it has left, or take what it lacks (E49)."""
    return [
        composer.set_apart(system, gaps) if moved(system, gaps) else system
        for system, gaps in zip(systems, shared(systems, left, most, style), strict=True)
    ]


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
                    lines, (system.cells[0].first, system.cells[-1].last), round(system.force, 3),
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
