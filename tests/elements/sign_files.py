"""The small scores of this folder that hold one element of bars, directions or chords each, engraved."""

from __future__ import annotations

from pathlib import Path

from tests.layout.small_music import Sheet, sheet_of

HERE = Path(__file__).parent
PREFIXES = ("bar-", "chord-", "dir-", "part-")
FILES = tuple(sorted(path.stem for path in HERE.glob("*.musicxml") if path.stem.startswith(PREFIXES)))


def sheet(name: str) -> Sheet:
    """One of the files, engraved in the house style."""
    return sheet_of((HERE / f"{name}.musicxml").read_text(encoding="utf-8").partition("?>")[2])
