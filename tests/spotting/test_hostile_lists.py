"""Lists that are none, are damaged or mean harm: one line to the user, never a trace."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engraving.errors import EngravingError, NotASpottingList, UnsafeInput, UsageError
from engraving.spotting import read_spotting, sources
from engraving.timing.rates import RATES

SAMPLES = Path(__file__).with_name("samples")


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 AAF", "an AAF"),
        (b"PK\x03\x04", "a zip"),
        (b"\x00\x01\x02\x00\x00\x00\x00\x00", "binary"),
        (b"Heading\nFIELD_DELIM\tTABS\n", "begins with “Heading”"),
        (b"Door opens at noon\n", "begins with “Door opens at noon”"),
        (b"foo,bar\n1,2\n", "begins with “foo,bar”"),
        (b"time,caption\n", "holds no marker"),
        (b'{"a": 1}', "AnyDictionary and no timeline"),
        (b"[1,", "no OpenTimelineIO"),
        (b"<fcpxml><project>", "not valid XML"),
        (b"<fcpxml/>", "no project"),
        (b"<?xml version='1.0' encoding='UTF-9'?><fcpxml/>", "an encoding that cannot be read"),
        (b"<?xml version='1.0' encoding='Shift_JIS'?><fcpxml/>", "an encoding that cannot be read"),
    ],
)
def test_what_was_seen_is_said(tmp_path: Path, data: bytes, seen: str) -> None:
    (tmp_path / "list").write_bytes(data)
    with pytest.raises(NotASpottingList, match=seen) as raised:
        read_spotting(tmp_path / "list")
    assert raised.value.remedy, "and what was expected"


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        ("12.3.00,A", "line 2: “12.3.00” is bars and beats"),
        ("01:00:10.12,A", "line 2: “01:00:10.12” is timecode with a point, or"),
        (",A", "line 2: This row has no time"),
        ("5.0,A\nsoon,B", "line 3: “soon” is nothing that is known"),
        ("50+18,A", "line 2: “50[+]18” does not exist"),
        ('5.0,"A\nB', "line 2: This row cannot be read"),
    ],
)
def test_a_table_names_the_row(tmp_path: Path, rows: str, seen: str) -> None:
    (tmp_path / "list.csv").write_text(f"time,caption\n{rows}\n")
    with pytest.raises(NotASpottingList, match=seen):
        read_spotting(tmp_path / "list.csv", RATES["24"])


@pytest.mark.parametrize("cell", ["-1", "x", "1/0", "1e9", "٣"])
def test_a_number_that_is_none_is_refused(tmp_path: Path, cell: str) -> None:
    (tmp_path / "list.csv").write_text(f"time,caption,early\n5.0,A,{cell}\n", encoding="utf-8")
    with pytest.raises(NotASpottingList, match="under “early” is no number"):
        read_spotting(tmp_path / "list.csv")


def test_entities_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text('<!DOCTYPE fcpxml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><fcpxml>&b;</fcpxml>')
    with pytest.raises(UnsafeInput, match="declares entities"):
        read_spotting(tmp_path / "x")


def test_depth_is_limited(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("<fcpxml>" + "<spine>" * 100_000)
    with pytest.raises(UnsafeInput, match="nested"):
        read_spotting(tmp_path / "x")
    (tmp_path / "o").write_text("[" * 100_000)
    with pytest.raises(UnsafeInput, match="nested"):
        read_spotting(tmp_path / "o")


def test_length_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 2**20)
    (tmp_path / "x").write_bytes(b"time,caption\n" + b"1.0,A\n" * 200_000)
    with pytest.raises(UnsafeInput, match="longer than 1 MB"):
        read_spotting(tmp_path / "x")


def test_no_file_and_folders(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_spotting(tmp_path / "nothing.csv")
    with pytest.raises(UsageError, match=r"folder"):
        read_spotting(tmp_path)
    with pytest.raises(UsageError, match=r"no dialect “cvs”.*csv"):
        read_spotting(SAMPLES / "hits.csv", dialect="cvs")


def test_a_bundle_of_final_cut_is_read(tmp_path: Path) -> None:
    bundle = tmp_path / "reel.fcpxmld"
    bundle.mkdir()
    (bundle / "Info.fcpxml").write_bytes((SAMPLES / "project.fcpxml").read_bytes())
    assert len(read_spotting(bundle).markers) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_encodings_of_the_day(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x").write_bytes("time,caption\n5.0,Tür geht auf\n".encode(encoding))
    found = read_spotting(tmp_path / "x")
    assert found.markers[0].caption == "Tür geht auf"
    assert [finding.rule for finding in found.findings] == (["spotting-encoding"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_lists_are_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """A byte lost, changed or a tail cut off: hits, or an error of ours, and nothing else."""
    whole = bytearray((SAMPLES / name).read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    harm = data.draw(st.sampled_from(("cut", "drop", "change")))
    if harm == "cut":
        del whole[at:]
    elif harm == "drop":
        del whole[at]
    else:
        whole[at] = data.draw(st.integers(0, 255))
    (tmp_path / name).write_bytes(whole)
    with suppress(EngravingError):
        read_spotting(tmp_path / name, RATES["24"])


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("#,Name,Start,End,Length\nM1\n", "line 2"),
        (f"#,Name,Start,End,Length\nM1,{'a' * 200_000},0:05.0,,\n", "line 2: This row cannot be read"),
        (f"time,caption,{'a' * 200_000}\n", "begins with"),
        (f"time,caption\n5.0,{'a' * 200_000}\n", "line 2: This row cannot be read"),
    ],
)
def test_rows_out_of_shape_are_refused(tmp_path: Path, text: str, seen: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    with pytest.raises(NotASpottingList, match=seen):
        read_spotting(tmp_path / "x.csv")
