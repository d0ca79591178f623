"""E43, E43b: signs and words in one run, and how the real spellings of scoring programs come out."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Glyph, Ink, Text
from tests.layout.small_music import Drawn, Sheet, back, direction, dynamic, engraved, notes, words
from tests.rules.paper import NEAR, TYPE, heads

QUARTERS = notes("c5q d5 e5 f5")


def run(*pieces: str) -> str:
    """One direction of several types; a sign is written ``*mf``."""
    inside = "".join(
        f"<direction-type><dynamics><{p[1:]}/></dynamics></direction-type>"
        if p[0] == "*"
        else f"<direction-type><words>{p}</words></direction-type>"
        for p in pieces
    )
    return f'<direction placement="below">{inside}<staff>1</staff></direction>'


def edge(sheet: Sheet, drawn: Drawn) -> list[tuple[float, float]]:
    """Points closely along the ink of a piece of type."""
    item = drawn.item
    assert isinstance(item, Text | Glyph)
    if isinstance(item, Glyph):
        contours, scale = sheet.faces.outline(item.code), item.size / (4 * sheet.space)
    else:
        contours, scale = sheet.faces.text_outline(item.text, item.face, item.size / 100), 100 / sheet.space
    return [
        (drawn.x + (ax + (bx - ax) * k / 8) * scale, drawn.y + (ay + (by - ay) * k / 8) * scale)
        for contour in contours
        for (ax, ay), (bx, by) in pairwise((*contour, contour[0]))
        for k in range(8)
    ]


def white(sheet: Sheet, a: Drawn, b: Drawn) -> float:
    """The least distance between two inks."""
    there = edge(sheet, b)
    return min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for x, y in edge(sheet, a) for u, v in there)


@pytest.mark.rule("E43")
@pytest.mark.parametrize("letters", ["p", "f", "mf", "pp", "ff", "sfz", "n"])
@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_brackets_are_as_close_to_an_f_as_to_a_p(letters: str, brackets: str) -> None:
    """Two tenths of white between ink and ink, however far the letter or the bracket leans."""
    sheet = engraved(words(f"{brackets[0]}{letters}{brackets[1]}", placement="below") + QUARTERS) if letters != "n" else (
        engraved(run("(", "*n", ")") + QUARTERS)
    )
    left, sign, right = sheet.of(*TYPE)
    assert sign.code
    assert white(sheet, left, sign) == pytest.approx(0.2, abs=0.05)
    assert white(sheet, sign, right) == pytest.approx(0.2, abs=0.05)


@pytest.mark.rule("E43")
def test_a_comma_stands_at_its_sign() -> None:
    """"p, molto legato": the comma belongs to the p, and the words follow after it."""
    sheet = engraved(run("*p", ", molto legato") + QUARTERS)
    sign, text = sheet.of(*TYPE)
    assert text.text == ", molto legato"
    assert white(sheet, sign, text) == pytest.approx(0.2, abs=0.05)
    assert text.y == pytest.approx(sign.y, abs=NEAR)


@pytest.mark.rule("E43")
@pytest.mark.parametrize("text", ["p-f", "mf/f", "p–ff"])
def test_two_dynamics_with_a_stroke_between_are_signs(text: str) -> None:
    """First time soft, second time loud, typed as words: both are signs, the stroke between them is type."""
    sheet = engraved(words(text, placement="below") + QUARTERS)
    assert [bool(d.code) for d in sheet.of(*TYPE)] == [True, False, True]


@pytest.mark.rule("E43")
def test_a_colon_does_not_make_a_sign_a_word() -> None:
    """"mf:" is the sign and its colon."""
    sign, colon = engraved(words("mf:", placement="below") + QUARTERS).of(*TYPE)
    assert sign.code
    assert colon.text == ":"


@pytest.mark.rule("E43", "E43b")
@pytest.mark.parametrize("text", ["pizz. f", "con sord. pp", "Solo mf", "arco, ff"])
def test_a_dynamic_typed_after_a_technique_is_a_sign(text: str) -> None:
    """Over the staff with its words, which begin at the head as ever: the letters of the dynamic are music type."""
    sheet = engraved(words(text, placement="above") + QUARTERS)
    word, sign = sheet.of(*TYPE)
    assert (word.text, bool(sign.code)) == (text.rsplit(" ", 1)[0], True)
    assert word.x == pytest.approx(heads(sheet)[0].x0, abs=NEAR)
    assert sign.y == pytest.approx(word.y, abs=NEAR)
    assert not sign.touches(word)


@pytest.mark.rule("E43", "E43b")
def test_and_so_is_one_in_parentheses() -> None:
    """con sord. (sempre pp): words, sign, and its parenthesis close to it."""
    sheet = engraved(words("con sord. (sempre pp)", placement="above") + QUARTERS)
    before, sign, after = sheet.of(*TYPE)
    assert (before.text, bool(sign.code), after.text) == ("con sord. (sempre", True, ")")
    assert white(sheet, sign, after) == pytest.approx(0.2, abs=0.05)


@pytest.mark.rule("E43b")
@pytest.mark.parametrize("text", ["f", "a", "sul p.", "sul G"])
def test_a_lone_letter_over_the_staff_stays_a_letter(text: str) -> None:
    """A label, and letters that belong to words, are type."""
    sheet = engraved(words(text, placement="above") + QUARTERS)
    assert [d.text for d in sheet.of(Ink.TECHNIQUE)] == [text]


@pytest.mark.rule("E43b", "E38")
@pytest.mark.parametrize("text", ["una corda", "tre corde", "Ped. simile", "con Ped.", "senza pedale", "½ Ped."])
@pytest.mark.parametrize("staff", [1, 2])
def test_words_for_the_pedal_stand_under_the_left_hand(text: str, staff: int) -> None:
    """Where the pedal's own signs are, whichever hand they were written for, under its dynamics."""
    low = dynamic("p", staff=2, placement="below") + notes("c2h g2", voice=5, staff=2)
    sheet = engraved(words(text, staff=staff, placement="above") + QUARTERS + back() + low, clefs=("G2", "F4"), name="Piano")
    (word,) = sheet.of(Ink.TECHNIQUE)
    assert (word.staff, word.text) == (2, text)
    assert word.y1 <= min(d.y0 for d in sheet.of(Ink.HEAD, Ink.DYNAMIC, staff=2) if d.over(word))


@pytest.mark.rule("E43b")
def test_of_one_staff_pedal_words_stand_where_they_are_written() -> None:
    """A vibraphone's under its staff when the source says so."""
    for side in ("above", "below"):
        word = engraved(words("Ped.", placement=side) + QUARTERS, name="Vibraphone").one(Ink.TECHNIQUE)
        assert (word.y > 0) is (side == "above")


@pytest.mark.rule("E42", "E43")
def test_names_of_percussion_wait_for_each_other_like_words() -> None:
    """Two instruments named one after the other stand on one height, the later a little aside."""
    named = [direction(f"<percussion><{kind}>{name}</{kind}></percussion>", placement="above")
             for kind, name in (("glass", "glass harmonica"), ("pitched", "celesta"))]  # fmt: skip
    sheet = engraved(named[0] + notes("c5h d5"), named[1] + notes("c5h d5"), QUARTERS, QUARTERS, QUARTERS)
    first, second = sorted(sheet.of(Ink.TECHNIQUE), key=lambda d: d.x0)
    assert first.y == pytest.approx(second.y, abs=NEAR)
    assert second.x0 - first.x1 >= 1.0
