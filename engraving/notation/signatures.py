"""Clefs, key signatures and metres as rows of glyphs (E40, R47)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engraving.notation.accidentals import CODES
from engraving.score import Clef, Key, Metre
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

CLEF_CHANGE_SCALE = 0.75

_CLEFS: dict[tuple[str, int], int] = {
    ("G", 0): g.G_CLEF,
    ("G", -1): g.G_CLEF_8VB,
    ("G", 1): g.G_CLEF_8VA,
    ("G", -2): g.G_CLEF_15MB,
    ("G", 2): g.G_CLEF_15MA,
    ("F", 0): g.F_CLEF,
    ("F", -1): g.F_CLEF_8VB,
    ("F", 1): g.F_CLEF_8VA,
    ("F", -2): g.F_CLEF_15MB,
    ("F", 2): g.F_CLEF_15MA,
    ("C", 0): g.C_CLEF,
    ("C", -1): g.C_CLEF_8VB,
    ("percussion", 0): g.UNPITCHED_PERCUSSION_CLEF_1,
    ("TAB", 0): g.TAB_CLEF_6,
}

# Octave (0 or 1 in half-spaces from the middle line of a treble staff) of sharps and flats in order.
_SHARP_PLACES = (4, 1, 5, 2, -1, 3, 0)
_FLAT_PLACES = (0, 3, -1, 2, -2, 1, -3)
_SHARP_STEPS = (3, 0, 4, 1, 5, 2, 6)
_TREBLE_MIDDLE = 34


class Sign(NamedTuple):
    """One glyph of a signature, x from the signature's left ink edge."""

    x: float
    y: float
    code: int
    scale: float


class Row(NamedTuple):
    """A signature ready to be placed: glyphs and width, both in staff spaces."""

    signs: tuple[Sign, ...]
    width: float


EMPTY = Row((), 0.0)


def clef_row(clef: Clef, faces: Faces, *, lines: int, scale: float = 1.0) -> Row:
    """The clef at its line; nothing for ``none`` and invisible ones."""
    code = _CLEFS.get((clef.sign, clef.octave_change))
    if code is None:
        code = _CLEFS.get((clef.sign, 0), 0)
    if not code or not clef.visible:
        return EMPTY
    y = float(clef.line - 3) if clef.sign in ("G", "F", "C") else 0.0
    if clef.sign in ("G", "F", "C") and lines != 5:
        y = clef.line - 1 - (lines - 1) / 2
    box = faces.box(code)
    return Row((Sign(-box.x0 * scale, y, code, scale),), (box.x1 - box.x0) * scale)


def key_row(key: Key, cancelled: Key | None, clef: Clef, faces: Faces) -> Row:
    """A key signature for a clef; naturals cancel the old one only when going to open key (E40)."""
    if not key.visible or clef.sign in ("percussion", "TAB", "none", "jianpu"):
        return EMPTY
    places = _places(key, clef)
    codes = [(y, _alter_code(alter)) for y, alter in places]
    if not codes and cancelled is not None:
        codes = [(y, g.ACCIDENTAL_NATURAL) for y, _ in _places(cancelled, clef)]
    x = 0.0
    signs = []
    for y, code in codes:
        box = faces.box(code)
        signs.append(Sign(x - box.x0, y, code, 1.0))
        x += box.x1 - box.x0 + (0.22 if code == g.ACCIDENTAL_NATURAL else 0.1)
    return Row(tuple(signs), max(0.0, x - 0.1))


_ALTER_VALUES: Mapping[float, str] = {
    1.0: "sharp", -1.0: "flat", 2.0: "double-sharp", -2.0: "flat-flat", 0.5: "quarter-sharp",
    -0.5: "quarter-flat", 1.5: "three-quarters-sharp", -1.5: "three-quarters-flat", 0.0: "natural",
}  # fmt: skip


def _alter_code(alter: float) -> int:
    return CODES[_ALTER_VALUES.get(alter, "natural")]


def _places(key: Key, clef: Clef) -> list[tuple[float, float]]:
    """(y, alter) for each sign of a key in a clef."""
    if key.free:
        return [(_free_place(step, clef), alter) for step, alter in key.free]
    count = min(abs(key.fifths), 7)
    places = _SHARP_PLACES if key.fifths > 0 else _FLAT_PLACES
    alter = 1.0 if key.fifths > 0 else -1.0
    shift = (_TREBLE_MIDDLE - clef.middle) % 7
    result = []
    for place in places[:count]:
        # Move the treble pattern to this clef, whole octaves aside, and keep it within the staff.
        p = place + shift
        limit = 5 if key.fifths > 0 else 4
        if shift and _pattern_top(places, shift) > limit:
            p -= 7  # decided by all seven signs, so that a longer signature begins like a shorter one
        if _is_tenor(clef) and key.fifths > 0:
            p = _tenor_sharp(place + shift)
        result.append((p / 2, alter))
    return result


def _pattern_top(places: tuple[int, ...], shift: int) -> int:
    return max((p + shift for p in places), default=0)


def _is_tenor(clef: Clef) -> bool:
    return clef.sign == "C" and clef.line == 4


def _tenor_sharp(p: int) -> int:
    """Tenor clef writes its sharps in a pattern of its own, from the bottom."""
    while p > 4:
        p -= 7
    return p


def _free_place(step: int, clef: Clef) -> float:
    p = (step - clef.middle) % 7
    return (p - 7 if p > 4 else p) / 2


def metre_row(metre: Metre, faces: Faces) -> Row:
    """A time signature: symbol, single number, or figures one above the other, composite ones joined by +."""
    if not metre.visible or not metre.parts:
        return EMPTY
    if metre.symbol in ("common", "cut"):
        code = g.TIME_SIG_COMMON if metre.symbol == "common" else g.TIME_SIG_CUT_COMMON
        box = faces.box(code)
        return Row((Sign(-box.x0, 0.0, code, 1.0),), box.x1 - box.x0)
    signs: list[Sign] = []
    x = 0.0
    for k, (beats, beat_type) in enumerate(metre.parts):
        if k:
            x = _joint(signs, x, g.TIME_SIG_PLUS_SMALL, faces)
        x = _fraction(signs, x, beats, str(beat_type), faces, single=metre.symbol == "single-number")
    for beats, beat_type in metre.interchangeable:
        x = _joint(signs, x, g.TIME_SIG_EQUALS if metre.relation == "equals" else g.TIME_SIG_PARENS_LEFT, faces)
        x = _fraction(signs, x, beats, str(beat_type), faces, single=False)
        if metre.relation != "equals":
            x = _joint(signs, x, g.TIME_SIG_PARENS_RIGHT, faces)
    return Row(tuple(signs), x)


def digit_codes(text: str) -> list[int]:
    """Metre figures and plus signs for ``text`` such as "3+2"."""
    return [
        g.TIME_SIG_DIGITS[int(c)] if c.isdigit() else g.TIME_SIG_PLUS_SMALL for c in text if c.isdigit() or c == "+"
    ]


def figures_width(codes: list[int], faces: Faces) -> float:
    """The width of a row of figures."""
    return sum(faces.advance(code) for code in codes)


def _fraction(signs: list[Sign], x: float, beats: str, beat_type: str, faces: Faces, *, single: bool) -> float:
    upper, lower = digit_codes(beats), digit_codes(beat_type)
    wide, narrow = figures_width(upper, faces), figures_width(lower, faces)
    width = wide if single else max(wide, narrow)
    _figures(signs, x + (width - wide) / 2, 0.0 if single else 1.0, upper, faces)
    if not single:
        _figures(signs, x + (width - narrow) / 2, -1.0, lower, faces)
    return x + width


def _figures(signs: list[Sign], x: float, y: float, codes: list[int], faces: Faces) -> None:
    for code in codes:
        signs.append(Sign(x, y, code, 1.0))
        x += faces.advance(code)


def _joint(signs: list[Sign], x: float, code: int, faces: Faces) -> float:
    signs.append(Sign(x + 0.15, 0.0, code, 1.0))
    return x + 0.3 + faces.advance(code)
