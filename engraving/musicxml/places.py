"""Where in the source an element stands, in the words people use: part, bar and line."""

from __future__ import annotations

from typing import cast

from lxml import etree

from engraving.findings import Where
from engraving.musicxml.parts_list import read_part_list

_LAST_SURE_LINE = 65_534


class Places:
    """Tells where elements of one ``score-partwise`` tree stand, in ``file`` and its ``member``."""

    def __init__(self, root: etree._Element, file: str, member: str) -> None:
        """Look up the parts' names once."""
        self._file = file
        self._member = member
        listed, _ = read_part_list(root.find("part-list"))
        self._names = {part.key: part.name for part in listed}

    def of(self, element: etree._Element) -> Where:
        """Part name (its id if it has none), bar number and index, line; outside bars only the line."""
        measure = _within(element, "measure")
        part = _within(element, "part")
        return Where(
            part="" if part is None else self.part_name(part),
            bar="" if measure is None else measure.get("number", ""),
            bar_index=-1 if measure is None else _index(measure),
            line=line_of(element),
            file=self._file,
            member=self._member,
        )

    def part_name(self, part: etree._Element) -> str:
        """What people call a ``part`` element."""
        key = part.get("id", "")
        return self._names.get(key) or key


def line_of(element: etree._Element) -> int:
    """The line its start tag is on, 0 if unknown.

    Past line 65,535 libxml2 remembers lines of text only, and where the text ends: it answers for an
    element with its first text, or for an empty one with the text behind it.
    """
    line = cast("int | None", element.sourceline) or 0
    if line <= _LAST_SURE_LINE:
        return line
    holder = element
    while holder.text is None and len(holder):
        holder = holder[0]
    text = holder.tail if holder.text is None else holder.text
    return line - (text or "").count("\n")


def _index(measure: etree._Element) -> int:
    return sum(1 for _ in measure.itersiblings("measure", preceding=True))


def _within(element: etree._Element, tag: str) -> etree._Element | None:
    if element.tag == tag:
        return element
    return next(element.iterancestors(tag), None)
