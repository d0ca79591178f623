"""Every dialect that is read, by a sample of it: the same three hits, 5, 12.5 and 20 seconds into a cue at 01:00:10:12."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from engraving.errors import NotASpottingList, UsageError
from engraving.spotting import SpottingList, Window, hits, read_edits, read_spotting, span_of
from engraving.spotting.sources import open_source
from engraving.timing.cue_file import Hit, Place
from engraving.timing.rates import RATES
from engraving.timing.timecode import parse, seconds_of

SAMPLES = Path(__file__).with_name("samples")
HITS = (Fraction(5), Fraction(25, 2), Fraction(20))
START = "01:00:10:12"
END = "01:01:00:00"


def _read(name: str, rate: str = "24") -> SpottingList:
    return read_spotting(SAMPLES / name, RATES[rate])


def _hits(spotting: SpottingList, rate: str = "24", number: str = "1M1") -> tuple[Hit, ...]:
    start, end = (seconds_of(parse(text, RATES[rate]), RATES[rate]) for text in (START, END))
    return hits(spotting, Window(start, end - start, number=number))[0]


@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("hits.csv", "csv"),
        ("semicolons.csv", "csv"),
        ("pro-tools.txt", "pro-tools"),
        ("avid.edl", "edl"),
        ("resolve.edl", "edl"),
        ("reaper.csv", "reaper"),
        ("project.fcpxml", "fcpxml"),
        ("timeline.otio", "otio"),
    ],
)
def test_every_dialect_gives_the_same_hits(name: str, dialect: str) -> None:
    spotting = _read(name)
    assert spotting.dialect == dialect
    found = _hits(spotting)
    assert [hit.at for hit in found] == list(HITS)
    captions = [hit.caption.casefold() for hit in found]
    assert [words.startswith(said) for words, said in zip(captions, ("door opens", "she turns", "train"), strict=True)] == [True] * 3


def test_a_table_says_tolerance_weight_and_wanted_place() -> None:
    first, second, third = _hits(_read("hits.csv"))
    assert (first.weight, first.early, first.late, first.wanted) == (2, 1, 3, Place("3", Fraction(1)))
    assert (second.kind, second.weight, second.caption) == ("cut", Hit(Fraction(0)).weight, "She turns, slowly")
    assert third.wanted == Place("12a", Fraction(5, 2))


def test_a_table_of_cues() -> None:
    spotting = _read("cues.csv")
    assert [(cue.number, cue.title, cue.reel) for cue in spotting.cues] == [("1M1", "The Crossing", "1"), ("1M2", "Station", "1")]
    span = span_of(spotting, "1m2")
    assert span is not None
    assert span.end is not None
    assert span.end - span.start == 60 + 30 + Fraction(1, 2)


def test_hits_of_another_cue_are_left_out_and_told() -> None:
    chosen, findings = hits(_read("semicolons.csv"), Window(number="1M1"))
    assert len(chosen) == 3
    assert [finding.rule for finding in findings] == ["spotting-elsewhere"]
    assert "Station" in findings[0].message
    everything, none = hits(_read("semicolons.csv"), Window(number="1M1"), everything=True)
    assert [hit.at for hit in everything] == [*HITS, 40]
    assert none == ()


def test_markers_outside_the_cue_are_left_out_and_told() -> None:
    start = seconds_of(parse("01:00:20:00", RATES["24"]), RATES["24"])
    chosen, (finding,) = hits(_read("avid.edl"), Window(start, Fraction(5)))
    assert [(hit.at, hit.caption, hit.kind) for hit in chosen] == [(3, "SHE TURNS", "green")]
    assert "2 of 3" in finding.message


# --- Pro Tools ---


def test_pro_tools_newer_columns_at_the_films_own_rate() -> None:
    """At 23.976 a second of labels is 1.001 s; sample 0 stands at the session's start, not at the cue's."""
    spotting = read_spotting(SAMPLES / "pro-tools-2023.txt")
    assert spotting.rate is RATES["23.976"]
    assert [hit.at for hit in _hits(spotting, "23.976")] == [at * Fraction(1001, 1000) for at in HITS]
    assert [marker.caption for marker in spotting.markers] == ["Door opens", "She turns: slowly", "Train"]
    assert spotting.findings == ()


def test_pro_tools_samples_are_finer_than_labels(tmp_path: Path) -> None:
    text = (SAMPLES / "pro-tools.txt").read_text().replace(f"{int(15.5 * 48000)} ", f"{int(15.5 * 48000) + 480} ")
    (tmp_path / "s.txt").write_text(text)
    first = read_spotting(tmp_path / "s.txt").markers[0]
    assert first.at == 3600 + Fraction(31, 2) + Fraction(1, 100)


def test_pro_tools_samples_unlike_the_label_are_told(tmp_path: Path) -> None:
    text = (SAMPLES / "pro-tools.txt").read_text().replace("01:00:15:12", "01:00:15:20")
    (tmp_path / "s.txt").write_text(text)
    (finding,) = read_spotting(tmp_path / "s.txt").findings
    assert finding.rule == "spotting-two-times"
    assert "01:00:15:20" in finding.message
    assert "01:00:15:12" in finding.message


def test_pro_tools_older_text_without_a_session_start_goes_by_labels(tmp_path: Path) -> None:
    lines = (SAMPLES / "pro-tools.txt").read_text().splitlines(keepends=True)
    (tmp_path / "s.txt").write_text("".join(line for line in lines if "SESSION START" not in line))
    spotting = read_spotting(tmp_path / "s.txt")
    assert [hit.at for hit in _hits(spotting)] == list(HITS)


def test_pro_tools_without_markers_says_what_was_expected(tmp_path: Path) -> None:
    text = (SAMPLES / "pro-tools.txt").read_text().split("M A R K E R S")[0]
    (tmp_path / "s.txt").write_text(text)
    with pytest.raises(NotASpottingList, match=r"holds no marker listing.*Session Info as Text"):
        read_spotting(tmp_path / "s.txt")


def test_pro_tools_columns_that_are_missing_are_named(tmp_path: Path) -> None:
    text = (SAMPLES / "pro-tools.txt").read_text().replace("\tNAME  ", "\tLABEL ")
    (tmp_path / "s.txt").write_text(text)
    with pytest.raises(NotASpottingList, match="has no column NAME; it has #, LOCATION, TIME REFERENCE, UNITS, LABEL, COMMENTS"):
        read_spotting(tmp_path / "s.txt")


# --- edit lists ---


def test_the_edits_of_a_list() -> None:
    edits = read_edits(open_source(SAMPLES / "avid.edl", RATES["24"]))
    assert edits.title == "REEL 1 V3"
    assert [(e.reel, e.channel, e.record_out - e.record_in) for e in edits.edits] == [
        ("A001C003", "V", 8 * 24), ("A001C007", "V", 12 * 24), ("BL", "V", 2 * 24),
    ]  # fmt: skip


def test_an_edit_list_does_not_say_its_rate() -> None:
    with pytest.raises(UsageError, match=r"timecode but not its rate.*--rate"):
        read_spotting(SAMPLES / "avid.edl")


def test_an_edit_list_says_whether_frames_are_dropped() -> None:
    with pytest.raises(UsageError, match=r"line 2.*non-drop frame"):
        _read("avid.edl", "29.97df")


def test_a_locator_that_cannot_be_read_is_no_silence(tmp_path: Path) -> None:
    text = (SAMPLES / "avid.edl").read_text().replace("* LOC: 01:00:23:00 GREEN", "* LOC: 01:00:23 GREEN")
    (tmp_path / "a.edl").write_text(text)
    with pytest.raises(NotASpottingList, match="line 9: This locator cannot be read"):
        read_spotting(tmp_path / "a.edl", RATES["24"])


def test_a_label_that_does_not_exist_is_an_error_with_its_line(tmp_path: Path) -> None:
    text = (SAMPLES / "avid.edl").read_text().replace("01:00:23:00 GREEN", "01:00:23:24 GREEN")
    (tmp_path / "a.edl").write_text(text)
    with pytest.raises(NotASpottingList, match="line 9: “01:00:23:24” does not exist at 24 fps"):
        read_spotting(tmp_path / "a.edl", RATES["24"])


# --- REAPER ---


def test_reaper_regions_are_cues() -> None:
    spotting = _read("reaper.csv")
    assert [(cue.number, cue.title, cue.start, cue.end) for cue in spotting.cues] == [
        ("1M1", "The Crossing", 0, Fraction(99, 2)), ("1M2", "Station", Fraction(219, 2), 200),
    ]  # fmt: skip


def test_reaper_in_bars_is_asked_about() -> None:
    with pytest.raises(NotASpottingList, match=r"line 2: “3.2.50” is bars and beats.*ruler"):
        _read("reaper-bars.csv")


# --- FCPXML ---


def test_markers_the_cut_does_not_show_are_left_out_and_told() -> None:
    for name in ("project.fcpxml", "timeline.otio"):
        (finding,) = _read(name).findings
        assert finding.rule == "spotting-marker-unseen"
        assert "cut away" in finding.message


def test_fcpxml_says_its_rate() -> None:
    assert read_spotting(SAMPLES / "project.fcpxml").rate is RATES["24"]
    with pytest.raises(UsageError, match="24 fps, the cue at 25"):
        _read("project.fcpxml", "25")


def test_other_xml_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text('<?xml version="1.0"?><xmeml version="5"/>')
    with pytest.raises(NotASpottingList, match="root is <xmeml>, not <fcpxml>"):
        read_spotting(tmp_path / "x.xml")


# --- OTIO ---


def test_otio_brings_its_rate() -> None:
    spotting = read_spotting(SAMPLES / "timeline.otio")
    assert spotting.rate is RATES["24"]
    assert [marker.caption for marker in spotting.markers] == ["Door opens", "She turns: slowly", "Train"]
