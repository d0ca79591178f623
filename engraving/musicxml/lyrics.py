"""Syllables: verse, hyphens, elisions and melismas of a ``<lyric>``."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.drafts import EventDraft, PartDraft
from engraving.score import Lyric
from engraving.score.atoms import Kind

_ELISION = "\u203f"
_OPENS = ("begin", "middle")  # a hyphen follows
_GOES_ON = ("middle", "end")  # a hyphen came before
_WORDLESS = {"laughing": "(laughing)", "humming": "(humming)"}


def read_lyric(part: PartDraft, event: EventDraft, element: etree._Element) -> None:
    """Add the syllable to its event. An ``extend`` alone ends a melisma begun earlier and adds nothing."""
    if element.get("print-object") == "no":
        return
    text = ""
    syllabics: list[str] = []
    extend = italic = False
    for child in element:
        tag = child.tag
        if tag == "text":
            text += child.text or ""
            italic = child.get("font-style") == "italic"
        elif tag == "syllabic":
            syllabics.append((child.text or "").strip())
        elif tag == "elision":
            text += (child.text or "").strip(" \t\n") or _ELISION  # a no-break space is meant to be one
        elif tag == "extend":
            extend = child.get("type", "start") == "start"
        elif tag in _WORDLESS:
            text += _WORDLESS[tag]
    if not text.strip(_ELISION + " \n\t"):
        return
    verse = _verse(part, event, element, text.strip())
    if any(lyric.verse == verse and lyric.text == text.strip() for lyric in event.lyrics):
        return  # repeated on every note of a chord
    placement = element.get("placement", "")
    atom = part.atom(Kind.LYRIC)
    event.lyrics.append(Lyric(atom, verse, text.strip(), _joined(syllabics), extend, placement, italic))


def _joined(syllabics: list[str]) -> str:
    """One value for syllables sung to one note: the first says what came before, the last what follows."""
    if len(syllabics) < 2:
        return syllabics[0] if syllabics else "single"
    goes_on, opens = syllabics[0] in _GOES_ON, syllabics[-1] in _OPENS
    if goes_on:
        return "middle" if opens else "end"
    return "begin" if opens else "single"


def _verse(part: PartDraft, event: EventDraft, element: etree._Element, text: str) -> int:
    """The row a syllable stands in: by number, else by name; a row of its own where another syllable has it.

    Names ("chorus", "part2verse1") take the number they end with, or the next one as they appear.
    """
    number, name = element.get("number", ""), element.get("name", "")
    key = f"{number or 1}/{name}"
    while True:
        verse = part.verses.get(key)
        if verse is None:
            verse = _numbered(number or name or "1")
            if not verse or verse in (lyric.verse for lyric in event.lyrics if lyric.text != text):
                verse = max(part.verses.values(), default=0) + 1
            part.verses[key] = verse
        if all(lyric.verse != verse or lyric.text == text for lyric in event.lyrics):
            return verse
        key += "+"  # the second, third … of one name on this note


def _numbered(name: str) -> int:
    """The number a verse is, or ends with; 0 without one."""
    digits = ""
    while name and name[-1].isdecimal():
        digits = name[-1] + digits
        name = name[:-1]
    return max(1, min(int(digits), 99)) if digits else 0
