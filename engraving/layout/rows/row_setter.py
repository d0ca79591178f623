"""Rows of signs and words placed over and under notes, clear of what stands there (E16, E41)."""

from __future__ import annotations

from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.mark_rows import Row
from engraving.notation.marks import ORNAMENTS
from engraving.notation.shapes import Shape
from engraving.notation.technique import FINGERINGS
from engraving.score import Mark
from engraving.typefaces import Face, Faces

INK_GAP = 0.4
OUTSIDE = 0.5
WORD_DEPTH = 0.5  # under the baseline, of the height of small letters
STROKE = 0.13
TAIL_THICK = 0.26
TAIL_IN = 0.15  # how far it begins inside the sign
STROKE_BEYOND = 0.25
TAIL = 0.5  # what leads into an ornament or out of it goes so far beyond it
TAIL_WIDE = 0.5


class Extent(NamedTuple):
    """The ink of a row from the left end of its baseline."""

    width: float
    low: float
    high: float


class RowSetter:
    """Places the rows of one system, from the notes outwards."""

    def __init__(self, system: System, faces: Faces, fingering_pt: float, technique_pt: float, space: float) -> None:
        self.system = system
        self.faces = faces
        self.fingering_pt = fingering_pt
        self.technique_pt = technique_pt
        self.points = 100 / space
        self.boxes: dict[int, list[tuple[float, float, float, float]]] = {}  # by event
        self.signs: dict[int, tuple[float, float]] = {}  # ornaments: right edge and baseline
        self._printed: set[int] = set()

    def place(self, shape: Shape, row: Row, centre: float, *, up: bool, beyond: float = 0.0) -> float:
        """Print a row outside what stands at its note, its middle at ``centre``; words begin at the head (E42b).

        What goes on from it in one line, up to ``beyond``, has room at its height. Returns its baseline.
        """
        size = self._size(row)
        if shape.sign_scale != 1.0:
            scaled = (piece._replace(scale=piece.scale * shape.sign_scale) for piece in row.pieces)
            row = row._replace(pieces=tuple(scaled))
        extent = self._extent(row, size)
        if row.text and row.mark.name not in FINGERINGS:
            centre += extent.width / 2 - min(shape.width, extent.width) / 2
            centre = min(centre, self.system.room - extent.width / 2)
        left = extent.width / 2 + (TAIL_WIDE if row.tails[0] else 0.0)
        right = extent.width / 2 + (TAIL_WIDE if row.tails[1] else 0.0)
        x0, x1 = centre - left, centre + right
        low, high = self._reach(row, extent)
        staff, middle = self.home(shape, up)
        skyline = (self.system.ups if up else self.system.downs)[staff - 1]
        if shape.stemmed and shape.up == up:  # over the stem, not beside it
            stem, half = shape.x + shape.stem_x, self.system.pen.thickness.stem / 2
            x0, x1 = min(x0, stem - half), max(x1, stem + half)
            if shape.beam in self.system.crossing:  # between the staves, on nobody's skyline
                skyline.add(stem - half, stem + half, shape.tip - middle)
        edge = self.system.staff_edge(staff) + OUTSIDE
        near = skyline.reach(x0, max(x1, beyond))
        y = max(near + INK_GAP, edge) - low if up else min(near - INK_GAP, -edge) - high
        skyline.add(x0, x1, y + (high if up else low))
        y += middle
        self.boxes.setdefault(shape.event.id, []).append((x0, y + low, x1, y + high))
        self._print(shape, row, centre - extent.width / 2, y, size)
        self._strokes(shape, row, centre, y, extent)
        if row.main and row.mark.name in ORNAMENTS:
            self.signs[row.mark.atom] = x1, y
        return y

    def home(self, shape: Shape, up: bool) -> tuple[int, float]:
        """The staff whose skyline a mark raises, and its middle line's y: another one's where the beam lies in that."""
        if shape.stemmed and shape.up == up and shape.beam in self.system.crossing:
            return self.system.reached(shape.staff, shape.tip)
        return shape.staff, 0.0

    def _size(self, row: Row) -> float:
        return self.fingering_pt if row.mark.name in FINGERINGS else self.technique_pt

    def _extent(self, row: Row, size: float) -> Extent:
        if row.text:
            box = self.faces.text_box(row.text, Face.ROMAN, size)
            width = self.faces.text_width(row.text, Face.ROMAN, size)
            low = min(box.y0, -WORD_DEPTH * self.faces.x_height(Face.ROMAN, size))  # with or without a g: one line
            return Extent(width * self.points, low * self.points, box.y1 * self.points)
        boxes = [(self.faces.box(piece.code), piece) for piece in row.pieces]
        return Extent(
            sum((box.x1 - box.x0) * piece.scale + piece.gap for box, piece in boxes),
            min(box.y0 * piece.scale for box, piece in boxes),
            max(box.y1 * piece.scale for box, piece in boxes),
        )

    @staticmethod
    def _reach(row: Row, extent: Extent) -> tuple[float, float]:
        """Lowest and highest ink with strokes and tails."""
        low, high = extent.low, extent.high
        if row.struck:
            low, high = low - STROKE_BEYOND, high + STROKE_BEYOND
        if "below" in row.tails:
            low -= TAIL
        if "above" in row.tails:
            high += TAIL
        return low, high

    def _print(self, shape: Shape, row: Row, x: float, y: float, size: float) -> None:
        pen, staff, ink = self.system.pen, shape.staff - 1, ink_of(row.mark)
        if row.text:
            face = Face.ROMAN
            ink = Ink.FINGERING if ink is Ink.FINGERING else Ink.TECHNIQUE
            pen.text(ink, staff, x, y, row.text, size, face, atom=row.mark.atom, group=shape.group)
            return
        for piece in row.pieces:
            box = self.faces.box(piece.code)
            x += piece.gap
            pen.glyph(
                ink, staff, x - box.x0 * piece.scale, y, piece.code, scale=piece.scale, atom=piece.atom,
                group=shape.group, echo=self._again(piece.atom),
            )  # fmt: skip
            x += (box.x1 - box.x0) * piece.scale

    def _again(self, atom: int) -> bool:
        """Whether a mark has ink already: its first piece stands for it."""
        again = atom in self._printed
        self._printed.add(atom)
        return again

    def _strokes(self, shape: Shape, row: Row, centre: float, y: float, extent: Extent) -> None:
        """The line through a struck sign, and the bent ones that lead into it and out of it."""
        pen, staff, atom = self.system.pen, shape.staff - 1, row.mark.atom
        low, high = y + extent.low, y + extent.high
        if row.struck:
            pen.line(
                Ink.TRILL_LINE, staff, centre, low - STROKE_BEYOND, centre, high + STROKE_BEYOND, STROKE, atom=atom,
                group=shape.group, echo=True,
            )  # fmt: skip
        for side, way in zip(row.tails, (-1.0, 1.0), strict=True):
            if not side:
                continue
            x, half = centre + way * (extent.width / 2 - TAIL_IN), TAIL_THICK / 2
            y0 = low + TAIL_IN if way < 0 else high - TAIL_IN  # zigzags begin low and end high
            rise = (high + TAIL if side == "above" else low - TAIL) - y0
            out = x + way * (TAIL_WIDE + TAIL_IN)
            pen.curve(
                Ink.TRILL_LINE, staff,
                (
                    x, y0 - half, x + way * 0.35, y0 - half, out - way * half, y0 + 0.3 * rise,
                    out - way * half, y0 + rise,
                    out + way * half, y0 + 0.3 * rise, x + way * 0.35, y0 + half, x, y0 + half,
                ),
                atom=atom, group=shape.group, echo=True,
            )  # fmt: skip


def ink_of(mark: Mark) -> Ink:
    """What kind of ink a mark is."""
    if mark.name == "fermata":
        return Ink.FERMATA
    if mark.name in FINGERINGS:
        return Ink.FINGERING
    return Ink.ORNAMENT if mark.name in ORNAMENTS else Ink.ARTICULATION
