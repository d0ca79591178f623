"""Chord symbols as readable text: ``C♯m7``, ``G7(♭9)``, ``F/A``, ``N.C.``

Signs that a source asks for in place of letters (``use-symbols``) are music characters in the text.
"""

from __future__ import annotations

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import DirectionDraft, PartDraft
from engraving.musicxml.elements import child_text, decimal, line_of, product, text_of, whole_number
from engraving.score import Segment

_SIGNS = {-2: "𝄫", -1: "♭", 0: "", 1: "♯", 2: "𝄪"}

_KINDS = {
    "major": "",
    "minor": "m",
    "augmented": "+",
    "diminished": "dim",
    "dominant": "7",
    "major-seventh": "maj7",
    "minor-seventh": "m7",
    "diminished-seventh": "dim7",
    "augmented-seventh": "+7",
    "half-diminished": "m7♭5",
    "major-minor": "m(maj7)",
    "major-sixth": "6",
    "minor-sixth": "m6",
    "dominant-ninth": "9",
    "major-ninth": "maj9",
    "minor-ninth": "m9",
    "dominant-11th": "11",
    "major-11th": "maj11",
    "minor-11th": "m11",
    "dominant-13th": "13",
    "major-13th": "maj13",
    "minor-13th": "m13",
    "suspended-second": "sus2",
    "suspended-fourth": "sus4",
    "power": "5",
    "pedal": "ped.",
    "Neapolitan": "N6",
    "Italian": "It6",
    "French": "Fr6",
    "German": "Ger6",
    "Tristan": "Tristan",
}
# SMuFL's signs of chord symbols: diminished, half-diminished, augmented, major, minor.
_SYMBOLS = {
    "diminished": "\ue870", "diminished-seventh": "\ue8707", "half-diminished": "\ue871",
    "augmented": "\ue872", "augmented-seventh": "\ue8727", "major": "\ue873", "major-seventh": "\ue8737",
    "major-ninth": "\ue8739", "major-11th": "\ue87311", "major-13th": "\ue87313", "major-sixth": "6",
    "minor": "\ue874", "minor-seventh": "\ue8747", "minor-sixth": "\ue8746", "minor-ninth": "\ue8749",
    "minor-11th": "\ue87411", "minor-13th": "\ue87413", "major-minor": "\ue874\ue8737",
}  # fmt: skip
_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII")
_KEYS = ("C♭", "G♭", "D♭", "A♭", "E♭", "B♭", "F", "C", "G", "D", "A", "E", "B", "F♯", "C♯", "G♯", "D♯", "A♯")
_LOWERED = ("minor", "diminished", "half-diminished")
_INVERSIONS = ("", "6", "64")
_SEVENTH_INVERSIONS = ("7", "65", "43", "42")


def read_harmony(part: PartDraft, element: etree._Element) -> None:
    """A ``<harmony>`` as a direction above, with one segment for each chord in it."""
    if element.get("print-object") == "no":
        return
    draft = DirectionDraft(part.bar, part.position, _chords(element))
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
    if inversion is None or inversion.get("text") or "root" not in said or "bass" in said:
        return
    if number := whole_number(text_of(inversion), 0):
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"A chord symbol asks for inversion {number} and names no bass; the chord is printed without.",
            "Write the bass note into the chord symbol.",
            part.position,
        )


def _chords(element: etree._Element) -> tuple[Segment, ...]:
    """Each root (or function, or numeral) begins a chord."""
    chords: list[list[etree._Element]] = []
    for child in element:
        if child.tag in ("root", "function", "numeral") or (child.tag == "kind" and not chords):
            chords.append([])
        if chords:
            chords[-1].append(child)
    return tuple(segment for chord in chords if (segment := _chord(chord)).text)


def _chord(children: list[etree._Element]) -> Segment:
    """One chord; ``function`` says that its letters name no notes."""
    parts = {str(child.tag): child for child in children if isinstance(child.tag, str)}
    kind = parts.get("kind")
    name = text_of(kind) if kind is not None else ""
    if name == "none" and "function" not in parts and "numeral" not in parts:
        return Segment("harmony", "N.C." if kind is None else kind.get("text", "N.C.") or "N.C.")
    functional = "root" not in parts
    root = _root(parts, name)
    quality = _quality(kind, name, functional)
    bass = parts.get("bass")
    under = ""
    if bass is not None:
        under = child_text(bass, "bass-separator", "/") + _note(bass, "bass")
    degrees = [child for child in children if child.tag == "degree" and child.get("print-object") != "no"]
    added = "".join(f"({degree})" for degree in map(_degree, degrees) if degree)
    if kind is not None and kind.get("parentheses-degrees") == "no":
        added = added.replace("(", "").replace(")", "")
    inversion = parts.get("inversion")
    inverted = _inversion(inversion, quality) if functional else "" if inversion is None else inversion.get("text", "")
    if inverted:
        quality = quality.removesuffix("7")
    text = f"{root}{quality}{inverted}{added}{under}".strip()
    return Segment("harmony", text, (("function", "yes"),) if functional else ())


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
    return _key_of(numeral) + _sign(child_text(numeral, "numeral-alter")) + text


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


def _quality(kind: etree._Element | None, name: str, functional: bool) -> str:
    if kind is None:
        return ""
    if kind.get("text") is not None:
        return kind.get("text", "")
    if kind.get("use-symbols") == "yes" and name in _SYMBOLS:
        return _SYMBOLS[name]
    if functional and name in ("minor", "diminished"):
        return "" if name == "minor" else "°"  # its small letters say the rest
    return _KINDS.get(name, "")


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
            alter = _sign(text_of(child))
    return step + alter


def _sign(alter: str) -> str:
    return _SIGNS.get(round(float(decimal(alter))), "")


def _degree(element: etree._Element) -> str:
    """``add9``, ``♭5``, ``no3``; the source's own words for them where it has some."""
    value = alter = what = said = ""
    for child in element:
        if child.tag == "degree-value":
            value = child.get("text") if child.get("text") is not None else text_of(child)  # type: ignore[assignment]
            value = _SYMBOLS.get(child.get("symbol", ""), "") + value
        elif child.tag == "degree-alter":
            alter = _sign(text_of(child))
            if child.get("plus-minus") == "yes":
                alter = {"♯": "+", "♭": "−"}.get(alter, alter)
        elif child.tag == "degree-type":
            what, said = text_of(child), child.get("text") or ""
            if child.get("text") is not None:
                return f"{said}{alter}{value}"
    if what == "subtract":
        return f"no{value}"
    return f"{alter}{value}" if alter or what == "alter" else f"add{value}"
