"""Cues of a line or two for the rules: the text notation of ``tests.parts.small_scores``, with marks put on.

``cue(...)`` gives every part a dynamic and the cue a tempo, so that only what a test adds is wrong.
"""

from __future__ import annotations

from msgspec.structs import replace

from engraving.findings import Finding
from engraving.proofing import proof
from engraving.score import (
    Anchor,
    Cue,
    Direction,
    Event,
    InstrumentName,
    Mark,
    Music,
    Segment,
    SourcePart,
    Spanner,
    TempoChange,
)
from engraving.score.atoms import Kind, pack
from tests.parts.small_scores import TPQ, part, score

__all__ = [
    "BAR",
    "TPQ",
    "broken",
    "cue",
    "direction",
    "event",
    "part",
    "said",
    "score",
    "spanner",
    "with_music",
]

BAR = 4 * TPQ


def cue(*parts: SourcePart, tempo: bool = True, dynamics: bool = True, **fields: object) -> Cue:
    """A cue that is otherwise in order. What is given in ``fields`` is set as it is."""
    if dynamics:
        parts = tuple(_with_dynamic(p) for p in parts)
    if tempo:
        mark = Direction(
            pack(0, 8200, Kind.DIRECTION), 0, 0, 0, (Segment("metronome", "quarter=96"),), tempo=96.0
        )
        fields["directions"] = (mark, *fields.get("directions", ()))  # type: ignore[misc]
        fields.setdefault("tempi", (TempoChange(0, 96.0),))
    return score(*parts, **fields)  # type: ignore[arg-type]


def _with_dynamic(source: SourcePart) -> SourcePart:
    notes = [event for event in source.music.events if event.heads]
    if not notes:
        return source
    first = direction(notes[0].bar, notes[0].tick, "mf", kind="dynamics")
    ordered = sorted((first, *source.music.directions), key=lambda d: d.tick)
    return with_music(source, directions=tuple(ordered))


def with_music(source: SourcePart, **fields: object) -> SourcePart:
    """The part with some of its music replaced."""
    music: Music = replace(source.music, **fields)
    return replace(source, music=music)


def direction(
    bar: int, tick: int, text: str, staff: int = 1, kind: str = "words", number: int = 900, **fields: object
) -> Direction:
    """One segment at a tick of the cue."""
    made = Direction(pack(bar, number, Kind.DIRECTION), bar, tick, staff, (Segment(kind, text),))
    return replace(made, **fields)


def said(source: SourcePart, *marks: tuple[int, str]) -> SourcePart:
    """The part with words at the starts of bars: ``said(part(...), (0, "pizz."), (8, "arco"))``."""
    added = tuple(direction(bar, bar * BAR, text, number=901 + n) for n, (bar, text) in enumerate(marks))
    ordered = sorted((*source.music.directions, *added), key=lambda d: d.tick)
    return with_music(source, directions=tuple(ordered))


def event(source: SourcePart, number: int) -> Event:
    """The nth event of a part."""
    return source.music.events[number]


def spanner(source: SourcePart, kind: str, first: int, last: int, **attributes: str) -> SourcePart:
    """The part with a spanner from its nth event to its mth."""
    ends = [
        Anchor(e.tick, e.staff, e.voice, e.id, e.heads[0].atom if e.heads else 0)
        for e in (event(source, first), event(source, last))
    ]
    atom = pack(event(source, first).bar, 700 + len(source.music.spanners), Kind.SLUR)
    made = Spanner(atom, kind, ends[0], ends[1], attributes=tuple(attributes.items()))
    return with_music(source, spanners=(*source.music.spanners, made))


def marked(source: SourcePart, number: int, name: str) -> SourcePart:
    """The part with a mark on its nth event."""
    events = list(source.music.events)
    old = events[number]
    events[number] = replace(old, marks=(*old.marks, Mark(pack(old.bar, 800, Kind.MARK), name)))
    return with_music(source, events=tuple(events))


def shaped(source: SourcePart, number: int, shape: str) -> SourcePart:
    """The part with other noteheads on its nth event."""
    events = list(source.music.events)
    old = events[number]
    events[number] = replace(old, heads=tuple(replace(head, shape=shape) for head in old.heads))
    return with_music(source, events=tuple(events))


def played_by(source: SourcePart, *changes: tuple[int, str, str]) -> SourcePart:
    """The part with instruments: (tick, name, sound) each."""
    line = tuple((tick, 1, InstrumentName(name, name, sound)) for tick, name, sound in changes)
    return with_music(source, instruments=line)


def broken(rule: str, subject: Cue) -> list[Finding]:
    """What one rule has against a cue."""
    return [finding for finding in proof(subject) if finding.rule == rule]
