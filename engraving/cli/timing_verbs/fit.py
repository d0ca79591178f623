"""``engraving timing fit``: tempi that meet the hits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engraving.cli.tables import Cell, Table, show
from engraving.cli.timing_verbs import typed as say_what
from engraving.cli.timing_verbs.beat import off

if TYPE_CHECKING:
    from engraving.errors import ExitCode
    from engraving.production.tempo_search import FitWishes
    from engraving.report.tempo_fits import Candidate, FitAnswer

_EPILOG = """\
examples:
  engraving timing fit "2m14 Chase.toml"                       # the five best tempi, and each hit's error
  engraving timing fit cue.toml --from 80 --to 120 --on downbeats --limits 1,2
  engraving timing fit cue.toml --print click --plot fit.svg
  engraving timing fit cue.toml --segments --apply             # several tempi, every hit exact; into the cue file

One tempo: the most hits (by weight) within their limits, then the smallest worst error, moved to a tempo that can be
printed as long as no hit is lost. Segments: every hit exactly on a beat, by the least change of tempo, odd bars and
hits on weak beats. Green is within a hit's limits, yellow to three frames, red beyond.

exit codes: 0 done; 1 the best misses a hit; 2 no such candidate; 5 the cue file is wrong, or not there;
7 the plot or the cue file cannot be written
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "fit",
        help="which tempo, or which tempi, meet the hits",
        description="Looks for tempi that meet the hits of a cue file. The search is exact: there is no step size.",
        epilog=_EPILOG,
    )
    verb.add_argument("cue", metavar="CUE", type=Path, help="the score, or the cue file beside it")
    verb.add_argument("--from", dest="slowest", type=say_what.tempo, default="60", metavar="BPM", help="default 60")
    verb.add_argument("--to", dest="fastest", type=say_what.tempo, default="180", metavar="BPM", help="default 180")
    verb.add_argument(
        "--on", choices=("beats", "halves", "thirds", "strong", "downbeats"), default="beats",
        help="where hits may fall (default: beats)",
    )  # fmt: skip
    verb.add_argument("--beats", type=say_what.at_least_one, default=4, metavar="N", help="beats in a bar (default: 4)")
    verb.add_argument(
        "--limits", type=say_what.limits, metavar="EARLY,LATE", help="frames, for all hits, in place of their own"
    )
    verb.add_argument(
        "--print", dest="prints", choices=("whole", "half", "tenth", "hundredth", "click", "exact"), default="whole",
        help="what the tempo should be, where the hits allow it (default: whole)",
    )  # fmt: skip
    verb.add_argument("--weight", type=say_what.at_least_one, default=1, metavar="N", help="leave lighter hits out")
    verb.add_argument("--best", type=say_what.at_least_one, default=5, metavar="N", help="candidates (default: 5)")
    verb.add_argument("--segments", action="store_true", help="a tempo from each hit to the next, every hit exact")
    verb.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw hits against beats")
    verb.add_argument(
        "--apply", type=say_what.at_least_one, nargs="?", const=1, default=0, metavar="N",
        help="write candidate N (default: 1), or the segments, into the cue file",
    )  # fmt: skip
    verb.add_argument("--json", action="store_true", help="the answer as JSON, every number exact")


def carry_out(typed: argparse.Namespace) -> ExitCode:
    """Search, show, draw, apply."""
    from engraving.cli.screen import say, write
    from engraving.errors import ExitCode, UsageError
    from engraving.production import tempo_search
    from engraving.production.cue_files import cue_file_for
    from engraving.timing.cue_file_reading import load_cue_file
    from engraving.timing.fit.segments import Prices

    if typed.slowest > typed.fastest:
        raise UsageError("--from is faster than --to.", remedy="Give the slower tempo first.")
    path = cue_file_for(typed.cue)
    cue, wishes = load_cue_file(path), _wishes(typed)
    if typed.segments:
        answer = tempo_search.fit_segments(cue, wishes, Prices(base=typed.beats))
    else:
        answer = tempo_search.fit_tempo(cue, wishes)
    if typed.json:
        write(answer.as_json())
    else:
        _show(answer)
    if typed.plot is not None:
        tempo_search.draw_fit(answer, typed.plot)
        say(f"{typed.plot}")
    if typed.apply:
        tempo_search.apply_fit(path, cue, answer, typed.apply)
        say(f"{path}: tempo written.")
    missed = not answer.segments and any(hit.grade != "green" for c in answer.candidates[:1] for hit in c.hits)
    return ExitCode.FINDINGS if missed or not (answer.segments or answer.candidates) else ExitCode.CLEAN


def _wishes(typed: argparse.Namespace) -> FitWishes:
    from engraving.production.tempo_search import FitWishes
    from engraving.timing.fit import any_beat, downbeats, strong_beats

    grids = {
        "beats": any_beat(typed.beats), "halves": any_beat(typed.beats, 2), "thirds": any_beat(typed.beats, 3),
        "strong": strong_beats(typed.beats), "downbeats": downbeats(typed.beats),
    }  # fmt: skip
    return FitWishes(
        typed.slowest, typed.fastest, grids[typed.on], typed.prints, typed.best, typed.limits, typed.weight
    )


def _show(answer: FitAnswer) -> None:
    shown: list[Table | str] = []
    if answer.segments:
        shown.append(_segments(answer))
    elif answer.candidates:
        shown += [_candidates(answer), _hits(answer.candidates[0])]
    else:
        shown.append(f"No tempo from {answer.slowest.value:g} to {answer.fastest.value:g} meets any hit.")
    show(*shown, *answer.notes)


def _candidates(answer: FitAnswer) -> Table:
    rows = [
        (
            str(number),
            f"{found.tempo.value:.10g}",
            f"{found.click} = {found.click_tempo.value:.2f}",
            f"{found.met}/{answer.hits}",
            f"{found.worst_frames.value:.2f}",
            f"{found.slowest.value:.4f}–{found.fastest.value:.4f}",
        )
        for number, found in enumerate(answer.candidates, 1)
    ]
    headings = ("", "tempo", "nearest click", "met", "worst, frames", "as good from–to")
    return Table(headings, rows, f"{answer.cue or 'Cue'}, {answer.rate} frames a second", ("as good from–to",))


def _hits(found: Candidate) -> Table:
    rows = [
        (
            f"{hit.seconds.value:.3f}",
            str(hit.bar),
            f"{hit.beat.value:.4g}",
            Cell(off(hit.frames.value), hit.grade),
            Cell(hit.grade, hit.grade),
            hit.caption,
        )
        for hit in found.hits
    ]
    headings = ("seconds", "bar", "beat", "off", "grade", "hit")
    return Table(headings, rows, f"Hits at {found.tempo.value:.10g}", ("off", "grade", "hit"))


def _segments(answer: FitAnswer) -> Table:
    rows = [
        (
            f"{found.seconds.value:.3f}",
            str(found.bar),
            str(found.beat),
            f"{found.tempo.value:.4f}",
            str(found.beats),
            metres(found.bars),
            found.caption,
        )
        for found in answer.segments
    ]
    headings = ("seconds", "bar", "beat", "tempo", "beats", "bars", "until")
    return Table(headings, rows, f"{answer.cue or 'Cue'}: every hit exact", ("bars", "until"))


def metres(bars: tuple[int, ...]) -> str:
    """``3×4, 5``: bars by their beats; ``on`` where the metre simply goes on."""
    if not bars:
        return "on"
    runs: list[list[int]] = []
    for bar in bars:
        if runs and runs[-1][1] == bar:
            runs[-1][0] += 1
        else:
            runs.append([1, bar])
    return ", ".join(f"{count}×{bar}" if count > 1 else str(bar) for count, bar in runs)
