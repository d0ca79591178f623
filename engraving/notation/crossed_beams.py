"""How many stems of outer voices would run through the beams of inner ones, were the sides as asked (E10, E32)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from engraving.notation.marks import shared_marks
from engraving.score import Event

_ROOM = 7
"""Steps from a head to a note beyond its beam, at the least: a short stem and the note's own half."""


class _Run(NamedTuple):
    """The notes under one beam: their ticks, the lowest and highest head of each in steps, their marks."""

    ticks: tuple[int, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    marks: tuple[tuple[object, ...], ...]

    @property
    def low(self) -> int:
        """The lowest of its heads."""
        return min(self.lows)

    @property
    def high(self) -> int:
        """The highest of its heads."""
        return max(self.highs)


def crossed_beams(
    voices: Mapping[int, Sequence[Event]], uppers: Sequence[int], lowers: Sequence[int], beam_of: Mapping[int, int]
) -> int:
    """Notes under inner voices' beams whose own stems go through those beams.

    ``uppers`` and ``lowers`` are numbers of ``voices``, from the inside outwards; ``beam_of`` names the beam of each
    note that has one. Notes at a beam's ends stand beside it, and voices that move together share their beams.
    """
    crossed = 0
    for order, sign in ((uppers, 1), (lowers, -1)):
        for inner, outer in combinations(order, 2):
            for run in _runs(voices[inner], beam_of):
                through = [e for e in voices[outer] if e.heads and run.ticks[0] <= e.tick <= run.ticks[-1]]
                if not _together(run, through, sign):
                    crossed += sum(run.ticks[0] < e.tick < run.ticks[-1] and _meets(e, run, sign) for e in through)
    return crossed


def _runs(events: Sequence[Event], beam_of: Mapping[int, int]) -> list[_Run]:
    """What a voice has under beams."""
    groups: dict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.heads and event.id in beam_of:
            groups[beam_of[event.id]].append(event)
    found = []
    for members in groups.values():
        lows = tuple(e.heads[0].pitch.diatonic for e in members)
        highs = tuple(e.heads[-1].pitch.diatonic for e in members)
        found.append(_Run(tuple(e.tick for e in members), lows, highs, tuple(shared_marks(e) for e in members)))
    return found


def _together(run: _Run, outer: Sequence[Event], sign: int) -> bool:
    """Do the notes of an outer voice move with the run, outside its heads, so that one beam serves both?"""
    if tuple(e.tick for e in outer) != run.ticks or tuple(shared_marks(e) for e in outer) != run.marks:
        return False
    if sign > 0:
        return all(e.heads[0].pitch.diatonic >= high for e, high in zip(outer, run.highs, strict=True))
    return all(e.heads[-1].pitch.diatonic <= low for e, low in zip(outer, run.lows, strict=True))


def _meets(event: Event, run: _Run, sign: int) -> bool:
    """Is a note nearer to those under a beam than the beam is?"""
    if sign > 0:
        return event.heads[0].pitch.diatonic - run.high < _ROOM
    return run.low - event.heads[-1].pitch.diatonic < _ROOM
