"""A score drawn by several at once: each draws a share of its pages, and one puts them together.

Lines are chosen by everyone, alike; what takes long is to draw them. Pages are known by the line they begin with: where
a page holds more lines than was thought, shares do not fit together, and the score is drawn by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from engraving.findings import Finding
from engraving.house import Style
from engraving.layout.audit import examine
from engraving.layout.casting.lines import Lines
from engraving.layout.full_score.setter import DrawnPage, Setter, as_styled
from engraving.layout.sheets.furniture import PageContext, furnish
from engraving.layout.undrawn import not_drawn
from engraving.score import FullScore
from engraving.score.atoms import in_score
from engraving.typefaces import Faces


class Drawing(msgspec.Struct, frozen=True, gc=False):
    """Pages of a score whose bars are cast into ``lines``, in staves ``staff`` mm high; none when one was too low.

    ``undrawn`` is what has no ink, ``hidden`` the atoms of staves left out where they rest, ``shortened`` first and
    last bars of systems that fit only so, ``rests_crowd`` whether somebody rests in the system that staves became
    smaller for, ``numbered`` the hits printed as numbers with the bars of their system.
    """

    staff: float
    lines: Lines
    pages: tuple[DrawnPage, ...]
    undrawn: tuple[Finding, ...]
    hidden: frozenset[int]
    shortened: dict[int, int]
    rests_crowd: bool
    numbered: dict[int, tuple[int, int]]


def draw_share(score: FullScore, style: Style, faces: Faces, nth: int, count: int) -> Drawing:
    """The ``nth`` (from 0) of ``count`` shares of a score, its pages with the furniture they are likely to have."""
    setter = Setter(as_styled(score, style), style, faces)
    setter.cast()
    lines = len(setter.lines)
    pages = setter.pages(nth, count)
    if setter.fits < 1.0:
        pages = []
    examined = []
    for drawn in pages:
        context = PageContext(drawn.first + 1, lines)
        set_in = setter.rastral.style_of(drawn.reduced)
        page = replace(drawn.page, furniture=furnish(setter.everybody, set_in, faces, context))
        examined.append(replace(drawn, page=page, seen=examine(page, faces)))
    return _drawing(setter, examined)


def draw_all(score: FullScore, style: Style, faces: Faces) -> Drawing:
    """All pages, neither furnished nor examined."""
    setter = Setter(score, style, faces)
    setter.cast()
    pages = setter.pages()
    while setter.fits < 1.0:
        setter.cast()
        pages = setter.pages()
    return _drawing(setter, pages)


def put_together(shares: Sequence[Drawing]) -> Drawing | None:
    """The whole of all ``shares``, in their order; None if they do not fit together."""
    if not shares or any((one.staff, one.lines) != (shares[0].staff, shares[0].lines) for one in shares):
        return None
    pages = tuple(page for share in shares for page in share.pages)
    begun = [page.first for page in pages]
    if begun != [0, *(page.end for page in pages[:-1])] or pages[-1].end != len(shares[0].lines):
        return None
    return Drawing(
        shares[0].staff,
        shares[0].lines,
        pages,
        shares[0].undrawn,
        frozenset().union(*(share.hidden for share in shares)),
        dict(item for share in shares for item in share.shortened.items()),
        shares[0].rests_crowd,
        dict(item for share in shares for item in share.numbered.items()),
    )


def _drawing(setter: Setter, pages: Sequence[DrawnPage]) -> Drawing:
    """What was set, with what is to be told of it."""
    undrawn = tuple(
        replace(finding, atoms=tuple(in_score(atom, desk.index) for atom in finding.atoms))
        for desk in setter.desks
        for finding in not_drawn(desk.part, desk.formatter.idle_rests, setter.faces)
    )
    lines = {(first, end - 1) for page in pages for first, end in setter.lines[page.first : page.end]}
    numbered = {atom: bars for atom, bars in setter.rastral.rows.numbered.items() if bars in lines}
    return Drawing(
        setter.rastral.staff,
        setter.lines,
        tuple(pages),
        undrawn,
        frozenset(setter.hidden),
        dict(setter.shortened),
        setter.rests_crowd,
        numbered,
    )
