"""Time lines without restatements: an entry that repeats what is already in force says nothing."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from engraving.score import Music

Value = TypeVar("Value")


def without_restatements(music: Music) -> Music:
    """The music with clefs, keys, metres, staff lines, transpositions and instruments only where they change.

    Restated values would break multi-rests and print courtesies that mean nothing.
    """
    return replace(
        music,
        clefs=changes(music.clefs),
        keys=changes(music.keys),
        metres=changes(music.metres),
        staff_lines=changes(music.staff_lines),
        transpositions=changes(music.transpositions),
        instruments=changes(music.instruments),
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
