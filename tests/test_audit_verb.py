"""What the audit says to people and programs: the report's words, the table, JSON, exit codes."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import msgspec
import pytest

import engraving.layout.engrave as engrave_module
from engraving import cli, produce
from engraving.cli.arguments import parser
from engraving.cli.wishes import options
from engraving.errors import ExitCode
from engraving.findings import Severity
from engraving.house import Style
from engraving.layout.audit import Audit, Fault, Place
from engraving.layout.casting.turns import TurnJudge
from engraving.layout.engrave import Engraving
from engraving.layout.page import Page, Staff
from engraving.report import CueReport, PartReport, Report, RunReport
from engraving.report.audits import AuditReport, PlaceReport, audit_report, spoken
from engraving.report.overview import overview
from engraving.report.turns import Alternative, TurnReport, in_words, turn_reports
from engraving.report.verdicts import verdicts
from engraving.score import Bar, Credits, Direction, Event, Head, Metre, Music, Part, Pitch
from engraving.score.atoms import Kind, of_kind, pack
from engraving.score.moments import moments
from engraving.typefaces import Faces

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"

NOTE, LATER, WORDS = pack(0, 1, Kind.HEAD), pack(1, 1, Kind.HEAD), pack(1, 2, Kind.DIRECTION)
SLUR = pack(0, 9, Kind.SLUR)


def part() -> Part:
    """Two bars of 6/8 with a note at the second beat of each, words with the second."""
    bars = tuple(Bar(n, str(n + 7), 12 * n, 12) for n in range(2))
    events = tuple(
        Event(atom, bar, 12 * bar + 2, 2, "eighth", 1, 1, (Head(atom, Pitch("C", 0, 5)),))
        for bar, atom in enumerate((NOTE, LATER))
    )
    metre = Metre((("6", 8),))
    words = Direction(WORDS, 1, 18, 1, ())
    music = Music(1, events, directions=(words,), metres=((0, 1, metre),))
    return Part("Horn 1", "horn", 1, Credits(), 4, bars, music)


def told(*places: Place) -> AuditReport:
    return audit_report(Audit(collisions=len(places), places=places), part())


def test_atoms_are_found_in_time_with_all_that_hangs_on_them() -> None:
    flat = of_kind(LATER, Kind.ACCIDENTAL)
    assert moments(part(), [NOTE, flat, WORDS, SLUR]) == {NOTE: 2, flat: 14, WORDS: 18}
    assert moments(part(), []) == {}


def test_a_place_is_told_by_bar_and_beat_of_the_lower_figure() -> None:
    hit = Place(Fault.COLLISION, 2, 100.5, 40.25, ("accidental", "slur"), (0, 1), (LATER, SLUR), 0.1, 0.25, 3, LATER)
    (place,) = told(hit).places
    assert (place.page, place.system, place.bar, place.bar_index, place.beat) == (2, 3, "8", 1, 2.0)
    assert (place.x, place.y, place.inks, place.depth) == (100.5, 40.25, ("accidental", "slur"), 0.25)
    assert place.message == "accidental and slur overlap by 0.25 spaces"
    assert spoken(place) == "page 2, system 3, bar 8, beat 2"


def test_without_a_moment_a_place_names_its_bars() -> None:
    (place,) = told(Place(Fault.STRETCHED, 1, bars=(0, 1), system=1, force=1.5)).places
    assert (place.bar, place.beat) == ("7–8", 0.0)
    assert spoken(place) == "page 1, system 1, bars 7–8"
    assert place.message == "the line is stretched to 1.50 times its natural spacing"
    (furniture,) = told(Place(Fault.MARGIN, 1, inks=("heading",), depth=0.5)).places
    assert spoken(furniture) == "page 1"


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault: Fault) -> None:
    (place,) = told(Place(fault, 1, inks=("head", "head"))).places
    assert place.message


def test_every_measure_of_the_audit_is_in_the_report() -> None:
    assert AuditReport.__struct_fields__ == Audit.__struct_fields__
    measured = Audit(1, 2, 3, 4, 5, 6, 7, 0.7, 1.6, 0.4, 7.5, 8.0, (0.9,), ())
    assert msgspec.to_builtins(audit_report(measured, part())) == msgspec.to_builtins(measured)


def place(fault: str = "collision", page: int = 1, bar: str = "12") -> PlaceReport:
    return PlaceReport(fault, page, 2, bar, 11, 3.5, ("slur", "stem"), 100, 200, 0.2, "slur and stem overlap")


def run_report() -> Report:
    parts = (
        PartReport("Flute", "01 Flute.pdf", 2, 40, False, AuditReport(near=1, staff_mm=7.5, places=(place("near"),))),
        PartReport("Tuba", "03 Tuba.pdf", 1, 40, False, turns=(TurnReport(1, "9", 8, 0, 0.5, 0.25, "severe"),)),
        PartReport(
            "Horn 1", "02 Horn 1.pdf", 3, 40, False,
            AuditReport(2, tightest=0.8, loosest=1.2, smallest_text_pt=8, fill=(0.93, 0.4), places=(place(), place())),
        ),
    )  # fmt: skip
    cue = CueReport("cue.mxl", "1M1", "Chase", "", "", "", "", 40, 3)
    return Report("engraving.report/1", cue, parts, (), RunReport("engraving 0", "us-session", 1, {}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.json").write_bytes(run_report().as_json())
    return tmp_path


def test_worst_parts_come_first_with_totals() -> None:
    found = overview(run_report())
    assert [part.chair for part in found.parts] == ["Horn 1", "Tuba", "Flute"]
    totals = found.totals
    assert (totals.parts, totals.pages, totals.collisions, totals.near) == (3, 6, 2, 1)
    assert (totals.tightest, totals.loosest, totals.staff_mm, totals.smallest_text_pt) == (0.8, 1.2, 7.5, 8)
    assert totals.turns == {"free": 0, "mild": 0, "severe": 1}
    assert not found.clean


def test_the_table_is_plain_when_piped(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", str(folder)]) == ExitCode.CLEAN
    out, err = capfd.readouterr()
    lines = out.splitlines()
    assert "\x1b" not in out
    assert err == ""
    assert [line.split("  ")[0] for line in lines[:5]] == ["part", "Horn 1", "Tuba", "Flute", "3 parts"]
    assert re.split(r"  +", lines[1])[1:7] == ["3", "2", "0", "0", "0", "0"]
    assert lines[2].endswith("1 severe")
    assert lines[5:] == [
        "",
        *["Horn 1: page 1, system 2, bar 12, beat 3.5: slur and stem overlap"] * 2,
        "Tuba: page 1: the page turns after bar 9 with 0.25 s for it (severe)",
    ]


def test_all_lists_what_is_no_fault_too(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli.main(["audit", str(folder / "report.json"), "--all"])
    lines = capfd.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("Flute: page 1")]


def test_the_table_on_a_terminal(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engraving.cli.audit_table.is_terminal", lambda stream: stream is sys.stdout)
    monkeypatch.setenv("COLUMNS", "160")
    cli.main(["audit", str(folder)])
    out = capfd.readouterr().out
    assert "Horn 1" in out
    assert "slur and stem overlap" in out


@pytest.mark.parametrize(("width", "shown", "missing"), [(160, "staff mm", "window"), (76, "severe", "staff mm ")])
def test_a_narrow_terminal_goes_without_columns(
    width: int, shown: str, missing: str, folder: Path,
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("engraving.cli.audit_table.is_terminal", lambda stream: stream is sys.stdout)
    monkeypatch.setenv("COLUMNS", str(width))
    cli.main(["audit", str(folder)])
    out = capfd.readouterr().out
    assert shown in out
    assert missing not in out
    (row,) = [line for line in out.splitlines() if line.startswith(" Horn 1 ")]
    assert len(row) <= width
    assert row.split()[2:3] in (["3"], ["2"])  # pages, or hits where there is no room for them


def test_strict_tells_scripts(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", str(folder), "--strict"]) == ExitCode.FINDINGS
    clean = msgspec.structs.replace(run_report(), parts=run_report().parts[:2])
    (folder / "report.json").write_bytes(clean.as_json())
    assert cli.main(["audit", str(folder), "--strict"]) == ExitCode.CLEAN


def test_programs_read_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", str(folder), "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert list(found) == ["schema", "cue", "totals", "parts"]
    assert found["schema"] == "engraving.audit/1"
    assert found["parts"][0]["chair"] == "Horn 1"
    assert found["parts"][0]["audit"]["places"][0]["beat"] == 3.5


def test_the_exemptions_come_with_their_reasons(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "--exemptions"]) == 0
    rows = capfd.readouterr().out.splitlines()
    assert rows[0] == "| | ink | with | when | because |"
    assert any("a stem grows from its heads" in row for row in rows)
    assert all(row.count("|") == 6 for row in rows)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"schema": "other/1"}'])
def test_a_folder_without_a_report(
    tmp_path: Path, content: bytes | None, capfd: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "report.json").write_bytes(content)
    assert cli.main(["audit", str(tmp_path)]) == ExitCode.USAGE
    assert "engraving parts CUE -o OUT" in capfd.readouterr().err


def test_which_run_has_to_be_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit"]) == ExitCode.USAGE


def test_the_help_is_worth_reading(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["audit", "--help"])
    words = capsys.readouterr().out
    assert "--exemptions" in words
    assert "examples:" in words
    assert "hits" in words


def test_what_is_wrong_becomes_findings() -> None:
    audit = AuditReport(2, lost=1, places=(place(), place(bar="14"), place("lost", 0)))
    found = list(verdicts("Horn 1", audit))
    assert [(f.rule, f.severity) for f in found] == [
        ("ink-collides", Severity.WARNING),
        ("ink-lost", Severity.ERROR),
    ]
    assert found[0].where.bar == "12"
    assert found[0].message == (
        "Ink collides in 2 places, first: page 1, system 2, bar 12, beat 3.5: slur and stem overlap."
    )
    assert {f.severity for f in verdicts("Horn 1", audit, strict=True)} == {Severity.ERROR}
    assert list(verdicts("Horn 1", AuditReport(near=1, places=(place("near"),)), strict=True)) == []


def test_strict_parts_make_faults_of_pages_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way from the option to the exit code, with a collision the audit is made to see."""
    assert options(parser().parse_args(["parts", "cue.mxl", "-o", "out", "--strict"])).strict
    real = engrave_module.engrave

    def smudged(part: Part, style: Style, faces: Faces) -> Engraving:
        engraved = real(part, style, faces)
        hit = Place(Fault.COLLISION, 1, 100, 100, ("slur", "stem"), (0,), depth=0.2)
        return msgspec.structs.replace(engraved, audit=Audit(collisions=1, places=(hit,)))

    monkeypatch.setattr(engrave_module, "engrave", smudged)
    words = ["parts", str(SAMPLE), "-o", str(tmp_path), "--chair", "Timpani", "--jobs", "1", "--no-validate"]
    assert cli.main(words) == ExitCode.CLEAN
    assert cli.main([*words, "--strict"]) == ExitCode.FINDINGS
    assert cli.main(["audit", str(tmp_path), "--strict"]) == ExitCode.FINDINGS


def test_a_real_run_can_be_audited(tmp_path: Path) -> None:
    report = produce(SAMPLE, tmp_path)
    found = overview(report)
    assert found.totals.parts == len(report.parts) > 1
    assert found.totals.lost == found.totals.outside_margins == 0
    assert found.totals.staff_mm == pytest.approx(7.5, abs=0.02)
    assert 0.5 < found.totals.tightest <= found.totals.loosest < 2
    for one in report.parts:
        assert len(one.audit.fill) == one.pages
        assert all(place.bar for place in one.audit.places if place.system)
        assert all(place.message for place in one.audit.places)


def test_a_turn_that_is_not_free_names_a_better_bar() -> None:
    """Eighty bars of quarters with four bars of rest in the middle, turned a line too late."""
    pages = (
        Page(0, 0, (0, 0, 0, 0), (), staves=(Staff(1, 0, 0, 0, 0, 500, 5, (0, 29)), Staff(2, 1, 0, 0, 0, 500, 5, (30, 44)))),
        Page(0, 0, (0, 0, 0, 0), (), staves=(Staff(1, 0, 0, 0, 0, 500, 5, (45, 60)),)),
    )
    busy = quarters(bars=80, rests=range(34, 38))
    style = Style()
    judge = TurnJudge(busy, style)
    late, good = judge.turn(44, 0), judge.turn(37, 0)
    told_late, told_good = turn_reports((late, good), pages, busy, style)
    assert (told_late.bar, told_late.grade, told_late.seconds) == ("45", "severe", 0.0)
    assert told_late.alternative == Alternative("38", 37, 8.0)
    assert in_words(told_late).endswith("with 0 s for it (severe); after bar 38 there would be 8 s")
    assert (told_good.grade, told_good.seconds, told_good.alternative) == ("free", 8.0, None)


def test_where_the_lines_beside_a_turn_have_no_rest_the_pages_are_asked() -> None:
    """As before, but the rest is on the first line of the page."""
    pages = (
        Page(0, 0, (0, 0, 0, 0), (), staves=(Staff(1, 0, 0, 0, 0, 500, 5, (0, 29)), Staff(2, 1, 0, 0, 0, 500, 5, (30, 44)))),
        Page(0, 0, (0, 0, 0, 0), (), staves=(Staff(1, 0, 0, 0, 0, 500, 5, (45, 60)),)),
    )
    busy = quarters(bars=80, rests=range(4, 8))
    (told,) = turn_reports((TurnJudge(busy, Style()).turn(44, 0),), pages, busy, Style())
    assert told.alternative == Alternative("8", 7, 8.0)


def test_a_repeat_on_the_last_page_turns_back_and_has_no_better_bar() -> None:
    """No page follows it, and its bar cannot be moved."""
    pages = tuple(
        Page(0, 0, (0, 0, 0, 0), (), staves=(Staff(1, 0, 0, 0, 0, 500, 5, bars),)) for bars in ((0, 44), (45, 60))
    )
    busy = quarters(bars=61, rests=range(34, 38))
    back = msgspec.structs.replace(TurnJudge(busy, Style()).turn(60, 1), back_to=1)
    (told,) = turn_reports((back,), pages, busy, Style())
    assert (told.page, told.back_to, told.alternative) == (2, 1, None)
    assert in_words(told) == "the page turns back to page 1 after bar 61 with 0 s for it (severe)"


def quarters(bars: int, rests: range) -> Part:
    """Bars of four quarters at 120 a minute, some of them empty."""
    events = tuple(
        Event(atom, bar, 16 * bar + 4 * beat, 4, "quarter", 1, 1, (Head(atom, Pitch("C", 0, 5)),))
        for bar in range(bars)
        if bar not in rests
        for beat in range(4)
        for atom in (pack(bar, beat + 1, Kind.HEAD),)
    )
    cue_bars = tuple(Bar(n, str(n + 1), 16 * n, 16) for n in range(bars))
    return Part("Horn 1", "horn", 1, Credits(), 4, cue_bars, Music(1, events))
