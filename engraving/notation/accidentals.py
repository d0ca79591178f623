"""Where accidentals stand before a chord (E13b), and which glyph each one is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
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
_SLIGHT = 1e-9
_ROOM = 0.08  # boxes of neighbouring accidentals may come this near vertically


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


class Band(NamedTuple):
    """A stretch of height in which a sign has ink from ``x0`` to ``x1``, from its left edge and its note's line."""

    x0: float
    x1: float
    y0: float
    y1: float


@cache
def bands(code: int, faces: Faces) -> tuple[Band, ...]:
    """A glyph's box without the corners its font says are empty (E02), 0.2 of which stay white over and under ink.

    One band, the whole box, where the font says nothing.
    """
    box = faces.box(code)
    width, low, high = box.x1 - box.x0, box.y0 + _ROOM / 2, box.y1 - _ROOM / 2
    empty = {corner: faces.anchor(code, f"cutOut{corner}") for corner in ("NE", "NW", "SE", "SW")}
    levels = sorted({low, high, *(at[1] for at in empty.values() if at is not None and low < at[1] < high)})
    found = []
    for y0, y1 in pairwise(levels):
        x0, x1 = 0.0, width
        for corner, at in empty.items():
            if at is None or (y1 <= at[1] if corner[0] == "N" else y0 >= at[1]):
                continue
            if corner[1] == "E":
                x1 = min(x1, at[0] - box.x0)
            else:
                x0 = max(x0, at[0] - box.x0)
        found.append(Band(x0, x1, max(low, y0 - BETWEEN), min(high, y1 + BETWEEN)))
    return tuple(found)


def place(signs: Sequence[Sign], obstacles: Sequence[tuple[float, float, float, float]], faces: Faces) -> list[Placed]:
    """Stack accidentals to the left of ``obstacles`` (heads and ledgers as x0, x1, y0, y1) (E13b)."""
    ordered = sorted(signs, key=lambda s: -s.y)
    placed: list[Placed] = []
    taken: list[Band] = []
    for index in fill_order(len(ordered)):
        sign = ordered[index]
        glyphs, width = _glyphs(sign, faces)
        code = glyphs[len(glyphs) // 2][1]
        box = faces.box(code)
        low, high = sign.y + box.y0 * sign.scale, sign.y + box.y1 * sign.scale
        right = -HEAD_GAP * sign.scale
        for x0, _, y0, y1 in obstacles:
            if y0 < high and y1 > low:
                right = min(right, x0 - HEAD_GAP * sign.scale)
        left = right - width
        if len(ordered) > 1:
            own = (
                [Band(0.0, width, low + _ROOM / 2, high - _ROOM / 2)]
                if len(glyphs) > 1
                else [_at(band, sign) for band in bands(code, faces)]
            )
            left = _clear_of(taken, left, own)
            taken += [band._replace(x0=left + band.x0, x1=left + band.x1) for band in own]
        row = tuple((left + x, sign.y, code) for x, code in glyphs)
        placed.append(Placed(row, sign.atom, sign.scale, left, left + width, low, high))
    return placed


def _at(band: Band, sign: Sign) -> Band:
    """A band of a sign on its height and in its size."""
    scale = sign.scale
    return Band(band.x0 * scale, band.x1 * scale, sign.y + band.y0 * scale, sign.y + band.y1 * scale)


def _clear_of(taken: Sequence[Band], left: float, own: Sequence[Band]) -> float:
    """Where a sign stands that moves left past all ink it would touch: wide parts pass under and over narrow ones."""
    moved = True
    while moved:
        moved = False
        for other in taken:
            for band in own:
                if (
                    other.y0 < band.y1
                    and other.y1 > band.y0
                    and other.x0 - BETWEEN < left + band.x1 - _SLIGHT
                    and other.x1 + BETWEEN > left + band.x0
                ):
                    left = other.x0 - BETWEEN - band.x1
                    moved = True
    return left
