"""Moving music by intervals, and spelling what comes out (R46–R48)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.parts import ExtractionOptions, extract_all
from engraving.parts.intervals import (
    Interval,
    enharmonic,
    to_written,
    transpose_clef,
    transpose_key,
    transpose_pitch,
)
from engraving.parts.respelling import respell
from engraving.parts.transposing import transpose_music
from engraving.score import Clef, Direction, Key, Part, Pitch, Segment, SourcePart, Transposition
from engraving.score.atoms import Kind, pack
from tests.parts.small_scores import part, score, spelled

B_FLAT = Transposition(-1, -2)
A = Transposition(-2, -3)
E_FLAT = Transposition(-5, -9)
F = Transposition(-4, -7)
BASS_CLARINET = Transposition(-8, -14)
D_FLAT, UPWARDS = Transposition(-1, -1), Transposition(2, 3)
INTERVALS = [to_written(t) for t in (B_FLAT, A, E_FLAT, F, BASS_CLARINET, D_FLAT, UPWARDS)]
_USUAL = ["c4", "d4", "e4", "f4", "f#4", "g4", "ab4", "a4", "bb4", "b4", "c#5", "d5", "eb5", "r"]
_ODD = ["db4", "d#4", "e#4", "fb4", "gb4", "g#4", "a#4", "b#4", "cb5"]

pitches = st.builds(Pitch, st.integers(2, 6), st.integers(0, 6), st.sampled_from([-1.0, 0.0, 1.0, 0.5]))


@given(pitches, st.sampled_from(INTERVALS))
def test_there_and_back_is_the_same_pitch(pitch: Pitch, interval: Interval) -> None:
    there = transpose_pitch(pitch, interval)
    assert there.midi == pitch.midi + interval.chromatic
    assert there.diatonic == pitch.diatonic + interval.diatonic
    assert transpose_pitch(there, interval.inverse) == pitch


@given(
    st.lists(st.sampled_from(_USUAL), min_size=1, max_size=24),
    st.sampled_from(INTERVALS),
    st.integers(-5, 5),
)
def test_music_there_and_back(notes: list[str], interval: Interval, fifths: int) -> None:
    source = part("Clarinet", " ".join(f"{n}q" for n in notes), key=fifths, bar_length=24 * len(notes)).music
    there = transpose_music(source, ((0, interval),))
    back = transpose_music(there.music, tuple((t, i.inverse) for t, i in there.line)).music
    assert [e.heads for e in back.events] == [e.heads for e in source.events]
    spelled_anew = respell(there.music)
    for was, now in zip(source.events, spelled_anew.events, strict=True):
        assert (was.tick, was.length, was.id) == (now.tick, now.length, now.id)
        moved = [head.pitch.midi + interval.chromatic for head in was.heads]
        assert [head.pitch.midi for head in now.heads] == moved


@given(
    st.lists(st.sampled_from(_USUAL + _ODD), min_size=1, max_size=20),
    st.sampled_from(INTERVALS),
)
def test_open_key_parts_hold_no_odd_spellings(notes: list[str], interval: Interval) -> None:
    source = part("Clarinet", " ".join(f"{n}q" for n in notes), bar_length=24 * len(notes)).music
    moved = respell(transpose_music(source, ((0, interval),), open_key=True).music)
    names = [head.pitch.name[:-1] for event in moved.events for head in event.heads]
    assert not [n for n in names if n in ("E#", "B#", "Cb", "Fb") or len(n) > 2]


@pytest.mark.parametrize(
    ("fifths", "interval", "expected", "diatonic"),
    [
        (0, to_written(B_FLAT), 2, 1),
        (-3, to_written(B_FLAT), -1, 1),
        (5, to_written(B_FLAT), -5, 2),  # C sharp would have seven: D flat
        (6, to_written(B_FLAT), -4, 2),
        (-5, to_written(A), 4, 1),  # F flat would have eight: E
        (-2, to_written(F), -1, 4),
        (4, to_written(E_FLAT), -5, 6),
        (2, Interval(7, 12), 2, 7),
    ],
)
def test_keys(fifths: int, interval: Interval, expected: int, diatonic: int) -> None:
    key, taken = transpose_key(Key(fifths, "major"), interval)
    assert (key.fifths, key.mode, taken.diatonic, taken.chromatic) == (
        expected, "major", diatonic, interval.chromatic,
    )  # fmt: skip


def test_free_keys_move_exactly() -> None:
    key, _ = transpose_key(Key(free=((6, -1.0), (3, 1.0))), to_written(B_FLAT))
    assert key.free == ((3, 1.0), (4, 1.0))  # E is F sharp now, B flat is C


def test_notes_follow_a_respelled_key() -> None:
    source = part("Clarinet", "b4q c#5 d#5 a#5", key=5).music
    moved = transpose_music(source, ((0, to_written(B_FLAT)),)).music
    assert [e.heads[0].pitch.name for e in moved.events] == ["Db5", "Eb5", "F5", "C6"]
    assert moved.keys[0][2].fifths == -5


@pytest.mark.parametrize(
    ("text", "fifths", "expected"),
    [
        ("a#4q b#4 c#5", 0, "Bb4 C5 Db5"),  # a whole line moves together
        ("c5q b#4 d5", 0, "C5 C5 D5"),
        ("g##4q a4 g##4 a4", 0, "A4 A4 A4 A4"),
        ("f#4q e#4 f#4", 3, "F#4 E#4 F#4"),  # the leading note of F sharp minor
        ("cb5q bb4 ab4", -6, "Cb5 Bb4 Ab4"),  # of the key's own scale
        ("f#4q g#4 a4", 0, "F#4 G#4 A4"),  # nothing odd: left alone
        ("b#3+e4+g4q", 0, "C4 E4 G4"),
        ("d5q e#5 f#5 a5", 2, "D5 F5 F#5 A5"),  # the mended note steps aside, its neighbours stay in the key
    ],
)
def test_respelling(text: str, fifths: int, expected: str) -> None:
    music = respell(part("Clarinet", text, key=fifths).music)
    assert [h.pitch.name for e in music.events for h in e.heads] == expected.split()


def test_tied_notes_are_spelled_alike() -> None:
    music = respell(part("Clarinet", "d5h b#4~ | b#4h c#5 | b#4w").music)
    assert [e.heads[0].pitch.name for e in music.events[1:3]] == ["C5", "C5"]


def test_enharmonic_letters() -> None:
    assert enharmonic(Pitch(4, 0, 1.0), 1) == Pitch(4, 1, -1.0)
    assert enharmonic(Pitch(4, 6, 1.0), 1) == Pitch(5, 0)
    assert enharmonic(Pitch(5, 0, -1.0), -1) == Pitch(4, 6)


def test_an_octave_in_the_clef_is_not_counted_twice() -> None:
    up = to_written(BASS_CLARINET)
    assert transpose_clef(Clef("G", 2, -1), up) == Clef("G", 2, 0)
    assert transpose_clef(Clef("G", 2, 0), up) == Clef("G", 2, 0)
    assert transpose_clef(Clef("G", 2, -1), to_written(B_FLAT)) == Clef("G", 2, -1)


def test_the_transposition_may_change_in_mid_part() -> None:
    music = part("Clarinet", "c4w | c4").music
    line = ((0, to_written(B_FLAT)), (96, to_written(A)))
    moved = transpose_music(music, line).music
    assert [e.heads[0].pitch.name for e in moved.events] == ["D4", "Eb4"]
    assert [(tick, key.fifths) for tick, _, key in moved.keys] == [(0, 2), (96, -3)]


def test_chord_symbols_move_with_the_notes() -> None:
    segments = (Segment("harmony", "C♯m7/G♯", (("roots", "0 5"),)), Segment("words", "A"))
    symbol = Direction(pack(0, 5, Kind.DIRECTION), 0, 0, 1, segments)
    no_chord = replace(symbol, segments=(Segment("harmony", "N.C."),))
    music = replace(part("Alto Saxophone", "c4w").music, directions=(symbol, no_chord))
    moved = transpose_music(music, ((0, to_written(B_FLAT)),)).music
    assert [d.text for d in moved.directions] == ["D♯m7/A♯ A", "N.C."]
    assert [d.atom for d in moved.directions] == [symbol.atom] * 2


def test_of_a_numeral_only_its_key_moves() -> None:
    said = (("function", "yes"),)
    segments = (Segment("harmony", "G: V7", said), Segment("harmony", "Ger6", said), Segment("harmony", "a: iv", said))
    symbol = Direction(pack(0, 5, Kind.DIRECTION), 0, 0, 1, segments)
    music = replace(part("Clarinet", "c4w").music, directions=(symbol,))
    moved = transpose_music(music, ((0, to_written(B_FLAT)),)).music
    assert [s.text for s in moved.directions[0].segments] == ["A: V7", "Ger6", "b: iv"]


def _extracted(*parts: SourcePart, **options: str) -> list[Part]:
    choice = ExtractionOptions(score_pitch="concert", **options)
    return [extraction.part for extraction in extract_all(score(*parts), choice)]


def test_octave_transposers_keep_their_written_octave() -> None:
    bass, piccolo = _extracted(part("Double Bass", "c3w", clef=Clef("F", 4)), part("Piccolo", "c5w"))
    assert bass.music.events[0].heads[0].pitch == Pitch(3, 0)
    assert piccolo.music.events[0].heads[0].pitch == Pitch(5, 0)


def test_a_concert_part_is_transposed_with_its_accidentals_worked_out_anew() -> None:
    clarinet = part("Clarinet in Bb", "bb4q! e4 e4! f#4! | bb4 b4! c5 d5", key=0)
    violin = part("Violin", "c5w | c5", key=0)
    (done, _) = [e.part for e in extract_all(score(clarinet, violin, concert_pitch=True))]
    assert spelled(done.music) == ["C5", "F#4!", "F#4!", "G#4!", "C5", "C#5!", "D5", "E5"]
    assert all(not key.fifths for _, _, key in done.music.keys)


def test_a_baritone_saxophone_leaves_the_bass_clef() -> None:
    sax = part("Baritone Saxophone", "c3w", clef=Clef("F", 4), key=2)
    (extraction,) = extract_all(score(sax), ExtractionOptions(score_pitch="concert"))
    assert extraction.part.music.clefs[0][2] == Clef("G", 2)
    assert extraction.part.music.events[0].heads[0].pitch == Pitch(4, 5)
    assert "clef-replaced" in [finding.rule for finding in extraction.findings]
