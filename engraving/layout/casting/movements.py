"""Where another movement begins: its first bar begins a line (E53)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from engraving.layout.columns.cells import Cell
from engraving.score import Bar, BarKind

_PLAIN = frozenset({"", "regular", "dashed", "dotted", "tick", "short", "none"})


def line_ends(cells: Sequence[Cell]) -> list[int]:
    """For each cell, the last that a line from it may end before: the next movement's first, or the end."""
    starts = set(movement_starts(cells))
    ends: list[int] = []
    last = len(cells)
    for k in range(len(cells) - 1, -1, -1):
        ends.append(last)
        if k in starts:
            last = k
    return ends[::-1]


def movement_starts(cells: Sequence[Cell]) -> list[int]:
    """The cells after the first whose numbers begin again at one, or the pick-up before such a bar."""
    found = []
    highest = 0
    for k, (before, cell) in enumerate(pairwise(cells), start=1):
        highest = max(highest, _number(before.bars[-1]))
        if _number(cell.bars[0]) != 1 or highest <= 1:
            continue
        start = k - 1 if before.bars[0].kind is BarKind.PICKUP else k
        if start and _closes(cells[start - 1].bars[-1]):
            found.append(start)
            highest = 0
    return found


def _number(bar: Bar) -> int:
    return int(bar.number) if bar.number.isdecimal() else 0


def _closes(bar: Bar) -> bool:
    """Does the music end with it, or a passage of it?"""
    return bar.right not in _PLAIN or bar.repeat_end > 0
