"""Chord symbols as readable text: ``C♯m7``, ``G7(♭9)``, ``F/A``, ``N.C.``"""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.drafts import DirectionDraft, PartDraft
from engraving.musicxml.elements import child_text, decimal, line_of, text_of
from engraving.score.model import Segment

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


def read_harmony(part: PartDraft, element: etree._Element) -> None:
    """A ``<harmony>`` as a direction above, with one segment for each chord in it."""
    if element.get("print-object") == "no":
        return
    draft = DirectionDraft(part.bar, part.position, _chords(element))
    draft.placement = element.get("placement", "above")
    draft.line = line_of(element)
    for child in element:
        if child.tag == "offset":
            draft.position += round(decimal(child.text) * part.division)
        elif child.tag == "staff":
            draft.staff = part.staff(child.text)
    if draft.segments:
        part.directions.append(draft)
        part.note(draft)


def _chords(element: etree._Element) -> tuple[Segment, ...]:
    """Each root (or function, or numeral) begins a chord."""
    chords: list[list[etree._Element]] = []
    for child in element:
        if child.tag in ("root", "function", "numeral") or (child.tag == "kind" and not chords):
            chords.append([])
        if chords:
            chords[-1].append(child)
    texts = [_chord(chord) for chord in chords]
    return tuple(Segment("harmony", text) for text in texts if text)


def _chord(children: list[etree._Element]) -> str:
    root = kind = bass = ""
    degrees: list[str] = []
    for child in children:
        tag = child.tag
        if tag == "root":
            root = _note(child, "root")
        elif tag == "function":
            root = text_of(child)
        elif tag == "numeral":
            root = child_text(child, "numeral-root") + _sign(child_text(child, "numeral-alter"))
        elif tag == "kind":
            if text_of(child) == "none":
                return "N.C."
            kind = child.get("text", _KINDS.get(text_of(child), ""))
        elif tag == "bass":
            bass = "/" + _note(child, "bass")
        elif tag == "degree" and child.get("print-object") != "no":
            degrees.append(_degree(child))
    added = "".join(f"({degree})" for degree in degrees if degree)
    return f"{root}{kind}{added}{bass}".strip()


def _note(element: etree._Element, name: str) -> str:
    return child_text(element, f"{name}-step") + _sign(child_text(element, f"{name}-alter"))


def _sign(alter: str) -> str:
    return _SIGNS.get(round(float(decimal(alter))), "")


def _degree(element: etree._Element) -> str:
    """``add9``, ``♭5``, ``no3``; a degree whose sign is spelt in the kind already says nothing more."""
    value = child_text(element, "degree-value")
    alter = _sign(child_text(element, "degree-alter"))
    what = child_text(element, "degree-type")
    if what == "subtract":
        return f"no{value}"
    return f"{alter}{value}" if alter or what == "alter" else f"add{value}"
