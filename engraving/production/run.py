"""From a cue to a folder of parts with its report, and from a cue to findings alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from engraving import __version__
from engraving.errors import CannotWrite, EngravingError, ExitCode, UsageError
from engraving.findings import Finding, Severity, Where
from engraving.printing.files import replace_file
from engraving.production.bench import (
    Failure,
    Job,
    Outcome,
    Printed,
    Setup,
    clear_partials,
    open_bench,
)
from engraving.production.file_names import file_stems
from engraving.production.options import Options, Watcher
from engraving.production.stages import Clock, Prepared, Unproofed, prepare, split, unswept
from engraving.production.workers import Workers, here
from engraving.report import (
    CHECK_SCHEMA,
    LEFT_OVER,
    PART_FAILED,
    REPORT_SCHEMA,
    CueReport,
    PartReport,
    Report,
    RunReport,
    flat,
    written_files,
)
from engraving.score import Part

REPORT_NAME = "report.json"
_PLAIN = Options()
_SILENT = Watcher()


def check(source: Path, options: Options = _PLAIN, watcher: Watcher = _SILENT) -> Report:
    """Read and proof a cue, and split it, for the findings alone: nothing is written."""
    clock = Clock(watcher)
    with unswept():
        prepared = prepare(source, options, clock)
    return _report(CHECK_SCHEMA, source, prepared, options, clock)


def produce(source: Path, folder: Path, options: Options = _PLAIN, watcher: Watcher = _SILENT) -> Report:
    """Engrave a cue's parts into ``folder``: ``NN Name.pdf`` each, and ``report.json`` last of all.

    The folder is made when needed; other files in it are left alone, and a warning names those that an
    earlier run has left. An old report is removed before the first part is written, so that a report
    always tells of a whole run. With ``options.jobs`` over 1 the parts are made by worker processes,
    which import the caller's main module (it needs its ``if __name__ == "__main__":``).
    """
    clock = Clock(watcher)
    setup = Setup(folder, options.style, options.listing, options.pdf_a, options.strict)
    with unswept(), _tidy(folder) as begun, _hands(options, setup) as workers, ThreadPoolExecutor(1) as reader:
        music = split(source, options, clock)
        jobs = chosen(music.parts, options.chairs)
        earlier = _make_room(folder)
        begun += [job.stem for job in jobs]
        watcher.begin(len(jobs))
        proofs = reader.submit(_proofed, music, clock)  # nobody waits for complaints
        with clock.stage("engrave"):
            made = workers.run(jobs) if workers else here(open_bench, setup, jobs)
            outcomes = _collect(made, jobs, watcher)
        prepared = proofs.result()
    if jobs and all(isinstance(outcome, Failure) for outcome in outcomes):
        _give_up(outcomes)
    left = _left_over(folder, () if options.chairs else earlier, jobs, outcomes)
    report = _report(
        REPORT_SCHEMA, source, prepared, options, clock, tuple(zip(jobs, outcomes, strict=True)), left
    )
    with _tidy(folder) as begun:
        begun.append(REPORT_NAME.removesuffix(".json"))
        replace_file(folder / REPORT_NAME, report.as_json())
    return report


def _proofed(music: Unproofed, clock: Clock) -> Prepared:
    with clock.beside("proof"):
        return music.proofed()


@contextmanager
def _hands(options: Options, setup: Setup) -> Iterator[Workers | None]:
    """Workers, getting ready while the cue is read; None when this process does the work itself."""
    count = min(options.jobs, len(options.chairs)) if options.chairs else options.jobs
    if count <= 1:
        yield None
        return
    with Workers(count, open_bench, setup) as workers:
        yield workers


def chosen(parts: Sequence[Part], chairs: Sequence[str]) -> tuple[Job, ...]:
    """Jobs for the chairs asked for, or all. A chair is named as on its part or as its file is.

    Numbers are those of the whole score, so that one part made again replaces its file. Raises
    UsageError naming the nearest chair.
    """
    jobs = tuple(map(Job, parts, file_stems([part.chair for part in parts])))
    if not chairs:
        return jobs
    names = [{job.part.chair.casefold(), job.stem.casefold()} for job in jobs]
    for chair in chairs:
        if not any(chair.casefold() in own for own in names):
            raise _no_such_chair(chair, [job.part.chair for job in jobs])
    wanted = {chair.casefold() for chair in chairs}
    return tuple(job for job, own in zip(jobs, names, strict=True) if own & wanted)


def _no_such_chair(chair: str, known: list[str]) -> UsageError:
    import difflib  # only wanted when something is wrong

    close = difflib.get_close_matches(chair, known, n=1, cutoff=0.4)
    nearest = f"The nearest is “{close[0]}”. " if close else ""
    return UsageError(f"There is no chair “{chair}”.", remedy=f"{nearest}There are: {', '.join(known)}.")


def _make_room(folder: Path) -> tuple[str, ...]:
    """The output folder, without the report of an earlier run; returns the files that report names."""
    path = folder / REPORT_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = written_files(path.read_bytes()) if path.is_file() else ()
        path.unlink(missing_ok=True)
    except OSError as error:
        what = f"The folder cannot be used: {error.strerror}."
        raise CannotWrite(what, str(folder), "Choose another with -o.") from error
    return earlier


def _left_over(
    folder: Path, earlier: Sequence[str], jobs: Sequence[Job], outcomes: Sequence[Outcome]
) -> tuple[Finding, ...]:
    """A warning naming files of an earlier run that this one did not replace, failed parts' among them."""
    made = [
        (f"{job.stem}.pdf", isinstance(outcome, Printed)) for job, outcome in zip(jobs, outcomes, strict=True)
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


@contextmanager
def _tidy(folder: Path) -> Iterator[list[str]]:
    """Leave no half-written file, however the work ends; the list takes the names of files begun."""
    begun: list[str] = []
    try:
        yield begun
    except BaseException:
        clear_partials(folder, begun)
        raise


def _collect(made: Iterator[tuple[int, Outcome]], jobs: Sequence[Job], watcher: Watcher) -> list[Outcome]:
    """Outcomes in score order, whatever order they came in."""
    outcomes: dict[int, Outcome] = {}
    for at, outcome in made:
        outcomes[at] = outcome
        chair = jobs[at].part.chair
        if isinstance(outcome, Printed):
            watcher.done(chair, outcome.pages)
        else:
            watcher.failed(chair, outcome.reason, outcome.trace)
    return [outcomes[at] for at in range(len(jobs))]


def _give_up(outcomes: Sequence[Outcome]) -> None:
    """Not one part came out: when the reason is the same trouble outside the music, say that instead."""
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    codes = {failure.code for failure in failures}
    for kind in EngravingError.__subclasses__():
        if codes == {kind.code} and kind.code is not ExitCode.OUR_FAULT:
            raise kind(failures[0].reason)


def _failed(job: Job, failure: Failure) -> Finding:
    return Finding(
        PART_FAILED,
        Severity.ERROR,
        Where(part=job.part.chair),
        f"The part could not be made: {failure.reason}",
        "All other parts are written; send the cue to whoever looks after the program.",
    )


def _report(
    schema: str,
    source: Path,
    prepared: Prepared,
    options: Options,
    clock: Clock,
    made: tuple[tuple[Job, Outcome], ...] = (),
    left: tuple[Finding, ...] = (),
) -> Report:
    findings = list(prepared.findings)
    parts: list[PartReport] = []
    for job, outcome in made:
        if isinstance(outcome, Failure):
            findings.append(_failed(job, outcome))
            continue
        findings += outcome.findings
        parts.append(
            PartReport(
                chair=job.part.chair,
                file=f"{job.stem}.pdf",
                pages=outcome.pages,
                bars=len(job.part.bars),
                tacet=job.part.tacet,
                audit=outcome.audit,
                turns=outcome.turns,
            )
        )
    findings += left
    run = RunReport(f"engraving {__version__}", options.style.name, options.jobs, clock.seconds())
    return Report(schema, _cue(source, prepared), tuple(parts), flat(findings), run)


def _cue(source: Path, prepared: Prepared) -> CueReport:
    cue, credits = prepared.cue, prepared.cue.credits
    return CueReport(
        file=source.name,
        number=credits.cue_number,
        title=credits.title,
        composer=credits.composer,
        orchestrator=credits.orchestrator,
        version=credits.version,
        software=cue.software,
        bars=len(cue.bars),
        parts=len(cue.parts),
    )
