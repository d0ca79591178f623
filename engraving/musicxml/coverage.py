"""Conservation of ink: what a score holds that is not drawn comes back as a finding, never silently lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from engraving.findings import Finding, Severity
from engraving.musicxml import coverage_table as table
from engraving.musicxml.coverage_table import Fate
from engraving.musicxml.places import Places

_REMEDY = "Write it in by hand after printing, or say it in words in the score."


def fate(element: str, attribute: str = "") -> Fate:
    """What becomes of an element, or of its ``attribute`` (``xml:lang`` with its prefix).

    Raises ``KeyError`` for names that MusicXML 4.0 does not have.
    """
    if not attribute:
        return _ELEMENTS[element]
    place = f"{element} {attribute}"
    return table.EXCEPTIONS[place] if place in table.EXCEPTIONS else _ATTRIBUTES[attribute]


def undrawn(root: etree._Element, *, file: str = "", member: str = "") -> tuple[Finding, ...]:
    """What the parts of a ``score-partwise`` root hold that is not drawn: one warning a part and kind.

    Rule ``not-drawn``; the place is that of the first, the message has the count. Hidden things
    (``print-object="no"``) and what lies inside something reported already are left out.
    """
    places = Places(root, file, member)
    findings: list[Finding] = []
    for part in root.iterfind("part"):
        found: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for what, element in _met(part):
            found[what].append(element)
        for what, elements in found.items():
            where = places.of(elements[0])
            times = f"{len(elements)} times in this part, first" if len(elements) > 1 else "once,"
            message = f"Not drawn: {what}, {times} in bar {where.bar or where.bar_index + 1}."
            findings.append(Finding("not-drawn", Severity.WARNING, where, message, _REMEDY))
    return tuple(findings)


def _met(part: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Everything undrawn in a part, in source order for each kind, with what to call it."""
    for element in part.iter(*table.NOT_YET):
        parent = element.getparent()
        inside = parent is not None and parent.tag in table.NOT_YET
        if not inside and element.get("print-object") != "no":
            yield f"{table.NOT_YET[str(element.tag)]} (<{element.tag}>)", element
    for element in part.iter("notehead", *_SPECIAL):
        if element.tag == "notehead" and (what := _missed_of_head(element)):
            yield f"{what} (<notehead>)", element
        for special in _SPECIAL.get(str(element.tag), ()):
            value = element.get(special.attribute, "") if special.attribute else (element.text or "").strip()
            if value in special.values and element.get("print-object") != "no":
                place = f"{special.attribute} of <{element.tag}>" if special.attribute else f"<{element.tag}>"
                yield f"{special.what} ({place})", element


def _missed_of_head(notehead: etree._Element) -> str:
    """What a reader does not see of a head: whether its note is a breve or a half, the stem of one without ink."""
    note = notehead.getparent()
    if note is None or note.get("print-object") == "no":
        return ""
    shape = (notehead.text or "").strip()
    if shape == "none" and (note.findtext("stem") or "none").strip() != "none":
        return "the stem of a note without a head"
    if (value := (note.findtext("type") or "").strip()) in table.VALUES_ALIKE.get(shape, ()):
        return f"a {shape} head that says it is a {value}: no sign for it"
    return ""


def _by_name(lists: dict[Fate, str]) -> dict[str, Fate]:
    return {name: becomes for becomes, names in lists.items() for name in names.split()}


_ELEMENTS = _by_name(
    {
        Fate.DRAWN: table.DRAWN,
        Fate.READ: table.READ,
        Fate.LAYOUT: table.LAYOUT,
        Fate.PLAYBACK: table.PLAYBACK,
        Fate.METADATA: table.METADATA,
        Fate.NOT_YET: " ".join(table.NOT_YET),
    }
)
_ATTRIBUTES = _by_name(
    {
        Fate.DRAWN: table.ATTRIBUTES_DRAWN,
        Fate.READ: table.ATTRIBUTES_READ,
        Fate.LAYOUT: table.ATTRIBUTES_LAYOUT,
        Fate.PLAYBACK: table.ATTRIBUTES_PLAYBACK,
        Fate.METADATA: table.ATTRIBUTES_METADATA,
    }
)
_SPECIAL: defaultdict[str, list[table.Special]] = defaultdict(list)
for _special in table.VALUES_NOT_YET:
    _SPECIAL[_special.element].append(_special)
