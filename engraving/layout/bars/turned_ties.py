"""Notes altered and tied over a page turn: their accidentals once more, in parentheses (E13).

Which notes begin a page is known only when lines and pages have been chosen, so the first bars of the pages
concerned are formatted again and their lines drawn again, as wide as before.
"""

from __future__ import annotations

from msgspec.structs import replace

from engraving.layout.bars.formatter import Formatter
from engraving.layout.columns.cells import Cell
from engraving.score import Accidental, Event, Head
from engraving.score.accidental_values import value_of


def altered_again(cell: Cell, following: Cell | None, formatter: Formatter) -> Cell | None:
    """The cell with accidentals at altered notes that are tied into it; None where there are none."""
    if not cell.tied_in:
        return None
    ties = ((s.start, s.stop) for s in formatter.part.music.spanners if s.kind == "tie")
    tied = {b.head for a, b in ties if a is not None and b is not None and a.tick < cell.start == b.tick}
    events = []
    for event in formatter.by_bar[cell.first]:
        if event.tick == cell.start and not event.cue:
            shown = _with_signs(event, tied, formatter)
            if shown is not event:
                events.append(shown)
    if not events:
        return None
    again = formatter.cell_again(cell, following, events)
    first = [shape for shape in again.shapes if shape.event.tick == cell.start]
    again.tie_sign = -min(dx for shape in first for dx, *_ in shape.accidentals)
    return again


def _with_signs(event: Event, tied: set[int], formatter: Formatter) -> Event:
    if not any(head.atom in tied for head in event.heads):
        return event
    heads = tuple(_with_sign(head, event.tick, formatter) if head.atom in tied else head for head in event.heads)
    return replace(event, heads=heads) if heads != event.heads else event


def _with_sign(head: Head, tick: int, formatter: Formatter) -> Head:
    pitch = head.pitch
    if head.unpitched or not head.visible or head.accidental is not None:
        return head
    if pitch.alter == formatter.staves.keys[head.staff].at(tick).alters().get(pitch.step, 0.0):
        return head
    return replace(head, accidental=Accidental(value_of(pitch.alter)[0], cautionary=True, parentheses=True))
