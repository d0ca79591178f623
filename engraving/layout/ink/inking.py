"""What a part has on one system, drawn from the notes outwards once its columns have their places (E41)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.bars.formatter import Formatter
from engraving.layout.columns.cells import Cell
from engraving.layout.hands import hands, joined_staves
from engraving.layout.ink import notes, tremolos
from engraving.layout.ink.arpeggios import draw_arpeggios
from engraving.layout.ink.articulations import MarkSetter
from engraving.layout.ink.bar_signs import draw_inner_barlines, draw_repeats, repeat_signs
from engraving.layout.ink.barlines import draw_barlines
from engraving.layout.ink.bends import draw_bends
from engraving.layout.ink.brackets import draw_brackets, draw_principal_voices
from engraving.layout.ink.crossed_hairpins import crossed_hairpins
from engraving.layout.ink.dashes import draw_dashes
from engraving.layout.ink.extenders import staff_of
from engraving.layout.ink.frame import draw_frame
from engraving.layout.ink.glissandi import draw_glissandi
from engraving.layout.ink.legato_letters import draw_letters, without_slur
from engraving.layout.ink.octave_lines import draw_octaves
from engraving.layout.ink.pedals import draw_pedals
from engraving.layout.ink.slur_order import beyond_tuplets, doubled, dynamic_stretches, slurred
from engraving.layout.ink.slurs import SlurSetter
from engraving.layout.ink.staff_gaps import STAFF_CLEAR
from engraving.layout.ink.ties import draw_ties
from engraving.layout.ink.trills import WaveSetter
from engraving.layout.ink.tuplets import TupletSetter
from engraving.layout.lettering.typeline import typist_of
from engraving.layout.pen import Pen
from engraving.layout.rows.chords_row import ChordsRow
from engraving.layout.rows.dynamics_row import Band, DynamicsRow, band_of
from engraving.layout.rows.figures_row import FiguresRow
from engraving.layout.rows.hairpins import side_by_side
from engraving.layout.rows.lyrics_row import LyricsRow
from engraving.layout.rows.repeats import repeated_directions, repeated_lines
from engraving.layout.rows.sung_text import SungText
from engraving.layout.rows.words_row import WordsRow
from engraving.layout.skyline import clearance
from engraving.layout.system import System
from engraving.layout.whereabouts import Whereabouts, stretch
from engraving.notation.marks import waved_events
from engraving.notation.shapes import Shape
from engraving.notation.words import is_for_pedal, is_row_direction
from engraving.score import Direction, Part, Spanner
from engraving.typefaces import Faces

PASSES = 3


class Rows(Protocol):
    """What a part prints besides its own music: numbers, everybody's marks."""

    def edge(self, system: System) -> None:
        """What stands at the left of its staves."""

    def outside(self, system: System) -> None:
        """What stands outside everything."""


class Inker:
    """Draws systems of one part: its own music, and ``rows`` besides."""

    def __init__(self, part: Part, formatter: Formatter, style: Style, faces: Faces, rows: Rows | None = None) -> None:
        self.part = part
        self.formatter = formatter
        self.faces = faces
        self.rows = rows
        self.beams = {group.atom: group for group in formatter.beams}
        self._beam_from = {group.events[0]: group.events for group in formatter.beams}
        kinds: dict[str, list[Spanner]] = defaultdict(list)
        for spanner in part.music.spanners:
            kinds[spanner.kind].append(spanner)
        repeated = {s.atom for s in doubled(kinds["slur"])}
        kinds["slur"] = [s for s in kinds["slur"] if s.atom not in repeated]
        self.repeats = repeat_signs(part.music.styles, part.bars)
        unsaid = {d.atom for d in repeated_directions(part)} | {s.atom for s in repeated_lines(part)}
        said = [d for d in part.music.directions if d.atom not in unsaid]
        for kind in ("wedge", "dashes"):
            kinds[kind] = [s for s in kinds[kind] if s.atom not in unsaid]
        kinds["wedge"] = side_by_side(kinds["wedge"])
        own_slurs = without_slur(kinds["hammer-on"] + kinds["pull-off"], kinds["slur"])
        kinds["slur"] += own_slurs
        self._own_slurs = frozenset(line.atom for line in own_slurs)
        self._row_words = {str(d.atom): d for d in said if is_row_direction(d)}
        self._hands = hands(part)
        self._under_hands: frozenset[int] = frozenset()
        if self._hands > 1:
            if self._hands == part.music.staves:  # an organ's feet have a staff of their own
                said = [replace(d, staff=self._hands, placement="below") if is_for_pedal(d) else d for d in said]
            ticks = {direction.tick for direction in self._row_words.values()}
            self._under_hands = crossed_hairpins(
                kinds["wedge"], kinds["slur"], formatter.beamed_across, ticks
            )
        self._waved = waved_events(part.music, kinds["wavy-line"])
        self._dynamics = dynamic_stretches(part.music) if part.music.staves > 1 else ()
        self._slurred = slurred(kinds["slur"])
        beyond = beyond_tuplets(kinds["slur"], kinds["tuplet"])
        self._beyond = {s.atom for s in beyond}
        self._slurred_beyond = slurred(beyond)
        self._on_row = frozenset(d.atom for d in said if is_row_direction(d))
        self._said = Whereabouts(part.bars, ((d.tick, d.tick, d) for d in said))
        self._lines = Whereabouts(
            part.bars, ((*stretch(line), (kind, line)) for kind, lines in kinds.items() for line in lines)
        )
        self._text = SungText(part.music)
        self.set_in(style)

    def set_in(self, style: Style) -> None:
        """From now on draw in this style."""
        self.style = style
        self.typist = typist_of(style, self.faces)
        self._fingering, self._technique = style.points(style.sizes.fingering), style.points(style.sizes.technique)
        self._slur_sides: dict[int, bool] = {}

    def draw(self, system: System, following: Cell | None) -> None:
        """Everything a system shows; grand staves again when their staves must stand farther apart."""
        for _ in range(PASSES):
            self._ink(system, following)
            needed = [
                clearance(system.downs[i], system.ups[i + 1]) + STAFF_CLEAR for i in range(system.staff_count - 1)
            ]
            if all(have >= need - 0.05 for have, need in zip(system.gap_between, needed, strict=True)):
                return
            system.gap_between = list(map(max, system.gap_between, needed))
        self._ink(system, following)

    def draw_rests(self, system: System, following: Cell | None) -> None:
        """A system in which the part has nothing but rests without marks."""
        system.pen = Pen(self.faces, self.style.space)
        system.open_skylines()
        draw_frame(system, following, self.faces)
        notes.draw_notes(system, self.beams)
        draw_barlines(system)

    def _ink(self, system: System, following: Cell | None) -> None:
        """From the notes outwards (E41), on an empty system."""
        system.pen = Pen(self.faces, self.style.space)
        system.joined = joined_staves(self.part)
        system.open_skylines()
        style, faces = self.style, self.faces
        shapes = self.formatter.shape_of
        kinds: dict[str, list[Spanner]] = defaultdict(list)
        for kind, line in self._lines.within(system.start, system.end):
            kinds[kind].append(line)
        draw_frame(system, following, faces)
        if self.rows is not None:
            self.rows.edge(system)
        pairs = tremolos.settle_pairs(system, kinds["tremolo"], shapes)
        draw_repeats(system, self.repeats, style, faces)
        notes.draw_notes(system, self.beams)
        tremolos.draw_tremolos(system, faces)
        tremolos.draw_pairs(system, pairs)
        draw_arpeggios(system)
        curves = draw_ties(system, kinds["tie"], shapes)
        marks = MarkSetter(system, faces, self._fingering, self._technique, style.space, curves)
        marks.inner()
        marks.accents(self._slurred, outside=False)
        slurs = SlurSetter(
            system, shapes, marks.inner_reach, curves, marks.rows.boxes, self._slur_sides, self._under, self._dynamics
        )
        slurs.draw([s for s in kinds["slur"] if s.atom not in self._beyond])
        marks.accents(self._slurred - self._slurred_beyond, outside=True)
        tuplets = TupletSetter(system, shapes, self._beam_from, faces, style.sizes.tuplet)
        tuplets.draw(kinds["tuplet"])
        slurs.way.numbers = tuplets.drawn
        slurs.draw([s for s in kinds["slur"] if s.atom in self._beyond])
        marks.accents(self._slurred_beyond, outside=True)
        marks.shared()
        text = self._technique
        glissandi = kinds["glissando"] + kinds["slide"]
        draw_glissandi(system, glissandi, shapes, faces, text, style.space)
        draw_bends(system, faces, text, style.space)
        draw_letters(system, kinds["hammer-on"] + kinds["pull-off"], self._own_slurs, shapes, faces, text, style.space)
        waves = WaveSetter(system, faces, shapes, kinds["wavy-line"])
        marks.top(self._waved, waves.ends())
        waves.draw(marks.rows.signs)
        marks.over_waves(self._waved)
        marks.fermatas()
        marks.beside()
        self._words(system, kinds)
        if self.rows is not None:
            self.rows.outside(system)
        draw_barlines(system)
        draw_inner_barlines(system)

    def _under(self, slur: Spanner) -> list[Shape]:
        """What stands from a slur's first note to its last, on whatever systems; nothing for half a slur."""
        start, stop, formatted = slur.start, slur.stop, self.formatter
        if start is None or stop is None:
            return []
        bars = range(formatted.events[start.event].bar, formatted.events[stop.event].bar + 1)
        events = (event for bar in bars for event in formatted.by_bar.get(bar, ()))
        here = [e.id for e in events if e.staff == start.staff and start.tick <= e.tick <= stop.tick]
        return [formatted.shape_of[i] for i in here if i in formatted.shape_of]

    def _words(self, system: System, kinds: Mapping[str, list[Spanner]]) -> None:
        """Dynamics under the notes, technique over them, lines, then lyrics."""
        here = [d for d in self._said.within(system.start, system.end) if belongs_to(system, d)]
        dashes = []
        rows: dict[Band, tuple[list[Direction], list[tuple[int, Spanner]]]] = defaultdict(lambda: ([], []))
        for direction in here:
            if direction.atom in self._on_row:
                rows[self._band(direction.staff, direction.placement)][0].append(direction)
        for wedge in kinds["wedge"]:
            under = wedge.atom in self._under_hands
            band = Band(self._hands, False) if under else self._band(staff_of(wedge), wedge.placement)
            rows[band][1].append((staff_of(wedge), wedge))
        for line in kinds["dashes"]:
            said = self._row_words.get(line.get("direction"))
            if said is None:
                dashes.append(line)
            else:
                rows[self._band(said.staff, said.placement)][1].append((said.staff, line))
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
            draw_octaves(system, [s for s in kinds["octave-shift"] if staff_of(s) == staff], self.faces)
            words = WordsRow(system, staff, self.typist)
            chords = [d for d in mine if d.segments[0].kind == "harmony"]
            words.draw([d for d in mine if d.atom not in self._on_row and d not in figures and d not in chords])
            heights |= words.ends
            if chords:
                ChordsRow(system, staff, self.typist).draw(chords)
            draw_dashes(system, [s for s in dashes if staff_of(s) == staff], heights, spans)
            draw_brackets(system, [s for s in kinds["bracket"] if staff_of(s) == staff])
            draw_principal_voices(system, [s for s in kinds["principal-voice"] if staff_of(s) == staff])
            if staff in self._text.staves:
                LyricsRow(system, staff, self.style, self.faces).draw(self._text)
        draw_pedals(system, kinds["pedal"])

    def _band(self, staff: int, placement: str) -> Band:
        return band_of(staff, placement, hands=self._hands, vocal=staff in self._text.staves)


def belongs_to(system: System, direction: Direction) -> bool:
    """Does it stand in the system? Marks at the very end of the cue belong to its last one."""
    return system.start <= direction.tick and (direction.tick < system.end or system.is_last)
