"""Written pitch out of whatever a source holds, held against the instrument table."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.score import Clef, Cue, SourcePart, Transposition
from tests.proofing.small_cues import (
    BAR,
    TPQ,
    broken,
    cue,
    direction,
    marked,
    part,
    played_by,
    shaped,
    spanner,
    with_music,
)

CLARINET = Transposition(-1, -2)
BASS = Transposition(-7, -12)


def unplayable(made: Cue) -> list[str]:
    return [finding.message for finding in broken("range-extreme", made)]


def clarinet(text: str, transposition: Transposition | None = CLARINET) -> SourcePart:
    return part("Clarinet in Bb 1", text, transposition=transposition)


def test_written_pitch_is_taken_as_it_stands() -> None:
    assert unplayable(cue(clarinet("e3w | g5w"), concert_pitch=False)) == []
    assert unplayable(cue(clarinet("d3w | g5w"), concert_pitch=False))


def test_concert_pitch_is_compared_as_it_sounds() -> None:
    assert unplayable(cue(clarinet("d3w | g5w"), concert_pitch=True)) == []
    assert unplayable(cue(clarinet("c3w | g5w"), concert_pitch=True))


def test_a_part_written_in_a_concert_score_stays_written() -> None:
    made = cue(clarinet("d3w | g5w"), concert_pitch=True, concert_exceptions=("P1",))
    assert unplayable(made)


def test_a_source_that_does_not_say_is_given_the_benefit_of_the_doubt() -> None:
    assert unplayable(cue(clarinet("d3w", None))) == []
    assert unplayable(cue(clarinet("c3w", None)))


def test_octaves_may_be_in_the_transposition_the_clef_or_nowhere() -> None:
    transposed = part("Double Bass", "e2w | g4w", transposition=BASS)
    sounding = part("Double Bass", "e1w | g3w", clef=Clef("F", 4, -1))
    for bass in (transposed, sounding):
        assert unplayable(cue(bass)) == []
        assert unplayable(cue(bass, concert_pitch=True)) == []


def test_the_bass_clef_of_old_horn_parts_is_an_octave_low() -> None:
    low = part("Horn in F 1", "c2w", clef=Clef("F", 4), transposition=Transposition(-4, -7))
    assert unplayable(cue(low)) == []
    assert unplayable(cue(with_music(low, clefs=((0, 1, Clef()),))))


def test_harmonics_and_what_is_tied_to_them_sound_elsewhere() -> None:
    high = part("Violin I", "c8w~ | c8w")
    assert unplayable(cue(high))
    assert unplayable(cue(shaped(high, 0, "diamond"))) == []
    assert unplayable(cue(marked(high, 0, "harmonic"))) == []


def test_cue_notes_and_noises_are_not_played() -> None:
    low = part("Flute 1", "c3w")
    assert unplayable(cue(shaped(low, 0, "x"))) == []


def test_an_instrument_change_brings_its_own_range() -> None:
    text = "c6w | c4w"
    changed = played_by(
        part("Flute 1", text),
        (0, "Flute", "wind.flutes.flute"),
        (BAR, "Alto Flute", "wind.flutes.flute.alto"),
    )
    high = played_by(
        part("Flute 1", "e7w | e7w"),
        (0, "Flute", "wind.flutes.flute"), (BAR, "Alto Flute", "wind.flutes.flute.alto"),
    )  # fmt: skip
    assert unplayable(cue(changed)) == []
    assert unplayable(cue(high)) == [
        "E7 is higher than the instrument goes (Alto Flute), in bar 2.",
    ]


def test_a_transposition_that_changes_alone_is_not_judged() -> None:
    bass = clarinet("g4w | c3w")
    line = ((0, 1, CLARINET), (BAR, 1, Transposition(-8, -14)))
    assert unplayable(cue(with_music(bass, transpositions=line))) == []
    assert unplayable(cue(bass))


def test_strings_tuned_otherwise_are_not_judged() -> None:
    low = part("Violin I", "f3w")
    assert unplayable(cue(low))
    assert unplayable(cue(with_music(low, directions=(direction(0, 0, "4=F3", kind="scordatura"),)))) == []
    tablature = part("Guitar", "c2w", clef=Clef("TAB", 5))
    assert unplayable(cue(tablature)) == []


def test_singers_have_some_leeway() -> None:
    assert unplayable(cue(part("Tenor", "d5w"))) == []
    assert unplayable(cue(part("Tenor", "e5w")))


def test_high_and_low_are_told_apart() -> None:
    messages = unplayable(cue(part("Flute 1", "c3q c5 c5 f7 | c3w")))
    assert messages == [
        "2 notes are lower than the instrument goes (Flute), the lowest C3: in bars 1 and 2.",
        "F7 is higher than the instrument goes (Flute), in bar 1.",
    ]


def test_graces_count() -> None:
    events = list(part("Flute 1", "c3q c5 d5 e5").music.events)
    events[0] = replace(events[0], length=0, grace=-1, tick=TPQ)
    made = with_music(part("Flute 1", "c5w"), events=tuple(events))
    assert unplayable(cue(made))


def test_unknown_instruments_and_percussion_have_no_range() -> None:
    assert unplayable(cue(part("Zorgaphone", "c0w"), part("Snare Drum", "c0w"))) == []


def test_a_name_at_odds_with_the_sound_is_not_judged() -> None:
    made = cue(played_by(part("Flute 1", "c3w"), (0, "Tuba", "brass.tuba")))
    assert unplayable(made) == []
    assert broken("part-name-disagrees", made)


def test_ties_from_harmonics_need_an_earlier_note() -> None:
    looped = spanner(part("Violin I", "c8w | c8w"), "tie", 1, 1)
    assert unplayable(cue(looped))
