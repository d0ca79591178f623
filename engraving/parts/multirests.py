"""Runs of empty bars become one H-bar with a count (E47, R22–R27).

A run is broken by anything a counting player must see: marks that belong to everybody, a new click, barlines,
keys, metres, endings, halts in any part, changes of instrument, and bars of this part that hold
something besides rests. It is not broken by clef changes, which move to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from engraving.parts.fresh_atoms import FreshAtoms
from engraving.parts.halts import Halt, says_halt
from engraving.parts.rests import Silence, reanchored
from engraving.score import Anchor, Bar, BarKind, Clef, Cue, Direction, MultiRest, Music, Spanner
from engraving.score.atoms import Kind
from engraving.score.places import bar_at

_PLAIN_BARLINES = ("", "regular")
_JUMPS_AWAY = ("dacapo", "dalsegno", "fine", "tocoda")  # they end a bar; segno and coda begin one


class Breaks(msgspec.Struct, frozen=True, gc=False):
    """Where rests may not be merged: ``before`` has a 1 at each bar a new run must begin with,
    ``alone`` a 1 at each bar that joins no run. One entry more than bars, for the end.
    """

    before: bytes
    alone: bytes


class _Marking:
    """Breaks being collected over a cue's bars."""

    def __init__(self, bars: tuple[Bar, ...], known: Breaks | None = None) -> None:
        self.bars = bars
        self.before = bytearray(known.before if known else bytes(len(bars) + 1))
        self.alone = bytearray(known.alone if known else bytes(len(bars) + 1))

    def change(self, tick: int | Fraction) -> None:
        """Something new from a tick on: breaks before its bar, or isolates the bar it is inside."""
        index = bar_at(self.bars, tick)
        if tick >= self.bars[index].end:
            self.before[index + 1] = 1
        elif tick > self.bars[index].start:
            self.alone[index] = 1
        else:
            self.before[index] = 1

    def line(self, spanner: Spanner) -> None:
        """Bars a line runs through, from its start to its stop, stand alone."""
        start, stop = spanner.start, spanner.stop
        if start is None and stop is None:
            return
        first = bar_at(self.bars, (start or stop or Anchor(0, 1)).tick)
        end = stop.tick if stop is not None else (start.tick if start is not None else 0)
        last = bar_at(self.bars, end)
        if last > first and self.bars[last].start == end:
            last -= 1  # ends with the bar before
        for index in range(first, last + 1):
            self.alone[index] = 1

    def breaks(self) -> Breaks:
        return Breaks(bytes(self.before), bytes(self.alone))


def cue_breaks(
    cue: Cue, stops: tuple[Halt, ...], changes: Iterable[Fraction] = (), warnings: Iterable[Fraction] = ()
) -> Breaks:
    """What breaks the rests of every part: computed once for a cue.

    ``changes`` are ticks of a new click; bars with ``warnings`` of one stand alone.
    """
    marking = _Marking(cue.bars)
    if not cue.bars:
        return marking.breaks()
    for bar in cue.bars:
        _bar(marking, bar)
    for ending in cue.endings:
        marking.before[ending.first] = 1
        marking.before[ending.last + 1] = 1
    for direction in cue.directions:
        _everybodys(marking, direction)
    for spanner in cue.spanners:
        for end in (spanner.start, spanner.stop):
            if end is not None:
                marking.change(end.tick)
    for halt in stops:
        marking.alone[halt.bar] = 1
    for tick in changes:
        marking.change(tick)
    for tick in warnings:
        index = bar_at(cue.bars, tick)
        marking.alone[index - 1 if index and tick == cue.bars[index].start else index] = 1
    return marking.breaks()


def _bar(marking: _Marking, bar: Bar) -> None:
    index = bar.index
    if bar.left not in _PLAIN_BARLINES or bar.repeat_start:
        marking.before[index] = 1
    if bar.right not in _PLAIN_BARLINES or bar.repeat_end:
        marking.before[index + 1] = 1
    for name, _ in bar.jumps:
        marking.before[index + (name in _JUMPS_AWAY)] = 1
    if bar.kind in (BarKind.FREE, BarKind.PICKUP):
        marking.alone[index] = 1


def _everybodys(marking: _Marking, direction: Direction) -> None:
    """A cue-level mark opens a run at its bar's start, ends one at its bar's end, else isolates its bar."""
    bar = marking.bars[direction.bar]
    if says_halt(direction.text):
        marking.alone[direction.bar] = 1  # a G.P. is a bar of its own, never the head of a count
    elif direction.tick <= bar.start:
        marking.before[direction.bar] = 1
    elif direction.tick >= bar.end:
        marking.before[direction.bar + 1] = 1
    else:
        marking.alone[direction.bar] = 1


def merge_rests(
    cue: Cue, silence: Silence, everybody: Breaks, fresh: FreshAtoms
) -> tuple[Music, tuple[MultiRest, ...]]:
    """The music without the rests that were merged, and the multi-rests in their place."""
    if silence.plain.count(1) < 2:
        return silence.music, ()
    music = silence.music
    breaks = _part_breaks(cue, music, everybody)
    runs = list(_runs(cue.bars, silence.plain, breaks))
    if not runs:
        return music, ()
    rests = tuple(
        MultiRest(fresh.take(first, Kind.MULTI_REST), first, last, count) for first, last, count in runs
    )
    merged = bytearray(len(cue.bars))
    for first, last, _ in runs:
        merged[first : last + 1] = b"\1" * (last + 1 - first)
    gone = {event.id: event for event in music.events if merged[event.bar]}
    music = replace(
        music,
        events=tuple(event for event in music.events if not merged[event.bar]),
        spanners=reanchored(music.spanners, gone, {}),
        clefs=_moved_clefs(cue.bars, music.clefs, rests),
    )
    return music, rests


def _part_breaks(cue: Cue, music: Music, everybody: Breaks) -> Breaks:
    """The cue's breaks and this part's own."""
    marking = _Marking(cue.bars, everybody)
    for line in (music.keys, music.metres, music.staff_lines, music.transpositions, music.instruments):
        for tick, _, _ in line:
            marking.change(tick)
    for direction in music.directions:
        marking.alone[direction.bar] = 1
        if direction.bar and direction.tick < cue.bars[direction.bar].start:  # an offset to the left
            marking.alone[bar_at(cue.bars, direction.tick)] = 1
    for spanner in music.spanners:
        marking.line(spanner)
    return marking.breaks()


def _runs(bars: tuple[Bar, ...], plain: bytes, breaks: Breaks) -> Iterable[tuple[int, int, int]]:
    """(first, last, count) of every run of two bars and more; the halves of a split bar count once."""
    first = 0
    while first < len(bars):
        if not plain[first] or breaks.alone[first] or bars[first].kind is BarKind.SPLIT:
            first += 1
            continue
        following = first + 1
        while (
            following < len(bars)
            and plain[following]
            and not (breaks.alone[following] or breaks.before[following])
        ):
            following += 1
        last = following - 1
        if last > first and following < len(bars) and bars[following].kind is BarKind.SPLIT:
            last -= 1  # its second half is not in the run
        count = sum(bars[i].kind is not BarKind.SPLIT for i in range(first, last + 1))
        if count >= 2:
            yield first, last, count
        first = following


def _moved_clefs(
    bars: tuple[Bar, ...], clefs: tuple[tuple[int, int, Clef], ...], rests: tuple[MultiRest, ...]
) -> tuple[tuple[int, int, Clef], ...]:
    """Clef changes inside a multi-rest, moved to its end; only the last of each staff is left."""
    if not clefs or clefs[-1][0] == 0:
        return clefs
    firsts = [bars[rest.first].start for rest in rests]
    moved: dict[tuple[int, int], Clef] = {}
    for tick, staff, clef in clefs:
        index = bisect_right(firsts, tick) - 1
        if tick > 0 and index >= 0 and tick < bars[rests[index].last].end:
            tick = bars[rests[index].last].end
        moved[(tick, staff)] = clef
    return tuple((tick, staff, moved[(tick, staff)]) for tick, staff in sorted(moved))
