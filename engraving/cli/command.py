"""From a command line to an exit code, whatever happens in between."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Sequence
from typing import NoReturn

from engraving.cli.arguments import options, parser
from engraving.cli.screen import mute, say, screen
from engraving.errors import EngravingError, ExitCode


def run() -> NoReturn:
    """What the installed command calls."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out one command; returns the exit code (argparse itself leaves with 0 or 2)."""
    try:
        return _carry_out(arguments)
    except EngravingError as error:
        say(f"engraving: {error}")
        return error.code
    except KeyboardInterrupt:
        say("engraving: interrupted; every file that was written is whole.")
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - the last net: told in one line, with the whole story in a file
        story = keep_trace(traceback.format_exc())
        say(f"engraving: a fault of the program itself; what happened is in {story}")
        return ExitCode.OUR_FAULT


def _carry_out(arguments: Sequence[str]) -> ExitCode:
    typed = parser().parse_args(arguments)
    wishes = options(typed)

    from engraving import production

    with screen(keep_trace) as shown:
        if typed.verb == "check":
            report = production.check(typed.cue, wishes, shown)
        else:
            report = production.produce(typed.cue, typed.out, wishes, shown)
    if typed.json:
        _write(report.as_json())
    else:
        shown.tell(report, everything=typed.all)
    return report.exit_code


def keep_trace(trace: str) -> str:
    """Put a traceback where it can be found and sent; returns the file's path."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="engraving-fault-", suffix=".txt", delete=False
    ) as file:
        file.write(trace)
    return file.name


def _write(content: bytes) -> None:
    """Put the report on stdout; that nobody reads it to the end is no error."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        mute(sys.stdout)
