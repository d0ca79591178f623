"""What a tempo should meet: moments with limits, and the beats that are meant for them.

Everything is counted from the first beat: moments in seconds, offsets in beats (the first beat is 0).
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from engraving.timing.cue_file import CueFile, Hit
from engraving.timing.fit.grid import Grid


class Target(msgspec.Struct, frozen=True, gc=False):
    """A moment ``at`` which a beat should fall, from ``early`` seconds before to ``late`` after.

    ``offset`` is the one beat it is meant for, None when any beat of the grid will do; ``wanted`` the beat of some bar,
    from 1, where bars are not known yet.
    """

    at: Fraction
    early: Fraction
    late: Fraction
    weight: int = 1
    offset: Fraction | None = None
    caption: str = ""
    wanted: Fraction = Fraction(1)

    def beat_of(self, beats_in_bar: int) -> int:
        """The beat of a bar it wants, from 0; the downbeat where it wants none that bars of this length have."""
        beat = self.wanted - 1
        return int(beat) if beat.denominator == 1 and beat < beats_in_bar else 0


def targets(cue: CueFile, grid: Grid) -> tuple[Target, ...]:
    """All hits of a cue from its start on, those with a wanted place on that beat of the grid's bars."""
    return tuple(_target(hit, cue, grid) for hit in cue.hits if hit.at >= 0)


def _target(hit: Hit, cue: CueFile, grid: Grid) -> Target:
    """A hit of a cue file: its limits are frames there, seconds here."""
    fps = cue.rate.fps
    wanted = (hit.beat - 1) / grid.figure + 1 if hit.bar else Fraction(1)
    return Target(hit.at, hit.early / fps, hit.late / fps, hit.weight, _wanted(hit, cue, grid), hit.caption, wanted)


def _wanted(hit: Hit, cue: CueFile, grid: Grid) -> Fraction | None:
    """The offset of the place a hit is wanted at; None when it says none that the grid has."""
    if not hit.bar:
        return None
    bar = grid.bar_numbered(hit.bar, first_bar(cue))
    return None if bar is None else grid.offset(bar, hit.beat)


def first_bar(cue: CueFile) -> int:
    """The number of the first whole bar; 1 where the cue says none that can be counted on from."""
    return int(cue.first_bar) if cue.first_bar.isdecimal() else 1
