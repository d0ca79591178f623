"""Small questions asked of XML elements: numbers, yes/no, the attributes worth keeping, source lines."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from lxml import etree

_DECIMAL = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,12}(\.[0-9]{0,12})?")
LAST_SAFE_LINE = 65_534  # libxml2 keeps lines in 16 bits and infers the rest from neighbours

# Where and how the source drew it, and how it plays it back: E58 ignores the one, paper the other.
_UNKEPT = frozenset(
    (
        "default-x", "default-y", "relative-x", "relative-y", "font-family", "font-size", "color", "id",
        "placement", "number", "accelerate", "beats", "first-beat", "second-beat", "last-beat", "start-note",
        "trill-step", "two-note-turn", "justify", "halign", "valign", "dash-length", "space-length",
        "bezier-x", "bezier-y", "bezier-x2", "bezier-y2", "bezier-offset", "bezier-offset2", "line-height",
        "letter-spacing", "end-length",
        "{http://www.w3.org/XML/1998/namespace}lang", "{http://www.w3.org/XML/1998/namespace}space",
    )
)  # fmt: skip


def text_of(element: etree._Element) -> str:
    """Text content without the white space around it."""
    return (element.text or "").strip()


def child_text(element: etree._Element, tag: str, default: str = "") -> str:
    """Text of the first child ``tag``."""
    for child in element:
        if child.tag == tag:
            return text_of(child)
    return default


def children(element: etree._Element) -> list[etree._Element]:
    """Child elements, without comments and processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def kept_attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """What the source says about it, without positions, fonts, playback, ``placement`` and ``number``."""
    said: Any = element.items()  # text, all of it, which lxml's types leave open
    return tuple([pair for pair in said if pair[0] not in _UNKEPT]) if said else ()


def whole_number(text: str | None, default: int) -> int:
    """An integer, ``default`` where the file has none or something else; decimals are truncated."""
    if text is None:
        return default
    if _is_short(text):
        return int(text)
    return int(decimal(text, Fraction(default)))


def _is_short(text: str) -> bool:
    """A whole number as nearly all are written, and read at once."""
    return len(text) < 10 and text.isascii() and text.isdigit()


def product(text: str | None, factor: int) -> int:
    """A decimal number of ``factor`` each, rounded; 0 where there is none."""
    if text is not None and _is_short(text):
        return int(text) * factor
    return round(decimal(text) * factor)


def decimal(text: str | None, default: Fraction = Fraction(0)) -> Fraction:
    """An exact decimal number, ``default`` where there is none.

    Numbers of more than twelve digits and exponents are no score's: ``1e999999999`` would fill the memory.
    """
    number = (text or "").strip()
    return Fraction(number) if _DECIMAL.fullmatch(number) else default


def line_of(element: etree._Element) -> int:
    """Source line, 0 if unknown.

    Past line 65,535 libxml2 gives containers the line of their first child: what lies between is taken off.
    """
    said: Any = element.sourceline  # a number or None, which lxml's types do not tell
    line: int = said or 0
    if line <= LAST_SAFE_LINE or not len(element):
        return line
    return line - (element.text or "").count("\n")
