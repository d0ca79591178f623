"""The README's walk through picture time with the sample, followed literally in a folder of its own."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from engraving import cli

ROOT = Path(__file__).resolve().parents[1]
RED = 1  # two hits of the sample are


def commands() -> list[list[str]]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (walk,) = re.findall(r"in this checkout:\n\n```sh\n(.*?)```", readme, re.DOTALL)
    return [shlex.split(line) for line in walk.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the sample in it, and the commands run there."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_works_and_shows_what_the_readme_says(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    codes, shown = [], []
    for command in commands():
        words, into = (command[:-2], command[-1]) if ">" in command else (command, "")
        assert words[0] == "engraving"
        codes.append(cli.main(words[1:]))
        out, err = capfdbinary.readouterr()
        if into:
            Path(into).write_bytes(out)
        shown.append((out + err).decode())
    score, table, sheet, hits, imported, exported, fitted = shown
    assert codes == [0, RED, RED, RED, 0, 0, RED]
    assert "10 pages" in score
    assert "8 free clicks" in table
    assert [line.split()[-1] for line in table[table.index("Hits") :].splitlines()[2:]].count("red") == 2
    assert "timing sheet.pdf" in sheet
    assert hits.count("red") == 2
    assert "10 markers" in imported
    assert "192 frames before bar one" in exported
    assert "3/10" in fitted
    assert not re.search(r"[4-9]/10|10/10", fitted)
    made = {"score.pdf", "timing sheet.pdf", "hits.csv", "crossing.mid", "crossing.wav", "fit.svg"}
    assert made <= {path.name for path in folder.iterdir()}
    assert float(PdfReader("timing sheet.pdf").pages[0].mediabox.height) == pytest.approx(841.89, abs=0.02)


def test_the_score_shows_what_the_readme_says_on_its_pages(folder: Path) -> None:
    first = commands()[0]
    assert first[:2] == ["engraving", "score"]
    assert cli.main(first[1:]) == 0
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(folder / "score.pdf").pages]
    for page, words in (
        (1, "Start 01:02:14:00 · 24 fps"), (1, "Duration 3:54.9 · Picture v3 2026-10-05"),
        (1, "8 free clicks from −0:08.0"), (2, "click var."), (2, "60–54"), (2, "click out"),
        (4, "red 2 s"), (4, "Door bursts open"), (4, "−0.1 fr"),
    ):  # fmt: skip
        assert words.replace(" ", "") in pages[page - 1].replace(" ", ""), (page, words)
