"""Bars formatted once into columns with springs and rods: what line breaking and drawing both read (E50–E52).

A *cell* is what cannot be broken over a line: one bar, or one multi-bar rest. Its columns hold the
shapes of all staves sounding together; its gaps run from the barline before it, over its columns,
to the barline after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2

from engraving.house import Style
from engraving.layout.springs import Gap, natural_length, total, widths
from engraving.layout.syllables import require, syllable_rods
from engraving.layout.typeline import Typist
from engraving.notation import chords, voices
from engraving.notation.autobeam import beam_by_metre
from engraving.notation.barlines import Barline, barline
from engraving.notation.shapes import Shape, note_shape, rest_shape
from engraving.notation.signatures import CLEF_CHANGE_SCALE, Row, clef_row, key_row, metre_row
from engraving.notation.staves import Staves
from engraving.score import Bar, Clef, Direction, Event, MultiRest, Part
from engraving.typefaces import Faces

COLUMN_PAD = 0.3  # E50: between outlines of neighbouring columns
GRACE_GAP = 0.35  # E17
GRACE_TO_MAIN = 0.5
LEAD_INK = 1.0  # E40: barline to first ink, and to first head
LEAD_HEAD = 1.2
PREFIX_HEAD = 1.8
TAIL_INK = 1.0
SQUEEZED_FLOOR = 1.6  # E51
CLEF_GAP = 0.4
ARPEGGIOS = frozenset({"arpeggiate", "non-arpeggiate"})
ARPEGGIO_WIDTH = 0.8
ARPEGGIO_GAP = 0.3
MARK_APART = 1.6  # between tempo marks on their row
MOST_MARK_ROOM = 34.0
MARKS_NEAR = 5  # cells
CHORD_APART = 0.8
TIE_GAP = 0.2
TIE_LEAST = 2.0


class Column:
    """What sounds together: shapes of all staves at one tick (or one grace of it)."""

    __slots__ = (
        "arpeggio",
        "cell",
        "clefs",
        "grace",
        "left",
        "number",
        "right",
        "shapes",
        "staff_boxes",
        "tick",
        "x",
    )

    def __init__(self, tick: int, grace: int) -> None:
        self.tick = tick
        self.grace = grace
        self.shapes: list[Shape] = []
        self.clefs: list[tuple[int, Clef, Row, float]] = []  # staff, clef, row, x
        self.arpeggio = 0.0  # x of the arpeggio sign
        self.x = 0.0
        self.left = 0.0
        self.right = 0.0
        self.staff_boxes: dict[int, list[tuple[float, float, float, float]]] = {}
        self.number = 0
        self.cell: Cell | None = None

    def measure(self) -> None:
        """Collect the outlines of its shapes and of clefs before them."""
        boxes: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
        for shape in self.shapes:
            boxes[shape.staff].extend(shape.boxes)
        placed = []
        for staff, clef, row, _ in self.clefs:
            edge = min((b[0] for b in boxes.get(staff, ())), default=0.0)
            x = edge - CLEF_GAP - row.width
            placed.append((staff, clef, row, x))
            boxes[staff].append((x, x + row.width, -2.5, 2.5))
        self.clefs = placed
        self._reserve_arpeggio(boxes)
        self.staff_boxes = boxes
        everything = [b for staff in boxes.values() for b in staff]
        self.left = min((b[0] for b in everything), default=0.0)
        self.right = max((b[1] for b in everything), default=0.0)

    def _reserve_arpeggio(self, boxes: dict[int, list[tuple[float, float, float, float]]]) -> None:
        """One place for all arpeggio signs of the column, left of everything (E20)."""
        members = [s for s in self.shapes if any(m.name in ARPEGGIOS for m in s.event.marks)]
        if not members:
            return
        staves = {s.staff for s in members}
        edge = min((b[0] for staff in staves for b in boxes[staff]), default=0.0)
        self.arpeggio = edge - ARPEGGIO_GAP - ARPEGGIO_WIDTH
        for staff in staves:
            low = min(b[2] for b in boxes[staff])
            high = max(b[3] for b in boxes[staff])
            boxes[staff].append((self.arpeggio, self.arpeggio + ARPEGGIO_WIDTH, low, high))


class Cell:
    """One bar, or one multi-bar rest, ready to be spaced."""

    __slots__ = (
        "bars",
        "close_gaps",
        "columns",
        "end",
        "first",
        "gaps",
        "head_rows",
        "head_width",
        "keys",
        "last",
        "line_start_delta",
        "metres",
        "multi_rest",
        "open_gaps",
        "shapes",
        "start",
        "tail_clefs",
        "tail_width",
        "tied_in",
        "whole_rests",
        "widths",
    )  # fmt: skip

    def __init__(self, bars: Sequence[Bar], multi_rest: MultiRest | None) -> None:
        self.bars = tuple(bars)
        self.first = bars[0].index
        self.last = bars[-1].index
        self.start = bars[0].start
        self.end = bars[-1].end
        self.multi_rest = multi_rest
        self.columns: list[Column] = []
        self.whole_rests: list[Shape] = []
        self.shapes: list[Shape] = []
        self.gaps: list[Gap] = []
        self.head_rows: list[tuple[int, str, Row]] = []  # staff, "key"/"metre", glyphs
        self.head_width = 0.0
        self.tied_in = False  # a tie leads into its first notes
        self.tail_clefs: list[tuple[int, Clef, Row]] = []
        self.tail_width = 0.0
        self.widths: tuple[float, ...] = ()
        self.open_gaps: list[Gap] = []  # with room for tempo marks, and
        self.close_gaps: list[Gap] = []  # without

    def choose(self, *, room: bool) -> None:
        """Take the gaps with or without room for the tempo marks over them."""
        self.gaps = self.open_gaps if room else self.close_gaps
        self.widths = widths([Gap(self.head_width, 0.0), *self.gaps])


class Formatter:
    """Turns a part's bars into cells."""

    def __init__(self, part: Part, staves: Staves, style: Style, faces: Faces) -> None:
        self.part = part
        self.staves = staves
        self.style = style
        self.faces = faces
        self.quarter = part.ticks_per_quarter
        music = part.music
        self.events: Mapping[int, Event] = {e.id: e for e in music.events}
        self.positions = {e.id: staves.positions(e) for e in music.events}
        self.by_bar: dict[int, list[Event]] = defaultdict(list)
        for event in music.events:
            self.by_bar[event.bar].append(event)
        self.sides: dict[int, voices.Side] = {}
        for events in self.by_bar.values():
            if len({e.voice for e in events}) > 1:
                for staff in {e.staff for e in events}:
                    self.sides.update(voices.sides([e for e in events if e.staff == staff]))
        self.beams, self.beam_values = music.beams, {e.id: e.beams for e in music.events if e.beams}
        if not music.beams:
            self.beams, self.beam_values = beam_by_metre(part.bars, self.by_bar, staves, self.quarter)
        self.beam_of = {i: group.atom for group in self.beams for i in group.events}
        one_line = frozenset(s for s in range(1, staves.count + 1) if staves.lines[s].at(0) == 1)
        self.directions = voices.group_directions(self.beams, self.events, self.positions, self.sides, one_line)
        self.column_count = 0
        self.shape_of: dict[int, Shape] = {}
        self._tied_to: dict[int, list[int]] = defaultdict(list)
        for tie in music.spanners:
            if tie.kind == "tie" and tie.start is not None and tie.stop is not None:
                self._tied_to[tie.start.event].append(tie.stop.event)
        self._tie_stops = {s.stop.tick for s in music.spanners if s.kind == "tie" and s.stop is not None}
        self.typist = Typist(style, faces)
        self._harmonies: dict[int, list[str]] = defaultdict(list)
        for direction in music.directions:
            if any(s.kind == "harmony" for s in direction.segments):
                self._harmonies[direction.tick].append(direction.text)
        self._marks: dict[int, list[Direction]] = defaultdict(list)
        for direction in part.directions:
            self._marks[direction.tick].append(direction)

    def cells(self) -> list[Cell]:
        """All cells in order."""
        rest_at = {r.first: r for r in self.part.multi_rests}
        cells: list[Cell] = []
        index = 0
        bars = self.part.bars
        while index < len(bars):
            rest = rest_at.get(index)
            last = rest.last if rest is not None else index
            cells.append(self._cell(bars[index : last + 1], rest))
            index = last + 1
        for cell, following in zip(cells, [*cells[1:], None], strict=True):
            self._tail(cell, following)
            self._gaps(cell, following)
        for cell in cells:
            cell.close_gaps = cell.gaps
            cell.gaps = list(cell.gaps)
        self._tempo_room(cells)
        for cell in cells:
            cell.open_gaps = cell.gaps
            cell.choose(room=True)
        return cells

    # Shapes

    def _cell(self, bars: Sequence[Bar], rest: MultiRest | None) -> Cell:
        cell = Cell(bars, rest)
        cell.tied_in = cell.start in self._tie_stops
        if rest is None:
            self._columns(cell)
        self._head(cell)
        return cell

    def _columns(self, cell: Cell) -> None:
        columns: dict[tuple[int, int], Column] = {}
        clef_ticks = self._inner_clefs(cell)
        for event in self.by_bar.get(cell.first, ()):
            if not event.visible and not event.heads:
                continue
            shape = self._shape(event, cell)
            cell.shapes.append(shape)
            self.shape_of[event.id] = shape
            if shape.whole_bar and not event.dots:
                cell.whole_rests.append(shape)
                continue
            key = (event.tick, event.grace)
            column = columns.get(key)
            if column is None:
                column = columns[key] = Column(event.tick, event.grace)
            column.shapes.append(shape)
            shape.column = column
        for tick, staff, clef, row in clef_ticks:
            column = self._column_for_clef(columns, tick)
            column.clefs.append((staff, clef, row, 0.0))
        cell.columns = [columns[key] for key in sorted(columns)]
        for column in cell.columns:
            self.column_count += 1
            column.number = self.column_count
            column.cell = cell
            by_staff: dict[int, list[Shape]] = defaultdict(list)
            for shape in column.shapes:
                by_staff[shape.staff].append(shape)
            for shapes in by_staff.values():
                chords.settle(shapes, self.faces)
            column.measure()
        for rest in cell.whole_rests:
            chords.clear_whole_rest(rest, [s for s in cell.shapes if s.heads and s.staff == rest.staff])

    @staticmethod
    def _column_for_clef(columns: dict[tuple[int, int], Column], tick: int) -> Column:
        """The column a clef stands before: the first at its tick (its graces included), else a new one."""
        at = sorted(key for key in columns if key[0] == tick and key[1] <= 0)
        if at:
            return columns[at[0]]
        return columns.setdefault((tick, 0), Column(tick, 0))

    def _shape(self, event: Event, cell: Cell) -> Shape:
        staff = event.staff
        lines = self.staves.lines[staff].at(event.tick)
        side = self.sides.get(event.id, voices.ALONE)
        if not event.heads:
            y = self._rest_y(event, side)
            quarters = cell.bars[0].length / self.quarter
            shape = rest_shape(event, staff, y, lines=lines, faces=self.faces, whole_bar_quarters=quarters)
        else:
            positions = self.positions[event.id]
            up = self.directions.get(event.id)
            percussion = event.heads[0].unpitched
            if up is None:
                up = voices.direction(event, positions, side, lines=lines, percussion=percussion)
            shape = note_shape(
                event, staff, positions, up=up, beamed=event.id in self.beam_of, lines=lines, faces=self.faces
            )
        shape.side, shape.voices = side[0], 2 if side[0] else 1
        shape.beam = self.beam_of.get(event.id, 0)
        shape.beams = self.beam_values.get(event.id, ())
        if shape.beam:
            shape.group = shape.beam
            if shape.rest:
                # Where the beam will push it is not known yet: nothing may tuck over or under it.
                shape.boxes.append(shape.boxes[0]._replace(y0=-9.0, y1=9.0))
        return shape

    def _rest_y(self, event: Event, side: voices.Side) -> float:
        if event.id in self.beam_of:
            return 0.0
        return voices.rest_height(side)

    # Signatures

    def _head(self, cell: Cell) -> None:
        """Key and metre changes at its start, drawn after the barline unless the line starts here."""
        tick = cell.start
        x = 0.0
        if tick == 0:
            return
        keys: list[tuple[int, str, Row]] = []
        metres: list[tuple[int, str, Row]] = []
        for staff in range(1, self.staves.count + 1):
            key = self.staves.keys[staff].change_at(tick)
            if key is not None:
                old = self.staves.keys[staff].before(tick)
                if key.alters() != old.alters():
                    row = key_row(key, old, self.staves.clefs[staff].at(tick), self.faces)
                    keys.append((staff, "key", row))
            metre = self.staves.metres[staff].change_at(tick)
            if metre is not None and metre != self.staves.metres[staff].before(tick):
                row = metre_row(metre, self.faces)
                metres.append((staff, "metre", row))
        for rows in (keys, metres):
            width = max((row.width for _, _, row in rows), default=0.0)
            if width:
                x += LEAD_INK * 0.8 + width
        cell.head_rows = keys + metres
        cell.head_width = x

    def _inner_clefs(self, cell: Cell) -> list[tuple[int, int, Clef, Row]]:
        result = []
        for staff in range(1, self.staves.count + 1):
            line = self.staves.clefs[staff]
            for tick, clef in line.within(cell.start, cell.end):
                if clef == line.before(tick):
                    continue
                lines = self.staves.lines[staff].at(tick)
                result.append((tick, staff, clef, clef_row(clef, self.faces, lines=lines, scale=CLEF_CHANGE_SCALE)))
        return result

    def _tail(self, cell: Cell, following: Cell | None) -> None:
        """Clef changes of the next bar stand before this cell's barline."""
        if following is None:
            return
        tick = following.start
        for staff in range(1, self.staves.count + 1):
            line = self.staves.clefs[staff]
            clef = line.change_at(tick)
            if clef is None or clef == line.before(tick):
                continue
            lines = self.staves.lines[staff].at(tick)
            cell.tail_clefs.append((staff, clef, clef_row(clef, self.faces, lines=lines, scale=CLEF_CHANGE_SCALE)))
        width = max((row.width for _, _, row in cell.tail_clefs), default=0.0)
        cell.tail_width = width + 2 * CLEF_GAP if width else 0.0

    # Springs and rods

    def _gaps(self, cell: Cell, following: Cell | None) -> None:
        line = self.join(cell, following)
        if cell.multi_rest is not None:
            natural = 8.0 + 1.5 * log2(max(cell.multi_rest.count, 1))
            cell.gaps = [Gap(0.8 * natural, natural, 1.3 * natural), Gap(cell.tail_width + line.width, 0.0)]
        elif not cell.columns:
            squeezed = self.style.spacing.least_bar_squeezed - line.width
            cell.gaps = [
                Gap(squeezed, self.style.spacing.least_bar - line.width),
                Gap(cell.tail_width + line.width, 0.0),
            ]
        else:
            cell.gaps = self._column_gaps(cell, line)

    def _column_gaps(self, cell: Cell, line: Barline) -> list[Gap]:
        columns = cell.columns
        lead = max(LEAD_HEAD, LEAD_INK - columns[0].left)
        gaps = [Gap(lead, 0.0)]
        mains = [i for i, c in enumerate(columns) if not c.grace]
        springs = self._springs(cell, [columns[i].tick for i in mains])
        spring_at = dict(zip(mains, springs, strict=True))
        for i, (column, following) in enumerate(pairwise(columns)):
            gaps.append(self._gap(column, following, spring_at.get(i, 0.0)))
        last = columns[-1]
        tail_rod = last.right + TAIL_INK
        gaps.append(Gap(max(tail_rod, SQUEEZED_FLOOR), spring_at.get(len(columns) - 1, 0.0)))
        syllable_rods(columns, gaps, self.style, self.faces)
        self._chord_symbol_rods(columns, gaps)
        gaps.append(Gap(cell.tail_width + line.width, 0.0))
        return self._least_bar(gaps)

    def _chord_symbol_rods(self, columns: Sequence[Column], gaps: list[Gap]) -> None:
        """Neighbouring chord symbols of a bar need their width between them."""
        before: tuple[int, float] | None = None
        for i, column in enumerate(columns):
            texts = self._harmonies.get(column.tick) if column.grace == 0 else None
            if not texts:
                continue
            if before is not None:
                require(gaps, before[0] + 1, i + 1, before[1])
            before = (i, max(self.typist.chord_symbol(text).right for text in texts) + CHORD_APART)
        if before is not None:
            require(gaps, before[0] + 1, len(columns) + 1, before[1])

    def _gap(self, column: Column, following: Column, spring: float) -> Gap:
        gap = self._plain_gap(column, following, spring)
        tied = self._tie_rod(column, following)
        return gap._replace(rod=tied) if tied > gap.rod else gap

    def _tie_rod(self, column: Column, following: Column) -> float:
        """A tie to the next column is at least 2.0 long, clear of accidentals (E34)."""
        here = {s.event.id for s in following.shapes}
        rod = 0.0
        for shape in column.shapes:
            if here.intersection(self._tied_to.get(shape.event.id, ())):
                edge = max(h.x1 for h in shape.heads) + (0.9 * shape.event.dots)
                rod = max(rod, edge + 2 * TIE_GAP + TIE_LEAST - following.left)
        return rod

    def _plain_gap(self, column: Column, following: Column, spring: float) -> Gap:
        if following.grace < 0:
            rod = column.right - following.left + GRACE_GAP
            if column.grace:
                return Gap(max(rod, 0.9), 0.0)
            return Gap(max(rod, SQUEEZED_FLOOR), spring * 0.85)
        if column.grace:
            return Gap(column.right - following.left + GRACE_TO_MAIN, 0.0)
        return Gap(max(SQUEEZED_FLOOR, _touching(column, following) + COLUMN_PAD), spring)

    def _springs(self, cell: Cell, ticks: Sequence[int]) -> list[float]:
        """E51: each main column's natural distance to the next."""
        density = self.style.spacing.density
        if not ticks:
            return []
        spans = [(e.tick, e.tick + e.length, e.length) for e in self.by_bar[cell.first] if e.length and not e.whole_bar]
        result = []
        for tick, following in zip(ticks, [*ticks[1:], cell.end], strict=True):
            distance = max(following - tick, 1)
            shortest = min((length for start, end, length in spans if start <= tick < end), default=distance)
            result.append(natural_length(shortest / self.quarter, distance / self.quarter, density))
        return result

    def _least_bar(self, gaps: list[Gap]) -> list[Gap]:
        """E52: no bar under 11 natural, 9 squeezed."""
        least = self.style.spacing.least_bar
        squeezed = self.style.spacing.least_bar_squeezed
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

    def mark_reach(self, cell: Cell) -> float:
        """How far the tempo marks of a cell reach to the right of its start."""
        return sum(self._mark_width(tick) for tick in self._marks if cell.start <= tick < cell.end)

    def _mark_width(self, tick: int) -> float:
        return sum(
            self.typist.mark_width([s for s in d.segments if s.kind not in ("segno", "coda", "fermata")]) + MARK_APART
            for d in self._marks[tick]
        )

    def _tempo_room(self, cells: Sequence[Cell]) -> None:
        """Bars between tempo marks open up so that the marks need not climb over each other (E42)."""
        marked = [k for k, cell in enumerate(cells) if any(cell.start <= t < cell.end for t in self._marks)]
        for i, k in enumerate(marked):
            following = marked[i + 1] if i + 1 < len(marked) else None
            within = sum(1 for t in self._marks if cells[k].start <= t < cells[k].end)
            last = following if following is not None and following - k <= MARKS_NEAR else k + 1
            if (following is None and within < 2) or (last == k + 1 and following != k + 1 and within < 2):
                continue
            between = cells[k:last]
            need = min(self.mark_reach(cells[k]), MOST_MARK_ROOM)
            natural = sum(cell.head_width + total(cell.gaps, 1.0) for cell in between)
            for cell in between:
                self._widen(cell, (need - natural) / len(between))

    @staticmethod
    def _widen(cell: Cell, extra: float) -> None:
        """Give a cell's widest spring ``extra`` natural length, and most of it for sure."""
        if extra <= 0:
            return
        index = max(range(len(cell.gaps)), key=lambda i: cell.gaps[i].spring)
        gap = cell.gaps[index]
        spring = gap.at(1.0) + extra
        cell.gaps[index] = Gap(gap.rod + 0.6 * extra, spring, max(gap.cap, 1.2 * spring))

    def join(self, cell: Cell, following: Cell | None) -> Barline:
        """The barline between two cells within a line."""
        return barline(cell.bars[-1], following.bars[0] if following is not None else None, final=following is None)


def _touching(column: Column, following: Column) -> float:
    """The distance at which the outlines of two columns touch, staff by staff (E50)."""
    result = 0.0
    for staff, right_boxes in following.staff_boxes.items():
        left_boxes = column.staff_boxes.get(staff)
        if not left_boxes:
            continue
        if max(b[1] for b in left_boxes) - min(b[0] for b in right_boxes) <= result:
            continue
        for _, ax1, ay0, ay1 in left_boxes:
            for bx0, _, by0, by1 in right_boxes:
                distance = ax1 - bx0
                if distance > result and ay0 < by1 + 0.2 and by0 < ay1 + 0.2:
                    result = distance
    return result
