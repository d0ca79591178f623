"""Cue notes of the source: they are for the players, and a score shows them only where its style says so (R57, R58).

A small note is a cue where its player rests; beside the player's own notes it is an ossia, and tied to one the end of
it: both stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from engraving.findings import Finding, Severity, Where
from engraving.score import Bar, BeamGroup, Cue, Direction, Event, Music, Spanner

_PLAYED = frozenset({"dynamics"})  # what means nothing to one who rests


class _Span(NamedTuple):
    """From tick to tick on a staff, in these voices."""

    staff: int
    start: int
    end: int
    voices: frozenset[int]


def without_cues(cue: Cue, chair: str, music: Music) -> tuple[Music, tuple[Finding, ...]]:
    """The music with rests where its cue notes were, without their slurs, dynamics and names.

    ``cue-notes-left-out`` (note) says in which bars of ``chair`` they stood.
    """
    small = {event.id for event in music.events if event.cue and event.heads}
    if not small:
        return music, ()
    small -= _tied_to_own(music, small)
    own = defaultdict(list)
    for event in music.events:
        if event.id not in small and event.visible:
            own[event.staff, event.bar].append(event)
    cues = [e for e in music.events if e.id in small and not _overlaps(e, own[e.staff, e.bar], notes=True)]
    if not cues:
        return music, ()
    gone = {event.id for event in cues}
    resting = [_rest(event) for event in cues if not event.grace and not _overlaps(event, own[event.staff, event.bar])]
    kept = [*(event for event in music.events if event.id not in gone), *resting]
    spans = [*_spans(cues)]
    left = replace(
        music,
        events=tuple(sorted(kept, key=lambda e: (e.tick, e.grace, e.staff, e.voice))),
        beams=tuple(beam for beam in music.beams if not _inside(beam, gone)),
        spanners=tuple(line for line in music.spanners if not _of_cues(line, gone, spans)),
        directions=tuple(words for words in music.directions if not _of_cue(words, spans)),
    )
    return left, (_told(chair, cue.bars, sorted({event.bar for event in cues})),)


def _tied_to_own(music: Music, small: set[int]) -> set[int]:
    """Small notes that prolong notes which are not."""
    ties = [(line.start, line.stop) for line in music.spanners if line.kind == "tie"]
    joined = [(start.tick, start.event, stop.event) for start, stop in ties if start is not None and stop is not None]
    own: set[int] = set()
    for _, before, after in sorted(joined):
        if after in small and (before not in small or before in own):
            own.add(after)
    return own


def _overlaps(event: Event, others: Iterable[Event], *, notes: bool = False) -> bool:
    """Does any of the others (of the ``notes`` among them) last while the event does?"""
    last = max(event.end, event.tick + 1)
    return any(e.tick < last and event.tick < max(e.end, e.tick + 1) for e in others if e.heads or not notes)


def _rest(event: Event) -> Event:
    """A rest in the place of a cue note; only its length is left."""
    return Event(
        event.id, event.bar, event.tick, event.length, event.value, event.voice, event.staff, dots=event.dots,
        ratio=event.ratio, line=event.line,
    )  # fmt: skip


def _spans(cues: Sequence[Event]) -> Iterable[_Span]:
    """Cue notes that follow each other, staff by staff."""
    for staff, mine in groupby(sorted(cues, key=lambda e: (e.staff, e.tick)), key=lambda e: e.staff):
        first, *others = mine
        start, end, voices = first.tick, first.end, {first.voice}
        for event in others:
            if event.tick > end:
                yield _Span(staff, start, end, frozenset(voices))
                start, voices = event.tick, set()
            end = max(end, event.end) if event.tick <= end else event.end
            voices.add(event.voice)
        yield _Span(staff, start, end, frozenset(voices))


def _inside(beam: BeamGroup, gone: set[int]) -> bool:
    return any(event in gone for event in beam.events)


def _of_cues(line: Spanner, gone: set[int], spans: Sequence[_Span]) -> bool:
    """Does a line join cue notes, or is it a hairpin of theirs?"""
    ends = [end for end in (line.start, line.stop) if end is not None]
    if any(end.event in gone for end in ends):
        return True
    start = line.start
    return (
        line.kind == "wedge"
        and start is not None
        and any(span.staff == start.staff and span.start <= start.tick < span.end for span in spans)
    )


def _of_cue(words: Direction, spans: Sequence[_Span]) -> bool:
    """Does it belong to cue notes: their dynamics, what stands in their voice, the name of who plays them?"""
    for span in spans:
        if span.staff == words.staff and span.start <= words.tick < span.end:
            names = words.tick == span.start and words.text.startswith(("(", "[")) and words.text.endswith((")", "]"))
            return words.voice in span.voices or names or {s.kind for s in words.segments} <= _PLAYED
    return False


def _told(chair: str, bars: Sequence[Bar], indices: Sequence[int]) -> Finding:
    numbers = ", ".join(dict.fromkeys(bars[index].number for index in indices))
    return Finding(
        "cue-notes-left-out",
        Severity.NOTE,
        Where(chair, bars[indices[0]].number, indices[0]),
        f"Cue notes of the source are not in the score: bars {numbers}.",
        "Set “score.cues” in the style to see them.",
    )
