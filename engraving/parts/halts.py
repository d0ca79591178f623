"""What stops everybody: fermatas, caesuras, general pauses and attaccas found in any part (E57).

They break every multi-rest, and where a part only rests at that moment they are printed on its rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import msgspec
from msgspec.structs import replace

from engraving.parts.fresh_atoms import FreshAtoms
from engraving.score import Bar, Cue, Direction, Event, Mark, Music
from engraving.score.atoms import Kind

_HALTING_MARKS = ("fermata", "caesura")
_HALTING_WORDS = re.compile(
    r"^\W*(g\.?\s?p\.?|general\s?pause|grand pause|lunga pausa|caesura|attacca\b.*)\W*$", re.IGNORECASE
)


class Halt(msgspec.Struct, frozen=True, gc=False):
    """A halt at ``tick``: a ``mark`` on notes or a ``direction``; ``parts`` are the keys that have it."""

    tick: int
    bar: int
    name: str
    parts: tuple[str, ...]
    mark: Mark | None = None
    direction: Direction | None = None


def says_halt(text: str) -> bool:
    """Whether words stop everybody: G.P., caesura, attacca."""
    return _HALTING_WORDS.match(text) is not None


def halts(cue: Cue) -> tuple[Halt, ...]:
    """Every halt of the cue in time order, one for each (tick, name)."""
    found: dict[tuple[int, str], Halt] = {}
    for part in cue.parts:
        for event in part.music.events:
            for mark in event.marks:
                if mark.name in _HALTING_MARKS:
                    new = Halt(event.tick, event.bar, mark.name, (part.key,), mark=mark)
                    _collect(found, new)
        for direction in part.music.directions:
            if says_halt(direction.text):
                name = direction.text.casefold()
                new = Halt(direction.tick, direction.bar, name, (part.key,), direction=direction)
                _collect(found, new)
    return tuple(found[key] for key in sorted(found))


def _collect(found: dict[tuple[int, str], Halt], new: Halt) -> None:
    key = (new.tick, new.name)
    known = found.get(key)
    if known is None:
        found[key] = new
    elif new.parts[0] not in known.parts:
        found[key] = replace(known, parts=known.parts + new.parts)


def with_halts(
    key: str, bars: tuple[Bar, ...], music: Music, stops: tuple[Halt, ...], fresh: FreshAtoms
) -> Music:
    """Print the other parts' halts on this part's rests, where at that tick it does nothing but rest."""
    elsewhere = [halt for halt in stops if key not in halt.parts]
    if not elsewhere or not music.events:
        return music
    starts = [event.tick for event in music.events]
    marks: dict[int, list[Mark]] = {}
    directions: list[Direction] = []
    for halt in elsewhere:
        bar = bars[halt.bar]
        resting = _rests_at(music, starts, bar, min(halt.tick, bar.end - 1))
        if not resting:
            continue
        if halt.direction is not None:
            atom = fresh.take(halt.bar, Kind.DIRECTION)
            directions.append(replace(halt.direction, atom=atom, staff=1, voice=0))
            continue
        for event in resting:
            if all(mark.name != halt.name for mark in (*event.marks, *marks.get(event.id, ()))):
                marks.setdefault(event.id, []).append(_mark(halt, fresh))
    if not marks and not directions:
        return music
    events = tuple(
        replace(e, marks=e.marks + tuple(marks[e.id])) if e.id in marks else e for e in music.events
    )
    merged = sorted((*music.directions, *directions), key=lambda d: (d.tick, d.staff)) if directions else None
    return replace(music, events=events, directions=tuple(merged) if merged else music.directions)


def _mark(halt: Halt, fresh: FreshAtoms) -> Mark:
    text = halt.mark.text if halt.mark else ""
    return Mark(fresh.take(halt.bar, Kind.MARK), halt.name, text, "above")


def _rests_at(music: Music, starts: list[int], bar: Bar, tick: int) -> list[Event]:
    """The visible rests under ``tick``, one a staff; none when anything sounds then."""
    found: dict[int, Event] = {}
    index = bisect_right(starts, tick) - 1
    while index >= 0 and starts[index] >= bar.start:
        event = music.events[index]
        index -= 1
        if not event.tick <= tick < max(event.end, event.tick + 1):
            continue
        if event.heads:
            return []
        if event.visible:
            found[event.staff] = event
    return list(found.values())
