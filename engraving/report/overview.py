"""The audits of a whole run side by side: worst parts first, and what it comes to (``engraving.audit/1``)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from engraving.errors import ExitCode, UsageError
from engraving.report import REPORT_NAME, AuditReport, CueReport, PartReport, Report, report_in
from engraving.report.answers import json_text
from engraving.report.audits import PlaceReport

AUDIT_SCHEMA = "engraving.audit/1"


class Totals(msgspec.Struct, frozen=True):
    """Counts over all parts, and the extreme of each measure; 0 when nothing was measured."""

    parts: int
    pages: int
    collisions: int
    outside_margins: int
    lost: int
    doubled: int
    near: int
    squeezed: int
    stretched: int
    tightest: float
    loosest: float
    smallest_head_gap: float
    smallest_text_pt: float
    staff_mm: float
    turns: dict[str, int]


class Overview(msgspec.Struct, frozen=True):
    """All parts of a run, worst first: those with most wrong on their pages, then those that turn badly."""

    schema: str
    cue: CueReport
    totals: Totals
    parts: tuple[PartReport, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing collides, sticks out, is lost or drawn twice."""
        return not any(part.audit.faults for part in self.parts)

    def exit_code(self, *, strict: bool) -> ExitCode:
        """0; in a strict audit 1 when anything is wrong."""
        return ExitCode.FINDINGS if strict and not self.clean else ExitCode.CLEAN

    def as_json(self) -> bytes:
        """UTF-8 JSON, indented, ending in a newline."""
        return json_text(self)

    def faults(self, *, everything: bool = False) -> list[tuple[str, PlaceReport]]:
        """Chairs and places where something is wrong; with ``everything`` also what is only listed."""
        return [
            (part.chair, place)
            for part in self.parts
            for place in part.audit.places
            if everything or place.fault in WRONG
        ]


WRONG = frozenset({"collision", "outside the margins", "lost", "drawn twice"})


def read_report(folder: Path) -> Report:
    """The report of a run from its folder (or its ``report.json``). Raises UsageError when there is none."""
    path = folder / REPORT_NAME if folder.is_dir() else folder
    if not path.is_file():
        raise UsageError("There is no report.", str(path), "“engraving parts CUE -o OUT” writes one.")
    report = report_in(path.read_bytes())
    if report is None:
        raise UsageError("This is no report of ours.", str(path), "“engraving parts CUE -o OUT” writes one.")
    return report


def overview(report: Report) -> Overview:
    """The audits of a run."""
    parts = tuple(sorted(report.parts, key=_badness, reverse=True))
    return Overview(AUDIT_SCHEMA, report.cue, _totals(parts), parts)


def _badness(part: PartReport) -> tuple[int, int, int]:
    severe = sum(turn.grade == "severe" for turn in part.turns)
    return part.audit.faults, severe, part.audit.squeezed + part.audit.stretched


def _totals(parts: tuple[PartReport, ...]) -> Totals:
    audits = [part.audit for part in parts]
    grades = [turn.grade for part in parts for turn in part.turns]
    return Totals(
        parts=len(parts),
        pages=sum(part.pages for part in parts),
        collisions=sum(audit.collisions for audit in audits),
        outside_margins=sum(audit.outside_margins for audit in audits),
        lost=sum(audit.lost for audit in audits),
        doubled=sum(audit.doubled for audit in audits),
        near=sum(audit.near for audit in audits),
        squeezed=sum(audit.squeezed for audit in audits),
        stretched=sum(audit.stretched for audit in audits),
        tightest=_least(audits, "tightest"),
        loosest=max((audit.loosest for audit in audits), default=0.0),
        smallest_head_gap=_least(audits, "smallest_head_gap"),
        smallest_text_pt=_least(audits, "smallest_text_pt"),
        staff_mm=_least(audits, "staff_mm"),
        turns={grade: grades.count(grade) for grade in ("free", "mild", "severe")},
    )


def _least(audits: list[AuditReport], measure: str) -> float:
    """The least of a measure, of parts that have it."""
    return min((value for audit in audits if (value := getattr(audit, measure))), default=0.0)
