"""The key signatures of a concert score: one for everybody, that of the instruments in C.

Moved by its interval, a part's own signature is mostly just that. It is not where the part is written without
one, as horns and trumpets are, or in the enharmonic key (a clarinet's A flat for F sharp).
"""

from __future__ import annotations

from engraving.instruments import Match
from engraving.parts.intervals import Interval
from engraving.parts.pitch import part_in_c
from engraving.parts.transposing import IntervalLine, interval_at
from engraving.score import Cue, Key, Music

KeyLine = tuple[tuple[int, int, Key], ...]


def in_concert_keys(
    cue: Cue, matches: tuple[Match, ...], music: Music, line: IntervalLine
) -> tuple[IntervalLine, KeyLine | None]:
    """The intervals that lead ``music`` into the cue's concert keys, and those keys.

    They are None where the part keeps its own, moved: it is in another key on purpose, or signatures of
    free accidentals are about.
    """
    index = part_in_c(cue, tuple(match.instrument for match in matches))
    if index is None:
        return line, None
    own = music.keys
    concert = tuple((tick, 0, key) for tick, staff, key in cue.parts[index].music.keys if staff <= 1)
    if any(key.free for _, _, key in (*own, *concert)):
        return line, None
    if not any(key.fifths for _, _, key in own):
        return line, concert
    ticks = sorted({tick for tick, _ in line} | {tick for tick, _, _ in (*own, *concert)})
    moves = [(tick, interval_at(line, tick), _away(tick, interval_at(line, tick), own, concert)) for tick in ticks]
    if any(away % 12 for _, _, away in moves):
        return line, None
    return tuple((tick, interval.respelled(away)) for tick, interval, away in moves), concert


def _away(tick: int, interval: Interval, own: KeyLine, concert: KeyLine) -> int:
    """Fifths from the part's key, moved, to everybody's: 12 or -12 is the same key spelled otherwise."""
    return _fifths(concert, tick) - _fifths(own, tick) - interval.fifths


def _fifths(line: KeyLine, tick: int) -> int:
    return next((key.fifths for since, staff, key in reversed(line) if since <= tick and staff <= 1), 0)
