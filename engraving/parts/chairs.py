"""Players' seats, and what each takes from the source's parts."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from engraving.parts.chair_names import chair_names, instrument_title
from engraving.score import Cue

TO_THE_END = 1 << 62


class Layer(StrEnum):
    """Which notes of a chord or pair of voices a player takes."""

    ALL = "all"
    UPPER = "upper"
    LOWER = "lower"


class Source(msgspec.Struct, frozen=True, gc=False):
    """What a chair reads of one source part: key, staves and voices (empty: all), from tick, to tick."""

    part: str
    staves: tuple[int, ...] = ()
    voices: tuple[int, ...] = ()
    layer: Layer = Layer.ALL
    start: int = 0
    end: int = TO_THE_END

    @property
    def whole(self) -> bool:
        """True when it is the part as it stands."""
        return not self.staves and not self.voices and self.layer is Layer.ALL and self.spans_all

    @property
    def spans_all(self) -> bool:
        """True when it takes the part from beginning to end."""
        return self.start <= 0 and self.end >= TO_THE_END


class Chair(msgspec.Struct, frozen=True, gc=False):
    """A player's seat: unique ``name``, ``desk`` number (0: not assigned), ``sources`` in order of time.

    ``instrument`` is the name at the head of the part.
    """

    name: str
    desk: int
    sources: tuple[Source, ...]
    instrument: str


def trivial_chairs(cue: Cue) -> tuple[Chair, ...]:
    """One chair for every part of the source, in its order, all with different names."""
    names = chair_names(cue.parts)
    return tuple(
        Chair(name, 0, (Source(part.key),), instrument_title(part))
        for part, name in zip(cue.parts, names, strict=True)
    )
