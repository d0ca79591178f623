"""Systems spread over sheets: where each stands, and the furniture around it (E44, E55)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style, centipoints
from engraving.layout.compose import Composer
from engraving.layout.furniture import PageContext, foot_height, furnish, heading_height, running_height
from engraving.layout.page import Item, Page, Staff
from engraving.layout.pages import PageRoom, break_pages, distances, spread
from engraving.layout.system import System
from engraving.layout.turns import TurnJudge
from engraving.layout.warnings import warning_height
from engraving.score import Part
from engraving.typefaces import Faces


def paginate(
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
    ends = [system.cells[-1].last for system in systems]
    warning = warning_height(style, faces) * 100 / space

    def below(last: int, page: int) -> float:
        return warning if judge.warns(ends[last], page) else 0.0

    spans = break_pages(d, room, lambda last, page: judge.cost(ends[last], page), most, below)
    pages = []
    before = style.systems.stretch
    for n, (first, last) in enumerate(spans):
        # The last page is never looser than the page before it (E55).
        stretch = before if n == len(spans) - 1 else style.systems.stretch
        foot_room = below(last, n) if n < len(spans) - 1 else 0.0
        gaps = spread(d, first, last, room.of(n) - foot_room, stretch)
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
