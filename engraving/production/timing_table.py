"""The table of a cue against its picture, from the score and the cue file beside it."""

from __future__ import annotations

from pathlib import Path

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.findings import Finding
from engraving.house import SHEETS, Sheet
from engraving.printing.info import DocumentInfo
from engraving.printing.table_sheets import table_sheets
from engraving.production.cue_files import cue_file_path, score_for
from engraving.report.timing_sheet import bars_on_paper, hits_on_paper
from engraving.report.timing_table import TimingReport, timing_report
from engraving.timing import tempo_map
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.rates import Rate
from engraving.timing.score_fields import said_by_score
from engraving.timing.timecode import Rounding
from engraving.typefaces import load_faces


def timing_table(
    path: Path, rate: Rate | None = None, *, every_beat: bool = False, rounding: Rounding = Rounding.NEAREST
) -> tuple[TimingReport, tuple[Finding, ...]]:
    """A cue's table, and what is uncertain about its times. ``rate`` counts where no cue file says one.

    Raises ``UsageError`` when the cue file, or the score itself, says another.
    """
    from engraving.musicxml import read

    score = score_for(path)
    beside = cue_file_path(path)
    named = beside == path or beside.is_file()
    asked = load_cue_file(beside) if named else None
    cue = read(score, validate=False).cue
    in_score, found = (None, ()) if asked is not None else said_by_score(cue)
    said = asked or in_score
    if rate is not None and said is not None and rate != said.rate:
        who = "cue file" if asked is not None else "score"
        raise UsageError(
            f"The {who} counts {said.rate.name} frames a second, not {rate.name}.",
            remedy="Say that rate there, or leave --rate out.",
        )
    cue_file = said or CueFile(rate=rate or CueFile().rate)
    times = tempo_map(cue, cue_file)
    report = timing_report(cue, cue_file, times, every_beat=every_beat, rounding=rounding)
    return report, (*found, *times.findings)


def write_sheet(report: TimingReport, path: Path, paper: Sheet = "letter", *, written: bool = False) -> None:
    """Print the timing sheet: the cue's facts, its hits, its bars. Raises ``CannotWrite``."""
    title = " ".join(filter(None, (report.cue, report.title))) or "Timing"
    tables = (hits_on_paper(report), bars_on_paper(report, written=written))
    info = DocumentInfo(title=f"{title}: timing sheet")
    replace_file(path, table_sheets(title, report.facts(), tables, load_faces(), info, SHEETS[paper]))
