"""From a cue to a folder of parts with its report, and from a cue to findings alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.findings import Finding, Severity, Where
from engraving.musicxml import Opening
from engraving.production.bench import Outcome, Printed, Setup
from engraving.production.clock import Clock
from engraving.production.extracting import PartsAndScore
from engraving.production.file_names import file_stems, score_stem
from engraving.production.making import make, make_room, tidy
from engraving.production.options import Options, Watcher
from engraving.production.orders import Order
from engraving.production.stages import prepare, unswept
from engraving.production.telling import report_of
from engraving.report import CHECK_SCHEMA, LEFT_OVER, REPORT_NAME, REPORT_SCHEMA, SCORE, Report, written_files

_PLAIN = Options()
_SILENT = Watcher()


def check(source: Path | Opening, options: Options = _PLAIN, watcher: Watcher = _SILENT) -> Report:
    """Read and proof a cue, and split it, for the findings alone: nothing is written."""
    clock = Clock(watcher)
    with unswept():
        opening = Opening.of(source)
        prepared = prepare(opening, options, clock)
    return report_of(CHECK_SCHEMA, opening.path, prepared, options, clock)


def produce(
    source: Path | Opening, folder: Path, options: Options = _PLAIN, watcher: Watcher = _SILENT
) -> Report:
    """Engrave a cue's parts into ``folder``: ``NN Name.pdf`` each, and ``report.json`` last of all.

    With ``options.score`` the conductor's score comes with them, as ``00 Score.pdf``.

    The folder is made when needed; other files in it are left alone, and a warning names those that an
    earlier run has left. An old report is removed before the first part is written, so that a report
    always tells of a whole run. With ``options.jobs`` over 1 the parts are made by worker processes,
    which import the caller's main module (it needs its ``if __name__ == "__main__":``).
    """
    opening, clock = Opening.of(source), Clock(watcher)
    setup = Setup(folder, options.style, options.listing, options.pdf_a, options.strict)
    earlier: list[str] = []

    def orders_of(music: PartsAndScore) -> tuple[Order, ...]:
        orders = tuple(
            Order(music.chairs[at], stem, music.weight(at), partial(music.part, at))
            for at, stem in chosen(music.chairs, options.chairs)
        )
        earlier.extend(written_files(make_room(folder / REPORT_NAME)))
        if not music.has_score:
            return orders
        stem = score_stem(len(music.chairs))
        return (Order(SCORE, stem, music.score_weight, music.score, is_score=True), *orders)

    workers = min(options.jobs, len(options.chairs) + options.score) if options.chairs else options.jobs
    shares = workers // 2  # the others begin with parts: all together take longer than the score
    prepared, orders, outcomes = make(opening, setup, options, clock, watcher, orders_of, workers, shares)
    left = _left_over(folder, () if options.chairs else earlier, orders, outcomes)
    made = zip(orders, outcomes, strict=True)
    report = report_of(REPORT_SCHEMA, opening.path, prepared, options, clock, made, left)
    with tidy(folder) as begun:
        begun.append(REPORT_NAME.removesuffix(".json"))
        replace_file(folder / REPORT_NAME, report.as_json())
    return report


def chosen(names: Sequence[str], chairs: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The positions of the chairs asked for among the ``names`` of all, or all, with the names of their files.

    A chair is named as on its part or as its file is. Numbers are those of the whole score, so that one part made
    again replaces its file. Raises UsageError naming the nearest chair.
    """
    stems = file_stems(names)
    if not chairs:
        return tuple(enumerate(stems))
    known = [{name.casefold(), stem.casefold()} for name, stem in zip(names, stems, strict=True)]
    for chair in chairs:
        if not any(chair.casefold() in own for own in known):
            raise _no_such_chair(chair, names)
    wanted = {chair.casefold() for chair in chairs}
    return tuple((at, stem) for at, stem in enumerate(stems) if known[at] & wanted)


def _no_such_chair(chair: str, known: Sequence[str]) -> UsageError:
    import difflib  # only wanted when something is wrong

    close = difflib.get_close_matches(chair, known, n=1, cutoff=0.4)
    nearest = f"The nearest is “{close[0]}”. " if close else ""
    return UsageError(f"There is no chair “{chair}”.", remedy=f"{nearest}There are: {', '.join(known)}.")


def _left_over(
    folder: Path, earlier: Sequence[str], orders: Sequence[Order], outcomes: Sequence[Outcome]
) -> tuple[Finding, ...]:
    """A warning naming files of an earlier run that this one did not replace, failed parts' among them."""
    made = [
        (f"{order.stem}.pdf", isinstance(outcome, Printed)) for order, outcome in zip(orders, outcomes, strict=True)
    ]
    current = {name for name, printed in made if printed}
    suspects = {*earlier, *(name for name, printed in made if not printed)} - current
    old = sorted(name for name in suspects if (folder / name).is_file())
    if not old:
        return ()
    message = f"The folder still holds parts of an earlier run: {', '.join(old)}."
    return (
        Finding(LEFT_OVER, Severity.WARNING, Where(), message, "Remove them before printing the folder."),
    )
