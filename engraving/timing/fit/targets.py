"""What a tempo should meet, and the beats on which it may: moments with limits, grids of beats.

Everything is counted from the first beat: moments in seconds, offsets in beats (the first beat is 0).
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from engraving.timing.cue_file import CueFile, Hit


class Target(msgspec.Struct, frozen=True, gc=False):
    """A moment ``at`` which a beat should fall, from ``early`` seconds before to ``late`` after.

    ``offset`` is the one beat it is meant for, None when any beat of the grid will do.
    """

    at: Fraction
    early: Fraction
    late: Fraction
    weight: int = 1
    offset: Fraction | None = None
    caption: str = ""


def target(hit: Hit, fps: Fraction, offset: Fraction | None = None) -> Target:
    """A hit of a cue file: its limits are frames there, seconds here."""
    return Target(hit.at, hit.early / fps, hit.late / fps, hit.weight, offset, hit.caption)


def targets(cue: CueFile, beats_in_bar: int) -> tuple[Target, ...]:
    """All hits of a cue from its start on, those with a wanted place on that beat of bars that are all alike."""
    return tuple(target(hit, cue.rate.fps, _wanted(hit, cue, beats_in_bar)) for hit in cue.hits if hit.at >= 0)


def _wanted(hit: Hit, cue: CueFile, beats_in_bar: int) -> Fraction | None:
    """The offset of the place a hit is wanted at; None when it says none that can be counted."""
    first = cue.first_bar or "1"
    if not (hit.bar.isdecimal() and first.isdecimal()):
        return None
    return (int(hit.bar) - int(first)) * beats_in_bar + hit.beat - 1


class Grid(msgspec.Struct, frozen=True, gc=False):
    """Where hits may fall: the beats ``allowed`` (from 0) of every bar of ``beats_in_bar``."""

    beats_in_bar: int
    allowed: tuple[Fraction, ...]

    def between(self, low: Fraction, high: Fraction) -> list[Fraction]:
        """The offsets of the grid from ``low`` to ``high``, in order."""
        first, last = int(low // self.beats_in_bar), int(high // self.beats_in_bar)
        offsets = (self.beats_in_bar * bar + beat for bar in range(first, last + 1) for beat in self.allowed)
        return [offset for offset in offsets if low <= offset <= high]

    def around(self, offset: Fraction) -> list[Fraction]:
        """The offsets of the grid next to ``offset``, before and after it, from 0 on."""
        bar = int(offset // self.beats_in_bar)
        return self.between(Fraction(max(0, bar - 1) * self.beats_in_bar), Fraction((bar + 2) * self.beats_in_bar))


def any_beat(beats_in_bar: int, parts: int = 1) -> Grid:
    """Every beat, or with ``parts`` every half, third … of one."""
    return Grid(beats_in_bar, tuple(Fraction(n, parts) for n in range(beats_in_bar * parts)))


def downbeats(beats_in_bar: int) -> Grid:
    """The first beat of every bar."""
    return Grid(beats_in_bar, (Fraction(0),))


def strong_beats(beats_in_bar: int) -> Grid:
    """The first beat, and the middle of bars of four beats and other even numbers from four on."""
    middle = (Fraction(beats_in_bar, 2),) if beats_in_bar >= 4 and beats_in_bar % 2 == 0 else ()
    return Grid(beats_in_bar, (Fraction(0), *middle))
