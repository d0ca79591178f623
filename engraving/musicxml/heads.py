"""Noteheads: their shape, the letters in them, and which of a note's ink the source hides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import PartDraft
from engraving.musicxml.elements import children, line_of, text_of
from engraving.score import Printing
from engraving.typefaces.glyph_names import code_point

SHAPES = frozenset(
    (
        "slash", "triangle", "diamond", "square", "cross", "x", "circle-x", "inverted triangle", "arrow down",
        "arrow up", "circled", "slashed", "back slashed", "cluster", "circle dot", "left triangle", "rectangle",
        "do", "re", "mi", "fa", "fa up", "so", "la", "ti",
    )
)  # fmt: skip
"""MusicXML's heads that have a family of glyphs."""


def read_notehead(part: PartDraft, element: etree._Element) -> tuple[str, str, bool]:
    """(shape, filled, parentheses); the shape is a glyph's name where the source gives one.

    One without a sign here is told, and becomes the common head of its kind, or a plain one.
    """
    shape = text_of(element)
    name = element.get("smufl", "") if shape != "none" else ""
    if code_point(name):
        shape = name
    elif name or (shape not in SHAPES and shape not in ("", "normal", "none")):
        part.complain(
            "not-understood",
            Severity.WARNING,
            line_of(element),
            f"The notehead {name or shape!r} has no sign here; {'a' if shape in SHAPES else 'a plain'} "
            f"{shape if shape in SHAPES else 'one'} is printed.",
            "Choose another head, or say in words what is to be played.",
        )
    return "" if shape == "normal" else shape, element.get("filled", ""), element.get("parentheses") == "yes"


def letters(element: etree._Element) -> str:
    """What is written in a notehead."""
    return "".join(text_of(child) for child in children(element))


def read_printing(element: etree._Element, said: Mapping[Any, etree._Element]) -> Printing | None:
    """What a note shows apart from its head; None for all notes but a few."""
    dots, ledgers = element.get("print-dot"), element.get("print-leger")
    side = said["dot"].get("placement", "") if "dot" in said else ""
    if dots is None and ledgers is None and not side:
        return None
    shown = element.get("print-object", "yes")
    return Printing((dots or shown) != "no", (ledgers or shown) != "no", side)
