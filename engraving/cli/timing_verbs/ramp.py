"""``engraving timing ramp``: how long a ritardando or accelerando lasts by each law, or where it must end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.tables import Table, show
from engraving.cli.timing_verbs import typed as say_what

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.conversions import LawAnswer, RampAnswer

_EPILOG = """\
examples:
  engraving timing ramp --from 120 --to 60 --beats 4       # 64 to 72 frames, by what grows evenly
  engraving timing ramp --from 100 --seconds 5 --beats 8   # the tempo to reach so that 8 beats take 5 s

The laws are those of a cue file's [[tempo]]: what grows evenly is the tempo with time, the tempo with beats, the length
of a beat, the ratio from beat to beat, or the tempo in steps.

exit codes: 0 done; 2 the numbers make no ramp
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "ramp",
        help="what a ramp of tempo lasts by each law, or the tempo it must reach",
        description="A ramp of tempo by each law of the cue file.",
        epilog=_EPILOG,
    )
    verb.add_argument("--from", dest="begin", type=say_what.tempo, required=True, metavar="BPM", help="where it begins")
    goal = verb.add_mutually_exclusive_group(required=True)
    goal.add_argument("--to", dest="end", type=say_what.tempo, metavar="BPM", help="where it ends")
    goal.add_argument("--seconds", type=say_what.moment, metavar="SECONDS", help="what it is to last")
    verb.add_argument("--beats", type=say_what.at_least_one, required=True, metavar="N", help="over so many beats")
    say_what.add_rate(verb)
    verb.add_argument("--json", action="store_true", help="the answer as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Answer, as a table or as JSON."""
    from fractions import Fraction

    from engraving.cli.screen import write
    from engraving.errors import ExitCode, UsageError
    from engraving.report.conversions import ramps

    if typed.seconds is not None and typed.seconds <= 0:
        raise UsageError("A ramp lasts more than 0 seconds.", remedy="Say what it is to last: --seconds 5.")
    answer = ramps(typed.begin, Fraction(typed.beats), typed.end, typed.seconds, typed.rate)
    if typed.json:
        write(answer.as_json())
    else:
        _show(answer)
    return ExitCode.CLEAN


def _show(answer: RampAnswer) -> None:
    title = f"From {answer.begin.value:g} over {answer.beats.value:g} beats, {answer.rate} frames a second"
    show(Table(("law", "to", "seconds", "frames"), [_row(law) for law in answer.laws], title, ("law",)))


def _row(found: LawAnswer) -> tuple[str, ...]:
    if found.end is None or found.seconds is None or found.frames is None:
        return found.law, "no tempo does", "", ""
    return found.law, f"{found.end.value:.4f}", f"{found.seconds.value:.6f}", f"{found.frames.value:.2f}"
