"""Cue notes: before an entry after a long rest, what somebody else plays until then (R57, R58, E47).

The bars of a cue hold the player's own rests at full size and the other's notes above them; they are numbered
one by one and so end the multi-rest before them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from engraving.parts.chairs import Chair
from engraving.parts.cue_choice import Chosen, CuePolicy, Reader
from engraving.parts.cue_notes import Copyist, CueNotes, Desk, best_octave, cue_notes, in_key
from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.intervals import Interval
from engraving.parts.lines import LineKey
from engraving.parts.rests import Silence, time_order
from engraving.parts.survey import Survey, to_sounding, written_interval
from engraving.score import BarKind, Clef, Cue, Direction, Event, Music, Pitch
from engraving.score.one_line import line_place

_PITCHED = ("G", "F", "C")
_UNPITCHED = ("percussion", "none")
_NO_PITCHES = 100.0  # dearer than any octave
_TREBLE = Clef()  # everybody reads it,
_CHANGE = 1.25  # but a change to it and back costs more than two octaves
_READABLE = 2  # octaves a label may say: a line farther off changes its clef whatever it costs, or is no cue
_RHYTHM_UP = 2  # steps from the middle of a staff without pitches to the notes of a cue on it
_OVER_LINE = 1  # from a staff that is one line: in the space over it, without ledger lines

Value = TypeVar("Value")
Clefs = tuple[tuple[int, int, Clef], ...]

_OCTAVES = (("8", "va", "vb"), ("15", "ma", "mb"))

_tick = attrgetter("tick")


def with_cues(
    cue: Cue, chair: Chair, part: int, silence: Silence, facts: Survey, policy: CuePolicy, fresh: FreshAtoms
) -> Silence:
    """The music with a cue at the end of every long rest before which somebody can be heard.

    ``part`` is the index of the part the chair begins with.
    """
    rests = list(_long_rests(cue, silence, facts.bar_seconds, policy))
    if not rests or cue.parts[part].key in facts.pitch.unconfirmed:
        return silence
    own = frozenset(i for i, p in enumerate(cue.parts) if any(p.key == s.part for s in chair.sources))
    scribe = _Scribe(cue, chair, part, silence.music, facts, fresh)
    written: list[tuple[Chosen, CueNotes]] = []
    for rest in rests:
        reader = Reader(part, own, scribe.middles(cue.bars[rest[1]].end - 1))
        for chosen in facts.chooser.choices(rest, reader, policy):
            notes = scribe.write(chosen)
            if notes is not None:
                written.append((chosen, notes))
                break
    return _joined(cue, silence, written) if written else silence


def _long_rests(
    cue: Cue, silence: Silence, seconds: tuple[float, ...], policy: CuePolicy
) -> Iterator[tuple[int, int]]:
    """(first, last) bar index of the empty bars before each of the player's own entries, where they are long."""
    bars = cue.bars
    cued = {event.bar for event in silence.music.events if event.cue and event.heads}  # by the source itself
    first = 0
    for index, bar in enumerate(bars):
        if silence.empty[index] and bar.kind is not BarKind.FREE:
            continue
        if index > first and index not in cued and not silence.empty[index]:
            count = sum(b.kind is not BarKind.SPLIT for b in bars[first:index])
            known = seconds[first] >= 0 and seconds[index] >= 0
            if count >= policy.after_bars or (known and seconds[index] - seconds[first] >= policy.after_seconds):
                yield first, index - 1
        first = index + 1


class _Scribe:
    """Writes cues for one reader."""

    def __init__(self, cue: Cue, chair: Chair, part: int, music: Music, facts: Survey, fresh: FreshAtoms) -> None:
        self.cue = cue
        self.chair = chair
        self.part = part
        self.music = music
        self.facts = facts
        self.fresh = fresh
        self.voice = 1 + max([event.voice for event in music.events])
        self.unpitched = frozenset(
            head.staff for event in music.events for head in event.heads[:1] if head.unpitched and not event.cue
        )

    def middles(self, tick: int) -> list[float]:
        """What the middle lines of the reader's staves sound at a tick, in semitones; of staves with pitches only."""
        reader = self._part_at(tick)
        written = written_interval(self.cue.parts[reader], self.facts.matches[reader], tick)
        staves = [staff for staff in range(1, self.music.staves + 1) if self._has_pitches(staff, tick)]
        clefs = [_at(self.music.clefs, staff, tick) or Clef() for staff in staves]
        return [Pitch(*divmod(clef.middle, 7)).midi - written.chromatic for clef in clefs]

    def _has_pitches(self, staff: int, tick: int) -> bool:
        clef = _at(self.music.clefs, staff, tick) or Clef()
        lines = _at(self.music.staff_lines, staff, tick) or 5
        return clef.sign in _PITCHED and lines > 1 and staff not in self.unpitched

    def write(self, chosen: Chosen) -> CueNotes | None:
        """The cue in the reader's pitch; None when the reader has no staff for it, or none it lies near enough to."""
        cue, ensemble = self.cue, self.facts.ensemble
        line = chosen.line
        start, end = cue.bars[chosen.first].start, cue.bars[chosen.last].end
        bars = ensemble.events(line.part, chosen.first, chosen.last)
        interval = self._interval(chosen, start)
        tune = [
            e.heads[-1].pitch.diatonic + interval.diatonic
            for bar in bars
            for e in bar
            if e.heads and e.staff == line.staff and e.voice == line.voice
        ]
        desk, octaves = self._desk(tune, start, end)
        if desk is None or abs(octaves) > _READABLE:
            return None
        interval = interval.plus(_octaves(octaves + desk.clef.octave_change))
        copyist = Copyist(line, ensemble.spans(line.part).begin, desk, self.fresh)
        plucked = " pizz." if ensemble.is_plucked(line.part, line.staff, _first_note(line, bars), end) else ""
        name = f"{ensemble.name(line.part, start)}{plucked}{_own_octave(-octaves)}"
        return cue_notes(cue, self.chair.name, self.music, copyist, bars, interval, name)

    def _interval(self, chosen: Chosen, tick: int) -> Interval:
        """From the source's notes to the reader's, in the reader's key, as both would stand without an 8 at a clef.

        Whole octaves of an instrument are not counted: a piccolo's cue stands as in the piccolo's own part, and a
        double bass reads others as they read themselves.
        """
        line = chosen.line
        source = self.cue.parts[line.part].music
        sounding = to_sounding(self.cue, self.facts.pitch, self.facts.matches, line.part, tick)
        reader = self._part_at(tick)
        written = written_interval(self.cue.parts[reader], self.facts.matches[reader], tick)
        keys = _at(source.keys, line.staff, tick), _at(self.music.keys, 1, tick)
        clef = _at(source.clefs, line.staff, tick) or Clef()
        moved = [interval for interval in (sounding, written) if interval.chromatic % 12]
        apart = reduce(Interval.plus, moved, _octaves(-clef.octave_change))
        return in_key(apart, *(key.fifths if key is not None else 0 for key in keys))

    def _part_at(self, tick: int) -> int:
        """Index of the part the reader reads from at a tick: a doubling player's instruments may be several."""
        key = next((source.part for source in reversed(self.chair.sources) if source.start <= tick), "")
        return next((i for i, part in enumerate(self.cue.parts) if part.key == key), self.part)

    def _desk(self, tune: list[int], start: int, end: int) -> tuple[Desk | None, int]:
        """The staff the tune lies best on, and the octaves it moves; None where no staff can show it."""
        best: tuple[float, Desk, int] | None = None
        for staff in range(1, self.music.staves + 1):
            clef = _at(self.music.clefs, staff, end - 1) or Clef()
            if self._has_pitches(staff, end - 1):
                octaves, cost = best_octave(tune, clef.middle - 7 * clef.octave_change)
                if cost > _CHANGE and clef.sign != _TREBLE.sign:
                    moved, other = best_octave(tune, _TREBLE.middle)
                    if other + _CHANGE < cost or abs(octaves) > _READABLE:
                        clef, octaves, cost = _TREBLE, moved, other + _CHANGE
                desk = Desk(staff, self.voice, clef)
            elif clef.sign in (*_PITCHED, *_UNPITCHED):
                one_line = _at(self.music.staff_lines, staff, start) == 1
                place = line_place(self.music.events, staff) + _OVER_LINE if one_line else clef.middle + _RHYTHM_UP
                desk, octaves, cost = Desk(staff, self.voice, clef, place), 0, _NO_PITCHES
            else:
                continue
            if best is None or cost < best[0] - 1e-9:
                best = cost, desk, octaves
        return (best[1], best[2]) if best is not None else (None, 0)


def _first_note(line: LineKey, bars: Iterable[Iterable[Event]]) -> int:
    """The tick at which a line begins to sound in some bars."""
    return next(e.tick for bar in bars for e in bar if e.heads and (e.staff, e.voice) == line[1:])


def _octaves(count: int) -> Interval:
    return Interval(7 * count, 12 * count)


def _own_octave(octaves: int) -> str:
    """Says behind the source's name how far up from what stands there its own part has it."""
    count, higher = abs(octaves), octaves > 0
    if not count:
        return ""
    number, up, down = _OCTAVES[count - 1]
    return f" ({number}{up if higher else down})"


def _at(line: tuple[tuple[int, int, Value], ...], staff: int, tick: int) -> Value | None:
    """What a time line says of a staff at a tick."""
    found = None
    for _, on, value in line[: bisect_right(line, tick, key=lambda entry: entry[0])]:
        if on in (0, staff):
            found = value
    return found


def _joined(cue: Cue, silence: Silence, written: list[tuple[Chosen, CueNotes]]) -> Silence:
    """The reader's music with the cues in it; their bars are no longer plain rests."""
    music = silence.music
    plain = bytearray(silence.plain)
    clefs = music.clefs
    for chosen, notes in written:
        plain[chosen.first : chosen.last + 1] = bytes(chosen.last + 1 - chosen.first)
        clefs = _cue_clefs(clefs, notes.desk, cue.bars[chosen.first].start, cue.bars[chosen.last].end)
    music = replace(
        music,
        events=_merged(music.events, written),
        beams=(*music.beams, *(group for _, notes in written for group in notes.beams)),
        spanners=(*music.spanners, *(spanner for _, notes in written for spanner in notes.spanners)),
        directions=tuple(sorted((*music.directions, *(notes.label for _, notes in written)), key=_place)),
        clefs=clefs,
    )
    return replace(silence, music=music, plain=bytes(plain))


def _cue_clefs(clefs: Clefs, desk: Desk, start: int, end: int) -> Clefs:
    """The reader's clefs with the cue's from ``start`` to ``end``: none changes in the middle of it."""
    latest = {((start if start < tick < end else tick), staff): clef for tick, staff, clef in clefs}
    entry = _at(clefs, desk.staff, end - 1) or Clef()
    if entry != desk.clef:
        latest.setdefault((end, desk.staff), entry)
        latest[(start, desk.staff)] = desk.clef
    return tuple((tick, staff, latest[tick, staff]) for tick, staff in sorted(latest))


def _merged(events: tuple[Event, ...], written: list[tuple[Chosen, CueNotes]]) -> tuple[Event, ...]:
    """The reader's events with those of the cues among them, in order."""
    pieces: list[Sequence[Event]] = []
    done = 0
    for _, notes in written:
        start = bisect_left(events, notes.events[0].tick, done, key=_tick)
        end = bisect_right(events, notes.events[-1].tick, start, key=_tick)
        pieces += events[done:start], sorted((*events[start:end], *notes.events), key=time_order)
        done = end
    return tuple(chain(*pieces, events[done:]))


def _place(direction: Direction) -> tuple[int, int]:
    return direction.tick, direction.staff
