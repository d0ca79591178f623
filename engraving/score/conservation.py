"""The atoms a part owes the page: what A5 compares the finished pages with.

Clefs, keys, metres, barlines and flags are not counted: they follow from the music or are restated
at every system. Nor is anything hidden.
"""

from __future__ import annotations

from engraving.score.atoms import Kind, of_kind
from engraving.score.directions import Direction
from engraving.score.events import Event
from engraving.score.music import Music
from engraving.score.part import Part
from engraving.score.spanners import Spanner

_DOTS = (Kind.DOT1, Kind.DOT2, Kind.DOT3, Kind.DOT4)
_UNSIGNED = ("principal-voice", "none")
_OF_TEXT = ("words", "rehearsal", "dynamics", "metronome", "harmony", "symbol", "other-direction")


def part_atoms(part: Part) -> frozenset[int]:
    """Every drawable atom of a part; empty for a tacet."""
    if part.tacet:
        return frozenset()
    owed = set(music_atoms(part.music))
    owed.update(direction.atom for direction in part.directions if _is_drawn(direction))
    owed.update(spanner.atom for spanner in part.spanners if _is_visible_line(spanner))
    owed.update(ending.atom for ending in part.endings)
    owed.update(rest.atom for rest in part.multi_rests)
    if part.picture is not None:
        owed.update(part.picture.atoms)
    owed.discard(0)
    return frozenset(owed)


def music_atoms(music: Music) -> list[int]:
    """The drawable atoms of a part's own music, in no order; one that stands for two things comes twice."""
    owed: list[int] = []
    hidden = set()
    for event in music.events:
        if event.visible:
            _event_atoms(event, owed)
        if not event.visible or (event.heads and not any(head.visible for head in event.heads)):
            hidden.add(event.id)
    # A beam needs two stems: hidden notes and notes without a stem have none.
    stemmed = {e.id for e in music.events if e.visible and e.stem != "none" and any(h.visible for h in e.heads)}
    owed += [group.atom for group in music.beams if len(stemmed.intersection(group.events)) > 1]
    owed += [s.atom for s in music.spanners if _is_visible_line(s) and not _hangs_on(s, hidden)]
    owed += [direction.atom for direction in music.directions if _is_drawn(direction)]
    owed += [style.atom for style in music.styles]
    return owed


def _event_atoms(event: Event, owed: list[int]) -> None:
    """Heads or rest, dots, accidentals, marks and syllables of one event."""
    if event.heads:
        for head in event.heads:
            if head.visible:
                owed.append(head.atom)
                if head.accidental is not None:
                    owed.append(of_kind(head.atom, Kind.ACCIDENTAL))
            if event.dots and head.dotted:
                owed += [of_kind(head.atom, dot) for dot in _DOTS[: event.dots]]
    else:
        owed.append(event.id)
        if event.dots and not event.whole_bar:
            owed += [of_kind(event.id, dot) for dot in _DOTS[: event.dots]]
    owed += [mark.atom for mark in event.marks]
    owed += [lyric.atom for lyric in event.lyrics if lyric.text]


def _is_drawn(direction: Direction) -> bool:
    """Has it any segment that is ink?"""
    return any(
        segment.get("print-object", "yes") != "no"
        and (segment.kind not in _OF_TEXT or bool(segment.text.strip()))
        for segment in direction.segments
    )


def _hangs_on(spanner: Spanner, hidden: set[int]) -> bool:
    """Is it a line between hidden notes only?"""
    ends = {end.event for end in (spanner.start, spanner.stop) if end is not None}
    return bool(hidden) and ends <= hidden


def _is_visible_line(spanner: Spanner) -> bool:
    """A tuplet shows when it has a number or a bracket; anything else unless its source hides it."""
    if spanner.get("print-object", "yes") == "no" or (spanner.kind, spanner.get("symbol")) == _UNSIGNED:
        return False
    if spanner.kind == "tuplet":
        return spanner.get("show-number", "actual") != "none" or spanner.get("bracket") == "yes"
    return spanner.start is not None or spanner.stop is not None
