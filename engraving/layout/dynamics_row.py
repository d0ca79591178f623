"""Dynamics, hairpins and expression words: runs that share a baseline (E37, E43, E45, E49)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.system import System
from engraving.layout.type_run import TypeLine
from engraving.layout.typeline import Typist
from engraving.notation.words import WordClass, direction_class, words_of
from engraving.score import Direction, Spanner
from engraving.typefaces import smufl as g

HAIRPIN_OPEN = 1.25
HAIRPIN_LEAST_OPEN = 0.9
AXIS = 0.5  # hairpin axis above the dynamics' baseline
APART = 0.6
BELOW = 5.0  # baseline under the middle line: 3.0 below the bottom line
ABOVE = 3.7  # 1.7 over the top line
PAD = 0.5
LINE = 0.16
SHORTEST = 1.6
DASHES = {"dashed": (0.7, 0.5), "dotted": (0.16, 0.4)}
_MODIFIER = re.compile(r"^\W*(poco|più|piu|meno|sempre|molto|quasi|mezzo|non|ma|\[|\()\W*$", re.IGNORECASE)


class _Item:
    """A run of type or a hairpin on a row."""

    __slots__ = ("atoms", "hairpin", "high", "line", "low", "tick", "x", "x0", "x1")

    def __init__(self, tick: int) -> None:
        self.tick = tick
        self.line: TypeLine | None = None
        self.atoms: tuple[int, ...] = ()
        self.hairpin: Spanner | None = None
        self.x = self.x0 = self.x1 = 0.0
        self.low, self.high = -0.6, 1.6

    def move(self, dx: float) -> None:
        """Shift it along the row."""
        self.x, self.x0, self.x1 = self.x + dx, self.x0 + dx, self.x1 + dx


def is_row_direction(direction: Direction) -> bool:
    """Does it belong on the dynamics' row: a dynamic, dynamic words, or expression?"""
    kinds = {s.kind for s in direction.segments}
    if not kinds <= {"words", "dynamics", "other-direction", "symbol"}:
        return False
    return direction_class(direction) in (WordClass.DYNAMIC, WordClass.EXPRESSION)


class DynamicsRow:
    """Sets the rows of one staff of a system."""

    def __init__(self, system: System, staff: int, typist: Typist, *, vocal: bool) -> None:
        self.system = system
        self.staff = staff
        self.typist = typist
        self.vocal = vocal
        self.between = system.staff_count > 1
        self.ends: dict[int, tuple[float, float, int]] = {}  # atom of words -> right end, middle, staff
        self.spans: list[tuple[float, float, float, float]] = []  # x0, x1, y0, y1 of each run

    def draw(self, directions: Sequence[Direction], wedges: Sequence[Spanner]) -> None:
        """Everything of this staff's rows, above and below."""
        sides: dict[bool, tuple[list[Direction], list[Spanner]]] = {True: ([], []), False: ([], [])}
        for direction in directions:
            sides[self._above(direction.placement)][0].append(direction)
        for wedge in wedges:
            sides[self._above(wedge.placement)][1].append(wedge)
        for above, (mine, hairpins) in sides.items():
            if mine or hairpins:
                self._side(mine, hairpins, above=above)

    def _above(self, placement: str) -> bool:
        if self.between:
            # Dynamics of both staves stand in the gap between them (E49).
            if self.staff == 1:
                return placement == "above"
            return placement != "below" and self.staff == self.system.staff_count
        if self.vocal:
            return placement != "below"
        return placement == "above"

    # Making items

    def _side(self, directions: Sequence[Direction], wedges: Sequence[Spanner], *, above: bool) -> None:
        items = self._runs(directions)
        hairpins = [item for wedge in wedges if (item := self._hairpin(wedge, items)) is not None]
        _keep_apart(hairpins)
        for group in _connected(items, hairpins):
            self._place(group, above=above)

    def _runs(self, directions: Sequence[Direction]) -> list[_Item]:
        """Directions at one place become one run, the dynamic first unless a modifier leads to it (E43)."""
        places: dict[int, list[Direction]] = defaultdict(list)
        for direction in directions:
            places[direction.tick].append(direction)
        items = []
        for tick, together in sorted(places.items()):
            item = _Item(tick)
            ordered = _ordered(together)
            segments = tuple(s for d in ordered for s in d.segments)
            has_sign = any(s.kind == "dynamics" for s in segments)
            dynamic = any(direction_class(d) is WordClass.DYNAMIC for d in together)
            item.line = self.typist.run(segments, WordClass.DYNAMIC if dynamic else WordClass.EXPRESSION)
            item.atoms = tuple(d.atom for d in ordered for _ in d.segments)
            item.x = self._origin(tick, item.line, centred=has_sign)
            item.low, item.high = item.line.low, item.line.high
            item.x0, item.x1 = item.x + item.line.left, item.x + item.line.right
            if self.between:
                self._off_barlines(item)
            items.append(item)
        for before, after in pairwise(items):
            overlap = before.x1 + 0.4 - after.x0
            if 0 < overlap < 1.0:
                after.move(overlap)
        for item in items:
            item.move(min(0.0, self.system.width - item.x1))
        return items

    def _off_barlines(self, item: _Item) -> None:
        """Between joined staves a short run keeps off the barlines that pass through the gap."""
        for x, line in self.system.barlines:
            if not (item.x0 < x + line.width + 0.3 and item.x1 > x - 0.3):
                continue
            right, left = x + line.width + 0.35 - item.x0, item.x1 - (x - 0.35)
            dx = right if right < left or item.x >= x else -left
            if abs(dx) < 4.0:
                item.move(dx)

    def _origin(self, tick: int, line: TypeLine, *, centred: bool) -> float:
        """Optical centre on the head, or left edge on the head's left edge (E42b); inside the line."""
        x = self._column_x(tick)
        if centred:
            x += 0.59
        x = min(x, self.system.width - line.right)
        return max(x, self.system.prefix.width - line.left + 0.2)

    def _column_x(self, tick: int) -> float:
        known = self.system.column_x(tick)
        if known is not None:
            return known
        for (_, free, line_x), cell in zip(self.system.cell_x, self.system.cells, strict=True):
            if cell.start <= tick < cell.end and not cell.columns:
                if tick == cell.start:
                    return free + 1.2
                return free + (line_x - free) * (tick - cell.start) / (cell.end - cell.start)
        return self.system.x_between(tick)

    def _hairpin(self, wedge: Spanner, runs: Sequence[_Item]) -> _Item | None:
        system = self.system
        start = wedge.start.tick if wedge.start is not None else wedge.stop.tick if wedge.stop is not None else 0
        stop = wedge.stop.tick if wedge.stop is not None else start
        if wedge.stop is None and wedge.start is not None:
            stop = next((c.end for c in system.cells if c.start <= start < c.end), start)
        if start >= system.end or (stop <= system.start and start < system.start):
            return None
        item = _Item(start)
        item.hairpin = wedge
        if start < system.start:
            item.x0 = system.prefix.width + 0.6
        else:
            item.x0 = self._column_x(start)
            run = next((r for r in runs if r.tick == start), None)
            if run is not None:
                item.x0 = max(item.x0, run.x1 + APART)
        item.x1 = self._hairpin_end(start, stop, runs)
        for run in runs:
            if start < run.tick < stop and run.line is not None and 0 < run.x0 - item.x0 < 3.0:
                item.x0 = run.x1 + APART  # no room before it: the hairpin begins after it
        for run in runs:
            if start < run.tick < stop and item.x0 < run.x0 < item.x1 and run.line is not None and _has_sign(run.line):
                item.x1 = min(item.x1, run.x0 - APART)
        if item.x1 - item.x0 < SHORTEST:
            item.x0 = min(item.x0, item.x1 - SHORTEST) if item.x1 - item.x0 > 0.4 else item.x0
            item.x1 = max(item.x1, item.x0 + SHORTEST)
        item.move(min(0.0, system.width - item.x1))
        item.low, item.high = AXIS - HAIRPIN_OPEN / 2 - LINE / 2, AXIS + HAIRPIN_OPEN / 2 + LINE / 2
        return item

    def _hairpin_end(self, start: int, stop: int, runs: Sequence[_Item]) -> float:
        """E37: before the dynamic at its end; before the barline when it stops on a downbeat; else at the next head."""
        system = self.system
        if stop >= system.end:
            run = next((r for r in runs if r.tick == stop), None)
            return system.barlines[-1][0] - 0.4 if run is None else run.x0 - APART
        x = self._column_x(stop)
        run = next((r for r in runs if r.tick == stop), None)
        limit = run.x0 - APART if run is not None else x - APART
        for (_, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
            if cell.end == stop and cell.start < stop:
                before = line_x - 0.4
                begin = self._column_x(start) if start >= system.start else system.prefix.width
                if before - begin >= 2.5:
                    return min(before, limit)
        return limit

    # Placing

    def _place(self, group: Sequence[_Item], *, above: bool) -> None:
        system = self.system
        skyline = (system.ups if above else system.downs)[self.staff - 1]
        edge = system.staff_edge(self.staff) - 2.0
        if above:
            y = ABOVE + edge
            for item in group:
                y = max(y, skyline.reach(item.x0, item.x1) + PAD - item.low)
        else:
            y = -BELOW - edge
            for item in group:
                y = min(y, skyline.reach(item.x0, item.x1) - PAD - item.high)
        y = self._in_gap(y, group, above=above)
        for item in group:
            if item.line is not None:
                self._print_run(item, item.line, y)
            if item.hairpin is not None:
                self._print_hairpin(item, item.hairpin, y + AXIS)
            skyline.add(item.x0, item.x1, y + (item.high if above else item.low))

    def _in_gap(self, y: float, group: Sequence[_Item], *, above: bool) -> float:
        """Between the staves of a grand staff: the middle of the gap, unless something is in the way."""
        system = self.system
        if not self.between:
            return y
        if self.staff == 1 and not above:
            gap = system.gap_between[0]
            lowest = max(system.ups[1].reach(i.x0, i.x1) + PAD - i.low for i in group) - gap
            return min(y, max(-gap / 2 - 0.4, lowest))
        if self.staff == system.staff_count and above:
            gap = system.gap_between[self.staff - 2]
            highest = min(system.downs[self.staff - 2].reach(i.x0, i.x1) - PAD - i.high for i in group) + gap
            return max(y, min(gap / 2 - 0.4, highest))
        return y

    def _print_run(self, item: _Item, line: TypeLine, y: float) -> None:
        line.draw(self.system.pen, self.staff - 1, item.x, y, item.atoms)
        if self.between:
            drop = 0.0 if self.staff < self.system.staff_count or y < 0 else self.system.gap_between[self.staff - 2]
            upper = self.staff - (2 if drop else 1)
            low, high = y + item.low - drop, y + item.high - drop
            self.system.words_in_gaps.append((upper, item.x0, item.x1, low, high))
        self.spans.append((item.x0, item.x1, y + item.low, y + item.high))
        self.ends.update(dict.fromkeys(item.atoms, (item.x1, y + 0.45, self.staff - 1)))

    def _print_hairpin(self, item: _Item, wedge: Spanner, y: float) -> None:
        system = self.system
        growing = wedge.get("type", "crescendo") == "crescendo"
        begun = wedge.start is None or wedge.start.tick >= system.start
        ended = wedge.stop is None or wedge.stop.tick <= system.end
        length = item.x1 - item.x0
        mouth = min(HAIRPIN_OPEN, max(HAIRPIN_LEAST_OPEN, 0.5 + length * 0.06)) / 2
        left, right = (0.0, mouth) if growing else (mouth, 0.0)
        if not begun:
            left = 0.25 if growing else mouth * 0.8
        if not ended:
            right = mouth * 0.8 if growing else 0.25
        niente = wedge.get("niente") == "yes" or dict(wedge.closing).get("niente") == "yes"
        x0, x1 = item.x0, item.x1
        echo = not begun
        pen, staff = system.pen, self.staff - 1
        if niente and growing and begun:
            x0 = _ring(pen, staff, x0, y, wedge.atom, right=True)
        if niente and not growing and ended:
            x1 = _ring(pen, staff, x1, y, wedge.atom, right=False)
        dash = DASHES.get(wedge.get("line-type"), ())
        pen.line(Ink.HAIRPIN, staff, x0, y + left, x1, y + right, LINE, atom=wedge.atom, echo=echo, dash=dash)
        pen.line(Ink.HAIRPIN, staff, x0, y - left, x1, y - right, LINE, atom=wedge.atom, echo=True, dash=dash)


def _ring(pen: Pen, staff: int, x: float, y: float, atom: int, *, right: bool) -> float:
    """The small circle of a hairpin from or to nothing, right or left of ``x``; its other side."""
    box = pen.box(g.DYNAMIC_NIENTE_FOR_HAIRPIN)
    width, middle = box.x1 - box.x0, (box.y0 + box.y1) / 2
    left = x if right else x - width
    pen.glyph(Ink.HAIRPIN, staff, left - box.x0, y - middle, g.DYNAMIC_NIENTE_FOR_HAIRPIN, atom=atom, echo=True)
    return x + width if right else left


def _has_sign(line: TypeLine) -> bool:
    return any(piece.code for piece in line.pieces)


def _ordered(directions: Sequence[Direction]) -> list[Direction]:
    """Directions at one place in reading order."""
    signs = [d for d in directions if _signs(d)]
    if not signs:
        return list(directions)
    lead = [d for d in directions if d not in signs and _MODIFIER.match(words_of(d.segments))]
    rest = [d for d in directions if d not in lead and d not in signs]
    return [*lead, *signs, *rest]


def _signs(direction: Direction) -> bool:
    return any(s.kind == "dynamics" for s in direction.segments)


def _keep_apart(hairpins: Sequence[_Item]) -> None:
    """Adjoining hairpins stand 0.6 apart."""
    for before, after in pairwise(hairpins):
        if before.x0 < after.x0 < before.x1 + APART and after.tick >= before.tick:
            middle = (before.x1 + after.x0) / 2
            if before.x1 - after.x0 < 2.0:
                before.x1, after.x0 = middle - APART / 2, middle + APART / 2


def _connected(runs: Sequence[_Item], hairpins: Sequence[_Item]) -> list[list[_Item]]:
    """Runs and hairpins that touch in time share a baseline; what overlaps in x goes to a row of its own."""
    everything = sorted([*runs, *hairpins], key=lambda item: (item.x0, item.x1))
    groups: list[list[_Item]] = []
    for item in everything:
        for group in groups:
            last = group[-1]
            near = item.x0 - last.x1 < 2.2 and (item.hairpin is not None or last.hairpin is not None)
            if near and all(item.x0 >= other.x1 + 0.2 or item.x1 <= other.x0 - 0.2 for other in group):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups
