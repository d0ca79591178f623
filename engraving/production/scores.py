"""From a cue to the conductor's score, by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.musicxml import Opening
from engraving.production.bench import Setup
from engraving.production.clock import Clock
from engraving.production.extracting import PartsAndScore
from engraving.production.making import make, make_room, tidy
from engraving.production.options import Options, Watcher
from engraving.production.orders import Order
from engraving.production.telling import report_of
from engraving.report import REPORT_SCHEMA, SCORE, Report

_PLAIN = Options()
_SILENT = Watcher()


def produce_score(
    source: Path | Opening, out: Path, options: Options = _PLAIN, watcher: Watcher = _SILENT
) -> Report:
    """Engrave a cue's full score as the PDF ``out``, with its report beside it (``out`` ending in .json).

    With ``options.jobs`` over 1 worker processes share its pages.

    The folder is made when needed. An old report is removed first and the new one written last, so that a
    report always tells of the score beside it. Raises UsageError when ``out`` does not end in .pdf.
    """
    if out.suffix != ".pdf":
        raise UsageError("A score is one PDF.", str(out), "Name a file: -o score.pdf.")
    opening, clock = Opening.of(source), Clock(watcher)
    options = msgspec.structs.replace(options, score=True, parts=False)
    setup = Setup(out.parent, options.style, options.listing, options.pdf_a, options.strict)

    def order(music: PartsAndScore) -> tuple[Order, ...]:
        make_room(out.with_suffix(".json"))
        return (Order(SCORE, out.stem, music.score_weight, music.score, is_score=True),)

    workers = options.jobs
    prepared, orders, outcomes = make(opening, setup, options, clock, watcher, order, workers, shares=workers)
    report = report_of(
        REPORT_SCHEMA, opening.path, prepared, options, clock, zip(orders, outcomes, strict=True)
    )
    with tidy(out.parent) as begun:
        begun.append(out.stem)
        replace_file(out.with_suffix(".json"), report.as_json())
    return report
