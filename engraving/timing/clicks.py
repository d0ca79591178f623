"""Frame clicks: a beat as so many frames and eighths of a frame of film, written ``16-3``.

35 mm film has four perforations a frame and a punch may sit on or between them, hence eighths
(docs/timing.md, "Frame clicks").
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor

import msgspec

EIGHTHS = 8

_CLICK = re.compile(r"\s*(\d{1,4})\s*[-/]\s*([0-7])\s*")


class UnknownClick(ValueError):
    """What was typed is no frame click; the message shows one."""


class FrameClick(msgspec.Struct, frozen=True, gc=False, order=True):
    """A click of so many ``eighths`` of a frame a beat; ``str`` writes it as ``16-3``."""

    eighths: int

    def __str__(self) -> str:
        frames, rest = divmod(self.eighths, EIGHTHS)
        return f"{frames}-{rest}"

    def seconds(self, fps: Fraction) -> Fraction:
        """Seconds a beat: (F + e/8) / fps."""
        return Fraction(self.eighths, EIGHTHS) / fps

    def tempo(self, fps: Fraction) -> Fraction:
        """Beats a minute: 60 fps / (F + e/8)."""
        return 60 / self.seconds(fps)

    def reached(self, beat: int, fps: Fraction) -> Fraction:
        """Seconds at which ``beat`` falls when beat 1 is 0: a line of the click book."""
        return (beat - 1) * self.seconds(fps)


def parse_click(text: str) -> FrameClick:
    """``16-3`` or ``16/3``: frames, and eighths from 0 to 7. Raises ``UnknownClick``."""
    found = _CLICK.fullmatch(text)
    click = FrameClick(int(found[1]) * EIGHTHS + int(found[2])) if found else None
    if click is None or not click.eighths:
        raise UnknownClick(f"“{text}” is no frame click: frames, a hyphen and eighths from 0 to 7, such as 16-3.")
    return click


def nearest_click(tempo: Fraction, fps: Fraction) -> FrameClick:
    """The click whose beat is nearest in length: round(480 fps / bpm) eighths, halves up.

    Raises ``ValueError`` for tempi that are not above 0.
    """
    if tempo <= 0:
        raise ValueError(f"{tempo} is no tempo")
    return FrameClick(max(1, floor(EIGHTHS * 60 * fps / tempo + Fraction(1, 2))))
