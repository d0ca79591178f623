"""What binds a score to its picture: the cue file beside it, and those of the cues in the same folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from engraving.errors import SettingsError
from engraving.timing.cue_file import CueFile
from engraving.timing.reel import Neighbour

_SCORES = (".musicxml", ".mxl", ".xml")


class Picture(NamedTuple):
    """A cue's own cue file, None when it has none, and its ``neighbours``."""

    cue_file: CueFile | None
    neighbours: tuple[Neighbour, ...]


def picture_of(source: Path, asked: Path | None = None) -> Picture:
    """The cue file ``asked`` for, else the one beside a score if there is one, with its neighbours.

    Raises SettingsError when it is wrong, or asked for and not there.
    """
    path = asked or source.with_suffix(".toml")
    if asked is None and not path.is_file():
        return Picture(None, ())
    from engraving.timing.cue_file_reading import load_cue_file  # most scores have none

    return Picture(load_cue_file(path), tuple(_neighbours(path)))


def _neighbours(path: Path) -> list[Neighbour]:
    """The other cue files that stand beside a score; wrong ones are told where their own score is read."""
    from engraving.timing.cue_file_reading import load_cue_file

    found = []
    for other in sorted(path.parent.glob("*.toml")):
        if other == path or not any(other.with_suffix(suffix).is_file() for suffix in _SCORES):
            continue
        try:
            found.append(Neighbour(other.stem, load_cue_file(other)))
        except SettingsError:
            continue
    return found
