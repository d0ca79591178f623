"""What is in force at a tick, and where a head stands on its staff (E19, E38)."""

from __future__ import annotations

import pytest

from engraving.notation.staves import Staves, TimeLine
from engraving.score import Anchor, Clef, Event, Head, Music, Pitch, Spanner


def note(pitch: Pitch, tick: int = 0, staff: int = 1) -> Event:
    return Event(tick + 1, 0, tick, 24, "quarter", 1, staff, (Head(tick + 1, pitch, staff),))


def octave_line(size: str, kind: str, start: int, stop: int) -> Spanner:
    return Spanner(1, "octave-shift", Anchor(start, 1), Anchor(stop, 1), attributes=(("type", kind), ("size", size)))


def test_a_change_counts_from_its_tick_on() -> None:
    line = TimeLine([(0, "treble"), (48, "bass")], "none")
    assert [line.at(t) for t in (0, 47, 48, 100)] == ["treble", "treble", "bass", "bass"]
    assert (line.before(48), line.before(49), line.before(0)) == ("treble", "bass", "none")
    assert (line.change_at(48), line.change_at(47)) == ("bass", None)


def test_of_two_values_at_one_tick_the_later_counts() -> None:
    assert TimeLine([(0, 1), (0, 2)], 0).at(0) == 2


def test_within_leaves_out_both_ends() -> None:
    line = TimeLine([(0, 1), (24, 2), (48, 3), (96, 4)], 0)
    assert line.within(0, 96) == [(24, 2), (48, 3)]
    assert line.within(24, 48) == []


@pytest.mark.parametrize(
    ("clef", "pitch"),
    [
        (Clef("G", 2), Pitch(4, 6)), (Clef("F", 4), Pitch(3, 1)), (Clef("C", 3), Pitch(4, 0)),
        (Clef("C", 4), Pitch(3, 5)), (Clef("G", 2, -1), Pitch(3, 6)), (Clef("G", 2, 1), Pitch(5, 6)),
        (Clef("F", 4, -1), Pitch(2, 1)),
        (Clef("percussion"), Pitch(4, 6)),
    ],
)  # fmt: skip
def test_every_clef_puts_its_own_note_on_the_middle_line(clef: Clef, pitch: Pitch) -> None:
    event = note(pitch)
    assert Staves(Music(1, (event,), clefs=((0, 1, clef),))).positions(event) == [0]


def test_a_step_is_half_a_space() -> None:
    event = Event(1, 0, 0, 24, "quarter", 1, 1, (Head(1, Pitch(4, 0)), Head(2, Pitch(4, 2)), Head(3, Pitch(5, 0))))
    assert Staves(Music(1, (event,))).positions(event) == [-3, -2, 0.5]


def test_a_clef_change_moves_the_heads_after_it_only() -> None:
    before, after = note(Pitch(4, 0)), note(Pitch(4, 0), 24)
    staves = Staves(Music(1, (before, after), clefs=((0, 1, Clef("G", 2)), (24, 1, Clef("F", 4)))))
    assert (staves.positions(before), staves.positions(after)) == ([-3], [3])


@pytest.mark.parametrize(("size", "kind", "shift"), [("8", "down", -3.5), ("15", "down", -7), ("8", "up", 3.5)])
def test_e38_under_8va_heads_stand_an_octave_below_their_sound(size: str, kind: str, shift: float) -> None:
    """From the first note to the last before the line stops."""
    events = tuple(note(Pitch(5, 0), t) for t in (0, 24, 48, 72))
    staves = Staves(Music(1, events, spanners=(octave_line(size, kind, 24, 72),)))
    assert [staves.positions(e)[0] for e in events] == [0.5, 0.5 + shift, 0.5 + shift, 0.5]


def test_e19_on_one_line_most_notes_stand_on_it() -> None:
    """Sources mean E4 by the line, or B4; whichever most notes use is the line."""
    for step in (2, 6):
        events = (*(note(Pitch(4, step), t) for t in (0, 24, 48)), note(Pitch(5, 0), 72))
        staves = Staves(Music(1, events, staff_lines=((0, 1, 1),)))
        assert staves.positions(events[0]) == [0]


def test_each_staff_has_its_own_clef() -> None:
    upper, lower = note(Pitch(4, 0)), note(Pitch(4, 0), 0, 2)
    staves = Staves(Music(2, (upper, lower), clefs=((0, 1, Clef("G", 2)), (0, 2, Clef("F", 4)))))
    assert (staves.positions(upper), staves.positions(lower)) == ([-3], [3])


@pytest.mark.parametrize(("lines", "y"), [(2, -0.5), (3, -1.0), (4, -1.5), (5, -2.0), (6, -2.5)])
def test_a_clef_counts_its_line_from_the_lowest(lines: int, y: float) -> None:
    """E4 stands on the bottom line of a treble staff however many lines it has."""
    music = Music(1, (note(Pitch(4, 2)),), clefs=((0, 1, Clef("G", 2)),), staff_lines=((0, 1, lines),))
    assert Staves(music).positions(music.events[0]) == [y]


@pytest.mark.parametrize(("octave", "clef"), [(5, Clef()), (4, Clef("G", 2, -1)), (3, Clef("F", 4)), (2, Clef("F", 4, -1))])
def test_tablature_is_read_in_the_clef_that_fits_its_notes(octave: int, clef: Clef) -> None:
    music = Music(1, (note(Pitch(octave, 0)),), clefs=((0, 1, Clef("TAB", 5)),), staff_lines=((0, 1, 6),))
    staves = Staves(music)
    assert (staves.clefs[1].at(0), staves.lines[1].at(0)) == (clef, 5)
