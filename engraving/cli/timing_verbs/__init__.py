"""``engraving timing …``: a verb a module, each with ``add`` (what may be typed) and ``carry_out`` (what is done).

``engraving timing CUE`` is short for ``engraving timing table CUE``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engraving.errors import ExitCode

VERBS = ("beat", "click", "ramp", "convert", "fit", "import", "tempo", "export", "conform", "table")
SHORT_FOR = "table"
_MODULES = {"import": "import_list"}

_ABOUT = "What binds a cue to its picture: clicks, sync beats, tempi."

_EXAMPLES = """\
examples:
  engraving timing "2m14 Chase.musicxml"          # bar by bar: elapsed, timecode, feet, bpm, click; and the hits
  engraving timing beat --bpm 88 33.7             # the beat at 33.7 s, in thirds, and how many frames it is off
  engraving timing click 16-3 --rate 24           # what a frame click is in beats a minute
  engraving timing ramp --from 120 --to 60 --beats 4
  engraving timing convert 00:03:00:00 --to 23.976 # timecode, frames, seconds, feet; the same frames at another rate
  engraving timing fit "2m14 Chase.toml"          # tempi that meet the hits of a cue file
  engraving timing import reel1.edl --cue CUE     # hits from another program's list into the cue file
  engraving timing tempo chase.mid --cue CUE      # the tempi of a MIDI file into the cue file
  engraving timing export "2m14 Chase.musicxml" --midi chase.mid --wav chase.wav
  engraving timing conform "2m14 Chase.musicxml" --from v3.edl --to v4.edl     # what a new cut does to the cue
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The group of verbs, added to the command's own."""
    timing = verbs.add_parser(
        "timing",
        help="clicks, sync beats, hits and tempi against the picture",
        description=_ABOUT,
        epilog=_EXAMPLES,
    )
    inner = timing.add_subparsers(dest="timing_verb", metavar="VERB", required=True)
    for verb in VERBS:
        _module(verb).add(inner)


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """What was typed, with the verb that may be left out: ``timing CUE`` is ``timing table CUE``."""
    typed = list(arguments)
    named = len(typed) > 1 and (typed[1] in VERBS or typed[1] in ("-h", "--help"))
    if typed[:1] != ["timing"] or len(typed) < 2 or named or SHORT_FOR not in VERBS:
        return typed
    return ["timing", SHORT_FOR, *typed[1:]]


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Do what the verb says."""
    code: ExitCode = _module(typed.timing_verb).carry_out(typed)
    return code


def _module(verb: str) -> ModuleType:
    """The verb's module; ``import`` is a word of Python's and could not name one."""
    return import_module(f"{__name__}.{_MODULES.get(verb, verb)}")
