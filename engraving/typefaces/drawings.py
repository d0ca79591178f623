"""All our drawings by code point."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import Drawing, frame, glyph, rectangle


def all_drawings() -> dict[int, Drawing]:
    """Every glyph of the supplement."""
    return {
        smufl.MISSING: glyph(frame([(0.2, 0), (0.2, 2.6), (2, 2.6), (2, 0)], 0.16), advance=2.2),
        smufl.REST_H_BAR: glyph(rectangle(0, -0.5, 6, 0.5)),
    }
