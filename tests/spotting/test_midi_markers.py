"""Markers of MIDI files, built byte by byte, against the arithmetic of ticks and microseconds."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from engraving.errors import NotASpottingList, UsageError
from engraving.spotting import SpottingList, Window, hits, read_spotting
from engraving.timing.rates import RATES
from engraving.timing.timecode import parse, seconds_of

TEMPO_88 = bytes.fromhex("FF51030A675A")  # 681818 µs a quarter (timing.md vector 75)
TEMPO_120 = bytes.fromhex("FF510307A120")
AT_01_00_10_12 = bytes.fromhex("FF540501000A0C00")  # 24 fps (vector 77)


def _length(number: int) -> bytes:
    """A variable-length quantity."""
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(number & 0x7F | 0x80)
    return bytes(reversed(digits))


def _meta(kind: int, words: bytes) -> bytes:
    return bytes((0xFF, kind)) + _length(len(words)) + words


def _track(*events: tuple[int, bytes]) -> bytes:
    body = b"".join(_length(wait) + event for wait, event in (*events, (0, b"\xff\x2f\x00")))
    return b"MTrk" + len(body).to_bytes(4, "big") + body


def _file(*tracks: bytes, kind: int = 1, division: bytes = b"\x01\xe0") -> bytes:
    return b"MThd\0\0\0\6" + kind.to_bytes(2, "big") + len(tracks).to_bytes(2, "big") + division + b"".join(tracks)


def _read(tmp_path: Path, data: bytes, rate: str = "") -> SpottingList:
    path = tmp_path / "hits.mid"
    path.write_bytes(data)
    return read_spotting(path, RATES[rate] if rate else None)


def test_the_last_tempo_counts_and_times_are_exact(tmp_path: Path) -> None:
    """1920 ticks at 681818 µs are 2.727272 s (vector 78); half a second a quarter after it."""
    tempi = _track((0, TEMPO_88), (1920, TEMPO_120))
    marks = _track((1920, _meta(6, b"Door")), (240, _meta(7, b"Turn")))
    door, turn = _read(tmp_path, _file(tempi, marks)).markers
    assert (door.at, door.caption, door.kind) == (Fraction(2727272, 1_000_000), "Door", "")
    assert (turn.at - door.at, turn.caption, turn.kind) == (Fraction(1, 4), "Turn", "cue")


def test_a_tempo_in_a_later_track_counts_from_its_tick(tmp_path: Path) -> None:
    marks = _track((480, _meta(6, b"A")))
    (marker,) = _read(tmp_path, _file(marks, _track((480, TEMPO_88)))).markers
    assert marker.at == Fraction(1, 2)  # 120 until somebody says otherwise


def test_without_an_offset_the_file_begins_with_the_cue(tmp_path: Path) -> None:
    spotting = _read(tmp_path, _file(_track((960, _meta(6, b"A")))))
    assert [hit.at for hit in hits(spotting, Window())[0]] == [1]


def test_an_smpte_offset_says_where_the_file_begins(tmp_path: Path) -> None:
    spotting = _read(tmp_path, _file(_track((0, AT_01_00_10_12), (960, _meta(6, b"A")))))
    rate = RATES["24"]
    assert spotting.rate is rate
    assert spotting.zero == 3600 + Fraction(21, 2)
    start = seconds_of(parse("01:00:10:00", rate), rate)
    assert [hit.at for hit in hits(spotting, Window(start))[0]] == [Fraction(3, 2)]
    with pytest.raises(UsageError, match="where the cue begins"):
        hits(spotting, Window())


def test_an_offset_of_24_counts_the_labels_of_23_976(tmp_path: Path) -> None:
    """The format has no code for 23.976, which counts labels like 24 (timing.md 5)."""
    spotting = _read(tmp_path, _file(_track((0, AT_01_00_10_12), (0, _meta(6, b"A")))), "23.976")
    assert spotting.zero == (3600 + Fraction(21, 2)) * Fraction(1001, 1000)


def test_an_offset_of_nothing_is_not_believed_but_told(tmp_path: Path) -> None:
    spotting = _read(tmp_path, _file(_track((0, bytes.fromhex("FF54050000000000")), (0, _meta(6, b"A")))))
    assert spotting.zero is None
    assert [finding.rule for finding in spotting.findings] == ["spotting-offset-unset"]


def test_words_in_utf_8_and_in_latin_1(tmp_path: Path) -> None:
    marks = _track((0, _meta(6, "Tür ♪".encode())), (0, _meta(6, "Tür".encode("latin-1"))))
    assert [marker.caption for marker in _read(tmp_path, _file(marks)).markers] == ["Tür ♪", "Tür"]


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (_file(_track((0, _meta(6, b"A"))), kind=2), "type 2"),
        (_file(_track((0, _meta(6, b"A"))), division=b"\xe7\x28"), "counts frames"),
        (_file(_track((0, _meta(6, b"A"))))[:-9], "damaged"),
        (b"MThd\0\0", "damaged"),
        (_file(_track()), "read as midi and holds no marker"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, seen: str) -> None:
    with pytest.raises(NotASpottingList, match=seen):
        _read(tmp_path, data)


def test_what_a_file_cannot_tell_from_a_frame_line_stands_on_it(tmp_path: Path) -> None:
    """At 120 a tick of 480 is 1/960 s, 40 to a frame of 24: rounding to ticks moves nothing by more than half of one."""
    near, far = _read(tmp_path, _file(_track((2400, _meta(6, b"A")), (5, _meta(6, b"B")))), "24").markers
    assert (near.at, far.at) == (Fraction(5, 2), Fraction(2405, 960))
    (moved,) = _read(tmp_path, _file(_track((2201, _meta(6, b"A")))), "24").markers
    # 55 frames are 2200 ticks: a whole tick off is no rounding
    assert moved.at == Fraction(2201, 960)
    tempi = _track((0, TEMPO_88), (0, _meta(6, b"A")))
    marks = _track((480 * 22, _meta(6, b"B")))
    (_, late) = _read(tmp_path, _file(tempi, marks), "24").markers
    # 22 beats of 88 are 15 s, and of 681818 µs four microseconds less
    assert late.at == 15
