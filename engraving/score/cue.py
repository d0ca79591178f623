"""A cue as submitted: what belongs to everybody, and the parts of its source."""

from __future__ import annotations

import msgspec

from engraving.score.bars import Bar, Ending, Metre
from engraving.score.directions import Direction
from engraving.score.music import InstrumentName, Music
from engraving.score.spanners import Spanner


class Credits(msgspec.Struct, frozen=True, gc=False):
    """Who and what: the words of the heading; ``start`` and ``rate`` of the picture, as the source writes them.

    ``movement`` is the number of a movement in its work, which has it before its title unless it is a cue.
    """

    cue_number: str = ""
    title: str = ""
    composer: str = ""
    orchestrator: str = ""
    version: str = ""
    production: str = ""
    rights: str = ""
    date: str = ""
    start: str = ""
    rate: str = ""
    lyricist: str = ""
    subtitle: str = ""
    movement: str = ""


class TempoChange(msgspec.Struct, frozen=True, gc=False):
    """From ``tick`` on the music sounds at ``quarters`` a minute; ``printed`` when a mark on paper says so."""

    tick: int
    quarters: float
    printed: bool = True


class SourcePart(msgspec.Struct, frozen=True, gc=False):
    """One part of the source, as its file has it. ``key`` is the source's own id, for chairs to refer to."""

    key: str
    name: str
    abbreviation: str
    group: str
    music: Music
    instruments: tuple[InstrumentName, ...] = ()


class PartGroup(msgspec.Struct, frozen=True, gc=False):
    """Parts ``first`` to ``last`` (indices) bracketed in the source's score.

    ``symbol`` bracket, brace, square, line or none; ``barlines`` yes, no or Mensurstrich.
    """

    first: int
    last: int
    symbol: str = "none"
    name: str = ""
    abbreviation: str = ""
    barlines: str = "no"


class Cue(msgspec.Struct, frozen=True, gc=False):
    """A cue as submitted: bars, cue-level marks and parts.

    ``directions`` belong to everybody (E57): metronome and tempo words, rehearsal marks, segno,
    coda; ``spanners`` are their dashes. ``metres`` is the time line most parts agree on.
    ``concert_pitch`` is True/False when the source says which pitch it holds, None when it does not.
    ``line_breaks`` and ``page_breaks`` are the bars (indices) that begin a line or page of the source.
    """

    credits: Credits
    ticks_per_quarter: int
    bars: tuple[Bar, ...]
    parts: tuple[SourcePart, ...]
    directions: tuple[Direction, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    endings: tuple[Ending, ...] = ()
    metres: tuple[tuple[int, int, Metre], ...] = ()
    tempi: tuple[TempoChange, ...] = ()
    concert_pitch: bool | None = None
    concert_exceptions: tuple[str, ...] = ()
    software: str = ""
    file: str = ""
    groups: tuple[PartGroup, ...] = ()
    line_breaks: tuple[int, ...] = ()
    page_breaks: tuple[int, ...] = ()
