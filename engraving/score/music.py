"""Music on staves: events with everything attached to them."""

from __future__ import annotations

import msgspec

from engraving.score.bars import Metre
from engraving.score.directions import Direction
from engraving.score.events import BeamGroup, Event
from engraving.score.pitch import Clef, Key, Transposition
from engraving.score.spanners import Spanner


class InstrumentName(msgspec.Struct, frozen=True, gc=False):
    """The instrument a part plays from some tick on, as the source names it."""

    id: str
    name: str
    sound: str = ""
    midi_program: int = 0
    midi_unpitched: int = 0


class BarStyle(msgspec.Struct, frozen=True, gc=False):
    """Measure repeats and slash regions: ``kind`` measure-repeat, beat-repeat or slash, over ticks.

    ``size`` is the bars of one repeat; ``open_ended`` says that the source gives no end. A barline in
    mid-bar is of kind ``barline``, on all staves (0), without length.
    """

    atom: int
    kind: str
    staff: int
    start: int
    end: int
    size: int = 1
    attributes: tuple[tuple[str, str], ...] = ()
    open_ended: bool = False


class Music(msgspec.Struct, frozen=True, gc=False):
    """Events on staves, with everything attached to them. Time lines are sorted (tick, staff, value)."""

    staves: int
    events: tuple[Event, ...]
    beams: tuple[BeamGroup, ...] = ()
    spanners: tuple[Spanner, ...] = ()
    directions: tuple[Direction, ...] = ()
    clefs: tuple[tuple[int, int, Clef], ...] = ()
    keys: tuple[tuple[int, int, Key], ...] = ()
    metres: tuple[tuple[int, int, Metre], ...] = ()
    staff_lines: tuple[tuple[int, int, int], ...] = ()
    transpositions: tuple[tuple[int, int, Transposition], ...] = ()
    instruments: tuple[tuple[int, int, InstrumentName], ...] = ()
    styles: tuple[BarStyle, ...] = ()
