"""A new cut of the picture: hits carried along, where they fall, what the cue needs."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving import cli
from engraving.spotting.edl import Edit, EditList
from engraving.spotting.recut import new_place
from engraving.timing.conform import Moved, Stretched, same_hits, stretched
from engraving.timing.cue_file import CueFile, Hit
from engraving.timing.rates import RATES

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"
CUE = """\
rate = "24"
start = "01:00:00:00"
first-bar = 1

[[tempo]]
bar = 1
bpm = 120

"""


def hits(*moments: tuple[str, str]) -> tuple[Hit, ...]:
    return tuple(Hit(Fraction(at), caption) for caption, at in moments)


def test_hits_are_paired_by_name_in_their_order() -> None:
    old = CueFile(hits=hits(("door", "2"), ("shot", "4"), ("shot", "6"), ("sea", "9")))
    new = CueFile(hits=hits(("Door ", "2"), ("shot", "3"), ("bird", "5"), ("shot", "5.5")))
    assert [(m.hit.caption, m.before, m.after) for m in same_hits(old, new)] == [
        ("Door ", 2, 2), ("shot", 4, 3), ("bird", None, 5), ("shot", 6, Fraction(11, 2)), ("sea", 9, None),
    ]  # fmt: skip


def test_a_cue_pulled_down_keeps_its_frames() -> None:
    """3:00 at 24 is 180.18 s at 23.976 (vector 54): nothing moved."""
    old = CueFile(hits=hits(("end", "180")))
    new = CueFile(rate=RATES["23.976"], hits=hits(("end", "180.18")))
    (move,) = same_hits(old, new)
    assert move.before == move.after == Fraction("180.18")
    assert stretched((move,)) == ()


def test_a_change_lies_between_the_hits_around_it() -> None:
    moves = tuple(Moved(Hit(Fraction(0)), Fraction(a), Fraction(b)) for a, b in ((2, 2), (6, 5), (9, 8), (12, 13)))
    assert [(gap.old, gap.longer) for gap in stretched(moves)] == [((2, 6), -1), ((9, 12), 2)]
    assert Stretched((Fraction(0), Fraction(2)), (Fraction(1), Fraction(4))).longer == 1


def edits(*events: tuple[str, int, int, int]) -> EditList:
    """(reel, source in, length, record in)."""
    rows = [Edit(reel, "V", s, s + length, r, r + length) for reel, s, length, r in events]
    return EditList("", RATES["24"], tuple(rows), ())


def test_a_frame_goes_where_its_picture_went() -> None:
    old = edits(("A", 100, 50, 0), ("B", 0, 50, 50), ("A", 200, 50, 100))
    new = edits(("A", 100, 50, 0), ("B", 10, 20, 50), ("A", 200, 50, 70))
    assert [new_place(frame, old, new) for frame in (0, 49, 55, 60, 79, 80, 100, 149, 150)] == [
        0, 49, None, 50, 69, None, 70, 119, None,
    ]  # fmt: skip


@given(st.integers(0, 99))
def test_the_same_cut_moves_nothing(frame: int) -> None:
    cut = edits(("A", 100, 50, 0), ("A", 120, 50, 50))  # some of A is seen twice
    assert new_place(frame, cut, cut) == frame


@pytest.fixture
def score(tmp_path: Path) -> Path:
    path = tmp_path / "cue.musicxml"
    shutil.copy(SAMPLE, path)
    path.with_suffix(".toml").write_text(CUE + hit_tables(("door", "2"), ("shot", "6"), ("sea", "9")), encoding="utf-8")
    return path


def hit_tables(*moments: tuple[str, str]) -> str:
    return "".join(f'[[hit]]\nat = {at}\ncaption = "{caption}"\n' for caption, at in moments)


def conform(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[int, str, str]:
    code = cli.main(["timing", "conform", *words])
    out, err = capfdbinary.readouterr()
    return code, out.decode(), err.decode()


def test_two_cue_files(capfdbinary: pytest.CaptureFixture[bytes], score: Path, tmp_path: Path) -> None:
    """At 120 a beat is half a second. A second less between door and shot is two beats, and 4 s in 3 are 160."""
    new = tmp_path / "v4.toml"
    new.write_text(CUE + hit_tables(("door", "2"), ("shot", "5"), ("sea", "8.1"), ("bird", "9")), encoding="utf-8")
    code, out, _ = conform(capfdbinary, str(score), "--from", str(score.with_suffix(".toml")), "--to", str(new))
    assert code == 1
    table, needs = out.split("\n\n")
    door, shot, sea, bird = table.splitlines()[2:]
    assert door.split()[:2] == ["door", "0"]
    assert shot.split()[:2] == ["shot", "-24"]
    assert shot.split()[2:] == ["4:1", "0", "0:05.0", "3:3", "0"]
    assert sea.split()[:2] == ["sea", "-21.6"]
    assert sea.split()[5:7] == ["5:1", "-2.40"]  # 8.0 s is a beat, 0.1 s before the hit
    assert sea.rstrip().endswith("misses now")
    assert bird.rstrip().endswith("new")
    first, second = needs.splitlines()
    assert "24 frames shorter. Take out 2 beats of bar 3, which becomes 2/4 (exactly), or go at 160.00 quarters a minute in place of 120.00." in first
    assert second.endswith("2.4 frames longer. Go at 116.13 quarters a minute in place of 120.00.")


def test_a_hit_that_is_wanted_in_a_bar_misses_on_every_other_beat(
    capfdbinary: pytest.CaptureFixture[bytes], score: Path, tmp_path: Path
) -> None:
    """At 120 bar 4 begins at 6 s; a hit that now comes at 5 s falls on a beat, of bar 3, and 24 frames before bar 4."""
    text = '[[hit]]\nat = {}\ncaption = "shot"\nbar = 4\n'
    score.with_suffix(".toml").write_text(CUE + text.format(6), encoding="utf-8")
    (tmp_path / "v4.toml").write_text(CUE + text.format(5), encoding="utf-8")
    code, out, _ = conform(
        capfdbinary, str(score), "--from", str(score.with_suffix(".toml")), "--to", str(tmp_path / "v4.toml")
    )
    assert code == 1
    assert out.splitlines()[2].split() == ["shot", "-24", "4:1", "0", "0:05.0", "3:3", "+24.00", "misses", "now"]


def test_two_edit_lists_carry_the_cues_own_hits(
    capfdbinary: pytest.CaptureFixture[bytes], score: Path, tmp_path: Path
) -> None:
    """The second shot loses its first second: the shot at 6 s comes at 5, the sea at 8; its first second is gone."""
    old, new = tmp_path / "v3.edl", tmp_path / "v4.edl"
    old.write_text(
        "TITLE: V3\nFCM: NON-DROP FRAME\n"
        "001  A  V  C  00:00:00:00 00:00:05:00 01:00:00:00 01:00:05:00\n"
        "002  B  V  C  00:00:00:00 00:00:15:00 01:00:05:00 01:00:20:00\n"
    )
    new.write_text(
        "TITLE: V4\nFCM: NON-DROP FRAME\n"
        "001  A  V  C  00:00:00:00 00:00:05:00 01:00:00:00 01:00:05:00\n"
        "002  B  V  C  00:00:01:00 00:00:15:00 01:00:05:00 01:00:19:00\n"
    )
    toml = score.with_suffix(".toml")
    toml.write_text(toml.read_text() + hit_tables(("gone", "5.5")), encoding="utf-8")
    before = toml.read_bytes()
    code, out, err = conform(capfdbinary, str(score), "--from", str(old), "--to", str(new), "--json")
    assert code == 1
    assert "[ramp-without-law]" in err  # the sample's poco rit. has no law, so its times are to be doubted
    told = json.loads(out)
    assert told["schema"] == "engraving.timing-conform/1"
    after = {hit["caption"]: hit["after"] and hit["after"]["seconds"]["exact"] for hit in told["hits"]}
    assert after == {"door": "2", "shot": "5", "sea": "8", "gone": None}
    assert len(told["needs"]) == 1
    assert "24 frames shorter" in told["needs"][0]
    assert toml.read_bytes() == before


def test_nothing_moved_is_clean(capfdbinary: pytest.CaptureFixture[bytes], score: Path) -> None:
    same = str(score.with_suffix(".toml"))
    code, out, _ = conform(capfdbinary, str(score), "--from", same, "--to", same)
    assert code == 0
    assert "shorter" not in out
    assert "longer" not in out


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Bars 1 to 8 in 4/4, 4/4, 3/4, 3/4, 4/4, 6/8, 4/4, 4/4, at 120: they begin at 0, 2, 4, 5.5, 7, 9, 10.5, 12.5 s."""
    bars = []
    for number, (beats, kind) in enumerate([(4, 4), (4, 4), (3, 4), (3, 4), (4, 4), (6, 8), (4, 4), (4, 4)], 1):
        time = f"<time><beats>{beats}</beats><beat-type>{kind}</beat-type></time>"
        bars.append(
            f'<measure number="{number}"><attributes><divisions>2</divisions>{time}</attributes>'
            f'<note><rest measure="yes"/><duration>{beats * 8 // kind}</duration></note></measure>'
        )
    path = tmp_path / "mixed.musicxml"
    path.write_text(
        '<score-partwise version="4.0"><part-list><score-part id="P1"><part-name>Flute</part-name></score-part>'
        f'</part-list><part id="P1">{"".join(bars)}</part></score-partwise>', encoding="utf-8",
    )  # fmt: skip
    return path


def needs(
    capfdbinary: pytest.CaptureFixture[bytes], mixed: Path, old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...],
    ends: tuple[str, str] = ("", ""),
) -> list[str]:  # fmt: skip
    before, after = mixed.with_suffix(".toml"), mixed.with_name("v2.toml")
    for path, hits, end in ((before, old, ends[0]), (after, new, ends[1])):
        head = CUE.replace("first-bar", f"end = {end}\nfirst-bar") if end else CUE
        path.write_text(head + hit_tables(*hits), encoding="utf-8")
    _, out, _ = conform(capfdbinary, str(mixed), "--from", str(before), "--to", str(after), "--json")
    return list(json.loads(out)["needs"])


@pytest.mark.parametrize(
    ("before", "after", "need"),
    [
        # the hit is on bar 5; 1.5 s less is bar 4, 3.5 s are bars 3 and 4 and a beat of bar 2
        ("7", "5.5", "take out bar 4 (3/4) (exactly)"),
        ("7", "3.5", "take out bars 3 to 4 (3/4) and 1 beat of bar 2, which becomes 3/4 (exactly)"),
        # into bar 6 of 6/8 its whole bar before, of 4/4
        ("9.5", "7.5", "take out bar 5 (4/4) (exactly)"),
        ("9", "5.5", "take out bars 4 to 5 (3/4, 4/4) (exactly)"),
        # eighths are beats of 6/8: a quarter second each
        ("10.5", "10.25", "take out 1 beat of bar 6, which becomes 5/8 (exactly)"),
        # a frame less than a beat
        ("7", "6.541666666666666667", "take out 1 beat of bar 4, which becomes 2/4 (which leaves 1 frame)"),
        # more: after three quarters 3/4, after 6/8 eighths
        ("7", "10", "put in 2 bars of 3/4 before bar 5 (exactly)"),
        ("7", "9.5", "put in 1 bar of 3/4 and one of 2/4 before bar 5 (exactly)"),
        ("7", "8", "put in 1 bar of 2/4 before bar 5 (exactly)"),
        ("10.5", "12.25", "put in 1 bar of 6/8 and one of 1/8 before bar 7 (exactly)"),
    ],
)  # fmt: skip
def test_bars_are_named_in_their_metre(
    capfdbinary: pytest.CaptureFixture[bytes], mixed: Path, before: str, after: str, need: str
) -> None:
    (said,) = needs(capfdbinary, mixed, (("door", before),), (("door", after),))
    assert need in said.replace("Take", "take").replace("Put", "put")


def test_a_passage_within_one_bar(capfdbinary: pytest.CaptureFixture[bytes], mixed: Path) -> None:
    """From beat 1 to beat 4 of bar 7, a beat less: it goes out of that bar."""
    said = needs(capfdbinary, mixed, (("a", "10.5"), ("b", "12")), (("a", "10.5"), ("b", "11.5")))
    assert "Take out 1 beat of bar 7, which becomes 3/4 (exactly)" in said[0]


def test_an_end_that_comes_sooner_is_trimmed(capfdbinary: pytest.CaptureFixture[bytes], mixed: Path) -> None:
    """The music is over at 14.5 s, with the picture; now two seconds sooner, at the downbeat of bar 8."""
    (said,) = needs(capfdbinary, mixed, (("a", "7"),), (("a", "7"),), ("14.5", "12.5"))
    assert said.startswith(
        "Bar 5 beat 1 to the end: 48 frames shorter. Trim the end, so that the music is over by bar 8 beat 1, or take out "
        "bar 8 (4/4) (exactly), or go at"
    )
    (later,) = needs(capfdbinary, mixed, (("a", "7"),), (("a", "7"),), ("14.5", "18.5"))
    assert "Put in 2 bars of 4/4 after bar 8 (exactly)" in later


def test_an_end_beyond_the_music_needs_nothing(capfdbinary: pytest.CaptureFixture[bytes], mixed: Path) -> None:
    hits = (("a", "7"),)
    assert needs(capfdbinary, mixed, hits, hits, ("30", "15")) == []
    assert needs(capfdbinary, mixed, hits, hits, ("30", "40")) == []
    (said,) = needs(capfdbinary, mixed, hits, hits, ("30", "14"))
    assert "12 frames shorter. Trim the end" in said


def test_a_beginning_that_was_cut(capfdbinary: pytest.CaptureFixture[bytes], mixed: Path, tmp_path: Path) -> None:
    """The first second of the cue's picture is gone: bar 1 beat 3 is over what is left of it."""
    mixed.with_suffix(".toml").write_text(CUE + hit_tables(("door", "7")), encoding="utf-8")
    old, new = tmp_path / "v3.edl", tmp_path / "v4.edl"
    old.write_text("001  A  V  C  00:00:00:00 00:00:20:00 01:00:00:00 01:00:20:00\n")
    new.write_text("001  A  V  C  00:00:01:00 00:00:20:00 01:00:05:00 01:00:24:00\n")
    code, out, _ = conform(capfdbinary, str(mixed), "--from", str(old), "--to", str(new), "--json")
    told = json.loads(out)
    assert code == 0
    (need,) = told["needs"]
    assert need == (
        "The first 24 frames of the cue's picture were cut, which is to bar 1 beat 3: trim the beginning, or begin before "
        "the cut."
    )
    assert told["hits"][0]["moved"]["exact"] == "0"
