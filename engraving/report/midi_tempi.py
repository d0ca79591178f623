"""What ``engraving timing tempo`` answers: the tempi of a MIDI file at the score's bars and beats."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from engraving.report.answers import Amount, Answer, amount
from engraving.timing.cue_file import TempoEvent


class TempoAt(msgspec.Struct, frozen=True, gc=False):
    """A tempo in quarters a minute, from ``bar`` and ``beat`` on."""

    bar: str
    beat: Amount
    bpm: Amount


class TempoAnswer(Answer, frozen=True, gc=False, tag="engraving.timing-tempo/1"):
    """The tempi of ``file``; ``beyond`` more lay after the last bar. ``cue_file`` is what was or would be written."""

    file: str
    cue_file: str
    tempi: tuple[TempoAt, ...]
    beyond: int


def answer_tempi(file: str, cue_file: str, events: Sequence[TempoEvent], beyond: int) -> TempoAnswer:
    """Tempi read from ``file``, each of them steady."""
    tempi = tuple(TempoAt(e.place.bar, amount(e.place.beat), amount(e.tempo.bpm or Fraction(0))) for e in events)
    return TempoAnswer(file, cue_file, tempi, beyond)
