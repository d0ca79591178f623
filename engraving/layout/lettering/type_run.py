"""A run of type and signs: its pieces, strokes and enclosures, measured once and drawn wherever it is put (E43)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.typefaces import Face, Faces
from engraving.typefaces.face import Contours
from engraving.typefaces.letterfit import apart

WHITE = 0.34  # between an enclosure and what it holds: 0.5 to its outer edge (E44)
SERIF = 0.5  # of a bracket, from the middle of its upright
CLOSE = 0.2  # between the ink of a sign and that of a bracket or comma beside it
_CORNERS = {
    "triangle": 3, "diamond": 4, "pentagon": 5, "hexagon": 6, "heptagon": 7, "octagon": 8, "nonagon": 9, "decagon": 10,
}  # fmt: skip
_ROUND = 28  # sides of what stands for a circle


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Part of a run, x from the run's origin in staff spaces; either text (``size`` in pt) or one glyph.

    ``segment`` says which of the run's segments it prints; ``y`` is its own height over the baseline.
    """

    x: float
    width: float
    text: str
    face: Face
    size: float
    code: int
    scale: float
    ink: Ink
    segment: int = 0
    y: float = 0.0


class Stroke(NamedTuple):
    """A straight line of a run, or a tie that sags by ``sag`` under its two ends."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    ink: Ink
    sag: float = 0.0


class Enclosure(NamedTuple):
    """A box, circle … around pieces: ``x0`` to ``y1`` are the outer edges of its ink."""

    shape: str
    x0: float
    x1: float
    y0: float
    y1: float


class TypeLine(msgspec.Struct, frozen=True, gc=False):
    """A run ready to be placed: ``left`` to ``right`` and ``low`` to ``high`` are its ink from the origin
    (its baseline's start; for a run with a dynamic, the optical centre of the dynamic). ``boxed`` is the
    shape round all of it."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    low: float
    high: float
    boxed: str = ""
    strokes: tuple[Stroke, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def width(self) -> float:
        """Ink from left to right."""
        return self.right - self.left

    def draw(
        self,
        pen: Pen,
        staff: int,
        x: float,
        y: float,
        atoms: int | Sequence[int],
        *,
        echo: bool = False,
        group: int = 0,
    ) -> None:
        """Print it with its origin at (x, y); ``atoms`` is one for all, or one for each segment."""
        seen: set[int] = set()
        atom = 0
        for piece in self.pieces:
            atom = atoms if isinstance(atoms, int) else atoms[piece.segment]
            again = echo or atom in seen
            seen.add(atom)
            if piece.code:
                pen.glyph(
                    piece.ink, staff, x + piece.x, y + piece.y, piece.code, scale=piece.scale, atom=atom, echo=again,
                    group=group,
                )  # fmt: skip
            else:
                pen.text(
                    piece.ink, staff, x + piece.x, y + piece.y, piece.text, piece.size, piece.face, atom=atom,
                    echo=again, group=group,
                )  # fmt: skip
        for stroke in self.strokes:
            _draw_stroke(pen, staff, x, y, stroke, atom)
        for enclosure in self.enclosures:
            _draw_enclosure(pen, staff, x, y, enclosure, atom)
        if self.boxed:
            box = Enclosure(self.boxed, self.left, self.right, self.low, self.high)
            _draw_enclosure(pen, staff, x, y, box, atom, group)


def _draw_stroke(pen: Pen, staff: int, x: float, y: float, stroke: Stroke, atom: int) -> None:
    x0, y0, x1, y1 = x + stroke.x0, y + stroke.y0, x + stroke.x1, y + stroke.y1
    if not stroke.sag:
        pen.line(stroke.ink, staff, x0, y0, x1, y1, stroke.width, atom=atom, echo=True)
        return
    third, outer, inner = (x1 - x0) / 3, stroke.sag + stroke.width, stroke.sag - stroke.width
    pen.curve(
        stroke.ink, staff,
        (
            x0, y0, x0 + third, y0 - outer, x1 - third, y1 - outer, x1, y1,
            x1 - third, y1 - inner, x0 + third, y0 - inner, x0, y0,
        ),
        atom=atom, echo=True,
    )  # fmt: skip


def _draw_enclosure(pen: Pen, staff: int, x: float, y: float, box: Enclosure, atom: int, group: int = 0) -> None:
    thick = pen.thickness.enclosure
    for ax, ay, bx, by in _sides(box, thick):
        pen.line(Ink.BOX, staff, x + ax, y + ay, x + bx, y + by, thick, atom=atom, echo=True, group=group)


def _sides(box: Enclosure, thick: float) -> list[tuple[float, float, float, float]]:
    half = thick / 2
    x0, x1, y0, y1 = box.x0 + half, box.x1 - half, box.y0 + half, box.y1 - half
    if box.shape in ("circle", "oval") or box.shape in _CORNERS:
        return _ring(box, thick)
    if box.shape in ("bracket", "inverted-bracket"):
        # Half a box each side: open towards the words, or away from them.
        serif = SERIF
        if box.shape == "inverted-bracket":
            x0, x1, serif = box.x0 + SERIF, box.x1 - SERIF, -SERIF
        return [
            (x0, box.y0, x0, box.y1), (x0, y0, x0 + serif, y0), (x0, y1, x0 + serif, y1),
            (x1, box.y0, x1, box.y1), (x1, y0, x1 - serif, y0), (x1, y1, x1 - serif, y1),
        ]  # fmt: skip
    return [
        (box.x0, y0, box.x1, y0), (box.x0, y1, box.x1, y1), (x0, box.y0, x0, box.y1), (x1, box.y0, x1, box.y1),
    ]  # fmt: skip


def _ring(box: Enclosure, thick: float) -> list[tuple[float, float, float, float]]:
    """Sides of a circle, oval or polygon with a corner at the top."""
    count = _CORNERS.get(box.shape, _ROUND)
    cx, cy = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    rx, ry = (box.x1 - box.x0 - thick) / 2, (box.y1 - box.y0 - thick) / 2
    points = [(cx + rx * sin(2 * pi * k / count), cy + ry * cos(2 * pi * k / count)) for k in range(count + 1)]
    return [(*a, *b) for a, b in pairwise(points)]


def enclosed(shape: str, x0: float, x1: float, y0: float, y1: float, thick: float) -> Enclosure:
    """The enclosure, ``thick`` its line, round ink from ``x0`` to ``y1``."""
    inside = WHITE + thick
    x0, x1, y0, y1 = x0 - inside, x1 + inside, y0 - inside, y1 + inside
    cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    if shape == "square":
        rx = ry = max(rx, ry)
    elif shape == "inverted-bracket":
        rx += SERIF - thick / 2
    elif shape == "circle":
        rx = ry = (rx * rx + ry * ry) ** 0.5 - inside / 2
    elif shape == "oval" or shape in _CORNERS:
        # An ellipse round a rectangle, and a polygon round that: the fewer corners, the farther out.
        out = 2**0.5 / cos(pi / _CORNERS.get(shape, _ROUND))
        rx, ry = rx * out - inside / 2, ry * out - inside / 2
    return Enclosure(shape, cx - rx, cx + rx, cy - ry, cy + ry)


class Run:
    """A run being set from left to right."""

    def __init__(self, faces: Faces, spaces: float) -> None:
        """``spaces`` are staff spaces to the point."""
        self.faces = faces
        self.spaces = spaces
        self.pieces: list[Piece] = []
        self.strokes: list[Stroke] = []
        self.enclosures: list[Enclosure] = []
        self.x = 0.0

    def text(self, text: str, face: Face, size: float, ink: Ink, *, y: float = 0.0) -> None:
        """Words after what is there."""
        width = self.faces.text_width(text, face, size) * self.spaces
        self.pieces.append(Piece(self.x, width, text, face, size, 0, 1.0, ink, y=y))
        self.x += width

    def glyph(self, code: int, scale: float, ink: Ink, *, y: float = 0.0) -> None:
        """A sign after what is there."""
        width = self.faces.advance(code) * scale
        self.pieces.append(Piece(self.x, width, "", Face.MUSIC, 0.0, code, scale, ink, y=y))
        self.x += width

    def ink(self, piece: Piece) -> tuple[float, float, float, float]:
        """x0, x1, y0, y1 of a piece."""
        if piece.code:
            box, k = self.faces.box(piece.code), piece.scale
        else:
            box, k = self.faces.text_box(piece.text, piece.face, piece.size), self.spaces
        return piece.x + box.x0 * k, piece.x + box.x1 * k, piece.y + box.y0 * k, piece.y + box.y1 * k

    def close_up(self, first: int) -> float:
        """Pieces from index ``first`` on stand close to the one before, ink to ink; how far they were moved."""
        before, after = self.pieces[first - 1], self.pieces[first]
        shift = before.x + apart(self._outline(before), self._outline(after), CLOSE) - after.x
        self.pieces[first:] = [replace(piece, x=piece.x + shift) for piece in self.pieces[first:]]
        self.x += shift
        return shift

    def _outline(self, piece: Piece) -> Contours:
        """The contours of a piece from its own origin, in staff spaces."""
        if piece.code:
            found, scale = self.faces.outline(piece.code), piece.scale
        else:
            found, scale = self.faces.text_outline(piece.text, piece.face, piece.size), self.spaces
        return tuple(tuple((x * scale, y * scale) for x, y in contour) for contour in found)

    def enclose(self, shape: str, first: int) -> None:
        """A box or the like round the pieces from index ``first`` on; what follows stands beyond it."""
        edges = [self.ink(piece) for piece in self.pieces[first:]]
        if not edges:
            return
        x0, x1 = min(e[0] for e in edges), max(e[1] for e in edges)
        y0, y1 = min(0.0, *(e[2] for e in edges)), max(e[3] for e in edges)
        box = enclosed(shape, x0, x1, y0, y1, self.faces.thickness.enclosure)
        shift = x0 - box.x0 if first else 0.0
        self.pieces[first:] = [replace(piece, x=piece.x + shift) for piece in self.pieces[first:]]
        self.enclosures.append(box._replace(x0=box.x0 + shift, x1=box.x1 + shift))
        self.x = max(self.x + shift, box.x1 + shift)

    def line(self, origin: float) -> TypeLine:
        """The finished run, measured, its origin moved."""
        edges = [self.ink(piece) for piece in self.pieces]
        edges += [(min(s.x0, s.x1), max(s.x0, s.x1), min(s.y0, s.y1) - s.sag, max(s.y0, s.y1)) for s in self.strokes]
        edges += [box[1:] for box in self.enclosures]
        if not edges:
            return TypeLine((), 0.0, 0.0, 0.0, 0.0)
        return TypeLine(
            tuple(replace(piece, x=piece.x - origin) for piece in self.pieces),
            min(e[0] for e in edges) - origin,
            max(e[1] for e in edges) - origin,
            min(e[2] for e in edges),
            max(e[3] for e in edges),
            "",
            tuple(s._replace(x0=s.x0 - origin, x1=s.x1 - origin) for s in self.strokes),
            tuple(box._replace(x0=box.x0 - origin, x1=box.x1 - origin) for box in self.enclosures),
        )
