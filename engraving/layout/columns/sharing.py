"""A line's room shared out once its bars are known: bars with little in them give where it is wished for (E42, E43).

Line breaking knows what neighbouring notes need. What a whole line could do with besides is a wish: met where other
bars have the room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from engraving.layout.columns.cells import Cell
from engraving.layout.columns.springs import Gap, lengths, solve

IN_REST = 0.5  # type in a bar without notes begins this far into it
TEMPO_IN_REST = 0.6
LEAST_GIVEN = 0.8  # what bars of notes keep of their springs' length,
MOST_TAKEN = 1.7  # and grow to at most
PASSES = 5
NEAR = 0.02


class Wish(NamedTuple):
    """Gaps ``first`` to ``last`` (not included) together ``need`` wide, or at least so wide that type can wait."""

    first: int
    last: int
    need: float
    least: float


class Place(NamedTuple):
    """A place on a line: so many gaps from its start, and ``dx`` more."""

    gaps: int
    dx: float


class LinePlaces:
    """Where the gaps of a line begin, by tick; see ``line_gaps``."""

    def __init__(self, cells: Sequence[Cell], metre_x: float) -> None:
        """``metre_x`` is where the metre of its prefix stands, below 0 without one."""
        self.start, self.stop = cells[0].start, cells[-1].end
        self.metre_x = metre_x
        self.lines: dict[int, int] = {}  # start of a cell -> the gap after the barline before it
        self.columns: dict[int, int] = {}
        self.empty: dict[int, int] = {}  # start of a cell without columns -> its first gap
        self.metres: dict[int, float] = {}  # start of a cell with a metre -> how far that is from the barline
        self.rests: list[int] = []  # gaps of cells without columns
        index = 1
        for k, cell in enumerate(cells):
            self.lines[cell.start] = index
            if k:
                index += 1
                if cell.head_room.metre:
                    self.metres[cell.start] = cell.head_width - cell.head_room.metre
            if not cell.columns:
                self.empty[cell.start] = index
                self.rests.append(index)
            for i, column in enumerate(cell.columns, index + 1):
                if column.grace == 0:
                    self.columns[column.tick] = i
            index += len(cell.gaps)
        self.end = index

    def of_words(self, tick: int) -> Place | None:
        """Words stand at their note, or where a bar of rests begins."""
        if tick in self.columns:
            return Place(self.columns[tick], 0.0)
        return Place(self.empty[tick], IN_REST) if tick in self.empty else None

    def of_tempo(self, tick: int) -> Place | None:
        """A tempo stands on the metre, else on the first note or rest of its beat (E42b)."""
        if tick == self.start and self.metre_x >= 0:
            return Place(0, self.metre_x)
        if tick in self.metres:
            return Place(self.lines[tick], self.metres[tick])
        return Place(self.empty[tick], TEMPO_IN_REST) if tick in self.empty else self.of_words(tick)


class Wishing(Protocol):
    """Whoever wishes for room along a line."""

    def wishes(self, places: LinePlaces) -> list[Wish]:
        """All of one line, from left to right."""


def shared(
    gaps: Sequence[Gap], width: float, rests: Sequence[int], wishes: Sequence[Wish], force: float
) -> tuple[list[float], float] | None:
    """The lengths of a line's gaps with as many wishes met as can be, and the force on its notes.

    None when there is nothing to meet. Gaps of ``rests`` give first and take first. Wishes that are met under
    ``force`` stay so.
    """
    edges = list(accumulate(lengths(gaps, force), initial=0.0))
    have = {wish: edges[wish.last] - edges[wish.first] for wish in wishes}
    missing = [wish for wish in wishes if have[wish] < wish.need - NEAR]
    if not missing:
        return None
    kept = [wish._replace(need=min(wish.need, have[wish])) for wish in wishes if have[wish] >= wish.least - NEAR]
    best = None
    for wish in sorted(missing, key=lambda wish: wish.need - have[wish]):
        for need in (wish.need, wish.least):
            if need <= have[wish]:
                break
            more = [*kept, wish._replace(need=need)]
            found = _meet(gaps, width, rests, more, force)
            if found is not None:
                kept, best = more, found
                break
    return best


def _meet(
    gaps: Sequence[Gap], width: float, rests: Sequence[int], wishes: Sequence[Wish], force: float
) -> tuple[list[float], float] | None:
    """Lengths that meet all wishes, or None; gaps in need grow until nothing is missing."""
    grown: dict[int, float] = {}
    for _ in range(PASSES):
        filled = _fill(gaps, width, rests, grown, force)
        if filled is None:
            return None
        long, _ = filled
        missing = [wish for wish in wishes if sum(long[wish.first : wish.last]) < wish.need - NEAR]
        if not missing:
            return filled
        for wish in missing:
            if not _grow(gaps, long, rests, wish, grown, force):
                return None
    return None


def _grow(
    gaps: Sequence[Gap], long: list[float], rests: Sequence[int], wish: Wish, grown: dict[int, float], force: float
) -> bool:
    """Lengthen the rests under a wish, or its notes evenly: False when they would stand too far apart."""
    span = range(wish.first, wish.last)
    takers = [i for i in rests if i in span] or [i for i in span if gaps[i].spring]
    total = sum(long[i] for i in takers)
    factor = 1 + (wish.need - sum(long[i] for i in span)) / total if total else MOST_TAKEN + 1
    for i in takers:
        long[i] *= factor
        grown[i] = long[i]
        if i not in rests and long[i] > MOST_TAKEN * gaps[i].at(force):
            return False
    return bool(takers)


def _fill(
    gaps: Sequence[Gap], width: float, rests: Sequence[int], grown: Mapping[int, float], force: float
) -> tuple[list[float], float] | None:
    """All lengths, ``width`` together at most: first the rests that nothing asks of give, then the notes."""
    long = lengths(gaps, force)
    for i, length in grown.items():
        long[i] = max(long[i], length)
    over = sum(long) - width
    if over <= NEAR:
        return long, force
    givers = [i for i in rests if i not in grown]
    spare = sum(long[i] - gaps[i].rod for i in givers)
    if over <= spare:
        for i in givers:
            long[i] -= over * (long[i] - gaps[i].rod) / spare
        return long, force
    held = {**grown, **{i: gaps[i].rod for i in givers}}
    springs = [gap if i not in held else Gap(held[i], 0.0) for i, gap in enumerate(gaps)]
    tight = solve(springs, width)
    long = lengths(springs, tight)
    if tight < LEAST_GIVEN * force or sum(long) > width + NEAR:
        return None
    return long, tight
