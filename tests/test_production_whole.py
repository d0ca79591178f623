"""The real thing, from the sample cue to the folder: what users get, and that it is always the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from engraving.errors import ExitCode

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "1M1 The Crossing.musicxml"

pytestmark = pytest.mark.slow


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "engraving", "parts", str(SAMPLE), "-o", str(folder), *words]


def made(folder: Path, *words: str, **surroundings: str) -> dict[str, bytes]:
    """The files of a run in a process of its own."""
    environment = {**os.environ, **surroundings}
    done = subprocess.run(
        command(folder, *words), cwd=ROOT, env=environment, capture_output=True, check=False, timeout=300
    )
    assert done.returncode in (ExitCode.CLEAN, ExitCode.FINDINGS), done.stderr.decode()
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def without_run(report: bytes) -> dict[str, object]:
    content: dict[str, object] = json.loads(report)
    del content["run"]
    return content


def test_the_sample_cue_the_same_everywhere(tmp_path: Path) -> None:
    one = made(
        tmp_path / "one", "--jobs", "1", "--listing", "--pdf-a",
        PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    two = made(
        tmp_path / "two",
        "--jobs",
        "2",
        "--listing",
        "--pdf-a",
        PYTHONHASHSEED="2",
        TZ="America/Lima",
        LC_ALL="C.UTF-8",
    )
    assert list(one) == list(two)
    reports = [without_run(files.pop("report.json")) for files in (one, two)]
    assert reports[0] == reports[1]
    assert [name for name in one if one[name] != two[name]] == []
    parts = reports[0]["parts"]
    assert isinstance(parts, list)
    assert [part["file"] for part in parts] == [name for name in one if name.endswith(".pdf")]
    for part in parts:
        assert len(PdfReader(tmp_path / "one" / part["file"]).pages) == part["pages"] > 0
        assert one[part["file"].replace(".pdf", ".txt")].startswith(b"engraving.listing/1\n")


@pytest.fixture
def ctrl_c_heard() -> Iterator[None]:
    """Whatever is started hears Ctrl-C, even where the tests do not: a shell's background job ignores it for good."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
@pytest.mark.usefixtures("ctrl_c_heard")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_files_only(tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "out"
    started = subprocess.Popen(
        command(folder, "--jobs", jobs), cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not list(folder.glob("*.pdf")) and time.monotonic() < deadline and started.poll() is None:
        time.sleep(0.01)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    _, words = started.communicate(timeout=60)
    assert started.returncode == ExitCode.INTERRUPTED, words.decode()
    assert b"Traceback" not in words
    assert b"interrupted" in words
    left = sorted(path.name for path in folder.iterdir())
    assert left
    assert all(name.endswith(".pdf") and not name.startswith(".") for name in left)
    assert all(PdfReader(folder / name).pages for name in left)


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
@pytest.mark.usefixtures("ctrl_c_heard")
@pytest.mark.parametrize("after", [0.0, 0.1, 0.2, 0.3, 0.4])
def test_ctrl_c_ends_a_run_that_still_reads(tmp_path: Path, after: float) -> None:
    """Workers are being started then, modules imported and libxml2 at work in a thread: nobody waits for another."""
    started = subprocess.Popen(
        command(tmp_path / "out", "--jobs", "2"), cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    assert started.stderr is not None
    assert started.stderr.readline().startswith(b"Reading")
    time.sleep(after)
    os.killpg(started.pid, signal.SIGINT)
    _, rest = started.communicate(timeout=60)
    assert started.returncode == ExitCode.INTERRUPTED, rest.decode()
    assert b"Traceback" not in rest


def test_the_score_is_the_same_alone_and_with_the_parts(tmp_path: Path) -> None:
    together = made(tmp_path / "out", "--score", "--jobs", "2", "--chair", "Tuba", PYTHONHASHSEED="3")
    assert [name for name in together if name.endswith(".pdf")] == ["00 Score.pdf", "19 Tuba.pdf"]
    alone = tmp_path / "new" / "score.pdf"
    words = [sys.executable, "-m", "engraving", "score", str(SAMPLE), "-o", str(alone)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=300)
    assert done.returncode in (ExitCode.CLEAN, ExitCode.FINDINGS), done.stderr.decode()
    assert sorted(path.name for path in alone.parent.iterdir()) == ["score.json", "score.pdf"]
    assert alone.read_bytes() == together["00 Score.pdf"]
    (told,) = json.loads(alone.with_suffix(".json").read_bytes())["parts"]
    assert len(PdfReader(alone).pages) == told["pages"] > 1
    assert told["audit"]["lost"] == told["audit"]["doubled"] == 0


def test_a_score_is_the_same_bytes_however_many_share_its_pages(tmp_path: Path) -> None:
    """Its 31 staves fill the page, so that each worker draws pages of its own."""
    scores, reports = [], []
    for jobs in ("1", "2", "3"):
        out = tmp_path / jobs / "score.pdf"
        words = [sys.executable, "-m", "engraving", "score", str(SAMPLE), "-o", str(out), "--jobs", jobs]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, timeout=300)
        assert done.returncode in (ExitCode.CLEAN, ExitCode.FINDINGS), done.stderr.decode()
        scores.append(out.read_bytes())
        reports.append(without_run(out.with_suffix(".json").read_bytes()))
    assert scores[0] == scores[1] == scores[2]
    assert reports[0] == reports[1] == reports[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
@pytest.mark.usefixtures("ctrl_c_heard")
def test_ctrl_c_leaves_no_score(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    words = [sys.executable, "-m", "engraving", "score", str(SAMPLE), "-o", str(folder / "score.pdf")]
    started = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    assert started.stderr is not None
    for line in started.stderr:
        if line.startswith(b"Engraving"):
            break
    os.killpg(started.pid, signal.SIGINT)
    _, rest = started.communicate(timeout=60)
    assert started.returncode == ExitCode.INTERRUPTED, rest.decode()
    assert b"Traceback" not in rest
    assert list(folder.iterdir()) == []


def test_nobody_has_to_read_the_json_to_its_end() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "engraving", "check", str(SAMPLE), "--json"],
        cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=120,
    )  # fmt: skip
    os.close(writer)
    assert done.returncode in (ExitCode.CLEAN, ExitCode.FINDINGS)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
