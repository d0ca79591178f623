"""A chosen line as its reader sees it: small notes in the reader's key and clef, above the reader's own rests.

Slurs and articulations come along, dynamics and words do not (R57, R58). Every note is a new atom of the
reader's part: cue notes are what extraction may add.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from engraving.parts.accidentals import NO_COURTESIES, printed_accidentals
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.intervals import Interval, transpose_pitch
from engraving.parts.lines import LineKey
from engraving.parts.respelling import respell
from engraving.score import (
    CUE_NAME,
    Anchor,
    BeamGroup,
    Clef,
    Cue,
    Direction,
    Event,
    Head,
    Mark,
    Music,
    Pitch,
    Segment,
    Spanner,
)
from engraving.score.atoms import Kind

LINES = {
    "tie": Kind.TIE, "slur": Kind.SLUR, "tuplet": Kind.TUPLET, "tremolo": Kind.TREMOLO,
    "glissando": Kind.LINE, "slide": Kind.LINE,
}  # fmt: skip
MARKS = frozenset(
    {
        "accent", "strong-accent", "soft-accent", "staccato", "tenuto", "detached-legato", "staccatissimo", "spiccato",
        "stress", "unstress", "trill-mark", "turn", "delayed-turn", "inverted-turn", "delayed-inverted-turn",
        "mordent", "inverted-mordent", "tremolo",
    }
)  # fmt: skip


LOW, HIGH = -2.0, 3.0  # y of the lowest and highest places that cost nothing
UNDER = 2.0  # a space under them is dearer than one over them: the reader's rests are there
MOVING = 0.5  # what an octave costs, in spaces outside,
PEAK, STEEP = 1.5, 1.0  # and each space of the highest note higher than the space over two ledger lines


class Desk(NamedTuple):
    """Where a cue is put: a staff of the reader, which voice, and the clef it is read in.

    ``rhythm`` is the place of all notes where the staff has no pitches, else None.
    """

    staff: int
    voice: int
    clef: Clef
    rhythm: int | None = None


class CueNotes(NamedTuple):
    """What a cue adds to the reader's music, and at which desk."""

    desk: Desk
    events: tuple[Event, ...]
    beams: tuple[BeamGroup, ...]
    spanners: tuple[Spanner, ...]
    label: Direction


class Copyist:
    """Copies a line's bars onto a desk."""

    def __init__(
        self, line: LineKey, begins: Mapping[int, Sequence[Spanner]], desk: Desk, fresh: FreshAtoms
    ) -> None:
        """``begins`` has the spanners of the line's part by the event they begin at."""
        self.line = line
        self.begins = begins
        self.desk = desk
        self.fresh = fresh
        self.heads: dict[int, int] = {}  # head of the source -> head of the cue
        self.made: dict[int, Event] = {}  # event of the source -> event of the cue

    def events(self, bars: Iterable[Sequence[Event]], interval: Interval) -> tuple[Event, ...]:
        """Notes and the rests between them; bars in which the line is silent stay empty."""
        for bar in bars:
            mine = [e for e in bar if e.staff == self.line.staff and e.voice == self.line.voice and e.visible]
            if any(_sounds(event) for event in mine):
                for event in mine:
                    if _sounds(event):
                        self.made[event.id] = self._note(event, interval)
                    elif event.is_rest and not event.whole_bar:
                        self.made[event.id] = self._rest(event)
        return tuple(self.made.values())

    def _note(self, event: Event, interval: Interval) -> Event:
        top = event.heads[-1]
        atom = self.fresh.take(event.bar, Kind.HEAD)
        self.heads[top.atom] = atom
        if self.desk.rhythm is None:
            head = Head(atom, transpose_pitch(top.pitch, interval), self.desk.staff)
        else:
            head = Head(atom, Pitch(*divmod(self.desk.rhythm, 7)), self.desk.staff, unpitched=True)
        return self._event(event, atom, (head,), self._marks(event))

    def _rest(self, event: Event) -> Event:
        return self._event(event, self.fresh.take(event.bar, Kind.REST), (), ())

    def _event(self, event: Event, atom: int, heads: tuple[Head, ...], marks: tuple[Mark, ...]) -> Event:
        return Event(
            atom, event.bar, event.tick, event.length, event.value, self.desk.voice, self.desk.staff, heads,
            event.dots, event.ratio, event.grace, event.slash, True, "", event.beams, marks,
        )  # fmt: skip

    def _marks(self, event: Event) -> tuple[Mark, ...]:
        return tuple(
            replace(mark, atom=self.fresh.take(event.bar, Kind.MARK), placement="")
            for mark in event.marks
            if mark.name in MARKS
        )

    def beams(self) -> tuple[BeamGroup, ...]:
        """The groups of the source's beams that are left with two notes."""
        groups: list[BeamGroup] = []
        opened: dict[bool, list[Event]] = {}
        for event in self.made.values():
            value = event.beams[0] if event.beams else ""
            members = opened.setdefault(bool(event.grace), [])
            if value == "begin":
                members.clear()
            if value in ("begin", "continue", "end"):
                members.append(event)
            if value == "end" and len(members) > 1:
                atom = self.fresh.take(members[0].bar, Kind.BEAM)
                groups.append(BeamGroup(atom, tuple(e.id for e in members), bool(event.grace)))
        return tuple(groups)

    def spanners(self) -> tuple[Spanner, ...]:
        """Lines between its notes; a slur that goes on beyond the cue ends with it."""
        last = next((e for e in reversed(self.made.values()) if e.heads), None)
        begun = (spanner for event in tuple(self.made) for spanner in self.begins.get(event, ()))
        copied = (self._spanner(spanner, last) for spanner in begun if spanner.kind in LINES)
        # Two slurs that both go on beyond the cue from one note would be the same slur twice.
        return tuple({_identity(spanner): spanner for spanner in copied if spanner is not None}.values())

    def _spanner(self, spanner: Spanner, last: Event | None) -> Spanner | None:
        start, stop = self._anchor(spanner.start), self._anchor(spanner.stop)
        if start is None or last is None:
            return None
        if stop is None and spanner.kind == "slur" and spanner.stop is not None and start.tick < last.tick:
            stop = Anchor(last.tick, last.staff, last.voice, last.id, last.heads[0].atom)
        if stop is None or (spanner.kind == "tie" and not (start.head and stop.head)):
            return None
        bar = self.made[spanner.start.event].bar if spanner.start is not None else 0
        atom = self.fresh.take(bar, LINES[spanner.kind])
        return replace(spanner, atom=atom, start=start, stop=stop, placement="", attributes=_unplaced(spanner))

    def _anchor(self, anchor: Anchor | None) -> Anchor | None:
        event = self.made.get(anchor.event) if anchor is not None else None
        if anchor is None or event is None:
            return None
        return Anchor(event.tick, event.staff, event.voice, event.id, self.heads.get(anchor.head, 0))


def _identity(spanner: Spanner) -> tuple[int, int]:
    """What tells a slur from others: the notes it joins. Any other line is itself."""
    if spanner.kind == "slur" and spanner.start is not None and spanner.stop is not None:
        return spanner.start.event, spanner.stop.event
    return spanner.atom, 0


def _sounds(event: Event) -> bool:
    return bool(event.heads) and event.heads[-1].visible and not event.cue


def _unplaced(spanner: Spanner) -> tuple[tuple[str, str], ...]:
    """What the source says of the line but where it put it: stems are turned here."""
    return tuple(pair for pair in spanner.attributes if pair[0] not in ("orientation", "placement"))


def cue_notes(
    cue: Cue,
    chair: str,
    reader: Music,
    copyist: Copyist,
    bars: Iterable[Sequence[Event]],
    interval: Interval,
    name: str,
) -> CueNotes:
    """The notes of ``bars`` an ``interval`` away on the copyist's desk, ready to be joined to the reader's music.

    Their spelling and accidentals are worked out by themselves, so that the reader's own stay as they were.
    """
    events = copyist.events(bars, interval)
    beams, spanners = copyist.beams(), copyist.spanners()
    alone = Music(reader.staves, events, spanners=spanners, keys=reader.keys, clefs=reader.clefs)
    if copyist.desk.rhythm is None:
        spelled = respell(alone) if interval.fifths else alone
        alone, _ = printed_accidentals(cue, chair, spelled, NO_COURTESIES, report=False)
    first = next(event for event in events if event.heads)
    label = Direction(
        copyist.fresh.take(first.bar, Kind.DIRECTION), first.bar, first.tick, first.staff,
        (Segment(CUE_NAME, name),), "above", first.voice,
    )  # fmt: skip
    return CueNotes(copyist.desk, alone.events, beams, alone.spanners, label)


def best_octave(tune: Sequence[int], middle: int) -> tuple[int, float]:
    """Octaves to move notes (``Pitch.diatonic``) so that they lie on the staff, and what it costs.

    From the bottom line to the first ledger line above all places are free; each octave of moving costs as much
    as half a space outside for every note, each space that the highest note is over two ledger lines twice that.
    """

    if tune and min(tune) >= middle + 2 * LOW and max(tune) <= middle + 2 * HIGH:
        return 0, 0.0

    places = [(diatonic - middle) / 2 for diatonic in tune]
    top = max(places, default=0.0)

    def cost(octaves: int) -> float:
        low, high = LOW - 3.5 * octaves, HIGH - 3.5 * octaves
        outside = sum([y - high if y > high else UNDER * (low - y) for y in places if y > high or y < low])
        peak = STEEP * max(top - high - PEAK, 0.0)
        return round(outside / max(len(places), 1) + peak + MOVING * abs(octaves), 6)

    ideal = round((middle - sum(tune) / max(len(tune), 1)) / 7)
    costs = [(cost(octaves), abs(octaves), octaves) for octaves in {0, ideal - 1, ideal, ideal + 1}]
    least, _, best = min(costs)
    return best, least


def in_key(interval: Interval, source: int, reader: int) -> Interval:
    """An interval from the source's notes to the reader's, spelled as their signatures (in fifths) are.

    Where the reader's signature was respelled (D flat for C sharp) the notes go with it.
    """
    return interval.respelled(12 * round((reader - source - interval.fifths) / 12))
