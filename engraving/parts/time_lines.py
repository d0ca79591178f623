"""Time lines without what says nothing: entries that repeat what is in force, clefs that no note is read in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TypeVar

from msgspec.structs import replace

from engraving.score import Clef, Music

Value = TypeVar("Value")


def without_restatements(music: Music) -> Music:
    """The music with clefs, keys, metres, staff lines, transpositions and instruments only where they change.

    Restated values would break multi-rests and print courtesies that mean nothing.
    """
    return replace(
        music,
        clefs=changes(clefs_read(music)),
        keys=changes(music.keys),
        metres=changes(music.metres),
        staff_lines=changes(music.staff_lines),
        transpositions=changes(music.transpositions),
        instruments=changes(music.instruments),
    )


def clefs_read(music: Music) -> tuple[tuple[int, int, Clef], ...]:
    """Each staff's first clef and those that notes are read in.

    Programs write a section's clefs into all its parts, also where only one of them plays.
    """
    ticks: dict[int, list[int]] = defaultdict(list)
    for tick, staff, _ in music.clefs:
        ticks[staff].append(tick)
    if all(len(changing) == 1 for changing in ticks.values()):
        return music.clefs
    read = {
        (changing[max(bisect_right(changing, event.tick) - 1, 0)], head.staff)
        for event in music.events
        for head in event.heads
        if len(changing := ticks[head.staff]) > 1
    }
    return tuple(
        (tick, staff, clef)
        for tick, staff, clef in music.clefs
        if staff == 0 or tick == ticks[staff][0] or (tick, staff) in read
    )


def changes(line: tuple[tuple[int, int, Value], ...]) -> tuple[tuple[int, int, Value], ...]:
    """The entries of a time line that differ from what their staff had before."""
    if len(line) < 2:
        return line
    last: dict[int, Value] = {}
    kept = []
    for entry in line:
        _, staff, value = entry
        if staff not in last or last[staff] != value:
            kept.append(entry)
            last[staff] = value
    return line if len(kept) == len(line) else tuple(kept)
