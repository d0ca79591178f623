"""Metronome marks as one line of text, and how fast they say the quarter goes.

``quarter.=60``, ``quarter=eighth``, ``half=c. 72``. Note groups (swing) join their notes with ``+``; braces
stand for a beam, brackets for a tuplet with its number, ``~`` ties a note to the next:
``{eighth+eighth}=[3:quarter+eighth]``.
"""

from __future__ import annotations

import re
from fractions import Fraction

from lxml import etree

from engraving.musicxml.elements import kept_attributes, text_of
from engraving.musicxml.ticks import QUARTERS
from engraving.score import Segment

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_UNIT = re.compile(r"([a-z0-9]+)(\.*)=")


def metronome_segment(element: etree._Element) -> Segment | None:
    """The mark as a segment; None when hidden or empty."""
    if element.get("print-object") == "no":
        return None
    text = metronome_text(element)
    said = kept_attributes(element)
    if any(child.tag == "metronome-arrows" for child in element):
        said = (*said, ("arrows", "yes"))
    return Segment("metronome", text, said) if text else None


def metronome_text(element: etree._Element) -> str:
    """The compact form described above."""
    sides: list[str] = []
    notes: list[str] = []
    for child in element:
        tag = child.tag
        if tag == "beat-unit":
            sides.append(text_of(child))
        elif tag == "beat-unit-dot" and sides:
            sides[-1] += "."
        elif tag == "beat-unit-tied" and sides:
            sides[-1] += "~+" + _tied_unit(child)
        elif tag == "per-minute":
            sides.append(text_of(child))
        elif tag == "metronome-note":
            notes.append(_group_note(child))
        elif tag == "metronome-relation":
            sides.append("+".join(notes))
            notes = []
    if notes:
        sides.append("+".join(notes))
    return "=".join(side for side in sides if side)


def _tied_unit(element: etree._Element) -> str:
    return "".join("." if child.tag == "beat-unit-dot" else text_of(child) for child in element)


def _group_note(element: etree._Element) -> str:
    text = tie = before = after = ""
    for child in element:
        what = child.get("type", "")
        if child.tag == "metronome-type":
            text += text_of(child)
        elif child.tag == "metronome-dot":
            text += "."
        elif child.tag == "metronome-tied" and what == "start":
            tie = "~"
        elif child.tag == "metronome-beam" and child.get("number", "1") == "1":
            before += "{" if text_of(child) == "begin" else ""
            after += "}" if text_of(child) == "end" else ""
        elif child.tag == "metronome-tuplet" and what == "start":
            before = next((f"[{text_of(c)}:" for c in child if c.tag == "actual-notes"), "") + before
        elif child.tag == "metronome-tuplet" and what == "stop":
            after += "]"
    return before + text + tie + after


def quarters_per_minute(text: str) -> float:
    """How fast a compact metronome text goes, 0 when it gives no number: ``half=c. 72`` is 144."""
    unit = _UNIT.match(text)
    if unit is None or unit[1] not in QUARTERS:
        return 0.0
    number = _NUMBER.search(text, unit.end())
    if number is None or any(name in text[unit.end() :] for name in QUARTERS):
        return 0.0
    length = QUARTERS[unit[1]] * (2 - Fraction(1, 2 ** len(unit[2])))
    return float(Fraction(number[0].replace(",", ".")) * length)
