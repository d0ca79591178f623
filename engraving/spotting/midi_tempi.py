"""The tempi of a MIDI file (FF 51), as they were meant before the format rounded them."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from engraving.spotting.midi_markers import opened
from engraving.spotting.sources import Source

_MINUTE = 60_000_000
_UNTIL_SAID = 500_000  # µs a quarter: 120 a minute, the format's own default
_MOST_PLACES = 4


def read_midi_tempi(source: Source) -> tuple[tuple[Fraction, Fraction], ...]:
    """(quarters from the file's beginning, quarters a minute) at each change; the first at 0.

    Raises ``NotASpottingList`` for damaged files and those without common time.
    """
    file = opened(source)
    said: dict[int, int] = {0: _UNTIL_SAID}
    for track in file.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "set_tempo" and message.tempo > 0:
                said[tick] = message.tempo
    tempi: list[tuple[Fraction, Fraction]] = []
    for tick in sorted(said):
        tempo = meant(said[tick])
        if not tempi or tempi[-1][1] != tempo:
            tempi.append((Fraction(tick, file.ticks_per_beat), tempo))
    return tuple(tempi)


def meant(microseconds: int) -> Fraction:
    """Quarters a minute of so many µs a quarter: the shortest decimal the format writes so, else the exact value.

    88 is written as 681818 µs, which is 88.0000235; nobody meant that.
    """
    exact = Fraction(_MINUTE, microseconds)
    for places in range(_MOST_PLACES + 1):
        decimal = Fraction(round(exact * 10**places), 10**places)
        if decimal and floor(_MINUTE / decimal + Fraction(1, 2)) == microseconds:
            return decimal
    return exact
