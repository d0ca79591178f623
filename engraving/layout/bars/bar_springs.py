"""The springs of a bar by what sounds in it (E51), and how narrow a bar may be (E52)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from engraving.house import Style
from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import NATURAL_FLOOR, Gap, natural_length
from engraving.score import Event

Span = tuple[int, int, int]
"""From tick, to tick, and the written value of what sounds in between."""


def sounding(events: Iterable[Event]) -> list[Span]:
    """The spans of notes and rests, those that fill their bar left out."""
    return [(e.tick, e.tick + e.length, e.length) for e in events if e.length and not e.whole_bar]


def springs(
    cell: Cell, spans: Collection[Span], quarter: int, density: float, floor: float = NATURAL_FLOOR
) -> list[float]:
    """E51: each column's natural distance to the next main one, by the shortest of ``spans`` there; graces have none.

    ``quarter`` is in ticks; ``floor`` the least distance.
    """
    ticks = [column.tick for column in cell.columns if not column.grace]
    distances = iter(zip(ticks, [*ticks[1:], cell.end], strict=True))
    result = []
    for column in cell.columns:
        if column.grace:
            result.append(0.0)
            continue
        tick, following = next(distances)
        distance = max(following - tick, 1)
        shortest = min((length for start, end, length in spans if start <= tick < end), default=distance)
        result.append(natural_length(shortest / quarter, distance / quarter, density, floor))
    return result


def least_bar(gaps: list[Gap], style: Style) -> list[Gap]:
    """E52: no bar under 11 natural, 9 squeezed."""
    least = style.spacing.least_bar
    squeezed = style.spacing.least_bar_squeezed
    natural = sum(gap.at(1.0) for gap in gaps)
    if natural < least:
        stretchable = sum(gap.spring for gap in gaps) or 1.0
        factor = 1.0 + (least - natural) / stretchable
        gaps = [Gap(gap.rod, gap.spring * factor) for gap in gaps]
    rods = sum(gap.rod for gap in gaps)
    if rods < squeezed:
        count = sum(1 for gap in gaps if gap.spring) or 1
        extra = (squeezed - rods) / count
        gaps = [Gap(gap.rod + extra, gap.spring) if gap.spring else gap for gap in gaps]
    return gaps
