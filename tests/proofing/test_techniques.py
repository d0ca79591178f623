"""The walk from a technique to what takes it back, in five languages."""

from __future__ import annotations

import pytest

from engraving.proofing.vocabulary import (
    BOW,
    BOWED,
    MUTE,
    OFF,
    ON,
    PLUCKED,
    WOOD,
    speaks_to_another,
    speaks_to_some,
    techniques,
)
from engraving.score import SourcePart
from tests.proofing.small_cues import broken, cue, direction, marked, part, said, spanner, with_music


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("pizz.", BOW, PLUCKED), ("pizzicato", BOW, PLUCKED), ("pizz. molto vibrato", BOW, PLUCKED),
        ("arco", BOW, BOWED), ("coll'arco", BOW, BOWED), ("mit bogen", BOW, BOWED), ("archet", BOW, BOWED),
        ("markiert gestrichen", BOW, BOWED), ("col legno", BOW, WOOD), ("avec le bois", BOW, WOOD),
        ("con sord.", MUTE, ON), ("con sordino", MUTE, ON), ("sourdines", MUTE, ON), ("sourd.", MUTE, ON),
        ("mettez la sourdine", MUTE, ON), ("mit dämpfer", MUTE, ON), ("gedämpft", MUTE, ON),
        ("con sordina", MUTE, ON), ("straight mute", MUTE, ON), ("harmon mute", MUTE, ON),
        ("mutes on", MUTE, ON), ("muted", MUTE, ON),
        ("senza sord.", MUTE, OFF), ("senza sordini", MUTE, OFF), ("sans sourdine", MUTE, OFF),
        ("ôtez vite la sourdine", MUTE, OFF), ("enlevez la sourdine", MUTE, OFF), ("ohne dämpfer", MUTE, OFF),
        ("dämpfer weg", MUTE, OFF), ("sin sordina", MUTE, OFF), ("via sord.", MUTE, OFF), ("open", MUTE, OFF),
        ("offen", MUTE, OFF), ("mutes off", MUTE, OFF), ("no mute", MUTE, OFF), ("unmuted", MUTE, OFF),
    ],
)  # fmt: skip
def test_what_words_ask_for(text: str, kind: str, state: str) -> None:
    assert techniques(text) == ((kind, state),)


@pytest.mark.parametrize("text", ["dolce", "muta in es", "sordidly", "pesante", "openly", "parco", ""])
def test_what_words_do_not_ask_for(text: str) -> None:
    assert techniques(text) == ()


def test_a_text_may_ask_for_two_things() -> None:
    assert techniques("arco, con sord.") == ((BOW, BOWED), (MUTE, ON))


def test_some_players_are_not_all() -> None:
    assert speaks_to_some("la moitié pizz.")
    assert speaks_to_some("1. sourd.")
    assert not speaks_to_some("pizz. sempre")
    assert speaks_to_another("2. sourd.", 1)
    assert not speaks_to_another("1. sourd.", 1)
    assert not speaks_to_another("1. 2. sourd.", 2)


def violin(text: str = "c5w | d5w | e5w | f5w") -> SourcePart:
    return part("Violin I", text)


def test_tremolo_and_bowings_are_not_plucked() -> None:
    for name in ("tremolo", "down-bow", "up-bow"):
        (finding,) = broken("pizz-then-bowed", cue(said(marked(violin(), 2, name), (1, "pizz."))))
        assert finding.message == "A bowing or tremolo while the part is pizz. since bar 2."
        assert finding.where.bar == "3"


def test_a_slur_that_lets_a_note_ring_is_plucked() -> None:
    same = spanner(violin("c5w | c5w"), "slur", 0, 1)
    assert broken("pizz-then-bowed", cue(said(same, (0, "pizz.")))) == []


def test_divided_bars_are_let_be() -> None:
    divided = marked(violin("c5w // e4w | d5w"), 0, "tremolo")
    assert broken("pizz-then-bowed", cue(said(divided, (0, "pizz.")))) == []


def test_a_cue_may_end_pizz() -> None:
    assert broken("pizz-not-cancelled", cue(said(violin(), (3, "pizz.")))) == []


def test_what_only_some_are_told_binds_nobody() -> None:
    assert broken("mute-not-cancelled", cue(said(violin(), (0, "la moitié con sord.")))) == []


def test_another_players_mute_is_not_ones_own() -> None:
    horn = part("Horn in F 1", "c5w | d5w")
    assert broken("mute-not-cancelled", cue(said(horn, (0, "2. con sord.")))) == []
    assert broken("mute-not-cancelled", cue(said(horn, (0, "1. con sord."))))


def test_taking_the_mute_off_counts_for_all_staves() -> None:
    divided = part("Viola", "c4w | d4w", "c4w | d4w")
    marks = (
        direction(0, 0, "con sord.", staff=2, number=901),
        direction(1, 96, "senza sord.", staff=1, number=902),
    )
    assert broken("mute-not-cancelled", cue(with_music(divided, directions=marks))) == []
    assert broken("mute-not-cancelled", cue(with_music(divided, directions=marks[:1])))


def test_the_sign_for_a_mute_is_a_mute() -> None:
    on = direction(0, 0, "on", kind="string-mute", number=901)
    off = direction(1, 96, "off", kind="string-mute", number=902)
    assert broken("mute-not-cancelled", cue(with_music(violin(), directions=(on,))))
    assert broken("mute-not-cancelled", cue(with_music(violin(), directions=(on, off)))) == []


def test_a_reminder_after_rests_or_in_brackets_is_a_courtesy() -> None:
    rests = violin("c5w | R | R | R | R | R | R | c5w")
    assert broken("technique-repeated", cue(said(rests, (0, "pizz."), (7, "pizz.")))) == []
    assert broken("technique-repeated", cue(said(violin(), (0, "pizz."), (1, "(pizz.)")))) == []


def test_words_mean_this_on_strings_and_brass_only() -> None:
    assert broken("mute-not-cancelled", cue(said(part("Piano", "c5w", "c3w"), (0, "con sord.")))) == []
    assert broken("mute-not-cancelled", cue(said(part("Trumpet 1", "c5w"), (0, "straight mute"))))
