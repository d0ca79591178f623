"""Which of a style's faces a character is set in, and the box a piece of ink fills."""

from __future__ import annotations

from enum import IntEnum

import msgspec


class Face(IntEnum):
    """The faces a page may use; which font stands behind each is the style's choice."""

    MUSIC = 0  # the style's music font
    MUSIC_FALLBACK = 1  # Bravura, for what the style's font lacks
    SUPPLEMENT = 2  # our own drawings
    ROMAN = 3
    ITALIC = 4
    BOLD = 5
    BOLD_ITALIC = 6


TEXT_FACES = (Face.ROMAN, Face.ITALIC, Face.BOLD, Face.BOLD_ITALIC)

Point = tuple[float, float]
Contours = tuple[tuple[Point, ...], ...]


class Box(msgspec.Struct, frozen=True, gc=False):
    """The smallest upright rectangle round some ink, y up."""

    x0: float
    y0: float
    x1: float
    y1: float

    def scaled(self, size: float) -> Box:
        """The box of the same ink at another size."""
        return self if size == 1.0 else Box(self.x0 * size, self.y0 * size, self.x1 * size, self.y1 * size)
