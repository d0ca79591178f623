"""E13: which accidentals are printed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.findings import Severity
from engraving.parts.accidentals import NO_COURTESIES, AccidentalPolicy, displayed_extras, printed_accidentals
from engraving.score import Accidental, Clef, Music
from engraving.score.accidental_values import agrees
from tests.parts.small_scores import part, score, spelled


def _printed(text: str, policy: AccidentalPolicy = AccidentalPolicy(), key: int | dict[int, int] = 0) -> str:  # noqa: B008
    cue = score(part("Flute", text, key=key))
    music, _ = printed_accidentals(cue, "Flute", cue.parts[0].music, policy)
    return " ".join(spelled(music))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f#4q f#4 f4 f4", "F#4! F#4 F4! F4"),  # once a bar, cancelled in the bar
        ("f#4q g4 f#5 g4", "F#4! G4 F#5! G4"),  # octaves count by themselves
        ("f##4q f#4 fbb4 f4", "F##4! F#4! Fbb4! F4!"),
        ("f#4+a4q c4 f4+a4 f#4", "F#4! A4 C4 F4! A4 F#4!"),
        ("f#4q r r f#4 // d4h f#4h", "F#4! D4 F#4 F#4"),  # voices share the staff, in time order
        ("f#4q f4+a4 r r // r f#4q r r", "F#4! F4! A4 F#4!"),  # two alterations of one line at once
    ],
)
def test_the_bar_is_the_scope(text: str, expected: str) -> None:
    assert _printed(text, NO_COURTESIES) == expected


def test_after_two_alterations_sound_together_the_next_is_shown() -> None:
    assert _printed("f#4+f4q f#4 f#4 r", NO_COURTESIES).split()[2:] == ["F#4!", "F#4"]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("f#4q c#5 f4 c5", 2, "F#4 C#5 F4! C5!"),
        ("b4q bb4 e4 eb4", -3, "B4! Bb4! E4! Eb4!"),
        ("f#4q f4 r r | f#4 f4 r r", {0: 1, 96: 0}, "F#4 F4! F#4! F4!"),
        ("f#4q f#4 f#4 f4", {0: 1, 48: 0}, "F#4 F#4 F#4! F4!"),  # key changes on beat 3
        ("f#4q r f#4 f4", {0: 0, 48: 1}, "F#4! F#4! F4!"),  # altered before the change: shown again
    ],
)
def test_keys(text: str, key: int | dict[int, int], expected: str) -> None:
    assert _printed(text, NO_COURTESIES, key) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r q r r f#4~ | f#4 r f#4 r", "F#4! F#4 F#4!"),  # none on the tied note, again after it
        ("r q r r f#4~ | f#4 r f4 r", "F#4! F#4 F4!"),  # (c) courtesy after the tie
        ("r q r r f#4~ | f#4 r g4 r | f4 r r r", "F#4! F#4 G4 F4!"),
        ("r q r r f#4~ | f#4w~ | f#4q r r r | r r f4 r", "F#4! F#4 F#4 F4!"),
    ],
)
def test_ties(text: str, expected: str) -> None:
    assert _printed(text.replace("r q", "rq")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f#4w | f4h f4", "F#4! F4! F4"),  # (a) next bar, once
        ("f#4w | g4 | f4", "F#4! G4 F4"),  # not the bar after the next
        ("f#4w | R | f4", "F#4! F4"),  # not after a bar of rest
        ("f#4h f4 | f4w", "F#4! F4! F4"),  # already cancelled
        ("f#4h f5 | f4w", "F#4! F5! F4!"),  # (b) other octave, then (a)
        ("f#4h g4 | f5h f5", "F#4! G4 F5! F5"),
        ("f#4h g4 | f#4h g4 | f4w", "F#4! G4 F#4! G4 F4!"),
    ],
)
def test_courtesies(text: str, expected: str) -> None:
    assert _printed(text) == expected


def test_courtesies_are_switches() -> None:
    assert _printed("f#4w | f4w", AccidentalPolicy(next_bar=False, other_octave=False)) == "F#4! F4"
    assert _printed("f#4h f5 | f4w", AccidentalPolicy(other_octave=False)) == "F#4! F5 F4!"
    tied = "rq r r f#4~ | f#4 f4 r r"
    assert _printed(tied, AccidentalPolicy(next_bar=False)) == "F#4! F#4 F4!"
    assert _printed(tied, AccidentalPolicy(next_bar=False, after_tie=False)) == "F#4! F#4 F4"
    assert _printed("f#4w | f4w", AccidentalPolicy(parentheses=True)) == "F#4! F4(!)"


def test_what_the_source_displays_is_never_taken_away() -> None:
    assert _printed("c4! d4 c4! d4", NO_COURTESIES) == "C4! D4 C4! D4"


def test_a_cautionary_accidental_keeps_its_dress() -> None:
    cue = score(part("Flute", "f4w"))
    event = cue.parts[0].music.events[0]
    shown = Accidental("natural", cautionary=True, parentheses=True)
    head = replace(event.heads[0], accidental=shown)
    music = replace(cue.parts[0].music, events=(replace(event, heads=(head,)),))
    done, findings = printed_accidentals(cue, "Flute", music, AccidentalPolicy())
    assert done.events[0].heads[0].accidental == shown
    assert not findings


def _dress(shown: Accidental, policy: AccidentalPolicy, text: str = "f4w") -> Accidental | None:
    """How the first note's accidental of the source is printed."""
    cue = score(part("Flute", text))
    event, *others = cue.parts[0].music.events
    marked = replace(event, heads=(replace(event.heads[0], accidental=shown),))
    done, _ = printed_accidentals(cue, "Flute", replace(cue.parts[0].music, events=(marked, *others)), policy)
    return done.events[0].heads[0].accidental


def test_e13_a_courtesy_of_the_source_looks_like_those_of_the_house() -> None:
    """In parentheses where the house has its own in parentheses, else plain."""
    plain, round_ = AccidentalPolicy(), AccidentalPolicy(parentheses=True)
    courtesy = Accidental("natural", cautionary=True)
    assert _dress(courtesy, plain) == courtesy
    assert _dress(courtesy, round_) == replace(courtesy, parentheses=True)
    for dressed in (replace(courtesy, bracket=True), replace(courtesy, editorial=True), Accidental("natural")):
        assert _dress(dressed, round_) == dressed


def test_e13_what_a_note_needs_is_never_in_parentheses_for_being_called_a_courtesy() -> None:
    needed = Accidental("sharp", cautionary=True)
    assert _dress(needed, AccidentalPolicy(parentheses=True), "f#4w") == needed


def _findings(text: str, value: str = "") -> list[tuple[str, str, float]]:
    cue = score(part("Flute", text))
    music = cue.parts[0].music
    if value:
        music = _displaying(music, value)
    _, findings = printed_accidentals(cue, "Flute", music, NO_COURTESIES)
    return [(f.rule, f.where.bar, f.where.beat) for f in findings]


def _displaying(music: Music, value: str) -> Music:
    """The first note displays ``value`` whatever its pitch."""
    first = music.events[0]
    heads = (replace(first.heads[0], accidental=Accidental(value)), *first.heads[1:])
    return replace(music, events=(replace(first, heads=heads), *music.events[1:]))


def test_missing_ones_are_told_once_a_bar_and_note() -> None:
    assert _findings("c#4q! c4! d4 f#4 | f#4h f4h f#4") == [
        ("accidental-missing", "1", 4.0),
        ("accidental-missing", "2", 1.0),
        ("accidental-missing", "2", 3.0),
    ]


def test_a_source_without_any_is_told_once() -> None:
    assert _findings("c#4q c4 d4 f#4 | f#4h f4") == [("accidentals-not-shown", "1", 1.0)]


def test_a_wrong_one_is_replaced_and_told() -> None:
    cue = score(part("Flute", "f#4w!"))
    shown = _displaying(cue.parts[0].music, "flat")
    music, findings = printed_accidentals(cue, "Flute", shown, NO_COURTESIES)
    head = music.events[0].heads[0]
    assert head.accidental is not None
    assert head.accidental.value == "sharp"
    assert [(f.rule, f.severity, f.atoms) for f in findings] == [
        ("accidental-wrong", Severity.ERROR, (head.atom,))
    ]


@pytest.mark.parametrize(
    ("alter", "value", "rules"),
    [
        (0.5, "quarter-sharp", []),
        (-0.5, "quarter-flat", []),
        (1.5, "three-quarters-sharp", []),
        (-1.5, "three-quarters-flat", []),
        (0.25, "natural", ["accidental-approximated"]),
    ],
)
def test_microtones(alter: float, value: str, rules: list[str]) -> None:
    cue = score(part("Flute", "f4w"))
    event = cue.parts[0].music.events[0]
    head = replace(event.heads[0], pitch=replace(event.heads[0].pitch, alter=alter))
    music = replace(cue.parts[0].music, events=(replace(event, heads=(head,)),))
    done, findings = printed_accidentals(cue, "Flute", music, NO_COURTESIES)
    shown = done.events[0].heads[0].accidental
    assert shown is not None
    assert shown.value == value
    assert [f.rule for f in findings if f.rule != "accidentals-not-shown"] == rules


def test_staves_are_apart_and_a_crossing_chord_counts_where_its_heads_stand() -> None:
    cue = score(part("Harp", "f#4w", "f#4h f#4"))
    music = cue.parts[0].music
    crossing = replace(music.events[2], heads=(replace(music.events[2].heads[0], staff=1),))
    music = replace(music, events=(*music.events[:2], crossing))
    done, _ = printed_accidentals(cue, "Harp", music, NO_COURTESIES)
    assert spelled(done) == ["F#4!", "F#4!", "F#4"]


def test_unpitched_notes_and_percussion_clefs_take_none() -> None:
    cue = score(part("Drums", "f#4w", clef=Clef("percussion", 3)))
    music, findings = printed_accidentals(cue, "Drums", cue.parts[0].music, NO_COURTESIES)
    assert spelled(music) == ["F#4"]
    assert not findings
    event = music.events[0]
    head = replace(event.heads[0], unpitched=True, accidental=Accidental("sharp"))
    unpitched = replace(event, heads=(head,))
    music, _ = printed_accidentals(cue, "Drums", replace(music, events=(unpitched,)), NO_COURTESIES)
    assert spelled(music) == ["F#4"]


def test_grace_notes_come_before_their_note() -> None:
    cue = score(part("Flute", "f#4w"))
    main = cue.parts[0].music.events[0]
    small = replace(main.heads[0], atom=main.id + 64)
    grace = replace(main, id=small.atom, grace=-1, length=0, heads=(small,))
    music, _ = printed_accidentals(
        cue, "Flute", replace(cue.parts[0].music, events=(grace, main)), NO_COURTESIES
    )
    assert spelled(music) == ["F#4!", "F#4"]


def test_extras_are_what_nothing_asks_for() -> None:
    cue = score(part("Flute", "f#4q! g4! f#4! f4!"))
    music, findings = displayed_extras(cue, "Flute", cue.parts[0].music)
    assert spelled(music) == ["F#4", "G4!", "F#4!", "F4"]
    assert not findings


def test_untouched_music_is_not_copied() -> None:
    cue = score(part("Flute", "f#4q! g4 f#4 f4!"))
    music, _ = printed_accidentals(cue, "Flute", cue.parts[0].music, AccidentalPolicy())
    assert music is cue.parts[0].music


def test_an_accidental_displayed_on_a_tied_note_counts_for_its_bar() -> None:
    cue = score(part("Flute", "rq r r f#4!~ | f#4! g4 f#4 f4!"))
    music, findings = printed_accidentals(cue, "Flute", cue.parts[0].music, NO_COURTESIES)
    assert spelled(music) == ["F#4!", "F#4!", "G4", "F#4", "F4!"]
    assert not findings


@pytest.mark.parametrize(
    ("value", "alter", "fits"),
    [
        ("sharp-3", 0.4, True), ("sharp-3", 1.0, True), ("sharp-3", 0.0, True), ("sharp-3", -0.4, False),
        ("flat-4", -0.6, True), ("flat-4", 0.5, False), ("sharp", 0.4, False), ("natural-up", 0.5, True),
    ],
)  # fmt: skip
def test_signs_of_commas_fit_any_pitch_of_their_direction(value: str, alter: float, fits: bool) -> None:
    """Sources write a koma as a fraction, as a semitone, or leave the pitch as it was."""
    assert agrees(value, alter) == fits
