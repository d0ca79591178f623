"""What we keep of a font: numbers in 1/1000 em, as they lie in the cache."""

from __future__ import annotations

import sys
from array import array

import msgspec

from engraving.typefaces.face import Contours
from engraving.typefaces.thickness import Thickness


class KernTable(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One kerning table, keyed by code points: either single ``pairs`` or classes in a matrix of rows.

    ``pairs`` has keys ``left << 21 | right``. In class tables every left character the table covers is
    in ``left``; a right one that is not in ``right`` is of class 0. ``rows`` is int16, little-endian.
    """

    pairs: dict[int, int] = {}
    left: dict[int, int] = {}
    right: dict[int, int] = {}
    rows: bytes = b""
    columns: int = 0


class FaceRecord(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The metrics of one font by code point; ``sha`` is the hash of the TrueType file behind them.

    ``boxes`` are x0 y0 x1 y1; ``anchors`` are SMuFL anchors in staff spaces, as their metadata gives them.
    Blank characters have an advance and no box. ``thickness`` is what a SMuFL font's own metadata say of lines.
    """

    name: str
    sha: str
    advances: dict[int, float]
    boxes: dict[int, tuple[float, float, float, float]]
    anchors: dict[int, dict[str, tuple[float, float]]] = {}
    kerning: list[list[KernTable]] = []
    cap_height: float = 0
    x_height: float = 0
    ascent: float = 0
    descent: float = 0
    thickness: Thickness = Thickness()


Packed = dict[int, list[bytes]]  # code point -> closed contours, each x y x y … in int16 little-endian


def pack(contour: list[tuple[float, float]]) -> bytes:
    """One contour in 1/1000 em as bytes for the cache."""
    values = array("h", [round(v) for point in contour for v in point])
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def unpack(contours: list[bytes], scale: float) -> Contours:
    """Contours from the cache, in units of 1/1000 em times ``scale``."""
    result = []
    for contour in contours:
        values = array("h")
        values.frombytes(contour)
        if sys.byteorder == "big":
            values.byteswap()
        numbers = iter([v * scale for v in values])
        result.append(tuple(zip(numbers, numbers, strict=True)))
    return tuple(result)
