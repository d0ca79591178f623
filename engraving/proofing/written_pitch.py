"""What a source's pitches are on the player's page, so that they can be held against the instrument table.

What the numbers mean is not always sure: a concert score keeps octave transposers at their written octave
or does not, an octave may be in the clef or in the transposition, an old horn part may be in any key. So
each stretch of a part is read in the ways that make sense, and the one that fits the instrument best counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from engraving.instruments import Instrument
from engraving.proofing.subject import PartView, Subject, instrument_of
from engraving.score import Event, Pitch, Transposition

T = TypeVar("T")


class Stretch(NamedTuple):
    """Notes between two changes of instrument or transposition; ``shift`` makes them written pitch."""

    instrument: Instrument
    notes: Sequence[Event]
    shift: int


def stretches(subject: Subject, part: PartView) -> Iterator[Stretch]:
    """The part from change to change.

    Left out: unpitched and unknown instruments; strings tuned otherwise; and a transposition that changes
    without its instrument, since then nobody knows what the player has picked up.
    """
    if _is_tuned_otherwise(part):
        return
    instruments = _instruments(part)
    transpositions = [(tick, value) for tick, staff, value in part.music.transpositions if staff <= 1]
    edges = sorted({tick for tick, _ in instruments} | {tick for tick, _ in transpositions})
    ticks = [event.tick for event in part.notes]
    said = transpositions[0][1] if transpositions else None
    for edge, following in zip(edges, [*edges[1:], ticks[-1] + 1], strict=True):
        notes = part.notes[bisect_left(ticks, edge) : bisect_left(ticks, following)]
        instrument = _at(instruments, edge)
        if not notes or instrument is None or not instrument.pitched:
            continue
        own = _at(transpositions, edge)
        if own is not None and own != said and not own.is_octave and instrument == instruments[0][1]:
            continue
        yield Stretch(instrument, notes, _best_shift(subject, part, instrument, notes, own))


def _is_tuned_otherwise(part: PartView) -> bool:
    """A scordatura, or a tablature, which says where to stop and leaves the tuning to the player."""
    return any(clef.sign == "TAB" for _, _, clef in part.music.clefs) or any(
        segment.kind == "scordatura" for direction in part.music.directions for segment in direction.segments
    )


def distinct_pitches(notes: Sequence[Event]) -> list[Pitch]:
    """The pitches that occur. Readers share equal pitches, so these are few."""
    return list({id(head.pitch): head.pitch for event in notes for head in event.heads}.values())


def _instruments(part: PartView) -> list[tuple[int, Instrument | None]]:
    """(tick, instrument) over the part, from tick 0."""
    first = part.match.instrument
    if part.match.disagrees and part.match.instrument is not None:
        named = instrument_of(part.source.name, None).instrument
        if named is None or named.family != "percussion":
            first = None  # which of the two plays is anybody's guess
    line: list[tuple[int, Instrument | None]] = [(0, first)]
    opening = part.music.instruments[0][2] if part.music.instruments else None
    for tick, staff, name in part.music.instruments:
        if tick and staff == part.music.instruments[0][1]:
            line.append((tick, first if name == opening else instrument_of(name.name, name).instrument))
    return line


def _at(line: Sequence[tuple[int, T]], tick: int) -> T | None:
    found = bisect_right(line, tick, key=lambda entry: entry[0])
    return line[found - 1][1] if found else None


def _best_shift(
    subject: Subject,
    part: PartView,
    instrument: Instrument,
    notes: Sequence[Event],
    own: Transposition | None,
) -> int:
    """The reading with the fewest notes out of range; the likeliest comes first and wins a tie."""
    outer = instrument.extreme
    if outer is None:
        return 0
    readings = _readings(subject, part, instrument, own)
    pitches = distinct_pitches(notes)
    return min(
        readings,
        key=lambda shift: sum(not outer.low <= pitch.midi + shift <= outer.high for pitch in pitches),
    )


def _readings(
    subject: Subject, part: PartView, instrument: Instrument, own: Transposition | None
) -> list[int]:
    """Semitones from the source's pitch to the instrument's written pitch, likeliest first."""
    table = instrument.transposition.chromatic
    octave = table % 12 == 0
    cue = subject.cue
    if cue.concert_pitch and part.source.key not in cue.concert_exceptions:
        return [0, -table] if octave else [-table]
    if own is not None:
        return [own.chromatic - table, 0]
    if cue.concert_pitch is None:
        return [0, -table]
    return [0, -table] if octave else [-table, 0]
