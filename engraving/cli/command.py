"""From a command line to an exit code, whatever happens in between."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from engraving.cli import timing_verbs
from engraving.cli.arguments import parser
from engraving.cli.screen import say, screen, spell_out, write
from engraving.cli.wishes import options
from engraving.errors import EngravingError, ExitCode, UsageError
from engraving.interrupts import held

if TYPE_CHECKING:
    from engraving.musicxml import Opening
    from engraving.production import Options, Watcher


def run() -> NoReturn:
    """What the installed command calls.

    It leaves at once: Python would visit every note of the cue once more to clear it away, for a tenth of a second.
    """
    code = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):  # that nobody reads it to the end is no error
            if stream is not None:
                stream.flush()
    os._exit(code)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; returns the exit code (argparse itself leaves with 0 or 2)."""
    spell_out()
    traces = TraceFile()
    try:
        return _carry_out(arguments, traces)
    except EngravingError as error:
        say(f"engraving: {error}")
        return error.code
    except KeyboardInterrupt:
        say("engraving: interrupted; every file that was written is whole.")
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - the last net: told in one line, with the whole story in a file
        story = traces.keep(traceback.format_exc())
        say(f"engraving: a fault of the program itself; what happened is in {story}")
        return ExitCode.OUR_FAULT


def _carry_out(arguments: Sequence[str], traces: TraceFile) -> ExitCode:
    typed = parser().parse_args(timing_verbs.spelled_out(arguments))
    if typed.verb == "timing":
        return timing_verbs.carry_out(typed)
    if typed.verb == "audit":
        return _audit(typed)
    with held():
        from engraving.musicxml import Opening

    opening = Opening(typed.cue)  # the file is taken apart while all else is imported
    wishes = options(typed)

    from engraving import production

    with screen(traces.keep) as shown:
        if typed.verb == "proof":
            return _proof(opening, typed, wishes, shown)
        if typed.verb == "check":
            report = production.check(opening, wishes, shown)
        elif typed.verb == "score":
            report = production.produce_score(opening, typed.out, wishes, shown)
        else:
            report = production.produce(opening, typed.out, wishes, shown)
    if typed.json:
        write(report.as_json())
    else:
        shown.tell(report, everything=typed.all)
    return report.exit_code


def _proof(opening: Opening, typed: Namespace, wishes: Options, shown: Watcher) -> ExitCode:
    """A chair's pages with everything said about them."""
    from engraving.production.proofs import proof_sheets, write_proof

    content, code = proof_sheets(opening, typed.chair, wishes, shown, everything=typed.all)
    for path in write_proof(content, typed.out):
        say(f"{path}")
    return code


def _audit(typed: Namespace) -> ExitCode:
    """What the audit of an earlier run found, or the table of what it lets pass."""
    if typed.exemptions:
        from engraving.layout.audit import exemption_table

        write(exemption_table().encode())
        return ExitCode.CLEAN
    if typed.out is None:
        raise UsageError("Which run?", remedy="Name its folder: engraving audit OUT.")
    from engraving.cli.audit_table import show
    from engraving.report.overview import overview, read_report

    report = read_report(typed.out)
    found = overview(report)
    if typed.pages is not None:
        from engraving.production.proofs import worst_pages

        for path in worst_pages(typed.out, report, typed.pages) or ("No page has anything wrong; none is written.",):
            say(f"{path}")
    if typed.json:
        write(found.as_json())
    else:
        show(found, everything=typed.all)
    return found.exit_code(strict=typed.strict)


class TraceFile:
    """Where tracebacks can be found and sent: one file a command, made when the first one comes."""

    def __init__(self) -> None:
        self._path: Path | None = None

    def keep(self, trace: str) -> str:
        """Add a traceback; returns the file's path. Where no file can be written, it is told at once."""
        try:
            if self._path is None:
                handle, name = tempfile.mkstemp(prefix="engraving-fault-", suffix=".txt")
                os.close(handle)
                self._path = Path(name)
            with self._path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{trace}\n")
        except OSError:
            for line in trace.splitlines():
                say(line)
            return "the lines above"
        return str(self._path)
