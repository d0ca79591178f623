"""Who plays, in the words of a cover: forces, doublings, percussion, what transposes."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from engraving.parts import ScoreOptions, full_score
from engraving.score import FullScore, InstrumentName, SourcePart, Transposition
from tests.parts.small_scores import part, score, tempo

B_FLAT = Transposition(-1, -2)
OCTAVE_DOWN, OCTAVE_UP = Transposition(-7, -12), Transposition(7, 12)


def made(*parts: SourcePart, pitch: Literal["concert", "transposed"] = "concert") -> FullScore:
    return full_score(score(*parts), None, ScoreOptions(pitch=pitch))[0]


def line(name: str, transposition: Transposition | None = None) -> SourcePart:
    return part(name, "c5w | c5w", transposition=transposition)


def taking(source: SourcePart, *names: str) -> SourcePart:
    """The part with these instruments, one a bar."""
    listed = tuple(InstrumentName(f"I{n}", name) for n, name in enumerate(names))
    changes = tuple((96 * n, 0, name) for n, name in enumerate(listed))
    return replace(source, instruments=listed, music=replace(source.music, instruments=changes))


def said(found: FullScore) -> dict[str, tuple[str, ...]]:
    return {forces.section: forces.lines for forces in found.forces}


def test_players_are_counted_and_sections_are_not() -> None:
    found = made(*map(line, ("Flute 1", "Flute 2", "Oboe", "Horn in F 1 & 2", "Horn in F 3 & 4", "Violin I", "Violin II")))
    assert said(found) == {
        "Woodwind": ("2 Flutes", "Oboe"), "Brass": ("4 Horns in F",), "Strings": ("Violins I, II",),
    }  # fmt: skip


def test_who_takes_another_instrument_is_told() -> None:
    flute = taking(line("Flute 2"), "Flute", "Piccolo")
    assert said(made(line("Flute 1"), flute))["Woodwind"] == ("2 Flutes (2. also Piccolo)",)
    oboe = taking(line("Oboe"), "Oboe", "English Horn")
    assert said(made(oboe))["Woodwind"] == ("Oboe (also English Horn)",)


def test_percussionists_are_told_one_by_one_with_what_they_strike() -> None:
    first = taking(line("Percussion 1"), "Snare Drum", "Tam-tam")
    found = made(line("Timpani"), first, line("Percussion 2"), line("Triangle"))
    assert said(found)["Timpani and percussion"] == (
        "Timpani", "Percussion 1: Snare Drum, Tam-tam", "Percussion 2", "Triangle",
    )  # fmt: skip


def test_guitars_and_synthesizers_are_no_harps() -> None:
    found = said(made(line("Harp"), line("Electric Guitar"), line("Bass Guitar"), line("Synthesizer")))
    assert found == {
        "Harp and keyboards": ("Harp",),
        "Plucked strings": ("Electric Guitar", "Bass Guitar"),
        "Electronics": ("Synthesizer",),
    }


def test_what_does_not_stand_where_it_sounds_is_named() -> None:
    parts = (line("Clarinet in Bb", B_FLAT), line("Piccolo", OCTAVE_UP), line("Violin"), line("Contrabass", OCTAVE_DOWN))
    assert made(*parts).pitch_note == "In sounding pitch, but for octaves: Piccolo, Contrabass."
    assert made(*parts, pitch="transposed").pitch_note == "As the players read it. Transposing: Clarinet in B♭."
    assert made(line("Violin"), pitch="transposed").pitch_note == "All instruments are in C."


def test_a_score_says_how_long_it_takes_with_its_repeats() -> None:
    found = full_score(score(line("Violin"), tempi=(tempo(0, 120),)))[0]
    assert found.seconds == found.bar_seconds[-1] == 4.0  # two bars of four at 120
    assert replace(found, order=(0, 1, 0)).seconds == 6.0
    assert replace(found, order=(0, 1), bar_durations=(2.0, -1.0)).seconds == -1.0
    assert made(line("Violin")).seconds == -1.0  # no tempo is said
