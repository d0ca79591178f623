"""Tempo and rehearsal marks on a row of their own over the top staff, side by side (E41, E42, E57)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from engraving.layout.lettering.type_folds import folded
from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.page import Ink
from engraving.layout.rows.words_row import barline_middle, barline_x
from engraving.layout.system import System
from engraving.notation.words import closes_bar, says_pause
from engraving.score import Direction

PAD = 1.0
SIDE = 0.3
BESIDE_TYPE = 0.75  # nearer than this a mark reads on from words under the row
RISE_ALONE = 4.0
ONE_ROW = 1.0  # two rows nearer than this look like one that is crooked
APART = 1.0  # between a boxed mark and its neighbours,
TEXTS_APART = 2.0  # and two texts: with a word space or two they read as one
OVER = 0.6  # between a mark and one it had to rise over
PUSHED = 1.0  # farther left than this a mark seems to belong to the bar before,
INTO_BEFORE = 1.5  # but one of a later beat is not cut in two as long as it is over its own bar
LATE = 3.0  # farther right to a later beat
BOX_LATE = 1.2
DASHES = 1.2  # the least of dashes after a mark

Heights = Sequence[tuple[float, float, float]]
"""Of marks on a row: from, to, top of the ink."""

Ceilings = Callable[[Heights], Sequence[float]]
"""How high the ink of each mark may reach at no cost, for the sake of standing beside one that must rise."""


class _Mark:
    """A boxed letter or a run of tempo type, wanted at ``x`` and movable by ``early`` and ``late``."""

    __slots__ = ("atom", "boxed", "early", "late", "line", "reach", "tick", "wanted", "x")

    def __init__(self, tick: int, line: TypeLine, atom: int, x: float, *, late: float = LATE) -> None:
        self.tick = tick
        self.line = line
        self.atom = atom
        self.wanted = self.x = x
        self.reach = line.right  # with the dashes it needs at least
        self.boxed = line.pieces[0].ink is Ink.REHEARSAL
        self.early = PUSHED / 2 if self.boxed else PUSHED
        self.late = BOX_LATE if self.boxed else late

    @property
    def left(self) -> float:
        """Left edge of its ink."""
        return self.x + self.line.left

    @property
    def right(self) -> float:
        """Right edge of its ink."""
        return self.x + self.line.right

    def apart(self, following: _Mark) -> float:
        """The least distance to the next one on the row."""
        return APART if self.boxed or following.boxed or self.tick == following.tick else TEXTS_APART


class TempoRow:
    """Cue-level marks over the top staff: boxed rehearsal marks, tempo words and metronome marks, on one row."""

    def __init__(
        self, system: System, typist: Typist, start: float = 0.0, ceilings: Ceilings | None = None
    ) -> None:
        """``start`` is where a boxed mark at the line's start begins; without ``ceilings`` what must rise far over
        the others rises alone."""
        self.start = start
        self.ceilings = ceilings
        self.system = system
        self.typist = typist
        self.ends: dict[int, tuple[float, float, int]] = {}  # atom of words -> right end, middle, staff
        self.spans: list[tuple[float, float, float, float]] = []  # x0, x1, y0, y1 of what stands on the row
        self.lefts: dict[int, float] = {}  # left edge of what stands first at a tick
        self.row = 0.0  # its height
        self.heights: Sequence[float] = ()  # of all marks on it, those that had to rise too
        self.ground = system.ups[0]  # the outline the row stands over

    def draw(self, directions: Sequence[Direction], dashed: Mapping[int, float]) -> None:
        """All of the system's; those that would need to rise over 4 sp more than the row rise alone, or with
        their neighbours as far as ``ceilings`` are.

        Marks without room beside each other give way along the row, each a little; when that is not enough the
        later ones stand on a second row. ``dashed`` says where the dashes after a mark end, by its atom: they
        clear what is under them too.
        """
        rows: list[list[_Mark]] = [[], [], []]
        marks = self._marks(directions)
        if marks:
            self.ground = self.system.ups[0].copy()
        for mark in marks:
            mark.reach += DASHES if mark.atom in dashed else 0.0
        for _, block in groupby(marks, key=lambda mark: mark.tick):
            self._take(rows, list(block))
        self._print_first(rows[0], dashed)
        for row in rows[1:]:
            for _, block in groupby(row, key=lambda mark: mark.tick):
                self._print_over(list(block))

    # Along the row

    def _take(self, rows: Sequence[list[_Mark]], block: list[_Mark]) -> None:
        """Give a beat's marks a place on the first row that has one."""
        last = len(rows) - 1
        for k, row in enumerate(rows):
            xs = self._fitted([*row, *block], forced=k == last)
            if xs is None:
                continue
            row += block
            for mark, x in zip(row, xs, strict=True):
                mark.x = x
            self.system.pushed_marks += block[0].wanted - block[0].x > PUSHED + 0.01
            return

    def _fitted(self, marks: Sequence[_Mark], *, forced: bool) -> list[float] | None:
        """Places for all: pushed right from left to right, then back as far as the last ones need; or None."""
        xs: list[float] = []
        for k, mark in enumerate(marks):
            least = marks[k - 1].apart(mark) + xs[-1] + marks[k - 1].reach if k else 0.0
            xs.append(max(mark.wanted, least - mark.line.left))
        limit = self.system.room
        for k in range(len(marks) - 1, -1, -1):
            mark = marks[k]
            at_end = k == len(marks) - 1 or limit > self.system.room - 1.0
            latest = min(mark.wanted + mark.late, limit - mark.reach)
            if xs[k] > latest:
                xs[k] = latest
            pushed_out = mark.wanted + mark.reach > self.system.room and at_end
            if xs[k] < mark.wanted - mark.early - 1e-6 and not (forced or pushed_out):
                return None
            xs[k] = max(xs[k], -mark.line.left)
            limit = xs[k] + mark.line.left - (marks[k - 1].apart(mark) if k else 0.0)
        return xs

    # Over the staff

    def _print_first(self, marks: Sequence[_Mark], dashed: Mapping[int, float]) -> None:
        if not marks:
            return
        system = self.system
        needs: dict[int, float] = {}
        floor = system.staff_edge(1) + PAD
        for mark in marks:
            end = max(mark.right, dashed.get(mark.atom, mark.right))
            reach = max(system.ups[0].reach(mark.left - SIDE, end + SIDE), self._beside_type(mark))
            need = max(reach + PAD, floor) - mark.line.low
            needs[mark.tick] = max(need, needs.get(mark.tick, need))  # a letter and its tempo never part
        lowest = min(needs.values())
        row = max(need for need in needs.values() if need <= lowest + RISE_ALONE)
        while little := [need for need in needs.values() if row < need <= row + ONE_ROW]:
            row = max(little)
        self.row = row
        heights = _without_little_steps([max(row, needs[mark.tick]) for mark in marks])
        if row < max(heights) and self.ceilings is not None:
            reached = [(m.left, m.right, y + m.line.high) for m, y in zip(marks, heights, strict=True)]
            most = [c - m.line.high for m, c in zip(marks, self.ceilings(reached), strict=True)]
            _join_neighbours(heights, most)
        self.heights = heights
        for mark, y in zip(marks, heights, strict=True):
            self._print(mark, y)

    def _beside_type(self, mark: _Mark) -> float:
        """The top of words so near beside a mark that it would read on from them; 0.0 where there are none."""
        near = (mark.left - BESIDE_TYPE, mark.right + BESIDE_TYPE)
        return max([top for x0, x1, _, top in self.system.type_above if x0 < near[1] and near[0] < x1], default=0.0)

    def _print_over(self, block: Sequence[_Mark]) -> None:
        """Marks of one beat that found no room beside an earlier one: the whole block over it, or on the row where
        they only come nearer to it than they should."""
        y = max(self.system.ups[0].reach(m.left - 0.5, m.right + 0.5) + OVER - m.line.low for m in block)
        y = max(y, self.row, self.system.staff_edge(1) + PAD - min(m.line.low for m in block))
        y = min((height for height in self.heights if y < height <= y + ONE_ROW), default=y)
        for mark in block:
            self._print(mark, y)

    def _print(self, mark: _Mark, y: float) -> None:
        system, line = self.system, mark.line
        self.lefts.setdefault(mark.tick, mark.left)
        line.draw(system.pen, 0, mark.x, y, mark.atom)
        self.ends[mark.atom] = (mark.right, y + 0.5, 0)
        self.spans.append((mark.left, mark.right, y + line.low, y + line.high))
        system.ups[0].add(mark.left, mark.right, y + line.high)

    # What there is, and where it would like to stand

    def _marks(self, directions: Sequence[Direction]) -> list[_Mark]:
        """Boxed mark first, then tempo, at each place (E42)."""
        found = sorted(
            (mark for direction in directions for mark in self._of(direction)),
            key=lambda mark: (mark.tick, not mark.boxed, mark.atom),
        )
        for _, block in groupby(found, key=lambda mark: mark.tick):
            for before, mark in pairwise(block):
                beside = before.right + APART - mark.line.left
                mark.wanted = mark.x = max(mark.wanted, beside)
                mark.early = before.early + mark.wanted - beside  # it may close up to its letter
        for mark in found:
            back = self.system.room - mark.reach
            if back < mark.wanted - mark.early and back + mark.line.left < self._bar_start(mark.tick) - INTO_BEFORE:
                self._fold(mark)
        return found

    def _bar_start(self, tick: int) -> float:
        return self.system.cell_x[self.system.cell_at(tick)][0]

    def _fold(self, mark: _Mark) -> None:
        """On two lines or three it need not leave its beat for the line's end, or not so far."""
        room = self.system.room - mark.wanted + mark.early
        mark.line = folded(mark.line, room, self.typist.faces, self.typist.spaces)
        if mark.line.right < mark.reach:
            mark.reach = mark.line.right
            self.system.pushed_marks += 1

    def _of(self, direction: Direction) -> Iterator[_Mark]:
        tick = direction.tick
        printed = self.typist.tempo(direction)
        for line in printed.boxes:
            x = barline_middle(self.system, tick) - (line.left + line.right) / 2
            yield _Mark(tick, line, direction.atom, self.start - line.left if tick <= self.system.start else x)
        line = printed.run
        if line.pieces and self._closes(direction):
            yield _Mark(tick - 1, line, direction.atom, barline_x(self.system, tick) - line.right, late=0.0)
        elif line.pieces:
            x = self._tempo_x(tick)
            if says_pause(direction):
                x = self._pause_x(tick, line, x)
            yield _Mark(tick, line, direction.atom, x)

    def _closes(self, direction: Direction) -> bool:
        """Does it end at the barline it was written before (Fine, D.C., 4x)?"""
        cell = self.system.cells[self.system.cell_at(direction.tick)]
        after = direction.tick >= cell.end or direction.bar < cell.first
        return after and closes_bar(direction)

    def _pause_x(self, tick: int, line: TypeLine, default: float) -> float:
        """G.P. stands centred over the rest of its bar (E15)."""
        system = self.system
        k = system.cell_at(tick)
        rests = system.cells[k].whole_rests
        if not rests or system.cells[k].start != tick:
            return default
        _, free, line_x = system.cell_x[k]
        return (free + line_x) / 2 - (line.left + line.right) / 2

    def _tempo_x(self, tick: int) -> float:
        """E42b: left edge on the metre if there, else on the first note or rest of its beat."""
        system = self.system
        if tick == system.start and system.prefix.metre_x >= 0:
            return system.prefix.metre_x
        if tick in system.metre_x:
            return system.metre_x[tick]
        for (_, free, _), cell in zip(system.cell_x, system.cells, strict=True):
            if cell.start == tick and not cell.columns:
                rest = cell.whole_rests[0].x if cell.whole_rests and cell.multi_rest is None else None
                return free + 0.6 if rest is None or rest > free + 3 else rest
        return system.x_between(tick)


def _without_little_steps(heights: Sequence[float]) -> list[float]:
    """Marks that must rise stand on one row where theirs are nearer than ``ONE_ROW``: the higher of two."""
    steps: dict[float, float] = {}
    above = None
    for height in sorted(set(heights), reverse=True):
        above = steps[height] = above if above is not None and height > above - ONE_ROW else height
    return [steps[height] for height in heights]


def _join_neighbours(heights: list[float], most: Sequence[float]) -> None:
    """Each mark rises to the height of the one beside it, as long as that is not over its ``most``."""
    for order in (range(1, len(heights)), range(len(heights) - 2, -1, -1)):
        for k in order:
            beside = heights[k - order.step]
            if heights[k] < beside <= most[k]:
                heights[k] = beside
