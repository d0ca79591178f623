"""Bars written at random: whatever stands in them is drawn once and inside the margins (A2, A5, E32, E53)."""

from __future__ import annotations

from random import Random

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, dynamic, engraved, notes, rehearsal, tempo, wedge, words

PITCHES = [
    "e4", "f4", "g4", "a4", "b4", "c5", "d5", "e5", "f5", "g5", "a5", "c4", "b3", "a3", "b5", "c6", "f#5", "bb4", "c#5",
    "eb5", "g#4", "e4+g4", "c5+e5", "f#5+g5", "b4+c#5", "c4+e4+g4+c5", "a4+b4+d5",
]  # fmt: skip
MARKS = [
    "accent", "staccato", "tenuto", "strong-accent", "fermata", "trill-mark", "up-bow", "staccato,accent", "mordent",
    "fingering:3", "breath-mark",
]  # fmt: skip
VALUES = (("w", 4.0), ("h", 2.0), ("h.", 3.0), ("q", 1.0), ("e", 0.5), ("q.", 1.5), ("s", 0.25), ("e.", 0.75))


def voice(chance: Random, number: int) -> str:
    """A bar of four quarters."""
    tokens, left = [], 4.0
    while left > 0:
        value, length = chance.choice([v for v in VALUES if v[1] <= left])
        left -= length
        if chance.random() < 0.15:
            tokens.append(f"r{value}")
            continue
        if chance.random() < 0.08:
            tokens.append(f"({'/' if chance.random() < 0.5 else ''}{chance.choice(PITCHES[:11])}e)")
        mark = f"{{{chance.choice(MARKS)}}}" if chance.random() < 0.3 else ""
        tokens.append(f"{chance.choice(PITCHES)}{value}{mark}")
    return notes(" ".join(tokens), voice=number)


def bar(chance: Random) -> str:
    """One or two voices, and what may stand over and under them."""
    before = dynamic(chance.choice(["p", "f", "mf", "sfz", "ppp"])) if chance.random() < 0.4 else ""
    if chance.random() < 0.15:
        text = chance.choice(("pizz.", "dolce", "espr.", "cresc.", "arco"))
        before += words(text, placement=chance.choice(("above", "below")))
    if chance.random() < 0.12:
        before += tempo(chance.choice(("Allegro", "Meno mosso", "rit.")))
    if chance.random() < 0.1:
        before += rehearsal(chance.choice("ABC"))
    body = voice(chance, 1) + (back() + voice(chance, 2) if chance.random() < 0.3 else "")
    if chance.random() < 0.2:
        body = wedge(chance.choice(("crescendo", "diminuendo"))) + body + wedge("stop")
    return before + body


@pytest.fixture(scope="module", params=range(60))
def sheet(request: pytest.FixtureRequest) -> Sheet:
    chance = Random(request.param)
    bars = [bar(chance) for _ in range(chance.randint(2, 9))]
    return engraved(*bars, key=chance.choice((0, 0, 2, -3)))


def test_a5_nothing_is_lost_and_nothing_drawn_twice(sheet: Sheet) -> None:
    audit = sheet.engraving.audit
    assert (audit.lost, audit.doubled) == (0, 0)


def test_a2_nothing_is_outside_the_margins(sheet: Sheet) -> None:
    assert sheet.engraving.audit.outside_margins == 0


def test_e53_lines_follow_each_other_and_end_with_a_barline(sheet: Sheet) -> None:
    bars = [staff.bars for staff in sheet.staves()]
    assert [n for first, last in bars for n in range(first, last + 1)] == [b.index for b in sheet.part.bars]
    for staff in sheet.staves():
        edge = max(d.x1 for d in sheet.of(Ink.BARLINE, staff=staff.number))
        assert edge == pytest.approx(sheet.width(staff.number), abs=0.02)


def test_e50_the_notes_of_a_voice_stand_in_their_order(sheet: Sheet) -> None:
    at = {i.atom: (i.staff, i.x) for i in sheet.pages[0].music if i.ink is Ink.HEAD and i.atom}  # type: ignore[union-attr]
    for number in (1, 2):
        mine = [e for e in sheet.part.music.events if e.voice == number and e.heads and not e.grace]
        places = [min(at[h.atom] for h in e.heads) for e in sorted(mine, key=lambda e: e.tick)]
        assert places == sorted(places)


@pytest.mark.parametrize("grace", ["b4", "c5", "c#5"])
def test_e32_a_beam_clears_the_grace_notes_under_it(grace: str) -> None:
    sheet = engraved(notes(f"[e4e (/{grace}e) f4e] rq rh"))
    beam = sheet.one(Ink.BEAM)
    assert not any(d.touches(beam) for d in sheet.of(Ink.FLAG, Ink.SLASH))


# Curves and tuplets on the page


@pytest.mark.parametrize(
    ("bar", "above"),
    [("e4q{slur+} f4 g4 f4{slur-}", False), ("c5q{slur+} d5 e5 d5{slur-}", True), ("e4q{slur+} c5 e4 f4{slur-}", True)],
)
def test_e35_a_slur_lies_above_if_any_stem_is_down(bar: str, above: bool) -> None:
    sheet = engraved(notes(bar))
    slur, heads = sheet.one(Ink.SLUR), sheet.of(Ink.HEAD)
    assert (slur.y1 > max(d.y for d in heads)) is above
    assert slur.x0 == pytest.approx(heads[0].centre, abs=0.7)
    assert slur.x1 == pytest.approx(heads[-1].centre, abs=0.7)


def test_e34_ties_of_two_voices_go_with_their_voice() -> None:
    sheet = engraved(notes("d5h~ ~d5h", voice=1) + back() + notes("g4h~ ~g4h", voice=2))
    lower, upper = sorted(sheet.of(Ink.TIE), key=lambda d: d.y0)
    assert upper.y0 > 1
    assert lower.y1 < -1


def test_e36_under_one_beam_a_triplet_is_its_digit_alone_over_its_middle() -> None:
    sheet = engraved(notes("[c5e d5 e5]", tuplet=3) + notes("d5q c5h"))
    heads, digit, beam = sheet.of(Ink.HEAD), sheet.one(Ink.TUPLET_NUMBER), sheet.one(Ink.BEAM)
    assert sheet.of(Ink.TUPLET_BRACKET) == []
    assert digit.centre == pytest.approx((heads[0].x0 + heads[2].x1) / 2, abs=0.5)
    assert not digit.touches(beam)
    assert digit.y1 - digit.y0 == pytest.approx(1.4, abs=0.2)


def test_e36_without_a_beam_a_triplet_has_a_bracket_around_its_digit() -> None:
    sheet = engraved(notes("c5q d5 e5", tuplet=3) + notes("c5h"))
    heads, digit = sheet.of(Ink.HEAD), sheet.one(Ink.TUPLET_NUMBER)
    bracket = sheet.of(Ink.TUPLET_BRACKET)
    assert min(d.x0 for d in bracket) == pytest.approx(heads[0].x0, abs=0.3)
    assert max(d.x1 for d in bracket) == pytest.approx(heads[2].x1, abs=0.3)
    assert not any(digit.touches(d) for d in bracket if d.width > 0.5)
