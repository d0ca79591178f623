"""``engraving timing fit``: tempi that meet the hits."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING

from engraving.cli.tables import Cell, Table, show
from engraving.cli.timing_verbs import typed as say_what
from engraving.cli.timing_verbs.beat import off
from engraving.cli.typed import ending_in, file_name
from engraving.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engraving.errors import ExitCode
    from engraving.production.tempo_search import FitWishes
    from engraving.report.tempo_fits import Candidate, FitAnswer, HitError

_EPILOG = """\
examples:
  engraving timing fit "2m14 Chase.toml"                       # the five best tempi, and each hit's error
  engraving timing fit cue.toml --from 80 --to 120 --on downbeats --limits 1,2
  engraving timing fit cue.toml --print click --plot fit.svg
  engraving timing fit cue.toml --on downbeats --move 12 --pickup any      # the start may move by half a second
  engraving timing fit cue.toml --keep-bars --apply            # several tempi for the music as it is written
  engraving timing fit cue.toml --segments --apply             # several tempi and metres; what can be written is

One tempo: the most hits (by weight) within their limits, then the smallest worst error, moved to a tempo that can be
printed as long as no hit is lost. Segments: every hit within its limits, by the fewest and smallest changes of tempo,
odd bars put in, and hits on weak beats. With --keep-bars the music stays as it is written: hits that say their bar fall
there, over pauses and free passages. Green is within a hit's limits, yellow to three frames, red beyond.
Bars are those of the score beside the cue file, unless --beats says otherwise.

exit codes: 0 done; 1 the best misses a hit; 2 no such candidate; 3 the score cannot be read; 5 the cue file is wrong,
or not there; 7 the plot or the cue file cannot be written
"""


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What may be typed."""
    verb = verbs.add_parser(
        "fit",
        help="which tempo, or which tempi, meet the hits",
        description="Looks for tempi that meet the hits of a cue file. The search is exact: there is no step size.",
        epilog=_EPILOG,
    )
    verb.add_argument("cue", metavar="CUE", type=file_name, help="the score, or the cue file beside it")
    verb.add_argument("--from", dest="slowest", type=say_what.tempo, default="60", metavar="BPM", help="default 60")
    verb.add_argument("--to", dest="fastest", type=say_what.tempo, default="180", metavar="BPM", help="default 180")
    verb.add_argument(
        "--on", choices=("beats", "halves", "thirds", "strong", "downbeats"), default="beats",
        help="where hits may fall (default: beats)",
    )  # fmt: skip
    verb.add_argument(
        "--beats", type=say_what.at_least_one, metavar="N", help="beats in a bar (default: the score's bars, else 4)"
    )
    verb.add_argument(
        "--odd", type=say_what.counts, default="2,3,5,6", metavar="N,N",
        help="with --segments: beats of other bars that may be put in (default: 2,3,5,6)",
    )  # fmt: skip
    verb.add_argument(
        "--move", type=say_what.spread, default="0", metavar="FRAMES",
        help="the music may begin so many frames earlier or later; or EARLIER,LATER",
    )  # fmt: skip
    verb.add_argument(
        "--pickup", type=say_what.pickup, default="0", metavar="N",
        help="beats before the first whole bar, or “any” (default: 0)",
    )  # fmt: skip
    verb.add_argument(
        "--limits", type=say_what.limits, metavar="EARLY,LATE", help="frames, for all hits, in place of their own"
    )
    verb.add_argument(
        "--print", dest="prints", choices=("whole", "half", "tenth", "hundredth", "click", "exact"), default="whole",
        help="what the tempo should be, where the hits allow it (default: whole)",
    )  # fmt: skip
    verb.add_argument("--weight", type=say_what.at_least_one, default=1, metavar="N", help="leave lighter hits out")
    verb.add_argument("--best", type=say_what.at_least_one, default=5, metavar="N", help="candidates (default: 5)")
    verb.add_argument("--segments", action="store_true", help="several tempi, with bars of other metres")
    verb.add_argument("--keep-bars", action="store_true", help="several tempi, in the bars that the score has")
    verb.add_argument("--plot", type=ending_in(".svg"), metavar="FILE.svg", help="draw hits against beats")
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
    from engraving.production.tempo_kept import fit_kept_bars
    from engraving.timing.cue_file.reading import load_cue_file
    from engraving.timing.fit.bars import Prices

    if typed.slowest > typed.fastest:
        raise UsageError("--from is faster than --to.", remedy="Give the slower tempo first.")
    path = cue_file_for(typed.cue)
    cue, wishes = load_cue_file(path), _wishes(typed)
    if typed.keep_bars:
        answer = fit_kept_bars(cue, wishes)
    elif typed.segments:
        answer = tempo_search.fit_segments(cue, wishes, Prices(base=wishes.bars.base, odd=typed.odd))
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
        say(f"{path}: tempo written.{_left_to_do(answer)}")
    best = [hits.hits for hits in answer.candidates[:1]] or [segment.hits for segment in answer.segments]
    missed = any(hit.grade != "green" for hits in best for hit in hits)
    return ExitCode.FINDINGS if missed or not (answer.segments or answer.candidates) else ExitCode.CLEAN


def _wishes(typed: argparse.Namespace) -> FitWishes:
    from engraving.production.tempo_search import FitWishes, bars_of
    from engraving.timing.fit.segments import Start

    earlier, later = typed.move
    pickups = tuple(range(typed.beats or 4)) if typed.pickup is None else (typed.pickup,)
    return FitWishes(
        typed.slowest, typed.fastest, bars_of(typed.cue, typed.beats, typed.on, pickups), typed.prints, typed.best,
        typed.limits, typed.weight, Start(earlier, later, pickups),
    )  # fmt: skip


def _show(answer: FitAnswer) -> None:
    shown: list[Table | str] = []
    if answer.segments:
        shown += [_segments(answer), _hits([hit for s in answer.segments for hit in s.hits], "Hits")]
        shown += [_bars(answer)] * bool(answer.bars)
        shown += ["\n".join(answer.needs)] * bool(answer.needs)
    elif answer.candidates:
        best = answer.candidates[0]
        shown += [_candidates(answer), _hits(best.hits, f"Hits at {best.tempo.value:.10g}")]
    else:
        shown.append(f"No tempo from {answer.slowest.value:g} to {answer.fastest.value:g} meets any hit.")
    show(*shown, *answer.notes)


def _left_to_do(answer: FitAnswer) -> str:
    """What is not in a cue file: bars."""
    sizes = {run.beats for run in answer.bars[1:] or answer.bars}
    if not answer.bars:
        return ""
    return " It goes with the bars named above, which the music has to get." if answer.needs or len(sizes) > 1 else ""


def _candidates(answer: FitAnswer) -> Table:
    moved = any(found.moved or found.pickup for found in answer.candidates)
    weighed = any(found.weight != found.met for found in answer.candidates)
    rows: list[tuple[str, ...]] = [
        (
            str(number),
            f"{found.tempo.value:.10g}",
            f"{found.click} = {found.click_tempo.value:.2f}",
            f"{found.met}/{answer.hits}",
            *([str(found.weight)] if weighed else []),
            f"{found.worst_frames.value:.2f}",
            f"{found.slowest.value:.4f}–{found.fastest.value:.4f}",
            *([_begins(found)] if moved else []),
        )
        for number, found in enumerate(answer.candidates, 1)
    ]
    met = ("met", *["weight"] * weighed, "worst, frames", "as good from–to")
    headings = ("", "tempo", "nearest click", *met, *["begins"] * moved)
    return Table(headings, rows, _title(answer), ("as good from–to", "begins"))


def _title(answer: FitAnswer) -> str:
    counted = "" if answer.unit == "quarter" else f", tempo in {answer.unit}s"
    return f"{answer.cue or 'Cue'}, {answer.rate} frames a second{counted}"


def _begins(found: Candidate) -> str:
    """``5 frames later, pick-up of 1``."""
    ways = []
    if found.moved:
        ways.append(f"{counted(abs(found.moved), 'frame')} {'later' if found.moved > 0 else 'earlier'}")
    if found.pickup:
        ways.append(f"pick-up of {found.pickup}")
    return ", ".join(ways) or "as it stands"


def _hits(hits: Sequence[HitError], title: str) -> Table:
    rows = [
        (
            f"{hit.seconds.value:.3f}",
            hit.bar,
            f"{hit.beat.value:.4g}",
            Cell(off(hit.frames.value), hit.grade),
            Cell(hit.grade, hit.grade),
            hit.caption,
        )
        for hit in hits
    ]
    headings = ("seconds", "bar", "beat", "off", "grade", "hit")
    return Table(headings, rows, title, ("off", "grade", "hit"))


def _segments(answer: FitAnswer) -> Table:
    rows = [
        (
            f"{found.seconds.value:.3f}",
            found.bar,
            f"{found.beat.value:.4g}",
            f"{found.tempo.value:.10g}" if Fraction(found.tempo.exact) * 100 % 1 == 0 else f"{found.tempo.value:.4f}",
            str(found.beats),
            found.until,
        )
        for found in answer.segments
    ]
    headings = ("seconds", "bar", "beat", "tempo", "beats", "until")
    return Table(headings, rows, _title(answer), ("until",))


def _bars(answer: FitAnswer) -> str:
    from engraving.report.tempo_bars import metre_name

    runs = (
        f"{run.first}–{run.last} in {metre_name(Fraction(run.beats), answer.unit)}" if run.count > 1
        else f"{run.first} in {metre_name(Fraction(run.beats), answer.unit)}"
        for run in answer.bars
    )  # fmt: skip
    return f"Bars: {', '.join(runs)}."
