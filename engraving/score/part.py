"""What one chair reads."""

from __future__ import annotations

import msgspec

from engraving.score.bars import Bar, Ending
from engraving.score.cue import Credits
from engraving.score.directions import Direction
from engraving.score.music import Music
from engraving.score.picture import Picture
from engraving.score.spanners import Spanner


class MultiRest(msgspec.Struct, frozen=True, gc=False):
    """Empty bars ``first`` to ``last`` (indices) printed as one H-bar counting ``count`` (E47)."""

    atom: int
    first: int
    last: int
    count: int


class Part(msgspec.Struct, frozen=True, gc=False):
    """What one chair reads: still music, no geometry.

    ``bars`` are the cue's bars, whole; ``music`` holds written pitches with the accidentals to be
    printed; ``directions``, ``spanners`` and ``endings`` are the cue-level ones every part prints.
    ``bar_seconds`` is the elapsed time at each bar's start on its first pass (-1 when unknown), one
    entry more than bars; ``bar_durations`` is what each bar takes (-1 when unknown); ``order`` are bar
    indices as they are played, empty when that is once each in the order of the paper. ``tacet`` parts
    hold no events. ``family`` and ``instrument_id`` are of the table of instruments, empty when it has none.
    ``picture`` is what is printed of picture time; None without a cue file.
    """

    chair: str
    instrument: str
    number: int
    credits: Credits
    ticks_per_quarter: int
    bars: tuple[Bar, ...]
    music: Music
    directions: tuple[Direction, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    endings: tuple[Ending, ...] = ()
    multi_rests: tuple[MultiRest, ...] = ()
    bar_seconds: tuple[float, ...] = ()
    bar_durations: tuple[float, ...] = ()
    order: tuple[int, ...] = ()
    tacet: bool = False
    pitch_unconfirmed: bool = False
    family: str = ""
    instrument_id: str = ""
    picture: Picture | None = None
