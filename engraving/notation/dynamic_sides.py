"""On which side of a staff dynamics stand where one voice has it to itself (E41).

Sources place a player's dynamics over the staff because another player's stood under it in the score the parts were
made from. A player who reads one line looks for them under it, and misses one that stands over it: *cresc.* and its
like are on the dynamics' row too (E43b). Other words (*grazioso*) stay where the source has them.
"""

from __future__ import annotations

import re
from collections import defaultdict

from msgspec.structs import replace

from engraving.notation.dynamics import tokens
from engraving.notation.words import WordClass, direction_class, is_row_direction
from engraving.score import Direction, Part, Spanner
from engraving.score.places import bar_at

_CHANGE = re.compile(r"\b((de)?cresc|dim)", re.IGNORECASE)


def with_dynamics_under(part: Part) -> Part:
    """The part with dynamics, hairpins and *cresc.* over its one staff moved under it in bars of one voice.

    Dashes go where their words are. Those of singers stay, and what another mark stands under at the same time;
    but *cresc.* goes behind a sign: together they say one thing.
    """
    music = part.music
    over = {d.atom for d in music.directions if d.placement == "above" and _is_dynamic(d)}
    over |= {s.atom for s in music.spanners if s.placement == "above" and s.kind == "wedge"}
    if not over or music.staves > 1 or part.family == "voice":
        return part
    shared = _shared_bars(part)
    under = [(d.tick, _is_worded(d)) for d in music.directions if d.placement != "above" and is_row_direction(d)]
    lines = [_ends(s) for s in music.spanners if s.kind == "wedge" and s.placement != "above"]

    def free(start: int, stop: int, *, words: bool = False) -> bool:
        """No other voice, and no other mark at a tick (for words: no other words), or within a hairpin."""
        if any(bar in shared for bar in range(bar_at(part.bars, start), bar_at(part.bars, stop) + 1)):
            return False
        said = any(
            start < tick < stop or (start == tick == stop and (worded or not words)) for tick, worded in under
        )
        return not said and not any(a < stop and start < b for a, b in lines)

    directions = tuple(
        replace(d, placement="") if d.atom in over and free(d.tick, d.tick, words=_is_change(d)) else d
        for d in music.directions
    )
    spanners = tuple(replace(s, placement="") if s.atom in over and free(*_ends(s)) else s for s in music.spanners)
    return replace(part, music=replace(music, directions=directions, spanners=spanners))


def _is_dynamic(direction: Direction) -> bool:
    return is_row_direction(direction) and direction_class(direction) is WordClass.DYNAMIC


def _is_worded(direction: Direction) -> bool:
    return any(segment.kind == "words" for segment in direction.segments)


def _is_change(direction: Direction) -> bool:
    """*cresc.*, *dim.*: words alone, that do not say how loud it is now."""
    if any(segment.kind != "words" for segment in direction.segments) or not _CHANGE.search(direction.text):
        return False
    return not any(token.codes for token in tokens(direction.text, words=True))


def _ends(line: Spanner) -> tuple[int, int]:
    """First and last tick of a hairpin; an open end is where the other is."""
    ticks = [anchor.tick for anchor in (line.start, line.stop) if anchor is not None] or [0]
    return ticks[0], ticks[-1]


def _shared_bars(part: Part) -> set[int]:
    """Bars in which two voices of the player's own show notes or rests."""
    voices: dict[int, set[int]] = defaultdict(set)
    for event in part.music.events:
        if event.visible and not event.cue:
            voices[event.bar].add(event.voice)
    return {bar for bar, here in voices.items() if len(here) > 1}
