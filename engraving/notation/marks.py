"""Marks on single notes: which glyphs they are and on which side of the note they belong (E16, E20)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from engraving.score import Mark
from engraving.typefaces import smufl as g


class MarkSign(NamedTuple):
    """How a mark is drawn.

    ``codes`` for above and below; ``zone``: ``inner`` close to the head even inside the staff,
    ``outer`` beyond staff and inner marks, ``top`` always above (below for a lower voice), ``after``
    beside the note. ``text`` instead of codes for what is set in type.
    """

    above: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    zone: str = "outer"
    text: str = ""


def _pair(above: int, below: int, zone: str = "outer") -> MarkSign:
    return MarkSign((above,), (below,), zone)


def _top(*codes: int) -> MarkSign:
    return MarkSign(codes, codes, "top")


SIGNS: dict[str, MarkSign] = {
    # articulations
    "accent": _pair(g.ARTIC_ACCENT_ABOVE, g.ARTIC_ACCENT_BELOW),
    "strong-accent": _pair(g.ARTIC_MARCATO_ABOVE, g.ARTIC_MARCATO_BELOW, "top"),
    "soft-accent": _pair(g.ARTIC_SOFT_ACCENT_ABOVE, g.ARTIC_SOFT_ACCENT_BELOW),
    "staccato": _pair(g.ARTIC_STACCATO_ABOVE, g.ARTIC_STACCATO_BELOW, "inner"),
    "tenuto": _pair(g.ARTIC_TENUTO_ABOVE, g.ARTIC_TENUTO_BELOW, "inner"),
    "detached-legato": _pair(g.ARTIC_TENUTO_STACCATO_ABOVE, g.ARTIC_TENUTO_STACCATO_BELOW),
    "staccatissimo": _pair(g.ARTIC_STACCATISSIMO_WEDGE_ABOVE, g.ARTIC_STACCATISSIMO_WEDGE_BELOW),
    "spiccato": _pair(g.ARTIC_STACCATISSIMO_STROKE_ABOVE, g.ARTIC_STACCATISSIMO_STROKE_BELOW),
    "stress": _pair(g.ARTIC_STRESS_ABOVE, g.ARTIC_STRESS_BELOW),
    "unstress": _pair(g.ARTIC_UNSTRESS_ABOVE, g.ARTIC_UNSTRESS_BELOW),
    # ornaments
    "trill-mark": _top(g.ORNAMENT_TRILL),
    "turn": _top(g.ORNAMENT_TURN),
    "delayed-turn": _top(g.ORNAMENT_TURN),
    "inverted-turn": _top(g.ORNAMENT_TURN_INVERTED),
    "delayed-inverted-turn": _top(g.ORNAMENT_TURN_INVERTED),
    "vertical-turn": _top(g.ORNAMENT_TURN_UP),
    "inverted-vertical-turn": _top(g.ORNAMENT_TURN_UP_S),
    "shake": _top(g.ORNAMENT_TREMBLEMENT),
    "mordent": _top(g.ORNAMENT_MORDENT),
    "inverted-mordent": _top(g.ORNAMENT_SHORT_TRILL),
    "schleifer": _top(g.ORNAMENT_SCHLEIFER),
    "haydn": _top(g.ORNAMENT_HAYDN),
    # technical
    "up-bow": _top(g.STRINGS_UP_BOW),
    "down-bow": _top(g.STRINGS_DOWN_BOW),
    "harmonic": _top(g.STRINGS_HARMONIC),
    "open-string": _top(g.STRINGS_HARMONIC),
    "open": _top(g.STRINGS_HARMONIC),
    "thumb-position": _top(g.STRINGS_THUMB_POSITION),
    "snap-pizzicato": _top(g.PLUCKED_SNAP_PIZZICATO_ABOVE),
    "stopped": _top(g.BRASS_MUTE_CLOSED),
    "half-muted": _top(g.BRASS_MUTE_HALF_CLOSED),
    "double-tongue": _top(g.DOUBLE_TONGUE_ABOVE),
    "triple-tongue": _top(g.TRIPLE_TONGUE_ABOVE),
    "fingernails": _top(g.PLUCKED_WITH_FINGERNAILS),
    "heel": _top(g.KEYBOARD_PEDAL_HEEL_1),
    "toe": _top(g.KEYBOARD_PEDAL_TOE_1),
    "golpe": _top(g.GUITAR_GOLPE),
    "flip": _top(g.BRASS_FLIP),
    "smear": _top(g.BRASS_SMEAR),
    "brass-bend": _top(g.BRASS_BEND),
    # beside the note
    "breath-mark": MarkSign((g.BREATH_MARK_COMMA,), (g.BREATH_MARK_COMMA,), "after"),
    "caesura": MarkSign((g.CAESURA,), (g.CAESURA,), "after"),
    "scoop": MarkSign((g.BRASS_SCOOP,), (g.BRASS_SCOOP,), "before-head"),
    "plop": MarkSign((g.BRASS_PLOP,), (g.BRASS_PLOP,), "before-head"),
    "doit": MarkSign((g.BRASS_DOIT_MEDIUM,), (g.BRASS_DOIT_MEDIUM,), "after-head"),
    "falloff": MarkSign((g.BRASS_FALL_LIP_MEDIUM,), (g.BRASS_FALL_LIP_MEDIUM,), "after-head"),
}

_FERMATAS: dict[str, tuple[int, int]] = {
    "normal": (g.FERMATA_ABOVE, g.FERMATA_BELOW),
    "angled": (g.FERMATA_SHORT_ABOVE, g.FERMATA_SHORT_BELOW),
    "square": (g.FERMATA_LONG_ABOVE, g.FERMATA_LONG_BELOW),
    "double-angled": (g.FERMATA_VERY_SHORT_ABOVE, g.FERMATA_VERY_SHORT_BELOW),
    "double-square": (g.FERMATA_VERY_LONG_ABOVE, g.FERMATA_VERY_LONG_BELOW),
    "double-dot": (g.FERMATA_LONG_HENZE_ABOVE, g.FERMATA_LONG_HENZE_BELOW),
    "half-curve": (g.FERMATA_SHORT_HENZE_ABOVE, g.FERMATA_SHORT_HENZE_BELOW),
    "curlew": (g.CURLEW_SIGN, g.CURLEW_SIGN),
}

_BREATHS = {"tick": g.BREATH_MARK_TICK, "upbow": g.BREATH_MARK_UPBOW, "salzedo": g.BREATH_MARK_SALZEDO}
_CAESURAS = {"thick": g.CAESURA_THICK, "short": g.CAESURA_SHORT, "curved": g.CAESURA_CURVED}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])")
_TEXT_MARKS = (
    "fingering", "pluck", "string", "other-technical", "other-articulation", "other-ornament", "hammer-on",
    "pull-off", "tap",
)  # fmt: skip


def sign_of(mark: Mark) -> MarkSign | None:
    """How ``mark`` is drawn; None when it is not a mark on a note (arpeggios, tremolos) or cannot be drawn."""
    name, text = mark.name, mark.text
    if name == "fermata":
        above, below = _FERMATAS.get(text or "normal", _FERMATAS["normal"])
        return MarkSign((above,), (below,), "fermata")
    if name == "breath-mark" and text in _BREATHS:
        return MarkSign((_BREATHS[text],), (_BREATHS[text],), "after")
    if name == "caesura" and text in _CAESURAS:
        return MarkSign((_CAESURAS[text],), (_CAESURAS[text],), "after")
    if name == "fingering" and text.isdigit():
        codes = tuple(g.FINGERING_DIGITS[int(c)] for c in text)
        return MarkSign(codes, codes, "top")
    if name in _TEXT_MARKS:
        code = smufl_code(mark.get("smufl"))
        if code:
            return _top(code)
        return MarkSign(zone="top", text=text) if text else None
    if name == "harmon-mute":
        code = g.BRASS_HARMON_MUTE_STEM_OPEN if text == "no" else g.BRASS_HARMON_MUTE_CLOSED
        return _top(code)
    return SIGNS.get(name)


def smufl_code(name: str) -> int:
    """The code point of a SMuFL glyph name such as ``ornamentTrill``; 0 when the engraver does not know it."""
    return getattr(g, _CAMEL.sub("_", name).upper(), 0) if name else 0


NOT_SIGNS = frozenset({"tremolo", "arpeggiate", "non-arpeggiate"})
"""Marks drawn otherwise than as a sign at their note."""


def undrawn(marks: Iterable[Mark]) -> list[Mark]:
    """Marks for which there is no sign: they become findings."""
    return [mark for mark in marks if mark.name not in NOT_SIGNS and sign_of(mark) is None]


def goes_below(mark: Mark) -> bool:
    """Whether the source asks for it under the note."""
    return mark.placement == "below" or mark.get("type") in ("inverted", "down")


ORNAMENTS = frozenset(
    {
        "trill-mark", "turn", "delayed-turn", "inverted-turn", "delayed-inverted-turn", "vertical-turn",
        "inverted-vertical-turn", "shake", "mordent", "inverted-mordent", "schleifer", "haydn", "other-ornament",
    }
)  # fmt: skip
