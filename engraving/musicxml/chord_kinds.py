"""What follows the root of a chord symbol: its kind, in letters or signs, and its degrees.

Signs that a source asks for in place of letters (``use-symbols``) are music characters in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from engraving.musicxml.elements import decimal, text_of

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
    "pedal": " ped.",
}
NAMED = {"Neapolitan": "N6", "Italian": "It6", "French": "Fr6", "German": "Ger6", "Tristan": "Tristan"}
"""Kinds whose name says on which degree they stand."""

_DIMINISHED, _HALF_DIMINISHED, _AUGMENTED, _MAJOR, _MINOR = "\ue870", "\ue871", "\ue872", "\ue873", "\ue874"
_SYMBOLS = {  # the sign of a kind, and what follows it where the source has no text of its own
    "diminished": (_DIMINISHED, ""), "diminished-seventh": (_DIMINISHED, "7"),
    "half-diminished": (_HALF_DIMINISHED, ""), "augmented": (_AUGMENTED, ""), "augmented-seventh": (_AUGMENTED, "7"),
    "major": (_MAJOR, ""), "major-seventh": (_MAJOR, "7"), "major-ninth": (_MAJOR, "9"), "major-11th": (_MAJOR, "11"),
    "major-13th": (_MAJOR, "13"), "minor": (_MINOR, ""), "minor-seventh": (_MINOR, "7"), "minor-sixth": (_MINOR, "6"),
    "minor-ninth": (_MINOR, "9"), "minor-11th": (_MINOR, "11"), "minor-13th": (_MINOR, "13"),
    "major-minor": (_MINOR, f"{_MAJOR}7"),
}  # fmt: skip
_LETTER_SIGN = re.compile(r"(?<!su)b(?=\d)|#(?=\d)")  # m7b5, 7#9; not sub5


def quality(
    kind: etree._Element | None, *, functional: bool, small: bool = False, degrees: Sequence[etree._Element] = ()
) -> str:
    """What follows the root: the sign of the kind, and its text or ours; ``small`` numerals are minor already."""
    if kind is None:
        return ""
    name, text = text_of(kind), kind.get("text")
    own = None if text is None else _LETTER_SIGN.sub(lambda found: {"b": "♭"}.get(found[0], "♯"), text)
    if kind.get("use-symbols") == "yes" and name in _SYMBOLS:
        mark, rest = _SYMBOLS[name]
        if own is None and name == "major-minor" and any(_degree_symbol(degree) == _MAJOR for degree in degrees):
            own = ""  # a degree brings its major seventh
        return mark + (rest if own is None else own)
    if own is not None:
        return own
    if name in NAMED:
        return NAMED[name] if functional else f" {NAMED[name]}"
    letters = _KINDS.get(name, "")
    if functional:
        letters = letters.replace("m7♭5", "ø7").replace("dim", "°")
        if small and not letters.startswith("maj"):
            letters = letters.removeprefix("m")
    return letters


def dressed(degrees: list[etree._Element], kind: etree._Element | None) -> Iterator[str]:
    """Each degree in parentheses, or as the source asks."""
    dress = "({})"
    if kind is not None and kind.get("bracket-degrees") == "yes":
        dress = "[{}]"
    elif kind is not None and kind.get("parentheses-degrees") == "no":
        dress = "{}"
    for degree in degrees:
        if text := _degree(degree):
            yield dress.format(text)


def _degree_symbol(element: etree._Element) -> str:
    """The sign a degree is written with: that of major, minor and so on."""
    value = next((child for child in element if child.tag == "degree-value"), None)
    return "" if value is None else _SYMBOLS.get(value.get("symbol", ""), ("", ""))[0]


def _degree(element: etree._Element) -> str:
    """``add9``, ``♭5``, ``no3``; the source's own words for them where it has some."""
    value = alter = what = ""
    said: str | None = None
    symbol = _degree_symbol(element)
    for child in element:
        if child.tag == "degree-value":
            text = child.get("text")
            value = symbol + (text_of(child) if text is None else text)
        elif child.tag == "degree-alter":
            alter = sign(text_of(child))
            if child.get("plus-minus") == "yes":
                alter = {"♯": "+", "♭": "−"}.get(alter, alter)
        elif child.tag == "degree-type":
            what, said = text_of(child), child.get("text")
    if said is not None:
        return f"{said}{alter}{value}"
    if what == "subtract":
        return f"no{value}"
    return f"{alter}{value}" if alter or symbol or what == "alter" else f"add{value}"


def sign(alter: str) -> str:
    """An alteration in semitones as a sign."""
    return _SIGNS.get(round(float(decimal(alter))), "")
