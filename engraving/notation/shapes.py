"""One event on one staff as a shape in staff spaces: heads, stem, flag, ledgers, dots, rest (E10–E15).

x is measured from the left edge of the undisplaced head (the column's origin), y from the middle
line. Beamed stems and stems across staves have no length here: they are drawn when the distance to
their beam is known.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol
from weakref import ref

import msgspec

from engraving.score import Event, Head
from engraving.typefaces import Thickness

GRACE_SCALE = 0.62  # E03
CUE_SCALE = 0.70


class HeadInk(msgspec.Struct, frozen=True, gc=False):
    """A notehead: its place, glyph, right edge and size."""

    y: float
    dx: float
    x1: float
    code: int
    head: Head
    scale: float


class BoxInk(NamedTuple):
    """A rectangle of ink relative to the column."""

    x0: float
    x1: float
    y0: float
    y1: float


class BesideInk(NamedTuple):
    """A sign beside a head: a fall, a scoop."""

    dx: float
    y: float
    code: int
    atom: int


class ShapeColumn(Protocol):
    """The column that layout puts a shape into: its number in the part, and everything in it."""

    number: int
    shapes: list[Shape]


class Shape(msgspec.Struct, eq=False):
    """What one event looks like. Layout gives it its column's ``x`` and, if beamed, its ``tip``."""

    event: Event
    staff: int
    scale: float
    lines: int
    heads: list[HeadInk] = []
    accidentals: list[tuple[float, float, int, int, float]] = []  # dx, y, code, atom, scale
    dots: list[tuple[float, float, int]] = []  # dx, y, atom base
    ledgers: list[tuple[float, float, float, int]] = []  # y, x0, x1, staff
    up: bool = True
    side: int = 0  # +1/-1 when another voice shares the staff
    rank: int = 0  # of its voice among those of its side, from the inside
    voices: int = 1
    stemmed: bool = False
    stem_x: float = 0.0
    stem_foot: float = 0.0  # y at which the stem leaves its last head
    tip: float = 0.0
    flag: int = 0
    flag_y: float = 0.0
    rest: int = 0
    rest_y: float = 0.0
    offset: float = 0.0  # whole shape moved sideways because of another voice
    beam: int = 0  # atom of its beam group
    joined: int = 0  # atom of the outer voice's beam that serves its own group too
    sharing: bool = False  # it stands on the stem of an outer voice, whose marks serve it too
    beams: tuple[str, ...] = ()  # its beam values from beam 1 up
    group: int = 0
    number: int = 0  # of its column; 0 for a shape that stands in none
    _column: ref[ShapeColumn] | None = None  # weak: the column holds its shapes
    x: float = 0.0
    whole_bar: bool = False
    beside: list[BesideInk] = []
    second_stem: tuple[float, float] | None = None  # x and end of the other one of a double stem
    breath: float = 0.0  # where a breath or caesura after it may begin
    bend: float = 0.0  # where the arrow of a bent string begins
    strokes: int = 0  # of a tremolo between it and another note
    boxes: list[BoxInk] = []

    def __post_init__(self) -> None:
        self.group = self.event.id

    @property
    def column(self) -> ShapeColumn | None:
        """What it stands in; None for a shape that stands alone."""
        return self._column() if self._column is not None else None

    def stand_in(self, column: ShapeColumn) -> None:
        """Put it into a column."""
        column.shapes.append(self)
        self._column = ref(column)

    @property
    def sign_scale(self) -> float:
        """The size of marks at the note: those of cue notes shrink with it, those of grace notes do not."""
        return CUE_SCALE if self.event.cue else 1.0

    @property
    def high(self) -> float:
        """y of the highest head (or the rest)."""
        return self.heads[-1].y if self.heads else self.rest_y

    @property
    def low(self) -> float:
        """y of the lowest head (or the rest)."""
        return self.heads[0].y if self.heads else self.rest_y

    @property
    def width(self) -> float:
        """Width of its undisplaced head, or of the rest."""
        return self.heads[0].x1 - self.heads[0].dx if self.heads else (self.boxes[0].x1 if self.boxes else 1.0)

    def left(self) -> float:
        """Leftmost ink."""
        return min((b.x0 for b in self.boxes), default=0.0)

    def right(self) -> float:
        """Rightmost ink."""
        return max((b.x1 for b in self.boxes), default=0.0)

    def placed_ink(self, thickness: Thickness) -> list[tuple[float, float, float, float]]:
        """Boxes (x0, x1, low, high) of its ink where it stands, its stem as long as its beam made it."""
        x = self.x
        boxes = self.boxes[:1] if self.rest else self.boxes
        ink = [(x + b.x0, x + b.x1, b.y0, b.y1) for b in boxes if b.x1 - b.x0 > thickness.stem + 0.01]
        if self.stemmed:
            ends = (self.low if self.up else self.high, self.tip)
            stem, half = x + self.stem_x, thickness.stem / 2
            ink.append((stem - half, stem + half, min(ends), max(ends)))
        return ink

    def reach(self, *, up: bool) -> float:
        """Outermost y of head and stem on one side, articulations not counted."""
        if self.heads:
            edge = self.heads[-1].y + 0.5 * self.scale if up else self.heads[0].y - 0.5 * self.scale
            if self.stemmed and self.up == up:
                return max(edge, self.tip) if up else min(edge, self.tip)
            return edge
        box = self.boxes[0] if self.boxes else BoxInk(0, 1, -0.5, 0.5)
        return box.y1 if up else box.y0


def event_scale(event: Event) -> float:
    """E03: grace notes 0.62, cue notes 0.70; grace notes of a cue are both."""
    return (GRACE_SCALE if event.grace else 1.0) * (CUE_SCALE if event.cue else 1.0)
