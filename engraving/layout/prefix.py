"""What a line starts with: clef, key and metre of each staff, those of a kind under each other (E40)."""

from __future__ import annotations

from typing import NamedTuple

from engraving.layout.columns.cells import Room
from engraving.layout.page import Ink
from engraving.notation.metres import metre_row
from engraving.notation.signatures import Row, clef_row, key_row
from engraving.notation.staves import Staves
from engraving.typefaces import Faces

CLEF_IN = 0.8  # ink to ink
KEY_IN = 1.0
METRE_IN = 1.0


class PrefixSign(NamedTuple):
    """A clef, key or metre of a line's prefix at its x."""

    staff: int
    ink: Ink
    x: float
    row: Row


class Prefix(NamedTuple):
    """What a line starts with, and how wide it is."""

    signs: tuple[PrefixSign, ...]
    width: float
    metre_x: float


PrefixRows = list[tuple[int, Ink, Row]]
"""Staff, ink and glyphs of the signs a line starts with."""


def prefix_for(staves: Staves, tick: int, faces: Faces, *, with_metre: bool) -> Prefix:
    """Clef and key on every system, the metre when it begins or changes here (E40)."""
    rows = prefix_rows(staves, tick, faces, with_metre=with_metre)
    return arranged(rows, room_for(rows))


def prefix_rows(staves: Staves, tick: int, faces: Faces, *, with_metre: bool) -> PrefixRows:
    """What stands at the start of a line on each staff."""
    rows: PrefixRows = []
    for staff in range(1, staves.count + 1):
        clef = staves.clefs[staff].at(tick)
        rows.append((staff, Ink.CLEF, clef_row(clef, faces, lines=staves.lines[staff].at(tick))))
        keys = staves.keys[staff]
        cancelled = keys.before(tick) if tick and keys.change_at(tick) is not None else None
        rows.append((staff, Ink.KEY, key_row(keys.at(tick), cancelled, clef, faces)))
        if with_metre:
            rows.append((staff, Ink.METRE, metre_row(staves.metres[staff].at(tick), faces)))
    return rows


def room_for(rows: PrefixRows) -> Room:
    """The widths that signs need so that those of a kind stand under each other."""
    widths = dict.fromkeys((Ink.CLEF, Ink.KEY, Ink.METRE), 0.0)
    for _, ink, row in rows:
        widths[ink] = max(widths[ink], row.width)
    return Room(*widths.values())


def arranged(rows: PrefixRows, room: Room) -> Prefix:
    """Signs at their places, each kind in its room."""
    x = 0.0
    places: dict[Ink, float] = {}
    for ink, gap, width in zip((Ink.CLEF, Ink.KEY, Ink.METRE), (CLEF_IN, KEY_IN, METRE_IN), room, strict=True):
        if width:
            places[ink] = x + gap
            x += gap + width
    signs = [PrefixSign(staff, ink, places[ink], row) for staff, ink, row in rows if row.signs]
    return Prefix(tuple(signs), x, places.get(Ink.METRE, -1.0))
