"""Which staves a system needs not show: those of a divided section that only rest in it (E49).

A divided string section has a second staff where it plays two lines; where that staff rests through a
whole system, a copyist leaves it out. Keyboards, harps and mallets keep both staves throughout.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from engraving.layout.page import Page
from engraving.score import Event, Part

HIDING = frozenset({"strings", "woodwind", "brass", "voice"})
_SHARED_MARKS = frozenset({"fermata"})  # printed on the staff above as well


class SilentStaves:
    """The bars in which each staff of a part has something to show."""

    def __init__(self, part: Part) -> None:
        self.count = part.music.staves
        self.busy: dict[int, list[int]] = {}
        if self.count > 1 and part.family in HIDING:
            bars: dict[int, set[int]] = defaultdict(set)
            for staff, bar in busy_places(part):
                bars[staff].add(bar)
            self.busy = {staff: sorted(bars[staff]) for staff in range(1, self.count + 1)}

    def shown(self, first: int, last: int) -> int:
        """How many staves bars ``first`` to ``last`` need, from the top; the first is always shown."""
        if not self.busy:
            return self.count
        for staff in range(self.count, 1, -1):
            bars = self.busy[staff]
            if bisect_left(bars, first) < bisect_right(bars, last):
                return staff
        return 1


def busy_places(part: Part) -> Iterator[tuple[int, int]]:
    """(staff, bar) of everything but rests that last a bar and hold nothing."""
    starts = [bar.start for bar in part.bars]
    music = part.music
    for event in music.events:
        if not _empty(event):
            yield event.staff, event.bar
            yield from ((head.staff, event.bar) for head in event.heads if head.staff != event.staff)
    for direction in music.directions:
        yield direction.staff, direction.bar
    stretches = [(s.start.staff, s.start.tick, s.stop.tick) for s in music.spanners if s.start and s.stop]
    stretches += [(style.staff, style.start, style.end - 1) for style in music.styles]
    for staff, start, stop in stretches:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, stop) - 1
        yield from ((staff, bar) for bar in range(first, last + 1))


def _empty(event: Event) -> bool:
    if event.heads or event.lyrics or any(mark.name not in _SHARED_MARKS for mark in event.marks):
        return False
    return event.whole_bar or not event.visible


def hidden_atoms(part: Part, pages: Sequence[Page]) -> frozenset[int]:
    """The rests, with their fermatas, of staves that a system does not show."""
    if part.music.staves == 1:
        return frozenset()
    shown: dict[int, int] = {}
    for page in pages:
        counts: dict[tuple[int, int], int] = defaultdict(int)
        for staff in page.staves:
            counts[staff.bars] += 1
        for (first, last), count in counts.items():
            shown.update(dict.fromkeys(range(first, last + 1), count))
    return frozenset(
        atom
        for event in part.music.events
        if event.staff > shown.get(event.bar, part.music.staves)
        for atom in (event.id, *(mark.atom for mark in event.marks))
    )
