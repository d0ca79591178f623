"""The cue as proofing sees it: each part with its instrument found, and what several rules ask of it."""

from __future__ import annotations

from functools import cached_property, lru_cache

from engraving.findings import Where
from engraving.instruments import Instrument, Match, lookup
from engraving.score import Cue, Direction, Event, Head, InstrumentName, SourcePart
from engraving.score.places import bar_at, place
from engraving.timing import TempoMap, tempo_map
from engraving.timing.cue_file import CueFile
from engraving.timing.reel import Neighbour

_WINDS = ("woodwind", "brass")


class PartView:
    """One part of the source under proof; everything is worked out when a rule first asks."""

    def __init__(self, index: int, source: SourcePart) -> None:
        self.index = index
        self.source = source
        self.music = source.music
        self.name = source.name or source.group or source.key

    @cached_property
    def match(self) -> Match:
        """The instrument the part begins with."""
        line = self.music.instruments
        first = line[0][2] if line else next(iter(self.source.instruments), None)
        name = self.source.name or (first.name if first else "") or self.source.group
        return instrument_of(name, first)

    @property
    def instrument(self) -> Instrument | None:
        """The instrument the part begins with, None when it is not known."""
        return self.match.instrument

    @property
    def family(self) -> str:
        """Its family, "" when it is not known."""
        return self.match.instrument.family if self.match.instrument else ""

    @property
    def is_wind(self) -> bool:
        """A wind or brass instrument, on which one player plays one note."""
        return self.family in _WINDS

    @property
    def one_player(self) -> bool:
        """Certainly one player's part: a numbered chair of something that is not a section."""
        instrument = self.match.instrument
        return instrument is not None and not instrument.section and len(self.match.players) == 1

    @cached_property
    def notes(self) -> tuple[Event, ...]:
        """The chords it plays: no rests, no cue notes, nothing hidden."""
        return tuple([e for e in self.music.events if e.heads and not e.cue and e.visible and _is_shown(e)])

    @cached_property
    def events(self) -> dict[int, Event]:
        """Its events by id."""
        return {event.id: event for event in self.music.events}

    @cached_property
    def heads(self) -> dict[int, tuple[Event, Head]]:
        """Its heads by atom, each with its event."""
        return {head.atom: (event, head) for event in self.music.events for head in event.heads}

    @cached_property
    def tied_from(self) -> dict[int, Event]:
        """By event id, the earlier event a tie comes from."""
        found: dict[int, Event] = {}
        for spanner in self.music.spanners:
            if spanner.kind == "tie" and spanner.start and spanner.stop:
                start, stop = self.events.get(spanner.start.event), self.events.get(spanner.stop.event)
                if start is not None and stop is not None and start.tick < stop.tick:
                    found[stop.id] = start
        return found

    @cached_property
    def shared_bars(self) -> frozenset[tuple[int, int]]:
        """(bar, staff) where more than one voice has notes."""
        first: dict[tuple[int, int], int] = {}
        shared: set[tuple[int, int]] = set()
        for event in self.notes:
            place = (event.bar, event.staff)
            if first.setdefault(place, event.voice) != event.voice:
                shared.add(place)
        return frozenset(shared)

    @cached_property
    def written(self) -> dict[int, list[Event]]:
        """All its events by bar index: rests, cue notes and hidden ones too."""
        found: dict[int, list[Event]] = {}
        for event in self.music.events:
            found.setdefault(event.bar, []).append(event)
        return found

    @cached_property
    def bars(self) -> dict[int, list[Event]]:
        """Its notes by bar index."""
        found: dict[int, list[Event]] = {}
        for event in self.notes:
            found.setdefault(event.bar, []).append(event)
        return found

    @cached_property
    def words(self) -> tuple[tuple[Direction, str], ...]:
        """Its directions with words, each with its words as one lower-case text."""
        found = []
        for direction in self.music.directions:
            text = spoken(direction)
            if text:
                found.append((direction, text))
        return tuple(found)


class Subject:
    """A cue under proof, with what binds it to its picture and its ``neighbours`` there, where they are known."""

    def __init__(self, cue: Cue, cue_file: CueFile | None = None, neighbours: tuple[Neighbour, ...] = ()) -> None:
        self.cue = cue
        self.cue_file = cue_file
        self.neighbours = neighbours
        self.parts = tuple(PartView(index, part) for index, part in enumerate(cue.parts))
        self.quarter = cue.ticks_per_quarter

    @cached_property
    def playing(self) -> tuple[PartView, ...]:
        """The parts that have notes."""
        return tuple(part for part in self.parts if part.notes)

    @cached_property
    def time(self) -> TempoMap:
        """When everything is."""
        return tempo_map(self.cue, self.cue_file)

    def bar_at(self, tick: int) -> int:
        """Index of the bar that holds a tick."""
        return bar_at(self.cue.bars, tick)

    def where(self, part: PartView | None, bar: int, tick: int, line: int) -> Where:
        """A place in the words people use: bar as printed, beat of the metre's lower figure from 1."""
        name = part.name if part is not None else ""
        if bar < 0 or bar >= len(self.cue.bars):
            return Where(name, line=line, file=self.cue.file)
        return place(self.cue, name, bar, tick, line)


def _is_shown(event: Event) -> bool:
    """Not hidden by way of its notehead, as playback helpers are."""
    return event.heads[0].shape != "none" or any(head.shape != "none" for head in event.heads)


def spoken(direction: Direction) -> str:
    """The words of a direction, in lower case, with single spaces."""
    text = " ".join(s.text for s in direction.segments if s.kind in ("words", "other-direction"))
    return " ".join(text.casefold().split()) if text else ""


def instrument_of(name: str, source: InstrumentName | None) -> Match:
    """What the table makes of a name and what the source says of its instrument."""
    if source is None:
        return _lookup(name, "", None)
    return _lookup(name, source.sound, source.midi_program or None)


@lru_cache(maxsize=512)
def _lookup(name: str, sound: str, midi_program: int | None) -> Match:
    """``lookup``, remembered: the same names come back in every cue of a show."""
    return lookup(name, sound, midi_program)
