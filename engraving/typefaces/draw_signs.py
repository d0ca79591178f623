"""Rests, tremolos, fermatas, breaths, grace slashes, clefs, arrows and other signs."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    arc,
    bezier,
    ellipse,
    frame,
    glyph,
    line,
    moved,
    nib,
    polygon,
    rectangle,
    ring,
    scaled,
    spline,
    stroke,
    swell,
    turned,
    waves,
)

Shape = list[Contour]


def sign_drawings() -> dict[int, Drawing]:
    """Every general sign the fonts lack, by code point."""
    return {**rests(), **tremolos(), **pauses(), **arrows(), **figures(), **others()}


def rests() -> dict[int, Drawing]:
    """The H-bar, whole and in parts, and rests that carry their own ledger lines."""
    left = rectangle(0, -1, 0.2, 1) + rectangle(0.2, -0.5, 1, 0.5)
    ledger = rectangle(0, -0.08, 1.9, 0.08)
    return {
        smufl.REST_H_BAR: glyph(
            rectangle(0, -1, 0.2, 1) + rectangle(0.2, -0.5, 5.8, 0.5) + rectangle(5.8, -1, 6, 1)
        ),
        smufl.REST_H_BAR_LEFT: glyph(left),
        smufl.REST_H_BAR_MIDDLE: glyph(rectangle(0, -0.5, 1, 0.5)),
        smufl.REST_H_BAR_RIGHT: glyph(moved(scaled(left, -1, 1), 1)),
        smufl.REST_WHOLE_LEGER_LINE: glyph(ledger + rectangle(0.38, -0.55, 1.52, 0)),
        smufl.REST_HALF_LEGER_LINE: glyph(ledger + rectangle(0.38, 0, 1.52, 0.55)),
        smufl.REST_DOUBLE_WHOLE_LEGER_LINE: glyph(ledger + moved(ledger, 0, 1) + rectangle(0.7, 0, 1.2, 1)),
    }


def tremolos() -> dict[int, Drawing]:
    """Fingered tremolos as bent strokes, unmeasured ones as zigzags, centred on the stem."""
    drawings = {}
    bent = stroke(spline((-0.75, -0.25), (-0.3, 0.12), (0.3, -0.12), (0.75, 0.25)), nib(0.36, 0.2))
    for count in range(1, 6):
        shape: Shape = []
        for i in range(count):
            shape += moved(bent, 0, 0.7 * (i - (count - 1) / 2))
        drawings[smufl.TREMOLO_FINGERED_1 + count - 1] = glyph(shape, advance=0.75)
    zigzag = rectangle(-0.6, 0.45, 0.6, 0.75) + rectangle(-0.6, -0.75, 0.6, -0.45)
    zigzag += line(0.5, 0.6, -0.5, -0.6, 0.22)
    morse = (
        rectangle(-0.6, 0.45, 0.6, 0.7)
        + ellipse(-0.35, 0, 0.15)
        + ellipse(0.35, 0, 0.15)
        + rectangle(-0.6, -0.7, 0.6, -0.45)
    )
    drawings |= {
        smufl.PENDERECKI_TREMOLO: glyph(zigzag, advance=0.7),
        smufl.UNMEASURED_TREMOLO: glyph(stroke(waves((0, 0.9), (0, -0.9), 0.9, 2), 0.16), advance=0.5),
        smufl.UNMEASURED_TREMOLO_SIMPLE: glyph(stroke(waves((0, 0.5), (0, -0.5), 0.9, 1), 0.16), advance=0.5),
        smufl.STOCKHAUSEN_TREMOLO: glyph(morse, advance=0.6),
    }
    return drawings


def pauses() -> dict[int, Drawing]:
    """Henze's fermatas, curlew, breath marks, grace slashes."""
    bow = stroke(arc(1.2, 0, 1.15, 1.25, 180, 0), swell(0.1, 0.4))
    long = bow + ellipse(0.85, 0.25, 0.2) + ellipse(1.55, 0.25, 0.2)
    short = stroke(arc(1.2, 0, 1.15, 1.25, 180, 90), swell(0.1, 0.34)) + ellipse(1.0, 0.22, 0.22)
    curlew = spline((0, 0.2), (0.35, 0.75), (0.9, 0.55), (1.3, 0.0), (1.75, 0.55), (2.3, 0.75), (2.65, 0.2))
    tick = polygon((0, 0.65), (0.2, 0.8), (0.38, 0.35), (0.85, 1.5), (1.0, 1.45), (0.42, 0.0), (0.32, 0.0))
    slash = line(0, 0, 1.9, 1.65, 0.15)
    return {
        smufl.FERMATA_LONG_HENZE_ABOVE: glyph(long),
        smufl.FERMATA_LONG_HENZE_BELOW: glyph(scaled(long, 1, -1)),
        smufl.FERMATA_SHORT_HENZE_ABOVE: glyph(short),
        smufl.FERMATA_SHORT_HENZE_BELOW: glyph(scaled(short, 1, -1)),
        smufl.CURLEW_SIGN: glyph(stroke(curlew, swell(0.08, 0.26))),
        smufl.BREATH_MARK_TICK: glyph(tick),
        smufl.BREATH_MARK_UPBOW: glyph(line(0.05, 1.3, 0.5, 0, 0.14) + line(0.95, 1.3, 0.5, 0, 0.08)),
        smufl.GRACE_NOTE_SLASH_STEM_UP: glyph(slash),
        smufl.GRACE_NOTE_SLASH_STEM_DOWN: glyph(moved(scaled(slash, 1, -1), 0, 1.65)),
    }


def arrows() -> dict[int, Drawing]:
    """Arrows in eight directions, of metric modulations, of staves that divide."""
    black = rectangle(-0.12, -1, 0.12, 0.35) + polygon((-0.5, 0.15), (0, 1), (0.5, 0.15))
    white = frame([(-0.22, -1), (-0.22, 0.1), (-0.6, 0.1), (0, 1), (0.6, 0.1), (0.22, 0.1), (0.22, -1)], 0.09)
    opened = (
        rectangle(-0.07, -1, 0.07, 0.9)
        + line(-0.5, 0.3, 0.02, 0.98, 0.14)
        + line(0.5, 0.3, -0.02, 0.98, 0.14)
    )
    drawings = {}
    for first, shape in (
        (smufl.ARROW_BLACK_UP, black),
        (smufl.ARROW_WHITE_UP, white),
        (smufl.ARROW_OPEN_UP, opened),
    ):
        for eighth in range(8):
            drawings[first + eighth] = glyph(moved(turned(shape, -45 * eighth), 1, 1), advance=2.0)
    turning = stroke(arc(1.0, 1.0, 0.8, 0.8, -170, 95), 0.18) + polygon((0.95, 1.45), (0.95, 2.15), (0.4, 1.8))
    drawings[smufl.ARROW_ANTICLOCKWISE] = glyph(turning)
    drawings[smufl.ARROW_CLOCKWISE] = glyph(moved(scaled(turning, -1, 1), 2.0))
    right = rectangle(0, 0.44, 2.3, 0.56) + polygon((1.9, 0.16), (2.7, 0.5), (1.9, 0.84))
    divide = line(0, 0, 1.25, 1.25, 0.2) + polygon((0.85, 1.65), (1.75, 1.75), (1.65, 0.85))
    down = scaled(divide, 1, -1)
    drawings |= {
        smufl.METRIC_MODULATION_ARROW_RIGHT: glyph(right),
        smufl.METRIC_MODULATION_ARROW_LEFT: glyph(moved(scaled(right, -1, 1), 2.7)),
        smufl.STAFF_DIVIDE_ARROW_UP: glyph(divide),
        smufl.STAFF_DIVIDE_ARROW_DOWN: glyph(down),
        smufl.STAFF_DIVIDE_ARROW_UP_DOWN: glyph(moved(divide, 0, 0.2) + moved(down, 0, -0.2)),
    }
    return drawings


def figures() -> dict[int, Drawing]:
    """Brackets and strokes of figured bass."""
    bracket = rectangle(0, 0, 0.1, 1.6) + rectangle(0, 0, 0.4, 0.1) + rectangle(0, 1.5, 0.4, 1.6)
    paren = stroke(arc(0.7, 0.8, 0.65, 1.0, 128, 232), 0.12)
    return {
        smufl.FIGBASS_BRACKET_LEFT: glyph(bracket),
        smufl.FIGBASS_BRACKET_RIGHT: glyph(moved(scaled(bracket, -1, 1), 0.4)),
        smufl.FIGBASS_PARENS_LEFT: glyph(paren, advance=0.4),
        smufl.FIGBASS_PARENS_RIGHT: glyph(moved(scaled(paren, -1, 1), 0.4), advance=0.4),
        smufl.FIGBASS_PLUS: glyph(rectangle(0, 0.66, 0.9, 0.8) + rectangle(0.38, 0.28, 0.52, 1.18)),
        smufl.FIGBASS_COMBINING_RAISING: glyph(line(0, 0.3, 1.1, 1.1, 0.12)),
        smufl.FIGBASS_COMBINING_LOWERING: glyph(line(0, 1.1, 1.1, 0.3, 0.12)),
    }


def others() -> dict[int, Drawing]:
    """Semi-pitched clefs, the X of free time, niente circle, eyeglasses, the hollow box."""
    bars = rectangle(0, -1, 0.4, 1)
    lens = ring(0.6, 0, 0.55, 0.12)
    bridge = stroke(bezier((1.1, 0.1), (1.25, 0.35), (1.45, 0.35), (1.6, 0.1)), 0.12)
    temples = line(0.1, 0.2, -0.3, 0.75, 0.12) + line(2.6, 0.2, 3.0, 0.75, 0.12)
    return {
        smufl.SEMIPITCHED_PERCUSSION_CLEF_1: glyph(
            bars + frame([(0.75, -1), (0.75, 1), (1.15, 1), (1.15, -1)], 0.1), advance=1.2
        ),
        smufl.SEMIPITCHED_PERCUSSION_CLEF_2: glyph(
            frame([(0, -1), (0, 1), (1.3, 1), (1.3, -1)], 0.16) + rectangle(0.5, -1, 0.8, 1), advance=1.35
        ),
        smufl.TIME_SIG_X: glyph(line(0.1, -0.85, 1.6, 0.85, 0.34) + line(0.1, 0.85, 1.6, -0.85, 0.34)),
        smufl.DYNAMIC_NIENTE_FOR_HAIRPIN: glyph(ring(0.42, 0, 0.42, 0.13)),
        smufl.MISC_EYEGLASSES: glyph(moved(lens + moved(lens, 1.5) + bridge + temples, 0.35, 0.55)),
        smufl.MISSING: glyph(frame([(0.2, 0), (0.2, 2.6), (2, 2.6), (2, 0)], 0.16), advance=2.2),
    }
