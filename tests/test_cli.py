"""The command line: what is typed, what is shown where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from engraving import cli, production
from engraving.cli.arguments import parser
from engraving.cli.screen import PlainScreen, TerminalScreen, place, printable, summary
from engraving.cli.typed import MOST_JOBS, usable_cores
from engraving.cli.wishes import options
from engraving.errors import EngravingError, ExitCode, NotMusicXML
from engraving.findings import Finding, Severity, Where
from engraving.house import load_style
from engraving.report import CHECK_SCHEMA, REPORT_SCHEMA, CueReport, PartReport, Report, RunReport, flat

ROOT = Path(__file__).resolve().parents[1]
START_UP_SECONDS = 0.2

Run = Callable[..., tuple[int, str, str]]

ERROR = Finding("bar-long", Severity.ERROR, Where("Horn 1", "12", 11, 3.5, 80), "Too long.", "Shorten it.")
WARNING = Finding("schema", Severity.WARNING, Where(line=7), "Not valid.")
NOTE = Finding("value-derived", Severity.NOTE, Where("Harp", "", 4), "Guessed.")


def report_of(*findings: Finding, schema: str = REPORT_SCHEMA) -> Report:
    parts = (PartReport("Horn 1", "01 Horn 1.pdf", 2, 40, False),) if schema == REPORT_SCHEMA else ()
    return Report(
        schema,
        CueReport("cue.mxl", "1M1", "Chase", "", "", "", "", 40, 1),
        parts,
        flat(findings),
        RunReport("engraving 0", "us-session", 1, {"total": 1.25}),
    )


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process, with this report or this trouble for the work itself."""

    def command(*words: str, outcome: Report | BaseException | None = None) -> tuple[int, str, str]:
        def work(*_: object) -> Report:
            assert outcome is not None
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(production, "check", work)
        monkeypatch.setattr(production, "produce", work)
        monkeypatch.setattr(production, "produce_score", work)
        try:
            code = cli.main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


@pytest.mark.parametrize(
    ("findings", "code"),
    [((), 0), ((WARNING, NOTE), 0), ((WARNING, ERROR), 1)],
)
def test_findings_of_grade_error_show_in_the_exit_code(
    run: Run, findings: tuple[Finding, ...], code: int
) -> None:
    assert run("check", "cue.mxl", outcome=report_of(*findings))[0] == code


def test_people_read_stderr_and_programs_stdout(run: Run) -> None:
    _, out, err = run("check", "cue.mxl", outcome=report_of(ERROR, schema=CHECK_SCHEMA))
    assert out == ""
    assert "error: Horn 1, bar 12, beat 3.5: Too long. Shorten it. [bar-long]" in err.splitlines()
    _, out, err = run("check", "cue.mxl", "--json", outcome=report_of(ERROR, schema=CHECK_SCHEMA))
    assert json.loads(out)["schema"] == "engraving.check/1"
    assert json.loads(out)["findings"][0]["rule"] == "bar-long"
    assert err == ""


def test_parts_can_be_told_as_json_too(run: Run) -> None:
    _, out, _ = run("parts", "cue.mxl", "-o", "out", "--json", outcome=report_of())
    assert json.loads(out)["parts"][0]["file"] == "01 Horn 1.pdf"


def test_a_score_is_told_like_parts(run: Run) -> None:
    report = report_of()
    score = PartReport("Score", "00 Score.pdf", 9, 40, False)
    alone = msgspec.structs.replace(report, parts=(score,))
    _, out, err = run("score", "cue.mxl", "-o", "score.pdf", outcome=alone)
    assert out == ""
    assert err.splitlines()[-1] == "the score, 9 pages; no findings (1.2 s)"
    together = msgspec.structs.replace(report, parts=(score, *report.parts))
    _, _, err = run("parts", "cue.mxl", "-o", "out", "--score", outcome=together)
    assert err.splitlines()[-1] == "1 part and the score, 11 pages; no findings (1.2 s)"


def wished(*words: str) -> production.Options:
    return options(parser().parse_args(["score", "cue.mxl", "-o", "score.pdf", *words]))


def test_a_score_is_as_the_style_has_it_unless_typed_otherwise() -> None:
    plain = wished("--style", "concert")
    assert plain.style == load_style("concert")
    typed = wished("--style", "concert", "--concert", "--landscape", "--paper", "a3", "--cover", "--obey-breaks").style
    assert typed.score.pitch == "concert"
    assert (typed.score.paper.width, typed.score.paper.height, typed.score.orientation) == (297.0, 420.0, "landscape")
    assert typed.score.paper.margins == plain.style.score.paper.margins
    assert typed.score.cover
    assert typed.score.obey_breaks
    assert not plain.reorder
    assert wished("--reorder").reorder
    assert wished("--transposed").style.score.pitch == "transposed"


@pytest.mark.rule("R68")
def test_a_sheet_for_the_booth_reduces_the_pages_of_the_style() -> None:
    style = load_style("concert")
    typed = wished("--style", "concert", "--paper", "a4").style
    assert typed.score.paper == style.score.paper
    assert (style.score.reduce_to, typed.score.reduce_to) == ("none", "A4")
    assert wished("--paper", "11x17").style.score.reduce_to == "none"


@pytest.mark.parametrize("words", [("--paper", "legal"), ("--concert", "--transposed")])
def test_wishes_for_a_score_that_cannot_be(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        wished(*words)
    assert left.value.code == ExitCode.USAGE
    assert words[0] in capsys.readouterr().err


def test_the_gravest_come_first_and_many_are_cut_short(run: Run) -> None:
    many = [Finding("schema", Severity.WARNING, Where(line=n), "Not valid.") for n in range(1, 100)]
    _, _, err = run("check", "cue.mxl", outcome=report_of(*many, ERROR))
    lines = err.splitlines()
    assert lines[0].startswith("error: Horn 1")
    assert len(lines) == 42
    assert lines[-2] == "… and 60 findings more; --all shows them."
    assert lines[-1] == "1 part, 2 pages; 1 error, 99 warnings (1.2 s)"
    _, _, err = run("check", "cue.mxl", "--all", outcome=report_of(*many, ERROR))
    assert len(err.splitlines()) == 101


def errors() -> list[type[EngravingError]]:
    return EngravingError.__subclasses__()


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__name__)
def test_work_that_cannot_go_on_is_one_line_and_its_exit_code(run: Run, kind: type[EngravingError]) -> None:
    code, out, err = run("check", "x", outcome=kind("It is\na picture.", "cue.mxl", "Export it again."))
    assert code == kind.code
    assert (out, err) == ("", "engraving: cue.mxl: It is a picture. Export it again.\n")


def test_every_error_has_an_exit_code_of_its_own() -> None:
    codes = [kind.code for kind in errors()]
    assert len(set(codes)) == len(codes)
    assert NotMusicXML.code == 3


@pytest.mark.parametrize(
    "words",
    [
        ("check", ""),
        ("parts", "cue.mxl", "-o", ""),
        ("parts", "cue.mxl", "-o", "out", "--cue-file", ""),
        ("score", "cue.mxl", "-o", ""),
        ("proof", "cue.mxl", "--chair", "Harp", "-o", ""),
        ("audit", ""),
        ("audit", "out", "--pages", ""),
        ("timing", "table", ""),
        ("timing", "import", "", "--cue", "cue.toml"),
        ("timing", "export", "cue.mxl", "--midi", ""),
        ("timing", "fit", "cue.toml", "--plot", ""),
        ("timing", "tempo", "a.mid", "--cue", ""),
        ("timing", "conform", "cue.mxl", "--from", "", "--to", "b.edl"),
    ],
    ids=" ".join,
)
def test_an_empty_name_is_no_place_to_read_or_write(run: Run, words: tuple[str, ...]) -> None:
    """A script's variable that holds nothing must not fill the folder it stands in."""
    code, out, err = run(*words)
    assert (code, out) == (ExitCode.USAGE, "")
    assert "the name is empty" in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("timing", "table", "cue.musicxml", "--pdf"), ".pdf"),
        (("timing", "export", "cue.musicxml", "--midi"), ".mid or .midi"),
        (("timing", "export", "cue.musicxml", "--wav"), ".wav"),
        (("timing", "fit", "cue.toml", "--plot"), ".svg"),
        (("proof", "cue.musicxml", "--chair", "Harp", "-o"), ".pdf or .png"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_what_is_written_never_takes_the_place_of_a_score(
    run: Run, words: tuple[str, ...], ending: str, tmp_path: Path
) -> None:
    score = tmp_path / "cue.musicxml"
    score.write_text("<score-partwise/>")
    code, out, err = run(*words, str(score))
    assert (code, out) == (ExitCode.USAGE, "")
    assert err.splitlines()[-1].endswith(f"cue.musicxml' does not end in {ending}")
    assert score.read_text() == "<score-partwise/>"


def test_an_interruption_is_told(run: Run) -> None:
    code, _, err = run("parts", "cue.mxl", "-o", "out", outcome=KeyboardInterrupt())
    assert code == ExitCode.INTERRUPTED == 130
    assert len(err.splitlines()) == 1


def test_a_fault_of_ours_goes_to_a_file(run: Run) -> None:
    code, _, err = run("check", "cue.mxl", outcome=ZeroDivisionError("no staves"))
    assert code == ExitCode.OUR_FAULT == 9
    (line,) = err.splitlines()
    story = Path(line.rsplit(" in ", 1)[1])
    assert "ZeroDivisionError: no staves" in story.read_text(encoding="utf-8")
    story.unlink()


def test_a_fault_that_no_file_can_hold_is_told_at_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    code, _, err = run("check", "cue.mxl", outcome=ZeroDivisionError("no staves"))
    assert code == ExitCode.OUR_FAULT
    assert "ZeroDivisionError: no staves" in err
    assert "a fault of the program itself" in err.splitlines()[-1]
    assert "OSError" not in err


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("part", "cue.mxl"),
        ("check",),
        ("parts", "cue.mxl"),
        ("parts", "cue.mxl", "-o", "out", "--jobs", "0"),
        ("parts", "cue.mxl", "-o", "out", "--jobs", "many"),
        ("check", "cue.mxl", "--score-pitch", "high"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert code == ExitCode.USAGE == 2
    assert out == ""
    assert "usage: engraving" in err


def test_a_wrong_style_is_a_settings_error(run: Run, tmp_path: Path) -> None:
    code, _, err = run("parts", "cue.mxl", "-o", "out", "--style", "us-sesion")
    assert code == ExitCode.SETTINGS == 5
    assert "“us-session”" in err
    (tmp_path / "my.toml").write_text("\n[staf]\n")
    code, _, err = run("parts", "cue.mxl", "-o", "out", "--style", str(tmp_path / "my.toml"))
    assert code == 5
    assert "my.toml, line 2, key staf: " in err


def test_help_shows_verbs_exit_codes_and_examples(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert all(words in out for words in ("check", "parts", "exit codes:", "130"))
    _, out, _ = run("parts", "--help")
    for option in (
        "--style", "--chair", "--jobs", "--no-cues", "--listing", "--pdf-a", "--cue-number", "--title",
        "--composer", "--orchestrator", "--version-label", "--score-pitch", "--no-validate", "--json",
    ):  # fmt: skip
        assert option in out
    assert "engraving parts " in out
    assert run("--version")[1].startswith("engraving ")


def test_options_become_the_options_of_a_run() -> None:
    typed = parser().parse_args([
        "parts", "cue.mxl", "-o", "out", "--chair", "Horn 1", "--chair", "Harp", "--jobs", "3", "--no-cues",
        "--style", "concert", "--listing", "--pdf-a", "--cue-number", "2m14", "--title", "T",
        "--composer", "C", "--orchestrator", "O", "--version-label", "v2", "--production", "P",
        "--score-pitch", "concert", "--no-validate",
    ])  # fmt: skip
    wishes = options(typed)
    assert wishes.style.name == "concert"
    assert wishes.chairs == ("Horn 1", "Harp")
    assert (wishes.jobs, wishes.cue_notes, wishes.listing, wishes.pdf_a) == (3, False, True, True)
    assert (wishes.score_pitch, wishes.validate) == ("concert", False)
    credits = wishes.credits
    assert (credits.cue_number, credits.title, credits.composer) == ("2m14", "T", "C")
    assert (credits.orchestrator, credits.version, credits.production) == ("O", "v2", "P")
    plain = options(parser().parse_args(["parts", "cue.mxl", "-o", "out"]))
    assert (plain.style.name, plain.cue_notes, plain.validate) == ("us-session", None, True)
    assert 1 <= plain.jobs == usable_cores() <= MOST_JOBS


def test_names_in_a_score_cannot_command_the_terminal(run: Run) -> None:
    evil = Finding("x", Severity.ERROR, Where(part="Horn\x1b[2J\n\x07"), "a\u202eb")
    _, _, err = run("check", "cue.mxl", outcome=report_of(evil))
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert printable("a\nb\tc\x00") == "a b c\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where(bar="24A", bar_index=24, beat=2.5), "bar 24A, beat 2.5"),
        (Where(bar_index=4), "bar #5"),
        (Where(bar="3", bar_index=2), "bar 3"),
        (Where(line=80), "line 80"),
        (Where(), ""),
    ],
)
def test_a_place_says_what_is_known(where: Where, words: str) -> None:
    assert place(flat([Finding("x", Severity.NOTE, where, "")])[0]) == words


def test_the_last_line_sums_up() -> None:
    assert summary(report_of()) == "1 part, 2 pages; no findings (1.2 s)"
    assert summary(report_of(NOTE, schema=CHECK_SCHEMA)) == "1 note (1.2 s)"


def test_plain_lines_tell_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    kept: list[str] = []

    def keep(trace: str) -> str:
        kept.append(trace)
        return "/tmp/story"  # noqa: S108 - a name, not a file

    with PlainScreen(keep) as shown:
        shown.stage("read")
        shown.begin(2)
        shown.done("Horn 1", 1)
        shown.failed("Harp", "ValueError: no strings.", "Traceback …")
    assert capsys.readouterr().err.splitlines() == [
        "Reading …",
        "Horn 1: 1 page",
        "Harp: failed. ValueError: no strings. What happened is in /tmp/story",
    ]
    assert kept == ["Traceback …"]


def test_a_terminal_gets_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    screen_of_a_terminal = io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen_of_a_terminal)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with TerminalScreen(str) as shown:
        shown.stage("engrave")
        shown.begin(1)
        shown.done("Horn 1", 2)
    shown.tell(report_of(ERROR, WARNING), everything=False)
    text = screen_of_a_terminal.getvalue()
    assert "bar 12, beat 3.5" in text
    assert "[bar-long]" not in text
    assert "1 error, 1 warning" in text


def process(*words: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "engraving", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
        **settings,
    )  # type: ignore[call-overload]


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell a child's processor time")
def test_the_command_starts_at_once() -> None:
    """Processor time, not the clock: the machine may have other things to do."""
    spent = []
    for _ in range(5):
        before = os.times()
        assert process("--version").returncode == 0
        after = os.times()
        spent.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    assert min(spent) < START_UP_SECONDS * 1.5  # heavy imports are looked for by name below


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    words = "import sys, engraving.cli, engraving.production.workers, engraving.house; print(*sys.modules)"
    loaded = set(subprocess.check_output([sys.executable, "-c", words], cwd=ROOT, text=True).split())
    heavy = {"lxml", "music21", "reportlab", "pypdf", "fontTools", "rich", "numpy", "verovio"}
    assert loaded & heavy == set()


def test_a_worker_imports_no_reader_and_no_checker() -> None:
    words = """\
import sys
from pathlib import Path
from engraving.house import Style
from engraving.production.bench import Setup, open_bench
open_bench(Setup(Path("."), Style()))
print(*sys.modules)
"""
    loaded = set(subprocess.check_output([sys.executable, "-c", words], cwd=ROOT, text=True).split())
    assert (
        loaded & {"lxml", "music21", "pypdf", "verovio", "rich", "engraving.musicxml", "engraving.proofing"}
        == set()
    )


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "engraving", "check", "gone.mxl"],
        cwd=ROOT,
        stderr=writer,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert done.returncode == ExitCode.USAGE  # there is no such file; that nobody hears it changes nothing


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "words",
    [
        ("check", "samples/1M1 The Crossing.musicxml", "--json"),
        ("timing", "click", "16-3"),
        ("timing", "click", "16-3", "--json"),
        ("audit", "--exemptions"),
    ],
    ids=" ".join,
)
def test_output_that_finds_no_room_is_told_as_such(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "engraving", *words],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == ExitCode.CANNOT_WRITE
    assert done.stderr.decode().splitlines()[-1] == (
        "engraving: standard output: It cannot be written: No space left on device. Make room, or send it elsewhere."
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("words", [("timing", "click", "16-3"), ("timing", "click", "--help"), ("--help",)], ids=" ".join)
def test_what_a_pipe_cannot_spell_is_spelled_out(encoding: str, words: tuple[str, ...]) -> None:
    """An arrow has no place in the encodings of old terminals; the answer is worth more than the arrow."""
    done = subprocess.run(
        [sys.executable, "-m", "engraving", *words],
        cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    if words[-1] == "16-3":
        assert b"87.9389" in done.stdout
        assert b"\\u2190" in done.stdout
