"""Numbers of picture time as they are printed: the only place where they are rounded, each by a rule it names."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from engraving.score.picture import Moment
from engraving.timing.clicks import nearest_click
from engraving.timing.clock import format_clock
from engraving.timing.footage import feet_and_frames
from engraving.timing.rates import Rate
from engraving.timing.timecode import Rounding, frames_at, label_at

MINUS = "\N{MINUS SIGN}"


def elapsed(seconds: Fraction) -> str:
    """``m:ss.t``, cut to the tenth that has passed; with a minus before the start, cut towards it."""
    return f"{MINUS}{format_clock(-seconds)}" if seconds < 0 else format_clock(seconds)


def moment(seconds: Fraction | None, start: int | None, rate: Rate) -> Moment:
    """Seconds after the frame ``start``, told in every way there is.

    Timecode and feet+frames (35 mm, from the cue's start) are those of the nearest frame line, as in the timing sheet.
    """
    if seconds is None:
        return Moment()
    timecode = "" if start is None else label_at(start, seconds, rate, Rounding.NEAREST)
    feet = feet_and_frames(frames_at(seconds, rate, Rounding.NEAREST)).replace("-", MINUS)
    return Moment(elapsed(seconds), timecode, feet)


def decimal(number: Fraction, places: int) -> str:
    """To the nearest of so many decimal places, halves away from 0, without idle zeros."""
    scale = 10**places
    whole, rest = divmod(floor(abs(number) * scale + Fraction(1, 2)), scale)
    text = f"{whole}.{rest:0{places}d}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if number < 0 and (whole or rest) else text


def frames_off(frames: Fraction) -> str:
    """``+1.5 fr``: by how much a beat comes after its hit, minus before it, to the nearest tenth of a frame."""
    text = decimal(frames, 1)
    return f"{'' if text == '0' or frames < 0 else '+'}{text} fr"


def frame_click(beats: Fraction, rate: Rate) -> str:
    """The frame click of so many beats a minute; ``≈`` when that is only the nearest one (R62)."""
    click = nearest_click(beats, rate.fps)
    return f"{'' if click.tempo(rate.fps) == beats else '≈'}{click}"


def seconds_long(seconds: Fraction) -> str:
    """A length as ``2.5 s``, to the nearest hundredth."""
    return f"{decimal(seconds, 2)} s"
