"""Chord symbols as readable text: ``C♯m7``, ``G7(♭9)``, ``F/A``, ``N.C.``"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.chord_kinds import NAMED, dressed, quality, sign
from engraving.musicxml.drafts import DirectionDraft, PartDraft
from engraving.musicxml.elements import child_text, line_of, product, text_of, whole_number
from engraving.score import Segment

_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII")
_KEYS = ("C♭", "G♭", "D♭", "A♭", "E♭", "B♭", "F", "C", "G", "D", "A", "E", "B", "F♯", "C♯", "G♯", "D♯", "A♯")
_LOWERED = ("minor", "diminished", "half-diminished", "major-minor")
_INVERSIONS = ("", "6", "64")
_SEVENTH_INVERSIONS = ("7", "65", "43", "42")


def read_harmony(part: PartDraft, element: etree._Element) -> None:
    """A ``<harmony>`` as a direction above, all its chords in one segment."""
    if element.get("print-object") == "no":
        return
    draft = DirectionDraft(part.bar, part.position, _symbol(element))
    draft.placement = element.get("placement", "above")
    draft.line = line_of(element)
    for child in element:
        if child.tag == "offset":
            draft.position += product(child.text, part.division)
        elif child.tag == "staff":
            draft.staff = part.staff(child.text)
    if draft.segments:
        part.directions.append(draft)
        part.note(draft)
        _complain_of_inversion(part, element)


def _complain_of_inversion(part: PartDraft, element: etree._Element) -> None:
    """A chord symbol says its bass note; the number of an inversion alone says nothing to a player."""
    said = {child.tag: child for child in element}
    inversion = said.get("inversion")
    if inversion is None or inversion.get("text") or "bass" in said:
        return
    number = whole_number(text_of(inversion), 0)
    if number and ("root" in said or not _inversion(inversion, quality(said.get("kind"), functional=True))):
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"A chord symbol asks for inversion {number} and names no bass; the chord is printed without.",
            "Write the bass note into the chord symbol.",
            part.position,
        )


def _symbol(element: etree._Element) -> tuple[Segment, ...]:
    """The chords of an element as one text; each root (or function, or numeral) begins a chord.

    ``roots`` are the places of letters in it that name notes, ``function`` says that none do.
    """
    chords: list[list[etree._Element]] = []
    for child in element:
        if child.tag in ("root", "function", "numeral") or (child.tag == "kind" and not chords):
            chords.append([])
        if chords:
            chords[-1].append(child)
    read = [chord for chord in map(_chord, chords) if chord.text]
    if not read:
        return ()
    functional = read[0].functional
    slanted = functional or element.get("arrangement") in ("horizontal", "diagonal")
    text, roots = "", []
    for chord in read:
        text += "" if not text else "/" if slanted else "|"
        roots += [len(text) + place for place in chord.roots]
        text += chord.text
    names = ("function", "yes") if functional else ("roots", " ".join(map(str, roots)))
    return (Segment("harmony", text, (names,)),)


class _Chord(NamedTuple):
    """One chord: its text, the places of its root and bass there, and whether its letters name no notes."""

    text: str
    roots: tuple[int, ...] = ()
    functional: bool = False


def _chord(children: list[etree._Element]) -> _Chord:
    parts = {str(child.tag): child for child in children if isinstance(child.tag, str)}
    kind = parts.get("kind")
    name = text_of(kind) if kind is not None else ""
    functional = "root" not in parts
    if name == "none":
        return _Chord("N.C." if kind is None else kind.get("text", "N.C.") or "N.C.", functional=functional)
    degrees = [child for child in children if child.tag == "degree" and child.get("print-object") != "no"]
    root = _root(parts, name)
    kind_text = quality(kind, functional=functional, small=functional and root[-1:].islower(), degrees=degrees)
    inversion = parts.get("inversion")
    inverted = "" if inversion is None else inversion.get("text", "")
    if inversion is not None and functional:
        inverted = _inversion(inversion, kind_text)
    if inverted:
        kind_text = kind_text.removesuffix("7")
    if functional and name in NAMED and kind_text == NAMED[name]:
        root = _key_of(parts["numeral"]) if "numeral" in parts else ""
    text = f"{root}{kind_text}{inverted}{''.join(dressed(degrees, kind))}"
    roots = [0] if root and not functional else []
    if "bass" in parts:
        text += _separator(parts["bass"])
        roots += [len(text)] if not functional else []
        text += _note(parts["bass"], "bass")
    return _Chord(text, tuple(roots), functional)


def _separator(bass: etree._Element) -> str:
    """What stands before a bass note; words keep their distance from the letters."""
    said = child_text(bass, "bass-separator", "/")
    return f" {said} " if said.isalpha() else said


def _root(parts: dict[str, etree._Element], kind: str) -> str:
    if "root" in parts:
        return _note(parts["root"], "root")
    if "function" in parts:
        return text_of(parts["function"])
    if "numeral" not in parts:
        return ""
    numeral = parts["numeral"]
    said = next((child for child in numeral if child.tag == "numeral-root"), None)
    if said is None:
        return ""
    number = whole_number(text_of(said), 0)
    text = said.get("text") or (_NUMERALS[number] if 0 < number < len(_NUMERALS) else text_of(said))
    if said.get("text") is None and kind.startswith(_LOWERED):
        text = text.lower()
    return _key_of(numeral) + sign(child_text(numeral, "numeral-alter")) + text


def _key_of(numeral: etree._Element) -> str:
    """The key a numeral is counted in, where the source says it: ``G:``, ``a:``"""
    key = next((child for child in numeral if child.tag == "numeral-key"), None)
    if key is None or key.get("print-object") == "no":
        return ""
    minor = "minor" in child_text(key, "numeral-mode", "major")
    place = whole_number(child_text(key, "numeral-fifths"), 0) + 7 + (3 if minor else 0)
    if not 0 <= place < len(_KEYS):
        return ""
    return (_KEYS[place].lower() if minor else _KEYS[place]) + ": "


def _inversion(element: etree._Element | None, quality: str) -> str:
    if element is None:
        return ""
    if element.get("text") is not None:
        return element.get("text", "")
    figures = _SEVENTH_INVERSIONS if quality.endswith("7") else _INVERSIONS
    number = whole_number(text_of(element), 0)
    return figures[number] if 0 < number < len(figures) else ""


def _note(element: etree._Element, name: str) -> str:
    """A letter with its sign, each in the source's own spelling if it has one."""
    step = alter = ""
    for child in element:
        if child.tag == f"{name}-step":
            step = child.get("text") or text_of(child)
        elif child.tag == f"{name}-alter" and child.get("print-object") != "no":
            alter = sign(text_of(child))
    return step + alter


