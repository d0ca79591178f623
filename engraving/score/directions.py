"""Words, dynamics, tempo, rehearsal marks …: what stands at a place rather than at a note."""

from __future__ import annotations

import msgspec

from engraving.score.attributed import Attributed

CUE_NAME = "cue-name"
"""The kind of a segment that names the source of a cue at its first note."""


class Segment(msgspec.Struct, Attributed, frozen=True, gc=False, cache_hash=True):
    """One piece of a direction: ``kind`` is the MusicXML direction-type (or ``CUE_NAME``), ``text`` its content.

    For ``metronome`` the text is compact: ``quarter.=60``, ``quarter=eighth``, ``half=c. 72``,
    parentheses as attribute ``parentheses=yes``. For ``dynamics`` it is the letters (``sfz``, ``mp``).
    """

    kind: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Direction(msgspec.Struct, frozen=True, gc=False, cache_hash=True):
    """Words, dynamics, tempo, rehearsal … at one place: a run of segments.

    ``tick`` includes the source's ``offset``. ``staff`` 0 means it belongs to the whole cue (E57).
    ``tempo`` is quarters a minute when the source says how it sounds (0: it does not).
    ``atom`` names the run as a whole: every item of it carries the atom.
    """

    atom: int
    bar: int
    tick: int
    staff: int
    segments: tuple[Segment, ...]
    placement: str = ""
    voice: int = 0
    system: str = ""
    tempo: float = 0.0
    line: int = 0

    @property
    def text(self) -> str:
        """All its words, for rules and messages."""
        return " ".join(s.text for s in self.segments if s.text).strip()
