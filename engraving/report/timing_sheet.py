"""The timing sheet: a cue's table of bars and its hits as they stand on paper."""

from __future__ import annotations

from engraving.printing.remarks import Colour
from engraving.printing.table_sheets import Column, SheetRow, SheetTable
from engraving.report.timing_table import BeatRow, HitRow, TimingReport
from engraving.timing.grades import Grade

_COLOURS: dict[Grade, Colour] = {"green": (0.1, 0.5, 0.22), "yellow": (0.95, 0.7, 0.0), "red": (0.78, 0.1, 0.12)}


def bars_on_paper(report: TimingReport) -> SheetTable:
    """Every bar; columns that nothing fills are left out."""
    columns = (
        (Column("Bar"), [bar_played(row) for row in report.bars]),
        (Column("Beat"), [row.beat if any(r.beat != "1" for r in report.bars) else "" for row in report.bars]),
        (Column("Elapsed"), [row.elapsed or "?" for row in report.bars]),
        (Column("Timecode"), [row.timecode for row in report.bars]),
        (Column("Feet+frames"), [row.feet for row in report.bars]),
        (Column("bpm"), [tempo_in_words(row) for row in report.bars]),
        (Column("beats", left=True), [row.unit if row.unit != "quarter" else "" for row in report.bars]),
        (Column("Click"), [row.click for row in report.bars]),
    )
    kept = [(column, cells) for column, cells in columns if any(cells)]
    rows = zip(*(cells for _, cells in kept), strict=True)
    return SheetTable(tuple(column for column, _ in kept), tuple(SheetRow(row) for row in rows))


def hits_on_paper(report: TimingReport) -> SheetTable:
    """The hits, each with the colour of its grade, which is also said in words."""
    columns = (
        Column("At"), Column("Hit", left=True), Column("Bar"), Column("Beat"), Column("Off", left=True),
        Column("Grade", left=True),
    )  # fmt: skip
    rows = tuple(
        SheetRow((hit.timecode or hit.elapsed, hit.caption, hit.bar or "–", hit.beat, off_in_words(hit), hit.grade),
                 _COLOURS[hit.grade])
        for hit in report.hits
    )  # fmt: skip
    return SheetTable(columns, rows, "Hits")


def bar_played(row: BeatRow) -> str:
    """``12``, and ``12 (2)`` when it is played for the second time."""
    return row.bar if row.turn == 1 else f"{row.bar} ({row.turn})"


def tempo_in_words(row: BeatRow) -> str:
    """``88.00``, with the tempo it ends at where the bar holds another one."""
    if row.bpm is None:
        return "?"
    return f"{row.bpm.value:.2f}" + (f" – {row.bpm_after.value:.2f}" if row.bpm_after is not None else "")


def off_in_words(hit: HitRow) -> str:
    """``1.53 frames early``: the beat before its hit is early; ``wanted`` where the beat was asked for."""
    if hit.frames is None:
        return "outside the cue"
    frames = hit.frames.value
    said = "on it" if round(frames, 2) == 0 else f"{abs(frames):.2f} frames {'late' if frames > 0 else 'early'}"
    return f"{said} (wanted there)" if hit.wanted else said
