"""One music font as numbers in staff spaces: 1 em = 4 spaces, y up, the origin on the note's line."""

from __future__ import annotations

from pathlib import Path

from engraving.typefaces.face import Box, Contours
from engraving.typefaces.library import CachedFont
from engraving.typefaces.record import Packed, unpack

SPACE = 250.0  # 1/1000 em in a staff space


class MusicFace:
    """A music font; immutable, its outlines read when the first one is asked for.

    ``thickness`` is that of lines beside its glyphs: E01's where it brings no metadata.
    """

    __slots__ = ("_font", "_outlines", "_packed", "advances", "anchors", "boxes", "name", "sha", "thickness")

    def __init__(self, font: CachedFont) -> None:
        record = font.record
        self._font = font
        self._packed: Packed | None = None
        self._outlines: dict[int, Contours] = {}
        self.name = record.name
        self.sha = record.sha
        self.boxes = {
            code: Box(b[0] / SPACE, b[1] / SPACE, b[2] / SPACE, b[3] / SPACE)
            for code, b in record.boxes.items()
        }
        self.advances = {code: width / SPACE for code, width in record.advances.items()}
        self.anchors = record.anchors
        self.thickness = record.thickness

    def has(self, code: int) -> bool:
        """Whether there is a glyph with ink for ``code``."""
        return code in self.boxes

    def box(self, code: int) -> Box:
        """The ink of a glyph, relative to its origin."""
        return self.boxes[code]

    def advance(self, code: int) -> float:
        """The width of a glyph in running text."""
        return self.advances[code]

    def anchor(self, code: int, name: str) -> tuple[float, float] | None:
        """A SMuFL anchor such as ``stemUpSE``, if the font gives one."""
        found = self.anchors.get(code)
        return found.get(name) if found else None

    def outline(self, code: int) -> Contours:
        """The glyph's closed contours as polygons, within 0.02 spaces of the curve."""
        contours = self._outlines.get(code)
        if contours is None:
            if self._packed is None:
                self._packed = self._font.outlines()
            contours = self._outlines[code] = unpack(self._packed[code], 1 / SPACE)
        return contours

    def file(self) -> Path:
        """A TrueType file of the font."""
        return self._font.file()
