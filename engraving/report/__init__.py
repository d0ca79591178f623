"""What a run tells: the content of ``report.json`` (``engraving.report/1``) and of ``check --json``.

Everything outside ``run`` is the same for the same cue, style and versions, whoever runs it, where,
when, and with however many workers.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

import msgspec

from engraving.errors import ExitCode
from engraving.findings import Finding, Severity
from engraving.report.answers import json_text
from engraving.report.audits import AuditReport as AuditReport
from engraving.report.turns import TurnReport as TurnReport

REPORT_NAME = "report.json"
REPORT_SCHEMA = "engraving.report/1"
CHECK_SCHEMA = "engraving.check/1"

SCORE = "Score"
"""What the conductor's score is called among the chairs of a report."""

PART_FAILED = "part-failed"
LEFT_OVER = "left-over-files"

_BY_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class CueReport(msgspec.Struct, frozen=True):
    """Which cue it was: ``file`` without its folder, ``bars`` and ``parts`` counted in the source."""

    file: str
    number: str
    title: str
    composer: str
    orchestrator: str
    version: str
    software: str
    bars: int
    parts: int


class PartReport(msgspec.Struct, frozen=True):
    """One part that was written: ``file`` in the output folder, and what audit and page turns say.

    The conductor's score is one too, called ``SCORE``.
    """

    chair: str
    file: str
    pages: int
    bars: int
    tacet: bool
    audit: AuditReport = AuditReport()
    turns: tuple[TurnReport, ...] = ()


class FindingReport(msgspec.Struct, frozen=True):
    """A finding, flat: ``bar`` as printed, ``bar_index`` from 0 (-1 unknown), ``beat`` from 1 (0 unknown)."""

    rule: str
    severity: Severity
    part: str
    bar: str
    bar_index: int
    beat: float
    line: int
    message: str
    remedy: str


class RunReport(msgspec.Struct, frozen=True):
    """How it went this time: the only place for clocks and workers. ``seconds`` a stage, in order."""

    program: str
    style: str
    jobs: int
    seconds: dict[str, float]


class Report(msgspec.Struct, frozen=True):
    """Everything about a run, in the order of ``report.json``."""

    schema: str
    cue: CueReport
    parts: tuple[PartReport, ...]
    findings: tuple[FindingReport, ...]
    run: RunReport

    @property
    def exit_code(self) -> ExitCode:
        """8 when parts failed, 1 when a finding is an error, else 0."""
        if any(finding.rule == PART_FAILED for finding in self.findings):
            return ExitCode.PARTS_FAILED
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return ExitCode.FINDINGS
        return ExitCode.CLEAN

    def count(self, severity: Severity) -> int:
        """How many findings are that grave."""
        return sum(finding.severity is severity for finding in self.findings)

    def as_json(self) -> bytes:
        """The report as UTF-8 JSON, indented, ending in a newline; a check has no ``parts``."""
        content: dict[str, Any] = msgspec.to_builtins(self)
        if self.schema == CHECK_SCHEMA:
            del content["parts"]
        return json_text(content)


def report_in(content: bytes) -> Report | None:
    """What a ``report.json`` holds; None when it is not one of ours."""
    try:
        report = msgspec.json.decode(content, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return report if report.schema == REPORT_SCHEMA else None


def written_files(content: bytes) -> tuple[str, ...]:
    """The files an earlier ``report.json`` names; none when it is not one of ours."""
    report = report_in(content)
    if report is None:
        return ()
    # a name with a folder in it is not one that we wrote
    return tuple(part.file for part in report.parts if part.file == PurePath(part.file).name)


def flat(findings: Iterable[Finding]) -> tuple[FindingReport, ...]:
    """Findings as the report lists them, in the order given, the very same complaint once."""
    rows = (
        FindingReport(
            rule=finding.rule,
            severity=finding.severity,
            part=finding.where.part,
            bar=finding.where.bar,
            bar_index=finding.where.bar_index,
            beat=round(finding.where.beat, 4),
            line=finding.where.line,
            message=finding.message,
            remedy=finding.remedy,
        )
        for finding in findings
    )
    return tuple(dict.fromkeys(rows))


def gravest_first(findings: Iterable[FindingReport]) -> list[FindingReport]:
    """For people: errors, warnings, notes; within a grade as they came."""
    return sorted(findings, key=lambda finding: _BY_WEIGHT[finding.severity])
