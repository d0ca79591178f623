"""The parts and the score of a cue, each extracted when it is first wanted: workers need not wait for the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engraving.findings import Finding
from engraving.production.clock import Clock
from engraving.production.options import Options
from engraving.score import Cue, FullScore, Part
from engraving.timing.cue_file import CueFile

if TYPE_CHECKING:
    from engraving.parts import CuePolicy, ExtractionOptions


class PartsAndScore:
    """What players and conductor read of a cue, as far as the options ask for it."""

    def __init__(self, cue: Cue, cue_file: CueFile | None, options: Options, clock: Clock) -> None:
        """Look the cue over, and extract nothing yet; what is extracted later counts for the stage ``extract`` too."""
        from engraving.parts import Extractor, survey

        self._cue, self._options, self._clock = cue, options, clock
        self._wanted = extraction_options(options, cue_file)
        self._facts = survey(cue, self._wanted)
        self._parts = Extractor(cue, self._wanted, self._facts) if options.parts else None
        self._score: tuple[FullScore, tuple[Finding, ...]] | None = None
        self._score_tried = False

    @property
    def chairs(self) -> tuple[str, ...]:
        """The names of the parts, all different, in score order."""
        return tuple(chair.name for chair in self._parts.chairs) if self._parts else ()

    @property
    def has_score(self) -> bool:
        """Is the score asked for?"""
        return self._options.score

    def weight(self, at: int) -> int:
        """How long part ``at`` will take, roughly."""
        return len(self._cue.parts[at].music.events)

    @property
    def score_weight(self) -> int:
        """The same for the score."""
        return sum(len(part.music.events) for part in self._cue.parts)

    def part(self, at: int) -> Part:
        """Part ``at`` (from 0). Raises whatever goes wrong in its extraction, once: it has no findings then."""
        if self._parts is None:
            raise LookupError("No parts were asked for.")
        with self._clock.beside("extract"):
            return self._parts.extraction(at).part

    def score(self) -> FullScore:
        """The conductor's score."""
        from engraving.parts import ScoreOptions, full_score

        if self._score is None:
            self._score_tried = True
            style = self._options.style.score
            wanted = ScoreOptions(pitch=style.pitch, reorder=self._options.reorder, cues=style.cues)
            with self._clock.beside("extract"):
                self._score = full_score(self._cue, self._wanted, wanted, self._facts)
        return self._score[0]

    def findings(self) -> tuple[Finding, ...]:
        """What is found in extracting all that is asked for; nothing of what could not be extracted."""
        with self._clock.beside("extract"):
            of_parts = self._parts.findings() if self._parts else ()
        if self.has_score and not self._score_tried:
            self.score()
        return (*of_parts, *(self._score[1] if self._score else ()))


def extraction_options(options: Options, cue_file: CueFile | None = None) -> ExtractionOptions:
    """What extraction needs to know of the user's wishes, the style and the picture."""
    from engraving.parts import AccidentalPolicy, ExtractionOptions

    courtesies = options.style.accidentals.courtesies
    wanted = courtesies != "none"
    return ExtractionOptions(
        score_pitch=options.score_pitch or None,
        accidentals=AccidentalPolicy(
            next_bar=wanted,
            other_octave=wanted,
            after_tie=wanted,
            parentheses=courtesies == "parentheses",
        ),
        open_key=options.style.keys.open,
        cues=_cue_policy(options),
        cue_file=cue_file,
    )


def _cue_policy(options: Options) -> CuePolicy | None:
    """When and how long cue notes are; None without."""
    from engraving.parts import CuePolicy

    cues = options.style.cues
    if not (cues.show if options.cue_notes is None else options.cue_notes):
        return None
    return CuePolicy(cues.after_bars, cues.after_seconds, cues.bars, cues.most)
