"""``engraving timing export``: click and tempo out."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from engraving.cli.typed import ending_in, file_name

if TYPE_CHECKING:
    from engraving.errors import ExitCode

_EPILOG = """\
examples:
  engraving timing export "2m14 Chase.musicxml" --midi chase.mid --wav chase.wav
  engraving timing export cue.mxl --cue-file new-cut.toml --midi chase.mid

The MIDI file (type 1) holds tempo, metre, markers at the hits, streamers as cue points, the SMPTE offset and click
notes; bars stand in the order of playing. Its tempi are whole microseconds a quarter, so it may run off by half a
microsecond a quarter. The sound is 48 kHz, 16 bit, one channel: downbeats high, free clicks between, streamers as a
low tone where they enter the picture; every click begins on the sample nearest to its moment.

exit codes: 0 done; 2 nothing to write, or times are not known; 3 the score cannot be read; 5 the cue file is wrong, or
not there; 7 a file cannot be written
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "export",
        help="write the click and the tempo as MIDI and as sound",
        description="Writes the click and the tempo of a score with its cue file.",
        epilog=_EPILOG,
    )
    verb.add_argument("cue", metavar="CUE", type=file_name, help="the score, or the cue file beside it")
    verb.add_argument("--cue-file", type=file_name, metavar="FILE", help="in place of the .toml beside the cue")
    verb.add_argument(
        "--midi", type=ending_in(".mid", ".midi"), metavar="FILE.mid", help="tempo, metre, markers and click notes"
    )
    verb.add_argument("--wav", type=ending_in(".wav"), metavar="FILE.wav", help="the click as sound")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Read, write, say where it begins."""
    from engraving.cli.screen import say, say_findings, screen
    from engraving.errors import ExitCode, UsageError
    from engraving.production.click_out import click_out
    from engraving.production.cue_files import bind
    from engraving.report import flat

    if typed.midi is None and typed.wav is None:
        raise UsageError("Nothing to write.", remedy="Give --midi FILE.mid, --wav FILE.wav, or both.")
    with screen(lambda trace: trace) as shown:
        shown.stage("read")
        bound = bind(typed.cue, typed.cue_file)
        words = click_out(bound, typed.midi, typed.wav, shown)
    say_findings(flat(bound.findings))
    for path in filter(None, (typed.midi, typed.wav)):
        say(f"{path}")
    if words:
        say(words)
    return ExitCode.CLEAN
