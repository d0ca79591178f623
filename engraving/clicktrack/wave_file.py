"""A click track as sound: 48 kHz, 16 bit, one channel, each click beginning on its sample.

Waves are triangles counted in whole numbers, so the same cue gives the same bytes on every machine. A moment falls on
the nearest sample, halves up: at most 1/96,000 s off, and never adding up, as each is counted from the beginning.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from engraving.clicktrack.plan import Beat, ClickPlan, Sound
from engraving.timing.rates import Rate

SAMPLE_RATE = 48_000
_BLOCK = SAMPLE_RATE
_LOUDEST = 32_767
_TAIL = SAMPLE_RATE  # a second of silence after the end
_SHAPES = {
    # period in samples, length in samples, height in percent
    Sound.DOWNBEAT: (24, 1_440, 90),  # 2000 Hz, 30 ms
    Sound.BEAT: (48, 1_440, 60),  # 1000 Hz
    Sound.FREE: (32, 1_440, 75),  # 1500 Hz
    Sound.STREAMER: (120, 9_600, 35),  # 400 Hz, 200 ms
}


def pre_roll(plan: ClickPlan, rate: Rate) -> int:
    """Whole frames from the first sample to the cue's start, enough for all that comes before it."""
    earliest = min((beat.at for beat in plan.beats), default=Fraction(0))
    return max(0, ceil(-earliest * rate.fps))


def sample_of(beat: Beat, frames: int, rate: Rate) -> int:
    """The sample on which a sound begins, ``frames`` being the pre-roll."""
    return floor((beat.at + frames / rate.fps) * SAMPLE_RATE + Fraction(1, 2))


def samples(plan: ClickPlan, rate: Rate) -> int:
    """How many samples the whole track has: pre-roll, music, what still sounds, a second."""
    frames = pre_roll(plan, rate)
    last = max((sample_of(beat, frames, rate) for beat in plan.beats), default=0)
    end = sample_of(Beat(plan.end, Sound.BEAT), frames, rate)
    return max(last, end) + _TAIL


def wave_header(count: int) -> bytes:
    """The RIFF header of ``count`` samples."""
    size = 2 * count
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 16,
        b"data", size,
    )  # fmt: skip


def wave_blocks(plan: ClickPlan, rate: Rate) -> Iterator[bytes]:
    """The samples, a second at a time, little-endian."""
    frames = pre_roll(plan, rate)
    waves = {sound: _wave(*shape) for sound, shape in _SHAPES.items()}
    starts = sorted((sample_of(beat, frames, rate), beat.sound) for beat in plan.beats)
    longest = max(length for _, length, _ in _SHAPES.values())
    first = 0
    for begin in range(0, total := samples(plan, rate), _BLOCK):
        block = array("h", bytes(2 * min(_BLOCK, total - begin)))
        while first < len(starts) and starts[first][0] + longest <= begin:
            first += 1
        for start, sound in starts[first:]:
            if start >= begin + len(block):
                break
            _add(block, waves[sound], start - begin)
        if sys.byteorder == "big":
            block.byteswap()
        yield block.tobytes()


def _add(block: array[int], wave: list[int], start: int) -> None:
    for k in range(max(0, -start), min(len(wave), len(block) - start)):
        block[start + k] = max(-_LOUDEST, min(_LOUDEST, block[start + k] + wave[k]))


def _wave(period: int, length: int, percent: int) -> list[int]:
    """A triangle that fades evenly; it begins at its height, so that its first sample is heard and found."""
    height = _LOUDEST * percent // 100
    quarter = period // 4
    found = []
    for k in range(length):
        into = (k + quarter) % period
        triangle = into if into <= quarter else (period // 2 - into if into <= 3 * quarter else into - period)
        found.append(height * triangle * (length - k) // (quarter * length))
    return found
