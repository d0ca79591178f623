"""``engraving timing click``: frame clicks in beats a minute, the click nearest to a tempo, and click books."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.tables import Cell, Table, show
from engraving.cli.timing_verbs import typed as say_what
from engraving.cli.timing_verbs.beat import off

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.click_answers import ClickAnswer

_EPILOG = """\
examples:
  engraving timing click 16-3 --rate 24
  engraving timing click 88                        # the nearest click, and what it costs
  engraving timing click 12-0 --book 100           # a page of the click book: when each beat falls

A click 16-3 is 16 frames and 3 eighths of a frame to the beat. In the book, frames and feet+frames (35 mm, 16 frames a
foot) are the nearest frame line, seconds the nearest hundredth.

exit codes: 0 done; 2 what was typed is no such number, click or rate
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "click",
        help="a frame click in beats a minute, or the click nearest to a tempo",
        description="Says what a frame click is in beats a minute, or which click is nearest to a tempo.",
        epilog=_EPILOG,
    )
    verb.add_argument("value", type=say_what.click_or_tempo, metavar="CLICK", help="16-3, or a tempo such as 88")
    say_what.add_rate(verb)
    verb.add_argument(
        "--book", type=say_what.at_least_one, default=0, metavar="N", help="also when beats 1 to N fall, beat 1 being 0"
    )
    verb.add_argument("--json", action="store_true", help="the answer as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Answer, as a table or as JSON."""
    from engraving.cli.screen import write
    from engraving.errors import ExitCode
    from engraving.report.click_answers import answer_click

    answer = answer_click(typed.value, typed.rate, typed.book)
    if typed.json:
        write(answer.as_json())
    else:
        _show(answer)
    return ExitCode.CLEAN


def _show(answer: ClickAnswer) -> None:
    def cells(row_click: str, *texts: str) -> list[Cell]:
        return [Cell(text, "bold" if row_click == answer.click.click else "") for text in (row_click, *texts)]

    clicks = Table(
        ("click", "beats a minute", "seconds a beat", ""),
        [
            cells(row.click, f"{row.tempo.value:.4f}", f"{row.seconds.value:.6f}", "←" * (row == answer.click))
            for row in answer.around
        ],
        f"{answer.rate} frames a second",
    )
    show(clicks, _cost(answer), *_book(answer))


def _cost(answer: ClickAnswer) -> str:
    """What taking the nearest click for a tempo means after a while."""
    if answer.asked is None or answer.frames_after_50 is None:
        return ""
    if not answer.frames_after_50.value:
        return f"{answer.click.click} is {answer.asked.value:g} exactly."
    return f"{answer.click.click} for {answer.asked.value:g}: after 50 beats {off(answer.frames_after_50.value)}."


def _book(answer: ClickAnswer) -> tuple[Table, ...]:
    if not answer.book:
        return ()
    rows = [(str(row.beat), row.clock, str(row.frame), row.feet) for row in answer.book]
    return (Table(("beat", "m:ss.hh", "frame", "feet+frames"), rows, f"Click book of {answer.click.click}"),)
