"""From what is written on an instrument's staff to what sounds."""

from __future__ import annotations

from engraving.instruments import Instrument


def staff_shift(instrument: Instrument) -> int:
    """Semitones from what a plain clef of that sign would say to what sounds.

    The sum of transposition and first clef's octave: -12 for a guitar whether its file has `<transpose>` or
    an octave clef.
    """
    clef = instrument.clefs[0]
    octave = -1 if clef.endswith("-8vb") else 1 if clef.endswith("-8va") else 0
    return instrument.transposition.chromatic + 12 * octave
