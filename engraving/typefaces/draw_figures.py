"""Tall narrow figures for the big metres of a score (E48): two spaces high, 0.62 wide, to be scaled up."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    ellipse,
    glyph,
    hole,
    nib,
    polygon,
    rectangle,
    spline,
    stroke,
    turned,
)

Shape = list[Contour]

WIDE = 0.62
ADVANCE = 0.72
THICK = 0.2  # uprights
THIN = 0.09  # what lies flat
_PEN = nib(THICK, THIN)


def figure_drawings() -> dict[int, Drawing]:
    """The ten figures and a plus sign, by code point."""
    six = _bowl(-0.38, 0.62) + stroke(spline((0.53, 0.92), (0.27, 0.72), (0.11, 0.1), (0.1, -0.4)), _PEN)
    shapes = [
        _bowl(0.0, 1.0),
        rectangle(0.22, -1.0, 0.42, 1.0)
        + polygon((0.3, 1.0), (0.04, 0.66), (0.04, 0.56), (0.26, 0.72))
        + rectangle(0.05, -1.0, 0.59, -1.0 + THIN),
        stroke(spline((0.09, 0.5), (0.14, 0.82), (0.32, 0.95), (0.5, 0.76), (0.48, 0.3), (0.1, -0.85)), _PEN)
        + ellipse(0.13, 0.5, 0.11)
        + rectangle(0.03, -1.0, 0.6, -0.82),
        stroke(spline((0.1, 0.62), (0.3, 0.955), (0.49, 0.55), (0.22, 0.07)), _PEN)
        + stroke(spline((0.22, 0.07), (0.51, -0.45), (0.3, -0.955), (0.09, -0.62)), _PEN)
        + ellipse(0.12, 0.62, 0.1)
        + ellipse(0.12, -0.62, 0.1),
        polygon((0.34, 1.0), (0.48, 1.0), (0.1, -0.32), (0.0, -0.32))
        + rectangle(0.0, -0.45, WIDE, -0.32)
        + rectangle(0.3, -1.0, 0.5, 0.25),
        rectangle(0.08, 0.8, 0.57, 1.0)
        + rectangle(0.08, 0.05, 0.17, 1.0)
        + stroke(spline((0.13, 0.05), (0.34, 0.22), (0.52, -0.35), (0.32, -0.955), (0.09, -0.64)), _PEN)
        + ellipse(0.12, -0.64, 0.1),
        six,
        rectangle(0.02, 0.8, 0.6, 1.0) + stroke(spline((0.55, 0.85), (0.36, 0.2), (0.25, -0.4), (0.24, -1.0)), _PEN),
        _bowl(0.5, 0.5, 0.27) + _bowl(-0.46, 0.54),
        turned(six, 180.0, (WIDE / 2, 0.0)),
    ]
    plus = rectangle(0.0, -0.05, 0.5, 0.05) + rectangle(0.2, -0.25, 0.3, 0.25)
    drawings = {code: glyph(shape, advance=ADVANCE) for code, shape in zip(smufl.TALL_DIGITS, shapes, strict=True)}
    return drawings | {smufl.TALL_PLUS: glyph(plus, advance=0.6)}


def _bowl(y: float, half: float, wide: float = WIDE / 2) -> Shape:
    """A closed round, thick at its sides."""
    return ellipse(WIDE / 2, y, wide, half) + hole(ellipse(WIDE / 2, y, wide - THICK + 0.01, half - THIN))
