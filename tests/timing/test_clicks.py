"""Frame clicks, written clicks and sync beats: the vectors of timing.md by number, and what holds for all."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.timing.clicks import FrameClick, UnknownClick, nearest_click, parse_click
from engraving.timing.written_clicks import (
    bar_and_beat,
    beat_seconds,
    in_thirds,
    nearest_third,
    sync_beat,
    tempi_for,
    tempo_for,
    written_click,
)

FILM = Fraction(24)
NTSC_FILM = Fraction(24000, 1001)
RATES = (NTSC_FILM, FILM, Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(48), Fraction(50), Fraction(60000, 1001), Fraction(60))

tempi = st.fractions(min_value=20, max_value=300, max_denominator=1000)
moments = st.fractions(min_value=0, max_value=1000, max_denominator=1000)


@pytest.mark.parametrize(
    ("tempo", "beats", "exact", "written", "implied"),
    [
        (88, 4, Fraction(30, 11), "2 2/3", Fraction(90)),  # 1, 6
        (90, 4, Fraction(8, 3), "2 2/3", Fraction(90)),  # 2
        (60, 3, Fraction(3), "3", Fraction(60)),  # 2
        (100, 4, Fraction(12, 5), "2 1/3", Fraction(720, 7)),  # 3
        (66, 4, Fraction(40, 11), "3 2/3", Fraction(720, 11)),  # 5
    ],
)
def test_vectors_1_to_6_written_clicks(tempo: int, beats: int, exact: Fraction, written: str, implied: Fraction) -> None:
    click = written_click(Fraction(tempo), Fraction(beats))
    assert click.exact == exact
    assert in_thirds(click.written) == written
    assert click.implied == implied


def test_vector_4_ties_have_a_rule() -> None:
    up, down = written_click(Fraction(72), Fraction(3), "up"), written_click(Fraction(72), Fraction(3), "down")
    assert up.exact == down.exact == Fraction(5, 2)
    assert (in_thirds(up.written), up.implied) == ("2 2/3", Fraction(135, 2))
    assert (in_thirds(down.written), down.implied) == ("2 1/3", Fraction(540, 7))


def test_vector_7_a_sync_beat_is_quoted_in_thirds() -> None:
    beat = sync_beat(Fraction(88), Fraction("33.7"))
    assert beat == Fraction(3782, 75)
    assert in_thirds(nearest_third(beat)) == "50 1/3"
    bar, into = bar_and_beat(beat, 4)
    assert (bar, round(into, 2)) == (13, Fraction(243, 100))


def test_vector_8_the_tempo_of_the_written_click_gives_another_beat() -> None:
    beat = sync_beat(Fraction(90), Fraction("33.7"))
    assert beat == Fraction(1031, 20)
    assert in_thirds(nearest_third(beat)) == "51 2/3"


def test_vectors_9_and_10_a_beat_is_early_by_so_many_frames() -> None:
    assert beat_seconds(Fraction(88), Fraction(50)) == Fraction(735, 22)
    assert (Fraction("33.7") - beat_seconds(Fraction(88), Fraction(50))) * 24 == Fraction(384, 55)
    assert (Fraction("33.7") - beat_seconds(Fraction(88), Fraction(151, 3))) * 24 == Fraction(84, 55)


@pytest.mark.parametrize(("beat", "tempo"), [(50, Fraction(29400, 337)), (51, Fraction(30000, 337)), (49, Fraction(28800, 337))])
def test_vector_11_the_tempo_that_puts_a_beat_on_a_moment(beat: int, tempo: Fraction) -> None:
    assert tempo_for(Fraction(beat), Fraction("33.7")) == tempo


def test_vector_12_the_tempi_within_a_frame() -> None:
    slowest, fastest = tempi_for(Fraction(50), Fraction("33.7"), Fraction(1, 24), Fraction(1, 24))
    # 60·49 / (33.7 ± 1/24) with 33.7 = 4044/120: 2940·120/4049 and 2940·120/4039
    assert (slowest, fastest) == (Fraction(352800, 4049), Fraction(352800, 4039))
    assert (round(float(slowest), 4), round(float(fastest or 0), 4)) == (87.1326, 87.3484)
    assert tempi_for(Fraction(2), Fraction(1, 48), Fraction(1, 24), Fraction(0))[1] is None


@pytest.mark.parametrize(
    ("text", "fps", "tempo"),
    [
        ("24-0", FILM, Fraction(60)), ("12-0", FILM, Fraction(120)), ("16-0", FILM, Fraction(90)), ("10-0", FILM, Fraction(144)),  # 13
        ("12-2", FILM, Fraction(5760, 49)),  # 14
        ("16-4", FILM, Fraction(960, 11)), ("16-3", FILM, Fraction(11520, 131)),  # 15
        ("12-1", FILM, Fraction(11520, 97)), ("12-4", FILM, Fraction(576, 5)), ("13-0", FILM, Fraction(1440, 13)),  # 16
        ("12-0", NTSC_FILM, Fraction(120000, 1001)), ("12-0", Fraction(25), Fraction(125)), ("12/0", Fraction(30), Fraction(150)),  # 18
        ("12-4", Fraction(25), Fraction(120)), ("15-0", Fraction(30), Fraction(120)),  # 19
    ],
)  # fmt: skip
def test_vectors_13_to_19_clicks_in_beats_a_minute(text: str, fps: Fraction, tempo: Fraction) -> None:
    assert parse_click(text).tempo(fps) == tempo


@pytest.mark.parametrize(
    ("tempo", "fps", "click"),
    [(88, 24, "16-3"), (100, 24, "14-3"), (132, 24, "10-7"), (88, 25, "17-0")],
)
def test_vectors_17_and_20_the_nearest_click(tempo: int, fps: int, click: str) -> None:
    assert str(nearest_click(Fraction(tempo), Fraction(fps))) == click


def test_vectors_14_21_and_22_beats_in_seconds() -> None:
    assert parse_click("12-2").seconds(FILM) == Fraction(49, 96)
    assert parse_click("12-0").reached(100, FILM) == Fraction(99, 2)
    assert parse_click("16-3").reached(50, FILM) == Fraction(6419, 192)
    assert FrameClick(1).seconds(FILM) == Fraction(1, 192)


@pytest.mark.parametrize("text", ["", "16", "16-8", "0-0", "-3", "16-3-1", "88 bpm", "16.3"])
def test_what_is_no_click_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownClick, match="16-3"):
        parse_click(text)


@given(st.integers(1, 9999), st.sampled_from(RATES))
def test_a_click_there_and_back(eighths: int, fps: Fraction) -> None:
    click = FrameClick(eighths)
    assert parse_click(str(click)) == click
    assert nearest_click(click.tempo(fps), fps) == click


@given(tempi, moments)
def test_a_sync_beat_there_and_back(tempo: Fraction, seconds: Fraction) -> None:
    assert beat_seconds(tempo, sync_beat(tempo, seconds)) == seconds


@given(tempi, moments)
def test_a_third_of_a_beat_errs_by_a_sixth_at_most(tempo: Fraction, seconds: Fraction) -> None:
    """240/bpm frames at 24, so four frames at 60 and faster (timing.md 1, second trap)."""
    beat = nearest_third(sync_beat(tempo, seconds))
    assert abs(beat_seconds(tempo, beat) - seconds) * 24 <= 240 / tempo


@given(st.integers(0, 10_000))
def test_thirds_are_written_as_musicians_do(thirds: int) -> None:
    words = in_thirds(Fraction(thirds, 3)).split()
    assert sum(map(Fraction, words)) == Fraction(thirds, 3)
    with pytest.raises(ValueError, match="thirds"):
        in_thirds(Fraction(thirds, 3) + Fraction(1, 7))


def test_what_no_tempo_can_do_is_said() -> None:
    with pytest.raises(ValueError, match="start"):
        tempo_for(Fraction(3), Fraction(0))
    with pytest.raises(ValueError, match="no tempo"):
        nearest_click(Fraction(0), FILM)
