"""What everybody plays, line by line and bar by bar: what cue notes are chosen from (R57, R58).

A *line* is one voice on one staff of a source part; of a chord its top note. Bars are looked at when
they are asked for, and once only: a score of forty parts has few bars before entries.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from engraving.parts.chair_names import chair_names, tidy
from engraving.score import Cue, Event, SourcePart, Spanner

_LOUDNESS = {
    "pppp": 0.0, "ppp": 0.1, "pp": 0.2, "p": 0.35, "mp": 0.5, "mf": 0.65, "f": 0.8, "ff": 0.95, "fff": 1.0,
    "ffff": 1.0, "fp": 0.4, "sfp": 0.45, "sf": 0.8, "sfz": 0.8, "fz": 0.8, "rf": 0.75, "rfz": 0.75, "sffz": 0.9,
}  # fmt: skip
USUAL_LOUDNESS = 0.5
_SLURS_BACK = 16  # slurs that began earlier than that many ago are over
_SOLO = re.compile(r"\bsol[oi]\b|\beinzeln\b|\bseul\b", re.IGNORECASE)
_NOT_SOLO = re.compile(r"\btutti\b|\bunis\b|\bgli altri\b|\btous\b|\balle\b|\ba ?[234]\b", re.IGNORECASE)
_KEY_OF_NAME = re.compile(r"\s*[\[(]?\b(?:in\s+)?[A-H][♭♯]?(?![\w♭♯])[\])]?")


class LineKey(NamedTuple):
    """A line: index of its part in the cue, staff and voice."""

    part: int
    staff: int
    voice: int


class LineBar(NamedTuple):
    """One bar of a line: its ``tune`` as (ticks from the bar's start, pitch in semitones) of every main note.

    Pitch is as the source writes it; ``sounding`` are the ticks it sounds, ``end`` the tick at which its
    last note ends. ``first`` is the id of its first event.
    """

    tune: tuple[tuple[int, float], ...]
    sounding: int
    end: int
    first: int
    tremolo: bool
    unpitched: bool


class Ensemble:
    """The lines of a cue."""

    def __init__(self, cue: Cue, percussion: frozenset[int] = frozenset()) -> None:
        """``percussion`` are the parts whose names say nothing of the instrument."""
        self.cue = cue
        self.percussion = percussion
        self._bars: dict[int, dict[LineKey, LineBar]] = {}
        self._parts: dict[tuple[int, int], dict[tuple[int, int], LineBar]] = {}
        self._loudness: dict[int, tuple[list[int], list[float]]] = {}
        self._solos: dict[int, tuple[list[int], list[bool]]] = {}
        self._spans: dict[int, Spans] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What a cue calls each part: its chair's name, without the key of the instrument where that is not needed."""
        full = chair_names(self.cue.parts)
        short = [_KEY_OF_NAME.sub("", name).strip() or name for name in full]
        return tuple(brief if short.count(brief) == 1 else name for name, brief in zip(full, short, strict=True))

    def name(self, part: int, tick: int) -> str:
        """What a cue calls a part at a tick: by the instrument in hand where its player has changed it."""
        line = self.cue.parts[part].music.instruments
        played = [entry.name for since, _, entry in line if since <= tick]
        changes = len({entry.name for _, _, entry in line}) > 1
        if changes and played and (played[-1] != line[0][2].name or part in self.percussion):
            return tidy(played[-1])
        return self.names[part]

    def events(self, part: int, bar: int) -> tuple[Event, ...]:
        """All events of a part in a bar, rests included."""
        events, start = self.cue.parts[part].music.events, self.cue.bars[bar].start
        first = bisect_left(events, start, key=_tick)
        return events[first : bisect_left(events, self.cue.bars[bar].end, first, key=_tick)]

    @cached_property
    def _sounding(self) -> list[dict[int, list[Event]]]:
        """The notes of each part by bar index, graces left out."""
        return [_by_bar(source) for source in self.cue.parts]

    def bar(self, index: int) -> dict[LineKey, LineBar]:
        """The lines that have notes in a bar."""
        if index not in self._bars:
            self._bars[index] = {
                LineKey(part, *voice): own
                for part, sounding in enumerate(self._sounding)
                if index in sounding
                for voice, own in self._lines(part, index).items()
            }
        return self._bars[index]

    def line(self, line: LineKey, index: int) -> LineBar | None:
        """One line in a bar; None when it is silent there."""
        return self._lines(line.part, index).get((line.staff, line.voice))

    def _lines(self, part: int, index: int) -> dict[tuple[int, int], LineBar]:
        """The lines of one part by staff and voice."""
        known = self._parts.get((part, index))
        if known is not None:
            return known
        voices: dict[tuple[int, int], list[Event]] = {}
        for event in self._sounding[part].get(index, ()):
            voices.setdefault((event.staff, event.voice), []).append(event)
        start = self.cue.bars[index].start
        lines = {
            voice: LineBar(
                tuple([(e.tick - start, e.heads[-1].pitch.midi) for e in events]),
                sum([e.length for e in events]),
                events[-1].end,
                events[0].id,
                "tremolo" in [mark.name for e in events if e.marks for mark in e.marks],
                events[0].heads[-1].unpitched,
            )
            for voice, events in voices.items()
        }
        self._parts[part, index] = lines
        return lines

    def loudness(self, part: int, tick: int) -> float:
        """The dynamic in force, from 0 (pppp) to 1 (fff and more)."""
        if part not in self._loudness:
            said = [
                (direction.tick, _LOUDNESS[segment.text])
                for direction in self.cue.parts[part].music.directions
                for segment in direction.segments
                if segment.kind == "dynamics" and segment.text in _LOUDNESS
            ]
            self._loudness[part] = [tick for tick, _ in said], [value for _, value in said]
        ticks, values = self._loudness[part]
        found = bisect_right(ticks, tick)
        return values[found - 1] if found else USUAL_LOUDNESS

    def is_solo(self, part: int, tick: int) -> bool:
        """Is the part marked solo, and not yet tutti again?"""
        if part not in self._solos:
            said = [
                (direction.tick, bool(_SOLO.search(direction.text)))
                for direction in self.cue.parts[part].music.directions
                if _SOLO.search(direction.text) or _NOT_SOLO.search(direction.text)
            ]
            self._solos[part] = [tick for tick, _ in said], [value for _, value in said]
        ticks, values = self._solos[part]
        found = bisect_right(ticks, tick)
        return bool(found) and values[found - 1]

    def spans(self, part: int) -> Spans:
        """Where a part's slurs, ties and other lines begin and end."""
        if part not in self._spans:
            self._spans[part] = _spans_of(self.cue.parts[part])
        return self._spans[part]

    def has_signs(self, part: int, start: int, end: int) -> bool:
        """Do measure repeats or slashes stand for some of its notes between two ticks?"""
        return any(
            style.kind != "barline" and style.start < end and start < style.end
            for style in self.cue.parts[part].music.styles
        )


def _tick(event: Event) -> int:
    return event.tick


def _by_bar(source: SourcePart) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    for event in source.music.events:
        if event.heads and event.visible and not event.cue and not event.grace and event.heads[-1].visible:
            found.setdefault(event.bar, []).append(event)
    return found


class Spans(NamedTuple):
    """Of one part: its spanners by the event they begin at, ids of events where ties end, the reach of slurs."""

    begin: dict[int, list[Spanner]]
    tied: frozenset[int]
    slurs: tuple[tuple[int, int, int], ...]  # start, stop, voice; in order

    def over(self, tick: int, voice: int) -> bool:
        """Does a slur of the voice run into a tick from before it?"""
        before = bisect_left(self.slurs, (tick,))
        return any(stop >= tick and at == voice for _, stop, at in self.slurs[max(0, before - _SLURS_BACK) : before])


def _spans_of(part: SourcePart) -> Spans:
    begin: dict[int, list[Spanner]] = {}
    tied, slurs = [], []
    for spanner in part.music.spanners:
        start, stop = spanner.start, spanner.stop
        if start is None or stop is None:
            continue
        if start.event:
            begin.setdefault(start.event, []).append(spanner)
        if spanner.kind == "slur":
            slurs.append((start.tick, stop.tick, start.voice))
        elif spanner.kind == "tie":
            tied.append(stop.event)
    return Spans(begin, frozenset(tied), tuple(sorted(slurs)))
