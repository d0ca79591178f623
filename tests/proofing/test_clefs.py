"""Notes on many ledger lines that another clef of the instrument would hold."""

from __future__ import annotations

import pytest

from engraving.score import Clef, Cue, SourcePart, Transposition
from tests.proofing.small_cues import broken, cue, part, spanner, with_music

TREBLE, BASS, TENOR, ALTO = Clef("G", 2), Clef("F", 4), Clef("C", 4), Clef("C", 3)
LOW = "a2q b2 c3 b2 | a2q b2 c3 b2"  # four and five ledger lines under the treble clef
HORN = Transposition(-4, -7)


def told(made: Cue) -> list[str]:
    return [finding.message for finding in broken("ledger-lines", made)]


def bassoon(text: str, clef: Clef = TREBLE) -> SourcePart:
    return part("Bassoon 1", text, clef=clef)


def test_a_forgotten_clef_is_told_with_the_one_that_would_do() -> None:
    (message,) = told(cue(bassoon(LOW)))
    assert message == (
        "Up to 8 notes in a row stand on up to 5 ledger lines in the treble clef, in bar 1; "
        "the bass clef would hold them."
    )
    assert told(cue(bassoon(LOW, BASS))) == []


def test_it_is_told_once_a_staff_with_every_place() -> None:
    (message,) = told(cue(bassoon(f"{LOW} | c5w | {LOW}")))
    assert "2 times, in bars 1 and 4" in message


def test_a_clef_that_comes_in_time_is_none_of_it() -> None:
    changing = with_music(bassoon(f"{LOW} | c5w"), clefs=((0, 1, BASS), (2 * 4 * 24, 1, TREBLE)))
    assert told(cue(changing)) == []


@pytest.mark.parametrize(
    "usual",
    [
        part("Bassoon 1", "a4q g4 a4 g4 | a4q g4 f4 g4", clef=BASS),  # the tenor clef comes later
        part("Violoncello", "g4q f4 g4 e4 | f4q g4 f4 e4", clef=BASS),
        part("Viola", "g5q f5 g5 a5 | g5q f5 e5 f5", clef=ALTO),
        part("Horn in F 4", "c3q d3 c3 d3 | c3q d3 c3 d3"),
        part("Flute 1", "d7q d7 d7 d7 | d7q d7 d7 d7"),  # reads no other clef
        part("Bassoon 1", "a2q b2 a2 c5 | a2q b2 a2 c5", clef=TREBLE),  # one note in four is at home here
        part("Tam-tam", LOW, clef=TREBLE),
    ],
)
def test_customs_are_left_alone(usual: SourcePart) -> None:
    assert told(cue(usual)) == []


def test_notes_under_an_octave_line_do_not_stand_where_they_sound() -> None:
    high = part("Violoncello", "a5q b5 c6 b5 | a5q b5 c6 b5", clef=BASS)
    assert told(cue(high))
    assert told(cue(spanner(high, "octave-shift", 0, 7, type="down", size="8"))) == []


def test_a_transposing_part_is_looked_at_where_the_source_has_what_it_reads() -> None:
    """At sounding pitch the score finds clefs of its own, and the part has the pitches it is written in."""
    low = part("Horn in F 4", "b2q a2 b2 c3 | c3q b2 c3 b2", transposition=HORN)
    assert told(cue(low, concert_pitch=False))
    assert told(cue(low, concert_pitch=True)) == []
    assert told(cue(low, concert_pitch=True, concert_exceptions=("P1",)))


def test_who_plays_a_part_without_an_instrument_reads_treble_and_bass() -> None:
    assert told(cue(part("Nobody knows", LOW)))
