"""The grid: bars of all parts merged into one row of columns, and the lines they are cast into (E50–E53).

A column of the grid stands for all parts that have something at its tick. Every part says by itself how far its
own columns must be apart; these rods are laid over the grid, whose springs follow the shortest value that
sounds anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.bars.bar_springs import least_bar, sounding, springs
from engraving.layout.bars.spacing import Spacer
from engraving.layout.casting.crossings import crossing_costs, crossings
from engraving.layout.casting.lines import Edge, Lines, LineTable
from engraving.layout.columns.cells import Cell, Column, Room
from engraving.layout.columns.springs import Gap, total, widths
from engraving.layout.columns.syllables import require
from engraving.layout.full_score.desk import Desk, joint_cell
from engraving.layout.full_score.line_reach import line_reach
from engraving.layout.prefix import Prefix, arranged
from engraving.layout.system import System, courtesy_width, place_columns, start_lead
from engraving.notation.barlines import Barline
from engraving.score import Part
from engraving.typefaces import Faces

OBEYED, AVOIDED = -1000.0, 100.0  # of breaks, where the source's are obeyed
CUT_WIDER = 2.0  # bars of a line cut in two, than they would be in it
SURE = 0.75  # of a line: what is as high as the line, or less
OFF_FIGURES = 0.4  # between a big metre and type that hangs left of a bar's first notes
CLOSE = 0.8  # columns of different parts may come this near


class Grid:
    """The joint bars of all desks. ``everybody`` holds what belongs to the whole cue; ``figures`` is the width of
    a big metre by the tick of its change, empty where metres stand in the staves."""

    def __init__(
        self,
        desks: Sequence[Desk],
        everybody: Part,
        figures: Mapping[int, float],
        width: float,
        style: Style,
        faces: Faces,
    ) -> None:
        self.desks = desks
        self.style = style
        self.faces = faces
        self.width = width
        self.figures = figures
        self.quarter = everybody.ticks_per_quarter
        self.spacer = Spacer(everybody, {}, style, faces)
        self._with_symbols = [desk for desk in desks if desk.formatter.spacer.symbol_room]
        self.cells = [self._bar(k) for k in range(len(everybody.bars))]
        self._changes = sorted(set(figures).union(*(desk.sign_changes for desk in desks)))
        self._rooms: dict[tuple[int, bool], Room] = {}
        self._edges: Sequence[Edge] = ()
        self._crossing: Sequence[float] = ()
        self._spread = 1.0  # by this the line before the last is wider than it would be by nature,
        self._bar_width = 0.0  # and this wide is a bar there

    # Bars

    def _complete(self) -> None:
        """Set apart the bars that are not yet, and measure all."""
        for k in range(len(self.cells)):
            self._apart(k)
        self.spacer.tempo_room.make(self.cells)
        for cell in self.cells:
            cell.widths = widths([Gap(cell.head_width, 0.0), *cell.gaps])
        self._edges = [self._edge(k) for k in range(len(self.cells))]
        self._crossing = crossing_costs(
            [cell.end for cell in self.cells],
            chain.from_iterable(crossings(desk.formatter, desk.inker.repeats) for desk in self.desks),
        )

    def _apart(self, k: int) -> Cell:
        """A bar, its columns set apart."""
        cell = self.cells[k]
        if not cell.gaps:
            line = self.spacer.join(cell, self.cells[k + 1] if k + 1 < len(self.cells) else None)
            self._set_apart(cell, line)
            self.spacer.make_volta_room(cell, line)
        return cell

    def stretch_round(self, bar: int) -> tuple[int, int]:
        """Bars round ``bar`` that will share a line or nearly so, found before all bars are set apart."""
        room = (self.width - self.prefix(bar).width) * SURE
        first = end = bar
        while end - first < self.style.score.most_bars:
            backward = end == len(self.cells) or (first > 0 and bar - first < end - bar)
            if backward and not first:
                break
            cell = self._apart(first - 1 if backward else end)
            room -= cell.head_width + total(cell.gaps, 1.0)
            if room < 0.0 and end > first:
                break
            first, end = (first - 1, end) if backward else (first, end + 1)
        return first, end

    def _bar(self, k: int) -> Cell:
        cells = [desk.cells[k] for desk in self.desks]
        joint = joint_cell(cells)
        if joint.start and joint.start in self.figures:
            joint.head_room = joint.head_room._replace(metre=self.figures[joint.start])
        for cell in cells:
            cell.head_room = joint.head_room
        keys = {(column.tick, column.grace) for cell in cells for column in cell.columns}
        joint.columns = [Column(tick, grace) for tick, grace in sorted(keys)]
        return joint

    def _set_apart(self, joint: Cell, line: Barline) -> None:
        """Gaps of a bar: rods from every part, springs from what sounds shortest."""
        end = Gap(line.width, 0.0)
        if not joint.columns:
            least = self.style.spacing
            room = joint.tail_width - line.width
            gap = Gap(max(least.least_bar_squeezed, self._symbol_room(joint)) + room, least.least_bar + room)
            joint.gaps = [gap, end]
            return
        k = joint.first
        playing = [desk for desk in self.desks if desk.cells[k].columns]
        spans = set(chain.from_iterable(sounding(desk.formatter.by_bar[k]) for desk in playing))
        natural = springs(joint, spans, self.quarter, self.style.spacing.density, CLOSE)
        gaps = [Gap(0.0, 0.0), *(Gap(CLOSE, length) for length in natural)]
        place = {(column.tick, column.grace): i for i, column in enumerate(joint.columns)}
        longer: list[tuple[int, int, float]] = []
        for desk in playing:
            cell = desk.cells[k]
            at = [place[column.tick, column.grace] for column in cell.columns]
            stops = [*at, len(joint.columns)]
            between = desk.formatter.spacer.between(
                cell, [sum(natural[a:b]) for a, b in zip(at, stops[1:], strict=True)]
            )
            rods = [gap.rod for gap in between]
            rods[-1] += cell.tail_width
            for first, last, rod in zip([0, *(a + 1 for a in at)], [a + 1 for a in stops], rods, strict=True):
                if last == first + 1:
                    if rod > gaps[first].rod:
                        gaps[first] = replace(gaps[first], rod=rod)
                else:
                    longer.append((last - first, first, rod))
            for column in cell.columns:
                mine = joint.columns[place[column.tick, column.grace]]
                mine.left, mine.right = min(mine.left, column.left), max(mine.right, column.right)
        if joint.start in self.figures:  # nothing hangs into a big metre
            hangs = (desk.formatter.spacer.type_rods.hanging(joint.start) for desk in playing)
            longer.append((1, 0, max(hangs) + OFF_FIGURES))
        symbols = self._symbol_room(joint)
        if symbols:
            longer.append((len(gaps) - 1, 1, symbols))
        for count, first, rod in sorted(longer):
            require(gaps, first, first + count, rod)
        joint.gaps = least_bar([*gaps, end], self.style)

    def _symbol_room(self, joint: Cell) -> float:
        """What chord symbols and figures take over the rests of those who have nothing else in a bar."""
        resting = (desk for desk in self._with_symbols if not desk.cells[joint.first].columns)
        return max((desk.formatter.spacer.symbol_room.room(joint) for desk in resting), default=0.0)

    # Lines

    def lines(self, breaks: Sequence[int] = ()) -> Lines:
        """The bars cast into lines (R65); with ``breaks`` (first bars of lines) there, and elsewhere only in need."""
        self._complete()
        lines = self.lines_in(self.width, breaks)
        if len(lines) > 1:
            first, end = lines[-2]
            self._spread = max(1.0, self.width / self.natural(first, end))
            self._bar_width = self.width / (end - first)
        return lines

    def lines_in(self, width: float, breaks: Sequence[int] = ()) -> Lines:
        """The same on paper so ``width`` that it may be another, once all bars are set apart."""
        cells, edges, crossing = self.cells, self._edges, self._crossing
        spacing, fewest = self.style.spacing, self.style.score.least_bars
        reach: Sequence[int] = line_reach(cells, [edge.start_width for edge in edges], width, self.style)
        if breaks:
            wanted = frozenset(breaks)
            crossing = [OBEYED if cell.first + 1 in wanted else AVOIDED for cell in cells]
            fewest, reach = 0, ()
        table = LineTable(
            cells, edges, crossing, width,
            last_line_full=spacing.last_line_full, limits=(spacing.squeeze, spacing.stretch), fewest=fewest,
            reach=reach,
        )  # fmt: skip
        return table.cheapest().lines

    def natural(self, first: int, end: int) -> float:
        """About how wide a line is that nothing stretches."""
        return self.prefix(first).width + sum(cell.head_width + total(cell.gaps, 1.0) for cell in self.cells[first:end])

    def _edge(self, k: int) -> Edge:
        cell = self.cells[k]
        opening = 1.5 if cell.bars[0].repeat_start else 0.0
        start = self.prefix(k).width + start_lead(cell, has_line=opening > 0) + opening - cell.head_width
        following = self.cells[k + 1] if k + 1 < len(self.cells) else None
        return Edge(start, courtesy_width(following), 0.0, self.spacer.tempo_room.reach(cell))

    def room(self, k: int) -> Room:
        """What clefs, keys and metres take at the start of a line that begins with bar ``k``, of all parts."""
        tick = self.cells[k].start
        with_metre = k == 0 or self.cells[k].head_room.metre > 0
        nearest = bisect_right(self._changes, tick)
        changed = bool(nearest) and self._changes[nearest - 1] == tick
        if (nearest, changed) not in self._rooms:
            room = Room()
            for desk in self.desks:
                room = room.joined(desk.signs(tick, with_metre=with_metre)[1])
            if with_metre:
                room = room._replace(metre=max(room.metre, self.figures.get(tick, 0.0)))
            self._rooms[nearest, changed] = room
        return self._rooms[nearest, changed]

    def _last_line(self, bars: int, natural: float, width: float) -> tuple[float, bool]:
        """How wide the last line is, and is it stretched to that? It is spread as those before it, or its bars are as
        wide: of ``width`` all, where that is most of it."""
        wide = max(natural * self._spread, bars * self._bar_width)
        if wide >= self.style.spacing.last_line_full * width:
            return width, True
        return (wide, True) if self._spread > 1.0 else (width, False)

    def prefix(self, k: int) -> Prefix:
        """The empty prefix of a line that starts with bar ``k``: as wide as the widest part's."""
        return arranged([], self.room(k))

    def system(self, first: int, end: int, narrower: float = 0.0, *, is_cut: bool = False) -> System:
        """The places of a line's columns, under no part's name; ``narrower`` than the other lines. One that ``is_cut``
        is no wider than its bars look well."""
        cells = self.cells[first:end]
        following = self.cells[end] if end < len(self.cells) else None
        system = System(cells, 1, self.prefix(first), self.desks[0].staves)
        width, justify = self.width - narrower, True
        if following is None or is_cut:
            natural = self.natural(first, end) * (CUT_WIDER if is_cut else 1.0)
            width, justify = self._last_line(end - first, natural, width)
        place_columns(
            system, width, self.faces, justify=justify, following=following,
            end_extra=courtesy_width(following),
        )  # fmt: skip
        if system.prefix.metre_x >= 0:
            system.metre_x[system.start] = system.prefix.metre_x
        for cell, (_, free, _) in zip(cells[1:], system.cell_x[1:], strict=True):
            if cell.head_room.metre:
                system.metre_x[cell.start] = free - cell.head_room.metre
        if following is not None and following.head_room.metre:
            system.metre_x[following.start] = system.courtesy_x + following.head_width - following.head_room.metre
        return system
