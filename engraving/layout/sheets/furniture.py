"""What stands on a page besides music: headings, running lines, page numbers (E44, R11–R16).

Furniture depends on where a page stands, so it is filled in last, into room that layout reserved.
Page one carries the large heading; every page carries cue number, instrument, version and page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engraving.house import Style, centipoints
from engraving.layout.page import Glyph, Ink, Item, Text
from engraving.score import Part
from engraving.typefaces import TEXT_FACES, Face, Faces

LEADING = 1.22
_URL = re.compile(r"https?://\S+")
_LEADS_TO = re.compile(r"(\s+(at|from|on|see|via|auf|bei|unter|sur))?[\s:(<]*$", re.IGNORECASE)  # an address
_SAYS_HOW = re.compile(r"\b(by|from|arr|orch|transcr|nach|von|par)", re.IGNORECASE)
HEADING_GAP_PT = 16.0
RUNNING_GAP_PT = 12.0
_AS_READ = frozenset({"cue-number", "title", "subtitle", "composer", "version", "production", "date", "rights"})
LEFT_SHARE, RIGHT_SHARE, LEAST_CENTRE = 0.33, 0.36, 0.40  # of the text width, for the columns of a heading
COLUMN_GAP_PT = 18.0
PAUSES, PAUSE = ".,;:!?–—", 0.25  # of the width: so much wider may a piece be that ends where a reader pauses
UNCONFIRMED = "PITCH UNCONFIRMED"


class PageContext(NamedTuple):
    """Where a page stands: ``page`` n of ``pages``."""

    page: int
    pages: int


class _Line(NamedTuple):
    text: str
    size: float
    face: Face


def orchestrated(name: str) -> str:
    """The credit of an orchestrator, which says what they did."""
    return _credit("Orchestrated by", name)


def worded(name: str) -> str:
    """The credit of who wrote what is sung."""
    return _credit("Words by", name)


def _credit(did: str, name: str) -> str:
    """What somebody did, unless ``name`` says it; no addresses."""
    if _URL.search(name):
        name = _LEADS_TO.sub("", _URL.sub("", name))
    name = name.strip()
    return f"{did} {name}" if name and not _SAYS_HOW.search(name) else name


def _content(field: str, part: Part, context: PageContext) -> str:
    credits = part.credits
    if field in _AS_READ:
        said: str = getattr(credits, field.replace("-", "_"))
        return said
    match field:
        case "instrument":
            return f"{part.chair}   {UNCONFIRMED}" if part.pitch_unconfirmed else part.chair
        case "lyricist":
            return worded(credits.lyricist)
        case "orchestrator":
            return orchestrated(credits.orchestrator)
        case "picture":
            return "\n".join(part.picture.heading) if part.picture is not None else ""
        case "page":
            return f"page {context.page} of {context.pages}"
    return ""


def _heading_line(field: str, text: str, style: Style) -> _Line:
    sizes = style.sizes
    match field:
        case "cue-number":
            return _Line(text, style.points(sizes.cue_number), Face.BOLD)
        case "instrument":
            return _Line(text, style.points(sizes.instrument), Face.BOLD)
        case "title":
            return _Line(text, style.points(sizes.title), Face.ROMAN)
    return _Line(text, style.points(sizes.credits), Face.ROMAN)


def heading_height(part: Part, style: Style, faces: Faces) -> float:
    """Points from the top margin to where music may begin on page one."""
    columns = _columns(part, style, PageContext(1, 1), _wide(style), faces)
    return max(sum(line.size * LEADING for line in lines) for _, lines in columns) + HEADING_GAP_PT


def running_height(style: Style) -> float:
    """Points from the top margin to where music may begin on later pages."""
    return style.points(style.sizes.running) * LEADING + RUNNING_GAP_PT


def foot_height(style: Style) -> float:
    """Points kept free above the bottom margin of page one for its foot line, and a line of air that keeps the last
    bar numbers from being read with it."""
    return 2 * style.points(style.sizes.credits) * LEADING if style.furniture.foot.fields else 0.0


def _wide(style: Style) -> float:
    """The text width of a page in pt."""
    margins = style.paper.margins
    return centipoints(style.paper.width - margins.left - margins.right) / 100


def _columns(
    part: Part, style: Style, context: PageContext, width: float, faces: Faces
) -> list[tuple[str, list[_Line]]]:
    """Left, centre and right of page one's heading, from the top down; no line wider than its share.

    The centre has what the wider of its neighbours leaves.
    """
    heading = style.furniture.first

    def column(fields: Sequence[str], share: float) -> list[_Line]:
        said = ((field, text) for field in fields for text in _content(field, part, context).splitlines())
        lines = [_heading_line(field, text, style) for field, text in said]
        return [piece for line in lines for piece in _fit(line, share * width, faces)]

    left, right = column(heading.left, LEFT_SHARE), column(heading.right, RIGHT_SHARE)
    beside = max((faces.text_width(line.text, line.face, line.size) for line in (*left, *right)), default=0.0)
    centre = column(heading.centre, max(LEAST_CENTRE, 1.0 - 2 * (beside + COLUMN_GAP_PT) / width))
    return [("left", left), ("centre", centre), ("right", right)]


def _fit(line: _Line, width: float, faces: Faces) -> list[_Line]:
    """As few pieces of a line as fit, broken at spaces and of like widths, best after a comma or stop.

    A word that is wider by itself sticks out.
    """

    def wide(text: str) -> float:
        return faces.text_width(text, line.face, line.size)

    def excess(text: str) -> float:
        return max(wide(text) - width, 0.0) if " " in text else 0.0

    # pieces, what sticks out, the widest piece less what pauses are worth, and the pieces of the words before each
    best: list[tuple[int, float, float, tuple[str, ...]]] = [(0, 0.0, 0.0, ())]
    words = line.text.split()
    for end in range(1, len(words) + 1):
        offers = []
        for start in range(end):
            count, out, widest, before = best[start]
            text = " ".join(words[start:end])
            pause = PAUSE * width if end < len(words) and words[end - 1][-1] in PAUSES else 0.0
            offers.append((count + 1, out + excess(text), max(widest, wide(text)) - pause, (*before, text)))
        best.append(min(offers, key=lambda offer: (offer[1] > 0, *offer[:3])))
    return [line._replace(text=text) for text in best[-1][3]]


def furnish(part: Part, style: Style, faces: Faces, context: PageContext) -> tuple[Item, ...]:
    """All furniture of one page."""
    paper = style.paper
    left = centipoints(paper.margins.left)
    right = centipoints(paper.width - paper.margins.right)
    top = centipoints(paper.height - paper.margins.top)
    items: list[Item] = []
    if context.page == 1:
        for side, lines in _columns(part, style, context, (right - left) / 100, faces):
            y = float(top)
            for line in lines:
                y -= line.size * 100 * (LEADING - 0.22)
                _set(items, line, side, left, right, round(y), faces)
                y -= line.size * 100 * 0.22
        bottom = centipoints(paper.margins.bottom)
        _row(
            items,
            part,
            style,
            context,
            style.furniture.foot,
            left,
            right,
            bottom + round(style.points(style.sizes.running) * 30),
            faces,
        )
    else:
        baseline = top - round(style.points(style.sizes.running) * 100)
        _row(items, part, style, context, style.furniture.later, left, right, baseline, faces)
    return tuple(items)


def _row(
    items: list[Item],
    part: Part,
    style: Style,
    context: PageContext,
    heading: object,
    left: int,
    right: int,
    baseline: int,
    faces: Faces,
) -> None:
    """One running line: fields of a place side by side."""
    size = style.points(style.sizes.running)
    for side in ("left", "centre", "right"):
        fields: Sequence[str] = getattr(heading, side)
        texts = [text for text in (_content(field, part, context) for field in fields) if text]
        if texts:
            _set(items, _Line("  ·  ".join(texts), size, Face.ROMAN), side, left, right, baseline, faces)


def _set(items: list[Item], line: _Line, side: str, left: int, right: int, y: int, faces: Faces) -> None:
    width = faces.text_width(line.text, line.face, line.size) * 100
    box = faces.text_box(line.text, line.face, line.size)
    over, beyond = min(box.x0 * 100, 0.0), max(box.x1 * 100 - width, 0.0)  # a J reaches out of its width
    x = {"left": left - over, "centre": (left + right - width) / 2, "right": right - width - beyond}[side]
    set_type(items, Ink.HEADING, line.text, line.face, line.size, x, y, faces)


def set_type(items: list[Item], ink: Ink, text: str, face: Face, size: float, x: float, y: float, faces: Faces) -> None:
    """A line of type straight onto a page: ``x, y`` in 1/100 pt, ``size`` in pt."""
    for run in faces.typeset(text, face, size):
        at, height = x + run.x * 100, y + run.rise * 100
        if run.face in TEXT_FACES:
            items.append(Text(ink, round(at), round(height), run.text, round(run.size * 100), run.face))
            continue
        for character in run.text:
            code = ord(character)
            items.append(Glyph(ink, round(at), round(height), code, round(run.size * 100), faces.home(code)))
            at += faces.advance(code) * run.size * 25
