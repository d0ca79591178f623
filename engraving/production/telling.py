"""The report of a run: what was made of a cue, and everything found on the way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engraving import __version__
from engraving.errors import ExitCode
from engraving.findings import Finding, Severity, Where
from engraving.production.bench import Failure, Outcome
from engraving.production.clock import Clock
from engraving.production.options import Options
from engraving.production.orders import Order
from engraving.production.stages import Prepared
from engraving.report import PART_FAILED, CueReport, PartReport, Report, RunReport, flat


def report_of(
    schema: str,
    source: Path,
    prepared: Prepared,
    options: Options,
    clock: Clock,
    made: Iterable[tuple[Order, Outcome]] = (),
    left: tuple[Finding, ...] = (),
) -> Report:
    """Parts as they were made, in their order; ``left`` are findings about the folder."""
    findings = list(prepared.findings)
    parts: list[PartReport] = []
    for order, outcome in made:
        if isinstance(outcome, Failure):
            findings.append(_failed(order, outcome))
            continue
        findings += outcome.findings
        parts.append(
            PartReport(
                chair=order.chair,
                file=f"{order.stem}.pdf",
                pages=outcome.pages,
                bars=len(prepared.cue.bars),
                tacet=outcome.tacet,
                audit=outcome.audit,
                turns=outcome.turns,
            )
        )
    findings += left
    run = RunReport(f"engraving {__version__}", options.style.name, options.jobs, clock.seconds())
    return Report(schema, _cue(source, prepared), tuple(parts), flat(findings), run)


def _failed(order: Order, failure: Failure) -> Finding:
    """A fault of ours is for others to mend; any other reason says itself what to do."""
    ours = failure.code is ExitCode.OUR_FAULT
    to_whom = "; send the cue to whoever looks after the program" if ours else ""
    return Finding(
        PART_FAILED,
        Severity.ERROR,
        Where(part=order.chair),
        f"The {'score' if order.is_score else 'part'} could not be made: {failure.reason}",
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
