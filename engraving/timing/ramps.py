"""Ritardando and accelerando under a declared law: how long a ramp lasts, and where it is when.

The laws are those of docs/timing.md, "Tempo". A ramp goes over so many beats from one tempo to another, both in beats
a minute. Rational results are exact. Irrational ones come from ``decimal``, whose roots, exponentials and logarithms
are correctly rounded on every platform, and are rounded half to even to a microsecond once, when they leave this
module: what follows a ramp is exact and the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import ceil, floor

import msgspec

from engraving.timing.cue_file import RampLaw

GRAIN = Fraction(1, 1_000_000)
"""What irrational results are rounded to: seconds, and beats where they are asked for."""

_EXACT_ENOUGH = Context(prec=50, rounding=ROUND_HALF_EVEN)


class Ramp(msgspec.Struct, frozen=True, gc=False):
    """``beats`` beats (more than 0) from tempo ``begin`` to tempo ``end`` (beats a minute, more than 0)."""

    law: RampLaw
    beats: Fraction
    begin: Fraction
    end: Fraction

    @property
    def seconds(self) -> Fraction:
        """What the whole ramp lasts."""
        return self.elapsed(self.beats)

    def elapsed(self, beat: Fraction) -> Fraction:
        """Seconds from its beginning until ``beat`` beats have passed, of 0 to ``beats``."""
        if beat <= 0:
            return Fraction(0)
        if self.begin == self.end:
            return 60 * beat / self.begin
        return _rounded(_ELAPSED[self.law](self, min(beat, self.beats)))

    def beat_at(self, seconds: Fraction) -> Fraction:
        """Beats passed after ``seconds``: the inverse of ``elapsed``."""
        if seconds <= 0:
            return Fraction(0)
        if self.begin == self.end:
            return min(seconds * self.begin / 60, self.beats)
        return min(_rounded(_BEAT[self.law](self, min(seconds, self.seconds))), self.beats)

    def tempo_at(self, beat: Fraction) -> Fraction:
        """Beats a minute once ``beat`` beats have passed; under ``steps`` that of the step which begins there."""
        if beat >= self.beats:
            return self.end
        part = Fraction(beat) / self.beats
        if self.law == "beat-linear":
            return self.begin + (self.end - self.begin) * part
        if self.law == "steps":
            return self.begin + (self.end - self.begin) * Fraction(floor(beat)) / self.beats
        if self.law == "beat-length-linear":
            return 60 / (60 / self.begin + (60 / self.end - 60 / self.begin) * part)
        if self.law == "time-linear":
            return _rounded(_speed(self, beat))
        grown = _EXACT_ENOUGH.multiply(_EXACT_ENOUGH.ln(_decimal(self.end / self.begin)), _decimal(part))
        return _rounded(_EXACT_ENOUGH.multiply(_decimal(self.begin), _EXACT_ENOUGH.exp(grown)))


def step_tempi(ramp: Ramp, mid_beat: bool = False) -> tuple[tuple[Fraction, Fraction], ...]:
    """A ramp as steps (beats, tempo), one a beat and what is left: the law ``steps``, all that a MIDI file can hold.

    Each has the tempo of a straight line through the beats, taken where the step begins or, with ``mid_beat``, at its
    middle, which comes near ``beat-linear``.
    """
    steps = []
    for number in range(ceil(ramp.beats)):
        length = min(Fraction(1), ramp.beats - number)
        sampled = number + (length / 2 if mid_beat else 0)
        steps.append((length, ramp.begin + (ramp.end - ramp.begin) * sampled / ramp.beats))
    return tuple(steps)


def final_tempo(law: RampLaw, beats: Fraction, begin: Fraction, seconds: Fraction) -> Fraction | None:
    """The tempo a ramp must reach so that it lasts ``seconds``; None when no tempo above 0 does it.

    ``time-linear`` (120B/D − T0) and ``beat-length-linear`` (60/(2D/B − p0)) are solved, the others halved to a
    millionth.
    """
    if law == "time-linear":
        end = 120 * beats / seconds - begin
        return end if end > 0 else None
    if law == "beat-length-linear":
        length = 2 * seconds / beats - 60 / begin
        return 60 / length if length > 0 else None
    return _halved(law, beats, begin, seconds)


_SLOWEST, _FASTEST = Fraction(1, 1000), Fraction(100_000)


def _halved(law: RampLaw, beats: Fraction, begin: Fraction, seconds: Fraction) -> Fraction | None:
    """Durations fall as the final tempo grows, so halving finds it."""

    def lasts(end: Fraction) -> Fraction:
        if end == begin:
            return 60 * beats / begin
        return Fraction(_ELAPSED[law](Ramp(law, beats, begin, end), beats))

    slow, fast = _SLOWEST, _FASTEST
    if not lasts(fast) <= seconds <= lasts(slow):
        return None
    while fast - slow > GRAIN / 2:
        middle = Fraction(floor((slow + fast) / 2 * 10**9), 10**9)
        if lasts(middle) > seconds:
            slow = middle
        else:
            fast = middle
    return round((slow + fast) / 2 / GRAIN) * GRAIN


def _decimal(number: Fraction) -> Decimal:
    return _EXACT_ENOUGH.divide(Decimal(number.numerator), Decimal(number.denominator))


def _rounded(number: Fraction | Decimal) -> Fraction:
    """What is rational stays as it is."""
    if isinstance(number, Fraction):
        return number
    return round(Fraction(number) / GRAIN) * GRAIN  # round() of a Fraction is half to even


def _speed(ramp: Ramp, beat: Fraction) -> Decimal:
    """v(b) = √(T0² + (T1² − T0²) b / B)."""
    square = ramp.begin**2 + (ramp.end**2 - ramp.begin**2) * beat / ramp.beats
    return _EXACT_ENOUGH.sqrt(_decimal(square))


def _time_linear(ramp: Ramp, beat: Fraction) -> Fraction | Decimal:
    """Law a: 120 b / (T0 + v(b)); the whole is 120 B / (T0 + T1), rational."""
    if beat == ramp.beats:
        return 120 * beat / (ramp.begin + ramp.end)
    speed = _EXACT_ENOUGH.add(_decimal(ramp.begin), _speed(ramp, beat))
    return _EXACT_ENOUGH.divide(_decimal(120 * beat), speed)


def _time_linear_beat(ramp: Ramp, seconds: Fraction) -> Fraction:
    """Law a back: the tempo grows evenly in time, so beats are the area under it. Rational."""
    whole = 120 * ramp.beats / (ramp.begin + ramp.end)
    return (ramp.begin + (ramp.end - ramp.begin) * seconds / (2 * whole)) * seconds / 60


def _beat_linear(ramp: Ramp, beat: Fraction) -> Decimal:
    """Law b: 60 B / (T1 − T0) · ln(T(b) / T0)."""
    tempo = ramp.begin + (ramp.end - ramp.begin) * beat / ramp.beats
    logarithm = _EXACT_ENOUGH.ln(_decimal(tempo / ramp.begin))
    return _EXACT_ENOUGH.multiply(_decimal(60 * ramp.beats / (ramp.end - ramp.begin)), logarithm)


def _beat_linear_beat(ramp: Ramp, seconds: Fraction) -> Decimal:
    """Law b back: T(b) = T0 · e^(t (T1 − T0) / 60 B)."""
    grown = _EXACT_ENOUGH.exp(_decimal(seconds * (ramp.end - ramp.begin) / (60 * ramp.beats)))
    above = _EXACT_ENOUGH.subtract(grown, Decimal(1))
    return _EXACT_ENOUGH.multiply(_decimal(ramp.beats * ramp.begin / (ramp.end - ramp.begin)), above)


def _beat_length_linear(ramp: Ramp, beat: Fraction) -> Fraction:
    """Law c: p0 b + (p1 − p0) b² / 2B with beat lengths p = 60 / T. Rational."""
    first, last = 60 / ramp.begin, 60 / ramp.end
    return first * beat + (last - first) * beat**2 / (2 * ramp.beats)


def _beat_length_linear_beat(ramp: Ramp, seconds: Fraction) -> Decimal:
    """Law c back: 2 t / (p0 + √(p0² + 2 (p1 − p0) t / B))."""
    first, last = 60 / ramp.begin, 60 / ramp.end
    root = _EXACT_ENOUGH.sqrt(_decimal(first**2 + 2 * (last - first) * seconds / ramp.beats))
    return _EXACT_ENOUGH.divide(_decimal(2 * seconds), _EXACT_ENOUGH.add(_decimal(first), root))


def _ratio_logarithm(ramp: Ramp) -> Decimal:
    """ln r of r = (T1 / T0)^(1/B)."""
    return _EXACT_ENOUGH.divide(_EXACT_ENOUGH.ln(_decimal(ramp.end / ramp.begin)), _decimal(ramp.beats))


def _equal_ratio(ramp: Ramp, beat: Fraction) -> Decimal:
    """Law d: 60 / (T0 ln r) · (1 − r^−b)."""
    logarithm = _ratio_logarithm(ramp)
    shrunk = _EXACT_ENOUGH.exp(_EXACT_ENOUGH.multiply(_decimal(-beat), logarithm))
    gone = _EXACT_ENOUGH.subtract(Decimal(1), shrunk)
    scale = _EXACT_ENOUGH.divide(_decimal(60 / ramp.begin), logarithm)
    return _EXACT_ENOUGH.multiply(scale, gone)


def _equal_ratio_beat(ramp: Ramp, seconds: Fraction) -> Decimal:
    """Law d back: b = −ln(1 − t T0 ln r / 60) / ln r."""
    logarithm = _ratio_logarithm(ramp)
    gone = _EXACT_ENOUGH.multiply(_decimal(seconds * ramp.begin / 60), logarithm)
    left = _EXACT_ENOUGH.ln(_EXACT_ENOUGH.subtract(Decimal(1), gone))
    return _EXACT_ENOUGH.divide(-left, logarithm)


def _steps(ramp: Ramp, beat: Fraction) -> Fraction:
    """Law e: Σ 60 / T_k, each beat at the tempo with which it begins. Rational."""
    seconds, left = Fraction(0), beat
    for length, tempo in step_tempi(ramp):
        seconds += 60 * min(length, left) / tempo
        left -= length
        if left <= 0:
            break
    return seconds


def _steps_beat(ramp: Ramp, seconds: Fraction) -> Fraction:
    beat, left = Fraction(0), seconds
    for length, tempo in step_tempi(ramp):
        lasts = 60 * length / tempo
        if left <= lasts:
            return beat + left * tempo / 60
        beat, left = beat + length, left - lasts
    return beat


_ELAPSED: dict[RampLaw, Callable[[Ramp, Fraction], Fraction | Decimal]] = {
    "time-linear": _time_linear,
    "beat-linear": _beat_linear,
    "beat-length-linear": _beat_length_linear,
    "equal-ratio": _equal_ratio,
    "steps": _steps,
}
_BEAT: dict[RampLaw, Callable[[Ramp, Fraction], Fraction | Decimal]] = {
    "time-linear": _time_linear_beat,
    "beat-linear": _beat_linear_beat,
    "beat-length-linear": _beat_length_linear_beat,
    "equal-ratio": _equal_ratio_beat,
    "steps": _steps_beat,
}
