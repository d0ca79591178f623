"""Film length as feet and frames, and what a change of speed by 1000/1001 does to time and pitch
(docs/timing.md, "Lengths and ramps").
"""

from __future__ import annotations

import re
from enum import IntEnum
from fractions import Fraction

from engraving.timing.rates import Rate
from engraving.timing.timecode import exact_frames

PULL_DOWN = Fraction(1000, 1001)
"""What pulling down does to speed: tempo, pitch, sample rate; durations go the other way."""

_LEADER_FEET = 12
_FOOTAGE = re.compile(r"(\d+)\+(\d\d?)")


class Gauge(IntEnum):
    """Film by its frames to the foot: 35 mm of four perforations has 16, 16 mm has 40."""

    MM35 = 16
    MM16 = 40


class NotFootage(ValueError):
    """A text that is not feet+frames of its gauge."""


def feet_and_frames(frames: int, gauge: Gauge = Gauge.MM35) -> str:
    """``90+00``: feet, plus frames of the next foot; with a minus sign before the start."""
    feet, rest = divmod(abs(frames), gauge)
    return f"{'-' if frames < 0 else ''}{feet}+{rest:02d}"


def parse_footage(text: str, gauge: Gauge = Gauge.MM35) -> int:
    """Frames in ``39+14``. Raises ``NotFootage`` when it is not written so, or a foot has not so many frames."""
    found = _FOOTAGE.fullmatch(text.strip())
    if found is None:
        raise NotFootage(f"“{text}” is no film length; write feet+frames, as 39+14.")
    feet, frames = int(found[1]), int(found[2])
    if frames >= gauge:
        raise NotFootage(f"“{text}” does not exist: a foot of this film has frames 00 to {gauge - 1:02d}.")
    return feet * gauge + frames


def reel_length(last_frame: int, gauge: Gauge = Gauge.MM35) -> int:
    """Frames in a reel whose last frame of action stands at ``last_frame``: one more, less 12 ft of leader."""
    return last_frame + 1 - _LEADER_FEET * gauge


def at_other_rate(seconds: Fraction, old: Rate, new: Rate) -> Fraction:
    """How long a picture lasts at another rate: it keeps its frames, not its seconds."""
    return exact_frames(seconds, old) / new.fps
