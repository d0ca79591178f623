"""``engraving timing export``: click and tempo of a score, written and refused."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import mido
import pytest

from engraving import cli
from engraving.cli import screen as screens
from engraving.production.click_out import click_out
from engraving.production.cue_files import bind
from engraving.production.options import Watcher

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"
CUE = """\
rate = "24"
start = "01:00:10:12"
first-bar = 1
free-clicks = 8

[[tempo]]
bar = 1
bpm = 120

[[hit]]
at = 8
caption = "door"
"""


@pytest.fixture
def score(tmp_path: Path) -> Path:
    path = tmp_path / "1M1.musicxml"
    shutil.copy(SAMPLE, path)
    path.with_suffix(".toml").write_text(CUE, encoding="utf-8")
    return path


def export(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = cli.main(["timing", "export", *words])
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


def test_both_are_written_and_it_is_said_where_the_sound_begins(
    capsys: pytest.CaptureFixture[str], score: Path
) -> None:
    midi, sound = score.with_suffix(".mid"), score.with_suffix(".wav")
    code, err = export(capsys, str(score), "--midi", str(midi), "--wav", str(sound))
    assert code == 0
    # eight clicks at 120 are four seconds: 96 frames, and 01:00:10:12 less four seconds
    assert "begins 96 frames before bar one, at 01:00:06:12" in err
    with wave.open(str(sound)) as file:
        assert file.getframerate() == 48_000
        seconds = file.getnframes() / 48_000
    assert 0.9 < seconds - mido.MidiFile(midi).length < 1.1  # a second of silence after the end


def test_another_cue_file_can_be_named(capsys: pytest.CaptureFixture[str], score: Path, tmp_path: Path) -> None:
    other = tmp_path / "slow.toml"
    other.write_text(CUE.replace("bpm = 120", "bpm = 60"), encoding="utf-8")
    midi = tmp_path / "slow.mid"
    assert export(capsys, str(score), "--cue-file", str(other), "--midi", str(midi))[0] == 0
    assert [m.tempo for m in mido.MidiFile(midi).tracks[0] if m.type == "set_tempo"] == [1_000_000]


def test_the_cue_file_may_be_named_for_its_score(capsys: pytest.CaptureFixture[str], score: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.mid", tmp_path / "other.mid"
    assert export(capsys, str(score), "--midi", str(one))[0] == 0
    assert export(capsys, str(score.with_suffix(".toml")), "--midi", str(other))[0] == 0
    assert one.read_bytes() == other.read_bytes()


def test_what_cannot_be_written_is_told_with_a_remedy(capsys: pytest.CaptureFixture[str], score: Path) -> None:
    assert export(capsys, str(score)) == (2, "engraving: Nothing to write. Give --midi FILE.mid, --wav FILE.wav, or both.\n")
    code, err = export(capsys, str(score), "--midi", str(score.parent / "nowhere" / "x.mid"))
    assert code == 7
    score.with_suffix(".toml").unlink()
    code, err = export(capsys, str(score), "--midi", "x.mid")
    assert code == 5
    assert "1M1.toml" in err


class Heard(Watcher):
    def __init__(self) -> None:
        self.far: list[tuple[int, int]] = []

    def come(self, far: int, whole: int) -> None:
        self.far.append((far, whole))


def test_a_watcher_hears_of_every_second_of_sound(score: Path) -> None:
    heard, sound = Heard(), score.with_suffix(".wav")
    click_out(bind(score), None, sound, heard)
    with wave.open(str(sound)) as file:
        seconds = -(-file.getnframes() // 48_000)
    assert heard.far == [(n, seconds) for n in range(1, seconds + 1)]


def test_a_long_stage_says_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.0, 1.0, 2.0, 2.0, 3.9, 4.0, 4.0])
    monkeypatch.setattr(screens, "monotonic", lambda: next(clock))
    screen = screens.PlainScreen(str)
    screen.stage("click")
    for far in (1, 2, 3, 4):
        screen.come(far, 8)
    assert capsys.readouterr().err.splitlines() == [
        "Writing the click …", "Writing the click: 25 %", "Writing the click: 50 %",
    ]  # fmt: skip
