"""The conductor's score printed and read back: every instrument's lines as a printed part of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from engraving.findings import Finding
from engraving.layout.full_score.engrave import engrave_score
from engraving.musicxml import read
from engraving.parts import ScoreOptions, full_score
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import PageInk, read_back
from engraving.printing.writer import pdf_bytes
from engraving.score import FullScore, Part
from engraving.score.atoms import in_part, part_of
from tests.readback.comparison import Difference, compare
from tests.readback.idle import Idle, idle_rests, without
from tests.readback.marks import Marks
from tests.readback.notes import Notes
from tests.readback.pitches import Reader
from tests.readback.press import faces, style
from tests.readback.printed import PrintedBar, PrintedPart, content
from tests.readback.sheet import read_sheet
from tests.readback.source import SourcePart
from tests.readback.staves import System, systems_of
from tests.readback.ties import curves_of


def score_of(path: Path) -> FullScore:
    """The score as players read it: music21 says the same of the source."""
    return full_score(read(path, validate=False).cue, None, ScoreOptions(pitch="transposed"))[0]


def pages_of_score(score: FullScore, folder: Path) -> tuple[list[PageInk], list[Idle]]:
    """Print a score, no staff hidden, and read its file: nothing but ink, and each part's rests named as not printed."""
    path = folder / "score.pdf"
    own = style()
    shown = replace(own, score=replace(own.score, hide="never"))
    engraving = engrave_score(score, shown, faces())
    path.write_bytes(pdf_bytes(engraving.pages, faces(), DocumentInfo(title="Score")))
    return read_back(path), [_idle(line.part, index, engraving.findings) for index, line in enumerate(score.parts)]


def _idle(part: Part, index: int, findings: Sequence[Finding]) -> Idle:
    """Findings name a part's atoms as the score has them."""
    own = [replace(f, atoms=tuple(in_part(a) for a in f.atoms if part_of(a) == index)) for f in findings]
    return idle_rests(part, own)


def score_differences(
    score: FullScore, source: Sequence[SourcePart], pages: Sequence[PageInk], idle: Sequence[Idle]
) -> Iterator[Difference]:
    """Everything in which the notes of the printed lines are not their source, in the order of the score."""
    for line, printed, named in zip(score.parts, read_score(score, pages), idle, strict=True):
        for difference in compare(without(source[line.index], named), printed):
            yield difference._replace(part=line.part.chair)


def read_score(score: FullScore, pages: Sequence[PageInk]) -> list[PrintedPart]:
    """What the ink says, staff by staff from the top."""
    counts = [line.part.music.staves for line in score.parts]
    reader = Reader()
    bars: list[list[PrintedBar]] = [[] for _ in counts]
    doubts: list[str] = []
    for number, ink in enumerate(pages, start=1):
        sheet = read_sheet(ink, faces())
        assert sheet is not None
        systems = [_numbered(system, score) for system in systems_of(sheet)]
        notes = Notes(sheet, [staff for system in systems for staff in system.staves])
        curves = curves_of(sheet.arcs, notes, systems)
        tied_from = {id(second): first for first, second in curves.pairs}
        for k, system in enumerate(systems, start=1):
            reader.system(system, sheet, notes, tied_from, curves.opened, curves.closed)
            first = 1
            for own, count in zip(bars, counts, strict=True):
                lines = [staff for staff in system.staves if first <= staff.number < first + count]
                for bar in system.bars:
                    rest, events = content(bar, system._replace(staves=tuple(lines)), sheet, notes, reader.names)
                    here = tuple(event._replace(staff=event.staff - first + 1) for event in events)
                    own.append(PrintedBar(number, k, rest, here, len(lines)))
                first += count
        doubts += [f"page {number}: {doubt}" for doubt in notes.doubts]
    found = [PrintedPart(tuple(own), Marks(), (), "") for own in bars]
    return [found[0]._replace(doubts=tuple(doubts)), *found[1:]]


def _numbered(system: System, score: FullScore) -> System:
    """The system with its staves numbered through the score.

    Of a section that divides, the lower lines may be left out while they rest.
    """
    missing = sum(line.part.music.staves for line in score.parts) - len(system.staves)
    shown: list[int] = []
    number = 1
    for line in score.parts:
        count = line.part.music.staves
        hidden = min(missing, count - 1) if line.part.family == "strings" else 0
        missing -= hidden
        shown += range(number, number + count - hidden)
        number += count
    staves = zip(system.staves, shown, strict=True)
    return system._replace(staves=tuple(staff._replace(number=n) for staff, n in staves))
