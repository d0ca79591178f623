"""``engraving proof`` and ``engraving audit --pages``: files, exit codes, remarks at their bars."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from engraving import cli, produce
from engraving.errors import ExitCode
from engraving.findings import Finding, Severity, Where
from engraving.house import load_style
from engraving.layout.engrave import Engraving, engrave
from engraving.layout.page import Glyph, Ink
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.printing.preflight import read_back
from engraving.printing.remarks import Grade
from engraving.report import report_in
from engraving.report.audits import AuditReport, PlaceReport
from engraving.report.proofs import remarks
from engraving.report.turns import Alternative, TurnReport
from engraving.score import Part
from engraving.score.atoms import bar_of
from engraving.typefaces import load_faces

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"


@pytest.fixture(scope="module")
def part() -> Part:
    parts = [extraction.part for extraction in extract_all(read(SAMPLE, validate=False).cue)]
    return max(parts, key=lambda one: len(one.music.events))


@pytest.fixture(scope="module")
def engraved(part: Part) -> Engraving:
    style = load_style("us-session")
    return engrave(part, style, load_faces())


def finding(bar: int, beat: float = 0.0, part: str = "x", severity: Severity = Severity.WARNING) -> Finding:
    return Finding("rule", severity, Where(part, str(bar + 1), bar, beat), "Look.", "Mend it.")


def test_a_finding_stands_at_a_note_of_its_bar(part: Part, engraved: Engraving) -> None:
    bars = sorted({event.bar for event in part.music.events if event.heads})
    said = remarks(part, engraved.pages, [finding(bar) for bar in bars], AuditReport())
    assert [remark.where for remark in said] == [f"Bar {bar + 1}" for bar in bars]
    for bar, remark in zip(bars, said, strict=True):
        page = engraved.pages[remark.page - 1]
        here = [
            item for item in page.music
            if isinstance(item, Glyph) and item.ink in (Ink.HEAD, Ink.REST) and bar_of(item.atom) == bar
        ]  # fmt: skip
        assert min(abs(item.x / 100 - remark.x) for item in here) < 5
        assert min(abs(item.y / 100 - remark.y) for item in here) < 5


def test_a_beat_is_found(part: Part, engraved: Engraving) -> None:
    bar, late = next(
        (bar.index, event.tick) for bar in part.bars
        for event in part.music.events if event.bar == bar.index and event.heads and event.tick > bar.start
    )  # fmt: skip
    beat = 1 + (late - part.bars[bar].start) / part.ticks_per_quarter
    first, second = remarks(part, engraved.pages, [finding(bar, 1), finding(bar, beat)], AuditReport())
    assert first.x < second.x
    assert (first.page, second.where) == (second.page, f"Bar {bar + 1}, beat {beat:g}")


def test_a_rest_of_many_bars_carries_what_is_found_in_it(part: Part, engraved: Engraving) -> None:
    empty = [bar for bar in range(len(part.bars)) if all(event.bar != bar for event in part.music.events)]
    for remark in remarks(part, engraved.pages, map(finding, empty), AuditReport()):
        assert remark.page
        assert 0 < remark.x < engraved.pages[0].width / 100


def test_what_is_of_no_bar_comes_last(part: Part, engraved: Engraving) -> None:
    whole = Finding("rule", Severity.ERROR, Where(part.chair), "All of it.")
    cue = Finding("rule", Severity.NOTE, Where(), "Everybody.")
    said = remarks(part, engraved.pages, [cue, whole, finding(0), whole], AuditReport())
    assert [(remark.where, remark.page, remark.grade) for remark in said] == [
        ("Bar 1", 1, Grade.WARNING), ("The whole cue", 0, Grade.NOTE), ("The whole part", 0, Grade.ERROR),
    ]  # fmt: skip


def hit(fault: str, page: int = 1) -> PlaceReport:
    return PlaceReport(fault, page, 2, "12", 11, 3.5, ("slur", "stem"), 300.5, 400.25, 0.2, "slur and stem overlap")


def test_hits_are_ringed_where_they_are(part: Part, engraved: Engraving) -> None:
    audit = AuditReport(1, near=1, places=(hit("collision"), hit("near")))
    (one,) = remarks(part, engraved.pages, (), audit)
    assert (one.page, one.x, one.y, one.ringed, one.grade) == (1, 300.5, 400.25, True, Grade.ERROR)
    assert (one.where, one.message, one.rule) == ("Bar 12, beat 3.5", "Slur and stem overlap.", "ink-collides")
    everything = remarks(part, engraved.pages, (), audit, everything=True)
    assert [remark.grade for remark in everything] == [Grade.ERROR, Grade.NEAR]


def test_a_hurried_turn_stands_at_the_end_of_its_page(part: Part, engraved: Engraving) -> None:
    severe = TurnReport(1, "20", 19, 0.0, 0.5, 0.25, "severe", Alternative("24", 23, 4.0))
    free = TurnReport(1, "20", 19, 9.0, 0.5, 9.25, "free")
    (one,) = remarks(part, engraved.pages, (), AuditReport(), (severe, free))
    staff = engraved.pages[0].staves[-1]
    assert (one.page, one.x, one.y, one.grade) == (1, staff.x1 / 100, staff.y / 100, Grade.WARNING)
    assert "after bar 24 there would be 4 s" in one.message


def test_a_proof_is_the_chairs_pages_with_a_list(
    part: Part, engraved: Engraving, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "proof.pdf"
    code = cli.main(["proof", str(SAMPLE), "--chair", part.chair, "-o", str(path), "--no-validate"])
    assert code in (ExitCode.CLEAN, ExitCode.FINDINGS)
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == str(path)
    sheets = read_back(path)
    assert len(sheets) >= len(engraved.pages)
    assert part.chair in sheets[0].text
    assert "Page 1" in sheets[0].text


def test_a_proof_as_pictures(part: Part, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    cli.main(["proof", str(SAMPLE), "--chair", part.chair, "-o", str(tmp_path / "proof.png"), "--no-validate"])
    pictures = sorted(tmp_path.iterdir())
    assert pictures
    assert all(path.read_bytes().startswith(b"\x89PNG\r\n") for path in pictures)


def test_pictures_need_something_that_draws_them(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    words = ["proof", str(SAMPLE), "--chair", part.chair, "-o", str(tmp_path / "proof.png"), "--no-validate"]
    assert cli.main(words) == ExitCode.MISSING
    assert "write a .pdf" in capfd.readouterr().err


def test_an_unknown_chair_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["proof", str(SAMPLE), "--chair", "Kazoo", "-o", str(tmp_path / "p.pdf"), "--no-validate"]
    assert cli.main(words) == ExitCode.USAGE
    assert "Kazoo" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_proof_is_a_pdf_or_a_picture_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is engraved for a file that nobody could open."""
    with pytest.raises(SystemExit) as left:
        cli.main(["proof", str(SAMPLE), "--chair", "Harp", "-o", str(tmp_path / "harp.jpg")])
    assert left.value.code == ExitCode.USAGE
    assert "does not end in .pdf or .png" in capsys.readouterr().err


def test_a_run_without_a_fault_has_no_worst_page(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["parts", str(SAMPLE), "-o", str(tmp_path), "--chair", "Timpani", "--jobs", "1", "--no-validate"]
    assert cli.main(words) == ExitCode.CLEAN
    assert cli.main(["audit", str(tmp_path), "--pages", str(tmp_path / "worst")]) == ExitCode.CLEAN
    assert "No page has anything wrong" in capfd.readouterr().err
    assert not list((tmp_path / "worst").iterdir())


def test_the_help_says_what_the_colours_mean(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["proof", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    assert "Red is wrong, orange wants eyes, blue is a fact" in words


def test_the_worst_pages_are_written_worst_first(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    produce(SAMPLE, tmp_path / "run")
    report = report_in((tmp_path / "run" / "report.json").read_bytes())
    assert report is not None
    one, two, *others = report.parts
    bad = AuditReport(3, places=(hit("collision"), hit("collision")))
    worse = AuditReport(3, places=(hit("collision"), hit("lost", 0), hit("collision"), hit("drawn twice")))
    parts = (msgspec.structs.replace(one, audit=bad), msgspec.structs.replace(two, audit=worse), *others)
    (tmp_path / "run" / "report.json").write_bytes(msgspec.structs.replace(report, parts=parts).as_json())
    capfd.readouterr()
    assert cli.main(["audit", str(tmp_path / "run"), "--pages", str(tmp_path / "marked")]) == ExitCode.CLEAN
    err = capfd.readouterr().err.splitlines()
    stems = [Path(part.file).stem for part in (two, one)]
    assert [Path(line).name for line in err][:2] == [f"{stem} page 1.pdf" for stem in stems]
    (sheet,) = read_back(tmp_path / "marked" / f"{stems[0]} page 1.pdf")
    assert sheet.text.count("Slur and stem overlap.") == 3


def test_a_part_that_is_gone_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = produce(SAMPLE, tmp_path)
    bad = msgspec.structs.replace(report.parts[0], audit=AuditReport(1, places=(hit("collision"),)))
    (tmp_path / "report.json").write_bytes(msgspec.structs.replace(report, parts=(bad,)).as_json())
    (tmp_path / bad.file).unlink()
    assert cli.main(["audit", str(tmp_path), "--pages", str(tmp_path / "marked")]) == ExitCode.CANNOT_WRITE
    assert bad.file in capfd.readouterr().err
