"""What everybody plays, and how it is heard: what cue notes are chosen from (R57, R58).

Only what is asked for is looked at: a score of forty parts has few bars before entries.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from engraving.parts.chair_names import chair_names, tidy
from engraving.parts.lines import Line, LineKey, lines_of
from engraving.score import Bar, Cue, Event, SourcePart, Spanner

_LOUDNESS = {
    "pppp": 0.0, "ppp": 0.1, "pp": 0.2, "p": 0.35, "mp": 0.5, "mf": 0.65, "f": 0.8, "ff": 0.95, "fff": 1.0,
    "ffff": 1.0, "fp": 0.4, "sfp": 0.45, "sf": 0.8, "sfz": 0.8, "fz": 0.8, "rf": 0.75, "rfz": 0.75, "sffz": 0.9,
}  # fmt: skip
USUAL_LOUDNESS = 0.5
_SLURS_BACK = 16  # slurs that began earlier than that many ago are over
_SOLO = re.compile(r"(?<!tasto )\b(?:sol[oi]|einzeln|seul)\b", re.IGNORECASE)
_NOT_SOLO = re.compile(r"\b(?:tutti|unis|gli altri|tous|alle|a ?[234])\b", re.IGNORECASE)
_PLUCKED = re.compile(r"\bpizz", re.IGNORECASE)
_BOWED = re.compile(r"\b(?:arco|archet|bogen)\b", re.IGNORECASE)
_KEY_OF_NAME = re.compile(r"\s*[\[(]?\b(?:in\s+)?[A-H][♭♯]?(?![\w♭♯])(?:\s*(?:\(basso\)|\(alto\)|basso\b))?[\])]?")


class Ensemble:
    """The lines of a cue."""

    def __init__(self, cue: Cue, percussion: frozenset[int] = frozenset()) -> None:
        """``percussion`` are the parts whose names say nothing of the instrument."""
        self.cue = cue
        self.percussion = percussion
        self._words: dict[int, _Said] = {}
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

    def events(self, part: int, first: int, last: int) -> list[list[Event]]:
        """All events of a part from one bar index to another, rests included, bar by bar."""
        events, bars = self.cue.parts[part].music.events, self.cue.bars
        start = bisect_left(events, bars[first].start, key=_tick)
        end = bisect_left(events, bars[last].end, start, key=_tick)
        return [list(bar) for _, bar in groupby(events[start:end], _bar)]

    @cached_property
    def lines(self) -> dict[LineKey, Line]:
        """All lines, in score order."""
        return {line.key: line for index, part in enumerate(self.cue.parts) for line in lines_of(index, part)}

    def loudness(self, part: int, tick: int) -> float:
        """The dynamic in force, from 0 (pppp) to 1 (fff and more)."""
        ticks, values = self._said(part).loudness
        found = bisect_right(ticks, tick)
        return values[found - 1] if found else USUAL_LOUDNESS

    def is_solo(self, part: int, tick: int) -> bool:
        """Is the part marked solo, and neither tutti again nor had a rest since?"""
        ticks, values = self._said(part).solos
        found = bisect_right(ticks, tick)
        return bool(found) and values[found - 1]

    def is_plucked(self, part: int, staff: int, start: int, end: int) -> bool:
        """Is a staff of a part pizzicato at a tick, and not bowed again before another?"""
        said = self._said(part).plucked
        if not said:
            return False
        mine = [(tick, plucked) for tick, on, plucked in said if on in (0, staff) and tick < end]
        before = [plucked for tick, plucked in mine if tick <= start]
        return before[-1:] == [True] and all(plucked for _, plucked in mine[len(before) :])

    def _said(self, part: int) -> _Said:
        if part not in self._words:
            self._words[part] = _said_in(self.cue.parts[part], self.cue.bars)
        return self._words[part]

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


_tick = attrgetter("tick")
_bar = attrgetter("bar")


class _Said(NamedTuple):
    """What a part's directions say of how it is heard, mostly as (ticks, values)."""

    loudness: tuple[list[int], list[float]]
    solos: tuple[list[int], list[bool]]
    plucked: list[tuple[int, int, bool]]  # tick, staff, pizzicato from here


def _said_in(part: SourcePart, bars: Sequence[Bar]) -> _Said:
    loudness: tuple[list[int], list[float]] = ([], [])
    solos: list[tuple[int, bool]] = []
    plucked: list[tuple[int, int, bool]] = []
    for direction in part.music.directions:
        for segment in direction.segments:
            if segment.kind == "dynamics" and segment.text in _LOUDNESS:
                loudness[0].append(direction.tick)
                loudness[1].append(_LOUDNESS[segment.text])
        words = " ".join([segment.text for segment in direction.segments if segment.kind != "dynamics"])
        solo, pizzicato = _means(words)
        if solo is not None:
            solos.append((direction.tick, solo))
        if pizzicato is not None:
            plucked.append((direction.tick, direction.staff, pizzicato))
    solos += _rested(part, bars, [tick for tick, solo in solos if solo])
    solos.sort()
    return _Said(loudness, ([tick for tick, _ in solos], [solo for _, solo in solos]), plucked)


@lru_cache(maxsize=1024)
def _means(words: str) -> tuple[bool | None, bool | None]:
    """Do words begin a solo or end it, and do they begin pizzicato or end it? None: they say nothing of it."""
    solo = True if _SOLO.search(words) else False if _NOT_SOLO.search(words) else None
    return solo, True if _PLUCKED.search(words) else False if _BOWED.search(words) else None


def _rested(part: SourcePart, bars: Sequence[Bar], solos: Sequence[int]) -> list[tuple[int, bool]]:
    """Where solos said at some ticks are over: after the bar that more than a bar of rest follows."""
    if not solos:
        return []
    played = sorted({event.bar for event in part.music.events if event.heads and event.visible and not event.cue})
    ends = [bar for bar, following in zip(played, [*played[1:], len(bars) + 2], strict=True) if following > bar + 2]
    last = (next((bar for bar in ends if bars[bar].end > tick), None) for tick in solos)
    return [(bars[bar].end, False) for bar in last if bar is not None]


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
