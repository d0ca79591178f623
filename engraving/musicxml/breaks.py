"""Where the source breaks lines and pages: only a score that is asked to follows it (E58)."""

from __future__ import annotations

from lxml import etree


def source_breaks(part: etree._Element) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The bars (indices) that begin a line, and those that begin a page, as ``<print>`` of a part says.

    A page begins a line too. The first bar begins both anyway and is not named.
    """
    lines, pages = [], []
    for index, measure in enumerate(part.iterfind("measure")):
        for element in measure.iterfind("print"):
            if index and element.get("new-page") == "yes":
                pages.append(index)
            if index and "yes" in (element.get("new-page"), element.get("new-system")):
                lines.append(index)
    return tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(pages))
