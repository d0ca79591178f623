"""Written values on the grid, and the resolution a cue ends up with."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.musicxml.ticks import FINEST_UNIT, QUARTERS, USUAL_UNIT, FinerGrid, Grid, resolution
from tests.musicxml.small_scores import events, music, note, part, read


def test_values_dots_and_ratios_are_exact() -> None:
    grid = Grid()
    quarter = grid.unit
    assert grid.written("quarter", 0, 1, 1) == quarter
    assert grid.written("half", 2, 1, 1) == quarter * 7 // 2
    assert grid.written("eighth", 0, 3, 2) == quarter // 3
    assert grid.written("1024th", 4, 1, 1) * 4096 == quarter * 31
    with pytest.raises(KeyError):
        grid.written("demi", 0, 1, 1)


def test_a_tuplet_of_thirteen_asks_for_a_finer_grid() -> None:
    with pytest.raises(FinerGrid) as finer:
        Grid().written("16th", 0, 13, 8)
    assert Grid(finer.value.unit).written("16th", 0, 13, 8) * 13 == finer.value.unit * 2


def test_grids_do_not_become_finer_for_ever() -> None:
    grid = Grid(FINEST_UNIT)
    assert grid.written("16th", 0, 997, 991) == round(Fraction(991, 997 * 4) * FINEST_UNIT)
    assert grid.division(Fraction(10**9 + 7)) >= 1


@given(st.sampled_from(sorted(QUARTERS)), st.integers(0, 3))
def test_a_value_is_found_again_from_its_length(value: str, dots: int) -> None:
    grid = Grid()
    found = grid.value_of(grid.written(value, dots, 1, 1))
    assert found == (value, dots, True)


def test_a_length_of_no_single_note_gives_the_longest_that_fits() -> None:
    assert Grid().value_of(USUAL_UNIT * 5 // 4) == ("quarter", 0, False)
    assert Grid().value_of(0) == ("quarter", 0, False)


@given(st.lists(st.tuples(st.integers(1, 64), st.sampled_from((1, 2, 3, 4, 6, 8, 12, 16))), max_size=12))
def test_every_written_length_is_a_whole_number_of_ticks(lengths: list[tuple[int, int]]) -> None:
    units = {USUAL_UNIT * upper // lower for upper, lower in lengths}
    scale = resolution(USUAL_UNIT, units, ())
    for length in units:
        assert scale.tick(length) * USUAL_UNIT == length * scale.ticks_per_quarter


def test_loose_positions_refine_the_ticks_only_when_they_are_far_from_one() -> None:
    division = USUAL_UNIT // 256
    near = USUAL_UNIT // 2 - division // 2
    assert resolution(USUAL_UNIT, {USUAL_UNIT // 2}, {(near, division)}).ticks_per_quarter == 2
    assert resolution(USUAL_UNIT, {USUAL_UNIT // 2}, {(USUAL_UNIT // 3, division)}).ticks_per_quarter == 6


def test_resolution_comes_from_what_is_written_not_from_divisions() -> None:
    assert read(part(note() * 4)).cue.ticks_per_quarter == 1
    assert read(part(note("C5", "eighth") * 8)).cue.ticks_per_quarter == 2


def counted(divisions: int, beats: int) -> str:
    time = f"<time><beats>{beats}</beats><beat-type>4</beat-type></time>"
    return f"<attributes><divisions>{divisions}</divisions>{time}</attributes>"


def triplet(pitch: str, duration: str) -> str:
    ratio = (
        "<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>"
    )
    return note(pitch, "eighth", ratio, duration=duration)


def test_rounded_durations_of_a_triplet_snap_to_its_written_values() -> None:
    # 256 divisions cannot be divided by three: 85, 85, 86
    attributes = counted(divisions=256, beats=1)
    bar = triplet("C5", "85") + triplet("D5", "85") + triplet("E5", "86")
    reading = read(part(bar, attributes=attributes))
    assert reading.cue.ticks_per_quarter == 3
    assert [(e.tick, e.length) for e in reading.cue.parts[0].music.events] == [(0, 1), (1, 1), (2, 1)]


def test_an_onset_a_whole_coarse_division_later_is_not_snapped() -> None:
    attributes = counted(divisions=1, beats=3)
    bar = note(duration="1") + "<forward><duration>1</duration></forward>" + note("D5", duration="1")
    assert [e.tick for e in music(bar, attributes=attributes).events] == [0, 2]


def test_an_offset_may_fall_between_written_values() -> None:
    forward = "<forward><duration>4</duration></forward>"
    bar = note() + "<backup><duration>12</duration></backup>" + forward + note("E5", voice="2", duration="8")
    reading = read(part(bar))
    assert reading.cue.ticks_per_quarter == 3
    assert [e.tick for e in reading.cue.parts[0].music.events] == [0, 1]


def test_a_chord_takes_its_first_notes_duration_and_the_written_value_is_the_length() -> None:
    chord = note("C5", "half") + note("E5", "half", before="<chord/>", duration="7") + note("D5", "half")
    first, second = events(chord)
    assert [head.pitch.name for head in first.heads] == ["C5", "E5"]
    assert (first.length, second.tick) == (2, 2)


def test_divisions_may_change_inside_a_part() -> None:
    change = "<attributes><divisions>24</divisions></attributes>"
    read_events = events(note() * 4, change + note(duration="24") * 4)
    assert [event.tick for event in read_events] == list(range(8))
