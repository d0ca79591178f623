"""Beams for parts whose source has none: by metre, voice by voice (E30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engraving.notation.beam_groups import Timed, group_by_metre
from engraving.notation.heads import flags
from engraving.notation.staves import Staves
from engraving.score import Bar, BeamGroup, Event, Music
from engraving.score.atoms import Kind, pack

FIRST_NUMBER = 15000  # beams of our own are numbered beyond those of reader and extraction
FIRST_CUE_NUMBER = 15700


Beams = tuple[tuple[BeamGroup, ...], dict[int, tuple[str, ...]]]
"""Groups, and each beamed event's values from beam 1 up."""


def beams_of(
    music: Music, bars: Sequence[Bar], events: Mapping[int, Sequence[Event]], staves: Staves, quarter: int
) -> Beams:
    """The source's beams; by metre where it has none, for the player's notes and each passage of cue notes apart."""
    if music.beams and not any(event.cue for event in music.events):
        return music.beams, {e.id: e.beams for e in music.events if e.beams}
    groups: tuple[BeamGroup, ...] = ()
    values: dict[int, tuple[str, ...]] = {}
    for here, cue, number in _sources(events):
        mine = {e.id: e.beams for index in here for e in events[index] if e.cue is cue}
        written = tuple(group for group in music.beams if group.events[0] in mine)
        if written:
            groups += written
            values |= {event: said for event, said in mine.items() if said}
        elif mine:
            sized = {index: [e for e in events[index] if e.cue is cue] for index in here}
            made, said_of = beam_by_metre([bars[index] for index in here], sized, staves, quarter, number)
            groups += made
            values |= said_of
    return groups, values


def _sources(events: Mapping[int, Sequence[Event]]) -> Iterator[tuple[list[int], bool, int]]:
    """Bar indices of what was written by one source: the player's own notes, then each cue (of neighbouring bars)."""
    yield sorted(events), False, FIRST_NUMBER
    passage: list[int] = []
    for index in sorted(index for index, bar in events.items() if any(event.cue for event in bar)):
        if passage and index > passage[-1] + 1:
            yield passage, True, FIRST_CUE_NUMBER
            passage = []
        passage.append(index)
    yield passage, True, FIRST_CUE_NUMBER


def beam_by_metre(
    bars: Sequence[Bar],
    events: Mapping[int, Sequence[Event]],
    staves: Staves,
    quarter: int,
    first_number: int = FIRST_NUMBER,
) -> Beams:
    """Groups over all bars by metre; ``events`` by bar index."""
    groups: list[BeamGroup] = []
    values: dict[int, tuple[str, ...]] = {}
    for bar in bars:
        voices: dict[int, list[Event]] = defaultdict(list)
        for event in events.get(bar.index, ()):
            if event.visible and not event.grace and not event.whole_bar:
                voices[event.voice].append(event)
        number = first_number
        for voice in voices.values():
            for members, said in _voice(bar, voice, staves, quarter):
                groups.append(BeamGroup(pack(bar.index, number, Kind.BEAM), members))
                values.update(zip(members, said, strict=True))
                number += 1
    return tuple(groups), values


def _voice(
    bar: Bar, voice: Sequence[Event], staves: Staves, quarter: int
) -> list[tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]]:
    metre = staves.metres[voice[0].staff].at(bar.start)
    if len(metre.parts) > 1 or not metre.parts:
        beats, beat_type = str(max(1, bar.length // quarter)), 4
    else:
        beats, beat_type = metre.parts[0]
    offset = max(0, metre.length(quarter) - bar.length) if bar.index == 0 else 0
    ordered = sorted(voice, key=lambda e: e.tick)
    timed = [
        Timed(e.tick - bar.start + offset, e.length, flags(e.value), e.is_rest, e.ratio[0] if e.ratio != (1, 1) else 0)
        for e in ordered
    ]
    return [
        (tuple(ordered[i].id for i in group.notes), group.values)
        for group in group_by_metre(timed, beats, beat_type, quarter)
    ]
