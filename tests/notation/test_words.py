"""What kind of words a direction holds, and so where they are set (E43b)."""

from __future__ import annotations

import pytest

from engraving.notation.words import WordClass, direction_class, word_class
from engraving.score import Direction, Segment

DYNAMIC = (
    "cresc.", "cresc. poco a poco", "decresc.", "dim.", "diminuendo", "dim. al niente", "più f", "sempre", "sempre pp",
    "poco", "sub.", "subito p", "molto", "molto cresc.", "meno f", "poco a poco cresc.", "morendo", "niente",
)  # fmt: skip
TECHNIQUE = (
    "pizz.", "arco", "con sord.", "senza sord.", "mute", "mutes on", "div.", "div. a 3", "unis.", "solo", "a2", "a 2",
    "tutti",
    "sul G", "sul pont.", "sul tasto", "col legno", "trem.", "l.v.", "open", "hard mallets", "soft sticks", "To Picc.",
    "non div.", "1.", "flutter", "stopped", "ord.", "nat.", "half",
    "senza vib.", "non vib.", "molto vibrato", "s.p.", "s.t.", "pont.", "bisb.", "p.d.l.t.", "on the string", "at the frog",
    "flz.", "growl", "slap tongue", "breathy", "air", "rip", "fall", "plunger", "bucket", "cuivré", "bells up",
    "Schalltrichter auf", "Dpf. ab", "gest.", "offen", "norm.", "stagger breathing", "let ring", "sus. cym.", "scrape",
    "play 2nd time only", "1st only", "8vb", "a due", "unmeasured trem.", "offstage",
)  # fmt: skip
EXPRESSION = ("espr.", "dolce", "cantabile", "leggiero", "con fuoco", "mit Ausdruck", "warm", "distant", "lontano", "airy", "fallen", "normally")


@pytest.mark.parametrize("text", DYNAMIC)
def test_e43b_dynamic_words_stand_on_the_dynamics_row(text: str) -> None:
    assert word_class(text) is WordClass.DYNAMIC


@pytest.mark.parametrize("text", TECHNIQUE)
def test_e43b_technique_and_player_words_stand_above_in_roman(text: str) -> None:
    assert word_class(text) is WordClass.TECHNIQUE


@pytest.mark.parametrize("text", EXPRESSION)
def test_e43b_the_rest_is_expression(text: str) -> None:
    assert word_class(text) is WordClass.EXPRESSION


@pytest.mark.parametrize("text", ["espr.", "cresc.", "pizz."])
def test_e43b_tempo_comes_first(text: str) -> None:
    assert word_class(text, tempo=True) is WordClass.TEMPO


@pytest.mark.parametrize("text", ["PIZZ.", "Pizz.", "  pizz. ", "pizz.\narco"])
def test_case_and_blanks_do_not_matter(text: str) -> None:
    assert word_class(text) is WordClass.TECHNIQUE


def of(*segments: Segment) -> WordClass:
    return direction_class(Direction(1, 0, 0, 1, segments))


def test_e43b_a_sign_makes_the_whole_run_a_dynamic() -> None:
    assert of(Segment("words", "espr."), Segment("dynamics", "p")) is WordClass.DYNAMIC
    assert of(Segment("words", "pizz."), Segment("dynamics", "p")) is WordClass.DYNAMIC


def test_e43b_metronome_and_rehearsal_marks_are_tempo() -> None:
    assert of(Segment("metronome", "quarter=60")) is WordClass.TEMPO
    assert of(Segment("rehearsal", "A")) is WordClass.TEMPO


def test_e20_harp_pedals_are_technique() -> None:
    assert of(Segment("harp-pedals", "D0 C0 B0 E0 F0 G0 A0")) is WordClass.TECHNIQUE
