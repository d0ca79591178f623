"""Brass and wind: scoops, falls, doits, lifts, mutes, tonguing, holes.

Signs after a note start at their origin, signs before a note end at the right of their box, level with it.
"""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    arc,
    bezier,
    ellipse,
    glyph,
    polygon,
    ring,
    spline,
    stroke,
    swell,
    taper,
    waves,
)
from engraving.typefaces.face import Point

PEN = swell(0.1, 0.2)
SIZES = (1.2, 2.0, 2.9)  # how far short, medium and long signs reach

Shape = list[Contour]


def brass_drawings() -> dict[int, Drawing]:
    """Every brass and wind sign the fonts lack, by code point."""
    return {**sloping(), **curved(), **mutes(), **tonguing()}


def sloping() -> dict[int, Drawing]:
    """Doits, falls and lifts in three lengths."""
    drawings = {}
    for index, reach in enumerate(SIZES):
        doit = bezier((0, 0), (reach * 0.55, 0), (reach * 0.9, reach * 0.35), (reach, reach))
        lip = bezier((0, 0), (reach * 0.55, 0), (reach * 0.9, -reach * 0.35), (reach, -reach))
        up: Point = (reach, reach * 0.9)
        down: Point = (reach, -reach * 0.9)
        drawings[smufl.BRASS_DOIT_SHORT + index] = glyph(stroke(doit, taper(0.22, 0.12)))
        drawings[smufl.BRASS_FALL_LIP_SHORT + index] = glyph(stroke(lip, taper(0.22, 0.12)))
        drawings[smufl.BRASS_FALL_SMOOTH_SHORT + index] = glyph(stroke([(0, 0), down], 0.16))
        drawings[smufl.BRASS_FALL_ROUGH_SHORT + index] = glyph(
            stroke(waves((0, 0), down, 0.36, 2 + index), 0.15)
        )
        drawings[smufl.BRASS_LIFT_SHORT + index] = glyph(stroke(waves((0, 0), up, 0.36, 2 + index), 0.15))
        drawings[smufl.BRASS_LIFT_SMOOTH_SHORT + index] = glyph(stroke([(0, 0), up], 0.16))
    return drawings


def curved() -> dict[int, Drawing]:
    """Scoop, plop, flip, smear, bend, turn."""
    lines = {
        smufl.BRASS_SCOOP: bezier((0, -0.45), (0.1, -1.25), (0.85, -1.25), (1.3, 0)),
        smufl.BRASS_PLOP: bezier((0, 1.7), (0.1, 0.7), (0.6, 0.1), (1.3, 0)),
        smufl.BRASS_FLIP: spline((0, 0), (0.45, 0.95), (0.9, 1.25), (1.3, 0.85), (1.5, 0.1)),
        smufl.BRASS_SMEAR: spline((0, -0.3), (0.35, 0.1), (0.75, -0.25), (1.15, 0.15), (1.5, 0.55)),
        smufl.BRASS_BEND: arc(0.75, 0.6, 0.75, 0.6, 180, 360),
        smufl.BRASS_JAZZ_TURN: spline(
            (0, 0.1), (0.3, 0.65), (0.75, 0.6), (1.15, 0.15), (1.6, 0.05), (1.95, 0.5)
        ),
    }
    return {code: glyph(stroke(path, PEN)) for code, path in lines.items()}


def mutes() -> dict[int, Drawing]:
    """Harmon mute, stem in to out."""
    circle = ring(0.7, 0, 0.7, 0.11)
    left = polygon(*arc(0.7, 0, 0.7, 0.7, 90, 270))
    return {
        smufl.BRASS_HARMON_MUTE_CLOSED: glyph(circle + ellipse(0.7, 0, 0.3)),
        smufl.BRASS_HARMON_MUTE_STEM_HALF_LEFT: glyph(circle + left),
        smufl.BRASS_HARMON_MUTE_STEM_HALF_RIGHT: glyph(circle + polygon(*arc(0.7, 0, 0.7, 0.7, -90, 90))),
        smufl.BRASS_HARMON_MUTE_STEM_OPEN: glyph(circle + ring(0.7, 0, 0.3, 0.1)),
    }


def tonguing() -> dict[int, Drawing]:
    """Double and triple tongue as dots; holes closed, half closed, open."""
    two, three = dots(2), dots(3)
    hole = ring(0.42, 0, 0.42, 0.1)
    return {
        smufl.DOUBLE_TONGUE_ABOVE: glyph(two),
        smufl.DOUBLE_TONGUE_BELOW: glyph(two),
        smufl.TRIPLE_TONGUE_ABOVE: glyph(three),
        smufl.TRIPLE_TONGUE_BELOW: glyph(three),
        smufl.WOODWIND_CLOSED_HOLE: glyph(ellipse(0.42, 0, 0.42)),
        smufl.WOODWIND_HALF_CLOSED_HOLE_1: glyph(hole + polygon(*arc(0.42, 0, 0.42, 0.42, 90, 270))),
        smufl.WOODWIND_OPEN_HOLE: glyph(hole),
    }


def dots(count: int) -> Shape:
    """Dots in a row on the line."""
    return [contour for i in range(count) for contour in ellipse(0.2 + 0.62 * i, 0, 0.2)]
