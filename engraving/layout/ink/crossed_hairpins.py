"""Hairpins between two hands that slurs or stems from hand to hand would cross again and again (E49)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engraving.layout.whereabouts import stretch
from engraving.score import Event, Spanner

MOST_CROSSINGS = 1  # a hairpin that one slur crosses is still read; one that several cross is a grid


def crossed_hairpins(
    wedges: Sequence[Spanner],
    slurs: Sequence[Spanner],
    beamed: Sequence[Sequence[Event]],
    said: Collection[int],
) -> frozenset[int]:
    """Atoms of ``wedges`` that belong under the lower hand: several slurs cross them in the gap, or stems.

    ``beamed`` are the notes of each beam from staff to staff. Hairpins with a dynamic at an end stay beside it;
    ``said`` are the ticks of dynamics.
    """
    between = [stretch(slur) for slur in slurs if slur.start and slur.stop and slur.start.staff != slur.stop.staff]
    between += [(event.tick, event.end) for members in beamed for event in members]
    found = set()
    for wedge in wedges if between else ():
        first, last = stretch(wedge)
        crossings = sum(start < last and first < end for start, end in between)
        if crossings > MOST_CROSSINGS and first not in said and last not in said:
            found.add(wedge.atom)
    return frozenset(found)
