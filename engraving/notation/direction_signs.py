"""Directions that are pictures: which glyphs they are, or in which words they are said (E20, E43)."""

from __future__ import annotations

from engraving.score import Segment
from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import code_point

_PEDALS = {"-1": g.HARP_PEDAL_RAISED, "0": g.HARP_PEDAL_CENTERED, "1": g.HARP_PEDAL_LOWERED}
_FIXED = {
    "damp": g.PLUCKED_DAMP,
    "damp-all": g.PLUCKED_DAMP_ALL,
    "eyeglasses": g.MISC_EYEGLASSES,
}
_DIVIDED = {
    "down": g.STAFF_DIVIDE_ARROW_DOWN, "up": g.STAFF_DIVIDE_ARROW_UP, "up-down": g.STAFF_DIVIDE_ARROW_UP_DOWN,
}  # fmt: skip
_BEATERS = {
    "snare stick": {"up": g.PICT_BEATER_SNARE_STICKS_UP, "down": g.PICT_BEATER_SNARE_STICKS_DOWN},
    "finger": {"up": g.PICT_BEATER_FINGER},
    "fist": {"up": g.PICT_BEATER_FIST},
    "hand": {"up": g.PICT_BEATER_HAND},
}
_XYLOPHONE = {
    "soft": (
        g.PICT_BEATER_SOFT_XYLOPHONE_UP, g.PICT_BEATER_SOFT_XYLOPHONE_DOWN, g.PICT_BEATER_SOFT_XYLOPHONE_RIGHT,
        g.PICT_BEATER_SOFT_XYLOPHONE_LEFT,
    ),
    "medium": (
        g.PICT_BEATER_MEDIUM_XYLOPHONE_UP, g.PICT_BEATER_MEDIUM_XYLOPHONE_DOWN,
        g.PICT_BEATER_MEDIUM_XYLOPHONE_RIGHT, g.PICT_BEATER_MEDIUM_XYLOPHONE_LEFT,
    ),
    "hard": (
        g.PICT_BEATER_HARD_XYLOPHONE_UP, g.PICT_BEATER_HARD_XYLOPHONE_DOWN, g.PICT_BEATER_HARD_XYLOPHONE_RIGHT,
        g.PICT_BEATER_HARD_XYLOPHONE_LEFT,
    ),
}  # fmt: skip
_TIPS = ("up", "down", "right", "left")
_PLAIN = ("glass", "metal", "wood", "pitched", "membrane", "effect", "stick-location", "other-percussion")

_RANKS = {"low": 0.667, "middle": 2.0, "high": 3.333}  # heights of an accordion's ranks in their circle
_DOT_STEP = 0.85

PICTURES = frozenset(
    {
        "accordion-registration", "damp", "damp-all", "eyeglasses", "harp-pedals", "percussion", "scordatura",
        "staff-divide", "string-mute",
    }
)  # fmt: skip
"""Kinds of direction that stand by themselves over their note."""


def sign_codes(segment: Segment) -> tuple[int, ...]:
    """The glyphs of a picture, from left to right; none where it is set in type."""
    kind = segment.kind
    if kind in _FIXED:
        return (_FIXED[kind],)
    if kind == "harp-pedals":
        return _harp_pedals(segment.text)
    if kind == "string-mute":
        return (g.STRINGS_MUTE_OFF if segment.text == "off" else g.STRINGS_MUTE_ON,)
    if kind == "staff-divide":
        return (_DIVIDED.get(segment.text, g.STAFF_DIVIDE_ARROW_DOWN),)
    code = code_point(segment.text if kind == "symbol" else segment.get("smufl"))
    if not code and kind == "percussion":
        code = _beater(segment)
    return (code,) if code else ()


def sign_text(segment: Segment) -> str:
    """What is set in type where the music face has no picture."""
    if segment.kind == "percussion":
        family, _, name = segment.text.partition(" ")
        if family == "beater":
            return name
        if family == "stick":
            kind, _, material = name.rpartition(" ")
            return f"{material} {kind} sticks".replace("x ", "", 1) if kind else f"{name} sticks"
        return name if family in _PLAIN else segment.text
    if segment.kind == "scordatura":
        strings = (entry.partition("=") for entry in segment.text.split())
        return "Scordatura: " + ", ".join(f"{number} = {pitch}" for number, _, pitch in strings)
    return segment.text


def register_dots(text: str) -> list[tuple[float, float]]:
    """Where the dots of an accordion's register stand, from the lower left of a circle 4 spaces wide.

    ``high middle2 low``: a dot for each rank that sounds, one to three in the middle one.
    """
    dots = []
    for entry in text.split():
        rank = entry.rstrip("0123456789")
        count = min(max(int(entry[len(rank) :] or 1), 1), 3)
        if rank in _RANKS:
            dots += [(2.0 + (k - (count - 1) / 2) * _DOT_STEP, _RANKS[rank]) for k in range(count)]
    return dots


def _harp_pedals(text: str) -> tuple[int, ...]:
    """Strokes above, on and below a line, D C B left of the divider."""
    states = {step[0]: step[1:] for step in text.split()}
    left, right = (
        tuple(_PEDALS.get(states.get(step, "0"), g.HARP_PEDAL_CENTERED) for step in steps) for steps in ("DCB", "EFGA")
    )
    return (*left, g.HARP_PEDAL_DIVIDER, *right)


def _beater(segment: Segment) -> int:
    family, _, name = segment.text.partition(" ")
    tip = segment.get("tip", "up")
    if family == "beater" and name in _BEATERS:
        return _BEATERS[name].get(tip, _BEATERS[name]["up"])
    if family == "stick" and name.startswith("xylophone "):
        signs = _XYLOPHONE.get(name.removeprefix("xylophone "))
        return signs[_TIPS.index(tip) if tip in _TIPS else 0] if signs else 0
    return 0
