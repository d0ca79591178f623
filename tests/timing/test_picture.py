"""What is printed of a cue file: labels, hits, streamers, punches and clicks at exact ticks (R59 to R62)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from engraving.score import Bar, BarKind, Credits, Cue, Metre, Picture
from engraving.score.atoms import Kind, bar_of, kind_of
from engraving.timing.clicks import FrameClick
from engraving.timing.cue_file import (
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
from engraving.timing.picture import for_players, picture_of
from engraving.timing.rates import RATES
from engraving.timing.tempo_map import tempo_map
from engraving.timing.timecode import parse

TPQ = 24
START = parse("01:00:10:12", RATES["24"])
SIX, SEVEN = Metre((("6", 8),)), Metre((("7", 8),))


def _cue(count: int, metre: Metre | None = None, **more: object) -> Cue:
    length = (metre or Metre()).length(TPQ)
    bars = tuple(Bar(i, str(i + 1), i * length, length) for i in range(count))
    return Cue(Credits(), TPQ, bars, (), metres=((0, 0, metre or Metre()),), **more)  # type: ignore[arg-type]


def _file(bpm: int | Fraction = 60, **more: object) -> CueFile:
    tempo = TempoEvent(Place("1"), Tempo(Fraction(bpm)))
    return CueFile(start=START, tempo=(tempo, *more.pop("tempo", ())), **more)  # type: ignore[misc, arg-type]


def _printed(cue: Cue, cue_file: CueFile) -> Picture:
    picture, findings = picture_of(cue, cue_file, tempo_map(cue, cue_file))
    assert not findings
    return picture


@pytest.mark.rule("R59", "R60")
def test_every_bar_has_its_three_labels() -> None:
    bars = _printed(_cue(14), _file(88)).bars
    assert len(bars) == 14
    assert (bars[0].elapsed, bars[0].timecode, bars[0].feet) == ("0:00.0", "01:00:10:12", "0+00")
    assert bars[12].timecode == "01:00:43:05"  # vector 55


def test_the_heading_says_start_rate_duration_and_picture() -> None:
    heading = _printed(_cue(2), _file(picture="v7", end=START + 24 * 90)).heading
    assert heading == ("Start 01:00:10:12 · 24 fps", "Duration 0:08.0 · Picture v7")
    assert _printed(_cue(2), CueFile(tempo=_file().tempo)).heading == ("24 fps", "Duration 0:08.0")


def test_free_clicks_begin_so_many_pulses_before_bar_one() -> None:
    """Vector 60: eight at 12-0 take 4 s."""
    click = TempoEvent(Place("1"), Tempo(click=FrameClick(96)))
    picture = _printed(_cue(2), CueFile(start=START, tempo=(click,), free_clicks=8))
    assert picture.lead_in == "8 free clicks"
    assert picture.lead_in_from.timecode == "01:00:06:12"
    assert _printed(_cue(2), CueFile(tempo=(click,), free_clicks=1)).lead_in == "1 free click"


def test_a_hit_stands_where_music_is_when_it_comes() -> None:
    """At 60 a quarter is a second: 5.0625 s are a sixteenth of a quarter after the second beat of bar 2."""
    hit = _printed(_cue(4), _file(hits=(Hit(Fraction("5.0625"), "Door"),))).hits[0]
    assert hit.tick == 5 * TPQ + Fraction(TPQ, 16)
    assert (hit.caption, hit.off) == ("Door", "−1.5 fr")  # its beat came 1/16 s before
    assert (hit.moment.elapsed, hit.moment.timecode) == ("0:05.0", "01:00:15:14")
    assert (bar_of(hit.atom), kind_of(hit.atom)) == (1, Kind.HIT)


def test_the_error_is_that_of_the_beat_wanted_or_the_nearest() -> None:
    def off(hit: Hit) -> str:
        return _printed(_cue(4), _file(hits=(hit,))).hits[0].off

    assert off(Hit(Fraction("5.6"))) == "+9.6 fr"  # 0.4 s before the third beat
    assert off(Hit(Fraction("5.6"), wanted=Place("2", Fraction(2)))) == "−14.4 fr"
    assert off(Hit(Fraction(6))) == "0 fr"


def test_a_beat_is_a_dotted_quarter_in_six_eight() -> None:
    """At 90 quarters a minute a dotted quarter is a second: 1.25 s are a quarter of a second after the second beat."""
    assert _printed(_cue(4, SIX), _file(90, hits=(Hit(Fraction("1.25")),))).hits[0].off == "−6 fr"


def test_a_hit_the_second_time_through_says_so() -> None:
    bars = list(_cue(2).bars)
    cue = _cue(2)
    repeated = Bar(1, "2", bars[1].start, bars[1].length, repeat_end=2)
    cue = Cue(cue.credits, TPQ, (bars[0], repeated), (), metres=cue.metres, endings=())
    hit = _printed(cue, _file(hits=(Hit(Fraction(9), "Door"),))).hits[0]
    assert (hit.tick, hit.caption) == (TPQ, "Door (2. time)")


def test_what_has_no_music_is_told() -> None:
    cue_file = _file(hits=(Hit(Fraction(9), "Door"),), streamers=(Streamer(Fraction(20)),), punches=(Punch(Fraction(-1)),))
    picture, findings = picture_of(_cue(2), cue_file, tempo_map(_cue(2), cue_file))
    assert picture.atoms == tuple(click.atom for click in picture.clicks)
    assert [finding.rule for finding in findings] == ["picture-not-printed"] * 3
    assert "“Door” at 0:09.0" in findings[0].message
    assert "the music lasts until 0:08.0" in findings[0].message


def test_a_wanted_place_that_does_not_exist_leaves_the_nearest_beat() -> None:
    assert _printed(_cue(2), _file(hits=(Hit(Fraction("1.25"), wanted=Place("9")),))).hits[0].off == "−6 fr"


def test_a_streamer_of_two_seconds_into_beat_50_at_88() -> None:
    """Vector 61: it begins at beat 50 - 44/15."""
    at = Fraction(49 * 60, 88)
    streamer = _printed(_cue(14), _file(88, streamers=(Streamer(at),))).streamers[0]
    assert streamer.end == 49 * TPQ
    assert streamer.start == (49 - Fraction(44, 15)) * TPQ
    assert streamer.text == "green 2 s"


def test_a_streamer_that_begins_before_the_music_says_since_when() -> None:
    streamer = _printed(_cue(2), _file(streamers=(Streamer(Fraction(1), Fraction(3), "red", "start"),))).streamers[0]
    assert (streamer.start, streamer.end) == (0, TPQ)
    assert streamer.told("elapsed") == "red 3 s from −0:02.0, start"
    assert streamer.told("timecode") == "red 3 s from 01:00:08:12, start"


def test_punches() -> None:
    cue_file = _file(punches=(Punch(Fraction(2)), Punch(Fraction(3), 5, "red"), Punch(Fraction(4), 3, flutter=True)))
    assert [(punch.tick, punch.text, punch.flutter) for punch in _printed(_cue(2), cue_file).punches] == [
        (2 * TPQ, "", False), (3 * TPQ, "red, 5 holes", False), (4 * TPQ, "", True),
    ]  # fmt: skip


@pytest.mark.rule("R62")
def test_clicks_at_each_change() -> None:
    tempo = (
        TempoEvent(Place("2"), Tempo(click=FrameClick(131))),
        TempoEvent(Place("3"), Tempo(Fraction(88)), "time-linear", Tempo(Fraction(60)), Place("4")),
    )
    clicks = _printed(_cue(5), _file(tempo=tempo)).clicks
    assert [(click.tick // (4 * TPQ), click.text, click.tempo) for click in clicks] == [
        (0, "click 24-0", "quarter=60"), (1, "click 16-3", "quarter=87.94"), (2, "click var.", "quarter=88–60"),
        (3, "click 24-0", "quarter=60"),
    ]  # fmt: skip


def test_the_click_changes_with_the_pulse_of_the_metre() -> None:
    cue = _cue(1)
    bars = (*cue.bars, Bar(1, "2", 96, 84), Bar(2, "3", 180, 72))
    cue = Cue(cue.credits, TPQ, bars, (), metres=((0, 0, Metre()), (96, 0, SEVEN), (180, 0, SIX)))
    clicks = _printed(cue, _file(120)).clicks
    assert [(click.text, click.tempo) for click in clicks] == [
        ("click 12-0", "quarter=120"), ("click 6-0", "eighth=240"), ("click 18-0", "quarter.=80"),
    ]  # fmt: skip


def test_the_click_goes_out_and_comes_in() -> None:
    switches = (ClickSwitch(Place("2", Fraction(3)), False), ClickSwitch(Place("3"), True))
    clicks = _printed(_cue(4), _file(clicks=switches)).clicks
    assert [(click.tick, click.text, click.tempo) for click in clicks[1:]] == [
        (6 * TPQ, "click out", ""), (8 * TPQ, "click in 24-0", "quarter=60"),
    ]  # fmt: skip


def test_free_time_has_its_length_and_no_click() -> None:
    clicks = _printed(_cue(4), _file(free=(FreeTime("2", Fraction("8.5"), 2),))).clicks
    assert [(click.tick, click.text) for click in clicks[1:]] == [
        (4 * TPQ, "free, 8.5 s"), (12 * TPQ, "click in 24-0"),
    ]  # fmt: skip


@pytest.mark.rule("R61")
def test_players_get_clicks_and_no_hits() -> None:
    picture = _printed(_cue(4), _file(hits=(Hit(Fraction(1)),), streamers=(Streamer(Fraction(4)),), free_clicks=4))
    mine = for_players(picture, ())
    assert mine.clicks == picture.clicks
    assert (mine.hits, mine.streamers, mine.punches, mine.heading) == ((), (), (), ())
    assert mine.lead_in == "4 free clicks"
    assert len(set(picture.atoms)) == len(picture.atoms) == 3


def test_warning_clicks_stand_where_the_music_is() -> None:
    """At 60 the bar before is silent; 120 from bar 3 on: three clicks, half a second each, are half beats of it."""
    faster = TempoEvent(Place("3"), Tempo(Fraction(120)))
    file = _file(tempo=(faster,), clicks=(ClickSwitch(Place("2"), False), ClickSwitch(Place("3"), True, 3)))
    picture = _printed(_cue(4), file)
    (warning,) = picture.warnings
    assert warning.tick == 8 * TPQ
    assert warning.clicks == tuple(8 * TPQ - Fraction(n * TPQ, 2) for n in (3, 2, 1))
    assert warning.waits == (False, False, False)
    assert warning.atom in picture.atoms
    assert for_players(picture, ()).warnings == picture.warnings


def test_where_the_music_waits_warning_clicks_wait_with_it() -> None:
    pause = Pause(Place("3"), Fraction(10))
    picture = _printed(_cue(4), _file(pauses=(pause,), clicks=(ClickSwitch(Place("3"), True, 2),)))
    assert picture.warnings[0].clicks == (8 * TPQ, 8 * TPQ)
    assert picture.warnings[0].waits == (True, True)


def test_warning_clicks_before_the_music_are_told() -> None:
    """Four at 60 before bar 1 beat 3: two of them have no place."""
    file = _file(clicks=(ClickSwitch(Place("1", Fraction(3)), True, 4),))
    picture, findings = picture_of(_cue(2), file, tempo_map(_cue(2), file))
    assert picture.warnings[0].clicks == (0, TPQ)
    assert [finding.rule for finding in findings] == ["picture-not-printed"] * 2
    assert "the music begins at 0:00.0" in findings[0].message


@pytest.mark.parametrize(
    ("metre", "pickup", "count", "groups"),
    [
        (Metre(), 0, 8, (4, 4)),
        (Metre(), 0, 6, (2, 4)),
        (Metre(), 1, 7, (4, 3)),  # the pickup is the fourth
        (SIX, 0, 4, (2, 2)),
        (SEVEN, 0, 7, (7,)),
        (Metre(), 0, 0, ()),
    ],
)
def test_free_clicks_are_counted_bar_by_bar(metre: Metre, pickup: int, count: int, groups: tuple[int, ...]) -> None:
    cue = _cue(3, metre)
    if pickup:
        first = replace(cue.bars[0], length=pickup * TPQ, kind=BarKind.PICKUP)
        cue = replace(cue, bars=(first, *(replace(bar, start=bar.start - 3 * TPQ) for bar in cue.bars[1:])))
    assert _printed(cue, _file(free_clicks=count)).lead_in_beats == groups
