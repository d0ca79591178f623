"""The ways in which lists write a moment, told apart by their look; what could be read in two ways is not guessed."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction

_LABEL = re.compile(r"\d\d?[:;]\d\d[:;]\d\d[:;]\d\d", re.ASCII)
_EITHER = re.compile(r"\d\d?[:;]\d\d[:;]\d\d[.,]\d\d", re.ASCII)
_CLOCK = re.compile(r"(?:(?P<hours>\d+):(?=\d\d:))?(?P<minutes>\d+):(?P<seconds>[0-5]\d(?:[.,]\d+)?)", re.ASCII)
_SECONDS = re.compile(r"\d+[.,]\d+", re.ASCII)
_WHOLE = re.compile(r"\d+", re.ASCII)
_FOOTAGE = re.compile(r"\d+\+\d\d?(?:\.\d+)?", re.ASCII)
_BAR_AND_BEAT = re.compile(r"\d+\.\d+\.\d+|\d+\|\d+(?:\|\s*\d+)?", re.ASCII)


class Form(StrEnum):
    """How a moment is written."""

    LABEL = "timecode"
    EITHER = "timecode with a point, or hours, minutes and hundredths of a second"
    CLOCK = "minutes and seconds"
    SECONDS = "seconds"
    WHOLE = "a whole number"
    FOOTAGE = "feet and frames"
    BARS = "bars and beats"
    UNKNOWN = "nothing that is known"


def form_of(text: str) -> Form:
    """Which form ``text`` has.

    ``01:00:10:12`` is timecode, ``0:33.7`` and ``1:02:03.456`` are a clock, ``33.7`` seconds, ``50+08`` film,
    ``13.2.00`` and ``13|2`` bars. ``01:00:10.12`` may be the first or the second. A number without a point may be
    seconds, samples or frames: whoever reads the list must know which.
    """
    plain = text.strip()
    for pattern, form in (
        (_LABEL, Form.LABEL),
        (_EITHER, Form.EITHER),
        (_CLOCK, Form.CLOCK),
        (_SECONDS, Form.SECONDS),
        (_WHOLE, Form.WHOLE),
        (_FOOTAGE, Form.FOOTAGE),
        (_BAR_AND_BEAT, Form.BARS),
    ):
        if pattern.fullmatch(plain):
            return form
    return Form.UNKNOWN


def clock_seconds(text: str) -> Fraction:
    """Seconds of ``0:33.7``, ``1:02:03.456``, ``33.7`` or ``33``, exact. Raises ``ValueError`` for anything else."""
    plain = text.strip().replace(",", ".")
    if _SECONDS.fullmatch(plain) or _WHOLE.fullmatch(plain):
        return Fraction(plain)
    found = _CLOCK.fullmatch(plain)
    if found is None:
        raise ValueError(f"{text!r} is no clock time")
    return 3600 * int(found["hours"] or 0) + 60 * int(found["minutes"]) + Fraction(found["seconds"])
