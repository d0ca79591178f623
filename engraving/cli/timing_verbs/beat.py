"""``engraving timing beat``: the sync-beat calculator."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from engraving.cli.tables import Table, show
from engraving.cli.timing_verbs import typed as say_what

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.report.click_answers import BeatAnswer, NearBeat

_EPILOG = """\
examples:
  engraving timing beat --bpm 88 33.7
  engraving timing beat --click 16-3 --rate 25 33.7 1:02.5
  engraving timing beat --written "2 2/3" --beats 4 33.7    # the tempo that a written click implies
  engraving timing beat --bpm 88 33.7 --limits 1           # the tempi that put a beat within a frame of it
  engraving timing beat --bpm 88 33.7 --json

Beat 1 is time 0. Nothing is rounded but for printing: the third is the nearest one (--ties says where a tie goes),
frames off are those of the beat against the moment, and “exact at” is the tempo that puts that beat on the moment.

exit codes: 0 done; 2 what was typed is no such number, click or rate
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "beat",
        help="which beat falls at a moment, in thirds, and how many frames it is off",
        description="Says which beat falls at a moment, and what a written click really implies.",
        epilog=_EPILOG,
    )
    speed = verb.add_mutually_exclusive_group(required=True)
    speed.add_argument("--bpm", type=say_what.tempo, metavar="BPM", help="beats a minute: 88, 87.94, 1440/13")
    speed.add_argument("--click", type=say_what.click, metavar="F-E", help="a frame click, such as 16-3")
    speed.add_argument(
        "--written", type=say_what.thirds, metavar="SECONDS", help="a bar's written click, such as “2 2/3”"
    )
    verb.add_argument(
        "moments", type=say_what.moment, nargs="+", metavar="SECONDS", help="after beat 1: 33.7, or 1:02.5"
    )
    verb.add_argument(
        "--beats", type=say_what.at_least_one, default=4, metavar="N", help="beats in a bar (default: %(default)s)"
    )
    say_what.add_rate(verb)
    verb.add_argument(
        "--limits", type=say_what.limits, metavar="EARLY,LATE", help="frames: which tempi put the beats within them"
    )
    verb.add_argument("--ties", choices=("up", "down"), default="up", help="where half a third goes (default: up)")
    verb.add_argument("--json", action="store_true", help="the answer as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Answer, as a table or as JSON."""
    from engraving.cli.screen import write
    from engraving.errors import ExitCode
    from engraving.report.click_answers import answer_beats

    answer = answer_beats(_tempo(typed), tuple(typed.moments), typed.beats, typed.rate, typed.ties, typed.limits)
    if typed.json:
        write(answer.as_json())
    else:
        _show(answer)
    return ExitCode.CLEAN


def _tempo(typed: argparse.Namespace) -> Fraction:
    """The tempo in force, whichever way it was given."""
    if typed.click is not None:
        clicked: Fraction = typed.click.tempo(typed.rate.fps)
        return clicked
    if typed.written is not None:
        written: Fraction = typed.written
        return Fraction(60 * typed.beats) / written
    given: Fraction = typed.bpm
    return given


def _show(answer: BeatAnswer) -> None:
    bar = answer.written
    rows = [
        (
            f"{moment.seconds.value:.3f}",
            f"{moment.beat.value:.4f}",
            f"bar {moment.bar} beat {moment.beat_in_bar.value:.2f}",
            moment.third.written,
            off(moment.third.frames.value),
        )
        for moment in answer.moments
    ]
    near = [
        (f"{moment.seconds.value:.3f}", *_whole(beat)) for moment in answer.moments for beat in moment.around
    ]
    headings = ("seconds", "beat", f"in bars of {bar.beats}", "third", "off")
    title = f"{answer.tempo.value:.4f} beats a minute, {answer.rate} frames a second"
    note = (
        f"A bar of {bar.beats} takes {bar.exact.value:.4f} s. Written {bar.written} it goes at {bar.implied.value:.4f}."
    )
    columns = 5 if any(row[-1] for row in near) else 4
    beside = ("seconds", "beat", "off", "exact at", "within limits")[:columns]
    beats = Table(beside, [row[:columns] for row in near], "Whole beats beside it", ("off",))
    show(Table(headings, rows, title, (headings[2], "off")), beats, note)


def _whole(near: NearBeat) -> tuple[str, str, str, str]:
    """A beat, by how much it misses, the tempo that would put it there, and those that keep to the limits, if given."""
    exact = f"{near.tempo.value:.4f}" if near.tempo is not None else ""
    return near.written, off(near.frames.value), exact, _within(near)


def _within(near: NearBeat) -> str:
    if near.slowest is None:
        return ""
    fastest = "up" if near.fastest is None else f"{near.fastest.value:.4f}"
    return f"{near.slowest.value:.4f}–{fastest}"


def off(frames: float) -> str:
    """``1.53 frames early``: two places, a beat before its moment is early."""
    if round(frames, 2) == 0:
        return "on it"
    return f"{abs(frames):.2f} frames {'late' if frames > 0 else 'early'}"
