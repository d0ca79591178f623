"""What ``engraving timing convert`` and ``ramp`` answer: lengths of picture, and ramps by every law."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

import msgspec

from engraving.errors import UsageError
from engraving.report.answers import Amount, Answer, amount
from engraving.timing.cue_file import RAMP_LAWS
from engraving.timing.footage import (
    PULL_DOWN,
    Gauge,
    NotFootage,
    at_other_rate,
    feet_and_frames,
    parse_footage,
    reel_length,
)
from engraving.timing.moments import NotAMoment, moment
from engraving.timing.ramps import Ramp, final_tempo
from engraving.timing.rates import Rate
from engraving.timing.timecode import NoSuchLabel, Rounding, exact_frames, frames_a_day, frames_at, label, seconds_of

Pull = Literal["down", "up"]

_FRAMES = re.compile(r"(\d+)\s*(?:f|fr|frames)")


class Length(msgspec.Struct, frozen=True, gc=False):
    """A moment of picture, counted from 0, at one rate; label and feet are those of the nearest frame line.

    ``reel`` is how long a 35 mm reel is whose last frame of action this is, "" inside its leader.
    """

    rate: str
    seconds: Amount
    frames: Amount
    timecode: str
    feet_35mm: str
    feet_16mm: str
    reel: str


class Converted(msgspec.Struct, frozen=True, gc=False):
    """What was ``asked``, as it is, and the same frames at the ``other`` rate, and ``pulled``: how many seconds."""

    asked: str
    length: Length
    other: Length | None
    pulled: Amount | None


class ConvertAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-convert/1"):
    """Every length asked for; ``speed`` is what a pull does to tempo and sample rate, ``tempo`` one that was given."""

    lengths: tuple[Converted, ...]
    speed: Amount | None = None
    tempo: Amount | None = None
    pulled_tempo: Amount | None = None


class LawAnswer(msgspec.Struct, frozen=True, gc=False):
    """A ramp by one law: where it ends and what it lasts, None where no tempo makes it last so long."""

    law: str
    end: Amount | None
    seconds: Amount | None
    frames: Amount | None


class RampAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-ramp/1"):
    """A ramp over ``beats`` from a tempo, by every law."""

    rate: str
    begin: Amount
    beats: Amount
    laws: tuple[LawAnswer, ...]


def convert(
    asked: tuple[str, ...], rate: Rate, gauge: Gauge, other: Rate | None, pull: Pull | None, bpm: Fraction | None
) -> ConvertAnswer:
    """Labels, feet+frames of ``gauge``, frames, seconds or clocks. Raises ``UsageError`` for anything else."""
    speed = None if pull is None else PULL_DOWN if pull == "down" else 1 / PULL_DOWN
    found = []
    for text in asked:
        seconds = _seconds(text, rate, gauge)
        there = None if other is None else _length(at_other_rate(seconds, rate, other), other)
        found.append(
            Converted(text, _length(seconds, rate), there, None if speed is None else amount(seconds / speed))
        )
    return ConvertAnswer(
        tuple(found),
        None if speed is None else amount(speed),
        None if bpm is None else amount(bpm),
        None if bpm is None or speed is None else amount(bpm * speed),
    )


def _seconds(text: str, rate: Rate, gauge: Gauge) -> Fraction:
    try:
        if "+" in text:
            return seconds_of(parse_footage(text, gauge), rate)
        frames = _FRAMES.fullmatch(text.strip())
        return seconds_of(int(frames[1]), rate) if frames else moment(text, rate, 0)
    except (NotFootage, NotAMoment, NoSuchLabel) as error:
        raise UsageError(str(error), remedy="Write 01:00:10:12, 39+14, 808f, 33.7 or 0:33.7.") from error


def _length(seconds: Fraction, rate: Rate) -> Length:
    line = frames_at(seconds, rate, Rounding.NEAREST)
    reel = reel_length(line)
    return Length(
        rate.name,
        amount(seconds),
        amount(exact_frames(seconds, rate)),
        label(line % frames_a_day(rate), rate),
        feet_and_frames(line),
        feet_and_frames(line, Gauge.MM16),
        feet_and_frames(reel) if reel > 0 else "",
    )


def ramps(begin: Fraction, beats: Fraction, end: Fraction | None, seconds: Fraction | None, rate: Rate) -> RampAnswer:
    """A ramp to ``end``, or the one that lasts ``seconds``, by every law."""
    found = []
    for law in RAMP_LAWS:
        to = final_tempo(law, beats, begin, seconds) if seconds is not None else end
        lasts = None if to is None else Ramp(law, beats, begin, to).seconds
        found.append(
            LawAnswer(
                law,
                None if to is None else amount(to),
                None if lasts is None else amount(lasts),
                None if lasts is None else amount(exact_frames(lasts, rate)),
            )
        )
    return RampAnswer(rate.name, amount(begin), amount(beats), tuple(found))
