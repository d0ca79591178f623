from __future__ import annotations

from collections import Counter

import pytest

from engraving.instruments import (
    INSTRUMENTS,
    LANGUAGES,
    Instrument,
    Range,
    Transposition,
    by_program,
    by_sound,
    lookup,
    reach,
    sounding,
)
from engraving.instruments.keys import KEY_RULES, KEY_UNNAMED
from engraving.instruments.model import span
from engraving.instruments.table import BY_ID, MIDI_DEFAULTS, SOUND_DEFAULTS
from engraving.instruments.unpitched import UNPITCHED
from tests.instruments.staff_shift import staff_shift

CLEFS = {"G2", "F4", "C1", "C3", "C4", "percussion", "G2-8vb"}
FAMILIES = {
    "woodwind",
    "brass",
    "timpani",
    "percussion",
    "harp",
    "keyboard",
    "plucked",
    "voice",
    "strings",
    "electronic",
}
SOUND_FAMILIES = {
    "brass",
    "drum",
    "effect",
    "keyboard",
    "metal",
    "pitched-percussion",
    "pluck",
    "rattle",
    "strings",
    "synth",
    "voice",
    "wind",
    "wood",
}


def every(value: Instrument) -> str:
    return value.id


def test_ids_are_unique_and_the_table_is_in_score_order() -> None:
    assert [
        id for id, count in Counter(instrument.id for instrument in INSTRUMENTS).items() if count > 1
    ] == []
    assert [instrument.rank for instrument in INSTRUMENTS] == sorted(
        instrument.rank for instrument in INSTRUMENTS
    )
    assert len(INSTRUMENTS) >= 150


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=every)
def test_a_row_is_whole(instrument: Instrument) -> None:
    assert len(instrument.names) == len(instrument.abbreviations) == len(LANGUAGES)
    assert all(spellings and all(spellings) for spellings in instrument.names + instrument.abbreviations)
    assert instrument.sound.partition(".")[0] in SOUND_FAMILIES
    assert instrument.family in FAMILIES
    assert instrument.clefs
    assert set(instrument.clefs) <= CLEFS
    assert instrument.staves in (1, 2, 3)
    assert instrument.staves == 1 or instrument.staves == len(instrument.clefs)
    assert instrument.midi_program is None or 1 <= instrument.midi_program <= 128
    assert (instrument.clefs == ("percussion",)) <= (not instrument.pitched)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=every)
def test_the_comfortable_range_lies_in_the_extreme_one(instrument: Instrument) -> None:
    comfortable, extreme = instrument.comfortable, instrument.extreme
    assert (comfortable is None) == (extreme is None)
    if comfortable is not None and extreme is not None:
        assert 0 <= extreme.low <= comfortable.low < comfortable.high <= extreme.high <= 127
        assert sounding(extreme, instrument).low >= 0
        assert sounding(extreme, instrument).high <= 127


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=every)
def test_steps_and_semitones_of_a_transposition_agree(instrument: Instrument) -> None:
    steps, semitones = instrument.transposition.diatonic, instrument.transposition.chromatic
    assert abs(semitones - steps * 12 / 7) < 1


def test_orchestral_order() -> None:
    order = [
        "piccolo",
        "flute",
        "flute.alto",
        "oboe",
        "englishhorn",
        "clarinet.eflat",
        "clarinet.bflat",
        "clarinet.bass",
        "bassoon",
        "contrabassoon",
        "sax.alto",
        "horn",
        "trumpet.bflat",
        "trombone",
        "trombone.bass",
        "tuba",
        "timpani",
        "glockenspiel",
        "snare",
        "harp",
        "celesta",
        "piano",
        "guitar",
        "voice.soprano",
        "voice.bass",
        "violin",
        "viola",
        "cello",
        "doublebass",
        "keyboard",
    ]
    ranks = [BY_ID[id].rank for id in order]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("id", "transposition"),
    [
        ("piccolo", (7, 12)),
        ("flute.alto", (-3, -5)),
        ("englishhorn", (-4, -7)),
        ("clarinet.bflat", (-1, -2)),
        ("clarinet.a", (-2, -3)),
        ("clarinet.eflat", (2, 3)),
        ("clarinet.bass", (-8, -14)),
        ("contrabassoon", (-7, -12)),
        ("sax.soprano", (-1, -2)),
        ("sax.alto", (-5, -9)),
        ("sax.tenor", (-8, -14)),
        ("sax.baritone", (-12, -21)),
        ("horn", (-4, -7)),
        ("trumpet.bflat", (-1, -2)),
        ("trumpet.c", (0, 0)),
        ("trumpet.d", (1, 2)),
        ("trumpet.piccolo", (6, 10)),
        ("glockenspiel", (14, 24)),
        ("xylophone", (7, 12)),
        ("crotales", (14, 24)),
        ("celesta", (7, 12)),
        ("guitar", (-7, -12)),
        ("doublebass", (-7, -12)),
        ("violin", (0, 0)),
        ("voice.tenor", (0, 0)),
        ("clarinet.contraalto", (-12, -21)),
        ("clarinet.contrabass", (-15, -26)),
    ],
)
def test_transpositions_of_the_usual_instruments(id: str, transposition: tuple[int, int]) -> None:
    assert BY_ID[id].transposition == Transposition(*transposition)


def test_range_verdicts() -> None:
    oboe = BY_ID["oboe"]
    assert [reach(oboe, pitch) for pitch in (57, 58, 60, 86, 87, 93, 94)] == [
        "outside",
        "extreme",
        "comfortable",
        "comfortable",
        "extreme",
        "extreme",
        "outside",
    ]
    assert reach(BY_ID["snare"], 60) == "unknown"
    assert sounding(Range(52, 86), BY_ID["clarinet.bflat"]) == Range(50, 84)


def test_octave_clefs_count_once() -> None:
    assert staff_shift(BY_ID["doublebass"]) == -12
    assert staff_shift(BY_ID["voice.tenor"]) == -12
    assert staff_shift(BY_ID["violin"]) == 0


def test_spans_are_read_or_refused() -> None:
    assert span("Bb3-F#5") == Range(58, 78)
    assert span("Cb4-B#4") == Range(59, 72)
    assert span("") is None
    with pytest.raises(ValueError, match="span"):
        span("C4..C5")


def test_section_only_for_strings_voices_and_groups() -> None:
    assert {instrument.family for instrument in INSTRUMENTS if instrument.section} == {
        "strings",
        "voice",
        "brass",
    }
    assert all(BY_ID[id].section for id in ("violin", "viola", "cello", "doublebass", "choir"))
    assert not any(BY_ID[id].section for id in ("flute", "horn", "erhu", "harp"))


def test_open_keys() -> None:
    assert BY_ID["timpani"].open_key
    assert BY_ID["snare"].open_key
    assert BY_ID["horn.natural"].open_key
    assert not BY_ID["horn"].open_key


def test_every_reference_to_a_row_holds() -> None:
    for id in [*SOUND_DEFAULTS.values(), *MIDI_DEFAULTS.values(), *KEY_RULES, *KEY_UNNAMED]:
        assert BY_ID[id].id == id
    assert set(MIDI_DEFAULTS) <= set(range(2, 129))


def test_finer_sounds_fall_back_to_coarser() -> None:
    assert by_sound("brass.trumpet.bflat") == BY_ID["trumpet.bflat"]
    assert by_sound("metal.gong.luo") == BY_ID["gong"]
    assert by_sound("drum.udu") == BY_ID["percussion"]
    assert by_sound("wood.nothing") == BY_ID["percussion"]
    assert by_sound("wind.reed.pi") is None
    assert by_sound("nonsense") is None
    assert by_sound("") is None


def test_program_one_says_nothing() -> None:
    assert by_program(1) is None
    assert by_program(None) is None
    assert by_program(41) == BY_ID["violin"]


def test_unpitched_percussion_has_no_pitch_to_be_written() -> None:
    for instrument in UNPITCHED:
        assert instrument in INSTRUMENTS
        assert (instrument.pitched, instrument.open_key, instrument.clefs) == (False, True, ("percussion",))
        assert instrument.comfortable is instrument.extreme is None


@pytest.mark.parametrize(
    ("name", "sound", "id"),
    [
        ("Acoustic Bass Drum", "", "bassdrum"),
        ("Closed Hi-Hat", "", "hihat"),
        ("Side Stick", "", "snare"),
        ("Becken", "", "cymbals"),
        ("", "metal.triangle", "triangle"),
        ("Percussion", "", "percussion"),
        ("Low Bongo", "", "bongos"),
    ],
)
def test_unpitched_percussion_is_known_by_name_or_sound(name: str, sound: str, id: str) -> None:
    found = lookup(name, sound).instrument
    assert found is not None
    assert (found.id, found.pitched) == (id, False)
