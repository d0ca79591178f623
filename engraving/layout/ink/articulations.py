"""Articulations, ornaments and other marks at their notes (E16, E20, E41)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from engraving.layout.ink.crowded_beams import beam_boxes
from engraving.layout.page import Ink
from engraving.layout.rows.row_setter import INK_GAP, RowSetter, ink_of
from engraving.layout.system import System
from engraving.notation.beside_heads import BREATH_OFF
from engraving.notation.curves import Bezier, Box, boxes
from engraving.notation.mark_rows import Piece, Row, mark_rows
from engraving.notation.mark_signs import MarkSign
from engraving.notation.marks import ORNAMENTS, goes_below, is_accent, sign_of
from engraving.notation.shapes import Shape
from engraving.score import Mark
from engraving.typefaces import Faces

ACCIDENTAL = "accidental-mark"
ON_LINE = 0.25  # so far outside the outer line a dot would touch it
_ASIDE = 0.2  # between staccato or tenuto and another voice's ink


class _Printed(NamedTuple):
    """A sign as it was printed, for other voices of the chord that have it too."""

    ink: Ink
    x: float
    y: float
    code: int
    scale: float


class MarkSetter:
    """Places the marks of one system, in zones from the note outwards."""

    def __init__(
        self,
        system: System,
        faces: Faces,
        fingering_pt: float,
        technique_pt: float,
        space: float,
        ties: Sequence[tuple[int, Bezier]],
    ) -> None:
        """``ties`` are those drawn already, with their staff."""
        self.system = system
        self.ties = ties
        self.faces = faces
        self._beams: dict[int, list[tuple[int, Box]]] = {}
        self.inner_reach: dict[tuple[int, bool], float] = {}
        self._printed: dict[tuple[int, int, str], _Printed] = {}  # by chord (group, column) and name of the mark
        self.rows = RowSetter(system, faces, fingering_pt, technique_pt, space)
        self._marked = [shape for shape in system.shapes if shape.event.marks]

    def inner(self) -> None:
        """Staccato and tenuto: inside everything else."""
        for shape in self._marked:
            if shape.sharing:
                continue
            reach: dict[bool, float] = {}
            for mark in sorted(shape.event.marks, key=lambda m: m.name):
                sign = sign_of(mark)
                if sign is not None and sign.zone == "inner" and shape.heads:
                    self._inner(shape, mark, sign, reach)

    def accents(self, at_slur_ends: Collection[int], *, outside: bool) -> None:
        """Accents and the like: before slurs are drawn, or after them at notes where a slur ends."""
        for shape in self._marked:
            if shape.sharing or (shape.event.id in at_slur_ends) != outside:
                continue
            for mark in sorted(shape.event.marks, key=is_accent):
                sign = sign_of(mark)
                if sign is not None and sign.zone == "outer":
                    self._outer(shape, mark, sign, up=self._articulation_up(shape, mark))

    def shared(self) -> None:
        """Those of voices that stand on an outer voice's stem, printed on its own (E12)."""
        for shape in self._marked:
            if not shape.sharing:
                continue
            for mark in shape.event.marks:
                ink, x, y, code, scale = self._printed[shape.group, shape.number, mark.name]
                self.system.pen.glyph(ink, shape.staff - 1, x, y, code, scale=scale, atom=mark.atom, group=shape.group)

    def top(self, waved: Collection[int], wave_ends: Mapping[int, float]) -> None:
        """Marcato, ornaments, bowings, harmonics, fingerings; not the accidentals of trills that go on (``waved``).

        A trill whose wave begins at it stands as high as the wave must, up to the wave's end (``wave_ends``).
        """
        for shape in self._marked:
            skipped = ACCIDENTAL if shape.event.id in waved else ""
            marks = [m for m in shape.event.marks if m.name != skipped]
            self._rows(shape, marks, wave_ends.get(shape.event.id, 0.0))

    def over_waves(self, waved: Collection[int]) -> None:
        """Accidentals of trills that go on: over the wave."""
        if not waved:
            return
        for shape in self._marked:
            if shape.event.id in waved:
                self._rows(shape, [m for m in shape.event.marks if m.name == ACCIDENTAL])

    def _rows(self, shape: Shape, marks: Sequence[Mark], wave_end: float = 0.0) -> None:
        """The marks of one note over it, then those under it."""
        signed = [(m, s) for m in marks if (s := sign_of(m)) is not None]
        for up in (True, False):
            chosen = [(m, s) for m, s in signed if s.zone == "top" and self._top_up(shape, m) == up]
            if not chosen:
                continue
            for row in mark_rows(chosen, shape.event, up=up):
                beyond = wave_end if row.main and row.mark.name in ORNAMENTS else 0.0
                self.rows.place(shape, row, self._row_centre(shape, row), up=up, beyond=beyond)

    def fermatas(self) -> None:
        """Over everything else at a note, centred on it or on the whole-bar rest."""
        for shape in self._marked:
            for mark in shape.event.marks:
                sign = sign_of(mark)
                if sign is not None and sign.zone == "fermata":
                    self._outer(shape, mark, sign, up=self._top_up(shape, mark))

    def beside(self) -> None:
        """Breaths and caesuras after a note, falls and scoops at its head, signs on its stem."""
        for shape in self.system.shapes:
            if shape.beside:
                self._at_heads(shape)
            for mark in shape.event.marks:
                sign = sign_of(mark)
                if sign is None:
                    continue
                if sign.zone == "after":
                    self._after(shape, mark, sign)
                elif sign.zone == "stem" and shape.heads:
                    self._on_stem(shape, mark, sign)

    # Sides

    @staticmethod
    def _articulation_up(shape: Shape, mark: Mark) -> bool:
        if shape.side:
            return shape.side > 0
        if mark.placement == "above" and not shape.stemmed:
            return True
        return not shape.up

    @staticmethod
    def _top_up(shape: Shape, mark: Mark) -> bool:
        if goes_below(mark):
            return False
        return shape.side >= 0 or mark.placement == "above"

    # Placing

    def _inner(self, shape: Shape, mark: Mark, sign: MarkSign, reach: dict[bool, float]) -> None:
        up = self._articulation_up(shape, mark)
        code = (sign.above if up else sign.below)[0]
        direction = 1.0 if up else -1.0
        size = shape.sign_scale
        box = self.faces.box(code).scaled(size)
        edge = (shape.lines - 1) / 2
        home, middle = self.rows.home(shape, up)
        if up in reach:
            before = reach[up]
            y = before + direction * (1.0 if abs(before) + 0.9 < edge else INK_GAP + 0.2)
        elif shape.stemmed and (shape.up == up or shape.second_stem is not None):
            tip = shape.tip if shape.up == up or shape.second_stem is None else shape.second_stem[1]
            y = tip + direction * 0.7 * size
            if abs(y - middle) < edge + ON_LINE:
                space = round(y - middle - 0.5) + 0.5 + middle
                y = space + (0.0 if direction * (space - tip) > 0.4 else direction)
        else:
            head = shape.high if up else shape.low
            on_line = abs(head - round(head)) < 0.01
            y = head + direction * (1.5 if on_line and abs(head + direction) <= edge else 1.0)
        half = (box.y1 - box.y0) / 2
        centre = (box.y0 + box.y1) / 2
        x = self._centre(shape) - (box.x0 + box.x1) / 2
        if shape.side:
            y = self._past_others(shape, (x + box.x0, x + box.x1), y, half, direction)
        reach[up] = y
        self.system.pen.glyph(
            Ink.STACCATO, shape.staff - 1, x, y - centre, code, scale=size, atom=mark.atom, group=shape.group
        )
        if shape.side:
            self._printed[shape.group, shape.number, mark.name] = _Printed(Ink.STACCATO, x, y - centre, code, size)
        self.rows.boxes.setdefault(shape.event.id, []).append((x + box.x0, y - half, x + box.x1, y + half))
        skyline = (self.system.ups if up else self.system.downs)[home - 1]
        skyline.add(x + box.x0, x + box.x1, y + direction * half - middle)
        self.inner_reach[shape.event.id, up] = y + direction * half

    def _past_others(
        self, shape: Shape, across: tuple[float, float], y: float, half: float, direction: float
    ) -> float:
        """Outwards in half spaces until clear of the other voices of the column, their ties and outer voices' beams."""
        others = [s for s in shape.column.shapes if s is not shape and s.staff == shape.staff] if shape.column else []
        x0, x1, thickness = across[0] - _ASIDE, across[1] + _ASIDE, self.system.pen.thickness
        inks = [box for other in others for box in other.placed_ink(thickness) if box[0] < x1 and x0 < box[1]]
        for staff, curve in self.ties:
            if staff == shape.staff and curve.x0 < x1 and x0 < curve.x3:
                inks += [box for box in boxes(curve, 8, thickness.tie_middle) if box[0] < x1 and x0 < box[1]]
        beams = [box for group, box in self._outer_beams(shape.staff) if group != shape.group]
        inks += [box for box in beams if box[0] < x1 and x0 < box[1]]
        reach = half + _ASIDE
        while any(low < y + reach and y - reach < high for _, _, low, high in inks):
            y += direction * 0.5
        return y

    def _outer_beams(self, staff: int) -> list[tuple[int, Box]]:
        """The beams of voices on a staff that have another voice inside them, with their groups."""
        found = self._beams.get(staff)
        if found is None:
            found = self._beams[staff] = []
            groups = {s.beam: s.group for s in self.system.shapes if s.rank and s.beam and s.staff == staff and s.heads}
            for atom, group in groups.items():
                found += [(group, box) for box in beam_boxes(self.system, (atom,))]
        return found

    def _outer(self, shape: Shape, mark: Mark, sign: MarkSign, *, up: bool) -> None:
        codes = sign.above if up else sign.below
        row = Row(mark, tuple(Piece(code, mark.atom) for code in codes), sign.text)
        y = self.rows.place(shape, row, self._centre(shape), up=up)
        if shape.side and len(codes) == 1:
            size = shape.sign_scale
            box = self.faces.box(codes[0])
            x = self._centre(shape) - (box.x0 + box.x1) / 2 * size
            self._printed[shape.group, shape.number, mark.name] = _Printed(ink_of(mark), x, y, codes[0], size)

    def _on_stem(self, shape: Shape, mark: Mark, sign: MarkSign) -> None:
        """A sign in the middle of the free stem; over a note that has none, or beams, flags or little room."""
        if not shape.stemmed or shape.flag or shape.beam or shape.event.grace:
            self._outer(shape, mark, sign, up=True)
            return
        code, head = sign.above[0], shape.high if shape.up else shape.low
        box = self.faces.box(code)
        x = shape.x + shape.stem_x - (box.x0 + box.x1) / 2
        y = (head + (0.5 if shape.up else -0.5) + shape.tip) / 2 - (box.y0 + box.y1) / 2
        self.system.pen.glyph(Ink.TREMOLO, shape.staff - 1, x, y, code, atom=mark.atom, group=shape.group)
        self.system.ups[shape.staff - 1].add(x + box.x0, x + box.x1, y + box.y1)
        self.system.downs[shape.staff - 1].add(x + box.x0, x + box.x1, y + box.y0)

    def _after(self, shape: Shape, mark: Mark, sign: MarkSign) -> None:
        code = sign.above[0]
        box = self.faces.box(code)
        end = self._next_x(shape) - 0.4
        least = shape.breath or shape.right() + BREATH_OFF
        x = max(shape.x + least, end - (box.x1 - box.x0) - 0.6)
        up, edge = shape.side >= 0, (shape.lines - 1) / 2
        skyline = (self.system.ups if up else self.system.downs)[shape.staff - 1]
        near = skyline.reach(x, x + box.x1 - box.x0)
        y = (edge if up else -edge) - (box.y0 + box.y1) / 2  # a caesura cuts the outer line
        if mark.name == "breath-mark" or (shape.beam and abs(near) > edge + 0.1):  # or stands over a beam
            y = max(edge + 0.5 + box.y0, near + 0.3) - box.y0 if up else min(-edge - 0.5, near - 0.3) - box.y1
        self.system.pen.glyph(Ink.BREATH, shape.staff - 1, x - box.x0, y, code, atom=mark.atom, group=shape.group)
        skyline.add(x, x + box.x1 - box.x0, y + (box.y1 if up else box.y0))

    def _next_x(self, shape: Shape) -> float:
        """Where the next column or barline of the system stands."""
        columns: Sequence[float] = [c.x + c.left for c in self.system.columns if c.x > shape.x + 0.5]
        lines = [x for x, _ in self.system.barlines if x > shape.x]
        return min([*columns, *lines], default=self.system.width)

    def _at_heads(self, shape: Shape) -> None:
        for sign in shape.beside:
            x, box = shape.x + sign.dx, self.faces.box(sign.code)
            self.system.pen.glyph(
                Ink.GLISSANDO, shape.staff - 1, x, sign.y, sign.code, atom=sign.atom, group=shape.group
            )
            self.system.ups[shape.staff - 1].add(x + box.x0, x + box.x1, sign.y + box.y1)
            self.system.downs[shape.staff - 1].add(x + box.x0, x + box.x1, sign.y + box.y0)

    def _row_centre(self, shape: Shape, row: Row) -> float:
        """Over the head; delayed turns half way to what follows."""
        centre = self._centre(shape)
        return (centre + self._next_x(shape)) / 2 if row.mark.name.startswith("delayed") else centre

    @staticmethod
    def _centre(shape: Shape) -> float:
        if shape.heads:
            return shape.x + shape.offset + shape.width / 2
        box = shape.boxes[0]
        return shape.x + (box.x0 + box.x1) / 2
