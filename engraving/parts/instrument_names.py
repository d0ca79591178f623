"""What a player plays on, in words: at the first note of each instrument, after the last one before (E19, R56)."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from engraving.parts.fresh_atoms import FreshAtoms
from engraving.score import CUE_NAME, Cue, Direction, InstrumentName, Music, Segment
from engraving.score.atoms import Kind
from engraving.score.places import bar_at

#: Marks the words, for their size.
NAMED = (("instrument", "yes"),)
_TAKE = re.compile(r"(?<!\w)(to|take|muta|change|nimmt|nehmen|prend\w*|prenez)(?!\w)", re.IGNORECASE)


def instrument_names(cue: Cue, heading: str, music: Music, fresh: FreshAtoms) -> tuple[Direction, ...]:
    """The names of a part's instruments, if it has several, where the source does not say them.

    What the part begins with is not said when its ``heading`` does (Flute 1, who takes a piccolo).
    """
    changes = _changes(music)
    if len(changes) < 2:
        return ()
    played = (e for e in music.events if e.heads and e.visible and not e.grace and not e.cue)
    sounding = sorted(played, key=lambda e: e.tick)
    starts = [event.tick for event in sounding]
    said = [*(d for d in music.directions if all(s.kind != CUE_NAME for s in d.segments)), *cue.directions]
    added: list[Direction] = []
    labelled = -1
    for tick, name in changes:
        k = bisect_left(starts, tick)
        if k == len(sounding):
            break
        note = sounding[k]
        bar = cue.bars[note.bar]
        if labelled >= 0 and note.tick - labelled < bar.length:
            continue  # a kit in disguise: a name for every stroke would only be in the way
        labelled = note.tick
        if k == 0 and name.casefold() in heading.casefold():
            continue
        last = max((e.end for e in sounding[:k]), default=-1)
        if not _says(said, name, max(last - bar.length, 0), note.tick):
            added.append(_words(note.tick, note.bar, note.staff, name, fresh))
            if last >= 0 and note.tick - last >= cue.ticks_per_quarter and not _tells_to_take(said, last, note.tick):
                at = bar_at(cue.bars, last)
                added.append(_words(last, at, note.staff, f"To {name}", fresh))
    return tuple(added)


def with_names(music: Music, names: tuple[Direction, ...]) -> Music:
    """The music with such words: they break no multi-bar rest."""
    if not names:
        return music
    return replace(music, directions=tuple(sorted((*music.directions, *names), key=lambda d: (d.tick, d.staff))))


def _changes(music: Music) -> list[tuple[int, str]]:
    """(tick, name) of every instrument, the first included, without repeats and nameless ones."""
    found: list[tuple[int, str]] = []
    for tick, _, instrument in sorted(music.instruments, key=_in_time):
        name = " ".join(instrument.name.split())
        if name and (not found or found[-1][1] != name):
            found.append((tick, name))
    return found


def _in_time(entry: tuple[int, int, InstrumentName]) -> tuple[int, int]:
    return entry[:2]


def _says(said: list[Direction], name: str, start: int, stop: int) -> bool:
    """Does the source name the instrument itself, between its last note and its first with it?"""
    wanted = name.casefold()
    return any(start <= d.tick <= stop and wanted in d.text.casefold() for d in said)


def _tells_to_take(said: list[Direction], start: int, stop: int) -> bool:
    return any(start <= d.tick < stop and _TAKE.search(d.text) for d in said)


def _words(tick: int, bar: int, staff: int, text: str, fresh: FreshAtoms) -> Direction:
    return Direction(fresh.take(bar, Kind.DIRECTION), bar, tick, staff, (Segment("words", text, NAMED),), "above")
