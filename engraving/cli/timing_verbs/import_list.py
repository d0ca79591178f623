"""``engraving timing import``: hits from another program's list into the cue file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.tables import Table, show
from engraving.cli.timing_verbs import typed as say_what
from engraving.cli.typed import file_name

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.spotting_lists import ImportReport

_EPILOG = """\
examples:
  engraving timing import "spotting 1M1.csv"                                    # only show what it holds
  engraving timing import session.txt --cue "1M1 The Crossing.musicxml" --start 01:00:10:12
  engraving timing import reel1.edl --cue 1M1.toml --rate 23.976 --dry-run
  engraving timing import regions.csv --cue 1M2.musicxml --number 1M2 --replace
  engraving timing old.toml --hits --csv | engraving timing import - --cue new.toml --replace

It reads, told apart by what is in them: csv (a row of column names: timecode, time or seconds; caption; kind, weight,
early, late, bar, beat, cue, end, reel), pro-tools (session info as text), avid-markers (its Markers window as text),
edl (CMX 3600 with locators of Avid or Resolve), reaper (region and marker CSV), fcpxml, otio, midi (markers and cue
points).

Written is CUE's file, <cue>.toml beside the score; what else stands in it stays, comments too. Markers outside the cue
are left out, and told. Hits are counted from the cue's start: --start, or the file's own, or the list's. A list
with a clock of its own (seconds, REAPER in minutes, MIDI) is taken to begin with the cue, unless --zero gives the
timecode at which that clock stands at 0.

exit codes: 0 done; 2 something has to be said (rate, start, which cue); 4 refused as unsafe; 5 the cue file is wrong;
7 it cannot be written; 10 not a list that is known: what was seen and what was expected
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "import",
        help="take hits from another program's list into the cue file",
        description="Reads the hits and cues of another program's list and writes them into the cue file.",
        epilog=_EPILOG,
    )
    verb.add_argument("list", metavar="FILE", type=file_name, help="the list; - is standard input")
    verb.add_argument("--cue", metavar="CUE", type=file_name, help="score or cue file; without it FILE is only shown")
    verb.add_argument("--rate", type=say_what.rate, metavar="RATE", help="of the list's timecode, when it does not say")
    verb.add_argument("--start", default="", metavar="TC", help="timecode at which the cue begins")
    verb.add_argument("--end", default="", metavar="TC", help="timecode at which it ends")
    verb.add_argument("--zero", default="", metavar="TC", help="timecode at which the list's own clock stands at 0")
    verb.add_argument("--number", default="", metavar="CUE-NO", help="which cue of a list of several")
    verb.add_argument("--project", default="", metavar="NAME", help="which project of an FCPXML")
    verb.add_argument("--as", dest="dialect", default="", metavar="DIALECT", help="read it as this dialect")
    kept = verb.add_mutually_exclusive_group()
    kept.add_argument("--add", action="store_true", help="keep the hits the cue file has, and add these")
    kept.add_argument("--replace", action="store_true", help="put these in place of the hits the cue file has")
    verb.add_argument("--everything", action="store_true", help="take markers outside the cue too")
    verb.add_argument("--dry-run", action="store_true", help="show what would be written; write nothing")
    verb.add_argument("--json", action="store_true", help="what was read as JSON, every time exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Read, write if there is a cue, and tell."""
    from engraving.cli.screen import say, write
    from engraving.errors import ExitCode
    from engraving.production.spotting_in import Wishes, read_list, take_in
    from engraving.report.spotting_lists import import_report, list_report

    wishes = Wishes(
        rate=typed.rate, start=typed.start, end=typed.end, zero=typed.zero, number=typed.number,
        dialect=typed.dialect, project=typed.project, add=typed.add, replace=typed.replace,
        everything=typed.everything,
    )  # fmt: skip
    if typed.cue is None:
        report = list_report(read_list(typed.list, wishes))
    else:
        taken = take_in(typed.list, typed.cue, wishes)
        report = import_report(taken.spotting, taken.cue_file, taken.hits, taken.findings, taken.path.name)
        if not typed.dry_run:
            taken.write()
            say(f"{taken.path}")
    if typed.json:
        write(report.as_json())
    else:
        _show(report)
    return ExitCode.CLEAN


def _show(report: ImportReport) -> None:
    from engraving.cli.screen import say_findings

    say_findings(report.findings)
    shown: list[Table] = []
    if report.cues:
        rows = [(cue.number, cue.title, cue.start, cue.end) for cue in report.cues]
        shown.append(Table(("cue", "title", "start", "end"), rows, "Cues", ("cue", "title")))
    if report.markers:
        shown.append(_markers(report))
    show(*shown)


def _markers(report: ImportReport) -> Table:
    """Columns that no marker fills are left out."""
    headings = ("at", "caption", "kind", "cue", "bar", "beat")
    rows = [(m.written, m.caption, m.kind, m.cue, m.bar, m.beat) for m in report.markers]
    kept = [k for k in range(len(headings)) if any(row[k] for row in rows)]
    cells = [[row[k] for k in kept] for row in rows]
    rate = f", {report.rate} fps" if report.rate else ""
    what = "hit" if report.cue_file else "marker"
    title = f"{report.file} ({report.dialect}{rate}): {len(rows)} {what}{'s' * (len(rows) != 1)}"
    return Table([headings[k] for k in kept], cells, title, ("caption", "kind", "cue"))
