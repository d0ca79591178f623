"""Bars and beats as people say them, as ticks, and back."""

from __future__ import annotations

from fractions import Fraction

from engraving.score import BarKind, Cue
from engraving.score.places import bar_at, beat_at, beat_length
from engraving.timing.cue_file import Place
from engraving.timing.tempo_line import Tick


class BarsAndBeats:
    """The places of one cue. Beats are those of the metre's lower figure, from 1."""

    def __init__(self, cue: Cue) -> None:
        self._bars = cue.bars
        self._quarter = cue.ticks_per_quarter
        self._metres = cue.metres
        self._by_number = {bar.number: bar.index for bar in reversed(cue.bars)}

    def bar(self, number: str) -> int | None:
        """Index of the first bar printed with a number; None when there is none."""
        return self._by_number.get(number)

    def tick(self, place: Place) -> Fraction | None:
        """Where a place is; None when no bar has its number, or its bar (with its second half) is over by then."""
        index = self.bar(place.bar)
        if index is None:
            return None
        bar = self._bars[index]
        tick = bar.start + (place.beat - 1) * beat_length(self._metres, bar.start, self._quarter)
        last = index
        while last + 1 < len(self._bars) and self._bars[last + 1].kind is BarKind.SPLIT:
            last += 1
        end = self._bars[last].end
        return tick if tick < end or tick == bar.start else None

    def place(self, tick: Tick) -> Place:
        """The bar and beat at a tick; after the last bar its beats are counted on."""
        index = bar_at(self._bars, tick)
        while index > 0 and self._bars[index].kind is BarKind.SPLIT:
            index -= 1
        bar = self._bars[index]
        return Place(bar.number, beat_at(bar, tick, self._metres, self._quarter))
