"""The stages up to the parts: read, extract, proof. Each is imported when its turn comes.

A check and a run of parts share them, so that both complain about the same things.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engraving.findings import Finding
from engraving.production.cue_files import CueFiles, cue_files_of
from engraving.production.options import Options, Watcher
from engraving.score import Credits, Cue, FullScore, Part
from engraving.score.cue_numbers import guess_cue_number, title_without_number
from engraving.timing.cue_file import CueFile
from engraving.timing.score_fields import said_by_score

if TYPE_CHECKING:
    from engraving.musicxml import Unchecked
    from engraving.parts import CuePolicy, ExtractionOptions


STAGES = ("read", "extract", "proof", "engrave")


class Clock:
    """Seconds a stage, in the order of ``STAGES``."""

    def __init__(self, watcher: Watcher) -> None:
        """Tell ``watcher`` when a stage begins."""
        self._watcher = watcher
        self._begun = time.perf_counter()
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Tell of it and time what happens inside."""
        self._watcher.stage(name)
        with self.beside(name):
            yield

    @contextmanager
    def beside(self, name: str) -> Iterator[None]:
        """Time what is done beside the stage that is told of."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = time.perf_counter() - begun

    def seconds(self) -> dict[str, float]:
        """Milliseconds are enough; ``total`` runs from when the clock was made."""
        every = {**self._seconds, "total": time.perf_counter() - self._begun}
        return {name: round(every[name], 3) for name in (*STAGES, "total") if name in every}


class Prepared(msgspec.Struct, frozen=True):
    """A cue with its heading complete, its parts in score order, and every finding so far."""

    cue: Cue
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]


class Unproofed(NamedTuple):
    """A cue split into parts that can be engraved; what there is to complain of is still to be looked for.

    Without the parts, or without the score, where the options do not ask for them.
    """

    cue: Cue
    parts: tuple[Part, ...]
    score: FullScore | None
    source: Unchecked
    found: tuple[Finding, ...]
    cue_files: CueFiles

    def proofed(self) -> Prepared:
        """With what the source's check, the proofing rules and the extraction say."""
        from engraving.proofing import proof

        findings = (*self.source.checked().findings, *proof(self.cue, *self.cue_files), *self.found)
        return Prepared(self.cue, self.parts, findings)


def prepare(source: Path, options: Options, clock: Clock) -> Prepared:
    """Read, validate, extract and proof. Raises NotMusicXML or UnsafeInput when the file cannot be used,
    SettingsError for the cue file beside it."""
    music = split(source, options, clock)
    with clock.stage("proof"):
        return music.proofed()


def split(source: Path, options: Options, clock: Clock) -> Unproofed:
    """Read and extract: all that engraving has to wait for. Raises as ``prepare``."""
    with clock.stage("read"):
        from engraving.musicxml import read_unchecked

        unchecked = read_unchecked(source, validate=options.validate)
        cue_files = cue_files_of(source, options.cue_file)
        credits = headed(unchecked.cue.credits, options.credits, source, cue_files.cue_file)
        cue = msgspec.structs.replace(unchecked.cue, credits=credits)
        of_picture: tuple[Finding, ...] = ()
        if cue_files.cue_file is None:
            said, of_picture = said_by_score(cue)
            cue_files = cue_files._replace(cue_file=said)
    with clock.stage("extract"):
        extraction = extraction_options(options, cue_files.cue_file)
        parts, found = _parts(cue, extraction) if options.parts else ((), ())
        score, of_score = _score(cue, options, extraction) if options.score else (None, ())
    return Unproofed(cue, parts, score, unchecked, (*of_picture, *found, *of_score), cue_files)


def _parts(cue: Cue, options: ExtractionOptions) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    from engraving.parts import extract_all

    extractions = extract_all(cue, options)
    parts = tuple(extraction.part for extraction in extractions)
    return parts, tuple(finding for extraction in extractions for finding in extraction.findings)


def _score(
    cue: Cue, options: Options, extraction: ExtractionOptions
) -> tuple[FullScore, tuple[Finding, ...]]:
    from engraving.parts import ScoreOptions, full_score

    style = options.style.score
    wanted = ScoreOptions(pitch=style.pitch, reorder=options.reorder, cues=style.cues)
    return full_score(cue, extraction, wanted)


@contextmanager
def unswept() -> Iterator[None]:
    """Keep the garbage collector from looking at a cue again and again while it grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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


def headed(found: Credits, wanted: Credits, source: Path, cue_file: CueFile | None = None) -> Credits:
    """The heading's words: what the user says, else the source, else the cue file, else a cue number guessed (R69)."""
    merged = {name: getattr(wanted, name) or getattr(found, name) for name in Credits.__struct_fields__}
    credits = Credits(**merged)
    said = cue_file or CueFile()
    number = credits.cue_number or said.number or guess_cue_number(credits.title, source.stem)
    title = credits.title or said.title
    title = title if wanted.title else title_without_number(title, number)
    return msgspec.structs.replace(credits, cue_number=number, title=title)
