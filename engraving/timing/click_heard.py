"""Where the click of a cue is heard: neither in free time nor where the cue file silences it; what warns of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from engraving.score import Cue
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.cue_file import CueFile
from engraving.timing.places import BarsAndBeats
from engraving.timing.tempo_line import Tick
from engraving.timing.tempo_map import TempoMap


class FreeStretch(NamedTuple):
    """Bars in free time, from tick to tick, and what they last together."""

    start: Fraction
    end: Fraction
    seconds: Fraction


class Warned(NamedTuple):
    """``moments`` of the clicks that warn of the one at ``tick``, in seconds from the cue's start."""

    tick: Fraction
    moments: tuple[Fraction, ...]


class ClickHeard:
    """The click of one cue along the paper. ``switches`` are (tick, is it heard from there on) in order."""

    def __init__(self, cue: Cue, cue_file: CueFile, tempo: TempoMap) -> None:
        self._cue = cue
        self._file = cue_file
        self._tempo = tempo
        self._places = BarsAndBeats(cue)
        placed = ((self._places.tick(switch.place), switch) for switch in cue_file.clicks)
        self._switches = sorted(
            ((tick, switch) for tick, switch in placed if tick is not None), key=lambda placed: placed[0]
        )
        self.switches = [(tick, switch.sounds) for tick, switch in self._switches]
        self.free = sorted(self._free())

    def _free(self) -> Iterator[FreeStretch]:
        for free in self._file.free:
            first = self._places.bar(free.bar)
            if first is not None and first + free.bars <= len(self._cue.bars):
                last = self._cue.bars[first + free.bars - 1]
                yield FreeStretch(Fraction(self._cue.bars[first].start), Fraction(last.end), free.seconds)

    def switched_on(self, tick: Tick) -> bool:
        """Whether the cue file leaves it on; in free time there is none all the same."""
        found = bisect_right(self.switches, tick, key=lambda switch: switch[0])
        return not found or self.switches[found - 1][1]

    def free_at(self, tick: Tick) -> FreeStretch | None:
        """The free time that a tick is in."""
        return next((free for free in self.free if free.start <= tick < free.end), None)

    def pulse(self, tick: Tick) -> Fraction | None:
        """Seconds from click to click at the tempo of a tick; None before the first tempo."""
        quarters = self._tempo.tempo_at(tick)
        return None if quarters is None else 60 * beat_unit(metre_at(self._cue.metres, tick)) / quarters

    def warnings(self) -> Iterator[Warned]:
        """Before each click that is warned of, whenever it is played: as many, at its own tempo."""
        for tick, switch in self._switches:
            pulse = self.pulse(tick)
            if not switch.warning or pulse is None:
                continue
            for at in self._played(tick):
                yield Warned(tick, tuple(at - n * pulse for n in range(switch.warning, 0, -1)))

    def _played(self, tick: Fraction) -> Iterator[Fraction]:
        """The moments at which a tick is reached."""
        tempo, first = self._tempo, self._tempo.seconds_at(tick)
        for (index, _), reached in zip(tempo.order, tempo.visited, strict=False):
            bar, begins = self._cue.bars[index], tempo.first_pass[index]
            if bar.start <= tick < bar.end and None not in (reached, begins, first):
                yield (reached or Fraction(0)) + (first or Fraction(0)) - (begins or Fraction(0))
