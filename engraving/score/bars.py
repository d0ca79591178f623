"""Bars and metres of a cue. A bar's identity is its index from 0; its ``number`` is a printed string."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class BarKind(StrEnum):
    """How a bar counts: a pickup is not numbered, split halves share a number, a free bar has no metre."""

    FULL = "full"
    PICKUP = "pickup"
    SPLIT = "split"  # second half of a bar split by a barline: shares the number of the bar before
    FREE = "free"


class Ending(msgspec.Struct, frozen=True, gc=False):
    """A volta bracket over bars ``first`` to ``last``; ``closed`` when its right end has a hook."""

    atom: int
    numbers: tuple[int, ...]
    text: str
    first: int
    last: int
    closed: bool = True
    visible: bool = True


class Bar(msgspec.Struct, frozen=True, gc=False):
    """A bar of the cue. ``left``/``right`` are MusicXML bar styles ("" is the plain thin one).

    ``repeat_end`` is how often the repeated passage is played (0: no repeat ends here). ``jumps``
    are ``(name, value)`` of the playback jumps: dacapo, dalsegno, fine, tocoda, coda, segno. ``wings`` are
    those of the repeats at its left and right ("" none, straight, curved, double-straight, double-curved).
    """

    index: int
    number: str
    start: int
    length: int
    kind: BarKind = BarKind.FULL
    left: str = ""
    right: str = ""
    repeat_start: bool = False
    repeat_end: int = 0
    jumps: tuple[tuple[str, str], ...] = ()
    wings: tuple[str, str] = ("", "")

    @property
    def end(self) -> int:
        """The tick after the bar."""
        return self.start + self.length


class Metre(msgspec.Struct, frozen=True, gc=False):
    """A time signature: ``parts`` of ("3+2", 8), several when composite.

    ``symbol`` is common, cut, single-number, note or dotted-note.

    ``parts`` is empty for senza misura (whose ``symbol`` may be X). ``interchangeable`` is the second metre
    of a pair such as 3/4 (6/8), ``relation`` what stands between them, ``other_symbol`` how the second is
    written; ``separator`` parts the figures.
    """

    parts: tuple[tuple[str, int], ...] = (("4", 4),)
    symbol: str = ""
    interchangeable: tuple[tuple[str, int], ...] = ()
    relation: str = ""
    visible: bool = True
    separator: str = ""
    other_symbol: str = ""

    @property
    def beats(self) -> int:
        """Upper figure added up."""
        return sum(int(b) for beats, _ in self.parts for b in beats.split("+"))

    @property
    def beat_type(self) -> int:
        """Lower figure (of the first part)."""
        return self.parts[0][1] if self.parts else 4

    def length(self, ticks_per_quarter: int) -> int:
        """Ticks in one bar; 0 for senza misura."""
        return sum(
            int(b) * 4 * ticks_per_quarter // beat_type
            for beats, beat_type in self.parts
            for b in beats.split("+")
        )
