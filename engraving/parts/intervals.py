"""Intervals, and what they do to pitches, keys and clefs."""

from __future__ import annotations

import msgspec

from engraving.score import Clef, Key, Pitch, Transposition

_SEMITONES = (0, 2, 4, 5, 7, 9, 11)

_MOST_ACCIDENTALS = 6  # from seven on, a signature is respelled enharmonically


class Interval(msgspec.Struct, frozen=True, gc=False):
    """``diatonic`` steps and ``chromatic`` semitones upwards (negative: downwards)."""

    diatonic: int = 0
    chromatic: int = 0

    @property
    def fifths(self) -> int:
        """What it adds to a key signature."""
        return 7 * self.chromatic - 12 * self.diatonic

    @property
    def inverse(self) -> Interval:
        """The way back."""
        return Interval(-self.diatonic, -self.chromatic)

    def plus(self, other: Interval) -> Interval:
        """One after the other."""
        return Interval(self.diatonic + other.diatonic, self.chromatic + other.chromatic)

    def respelled(self, fifths: int) -> Interval:
        """The same semitones written ``fifths`` (a multiple of 12) further along the circle."""
        return Interval(self.diatonic - fifths // 12, self.chromatic)


UNISON = Interval()


def to_written(transposition: Transposition) -> Interval:
    """From sounding to written: the way back of what ``<transpose>`` says."""
    return Interval(-transposition.diatonic, -transposition.chromatic)


def transpose_pitch(pitch: Pitch, interval: Interval) -> Pitch:
    """The pitch an exact interval away; nothing is respelled, so alterations may grow."""
    octave, step = divmod(pitch.diatonic + interval.diatonic, 7)
    natural = 12 * (octave + 1) + _SEMITONES[step]
    return Pitch(octave, step, pitch.midi + interval.chromatic - natural)


def enharmonic(pitch: Pitch, shift: int) -> Pitch:
    """The same sound on the next letter: ``shift`` 1 writes C sharp as D flat, -1 the other way."""
    if not shift:
        return pitch
    octave, step = divmod(pitch.diatonic + shift, 7)
    return Pitch(octave, step, pitch.midi - Pitch(octave, step).midi)


def transpose_key(key: Key, interval: Interval) -> tuple[Key, Interval]:
    """The key an interval away and the interval its notes take: one with fewer than seven accidentals.

    A traditional signature that would reach seven is respelled (C sharp as D flat) and its notes
    with it. A key of free accidentals moves each of them exactly.
    """
    if key.free:
        return _transpose_free(key, interval), interval
    if not interval.fifths:
        return key, interval
    fifths = key.fifths + interval.fifths
    shift = 0
    while fifths + shift > _MOST_ACCIDENTALS:
        shift -= 12
    while fifths + shift < -_MOST_ACCIDENTALS:
        shift += 12
    new = Key(fifths + shift, key.mode, key.cancel, (), key.visible, cancelled_after=key.cancelled_after)
    return new, interval.respelled(shift)


def _transpose_free(key: Key, interval: Interval) -> Key:
    alters = key.alters()
    moved = (transpose_pitch(Pitch(4, step, alters.get(step, 0.0)), interval) for step in range(7))
    free = tuple(sorted((pitch.step, pitch.alter) for pitch in moved if pitch.alter))
    return Key(0, key.mode, key.cancel, free, key.visible, cancelled_after=key.cancelled_after)


def transpose_clef(clef: Clef, interval: Interval) -> Clef:
    """The clef after its notes moved: octaves it carried itself must not be counted twice.

    A bass clarinet in a concert score may stand in a treble clef an octave down; once the octave is
    in the notes the clef is a plain one.
    """
    octaves = abs(interval.chromatic) // 12 * (1 if interval.chromatic > 0 else -1)
    if not clef.octave_change or not octaves or (clef.octave_change > 0) == (octaves > 0):
        return clef
    taken = min(abs(clef.octave_change), abs(octaves))
    left = clef.octave_change + (taken if octaves > 0 else -taken)
    return Clef(clef.sign, clef.line, left, clef.visible)
