"""``engraving timing conform``: a cue against a new cut of its picture."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from engraving.cli.tables import Cell, Table, show
from engraving.cli.typed import file_name
from engraving.timing.printed import elapsed

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.conforming import ConformReport, HitThen, MovedHit

_EPILOG = """\
examples:
  engraving timing conform "2m14 Chase.musicxml" --from v3.edl --to v4.edl      # CMX3600 edit lists of the picture
  engraving timing conform cue.mxl --from "2m14 v3.toml" --to "2m14 v4.toml"    # two cue files
  engraving timing conform cue.mxl --from v3-hits.csv --to v4-hits.csv --json

With edit lists the cue's own hits go along with the picture; else hits are paired by caption and kind. The music and
its cue file stay as they are: the report says which hits moved, where they fall now, and what the cue needs, the better
way first: another tempo while that changes by 4 % at most, else bars taken out or put in, in the metre they are in.

exit codes: 0 done; 1 a hit that was met is missed now, or is gone; 2 the lists lack a rate or a start; 3 the score
cannot be read; 5 a cue file is wrong, or not there; 10 not a list that is known
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "conform",
        help="what a new cut of the picture does to the cue",
        description="Compares two cuts of the picture and says what the cue needs. Changes nothing.",
        epilog=_EPILOG,
    )
    verb.add_argument("cue", metavar="CUE", type=file_name, help="the score, or the cue file beside it")
    verb.add_argument("--cue-file", type=file_name, metavar="FILE", help="in place of the .toml beside the cue")
    verb.add_argument(
        "--from", dest="old", type=file_name, required=True, metavar="OLD", help="the cut it was made for"
    )
    verb.add_argument(
        "--to", dest="new", type=file_name, required=True, metavar="NEW", help="the new cut, of the same kind"
    )
    verb.add_argument("--json", action="store_true", help="the report as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Compare and tell."""
    from engraving.cli.screen import say_findings, write
    from engraving.errors import ExitCode
    from engraving.production.cue_files import bind
    from engraving.production.new_cut import conform
    from engraving.report import flat

    bound = bind(typed.cue, typed.cue_file)
    report = conform(bound, typed.old, typed.new)
    say_findings(flat(bound.findings))  # where hits fall is only as good as the cue's time
    if typed.json:
        write(report.as_json())
    else:
        _show(report)
    lost = any(hit.after is None or hit.misses_now for hit in report.hits)
    return ExitCode.FINDINGS if lost else ExitCode.CLEAN


def _show(report: ConformReport) -> None:
    headings = ("hit", "moved", "before", "off", "now at", "in bar", "off", "")
    rows = [
        (hit.caption, _moved(hit), _beat(hit.before), _off(hit.before), _when(hit.after), _beat(hit.after),
         _off(hit.after), _word(hit))
        for hit in report.hits
    ]  # fmt: skip
    title = f"Hits, {report.rate} frames a second; off: frames by which beats are early (-) or late"
    show(Table(headings, rows, title, ("hit", "")), "\n".join(report.needs))


def _moved(hit: MovedHit) -> str:
    return "" if hit.moved is None else f"{hit.moved.value:+.4g}" if hit.moved.value else "0"


def _beat(then: HitThen | None) -> str:
    if then is None:
        return "–"
    return "outside" if then.beat is None else f"{then.bar}:{then.beat.value:.3g}"


def _when(then: HitThen | None) -> str:
    return "–" if then is None else elapsed(Fraction(then.seconds.exact))


def _off(then: HitThen | None) -> Cell:
    if then is None or then.frames is None:
        return Cell("")
    frames = round(then.frames.value, 2)
    return Cell(f"{frames:+.2f}" if frames else "0", then.grade)


def _word(hit: MovedHit) -> Cell:
    if hit.after is None:
        return Cell("gone", "bold red")
    if hit.before is None:
        return Cell("new", "cyan")
    return Cell("misses now", "bold red") if hit.misses_now else Cell("")
