"""Barlines: styles, repeats and endings of one part, and what the whole cue makes of them."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.drafts import BarlineDraft, DirectionDraft, EndingMark, PartDraft
from engraving.musicxml.elements import kept_attributes, line_of, text_of, whole_number
from engraving.musicxml.sounds import read_jumps
from engraving.score import Segment


def read_barline(part: PartDraft, element: etree._Element) -> None:
    """One ``<barline>``: ``left`` and ``right`` are the bar's edges, ``middle`` is at the cursor."""
    place = element.get("location", "right")
    style = "none" if place == "middle" else ""  # inside a bar one without a style only holds a sign
    repeat = winged = ""
    times = 2
    ending: EndingMark | None = None
    segments: list[Segment] = []
    for child in element:
        tag = child.tag
        if tag == "bar-style":
            style = text_of(child)
        elif tag == "repeat":
            repeat = child.get("direction", "")
            winged = child.get("winged", "none")
            times = max(2, whole_number(child.get("times"), 2))
        elif tag == "ending":
            visible = child.get("print-object") != "no"
            ending = EndingMark(child.get("type", ""), child.get("number", ""), text_of(child), visible)
        elif tag in ("fermata", "segno", "coda"):
            segments.append(Segment(str(tag), text_of(child), kept_attributes(child)))
    line = line_of(element)
    position = part.position if place == "middle" else 0
    part.barlines.append(
        BarlineDraft(
            part.bar, position, place, "" if style == "regular" else style, repeat, times, ending, line,
            "" if winged == "none" else winged,
        )
    )  # fmt: skip
    read_jumps(part, element)
    if segments:
        mark = DirectionDraft(part.bar, part.position, tuple(segments))
        mark.at_bar_edge = "" if place == "middle" else place
        mark.placement = "above"
        mark.line = line
        part.cue_directions.append(mark)


def settle_barlines(part: PartDraft) -> None:
    """A barline "in the middle" at the start or end of its bar, which is being closed, is the bar's own."""
    bar = part.bars[-1]
    end = max(bar.content, bar.rest)
    for k in range(len(part.barlines) - 1, -1, -1):
        line = part.barlines[k]
        if line.bar != part.bar:
            return
        if line.place == "middle" and line.style != "none" and not 0 < line.position < end:
            part.barlines[k] = line._replace(place="left" if line.position <= 0 else "right")
