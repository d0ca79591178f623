"""The bars a path of segments needs: one after the other from the start, and where in them hits and tempi stand."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import msgspec

from engraving.timing.fit.segments import Path


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A beat of the music: the index of its bar from the start, and its number in that bar, from 1."""

    bar: int
    beat: int


class BarPlan(msgspec.Struct, frozen=True, gc=False):
    """``bars`` by their beats, to that of the last hit; where each segment begins, and where each hit falls."""

    bars: tuple[int, ...]
    tempi: tuple[Spot, ...]
    hits: tuple[Spot, ...]

    def runs(self) -> tuple[tuple[int, int, int], ...]:
        """(index of the first bar, how many, beats) of bars that are alike."""
        found, index = [], 0
        for beats, alike in groupby(self.bars):
            count = len(list(alike))
            found.append((index, count, beats))
            index += count
        return tuple(found)


def bar_plan(path: Path, base: int) -> BarPlan:
    """Bars of ``base`` beats and those filled in; a pick-up is a bar as long as what of it sounds."""
    bars: list[int] = []
    tempi, hits = [], []
    phase, short = path.phase, path.phase  # of the bar that goes on, and what of it never sounds
    for segment in path.segments:
        tempi.append(Spot(len(bars), phase - short + 1))
        counted = Fraction(0)
        for landing in segment.landings:
            full = landing.step.bars or (base,) * int((phase + landing.beats - counted) // base)
            for size in full:
                bars.append(size - short)
                short = 0
            phase, counted = landing.step.phase, landing.beats
            hits.append(Spot(len(bars), phase - short + 1))
    bars.append(base - short)
    return BarPlan(tuple(bars), tuple(tempi), tuple(hits))
