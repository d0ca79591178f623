"""Opening scores: encodings, archives, stray bytes, timewise, and saying what a file is instead."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from engraving.errors import ExitCode, NotMusicXML, UnsafeInput, UsageError
from engraving.findings import Severity
from engraving.musicxml.container import Source, open_bytes, read_bytes
from tests.musicxml.small_scores import opened

_BODY = """<score-partwise version="4.0">
<part-list><score-part id="P1"><part-name>Flöte</part-name></score-part></part-list>
<part id="P1"><measure number="1"/></part>
</score-partwise>
"""
_DOCTYPE = """<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN"
 "http://www.musicxml.org/dtds/partwise.dtd">
"""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container><rootfiles><rootfile full-path="{}"/></rootfiles></container>"""


def _declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}" standalone="no"?>\n{_DOCTYPE}{_BODY}'


def _archive(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _name(source: Source) -> str:
    return source.root.findtext("part-list/score-part/part-name") or ""


def _rules(source: Source) -> list[str]:
    return [finding.rule for finding in source.findings]


def test_a_plain_score() -> None:
    data = _declared("UTF-8").encode()
    source = open_bytes(data, "cue.musicxml")
    assert (source.root.tag, source.file, source.member) == ("score-partwise", "cue.musicxml", "")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert _name(source) == "Flöte"
    assert source.findings == ()


def test_lines_are_those_of_the_file() -> None:
    text = _declared("UTF-8")
    source = open_bytes(text.encode(), "cue.xml")
    assert "<measure" in text.split("\n")[source.root.find("part/measure").sourceline - 1]


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0", "3.0", "3.1", "4.0", ""])
def test_every_version_opens(version: str) -> None:
    text = _BODY.replace(' version="4.0"', f' version="{version}"' if version else "")
    assert open_bytes(text.encode(), "cue.xml").root.tag == "score-partwise"


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (codecs.BOM_UTF8 + _declared("UTF-8").encode(), []),
        (_declared("ISO-8859-1").encode("latin-1"), []),
        (_declared("windows-1252").encode("cp1252"), []),
        (_declared("Shift_JIS").replace("ö", "ö".encode("ascii", "xmlcharrefreplace").decode()).encode(), []),
        (_declared("UTF-16").encode("utf-16"), []),
        (codecs.BOM_UTF16_BE + _declared("UTF-16").encode("utf-16-be"), []),
        (_declared("UTF-16").encode("utf-16-le"), []),
        (_declared("UTF-16").encode("utf-16-be"), []),
        (_BODY.encode("utf-16"), []),
        (_declared("UTF-32").encode("utf-32"), []),
        (_declared("UTF-32").encode("utf-32-be"), []),
        # What it says is not what it is:
        (_declared("UTF-16").encode(), ["encoding"]),
        (codecs.BOM_UTF8 + _declared("UTF-16").encode(), ["encoding"]),
        (_declared("UTF-8").encode("utf-16"), ["encoding"]),
        (_declared("UTF-8").encode("latin-1"), ["encoding"]),
        (_BODY.encode("latin-1"), ["encoding"]),
        (_declared("us-ascii").encode(), ["encoding"]),
        (_declared("x-sibelius").encode(), ["encoding"]),
        (_declared("unicode_escape").encode(), ["encoding"]),
        (_declared("Shift_JIS").encode(), ["encoding"]),
        (codecs.BOM_UTF8 + _declared("ISO-8859-1").encode(), ["encoding"]),
    ],
)
def test_encodings(data: bytes, rules: list[str]) -> None:
    source = open_bytes(data, "cue.xml")
    assert _name(source) == "Flöte"
    assert _rules(source) == rules
    assert all(f.severity is Severity.WARNING and f.where.file == "cue.xml" for f in source.findings)


def test_bytes_that_fit_no_encoding_are_read_as_far_as_they_go() -> None:
    source = open_bytes(_declared("UTF-8").encode().replace("ö".encode(), b"\x81"), "cue.xml")
    assert _rules(source) == ["encoding"]
    assert "line 5 is not" in source.findings[0].message
    assert _name(source) == "Fl\ufffdte"


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (b"\n\n \n", "Blank space before"),
        (b"Octave.cc", "9 stray bytes ('Octave.cc') before"),
        (b"\x00", "1 stray byte before"),
        (b"<<\n", "3 stray bytes ('<<') before"),
        (codecs.BOM_UTF16_LE, "2 stray bytes"),
        (codecs.BOM_UTF8 * 2, "3 stray bytes"),
        (codecs.BOM_UTF8 + b"\n", "Blank space before the beginning of the score after its byte-order mark"),
    ],
)
def test_stray_bytes_before_the_declaration(before: bytes, message: str) -> None:
    text = _declared("UTF-8")
    source = open_bytes(before + text.encode(), "cue.xml")
    assert _rules(source) == ["stray-bytes"]
    assert message in source.findings[0].message
    assert _name(source) == "Flöte"
    line = source.root.find("part/measure").sourceline
    assert "<measure" in (before.decode("latin-1") + text).split("\n")[line - 1]


def test_stray_bytes_before_utf_16_may_misalign_it() -> None:
    source = open_bytes(b"abc" + _declared("UTF-16").encode("utf-16-le"), "cue.xml")
    assert _name(source) == "Flöte"
    assert "stray-bytes" in _rules(source)


def test_stray_bytes_after_the_end() -> None:
    source = open_bytes(_BODY.encode() + b"\x00" * 400 + b"\x1a", "cue.xml")
    assert _rules(source) == ["stray-bytes"]
    assert "402 stray bytes after" in source.findings[0].message


def test_leading_space_without_a_declaration_is_ordinary() -> None:
    assert open_bytes(b"\n  " + _BODY.encode(), "cue.xml").findings == ()


def test_named_characters_of_old_dtds() -> None:
    source = open_bytes((_DOCTYPE + _BODY.replace("ö", "&ouml;")).encode(), "cue.xml")
    assert _name(source) == "Flöte"
    assert [(f.rule, f.severity) for f in source.findings] == [("named-character", Severity.NOTE)]


def test_control_characters_are_dropped() -> None:
    source = open_bytes(_BODY.replace("Flöte", "Fl\x0b&#x1F;&#2;öte").encode(), "cue.xml")
    assert _name(source) == "Flöte"
    assert _rules(source) == ["control-characters"]
    assert "3 control characters" in source.findings[0].message


def test_comments_and_instructions_are_not_in_the_tree() -> None:
    text = "<!-- a --><?sibelius x?>" + _BODY.replace("<measure", "<!-- b --><?page x?><measure")
    assert all(isinstance(element.tag, str) for element in open_bytes(text.encode(), "cue.xml").root.iter())


def test_a_namespace_is_ignored_with_a_note() -> None:
    for text in (
        _BODY.replace("<score-partwise", '<score-partwise xmlns="urn:scores"'),
        _BODY.replace("<score-partwise", '<m:score-partwise xmlns:m="urn:scores"')
        .replace("</score-partwise", "</m:score-partwise")
        .replace("<part-list", "<m:part-list")
        .replace("</part-list", "</m:part-list"),
    ):
        source = open_bytes(text.encode(), "cue.xml")
        assert _rules(source) == ["namespace"]
        assert [child.tag for child in source.root] == ["part-list", "part"]


def test_timewise_is_regrouped_part_by_part() -> None:
    text = """<score-timewise version="3.0"><work/><part-list>
<score-part id="P1"><part-name>A</part-name></score-part>
<score-part id="P2"><part-name>B</part-name></score-part></part-list>
<measure number="1"><part id="P2"><note id="b1"/></part><part id="P1"><note id="a1"/></part></measure>
<measure number="2" implicit="yes">
<part id="P1"><note id="a2"/><backup/></part></measure></score-timewise>"""
    root = open_bytes(text.encode(), "cue.xml").root
    assert (root.tag, root.get("version")) == ("score-partwise", "3.0")
    assert [child.tag for child in root] == ["work", "part-list", "part", "part"]
    bars = [
        [(bar.get("number"), bar.get("implicit"), [n.get("id") for n in bar]) for bar in part]
        for part in root[2:]
    ]
    assert bars == [
        [("1", None, ["a1"]), ("2", "yes", ["a2", None])],
        [("1", None, ["b1"]), ("2", "yes", [])],
    ]
    assert [part.get("id") for part in root[2:]] == ["P1", "P2"]
    assert root.find("part/measure[2]").sourceline == 5
    assert root.find("part/measure[2]/note").sourceline == 6


# --- archives ---------------------------------------------------------------------------------------


def test_an_archive() -> None:
    data = _archive(
        {"META-INF/container.xml": _CONTAINER.format("music/a.xml"), "music/a.xml": _BODY, "b.xml": "<b/>"}
    )
    source = open_bytes(data, "cue.mxl")
    assert (source.file, source.member, source.findings) == ("cue.mxl", "music/a.xml", ())
    assert source.sha256 == hashlib.sha256(data).hexdigest()


def test_findings_inside_an_archive_name_the_member() -> None:
    data = _archive(
        {"META-INF/container.xml": _CONTAINER.format("a.xml"), "a.xml": "\n" + _declared("UTF-8")}
    )
    (finding,) = open_bytes(data, "cue.mxl").findings
    assert (finding.where.file, finding.where.member) == ("cue.mxl", "a.xml")


def test_the_name_decides_nothing() -> None:
    data = _archive({"META-INF/container.xml": _CONTAINER.format("a.xml"), "a.xml": _BODY})
    assert open_bytes(data, "cue.xml").member == "a.xml"
    assert open_bytes(_BODY.encode(), "cue.mxl").member == ""


@pytest.mark.parametrize(
    ("contents", "problem"),
    [
        (None, "no contents list"),
        (_CONTAINER.format("gone.xml"), "“gone.xml”, which is not there"),
        ("<container><rootfiles/></container>", "names no score"),
        ("<container><rootfiles>", "names no score"),
        ("", "names no score"),
        (_CONTAINER.replace("/>", ' media-type="application/pdf"/>').format("a.pdf"), "names no score"),
    ],
)
def test_a_poor_contents_list_is_replaced_by_a_guess(contents: str | None, problem: str) -> None:
    members: dict[str, str | bytes] = {} if contents is None else {"META-INF/container.xml": contents}
    members |= {"__MACOSX/._a.xml": "junk", "a.pdf": b"%PDF-", "cover.txt": "x", "score.xml": _BODY}
    source = open_bytes(_archive(members), "cue.mxl")
    assert source.member == "score.xml"
    assert _rules(source) == ["container"]
    assert problem in source.findings[0].message


def test_the_first_score_of_several_rootfiles() -> None:
    contents = (
        '<c:container xmlns:c="urn:oasis:names:tc:opendocument:xmlns:container"><c:rootfiles>'
        '<c:rootfile full-path="a.pdf" media-type="application/pdf"/>'
        '<c:rootfile full-path="a.musicxml" media-type="application/vnd.recordare.musicxml+xml"/>'
        "</c:rootfiles></c:container>"
    )
    data = _archive({"META-INF/container.xml": contents, "a.pdf": "x", "a.musicxml": _BODY})
    assert open_bytes(data, "cue.mxl").findings == ()


def test_member_names_in_utf_8_that_do_not_say_so() -> None:
    packed = "Flöte.xml".encode().decode("cp437")
    data = _archive({"META-INF/container.xml": _CONTAINER.format("Flöte.xml"), packed: _BODY})
    # zipfile marks the name as UTF-8; clear the flag in both headers, as old packers left it.
    name = packed.encode()
    assert data.count(name) == 2
    raw = "Flöte.xml".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("META-INF/container.xml", _CONTAINER.format("Flöte.xml"))
        archive.writestr("X" * len(raw), _BODY)
    source = open_bytes(buffer.getvalue().replace(b"X" * len(raw), raw), "cue.mxl")
    assert (source.member, source.findings) == ("Flöte.xml", ())


# --- what cannot be opened --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b'<?xml version="1.0"?>', "empty"),
        (b"hello", "not XML"),
        (b"%PDF-1.7", "PDF"),
        (b"MThd\0\0\0\6", "MIDI"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<!DOCTYPE html><html><body><p>Not found<br></body></html>", "web page"),
        (b"<HTML><BODY>", "web page"),
        (b'<mei xmlns="http://www.music-encoding.org/ns/mei"/>', "MEI"),
        (b'<opus version="4.0"><title>x</title></opus>', "opus"),
        (b'<museScore version="4.0"/>', "MuseScore"),
        (b"<root-node/>", "<root-node>"),
        (b"<score-partwise><part></score-partwise>", "closed by </score-partwise>"),
        (b"<score-partwise>\n<part>\n", "<part> of line 2 is never closed"),
        (b"<score-partwise>&unknown;</score-partwise>", "&unknown; stands for nothing known"),
        (b"<score-partwise>Tom & Jerry</score-partwise>", "well-formed"),
        (b"<score-partwise/><score-partwise/>", "well-formed"),
    ],
)
def test_what_is_not_musicxml_says_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(NotMusicXML) as caught:
        open_bytes(data, "cue.xml")
    assert says in caught.value.what
    assert caught.value.where.startswith("cue.xml")
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert caught.value.code is ExitCode.NOT_MUSICXML


def test_errors_give_the_line_of_the_file() -> None:
    text = "\n\n" + _declared("UTF-8").replace("</part>", "</prat>")
    with pytest.raises(NotMusicXML, match=r"cue\.xml, line 8: "):
        open_bytes(text.encode(), "cue.xml")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({}, "empty"),
        ({"readme.txt": "x"}, "no score"),
        (
            {"score.mscx": "<museScore/>", "META-INF/container.xml": _CONTAINER.format("score.mscx")},
            "first element",
        ),
        ({"score.mscx": "<museScore/>", "audio.xml": ""}, "MuseScore's own format"),
        ({"META-INF/container.xml": _CONTAINER.format("a.xml"), "a.xml": ""}, "empty"),
    ],
)
def test_archives_without_a_score(members: dict[str, str | bytes], says: str) -> None:
    if "first element" in says:
        says = "MuseScore's own format"
    with pytest.raises(NotMusicXML, match=says):
        open_bytes(_archive(members), "cue.mxl")


def test_damaged_archives() -> None:
    whole = _archive({"META-INF/container.xml": _CONTAINER.format("a.xml"), "a.xml": _BODY * 50})
    for data in (whole[: len(whole) // 2], whole[:-1], whole[:4], b"PK\x03\x04" + b"\0" * 60):
        with pytest.raises(NotMusicXML, match="cannot be unpacked"):
            open_bytes(data, "cue.mxl")
    broken = bytearray(whole)
    middle = whole.index(b"a.xml") + 40
    broken[middle : middle + 8] = b"\xff" * 8
    with pytest.raises(NotMusicXML, match="cannot be unpacked"):
        open_bytes(bytes(broken), "cue.mxl")


def test_an_unusual_packing_is_refused_kindly() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.xml", _BODY)
    with pytest.raises(NotMusicXML, match="packed in a way"):
        open_bytes(buffer.getvalue(), "cue.mxl")


def test_a_locked_archive() -> None:
    data = bytearray(_archive({"a.xml": _BODY}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + flags] |= 1
    with pytest.raises(NotMusicXML, match="password"):
        open_bytes(bytes(data), "cue.mxl")


# --- files ------------------------------------------------------------------------------------------


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "1M1 Ü.musicxml"
    path.write_text(_BODY, "utf-8")
    assert opened(path).file == "1M1 Ü.musicxml"


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "cue.xml").write_text(_BODY, "utf-8")
    for path in (tmp_path, tmp_path / "gone.xml", tmp_path / "cue.xml" / "gone.xml", tmp_path / "nul\0.xml"):
        with pytest.raises(UsageError) as caught:
            opened(path)
        assert caught.value.code is ExitCode.USAGE


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "cue.xml"
    path.write_text(_BODY, "utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotMusicXML, match="cannot be read: permission denied") as caught:
        opened(path)
    assert caught.value.where == "cue.xml"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_file_without_read_permission(tmp_path: Path) -> None:
    path = tmp_path / "cue.xml"
    path.write_text(_BODY, "utf-8")
    path.chmod(0)
    with pytest.raises(NotMusicXML, match="cannot be read"):
        opened(path)


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "cue.xml"
    path.write_bytes(b" " * (2**20 + 1))
    assert len(read_bytes(path)) == 2**20 + 1
    with pytest.raises(UnsafeInput, match="larger than 1 MiB"):
        read_bytes(path, 2**20)


# --- the corpus -------------------------------------------------------------------------------------


def test_every_real_file_opens(corpus: Path) -> None:
    files = [p for p in sorted(corpus.rglob("*")) if p.suffix in (".xml", ".mxl", ".musicxml")]
    assert len(files) > 300
    for path in files:
        if path.name != "not-a-score.xml":
            source = opened(path)
            assert source.root.tag == "score-partwise", path
            assert {f.rule for f in source.findings} <= {"stray-bytes", "named-character"}, path


def test_broken_files(corpus: Path) -> None:
    with pytest.raises(NotMusicXML, match="<root-node>"):
        opened(corpus / "broken" / "not-a-score.xml")
    source = opened(corpus / "broken" / "stray-bytes-before-declaration.xml")
    assert _rules(source) == ["stray-bytes"]


def test_a_large_score_opens_quickly(corpus: Path) -> None:
    path = corpus / "scores" / "boulanger-dun-matin-de-printemps.mxl"
    times = []
    for _ in range(5):
        begun = time.process_time()
        opened(path)
        times.append(time.process_time() - begun)
    assert min(times) < 0.3  # 0.1 s on a quiet machine
