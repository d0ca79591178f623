"""What is on a printed page, in points from the lower left corner of the sheet, and how its fonts read."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

Point = tuple[float, float]

HEX = rb"<([0-9A-Fa-f\s]*)>"
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
CHAR = re.compile(HEX + rb"\s*" + HEX)
RANGE = re.compile(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[(.*?)\])", re.DOTALL)


class InkGlyph(NamedTuple):
    """One character drawn: its text by ToUnicode, origin, size of the em and font (without subset tag)."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def code(self) -> int:
        """The code point, when there is just one."""
        return ord(self.text) if len(self.text) == 1 else -1


class InkLine(NamedTuple):
    """One straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dash: tuple[float, ...] = ()


class InkFill(NamedTuple):
    """A filled shape, or a curve stroked ``width`` thick (0 when it is filled), as flattened ``points``."""

    points: tuple[Point, ...]
    width: float = 0.0
    dash: tuple[float, ...] = ()


class PageInk(NamedTuple):
    """All ink of one page."""

    width: float
    height: float
    glyphs: tuple[InkGlyph, ...]
    lines: tuple[InkLine, ...]
    fills: tuple[InkFill, ...]

    @property
    def text(self) -> str:
        """All characters in the order they are drawn."""
        return "".join(glyph.text for glyph in self.glyphs)


class Font(NamedTuple):
    """How one font of a page reads: characters and widths (1/1000 em) by code."""

    name: str
    characters: dict[int, str]
    widths: dict[int, float]
    missing: float


def read_font(font: Any) -> Font:
    """A simple font's characters and widths."""
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths")
    descriptor = font.get("/FontDescriptor")
    missing = descriptor.get_object().get("/MissingWidth", 0) if descriptor is not None else 0
    mapping = font.get("/ToUnicode")
    return Font(
        name=str(font.get("/BaseFont", "/")).lstrip("/").split("+")[-1],
        characters=to_unicode(mapping.get_object().get_data()) if mapping is not None else {},
        widths={first + i: float(w) for i, w in enumerate(widths.get_object() if widths is not None else ())},
        missing=float(missing),
    )


def to_unicode(cmap: bytes) -> dict[int, str]:
    """A ToUnicode map as characters by code."""
    result: dict[int, str] = {}
    for kind, body in BLOCK.findall(cmap):
        if kind == b"bfchar":
            for code, text in CHAR.findall(body):
                result[int(code, 16)] = _utf16(text)
            continue
        for low, high, start, listed in RANGE.findall(body):
            codes = range(int(low, 16), int(high, 16) + 1)
            if listed:
                result.update(zip(codes, map(_utf16, re.findall(HEX, listed)), strict=False))
            else:
                head, last = _utf16(start)[:-1], ord(_utf16(start)[-1])
                result.update({code: head + chr(last + i) for i, code in enumerate(codes)})
    return result


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")
