"""Hits in boxes over a system, each with a stem that stands exactly where music is when it comes (R61).

Where captions have no room on the page, a box holds the hit's number in the list at the end of the score, and its time;
where that has none either, its number; both in the smallest type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from msgspec.structs import replace

from engraving.house.style import SMALLEST_TYPE_PT
from engraving.layout.lettering.type_run import Run, TypeLine, enclosed
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.score import PrintedHit
from engraving.score.picture import Clock
from engraving.typefaces import Face, Faces

SAME = 1.0  # hits nearer to each other than this share a box
WIDEST = 0.34  # of a line, before a caption is broken
LEADING = 1.2
AIR = 0.3  # at the sides of a box, more than over and under its type
WORDS_APART = 0.9
APART = 0.8  # between boxes of one row, and between a stem and a box
ROWS_APART = 0.8
STEM = 1.2  # of the lowest row
STEM_WIDTH = 0.2
WORDS, FIGURES = "lg", "0123456789"


_Placed = tuple[float, PrintedHit]


class HitForm(IntEnum):
    """How much a box says."""

    CAPTION = 0
    TIME = 1
    NUMBER = 2


class HitType:
    """Makes boxes of hits: time in italics, caption, error in bold. ``numbers`` are those of all hits, by atom."""

    def __init__(
        self, clock: Clock, numbers: Mapping[int, int], size: float, space: float, faces: Faces
    ) -> None:
        self.clock = clock
        self.numbers = numbers
        self.size = size
        self.faces = faces
        self.spaces = 100 / space

    def box(self, hits: Sequence[PrintedHit], form: HitForm, widest: float) -> TypeLine:
        """One box for hits at one place, a line each, more where a caption is long; segments are the hits."""
        run = Run(self.faces, self.spaces)
        size = self.size if form is HitForm.CAPTION else SMALLEST_TYPE_PT
        leading = size * self.spaces * LEADING
        y = 0.0
        for k, hit in enumerate(hits):
            count = len(run.pieces)
            run.x = 0.0
            for face, word in self._words(hit, form):
                width = self.faces.text_width(word, face, size) * self.spaces
                if run.x and run.x + WORDS_APART + width > widest:
                    run.x, y = 0.0, y - leading
                run.x += WORDS_APART if run.x else 0.0
                run.text(word, face, size, Ink.HIT, y=y)
            run.pieces[count:] = [replace(piece, segment=k) for piece in run.pieces[count:]]
            y -= leading
        return self._framed(run.line(0.0), size, WORDS if form is HitForm.CAPTION else FIGURES)

    def numbers_box(self, hits: Sequence[PrintedHit], least: float) -> TypeLine:
        """The numbers of neighbours, at the ends of a box that is ``least`` wide or more."""
        run = Run(self.faces, self.spaces)
        ends = [str(self.numbers[hit.atom]) for hit in (hits[0], hits[-1])[: len(hits)]]
        run.text("\N{EN DASH}".join(ends), Face.BOLD, SMALLEST_TYPE_PT, Ink.HIT)
        line = self._framed(run.line(0.0), SMALLEST_TYPE_PT, FIGURES)
        wider = max(0.0, least - line.width)
        return replace(line, left=line.left - wider / 2, right=line.right + wider / 2)

    def _framed(self, line: TypeLine, size: float, like: str) -> TypeLine:
        """In its box, which has room for all ``like`` it may reach: boxes of a row have one height and one baseline."""
        box = self.faces.text_box(like, Face.ROMAN, size)
        low, high = min(line.low, box.y0 * self.spaces), max(line.high, box.y1 * self.spaces)
        frame = enclosed("rectangle", line.left, line.right, low, high, self.faces.thickness.enclosure)
        return replace(line, left=frame.x0 - AIR, right=frame.x1 + AIR, low=frame.y0, high=frame.y1, boxed="rectangle")

    def _words(self, hit: PrintedHit, form: HitForm) -> Iterator[tuple[Face, str]]:
        if form is not HitForm.CAPTION:
            yield Face.BOLD, str(self.numbers[hit.atom])
        yield Face.ITALIC, hit.moment.told(self.clock)
        if form is HitForm.CAPTION:
            for word in hit.caption.split():
                yield Face.ROMAN, word
            if hit.off:
                yield Face.BOLD, hit.off.replace(" ", "\N{NO-BREAK SPACE}")


class HitBox:
    """A box with its hits' places ``stems``, to be put on a row at ``left``; rows count from the lowest, 0."""

    __slots__ = ("hits", "left", "line", "row", "stems")

    def __init__(self, hits: Sequence[PrintedHit], stems: Sequence[float], line: TypeLine) -> None:
        self.hits = hits
        self.stems = stems
        self.line = line
        self.left = stems[0]
        self.row = 0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.line.width

    def spans(self, x: float) -> bool:
        """Would a stem at ``x`` run through or along it?"""
        return self.left - APART < x < self.right + APART


class _Try(NamedTuple):
    row: int
    left: float


def arrange(boxes: Sequence[HitBox], room: float) -> None:
    """Give the boxes rows and places, so that no stem runs through a box and none covers another.

    From the last to the first, each on the lowest row on which it finds a place: it begins at its stem, or so far left
    of it as leaves the stem of the one before free; where something later is in its way on all rows it ends before it,
    under everything.
    """
    placed: list[HitBox] = []
    ordered = sorted(boxes, key=lambda box: box.stems[0], reverse=True)
    for box, before in zip(ordered, [*(b.stems[-1] for b in ordered[1:]), -APART], strict=True):
        for row, left in _places(box, placed, room, before + APART):
            box.row, box.left = row, left
            if all(_apart(box, other) for other in placed):
                break
        placed.append(box)
    lowest = min((box.row for box in placed), default=0)
    for box in placed:
        box.row -= lowest


def _places(box: HitBox, placed: Sequence[HitBox], room: float, least: float) -> Iterator[_Try]:
    """Where a box may be tried, best first; the last is taken at any rate. From ``least`` on no earlier stem is met."""
    rows = range(min((b.row for b in placed), default=0), max((b.row for b in placed), default=-1) + 2)
    first, last, width = box.stems[0], box.stems[-1], box.line.width
    for row in rows:
        beside = [other.left for other in placed if other.row == row]
        stems = [x for other in placed if other.row > row for x in other.stems if x > last]
        left = min(first, room - width, min([*beside, *stems], default=room + APART) - APART - width)
        if left >= least and left + width >= last:
            yield _Try(row, left)
    usual = max(0.0, min(first, room - width))
    yield from (_Try(row, usual) for row in rows)
    later = min((x for other in placed for x in other.stems), default=room)
    before = later - 2 * APART - width
    if before >= 0.0:
        yield from (_Try(row, min(before, usual)) for row in (*rows, rows[0] - 1))
    yield _Try(rows[-1], usual)


def _apart(one: HitBox, other: HitBox) -> bool:
    if one.row == other.row:
        return one.right + APART <= other.left or other.right + APART <= one.left
    upper, lower = (one, other) if one.row > other.row else (other, one)
    return not any(lower.spans(x) for x in upper.stems)


def height_of(boxes: Sequence[HitBox]) -> float:
    """How high they reach over the base of their stems."""
    rows: dict[int, float] = {}
    for box in boxes:
        rows[box.row] = max(rows.get(box.row, 0.0), box.line.high - box.line.low)
    return STEM + sum(rows.values()) + ROWS_APART * (len(rows) - 1) if rows else 0.0


def draw_boxes(pen: Pen, boxes: Sequence[HitBox], base: float) -> float:
    """Draw them with stems down to ``base``; returns the height they reach."""
    y, edge = base + STEM, pen.thickness.enclosure / 2
    for row in range(max((box.row for box in boxes), default=-1) + 1):
        mine = [box for box in boxes if box.row == row]
        for box in mine:
            at = y - box.line.low
            group = box.hits[0].atom
            box.line.draw(pen, 0, box.left - box.line.left, at, [hit.atom for hit in box.hits], group=group)
            for x, hit in zip(box.stems, box.hits, strict=True):
                middle = min(max(x, box.left + edge), box.right - edge)
                pen.line(Ink.HIT, 0, middle, base, middle, y, STEM_WIDTH, atom=hit.atom, echo=True, group=group)
        y += max((box.line.high - box.line.low for box in mine), default=0.0) + ROWS_APART
    return y - ROWS_APART


def boxes_of(hits: Sequence[_Placed], setter: HitType, form: HitForm, room: float) -> list[HitBox]:
    """Hits with their places, in order, as boxes in rows; those that all but coincide share one.

    Mere numbers stand on one row: hits whose boxes would touch share one, ``12–17``.
    """
    if form is HitForm.NUMBER:
        return _ranges(hits, setter, room)
    groups: list[list[_Placed]] = []
    for x, hit in hits:
        if groups and x - groups[-1][0][0] < SAME:
            groups[-1].append((x, hit))
        else:
            groups.append([(x, hit)])
    boxes = [
        HitBox([h for _, h in group], [x for x, _ in group], setter.box([h for _, h in group], form, room * WIDEST))
        for group in groups
    ]
    arrange(boxes, room)
    return boxes


def _ranges(hits: Sequence[_Placed], setter: HitType, room: float) -> list[HitBox]:
    boxes: list[HitBox] = []
    for x, hit in hits:
        stems, mine = [x], [hit]
        box = _range(mine, stems, setter, room)
        while boxes and box.left < boxes[-1].right + APART:
            before = boxes.pop()
            stems, mine = [*before.stems, *stems], [*before.hits, *mine]
            box = _range(mine, stems, setter, room)
        boxes.append(box)
    return boxes


def _range(hits: Sequence[PrintedHit], stems: Sequence[float], setter: HitType, room: float) -> HitBox:
    """One box over all its stems."""
    line = setter.numbers_box(hits, stems[-1] - stems[0])
    box = HitBox(hits, stems, line)
    box.left = max(0.0, min(stems[0], room - line.width))
    return box
