"""Music moved by an interval: notes, keys and clefs, along a time line that may change in mid-part.

Accidentals that the source displays beyond need go with their notes. What comes out oddly spelled is
put right afterwards by ``respelling``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec
from msgspec.structs import replace

from engraving.parts.intervals import (
    UNISON,
    Interval,
    enharmonic,
    transpose_clef,
    transpose_key,
    transpose_pitch,
)
from engraving.score import Accidental, Clef, Direction, Event, Head, Key, Music, Pitch, Segment
from engraving.score.accidental_values import value_of
from engraving.score.pitch import STEPS

IntervalLine = tuple[tuple[int, Interval], ...]
"""Sorted (tick, interval from there on); before the first tick nothing moves."""


class Transposed(msgspec.Struct, frozen=True, gc=False):
    """The moved music, and the interval every tick really took after keys were respelled."""

    music: Music
    line: IntervalLine


def transpose_music(music: Music, line: IntervalLine, *, open_key: bool = False) -> Transposed:
    """Move everything by the intervals of ``line``.

    With ``open_key`` signatures are left out (R47). Lengths, ids and atoms are untouched.
    """
    keys, notes_line = ((), line) if open_key else _moved_keys(music.keys, line)
    moves = any(interval != UNISON for _, interval in notes_line)
    if not moves and keys == music.keys:
        return Transposed(music, notes_line)
    mover = _Mover(notes_line)
    events = tuple(mover.event(event) for event in music.events) if moves else music.events
    clefs = tuple((tick, staff, _moved_clef(clef, tick, notes_line)) for tick, staff, clef in music.clefs)
    directions = tuple(_moved_symbols(direction, notes_line) for direction in music.directions)
    moved = replace(music, events=events, keys=keys, clefs=clefs, directions=directions)
    return Transposed(moved, notes_line)


def interval_at(line: IntervalLine, tick: int) -> Interval:
    """The interval in force at a tick."""
    found = bisect_right(line, tick, key=lambda entry: entry[0])
    return line[found - 1][1] if found else UNISON


_ROOT = re.compile(r"([A-H])(𝄫|♭|♯|𝄪)?")
_KEY = re.compile(r"([A-Ga-g])(♭|♯)?(?=: )")
_SIGNS = {"𝄫": -2.0, "♭": -1.0, "": 0.0, "♯": 1.0, "𝄪": 2.0}
_SIGN_OF = {alter: sign for sign, alter in _SIGNS.items()}


def _moved_symbols(direction: Direction, line: IntervalLine) -> Direction:
    """Chord symbols name notes, so they move too: root and bass."""
    interval = interval_at(line, direction.tick)
    if interval == UNISON or all(segment.kind != "harmony" for segment in direction.segments):
        return direction
    segments = tuple(_moved_symbol(s, interval) if s.kind == "harmony" else s for s in direction.segments)
    return replace(direction, segments=segments)


def _moved_symbol(symbol: Segment, interval: Interval) -> Segment:
    """Roots and bass notes at their new pitch; of a numeral only the key it is counted in."""

    def moved(found: re.Match[str]) -> str:
        letter = found[1].upper().replace("H", "B")
        root = transpose_pitch(Pitch(4, STEPS.index(letter), _SIGNS[found[2] or ""]), interval)
        if abs(root.alter) > 1:  # C double sharp is D to anybody reading changes
            root = enharmonic(root, 1 if root.alter > 0 else -1)
        step = STEPS[root.step]
        return (step.lower() if found[1].islower() else step) + _SIGN_OF[root.alter]

    text = symbol.text
    places, pattern = ([0], _KEY) if symbol.get("function") else (map(int, symbol.get("roots").split()), _ROOT)
    for place in sorted(places, reverse=True):  # from the end, as names may grow
        if found := pattern.match(text, place):
            text = text[:place] + moved(found) + text[found.end() :]
    return replace(symbol, text=text)


def _moved_clef(clef: Clef, tick: int, line: IntervalLine) -> Clef:
    return transpose_clef(clef, interval_at(line, tick)) if clef.octave_change else clef


def _moved_keys(
    keys: tuple[tuple[int, int, Key], ...], line: IntervalLine
) -> tuple[tuple[tuple[int, int, Key], ...], IntervalLine]:
    """The keys each interval asks for, and the line its notes take.

    A new interval in mid-part brings a new signature even where the source has no key change.
    """
    if not keys:
        return keys, line
    moved: list[tuple[int, int, Key]] = []
    notes: list[tuple[int, Interval]] = []
    ticks = sorted({tick for tick, _, _ in keys} | {tick for tick, _ in line})
    for tick in ticks:
        interval = interval_at(line, tick)
        taken = interval
        for staff, key in _keys_at(keys, tick):
            new, taken = transpose_key(key, interval)
            moved.append((tick, staff, new))
        notes.append((tick, taken))
    return tuple(_without_repeats(moved)), tuple(notes)


def _keys_at(keys: tuple[tuple[int, int, Key], ...], tick: int) -> list[tuple[int, Key]]:
    """The key of each staff in force at a tick."""
    found = {staff: key for start, staff, key in keys if start <= tick}
    return sorted(found.items(), key=lambda entry: entry[0])


def _without_repeats(line: list[tuple[int, int, Key]]) -> list[tuple[int, int, Key]]:
    last: dict[int, Key] = {}
    kept = []
    for tick, staff, key in line:
        if last.get(staff) != key:
            kept.append((tick, staff, key))
            last[staff] = key
    return kept


class _Mover:
    """Moves events, remembering each (pitch, interval) it has worked out."""

    def __init__(self, line: IntervalLine) -> None:
        self.line = list(line)
        self.interval = UNISON
        self.next = 0
        self.known: dict[Pitch, Pitch] = {}

    def event(self, event: Event) -> Event:
        """One event at its new pitch; events come in the order of time."""
        while self.next < len(self.line) and self.line[self.next][0] <= event.tick:
            self.interval = self.line[self.next][1]
            self.next += 1
            self.known = {}
        if self.interval == UNISON:
            return event
        if event.heads:
            return replace(event, heads=tuple(self._head(head) for head in event.heads))
        if event.place is not None:
            return replace(event, place=self._pitch(Pitch(event.place.octave, event.place.step)))
        return event

    def _head(self, head: Head) -> Head:
        if head.unpitched:
            return head
        pitch = self._pitch(head.pitch)
        return replace(head, pitch=pitch, accidental=follow(head.accidental, pitch))

    def _pitch(self, pitch: Pitch) -> Pitch:
        moved = self.known.get(pitch)
        if moved is None:
            moved = self.known[pitch] = transpose_pitch(pitch, self.interval)
        return moved


def follow(accidental: Accidental | None, pitch: Pitch) -> Accidental | None:
    """A displayed accidental, dressed as before, with the sign of the note's new pitch."""
    if accidental is None:
        return None
    return replace(accidental, value=value_of(pitch.alter)[0])
