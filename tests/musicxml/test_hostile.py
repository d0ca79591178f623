"""Files made to do harm are refused by name of the limit, and no bytes whatever break the doorway."""

from __future__ import annotations

import io
import socket
import stat
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engraving.errors import EngravingError, ExitCode, NotMusicXML, UnsafeInput
from engraving.musicxml import compressed, container, document
from engraving.musicxml.container import open_bytes
from engraving.musicxml.coverage import undrawn
from engraving.musicxml.schema import violations
from tests.musicxml.small_scores import opened

_SCORE = (
    '<score-partwise version="4.0">'
    '<part-list><score-part id="P1"><part-name>{}</part-name></score-part></part-list>'
    '<part id="P1"><measure number="1"><note><rest/><duration>4</duration></note></measure></part>'
    "</score-partwise>"
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTAINER = '<container><rootfiles><rootfile full-path="{}"/></rootfiles></container>'


def _archive(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _refused(data: bytes, limit: str) -> UnsafeInput:
    with pytest.raises(UnsafeInput) as caught:
        open_bytes(data, "cue.mxl")
    assert limit in caught.value.what
    assert caught.value.remedy
    assert caught.value.code is ExitCode.UNSAFE
    return caught.value


# --- document types ---------------------------------------------------------------------------------


def _billion_laughs() -> str:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f"<!DOCTYPE score-partwise [\n{chr(10).join(lines)}\n]>\n"


@pytest.mark.parametrize(
    "doctype",
    [
        _billion_laughs(),
        '<!DOCTYPE score-partwise [<!ENTITY x "harmless">]>',
        '<!DOCTYPE score-partwise [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE score-partwise [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE score-partwise [<!ENTITY x PUBLIC "-//a//b" "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE score-partwise [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
        '<!DOCTYPE score-partwise PUBLIC "a" "b" [<!ATTLIST note color CDATA "#FF0000">]>',
        f'<!DOCTYPE score-partwise [<!-- {"x" * 100_000} --><!ENTITY x "late">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_attribute_defaults_are_refused(doctype: str, encoding: str) -> None:
    text = (_DECLARATION.replace("UTF-8", encoding) + doctype + _SCORE.format("&x;")).encode(encoding)
    error = _refused(text, "document type declares")
    assert "line " in error.where
    _refused(_archive({"score.xml": text}), "document type declares")
    assert "DOCTYPE" in error.remedy


def test_a_hostile_contents_list_is_refused_too() -> None:
    doctype = '<!DOCTYPE container [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    _refused(
        _archive({"META-INF/container.xml": doctype + _CONTAINER.format("&x;")}), "document type declares"
    )


def test_nothing_is_fetched_or_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    touched: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in ("open", "socket.connect", "socket.getaddrinfo"):
            touched.append(str(arguments[0]))

    monkeypatch.setattr(socket.socket, "connect", refuse)
    dtd = tmp_path / "own.dtd"
    dtd.write_text('<!ENTITY x "text from a file">', "utf-8")
    path = tmp_path / "cue.xml"
    doctype = f'<!DOCTYPE score-partwise SYSTEM "{dtd.as_uri()}">'
    path.write_text(_DECLARATION + doctype + _SCORE.format("&x;"), "utf-8")
    fetching = _SCORE.format("").replace(
        "<score-partwise", '<?xml-stylesheet href="http://127.0.0.1:9/"?><score-partwise'
    )
    included = fetching.replace(
        "<note>", '<note xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="own.dtd"/>'
    )
    open_bytes(_SCORE.format("warm").encode(), "warm.xml")
    watching = True
    sys.addaudithook(watch)
    try:
        with pytest.raises(NotMusicXML, match="&x; stands for nothing known"):
            opened(path)
        open_bytes(included.encode(), "cue.xml")
    finally:
        watching = False
    assert touched == [str(path)]


# --- sizes ------------------------------------------------------------------------------------------


def test_depth() -> None:
    _refused(
        b"<score-partwise>" + b"<a>" * 300 + b"</a>" * 300 + b"</score-partwise>", "nested more than 256 deep"
    )
    _refused(b"<score-partwise>" + b"<a>" * 2_000_000, "nested more than 256 deep")
    fine = b"<score-partwise><part>" + b"<a>" * 200 + b"</a>" * 200 + b"</part></score-partwise>"
    assert open_bytes(fine, "cue.xml").root.tag == "score-partwise"


def test_one_enormous_text_or_attribute() -> None:
    _refused(_SCORE.format("x" * 11_000_000).encode(), "beyond 10 MB")
    _refused(f'<score-partwise version="{"x" * 11_000_000}"/>'.encode(), "beyond 10 MB")


def test_too_much_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_MARKUP", 1000)
    _refused(_SCORE.format("").replace("<note>", "<a/>" * 1000 + "<note>").encode(), "more than 1,000 tags")
    crowded = "<note " + " ".join(f"a{n}=''" for n in range(1000)) + ">"
    _refused(_SCORE.format("").replace("<note>", crowded).encode(), "more than 1,000 tags")


def test_a_file_beyond_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(container, "MAX_FILE_BYTES", 100)
    _refused(_SCORE.format("").encode(), "the file is larger than")


def test_an_archive_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _archive({"META-INF/container.xml": _CONTAINER.format("a.xml"), "a.xml": b" " * 200 * 2**20})
    assert len(bomb) < 2**18
    tracemalloc.start()
    try:
        error = _refused(bomb, "packed more than 300 to 1")
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()
    assert error.where == "cue.mxl, a.xml"


def test_a_bomb_beside_the_score_is_refused_too() -> None:
    members: dict[str, str | bytes] = {"a.musicxml": _SCORE.format(""), "b.png": b"\0" * 20 * 2**20}
    _refused(_archive(members), "packed more than 300 to 1")


def test_an_archive_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MAX_SCORE_BYTES", 1000)
    _refused(_archive({"a.xml": _SCORE.format("x" * 2000)}, zipfile.ZIP_STORED), "unpacks to more than")
    data = bytearray(_archive({"a.xml": _SCORE.format("x" * 2000)}))
    for header, field in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(header) + field
        data[at : at + 4] = (500).to_bytes(4, "little")
    with pytest.raises(NotMusicXML, match="cannot be unpacked"):
        open_bytes(bytes(data), "cue.mxl")


def test_an_archive_too_large_or_with_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    _refused(_archive({f"{n}.txt": "" for n in range(1001)}), "more than 1000 files")
    monkeypatch.setattr(compressed, "MAX_ARCHIVE_BYTES", 2**20)
    members = {f"{n}.txt": bytes([n]) * 2**19 for n in range(3)}
    _refused(_archive({**members, "a.xml": _SCORE.format("")}), "unpacks to more than 1 MiB")


def test_an_archive_in_an_archive() -> None:
    inner = _archive({"a.xml": _SCORE.format("")})
    _refused(
        _archive({"META-INF/container.xml": _CONTAINER.format("b.mxl"), "b.mxl": inner}), "inside an archive"
    )
    _refused(_archive({"b.xml": inner}), "inside an archive")


@pytest.mark.parametrize(
    ("name", "trick"),
    [
        ("/etc/passwd", "absolute"),
        ("../../escape.xml", "“..”"),
        ("music/../../escape.xml", "“..”"),
        ("music\\escape.xml", "backslash"),
        ("..\\escape.xml", "backslash"),
        ("C:/escape.xml", "absolute"),
        ("c:escape.xml", "absolute"),
    ],
)
def test_path_tricks(name: str, trick: str) -> None:
    _refused(_archive({"score.xml": _SCORE.format(""), name: "x"}), trick)
    _refused(
        _archive({"score.xml": _SCORE.format(""), "META-INF/container.xml": _CONTAINER.format(name)}), trick
    )


def test_a_nul_in_a_path() -> None:
    data = _archive({"score.xml": _SCORE.format(""), "a.xmlQ.png": "x"}).replace(
        b"a.xmlQ.png", b"a.xml\0.png"
    )
    _refused(data, "NUL")


def test_a_symbolic_link() -> None:
    link = zipfile.ZipInfo("score.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    _refused(buffer.getvalue(), "symbolic link")


def test_a_crowded_bar_does_not_stall_validation() -> None:
    text = _SCORE.format("").replace("<note>", "<note foo='1'/>" * 150_000 + "<note>")
    root = open_bytes(text.encode(), "cue.xml").root
    begun = time.process_time()
    (finding,) = violations(root)
    assert "Not checked against the schema" in finding.message
    assert time.process_time() - begun < 2


# --- anything at all --------------------------------------------------------------------------------

_PLAIN = (_DECLARATION + _SCORE.format("Flöte")).encode()
_PACKED = _archive({"META-INF/container.xml": _CONTAINER.format("score.xml"), "score.xml": _PLAIN})


def _holds(data: bytes) -> None:
    """Opening works, and then so do schema and coverage, or it raises an error of ours in one line."""
    try:
        root = open_bytes(data, "cue.mxl").root
    except EngravingError as error:
        refusal = error
    else:
        assert root.tag == "score-partwise"
        violations(root)
        undrawn(root)
        return
    assert refusal.code in (ExitCode.NOT_MUSICXML, ExitCode.UNSAFE)
    assert refusal.what
    assert "\n" not in str(refusal)


_quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_quick
@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    _holds(data)


@_quick
@given(
    st.sampled_from([b"PK\x03\x04", b"<?xml ", b"<score-partwise>", b"\xff\xfe<\0", b"\xef\xbb\xbf<"]),
    st.binary(max_size=200),
)
def test_random_bytes_behind_a_beginning(start: bytes, rest: bytes) -> None:
    _holds(start + rest)


def _mutations(original: bytes) -> st.SearchStrategy[bytes]:
    """Copies with a few pieces overwritten, cut out or doubled."""
    edit = st.tuples(st.integers(0, len(original)), st.integers(0, 40), st.binary(max_size=20))

    def apply(edits: list[tuple[int, int, bytes]]) -> bytes:
        data = original
        for start, length, piece in edits:
            data = data[:start] + piece + data[start + length :]
        return data

    return st.lists(edit, min_size=1, max_size=4).map(apply)


@pytest.mark.parametrize(
    "original", [_PLAIN, _PACKED, _PLAIN.decode().encode("utf-16")], ids=["plain", "packed", "utf-16"]
)
def test_mutations(original: bytes) -> None:
    @_quick
    @given(_mutations(original))
    def run(data: bytes) -> None:
        _holds(data)

    check: Callable[[], None] = run
    check()


@_quick
@given(
    st.integers(0, len(_PLAIN)),
    st.sampled_from(["&#0;", "&#x1F;", "&amp", "&lol;", "]]>", "<!--", "<![CDATA[", "</note>", "\x00"]),
)
def test_well_aimed_insertions(at: int, piece: str) -> None:
    _holds(_PLAIN[:at] + piece.encode() + _PLAIN[at:])


@_quick
@given(st.text(max_size=200))
def test_any_words_come_through(words: str) -> None:
    allowed = "".join(
        c
        for c in words
        if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    text = _SCORE.format(allowed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        root = open_bytes(text.encode(encoding), "cue.xml").root
        assert (root.findtext("part-list/score-part/part-name") or "") == allowed
