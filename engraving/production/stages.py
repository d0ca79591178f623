"""The stages up to the parts: read, extract, proof. Each is imported when its turn comes.

A check and a run of parts share them, so that both complain about the same things.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engraving.findings import Finding
from engraving.production.clock import Clock
from engraving.production.cue_files import CueFiles, cue_files_of
from engraving.production.extracting import PartsAndScore
from engraving.production.options import Options
from engraving.score import Credits, Cue
from engraving.score.cue_numbers import guess_cue_number, title_without_number
from engraving.timing.cue_file import CueFile
from engraving.timing.score_fields import said_by_score

if TYPE_CHECKING:
    from engraving.musicxml import Opening, Unchecked


class Prepared(msgspec.Struct, frozen=True):
    """A cue with its heading complete, and every finding so far."""

    cue: Cue
    findings: tuple[Finding, ...]


class Unproofed(NamedTuple):
    """A cue whose parts and score can be extracted and engraved; what there is to complain of is still to be looked
    for."""

    cue: Cue
    music: PartsAndScore
    source: Unchecked
    of_picture: tuple[Finding, ...]
    cue_files: CueFiles

    def complaints(self) -> tuple[Finding, ...]:
        """What the source's check and the proofing rules say."""
        from engraving.proofing import proof

        return (*self.source.checked().findings, *proof(self.cue, *self.cue_files))

    def proofed(self, complaints: tuple[Finding, ...]) -> Prepared:
        """With those, and with what extraction says."""
        return Prepared(self.cue, (*complaints, *self.of_picture, *self.music.findings()))


def prepare(opening: Opening, options: Options, clock: Clock) -> Prepared:
    """Read, validate, extract and proof. Raises NotMusicXML or UnsafeInput when the file cannot be used,
    SettingsError for the cue file beside it."""
    return proofed(split(opening, options, clock), clock)


def proofed(unproofed: Unproofed, clock: Clock) -> Prepared:
    """Proof and extract what is read, all of it."""
    with clock.stage("proof"):
        complaints = unproofed.complaints()
    return unproofed.proofed(complaints)


def split(
    opening: Opening, options: Options, clock: Clock, check_after: Callable[[], object] | None = None
) -> Unproofed:
    """Read, and look over what is to be extracted: all that engraving has to wait for. Raises as ``prepare``.

    The check against the schema, for which nobody waits, begins when ``check_after`` has returned.
    """
    with clock.stage("read"):
        from engraving.musicxml import read_unchecked

        unchecked = read_unchecked(
            opening, validate=options.validate, meanwhile=_import_ahead, check_after=check_after
        )
        cue_files = cue_files_of(opening.path, options.cue_file)
        credits = headed(unchecked.cue.credits, options.credits, opening.path, cue_files.cue_file)
        cue = msgspec.structs.replace(unchecked.cue, credits=credits)
        of_picture: tuple[Finding, ...] = ()
        if cue_files.cue_file is None:
            said, of_picture = said_by_score(cue)
            cue_files = cue_files._replace(cue_file=said)
    with clock.stage("extract"):
        music = PartsAndScore(cue, cue_files.cue_file, options, clock)
    return Unproofed(cue, music, unchecked, of_picture, cue_files)


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


def _import_ahead() -> None:
    """What is wanted once the cue is read."""
    import engraving.musicxml.reader
    import engraving.parts
    import engraving.proofing  # noqa: F401


def headed(found: Credits, wanted: Credits, source: Path, cue_file: CueFile | None = None) -> Credits:
    """The heading's words: what the user says, else the source, else the cue file, else a cue number guessed (R69)."""
    merged = {name: getattr(wanted, name) or getattr(found, name) for name in Credits.__struct_fields__}
    credits = Credits(**merged)
    said = cue_file or CueFile()
    number = credits.cue_number or said.number or guess_cue_number(credits.title, source.stem)
    title = credits.title or said.title
    title = title if wanted.title else title_without_number(title, number)
    if credits.movement and not (number or wanted.title):
        title = f"{credits.movement}. {title}"
    subtitle = "" if credits.subtitle.casefold() == title.casefold() else credits.subtitle
    return msgspec.structs.replace(credits, cue_number=number, title=title, subtitle=subtitle, movement="")
