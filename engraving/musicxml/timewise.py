"""Scores written bar by bar (``score-timewise``) turned into scores written part by part, in place."""

from __future__ import annotations

from lxml import etree


def to_partwise(root: etree._Element) -> etree._Element:
    """Regroup a ``score-timewise`` root into a new ``score-partwise`` one; anything else comes back as it is.

    Parts come in the order of the part list, then of first appearance. A bar a part does not have becomes
    an empty bar, so that bar indices stay aligned. Elements are moved, not copied: source lines survive.
    """
    if root.tag != "score-timewise":
        return root
    partwise = etree.Element("score-partwise", _attributes(root))
    partwise.sourceline = root.sourceline
    measures = root.findall("measure")
    partwise.extend([child for child in root if child.tag != "measure"])
    parts = {key: _part(partwise, key) for key in _keys(partwise, measures)}
    for measure in measures:
        filled = {key: _bar(part, measure) for key, part in parts.items()}
        for source in measure.findall("part"):
            filled[source.get("id", "")].extend(list(source))
    return partwise


def _keys(partwise: etree._Element, measures: list[etree._Element]) -> list[str]:
    """Ids of the parts that hold music, without repeats, in score order."""
    used = dict.fromkeys(part.get("id", "") for measure in measures for part in measure.findall("part"))
    listed = [part.get("id", "") for part in partwise.iterfind("part-list/score-part")]
    return [*(key for key in listed if key in used), *(key for key in used if key not in listed)]


def _part(partwise: etree._Element, key: str) -> etree._Element:
    return etree.SubElement(partwise, "part", {"id": key})


def _bar(part: etree._Element, measure: etree._Element) -> etree._Element:
    bar = etree.SubElement(part, "measure", _attributes(measure))
    bar.sourceline = measure.sourceline
    return bar


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}
