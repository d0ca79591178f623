"""From a path to a cue: opening, schema, reading and coverage in one call, their findings in source order."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import engraving.musicxml
from engraving.errors import MissingResource, NotMusicXML, UsageError
from engraving.findings import Finding
from engraving.musicxml import read, read_data

_NOTE = (
    "<note><pitch><step>C</step><octave>4</octave></pitch><duration>4</duration><type>whole</type>{}</note>"
)
_PICTURE = (
    "<direction><direction-type><image source='a.png' type='image/png'/></direction-type></direction>"
)
_SCORE = f"""\n<?xml version="1.0" encoding="UTF-8"?>
<score-partwise version="4.0"><part-list>
<score-part id="P1"><part-name>Flute</part-name></score-part>
<score-part id="P2"><part-name>Violin</part-name></score-part></part-list>
<part id="P1"><measure number="1"><attributes><divisions>1</divisions><time><beats>4</beats>
<beat-type>4</beat-type></time></attributes>{_PICTURE}{_NOTE.format("")}</measure>
<measure number="2" foo="1">{_NOTE.format("")}</measure></part>
<part id="P2"><measure number="1" foo="1">{_NOTE.format("")}</measure>
<measure number="2">{_PICTURE}{_NOTE.format("")}</measure></part>
</score-partwise>"""


def test_findings_come_in_source_order(tmp_path: Path) -> None:
    path = tmp_path / "1M1.musicxml"
    path.write_text(_SCORE, "utf-8")
    reading = read(path)
    assert [part.name for part in reading.cue.parts] == ["Flute", "Violin"]
    told = [(f.rule, f.where.part, f.where.bar) for f in reading.findings]
    assert [place for _, *place in told] == sorted(place for _, *place in told)
    assert [entry for entry in told if entry[0] in ("stray-bytes", "not-drawn", "schema")] == [
        ("stray-bytes", "", ""),
        ("not-drawn", "Flute", "1"),
        ("schema", "Flute", "2"),
        ("schema", "Violin", "1"),
        ("not-drawn", "Violin", "2"),
    ]
    assert {f.where.file for f in reading.findings} == {"1M1.musicxml"}


def test_validation_can_be_left_out() -> None:
    assert "schema" not in {
        finding.rule for finding in read_data(_SCORE.encode(), "-", validate=False).findings
    }


def test_other_formats_are_read_too() -> None:
    reading = read_data(b"X:1\nT:Tune\nM:3/4\nL:1/4\nK:G\nG A B|d3|]\n", "tune.abc")
    assert [event.heads[0].pitch.name for event in reading.cue.parts[0].music.events] == [
        "G4",
        "A4",
        "B4",
        "D5",
    ]
    assert "converted" in {finding.rule for finding in reading.findings}


def test_errors_pass_through(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path / "gone.xml")
    with pytest.raises(NotMusicXML):
        read_data(b"<html/>", "page.xml")


def test_an_error_of_the_schema_thread_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> tuple[Finding, ...]:
        raise MissingResource("The schema is not installed.")

    monkeypatch.setattr(engraving.musicxml, "violations", fail)
    with pytest.raises(MissingResource):
        read_data(_SCORE.encode(), "cue.xml")


def test_endless_validation_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def hang(*_: object, **__: object) -> tuple[Finding, ...]:
        released.wait(30)
        return ()

    monkeypatch.setattr(engraving.musicxml, "violations", hang)
    monkeypatch.setattr(engraving.musicxml, "_PATIENCE", 0.05)
    begun = time.perf_counter()
    reading = read_data(_SCORE.encode(), "cue.xml")
    released.set()
    assert time.perf_counter() - begun < 10
    assert [f.message for f in reading.findings if f.rule == "schema"] == [
        "Not checked against the schema: that would take more than 0 seconds."
    ]


def test_music21_is_not_imported_for_musicxml(tmp_path: Path) -> None:
    path = tmp_path / "cue.musicxml"
    path.write_text(_SCORE, "utf-8")
    program = (
        "import sys; from pathlib import Path; from engraving.musicxml import read; read(Path(sys.argv[1]));"
        "sys.exit(' '.join({'music21', 'musicxml'} & set(sys.modules)) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("kind", ["partwise", "timewise"])
def test_a_score_without_parts_is_no_score(kind: str) -> None:
    """Nothing would be printed: that is not a clean run."""
    with pytest.raises(NotMusicXML, match="no parts"):
        read_data(f"<score-{kind}><part-list/></score-{kind}>".encode(), "empty.musicxml")
