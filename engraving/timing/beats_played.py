"""Every beat of a performance with its moment, and the beat nearest to a moment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from engraving.score import Cue
from engraving.score.places import bar_at, metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.cue_file import Place
from engraving.timing.places import BarsAndBeats
from engraving.timing.tempo_map import TempoMap


class PlayedBeat:
    """A beat as it is played: its ``bar`` index, the pass (from 1), its tick, its place and its seconds (or None)."""

    __slots__ = ("bar", "place", "seconds", "tick", "turn")

    def __init__(self, bar: int, turn: int, tick: Fraction, place: Place, seconds: Fraction | None) -> None:
        self.bar = bar
        self.turn = turn
        self.tick = tick
        self.place = place
        self.seconds = seconds


class BeatsPlayed:
    """The beats of one cue over the order of playing."""

    def __init__(self, cue: Cue, times: TempoMap) -> None:
        self._cue = cue
        self._times = times
        self._places = BarsAndBeats(cue)
        self._known = [visit for visit in times.visited if visit is not None]

    def of(self, visit: int) -> Iterator[PlayedBeat]:
        """The beats of one visit of ``TempoMap.order``."""
        index, turn = self._times.order[visit]
        bar = self._cue.bars[index]
        step = beat_unit(metre_at(self._cue.metres, bar.start)) * self._cue.ticks_per_quarter
        tick = Fraction(bar.start)
        while tick < bar.end or tick == bar.start:
            yield PlayedBeat(index, turn, tick, self._places.place(tick), self._seconds(visit, index, tick))
            tick += step

    def _seconds(self, visit: int, index: int, tick: Fraction) -> Fraction | None:
        began, first = self._times.visited[visit], self._times.first_pass[index]
        at = self._times.seconds_at(tick)
        return None if began is None or first is None or at is None else began + at - first

    def place(self, tick: Fraction) -> Place:
        """The bar and beat at a tick."""
        return self._places.place(tick)

    def nearest(self, seconds: Fraction) -> PlayedBeat | None:
        """The beat closest to a moment, the earlier of two; None outside the cue and where times are unknown."""
        if not self._known or not self._times.order or not 0 <= seconds <= self._known[-1]:
            return None
        visit = min(bisect_right(self._known, seconds) - 1, len(self._times.order) - 1)
        following = [visit + 1] if visit + 1 < len(self._times.order) else []
        beats = [beat for k in (visit, *following) for beat in self.of(k) if beat.seconds is not None]
        return min(beats, key=lambda beat: abs((beat.seconds or 0) - seconds), default=None)

    def wanted(self, place: Place) -> PlayedBeat | None:
        """A place of the paper as it is first played; None when there is no such place."""
        tick = self._places.tick(place)
        if tick is None:
            return None
        index = self._visits.get(bar_at(self._cue.bars, tick), 0)
        bar, turn = self._times.order[index]
        return PlayedBeat(bar, turn, tick, place, self._times.seconds_at(tick))

    @cached_property
    def _visits(self) -> dict[int, int]:
        """The first visit of every bar index."""
        first: dict[int, int] = {}
        for visit, (index, _) in enumerate(self._times.order):
            first.setdefault(index, visit)
        return first
