"""What stands between two staves of one player: in the middle, off what passes from staff to staff (E49)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.rows.hairpins import LONG_TYPE
from engraving.layout.rows.row_item import APART, ASIDE, PAD, SIGN_ASIDE, RowItem
from engraving.layout.skyline import BUCKET, SIDEWAYS
from engraving.layout.system import System
from engraving.notation.curves import Box

ROOM_UNDER = 0.35  # over the lower staff of a gap: without it the staves would move apart
FACING = SIDEWAYS * BUCKET  # what stands this near sideways keeps staves apart
CROSSING_PAD = 0.2


class StaffGap:
    """The room under one staff of a system, over the next; heights are measured from the upper staff's middle line."""

    def __init__(self, system: System, staff: int) -> None:
        self.system = system
        self._upper = staff - 1
        self._drop = sum(system.gap_between[: staff - 1])  # of the upper staff under the system's first

    def height(self, group: Sequence[RowItem]) -> float:
        """The middle of the gap between two staves, where runs of a line stand on one height; when something is in the
        way there, the middle of what is free."""
        upper, lower = self.system.downs[self._upper], self.system.ups[self._upper + 1]
        gap = self.system.gap_between[self._upper]
        highest = min(upper.reach(i.x0, i.x1) - PAD - i.high for i in group)
        lowest = max(lower.reach(i.x0 - FACING, i.x1 + FACING) - gap + PAD - i.low for i in group)
        least = gap - highest + lowest + ROOM_UNDER
        self.system.rows_in_gaps += [(self._upper, i.x0, i.x1, least) for i in group]
        middle = -gap / 2 - 0.4
        if not lowest + ROOM_UNDER <= middle <= highest:
            middle = min(highest, max((highest + lowest) / 2, lowest + ROOM_UNDER))
        return self._off_crossings(group, middle, lowest, highest)

    def give_way(self, group: Sequence[RowItem], y: float, taken: Sequence[Box]) -> float:
        """The height for a group that would stand at ``y``: beams from staff to staff lie over it, stems beside it.

        ``taken`` is where other runs stand already.
        """
        if not self.system.ink_in_gaps:
            return y
        y = self._under_beams(group, y)
        if len(group) == 1 and group[0].line is not None:
            self._aside(group[0], y, taken)
        return y

    def _under_beams(self, group: Sequence[RowItem], y: float) -> float:
        """Under beams from staff to staff that are still in the way, although staves must then stand farther apart."""
        for item in group:
            for x0, x1, low, high in self.system.beams_in_gaps:
                foot, top = low + self._drop, high + self._drop
                if x0 < item.x1 and item.x0 < x1 and foot < y + item.high and y + item.low < top:
                    y = foot - CROSSING_PAD - item.high
        return y

    def _aside(self, item: RowItem, y: float, taken: Sequence[Box]) -> None:
        """A run by itself gives way to stems and slurs that pass from staff to staff, no farther than clears them."""
        low, high = y - self._drop + item.low - CROSSING_PAD, y - self._drop + item.high + CROSSING_PAD
        passing = [(x0, x1) for x0, x1, under, over in self.system.ink_in_gaps if under < high and low < over]

        def meets(dx: float, ink: Sequence[tuple[float, float]]) -> bool:
            return any(x0 - APART < item.x1 + dx and item.x0 + dx < x1 + APART for x0, x1 in ink)

        if not meets(0.0, passing):
            return
        passing += [(x0, x1) for x0, x1, *_ in taken]
        passing += [(x, x + line.width) for x, line in self.system.barlines]
        most = SIGN_ASIDE * (2 if item.x1 - item.x0 > LONG_TYPE else 1) if item.signed else ASIDE
        for dx in (side * step / 4 for step in range(1, int(most * 4) + 1) for side in (-1, 1)):
            if not meets(dx, passing):
                item.move(dx)
                return

    def _off_crossings(self, group: Sequence[RowItem], middle: float, lowest: float, highest: float) -> float:
        """The height nearest to the middle at which slurs, beams and stems from staff to staff are least in the way."""
        crossings = [
            (low - CROSSING_PAD + self._drop, high + CROSSING_PAD + self._drop, item)
            for x0, x1, low, high in self.system.ink_in_gaps
            for item in group
            if x0 < item.x1 and item.x0 < x1
        ]
        if not crossings:
            return middle

        def crossed(y: float) -> float:
            return sum(max(0.0, min(high, y + i.high) - max(low, y + i.low)) for low, high, i in crossings)

        steps = range(int(max(highest - lowest, 0.0) * 4) + 1)
        heights = [y for step in steps for y in (middle + step / 4, middle - step / 4) if lowest <= y <= highest]
        return min([*heights, lowest, highest], key=crossed) if lowest <= highest else middle
