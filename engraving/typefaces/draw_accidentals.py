"""Accidentals with arrows, and those of chord symbols."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.draw_letters import number
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    bezier,
    frame,
    glyph,
    line,
    moved,
    polygon,
    rectangle,
    ring,
    scaled,
    stroke,
    turned,
)

STEM, BAR = 0.11, 0.28
CHORD = 0.78  # how large accidentals of chord symbols are

Shape = list[Contour]


def accidental_drawings() -> dict[int, Drawing]:
    """Every accidental the fonts lack, by code point."""
    return {**arrowed(), **johnston(), **chord_symbols()}


def flat() -> Shape:
    """A flat, its bowl on the middle line."""
    outer = bezier((0.08, -0.68), (0.6, -0.3), (0.86, 0.0), (0.86, 0.28))
    over = bezier((0.86, 0.28), (0.86, 0.66), (0.42, 0.72), (0.08, 0.3))
    back = bezier((0.08, 0.12), (0.36, 0.46), (0.58, 0.44), (0.58, 0.2))
    inner = bezier((0.58, 0.2), (0.58, 0.0), (0.38, -0.24), (0.12, -0.46))
    return rectangle(0, -0.7, STEM, 1.75) + polygon(*outer, *over, *back, *inner)


def natural() -> Shape:
    """A natural."""
    lower = polygon((0, -0.74), (0, -0.46), (0.66, -0.26), (0.66, -0.54))
    return rectangle(0, -0.74, STEM, 1.36) + rectangle(0.55, -1.36, 0.66, 0.74) + lower + moved(lower, 0, 1.0)


def sharp() -> Shape:
    """A sharp."""
    bar = polygon((0, -0.72), (0, -0.72 + BAR), (1, -0.42 + BAR), (1, -0.42))
    return (
        rectangle(0.25, -1.4, 0.25 + STEM, 1.3)
        + rectangle(0.63, -1.3, 0.63 + STEM, 1.4)
        + bar
        + moved(bar, 0, 0.86)
    )


def double_sharp() -> Shape:
    """A double sharp."""
    shape = line(0.12, -0.38, 0.88, 0.38, 0.17) + line(0.12, 0.38, 0.88, -0.38, 0.17)
    for x in (0.0, 0.66):
        for y in (-0.5, 0.16):
            shape += rectangle(x, y, x + 0.34, y + 0.34)
    return shape


def arrow(x: float, y: float, up: bool, shaft: float = 0.0) -> Shape:
    """An arrowhead whose base is at ``y``, on a shaft that long."""
    way = 1 if up else -1
    return rectangle(x - STEM / 2, min(y, y - way * shaft), x + STEM / 2, max(y, y - way * shaft)) + polygon(
        (x - 0.26, y), (x, y + way * 0.55), (x + 0.26, y)
    )


def arrowed() -> dict[int, Drawing]:
    """Double accidentals a quarter-tone up or down, and bare arrows."""
    flats = flat() + moved(flat(), 0.76)
    alone = arrow(0.3, 0.35, True, 1.2)
    return {
        smufl.ACCIDENTAL_FIVE_QUARTER_TONES_SHARP_ARROW_UP: glyph(
            double_sharp() + arrow(0.5, 0.75, True, 0.75)
        ),
        smufl.ACCIDENTAL_THREE_QUARTER_TONES_SHARP_ARROW_DOWN: glyph(
            double_sharp() + arrow(0.5, -0.75, False, 0.75)
        ),
        smufl.ACCIDENTAL_THREE_QUARTER_TONES_FLAT_ARROW_UP: glyph(
            moved(flats + arrow(STEM / 2, 1.75, True), 0.2)
        ),
        smufl.ACCIDENTAL_FIVE_QUARTER_TONES_FLAT_ARROW_DOWN: glyph(
            moved(flats + arrow(STEM / 2, -0.9, False, 0.3), 0.2)
        ),
        smufl.ACCIDENTAL_ARROW_UP: glyph(alone),
        smufl.ACCIDENTAL_ARROW_DOWN: glyph(scaled(alone, 1, -1)),
    }


def johnston() -> dict[int, Drawing]:
    """Ben Johnston's signs of just intonation: they raise or lower by the ratio of a partial."""

    def figures(value: int) -> Shape:
        return moved(number(value, 1.7), 0.0, -0.83)

    minus = rectangle(0.0, -0.16, 1.0, 0.16)
    plus = minus + rectangle(0.34, -0.5, 0.66, 0.5)
    seven = figures(7)
    up = arrow(0.3, 0.35, True, 1.2)
    return {
        smufl.ACCIDENTAL_JOHNSTON_PLUS: glyph(plus),
        smufl.ACCIDENTAL_JOHNSTON_MINUS: glyph(minus),
        smufl.ACCIDENTAL_JOHNSTON_EL: glyph(turned(seven, 180, (0.51, 0.0))),
        smufl.ACCIDENTAL_JOHNSTON_SEVEN: glyph(seven),
        smufl.ACCIDENTAL_JOHNSTON_UP: glyph(up),
        smufl.ACCIDENTAL_JOHNSTON_DOWN: glyph(scaled(up, 1, -1)),
        smufl.ACCIDENTAL_JOHNSTON_13: glyph(figures(13)),
        smufl.ACCIDENTAL_JOHNSTON_31: glyph(figures(31)),
    }


def chord_symbols() -> dict[int, Drawing]:
    """Accidentals and quality signs of chord symbols, standing on the line."""
    cross = double_sharp()
    plain = {
        smufl.CSYM_ACCIDENTAL_FLAT: moved(flat(), 0, 0.68),
        smufl.CSYM_ACCIDENTAL_NATURAL: moved(natural(), 0, 1.1),
        smufl.CSYM_ACCIDENTAL_SHARP: moved(sharp(), 0, 1.1),
        smufl.CSYM_ACCIDENTAL_DOUBLE_SHARP: moved(cross, 0, 0.9),
        smufl.CSYM_ACCIDENTAL_DOUBLE_FLAT: moved(flat() + moved(flat(), 0.76), 0, 0.68),
        smufl.CSYM_ACCIDENTAL_TRIPLE_SHARP: moved(sharp() + moved(cross, 1.15), 0, 1.1),
        smufl.CSYM_ACCIDENTAL_TRIPLE_FLAT: moved(flat() + moved(flat(), 0.76) + moved(flat(), 1.52), 0, 0.68),
    }
    drawings = {code: glyph(scaled(shape, CHORD)) for code, shape in plain.items()}
    circle = ring(0.5, 1.1, 0.5, 0.13)
    drawings |= {
        smufl.CSYM_DIMINISHED: glyph(circle),
        smufl.CSYM_HALF_DIMINISHED: glyph(circle + line(0.0, 0.5, 1.0, 1.7, 0.12)),
        smufl.CSYM_AUGMENTED: glyph(rectangle(0, 1.03, 1, 1.17) + rectangle(0.43, 0.6, 0.57, 1.6)),
        smufl.CSYM_MAJOR_SEVENTH: glyph(frame([(0, 0.2), (0.75, 1.6), (1.5, 0.2)], 0.13)),
        smufl.CSYM_MINOR: glyph(stroke([(0, 0.9), (0.9, 0.9)], 0.14)),
    }
    return drawings
