"""A part's cells cast into lines and drawn: the horizontal half of layout (E40–E53)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from engraving.house import Style, centipoints
from engraving.layout import notes, tremolos
from engraving.layout.arpeggios import draw_arpeggios
from engraving.layout.articulations import MarkSetter
from engraving.layout.bar_signs import draw_inner_barlines, draw_repeats, repeat_signs
from engraving.layout.bends import draw_bends
from engraving.layout.brackets import draw_brackets, draw_principal_voices
from engraving.layout.cells import Cell
from engraving.layout.chords_row import ChordsRow
from engraving.layout.dynamics_row import Band, DynamicsRow, band_of, is_row_direction
from engraving.layout.extenders import ExtenderSetter, dashed_to, staff_of
from engraving.layout.figures_row import FiguresRow
from engraving.layout.formatter import Formatter
from engraving.layout.frame import BRACE_ROOM, draw_barlines, draw_frame, is_braced
from engraving.layout.glissandi import draw_glissandi
from engraving.layout.heights import INNER_GAP, STAFF_CLEAR
from engraving.layout.legato_letters import draw_letters, without_slur
from engraving.layout.lines import SPLIT_GROUP, Edge, Lines, LineTable
from engraving.layout.lyrics_row import LyricsRow
from engraving.layout.numbers import NumberSetter
from engraving.layout.pedals import draw_pedals
from engraving.layout.pen import Pen
from engraving.layout.repeats import repeated_directions, repeated_lines
from engraving.layout.skyline import clearance
from engraving.layout.slur_order import beyond_tuplets, doubled, dynamic_stretches, slurred
from engraving.layout.slurs import SlurSetter
from engraving.layout.springs import NATURAL
from engraving.layout.sung_text import SungText
from engraving.layout.system import COURTESY_IN, Prefix, System, place_columns, prefix_for, start_lead
from engraving.layout.tempo_row import TempoRow
from engraving.layout.ties import draw_ties
from engraving.layout.tuplets import TupletSetter
from engraving.layout.typeline import typist_of
from engraving.layout.words_row import BARLINE_SIGNS, WordsRow, draw_jump
from engraving.notation.marks import waved_events
from engraving.notation.staves import Staves
from engraving.score import Direction, Part, Spanner
from engraving.typefaces import Faces

PASSES = 3


class Composer:
    """Sets the systems of one part."""

    def __init__(self, part: Part, style: Style, faces: Faces) -> None:
        self.part = part
        self.style = style
        self.faces = faces
        self.staves = Staves(part.music)
        self.formatter = Formatter(part, self.staves, style, faces)
        self.cells = self.formatter.cells()
        self.numbers = NumberSetter(part, style, faces)
        self.beams = {group.atom: group for group in self.formatter.beams}
        self.brace_room = BRACE_ROOM if part.music.staves > 1 else 0.0
        margins = style.paper.margins
        usable = centipoints(style.paper.width - margins.left - margins.right)
        self.width = usable / style.space - self.brace_room
        self._prefixes: dict[tuple[int, bool], Prefix] = {}
        self._drawn: dict[tuple[int, int], System] = {}
        self.typist = typist_of(style, faces)
        self._spanners: dict[str, list[Spanner]] = defaultdict(list)
        for spanner in part.music.spanners:
            self._spanners[spanner.kind].append(spanner)
        repeated = {s.atom for s in doubled(self._spanners["slur"])}
        self._spanners["slur"] = [s for s in self._spanners["slur"] if s.atom not in repeated]
        self._repeats = repeat_signs(part.music.styles, part.bars)
        unsaid = {d.atom for d in repeated_directions(part)} | {s.atom for s in repeated_lines(part)}
        self._said = [d for d in part.music.directions if d.atom not in unsaid]
        for kind in ("wedge", "dashes"):
            self._spanners[kind] = [s for s in self._spanners[kind] if s.atom not in unsaid]
        self._joined = self._spanners["hammer-on"] + self._spanners["pull-off"]
        own_slurs = without_slur(self._joined, self._spanners["slur"])
        self._spanners["slur"] += own_slurs
        self._own_slurs = frozenset(line.atom for line in own_slurs)
        row_words = {str(d.atom): d for d in self._said if is_row_direction(d)}
        self._row_dashes = [
            (row_words[words], s) for s in self._spanners["dashes"] if (words := s.get("direction")) in row_words
        ]
        self._spanners["dashes"] = [s for s in self._spanners["dashes"] if s.get("direction") not in row_words]
        self._waved = waved_events(part.music, self._spanners["wavy-line"])
        self._slur_sides: dict[int, bool] = {}
        self._dynamics = dynamic_stretches(part.music) if part.music.staves > 1 else ()
        self._slurred = slurred(self._spanners["slur"])
        beyond = beyond_tuplets(self._spanners["slur"], self._spanners["tuplet"])
        self._beyond = {s.atom for s in beyond}
        self._slurred_beyond = slurred(beyond)
        self._marks: dict[int, list[Direction]] = defaultdict(list)
        for direction in part.directions:
            self._marks[direction.tick].append(direction)
        self._text = SungText(part.music)

    @cached_property
    def table(self) -> LineTable:
        """Every line the part could be cast off into, with its cost."""
        count = len(self.cells)
        return LineTable(
            self.cells,
            [self._edge(k) for k in range(count)],
            self._crossing_costs(),
            self.width,
            last_line_full=self.style.spacing.last_line_full,
            limits=(self.style.spacing.squeeze, self.style.spacing.stretch),
        )

    def systems(self, lines: Lines) -> list[System]:
        """All systems of a casting-off, drawn; those drawn before are kept."""
        for line in lines:
            if line not in self._drawn:
                self._drawn[line] = self._system(*line)
        return [self._drawn[line] for line in lines]

    # Line breaking

    def prefix(self, k: int) -> Prefix:
        """The prefix of a line starting at cell ``k``."""
        tick = self.cells[k].start
        changed = k == 0 or any(ink == "metre" for _, ink, _ in self.cells[k].head_rows)
        key = (tick, changed)
        if key not in self._prefixes:
            self._prefixes[key] = prefix_for(self.staves, tick, self.faces, with_metre=changed)
        return self._prefixes[key]

    def _edge(self, k: int) -> Edge:
        cell = self.cells[k]
        opening = 1.5 if cell.bars[0].repeat_start else 0.0
        start = self.prefix(k).width + start_lead(cell, has_line=opening > 0) + opening - cell.head_width
        following = self.cells[k + 1] if k + 1 < len(self.cells) else None
        return Edge(start, self._courtesy_width(following), self._bonus(k), self.formatter.spacer.mark_reach(cell))

    @staticmethod
    def _courtesy_width(following: Cell | None) -> float:
        if following is None or not following.head_width:
            return 0.0
        return following.head_width + COURTESY_IN * 0.5

    def _bonus(self, k: int) -> float:
        """E53: a line likes to start with a rehearsal mark, a new tempo or after a double bar."""
        if k == 0:
            return 0.0
        cell = self.cells[k]
        before = self.cells[k - 1].bars[-1]
        marks = self._marks.get(cell.start, ())
        bonus = 0.0
        if any(s.kind == "rehearsal" for d in marks for s in d.segments):
            bonus -= 0.7
        elif marks:
            bonus -= 0.25
        if before.right in ("light-light", "heavy-heavy") or before.repeat_end:
            bonus -= 0.25
        return bonus

    def _crossing_costs(self) -> list[float]:
        """What a break after each cell cuts: ties and slurs cost little, beams and tuplets are forbidden."""
        ends = [cell.end for cell in self.cells]
        steps = [0.0] * (len(ends) + 1)
        for start, stop, price in self._collect_crossings():
            steps[bisect_right(ends, start)] += price
            steps[bisect_left(ends, stop)] -= price
        return [round(cost, 6) for cost in accumulate(steps[:-1])]

    def _collect_crossings(self) -> list[tuple[int, int, float]]:
        events = self.formatter.events
        result = []
        for group in self.formatter.beams:
            members = [events[i] for i in group.events if i in events]
            if members and members[0].bar != members[-1].bar:
                result.append((members[0].tick, members[-1].end, SPLIT_GROUP))
        result += [(sign.start_tick, sign.stop_tick, SPLIT_GROUP) for sign in self._repeats]
        prices = {
            "tuplet": SPLIT_GROUP,
            "glissando": SPLIT_GROUP,
            "slide": SPLIT_GROUP,
            "tremolo": SPLIT_GROUP,
        }
        for spanner in self.part.music.spanners:
            if spanner.start is not None and spanner.stop is not None and spanner.stop.tick > spanner.start.tick:
                price = prices.get(spanner.kind, 0.04 if spanner.kind in ("tie", "slur") else 0.0)
                stop = spanner.stop.tick + (0 if spanner.kind == "tuplet" else 1)
                if price:
                    result.append((spanner.start.tick, stop, price))
        return result

    # Drawing

    def _system(self, first: int, end: int) -> System:
        cells = self.cells[first:end]
        following = self.cells[end] if end < len(self.cells) else None
        shown = max(cell.staves for cell in cells)
        system = System(cells, shown, self.prefix(first), self.staves)
        system.pen = Pen(self.faces, self.style.space)
        end_extra = self._courtesy_width(following)
        justify = following is not None or self._full_enough(cells, system)
        place_columns(system, self.width, justify=justify, following=following, end_extra=end_extra)
        system.gap_between = [INNER_GAP] * (shown - 1)
        self._draw(system, following)
        return system

    def _full_enough(self, cells: Sequence[Cell], system: System) -> bool:
        natural = system.prefix.width + sum(cell.widths[NATURAL] for cell in cells)
        return natural >= self.style.spacing.last_line_full * self.width

    def _draw(self, system: System, following: Cell | None) -> None:
        """Everything a system shows; grand staves again when their staves must stand farther apart."""
        for _ in range(PASSES):
            self._ink(system, following)
            needed = [
                max(INNER_GAP, clearance(system.downs[i], system.ups[i + 1]) + STAFF_CLEAR)
                for i in range(system.staff_count - 1)
            ]
            if all(have >= need - 0.05 for have, need in zip(system.gap_between, needed, strict=True)):
                return
            system.gap_between = [max(a, b) for a, b in zip(system.gap_between, needed, strict=True)]
        self._ink(system, following)

    def _ink(self, system: System, following: Cell | None) -> None:
        """From the notes outwards (E41), on an empty system."""
        system.pen = Pen(self.faces, self.style.space)
        system.open_skylines()
        style, faces = self.style, self.faces
        shapes = self.formatter.shape_of
        kinds = self._spanners
        draw_frame(system, following, faces, braced=is_braced(self.part))
        pairs = tremolos.settle_pairs(system, kinds["tremolo"], shapes)
        draw_repeats(system, self._repeats, style, faces)
        notes.draw_notes(system, self.beams)
        tremolos.draw_tremolos(system, faces)
        tremolos.draw_pairs(system, pairs)
        draw_arpeggios(system)
        curves = draw_ties(system, kinds["tie"], shapes)
        marks = MarkSetter(
            system,
            faces,
            style.points(style.sizes.fingering),
            style.points(style.sizes.technique),
            style.space,
        )
        marks.inner()
        marks.accents(self._slurred, outside=False)
        slurs = SlurSetter(
            system, shapes, marks.inner_reach, curves, marks.rows.boxes, self._slur_sides, self._dynamics
        )
        slurs.draw([s for s in kinds["slur"] if s.atom not in self._beyond])
        marks.accents(self._slurred - self._slurred_beyond, outside=True)
        tuplets = TupletSetter(system, shapes, self.formatter.beams, faces, style.sizes.tuplet)
        tuplets.draw(kinds["tuplet"])
        slurs.numbers = tuplets.drawn
        slurs.draw([s for s in kinds["slur"] if s.atom in self._beyond])
        marks.accents(self._slurred_beyond, outside=True)
        text = style.points(style.sizes.technique)
        glissandi = kinds["glissando"] + kinds["slide"]
        draw_glissandi(system, glissandi, shapes, faces, text, style.space)
        draw_bends(system, faces, text, style.space)
        draw_letters(system, self._joined, self._own_slurs, shapes, faces, text, style.space)
        marks.top(self._waved)
        lines = ExtenderSetter(system, style, faces, shapes)
        lines.trills(kinds["wavy-line"], marks.rows.signs)
        marks.over_waves(self._waved)
        marks.fermatas()
        marks.beside()
        numbers = self.numbers
        if numbers.above:
            numbers.bars(system)
        self._words(system, lines)
        mine = [d for d in self.part.directions if system.start <= d.tick < system.end or self._at_end(system, d)]
        self._last_rows(system, lines, numbers, mine)
        draw_barlines(system)
        draw_inner_barlines(system)

    def _words(self, system: System, lines: ExtenderSetter) -> None:
        """Dynamics under the notes, technique over them, lines, then lyrics."""
        kinds = self._spanners
        here = [d for d in self._said if system.start <= d.tick < system.end or self._at_end(system, d)]
        rows: dict[Band, tuple[list[Direction], list[tuple[int, Spanner]]]] = defaultdict(lambda: ([], []))
        for direction in here:
            if is_row_direction(direction):
                rows[self._band(direction.staff, direction.placement)][0].append(direction)
        for wedge in kinds["wedge"]:
            rows[self._band(staff_of(wedge), wedge.placement)][1].append((staff_of(wedge), wedge))
        for said, dashes in self._row_dashes:
            rows[self._band(said.staff, said.placement)][1].append((said.staff, dashes))
        heights: dict[int, tuple[float, float, int]] = {}
        for staff in range(1, system.staff_count + 1):
            mine = [d for d in here if d.staff == staff]
            figures = [d for d in mine if d.segments[0].kind == "figured-bass"]
            if figures:
                FiguresRow(system, staff, self.typist).draw(figures)
            spans: list[tuple[float, float, float, float]] = []
            for band in [band for band in rows if band.staff == staff]:
                dynamics = DynamicsRow(system, band, self.typist)
                dynamics.draw(*rows[band])
                heights |= dynamics.ends
                spans += dynamics.spans
            lines.octaves([s for s in kinds["octave-shift"] if staff_of(s) == staff])
            words = WordsRow(system, staff, self.typist)
            chords = [d for d in mine if d.segments[0].kind == "harmony"]
            words.draw([d for d in mine if d not in figures and d not in chords and not is_row_direction(d)])
            heights |= words.ends
            if chords:
                ChordsRow(system, staff, self.typist).draw(chords)
            lines.dashes([s for s in kinds["dashes"] if staff_of(s) == staff], heights, spans)
            draw_brackets(system, [s for s in kinds["bracket"] if staff_of(s) == staff])
            draw_principal_voices(system, [s for s in kinds["principal-voice"] if staff_of(s) == staff])
            if staff in self._text.staves:
                LyricsRow(system, staff, self.style, self.faces).draw(self._text)
        draw_pedals(system, kinds["pedal"])

    def _band(self, staff: int, placement: str) -> Band:
        return band_of(
            staff, placement, staves=self.staves.count, braced=is_braced(self.part), vocal=staff in self._text.staves
        )

    def _last_rows(
        self, system: System, lines: ExtenderSetter, numbers: NumberSetter, mine: Sequence[Direction]
    ) -> None:
        """What stands outside everything: voltas, tempo, bar numbers, timing."""
        lines.voltas(self.part.endings)
        for direction in mine:
            if any(s.kind in BARLINE_SIGNS for s in direction.segments):
                draw_jump(system, 1, direction)
        tempo = TempoRow(system, self.typist)
        dashes = [s for s in self.part.spanners if s.kind == "dashes"]
        tempo.draw(mine, dashed_to(system, dashes))
        lines.dashes(dashes, tempo.ends, tempo.spans)
        if not numbers.above:
            numbers.bars(system)
        numbers.timing(system, mine, tempo.lefts)

    def _at_end(self, system: System, direction: Direction) -> bool:
        """Marks at the very end of the cue belong to its last system."""
        return direction.tick >= system.end and system.cells[-1] is self.cells[-1]
