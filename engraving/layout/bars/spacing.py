"""How far apart columns stand: springs by duration, rods by what must not touch (E50–E52)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log2

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.bars.bar_springs import least_bar, sounding, springs
from engraving.layout.bars.symbol_room import SymbolRoom
from engraving.layout.bars.tempo_room import TempoRoom
from engraving.layout.bars.type_rods import TypeRods
from engraving.layout.bars.type_room import TypeRoom
from engraving.layout.columns.cells import Cell, Column
from engraving.layout.columns.springs import Gap
from engraving.layout.columns.syllables import require, syllable_rods
from engraving.layout.lettering.typeline import typist_of
from engraving.notation.barlines import Barline, barline, volta_text
from engraving.notation.marks import sign_of
from engraving.notation.shapes import Shape
from engraving.score import Ending, Event, Part
from engraving.typefaces import Face, Faces

COLUMN_PAD = 0.3  # E50: between outlines of neighbouring columns
GRACE_GAP = 0.35  # E17
GRACE_TO_MAIN = 0.5
TAIL_INK = 1.0
SQUEEZED_FLOOR = 1.6  # E51
VOLTA_INSIDE = 1.5  # round the words of an ending
WORDS_APART = 0.8
WORDED = frozenset({"other-technical", "other-articulation", "other-ornament", "other-notation", "handbell"})
TIE_GAP = 0.2
HALF_TIE = 1.6  # what can be seen of it before the barline at the end of a line
HALF_TIE_OFF = 0.3
LINE_LEAST = {"tie": 2.0, "tremolo": 3.0, "glissando": 3.0, "slide": 2.5}  # with its gaps, where they are wider


class Spacer:
    """Gives the cells of a part their gaps."""

    def __init__(self, part: Part, by_bar: Mapping[int, Sequence[Event]], style: Style, faces: Faces) -> None:
        self.style = style
        self.faces = faces
        self.by_bar = by_bar
        self.quarter = part.ticks_per_quarter
        self.typist = typist_of(style, faces)
        music = part.music
        self._joined: dict[int, list[tuple[int, float]]] = defaultdict(list)  # note -> next note, least line between
        for line in music.spanners:
            if line.kind in LINE_LEAST and line.start is not None and line.stop is not None:
                self._joined[line.start.event].append((line.stop.event, LINE_LEAST[line.kind]))
        self._several = music.staves > 1
        self.symbol_room = SymbolRoom(music, self.typist, faces)
        self._voltas = {ending.first: self._volta_room(ending) for ending in part.endings}
        self.type_rods = TypeRods(part, self.typist)
        self.type_room = TypeRoom(part, self.typist, self.type_rods)
        self.tempo_room = TempoRoom(part.directions, self.typist)

    def set_gaps(self, cell: Cell, following: Cell | None) -> None:
        """Gaps of a cell from the barline before it to the barline after it."""
        line = self.join(cell, following)
        if cell.multi_rest is not None:
            natural = 8.0 + 1.5 * log2(max(cell.multi_rest.count, 1))
            cell.gaps = [Gap(0.8 * natural, natural, 1.3 * natural), Gap(cell.tail_width + line.width, 0.0)]
        elif not cell.columns:
            squeezed = self.style.spacing.least_bar_squeezed - line.width
            cell.gaps = [Gap(squeezed, self.style.spacing.least_bar - line.width)]
            self.symbol_room.widen(cell, cell.gaps, 0)
            cell.gaps.append(Gap(cell.tail_width + line.width, 0.0))
        else:
            cell.gaps = self._column_gaps(cell, line)
        self.make_volta_room(cell, line)

    def make_volta_room(self, cell: Cell, line: Barline) -> None:
        """The bars of an ending have room for the words under its bracket."""
        if cell.first in self._voltas:
            rods = sum(gap.rod for gap in cell.gaps)
            self._widen_rod(cell, self._voltas[cell.first] + line.width - rods)

    def _volta_room(self, ending: Ending) -> float:
        """What each bar of an ending gives to the words under its bracket."""
        text = volta_text(ending)
        size = self.style.points(self.style.sizes.technique)
        width = self.faces.text_width(text, Face.ROMAN, size) * 100 / self.style.space
        return (width + VOLTA_INSIDE) / (ending.last - ending.first + 1)

    @staticmethod
    def _widen_rod(cell: Cell, extra: float) -> None:
        """Give a cell's widest spring ``extra`` more that it cannot lose."""
        if extra > 0:
            index = max(range(len(cell.gaps)), key=lambda i: cell.gaps[i].spring)
            cell.gaps[index] = replace(cell.gaps[index], rod=cell.gaps[index].rod + extra)

    def _column_gaps(self, cell: Cell, line: Barline) -> list[Gap]:
        spans = sounding(self.by_bar[cell.first])
        gaps = self.between(cell, springs(cell, spans, self.quarter, self.style.spacing.density))
        gaps.append(Gap(cell.tail_width + line.width, 0.0))
        return least_bar(gaps, self.style)

    def between(self, cell: Cell, natural: Sequence[float]) -> list[Gap]:
        """The lead of a bar with notes, then the gap after each column, whose natural lengths are given."""
        columns = cell.columns
        gaps = [Gap(cell.lead, 0.0)]
        for column, following, spring in zip(columns, columns[1:], natural, strict=False):
            gaps.append(self._gap(column, following, spring))
        last = columns[-1]
        tail_rod = max(last.right + TAIL_INK, self._leaving_rod(last))
        gaps.append(Gap(max(tail_rod, SQUEEZED_FLOOR), natural[-1]))
        if self._several:
            _staff_rods(columns, gaps)
        syllable_rods(columns, gaps, self.style, self.faces)
        self.symbol_room.widen(cell, gaps, 1)
        self._word_rods(columns, gaps)
        self.type_rods.widen(cell, gaps)
        return gaps

    def _word_rods(self, columns: Sequence[Column], gaps: list[Gap]) -> None:
        """Words over neighbouring notes stand beside each other, not over each other."""
        before: dict[int, tuple[int, float]] = {}  # by staff: column, width
        points, spaces = self.style.points(self.style.sizes.technique), 100 / self.style.space
        for i, column in enumerate(columns):
            for shape in column.shapes:
                if not shape.event.marks:
                    continue
                if shape.staff in before:  # whatever stands over the next note
                    start, width = before[shape.staff]
                    require(gaps, start + 1, i + 1, width)
                signs = [sign_of(mark) for mark in shape.event.marks if mark.text and mark.name in WORDED]
                words = [sign.text for sign in signs if sign is not None and sign.text]
                if words:
                    width = max(self.faces.text_width(text, Face.ROMAN, points) for text in words) * spaces
                    before[shape.staff] = i, width + WORDS_APART
                else:
                    before.pop(shape.staff, None)
        for start, width in before.values():
            require(gaps, start + 1, len(columns) + 1, width)

    def _gap(self, column: Column, following: Column, spring: float) -> Gap:
        gap = self._plain_gap(column, following, spring)
        if not self._joined:
            return gap
        joined = self._joining_rod(column, following)
        return replace(gap, rod=joined) if joined > gap.rod else gap

    def _joining_rod(self, column: Column, following: Column) -> float:
        """What lines to the next column need: a tie is at least 2.0 long, clear of accidentals (E18, E20, E34)."""
        here = {s.event.id for s in following.shapes}
        rod = 0.0
        for shape in column.shapes:
            for event, least in self._joined.get(shape.event.id, ()):
                if event in here:
                    rod = max(rod, _edge(shape) + 2 * TIE_GAP + least - following.left)
        return rod

    def _leaving_rod(self, last: Column) -> float:
        """A tie out of the bar needs room for half of it, as the line may break there (E34)."""
        leaving = [s for s in last.shapes if s.heads and s.event.id in self._joined]
        return max((_edge(s) + TIE_GAP + HALF_TIE + HALF_TIE_OFF for s in leaving), default=0.0)

    def _plain_gap(self, column: Column, following: Column, spring: float) -> Gap:
        if following.grace < 0:
            rod = column.right - following.left + GRACE_GAP
            if column.grace:
                return Gap(max(rod, 0.9), 0.0)
            return Gap(max(rod, SQUEEZED_FLOOR), spring * 0.85)
        if column.grace:
            return Gap(column.right - following.left + GRACE_TO_MAIN, 0.0)
        return Gap(max(SQUEEZED_FLOOR, _touching(column, following) + COLUMN_PAD), spring)

    def join(self, cell: Cell, following: Cell | None) -> Barline:
        """The barline between two cells within a line."""
        after = following.bars[0] if following is not None else None
        return barline(cell.bars[-1], after, self.faces, final=following is None)


def _edge(shape: Shape) -> float:
    """Where a line leaves a note or chord: after heads and dots."""
    return max((h.x1 for h in shape.heads), default=shape.right()) + 0.9 * shape.event.dots


def _staff_rods(columns: Sequence[Column], gaps: list[Gap]) -> None:
    """Notes of one staff clear each other over columns that only other staves have."""
    before: dict[int, int] = {}
    for i, column in enumerate(columns):
        for staff in column.staff_boxes:
            k = before.get(staff, i)
            if k < i - 1:
                require(gaps, k + 1, i + 1, _touching(columns[k], column) + COLUMN_PAD)
            before[staff] = i


def _touching(column: Column, following: Column) -> float:
    """The distance at which the outlines of two columns touch, staff by staff (E50)."""
    result = 0.0
    for staff, right_boxes in following.staff_boxes.items():
        left_boxes = column.staff_boxes.get(staff)
        if not left_boxes:
            continue
        if max([b[1] for b in left_boxes]) - min([b[0] for b in right_boxes]) <= result:
            continue
        for _, ax1, ay0, ay1 in left_boxes:
            for bx0, _, by0, by1 in right_boxes:
                distance = ax1 - bx0
                if distance > result and ay0 < by1 + 0.2 and by0 < ay1 + 0.2:
                    result = distance
    return result
