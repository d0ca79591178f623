"""Accidentals: what they are called, by MusicXML or else by SMuFL, and how they are dressed."""

from __future__ import annotations

from lxml import etree

from engraving.findings import Severity
from engraving.musicxml.drafts import PartDraft
from engraving.musicxml.elements import line_of, text_of
from engraving.score import Accidental
from engraving.typefaces.glyph_names import accidental_point, code_point

VALUES = frozenset(
    (
        "sharp", "natural", "flat", "double-sharp", "sharp-sharp", "flat-flat", "natural-sharp", "natural-flat",
        "quarter-flat", "quarter-sharp", "three-quarters-flat", "three-quarters-sharp", "sharp-down", "sharp-up",
        "natural-down", "natural-up", "flat-down", "flat-up", "double-sharp-down", "double-sharp-up",
        "flat-flat-down", "flat-flat-up", "arrow-down", "arrow-up", "triple-sharp", "triple-flat",
        "slash-quarter-sharp", "slash-sharp", "slash-flat", "double-slash-flat", "sharp-1", "sharp-2", "sharp-3",
        "sharp-5", "flat-1", "flat-2", "flat-3", "flat-4", "sori", "koron", "double-flat",
    )
)  # fmt: skip


def accidental_name(element: etree._Element) -> str:
    """MusicXML's value, or the glyph's name for ``other``; "" for what cannot be drawn or is no accidental."""
    text = text_of(element)
    if text in VALUES:
        return text
    name = element.get("smufl", "")
    return name if code_point(name) else ""


def read_accidental(part: PartDraft, element: etree._Element) -> Accidental | None:
    """An ``<accidental>`` beside its head; None with a complaint when there is no sign for it."""
    text = accidental_name(element)
    if not text and accidental_point(element.get("smufl", "")):
        text = element.get("smufl", "")  # of another tuning system: the style's font may have it
    if not text:
        if element.text:
            part.complain(
                "not-understood",
                Severity.WARNING,
                line_of(element),
                f"The accidental {element.get('smufl') or element.text!r} has no sign here.",
                "The sign of the note's pitch is printed; compare it with the original.",
            )
        return None
    key = (text, tuple((str(k), str(v)) for k, v in element.items()))
    accidental = part.accidentals.get(key)
    if accidental is None:
        yes = {k for k, v in key[1] if v == "yes"}
        courtesy = "cautionary" in yes and element.get("parentheses") != "no"  # one that says how it looks is plain
        accidental = part.accidentals[key] = Accidental(
            text, courtesy, "editorial" in yes, "parentheses" in yes, "bracket" in yes,
            element.get("size") in ("cue", "grace-cue"),
        )
    return accidental
