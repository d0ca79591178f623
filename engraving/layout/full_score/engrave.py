"""The conductor's score becomes pages, and they are audited like those of a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from engraving.findings import Finding, Severity, Where
from engraving.house import Style
from engraving.layout.audit import Seen, audit, examine
from engraving.layout.engrave import Engraving
from engraving.layout.full_score.cover import cover_page
from engraving.layout.full_score.hit_list import hit_list, numbered_finding
from engraving.layout.full_score.measures import booth_sheet, printed_sheet, score_style
from engraving.layout.full_score.reduction import reduced
from engraving.layout.full_score.setter import DrawnPage, as_styled, everybody_of, printed_pitch
from engraving.layout.full_score.shares import Drawing, draw_all, put_together
from engraving.layout.full_score.size import size_findings
from engraving.layout.page import Page
from engraving.layout.sheets.furniture import PageContext, furnish
from engraving.layout.unprintable import type_of, unprintable
from engraving.score import FullScore
from engraving.score.full_score import score_atoms
from engraving.score.picture import Clock
from engraving.typefaces import Faces


def engrave_score(
    score: FullScore,
    style: Style,
    faces: Faces,
    *,
    named: frozenset[int] = frozenset(),
    shares: Sequence[Drawing] = (),
) -> Engraving:
    """Lay out a full score in a house style and audit its pages; ``named`` atoms a finding says are not drawn.

    What others have drawn of it is taken from all their ``shares``, in their order.
    """
    score = as_styled(score, style)
    drawing = put_together(shares) or draw_all(score, style, faces)
    pages, seen = _finished(score, style, faces, drawing)
    named |= drawing.hidden | {atom for finding in drawing.undrawn for atom in finding.atoms}
    found = audit(pages, score_atoms(score), faces, named=named, seen=seen)
    booth = booth_sheet(style.score)
    if booth or any(page.reduced < 1.0 for page in drawing.pages):
        pages, found = reduced(pages, found, booth or printed_sheet(style.score))
    shortened = [_bars(score, a, b) for a, b in _joined(sorted(drawing.shortened.items()))]
    crowded = {_bars(score, *_extent(drawing, page)): page.reduced for page in drawing.pages if page.reduced < 1.0}
    sizes = size_findings(style, drawing.staff, found, shortened, crowded, rests_crowd=drawing.rests_crowd)
    findings = (
        *sizes, *numbered_finding(score, drawing.numbered),
        *_untimed(score, style), *drawing.undrawn, *unprintable(_type(score), Where(), faces),
    )  # fmt: skip
    return Engraving(pages, found, (), findings)


def _finished(
    score: FullScore, style: Style, faces: Faces, drawing: Drawing
) -> tuple[tuple[Page, ...], tuple[Seen, ...]]:
    """All pages with their furniture, the cover and the list of hits among them, and what is seen on each."""
    set_in = score_style(style, drawing.staff)
    drawn = list(drawing.pages)
    if drawing.numbered:
        clock: Clock = "elapsed" if style.score.timing == "none" else style.score.timing
        drawn += [DrawnPage(0, 0, page) for page in hit_list(score, clock, set_in, faces)]
    everybody = everybody_of(score)
    pages: list[Page] = []
    seen: list[Seen] = []
    if style.score.cover:
        pages.append(cover_page(score, printed_pitch(score), set_in, faces))
        seen.append(examine(pages[0], faces))
    for n, one in enumerate(drawn, 1):
        own = score_style(style, drawing.staff, one.reduced)
        furniture = furnish(everybody, own, faces, PageContext(n, len(drawn)))
        page = replace(one.page, furniture=furniture)
        pages.append(page)
        seen.append(one.seen if one.seen and furniture == one.page.furniture else examine(page, faces))
    return tuple(pages), tuple(seen)


def _extent(drawing: Drawing, page: DrawnPage) -> tuple[int, int]:
    """The first and the last bar of a page."""
    return drawing.lines[page.first][0], drawing.lines[page.end - 1][1] - 1


def _joined(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """First and last bars, those that follow one another as one."""
    joined: list[tuple[int, int]] = []
    for first, last in stretches:
        if joined and joined[-1][1] == first - 1:
            first, _ = joined.pop()
        joined.append((first, last))
    return joined


def _bars(score: FullScore, first: int, last: int) -> str:
    return f"{score.bars[first].number}–{score.bars[last].number}"


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


