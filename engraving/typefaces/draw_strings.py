"""Strings, harp, keyboard feet, guitar, accordion."""

from __future__ import annotations

from engraving.typefaces import smufl
from engraving.typefaces.draw_letters import letter
from engraving.typefaces.drawing import (
    Contour,
    Drawing,
    arc,
    ellipse,
    frame,
    glyph,
    line,
    moved,
    polygon,
    rectangle,
    ring,
    scaled,
    stroke,
)

LINE = 0.13

Shape = list[Contour]


def string_drawings() -> dict[int, Drawing]:
    """Every sign for strings, harp, pedals and plucked instruments the fonts lack, by code point."""
    return {**harmonics(), **mutes(), **bows(), **harp(), **pedals(), **plucked()}


def harmonics() -> dict[int, Drawing]:
    """Half harmonic, thumb positions."""
    circle = ring(0.42, 0.42, 0.42, 0.1)
    half = polygon(*arc(0.42, 0.42, 0.42, 0.42, 90, 270))
    thumb = ring(0.42, 0.95, 0.42, 0.11, 0.5) + rectangle(0.36, 0, 0.48, 0.48)
    return {
        smufl.STRINGS_HALF_HARMONIC: glyph(circle + half),
        smufl.STRINGS_THUMB_POSITION: glyph(thumb),
        smufl.STRINGS_THUMB_POSITION_TURNED: glyph(moved(scaled(thumb, 1, -1), 0, 1.45)),
    }


def mutes() -> dict[int, Drawing]:
    """A three-pronged mute; struck through when it comes off."""
    mute = rectangle(0, 0.9, 1.6, 1.15) + rectangle(0.55, 1.15, 1.05, 1.5)
    for x in (0.0, 0.68, 1.36):
        mute += rectangle(x, 0, x + 0.24, 0.9)
    return {
        smufl.STRINGS_MUTE_ON: glyph(mute),
        smufl.STRINGS_MUTE_OFF: glyph(moved(mute, 0.15) + line(0, -0.15, 1.9, 1.65, LINE)),
    }


def bows() -> dict[int, Drawing]:
    """Where and how the bow goes."""
    bridge = stroke(arc(0.9, 0.3, 0.75, 0.75, 0, 180), 0.16)
    down = polygon((0, 0), (0, 1.3), (1.2, 1.3), (1.2, 0))
    up = polygon((0, 1.5), (0.55, 0), (1.1, 1.5))
    opened = rectangle(0, 0, 0.1, 1.3) + rectangle(0, 0.95, 0.95, 1.3) + rectangle(0.85, 0, 0.95, 1.3)
    vee = line(0.9, 1.3, 1.3, 0, 0.12) + line(1.7, 1.3, 1.3, 0, 0.12)
    bounce = stroke(arc(1.2, 0.4, 1.2, 0.8, 165, 15), 0.12)
    for x in (0.35, 0.92, 1.49, 2.06):
        bounce += ellipse(x, 0.2, 0.16)
    return {
        smufl.STRINGS_BOW_BEHIND_BRIDGE: glyph(bridge + rectangle(0, 0, 1.8, LINE)),
        smufl.STRINGS_BOW_ON_BRIDGE: glyph(bridge + rectangle(0, 1.12, 1.8, 1.12 + LINE)),
        smufl.STRINGS_BOW_ON_TAILPIECE: glyph(bridge + ellipse(0.9, 0.3, 0.2)),
        smufl.STRINGS_OVERPRESSURE_DOWN_BOW: glyph(down),
        smufl.STRINGS_OVERPRESSURE_UP_BOW: glyph(up),
        smufl.STRINGS_JETE_ABOVE: glyph(bounce),
        smufl.STRINGS_JETE_BELOW: glyph(moved(scaled(bounce, 1, -1), 0, 1.2)),
        smufl.STRINGS_CHANGE_BOW_DIRECTION: glyph(opened + vee),
    }


def harp() -> dict[int, Drawing]:
    """Pedal diagram: marks above, on and below a line that joins from glyph to glyph."""
    width, rail = 0.8, rectangle(0, -LINE / 2, 0.8, LINE / 2)
    block = (0.26, 0.54)
    return {
        smufl.HARP_PEDAL_RAISED: glyph(rail + rectangle(block[0], 0, block[1], 1), advance=width),
        smufl.HARP_PEDAL_CENTERED: glyph(rail + rectangle(block[0], -0.5, block[1], 0.5), advance=width),
        smufl.HARP_PEDAL_LOWERED: glyph(rail + rectangle(block[0], -1, block[1], 0), advance=width),
        smufl.HARP_PEDAL_DIVIDER: glyph(rail + rectangle(0.335, -1.1, 0.465, 1.1), advance=width),
    }


def pedals() -> dict[int, Drawing]:
    """Organ heel and toe; accordion register."""
    heel = stroke([(0.07, 1.2), (0.07, 0.5), *arc(0.5, 0.5, 0.43, 0.43, 180, 360), (0.93, 1.2)], 0.14)
    toe = line(0.07, 0, 0.55, 1.2, 0.14) + line(1.03, 0, 0.55, 1.2, 0.14)
    register = ring(2, 0, 2, 0.13) + rectangle(0.12, 0.6, 3.88, 0.73) + rectangle(0.12, -0.73, 3.88, -0.6)
    return {
        smufl.KEYBOARD_PEDAL_HEEL_1: glyph(heel),
        smufl.KEYBOARD_PEDAL_TOE_1: glyph(toe),
        smufl.ACCDN_COMB_RH_3_RANKS_EMPTY: glyph(moved(register, 0, 2)),
        smufl.ACCDN_COMB_DOT: glyph(ellipse(0.3, 0, 0.3)),
    }


def plucked() -> dict[int, Drawing]:
    """Tapping, golpe, chord diagram marks."""
    tap = moved(scaled(letter("T"), 1.1), 0.5, 0.36)
    square = frame([(0, 0), (0, 1.8), (1.8, 1.8), (1.8, 0)], 0.11)
    cross = line(0.05, 0.05, 0.75, 0.75, LINE) + line(0.05, 0.75, 0.75, 0.05, LINE)
    return {
        smufl.GUITAR_LEFT_HAND_TAPPING: glyph(ring(0.9, 0.9, 0.9, 0.11) + tap),
        smufl.GUITAR_RIGHT_HAND_TAPPING: glyph(square + tap),
        smufl.GUITAR_GOLPE: glyph(square),
        smufl.FRETBOARD_FILLED_CIRCLE: glyph(ellipse(0.4, 0, 0.4)),
        smufl.FRETBOARD_X: glyph(cross),
        smufl.FRETBOARD_O: glyph(ring(0.4, 0.4, 0.4, 0.11)),
    }
