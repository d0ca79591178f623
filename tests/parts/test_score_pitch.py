"""A score in concert pitch and in transposed: the same from every source, and right by another reader's ears."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from engraving.musicxml import read
from engraving.parts import ScoreOptions, extract_all, full_score
from engraving.score import Clef, Cue, FullScore, Music, ScorePart, SourcePart, Transposition
from tests.parts.second_reader import sounding
from tests.parts.small_scores import part, score, spelled

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pitch"
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "scores"
FORMS = ("written", "concert-score", "concert-unmarked")
B_FLAT = Transposition(-1, -2)
F = Transposition(-4, -7)
BASS_CLARINET = Transposition(-8, -14)

Form = Literal["concert", "transposed", "source"]


def made(cue: Cue, pitch: Form) -> FullScore:
    return full_score(cue, None, ScoreOptions(pitch=pitch))[0]


def music(source: SourcePart, *others: SourcePart, pitch: Form = "concert") -> Music:
    """A part as it stands in the score of it and others."""
    return made(score(source, *others), pitch).parts[0].part.music


def fifths(found: Music) -> list[tuple[int, int]]:
    return [(tick, key.fifths) for tick, _, key in found.keys]


def read_by_conductor(line: ScorePart) -> tuple[object, ...]:
    """What stands on an instrument's lines."""
    found = line.part.music
    lengths = [(event.tick, event.length, event.value, event.dots) for event in found.events]
    return line.name, spelled(found), lengths, fifths(found), found.clefs, [d.text for d in found.directions]


@pytest.mark.parametrize("pitch", ["concert", "transposed"])
def test_every_form_of_a_cue_gives_the_same_score(pitch: Form) -> None:
    scores = [made(read(SAMPLES / f"{form}.musicxml").cue, pitch) for form in FORMS]
    assert [found.transposed for found in scores] == [pitch == "transposed"] * 3
    first, *others = ([read_by_conductor(line) for line in found.parts] for found in scores)
    assert all(other == first for other in others)


def test_the_source_s_own_form_is_kept_and_told() -> None:
    told = [made(read(SAMPLES / f"{form}.musicxml").cue, "source").transposed for form in FORMS]
    assert told == [True, False, False]


def test_written_parts_sound_in_a_concert_score() -> None:
    clarinet = part("Clarinet in Bb", "d5q e5 f#5 c#5!", key=3, transposition=B_FLAT)
    found = music(clarinet, part("Violin", "c5w", key=1))
    assert spelled(found) == ["C5", "D5", "E5", "B4!"]  # the courtesy that was displayed stays one
    assert fifths(found) == [(0, 1)]


def test_octaves_are_not_moved() -> None:
    """R46: a double bass and a piccolo stand in a C score as in their parts."""
    bass = part("Double Bass", "c3w", transposition=Transposition(-7, -12), clef=Clef("F", 4))
    piccolo = part("Piccolo", "c5w", transposition=Transposition(7, 12))
    assert spelled(music(bass, piccolo)) == ["C3"]
    assert spelled(music(piccolo, bass)) == ["C5"]


def test_horns_written_without_signature_take_everybodys() -> None:
    horn = part("Horn in F", "a4q b4 c#5 d5", key=0, transposition=F)
    found = music(horn, part("Violin", "d5w", key=2))
    assert spelled(found) == ["D4", "E4", "F#4", "G4"]
    assert fifths(found) == [(0, 2)]


def test_an_enharmonic_key_is_spelled_as_everybodys() -> None:
    """F sharp major is written in A flat for a clarinet in B flat; its moved key would be G flat."""
    clarinet = part("Clarinet in Bb", "ab4q bb4 c5 db5", key=-4, transposition=B_FLAT)
    found = music(clarinet, part("Violin", "f#5w", key=6))
    assert spelled(found) == ["F#4", "G#4", "A#4", "B4"]
    assert fifths(found) == [(0, 6)]


def test_a_key_of_its_own_is_kept() -> None:
    clarinet = part("Clarinet in Bb", "d5w", key=2, transposition=B_FLAT)
    found = music(clarinet, part("Violin", "a5w", key=3))
    assert fifths(found) == [(0, 0)]


def test_a_low_instrument_sounds_in_the_bass_clef() -> None:
    bass_clarinet = part("Bass Clarinet in Bb", "e4q f4 g4 a4", transposition=BASS_CLARINET)
    found = music(bass_clarinet, part("Violin", "c5w"))
    assert spelled(found)[0] == "D3"
    assert [(tick, clef.sign) for tick, _, clef in found.clefs] == [(0, "F")]


def test_a_short_low_phrase_does_not_change_the_clef() -> None:
    """One bar below the staff between long high phrases: two changes would cost more than its ledger lines."""
    high = " | ".join(["c5q d5 e5 f5"] * 4)
    horn = part("Horn in F", f"{high} | R | c4h c4 | R | {high}", transposition=F)
    found = music(horn, part("Violin", "c5w"))
    assert [clef.sign for _, _, clef in found.clefs] == ["G"]


def test_a_long_low_phrase_does() -> None:
    high, low = " | ".join(["c5q d5 e5 f5"] * 4), " | ".join(["c4q d4 c4 d4"] * 6)
    horn = part("Horn in F", f"{high} | R | {low} | R | {high}", transposition=F)
    found = music(horn, part("Violin", "c5w"))
    assert [(tick // 96, clef.sign) for tick, _, clef in found.clefs] == [(0, "G"), (5, "F"), (12, "G")]


def test_a_long_low_stretch_needs_no_empty_bars_around_it() -> None:
    """A horn that never rests for a bar is not left on five ledger lines for as long as it plays."""
    high, low = " | ".join(["c5q d5 e5 f5"] * 4), " | ".join(["g3q g3 g3 g3"] * 6)
    horn = part("Horn in F", f"{high} | {low} | {high}", transposition=F)
    found = music(horn, part("Violin", "c5w"))
    assert [(tick // 96, clef.sign) for tick, _, clef in found.clefs] == [(0, "G"), (4, "F"), (10, "G")]


@pytest.mark.parametrize(("tie", "bar"), [("", 5), ("~", 4)])
def test_no_clef_changes_under_a_tie(tie: str, bar: int) -> None:
    high, low = " | ".join(["c5q d5 e5 f5"] * 4), " | ".join(["g3q g3 g3 g3"] * 6)
    horn = part("Horn in F", f"{high} | c5q a4 a4 g3{tie} | {low}", transposition=F)
    found = music(horn, part("Violin", "c5w"))
    assert [(tick // 96, clef.sign) for tick, _, clef in found.clefs] == [(0, "G"), (bar, "F")]


needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")
SCORES = sorted(path.name for path in CORPUS.glob("*")) if CORPUS.is_dir() else []


@needs_corpus
@pytest.mark.parametrize("name", [name for name in SCORES if not name.startswith(("beethoven", "bruckner"))])
def test_a_transposed_score_says_what_the_parts_say(name: str) -> None:
    cue = read(CORPUS / name, validate=False).cue
    for line, extraction in zip(made(cue, "transposed").parts, extract_all(cue), strict=True):
        if not extraction.part.tacet:
            assert spelled(line.part.music) == spelled(extraction.part.music), line.name


@needs_corpus
@pytest.mark.parametrize("name", ["boulanger-dun-matin-de-printemps.mxl", "transposition.musicxml", "el-capitan.xml"])
def test_a_concert_score_sounds_as_music21_says(name: str) -> None:
    """Octaves apart (R46), bar by bar."""
    cue = read(CORPUS / name, validate=False).cue
    for line, heard in zip(made(cue, "concert").parts, sounding(CORPUS / name), strict=True):
        octaves = [(t, v.chromatic) for t, _, v in cue.parts[line.index].music.transpositions if v.is_octave]
        shown: dict[int, list[float]] = {}
        for event in line.part.music.events:
            higher = next((octave for since, octave in reversed(octaves) if since <= event.tick), 0)
            for head in event.heads:
                if not head.unpitched:
                    shown.setdefault(event.bar, []).append(head.pitch.midi + higher)
        assert {bar: sorted(pitches) for bar, pitches in shown.items()} == heard, line.name
