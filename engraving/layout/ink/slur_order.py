"""Which slurs are drawn, which of them as one, and which after the tuplets (E12, E35, E36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.notation.shapes import Shape
from engraving.notation.words import is_row_direction
from engraving.score import Music, Spanner

_OPPOSITE = {"above": "below", "below": "above", "over": "under", "under": "over"}


def doubled(slurs: Sequence[Spanner]) -> list[Spanner]:
    """Slurs that say again what another between the same two notes says.

    Two slurs between two chords, one stated above and one below, are two players' and stay.
    """
    sides: dict[tuple[int, int], set[str]] = {}
    result = []
    for slur_ in slurs:
        if slur_.start is None or slur_.stop is None or not slur_.start.event or not slur_.stop.event:
            continue
        ends = (slur_.start.event, slur_.stop.event)
        side = slur_.placement or slur_.get("orientation")
        known = sides.setdefault(ends, set())
        if known and not (side and known == {_OPPOSITE.get(side, "")}):
            result.append(slur_)
        known.add(side)
    return result


def common(slur_: Spanner, shapes: Mapping[int, Shape]) -> tuple[object, ...] | None:
    """What slurs of several voices on one side have in common where one curve says them all; None in a voice alone."""
    if slur_.start is None or slur_.stop is None:
        return None
    start, stop = shapes.get(slur_.start.event), shapes.get(slur_.stop.event)
    if start is None or stop is None or not start.side or start.event.grace or stop.event.grace:
        return None
    ends = ((s.event.tick, s.staff, s.side, s.event.cue) for s in (start, stop))
    return *ends, slur_.placement or slur_.get("orientation"), slur_.get("line-type")


def outwards(slur_: Spanner, shapes: Mapping[int, Shape]) -> int:
    """More for a slur of a voice that lies farther out on its side."""
    start = shapes.get(slur_.start.event) if slur_.start is not None else None
    return start.rank if start is not None else 0


def beyond_tuplets(slurs: Sequence[Spanner], tuplets: Sequence[Spanner]) -> list[Spanner]:
    """Slurs that reach beyond a tuplet of their voice: they lie outside its digits and bracket (E36)."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for tuplet in tuplets:
        if tuplet.start is not None and tuplet.stop is not None:
            spans.setdefault(tuplet.start.voice, []).append((tuplet.start.tick, tuplet.stop.tick))
    result = []
    for slur_ in slurs:
        if slur_.start is None or slur_.stop is None:
            continue
        start, stop = slur_.start.tick, slur_.stop.tick
        spanned = spans.get(slur_.start.voice, ())
        if any(t0 < stop and start < t1 and not t0 <= start <= stop <= t1 for t0, t1 in spanned):
            result.append(slur_)
    return result


def slurred(slurs: Sequence[Spanner]) -> set[int]:
    """The notes at which slurs start or end, by event."""
    return {anchor.event for s in slurs for anchor in (s.start, s.stop) if anchor is not None}


def dynamic_stretches(music: Music) -> tuple[tuple[int, int], ...]:
    """The stretches in ticks of all dynamics: on a grand staff they stand between the staves (E49)."""
    signs = [(d.tick, d.tick) for d in music.directions if is_row_direction(d)]
    wedges = [(w.start.tick, w.stop.tick) for w in music.spanners if w.kind == "wedge" and w.start and w.stop]
    return (*signs, *wedges)
