"""Segments of tempo in bars that stay as they are: hits fall where they are wanted, and tempi change at such hits.

Pauses and bars in free time are taken out of the line before it is searched, and put back when moments are told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm

import msgspec
from msgspec.structs import replace

from engraving.timing.cue_file import CueFile
from engraving.timing.fit.bars import Prices
from engraving.timing.fit.grid import Grid
from engraving.timing.fit.printable import Print
from engraving.timing.fit.segments import Landing, Path, Segment, Start, shortest_path
from engraving.timing.fit.settle import settled
from engraving.timing.fit.targets import Target, first_bar

KEPT = Prices(base=1, odd=(), kept=True)


class Still(msgspec.Struct, frozen=True, gc=False):
    """Where beats do not run for so many ``seconds``: a pause before ``at``, or ``beats`` of free time from it on."""

    at: Fraction
    seconds: Fraction
    beats: Fraction = Fraction(0)


class Counted(msgspec.Struct, frozen=True, gc=False):
    """A place as the search sees it: ``beats`` that were counted before it, and the ``seconds`` nobody counted in."""

    beats: Fraction
    seconds: Fraction


def stills(cue: CueFile, grid: Grid) -> tuple[Still, ...]:
    """A cue file's pauses and free passages, in order; those that the grid has no place for are left out."""
    first = first_bar(cue)
    found = []
    for pause in cue.pauses:
        bar = grid.bar_numbered(pause.place.bar, first)
        if bar is not None:
            found.append(Still(grid.offset(bar, pause.place.beat), pause.seconds))
    for free in cue.free:
        bar = grid.bar_numbered(free.bar, first)
        if bar is not None:
            at, end = (grid.offset(index, Fraction(1)) for index in (bar, bar + free.bars))
            found.append(Still(at, free.seconds, end - at))
    return tuple(sorted(found, key=lambda still: still.at))


def counted(offset: Fraction, still: Sequence[Still]) -> Counted | None:
    """A place without what stands still before it; None within free time, where nobody counts."""
    beats, seconds = offset, Fraction(0)
    for one in still:
        if one.at < offset < one.at + one.beats:
            return None
        if one.at + one.beats <= offset:
            beats, seconds = beats - one.beats, seconds + one.seconds
    return Counted(beats, seconds)


class KeptPath(msgspec.Struct, frozen=True, gc=False):
    """Tempi along bars as they are: ``path`` counts neither beats nor seconds of what is ``still``."""

    path: Path
    still: tuple[Still, ...]

    def moment(self, offset: Fraction) -> Fraction | None:
        """When a beat falls, in seconds; None in free time."""
        place = counted(offset, self.still)
        if place is None:
            return None
        begun = list(accumulate((segment.beats for segment in self.path.segments), initial=Fraction(0)))
        number = min(max(bisect_right(begun, place.beats) - 1, 0), len(self.path.segments) - 1)
        segment = self.path.segments[number]
        return segment.begins + 60 * (place.beats - begun[number]) / segment.tempo + place.seconds


def kept_path(
    targets: Sequence[Target],
    still: tuple[Still, ...],
    bounds: tuple[Fraction, Fraction],
    fps: Fraction,
    start: Start,
    wish: Print,
) -> KeptPath | None:
    """The smoothest tempi with which all targets, each with its ``offset``, are met; None when there are none.

    Moments and offsets rise together, from above 0, and none of them lies in free time.
    """
    places = [counted(target.offset or Fraction(0), still) for target in targets]
    music = [
        replace(target, at=target.at - place.seconds, offset=place.beats)
        for target, place in zip(targets, places, strict=True)
        if place is not None
    ]
    if any(target.at <= 0 for target in music):
        return None
    parts = lcm(*(target.offset.denominator for target in music if target.offset is not None))
    in_parts = [replace(target, offset=(target.offset or 0) * parts) for target in music]
    path = shortest_path(in_parts, (bounds[0] * parts, bounds[1] * parts), fps, KEPT, start)
    if path is None:
        return None
    segments = tuple(_whole(segment, parts) for segment in path.segments)
    return KeptPath(settled(replace(path, segments=segments), music, bounds, wish, fps), still)


def _whole(segment: Segment, parts: int) -> Segment:
    """A segment in beats again, not in parts of them."""
    landings = tuple(Landing(one.index, one.beats / parts, one.step) for one in segment.landings)
    return replace(segment, tempo=segment.tempo / parts, landings=landings)
