"""``engraving timing convert``: timecode, frames, seconds and feet of one another; other rates, pulls."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.tables import Table, show
from engraving.cli.timing_verbs import typed as say_what

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.conversions import ConvertAnswer, Converted

_EPILOG = """\
examples:
  engraving timing convert 01:00:10:12 33.7 0:33.7 808f --rate 24
  engraving timing convert 36+00 --film 16                   # feet+frames of 16 mm, and of 35 mm
  engraving timing convert 00:03:00:00 --rate 24 --to 23.976 # the same frames at another rate
  engraving timing convert 60 --pull down --bpm 120          # 0.1 % slower: how long, which tempo

Feet and timecode are those of the nearest frame line, halves up. A pull keeps frames: the picture runs at 1000/1001 of
its speed (down) or 1001/1000 (up), and tempo, pitch and sample rate with it.
“Reel” is the length of a 35 mm reel whose last frame of action stands there: one frame more, less 12 feet of leader.

exit codes: 0 done; 2 no such label, length or rate
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "convert",
        help="timecode, frames, seconds and feet of one another; other rates, pull-up and pull-down",
        description="Says a length of picture in timecode, frames, seconds, and feet+frames of 35 and 16 mm.",
        epilog=_EPILOG,
    )
    verb.add_argument("lengths", nargs="+", metavar="LENGTH", help="01:00:10:12, 39+14, 808f, 33.7 or 0:33.7")
    say_what.add_rate(verb)
    verb.add_argument("--film", choices=("35", "16"), default="35", help="what feet+frames are of (default: 35 mm)")
    verb.add_argument("--to", type=say_what.rate, metavar="RATE", help="the same frames at another rate as well")
    verb.add_argument("--pull", choices=("down", "up"), help="at 1000/1001 of the speed, or 1001/1000")
    verb.add_argument("--bpm", type=say_what.tempo, metavar="BPM", help="with --pull: a tempo that is pulled along")
    verb.add_argument("--json", action="store_true", help="the answer as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Answer, as a table or as JSON."""
    from engraving.cli.screen import write
    from engraving.errors import ExitCode, UsageError
    from engraving.report.conversions import convert
    from engraving.timing.footage import Gauge

    if typed.bpm is not None and typed.pull is None:
        raise UsageError("--bpm is a tempo that is pulled.", remedy="Say --pull down or --pull up as well.")
    gauge = Gauge.MM35 if typed.film == "35" else Gauge.MM16
    answer = convert(tuple(typed.lengths), typed.rate, gauge, typed.to, typed.pull, typed.bpm)
    if typed.json:
        write(answer.as_json())
    else:
        _show(answer)
    return ExitCode.CLEAN


def _show(answer: ConvertAnswer) -> None:
    rows = [row for found in answer.lengths for row in _rows(found)]
    headings = ("length", "rate", "timecode", "frames", "seconds", "35 mm", "16 mm", "reel")
    shown: list[Table | str] = [Table(headings, rows, "Lengths of picture", ("length", "rate"))]
    if answer.speed is not None:
        pulled = answer.pulled_tempo
        tempo = "" if answer.tempo is None or pulled is None else f"{answer.tempo.value:g} becomes {pulled.value:.4f}"
        rates = f"48000 Hz become {48000 * answer.speed.value:.3f}"
        shown.append(f"Pulled, {', '.join(filter(None, (tempo, rates)))}.")
    show(*shown)


def _rows(found: Converted) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (
            asked,
            length.rate,
            length.timecode,
            f"{length.frames.value:.10g}",
            f"{length.seconds.value:.4f}",
            length.feet_35mm,
            length.feet_16mm,
            length.reel or "—",
        )
        for asked, length in ((found.asked, found.length), ("same frames", found.other))
        if length is not None
    ]
    if found.pulled is not None:
        rows.append(("pulled", "", "", rows[0][3], f"{found.pulled.value:.4f}", "", "", ""))
    return rows
