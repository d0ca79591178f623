"""What a user may ask of a run, and how a run tells how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from engraving.house import Style
from engraving.score import Credits

ScorePitch = Literal["", "written", "concert"]


class Options(msgspec.Struct, frozen=True):
    """``chairs`` empty means all; ``credits`` that are not empty replace the source's.

    ``cue_notes`` None leaves it to the style. ``score_pitch`` says what the file holds when the file
    does not. ``jobs`` is the number of worker processes; 1 works in this process. ``strict`` makes
    everything the audit finds wrong with a page an error. ``parts`` and ``score`` say what is made;
    ``reorder`` puts the score into the usual order. ``cue_file`` binds the cue to its picture; None is the one
    beside the source, where there is one.
    """

    style: Style = Style()
    chairs: tuple[str, ...] = ()
    jobs: int = 1
    cue_notes: bool | None = None
    listing: bool = False
    pdf_a: bool = False
    credits: Credits = Credits()
    score_pitch: ScorePitch = ""
    validate: bool = True
    strict: bool = False
    parts: bool = True
    score: bool = False
    reorder: bool = False
    cue_file: Path | None = None


class Watcher:
    """Hears how a run goes on; this one keeps it to itself."""

    def stage(self, name: str) -> None:
        """A stage begins: ``read``, ``proof``, ``extract``, ``engrave``, ``midi``, ``click``, ``report``."""

    def begin(self, parts: int) -> None:
        """So many parts will be engraved."""

    def done(self, chair: str, pages: int) -> None:
        """A part is on disk."""

    def come(self, far: int, whole: int) -> None:
        """The stage has come so far: of 1200 seconds of sound, 60 are written."""

    def failed(self, chair: str, reason: str, trace: str) -> None:
        """A part could not be made; ``trace`` is for whoever mends the program."""
