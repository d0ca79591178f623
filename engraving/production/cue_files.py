"""A score and the cue file that binds it to its picture: which stands beside which, and both of them read."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from engraving.errors import SettingsError, UsageError
from engraving.findings import Finding
from engraving.score import Cue
from engraving.timing.cue_file import CueFile
from engraving.timing.reel import Neighbour
from engraving.timing.tempo_map import TempoMap

_SCORES = (".musicxml", ".mxl", ".xml")


class CueFiles(NamedTuple):
    """A cue's own cue file, None when it has none, and those of its ``neighbours`` in the folder."""

    cue_file: CueFile | None
    neighbours: tuple[Neighbour, ...]


class Bound(msgspec.Struct, frozen=True):
    """A score with its cue file, read from ``path``, and the time they make together."""

    path: Path
    cue: Cue
    cue_file: CueFile
    tempo: TempoMap
    of_picture: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say about its time, and where its rate comes from."""
        return self.of_picture + self.tempo.findings


def score_for(path: Path) -> Path:
    """The score meant by a path: itself, or the one a cue file stands beside. Raises ``UsageError``."""
    if path.suffix.lower() != ".toml":
        return path
    found = next((path.with_suffix(suffix) for suffix in _SCORES if path.with_suffix(suffix).is_file()), None)
    if found is None:
        names = ", ".join(path.with_suffix(suffix).name for suffix in _SCORES)
        raise UsageError("There is no score beside the cue file.", str(path), f"Looked for {names}.")
    return found


def cue_file_path(path: Path) -> Path:
    """The cue file meant by a path, whether it is there or not: itself, or ``<cue>.toml`` beside a score."""
    return path if path.suffix.lower() == ".toml" else path.with_suffix(".toml")


def cue_file_for(path: Path) -> Path:
    """The same, which must be there beside a score. Raises ``UsageError`` for no score, ``SettingsError``."""
    found = cue_file_path(path)
    if found == path or found.is_file():
        return found
    if not path.exists():
        raise UsageError("There is no such file.", str(path), "Check the name.")
    raise SettingsError(
        "There is no cue file beside it.", str(path),
        f"Write {found.name}, or make it from a list of hits: engraving timing import.",
    )  # fmt: skip


def bind(path: Path, cue_file: Path | None = None) -> Bound:
    """Read a score and its cue file, either of which may be named. Raises as reading either does.

    Without a cue file that was asked for, what the score itself says of its picture will do.
    """
    from engraving.musicxml import read_unchecked
    from engraving.timing.cue_file.reading import load_cue_file
    from engraving.timing.score_fields import said_by_score
    from engraving.timing.tempo_map import tempo_map

    beside = cue_file_path(path)
    if cue_file is None and path.is_file() and not beside.is_file():
        cue = read_unchecked(path, validate=False).cue
        in_score, found = said_by_score(cue)
        if in_score is not None:
            return Bound(beside, cue, in_score, tempo_map(cue, in_score), found)
    file = cue_file_for(path) if cue_file is None else cue_file
    said = load_cue_file(file)
    cue = read_unchecked(score_for(path), validate=False).cue
    return Bound(file, cue, said, tempo_map(cue, said))


def write_cue_file(path: Path, cue_file: CueFile) -> None:
    """Write a cue file; one that is there keeps its comments and its order. Raises ``CannotWrite``."""
    from engraving.files import replace_file
    from engraving.timing.cue_file.editing import rewritten
    from engraving.timing.cue_file.writing import dump_cue_file

    if path.is_file():
        text = rewritten(path, path.read_bytes().decode("utf-8-sig"), cue_file)
    else:
        text = dump_cue_file(cue_file)
    replace_file(path, text.encode())


def cue_files_of(source: Path, asked: Path | None = None) -> CueFiles:
    """The cue file ``asked`` for, else the one beside a score if there is one, with its neighbours.

    Raises SettingsError when it is wrong, or asked for and not there.
    """
    path = asked or cue_file_path(source)
    if asked is None and not path.is_file():
        return CueFiles(None, ())
    from engraving.timing.cue_file.reading import load_cue_file  # most scores have none

    return CueFiles(load_cue_file(path), tuple(_neighbours(path)))


def _neighbours(path: Path) -> list[Neighbour]:
    """The other cue files that stand beside a score; wrong ones are told where their own score is read."""
    from engraving.timing.cue_file.reading import load_cue_file

    found = []
    for other in sorted(path.parent.glob("*.toml")):
        if other == path or not any(other.with_suffix(suffix).is_file() for suffix in _SCORES):
            continue
        try:
            found.append(Neighbour(other.stem, load_cue_file(other)))
        except SettingsError:
            continue
    return found
