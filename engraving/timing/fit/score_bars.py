"""The bars of a score as the search sees them: in the order of playing, counted in beats of one tempo."""

from __future__ import annotations

from fractions import Fraction

from engraving.score import Bar as ScoreBar
from engraving.score import Cue, Metre
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.fit.grid import Bar, Grid, On, bar_of
from engraving.timing.performance import performance_order


def tempo_unit(cue: Cue) -> Fraction:
    """Quarters in a beat of the cue's tempo: the beat of its first metre."""
    return beat_unit(metre_at(cue.metres, 0))


def score_grid(cue: Cue, on: On) -> Grid:
    """The cue's bars, and after them bars of its last metre for ever."""
    unit = tempo_unit(cue)
    bars = tuple(_bar(cue, cue.bars[index], on, unit) for index, _ in performance_order(cue).order)
    last = metre_at(cue.metres, cue.bars[-1].start) if cue.bars else None
    quarters = Fraction(4 * last.beats, last.beat_type) if last is not None and last.parts else 4 * unit
    beyond = bar_of(quarters / unit, beat_unit(last) / unit, on, _figure(last, unit))
    return Grid(beyond.length, beyond.allowed, bars, beyond.figure)


def _bar(cue: Cue, bar: ScoreBar, on: On, unit: Fraction) -> Bar:
    metre = metre_at(cue.metres, bar.start)
    length = Fraction(bar.end - bar.start, cue.ticks_per_quarter) / unit
    return bar_of(length, beat_unit(metre) / unit, on, _figure(metre, unit), bar.number)


def _figure(metre: Metre | None, unit: Fraction) -> Fraction:
    return unit * (metre.beat_type if metre is not None else 4) / 4

