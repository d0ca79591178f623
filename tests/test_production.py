"""A run as a whole: stages, workers, failures, files and the report; the engraver itself is a stand-in."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from engraving.errors import CannotWrite, ExitCode, MissingResource, NotMusicXML, UsageError
from engraving.findings import Finding, Severity, Where
from engraving.house import Style, load_style
from engraving.parts import Chair
from engraving.production import Options, Watcher, check, produce
from engraving.production.bench import Failure, Printed, Setup, document_info
from engraving.production.extracting import extraction_options
from engraving.production.orders import Order
from engraving.production.stages import headed
from engraving.production.workers import Workers, here
from engraving.report import CHECK_SCHEMA, REPORT_SCHEMA, AuditReport
from engraving.score import Bar, Credits, Cue, Part, SourcePart
from engraving.timing.cue_file import CueFile
from tests import fake_benches

MakePart = Callable[..., Part]
Stage = Callable[..., None]

CHASE = Credits(title="Chase")
ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("2m14 Chase.musicxml")
WARNING = Finding(
    "no-dynamic", Severity.WARNING, Where(part="Horn 1", bar="3", bar_index=2, beat=1.5, line=80), "Soft?"
)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, plain_part: MakePart) -> Stage:
    """Puts a cue with these chairs on the stand, read and split."""

    def set_up(*chairs: str, credits: Credits = CHASE, findings: Sequence[Finding] = ()) -> None:
        parts = [plain_part(chair, bars=n + 1, number=n + 1) for n, chair in enumerate(chairs)]
        bars = tuple(Bar(n, str(n + 1), n * 4, 4) for n in range(len(chairs)))
        sources = tuple(SourcePart(part.chair, part.chair, "", "", part.music) for part in parts)
        cue = Cue(credits=credits, ticks_per_quarter=1, bars=bars, parts=sources, software="By hand")
        reading = SimpleNamespace(cue=cue, checked=lambda: SimpleNamespace(findings=tuple(findings)))
        extractor = SimpleNamespace(
            chairs=[Chair(name, 0, (), name) for name in chairs], extraction=lambda at: SimpleNamespace(part=parts[at]), findings=tuple
        )
        monkeypatch.setattr("engraving.musicxml.read_unchecked", lambda source, **how: reading, raising=False)
        monkeypatch.setattr("engraving.proofing.proof", lambda *cue_and_picture: (WARNING,), raising=False)
        monkeypatch.setattr("engraving.parts.Extractor", lambda *given: extractor, raising=False)
        monkeypatch.setattr("engraving.production.making.open_bench", fake_benches.quick)

    return set_up


class Notebook(Watcher):
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []

    def stage(self, name: str) -> None:
        self.heard.append(("stage", name))

    def begin(self, parts: int) -> None:
        self.heard.append(("begin", parts))

    def done(self, chair: str, pages: int) -> None:
        self.heard.append(("done", chair, pages))

    def failed(self, chair: str, reason: str, trace: str) -> None:
        self.heard.append(("failed", chair, reason, bool(trace)))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_file_a_part_and_a_report(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Horn 1", "1 2")
    folder = tmp_path / "new" / "out"
    report = produce(SOURCE, folder)
    assert files(folder) == ["01 Flute.pdf", "02 Horn 1.pdf", "03 1 2.pdf", "report.json"]
    assert report.exit_code is ExitCode.CLEAN
    assert [(part.chair, part.file, part.pages, part.bars) for part in report.parts] == [
        ("Flute", "01 Flute.pdf", 2, 3),
        ("Horn 1", "02 Horn 1.pdf", 2, 3),
        ("1 2", "03 1 2.pdf", 2, 3),
    ]


def test_the_report_on_disk_keeps_to_its_schema(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", credits=Credits(title="2m14 Chase", composer="N. N.", version="v3"))
    produce(SOURCE, tmp_path)
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert list(report) == ["schema", "cue", "parts", "findings", "run"]
    assert report["schema"] == REPORT_SCHEMA == "engraving.report/1"
    assert report["cue"] == {
        "file": "2m14 Chase.musicxml", "number": "2m14", "title": "Chase", "composer": "N. N.",
        "orchestrator": "", "version": "v3", "software": "By hand", "bars": 1, "parts": 1,
    }  # fmt: skip
    assert report["parts"] == [
        {"chair": "Flute", "file": "01 Flute.pdf", "pages": 2, "bars": 1, "tacet": False,
         "audit": json.loads(msgspec.json.encode(AuditReport())), "turns": []},
    ]  # fmt: skip
    assert report["findings"] == [
        {"rule": "no-dynamic", "severity": "warning", "part": "Horn 1", "bar": "3", "bar_index": 2,
         "beat": 1.5, "line": 80, "message": "Soft?", "remedy": ""},
    ]  # fmt: skip
    assert list(report["run"]["seconds"]) == ["read", "extract", "proof", "engrave", "total"]


def test_a_check_writes_nothing_and_says_no_parts(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage("Flute", findings=[Finding("bar-length", Severity.ERROR, Where(), "Too long.")])
    monkeypatch.chdir(tmp_path)
    report = check(SOURCE)
    assert files(tmp_path) == []
    assert report.exit_code is ExitCode.FINDINGS
    content = json.loads(report.as_json())
    assert list(content) == ["schema", "cue", "findings", "run"]
    assert content["schema"] == CHECK_SCHEMA == "engraving.check/1"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_part_that_raises_stops_no_other(stage: Stage, tmp_path: Path, jobs: int) -> None:
    stage("Flute", "Raises", "Horn 1")
    notes = Notebook()
    report = produce(SOURCE, tmp_path, Options(jobs=jobs), notes)
    assert files(tmp_path) == ["01 Flute.pdf", "03 Horn 1.pdf", "report.json"]
    assert report.exit_code is ExitCode.PARTS_FAILED
    assert [part.chair for part in report.parts] == ["Flute", "Horn 1"]
    failed = report.findings[-1]
    assert (failed.rule, failed.severity, failed.part) == ("part-failed", Severity.ERROR, "Raises")
    assert "ValueError: a beam without notes" in failed.message
    assert ("failed", "Raises", "ValueError: a beam without notes", True) in notes.heard


def test_a_worker_that_dies_takes_only_its_part_along(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Dies", "Horn 1", "Dies", "Harp")
    report = produce(SOURCE, tmp_path, Options(jobs=2))
    assert files(tmp_path) == ["01 Flute.pdf", "03 Horn 1.pdf", "05 Harp.pdf", "report.json"]
    assert report.exit_code is ExitCode.PARTS_FAILED
    assert [part.chair for part in report.parts] == ["Flute", "Horn 1", "Harp"]
    assert "died (exit code 9)" in report.findings[-1].message


def test_a_part_whose_worker_died_is_tried_once_more(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Dies once", "Horn 1")
    report = produce(SOURCE, tmp_path, Options(jobs=2))
    assert report.exit_code is ExitCode.CLEAN
    assert [part.chair for part in report.parts] == ["Flute", "Dies once", "Horn 1"]


def test_workers_and_no_workers_report_the_same(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Raises", "Horn 1", "Harp", "Violin", "Violin", "violin")
    alone, together = (produce(SOURCE, tmp_path / str(jobs), Options(jobs=jobs)) for jobs in (1, 3))
    assert alone.parts == together.parts
    assert alone.findings == together.findings
    assert alone.cue == together.cue


def test_an_interrupted_run_leaves_whole_files_only(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Interrupts", "Horn 1")
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(KeyboardInterrupt):
        produce(SOURCE, tmp_path)
    assert files(tmp_path) == ["01 Flute.pdf"]  # no half file, and no report of a run that was not


def test_interrupted_workers_are_stopped_and_tidied_after(stage: Stage, tmp_path: Path) -> None:
    class Impatient(Watcher):
        def done(self, chair: str, pages: int) -> None:
            raise KeyboardInterrupt

    stage("Flute", "Oboe", "Horn 1", "Harp")
    with pytest.raises(KeyboardInterrupt):
        produce(SOURCE, tmp_path, Options(jobs=2), Impatient())
    assert fake_benches.never_written(tmp_path) == []
    assert "report.json" not in files(tmp_path)


def test_a_chair_made_again_replaces_its_file(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Horn 1", "Horn 2", "Violin", "Violin")
    report = produce(SOURCE, tmp_path, Options(chairs=("horn 2", "05 Violin")))
    assert files(tmp_path) == ["03 Horn 2.pdf", "05 Violin.pdf", "report.json"]
    assert [part.chair for part in report.parts] == ["Horn 2", "Violin"]
    report = produce(SOURCE, tmp_path, Options(chairs=("Violin",)))
    assert [part.file for part in report.parts] == ["04 Violin.pdf", "05 Violin.pdf"]
    assert [finding.rule for finding in report.findings] == ["no-dynamic"]  # other chairs are no left-overs


def test_an_unknown_chair_is_answered_with_the_nearest(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Horn 1")
    with pytest.raises(UsageError, match="nearest is “Horn 1”"):
        produce(SOURCE, tmp_path / "out", Options(chairs=("Hron 1",)))
    assert not (tmp_path / "out").exists()


def test_files_of_an_earlier_run_are_left_alone_and_named(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Horn 1", "Harp")
    produce(SOURCE, tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    stage("Flute", "Harp")
    report = produce(SOURCE, tmp_path)
    assert files(tmp_path) == [
        "01 Flute.pdf", "02 Harp.pdf", "02 Horn 1.pdf", "03 Harp.pdf", "notes.txt", "report.json",
    ]  # fmt: skip
    left = report.findings[-1]
    assert (left.rule, left.severity) == ("left-over-files", Severity.WARNING)
    assert left.message.endswith("02 Horn 1.pdf, 03 Harp.pdf.")


def test_the_old_file_of_a_part_that_fails_is_named(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Raises")
    (tmp_path / "02 Raises.pdf").write_text("yesterday's")
    rules = {finding.rule: finding.message for finding in produce(SOURCE, tmp_path).findings}
    assert rules["left-over-files"].endswith(": 02 Raises.pdf.")


@pytest.mark.parametrize("old", [b"", b"{}", b"\xff", b'{"schema": 1}', b"[" * 100_000])
def test_a_strange_report_in_the_folder_does_no_harm(stage: Stage, tmp_path: Path, old: bytes) -> None:
    stage("Flute")
    (tmp_path / "report.json").write_bytes(old)
    assert produce(SOURCE, tmp_path).exit_code is ExitCode.CLEAN


def test_an_output_folder_that_is_a_file_cannot_be_used(stage: Stage, tmp_path: Path) -> None:
    stage("Flute")
    (tmp_path / "out").write_text("")
    with pytest.raises(CannotWrite):
        produce(SOURCE, tmp_path / "out")


def test_a_full_disk_is_told_as_such_when_nothing_came_out(stage: Stage, tmp_path: Path) -> None:
    stage("Unwritable", "Unwritable")
    with pytest.raises(CannotWrite, match="disk is full"):
        produce(SOURCE, tmp_path)
    stage("Flute", "Unwritable")
    notes = Notebook()
    report = produce(SOURCE, tmp_path, watcher=notes)
    assert report.exit_code is ExitCode.PARTS_FAILED
    assert ("failed", "Unwritable", "The disk is full. Make room.", False) in notes.heard  # no story: all is said
    failed = next(finding for finding in report.findings if finding.rule == "part-failed")
    assert failed.message.endswith("The disk is full. Make room.")
    assert "program" not in failed.remedy


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_engraved(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    stage("Flute")
    produce(SOURCE, tmp_path)
    notes = Notebook()
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with pytest.raises(CannotWrite, match="The folder cannot be used: Permission denied"):
        produce(SOURCE, tmp_path, watcher=notes)
    assert ("stage", "engrave") not in notes.heard
    assert files(tmp_path) == ["01 Flute.pdf", "report.json"]


def test_what_cannot_be_read_stops_the_run_before_anything_is_written(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage("Flute")

    def refuse(source: Path, **how: object) -> None:
        raise NotMusicXML("This is a picture.")

    monkeypatch.setattr("engraving.musicxml.read_unchecked", refuse, raising=False)
    with pytest.raises(NotMusicXML):
        produce(SOURCE, tmp_path / "out", Options(jobs=2))
    assert not (tmp_path / "out").exists()


def test_the_heading_is_the_users_then_the_sources(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", credits=Credits(title="Chase", composer="N. N."))
    report = check(SOURCE, Options(credits=Credits(title="2m14 The Chase", orchestrator="O. O.")))
    assert (report.cue.title, report.cue.composer, report.cue.orchestrator) == (
        "2m14 The Chase",
        "N. N.",
        "O. O.",
    )
    assert report.cue.number == "2m14"


def test_who_watches_hears_everything_in_order(stage: Stage, tmp_path: Path) -> None:
    stage("Flute", "Harp")
    notes = Notebook()
    produce(SOURCE, tmp_path, Options(), notes)
    assert notes.heard == [
        ("stage", "read"), ("stage", "extract"), ("begin", 2), ("stage", "engrave"),
        ("done", "Flute", 2), ("done", "Harp", 2),
    ]  # fmt: skip


def test_cue_notes_are_the_styles_unless_the_user_says(tmp_path: Path) -> None:
    concert = load_style("concert")
    own = tmp_path / "own.toml"
    own.write_text('extends = "concert"\n[cues]\nshow = false\n')
    none = load_style(own)
    wanted = extraction_options(Options(style=concert)).cues
    assert wanted is not None
    assert (wanted.after_bars, wanted.after_seconds, wanted.bars, wanted.most) == (8, 15.0, 4, 8)
    assert extraction_options(Options(style=concert, cue_notes=False)).cues is None
    assert extraction_options(Options(style=none)).cues is None
    assert extraction_options(Options(style=none, cue_notes=True)).cues == wanted


def test_a_pdf_says_whose_part_of_what_it_is(plain_part: MakePart) -> None:
    info = document_info("Horn 1", plain_part("Horn 1").credits)
    assert info.title == "1M1 Test – Horn 1"


class TestWorkers:
    """The pool by itself."""

    def orders(self, plain_part: MakePart, *chairs: str) -> list[Order]:
        return [fake_benches.order(plain_part(chair, bars=n + 1), f"{n:02d} {chair}") for n, chair in enumerate(chairs)]

    def test_every_job_is_answered_once(self, plain_part: MakePart, tmp_path: Path) -> None:
        orders = self.orders(plain_part, *(["Flute"] * 9), "Dies", "Raises", "Dies")
        with Workers(3, fake_benches.quick, Setup(tmp_path, Style())) as workers:
            answers = list(workers.run(orders))
        assert sorted(at for at, _ in answers) == list(range(12))
        failed = {at for at, outcome in answers if isinstance(outcome, Failure)}
        assert failed == {9, 10, 11}
        assert all(isinstance(outcome, Printed) for at, outcome in answers if at not in failed)

    def test_a_missing_font_stops_the_run(self, plain_part: MakePart, tmp_path: Path) -> None:
        with (
            pytest.raises(MissingResource, match="Bravura"),
            Workers(2, fake_benches.without_faces, Setup(tmp_path, Style())) as workers,
        ):
            list(workers.run(self.orders(plain_part, "Flute")))

    def test_a_fault_at_the_start_is_ours(self, plain_part: MakePart, tmp_path: Path) -> None:
        with (
            pytest.raises(RuntimeError, match="ZeroDivisionError"),
            Workers(1, fake_benches.broken, Setup(tmp_path, Style())) as workers,
        ):
            list(workers.run(self.orders(plain_part, "Flute")))

    def test_workers_that_never_live_fail_every_part(self, plain_part: MakePart, tmp_path: Path) -> None:
        with Workers(1, fake_benches.dead, Setup(tmp_path, Style())) as workers:
            answers = list(workers.run(self.orders(plain_part, "Flute", "Harp")))
        assert [isinstance(outcome, Failure) for _, outcome in answers] == [True, True]

    @pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals cannot be held back there")
    def test_the_first_worker_is_deaf_to_ctrl_c_before_it_can_say_so(self) -> None:
        """Python starts a process of its own before it, and lets Ctrl-C through again."""
        script = """
import multiprocessing
from engraving.production.workers import _deaf_to_interrupts
from tests.fake_benches import tell_deafness

ours, theirs = multiprocessing.Pipe()
process = multiprocessing.get_context("spawn").Process(target=tell_deafness, args=(theirs,))
with _deaf_to_interrupts():
    process.start()
print(ours.recv())
process.join()
"""
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.stdout.strip(), done.stderr) == ("True", "")

    def test_who_leaves_while_a_late_worker_starts_is_given_no_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ctrl-C at that moment once had workers started without end."""
        begun, left = threading.Event(), threading.Event()

        class Slow:
            """A worker that takes until the others are told to stop."""

            made = 0

            def __init__(self, *_: object) -> None:
                Slow.made += 1
                assert Slow.made < 9, "workers without end"
                self.pipe = self
                if Slow.made == 2:
                    begun.set()
                    left.wait(10)

            def poll(self, seconds: float) -> bool:
                return True

            def send_home(self) -> None:
                pass

            gone = send_home

        class Leaving(threading.Event):
            """What ``__exit__`` sets once it has said that nobody is wanted any more."""

            def set(self) -> None:
                super().set()
                left.set()

        monkeypatch.setattr("engraving.production.workers._Worker", Slow)
        monkeypatch.setattr("os.cpu_count", lambda: 2)
        with Workers(3, fake_benches.quick, Setup(tmp_path, Style())) as workers:
            assert begun.wait(10)
            workers._hurry = Leaving()
        assert Slow.made == 2

    def test_late_workers_leave_the_second_processor_to_what_comes_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file is being taken apart: the others start when that is done, or when there is work."""
        made: list[int] = []

        class Ready:
            """A worker that is there at once."""

            def __init__(self, *_: object) -> None:
                made.append(len(made))
                self.pipe = self

            def poll(self, seconds: float) -> bool:
                return True

            def send_home(self) -> None:
                pass

            gone = send_home

        monkeypatch.setattr("engraving.production.workers._Worker", Ready)
        monkeypatch.setattr("os.cpu_count", lambda: 3)
        asked, opened = threading.Event(), threading.Event()

        def is_open() -> bool:
            asked.set()
            return opened.is_set()

        with Workers(3, fake_benches.quick, Setup(tmp_path, Style()), when=is_open) as workers:
            assert asked.wait(10)
            assert made == [0]
            opened.set()
            workers.wait()
            assert made == [0, 1, 2]
        with Workers(3, fake_benches.quick, Setup(tmp_path, Style()), when=lambda: False):
            pass
        assert made == [0, 1, 2, 3], "nobody waits for a file that nobody wants any more"

    def test_a_part_that_cannot_be_extracted_stops_no_other(self, plain_part: MakePart, tmp_path: Path) -> None:
        def broken() -> Part:
            raise ValueError("a rest in no bar")

        flute, harp = self.orders(plain_part, "Flute", "Harp")
        orders = [flute, Order("Tuba", "02 Tuba", 99, broken), harp]
        setup = Setup(tmp_path, Style())
        with Workers(2, fake_benches.quick, setup) as workers:
            among_workers = dict(workers.run(orders))
        for answers in (among_workers, dict(here(fake_benches.quick, setup, orders))):
            assert sorted(at for at, outcome in answers.items() if isinstance(outcome, Printed)) == [0, 2]
            assert isinstance(answers[1], Failure)
            assert answers[1].reason == "ValueError: a rest in no bar"

    def test_nothing_to_do_is_done_at_once(self, tmp_path: Path) -> None:
        with Workers(1, fake_benches.quick, Setup(tmp_path, Style())) as workers:
            assert list(workers.run([])) == []


def test_the_style_decides_on_courtesies_and_open_keys(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[accidentals]\ncourtesies = "none"\n[keys]\nopen = false\n')
    concert = extraction_options(Options(style=load_style("concert"), score_pitch="concert"))
    own = extraction_options(Options(style=load_style(tmp_path / "own.toml")))
    session = extraction_options(Options(style=load_style("us-session")))
    assert (concert.accidentals.parentheses, concert.accidentals.next_bar) == (True, True)
    assert (session.open_key, concert.open_key) == (True, False)
    assert (own.accidentals.next_bar, own.accidentals.after_tie, own.open_key) == (False, False, False)
    assert (concert.score_pitch, own.score_pitch) == ("concert", None)


@pytest.mark.rule("R69")
def test_the_heading_takes_from_the_cue_file_what_the_score_does_not_say() -> None:
    """What the user says goes first, then the score, then the cue file, and only then is a number guessed."""
    said = CueFile(number="3M2", title="Spring")
    source = Path("1M1 Draft.musicxml")
    bare = headed(Credits(), Credits(), source, said)
    assert (bare.cue_number, bare.title) == ("3M2", "Spring")
    scored = headed(Credits(cue_number="2M1", title="Dawn"), Credits(), source, said)
    assert (scored.cue_number, scored.title) == ("2M1", "Dawn")
    wished = headed(Credits(), Credits(cue_number="4M4"), source, said)
    assert (wished.cue_number, wished.title) == ("4M4", "Spring")
    assert headed(Credits(), Credits(), source).cue_number == "1M1"
