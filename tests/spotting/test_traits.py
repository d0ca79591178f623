"""What real exports look like, trait by trait; the samples are written for this and have the shape of such exports."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest

from engraving.errors import NotASpottingList
from engraving.spotting import SpottingList, read_edits, read_spotting
from engraving.spotting.clip_clock import conformed
from engraving.spotting.recut import new_place
from engraving.spotting.sources import open_source
from engraving.timing.rates import RATES
from engraving.timing.timecode import parse, seconds_of

NTSC = Fraction(1001, 1000)


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]
    def reader(text: str, rate: str = "", encoding: str = "utf-8") -> SpottingList:
        path = tmp_path / "list"
        path.write_bytes(text.encode(encoding))
        return read_spotting(path, RATES[rate] if rate else None)

    return reader


def at(spotting: SpottingList) -> list[Fraction]:
    return [marker.at for marker in spotting.markers]


def words(spotting: SpottingList) -> list[str]:
    return [marker.caption for marker in spotting.markers]


# --- Pro Tools ---

HEAD = """\
SESSION NAME:\t2M4
SAMPLE RATE:\t48000.000000
BIT DEPTH:\t24-bit
SESSION START TIMECODE:\t{start}
TIMECODE FORMAT:\t{rate}
# OF AUDIO TRACKS:\t1


T R A C K  L I S T I N G
TRACK NAME:\tMX
COMMENTS:\tmusic
STATE:\x20
CHANNEL \tEVENT   \tCLIP NAME                     \tSTART TIME    \tEND TIME      \tDURATION      \tSTATE
1       \t1       \tMX 1                          \t      0:08.008\t      9:16.389\t      9:08.381\tUnmuted


M A R K E R S  L I S T I N G
#   \tLOCATION     \tTIME REFERENCE    \tUNITS    \tNAME                             \tCOMMENTS
"""


def test_pro_tools_shows_subframes_in_hundredths_of_a_frame(read) -> None:  # type: ignore[no-untyped-def]
    """29.97 drop frame: sample 0 is 01:00:00;00.50, half a frame into 107892 frames."""
    text = HEAD.format(start="01:00:00;00.50", rate="29.97 Drop Frame")
    text += "1   \t01:00:10;00.50\t48048             \tTicks    \tOpens\t\n2   \t0:01.001\t48048\tSamples\tShuts\t\n"
    frame = NTSC / 30
    assert at(read(text)) == [Fraction(108192 * 2 + 1, 2) * frame, Fraction(107892 * 2 + 1, 2) * frame + NTSC]


def test_pro_tools_names_and_comments_have_several_lines_and_tabs(read) -> None:  # type: ignore[no-untyped-def]
    text = HEAD.format(start="01:00:00:00", rate="24 Frame")
    text += "1   \t01:00:01:00\t48000   \tSamples\tDoor\nopens                  \t\n"
    text += "2   \t01:00:02:00\t96000   \tSamples\tCar                    \tstops\n\nat once\n"
    text += "3   \t01:00:03:00\t144000  \tSamples\tSea                    \tfar\taway\n\n"
    assert words(read(text)) == ["Door opens", "Car: stops at once", "Sea: far away"]


def test_pro_tools_markers_in_bars_have_their_label(read) -> None:  # type: ignore[no-untyped-def]
    text = HEAD.format(start="23:57:00:00", rate="23.976 Frame") + "2   \t23:58:55:18  \t58|4\tTicks\tDoor\tslams\n"
    rate = RATES["23.976"]
    assert at(read(text)) == [seconds_of(parse("23:58:55:18", rate), rate)]


# --- edit lists ---


def test_avid_locators_without_spaces_without_words_and_in_wide_columns(read) -> None:  # type: ignore[no-untyped-def]
    text = """\
TITLE:   REEL 2\x20
FCM: NON-DROP FRAME
000009  A012C003_190627JC                V  C\t\t09:14:02:08 09:14:03:04 01:00:14:05 01:00:15:01\x20
 *FROM CLIP NAME:  02/01-03\x20
 M2      A012C003_190627JC                         026.0 09:14:03:04
 *LOC: 01:00:14:08 RED     DOOR // SLAMS
 *LOC: 01:00:15:00 GREEN
 *AVX2 EFFECT, RESIZE\x20
"""
    spotting = read(text, "24")
    assert [(m.caption, m.kind) for m in spotting.markers] == [("DOOR // SLAMS", "red"), ("", "green")]


def test_resolve_writes_the_note_before_the_marker(read) -> None:  # type: ignore[no-untyped-def]
    text = """\
TITLE: ( no title )

001  001      V     C        01:00:18:06 01:00:18:07 01:00:18:06 01:00:18:07\x20\x20
2. door, to be cut |C:ResolveColorYellow |M:Marker 1 |D:1

002  001      V     C        01:00:20:20 01:00:20:21 01:00:20:20 01:00:20:21\x20\x20
100 frames late
or more |C:ResolveColorGreen |M:Car |D:1
"""
    with pytest.raises(NotASpottingList, match="no CMX 3600 event"):
        read(text.replace(" |C:ResolveColorYellow |M:Marker 1 |D:1", "").replace("2. door", "200 doors"), "24")
    spotting = read(text.replace("100 frames", "some frames"), "24")
    assert words(spotting) == ["2. door, to be cut", "Car: some frames late or more"]
    spotting = read(text.replace("100 frames late\nor more", "100 frames late"), "24")
    assert words(spotting)[1] == "Car: 100 frames late"


def test_sources_are_counted_otherwise_than_the_record(tmp_path: Path) -> None:
    """FCM before the first event is the record's, later ones are the sources': 00:01:00:00 does not exist dropped."""
    path = tmp_path / "a.edl"
    path.write_text(
        "FCM: DROP FRAME\n"
        "001  A  V  C  00:00:59;28 00:01:00;02 01:00:00;00 01:00:00;02\n"
        "FCM: NON-DROP FRAME\n"
        "002  B  V  C  00:01:00:00 00:01:00:10 01:00:00;02 01:00:00;12\n"
    )
    edits = read_edits(open_source(path, RATES["29.97df"])).edits
    assert [(edit.source_in, edit.source_out) for edit in edits] == [(1798, 1800), (1800, 1810)]


def cut(tmp_path: Path, name: str, text: str) -> list:  # type: ignore[type-arg]
    (tmp_path / name).write_text(text)
    return read_edits(open_source(tmp_path / name, RATES["24"]))  # type: ignore[return-value]


def test_speeds_and_freeze_frames_of_edit_lists_are_reckoned_with(tmp_path: Path) -> None:
    """70 frames of the source in 36 of the record, written as 46.7 a second; a freeze of 17; backwards at 24."""
    old = cut(tmp_path, "old.edl", """\
001  A    V     C        01:00:06:00 01:00:08:22 00:00:00:00 00:00:01:12
M2   A       046.7                01:00:06:00
002  B    V     C        01:00:10:21 01:00:10:22 00:00:01:12 00:00:02:05
M2   B       000.0                01:00:10:21
* * FREEZE FRAME
003  C    V     C        01:00:00:00 01:00:01:00 00:00:02:05 00:00:03:05
M2   C       -024.0               01:00:01:00
""")  # fmt: skip
    new = cut(tmp_path, "new.edl", """\
001  C    V     C        01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00
002  B    V     C        01:00:10:21 01:00:10:22 00:00:01:00 00:00:01:10
M2   B       000.0                01:00:10:21
003  A    V     C        01:00:06:00 01:00:08:22 00:00:01:10 00:00:04:08
""")  # fmt: skip
    assert [edit.speed for edit in old.edits] == [Fraction(70, 36), 0, -1]  # type: ignore[attr-defined]
    assert new_place(18, old, new) == 34 + 35  # type: ignore[arg-type]  # the middle of A: 35 frames in
    assert new_place(36 + 4, old, new) == 24 + 4  # type: ignore[arg-type]
    assert new_place(36 + 15, old, new) == 24 + 9  # type: ignore[arg-type]  # the freeze is over sooner
    assert new_place(53 + 6, old, new) == 24 - 6  # type: ignore[arg-type]  # six frames back from its end
    assert all(new_place(frame, old, old) == frame for frame in range(77))  # type: ignore[arg-type]


# --- tables ---


def test_premieres_markers_have_an_out_and_are_no_cues(read) -> None:  # type: ignore[no-untyped-def]
    """Tabs, UTF-16, a tab at the end of the header, no name but a description, drop-frame labels."""
    text = "Marker Name\tDescription\tIn\tOut\tDuration\tMarker Type\t\r\n"
    text += "Door\tslams\t00;11;23;01\t00;11;24;25\t00;00;01;24\tChapter\r\n"
    text += "\tCar\t00;11;30;00\t00;11;30;00\t00;00;00;00\tComment\t\r\n"
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig"):
        data = ("\ufeff" if encoding == "utf-16-le" else "") + text
        spotting = read(data, "29.97df", encoding)
        assert [(m.caption, m.kind) for m in spotting.markers] == [("Door: slams", "chapter"), ("Car", "comment")]
        assert spotting.cues == ()
    big = read("\ufeff" + text, "29.97df", "utf-16-be")
    assert len(big.markers) == 2


def test_spreadsheets_name_their_separator_and_write_commas(read) -> None:  # type: ignore[no-untyped-def]
    text = 'sep=;\r\nTime;Description;Beat;Bar\r\n5,25;"Door; then\r\ncar";2,5;3\r\n\r\n0:12,5;Sea;;\r\n'
    spotting = read(text)
    assert at(spotting) == [Fraction(21, 4), Fraction(25, 2)]
    assert words(spotting) == ["Door; then car", "Sea"]
    assert spotting.markers[0].wanted.beat == Fraction(5, 2)


def test_reaper_has_colours_bare_numbers_and_hours(read) -> None:  # type: ignore[no-untyped-def]
    text = '#,Name,Start,End,Length,Color\nR1,1M1 Sea,0:00.000,0:10.000,0:10.000,\n1,[x] Door,0:01.000,,,\n'
    text += 'M2,"Car, ""red""",00:01:00,,,FF0000\n'
    spotting = read(text)
    assert at(spotting) == [1, 60]
    assert words(spotting) == ["[x] Door", 'Car, "red"']
    assert [cue.number for cue in spotting.cues] == ["1M1"]


# --- FCPXML ---

PROJECT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="{version}"><resources><format id="r1" frameDuration="1001/24000s"/></resources>
<library><event name="E"><project name="P">
<sequence format="r1" duration="60060/1000s" tcStart="0s" tcFormat="NDF"><spine>
{clips}
</spine></sequence></project></event></library></fcpxml>
"""


@pytest.mark.parametrize("version", ["1.5", "1.8", "1.11"])
def test_media_of_another_rate_is_played_frame_by_frame(read, version: str) -> None:  # type: ignore[no-untyped-def]
    """25 in 23.976: frame 177 of the media is frame 177 after the clip's beginning, though 7.08 s of its own time."""
    clips = """<audition offset="1001/24s">
      <asset-clip ref="r2" duration="24024/1000s"><conform-rate srcFrameRate="25"/>
        <marker start="177/25s" duration="1/25s" value="Door"/></asset-clip>
      <asset-clip ref="r3" duration="24024/1000s"><marker start="1s" duration="1/25s" value="not picked"/></asset-clip>
    </audition>"""
    spotting = read(PROJECT.format(version=version, clips=clips))
    assert words(spotting) == ["Door"]
    assert at(spotting) == [(1000 + 177) * NTSC / 24]
    assert spotting.findings == ()


def test_rates_that_are_conformed() -> None:
    rate = {name: found.fps for name, found in RATES.items()}
    assert conformed(rate["25"], rate["24"]) == Fraction(24, 25)
    assert conformed(rate["24"], rate["50"]) == Fraction(25, 24)
    assert conformed(rate["59.94"], rate["30"]) == NTSC
    assert conformed(rate["30"], rate["24"]) == 1
    assert conformed(rate["25"], rate["30"]) == 1


def test_a_rate_that_is_not_conformed_and_one_that_is_unknown(read) -> None:  # type: ignore[no-untyped-def]
    clip = """<asset-clip ref="r2" offset="0s" duration="24024/1000s">{conform}
      <marker start="1001/1000s" duration="1/25s" value="Door"/></asset-clip>"""
    plain = read(PROJECT.format(version="1.9", clips=clip.format(conform='<conform-rate scaleEnabled="0"/>')))
    assert (at(plain), plain.findings) == ([NTSC], ())
    odd = read(PROJECT.format(version="1.9", clips=clip.format(conform='<conform-rate srcFrameRate="90"/>')))
    assert [finding.rule for finding in odd.findings] == ["spotting-clip-retimed"]


def test_a_marker_on_a_retimed_clip_is_in_the_clips_own_time(read) -> None:  # type: ignore[no-untyped-def]
    """At half speed ten seconds of media last twenty: what the clip holds is stretched, what is pinned to it is not."""
    clips = """<clip offset="10s" start="4s" duration="12s">
      <timeMap><timept time="0s" value="0s" interp="linear"/><timept time="20s" value="10s" interp="linear"/></timeMap>
      <video ref="r2" offset="0s" start="100s" duration="10s"><marker start="103s" duration="1s" value="in the media"/></video>
      <asset-clip ref="r3" lane="1" offset="6s" start="50s" duration="2s"><marker start="51s" duration="1s" value="pinned"/>
      </asset-clip>
      <marker start="5s" duration="1s" value="on the clip"/>
    </clip>"""
    spotting = read(PROJECT.format(version="1.10", clips=clips))
    assert dict(zip(words(spotting), at(spotting), strict=True)) == {
        "in the media": 10 + 6 - 4, "pinned": 10 + 6 - 4 + 1, "on the clip": 11,
    }  # fmt: skip
    assert spotting.findings == ()


def test_a_freeze_frame_shows_its_moment_when_it_begins(read) -> None:  # type: ignore[no-untyped-def]
    clips = """<clip offset="10s" start="0s" duration="5s">
      <timeMap><timept time="0s" value="3s"/><timept time="5s" value="3s"/></timeMap>
      <video ref="r2" offset="0s" duration="10s"><marker start="3s" duration="1s" value="held"/>
        <marker start="4s" duration="1s" value="never seen"/></video></clip>"""
    spotting = read(PROJECT.format(version="1.10", clips=clips))
    assert (words(spotting), at(spotting)) == (["held"], [10])
    assert [finding.rule for finding in spotting.findings] == ["spotting-marker-unseen"]


# --- OTIO ---


def timeline(effect: otio.schema.Effect, frames: tuple[int, ...], metadata: dict | None = None) -> str:  # type: ignore[type-arg]
    def time(value: float) -> otio.opentime.RationalTime:
        return otio.opentime.RationalTime(value, 24)

    clip = otio.schema.Clip(source_range=otio.opentime.TimeRange(time(240), time(48)), effects=[effect])
    for frame in frames:
        marker = otio.schema.Marker(str(frame), otio.opentime.TimeRange(time(frame), time(0)), metadata=metadata or {})
        clip.markers.append(marker)
    gap = otio.schema.Gap(source_range=otio.opentime.TimeRange(time(0), time(24)))
    found = otio.schema.Timeline("T", tracks=[otio.schema.Track(children=[gap, clip])])
    found.global_start_time = time(86400)
    return str(otio.adapters.write_to_string(found, "otio_json"))


@pytest.mark.parametrize(
    ("effect", "frames", "shown"),
    [
        (otio.schema.LinearTimeWarp(time_scalar=2.0), (240, 300, 335), (0, 30, Fraction(95, 2))),
        (otio.schema.LinearTimeWarp(time_scalar=0.5), (240, 250, 270), (0, 20)),
        (otio.schema.LinearTimeWarp(time_scalar=-1.0), (288, 250), (0, 38)),
        (otio.schema.FreezeFrame(), (240, 241), (0,)),
    ],
)
def test_speeds_of_otio_are_reckoned_with(read, effect, frames, shown) -> None:  # type: ignore[no-untyped-def]
    spotting = read(timeline(effect, frames))
    begins = 3601
    assert at(spotting) == sorted(begins + Fraction(frame, 24) for frame in shown)
    assert {finding.rule for finding in spotting.findings} <= {"spotting-marker-unseen"}
    assert len(spotting.findings) == len(frames) - len(shown)


def test_a_speed_otio_cannot_say_is_doubted(read) -> None:  # type: ignore[no-untyped-def]
    spotting = read(timeline(otio.schema.TimeEffect(effect_name="ramp"), (250,)))
    assert [finding.rule for finding in spotting.findings] == ["spotting-clip-retimed"]


def test_notes_in_the_metadata_and_locators_of_edit_lists(read) -> None:  # type: ignore[no-untyped-def]
    """Premiere's and Resolve's notes; a locator that came from an edit list stands at its place in the record."""
    plain = otio.schema.LinearTimeWarp(time_scalar=1.0)
    assert words(read(timeline(plain, (250,), {"fcp_xml": {"comment": "slams"}}))) == ["250: slams"]
    assert words(read(timeline(plain, (250,), {"Resolve_OTIO": {"Note": "slams"}}))) == ["250: slams"]
    record = read(timeline(plain, (86400 + 30,), {"cmx_3600": {"color": "RED"}}))
    assert at(record) == [3600 + Fraction(30, 24)]


def test_what_a_trimmed_clip_contains_is_seen_as_far_as_the_clip(read) -> None:  # type: ignore[no-untyped-def]
    clips = """<clip offset="10s" start="20s" duration="5s"><audio ref="r2" offset="0s" duration="600s">
      <marker start="22s" duration="1s" value="seen"/><marker start="26s" duration="1s" value="cut away"/>
      <marker start="19s" duration="1s" value="cut away too"/></audio></clip>"""
    spotting = read(PROJECT.format(version="1.10", clips=clips))
    assert (words(spotting), at(spotting), len(spotting.findings)) == (["seen"], [12], 2)


def test_a_clip_of_unknown_length_is_refused(read) -> None:  # type: ignore[no-untyped-def]
    """Neither a source range nor media that says how long it is."""
    found = otio.schema.Timeline("T", tracks=[otio.schema.Track(children=[otio.schema.Clip("A")])])
    with pytest.raises(NotASpottingList, match="has no length"):
        read(str(otio.adapters.write_to_string(found, "otio_json")))


def test_avids_marker_list_has_no_names_above_it(read) -> None:  # type: ignore[no-untyped-def]
    """User, timecode, track, colour, comment, length; some versions repeat the colour. Comments may go on below."""
    text = "Ann Lee\t01:00:15:12\tV1\tred\tDoor, opens\t1\t\tRed\nthe second one\n\t01:00:23:00\tTC1\tGreen\t\t1\n"
    spotting = read(text, "24")
    assert spotting.dialect == "avid-markers"
    assert [(m.caption, m.kind) for m in spotting.markers] == [("Door, opens the second one", "red"), ("", "green")]
    assert at(spotting) == [3615 + Fraction(1, 2), 3623]
    with pytest.raises(NotASpottingList, match="line 2: “01:00:23:24” does not exist"):
        read(text.replace("01:00:23:00", "01:00:23:24").replace("the second one\n", ""), "24")
