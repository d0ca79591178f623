"""``engraving timing tempo``: the tempi of a MIDI file into the cue file."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from engraving.cli.typed import file_name

if TYPE_CHECKING:
    from engraving.errors import ExitCode

_EPILOG = """\
examples:
  engraving timing tempo chase.mid --cue "2m14 Chase.musicxml" --dry-run   # only show them
  engraving timing tempo chase.mid --cue "2m14 Chase.musicxml"
  engraving timing tempo chase.mid --cue "2m14 Chase.musicxml" --skip 8    # after 8 quarters of free clicks

Written is <cue>.toml beside the score: these tempi stand in place of those it had, everything else stays. A MIDI file
rounds tempi to a microsecond a quarter; the shortest decimal that it would round so is taken. It holds no ramps, only
steps: write ramps into the cue file.

exit codes: 0 done; 2 the score has repeats; 3 the score cannot be read; 5 the cue file is wrong; 7 it cannot be
written; 10 the file is no MIDI file that can be read
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "tempo",
        help="take the tempi of a MIDI file into the cue file",
        description="Reads the tempi of a MIDI file and writes them into the cue file, at the score's bars and beats.",
        epilog=_EPILOG,
    )
    verb.add_argument("midi", metavar="FILE.mid", type=file_name, help="a MIDI file of type 0 or 1")
    verb.add_argument(
        "--cue", metavar="CUE", type=file_name, required=True, help="the score, or the cue file beside it"
    )
    verb.add_argument("--skip", type=_quarters, default="0", metavar="QUARTERS", help="where in FILE the cue begins")
    verb.add_argument("--dry-run", action="store_true", help="show what would be written; write nothing")
    verb.add_argument("--json", action="store_true", help="the tempi as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Read, write, tell."""
    from engraving.cli.screen import say, write
    from engraving.cli.tables import Table, show
    from engraving.errors import ExitCode
    from engraving.production.tempo_in import tempo_in
    from engraving.report.midi_tempi import answer_tempi

    taken = tempo_in(typed.midi, typed.cue, typed.skip)
    if not typed.dry_run:
        taken.write()
        say(f"{taken.path}")
    if taken.beyond:
        many = "1 tempo lies" if taken.beyond == 1 else f"{taken.beyond} tempi lie"
        say(f"{many} after the last bar and {'is' if taken.beyond == 1 else 'are'} left out.")
    answer = answer_tempi(typed.midi.name, str(taken.path), taken.cue_file.tempo, taken.beyond)
    if typed.json:
        write(answer.as_json())
        return ExitCode.CLEAN
    rows = [(t.bar, f"{t.beat.value:g}", f"{t.bpm.value:.4f}".rstrip("0").rstrip(".")) for t in answer.tempi]
    show(Table(("bar", "beat", "quarters a minute"), rows, typed.midi.name, ()))
    return ExitCode.CLEAN


def _quarters(text: str) -> Fraction:
    try:
        found = Fraction(text)
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if found < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is no length: quarters from the file's beginning, such as 8")
    return found
