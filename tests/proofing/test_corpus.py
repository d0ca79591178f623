"""Real scores: few complaints about careful ones, and quickly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from engraving import musicxml
from engraving.findings import Finding, Severity
from engraving.proofing import proof
from engraving.score import Cue
from tests.pace import paces

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

#: Errors that are really in the scores: notes below the lowest string, below a celesta, above a horn.
ERRORS = {
    "a-walk-through-the-park.xml": [("Horn in Es", "6")],
    "aloha-oe.mxl": [],
    "bach-bwv.1048-1.mxl": [],
    "bach-bwv.232-04.mxl": [],
    "beach-op.32-3.mxl": [],
    "beethoven-op.125-4.mxl": [],
    "boulanger-dun-matin-de-printemps.mxl": [("Bass Sarrusophone", "196"), ("Celesta", "76")],
    "brahms-op.45-1.mxl": [],
    "brahms-op.98-3.mxl": [],
    "bruckner-wab.105-4.mxl": [("Violin 2", "391"), ("Viola", "391")],
    "el-capitan.xml": [],
    "k013a-orchestralscorefinale.xml": [("Contrabassoon", "1")],
    "k013b-orchestralscoresibelius.xml": [],
    "large-orchestra-ref.musicxml": [],
    "lift-every-voice.mxl": [],
    "open-source-symphony.xml": [],
    "sq8437358.mxl": [],
    "transposition.musicxml": [("Oboe 2", "1")],
}
#: At most so many warnings in scores engraved with care, where each has been looked at.
WARNINGS = {
    "beethoven-op.125-4.mxl": 5,
    "boulanger-dun-matin-de-printemps.mxl": 25,
    "brahms-op.45-1.mxl": 2,
    "brahms-op.98-3.mxl": 14,
    "el-capitan.xml": 0,
}


def read(path: Path) -> Cue:
    return musicxml.read(path, validate=False).cue


def of_grade(findings: tuple[Finding, ...], severity: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.severity is severity]


@pytest.mark.parametrize("name", ERRORS)
def test_errors_are_really_there(corpus: Path, name: str) -> None:
    findings = proof(read(corpus / "scores" / name))
    errors = of_grade(findings, Severity.ERROR)
    assert [(finding.where.part, finding.where.bar) for finding in errors] == ERRORS[name]
    assert {finding.rule for finding in errors} <= {"range-extreme"}
    assert len(of_grade(findings, Severity.WARNING)) <= WARNINGS.get(name, 20)


def test_a_marked_up_score_shows_the_classic_errors(corpus: Path) -> None:
    findings = proof(read(corpus / "scores" / "beach-op.32-3.mxl"))
    found = Counter(finding.rule for finding in findings)
    assert found["pizz-then-bowed"] == 1
    assert found["more-notes-than-players"] == 2
    (plucked,) = (finding for finding in findings if finding.rule == "pizz-then-bowed")
    assert (plucked.where.part, plucked.where.bar) == ("Contrabass", "76")


@pytest.mark.parametrize(
    ("name", "limit"), [("boulanger-dun-matin-de-printemps.mxl", 1.5), ("beethoven-op.125-4.mxl", 4)]
)
def test_proofing_is_quick(corpus: Path, name: str, limit: float) -> None:
    """Two fifths of the limit, in paces, when it was set."""
    cue = read(corpus / "scores" / name)
    assert paces(lambda: proof(cue), rounds=5) < limit


def test_the_sample_cue_is_fit_to_play() -> None:
    findings = proof(read(SAMPLES / "1M1 The Crossing.musicxml"))
    assert of_grade(findings, Severity.ERROR) == []
    assert {finding.rule for finding in findings} <= {"range-uncomfortable", "slur-for-tie"}


@pytest.mark.parametrize("form", ["written", "concert-score", "concert-unmarked"])
def test_the_forms_of_one_cue_are_in_order(form: str) -> None:
    assert proof(read(SAMPLES / "pitch" / f"{form}.musicxml")) == ()
