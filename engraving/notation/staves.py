"""What is in force on a part's staves at a tick: clef, key, metre, lines, octave line; and where a head stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

from engraving.notation.heads import CENTRED
from engraving.score import Clef, Event, Key, Metre, Music
from engraving.score.one_line import line_place

T = TypeVar("T")

NOT_NOTES = ("TAB", "jianpu")
"""Clefs of staves that are not written in notes: such a staff is printed in notes, in a clef that fits them."""

_OCTAVE_STEPS = {"8": 7, "15": 14, "22": 21}


class TimeLine(Generic[T]):
    """A value that changes at ticks, on one staff."""

    __slots__ = ("ticks", "values")

    def __init__(self, entries: Iterable[tuple[int, T]], default: T) -> None:
        self.ticks: list[int] = []
        self.values: list[T] = [default]
        for tick, value in entries:
            if self.ticks and self.ticks[-1] == tick:
                self.values[-1] = value
            else:
                self.ticks.append(tick)
                self.values.append(value)

    def at(self, tick: int) -> T:
        """The value in force at ``tick``, changes there included."""
        return self.values[bisect_right(self.ticks, tick)]

    def before(self, tick: int) -> T:
        """The value in force just before ``tick``."""
        return self.values[bisect_right(self.ticks, tick - 1)]

    def change_at(self, tick: int) -> T | None:
        """The value that begins exactly at ``tick``, if one does."""
        i = bisect_right(self.ticks, tick)
        return self.values[i] if i and self.ticks[i - 1] == tick else None

    def within(self, start: int, end: int) -> list[tuple[int, T]]:
        """Changes strictly inside (start, end)."""
        low = bisect_right(self.ticks, start)
        high = bisect_right(self.ticks, end - 1)
        return list(zip(self.ticks[low:high], self.values[low + 1 : high + 1], strict=True))


class Staves:
    """Time lines of one part by staff, and the staff place of every head."""

    def __init__(self, music: Music) -> None:
        count = music.staves
        self.count = count
        numbers = range(1, count + 1)
        clefs = [(t, s, _for_notes(music, s) if clef.sign in NOT_NOTES else clef) for t, s, clef in music.clefs]
        self.clefs = {s: TimeLine(_on(clefs, s), Clef()) for s in numbers}
        self.keys = {s: TimeLine(_on(music.keys, s), Key()) for s in numbers}
        self.metres = {s: TimeLine(_on(music.metres, s), Metre()) for s in numbers}
        tablature = {staff for _, staff, clef in music.clefs if clef.sign in NOT_NOTES}
        lines = [entry for entry in music.staff_lines if entry[1] not in tablature]
        self.lines = {s: TimeLine(_on(lines, s), 5) for s in numbers}
        self._octaves = _octave_lines(music)
        one_line = [s for s in numbers if 1 in self.lines[s].values]
        self._line_place = {s: line_place(music.events, s) for s in one_line}

    def changes(self) -> list[int]:
        """Every tick at which the signs at the start of a line change."""
        found: set[int] = set()
        for staff in range(1, self.count + 1):
            for line in (self.clefs[staff], self.keys[staff], self.metres[staff], self.lines[staff]):
                found.update(line.ticks)
        return sorted(found)

    def middle(self, staff: int, tick: int) -> int:
        """``Pitch.diatonic`` that stands on y = 0 at ``tick``: clef and octave line taken together."""
        lines = self.lines[staff].at(tick)
        if lines == 1:
            return self._line_place[staff]
        middle = self.clefs[staff].at(tick).middle
        if lines > 1:
            middle += lines - 5  # a clef counts its line from the bottom one
        for start, end, steps in self._octaves.get(staff, ()):
            if start <= tick < end:
                middle += steps
        return middle

    def positions(self, event: Event) -> list[float]:
        """y of each head of ``event``, in the order of its heads."""
        if not event.heads:
            return []
        middle = self.middle(event.heads[0].staff, event.tick)
        result = []
        for head in event.heads:
            if head.staff != event.heads[0].staff:
                middle = self.middle(head.staff, event.tick)
            result.append(0.0 if head.shape in CENTRED else (head.pitch.diatonic - middle) / 2)
        return result


def _for_notes(music: Music, staff: int) -> Clef:
    """The clef in which the notes of a tablature staff are read with fewest ledger lines."""
    places = [head.pitch.diatonic for e in music.events if e.staff == staff for head in e.heads]
    middle = sum(places) / len(places) if places else 34
    usual = (Clef(), Clef("G", 2, -1), Clef("F", 4), Clef("F", 4, -1))
    return min(usual, key=lambda clef: abs(clef.middle - middle))


def _on(line: Iterable[tuple[int, int, T]], staff: int) -> list[tuple[int, T]]:
    return [(tick, value) for tick, s, value in line if s in (staff, 0)]


def _octave_lines(music: Music) -> dict[int, list[tuple[int, int, int]]]:
    """Per staff: (from, to, steps the written place lies below the pitch)."""
    result: dict[int, list[tuple[int, int, int]]] = {}
    for spanner in music.spanners:
        if spanner.kind != "octave-shift" or spanner.start is None or spanner.stop is None:
            continue
        steps = _OCTAVE_STEPS.get(spanner.get("size", "8"), 7)
        if spanner.get("type", "down") == "up":
            steps = -steps
        result.setdefault(spanner.start.staff, []).append((spanner.start.tick, spanner.stop.tick, steps))
    return result
