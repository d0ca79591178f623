"""Which notes and rests the augmentation dots of a page belong to.

A dotted chord has a dot for each of its heads, right of all heads of its column: beside a head in a
space, over one on a line (under it in a lower voice), further down where that place is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.readback.chords import Chord, Rest
from tests.readback.sheet import Sign
from tests.readback.staves import Staff

REACH = 3.5  # from a head to its dot
MOST = 7  # chords and rests looked at together


def give_dots(dots: Sequence[Sign], owners: Sequence[Chord | Rest]) -> list[str]:
    """Set ``dots`` of chords and rests; returns complaints."""
    rows: dict[int, list[list[Sign]]] = defaultdict(list)
    for row in _rows(dots):
        rows[_staff(row[0], owners)].append(row)
    doubts = []
    for staff, mine in rows.items():
        here = [o for o in owners if id(_staff_of(o)) == staff]
        for column in _columns(mine):
            doubts += _share(column, here)
    return doubts


def _staff(dot: Sign, owners: Sequence[Chord | Rest]) -> int:
    """The staff of what stands left of a dot, nearest in height (0: nothing does)."""
    near = [(min(abs(dot.y - y) for y in _heights(o)), o) for o in owners if _gap(o, dot) is not None]
    return id(_staff_of(min(near, key=lambda pair: pair[0])[1])) if near else 0


def _staff_of(owner: Chord | Rest) -> Staff:
    return owner.heads[0].staff if isinstance(owner, Chord) else owner.staff


def _rows(dots: Sequence[Sign]) -> list[list[Sign]]:
    """Dots side by side at one height."""
    rows: list[list[Sign]] = []
    for dot in sorted(dots, key=lambda s: (round(s.y, 1), s.x)):
        last = rows[-1][-1] if rows else None
        if last is not None and abs(last.y - dot.y) < 0.03 and 0.3 < (dot.x - last.x) / dot.scale < 0.9:
            rows[-1].append(dot)
        else:
            rows.append([dot])
    return rows


def _columns(rows: list[list[Sign]]) -> list[list[list[Sign]]]:
    """Rows that stand together over a stretch of staff."""
    columns: list[list[list[Sign]]] = []
    for row in sorted(rows, key=lambda r: r[0].x):
        for column in columns:
            first = column[0][0]
            if row[0].x - first.x < 1.5:
                column.append(row)
                break
        else:
            columns.append([row])
    return columns


def _share(column: list[list[Sign]], owners: Sequence[Chord | Rest]) -> list[str]:
    """Try every set of notes whose heads are as many as the rows, and take the most usual."""
    column = sorted(column, key=lambda row: -row[0].y)
    near = [o for o in owners if any(_gap(o, row[0]) is not None for row in column)]
    near.sort(key=lambda o: min(abs(row[0].y - y) for row in column for y in _heights(o)))
    best: tuple[float, tuple[Chord | Rest, ...]] | None = None
    for chosen in _sets(near[:MOST], len(column)):
        cost = _cost(chosen, column)
        if cost is not None and (best is None or cost < best[0]):
            best = cost, chosen
    if best is None:
        dot = column[0][0]
        return [f"dots at {dot.x:.1f}, {dot.y:.1f} fit no notes"]
    for owner in best[1]:
        owner.dots = len(column[0]) if len({len(row) for row in column}) == 1 else _length(owner, column)
    return []


def _sets(near: Sequence[Chord | Rest], count: int) -> Iterator[tuple[Chord | Rest, ...]]:
    for size in range(1, len(near) + 1):
        for chosen in combinations(near, size):
            if sum(len(_heights(o)) for o in chosen) == count:
                yield chosen


def _cost(chosen: Sequence[Chord | Rest], column: list[list[Sign]]) -> float | None:
    """Heads and rows matched from the top; None when one is out of reach."""
    heads = sorted(((y, o) for o in chosen for y in _heights(o)), key=lambda pair: (-pair[0], not _up(pair[1])))
    cost = 0.0
    for (y, owner), row in zip(heads, column, strict=True):
        gap = _gap(owner, row[0])
        off = _off(row[0].y - y, owner)
        if gap is None or off > 2.1:
            return None
        cost += off + max(gap - 1.4, 0.0) * 0.6
    return cost + sum(0.2 for o in chosen if isinstance(o, Chord) and o.value not in ("whole", "half", "breve"))


def _length(owner: Chord | Rest, column: list[list[Sign]]) -> int:
    """Where dots are of different number: that of the row nearest in height."""
    return len(min(column, key=lambda row: min(_off(row[0].y - y, owner) for y in _heights(owner))))


def _heights(owner: Chord | Rest) -> list[float]:
    return [h.sign.y for h in owner.heads] if isinstance(owner, Chord) else [owner.sign.y]


def _gap(owner: Chord | Rest, dot: Sign) -> float | None:
    """How far the dot stands right of a note; None when it cannot be its."""
    right, reach = (owner.right, REACH) if isinstance(owner, Chord) else (owner.sign.right, 1.0)
    gap = dot.left - right
    scale = owner.scale if isinstance(owner, Chord) else owner.sign.scale
    tall = min(abs(dot.y - y) for y in _heights(owner))
    return gap if -0.05 < gap < reach and tall < 3.0 and abs(scale - dot.scale) < 0.05 else None


def _up(owner: Chord | Rest) -> bool:
    return not isinstance(owner, Chord) or owner.up


def _off(dy: float, owner: Chord | Rest) -> float:
    """How unusual a dot's height over its head is."""
    if isinstance(owner, Rest):
        return 0.0 if min(abs(dy - 0.5), abs(dy + 0.5)) < 0.1 else 9.0
    if abs(dy) < 0.1:
        return 0.0
    if abs(dy - 0.5) < 0.1:
        return 0.0 if owner.up else 0.15
    if abs(dy + 0.5) < 0.1:
        return 0.3 if owner.up else 0.1
    return abs(dy)
