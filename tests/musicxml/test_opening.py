"""A score being opened: begun at once, taken once, and its troubles told where it is taken."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import pytest

from engraving.errors import NotMusicXML, UsageError
from engraving.musicxml import Opening, Source, opening, read_data, read_unchecked

_SCORE = (
    '<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>'
    '<part id="P1"><measure number="1"><note><rest measure="yes"/><duration>4</duration></note></measure></part>'
    "</score-partwise>"
)


def test_it_begins_before_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def opened(data: bytes, name: str) -> None:
        begun.set()

    monkeypatch.setattr(opening, "open_bytes", opened)
    Opening(tmp_path / "cue.musicxml", _SCORE.encode())
    assert begun.wait(10)


def test_what_is_being_opened_is_read_like_a_file(tmp_path: Path) -> None:
    path = tmp_path / "cue.musicxml"
    path.write_text(_SCORE)
    one = read_unchecked(Opening(path)).checked()
    assert one == read_unchecked(path).checked() == read_data(_SCORE.encode(), "cue.musicxml")


def test_a_score_that_is_not_there_is_told_when_it_is_taken(tmp_path: Path) -> None:
    missing = Opening(tmp_path / "cue.musicxml")
    with pytest.raises(UsageError, match="There is no such file"):
        missing.source()


def test_another_format_is_converted_only_when_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    converted: list[str] = []

    def convert(data: bytes, name: str) -> Source:
        converted.append(threading.current_thread().name)
        raise NotMusicXML("No tune.", name)

    monkeypatch.setattr(opening, "convert_bytes", convert)
    tune = Opening(Path("tune.abc"), b"X:1")
    assert not converted
    with pytest.raises(NotMusicXML):
        tune.source()
    assert converted == [threading.current_thread().name]


def test_it_is_let_go_with_who_took_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tree:
        """Stands for a tree of a hundred megabytes."""

    monkeypatch.setattr(opening, "open_bytes", lambda data, name: Tree())
    score = Opening(Path("cue.musicxml"), b"")
    taken = score.source()
    tree = weakref.ref(taken)
    del taken
    gc.collect()
    assert tree() is None
    with pytest.raises(RuntimeError, match="taken"):
        score.source()
