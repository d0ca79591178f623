"""Syllables: verse, hyphens, elisions and melismas of a ``<lyric>``."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.drafts import EventDraft, PartDraft
from engraving.score.atoms import Kind
from engraving.score.model import Lyric

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
    extend = False
    for child in element:
        tag = child.tag
        if tag == "text":
            text += child.text or ""
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
    verse = _verse(part, element)
    if any(lyric.verse == verse and lyric.text == text for lyric in event.lyrics):
        return  # repeated on every note of a chord
    placement = element.get("placement", "")
    atom = part.atom(Kind.LYRIC)
    event.lyrics.append(Lyric(atom, verse, text.strip(), _joined(syllabics), extend, placement))


def _joined(syllabics: list[str]) -> str:
    """One value for syllables sung to one note: the first says what came before, the last what follows."""
    if len(syllabics) < 2:
        return syllabics[0] if syllabics else "single"
    goes_on, opens = syllabics[0] in _GOES_ON, syllabics[-1] in _OPENS
    if goes_on:
        return "middle" if opens else "end"
    return "begin" if opens else "single"


def _verse(part: PartDraft, element: etree._Element) -> int:
    """Verse by number; other names ("chorus", "part2verse1") are numbered after the last as they appear."""
    name = element.get("number") or element.get("name") or "1"
    if name.isdecimal():
        return max(1, min(int(name), 99))
    verse = part.verses.get(name)
    if verse is None:
        verse = part.verses[name] = _named_verse(part, name)
    return verse


def _named_verse(part: PartDraft, name: str) -> int:
    digits = ""
    while name and name[-1].isdecimal():
        digits = name[-1] + digits
        name = name[:-1]
    if digits:
        return max(1, min(int(digits), 99))
    return max(part.verses.values(), default=0) + 1
