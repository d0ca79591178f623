"""Clicks and tempo of a cue, written as MIDI and as sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.production.cue_files import Bound
from engraving.production.options import Watcher
from engraving.timing.timecode import label


def click_out(bound: Bound, midi: Path | None, wave: Path | None, watcher: Watcher) -> str:
    """Write the files asked for; says where the sound begins. Raises ``UsageError`` when times are not known."""
    from engraving.clicktrack import SAMPLE_RATE, click_plan, midi_file, wave_blocks, wave_header
    from engraving.clicktrack.wave_file import pre_roll, samples

    plan = click_plan(bound.cue, bound.cue_file, bound.tempo)
    if plan is None:
        raise UsageError(
            "The cue's times are not known to its end, so no click can be made.",
            remedy="Give a tempo at the first bar and durations of free bars, in the cue file.",
        )
    if midi is not None:
        watcher.stage("midi")
        replace_file(midi, midi_file(bound.cue, bound.cue_file, bound.tempo, plan))
    if wave is None:
        return ""
    watcher.stage("click")
    rate = bound.cue_file.rate
    count = samples(plan, rate)
    seconds = _told(wave_blocks(plan, rate), -(-count // SAMPLE_RATE), watcher)
    replace_file(wave, chain((wave_header(count),), seconds))
    frames = pre_roll(plan, rate)
    begins = "" if bound.cue_file.start is None else f", at {label(bound.cue_file.start - frames, rate)}"
    return f"The sound begins {frames} frames before bar one{begins}."


def _told(seconds: Iterable[bytes], whole: int, watcher: Watcher) -> Iterator[bytes]:
    """The same pieces; the watcher hears of each that has been written."""
    for far, piece in enumerate(seconds, 1):
        yield piece
        watcher.come(far, whole)
