"""Pitches, clefs, keys and transpositions, as written on paper."""

from __future__ import annotations

import msgspec

STEPS = "CDEFGAB"
_SEMITONES = (0, 2, 4, 5, 7, 9, 11)
_SHARP_ORDER = (3, 0, 4, 1, 5, 2, 6)  # F C G D A E B as step numbers


class Pitch(msgspec.Struct, frozen=True, gc=False, order=True):
    """``step`` 0–6 from C, ``alter`` in semitones (quarter tones are halves), ``octave`` 4 from middle C."""

    octave: int
    step: int
    alter: float = 0.0

    @property
    def diatonic(self) -> int:
        """Steps above C0: what decides the place on the staff."""
        return self.octave * 7 + self.step

    @property
    def midi(self) -> float:
        """MIDI number, 60 for middle C; quarter tones are halves."""
        return 12.0 * (self.octave + 1) + _SEMITONES[self.step] + self.alter

    @property
    def name(self) -> str:
        """For people: ``F#4``, ``Bb3``; quarter tones as ``+50``."""
        signs = {0.0: "", 1.0: "#", -1.0: "b", 2.0: "##", -2.0: "bb"}
        sign = signs.get(self.alter, f"{self.alter * 100:+.0f}")
        return f"{STEPS[self.step]}{sign}{self.octave}"


class Clef(msgspec.Struct, frozen=True, gc=False):
    """A clef: ``sign`` G F C percussion TAB none jianpu, staff ``line`` from below, octaves shifted."""

    sign: str = "G"
    line: int = 2
    octave_change: int = 0
    visible: bool = True

    @property
    def middle(self) -> int:
        """``Pitch.diatonic`` of the middle line of a five-line staff."""
        reference = {"G": 32, "F": 24, "C": 28}.get(self.sign, 32)
        line = self.line if self.sign in ("G", "F", "C") else 2
        return reference + 2 * (3 - line) + 7 * self.octave_change


class Key(msgspec.Struct, frozen=True, gc=False):
    """A key signature: ``fifths`` (sharps positive), or ``free`` pairs of (step, alter) when not traditional.

    ``cancel`` is not 0 where the source prints naturals for the key before, ``cancelled_after`` where they
    follow the new key; ``signs`` names the accidentals of a free key where the source does.
    """

    fifths: int = 0
    mode: str = ""
    cancel: int = 0
    free: tuple[tuple[int, float], ...] = ()
    visible: bool = True
    signs: tuple[str, ...] = ()
    cancelled_after: bool = False

    def alters(self) -> dict[int, float]:
        """What the signature does to each step number it touches."""
        if self.free:
            return dict(self.free)
        count = min(abs(self.fifths), 7)
        if self.fifths > 0:
            return dict.fromkeys(_SHARP_ORDER[:count], 1.0)
        return dict.fromkeys(_SHARP_ORDER[::-1][:count], -1.0)


class Transposition(msgspec.Struct, frozen=True, gc=False):
    """Written to sounding: ``diatonic`` steps and ``chromatic`` semitones, octaves folded into both."""

    diatonic: int = 0
    chromatic: int = 0

    @property
    def is_octave(self) -> bool:
        """Whole octaves only: such instruments keep their written octave in a C score (R46)."""
        return self.chromatic % 12 == 0
