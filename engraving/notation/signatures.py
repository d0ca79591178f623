"""Clefs and key signatures as rows of glyphs (E40, R47)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from engraving.notation.accidentals import CODES
from engraving.score import Clef, Key
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
    if clef.sign in ("G", "F", "C") and lines not in (1, 5):
        y = clef.line - 1 - (lines - 1) / 2  # on one line a clef only says which hand or register
    box = faces.box(code)
    return Row((Sign(-box.x0 * scale, y, code, scale),), (box.x1 - box.x0) * scale)


def key_row(key: Key, cancelled: Key | None, clef: Clef, faces: Faces) -> Row:
    """A key signature for a clef.

    Naturals cancel the old one when going to open key (E40), and where the source asks for them.
    """
    if not key.visible or clef.sign in ("percussion", "TAB", "none", "jianpu"):
        return EMPTY
    codes = [(y, _key_code(key, k, alter)) for k, (y, alter) in enumerate(_places(key, clef))]
    if cancelled is not None and (not codes or key.cancel):
        kept = {y for y, _ in codes if (key.fifths > 0) == (cancelled.fifths > 0)}
        naturals = [(y, g.ACCIDENTAL_NATURAL) for y, _ in _places(cancelled, clef) if y not in kept]
        codes = [*codes, *naturals] if key.cancelled_after else [*naturals, *codes]
    signs = []
    x = 0.0
    for k, (y, code) in enumerate(codes):
        box = faces.box(code)
        if k:
            x += _key_gap(codes[k - 1], (y, code))
        signs.append(Sign(x - box.x0, y, code, 1.0))
        x += box.x1 - box.x0
    return Row(tuple(signs), x)


def _key_gap(left: tuple[float, int], right: tuple[float, int]) -> float:
    """Between two signs of a key: those of one height stand farther apart, naturals have corners."""
    if g.ACCIDENTAL_NATURAL in (left[1], right[1]):
        return 0.22
    usual = (g.ACCIDENTAL_SHARP, g.ACCIDENTAL_FLAT)
    return 0.1 if left[1] in usual and right[1] in usual and abs(left[0] - right[0]) > 1 else 0.25


def _key_code(key: Key, k: int, alter: float) -> int:
    """The glyph of its ``k``-th sign: by the source's own name for it, else by its alteration."""
    name = key.signs[k] if k < len(key.signs) else ""
    return CODES.get(name) or _alter_code(alter)


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
