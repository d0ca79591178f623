"""Figures of a thorough bass as rows of glyphs: numbers, what alters them, what strikes them through."""

from __future__ import annotations

from typing import NamedTuple

from engraving.score import Segment
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

FIGURE_SCALE = 1.25
LINE_STEP = 1.9  # between the baselines of a stack
GAP = 0.12
FIGURES_APART = 0.5  # nearer, the sign of one figure is read with the next

_DIGITS = (
    g.FIGBASS_0, g.FIGBASS_1, g.FIGBASS_2, g.FIGBASS_3, g.FIGBASS_4,
    g.FIGBASS_5, g.FIGBASS_6, g.FIGBASS_7, g.FIGBASS_8, g.FIGBASS_9,
)  # fmt: skip
_STRUCK = {
    "2": g.FIGBASS_2_RAISED, "4": g.FIGBASS_4_RAISED, "5": g.FIGBASS_5_RAISED_2, "6": g.FIGBASS_6_RAISED,
    "7": g.FIGBASS_7_RAISED_2, "9": g.FIGBASS_9_RAISED,
}  # fmt: skip
_SIGNS = {
    "flat": (g.FIGBASS_FLAT,), "flat-flat": (g.FIGBASS_DOUBLE_FLAT,), "double-flat": (g.FIGBASS_DOUBLE_FLAT,),
    "sharp": (g.FIGBASS_SHARP,), "sharp-sharp": (g.FIGBASS_SHARP, g.FIGBASS_SHARP), "natural": (g.FIGBASS_NATURAL,),
    "double-sharp": (g.FIGBASS_DOUBLE_SHARP,), "plus": (g.FIGBASS_PLUS,), "cross": (g.FIGBASS_PLUS,),
}  # fmt: skip
_THROUGH = {
    "slash": g.FIGBASS_COMBINING_RAISING, "vertical": g.FIGBASS_COMBINING_RAISING,
    "back-slash": g.FIGBASS_COMBINING_LOWERING, "backslash": g.FIGBASS_COMBINING_LOWERING,
}  # fmt: skip


class FigureGlyph(NamedTuple):
    """One glyph or, where the music face has none, one piece of type; x from the number's left edge."""

    x: float
    code: int
    text: str


class FigureLine(NamedTuple):
    """A line of a stack: pieces, and its ink from ``left`` to ``right`` of the number's left edge."""

    glyphs: tuple[FigureGlyph, ...]
    left: float
    right: float


def figure_line(figure: Segment, faces: Faces) -> FigureLine:
    """One figure: prefix left of the number, suffix right of it or through it, parentheses round all."""
    number = figure.text
    prefix, suffix = figure.get("prefix"), figure.get("suffix")
    struck = next((end for end in (suffix, prefix) if end in _THROUGH), "")
    body: list[FigureGlyph] = []
    right = 0.0
    digits = [_DIGITS[int(c)] for c in number] if number.isascii() and number.isdigit() else []
    if struck in ("slash", "vertical") and number in _STRUCK:
        digits, struck = [_STRUCK[number]], ""
    for code in digits:
        body.append(FigureGlyph(right, code, ""))
        right += faces.advance(code) * FIGURE_SCALE
    if number and not digits:
        body.append(FigureGlyph(right, 0, number))
        right += 0.9 * len(number)
    if struck:
        box = faces.box(_THROUGH[struck])
        body.append(FigureGlyph(right / 2 - (box.x0 + box.x1) / 2 * FIGURE_SCALE, _THROUGH[struck], ""))
    for code in _SIGNS.get(suffix, ()):
        body.append(FigureGlyph(right + GAP, code, ""))
        right += GAP + faces.advance(code) * FIGURE_SCALE
    alone = _SIGNS.get(prefix, ()) if not body else ()
    left = right = right + sum(faces.advance(code) for code in alone) * FIGURE_SCALE
    left = left if alone else 0.0
    for code in reversed(_SIGNS.get(prefix, ())):
        left -= faces.advance(code) * FIGURE_SCALE + (GAP if number else 0.0)
        body.insert(0, FigureGlyph(left, code, ""))
    if figure.get("parentheses") == "yes" and body:
        left -= faces.advance(g.FIGBASS_PARENS_LEFT) * FIGURE_SCALE + GAP
        body.insert(0, FigureGlyph(left, g.FIGBASS_PARENS_LEFT, ""))
        body.append(FigureGlyph(right + GAP, g.FIGBASS_PARENS_RIGHT, ""))
        right += GAP + faces.advance(g.FIGBASS_PARENS_RIGHT) * FIGURE_SCALE
    return FigureLine(tuple(body), left, right)


def stack_extent(figures: tuple[Segment, ...], faces: Faces) -> tuple[float, float]:
    """Ink left and right of the numbers' left edge, of a whole stack."""
    lines = [figure_line(figure, faces) for figure in figures]
    return min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
