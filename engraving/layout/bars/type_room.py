"""What type wishes of a line: that words and tempo marks stand beside each other on one height (E42, E43).

``type_rods`` says what type needs between neighbouring notes, whatever the line; here it may reach over multi-bar rests
and from mark to mark.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from engraving.layout.bars.type_rods import TypeRods
from engraving.layout.columns.sharing import LinePlaces, Place, Wish
from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.rows.tempo_row import APART, BOX_LATE, LATE, PUSHED, TEXTS_APART
from engraving.layout.rows.tempo_row import DASHES as LEAST_DASHES
from engraving.layout.rows.words_row import ASIDE
from engraving.notation.words import closes_bar, says_pause
from engraving.score import Direction, Part

MOST_IN_A_ROW = 4
BESIDE_BARLINE = 2.0  # from where a tempo would stand to *G.P.* in the middle of a narrow bar


class _Block(NamedTuple):
    """The tempo marks of one beat: how far they reach from their place."""

    place: Place
    left: float
    right: float
    boxed_first: bool
    boxed_last: bool


class _TempoType(NamedTuple):
    """The widths of the boxes of one beat; where the texts after them begin, how wide they are, and are there any."""

    boxes: tuple[float, ...]
    left: float
    width: float
    texts: bool


class TypeRoom:
    """What the type of a part wishes of its lines."""

    def __init__(self, part: Part, typist: Typist, rods: TypeRods) -> None:
        self._typist = typist
        self._rods = rods
        self._marks: dict[int, list[Direction]] = defaultdict(list)
        for direction in part.directions:
            self._marks[direction.tick].append(direction)
        self._types: dict[int, _TempoType | None] = {}
        self._ticks = sorted(self._marks)
        self._dashed = {int(s.get("direction", "0") or 0) for s in part.spanners if s.kind == "dashes"}

    def wishes(self, places: LinePlaces) -> list[Wish]:
        """All of one line, from left to right."""
        return sorted((*self._of_words(places), *self._of_tempi(places)))

    def _of_words(self, places: LinePlaces) -> Iterator[Wish]:
        for runs in self._rods.words_within(places.start, places.stop):
            placed = [(place, run) for run in runs if (place := places.of_words(run.tick)) is not None]
            yield from _in_a_row(
                [
                    Wish(here.gaps, there.gaps, need := here.dx + a.right + a.beside - b.left - there.dx, need - ASIDE)
                    for (here, a), (there, b) in pairwise(placed)
                ]
            )

    def _of_tempi(self, places: LinePlaces) -> Iterator[Wish]:
        ticks = self._ticks[bisect_left(self._ticks, places.start) : bisect_left(self._ticks, places.stop)]
        blocks = [block for tick in ticks if (block := self._block(tick, places)) is not None]
        row = []
        for before, after in pairwise(blocks):
            apart = APART if before.boxed_last or after.boxed_first else TEXTS_APART
            need = before.place.dx + before.right + apart - after.left - after.place.dx
            late = BOX_LATE if after.boxed_first else LATE
            row.append(Wish(before.place.gaps, after.place.gaps, need, need - late))
        if blocks:
            place, right = blocks[-1].place, blocks[-1].right
            row.append(Wish(place.gaps, places.end, place.dx + right, place.dx + right - PUSHED))
        yield from _in_a_row(row)

    def _block(self, tick: int, places: LinePlaces) -> _Block | None:
        type_ = self._types[tick] if tick in self._types else self._types.setdefault(tick, self._type(tick))
        place = places.of_tempo(tick)
        if place is None or type_ is None:
            return None
        boxes, first_left, width, texts = type_
        if not boxes:
            return _Block(place, first_left, first_left + width, boxed_first=False, boxed_last=False)
        at_start = tick == places.start
        place = Place(0, 0.0) if at_start else Place(places.lines.get(tick, place.gaps), 0.0)
        left = 0.0 if at_start else -boxes[0] / 2
        right = left + sum(box + APART for box in boxes) + width
        return _Block(place, left, right, boxed_first=True, boxed_last=not texts)

    def _type(self, tick: int) -> _TempoType | None:
        """What stands at a beat, wherever its line begins; None where it does not stand from its beat on."""
        boxes: list[float] = []
        texts: list[TypeLine] = []
        dashed = centred = False
        for direction in self._marks[tick]:
            printed = self._typist.tempo(direction)
            boxes += [box.width for box in printed.boxes]
            if printed.segments and closes_bar(direction):
                return None  # set by the barline
            centred = centred or says_pause(direction)
            texts += [printed.run] if printed.run.pieces else []
            dashed = dashed or direction.atom in self._dashed
        if not (boxes or texts):
            return None
        width = sum(line.width + APART for line in texts) - APART + LEAST_DASHES * dashed
        left = texts[0].left if texts else 0.0
        return _TempoType(tuple(boxes), left + BESIDE_BARLINE * centred, width, bool(texts))


def _in_a_row(row: Sequence[Wish]) -> Iterator[Wish]:
    """Wishes of each piece of type and the next, and of several: what one waits, the next waits too."""
    for i, first in enumerate(row):
        need = 0.0
        for wish in row[i : i + MOST_IN_A_ROW]:
            need += wish.need
            if first.first < wish.last:
                yield Wish(first.first, wish.last, need, need - (wish.need - wish.least))
