"""The rows every part prints round its own music: everybody's marks, bar numbers, elapsed time (E41, E57)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style
from engraving.layout.hands import hands
from engraving.layout.ink.brackets import draw_brackets
from engraving.layout.ink.dashes import AT_END, dashed_to, draw_dashes
from engraving.layout.ink.frame import draw_left_edge
from engraving.layout.ink.inking import belongs_to
from engraving.layout.ink.voltas import draw_voltas
from engraving.layout.lettering.typeline import typist_of
from engraving.layout.rows.numbers import NumberSetter
from engraving.layout.rows.tempo_row import Ceilings, TempoRow
from engraving.layout.rows.timing_row import TimingRow
from engraving.layout.rows.words_row import BARLINE_SIGNS, draw_jump
from engraving.layout.system import System
from engraving.layout.whereabouts import Whereabouts, stretch
from engraving.notation.words import closes_bar
from engraving.score import Direction, Part
from engraving.typefaces import Faces


class CueRows:
    """Draws what belongs to the whole cue round the systems of one part."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.faces = faces
        self.numbers = NumberSetter(part, style, faces)
        self.times = TimingRow(part, style, faces)
        self.typist = typist_of(style, faces)
        self._volta_size = style.points(style.sizes.technique)
        self._marks = Whereabouts(part.bars, ((d.tick, d.tick, d) for d in part.directions))
        self._lines = Whereabouts(part.bars, ((*stretch(line), line) for line in part.spanners))

    def edge(self, system: System) -> None:
        """Brace or bracket of several staves."""
        draw_left_edge(system, self.faces, hands=hands(self.part))

    def outside(self, system: System) -> None:
        """Voltas, tempo, bar numbers over or under the staff, timing."""
        if self.numbers.above:
            self.numbers.bars(system)
        directions = self.of(system)
        tempo = self.marks(system, directions)
        if not self.numbers.above:
            self.numbers.bars(system)
        self.times.over(system, directions, tempo)

    def marks(
        self, system: System, directions: Sequence[Direction], start: float = 0.0, ceilings: Ceilings | None = None
    ) -> TempoRow:
        """Voltas, jumps, tempo and rehearsal marks with their dashes; see ``TempoRow`` for the others."""
        draw_voltas(system, self.part.endings, self._volta_size)
        for direction in directions:
            if any(s.kind in BARLINE_SIGNS for s in direction.segments):
                draw_jump(system, 1, direction)
        lines = self._lines.within(system.start, system.end)
        dashes = [line for line in lines if line.kind == "dashes"]
        tempo = TempoRow(system, self.typist, start, ceilings)
        tempo.draw(directions, dashed_to(system, dashes))
        draw_dashes(system, dashes, tempo.ends, tempo.spans, at_end=AT_END)
        draw_brackets(system, [line for line in lines if line.kind == "bracket"])
        return tempo

    def of(self, system: System) -> list[Direction]:
        """Everybody's marks in a system, and over the barline after it."""
        return [d for d in self._marks.within(system.start, system.end + 1) if stands_in(system, d)]


def stands_in(system: System, direction: Direction) -> bool:
    """Is a mark of everybody's in the system? One between two systems is in the first if it closes its bar."""
    if direction.tick == system.end and direction.bar <= system.cells[-1].last:
        return system.is_last or closes_bar(direction)
    if direction.tick == system.start and direction.bar < system.cells[0].first:
        return not closes_bar(direction)
    return belongs_to(system, direction)
