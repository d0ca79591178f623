"""The conductor's score as a run: one PDF, its report beside it, and together with the parts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engraving.errors import CannotWrite, ExitCode, SettingsError, UsageError
from engraving.production import Options, Watcher, produce, produce_score
from tests import fake_benches
from tests.parts.small_scores import part, score

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engraving.production.making.open_bench", fake_benches.quick)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_score_is_one_file_and_a_report(tmp_path: Path) -> None:
    out = tmp_path / "new" / "2m14 score.pdf"
    report = produce_score(SAMPLE, out)
    assert files(out.parent) == ["2m14 score.json", "2m14 score.pdf"]
    (made,) = report.parts
    assert (made.chair, made.file, made.tacet) == ("Score", "2m14 score.pdf", False)
    assert made.bars == report.cue.bars
    told = json.loads(out.with_suffix(".json").read_bytes())
    assert told["schema"] == "engraving.report/1"
    assert told["parts"][0]["chair"] == "Score"


@pytest.mark.parametrize("jobs", [1, 3])
def test_parts_and_score_come_of_one_run(tmp_path: Path, jobs: int) -> None:
    report = produce(SAMPLE, tmp_path, Options(score=True, jobs=jobs))
    assert report.parts[0].file == "00 Score.pdf"
    assert len(report.parts) == report.cue.parts + 1
    assert files(tmp_path) == [*(each.file for each in report.parts), "report.json"]


def test_parts_and_score_are_the_same_bytes_however_many_make_them(tmp_path: Path) -> None:
    for jobs in (1, 2):
        produce(SAMPLE, tmp_path / str(jobs), Options(score=True, jobs=jobs))
    alone, together = (sorted((tmp_path / str(jobs)).glob("*.pdf")) for jobs in (1, 2))
    assert [path.name for path in alone] == [path.name for path in together]
    assert all(one.read_bytes() == other.read_bytes() for one, other in zip(alone, together, strict=True))


def test_a_chair_made_again_may_bring_the_score(tmp_path: Path) -> None:
    report = produce(SAMPLE, tmp_path, Options(score=True, chairs=("Harp",)))
    assert [each.chair for each in report.parts] == ["Score", "Harp"]


def test_a_complaint_that_parts_and_score_share_is_told_once(tmp_path: Path) -> None:
    alone = produce(SAMPLE, tmp_path / "parts")
    together = produce(SAMPLE, tmp_path / "all", Options(score=True))
    assert set(alone.findings) <= set(together.findings)
    assert len(set(together.findings)) == len(together.findings)


def test_the_score_is_the_heaviest_order() -> None:
    """Submitted first, so that nobody waits for it alone at the end."""
    from engraving.production.clock import Clock
    from engraving.production.extracting import PartsAndScore

    cue = score(part("Flute", "c5q d5 e5 f5"), part("Oboe", "c5w"))
    music = PartsAndScore(cue, None, Options(score=True), Clock(Watcher()))
    assert music.score_weight > max(music.weight(0), music.weight(1))


def test_a_score_is_a_pdf(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one PDF"):
        produce_score(SAMPLE, tmp_path / "score")
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")
    with pytest.raises(CannotWrite):
        produce_score(SAMPLE, tmp_path / "taken" / "score.pdf")


def test_a_score_that_fails_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engraving.production.making.open_bench", fake_benches.clumsy)
    (tmp_path / "score.json").write_text("old")
    report = produce_score(SAMPLE, tmp_path / "score.pdf")
    assert report.exit_code is ExitCode.PARTS_FAILED
    assert [finding.part for finding in report.findings if finding.rule == "part-failed"] == ["Score"]
    assert files(tmp_path) == ["score.json"]


def test_an_interrupted_score_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engraving.production.making.open_bench", fake_benches.interrupted)
    with pytest.raises(KeyboardInterrupt):
        produce_score(SAMPLE, tmp_path / "score.pdf")
    assert files(tmp_path) == []


def test_another_cue_file_may_be_asked_for_and_must_be_there(tmp_path: Path) -> None:
    """The sample's own says nothing of a hit after the music; this one does."""
    other = tmp_path / "v4.toml"
    other.write_text('rate = "25"\n[[hit]]\nat = 2000\ncaption = "Much too late"\n', encoding="utf-8")
    report = produce_score(SAMPLE, tmp_path / "score.pdf", Options(cue_file=other))
    (finding,) = [finding for finding in report.findings if finding.rule == "picture-not-printed"]
    assert "“Much too late” at 33:20.0" in finding.message
    with pytest.raises(SettingsError):
        produce_score(SAMPLE, tmp_path / "score.pdf", Options(cue_file=tmp_path / "missing.toml"))
