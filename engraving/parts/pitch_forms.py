"""A part's pitch in its two forms, as its players read it and as it sounds: notes, keys, clefs, accidentals.

Whatever form the source is in, each of them comes out the same. Octaves are never moved: who sounds an octave
away reads the same in a concert score as in the part (R46).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from engraving.findings import Finding
from engraving.instruments import Instrument, Match
from engraving.parts.accidentals import AccidentalPolicy, displayed_extras, printed_accidentals
from engraving.parts.concert_keys import KeyLine, in_concert_keys
from engraving.parts.intervals import UNISON, Interval
from engraving.parts.respelling import respell
from engraving.parts.sounding_clefs import sounding_clefs
from engraving.parts.survey import Survey, source_transposition
from engraving.parts.transposing import IntervalLine, transpose_music
from engraving.parts.written_clefs import readable_clefs
from engraving.score import Cue, Music, SourcePart

Found = tuple[Music, tuple[Finding, ...]]


class _Move(NamedTuple):
    """How a part is brought from the source's form into another.

    ``keyless``: no signature is printed; ``keys``: these are, not its own moved; ``clefs`` finds the clefs.
    """

    line: IntervalLine
    keyless: bool
    clefs: Callable[[Cue, str, Music, Instrument | None], Found]
    keys: KeyLine | None = None


class PitchForms:
    """Makes the forms of one source part. ``name`` is what findings call it."""

    def __init__(
        self, cue: Cue, name: str, source: SourcePart, policy: AccidentalPolicy, facts: Survey, match: Match
    ) -> None:
        self.cue = cue
        self.name = name
        self.source = source
        self.policy = policy
        self.facts = facts
        self.match = match

    def as_written(self, music: Music) -> Found:
        """``music`` (the source's, or what a chair takes of it) as the player reads it."""
        line = tuple((tick, interval.inverse) for tick, interval in self._apart()) if self._sounds() else ()
        return self._moved(music, _Move(line, self.facts.open_key or self._never_signed(), readable_clefs))

    def as_sounding(self, music: Music) -> Found:
        """``music`` as a concert score shows it, in the signatures of the instruments in C."""
        keyless = self.facts.open_key or (self._never_signed() and self._drums())
        if self._sounds() or self.source.key in self.facts.pitch.unconfirmed:
            return self._moved(music, _Move((), keyless, sounding_clefs))
        line, keys = in_concert_keys(self.cue, self.facts.matches, music, self._apart())
        return self._moved(music, _Move(line, keyless, sounding_clefs, keys))

    def _sounds(self) -> bool:
        """Does the source hold the part's sounding pitch?"""
        return self.facts.pitch.concert and self.source.key not in self.cue.concert_exceptions

    def _apart(self) -> IntervalLine:
        """From written to sounding, but for octaves."""
        return tuple(
            (tick, UNISON if value.is_octave else Interval(value.diatonic, value.chromatic))
            for tick, value in source_transposition(self.source, self.match)
        )

    def _never_signed(self) -> bool:
        """Timpani and unpitched percussion are written without a key signature (R51, E19), natural horns too."""
        instrument = self.match.instrument
        return instrument is not None and (instrument.open_key or not instrument.pitched)

    def _drums(self) -> bool:
        return self.match.instrument is not None and self.match.instrument.family in ("timpani", "percussion")

    def _moved(self, music: Music, move: _Move) -> Found:
        cue, name = self.cue, self.name
        moves = any(interval != UNISON for _, interval in move.line)
        strips = move.keyless and any(key.fifths or key.free for _, _, key in music.keys)
        if not moves and not strips:
            return printed_accidentals(cue, name, music, self.policy)
        music, findings = displayed_extras(cue, name, music)
        music = transpose_music(music, move.line, open_key=move.keyless or move.keys is not None).music
        if move.keys is not None and not move.keyless:
            music = replace(music, keys=move.keys)
        if moves:
            music, clef_findings = move.clefs(cue, name, music, self.match.instrument)
            music = respell(music)
            findings += clef_findings
        music, _ = printed_accidentals(cue, name, music, self.policy, report=False)
        return music, findings
