"""Which events and notes of a part belong to one chair: by staff, voice, layer and time."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from engraving.parts.chairs import Layer, Source
from engraving.score import Event, Music


class Selection(msgspec.Struct, frozen=True, gc=False):
    """The events taken, with staves numbered anew; ``staves`` are the old numbers in order.

    ``crowded`` are chords of more notes than the two layers can share.
    """

    source: Source
    staves: tuple[int, ...]
    events: tuple[Event, ...]
    crowded: tuple[Event, ...] = ()

    def covers(self, tick: int) -> bool:
        """Is the tick within the source's time?"""
        return self.source.start <= tick < self.source.end

    def has_staff(self, staff: int) -> bool:
        """Staff 0 stands for all."""
        return staff == 0 or staff in self.staves

    def staff(self, old: int) -> int:
        """The new number of a staff."""
        return self.staves.index(old) + 1 if old else 0


def selected(music: Music, source: Source) -> Selection:
    """What ``source`` takes of a part's events."""
    staves = source.staves or tuple(range(1, music.staves + 1))
    taken = [
        event
        for event in music.events
        if source.start <= event.tick < source.end and (not source.voices or event.voice in source.voices)
    ]
    numbers = {old: new for new, old in enumerate(staves, start=1)}
    placed = [moved for event in taken if (moved := _on_staves(event, numbers)) is not None]
    crowded: tuple[Event, ...] = ()
    if source.layer is not Layer.ALL:
        placed, crowded = _layer(placed, source.layer)
    return Selection(source, staves, tuple(placed), crowded)


def _on_staves(event: Event, numbers: dict[int, int]) -> Event | None:
    """The event with only its heads on these staves; None when nothing of it is there."""
    if all(old == new for old, new in numbers.items()) and event.staff in numbers and not event.heads:
        return event
    heads = tuple(head for head in event.heads if head.staff in numbers)
    if not (heads if event.heads else event.staff in numbers):
        return None
    staff = numbers.get(event.staff, numbers[heads[0].staff] if heads else 1)
    moved = tuple(
        head if numbers[head.staff] == head.staff else replace(head, staff=numbers[head.staff])
        for head in heads
    )
    if staff == event.staff and moved == event.heads:
        return event
    return replace(event, staff=staff, heads=moved)


def _layer(events: list[Event], layer: Layer) -> tuple[list[Event], tuple[Event, ...]]:
    """The upper or lower of two players: of two voices the first or last, of a chord its top or bottom."""
    voices: dict[tuple[int, int], set[int]] = {}
    for event in events:
        if event.heads and event.visible:
            voices.setdefault((event.bar, event.staff), set()).add(event.voice)
    kept, crowded = [], []
    for event in events:
        sounding = voices.get((event.bar, event.staff), set())
        if len(sounding) > 1:
            wanted = min(sounding) if layer is Layer.UPPER else max(sounding)
            if event.voice == wanted:
                kept.append(event)
        elif len(event.heads) > 1:
            if len(event.heads) > 2:
                crowded.append(event)
            head = event.heads[-1] if layer is Layer.UPPER else event.heads[0]
            kept.append(replace(event, heads=(head,)))
        else:
            kept.append(event)
    return kept, tuple(crowded)
