"""From a score file to printed parts and back: what the tests compare."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from engraving.house import Style, load_style
from engraving.layout.engrave import engrave
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import PageInk, read_back
from engraving.printing.writer import pdf_bytes
from engraving.score import Part
from engraving.typefaces import Faces, load_faces
from tests.readback.comparison import Difference, compare
from tests.readback.counting import count_differences
from tests.readback.faults import FAULTS
from tests.readback.idle import Idle, idle_rests, without
from tests.readback.omissions import Omission, omissions
from tests.readback.printed import read_pages
from tests.readback.repeats import NONE, Repeats, repeats_named
from tests.readback.source import SourcePart, read_source

MOST_SHOWN = 40


class Score(NamedTuple):
    """One source: the parts we print, and what music21 (and the XML, where it is silent) says of each."""

    parts: tuple[Part, ...]
    source: tuple[SourcePart, ...]
    omitted: tuple[list[Omission], ...]


@cache
def faces() -> Faces:
    """The faces everything is printed in."""
    return load_faces()


@cache
def style() -> Style:
    """The house style everything is printed in."""
    return load_style("us-session")


def open_score(path: Path) -> Score:
    """Read a score both ways."""
    parts = tuple(extraction.part for extraction in extract_all(read(path, validate=False).cue))
    source, omitted = tuple(read_source(path)), tuple(omissions(path))
    assert len(parts) == len(source) == len(omitted), "music21 sees other parts than we do"
    return Score(parts, source, omitted)


def pages_of(part: Part, folder: Path) -> tuple[list[PageInk], Repeats, Idle]:
    """Print one part and read its file: nothing but ink, and what findings name as said twice or for nothing."""
    path = folder / f"{part.number:02}.pdf"
    engraving = engrave(part, style(), faces())
    path.write_bytes(pdf_bytes(engraving.pages, faces(), DocumentInfo(title=part.chair)))
    return read_back(path), repeats_named(part, engraving.findings), idle_rests(part, engraving.findings)


def differences(
    score: Score, index: int, pages: list[PageInk], repeats: Repeats = NONE, idle: Idle = MappingProxyType({})
) -> list[Difference]:
    """Everything in which the printed part ``index`` is not its source."""
    printed = read_pages(pages, faces())
    found = compare(without(score.source[index], idle), printed)
    return found + list(count_differences(index, score.source, score.omitted, printed, repeats))


def all_differences(score: Score, folder: Path) -> Iterator[Difference]:
    """Of all parts, chairs named as printed."""
    for index, part in enumerate(score.parts):
        if part.tacet:
            if not all(bar.empty for bar in score.source[index].bars):
                yield Difference(part.chair, -1, "tacet", "the source has notes")
            continue
        for difference in differences(score, index, *pages_of(part, folder)):
            yield difference._replace(part=part.chair)


def unexplained(name: str, found: list[Difference], *, notes_only: bool = False) -> list[str]:
    """What is left when music21's faults are used up, and faults that explain nothing."""
    faults = [fault for fault in FAULTS if fault.score == name and (fault.what == "notes" or not notes_only)]
    left = []
    for difference in found:
        known = next((f for f in faults if tuple(difference) == (f.part, f.bar, f.what, f.text)), None)
        if known is None:
            left.append(f"{difference.part}, bar index {difference.bar}, {difference.what}: {difference.text}")
        else:
            faults.remove(known)
    left += [f"nothing to explain: {fault.part}, line {fault.line}" for fault in faults]
    return left[:MOST_SHOWN]
