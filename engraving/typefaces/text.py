"""One text font as numbers in 1/1000 em, with kerning."""

from __future__ import annotations

import sys
from array import array
from pathlib import Path

from engraving.typefaces.face import Box, Contours
from engraving.typefaces.library import CachedFont
from engraving.typefaces.record import KernTable, Packed, unpack


class TextFace:
    """One cut of a text family; metrics in em of 1000, strings measured with kerning."""

    __slots__ = (
        "_advances", "_boxes", "_font", "_kerns", "_outlines", "_packed", "_tables",
        "ascent", "cap_height", "descent", "name", "sha", "x_height",
    )  # fmt: skip

    def __init__(self, font: CachedFont) -> None:
        record = font.record
        self._font = font
        self._packed: Packed | None = None
        self._outlines: dict[int, Contours] = {}
        self._advances = {chr(code): width for code, width in record.advances.items()}
        self._boxes = record.boxes
        self._tables = [[(table, _rows(table)) for table in lookup] for lookup in record.kerning]
        self._kerns: dict[str, int] = {}
        self.name = record.name
        self.sha = record.sha
        self.cap_height = record.cap_height
        self.x_height = record.x_height
        self.ascent = record.ascent
        self.descent = record.descent

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for ``character``, blank or not."""
        return character in self._advances

    def kerning(self, text: str) -> list[int]:
        """What to add after each character of ``text`` but the last."""
        kerns = self._kerns
        return [
            kerns[pair] if (pair := text[i : i + 2]) in kerns else self._kern(pair)
            for i in range(len(text) - 1)
        ]

    def width(self, text: str) -> float:
        """The advance of ``text`` with kerning."""
        return sum(map(self._advances.__getitem__, text)) + sum(self.kerning(text))

    def positions(self, text: str) -> list[float]:
        """Where each character of ``text`` begins, and where the text ends."""
        places, x = [0.0], 0.0
        for character, kern in zip(text, [*self.kerning(text), 0], strict=True):
            x += self._advances[character] + kern
            places.append(x)
        return places

    def box(self, text: str) -> Box | None:
        """The ink of ``text`` from the start of its baseline; None if it is blank."""
        placed = [
            (x, box)
            for character, x in zip(text, self.positions(text), strict=False)
            if (box := self._boxes.get(ord(character)))
        ]
        if not placed:
            return None
        return Box(
            min(x + b[0] for x, b in placed),
            min(b[1] for _, b in placed),
            max(x + b[2] for x, b in placed),
            max(b[3] for _, b in placed),
        )

    def outline(self, character: str) -> Contours:
        """The closed contours of one character as polygons, within 5/1000 em of the curve."""
        code = ord(character)
        contours = self._outlines.get(code)
        if contours is None:
            if self._packed is None:
                self._packed = self._font.outlines()
            contours = self._outlines[code] = unpack(self._packed.get(code, []), 1)
        return contours

    def file(self) -> Path:
        """A TrueType file of the font."""
        return self._font.file()

    def _kern(self, pair: str) -> int:
        left, right = ord(pair[0]), ord(pair[1])
        total = 0
        for lookup in self._tables:
            for table, rows in lookup:
                found = table.pairs.get(left << 21 | right)
                if found is None and left in table.left:
                    found = rows[table.left[left] * table.columns + table.right.get(right, 0)]
                if found is not None:
                    total += found
                    break
        self._kerns[pair] = total
        return total


def _rows(table: KernTable) -> array[int]:
    rows = array("h")
    rows.frombytes(table.rows)
    if sys.byteorder == "big":
        rows.byteswap()
    return rows
