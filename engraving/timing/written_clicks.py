"""Written clicks and sync beats: bars in thirds of a second, and the beat a moment falls on.

A written click is printed over a bar for a conductor with a stop-clock: how long the bar takes, to a
third of a second. Rounding it changes the tempo, so every answer says which tempo it really implies
(docs/timing.md, "Sync beats and written clicks").
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Literal

import msgspec

Ties = Literal["up", "down"]

_HALF = Fraction(1, 2)


def nearest_third(value: Fraction, ties: Ties = "up") -> Fraction:
    """``value`` rounded to whole thirds; what lies between two goes ``up`` or ``down``."""
    thirds = value * 3
    return Fraction(floor(thirds + _HALF) if ties == "up" else ceil(thirds - _HALF), 3)


def in_thirds(value: Fraction) -> str:
    """``2 2/3``, ``3``, ``1/3``: a whole number of thirds as it is written. Raises ``ValueError`` for others."""
    if value * 3 != floor(value * 3) or value < 0:
        raise ValueError(f"{value} is not so many thirds")
    whole, thirds = divmod(int(value * 3), 3)
    return " ".join(filter(None, (str(whole) if whole or not thirds else "", f"{thirds}/3" if thirds else "")))


class WrittenClick(msgspec.Struct, frozen=True, gc=False):
    """A bar's written click: what it should be, what is written, and the tempo that implies."""

    beats: Fraction
    exact: Fraction  # seconds
    written: Fraction  # seconds, whole thirds

    @property
    def implied(self) -> Fraction:
        """The tempo of the bar if it takes what is written: 60 x / W."""
        return 60 * self.beats / self.written


def written_click(tempo: Fraction, beats: Fraction, ties: Ties = "up") -> WrittenClick:
    """W = 60 x / bpm, rounded to a third of a second, but never to nothing."""
    exact = 60 * beats / tempo
    return WrittenClick(beats, exact, max(nearest_third(exact, ties), Fraction(1, 3)))


def sync_beat(tempo: Fraction, seconds: Fraction) -> Fraction:
    """The beat at ``seconds``: B = bpm s / 60 + 1, as beat 1 is time 0."""
    return tempo * seconds / 60 + 1


def beat_seconds(tempo: Fraction, beat: Fraction) -> Fraction:
    """When ``beat`` falls: the inverse of ``sync_beat``."""
    return (beat - 1) * 60 / tempo


def tempo_for(beat: Fraction, seconds: Fraction) -> Fraction:
    """The tempo that puts ``beat`` at ``seconds``: 60 (B - 1) / s. Raises ``ValueError`` at or before time 0."""
    if seconds <= 0:
        raise ValueError("no tempo moves a beat that falls at the start")
    return 60 * (beat - 1) / seconds


def tempi_for(beat: Fraction, seconds: Fraction, early: Fraction, late: Fraction) -> tuple[Fraction, Fraction | None]:
    """Slowest and fastest tempo with which ``beat`` falls from ``early`` seconds before to ``late`` after.

    60 n / (t + l) <= bpm <= 60 n / (t - e); the fastest is None when every tempo above the
    slowest does.
    """
    slowest = tempo_for(beat, seconds + late)
    return slowest, None if early >= seconds else tempo_for(beat, seconds - early)


def bar_and_beat(beat: Fraction, beats_in_bar: int, first_bar: int = 1) -> tuple[int, Fraction]:
    """Bar and beat in the bar, from 1, of a beat counted from 1 in bars that are all alike."""
    bar, into = divmod(beat - 1, beats_in_bar)
    return first_bar + int(bar), into + 1
