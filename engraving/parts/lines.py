"""Lines: what one voice on one staff of a part plays, found bar by bar (R57, R58).

Of a chord the top note counts; graces, cue notes and what is hidden do not.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from engraving.score import Event, SourcePart

_bar = attrgetter("bar")
_voice = attrgetter("staff", "voice")


class LineKey(NamedTuple):
    """A line: index of its part in the cue, staff and voice."""

    part: int
    staff: int
    voice: int


class Passage(NamedTuple):
    """A line over some bars: its notes, and their pitches in semitones as the source writes them.

    ``cuts[i]`` is the index of the first note in the ``i``-th bar or later; the last is their number.
    ``trembling`` are its bars with a tremolo.
    """

    line: LineKey
    notes: list[Event]
    pitches: list[float]
    cuts: list[int]
    trembling: int

    def bars(self) -> list[list[float]]:
        """The pitches of each bar."""
        return [self.pitches[start:end] for start, end in pairwise(self.cuts)]


class Line:
    """One line of a part, from its first note to its last."""

    def __init__(self, key: LineKey, notes: list[Event]) -> None:
        self.key = key
        self._notes = notes
        self._bars = list(map(_bar, notes))
        self._pitches = [event.heads[-1].pitch.midi for event in notes]
        self._trembling = sorted({e.bar for e in notes if e.marks and any(m.name == "tremolo" for m in e.marks)})

    def in_bar(self, bar: int) -> list[Event]:
        """Its notes in a bar."""
        start = bisect_left(self._bars, bar)
        return self._notes[start : bisect_left(self._bars, bar + 1, start)]

    def passage(self, first: int, last: int) -> Passage | None:
        """Its notes from one bar index to another; None where it is silent."""
        bars = self._bars
        start = bisect_left(bars, first)
        end = bisect_left(bars, last + 1, start)
        if start == end:
            return None
        inner = [bisect_left(bars, bar, start, end) - start for bar in range(first + 1, last + 1)]
        cuts = [0, *inner, end - start]
        trembling = bisect_left(self._trembling, last + 1) - bisect_left(self._trembling, first)
        return Passage(self.key, self._notes[start:end], self._pitches[start:end], cuts, trembling)


def lines_of(index: int, part: SourcePart) -> list[Line]:
    """The lines of a part, the ``index``-th of its cue, by staff and voice."""
    notes = [
        event
        for event in part.music.events
        if event.heads and event.visible and not event.cue and not event.grace and event.heads[-1].visible
    ]
    voices = sorted(set(map(_voice, notes)))
    return [
        Line(LineKey(index, *voice), notes if len(voices) == 1 else [e for e in notes if _voice(e) == voice])
        for voice in voices
    ]
