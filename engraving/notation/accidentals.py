"""Where accidentals stand before a chord (E13b), and which glyph each one is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from engraving.score import Accidental, Pitch
from engraving.score.accidental_values import value_of
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import accidental_point

CODES: dict[str, int] = {
    "sharp": g.ACCIDENTAL_SHARP,
    "natural": g.ACCIDENTAL_NATURAL,
    "flat": g.ACCIDENTAL_FLAT,
    "double-sharp": g.ACCIDENTAL_DOUBLE_SHARP,
    "sharp-sharp": g.ACCIDENTAL_SHARP_SHARP,
    "flat-flat": g.ACCIDENTAL_DOUBLE_FLAT,
    "double-flat": g.ACCIDENTAL_DOUBLE_FLAT,
    "natural-sharp": g.ACCIDENTAL_NATURAL_SHARP,
    "natural-flat": g.ACCIDENTAL_NATURAL_FLAT,
    "quarter-flat": g.ACCIDENTAL_QUARTER_TONE_FLAT_STEIN,
    "quarter-sharp": g.ACCIDENTAL_QUARTER_TONE_SHARP_STEIN,
    "three-quarters-flat": g.ACCIDENTAL_THREE_QUARTER_TONES_FLAT_ZIMMERMANN,
    "three-quarters-sharp": g.ACCIDENTAL_THREE_QUARTER_TONES_SHARP_STEIN,
    "sharp-down": g.ACCIDENTAL_QUARTER_TONE_SHARP_ARROW_DOWN,
    "sharp-up": g.ACCIDENTAL_THREE_QUARTER_TONES_SHARP_ARROW_UP,
    "natural-down": g.ACCIDENTAL_QUARTER_TONE_FLAT_NATURAL_ARROW_DOWN,
    "natural-up": g.ACCIDENTAL_QUARTER_TONE_SHARP_NATURAL_ARROW_UP,
    "flat-down": g.ACCIDENTAL_THREE_QUARTER_TONES_FLAT_ARROW_DOWN,
    "flat-up": g.ACCIDENTAL_QUARTER_TONE_FLAT_ARROW_UP,
    "double-sharp-down": g.ACCIDENTAL_THREE_QUARTER_TONES_SHARP_ARROW_DOWN,
    "double-sharp-up": g.ACCIDENTAL_FIVE_QUARTER_TONES_SHARP_ARROW_UP,
    "flat-flat-down": g.ACCIDENTAL_FIVE_QUARTER_TONES_FLAT_ARROW_DOWN,
    "flat-flat-up": g.ACCIDENTAL_THREE_QUARTER_TONES_FLAT_ARROW_UP,
    "arrow-down": g.ACCIDENTAL_ARROW_DOWN,
    "arrow-up": g.ACCIDENTAL_ARROW_UP,
    "triple-sharp": g.ACCIDENTAL_TRIPLE_SHARP,
    "triple-flat": g.ACCIDENTAL_TRIPLE_FLAT,
    "slash-quarter-sharp": g.ACCIDENTAL_KUCUK_MUCENNEB_SHARP,
    "slash-sharp": g.ACCIDENTAL_BUYUK_MUCENNEB_SHARP,
    "slash-flat": g.ACCIDENTAL_BAKIYE_FLAT,
    "double-slash-flat": g.ACCIDENTAL_BUYUK_MUCENNEB_FLAT,
    "sharp-1": g.ACCIDENTAL_1_COMMA_SHARP,
    "sharp-2": g.ACCIDENTAL_2_COMMA_SHARP,
    "sharp-3": g.ACCIDENTAL_3_COMMA_SHARP,
    "sharp-5": g.ACCIDENTAL_5_COMMA_SHARP,
    "flat-1": g.ACCIDENTAL_1_COMMA_FLAT,
    "flat-2": g.ACCIDENTAL_2_COMMA_FLAT,
    "flat-3": g.ACCIDENTAL_3_COMMA_FLAT,
    "flat-4": g.ACCIDENTAL_4_COMMA_FLAT,
    "sori": g.ACCIDENTAL_SORI,
    "koron": g.ACCIDENTAL_KORON,
}
"""MusicXML ``accidental-value`` to glyph."""



def accidental_code(value: str) -> int:
    """The glyph of an accidental: by MusicXML's name, or SMuFL's for those MusicXML has none for."""
    return CODES.get(value) or accidental_point(value) or g.ACCIDENTAL_NATURAL


def has_sign(accidental: Accidental, faces: Faces) -> bool:
    """Whether a face draws it; those of rarer tuning systems are in few fonts."""
    return accidental.value in CODES or faces.has(accidental_code(accidental.value))


def drawable(accidental: Accidental, pitch: Pitch, faces: Faces) -> Accidental:
    """An accidental, or for one that no face has the nearest common one."""
    return accidental if has_sign(accidental, faces) else replace(accidental, value=value_of(pitch.alter)[0])


HEAD_GAP = 0.35
BETWEEN = 0.2
_ROOM = 0.08  # outlines of neighbouring accidentals may come this near vertically


class Sign(NamedTuple):
    """An accidental to be placed: where its head is, how it is dressed, and its atom."""

    y: float
    accidental: Accidental
    atom: int
    scale: float


class Placed(NamedTuple):
    """Glyphs of one accidental, x from the column's origin (negative)."""

    glyphs: tuple[tuple[float, float, int], ...]
    atom: int
    scale: float
    x0: float
    x1: float
    y0: float
    y1: float


def _glyphs(sign: Sign, faces: Faces) -> tuple[list[tuple[float, int]], float]:
    """The glyph row of a sign from x = 0, and its width."""
    accidental = sign.accidental
    code = accidental_code(accidental.value)
    row = [code]
    if accidental.parentheses:
        row = [g.ACCIDENTAL_PARENS_LEFT, code, g.ACCIDENTAL_PARENS_RIGHT]
    elif accidental.bracket or accidental.editorial:
        row = [g.ACCIDENTAL_BRACKET_LEFT, code, g.ACCIDENTAL_BRACKET_RIGHT]
    x = 0.0
    glyphs = []
    for item in row:
        box = faces.box(item)
        glyphs.append((x - box.x0 * sign.scale, item))
        x += (box.x1 - box.x0) * sign.scale + (0.08 if len(row) > 1 else 0.0)
    return glyphs, x - (0.08 if len(row) > 1 else 0.0)


def fill_order(count: int) -> list[int]:
    """Top, bottom, next top, next bottom … for ``count`` accidentals sorted from the top."""
    order: list[int] = []
    low, high = 0, count - 1
    while low <= high:
        order.append(low)
        if high != low:
            order.append(high)
        low, high = low + 1, high - 1
    return order


def place(signs: Sequence[Sign], obstacles: Sequence[tuple[float, float, float, float]], faces: Faces) -> list[Placed]:
    """Stack accidentals to the left of ``obstacles`` (heads and ledgers as x0, x1, y0, y1) (E13b)."""
    ordered = sorted(signs, key=lambda s: -s.y)
    placed: list[Placed] = []
    for index in fill_order(len(ordered)):
        sign = ordered[index]
        glyphs, width = _glyphs(sign, faces)
        box = faces.box(glyphs[len(glyphs) // 2][1])
        low, high = sign.y + box.y0 * sign.scale, sign.y + box.y1 * sign.scale
        right = -HEAD_GAP * sign.scale
        for x0, _, y0, y1 in obstacles:
            if y0 < high and y1 > low:
                right = min(right, x0 - HEAD_GAP * sign.scale)
        right = _clear_of(placed, right, width, low, high)
        left = right - width
        row = tuple((left + x, sign.y, code) for x, code in glyphs)
        placed.append(Placed(row, sign.atom, sign.scale, left, right, low, high))
    return placed


def _clear_of(placed: Sequence[Placed], right: float, width: float, low: float, high: float) -> float:
    """Move left past every placed accidental that would be touched."""
    moved = True
    while moved:
        moved = False
        for other in placed:
            if (
                other.y0 + _ROOM < high
                and other.y1 - _ROOM > low
                and other.x0 - BETWEEN < right
                and other.x1 + BETWEEN > right - width
            ):
                right = other.x0 - BETWEEN
                moved = True
    return right
