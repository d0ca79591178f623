"""Words and dynamics as real exports write them, and how they are to be printed (E43, E43b).

In a source ``|`` parts segments, ``+`` begins one that follows without a space, ``<f>`` is a dynamic and
``{quarter=88}`` a metronome mark. In a run ``*f*`` is a sign of the music face; blanks part pieces.
"""

from __future__ import annotations

import pytest

from engraving.layout.lettering.typeline import TypeLine, Typist
from engraving.notation.dynamics import dynamic_codes
from engraving.notation.words import WordClass, direction_class
from engraving.score import Direction, Segment
from engraving.typefaces import smufl as g
from tests.layout.small_music import house, small_faces

ITALIC = (("font-style", "italic"),)
SIGNS = {
    **{dynamic_codes(letters)[0]: f"*{letters}*" for letters in (
        "p", "pp", "ppp", "mp", "mf", "f", "ff", "fff", "sf", "sfz", "sfp", "fp", "n", "m", "s",
    )},
    g.MET_NOTE_QUARTER_UP: "♩", g.MET_NOTE_8TH_UP: "♪", g.MET_NOTE_HALF_UP: "half", g.MET_AUGMENTATION_DOT: ".",
}  # fmt: skip

# Source as it stands below the staff in italics: its run.
DYNAMIC_BELOW = {
    "<p>": "*p*", "<dynamicNiente>": "*n*", "<[ mp ]>": "[ *mp* ]", "<( f ) marcato>": "( *f* ) marcato",
    "<p>|sub.": "*p* sub.", "<p sub.>": "*p* sub.", "<(sempre) ff>": "(sempre) *ff*", "<sempre ( pp )>": "sempre ( *pp* )",
    "poco|<f>": "poco *f*", "<poco f>": "poco *f*", "<sempre più f>": "sempre più *f*", "più f": "più *f*",
    "<p léger, gai>": "*p* léger, gai", "<pp pas trop serré>": "*pp* pas trop serré", "<p de la pointe,  léger>":
    "*p* de la pointe, léger", "<mf sub.>": "*mf* sub.", "<fff trem.>": "*fff* trem.", "<sfp léger>": "*sfp* léger",
    "<p (deutlich hervortretend)>": "*p* (deutlich hervortretend)", "<chanté doux>": "chanté doux",
    "[|<mp>|]": "[ *mp* ]", "f": "*f*", "p": "*p*", "pp": "*pp*", "fff|sempre": "*fff* sempre", "sempre|ff": "sempre *ff*",
    "sempre pp": "sempre *pp*", "p dolce": "*p* dolce", "mf espr.": "*mf* espr.", "p cresc.": "*p* cresc.",
    "(p)": "( *p* )", "[mf]": "[ *mf* ]", "(p sub.)": "( *p* sub.)", "subito p": "subito *p*", "mf, espr.": "*mf* , espr.",
    "cresc.": "cresc.", "cresc": "cresc", "cres.": "cres.", "(cresc. sempre)": "(cresc. sempre)",
    "poco a poco cresc.": "poco a poco cresc.", "dim. sempre": "dim. sempre", "dimin.": "dimin.", "molto": "molto",
    "poco cresc.": "poco cresc.", "sempre": "sempre", "decresc.": "decresc.", "morendo": "morendo",
    "molto espr.": "molto espr.", "sfmp": "*s* *f* *m* *p*",
}  # fmt: skip
EXPRESSION_BELOW = (
    "dolce", "espr.", "doux et chanté", "un peu en dehors", "gai, léger", "mais ardent", "hervortretend", "ben espress.",
    "con molto espressione", "marcato ma piano", "pesante", "sonore", "suivez", "très soutenu", "legato", "warm",
    "non legato", "lontano", "rubato", "brillant",
)  # fmt: skip
TECHNIQUE_BELOW = (  # stands above whatever the source says
    "pizz.", "sourd.", "sans sourd.", "ôtez les sourdines", "mettez la sourdine", "2ème pupitre", "la moitié", "div.",
    "sur la touche", "étouffez", "l.v.", "senza sordini", "4. sourd.", "Solo",
    "préparez mi ♮ fa ♮ sol ♭ la ♮ si ♭ do ♮ ré ♯", "sol ♮ ré ♮",
)  # fmt: skip
# Upright over the staff: its run.
TECHNIQUE_ABOVE = {
    "1|+O": "1º", "2|+O|sourdine": "2º sourdine", "1o": "1º", "1º Solo": "1º Solo", "1|+er|mouv|+t|+.": "1er mouvt.",
    "à 2": "à 2", "a2": "a2", "1., 2.": "1., 2.", "(|8va|)": "( 8va )", "pizz.": "pizz.", "[arco]": "[arco]",
    "Div. en 3": "Div. en 3", "2 pup. div.": "2 pup. div.", "col legno, léger": "col legno, léger",
    "baguette d’éponges": "baguette d’éponges", "markiert gestrichen": "markiert gestrichen", "rassel": "rassel",
    "sul G": "sul G", "Suspended cymbal, soft mallets": "Suspended cymbal, soft mallets", "Mi ♮  Fa ♯": "Mi♮ Fa♯",
    "[Spread chords, all tied]": "[Spread chords, all tied]", "♮": "♮", "a": "a", "f": "f", "SOPRANO.": "SOPRANO.",
}  # fmt: skip
TEMPO_ABOVE = {
    "{quarter=88}": "♩  =  88", "Allegro|({quarter.=84})": "Allegro ( ♩ .  =  84 )", "[|{quarter=136}|]": "[ ♩  =  136 ]",
    "({quarter=eighth})": "( ♩  =  ♪ )", "Vivace. [|{half=98}|]": "Vivace. [ half  =  98 ]",
}  # fmt: skip


def segments(source: str, *, italic: bool) -> tuple[Segment, ...]:
    """The segments of a direction written as above."""
    found = []
    for text in source.split("|"):
        if text.startswith("<"):
            found.append(Segment("dynamics", text[1:-1]))
        elif "{" in text:
            enclosed = (("parentheses", "yes"),) if text.startswith("(") else ()
            found.append(Segment("metronome", text.strip("(){}"), enclosed))
        else:
            joined = (("joined", "yes"),) if text.startswith("+") else ()
            found.append(Segment("words", text.removeprefix("+"), joined + (ITALIC if italic else ())))
    return tuple(found)


def classified(source: str, placement: str, *, italic: bool) -> WordClass:
    return direction_class(Direction(1, 0, 0, 1, segments(source, italic=italic), placement))


def run(source: str, kind: WordClass) -> str:
    """What is set, piece by piece."""
    line: TypeLine = Typist(house(), small_faces()).run(segments(source, italic=False), kind)
    return " ".join(SIGNS[piece.code] if piece.code else piece.text for piece in line.pieces)


@pytest.mark.parametrize(("source", "printed"), DYNAMIC_BELOW.items())
def test_e43_dynamics_written_in_any_way_are_runs_of_signs_and_words(source: str, printed: str) -> None:
    assert classified(source, "below", italic=True) is WordClass.DYNAMIC
    assert run(source, WordClass.DYNAMIC) == printed


@pytest.mark.parametrize("source", EXPRESSION_BELOW)
def test_e43b_expression_stays_expression(source: str) -> None:
    assert classified(source, "below", italic=True) is WordClass.EXPRESSION
    assert run(source, WordClass.EXPRESSION) == source


@pytest.mark.parametrize("source", TECHNIQUE_BELOW)
def test_e43b_technique_is_known_even_in_italics_below_the_staff(source: str) -> None:
    assert classified(source, "below", italic=True) is WordClass.TECHNIQUE


@pytest.mark.parametrize(("source", "printed"), TECHNIQUE_ABOVE.items())
def test_e43b_what_stands_upright_over_the_staff_is_technique(source: str, printed: str) -> None:
    assert classified(source, "above", italic=False) is WordClass.TECHNIQUE
    assert run(source, WordClass.TECHNIQUE) == printed


@pytest.mark.parametrize(("source", "printed"), TEMPO_ABOVE.items())
def test_e43_tempo_words_and_metronome_marks_are_one_run(source: str, printed: str) -> None:
    assert classified(source, "above", italic=False) is WordClass.TEMPO
    assert run(source, WordClass.TEMPO) == printed


def test_e43_signs_keep_their_place_in_words_that_are_split_at_a_change_of_face() -> None:
    """``1`` and a raised ``o``: one piece, no gap."""
    line = Typist(house(), small_faces()).run(segments("1|+O", italic=False), WordClass.TECHNIQUE)
    assert [piece.text for piece in line.pieces] == ["1º"]
