"""Hits in boxes over a system, each with a stem that stands exactly where music is when it comes (R61)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.layout.type_run import BOX_LINE, Run, TypeLine, enclosed
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


class HitType:
    """Makes boxes of hits: time in italics, caption, error in bold."""

    def __init__(self, clock: Clock, size: float, space: float, faces: Faces) -> None:
        self.clock = clock
        self.size = size
        self.faces = faces
        self.spaces = 100 / space

    def box(self, hits: Sequence[PrintedHit], widest: float) -> TypeLine:
        """One box for hits at one place, a line each, more where a caption is long; segments are the hits."""
        run = Run(self.faces, self.spaces)
        leading = self.size * self.spaces * LEADING
        y = 0.0
        for k, hit in enumerate(hits):
            count = len(run.pieces)
            run.x = 0.0
            for face, word in _words(hit, self.clock):
                width = self.faces.text_width(word, face, self.size) * self.spaces
                if run.x and run.x + WORDS_APART + width > widest:
                    run.x, y = 0.0, y - leading
                run.x += WORDS_APART if run.x else 0.0
                run.text(word, face, self.size, Ink.HIT, y=y)
            run.pieces[count:] = [piece._replace(segment=k) for piece in run.pieces[count:]]
            y -= leading
        line = run.line(0.0)
        frame = enclosed("rectangle", line.left, line.right, line.low, line.high)
        return line._replace(
            left=frame.x0 - AIR, right=frame.x1 + AIR, low=frame.y0, high=frame.y1, boxed="rectangle"
        )


def _words(hit: PrintedHit, clock: Clock) -> Iterator[tuple[Face, str]]:
    yield Face.ITALIC, hit.moment.told(clock)
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

    From the last to the first: each begins at its stem, on the lowest row where that is possible; where something
    later is in its way it ends before it, under everything.
    """
    placed: list[HitBox] = []
    for box in sorted(boxes, key=lambda box: box.stems[0], reverse=True):
        for row, left in _places(box, placed, room):
            box.row, box.left = row, left
            if all(_apart(box, other) for other in placed):
                break
        placed.append(box)
    lowest = min((box.row for box in placed), default=0)
    for box in placed:
        box.row -= lowest


def _places(box: HitBox, placed: Sequence[HitBox], room: float) -> Iterator[_Try]:
    """Where a box may be tried, best first; the last is taken if nothing will do."""
    rows = range(min((b.row for b in placed), default=0), max((b.row for b in placed), default=-1) + 2)
    usual = max(0.0, min(box.stems[0], room - box.line.width))
    yield from (_Try(row, usual) for row in rows)
    later = min((x for other in placed for x in other.stems), default=room)
    before = later - 2 * APART - box.line.width
    if before >= 0.0:
        yield from (_Try(row, min(before, usual)) for row in (*rows, rows[0] - 1))
    yield _Try(rows[-1], usual)


def _apart(one: HitBox, other: HitBox) -> bool:
    if one.row == other.row:
        return one.right + APART <= other.left or other.right + APART <= one.left
    upper, lower = (one, other) if one.row > other.row else (other, one)
    return not any(lower.spans(x) for x in upper.stems)


def draw_boxes(pen: Pen, boxes: Sequence[HitBox], base: float) -> float:
    """Draw them with stems down to ``base``; returns the height they reach."""
    y = base + STEM
    for row in range(max((box.row for box in boxes), default=-1) + 1):
        mine = [box for box in boxes if box.row == row]
        for box in mine:
            at = y - box.line.low
            group = box.hits[0].atom
            box.line.draw(pen, 0, box.left - box.line.left, at, [hit.atom for hit in box.hits], group=group)
            for x, hit in zip(box.stems, box.hits, strict=True):
                middle = min(max(x, box.left + BOX_LINE / 2), box.right - BOX_LINE / 2)
                pen.line(Ink.HIT, 0, middle, base, middle, y, STEM_WIDTH, atom=hit.atom, echo=True, group=group)
        y += max((box.line.high - box.line.low for box in mine), default=0.0) + ROWS_APART
    return y - ROWS_APART


def boxes_of(hits: Sequence[tuple[float, PrintedHit]], setter: HitType, room: float) -> list[HitBox]:
    """Hits with their places, in order, as boxes; those that all but coincide share one."""
    groups: list[list[tuple[float, PrintedHit]]] = []
    for x, hit in hits:
        if groups and x - groups[-1][0][0] < SAME:
            groups[-1].append((x, hit))
        else:
            groups.append([(x, hit)])
    return [
        HitBox([h for _, h in group], [x for x, _ in group], setter.box([h for _, h in group], room * WIDEST))
        for group in groups
    ]
