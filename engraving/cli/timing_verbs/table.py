"""``engraving timing CUE``: bar by bar against the picture, and the hits."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.tables import Cell, Table, show
from engraving.cli.timing_verbs import typed as say_what
from engraving.cli.typed import ending_in, file_name

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.timing_table import TimingReport

_EPILOG = """\
examples:
  engraving timing "1M1 The Crossing.musicxml"            # every bar, then the hits
  engraving timing 1M1.toml --hits                        # only the hits: early or late, green, yellow, red
  engraving timing cue.mxl --written-clicks               # bars in thirds of a second, and the tempo they really imply
  engraving timing cue.mxl --beats --csv > beats.csv
  engraving timing cue.mxl --pdf "1M1 timing.pdf" --paper A4   # a timing sheet to print

Times come from the score and from the cue file beside it, over the order of playing. Elapsed is cut to the tenth;
timecode and feet+frames (35 mm) are the nearest frame line, or with --floor the frame on the screen. bpm counts the
beat of the metre (its unit where that is no quarter), and where it changes within the bar its end too; click is the
frame click, ≈ where it is only the nearest, “out” where the cue file silences it, “free” in free time.
A hit is measured against the beat it is wanted on, else against the nearest. Green is within its limits, yellow to
three frames, red beyond.

exit codes: 0 done; 1 a hit is red; 2 no score there, or it says another rate; 3 the score cannot be read;
5 the cue file is wrong; 7 the sheet cannot be written
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "table",
        help="bar by bar against the picture, and the hits; the word may be left out",
        description="Shows when every bar of a cue begins, and how well its hits are met.",
        epilog=_EPILOG,
    )
    verb.add_argument("cue", metavar="CUE", type=file_name, help="the score, or the cue file beside it")
    verb.add_argument("--rate", type=say_what.rate, metavar="RATE", help="frames a second, where no cue file says (24)")
    verb.add_argument("--beats", action="store_true", help="a row for every beat")
    verb.add_argument("--hits", action="store_true", help="only the hits")
    verb.add_argument("--written-clicks", action="store_true", help="written clicks in thirds of a second")
    verb.add_argument("--floor", action="store_true", help="the frame on the screen, not the nearest frame line")
    verb.add_argument(
        "--pdf", metavar="FILE", type=ending_in(".pdf"), help="write a timing sheet, hits and bars, for printing"
    )
    verb.add_argument(
        "--paper", choices=("letter", "A4"), default="", help="of the timing sheet, instead of the style's"
    )
    verb.add_argument("--style", metavar="STYLE", default="us-session", help="house style, for the sheet's paper")
    out = verb.add_mutually_exclusive_group()
    out.add_argument("--csv", action="store_true", help="bars as CSV; with --hits the hits")
    out.add_argument("--json", action="store_true", help="all of it as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Show the table in the form asked for."""
    from engraving.cli.screen import say, say_findings, write
    from engraving.errors import ExitCode
    from engraving.production.timing_table import timing_table
    from engraving.report import flat
    from engraving.timing.timecode import Rounding

    rounding = Rounding.FLOOR if typed.floor else Rounding.NEAREST
    report, findings = timing_table(typed.cue, typed.rate, every_beat=typed.beats, rounding=rounding)
    say_findings(flat(findings))
    if typed.json:
        write(report.as_json())
    elif typed.csv:
        write(report.hits_as_csv() if typed.hits else report.as_csv())
    elif typed.pdf is None:
        _show(report, only_hits=typed.hits, written=typed.written_clicks)
    if typed.pdf is not None:
        from engraving.house import load_style
        from engraving.production.timing_table import write_sheet

        paper = typed.paper or load_style(typed.style).timing.sheet
        write_sheet(report, typed.pdf, paper, written=typed.written_clicks)
        say(f"{typed.pdf}")
    return ExitCode.FINDINGS if report.missed else ExitCode.CLEAN


def _show(report: TimingReport, *, only_hits: bool, written: bool) -> None:
    shown: list[Table | str] = []
    if not only_hits:
        shown += [_heading(report), _bars(report, written=written)]
    if report.hits:
        shown.append(_hits(report))
    elif only_hits:
        shown.append("The cue has no hits.")
    show(*shown)


def _heading(report: TimingReport) -> str:
    title = " ".join(filter(None, (report.cue, report.title))) or "Cue"
    return "\n".join((title, *report.facts()))


_BY_PICTURE = ("feet", "click")  # what nobody with a stop-clock reads, and what would not fit on 80 columns with it


def _bars(report: TimingReport, *, written: bool) -> Table:
    from engraving.report.timing_sheet import bars_told

    kept = bars_told(report, written=written)
    told = [column for column in kept if not (written and column.heading in _BY_PICTURE)]
    rows = list(zip(*(column.cells for column in told), strict=True))
    return Table([column.heading for column in told], rows, "", [column.heading for column in told if column.left])


def _hits(report: TimingReport) -> Table:
    from engraving.report.timing_sheet import hits_told

    told = hits_told(report)
    rows = [
        (*cells[:-2], *(Cell(cell, hit.grade) for cell in cells[-2:]))  # how far off, and the grade
        for hit, cells in zip(report.hits, zip(*(column.cells for column in told), strict=True), strict=True)
    ]
    return Table([column.heading for column in told], rows, "Hits", [column.heading for column in told if column.left])
