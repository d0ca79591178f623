"""Digits and letters written with a broad pen: fingerings, strings, clef octaves, fractions."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    arc,
    ellipse,
    glyph,
    line,
    moved,
    nib,
    rectangle,
    ring,
    scaled,
    spline,
    stroke,
    turned,
)

PEN = nib(0.19, 0.1, 15)
STEM, THIN = 0.17, 0.09
HEIGHT = 1.2  # of fingerings

Shape = list[Contour]


def letter_drawings() -> dict[int, Drawing]:
    """Every digit and letter the fonts lack, by code point."""
    return {**fingerings(), **strings(), **clef_octaves(), **fractions(), **analysis()}


def digit(number: int) -> Shape:
    """A figure one space high, on the line, about 0.6 wide."""
    if number == 0:
        return stroke(arc(0.3, 0.49, 0.22, 0.43, 0, 360), PEN)
    if number == 1:
        return (
            rectangle(0.26, 0, 0.44, 0.98)
            + line(0.34, 0.94, 0.1, 0.74, 0.1)
            + line(0.12, 0.04, 0.58, 0.04, 0.08)
        )
    if number == 2:
        bow = spline(
            (0.08, 0.7), (0.14, 0.87), (0.31, 0.93), (0.47, 0.84), (0.48, 0.64), (0.32, 0.38), (0.1, 0.1)
        )
        return stroke(bow, PEN) + rectangle(0.05, 0, 0.58, 0.15)
    if number == 3:
        upper = spline((0.08, 0.8), (0.18, 0.91), (0.32, 0.92), (0.44, 0.81), (0.41, 0.62), (0.2, 0.52))
        lower = spline((0.2, 0.52), (0.4, 0.49), (0.5, 0.3), (0.4, 0.09), (0.22, 0.05), (0.07, 0.16))
        return stroke(upper, PEN) + stroke(lower, PEN) + ellipse(0.09, 0.17, 0.08) + ellipse(0.1, 0.79, 0.08)
    if number == 4:
        return (
            line(0.43, 0.98, 0.05, 0.3, 0.1)
            + rectangle(0.02, 0.23, 0.62, 0.35)
            + rectangle(0.35, 0, 0.52, 0.98)
        )
    if number == 5:
        bowl = spline(
            (0.12, 0.47), (0.27, 0.58), (0.46, 0.49), (0.49, 0.27), (0.36, 0.08), (0.2, 0.05), (0.06, 0.15)
        )
        return (
            rectangle(0.12, 0.84, 0.54, 0.98)
            + rectangle(0.1, 0.46, 0.18, 0.98)
            + stroke(bowl, PEN)
            + ellipse(0.09, 0.16, 0.08)
        )
    if number == 6:
        back = spline((0.5, 0.92), (0.3, 0.83), (0.14, 0.6), (0.11, 0.34))
        return stroke(back, PEN) + stroke(arc(0.31, 0.3, 0.2, 0.25, 0, 360), PEN)
    if number == 7:
        return rectangle(0.04, 0.84, 0.56, 0.98) + stroke(
            spline((0.51, 0.88), (0.38, 0.6), (0.28, 0.3), (0.24, 0.0)), 0.16
        )
    if number == 8:
        return stroke(arc(0.3, 0.73, 0.17, 0.2, 0, 360), PEN) + stroke(
            arc(0.3, 0.27, 0.22, 0.23, 0, 360), PEN
        )
    return turned(digit(6), 180, (0.3, 0.49))


def number(value: int, height: float = 1.0) -> Shape:
    """A number ``height`` spaces high, from x = 0 on the line."""
    shape: Shape = []
    for place, figure in enumerate(str(value)):
        shape += moved(digit(int(figure)), 0.62 * place)
    return scaled(shape, height)


def bowl(cx: float) -> Shape:
    """The round of a small letter."""
    return stroke(arc(cx, 0.3, 0.2, 0.27, 0, 360), PEN)


def stem(x: float, low: float, high: float) -> Shape:
    """The upright of a letter."""
    return rectangle(x - STEM / 2, low, x + STEM / 2, high)


def hook(x: float) -> Shape:
    """The curl at the foot of an upright."""
    return stroke(spline((x, 0.16), (x + 0.06, 0.04), (x + 0.2, 0.1)), 0.09)


def letter(name: str) -> Shape:
    """A letter on the line, small ones 0.6 high."""
    if name == "T":
        return rectangle(0.0, 0.86, 0.72, 0.98) + stem(0.36, 0, 0.98) + rectangle(0.18, 0, 0.54, 0.07)
    if name == "p":
        return stem(0.12, -0.35, 0.6) + bowl(0.34) + rectangle(0, -0.35, 0.26, -0.28)
    if name == "t":
        return stem(0.18, 0.1, 0.82) + hook(0.18) + rectangle(0, 0.5, 0.42, 0.6)
    if name == "i":
        return stem(0.12, 0.1, 0.6) + hook(0.12) + ellipse(0.12, 0.82, 0.1)
    if name == "m":
        arches = [
            stroke(spline((x, 0.38), (x + 0.16, 0.55), (x + 0.28, 0.4), (x + 0.28, 0)), 0.13)
            for x in (0.12, 0.4)
        ]
        return stem(0.12, 0, 0.6) + arches[0] + arches[1]
    if name == "a":
        return bowl(0.25) + stem(0.45, 0.08, 0.58) + hook(0.45)
    if name == "c":
        return stroke(arc(0.27, 0.3, 0.2, 0.27, 50, 310), PEN)
    if name == "x":
        return line(0.04, 0, 0.5, 0.6, 0.08) + line(0.04, 0.6, 0.5, 0, 0.16)
    if name == "e":
        return stroke(arc(0.27, 0.3, 0.2, 0.27, 10, 320), PEN) + line(0.08, 0.3, 0.47, 0.34, 0.08)
    return bowl(0.27)


def fingerings() -> dict[int, Drawing]:
    """Figures, the letters of guitar and cello fingering, brackets and substitution signs."""
    drawings = {code: glyph(number(n, HEIGHT)) for n, code in enumerate(smufl.FINGERING_DIGITS)}
    first = smufl.FINGERING_T_UPPER
    for offset, name in enumerate("Tptimacxeo"):
        drawings[first + offset] = glyph(scaled(letter(name), HEIGHT))
    above = stroke(arc(0.9, 0, 0.9, 0.5, 160, 20), 0.12)
    paren = stroke(arc(0.75, 0.55, 0.6, 0.85, 130, 230), 0.11)
    drawings |= {
        smufl.FINGERING_SUBSTITUTION_ABOVE: glyph(above),
        smufl.FINGERING_SUBSTITUTION_BELOW: glyph(moved(scaled(above, 1, -1), 0, 0.5)),
        smufl.FINGERING_SUBSTITUTION_DASH: glyph(rectangle(0.1, 0.5, 0.7, 0.62), advance=0.8),
        smufl.FINGERING_MULTIPLE_NOTES: glyph(
            rectangle(0, 0, 0.14, 2) + rectangle(0, 1.86, 0.6, 2) + rectangle(0, 0, 0.6, 0.14)
        ),
        smufl.FINGERING_LEFT_PARENTHESIS: glyph(moved(paren, -0.1), advance=0.5),
        smufl.FINGERING_RIGHT_PARENTHESIS: glyph(moved(scaled(paren, -1, 1), 0.5), advance=0.5),
    }
    return drawings


def strings() -> dict[int, Drawing]:
    """String numbers in circles."""
    circle = ring(0.9, 0.9, 0.9, 0.11)
    return {
        code: glyph(circle + moved(number(n, 1.1), 0.9 - 0.33, 0.9 - 0.54))
        for n, code in enumerate(smufl.GUITAR_STRINGS)
    }


def clef_octaves() -> dict[int, Drawing]:
    """The figures above and below clefs."""
    return {smufl.CLEF_8: glyph(number(8, 1.05)), smufl.CLEF_15: glyph(number(15, 1.05))}


def fractions() -> dict[int, Drawing]:
    """Fractions in time signatures, centred on the middle line."""
    drawings = {}
    for offset, (over, under) in enumerate(((1, 4), (1, 2), (3, 4), (1, 3), (2, 3))):
        shape = moved(number(over, 1.2), 0.25, 0.2) + moved(number(under, 1.2), 0.25, -1.4)
        drawings[smufl.TIME_SIG_FRACTION_QUARTER + offset] = glyph(
            shape + rectangle(0.05, -0.07, 1.15, 0.07), advance=1.2
        )
    return drawings


def analysis() -> dict[int, Drawing]:
    """Principal and secondary voice, and where they begin and end."""
    corner = rectangle(0, 0, 0.14, 1.4) + rectangle(0, 1.26, 0.9, 1.4)
    main = (
        rectangle(0, 0, 0.2, 1.4)
        + rectangle(1, 0, 1.2, 1.4)
        + rectangle(0.2, 0.62, 1, 0.76)
        + rectangle(1.2, 1.26, 1.7, 1.4)
    )
    second = rectangle(0, 0, 0.14, 1.4) + rectangle(0.96, 0, 1.1, 1.4) + line(0.08, 1.34, 1.02, 0.06, 0.22)
    return {
        smufl.ANALYTICS_HAUPTSTIMME: glyph(main),
        smufl.ANALYTICS_NEBENSTIMME: glyph(second + rectangle(1.1, 1.26, 1.6, 1.4)),
        smufl.ANALYTICS_START_STIMME: glyph(corner),
        smufl.ANALYTICS_END_STIMME: glyph(moved(scaled(corner, -1, 1), 0.9)),
    }
