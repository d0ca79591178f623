"""Clefs, keys, metres, transpositions and staff details out of ``<attributes>``."""

from __future__ import annotations

from lxml import etree

from engraving.musicxml.elements import child_text, decimal, text_of, whole_number
from engraving.score import Metre
from engraving.score.pitch import STEPS, Clef, Key, Transposition

_SIGNS = {sign.casefold(): sign for sign in ("G", "F", "C", "percussion", "TAB", "none", "jianpu")}
_USUAL_LINE = {"G": 2, "F": 4, "C": 3, "percussion": 3, "TAB": 3}


def read_clef(element: etree._Element) -> Clef | None:
    """A clef; None for a sign MusicXML does not have. Sibelius 2 writes ``Percussion``."""
    sign = _SIGNS.get(child_text(element, "sign", "G").casefold())
    if sign is None:
        return None
    line = whole_number(child_text(element, "line"), _USUAL_LINE.get(sign, 3))
    change = whole_number(child_text(element, "clef-octave-change"), 0)
    return Clef(sign, line, change, element.get("print-object") != "no")


def read_key(element: etree._Element) -> Key:
    """A traditional signature by fifths, or a free one by steps and alterations.

    One of eight and more accidentals becomes a free one with double sharps or flats.
    """
    free: list[tuple[int, float]] = []
    signs: list[str] = []
    step = -1
    for child in element:
        if child.tag == "key-step":
            step = STEPS.find(text_of(child)) if text_of(child) else -1
        elif child.tag == "key-alter" and step >= 0:
            free.append((step, float(decimal(child.text))))
            signs.append("")
        elif child.tag == "key-accidental" and signs:
            signs[-1] = text_of(child)
    fifths = max(-14, min(14, whole_number(child_text(element, "fifths"), 0)))
    if abs(fifths) > 7:
        free = _beyond_seven(fifths)
    return Key(
        fifths=0 if abs(fifths) > 7 else fifths,
        mode=child_text(element, "mode"),
        cancel=whole_number(child_text(element, "cancel"), 0),
        cancelled_after=any(cancel.get("location") == "right" for cancel in element.iterfind("cancel")),
        free=tuple(free),
        visible=element.get("print-object") != "no",
        signs=tuple(signs) if any(signs) else (),
    )


def _beyond_seven(fifths: int) -> list[tuple[int, float]]:
    """The single accidentals that are left, then the double ones, in their order."""
    sign = 1.0 if fifths > 0 else -1.0
    order = (3, 0, 4, 1, 5, 2, 6) if fifths > 0 else (6, 2, 5, 1, 4, 0, 3)
    doubles = abs(fifths) - 7
    return [(step, sign) for step in order[doubles:]] + [(step, 2 * sign) for step in order[:doubles]]


def read_metre(element: etree._Element) -> Metre | None:
    """A time signature, composite or senza misura; None when its figures cannot be read."""
    parts: list[tuple[str, int]] = []
    other: list[tuple[str, int]] = []
    relation = other_symbol = ""
    for child in element:
        if child.tag == "senza-misura":
            return Metre((), text_of(child), visible=element.get("print-object") != "no")
        if child.tag == "interchangeable":
            other = _figures(child)
            relation = child_text(child, "time-relation", "parentheses")
            other_symbol = _symbol(child)
    parts = _figures(element)
    if not parts:
        return None
    return Metre(
        tuple(parts),
        _symbol(element),
        tuple(other),
        relation,
        element.get("print-object") != "no",
        element.get("separator", ""),
        other_symbol,
    )


def _symbol(element: etree._Element) -> str:
    symbol = element.get("symbol", "")
    return "" if symbol == "normal" else symbol


def _figures(element: etree._Element) -> list[tuple[str, int]]:
    """Pairs of beats ("3+2") and beat type; unreadable or senseless ones are left out."""
    found: list[tuple[str, int]] = []
    beats = ""
    for child in element:
        if child.tag == "beats":
            beats = text_of(child).replace(" ", "")
        elif child.tag == "beat-type":
            beat_types = text_of(child).replace(" ", "").split("+")
            groups = [beats] if len(beat_types) == 1 else beats.split("+")
            for group, beat_type in zip(groups, beat_types, strict=False):
                figures = _whole_figures(group, beat_type)
                if figures is not None:
                    found.append(figures)
    return found


def _whole_figures(beats: str, beat_type: str) -> tuple[str, int] | None:
    """Finale writes 2.5/4 for 5/8: halves of beats become whole ones of the next smaller type."""
    lower = whole_number(beat_type, 0)
    upper = [decimal(figure) for figure in beats.split("+")]
    while 0 < lower <= 1024 and all(0 < figure < 1000 for figure in upper):
        if all(figure.denominator == 1 for figure in upper):
            return "+".join(str(figure.numerator) for figure in upper), lower
        lower *= 2
        upper = [figure * 2 for figure in upper]
    return None


def read_transposition(element: etree._Element) -> Transposition:
    """``<transpose>`` or ``<part-transpose>``, octaves folded in."""
    octaves = whole_number(child_text(element, "octave-change"), 0)
    chromatic = whole_number(child_text(element, "chromatic"), 0)
    diatonic = child_text(element, "diatonic")
    steps = whole_number(diatonic, 0) if diatonic else round(chromatic * 7 / 12)
    return Transposition(steps + 7 * octaves, chromatic + 12 * octaves)
