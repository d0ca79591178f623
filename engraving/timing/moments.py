"""Moments and lengths as people write them, and as they are written back, without losing a digit."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite

from engraving.timing.rates import Rate
from engraving.timing.timecode import frames_a_day, label, parse, seconds_of

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/0*[1-9]\d*)?")
_CLOCK = re.compile(r"(\d+):([0-5]\d(?:\.\d+)?)")


class NotAMoment(ValueError):
    """A text that is neither seconds nor a timecode label of the cue."""


def exact(value: float | str) -> Fraction:
    """The number written: 33.7 means 337/10, not the nearest binary one; ``"360/11"`` its exact value.

    Raises ``NotAMoment``.
    """
    text = value.strip() if isinstance(value, str) else repr(value)
    if not (_NUMBER.fullmatch(text) if isinstance(value, str) else isfinite(value)):
        raise NotAMoment(f"“{value}” is no number; write it as 2.5, or in quotes as \"8/3\".")
    numerator, _, denominator = text.partition("/")
    return Fraction(numerator) / Fraction(denominator or 1)


def moment(value: float | str, rate: Rate, start: int | None) -> Fraction:
    """Seconds from the cue's ``start`` (a frame): of seconds, of a clock ``m:ss.t`` or of a timecode label.

    Raises ``NotAMoment``, or ``NoSuchLabel`` for a label that does not exist.
    """
    if not isinstance(value, str):
        return exact(value)
    clock = _CLOCK.fullmatch(value.strip())
    if clock:
        return 60 * int(clock[1]) + Fraction(clock[2])
    if ":" not in value and ";" not in value:
        return exact(value)
    frame = parse(value, rate)
    if start is None:
        raise NotAMoment(f"“{value}” is a timecode, but the cue has no start to count it from.")
    return seconds_of(frame - start, rate)


def shown(number: Fraction) -> str:
    """A number for TOML, exactly: ``33.7``, ``8``, ``"360/11"``; what ``exact`` reads back."""
    if number.denominator == 1:
        return str(number.numerator)
    try:
        text = repr(float(number))
    except OverflowError:
        text = ""
    return text if text and "e" not in text and Fraction(text) == number else f'"{number}"'


def shown_moment(at: Fraction, rate: Rate, start: int | None) -> str:
    """A moment for TOML, exactly: its label where it stands on a frame of the cue's day, else seconds."""
    frame = None if start is None else start + at * rate.fps
    if frame is not None and frame.denominator == 1 and 0 <= frame < frames_a_day(rate):
        return f'"{label(int(frame), rate)}"'
    return shown(at)
