"""Bars formatted once: their events as shapes in columns, their signatures as rows of glyphs (E40, E50)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.bars.signature_changes import Signatures
from engraving.layout.bars.spacing import Spacer
from engraving.layout.columns.cells import Cell, Column
from engraving.layout.columns.springs import Gap, widths
from engraving.layout.silent_staves import SilentStaves
from engraving.notation import chords, voice_rests, voices
from engraving.notation.autobeam import beams_of
from engraving.notation.barlines import styled
from engraving.notation.event_shapes import rest_shape
from engraving.notation.joined_voices import joined_beams
from engraving.notation.note_shapes import note_shapes_of
from engraving.notation.shapes import Shape
from engraving.notation.staves import Staves
from engraving.score import Bar, BarKind, BeamGroup, Event, MultiRest, Part, Spanner
from engraving.typefaces import Faces

MOST_STROKES = 5
SHORT_STEM = 2.5  # from a head to its beam (E32)
ANYWHERE = -9.0, 9.0


class Formatter:
    """Turns a part's bars into cells."""

    def __init__(self, part: Part, staves: Staves, style: Style, faces: Faces) -> None:
        self.part = part
        self.staves = staves
        self.faces = faces
        self.quarter = part.ticks_per_quarter
        music = part.music
        self.events = {e.id: e for e in music.events}
        self.positions = {e.id: staves.positions(e) for e in music.events}
        self.by_bar: dict[int, list[Event]] = defaultdict(list)
        for event in music.events:
            self.by_bar[event.bar].append(event)
        self.beams, self.beam_values = beams_of(music, part.bars, self.by_bar, staves, self.quarter)
        self.beam_of = {i: group.atom for group in self.beams for i in group.events}
        self.beamed_across = self._beamed_across() if staves.count > 1 else []
        across = self._ways_across()
        self.sides: dict[int, voices.Side] = {}
        self.idle_rests: list[Event] = []
        for events in self.by_bar.values():
            if len({e.voice for e in events}) > 1:
                for staff in sorted({e.staff for e in events}):
                    self._share(staff, events, across)
        one_line = frozenset(s for s in range(1, staves.count + 1) if staves.lines[s].at(0) == 1)
        pairs = [s for s in music.spanners if s.kind == "tremolo" and s.start is not None and s.stop is not None]
        self.strokes = {anchor.event: _strokes(s) for s in pairs for anchor in (s.start, s.stop) if anchor is not None}
        joined = [
            BeamGroup(s.atom, (s.start.event, s.stop.event))
            for s in pairs
            if s.start is not None and s.stop is not None and s.start.event not in self.beam_of
        ]
        self.directions = voices.group_directions(
            [*self.beams, *joined], self.events, self.positions, self.sides, one_line
        )
        crowded = any(rank for _, rank in self.sides.values())
        self._joined = joined_beams(self.beams, self.events, self.positions, self.sides) if crowded else {}
        self._bars_across = {member.bar for members in self.beamed_across for member in members}
        self._inner_lines = [style for style in music.styles if style.kind == "barline"]
        self._passing = self._stems_through_staves()
        self._heights_under = self._heights_among_voices() if self.sides else {}
        self._silent = SilentStaves(part)
        self._notes = note_shapes_of(faces)
        self._signatures = Signatures(staves, faces)
        self.column_count = 0
        self.shape_of: dict[int, Shape] = {}
        self._tie_stops = {s.stop.tick for s in music.spanners if s.kind == "tie" and s.stop is not None}
        self.set_in(style)

    def set_in(self, style: Style) -> None:
        """From now on space bars in this style; how they are formatted depends on none."""
        self.style = style
        self.spacer = Spacer(self.part, self.by_bar, style, self.faces)

    def _share(self, staff: int, events: list[Event], across: Mapping[int, int]) -> None:
        """Sides for the voices of one bar on one staff; rests that would only be in their way go out of ``events``."""
        here = [e for e in events if e.staff == staff]
        homes = {(e.voice, e.staff) for e in events if e.heads} if self.staves.count > 1 else ()
        away = {voice for voice, on in homes if on != staff}
        visiting = {e.id for e in here if e.voice in away}
        idle = voices.idle_rests(here, across, visiting)
        for rest in idle:
            here.remove(rest)
            events.remove(rest)
        self.idle_rests += idle
        self.sides.update(voices.sides(here, self.beam_of, across, visiting))

    def cells(self) -> list[Cell]:
        """All cells in order, as wide as the part alone wants them."""
        cells = self.bare_cells()
        for cell, following in zip(cells, [*cells[1:], None], strict=True):
            self.spacer.set_gaps(cell, following)
        self.spacer.tempo_room.make(cells)
        for cell in cells:
            cell.widths = widths([Gap(cell.head_width, 0.0), *cell.gaps])
        return cells

    def bare_cells(self) -> list[Cell]:
        """All cells in order, their columns formatted but not set apart."""
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
            self._signatures.set_tail(cell, following)
        return cells

    def cell_again(self, cell: Cell, following: Cell | None, changed: Sequence[Event]) -> Cell:
        """A bar with some of its events changed, wider only where they need it; its columns keep their numbers."""
        now = {event.id: event for event in changed}
        self.events.update(now)
        self.by_bar[cell.first] = [now.get(event.id, event) for event in self.by_bar[cell.first]]
        again = self._cell(cell.bars, cell.multi_rest)
        for before, column in zip(cell.columns, again.columns, strict=True):
            column.count(before.number)
        self._signatures.set_tail(again, following)
        self.spacer.set_gaps(again, following)
        again.gaps = [
            replace(before, rod=max(before.rod, gap.rod)) for before, gap in zip(cell.gaps, again.gaps, strict=True)
        ]
        again.widths = cell.widths
        return again

    # Shapes

    def _cell(self, bars: Sequence[Bar], rest: MultiRest | None) -> Cell:
        cell = Cell(bars, rest)
        cell.staves = self._silent.shown(cell.first, cell.last)
        cell.tied_in = cell.start in self._tie_stops
        if rest is None:
            self._columns(cell)
        self._signatures.set_head(cell)
        return cell

    def _columns(self, cell: Cell) -> None:
        columns: dict[tuple[int, int], Column] = {}
        clef_ticks = self._signatures.inner_clefs(cell)
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
            shape.stand_in(column)
        for tick, staff, clef, row in clef_ticks:
            column = self._column_for_clef(columns, tick)
            column.clefs.append((staff, clef, row, 0.0))
        for style in self._inner_lines:
            if cell.start < style.start < cell.end:
                column = self._column_for_clef(columns, style.start)
                column.line = styled(dict(style.attributes)["style"], self.faces), style.atom, 0.0
        cell.columns = [columns[key] for key in sorted(columns)]
        rests = [shape for shape in cell.shapes if shape.rest and shape.side and not shape.whole_bar]
        if rests:
            voice_rests.clear_held_notes(rests, cell.shapes)
        for column in cell.columns:
            self._settle(column)
        for staff in {rest.staff for rest in cell.whole_rests if rest.side}:
            here = [s for s in cell.shapes if s.staff == staff]
            rests = [s for s in here if s in cell.whole_rests]
            voice_rests.clear_whole_rests(rests, here)
            between = rests[0].event.bar in self._bars_across  # a beam between staves passes at any height
            if len(rests) == 1 and not between and not any(cell.start < tick <= cell.end for tick in self._tie_stops):
                cell.lone_rests += rests

    def _settle(self, column: Column) -> None:
        """Give the shapes of a column their places beside each other, staff by staff."""
        self.column_count += 1
        column.count(self.column_count)
        by_staff: dict[int, list[Shape]] = defaultdict(list)
        for shape in column.shapes:
            by_staff[shape.staff].append(shape)
        for shapes in by_staff.values():
            chords.settle(shapes, self.faces)
        if self._passing:
            column.through = [
                (n, s.stem_x, *ANYWHERE) for s in column.shapes for n in self._passing.get(s.event.id, ())
            ]
        if self.sides:
            column.through += [self._stem_among(s) for s in column.shapes if s.beam and s.side and s.stemmed]
        column.measure(self.faces.thickness)

    def _stem_among(self, shape: Shape) -> tuple[int, float, float, float]:
        """A stem among other voices', as long as its beam makes it; beside another's head that is not known yet."""
        if shape.offset > 0.0:
            return shape.staff, shape.stem_x, *ANYWHERE
        low, high = self._heights_under.get(shape.beam, (shape.low, shape.high))
        ends = (shape.low, high + SHORT_STEM) if shape.up else (low - SHORT_STEM, shape.high)
        return shape.staff, shape.stem_x, *ends

    def _heights_among_voices(self) -> dict[int, tuple[float, float]]:
        """Beam -> the lowest and the highest of its notes, where they are one of several voices on one staff."""
        result = {}
        for group in self.beams:
            members = [self.events[i] for i in group.events]
            if any(m.id in self.sides for m in members) and len({m.staff for m in members}) == 1:
                heights = [y for m in members if m.heads for y in self.positions[m.id]]
                if heights:  # not a beam over rests
                    result[group.atom] = min(heights), max(heights)
        return result

    def _beamed_across(self) -> list[list[Event]]:
        """The notes of each beam between staves (E33)."""
        groups = ([self.events[i] for i in group.events if i in self.events] for group in self.beams)
        return [members for members in groups if len({m.staff for m in members}) > 1]

    def _ways_across(self) -> dict[int, int]:
        """Notes of beams between staves -> 1 where the others stand above, -1 below, 0 both (E33)."""
        ways: dict[int, int] = {}
        for members in self.beamed_across:
            top, bottom = min(m.staff for m in members), max(m.staff for m in members)
            ways.update((m.id, (top < m.staff) - (m.staff < bottom)) for m in members)
        return ways

    def _stems_through_staves(self) -> dict[int, range]:
        """Event -> the staves its stem passes on the way to a beam beyond them (E33)."""
        result: dict[int, range] = {}
        for members in self.beamed_across:
            staves = {m.staff for m in members}
            if len({self.directions[m.id] for m in members}) > 1:
                continue  # a kneed beam lies between its staves
            for m in members:
                up = self.directions[m.id]
                result[m.id] = range(min(staves), m.staff) if up else range(m.staff + 1, max(staves) + 1)
        return result

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
            pickup = quarters if cell.bars[0].kind is BarKind.PICKUP else 0.0
            shape = rest_shape(
                event, staff, y, lines=lines, faces=self.faces, whole_bar_quarters=quarters, pickup_quarters=pickup
            )
        else:
            positions = self.positions[event.id]
            up = self.directions.get(event.id)
            percussion = event.heads[0].unpitched
            if up is None:
                up = voices.direction(event, positions, side, lines=lines, percussion=percussion)
            shape = self._notes.shape(event, staff, positions, up=up, beamed=event.id in self.beam_of, lines=lines)
        shape.side, shape.rank = side
        shape.voices = 2 if side[0] else 1
        shape.beam = self.beam_of.get(event.id, 0)
        shape.joined = self._joined.get(shape.beam, 0)
        shape.strokes = self.strokes.get(event.id, 0)
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


def _strokes(pair: Spanner) -> int:
    """How many strokes stand between two notes in alternation: three when the source does not say."""
    slashes = pair.get("slashes", "3")
    return min(int(slashes), MOST_STROKES) if slashes.isdigit() and int(slashes) else 3
