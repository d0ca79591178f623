"""Which notes share a beam, by the metre, and what the beam values of a group say level by level (E30, E33)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec


class Level(msgspec.Struct, frozen=True, gc=False):
    """Beam number ``level`` (from 1) over notes ``first`` to ``last``; a beamlet has ``hook`` −1 or +1."""

    level: int
    first: int
    last: int
    hook: int = 0


class Timed(NamedTuple):
    """A note or rest of one voice in one bar: ``start`` and ``length`` in ticks from the bar's start.

    ``flags`` is how many beams its value asks for (0: a quarter and longer), ``tuplet`` the number
    of the tuplet it belongs to (0: none).
    """

    start: int
    length: int
    flags: int
    is_rest: bool = False
    tuplet: int = 0


class Group(NamedTuple):
    """Notes under one beam and rests between them, by index, each with its MusicXML-like beam values."""

    notes: tuple[int, ...]
    values: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1024)
def segments(values: tuple[tuple[str, ...], ...]) -> tuple[Level, ...]:
    """Beams and beamlets of a group from each note's MusicXML beam values (beam 1 first), level by level.

    Faulty sources are read kindly: a run lacking its begin or end starts or stops where it can; one
    note alone becomes a beamlet, to the right when it says begin or continue and is not last.
    """
    found: list[Level] = []
    last = len(values) - 1
    for level in range(1, max(map(len, values), default=0) + 1):
        first = -1
        for i, own in enumerate(values):
            value = own[level - 1] if len(own) >= level else ""
            if value in ("begin", "continue", "end"):
                if value == "begin" and first >= 0:
                    found.append(_run(level, first, i - 1, last))
                    first = -1
                first = i if first < 0 else first
                if value == "end":
                    found.append(_run(level, first, i, last))
                    first = -1
                continue
            if first >= 0 and own:  # own is empty for a rest under the beam
                found.append(_run(level, first, i - 1, last))
                first = -1
            if value.endswith("hook"):
                found.append(Level(level, i, i, 1 if value.startswith("forward") else -1))
        if first >= 0:
            found.append(_run(level, first, last, last))
    return tuple(found)


def _run(level: int, first: int, last: int, end: int) -> Level:
    if first < last:
        return Level(level, first, last)
    return Level(level, first, first, 1 if first < end or end == 0 else -1)


def beam_values(levels: Sequence[int], kept: Sequence[int], forward: Sequence[bool]) -> tuple[tuple[str, ...], ...]:
    """Each note's beam values from its number of beams and the number kept between neighbours.

    ``kept`` has one entry less than ``levels``; ``forward`` says which way a note's beamlets go.
    """
    count = len(levels)
    joins = [0, *(min(levels[i], levels[i + 1], kept[i]) for i in range(count - 1)), 0]
    return tuple(
        tuple(
            ("continue" if joins[i + 1] >= level else "end")
            if joins[i] >= level
            else "begin"
            if joins[i + 1] >= level
            else ("forward hook" if forward[i] else "backward hook")
            for level in range(1, levels[i] + 1)
        )
        for i in range(count)
    )


@lru_cache(maxsize=64)
def _metre_windows(beats: str, beat_type: int, quarter: int) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """Ticks where beats end and where larger units end, and whether plain eighths may fill a unit."""
    terms = [int(term) for term in beats.split("+")]
    unit = 4 * quarter // beat_type
    total = sum(terms)
    if beat_type < 8:
        whole = total * unit
        if len(terms) == 1:
            size = {2: 2, 4: 2, 3: 3, 6: 3}.get(total, 1) * unit if beat_type == 4 else 2 * quarter
            terms = [size] * (whole // size)
        else:
            terms = [term * unit for term in terms]
        return tuple(range(quarter, whole + 1, quarter)), _sums(terms), True
    if len(terms) == 1:
        if total % 3 == 0:
            terms = [3] * (total // 3)
        elif total in (5, 8):
            terms = [3, 2] if total == 5 else [3, 3, 2]
        else:
            terms = [2] * (total // 2 - total % 2) + [3] * (total % 2) if total > 2 else [total]
    ends = _sums([term * unit for term in terms])
    return ends, ends, False


def _sums(terms: Sequence[int]) -> tuple[int, ...]:
    return tuple(sum(terms[: i + 1]) for i in range(len(terms)))


def group_by_metre(notes: Sequence[Timed], beats: str, beat_type: int, quarter: int) -> tuple[Group, ...]:
    """Beam the notes of one voice in one bar by its metre (E30); ``beats`` may be additive ("3+2").

    A group lists its notes with the rests between them; their values are empty. Notes left over
    keep their flags. An unmetred bar is called with the beats it is long.
    """
    ends, units, by_unit = _metre_windows(beats, beat_type, quarter)
    beat_ends = frozenset(ends)
    groups: list[Group] = []
    run: list[int] = []
    for i, note in enumerate(notes):
        if run and not (note.flags and _joined(notes, run[-1], i, ends, units, by_unit, quarter)):
            groups += _closed(notes, run, beat_ends, quarter)
            run = []
        if note.flags:
            run.append(i)
    groups += _closed(notes, run, beat_ends, quarter)
    return tuple(groups)


def _joined(
    notes: Sequence[Timed],
    i: int,
    j: int,
    ends: Sequence[int],
    units: Sequence[int],
    by_unit: bool,
    quarter: int,
) -> bool:
    """Whether no break falls between neighbours ``i`` and ``j``."""
    a, b = notes[i], notes[j]
    if a.tuplet and a.tuplet == b.tuplet:
        return True
    if a.tuplet != b.tuplet and any(_wide(notes, n.tuplet, quarter) for n in (a, b)):
        return False
    edges = [end for end in ends if a.start < end <= b.start]
    if not edges:
        return True
    if any(edge in units for edge in edges) or not by_unit:
        return False
    if a.start + a.length > edges[0] and len(edges) == 1:
        return not b.is_rest  # the note itself runs over the beat
    unit = next((end for end in units if end > b.start), units[-1])
    start = max((end for end in units if end <= a.start), default=0)
    return _plain(notes, start, unit, quarter)


def _wide(notes: Sequence[Timed], tuplet: int, quarter: int) -> bool:
    """True when a tuplet is longer than a quarter: it is beamed with nothing else."""
    return tuplet != 0 and sum(n.length for n in notes if n.tuplet == tuplet) > quarter


def _plain(notes: Sequence[Timed], start: int, end: int, quarter: int) -> bool:
    """True when plain eighths fill start to end; in units of two beats one rest may stand at either edge."""
    inside = [n for n in notes if start <= n.start < end]
    eighth = quarter // 2
    if any(n.tuplet or n.length != eighth or n.start % eighth for n in inside):
        return False
    sounding = [not n.is_rest for n in inside]
    if end - start > 2 * quarter or len(inside) * eighth != end - start:
        return all(sounding) and len(inside) * eighth == end - start
    return all(sounding[1:-1])


def _closed(notes: Sequence[Timed], run: list[int], beats: frozenset[int], quarter: int) -> list[Group]:
    """The group that a run of short notes and rests makes, its outer rests left outside."""
    while run and notes[run[0]].is_rest:
        del run[0]
    while run and notes[run[-1]].is_rest:
        del run[-1]
    sounding = [i for i in run if not notes[i].is_rest]
    if len(sounding) < 2:
        return []
    kept = []
    for i, j in pairwise(sounding):
        same_beat = notes[i].tuplet == notes[j].tuplet != 0 or not any(
            notes[i].start < beat <= notes[j].start for beat in beats
        )
        kept.append(8 if same_beat else 1)
    forward = [_points_forward(notes, sounding, n, kept, quarter) for n in range(len(sounding))]
    values = dict(zip(sounding, beam_values([notes[i].flags for i in sounding], kept, forward), strict=True))
    return [Group(tuple(run), tuple(values.get(i, ()) for i in run))]


def _points_forward(notes: Sequence[Timed], sounding: Sequence[int], n: int, kept: Sequence[int], quarter: int) -> bool:
    """A beamlet goes into its beat: forward from a beat's first note, else by its place on the finer grid."""
    if n == len(sounding) - 1:
        return False
    if n == 0 or kept[n - 1] == 1:
        return True
    if kept[n] == 1:
        return False
    note = notes[sounding[n]]
    grain = 4 * quarter >> (note.flags + 2)  # the written value
    return not note.tuplet and grain > 0 and note.start % (2 * grain) == 0
