from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.instruments import (
    INSTRUMENTS,
    Instrument,
    Transposition,
    in_key,
    lookup,
    parse_key,
    strip_player,
)
from engraving.instruments.table import BY_ID

SHARED_NAMES = {
    "Bugle": "bugle",  # French: the flugelhorn
    "Tenorhorn": "altohorn",  # German: the baritone; English: the alto horn in E flat
    "Timbales": "timbales",  # French, Spanish: the timpani; English: the Latin drums
    "Flügel": "flugelhorn",  # German: the grand piano, one with "Flugel" once accents are gone
    "Baryton": "euphonium",  # French: the voice
    "Bass": "doublebass",  # English, German: also the voice
    "Basso": "doublebass",  # Italian: also the voice
    "Basse": "doublebass",  # French: the voice
    "Alto": "voice.alto",  # French: the viola
}
"""Spellings that two rows own, and the row they mean when neither sound nor program decides."""

SHARED_SOUNDS = {
    "clarinet.c",
    "clarinet.d",
    "sarrusophone.bass",
    "wagnertuba.bass",
    "trumpet.eflat",
    "trombone.valve",
    "euphonium.treble",
    "baritone.treble",
    "tuba.contrabass",
}
"""Rows without a standard sound of their own: the sound alone finds the commoner instrument."""


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.id)
def test_an_instrument_answers_to_its_own_names(instrument: Instrument) -> None:
    for spelling in (name for language in instrument.names for name in language):
        match = lookup(spelling)
        assert match.instrument is not None, spelling
        if match.instrument != instrument:
            found = SHARED_NAMES.get(spelling.partition(" (")[0])
            assert match.instrument.id == found, spelling
            assert match.doubt, spelling
        assert lookup(spelling, instrument.sound).instrument == instrument, spelling
        assert lookup(spelling.upper(), instrument.sound).instrument == instrument, spelling


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda instrument: instrument.id)
def test_an_instrument_answers_to_its_abbreviations_and_sound(instrument: Instrument) -> None:
    for spelling in (name for language in instrument.abbreviations for name in language):
        assert lookup(spelling, instrument.sound).instrument == instrument, spelling
    match = lookup("", instrument.sound)
    assert match.instrument is not None
    assert match.how == "sound"
    assert (match.instrument == instrument) is (instrument.id not in SHARED_SOUNDS)
    assert match.instrument.sound.startswith(instrument.sound)


@pytest.mark.parametrize(
    ("name", "id", "chromatic"),
    [
        ("Horn in E", "horn", -8),
        ("Clarinet in A", "clarinet.a", -3),
        ("Trumpet in C", "trumpet.c", 0),
        ("Clarinetto in B", "clarinet.bflat", -2),
        ("Horn in Es", "horn", -9),
        ("Corno in Fa", "horn", -7),
        ("Trompete in F", "trumpet.bflat", 5),
        ("Clarinet in B♭ 2&3", "clarinet.bflat", -2),
        ("B♭ Clarinet 1", "clarinet.bflat", -2),
        ("alto flute", "flute.alto", -5),
        ("bass clarinet", "clarinet.bass", -14),
        ("Contrabass Clarinet", "clarinet.contrabass", -26),
        ("English Horn", "englishhorn", -7),
        ("Double Bass", "doublebass", -12),
        ("Contrabasses", "doublebass", -12),
        ("Bass Drum", "bassdrum", 0),
        ("Bass", "doublebass", -12),
        ("Violoncello", "cello", 0),
        ("Kontrabass", "doublebass", -12),
        ("1. Violine", "violin", 0),
        ("Violini I", "violin", 0),
        ("Hörner in F", "horn", -7),
        ("Hoerner", "horn", -7),
        ("Große Flöte", "flute", 0),
        ("Posaune", "trombone", 0),
        ("Pauken", "timpani", 0),
        ("Becken", "cymbals", 0),
        ("Triangel", "triangle", 0),
        ("Harfe", "harp", 0),
        ("Horn in C basso", "horn", -12),
        ("Horn in C alto", "horn", 0),
        ("Horn in Bb basso", "horn", -14),
        ("Bb (basso) Horn 3", "horn", -14),
        ("Horn in B alto", "horn", -2),
        ("D Horn 1", "horn", -10),
        ("Horn in hoch B", "horn", -2),
        ("Horn in H", "horn", -13),
        ("Horn in A", "horn", -3),
        ("Horn in G", "horn", -5),
        ("Natural Horn in D", "horn.natural", -10),
        ("Trumpet in D", "trumpet.d", 2),
        ("Trumpet in E", "trumpet.bflat", 4),
        ("Trumpet in E♭", "trumpet.eflat", 3),
        ("Trumpet in A", "trumpet.bflat", -3),
        ("Tromba in Mi bemolle", "trumpet.eflat", 3),
        ("Trompette en si bémol", "trumpet.bflat", -2),
        ("Piccolo Trumpet in A", "trumpet.piccolo", 9),
        ("A Bass Clarinet", "clarinet.bass", -15),
        ("Klarinette in H", "clarinet.bflat", -1),
        ("Clarinet in D", "clarinet.d", 2),
        ("Clarinet in C", "clarinet.c", 0),
        ("Clarinet in Ab", "clarinet.aflat", 8),
        ("Es-Klarinette", "clarinet.eflat", 3),
        ("Clarinet in B^b", "clarinet.bflat", -2),
        ("Cor 1 en fa", "horn", -7),
        ("Trompa en Fa 1", "horn", -7),
        ("E. Hn.", "englishhorn", -7),
        ("B. Cl.", "clarinet.bass", -14),
        ("C Tpt. 2", "trumpet.c", 0),
        ("Bb Cl. 1", "clarinet.bflat", -2),
        ("Clar. (A)", "clarinet.a", -3),
        ("E-Gitarre", "guitar.electric", -12),
        ("Tuba in F", "tuba.bass", 0),
        ("Trombone in Bb", "trombone", 0),
        ("Eb Alto Saxophone", "sax.alto", -9),
        ("Alt-Saxophon", "sax.alto", -9),
        ("Saxophone in Bb", "sax", -14),
        ("Euphonium (T.C.)", "euphonium.treble", -14),
        ("Vln. 1 div(2)", "violin", 0),
        ("Vc. solo", "cello", 0),
        ("Trumpet (Flugelhorn)", "trumpet.bflat", -2),
        ("Synth 1", "keyboard", 0),
        ("Wagner Tuba in F", "wagnertuba.bass", -7),
        ("Oboe d\N{RIGHT SINGLE QUOTATION MARK}amore", "oboe.damore", -3),
        ("Flöten 1.2", "flute", 0),
        ("Elec. Bass", "bass.electric", -12),
    ],
)
def test_names(name: str, id: str, chromatic: int) -> None:
    match = lookup(name)
    assert match.how == "name"
    assert match.instrument is not None
    assert (match.instrument.id, match.instrument.transposition.chromatic) == (id, chromatic)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Horn in Es", "Eb"),
        ("Clarinet in B♭ 2&3", "Bb"),
        ("Klarinette in H", "B"),
        ("F Horn 1", "F"),
        ("Horn", ""),
        ("Corno in Fa diesis", "F#"),
        ("Violin A", ""),
        ("Tuba in F", ""),
        ("D, A Timpani", ""),
        ("E. Horn", ""),
    ],
)
def test_the_key_is_the_one_of_the_transposition(name: str, key: str) -> None:
    assert lookup(name).key == key


@pytest.mark.parametrize(
    ("name", "bare", "players"),
    [
        ("Clarinet in Bb 2&3", "Clarinet in Bb", (2, 3)),
        ("1. Violine", "Violine", (1,)),
        ("Violin II", "Violin", (2,)),
        ("Horn 1-4 in F", "Horn in F", (1, 2, 3, 4)),
        ("Horn I.II in F", "Horn in F", (1, 2)),
        ("2nd Violins", "Violins", (2,)),
        ("4 Hörner in F", "Hörner in F", (1, 2, 3, 4)),
        ("Second Violins", "Violins", (2,)),
        ("Tpt.1", "Tpt.", (1,)),
        ("Violino primo", "Violino", (1,)),
        ("1ère Flûte", "Flûte", (1,)),
        ("Flûtes 1 et 2", "Flûtes", (1, 2)),
        ("1. u. 2. Horn in F", "Horn in F", (1, 2)),
        ("Corni I-IV", "Corni", (1, 2, 3, 4)),
        ("F Horn 1 &amp; 2", "F Horn", (1, 2)),
        ("Horn #3", "Horn", (3,)),
        ("Trumpet in C", "Trumpet in C", ()),
        ("Violin 1 div(2) ", "Violin div(2)", (1,)),
        ("Flute 3/Piccolo", "Flute/Piccolo", (3,)),
        ("Piano", "Piano", ()),
        ("12-string Guitar", "12-string Guitar", ()),
        ("", "", ()),
    ],
)
def test_player_numbers(name: str, bare: str, players: tuple[int, ...]) -> None:
    assert strip_player(name) == (bare, players)


@pytest.mark.parametrize(
    ("name", "sound", "program", "id", "how"),
    [
        ("Alto Flute", "wind.flutes.flute", 74, "flute.alto", "name"),
        ("Bass Trombone", "brass.trombone", None, "trombone.bass", "name"),
        ("Trumpet 1", "brass.trumpet.c", None, "trumpet.c", "sound"),
        ("Clarinet in A", "wind.reed.clarinet.bflat", None, "clarinet.a", "sound"),
        ("Violins", "strings.group", 49, "violin", "name"),
        ("Snare", "drum.group", None, "snare", "name"),
        ("Timpani", "drum.group", None, "timpani", "name"),
        ("Bass", "voice.bass", 53, "voice.bass", "sound"),
        ("Bass", "", 53, "voice.bass", "name"),
        ("Bass", "", 33, "bass.acoustic", "name"),
        ("Bass", "", 34, "bass.electric", "name"),
        ("Alto", "", 42, "viola", "name"),
        ("Timbales", "drum.timpani", None, "timpani", "sound"),
        ("MusicXML Part", "", 72, "clarinet.bflat", "midi"),
        ("MusicXML Part", "wind.reed.unheard-of", 72, "clarinet.bflat", "midi"),
        ("", "brass.french-horn", None, "horn", "sound"),
    ],
)
def test_sound_then_name_then_program(name: str, sound: str, program: int | None, id: str, how: str) -> None:
    match = lookup(name, sound, program)
    assert match.instrument is not None
    assert (match.instrument.id, match.how) == (id, how)
    assert not match.disagrees


def test_nothing_known_is_none_and_never_in_c() -> None:
    match = lookup("MusicXML Part 2", "", 1)
    assert match.instrument is None
    assert match.how == "none"
    assert lookup("").instrument is None


def test_a_name_against_its_sound_is_told() -> None:
    match = lookup("Oboe", "brass.tuba")
    assert match.instrument == BY_ID["tuba"]
    assert match.disagrees
    assert not lookup("D Horn 1", "brass.natural-horn").disagrees
    assert not lookup("Clarinet", "wind.reed.clarinet.a").disagrees


def test_doubts_are_told() -> None:
    assert "B flat" in lookup("Trumpet 1").doubt
    assert "B flat" in lookup("Trumpet 1", "brass.trumpet").doubt
    assert "basso" in lookup("Horn in Bb").doubt
    assert "Bass (voice)" in lookup("Bass").doubt
    for name in ("Trumpet in C", "Horn in F", "Horn in B basso", "Flute", "Clarinet"):
        assert lookup(name).doubt == ""
    assert lookup("Trumpet", "brass.trumpet.c").doubt == ""


def test_doublings() -> None:
    match = lookup("Flute 3/Piccolo")
    assert match.instrument == BY_ID["flute"]
    assert match.doubles == (BY_ID["piccolo"],)
    assert match.players == (3,)
    assert lookup("Clarinet 3 in Bb (dbl. Bass Clarinet)").doubles == (BY_ID["clarinet.bass"],)
    assert lookup("Trombone 3 &amp;\nBass Trombone").doubles == (BY_ID["trombone.bass"],)


def test_a_part_in_an_old_key_keeps_its_sounding_range() -> None:
    horn, in_d = BY_ID["horn"], lookup("Horn in D").instrument
    assert in_d is not None
    assert in_d.transposition == Transposition(-6, -10)
    assert horn.extreme is not None
    assert in_d.extreme is not None
    assert in_d.extreme.low - horn.extreme.low == 3


def test_keys_in_every_language() -> None:
    for word, name in {
        "b": "Bb",
        "bb": "Bb",
        "h": "B",
        "es": "Eb",
        "as": "Ab",
        "fis": "F#",
        "ut": "C",
        "sib": "Bb",
        "fa#": "F#",
        "des": "Db",
    }.items():
        key = parse_key(word)
        assert key is not None
        assert key.name == name
    assert [parse_key(word) for word in ("x", "", "bs", "fs", "horn", "cl")] == [None] * 6
    assert parse_key("la", solfa=False) is None


def test_an_instrument_in_its_own_key_is_itself() -> None:
    for id, word in {
        "horn": "f",
        "clarinet.bflat": "bb",
        "sax.alto": "es",
        "trumpet.piccolo": "bb",
        "violin": "d",
    }.items():
        key = parse_key(word)
        assert key is not None
        assert in_key(BY_ID[id], key) is BY_ID[id]


@given(st.text(max_size=40), st.text(max_size=20), st.none() | st.integers(-5, 300))
def test_any_name_can_be_looked_up(name: str, sound: str, program: int | None) -> None:
    lookup(name, sound, program)
    bare, _ = strip_player(name)
    assert len(bare) <= len(name) + 1


@given(st.sampled_from(INSTRUMENTS), st.integers(1, 16))
def test_player_numbers_do_not_disturb_names(instrument: Instrument, number: int) -> None:
    name = instrument.names[0][0]
    match = lookup(f"{name} {number}", instrument.sound)
    assert match.instrument == instrument
    assert match.players == (number,)
