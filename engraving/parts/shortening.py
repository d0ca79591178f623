"""Lines that lose an end when a chair takes only some of a part: shortened to what is left, or dropped."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.parts.selection import Selection
from engraving.score import Anchor, Event, Spanner

_NEEDS_BOTH = ("tie", "tremolo", "glissando", "slide")  # half of one says something else
_ON_NOTES = ("slur", "tuplet", *_NEEDS_BOTH)

Changed = tuple[tuple[Spanner, str], ...]
"""Spanners as they were, each with what became of it: "shortened" or "left out"."""


def shortened(spanners: tuple[Spanner, ...], chosen: Selection) -> tuple[tuple[Spanner, ...], Changed]:
    """The spanners of a selection, and those that are no longer what they were.

    Spanners wholly outside the selection are gone without a word: they are another player's.
    """
    events = {event.id: event for event in chosen.events}
    heads = frozenset(head.atom for event in chosen.events for head in event.heads)
    kept: list[Spanner] = []
    changed: list[tuple[Spanner, str]] = []
    for spanner in spanners:
        ends = [end for end in (spanner.start, spanner.stop) if end is not None]
        inside = [_holds(end, spanner, chosen, events, heads) for end in ends]
        if not any(inside) and not _passes_through(spanner, chosen, events):
            continue
        if all(inside):
            kept.append(_renumbered(spanner, chosen, events))
            continue
        rest = None if spanner.kind in _NEEDS_BOTH else _shorter(spanner, chosen, events)
        if rest is not None:
            kept.append(_renumbered(rest, chosen, events))
        changed.append((spanner, "left out" if rest is None else "shortened"))
    return tuple(kept), tuple(changed)


def _holds(
    end: Anchor, spanner: Spanner, chosen: Selection, events: dict[int, Event], heads: frozenset[int]
) -> bool:
    """Does the selection have this end?"""
    if spanner.kind in _ON_NOTES and end.event:
        return end.event in events and (not end.head or end.head in heads)
    closes = end is spanner.stop and end.tick == chosen.source.end
    return chosen.has_staff(end.staff) and (chosen.covers(end.tick) or closes)


def _passes_through(spanner: Spanner, chosen: Selection, events: dict[int, Event]) -> bool:
    """Both ends are elsewhere in time, but the line runs over what is left."""
    start, stop = spanner.start, spanner.stop
    if start is None or stop is None or not chosen.has_staff(start.staff):
        return False
    if start.event and spanner.kind in _ON_NOTES:
        return False
    return start.tick < chosen.source.start and stop.tick > chosen.source.end and bool(events)


def _shorter(spanner: Spanner, chosen: Selection, events: dict[int, Event]) -> Spanner | None:
    """The spanner over those of its notes (or ticks) that are left; None if it would be a point."""
    start, stop = spanner.start, spanner.stop
    if start is None or stop is None:
        return None
    if spanner.kind in _ON_NOTES:
        voices = (start.voice, stop.voice)
        left = [
            event
            for event in events.values()
            if event.heads and start.tick <= event.tick <= stop.tick and event.voice in voices
        ]
        if len(left) < 2:
            return None
        return replace(spanner, start=_on(left[0], chosen, start), stop=_on(left[-1], chosen, stop))
    first = max(start.tick, chosen.source.start)
    last = min(stop.tick, chosen.source.end)
    if first >= last:
        return None
    return replace(spanner, start=replace(start, tick=first), stop=replace(stop, tick=last))


def _on(event: Event, chosen: Selection, end: Anchor) -> Anchor:
    """An anchor on an event, numbered by the old staves as its neighbours still are."""
    if event.id == end.event:
        return end
    return Anchor(event.tick, chosen.staves[event.staff - 1], event.voice, event.id)


def _renumbered(spanner: Spanner, chosen: Selection, events: dict[int, Event]) -> Spanner:
    """Anchors on the new staves, holding on to no event that is gone."""
    start, stop = (_settled(end, chosen, events) for end in (spanner.start, spanner.stop))
    if start == spanner.start and stop == spanner.stop:
        return spanner
    return replace(spanner, start=start, stop=stop)


def _settled(end: Anchor | None, chosen: Selection, events: dict[int, Event]) -> Anchor | None:
    if end is None:
        return None
    staff = chosen.staff(end.staff) if chosen.has_staff(end.staff) else 1
    if end.event and end.event not in events:
        return replace(end, staff=staff, event=0, head=0)
    return end if staff == end.staff else replace(end, staff=staff)
