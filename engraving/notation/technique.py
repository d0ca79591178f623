"""Playing technique as signs: bowing, fingering, mutes, tonguing, holes, strings and frets (E20)."""

from __future__ import annotations

from engraving.notation.mark_signs import MarkSign, smufl_sign, top, words
from engraving.score import Mark
from engraving.typefaces import smufl as g

TECHNICAL: dict[str, MarkSign] = {
    "up-bow": top(g.STRINGS_UP_BOW),
    "down-bow": top(g.STRINGS_DOWN_BOW),
    "harmonic": top(g.STRINGS_HARMONIC),
    "open-string": top(g.STRINGS_HARMONIC),
    "open": top(g.STRINGS_HARMONIC),
    "thumb-position": top(g.STRINGS_THUMB_POSITION),
    "snap-pizzicato": top(g.PLUCKED_SNAP_PIZZICATO_ABOVE),
    "stopped": top(g.BRASS_MUTE_CLOSED),
    "half-muted": top(g.BRASS_MUTE_HALF_CLOSED),
    "double-tongue": top(g.DOUBLE_TONGUE_ABOVE),
    "triple-tongue": top(g.TRIPLE_TONGUE_ABOVE),
    "fingernails": top(g.PLUCKED_WITH_FINGERNAILS),
    "heel": top(g.KEYBOARD_PEDAL_HEEL_1),
    "toe": top(g.KEYBOARD_PEDAL_TOE_1),
    "golpe": top(g.GUITAR_GOLPE),
    "flip": top(g.BRASS_FLIP),
    "smear": top(g.BRASS_SMEAR),
    "brass-bend": top(g.BRASS_BEND),
}
FINGERINGS = frozenset({"fingering", "pluck", "string", "fret", "heel", "toe"})
"""Small, in stacks by the chord's notes."""

_PLUCKED = {
    "p": g.FINGERING_P_LOWER, "t": g.FINGERING_T_LOWER, "i": g.FINGERING_I_LOWER, "m": g.FINGERING_M_LOWER,
    "a": g.FINGERING_A_LOWER, "c": g.FINGERING_C_LOWER, "x": g.FINGERING_X_LOWER, "e": g.FINGERING_E_LOWER,
    "o": g.FINGERING_O_LOWER,
}  # fmt: skip
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HOLES = {"yes": g.WOODWIND_CLOSED_HOLE, "no": g.WOODWIND_OPEN_HOLE, "half": g.WOODWIND_HALF_CLOSED_HOLE_1}
_MUTES = {
    "yes": g.BRASS_HARMON_MUTE_CLOSED, "no": g.BRASS_HARMON_MUTE_STEM_OPEN, "half": g.BRASS_HARMON_MUTE_STEM_HALF_LEFT,
}  # fmt: skip
_TAPPING = {"left": g.GUITAR_LEFT_HAND_TAPPING, "right": g.GUITAR_RIGHT_HAND_TAPPING}
_WAYS = {
    "up": (0,), "northeast": (1,), "right": (2,), "southeast": (3,), "down": (4,), "southwest": (5,), "left": (6,),
    "northwest": (7,), "left right": (6, 2), "up down": (0, 4), "northwest southeast": (7, 3),
    "northeast southwest": (1, 5),
}  # fmt: skip
_TURNING = {"clockwise": g.ARROW_CLOCKWISE, "anticlockwise": g.ARROW_ANTICLOCKWISE}
_ARROWS = {"filled": g.ARROW_BLACK_UP, "hollow": g.ARROW_WHITE_UP}
_BELLS = {
    "hand martellato": "hand mart.", "mallet table": "mallet on table", "martellato": "mart.",
    "martellato lift": "mart. lift", "muted martellato": "muted mart.",
}  # fmt: skip


def technical_sign(mark: Mark) -> MarkSign | None:
    """How a child of ``technical`` is drawn; None for what is none."""
    name, text = mark.name, mark.text
    if name == "fingering" and text.isdecimal():
        return top(*(g.FINGERING_DIGITS[int(c)] for c in text))
    if name == "pluck" and text and all(c in _PLUCKED for c in text):
        return top(*(_PLUCKED[c] for c in text))
    if name == "string" and text.isdecimal() and len(text) == 1:
        return top(g.GUITAR_STRINGS[int(text)])
    if name == "fret":
        return words(roman(text))
    if name == "tap":
        return top(_TAPPING[mark.get("hand")]) if mark.get("hand") in _TAPPING else words(text or "T")
    if name in ("hole", "harmon-mute"):
        return top((_HOLES if name == "hole" else _MUTES)[text]) if text in _HOLES else None
    if name == "arrow":
        return _arrow(mark)
    if name == "handbell":
        return words(_BELLS.get(text, text))  # bell ringers read words
    if name == "notehead-text":
        return words(text)
    if name in ("fingering", "pluck", "string", "other-technical"):
        return smufl_sign(mark.get("smufl")) or words(text)
    return TECHNICAL.get(name)


def roman(fret: str) -> str:
    """A fret as a position over a staff of notes: “VII”; the open string is 0."""
    left = int(fret) if fret.isdecimal() else 0
    if not 0 < left < 40:
        return fret
    found = ""
    for value, letters in _ROMAN:
        while left >= value:
            found, left = found + letters, left - value
    return found


def _arrow(mark: Mark) -> MarkSign | None:
    if mark.text in _TURNING:
        return top(_TURNING[mark.text])
    first = _ARROWS.get(mark.get("arrow-style"), g.ARROW_BLACK_UP)
    ways = _WAYS.get(mark.text)
    return top(*(first + way for way in ways)) if ways else None
