"""A printed part read back: bars of notes and rests, and what is printed about them, from ink alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from engraving.printing.preflight import PageInk, read_back
from engraving.typefaces import Faces
from tests.readback.chords import GRACE, Chord, Head
from tests.readback.glyphs import DIGITS, RESTS
from tests.readback.marks import Marks, marks_of
from tests.readback.notes import Notes
from tests.readback.pitches import Named, Reader
from tests.readback.sheet import Sheet, read_sheet
from tests.readback.staves import Bar, Staff, System, h_bars, systems_of
from tests.readback.ties import curves_of


class Sounding(NamedTuple):
    """A note or (``step`` None and ``rest``) a rest as it stands in a bar.

    ``step`` is diatonic from C0 (None on a one-line staff), ``alter`` in semitones.
    """

    x: float
    staff: int
    rest: bool
    step: int | None
    alter: float
    value: str
    dots: int
    grace: bool
    tied_in: bool = False
    tied_out: bool = False


class PrintedBar(NamedTuple):
    """``rest`` bars of a multi-bar rest (0: none), or what stands in one bar, from the left; on how many staves."""

    page: int
    system: int
    rest: int
    events: tuple[Sounding, ...]
    staves: int = 1


class PrintedPart(NamedTuple):
    """Everything read; ``doubts`` say where the ink made no sense."""

    bars: tuple[PrintedBar, ...]
    marks: Marks
    doubts: tuple[str, ...]
    text: str


def read_part(path: Path, faces: Faces) -> PrintedPart:
    """Read a part's file."""
    return read_pages(read_back(path), faces)


def read_pages(pages: Sequence[PageInk], faces: Faces) -> PrintedPart:
    """Read a part's pages."""
    reader = Reader()
    bars: list[PrintedBar] = []
    doubts: list[str] = []
    marks = Marks()
    for number, ink in enumerate(pages, start=1):
        sheet = read_sheet(ink, faces)
        if sheet is None:
            continue
        systems = systems_of(sheet)
        if not systems:
            continue
        notes = Notes(sheet, [staff for system in systems for staff in system.staves])
        curves = curves_of(sheet.arcs, notes, systems)
        tied_from = {id(second): first for first, second in curves.pairs}
        for k, system in enumerate(systems, start=1):
            reader.system(system, sheet, notes, tied_from, curves.opened, curves.closed)
            bars += [
                PrintedBar(number, k, *content(bar, system, sheet, notes, reader.names), len(system.staves))
                for bar in system.bars
            ]
        marks_of(sheet, systems, notes, curves, marks)
        doubts += [f"page {number}: {doubt}" for doubt in notes.doubts]
    return PrintedPart(tuple(bars), marks, tuple(doubts), "".join(ink.text for ink in pages))


def content(
    bar: Bar, system: System, sheet: Sheet, notes: Notes, names: dict[int, Named]
) -> tuple[int, tuple[Sounding, ...]]:
    """What stands in a bar: how many bars of a multi-bar rest, or the notes and rests of a system's staves."""
    rest = _multi_rest(bar, system, sheet)
    if rest:
        return rest, ()
    events = [
        _sounding(chord, head, names)
        for chord in notes.chords
        if any(chord.heads[0].staff is staff for staff in system.staves) and bar.x0 <= chord.x + 0.3 < bar.x1
        for head in chord.heads
    ]
    events += [
        Sounding(
            r.sign.x, r.staff.number, True, None, 0.0, RESTS[r.sign.code], r.dots, abs(r.sign.scale - GRACE) < 0.03
        )
        for r in notes.rests
        if any(r.staff is staff for staff in system.staves) and bar.x0 <= r.sign.centre < bar.x1
    ]
    return 0, tuple(sorted(events, key=lambda e: e[:3]))


def _sounding(chord: Chord, head: Head, names: dict[int, Named]) -> Sounding:
    name = names[id(head)]
    one_line = head.staff.lines == 1
    return Sounding(
        chord.x, head.staff.number, False, None if one_line else name.step, 0.0 if one_line else name.alter,
        chord.value, chord.dots, abs(chord.scale - GRACE) < 0.03, head.tied_in, head.tied_out,
    )  # fmt: skip


def _multi_rest(bar: Bar, system: System, sheet: Sheet) -> int:
    """The figures over a thick line, or between the staves when there are several."""
    staff: Staff = system.staves[0]
    lines = [line for line in h_bars(staff, sheet) if bar.x0 < line.x0 and line.x1 < bar.x1]
    if not lines:
        return 0
    line = lines[0]
    high = 5.0 if len(system.staves) == 1 else 0.0
    low = 2.0 if len(system.staves) == 1 else system.staves[1].y - staff.y
    digits = [
        s for s in sheet.signs
        if s.code in DIGITS and line.x0 < s.centre < line.x1 and low < staff.height(s.y) < high
    ]  # fmt: skip
    return int("".join(str(s.code - DIGITS[0]) for s in sorted(digits, key=lambda s: s.x)) or 0)
