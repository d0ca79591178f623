"""Dynamics, hairpins, expression words and their dashes: runs that share a baseline (E37, E43, E45, E49)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.rows.hairpins import AXIS, draw_dashes, draw_hairpin, keep_apart, line_item, row_x
from engraving.layout.rows.row_item import APART, ASIDE, BESIDE, PAD, SIGN_ASIDE, RowItem
from engraving.layout.rows.row_runs import by_place, run_of
from engraving.layout.rows.staff_gap import StaffGap
from engraving.layout.system import System
from engraving.score import Direction, Spanner

BELOW = 5.0  # baseline under the middle line: 3.0 below the bottom line
ABOVE = 3.7  # 1.7 over the top line
OVER_DYNAMIC = 8.0  # words in the way of a later dynamic move this far at most, to stand after it
NEAR_LINE = 2.2  # what stands this near on a row shares its baseline
NEAR_TYPE = 3.5
LEVEL = 4.0  # dynamics of one bar share the outer of heights that differ by less,
STEP = 1.0  # and those of other bars that are
SEEN = 30.0  # no farther off


class Band(NamedTuple):
    """Where a row stands: under or over ``staff``, or in the ``gap`` between it and the next one down."""

    staff: int
    above: bool
    gap: bool = False


def band_of(staff: int, placement: str, *, hands: int, vocal: bool) -> Band:
    """Dynamics stand below, of singers above, of both hands between their staves (E41, E49)."""
    if hands < 2 or staff > hands:
        return Band(staff, placement == "above" or vocal)
    if staff == 1:
        return Band(1, True) if placement == "above" else Band(1, False, True)
    if staff == hands and placement == "below":
        return Band(staff, False)
    if staff == hands or placement == "above":
        return Band(staff - 1, False, True)
    return Band(staff, False, True)


class _Level(NamedTuple):
    """Groups that share a baseline, and the lowest and highest of those they would have by themselves."""

    items: list[RowItem]
    low: float
    high: float

    def outer(self, band: Band) -> float:
        return self.high if band.above else self.low


class DynamicsRow:
    """Sets the rows of one band of a system."""

    def __init__(self, system: System, band: Band, typist: Typist) -> None:
        self.system = system
        self.band = band
        self.typist = typist
        self.ends: dict[int, tuple[float, float, int]] = {}  # atom of words -> right end, middle, staff from 0
        self.spans: list[tuple[float, float, float, float]] = []  # x0, x1, y0, y1 of each run

    def draw(self, directions: Sequence[Direction], spanners: Sequence[tuple[int, Spanner]]) -> None:
        """Everything of the band; ``spanners``, hairpins and dashes, come with the staff they were written for."""
        items = self._runs(directions)
        lines: list[RowItem] = []
        for staff, spanner in spanners:
            item = line_item(self.system, spanner, staff, items, lines)
            if item is not None:
                lines.append(item)
        keep_apart(lines)
        groups = _connected(items, lines)
        if self.band.gap:
            groups.sort(key=lambda group: min(item.staff for item in group))  # the upper hand's over the lower's
        for group in self._levelled(groups):
            self._place(group)

    def _runs(self, directions: Sequence[Direction]) -> list[RowItem]:
        """Directions at one place become one run, in its place on the row."""
        items = []
        for (tick, staff), together in by_place(directions):
            item = RowItem(tick, staff)
            line, atoms = run_of(together, self.typist)
            item.set_line(line, atoms, 0.0)
            item.move(self._origin(tick, line, centred=item.signed))
            if self.band.gap:
                self._off_barlines(item)
            items.append(item)
        _beside(items)
        for item in items:
            item.move(min(0.0, self.system.room - item.x1))
            item.move(max(0.0, -item.x0))
        return items

    def _off_barlines(self, item: RowItem) -> None:
        """Between joined staves a short run keeps off the barlines that pass through the gap."""
        for x, line in self.system.barlines:
            if not (item.x0 < x + line.width + 0.3 and item.x1 > x - 0.3):
                continue
            right, left = x + line.width + 0.35 - item.x0, item.x1 - (x - 0.35)
            dx = right if right < left or item.x >= x else -left
            if abs(dx) < ASIDE:
                item.move(dx)

    def _origin(self, tick: int, line: TypeLine, *, centred: bool) -> float:
        """Optical centre on the head, or left edge on the head's left edge (E42b); inside the line."""
        x = row_x(self.system, tick)
        if centred:
            x += 0.59
        x = min(x, self.system.room - line.right)
        return max(x, self.system.prefix.width - line.left + 0.2)

    # Placing

    def _levelled(self, groups: Sequence[list[RowItem]]) -> Sequence[list[RowItem]]:
        """Groups whose heights differ by little become one: those of one bar, then neighbours, where a step of a
        space reads as a slip (E45)."""
        if self.band.gap or len(groups) < 2:
            return groups
        bar_of = self.system.cell_at
        levels = [_Level(group, height, height) for group in groups for height in (self._height(group),)]
        levels = _joined(levels, LEVEL, lambda last, item: bar_of(last.tick) == bar_of(item.tick))
        levels = [level._replace(low=level.outer(self.band), high=level.outer(self.band)) for level in levels]
        levels = _joined(levels, STEP, lambda last, item: item.x0 - last.x1 < SEEN)
        return [level.items for level in levels]

    def _height(self, group: Sequence[RowItem]) -> float:
        """The baseline at which a group is clear of all that is there."""
        system, (staff, above, gap) = self.system, self.band
        if gap:
            return StaffGap(system, staff).height(group)
        skyline = (system.ups if above else system.downs)[staff - 1]
        edge = system.staff_edge(staff) - 2.0
        if above:
            return max(ABOVE + edge, *(skyline.reach(i.x0, i.x1) + PAD - i.low for i in group))
        return min(-BELOW - edge, *(skyline.reach(i.x0, i.x1) - PAD - i.high for i in group))

    def _place(self, group: Sequence[RowItem]) -> None:
        system, (staff, above, gap) = self.system, self.band
        skyline = (system.ups if above else system.downs)[staff - 1]
        y = self._height(group)
        if gap:
            y = StaffGap(system, staff).give_way(group, y, self.spans)
        for item in group:
            if item.line is not None:
                self._print(item, item.line, y)
            if item.spanner is not None:
                draw = draw_hairpin if item.spanner.kind == "wedge" else draw_dashes
                draw(system, staff - 1, item, item.spanner, y + AXIS)
            skyline.add(item.x0, item.x1, y + (item.high if above else item.low))

    def _print(self, item: RowItem, line: TypeLine, y: float) -> None:
        system, staff = self.system, self.band.staff
        line.draw(system.pen, staff - 1, item.x, y, item.atoms)
        system.keep_type(staff, (item.x0, item.x1, y + item.low, y + item.high), above=self.band.above)
        if not self.band.above and staff < system.staff_count:
            system.words_in_gaps.append((staff - 1, item.x0, item.x1, y + item.low, y + item.high))
        elif self.band.above and staff > 1:
            drop = system.gap_between[staff - 2]
            system.words_in_gaps.append((staff - 2, item.x0, item.x1, y + item.low - drop, y + item.high - drop))
        self.spans.append((item.x0, item.x1, y + item.low, y + item.high))
        self.ends.update(dict.fromkeys(item.atoms, (item.x1, y + AXIS, staff - 1)))


def _beside(runs: list[RowItem]) -> None:
    """Runs of a row that would overlap stand side by side (E43): words give way, signs only a little."""
    for k in range(1, len(runs)):
        before, after = runs[k - 1], runs[k]
        apart = before.apart(after)
        overlap = before.x1 + apart - after.x0
        if overlap <= 0 or before.tick == after.tick:
            continue
        room = (runs[k + 1].x0 - after.apart(runs[k + 1]) if k + 1 < len(runs) else float("inf")) - after.x1
        if after.signed and not before.signed:
            over = after.x1 + BESIDE - before.x0
            if over <= OVER_DYNAMIC and before.x1 + over - after.x1 <= room:
                before.move(over)  # un peu en dehors, then mp: mp un peu en dehors
                runs[k - 1], runs[k] = after, before
                continue
        if not after.signed and overlap <= min(ASIDE, room):
            after.move(overlap)
        elif overlap <= 2 * SIGN_ASIDE + 0.01:  # what rods leave to it
            back = min(overlap / 2, SIGN_ASIDE, before.x0 - (runs[k - 2].x1 + BESIDE if k > 1 else 0.0))
            back = max(0.0, back if after.signed else 0.0)
            before.move(-back)
            after.move(overlap - back)


def _joined(levels: Sequence[_Level], most: float, near: Callable[[RowItem, RowItem], bool]) -> list[_Level]:
    """Neighbours that stand clear side by side and differ by less than ``most``, as one."""
    result = [levels[0]]
    for level in levels[1:]:
        last, first = result[-1], level.items[0]
        low, high = min(last.low, level.low), max(last.high, level.high)
        clear = max(item.x1 for item in last.items) + APART <= first.x0
        if clear and high - low < most and near(last.items[-1], first):
            result[-1] = _Level([*last.items, *level.items], low, high)
        else:
            result.append(level)
    return result


def _near(item: RowItem, last: RowItem) -> bool:
    """Do they share a baseline?"""
    line = item.spanner is not None or last.spanner is not None
    return item.x0 - last.x1 < (NEAR_LINE if line else NEAR_TYPE)


def _connected(runs: Sequence[RowItem], lines: Sequence[RowItem]) -> list[list[RowItem]]:
    """Runs and lines that touch in time share a baseline; what overlaps in x goes to a row of its own."""
    everything = sorted([*runs, *lines], key=lambda item: (item.x0, item.x1))
    groups: list[list[RowItem]] = []
    for item in everything:
        for group in groups:
            apart = all(item.x0 >= other.x1 + APART or item.x1 <= other.x0 - APART for other in group)
            if apart and _near(item, group[-1]):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


