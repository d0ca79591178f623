"""Slurs on the page: outside tuplets they reach beyond, across staves (E35, E36)."""

from __future__ import annotations

import re

import pytest

from engraving.layout.page import Curve, Ink
from tests.layout.small_music import Sheet, back, dynamic, engraved, notes


def test_e36_a_slur_reaching_beyond_a_tuplet_lies_outside_its_digits() -> None:
    """Stems up, slur above: stated by the source, so that both are on one side."""
    triplet = notes("[g4e{slur+} a4 g4]", tuplet=3).replace('type="start"/', 'type="start" placement="above"/', 2)
    sheet = engraved(triplet + notes("[a4e g4 f4]", tuplet=3) + notes("g4q{slur-} rq"))
    digits, slur = sheet.of(Ink.TUPLET_NUMBER), sheet.one(Ink.SLUR)
    assert len(digits) == 2
    assert all(digit.middle > 0 for digit in digits)
    assert all(digit.y1 < slur.y1 for digit in digits)
    assert sheet.engraving.audit.collisions == 0


def test_e36_a_slur_over_exactly_the_tuplet_lies_inside_its_digit() -> None:
    triplet = notes("[c5e{slur+} d5 c5{slur-}]", tuplet=3).replace('type="start"/', 'type="start" placement="below"/')
    sheet = engraved(triplet + notes("rq rh"))
    digit, slur = sheet.one(Ink.TUPLET_NUMBER), sheet.one(Ink.SLUR)
    assert digit.y1 < slur.y0
    assert sheet.engraving.audit.collisions == 0


def across(first: str, second: str, *extra: str) -> Sheet:
    """Two staves: a slur from the first note of the upper or lower to a note of the other."""
    upper = notes(first, staff=1)
    lower = notes(second, staff=2, voice=2)
    return engraved("".join(extra) + upper + back(4) + lower, clefs=("G2", "F4"))


@pytest.mark.parametrize("marked", [False, True])
def test_e35_a_slur_across_staves_touches_nothing(marked: bool) -> None:
    extra = (dynamic("p"),) if marked else ()
    sheet = across("rq g4+b4+d5q{slur-} g4+b4+d5 rq", "g3q{slur+} d3 g2 d3", *extra)
    assert len(sheet.of(Ink.SLUR)) == 1
    assert sheet.engraving.audit.collisions == 0


def test_e38_what_stands_over_the_upper_staff_clears_a_slur_that_comes_from_the_lower() -> None:
    """A slur drawn from the lower staff's note over the upper staff raises the upper staff's skyline."""
    sheet = across("rq d6q{slur-} rh", "b3q{slur+} rq rh")
    slur = sheet.one(Ink.SLUR)
    assert sheet.engraving.audit.collisions == 0
    assert slur.y1 > slur.y0


@pytest.mark.rule("E35")
def test_a_slur_clears_the_whole_of_a_flat_under_it() -> None:
    """A flat reaches higher over its head than a natural."""
    sheet = engraved(notes("[d5s{slur+} eb5 f5 g5{slur-}] rq rh"))
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.near) == (0, 0)


@pytest.mark.rule("E35")
def test_a_slur_over_a_line_break_takes_the_side_its_whole_has() -> None:
    """From a stem up to a stem down: above, though the first line sees the stem up alone."""
    middle = [notes("g5q{slur-} rq rq g4q{slur+}")] * 24
    sheet = engraved(notes("rh. g4q{slur+}"), *middle, notes("g5q{slur-} rh."))
    curves = sheet.of(Ink.SLUR)
    assert len(curves) > sum(line.kind == "slur" for line in sheet.part.music.spanners)  # some are broken
    assert all(curve.y0 > 0 for curve in curves)


@pytest.mark.rule("E35")
@pytest.mark.parametrize("bar", ["b4w{slur-,slur+}", "f4q{slur-} rq rq c5q{slur+}", "d4e{slur-} re rh c6q{slur+}"])
def test_half_a_slur_is_no_hook(bar: str) -> None:
    """Where it ends or begins next to the break, its tips differ by little more than half its length.

    It begins beside the clef, not in it.
    """
    sheet = engraved(*[notes(bar)] * 24, clefs=("C3",))
    clef = max(sign.x1 for sign in sheet.of(Ink.CLEF))
    assert all(curve.x0 > clef for curve in sheet.of(Ink.SLUR))
    halves = [curve.item for curve in sheet.of(Ink.SLUR) if curve.x0 < 8 or curve.x1 > sheet.width() - 4]
    assert halves
    for half in halves:
        assert isinstance(half, Curve)
        (x0, y0), (x1, y1) = half.points[0:2], half.points[6:8]
        assert abs(y1 - y0) <= 0.7 * (x1 - x0)


@pytest.mark.rule("E35")
@pytest.mark.parametrize(("stems", "side", "above"), [("up", "below", True), ("down", "below", False)])
def test_a_side_that_the_source_s_own_stems_ask_for_is_no_wish(stems: str, side: str, above: bool) -> None:
    """Its stems are drawn anew, and the slur goes with them; where it went against its stems it is obeyed."""
    bar = notes("b4q{slur+} a4{slur-} rh").replace('type="start"/', f'type="start" placement="{side}"/')
    bar = re.sub(r"(</pitch>.*?</type>)", rf"\1<stem>{stems}</stem>", bar)
    assert (engraved(bar).one(Ink.SLUR).middle > 0) is above


@pytest.mark.rule("E35")
def test_of_two_voices_the_upper_s_slur_goes_under_it_where_the_source_says_so() -> None:
    upper = notes("b4q{slur+} a4{slur-} rh").replace('type="start"/', 'type="start" placement="below"/')
    upper = re.sub(r"(</pitch>.*?</type>)", r"\1<stem>up</stem>", upper)
    sheet = engraved(upper + back() + notes("c4w", voice=2))
    assert sheet.one(Ink.SLUR).middle < 0


def test_e35_a_slur_clears_the_staccato_of_the_notes_it_passes() -> None:
    sheet = engraved(notes("d5e{slur+} f5e{staccato} d5q{slur-} rh"))
    slur, dot = sheet.one(Ink.SLUR), sheet.one(Ink.STACCATO)
    assert slur.y1 > dot.y1 + 0.2
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize(
    ("upper", "inner"),
    [("rq rq rh", "b4q{slur+} c5q d5h{slur-}"), ("e5q{slur+} f5 g5h{slur-}", "a4q b4q{slur+} c5h{slur-}")],
)
def test_e35_slurs_of_an_inner_voice_touch_nothing_of_the_outer(upper: str, inner: str) -> None:
    """They end beside a stem, or lie on the other side, rather than run through a rest or another slur."""
    lower = notes("d4w", voice=3)
    second = notes(inner, voice=2).replace('slur number="1"', 'slur number="2"')
    sheet = engraved(notes(upper, voice=1) + back() + second + back() + lower)
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E12")
@pytest.mark.parametrize("inner", ["d5q{slur+} f5{slur-}", "d5e{slur+} e5 f5q{slur-}"])
def test_voices_on_one_side_that_are_slurred_together_have_one_slur(inner: str) -> None:
    """It is there for each of them, in one place; the lower voice keeps its own."""
    voices = [notes(text, voice=k) for k, text in enumerate(("g5q{slur+} a5{slur-}", inner, "g3q{slur+} a3{slur-}"), 1)]
    sheet = engraved(back(2).join(voices), time="2/4")
    drawn = [d.item for d in sheet.of(Ink.SLUR)]
    assert len({slur.atom for slur in drawn}) == 3
    assert len({slur.points for slur in drawn if isinstance(slur, Curve)}) == 2
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E12")
@pytest.mark.parametrize("inner", ["d5q f5q{slur+}|e5h{slur-}", "d5q{slur+} f5|e5h{slur-}", "d5q{slur+} f5{slur-}|below"])
def test_voices_slurred_otherwise_have_slurs_of_their_own(inner: str) -> None:
    """From or to another note, or on the side that the source asks for."""
    first, _, then = inner.partition("|")
    middle = notes(first, voice=2)
    if then == "below":
        middle, then = middle.replace('type="start"/', 'type="start" placement="below"/'), "e5h"
    low = notes("g3h", voice=3)
    first_bar = back(2).join([notes("g5q{slur+} a5{slur-}"), middle, low])
    sheet = engraved(first_bar, back(2).join([notes("g5h"), notes(then, voice=2), low]), time="2/4")
    drawn = [d.item for d in sheet.of(Ink.SLUR)]
    assert len({slur.points for slur in drawn if isinstance(slur, Curve)}) == 2


def test_e35_an_inner_voice_s_slur_from_under_another_s_beam_lies_over_it() -> None:
    """From a stem between beamed ones it would begin in their beam."""
    outer = notes("a5q") + notes("[g5e f5 b5]", tuplet=3) + notes("f5h")
    inner, low = notes("a4q b4{slur+} c5h{slur-}", voice=2), notes("rq g4 e4h", voice=3)
    assert engraved(back().join([outer, inner, low]), key=2).engraving.audit.collisions == 0


def test_e35_an_inner_voice_s_slur_to_a_note_under_another_s_beam_lies_over_it() -> None:
    """A beam is in its way, not only the stems that hold it."""
    outer = notes("e6q") + notes("[e6e d6 c6]", tuplet=3) + notes("a5h")
    inner, low = notes("a4q{slur+} e5{slur-} c#5h", voice=2), notes("b3q g3 g3 g3", voice=3)
    assert engraved(back().join([outer, inner, low])).engraving.audit.collisions == 0
