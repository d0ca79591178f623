"""Columns and cells: bars ready to be spaced, what line breaking and drawing both read (E50–E52).

A *cell* is what cannot be broken over a line: one bar, or one multi-bar rest. Its columns hold the
shapes of all staves sounding together; its gaps run from the barline before it, over its columns,
to the barline after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from engraving.layout.columns.springs import Gap
from engraving.notation.barlines import Barline
from engraving.notation.shapes import Shape
from engraving.notation.signatures import Row
from engraving.score import Bar, Clef, MultiRest
from engraving.typefaces import Thickness

LEAD_INK = 1.0  # E40: barline to first ink, and to first head
LEAD_HEAD = 1.2
TIE_PAST_SIGN = 2.1  # E34: half a tie of 1.6 and its gaps
SIGN_LEAD = 0.8  # before a key or metre within a line, nearer than in its prefix (E40)
PREFIX_HEAD = 1.8
CLEF_GAP = 0.4
CLEF_LEAD = 0.7  # more than the room between columns: a clef that touches the note before is read late
LINE_GAP = 0.9  # after a barline in mid-bar
ARPEGGIOS = frozenset({"arpeggiate", "non-arpeggiate"})
ARPEGGIO_WIDTH = 0.8
ARPEGGIO_GAP = 0.3


class Room(NamedTuple):
    """The widths that signs side by side may take, on all staves alike: clefs, keys, metres."""

    clef: float = 0.0
    key: float = 0.0
    metre: float = 0.0

    def joined(self, other: Room) -> Room:
        """Room for both."""
        return Room(max(self.clef, other.clef), max(self.key, other.key), max(self.metre, other.metre))


NO_ROOM = Room()


class Column(msgspec.Struct, eq=False, weakref=True):
    """What sounds together: shapes of all staves at one tick (or one grace of it)."""

    tick: int
    grace: int
    shapes: list[Shape] = []
    clefs: list[tuple[int, Clef, Row, float]] = []  # staff, clef, row, x
    line: tuple[Barline, int, float] | None = None  # before it, with its atom and x
    arpeggio: float = 0.0  # x of the arpeggio sign
    x: float = 0.0
    left: float = 0.0
    right: float = 0.0
    staff_boxes: dict[int, list[tuple[float, float, float, float]]] = {}
    through: list[tuple[int, float, float, float]] = []  # staff, x, ends of stems longer than their shapes know
    number: int = 0

    def count(self, number: int) -> None:
        """Give it its number in the part, which its shapes know too."""
        self.number = number
        for shape in self.shapes:
            shape.number = number

    def measure(self, thickness: Thickness) -> None:
        """Collect the outlines of its shapes and of clefs before them."""
        boxes: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
        for shape in self.shapes:
            boxes[shape.staff].extend(shape.boxes)
        placed = []
        for staff, clef, row, _ in self.clefs:
            edge = min((b[0] for b in boxes.get(staff, ())), default=0.0)
            x = edge - CLEF_GAP - row.width
            placed.append((staff, clef, row, x))
            boxes[staff].append((x - CLEF_LEAD, x + row.width, -2.5, 2.5))
        for staff, x, low, high in self.through:
            boxes[staff].append((x - thickness.stem / 2, x + thickness.stem / 2, low, high))
        self.clefs = placed
        self._reserve_arpeggio(boxes)
        if self.line is not None:
            self._reserve_line(boxes)
        self.staff_boxes = boxes
        self.left = min([b[0] for staff in boxes.values() for b in staff], default=0.0)
        self.right = max([b[1] for staff in boxes.values() for b in staff], default=0.0)

    def _reserve_line(self, boxes: dict[int, list[tuple[float, float, float, float]]]) -> None:
        """Room for a barline in mid-bar, left of everything on every staff it touches."""
        if self.line is None:
            return
        line, atom, _ = self.line
        x = min((b[0] for staff in boxes.values() for b in staff), default=0.0) - LINE_GAP - line.width
        self.line = line, atom, x
        for staff in tuple(boxes) or (1,):
            boxes[staff].append((x - LINE_GAP + 0.3, x + line.width, -2.0, 2.0))

    def _reserve_arpeggio(self, boxes: dict[int, list[tuple[float, float, float, float]]]) -> None:
        """One place for all arpeggio signs of the column, left of everything (E20)."""
        members = rolled(self.shapes)
        if not members:
            return
        staves = {s.staff for s in members}
        edge = min((b[0] for staff in staves for b in boxes[staff]), default=0.0)
        self.arpeggio = edge - ARPEGGIO_GAP - ARPEGGIO_WIDTH
        for staff in staves:
            low = min(b[2] for b in boxes[staff])
            high = max(b[3] for b in boxes[staff])
            boxes[staff].append((self.arpeggio, self.arpeggio + ARPEGGIO_WIDTH, low, high))


def rolled(shapes: Sequence[Shape]) -> list[Shape]:
    """Those with an arpeggio sign before them."""
    return [s for s in shapes if s.event.marks and any(m.name in ARPEGGIOS for m in s.event.marks)]


class Cell:
    """One bar, or one multi-bar rest, ready to be spaced."""

    __slots__ = (
        "bars",
        "columns",
        "end",
        "first",
        "gaps",
        "head_room",
        "head_rows",
        "keys",
        "last",
        "lone_rests",
        "marks_lack",
        "metres",
        "multi_rest",
        "shapes",
        "start",
        "staves",
        "tail_clefs",
        "tail_width",
        "tie_sign",
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
        self.lone_rests: list[Shape] = []  # those of one of several voices, with no tie in their bar
        self.marks_lack = -1, 0.0  # its tempo mark should be so much farther from that of the cell with this index
        self.shapes: list[Shape] = []
        self.staves = 1  # how many of the part's staves, from the top, have something to show here
        self.gaps: list[Gap] = []
        self.head_rows: list[tuple[int, str, Row]] = []  # staff, "key"/"metre", glyphs
        self.head_room = NO_ROOM
        self.tied_in = False  # a tie leads into its first notes
        self.tie_sign = 0.0  # how wide accidentals shown again stand between that tie and its head
        self.tail_clefs: list[tuple[int, Clef, Row]] = []
        self.tail_width = 0.0
        self.widths: tuple[float, ...] = ()

    @property
    def lead(self) -> float:
        """From its barline, or key and metre after it, to its first notes; a tie past signs has room for half of it."""
        left = self.columns[0].left
        return max(LEAD_HEAD, (TIE_PAST_SIGN if self.tied_in and self.head_rows else LEAD_INK) - left)

    @property
    def head_width(self) -> float:
        """What key and metre after its barline take, with the room before each."""
        room = self.head_room
        return sum([SIGN_LEAD + width for width in room if width], 0.0) if room is not NO_ROOM else 0.0
