"""``<figured-bass>``: each figure as a segment, the whole stack as a direction below."""

from __future__ import annotations

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import DirectionDraft, EventDraft, PartDraft
from engraving.musicxml.elements import child_text, line_of, product, text_of
from engraving.score import Segment

_SIGNS = frozenset(
    (
        "flat", "flat-flat", "double-flat", "sharp", "sharp-sharp", "natural", "double-sharp", "plus", "cross",
        "slash", "vertical", "back-slash", "backslash",
    )
)  # fmt: skip


def read_figured_bass(part: PartDraft, element: etree._Element) -> None:
    """A stack of figures over or under the note that follows; several before one note share its time."""
    if element.get("print-object") == "no":
        return
    bracketed = element.get("parentheses") == "yes"
    segments = tuple(_figure(part, child, bracketed) for child in element if child.tag == "figure")
    duration = max(0, product(child_text(element, "duration"), part.division))
    place = (part.bar, part.position)
    begun = part.figures_till if place == part.figures_at else 0
    part.figures_at, part.figures_till = place, begun + duration
    if not segments:
        return
    draft = DirectionDraft(part.bar, part.position + begun, segments)
    draft.placement = element.get("placement", "below")
    draft.line = line_of(element)
    part.directions.append(draft)
    part.note(draft)
    part.figures.append(draft)


def settle_figures(part: PartDraft, events: list[EventDraft]) -> None:
    """The figures of a closed bar stand at the lowest staff that has a note with them."""
    for draft in part.figures:
        staves = [e.staff for e in events if e.position <= draft.position < e.position + max(e.length, 1)]
        draft.staff = max(staves, default=draft.staff)
    part.figures.clear()


def _figure(part: PartDraft, element: etree._Element, bracketed: bool) -> Segment:
    """The number as text; prefix, suffix and what becomes of its line as attributes."""
    said: list[tuple[str, str]] = []
    number = ""
    for child in element:
        if child.tag == "figure-number":
            number = text_of(child)
        elif child.tag in ("prefix", "suffix"):
            said.append((str(child.tag), text_of(child)))
            _known(part, child)
        elif child.tag == "extend":
            said.append(("extend", child.get("type", "start")))
    if bracketed:
        said.append(("parentheses", "yes"))
    return Segment("figured-bass", number, tuple(pair for pair in said if pair[1]))


def _known(part: PartDraft, element: etree._Element) -> None:
    """A complaint about a sign beside a figure that no thorough bass has."""
    if text_of(element) and text_of(element) not in _SIGNS:
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"The sign {text_of(element)!r} beside a figure is not printed.",
            "Use a sharp, flat, natural, plus or stroke.",
            part.position,
        )
