"""SMPTE labels and frames: strict both ways, over one day of 24 hours (docs/timing.md, "Rates and labels").

Frames are counted from 00:00:00:00 and are whole; seconds are exact. Only ``frames_at`` rounds, by a rule that
its caller names.
"""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from math import floor

from engraving.timing.rates import Rate

_LABEL = re.compile(r"(\d\d?)([:;])(\d\d)([:;])(\d\d)([:;])(\d\d)")


class NoSuchLabel(ValueError):
    """A text that is no timecode, or a label that its rate does not have."""


class Rounding(StrEnum):
    """``floor``: the frame on the screen at that moment. ``nearest``: the closest frame line, half a frame up."""

    FLOOR = "floor"
    NEAREST = "nearest"


def parse(text: str, rate: Rate) -> int:
    """Frames from 00:00:00:00 to the frame labelled ``text``.

    ``;`` says drop frame and is refused at rates that do not drop; ``:`` does at every rate, since edit lists
    write it for both. Raises ``NoSuchLabel`` for what no clip of this rate carries.
    """
    found = _LABEL.fullmatch(text.strip())
    if found is None:
        raise NoSuchLabel(f"“{text}” is no timecode; write hours:minutes:seconds:frames, as 01:00:10:12.")
    hours, minutes, seconds, frames = (int(found[n]) for n in (1, 3, 5, 7))
    if ";" in found.group(2, 4, 6) and not rate.drop:
        raise NoSuchLabel(f"“{text}” is a drop-frame label (;), but {rate.name} fps does not drop frames.")
    for name, value, most in (("hour", hours, 23), ("minute", minutes, 59), ("second", seconds, 59),
                              ("frame", frames, rate.nominal - 1)):  # fmt: skip
        if value > most:
            raise NoSuchLabel(f"“{text}” does not exist at {rate.name} fps: its {name} goes up to {most:02d}.")
    minute = 60 * hours + minutes
    if seconds == 0 and frames < rate.skipped and minute % 10:
        following = f"{text.strip()[:-2]}{rate.skipped:02d}"
        raise NoSuchLabel(
            f"“{text}” does not exist in drop frame: minutes that are no tens begin with {following}."
        )
    return rate.nominal * (60 * minute + seconds) + frames - rate.skipped * (minute - minute // 10)


def frames_a_day(rate: Rate) -> int:
    """Labels in 24 hours: 2589408 at 29.97 drop frame."""
    return 24 * 6 * _frames_in_ten_minutes(rate)


def label(frames: int, rate: Rate) -> str:
    """The label of a frame, ``HH:MM:SS:FF``, drop frame with ``;`` before the frames.

    Timecode is a clock: a frame before 00:00:00:00 has the label of the day before, one after midnight begins anew.
    """
    counted = frames % frames_a_day(rate)
    if rate.drop:
        minute = 60 * rate.nominal - rate.skipped
        tens, rest = divmod(counted, _frames_in_ten_minutes(rate))
        passed = (rest - rate.skipped) // minute if rest >= rate.skipped else 0  # the tenth minute is longer
        counted += rate.skipped * (9 * tens + passed)
    seconds, frame = divmod(counted, rate.nominal)
    hours, seconds = divmod(seconds, 3600)
    return f"{hours:02d}:{seconds // 60:02d}:{seconds % 60:02d}{';' if rate.drop else ':'}{frame:02d}"


def _frames_in_ten_minutes(rate: Rate) -> int:
    return 600 * rate.nominal - 9 * rate.skipped


def seconds_of(frames: int | Fraction, rate: Rate) -> Fraction:
    """How long so many frames run, in real seconds: an hour of 29.97 labels without drop is 3603.6 s."""
    return Fraction(frames) / rate.fps


def exact_frames(seconds: Fraction, rate: Rate) -> Fraction:
    """Real seconds in frames, not rounded."""
    return seconds * rate.fps


def frames_at(seconds: Fraction, rate: Rate, rounding: Rounding) -> int:
    """Real seconds as a whole frame, by the rule named."""
    exact = exact_frames(seconds, rate)
    return floor(exact if rounding is Rounding.FLOOR else exact + Fraction(1, 2))


def label_at(start: int, seconds: Fraction, rate: Rate, rounding: Rounding) -> str:
    """The label ``seconds`` after the frame ``start``."""
    return label(start + frames_at(seconds, rate, rounding), rate)
