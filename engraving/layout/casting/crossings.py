"""What a line break would cut, and what that costs (E53)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from engraving.layout.bars.formatter import Formatter
from engraving.layout.casting.lines import SPLIT_GROUP
from engraving.layout.ink.bar_signs import RepeatSign

SPLIT_CURVE = 0.04
_PRICES = {
    "tuplet": SPLIT_GROUP,
    "glissando": SPLIT_GROUP,
    "slide": SPLIT_GROUP,
    "tremolo": SPLIT_GROUP,
    "tie": SPLIT_CURVE,
    "slur": SPLIT_CURVE,
}


class Crossing(NamedTuple):
    """Something a break after a bar that ends after ``start`` and before ``stop`` would cut, at a ``price``."""

    start: int
    stop: int
    price: float


def crossings(formatter: Formatter, repeats: Sequence[RepeatSign]) -> list[Crossing]:
    """All of one part: ties and slurs cost little, beams and tuplets are not to be cut."""
    events = formatter.events
    result = []
    for group in formatter.beams:
        members = [events[i] for i in group.events if i in events]
        if members and members[0].bar != members[-1].bar:
            result.append(Crossing(members[0].tick, members[-1].end, SPLIT_GROUP))
    result += [Crossing(sign.start_tick, sign.stop_tick, SPLIT_GROUP) for sign in repeats]
    for spanner in formatter.part.music.spanners:
        if spanner.start is not None and spanner.stop is not None and spanner.stop.tick > spanner.start.tick:
            price = _PRICES.get(spanner.kind)
            if price:
                stop = spanner.stop.tick + (0 if spanner.kind == "tuplet" else 1)
                result.append(Crossing(spanner.start.tick, stop, price))
    return result


def crossing_costs(ends: Sequence[int], crossing: Iterable[Crossing]) -> list[float]:
    """What a break after each cell costs; ``ends`` are the cells' last ticks."""
    steps = [0.0] * (len(ends) + 1)
    for start, stop, price in crossing:
        steps[bisect_right(ends, start)] += price
        steps[bisect_left(ends, stop)] -= price
    return [round(cost, 6) for cost in accumulate(steps[:-1])]
