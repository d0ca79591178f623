"""The tempi of a MIDI file taken into a cue file, at the bars and beats of the score."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import msgspec

from engraving.errors import UsageError
from engraving.production.cue_files import cue_file_path, score_for, write_cue_file
from engraving.spotting.midi_tempi import read_midi_tempi
from engraving.spotting.sources import open_source
from engraving.timing.cue_file import CueFile, Tempo, TempoEvent
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.performance import performance_order
from engraving.timing.places import BarsAndBeats


class TempoIn(msgspec.Struct, frozen=True):
    """A cue file with the tempi of a MIDI file; ``beyond`` of them lay after the last bar."""

    path: Path
    cue_file: CueFile
    beyond: int

    def write(self) -> None:
        """Write the cue file. Raises ``CannotWrite``."""
        write_cue_file(self.path, self.cue_file)


def tempo_in(midi: Path, score: Path, skip: Fraction) -> TempoIn:
    """The tempi of ``midi`` from ``skip`` quarters on, in place of those of the score's cue file.

    Raises ``UsageError`` for a score with repeats, whose bars a MIDI file plays more than once; and as reading does.
    """
    from engraving.musicxml import read_unchecked

    tempi = read_midi_tempi(open_source(midi))
    cue = read_unchecked(score_for(score), validate=False).cue
    if not performance_order(cue).straight:
        raise UsageError("The score has repeats or jumps.", str(score), "Write them out, as for a session.")
    path = cue_file_path(score)
    old = load_cue_file(path) if path.is_file() else CueFile()
    places = BarsAndBeats(cue)
    last = cue.bars[-1].end if cue.bars else 0
    kept = [(at, tempo) for at, tempo in tempi if (at - skip) * cue.ticks_per_quarter < last]
    begins = max((n for n, (at, _) in enumerate(kept) if at <= skip), default=0)
    events = tuple(
        TempoEvent(places.place(max(at - skip, Fraction(0)) * cue.ticks_per_quarter), Tempo(tempo))
        for at, tempo in kept[begins:]
    )
    return TempoIn(path, msgspec.structs.replace(old, tempo=events), len(tempi) - len(kept))
