"""All our drawings by code point."""

from __future__ import annotations

from engraving.typefaces.draw_accidentals import accidental_drawings
from engraving.typefaces.draw_brass import brass_drawings
from engraving.typefaces.draw_figures import figure_drawings
from engraving.typefaces.draw_heads import head_drawings
from engraving.typefaces.draw_letters import letter_drawings
from engraving.typefaces.draw_signs import sign_drawings
from engraving.typefaces.draw_strings import string_drawings
from engraving.typefaces.drawing import Drawing


def all_drawings() -> dict[int, Drawing]:
    """Every glyph of the supplement."""
    return {
        **head_drawings(),
        **letter_drawings(),
        **accidental_drawings(),
        **brass_drawings(),
        **string_drawings(),
        **sign_drawings(),
        **figure_drawings(),
    }
