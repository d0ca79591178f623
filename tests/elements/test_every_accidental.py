"""Every accidental of MusicXML: the glyph SMuFL has for it, at its head, dressed as the source says, or a finding."""

from __future__ import annotations

from functools import cache

import pytest
from lxml import etree
from msgspec.structs import replace

from engraving.layout.engrave import engrave
from engraving.layout.page import Glyph, Ink
from engraving.musicxml.reader import read_tree
from engraving.parts import extract_all
from engraving.production import Options
from engraving.production.extracting import extraction_options
from engraving.score.atoms import Kind, of_kind
from tests.elements.standard import Snippet, glyph, schema
from tests.layout.small_music import Drawn, Sheet, house, notes, score_xml, small_faces

NEAR = 0.03

# Each value with an alteration in semitones that fits it, and the standard's name of its glyph.
SIGNS: dict[str, tuple[float, str]] = {
    "sharp": (1, "accidentalSharp"), "natural": (0, "accidentalNatural"), "flat": (-1, "accidentalFlat"),
    "double-sharp": (2, "accidentalDoubleSharp"), "sharp-sharp": (2, "accidentalSharpSharp"),
    "flat-flat": (-2, "accidentalDoubleFlat"), "natural-sharp": (1, "accidentalNaturalSharp"),
    "natural-flat": (-1, "accidentalNaturalFlat"), "quarter-flat": (-0.5, "accidentalQuarterToneFlatStein"),
    "quarter-sharp": (0.5, "accidentalQuarterToneSharpStein"),
    "three-quarters-flat": (-1.5, "accidentalThreeQuarterTonesFlatZimmermann"),
    "three-quarters-sharp": (1.5, "accidentalThreeQuarterTonesSharpStein"),
    "sharp-down": (0.5, "accidentalQuarterToneSharpArrowDown"),
    "sharp-up": (1.5, "accidentalThreeQuarterTonesSharpArrowUp"),
    "natural-down": (-0.5, "accidentalQuarterToneFlatNaturalArrowDown"),
    "natural-up": (0.5, "accidentalQuarterToneSharpNaturalArrowUp"),
    "flat-down": (-1.5, "accidentalThreeQuarterTonesFlatArrowDown"),
    "flat-up": (-0.5, "accidentalQuarterToneFlatArrowUp"),
    "double-sharp-down": (1.5, "accidentalThreeQuarterTonesSharpArrowDown"),
    "double-sharp-up": (2.5, "accidentalFiveQuarterTonesSharpArrowUp"),
    "flat-flat-down": (-2.5, "accidentalFiveQuarterTonesFlatArrowDown"),
    "flat-flat-up": (-1.5, "accidentalThreeQuarterTonesFlatArrowUp"),
    "arrow-down": (-0.5, "accidentalArrowDown"), "arrow-up": (0.5, "accidentalArrowUp"),
    "triple-sharp": (3, "accidentalTripleSharp"), "triple-flat": (-3, "accidentalTripleFlat"),
    "slash-quarter-sharp": (0.5, "accidentalKucukMucennebSharp"), "slash-sharp": (1.5, "accidentalBuyukMucennebSharp"),
    "slash-flat": (-0.5, "accidentalBakiyeFlat"), "double-slash-flat": (-1.5, "accidentalBuyukMucennebFlat"),
    **{f"sharp-{n}": (0.5, f"accidental{n}CommaSharp") for n in (1, 2, 3, 5)},
    **{f"flat-{n}": (-0.5, f"accidental{n}CommaFlat") for n in (1, 2, 3, 4)},
    "sori": (0.33, "accidentalSori"), "koron": (-0.67, "accidentalKoron"),
}  # fmt: skip


@cache
def _snippet(value: str, attributes: str = "", alter: float | None = None) -> Snippet:
    """A note on a line and one in a space, both with the accidental."""
    alter = SIGNS[value][0] if alter is None else alter
    sign = f"<accidental{attributes}>{value}</accidental>"
    bar = notes("b4h f5h", extra=sign).replace("</step>", f"</step><alter>{alter}</alter>")
    return Snippet(score_xml(bar))


def _signs(snippet: Snippet) -> list[tuple[Drawn, list[Drawn]]]:
    """Each head with the glyphs of its accidental, from the left."""
    everything = snippet.page.of(Ink.HEAD, Ink.ACCIDENTAL)
    of = {atom: [d for d in everything if d.item.atom == atom] for atom in {d.item.atom for d in everything}}
    heads = [head.atom for event in snippet.page.part.music.events for head in event.heads]
    return [(of[atom][0], of.get(of_kind(atom, Kind.ACCIDENTAL), [])) for atom in heads]


def test_every_value_of_the_schema_is_here() -> None:
    assert set(SIGNS) | {"other"} == set(schema().values["accidental-value"])


@pytest.mark.parametrize("value", SIGNS)
def test_each_value_has_the_glyph_of_the_standard_at_its_head(value: str) -> None:
    """E13b: 0.35 off the head, on its height; no other sign is put in its place."""
    snippet = _snippet(value)
    for head, signs in _signs(snippet):
        (sign,) = signs
        assert sign.code == glyph(SIGNS[value][1])
        assert sign.y == pytest.approx(head.y, abs=NEAR)
        assert head.x0 - sign.x1 == pytest.approx(0.35, abs=NEAR)
    assert snippet.told("accidental-wrong", "accidental-missing", "accidental-not-drawn", "not-understood") == []
    assert snippet.sound


DRESSES = {
    ' parentheses="yes"': ("accidentalParensLeft", "accidentalParensRight"),
    ' cautionary="yes" parentheses="yes"': ("accidentalParensLeft", "accidentalParensRight"),
    ' bracket="yes"': ("accidentalBracketLeft", "accidentalBracketRight"),
    ' editorial="yes"': ("accidentalBracketLeft", "accidentalBracketRight"),
    ' editorial="yes" parentheses="yes"': ("accidentalParensLeft", "accidentalParensRight"),
}


@pytest.mark.parametrize("attributes", DRESSES)
@pytest.mark.parametrize("value", SIGNS)
def test_each_value_may_be_dressed(value: str, attributes: str) -> None:
    """The sign between its parentheses or brackets, none of the three touching the next."""
    snippet = _snippet(value, attributes)
    left, right = DRESSES[attributes]
    for head, signs in _signs(snippet):
        assert [sign.code for sign in signs] == [glyph(left), glyph(SIGNS[value][1]), glyph(right)]
        assert signs[0].x1 < signs[1].x0 < signs[1].x1 < signs[2].x0
        assert head.x0 - signs[2].x1 == pytest.approx(0.35, abs=NEAR)
    assert snippet.sound


@pytest.mark.parametrize(("courtesies", "signs"), [("plain", 1), ("none", 1), ("parentheses", 3)])
def test_a_cautionary_sign_without_more_looks_as_the_house_s_own(courtesies: str, signs: int) -> None:
    """E13: plain in session styles, in parentheses where the house's are; MusicXML leaves it to the program."""
    style = replace(house(), accidentals=replace(house().accidentals, courtesies=courtesies))
    for attributes, wanted in (("", signs), (' parentheses="no"', 1), (' parentheses="yes"', 3)):
        dressed = f'<accidental cautionary="yes"{attributes}>natural</accidental>'
        text = score_xml(notes("c5h rh", extra=dressed))
        cue = read_tree(etree.fromstring(text.encode()), file="courtesy.musicxml").cue
        part = extract_all(cue, extraction_options(Options(style=style)))[0].part
        sheet = Sheet(part, engrave(part, style, small_faces()), style)
        assert len(sheet.of(Ink.ACCIDENTAL)) == wanted, attributes


@pytest.mark.parametrize("size", ["cue", "grace-cue"])
def test_an_editors_small_accidental_is_small(size: str) -> None:
    """A third way of saying that it is not in the original: 0.70 of the usual size (E03)."""
    for head, (sign,) in _signs(_snippet("sharp", f' size="{size}"')):
        assert isinstance(sign.item, Glyph)
        assert isinstance(head.item, Glyph)
        assert sign.item.size == pytest.approx(0.7 * head.item.size, rel=0.01)


def test_arrows_reach_beyond_the_sign_they_stand_on() -> None:
    """Up on those that raise it, down on those that lower it."""
    faces = small_faces()
    bases = {"sharp": "sharp", "natural": "natural", "flat": "flat", "double-sharp": "double-sharp", "flat-flat": "flat-flat"}
    for base in bases:
        plain = faces.box(glyph(SIGNS[base][1]))
        up, down = (faces.box(glyph(SIGNS[f"{base}-{way}"][1])) for way in ("up", "down"))
        assert up.y1 > plain.y1 + 0.2
        assert down.y0 < plain.y0 - 0.2


@pytest.mark.parametrize("name", ["accidentalQuarterToneFlatPenderecki", "accidentalWyschnegradsky1TwelfthsSharp"])
def test_other_takes_its_glyph_by_name(name: str) -> None:
    """Drawn where a font has it, else told, with the nearest common sign in its place."""
    snippet = Snippet(
        score_xml(
            notes("b4h", extra=f'<accidental smufl="{name}">other</accidental>').replace(
                "</step>", "</step><alter>-0.5</alter>"
            )
            + notes("rh")
        )
    )
    (_, signs) = _signs(snippet)[0]
    if small_faces().has(glyph(name)):
        assert [sign.code for sign in signs] == [glyph(name)]
    else:
        assert [sign.code for sign in signs] == [glyph("accidentalQuarterToneFlatStein")]
        assert len(snippet.told("accidental-not-drawn")) == 1


def test_other_without_a_name_is_told() -> None:
    snippet = Snippet(score_xml(notes("b4h", extra="<accidental>other</accidental>") + notes("rh")))
    assert len(snippet.told("not-understood")) == 1
