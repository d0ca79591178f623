"""Cue files against bars: ramps, pauses, clicks, free time; places to seconds and back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.findings import Severity
from engraving.score import Bar, BarKind, Credits, Cue, Direction, Metre, Segment, TempoChange
from engraving.timing import tempo_map
from engraving.timing.clicks import FrameClick
from engraving.timing.cue_file import RAMP_LAWS, CueFile, FreeTime, Pause, Place, RampLaw, Tempo, TempoEvent
from engraving.timing.places import BarsAndBeats
from engraving.timing.rates import RATES
from engraving.timing.timecode import Rounding, label_at, parse

TPQ = 24
BAR = 4 * TPQ


def _cue(count: int, tempi: tuple[TempoChange, ...] = (), **more: object) -> Cue:
    bars = tuple(Bar(i, str(i + 1), i * BAR, BAR) for i in range(count))
    return Cue(Credits(), TPQ, bars, (), tempi=tempi, metres=((0, 0, Metre()),), **more)  # type: ignore[arg-type]


def _at(bar: int, beat: int | Fraction = 1) -> Place:
    return Place(str(bar), Fraction(beat))


def _bpm(value: int) -> Tempo:
    return Tempo(Fraction(value))


def _ramp(law: RampLaw) -> TempoEvent:
    return TempoEvent(_at(2), _bpm(120), law, _bpm(60), _at(3))


@pytest.mark.parametrize(
    ("law", "seconds"),
    [
        ("time-linear", Fraction(8, 3)),
        ("beat-linear", Fraction("2.772589")),
        ("beat-length-linear", Fraction(3)),
        ("equal-ratio", Fraction("2.885390")),
        ("steps", Fraction(533, 210)),
    ],
)
def test_vectors_62_to_66_in_a_cue(law: RampLaw, seconds: Fraction) -> None:
    """A bar at 120, four beats of ramp down to 60, and 60 from there on: exact after the ramp."""
    found = tempo_map(_cue(4), CueFile(tempo=(TempoEvent(_at(1), _bpm(120)), _ramp(law))))
    assert found.first_pass == (0, 2, 2 + seconds, 6 + seconds, 10 + seconds)
    assert found.tempo_at(BAR) == 120
    assert found.tempo_at(2 * BAR) == 60
    assert not found.findings


def test_vector_67_inside_a_ramp() -> None:
    found = tempo_map(_cue(4), CueFile(tempo=(TempoEvent(_at(1), _bpm(120)), _ramp("time-linear"))))
    assert found.seconds_at(BAR + 2 * TPQ) == 2 + Fraction("1.116963")


def test_a_ramp_in_dotted_quarters_counts_them() -> None:
    """Tempi and lengths are in the unit; under ``steps`` each of its beats is one step."""
    event = TempoEvent(_at(1), _bpm(120), "beat-length-linear", _bpm(60), _at(4), "dotted-quarter")
    found = tempo_map(_cue(4), CueFile(tempo=(event,)))
    assert found.tempo_at(0) == 180
    assert found.seconds_at(3 * BAR) == Fraction(8) * (Fraction(1, 2) + 1) / 2  # 12 quarters are 8 beats
    steps = TempoEvent(_at(1), _bpm(120), "steps", _bpm(60), _at(1, 4), "dotted-quarter")
    assert tempo_map(_cue(4), CueFile(tempo=(steps,))).seconds_at(3 * TPQ) == Fraction(60, 120) + Fraction(60, 90)


def test_a_click_goes_by_the_rate_of_the_picture() -> None:
    for rate, bpm in (("24", Fraction(120)), ("25", Fraction(125)), ("23.976", Fraction(120_000, 1001))):
        cue_file = CueFile(rate=RATES[rate], tempo=(TempoEvent(_at(1), Tempo(click=FrameClick(96))),))
        assert tempo_map(_cue(2), cue_file).tempo_at(0) == bpm  # vector 18


def test_the_cue_file_counts_from_its_first_tempo_on() -> None:
    cue = _cue(4, (TempoChange(0, 60.0), TempoChange(3 * BAR, 240.0)))
    found = tempo_map(cue, CueFile(tempo=(TempoEvent(_at(2), _bpm(120)),)))
    assert found.first_pass == (0, 4, 6, 8, 10)


def test_a_pause_stands_before_its_beat() -> None:
    cue_file = CueFile(tempo=(TempoEvent(_at(1), _bpm(60)),), pauses=(Pause(_at(2, 3), Fraction(3, 2)),))
    found = tempo_map(_cue(3), cue_file)
    assert found.first_pass == (0, 4, Fraction(19, 2), Fraction(27, 2))
    assert found.seconds_at(BAR + TPQ) == 5
    assert found.seconds_at(BAR + 2 * TPQ) == Fraction(15, 2)
    assert [found.tick_at(Fraction(n, 2)) for n in (11, 12, 14, 15, 16)] == [
        BAR + TPQ * 3 // 2, BAR + 2 * TPQ, BAR + 2 * TPQ, BAR + 2 * TPQ, BAR + TPQ * 5 // 2,
    ]  # fmt: skip


def test_a_pause_at_a_barline_delays_the_downbeat() -> None:
    cue_file = CueFile(tempo=(TempoEvent(_at(1), _bpm(60)),), pauses=(Pause(_at(2), Fraction(2)),))
    found = tempo_map(_cue(2), cue_file)
    assert found.first_pass == (0, 6, 10)
    assert found.tick_at(Fraction(5)) == BAR


def test_bars_in_free_time_share_what_they_last() -> None:
    cue_file = CueFile(tempo=(TempoEvent(_at(1), _bpm(60)),), free=(FreeTime("2", Fraction(15), 2),))
    found = tempo_map(_cue(4), cue_file)
    assert found.first_pass == (0, 4, Fraction(23, 2), 19, 23)
    assert found.seconds_at(BAR + 2 * TPQ) == Fraction(31, 4)
    assert found.tick_at(Fraction(31, 4)) == BAR + 2 * TPQ


def test_vector_43_seconds_as_bar_and_beat() -> None:
    """93.4 s at 120 in 4/4: 186.8 beats, 46 bars and 2.8."""
    cue = _cue(50, (TempoChange(0, 120.0),))
    tick = tempo_map(cue).tick_at(Fraction(934, 10))
    assert tick is not None
    assert BarsAndBeats(cue).place(tick) == Place("47", Fraction(38, 10))


def test_vector_55_bar_13_on_the_picture() -> None:
    cue = _cue(13)
    cue_file = CueFile(
        start=parse("01:00:10:12", RATES["24"]), tempo=(TempoEvent(_at(1), _bpm(88)),)
    )
    seconds = tempo_map(cue, cue_file).seconds_at(12 * BAR)
    assert seconds == Fraction(360, 11)
    assert cue_file.start is not None
    assert label_at(cue_file.start, seconds, cue_file.rate, Rounding.FLOOR) == "01:00:43:05"


def test_time_that_cannot_be_known_has_no_place() -> None:
    cue = _cue(3, (TempoChange(0, 60.0),))
    found = tempo_map(cue)
    assert found.tick_at(Fraction(-1)) is None
    assert found.tick_at(Fraction(12)) == 3 * BAR
    assert found.tick_at(Fraction(121, 10)) is None
    late = tempo_map(_cue(3, (TempoChange(BAR, 60.0),)))
    assert late.tick_at(Fraction(0)) == 0
    assert late.tick_at(Fraction(1)) is None


def test_the_second_time_through_a_repeat() -> None:
    bars = (Bar(0, "1", 0, BAR, repeat_end=2), Bar(1, "2", BAR, BAR))
    cue = Cue(Credits(), TPQ, bars, (), tempi=(TempoChange(0, 60.0),))
    found = tempo_map(cue)
    assert [found.tick_at(Fraction(n)) for n in (3, 5, 9, 12)] == [3 * TPQ, TPQ, BAR + TPQ, 2 * BAR]
    assert found.total == 12


def _said(text: str, tick: int = BAR) -> Direction:
    return Direction(7, tick // BAR, tick, 0, (Segment("words", text),))


@pytest.mark.parametrize("text", ["rit.", "poco rall.", "molto accelerando", "Allarg.", "stringendo"])
def test_a_ritardando_without_law_is_told(text: str) -> None:
    cue = _cue(4, (TempoChange(0, 60.0),), directions=(_said(text),))
    (finding,) = tempo_map(cue).findings
    assert (finding.rule, finding.severity, finding.where.bar) == ("ramp-without-law", Severity.NOTE, "2")
    (finding,) = tempo_map(cue, CueFile()).findings
    assert finding.severity is Severity.WARNING


def test_a_ritardando_with_a_ramp_or_with_hidden_tempi_is_no_finding() -> None:
    cue = _cue(4, (TempoChange(0, 120.0),), directions=(_said("rit.", BAR + TPQ),))
    assert not tempo_map(cue, CueFile(tempo=(_ramp("steps"),))).findings
    hidden = (TempoChange(0, 120.0), TempoChange(BAR + 2 * TPQ, 100.0, printed=False))
    assert not tempo_map(_cue(4, hidden, directions=(_said("rit."),))).findings
    printed = (TempoChange(0, 120.0), TempoChange(2 * BAR, 100.0))
    assert [f.rule for f in tempo_map(_cue(4, printed, directions=(_said("rit."),))).findings] == ["ramp-without-law"]


@pytest.mark.parametrize("text", ["ritenuto", "a tempo", "riten.", "strings"])
def test_words_that_are_no_ramp(text: str) -> None:
    assert not tempo_map(_cue(4, (TempoChange(0, 60.0),), directions=(_said(text),))).findings


def test_a_relation_of_notes_changes_the_tempo() -> None:
    """♩ = ♩. : the dotted quarter goes as the quarter did, so quarters go half as fast again."""
    metronome = Direction(7, 1, BAR, 0, (Segment("metronome", "quarter=quarter."),))
    cue = _cue(3, (TempoChange(0, 60.0),), directions=(metronome,))
    assert tempo_map(cue).tempo_at(BAR) == 90
    assert tempo_map(cue).first_pass == (0, 4, 4 + Fraction(8, 3), 4 + Fraction(16, 3))


def test_places_the_score_does_not_have_are_told_and_left_out() -> None:
    cue_file = CueFile(
        tempo=(
            TempoEvent(_at(1), _bpm(60)),
            TempoEvent(_at(9), _bpm(90)),
            TempoEvent(_at(2, 5), _bpm(90)),
            TempoEvent(_at(3), _bpm(60), "steps", _bpm(120), _at(2)),
        ),
        pauses=(Pause(_at(7), Fraction(1)), Pause(_at(1), Fraction(1))),
        free=(FreeTime("3", Fraction(1), 2),),
    )
    found = tempo_map(_cue(3), cue_file)
    assert found.first_pass == (0, 4, 8, 12)
    assert [f.rule for f in found.findings] == ["cue-file-place"] * 6
    assert "bar 2 beat 5" in found.findings[1].message


def test_a_tempo_inside_a_ramp_ends_it() -> None:
    early = TempoEvent(_at(2, 3), _bpm(100))
    found = tempo_map(_cue(4), CueFile(tempo=(TempoEvent(_at(1), _bpm(120)), _ramp("beat-length-linear"), early)))
    assert [f.rule for f in found.findings] == ["ramp-cut"]
    assert found.first_pass[2] == 2 + Fraction(5, 4) + Fraction(12, 10)  # vector 67 c, then two beats at 100
    assert found.tempo_at(2 * BAR) == 100


def test_a_tempo_at_the_end_of_a_ramp_counts() -> None:
    cue_file = CueFile(tempo=(_ramp("steps"), TempoEvent(_at(3), _bpm(90))))
    found = tempo_map(_cue(4, (TempoChange(0, 120.0),)), cue_file)
    assert found.tempo_at(2 * BAR) == 90
    assert not found.findings


def test_beats_are_those_of_the_lower_figure() -> None:
    bars = (Bar(0, "1", 0, 3 * TPQ), Bar(1, "2", 3 * TPQ, 2 * TPQ), Bar(2, "2", 5 * TPQ, TPQ, BarKind.SPLIT))
    metres = ((0, 0, Metre((("6", 8),))), (3 * TPQ, 0, Metre((("3", 4),))))
    places = BarsAndBeats(Cue(Credits(), TPQ, bars, (), metres=metres))
    assert places.tick(Place("1", Fraction(4))) == Fraction(3 * TPQ, 2)
    assert places.tick(Place("1", Fraction(7))) is None
    assert places.tick(Place("2", Fraction(3))) == 5 * TPQ
    assert places.place(5 * TPQ) == Place("2", Fraction(3))
    assert places.place(Fraction(3 * TPQ, 2)) == Place("1", Fraction(4))


@given(
    st.sampled_from(RAMP_LAWS), st.integers(30, 240), st.integers(30, 240), st.fractions(0, 1, max_denominator=97),
    st.booleans(),
)  # fmt: skip
def test_seconds_there_and_back(law: RampLaw, begin: int, end: int, part: Fraction, paused: bool) -> None:
    ramp = TempoEvent(_at(2), _bpm(begin), law, _bpm(end), _at(4, 2))
    pauses = (Pause(_at(3, 3), Fraction(1)),) if paused else ()
    cue_file = CueFile(tempo=(TempoEvent(_at(1), _bpm(90)), ramp), pauses=pauses)
    found = tempo_map(_cue(6), cue_file)
    tick = part * 6 * BAR
    seconds = found.seconds_at(tick)
    assert seconds is not None
    back = found.tick_at(seconds)
    assert back is not None
    assert abs(back - tick) <= Fraction(TPQ, 10_000)
