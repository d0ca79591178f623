"""Clicks and tempo of a cue, written as MIDI and as sound."""

from __future__ import annotations

from pathlib import Path

import msgspec

from engraving.errors import SettingsError, UsageError
from engraving.findings import Finding
from engraving.printing.files import replace_file
from engraving.production.options import Watcher
from engraving.production.timing import cue_file_for
from engraving.score import Cue
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file_reading import load_cue_file
from engraving.timing.tempo_map import TempoMap, tempo_map
from engraving.timing.timecode import label


class Bound(msgspec.Struct, frozen=True):
    """A score with its cue file, read from ``path``, and the time they make together."""

    path: Path
    cue: Cue
    cue_file: CueFile
    tempo: TempoMap

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say about its time."""
        return self.tempo.findings


def bind(score: Path, cue_file: Path | None = None) -> Bound:
    """Read a score and its cue file. Raises as reading either does."""
    from engraving.musicxml import read_unchecked

    if score.suffix.lower() == ".toml":
        raise SettingsError("This is a cue file, not a score.", str(score), "Name the MusicXML it stands beside.")
    path = cue_file_for(score) if cue_file is None else cue_file
    timing = load_cue_file(path)
    cue = read_unchecked(score, validate=False).cue
    return Bound(path, cue, timing, tempo_map(cue, timing))


def click_out(bound: Bound, midi: Path | None, wave: Path | None, watcher: Watcher) -> str:
    """Write the files asked for; says where the sound begins. Raises ``UsageError`` when times are not known."""
    from engraving.clicktrack import click_plan, midi_file, wave_blocks, wave_header
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
    replace_file(wave, b"".join((wave_header(samples(plan, rate)), *wave_blocks(plan, rate))))
    frames = pre_roll(plan, rate)
    begins = "" if bound.cue_file.start is None else f", at {label(bound.cue_file.start - frames, rate)}"
    return f"The sound begins {frames} frames before bar one{begins}."
