"""Which words are a tempo, and which send the players elsewhere."""

from __future__ import annotations

import pytest

from engraving.score.tempo_words import is_jump, is_tempo, leaves_bar, says_times


@pytest.mark.parametrize(
    "text",
    [
        "Allegro",
        "Andante con moto",
        "Lento",
        "Largo",
        "Adagio",
        "Presto.",
        "Vivace. [",
        "Moderato",
        "rit.",
        "poco rit.",
        "rall.",
        "accel.",
        "a tempo",
        "Tempo I",
        "Tempo primo",
        "più mosso",
        "Poco più mosso",
        "Meno mosso",
        "meno",
        "string.",
        "poco string.",
        "freely",
        "Freely",
        "in 2",
        "(in 4)",
        "In two",
        "allargando",
        "Tempo di Valse",
        "L’istesso tempo",
        "Langsam",
        "Sehr langsam",
        "Etwas langsamer",
        "Lebhaft",
        "Früheres Tempo",
        "Vif",
        "Lent",
        "Très lent",
        "sans lenteur",
        "sans presser",
        "Cédez",
        "en animant",
        "Un peu serré",
        "Assez animé, léger, gai",
        "Au mouvement",
        "Slower",
        "Faster",
        "A little slower",
        "Much faster",
        "hold back",
        "Slowly",
        "Veiled (♩=60)",
        "♩ = c. 120",
        "= 84)",
        "alla breve",
        "molto ritenuto",
        "sempre rit.",
        "rit. molto",
        "Allegro energico, sempre ben marcato.",
        "Lentement",
        "Zurückhaltend",
        "Im Zeitmaß",
        "senza misura",
        "Doppio movimento",
        "double-time feel",
        "Más lento",
        "Tempo (∞=120)",
        "A TEMPO",
        "ritard.",
        "Poco meno presto",
    ],
)
def test_tempo(text: str) -> None:
    assert is_tempo(text)


@pytest.mark.parametrize(
    "text",
    [
        "espressivo",
        "cantando",
        "dolce",
        "cresc.",
        "poco a poco cresc. e accel.",
        "dim.",
        "pizz.",
        "arco",
        "con sord.",
        "div. in 2",
        "a 2",
        "solo",
        "Sul G",
        "3rd string",
        "strings only",
        "slow gliss.",
        "fast vib.",
        "slow roll",
        "fast bow",
        "ben marcato",
        "sonore",
        "gracieux",
        "legato sempre",
        "un peu en dehors",
        "Selon le caractère d'un recitative, mais in tempo.",
        "dolce, poco rit.",
        "large gong",
        "straight mute",
        "To Picc.",
        "molto espr.",
        "poco f",
        "sempre pp",
        "subito",
        "non legato",
        "leggiero",
        "calando",
        "morendo",
        "rubato",
        "maestoso",
        "sehr kurz immer",
        "trem.",
        "1. solo",
        "à 2",
        "hervortretend",
        "ôtez la sourdine",
        "colla voce",
        "ad lib.",
        "play 2nd time only",
        "mp",
        "(loco)",
    ],
)
def test_not_tempo(text: str) -> None:
    assert not is_tempo(text)


@pytest.mark.parametrize(
    "text", ["Maestoso.", "Ruhig", "Gai. Animez", "Recit.", "Alla Marcia.", "Rubato", "Agitato"]
)
def test_character_words_are_tempo_when_bold(text: str) -> None:
    assert is_tempo(text, bold=True)


@pytest.mark.parametrize("text", ["cantando", "sempre ppp", "Solo", "dolce. poco espr.", "cresc. molto"])
def test_bold_alone_is_not_enough(text: str) -> None:
    assert not is_tempo(text, bold=True)


@pytest.mark.parametrize(
    "text",
    [
        "D.C. al Fine",
        "D. S. al Coda",
        "DC",
        "Da Capo",
        "Dal Segno al Fine",
        "To Coda",
        "Fine",
        "Attacca",
        "G.P.",
        "attacca subito",
        "4x",
        "(3×)",
        "Play 4 times",
        "Repeat 8 times.",
    ],
)
def test_jumps(text: str) -> None:
    assert is_jump(text)


@pytest.mark.parametrize("text", ["fine brush", "coda solo", "C.D.", "dolce", "segno di croce", "to Cl."])
def test_not_jumps(text: str) -> None:
    assert not is_jump(text)


@pytest.mark.parametrize("text", ["Fine", "D.S. al Coda", "To Coda", "4x", "attacca"])
def test_words_about_the_end_of_their_bar(text: str) -> None:
    assert leaves_bar(text)


@pytest.mark.parametrize("text", ["Coda", "Segno", "Vamp", "G.P.", "Allegro"])
def test_words_about_what_follows(text: str) -> None:
    assert not leaves_bar(text)


def test_how_often_a_passage_is_played() -> None:
    assert says_times("Play 4 times", 4)
    assert says_times("(4x)", 4)
    assert not says_times("Play 4 times", 3)
    assert not says_times("4 players", 4)
