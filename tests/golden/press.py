"""From a score to the pages of its parts, in the house style everything golden is kept in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engraving.house import Style, load_style
from engraving.layout.engrave import Engraving, engrave
from engraving.layout.listing import listing
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.score import Part
from engraving.typefaces import Faces, load_faces


@cache
def style() -> Style:
    """The house style of all golden pages."""
    return load_style("us-session")


@cache
def faces() -> Faces:
    """Its faces."""
    return load_faces(style().faces.music, style().faces.text)


def parts_of(score: Path) -> tuple[Part, ...]:
    """All parts of a score."""
    return tuple(extraction.part for extraction in extract_all(read(score, validate=False).cue))


@cache
def engraved(score: Path) -> tuple[tuple[str, Engraving], ...]:
    """All parts of a score with their chairs."""
    return tuple((part.chair, engrave(part, style(), faces())) for part in parts_of(score))


def told(score: Path) -> str:
    """The listings of all parts one after another."""
    return "\n".join(f"part {n}: {chair}\n{listing(made.pages)}" for n, (chair, made) in enumerate(engraved(score), 1))
