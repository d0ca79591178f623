"""``<part-list>``: names, abbreviations, groups and instruments of the parts, in score order."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from engraving.musicxml.elements import child_text, text_of, whole_number
from engraving.score import InstrumentName, PartGroup

_ACCIDENTALS = {
    "flat": "♭",
    "sharp": "♯",
    "natural": "♮",
    "double-sharp": "𝄪",
    "sharp-sharp": "♯♯",
    "flat-flat": "𝄫",
}
_SIGNS = "".join(_ACCIDENTALS.values())
_BLANK = re.compile(r"[^\S\u00a0]+")
# What programs call a sound that nobody has named.
_NO_INSTRUMENT = re.compile(
    r"instrument \d+|aria player|smartmusic softsynth.*|garritan.*|midi \w+( \d+)?", re.IGNORECASE
)
_PLACEHOLDERS = ("MusicXML Part", "")


class ListedPart(NamedTuple):
    """One ``<score-part>``; ``group`` is the nearest group name around it."""

    key: str
    name: str
    abbreviation: str
    group: str
    instruments: tuple[InstrumentName, ...]


class _OpenGroup(NamedTuple):
    number: str
    first: int
    element: etree._Element


def read_part_list(element: etree._Element | None) -> tuple[list[ListedPart], tuple[PartGroup, ...]]:
    """The parts and the groups around them; groups that never stop reach to the last part."""
    parts: list[ListedPart] = []
    groups: list[PartGroup] = []
    opened: list[_OpenGroup] = []
    for child in element if element is not None else ():
        if child.tag == "score-part":
            parts.append(_listed(child, opened))
        elif child.tag == "part-group":
            number = child.get("number", "1")
            if child.get("type") == "start":
                opened.append(_OpenGroup(number, len(parts), child))
            else:
                _close(opened, number, len(parts), groups)
    while opened:
        _close(opened, opened[-1].number, len(parts), groups)
    return parts, tuple(sorted(groups, key=lambda group: (group.first, -group.last)))


def _close(opened: list[_OpenGroup], number: str, count: int, groups: list[PartGroup]) -> None:
    for index in range(len(opened) - 1, -1, -1):
        group = opened[index]
        if group.number == number:
            del opened[index]
            if count > group.first:
                groups.append(_group(group, count - 1))
            return


def _group(group: _OpenGroup, last: int) -> PartGroup:
    return PartGroup(
        first=group.first,
        last=last,
        symbol=child_text(group.element, "group-symbol", "none"),
        name=_display(group.element, "group-name"),
        abbreviation=_display(group.element, "group-abbreviation"),
        barlines=child_text(group.element, "group-barline", "no"),
    )


def _listed(element: etree._Element, opened: list[_OpenGroup]) -> ListedPart:
    names = (_display(group.element, "group-name") for group in reversed(opened))
    instruments = _instruments(element)
    name = _display(element, "part-name")
    if name in _PLACEHOLDERS:
        name = next((instrument.name for instrument in instruments if instrument.name), "")
    return ListedPart(
        element.get("id", ""),
        name,
        _display(element, "part-abbreviation"),
        next((name for name in names if name), ""),
        instruments,
    )


def _display(element: etree._Element, tag: str) -> str:
    """``part-name-display`` where it says something, else ``part-name``: one line, accidentals as signs."""
    plain = shown = ""
    for child in element:
        if child.tag == tag:
            plain = child.text or ""
        elif child.tag == f"{tag}-display":
            shown = "".join(
                _ACCIDENTALS.get(text_of(piece), "") if piece.tag == "accidental-text" else piece.text or ""
                for piece in child
            )
    plain = _BLANK.sub(" ", plain).strip()
    return _spaced(_BLANK.sub(" ", shown).strip(), plain) or plain


def _spaced(shown: str, plain: str) -> str:
    """Give a display name the spaces its pieces lost: Sibelius divides names over two lines at a space."""
    spaced = ""
    rest = plain
    for sign in shown:
        if rest.startswith(" ") and sign != " ":
            spaced += " "
            rest = rest[1:]
        spaced += sign
        if not rest or (rest[0] != sign and sign not in _SIGNS):
            return shown
        rest = rest[1:]
    return spaced


def _instruments(element: etree._Element) -> tuple[InstrumentName, ...]:
    """``<score-instrument>`` and ``<midi-instrument>`` put together; MIDI numbers are MusicXML's, from 1."""
    programs: dict[str, int] = {}
    unpitched: dict[str, int] = {}
    for child in element:
        if child.tag == "midi-instrument":
            key = child.get("id", "")
            programs[key] = whole_number(child_text(child, "midi-program"), 0)
            unpitched[key] = whole_number(child_text(child, "midi-unpitched"), 0)
    return tuple(
        InstrumentName(
            child.get("id", ""),
            _instrument_name(child),
            child_text(child, "instrument-sound"),
            programs.get(child.get("id", ""), 0),
            unpitched.get(child.get("id", ""), 0),
        )
        for child in element
        if child.tag == "score-instrument"
    )


def _instrument_name(element: etree._Element) -> str:
    """What a player would call it; empty where only a program has named the sound."""
    name = _BLANK.sub(" ", child_text(element, "instrument-name"))
    return "" if _NO_INSTRUMENT.fullmatch(name) else name
