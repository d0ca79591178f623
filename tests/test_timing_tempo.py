"""``engraving timing tempo``: the tempi of a MIDI file, taken into the cue file at the score's bars."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import mido
import pytest

from engraving import cli
from engraving.spotting.midi_tempi import meant, read_midi_tempi
from engraving.spotting.sources import open_source
from engraving.timing.cue_file import Place, Tempo, TempoEvent
from engraving.timing.cue_file.reading import load_cue_file

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"


def _midi(path: Path, *tempi: tuple[int, int]) -> Path:
    """Tempi as (quarter, µs), one tick 1/480 of a quarter."""
    file, track, now = mido.MidiFile(type=1, ticks_per_beat=480), mido.MidiTrack(), 0
    for quarter, microseconds in tempi:
        track.append(mido.MetaMessage("set_tempo", tempo=microseconds, time=(quarter - now) * 480))
        now = quarter
    file.tracks.append(track)
    file.save(path)
    return path


@pytest.fixture
def score(tmp_path: Path) -> Path:
    path = tmp_path / "1M1.musicxml"
    shutil.copy(SAMPLE, path)
    return path


def _events(score: Path) -> tuple[TempoEvent, ...]:
    return load_cue_file(score.with_suffix(".toml")).tempo


def _event(bar: str, beat: int, bpm: str) -> TempoEvent:
    return TempoEvent(Place(bar, Fraction(beat)), Tempo(Fraction(bpm)))


def test_vector_75_back() -> None:
    assert [meant(n) for n in (681_818, 600_000, 500_000)] == [88, 100, 120]


def test_decimals_are_taken_where_the_file_would_round_them_so() -> None:
    assert meant(510_417) == Fraction("117.551")  # the click 12-2: 5760/49 a minute, 510416.67 µs
    assert meant(round(60_000_000 / 87.5)) == Fraction("87.5")


def test_vector_78_ticks_in_seconds(tmp_path: Path) -> None:
    """1920 ticks of 480 at 681818 µs are 4 quarters: 2.727272 s as the file says, 2.7273 as 88 means it."""
    ((at, tempo),) = read_midi_tempi(open_source(_midi(tmp_path / "a.mid", (0, 681_818))))
    assert (at, tempo) == (0, 88)
    assert Fraction(1920 * 681_818, 480 * 1_000_000) == Fraction("2.727272")


def test_tempi_stand_at_bars_and_beats(capsys: pytest.CaptureFixture[str], score: Path, tmp_path: Path) -> None:
    midi = _midi(tmp_path / "a.mid", (0, 681_818), (6, 600_000), (100_000, 500_000))
    score.with_suffix(".toml").write_text('title = "Kept"\n[[tempo]]\nbar = 9\nbpm = 50\n', encoding="utf-8")
    assert cli.main(["timing", "tempo", str(midi), "--cue", str(score)]) == 0
    assert _events(score) == (_event("1", 1, "88"), _event("2", 3, "100"))
    assert load_cue_file(score.with_suffix(".toml")).title == "Kept"
    out, err = capsys.readouterr()
    assert "1 tempo lies after the last bar and is left out." in err
    assert out.splitlines()[-1].split() == ["2", "3", "100"]


def test_a_lead_is_left_out(score: Path, tmp_path: Path) -> None:
    midi = _midi(tmp_path / "a.mid", (0, 500_000), (4, 600_000), (12, 681_818))
    assert cli.main(["timing", "tempo", str(midi), "--cue", str(score), "--skip", "8"]) == 0
    assert _events(score) == (_event("1", 1, "100"), _event("2", 1, "88"))


def test_what_was_exported_comes_back(score: Path, tmp_path: Path) -> None:
    cue_file, midi = score.with_suffix(".toml"), tmp_path / "a.mid"
    cue_file.write_text(
        "free-clicks = 8\n[[tempo]]\nbar = 1\nbpm = 88\n[[tempo]]\nbar = 12\nbeat = 2\nclick = '16-3'\n", encoding="utf-8"
    )
    assert cli.main(["timing", "export", str(score), "--midi", str(midi)]) == 0
    assert cli.main(["timing", "tempo", str(midi), "--cue", str(score), "--skip", "8"]) == 0
    first, second = _events(score)
    assert first == _event("1", 1, "88")
    assert second.place == Place("12", Fraction(2))
    assert second.tempo.bpm is not None
    # half a microsecond a quarter of 682292 µs at 87.94 a minute
    assert abs(second.tempo.bpm - Fraction(11520, 131)) < Fraction(1, 10_000)


def test_nothing_is_written_when_only_shown(capsys: pytest.CaptureFixture[str], score: Path, tmp_path: Path) -> None:
    midi = _midi(tmp_path / "a.mid", (0, 681_818))
    assert cli.main(["timing", "tempo", str(midi), "--cue", str(score), "--dry-run", "--json"]) == 0
    assert not score.with_suffix(".toml").exists()
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "engraving.timing-tempo/1"
    assert found["cue_file"] == str(score.with_suffix(".toml"))
    one, eighty_eight = {"exact": "1", "value": 1.0}, {"exact": "88", "value": 88.0}
    assert found["tempi"] == [{"bar": "1", "beat": one, "bpm": eighty_eight}]


@pytest.mark.parametrize(
    ("midi", "cue", "code", "tells"),
    [
        ("broken.mid", "1M1.musicxml", 10, "The MIDI file is damaged"),
        ("none.mid", "1M1.musicxml", 2, "There is no such file"),
        ("a.mid", "alone.toml", 2, "There is no score beside the cue file"),
        ("a.mid", "repeat.musicxml", 2, "The score has repeats"),
    ],
)
def test_what_is_refused(
    capsys: pytest.CaptureFixture[str], score: Path, tmp_path: Path, midi: str, cue: str, code: int, tells: str
) -> None:
    _midi(tmp_path / "a.mid", (0, 500_000))
    (tmp_path / "broken.mid").write_bytes(b"MThd\0\0")
    (tmp_path / "repeat.musicxml").write_text(
        '<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name></score-part>'
        '</part-list><part id="P1"><measure number="1"><attributes><divisions>1</divisions></attributes><note><rest/>'
        '<duration>4</duration></note><barline location="right"><repeat direction="backward"/></barline></measure>'
        "</part></score-partwise>",
        encoding="utf-8",
    )
    assert cli.main(["timing", "tempo", str(tmp_path / midi), "--cue", str(tmp_path / cue)]) == code
    assert tells in capsys.readouterr().err
