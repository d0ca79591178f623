"""Where in a part something is, in the words people use: bar as printed, beat from 1."""

from __future__ import annotations

from bisect import bisect_right

from engraving.findings import Where
from engraving.score import Cue


def place(cue: Cue, part: str, bar: int, tick: int = -1, line: int = 0) -> Where:
    """A ``Where`` for ``tick`` in bar index ``bar``; without a tick, the whole bar."""
    beat = 0.0 if tick < 0 else _beat(cue, bar, tick)
    return Where(part=part, bar=cue.bars[bar].number, bar_index=bar, beat=beat, line=line, file=cue.file)


def _beat(cue: Cue, bar: int, tick: int) -> float:
    """Beats of the metre's lower figure, from 1."""
    start = cue.bars[bar].start
    found = bisect_right(cue.metres, start, key=lambda entry: entry[0])
    beat_type = cue.metres[found - 1][2].beat_type if found else 4
    return round(1 + (tick - start) * beat_type / (4 * cue.ticks_per_quarter), 3)
