"""From a cue to the conductor's score, by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec

from engraving.errors import UsageError
from engraving.files import replace_file
from engraving.production.bench import Job, Setup
from engraving.production.making import make, make_room, tidy
from engraving.production.options import Options, Watcher
from engraving.production.stages import Clock, Unproofed
from engraving.production.telling import report_of
from engraving.report import REPORT_SCHEMA, Report

_PLAIN = Options()
_SILENT = Watcher()


def produce_score(source: Path, out: Path, options: Options = _PLAIN, watcher: Watcher = _SILENT) -> Report:
    """Engrave a cue's full score as the PDF ``out``, with its report beside it (``out`` ending in .json).

    With ``options.jobs`` over 1 worker processes share its pages.

    The folder is made when needed. An old report is removed first and the new one written last, so that a
    report always tells of the score beside it. Raises UsageError when ``out`` does not end in .pdf.
    """
    if out.suffix != ".pdf":
        raise UsageError("A score is one PDF.", str(out), "Name a file: -o score.pdf.")
    clock = Clock(watcher)
    options = msgspec.structs.replace(options, score=True, parts=False)
    setup = Setup(out.parent, options.style, options.listing, options.pdf_a, options.strict)

    def job(music: Unproofed) -> tuple[Job, ...]:
        make_room(out.with_suffix(".json"))
        return () if music.score is None else (Job(music.score, out.stem),)

    workers = options.jobs
    prepared, jobs, outcomes = make(source, setup, options, clock, watcher, job, workers, shares=workers)
    report = report_of(
        REPORT_SCHEMA, source, prepared, options, clock, zip(jobs, outcomes, strict=True)
    )
    with tidy(out.parent) as begun:
        begun.append(out.stem)
        replace_file(out.with_suffix(".json"), report.as_json())
    return report
