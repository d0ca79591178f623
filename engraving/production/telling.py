"""The report of a run: what was made of a cue, and everything found on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engraving import __version__
from engraving.errors import ExitCode
from engraving.findings import Finding, Severity, Where
from engraving.production.bench import Failure, Job, Outcome
from engraving.production.options import Options
from engraving.production.stages import Clock, Prepared
from engraving.report import PART_FAILED, CueReport, PartReport, Report, RunReport, flat


def report_of(
    schema: str,
    source: Path,
    prepared: Prepared,
    options: Options,
    clock: Clock,
    made: Iterable[tuple[Job, Outcome]] = (),
    left: tuple[Finding, ...] = (),
) -> Report:
    """Parts as they were made, in their order; ``left`` are findings about the folder."""
    findings = list(prepared.findings)
    parts: list[PartReport] = []
    for job, outcome in made:
        if isinstance(outcome, Failure):
            findings.append(_failed(job, outcome))
            continue
        findings += outcome.findings
        parts.append(
            PartReport(
                chair=job.chair,
                file=f"{job.stem}.pdf",
                pages=outcome.pages,
                bars=len(job.music.bars),
                tacet=job.tacet,
                audit=outcome.audit,
                turns=outcome.turns,
            )
        )
    findings += left
    run = RunReport(f"engraving {__version__}", options.style.name, options.jobs, clock.seconds())
    return Report(schema, _cue(source, prepared), tuple(parts), flat(findings), run)


def _failed(job: Job, failure: Failure) -> Finding:
    """A fault of ours is for others to mend; any other reason says itself what to do."""
    ours = failure.code is ExitCode.OUR_FAULT
    to_whom = "; send the cue to whoever looks after the program" if ours else ""
    return Finding(
        PART_FAILED,
        Severity.ERROR,
        Where(part=job.chair),
        f"The {'score' if job.is_score else 'part'} could not be made: {failure.reason}",
        f"All else is written{to_whom}.",
    )


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
