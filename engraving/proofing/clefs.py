"""Clefs that leave notes on many ledger lines, where the players read another one that would not.

Four notes in a row on three lines and more, more than four on average, of which another clef spares them two a note:
customs (a cello or a bassoon on three lines, a low horn on four) stay below that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engraving.findings import Severity
from engraving.proofing.rule import Rule, Spot, in_each_part, times
from engraving.proofing.subject import PartView, Subject
from engraving.proofing.written_pitch import distinct_pitches
from engraving.score import Clef, Event, Pitch
from engraving.score.clefs import ledger_lines, named_clef, spoken_clef

_FAR = 3  # lines that each note of a stretch needs
_MEAN = 4.0  # of which all need more on average
_SPARED = 2.0  # lines a note that the other clef saves
_NOTES = 4
_UNKNOWN = (Clef("G", 2), Clef("F", 4))  # read by whoever plays a part that names no instrument


class _Chord(NamedTuple):
    """What stands on one staff at a tick."""

    event: Event
    pitches: Sequence[Pitch]
    clef: Clef

    def lines(self, clef: Clef) -> int:
        return max(ledger_lines(pitch, clef) for pitch in self.pitches)


def _on_ledger_lines(subject: Subject, part: PartView) -> Iterator[Spot]:
    offered = _clefs_read(subject, part)
    if not offered or not _far_at_all(part):
        return
    for staff in range(1, part.music.staves + 1):
        stretches = [found for found in _stretches(part, staff) if _spared(found, offered) is not None]
        if stretches:
            yield _spot(subject, part, stretches, offered)


def _spot(subject: Subject, part: PartView, stretches: Sequence[Sequence[_Chord]], offered: Sequence[Clef]) -> Spot:
    chords = [chord for stretch in stretches for chord in stretch]
    first = chords[0]
    most = max(chord.lines(chord.clef) for chord in chords)
    longest = max(map(len, stretches))
    better = _spared(stretches[0], offered) or first.clef
    where = times(len(stretches), subject, [stretch[0].event.bar for stretch in stretches])
    atoms = tuple(head.atom for chord in chords for head in chord.event.heads)
    return Spot(
        f"Up to {longest} notes in a row stand on up to {most} ledger lines in the {spoken_clef(first.clef)} clef, "
        f"{where}; the {spoken_clef(better)} clef would hold them.",
        part, first.event.bar, first.event.tick, first.event.heads[0].line, atoms,
    )  # fmt: skip


def _clefs_read(subject: Subject, part: PartView) -> tuple[Clef, ...]:
    """The clefs its players read; none where they do not read the source's pitches, or read one clef only."""
    instrument = part.instrument
    if instrument is None:
        return _UNKNOWN
    cue = subject.cue
    written = cue.concert_pitch is False or part.source.key in cue.concert_exceptions
    if not instrument.pitched or (instrument.transposition.chromatic and not written):
        return ()
    clefs = tuple(clef for clef in map(named_clef, instrument.clefs) if clef is not None)
    return clefs if len({(clef.sign, clef.line) for clef in clefs}) > 1 else ()


def _far_at_all(part: PartView) -> bool:
    """Quickly, whether any pitch is far from any clef of the part: equal ones are shared, so few are looked at."""
    clefs = {clef for _, _, clef in part.music.clefs}
    return any(ledger_lines(pitch, clef) > _MEAN for pitch in distinct_pitches(part.notes) for clef in clefs)


def _stretches(part: PartView, staff: int) -> Iterator[list[_Chord]]:
    """Notes in a row of which each needs many ledger lines."""
    line = [(tick, clef) for tick, at, clef in part.music.clefs if at == staff and clef.sign in "GFC"]
    raised = [
        (spanner.start.tick, spanner.stop.tick)
        for spanner in part.music.spanners
        if spanner.kind == "octave-shift" and spanner.start and spanner.stop
    ]
    ticks = [tick for tick, _ in line]
    far: list[_Chord] = []
    for event in part.notes if line else ():
        pitches = [head.pitch for head in event.heads if head.staff == staff and not head.unpitched]
        if not pitches or event.grace:
            continue
        chord = _Chord(event, pitches, line[max(0, bisect_right(ticks, event.tick) - 1)][1])
        elsewhere = any(start <= event.tick <= stop for start, stop in raised)
        if not elsewhere and chord.lines(chord.clef) >= _FAR:
            far.append(chord)
        elif far:
            yield far
            far = []
    if far:
        yield far


def _spared(chords: Sequence[_Chord], offered: Sequence[Clef]) -> Clef | None:
    """The clef that spares a stretch most of its ledger lines; None where they are few, or it needs them anywhere."""
    count, own = len(chords), sum(chord.lines(chord.clef) for chord in chords)
    if count < _NOTES or own <= _MEAN * count:
        return None
    needed = {clef: sum(chord.lines(clef) for chord in chords) for clef in offered}
    best = min(needed, key=lambda clef: needed[clef])
    return best if own - needed[best] >= _SPARED * count else None


CLEF_RULES: tuple[Rule, ...] = (
    Rule(
        "ledger-lines", Severity.WARNING,
        "Notes stay far off their staff in a clef that another one its players read would spare them.",
        "Put the other clef before them.", in_each_part(_on_ledger_lines),
    ),
)  # fmt: skip
