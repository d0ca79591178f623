"""Cue files: what they say, what is refused and how, and that nothing is lost when they are written."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.errors import SettingsError
from engraving.musicxml.metronome import quarters_per_minute
from engraving.timing.clicks import FrameClick
from engraving.timing.cue_file import (
    COLOURS,
    RAMP_LAWS,
    TEMPO_UNITS,
    ClickSwitch,
    CueFile,
    FreeTime,
    Hit,
    Pause,
    Place,
    Punch,
    Streamer,
    Tempo,
    TempoEvent,
)
from engraving.timing.cue_file.reading import load_cue_file
from engraving.timing.cue_file.tables import CueTables
from engraving.timing.cue_file.writing import dump_cue_file
from engraving.timing.rates import RATES
from engraving.timing.timecode import frames_a_day

WHOLE = """
number = "1M3"
title = "The Chase"
reel = "1"
picture = "v7 2026-11-20"
rate = 24
start = "01:00:10:12"
end = "01:01:40:00"
first-bar = 1
free-clicks = 8

[[tempo]]
bar = 1
bpm = 88

[[tempo]]
bar = 12
beat = 2.5
click = "16-3"
law = "beat-linear"
to-bpm = 66
until-bar = "14a"
until-beat = 3

[[tempo]]
bar = 20
bpm = 60
unit = "dotted-quarter"

[[pause]]
bar = 18
beat = 4
seconds = 1.5

[[free]]
bar = 22
bars = 2
seconds = "25/3"

[[click]]
bar = 22
sounds = false

[[hit]]
at = "01:00:43:05"
caption = "Door slams"
weight = 3
early = 2
late = 0.5
bar = 13
beat = 1

[[hit]]
at = 33.7

[[hit]]
at = "1:02.25"
kind = "cut"

[[streamer]]
at = "01:00:43:05"
lead = 3
colour = "red"

[[punch]]
at = "360/11"
holes = 3
flutter = true
"""


def _load(tmp_path: Path, text: str) -> CueFile:
    path = tmp_path / "cue.toml"
    path.write_text(text, encoding="utf-8")
    return load_cue_file(path)


def test_everything_a_file_may_say(tmp_path: Path) -> None:
    cue = _load(tmp_path, WHOLE)
    assert (cue.number, cue.title, cue.reel, cue.picture) == ("1M3", "The Chase", "1", "v7 2026-11-20")
    assert cue.rate is RATES["24"]
    assert cue.start == 24 * 3610 + 12
    assert cue.end == 24 * 3700
    assert cue.duration == Fraction(89) + Fraction(12, 24)
    assert (cue.first_bar, cue.free_clicks) == ("1", 8)
    assert cue.tempo == (
        TempoEvent(Place("1"), Tempo(Fraction(88))),
        TempoEvent(
            Place("12", Fraction(5, 2)), Tempo(click=FrameClick(131)), "beat-linear",
            Tempo(Fraction(66)), Place("14a", Fraction(3)),
        ),
        TempoEvent(Place("20"), Tempo(Fraction(60)), unit="dotted-quarter"),
    )  # fmt: skip
    assert cue.pauses == (Pause(Place("18", Fraction(4)), Fraction(3, 2)),)
    assert cue.free == (FreeTime("22", Fraction(25, 3), 2),)
    assert cue.clicks == (ClickSwitch(Place("22"), sounds=False),)
    door = Hit(
        Fraction(32) + Fraction(17, 24), "Door slams", weight=3,
        early=Fraction(2), late=Fraction(1, 2), wanted=Place("13"),
    )  # fmt: skip
    assert cue.hits == (door, Hit(Fraction(337, 10)), Hit(Fraction(249, 4), kind="cut"))
    assert cue.streamers == (Streamer(door.at, Fraction(3), "red"),)
    assert cue.punches == (Punch(Fraction(360, 11), 3, flutter=True),)


def test_tempi_are_quarters_a_minute(tmp_path: Path) -> None:
    first, ramp, dotted = _load(tmp_path, WHOLE).tempo
    assert first.quarters(RATES["24"]) == first.final_quarters(RATES["24"]) == 88
    assert ramp.quarters(RATES["24"]) == Fraction(11520, 131)  # vector 15
    assert ramp.final_quarters(RATES["24"]) == 66
    assert dotted.quarters(RATES["24"]) == 90  # vector 58
    with pytest.raises(ValueError, match="without click"):
        Tempo().beats(RATES["24"])


def test_vector_59_a_dotted_quarter_at_80() -> None:
    event = TempoEvent(Place("1"), Tempo(Fraction(80)), unit="dotted-quarter")
    assert event.quarters(RATES["24"]) == 120
    assert quarters_per_minute("quarter.=80") == 120.0


def test_vector_61_a_streamer_begins_its_lead_before() -> None:
    at = 49 * Fraction(60, 88)
    begins = Streamer(at, Fraction(2)).begins
    assert 1 + begins * 88 / 60 == 50 - Fraction(44, 15)


def test_where_a_hit_is_wanted() -> None:
    assert (Hit(Fraction(1)).bar, Hit(Fraction(1)).beat) == ("", 0)
    assert Hit(Fraction(1), wanted=Place("3", Fraction(2))).beat == 2


def test_an_empty_file_is_a_cue_of_which_nothing_is_known(tmp_path: Path) -> None:
    assert _load(tmp_path, "") == CueFile()
    assert CueFile().duration is None


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("rate = 26", "line 1, key rate: There is no frame rate “26”; known: 23.976, 24"),
        ("\nstart = '00:00:10:24'", "line 2, key start: “00:00:10:24” does not exist at 24 fps"),
        ("rate = '29.97df'\nstart = '01:01:00;00'", "line 2, key start: “01:01:00;00” does not exist in drop frame"),
        ("end = '01:00:00:00'", "key end: The cue has an end and no start"),
        ("start = '01:00:00:00'\nend = '00:59:00:00'", "key end: The cue ends at 00:59:00:00, not after its start"),
        ("pickture = 'v1'", "key pickture: There is no setting “pickture”. The nearest valid key is “picture”"),
        ("[[hits]]\nat = 1", "key hits: There is no setting “hits”. The nearest valid key is “hit”"),
        ("[hit]\nat = 1", "“hit” is a list of tables. Write each of them under [[hit]]"),
        ("[[hit]]\nat = 1\n\n[[hit]]\ncaption = 'x'", "line 4, key hit.2.at: “at” is missing in [hit.2]"),
        ("[[hit]]\nat = 1\n[[hit]]\nat = 2\nwaight = 3", "line 5, key hit.2.waight"),
        ("[[hit]]\nat = 'soon'", "line 2, key hit.1.at: “soon” is no number"),
        ("[[hit]]\nat = '01:00:00:00'", "the cue has no start to count it from"),
        ("[[hit]]\nat = nan", "key hit.1.at: “nan” is no number"),
        ("rate = true", "key rate: True does not do: it takes a number or text in quotes"),
        ("start = 12", "key start: 12 does not do: it takes text in quotes"),
        ("[[tempo]]\nbar = 1\nbpm = 0", "key tempo.1.bpm: 0 does not do: it takes a number more than 0"),
        ("[[hit]]\nat = 1\nbeat = 2", "key hit.1.beat: There is “beat” and no “bar”"),
        ("[[tempo]]\nbar = 1\nbpm = 9\nuntil-beat = 2", "key tempo.1.until-beat: There is “until-beat” and no “until-bar”"),
        ("[[hit]]\nat = 1\nearly = -1", "key hit.1.early: -1 does not do: it takes a number of at least 0"),
        ("[[hit]]\nat = 1\nlate = '-1/2'", "key hit.1.late: “-1/2” does not do: it must be 0 frames or more"),
        ("[[hit]]\nat = 1\nbar = 2\nbeat = '1/2'", "key hit.1.beat: There is no beat 1/2"),
        ("[[tempo]]\nbar = 1", "key tempo.1: This tempo has neither “bpm” nor “click”"),
        ("[[tempo]]\nbar = 1\nbpm = 0", "key tempo.1.bpm"),
        ("[[tempo]]\nbar = 1\nbpm = '0/7'", "key tempo.1.bpm: “0/7” does not do: it must be more than 0"),
        ("[[tempo]]\nbar = 1\nclick = '16-9'", "key tempo.1.click: “16-9” is no frame click"),
        ("[[tempo]]\nbar = 1\nclick = '16-3'\nbpm = 90", "There are “bpm” and “click”. Keep one of them"),
        ("[[tempo]]\nbar = 1\nbpm = 90\nto-bpm = 60\nuntil-bar = 2", "by which law the tempo changes. Give “law”: time-linear"),
        ("[[tempo]]\nbar = 1\nbpm = 90\nlaw = 'steps'\nto-bpm = 60", "This ramp has no “until-bar”"),
        ("[[tempo]]\nbar = 1\nbpm = 90\nlaw = 'steps'\nuntil-bar = 2", "This ramp has no “to-bpm”"),
        ("[[tempo]]\nbar = 1\nbpm = 90\nlaw = 'linear'", "key tempo.1.law: “linear” does not do"),
        ("[[tempo]]\nbpm = 90", "key tempo.1.bar: “bar” is missing"),
        ("[[free]]\nbar = 1\nseconds = 0", "key free.1.seconds: “0.0” does not do: it must be more than 0"),
        ("[[click]]\nbar = 2\nsounds = false\nwarning = 2", "key click.1.warning: Nothing is warned of where the click goes"),
        ("[[streamer]]\nat = 1\ncolour = 'grene'", "The nearest valid word is “green”"),
    ],
)  # fmt: skip
def test_what_is_refused_and_where(tmp_path: Path, text: str, tells: str) -> None:
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, text)
    assert tells in str(caught.value)


def test_the_example_of_the_docs_is_read(tmp_path: Path) -> None:
    docs = (Path(__file__).resolve().parents[3] / "docs" / "timing.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", docs, re.DOTALL)
    cue = _load(tmp_path, example)
    assert (cue.number, len(cue.tempo), len(cue.hits), len(cue.streamers), len(cue.punches)) == ("1M3", 2, 1, 1, 1)


def test_the_words_of_the_file_are_those_of_the_values() -> None:
    assert set(TEMPO_UNITS) == {"whole", "dotted-half", "half", "dotted-quarter", "quarter",
                                "dotted-eighth", "eighth", "dotted-16th", "16th"}  # fmt: skip
    assert len(RAMP_LAWS) == 5
    assert "green" in COLOURS
    assert CueTables.__struct_config__.forbid_unknown_fields


def test_a_file_written_is_a_file_people_can_read(tmp_path: Path) -> None:
    text = dump_cue_file(_load(tmp_path, WHOLE))
    assert text.startswith('number = "1M3"\ntitle = "The Chase"\n')
    assert '[[hit]]\nat = "01:00:43:05"\ncaption = "Door slams"\nweight = 3\nearly = 2\nlate = 0.5\nbar = 13\n' in text
    assert "[[hit]]\nat = 33.7\n" in text
    assert '[[punch]]\nat = "360/11"\n' in text
    assert 'until-bar = "14a"\nuntil-beat = 3\n' in text


_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_bars = st.one_of(st.integers(0, 999).map(str), st.sampled_from(["12a", "007", "X1"]))
_beats = st.fractions(1, 12, max_denominator=24)
_places = st.builds(Place, _bars, _beats)
_switches = st.one_of(
    st.builds(ClickSwitch, _places, st.just(False)), st.builds(ClickSwitch, _places, st.just(True), st.integers(0, 100))
)
_seconds = st.fractions(Fraction(1, 1000), 5000, max_denominator=48_000)
_times = st.fractions(-20, 5000, max_denominator=1001)
_clicks = st.builds(FrameClick, st.integers(1, 400))
_tempi = st.one_of(
    st.builds(Tempo, st.fractions(Fraction(1, 10), 2000, max_denominator=1001)), st.builds(Tempo, click=_clicks)
)
_units = st.sampled_from(list(TEMPO_UNITS))
_events = st.one_of(
    st.builds(TempoEvent, _places, _tempi, unit=_units),
    st.builds(TempoEvent, _places, _tempi, st.sampled_from(RAMP_LAWS), _tempi, _places, _units),
)
_hits = st.builds(
    Hit, _times, _words, _words, st.integers(0, 100), st.fractions(0, 30, max_denominator=10),
    st.fractions(0, 30, max_denominator=10), st.one_of(st.just(Place()), _places),
)  # fmt: skip
_colours = st.sampled_from(COLOURS)


def _several(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=3).map(tuple)


@st.composite
def _cue_files(draw: st.DrawFn) -> CueFile:
    rate = draw(st.sampled_from(list(RATES.values())))
    start = draw(st.none() | st.integers(0, frames_a_day(rate) - 2))
    end = None if start is None else draw(st.none() | st.integers(start + 1, frames_a_day(rate) - 1))
    return CueFile(
        draw(_words), draw(_words), draw(_words), draw(_words), rate, start, end,
        draw(st.just("") | _bars), draw(st.integers(0, 100)),
        draw(_several(_events)), draw(_several(st.builds(Pause, _places, _seconds))),
        draw(_several(st.builds(FreeTime, _bars, _seconds, st.integers(1, 20)))),
        draw(_several(_switches)), draw(_several(_hits)),
        draw(_several(st.builds(Streamer, _times, _seconds, _colours, _words))),
        draw(_several(st.builds(Punch, _times, st.integers(1, 100), _colours, st.booleans(), _words))),
    )  # fmt: skip


@given(_cue_files())
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, cue: CueFile) -> None:
    path = tmp_path_factory.mktemp("cue") / "cue.toml"
    text = dump_cue_file(cue)
    tomllib.loads(text)
    path.write_bytes(text.encode())
    assert load_cue_file(path) == cue
