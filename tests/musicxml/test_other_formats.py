"""ABC, Humdrum, MEI and MIDI by way of music21, in memory and with a warning."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from engraving.errors import MissingResource, NotMusicXML, UnsafeInput
from engraving.findings import Severity
from engraving.musicxml import other_formats
from engraving.musicxml.other_formats import convert_bytes, is_other_format

_ABC = b"X:1\nT:Small Tune\nC:A. Fiddler\nM:3/4\nL:1/4\nK:G\nG A B|d3|]\n"
_HUMDRUM = b"**kern\n*clefG2\n*k[f#]\n*M3/4\n=1\n4g\n4a\n4b\n=2\n2.dd\n==\n*-\n"
_MEI = b"""<?xml version="1.0"?>
<mei xmlns="http://www.music-encoding.org/ns/mei"><music><body><mdiv><score>
<scoreDef meter.count="3" meter.unit="4"><staffGrp>
<staffDef n="1" lines="5" clef.shape="G" clef.line="2"/></staffGrp></scoreDef>
<section><measure n="1"><staff n="1"><layer n="1">
<note pname="g" oct="4" dur="4"/><note pname="a" oct="4" dur="4"/><note pname="b" oct="4" dur="4"/>
</layer></staff></measure><measure n="2"><staff n="1"><layer n="1">
<note pname="d" oct="5" dur="2" dots="1"/></layer></staff></measure></section>
</score></mdiv></body></music></mei>"""


def _midi() -> bytes:
    events = bytes.fromhex("00 ff 58 04 03 02 18 08")
    for pitch, delta in ((67, b"\x60"), (69, b"\x60"), (71, b"\x60"), (74, b"\x82\x20")):
        events += b"\x00\x90" + bytes([pitch, 80]) + delta + b"\x80" + bytes([pitch, 0])
    events += b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 96) + b"MTrk" + struct.pack(">I", len(events)) + events


_FILES = {"tune.abc": _ABC, "tune.krn": _HUMDRUM, "tune.mei": _MEI, "tune.MID": _midi()}


@pytest.mark.parametrize("name", _FILES)
def test_a_small_tune(name: str) -> None:
    source = convert_bytes(_FILES[name], name)
    assert source.root.tag == "score-partwise"
    pitches = [(p.findtext("step"), p.findtext("octave")) for p in source.root.iter("pitch")]
    assert pitches == [("G", "4"), ("A", "4"), ("B", "4"), ("D", "5")]
    assert (source.file, source.member) == (name, "")
    assert source.sha256 == hashlib.sha256(_FILES[name]).hexdigest()
    warning = source.findings[0]
    assert (warning.rule, warning.severity, warning.where.file) == ("converted", Severity.WARNING, name)
    assert "may have been lost" in warning.message


@pytest.mark.parametrize("name", _FILES)
def test_nothing_made_up_by_the_converter_stays(name: str) -> None:
    root = convert_bytes(_FILES[name], name).root
    assert root.find(".//encoding-date") is None
    assert "Music21" not in [
        (e.text or "").split(" ")[0] for e in root.iter("creator", "movement-title", "work-title")
    ]
    assert all(element.sourceline is None for element in root.iter())


def test_what_the_source_says_stays() -> None:
    root = convert_bytes(_ABC, "tune.abc").root
    assert root.findtext("movement-title") == "Small Tune"
    assert root.findtext("identification/creator") == "A. Fiddler"


def test_of_several_tunes_the_first_is_read() -> None:
    source = convert_bytes(
        _ABC + b"\n" + _ABC.replace(b"X:1", b"X:2").replace(b"G A B", b"E F G"), "book.abc"
    )
    assert source.root.findtext(".//step") == "G"
    assert any("2 pieces" in finding.message for finding in source.findings)


def test_names() -> None:
    assert all(is_other_format(name) for name in ("a.abc", "A.KRN", "b.mei", "c.mid", "d.midi"))
    assert not any(is_other_format(name) for name in ("a.xml", "a.mxl", "a.musicxml", "abc", ""))


def test_old_encodings() -> None:
    root = convert_bytes(_ABC.replace(b"Small Tune", "Chanson d'été".encode("latin-1")), "tune.abc").root
    assert root.findtext("movement-title") == "Chanson d'été"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.abc", b"", "empty"),
        ("a.abc", b"garbage\xff", "cannot be converted"),
        ("a.abc", b"X:1\nT:Nothing\nK:C\n", "no notes"),
        ("a.krn", b"garbage", "cannot be converted"),
        ("a.mid", b"garbage", "cannot be converted"),
        ("a.mid", _midi()[:20], "cannot be converted"),
        ("a.mei", b"<score-partwise/>", "not MEI"),
        ("a.mei", b'<mei xmlns="http://www.music-encoding.org/ns/mei"/>', "cannot be converted"),
        ("a.mei", b"<mei>", "cannot be converted"),
        ("a.xyz", b"x", "no format"),
    ],
)
def test_what_cannot_be_converted(name: str, data: bytes, says: str) -> None:
    with pytest.raises(NotMusicXML) as caught:
        convert_bytes(data, name)
    assert says in caught.value.what
    assert caught.value.where == name
    assert "\n" not in str(caught.value)


def test_harm_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'<!DOCTYPE mei [<!ENTITY a "x">]><mei xmlns="http://www.music-encoding.org/ns/mei">&a;</mei>'
    with pytest.raises(UnsafeInput, match="document type"):
        convert_bytes(bomb, "a.mei")
    monkeypatch.setattr(other_formats, "MAX_BYTES", 10)
    with pytest.raises(UnsafeInput, match="Refused: ABC of more than"):
        convert_bytes(_ABC, "a.abc")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "music21.converter", None)
    with pytest.raises(MissingResource, match="music21 is not installed"):
        convert_bytes(_ABC, "a.abc")


_WATCHED = """
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[2])
from engraving.musicxml.other_formats import convert_bytes
assert not any(name.partition(".")[0] == "music21" for name in sys.modules), "imported too early"
data = open(sys.argv[1], "rb").read()
touched = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        touched.append(str(arguments[0]))
    elif event in (
        "socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request",
        "subprocess.Popen", "os.system", "os.mkdir", "os.rename", "os.remove",
    ):
        touched.append(event)
sys.addaudithook(watch)
convert_bytes(data, sys.argv[1])
sys.exit("; ".join(touched) or 0)
"""


@pytest.mark.parametrize("name", _FILES)
def test_no_file_is_written_and_no_address_opened(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(_FILES[name])
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(path), root], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
