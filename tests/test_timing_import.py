"""``engraving timing import``: spotting lists taken into cue files, from the command line on."""

from __future__ import annotations

import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from engraving.cli import main
from engraving.timing.cue_file import CueFile
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.rates import RATES

SAMPLES = Path(__file__).with_name("spotting") / "samples"
HITS = [Fraction(5), Fraction(25, 2), Fraction(20)]
FRAME = 24 * 3610 + 12  # 01:00:10:12
AT = ("--rate", "24", "--start", "01:00:10:12")


def _import(cue: Path, name: str, *options: str, code: int = 0) -> CueFile | None:
    assert main(["timing", "import", str(SAMPLES / name), "--cue", str(cue), *options]) == code
    path = cue.with_suffix(".toml")
    return load_cue_file(path) if path.exists() else None


def _times(cue_file: CueFile | None) -> list[Fraction]:
    assert cue_file is not None
    return [hit.at for hit in cue_file.hits]


def test_a_new_cue_file_stands_beside_the_score(tmp_path: Path) -> None:
    made = _import(tmp_path / "1M1 The Crossing.musicxml", "avid.edl", *AT)
    assert (tmp_path / "1M1 The Crossing.toml").is_file()
    assert _times(made) == HITS
    assert made is not None
    assert (made.start, made.rate, made.hits[1].caption) == (FRAME, RATES["24"], "SHE TURNS")


def test_what_else_the_cue_file_says_stays(tmp_path: Path) -> None:
    cue = tmp_path / "1M1.toml"
    head = 'number = "1M1"\nrate = "24"\nstart = "01:00:10:12"\nfree-clicks = 8\n'
    cue.write_text(f"{head}[[tempo]]\nbar = 1\nbpm = 96\n")
    made = _import(cue, "hits.csv")
    assert _times(made) == HITS
    assert made is not None
    assert (made.number, made.free_clicks, made.tempo[0].place.bar) == ("1M1", 8, "1")


def test_number_title_and_end_come_from_the_lists_own_cues(tmp_path: Path) -> None:
    made = _import(tmp_path / "c.toml", "reaper.csv", *AT, "--number", "1M1", "--zero", "01:00:10:12")
    assert _times(made) == HITS
    assert made is not None
    assert (made.number, made.title, made.end) == ("1M1", "The Crossing", FRAME + 24 * 49 + 12)


def test_a_region_is_the_clock_of_its_own_markers(tmp_path: Path) -> None:
    """Region R2 begins at 1:49.5 of the session; a marker at 2:00.0 is 10.5 s into it."""
    listed, cue = tmp_path / "r.csv", tmp_path / "c.toml"
    listed.write_text((SAMPLES / "reaper.csv").read_text() + "M4,Whistle,2:00.000,,\n")
    assert main(["timing", "import", str(listed), "--cue", str(cue), "--rate", "24", "--number", "1M2"]) == 0
    assert _times(load_cue_file(cue)) == [Fraction(21, 2)]


def test_several_cues_want_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _import(tmp_path / "c.toml", "reaper.csv", "--rate", "24", code=2) is None
    assert "1M1, 1M2" in capsys.readouterr().err


def test_the_cue_files_own_number_chooses_among_cues(tmp_path: Path) -> None:
    cue = tmp_path / "c.toml"
    cue.write_text('number = "1M1"\nrate = "24"\n')
    assert _times(_import(cue, "semicolons.csv")) == HITS


def test_hits_that_are_there_are_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cue = tmp_path / "c.toml"
    hits = '[[hit]]\nat = 1.5\ncaption = "First"\n[[hit]]\nat = 5.0\ncaption = "Door opens"\nweight = 9\n'
    cue.write_text(f'rate = "24"\nstart = "01:00:10:12"\n{hits}')
    before = cue.read_bytes()
    _import(cue, "hits.csv", code=2)
    assert cue.read_bytes() == before
    assert "--add" in capsys.readouterr().err
    added = _import(cue, "hits.csv", "--add")
    assert _times(added) == [Fraction(3, 2), *HITS]
    assert added is not None
    assert added.hits[1].weight == 9
    assert _times(_import(cue, "hits.csv", "--replace")) == HITS


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("avid.edl", ("--rate", "24"), "--start"),
        ("avid.edl", ("--start", "01:00:10:12"), "--rate"),
        ("avid.edl", ("--rate", "24", "--start", "02:00:00:00"), "None of the 3 markers"),
        ("avid.edl", ("--rate", "24", "--start", "01:00:10:24"), "does not exist"),
        ("avid.edl", ("--rate", "24", "--start", "soon"), "is no timecode"),
        ("avid.edl", (*AT, "--end", "01:00:10:00"), "ends before it begins"),
        ("project.fcpxml", ("--rate", "25", "--start", "01:00:10:12"), "24 fps, the cue at 25"),
        ("hits.csv", (*AT, "--as", "cvs"), "no dialect"),
    ],
)
def test_what_has_to_be_said_is_asked_for_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, options: tuple[str, ...], said: str
) -> None:
    assert _import(tmp_path / "c.toml", name, *options, code=2) is None
    assert said in capsys.readouterr().err


def test_an_unknown_dialect_is_exit_code_10(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text("Heading\n")
    assert main(["timing", "import", str(tmp_path / "x.txt")]) == 10
    error = capsys.readouterr().err
    assert "“Heading”" in error
    assert "Pro Tools" in error


def test_json_is_exact_and_a_dry_run_writes_nothing(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert _import(tmp_path / "c.toml", "hits.csv", *AT, "--dry-run", "--json") is None
    said = json.loads(capsysbinary.readouterr().out)
    assert said["schema"] == "engraving.timing-import/1"
    assert [marker["seconds"] for marker in said["markers"]] == ["5", "25/2", "20"]
    assert [marker["written"] for marker in said["markers"]] == ["01:00:15:12", "01:00:23:00", "01:00:30:12"]
    assert said["markers"][2]["beat"] == "2.5"


def test_without_a_cue_the_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timing", "import", str(SAMPLES / "project.fcpxml")]) == 0
    shown = capsys.readouterr()
    assert "01:00:23:00  She turns: slowly  chapter" in shown.out
    assert "spotting-marker-unseen" in shown.err


def test_a_list_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"time,caption\n3.5,Door\n")))
    assert main(["timing", "import", "-"]) == 0
    assert "standard input (csv): 1 marker\n" in capsys.readouterr().out


def test_two_columns_of_one_name_are_not_chosen_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "two.csv").write_text("time,Time,caption\n3.5,4.5,Door\n")
    assert main(["timing", "import", str(tmp_path / "two.csv")]) == 10
    assert "two.csv, line 1: There are two columns called “time”." in capsys.readouterr().err
