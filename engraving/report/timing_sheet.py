"""A cue's bars and hits as columns of words: the same on the screen and on the timing sheet."""

from __future__ import annotations

from typing import NamedTuple

from engraving.printing.remarks import Colour
from engraving.printing.table_sheets import Column, SheetRow, SheetTable
from engraving.report.timing_table import BeatRow, HitRow, TimingReport
from engraving.timing.grades import Grade

_COLOURS: dict[Grade, Colour] = {"green": (0.1, 0.5, 0.22), "yellow": (0.95, 0.7, 0.0), "red": (0.78, 0.1, 0.12)}


class Told(NamedTuple):
    """A column in words; ``left`` where they begin under one another, numbers end so."""

    heading: str
    cells: tuple[str, ...]
    left: bool = False


def bars_told(report: TimingReport, *, written: bool = False) -> list[Told]:
    """Every bar or beat; columns that nothing fills are left out."""
    bars = report.bars
    beats = any(row.beat != "1" for row in bars)
    columns = [
        Told("bar", tuple(bar_played(row) for row in bars)),
        Told("beat", tuple(row.beat if beats else "" for row in bars)),
        Told("elapsed", tuple(row.elapsed or "?" for row in bars)),
        Told("timecode", tuple(row.timecode for row in bars)),
        Told("feet", tuple(row.feet for row in bars)),
        Told("bpm", tuple(tempo_in_words(row) for row in bars)),
        Told("unit", tuple(row.unit if row.unit != "quarter" else "" for row in bars), left=True),
        Told("click", tuple(row.click_told for row in bars)),
    ]
    if written:
        columns += [
            Told("written", tuple(row.written for row in bars)),
            Told("implies", tuple(f"{row.implied.value:.2f}" if row.implied else "" for row in bars)),
        ]
    return [column for column in columns if any(column.cells)]


def hits_told(report: TimingReport, *, wide: bool = False) -> list[Told]:
    """The hits; the last columns say how far they are off, and their grades. ``wide`` tells two clocks."""
    hits = report.hits
    wide |= not report.start
    columns = [
        Told("timecode", tuple(hit.timecode for hit in hits)),
        Told("elapsed", tuple(hit.elapsed if wide else "" for hit in hits)),
        Told("hit", tuple(hit.caption or hit.kind for hit in hits), left=True),
        Told("bar", tuple(hit.bar or "–" for hit in hits)),
        Told("beat", tuple(hit.beat for hit in hits)),
        Told("", tuple("wanted" if hit.wanted else "nearest" for hit in hits), left=True),
        Told("frames", tuple(off_in_words(hit) for hit in hits)),
        Told("grade", tuple(hit.grade for hit in hits), left=True),
    ]
    return [column for column in columns if any(column.cells)]


def bars_on_paper(report: TimingReport, *, written: bool = False) -> SheetTable:
    """Every bar, for the sheet."""
    return _on_paper(bars_told(report, written=written), (), "Bars" if report.hits else "")


def hits_on_paper(report: TimingReport) -> SheetTable:
    """The hits, each with the colour of its grade, which is also said in words."""
    return _on_paper(hits_told(report, wide=True), tuple(_COLOURS[hit.grade] for hit in report.hits), "Hits")


def _on_paper(told: list[Told], colours: tuple[Colour, ...], title: str) -> SheetTable:
    columns = tuple(Column(column.heading, column.left) for column in told)
    rows = zip(*(column.cells for column in told), strict=True)
    return SheetTable(
        columns, tuple(SheetRow(row, colours[k] if colours else None) for k, row in enumerate(rows)), title
    )


def bar_played(row: BeatRow) -> str:
    """``12``, and ``12 (2)`` when it is played for the second time."""
    return row.bar if row.turn == 1 else f"{row.bar} ({row.turn})"


def tempo_in_words(row: BeatRow) -> str:
    """``88.00``, with the tempo it ends at where the bar holds another one."""
    if row.bpm is None:
        return "?" if row.heard != "free" else ""
    return f"{row.bpm.value:.2f}" + (f" – {row.bpm_after.value:.2f}" if row.bpm_after is not None else "")


def off_in_words(hit: HitRow) -> str:
    """``1.53 early``: the beat comes so many frames before its hit; ``outside`` the cue."""
    if hit.frames is None:
        return "outside"
    frames = hit.frames.value
    return "on it" if round(frames, 2) == 0 else f"{abs(frames):.2f} {'late' if frames > 0 else 'early'}"
