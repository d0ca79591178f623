"""The music a chair takes from its sources, before anything is done to it."""

from __future__ import annotations

from engraving.errors import UsageError
from engraving.findings import Finding
from engraving.parts.chairs import Chair
from engraving.score import Cue, Music, SourcePart


def seated_music(cue: Cue, chair: Chair) -> tuple[Music, SourcePart, tuple[Finding, ...]]:
    """The chair's music, the part it (mainly) comes from, and what was lost in selecting.

    Raises ``UsageError`` when the cue has no such part.
    """
    source = chair.sources[0]
    part = next((p for p in cue.parts if p.key == source.part), None)
    if part is None:
        raise UsageError(f"The cue has no part {source.part!r}", chair.name)
    return part.music, part, ()
