"""The page of a chair that does not play: instrument, cue and TACET, so that nobody looks for a missing page (R38)."""

from __future__ import annotations

from engraving.house import Style, centipoints
from engraving.layout.page import Ink, Item, Page
from engraving.layout.sheets.furniture import PageContext, furnish, set_type
from engraving.score import Part
from engraving.typefaces import Face, Faces

TACET_PT = 36.0


def tacet_page(part: Part, style: Style, faces: Faces) -> Page:
    """One page with the usual heading and TACET in the middle."""
    paper = style.paper
    width, height = centipoints(paper.width), centipoints(paper.height)
    items: list[Item] = []
    size = style.points(TACET_PT)
    text = "TACET"
    x = (width - faces.text_width(text, Face.BOLD, size) * 100) / 2
    set_type(items, Ink.HEADING, text, Face.BOLD, size, x, height * 0.58, faces)
    margins = (
        centipoints(paper.margins.left), centipoints(paper.margins.bottom), centipoints(paper.margins.right),
        centipoints(paper.margins.top),
    )  # fmt: skip
    return Page(width, height, margins, tuple(items), furnish(part, style, faces, PageContext(1, 1)))
