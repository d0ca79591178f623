"""Names for everything drawable: one int per head, dot, accidental, syllable, spanner …

An atom packs *bar index, running number within its part and bar, kind*. The reader gives every
event, mark, syllable, spanner and direction a number of its own; dots, accidentals and flags are
derived from their note's number by changing the kind. Extraction keeps atoms, page items carry
them, and the audit compares sets of them. 0 means "no atom": furniture, staff lines, barlines.
In a full score the part is put on top (``in_score``), which leaves kind and bar as they were.
"""

from __future__ import annotations

from enum import IntEnum

_KIND_BITS = 6
KIND_MASK = (1 << _KIND_BITS) - 1
_NUMBER_BITS = 14
_BAR_BITS = 20
_PART_SHIFT = _KIND_BITS + _NUMBER_BITS + _BAR_BITS


class Kind(IntEnum):
    """What an atom is."""

    HEAD = 1
    REST = 2
    DOT1 = 3
    DOT2 = 4
    DOT3 = 5
    DOT4 = 6
    ACCIDENTAL = 7
    FLAG = 8
    BEAM = 9
    MARK = 10  # articulation, ornament, technical, fermata, arpeggio …
    LYRIC = 11
    TIE = 12
    SLUR = 13
    WEDGE = 14
    TUPLET = 15
    LINE = 16  # octave shift, pedal, wavy line, dashes, bracket, glissando, slide
    DIRECTION = 17
    CLEF = 18
    KEY = 19
    METRE = 20
    BARLINE = 21
    ENDING = 22
    MULTI_REST = 23
    TREMOLO = 24
    STYLE = 25  # measure repeat, slashes
    SLASH = 26  # grace slash
    HIT = 27
    STREAMER = 28
    PUNCH = 29
    CLICK = 30


def pack(bar: int, number: int, kind: int) -> int:
    """One int for (bar index, running number in the bar from 1, kind)."""
    return (((bar + 1) << _NUMBER_BITS) | number) << _KIND_BITS | kind


def of_kind(atom: int, kind: Kind) -> int:
    """The atom of another kind that hangs on ``atom``: its accidental, its first dot …"""
    return (atom >> _KIND_BITS) << _KIND_BITS | kind


def kind_of(atom: int) -> Kind:
    """What an atom is."""
    return Kind(atom & KIND_MASK)


def family_of(atom: int) -> int:
    """What the atoms of one note have in common: its name without their kinds."""
    return atom >> _KIND_BITS


def bar_of(atom: int) -> int:
    """The bar index an atom belongs to."""
    return (atom >> (_KIND_BITS + _NUMBER_BITS) & ((1 << _BAR_BITS) - 1)) - 1


def in_score(atom: int, part: int) -> int:
    """The atom of the score's ``part`` (index from 0); cue-level atoms are the score's own as they are."""
    return (part + 1) << _PART_SHIFT | atom


def part_of(atom: int) -> int:
    """The index of the score's part an atom belongs to; -1 for one of a part by itself, or of the whole cue."""
    return (atom >> _PART_SHIFT) - 1


def in_part(atom: int) -> int:
    """The atom as its part by itself has it."""
    return atom & ((1 << _PART_SHIFT) - 1)
