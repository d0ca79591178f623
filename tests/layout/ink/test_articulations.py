"""Marks at their notes: sides, distances, order (E16, E20, E41)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.layout.small_music import Drawn, Sheet, back, engraved, notes

NEAR = 0.02
MARKS = (Ink.STACCATO, Ink.ARTICULATION, Ink.ORNAMENT, Ink.FERMATA, Ink.FINGERING)


def head_of(sheet: Sheet) -> Drawn:
    return sheet.of(Ink.HEAD)[0]


@pytest.mark.parametrize("pitch", ["e4", "f4", "g4", "a4", "b4", "c5", "d5", "e5", "f5", "g5", "a5", "c6", "c4"])
@pytest.mark.parametrize("mark", ["staccato", "tenuto"])
def test_e16_staccato_and_tenuto_stand_in_the_next_free_space_on_the_head_side(pitch: str, mark: str) -> None:
    """1.0 from a head in a space, 1.5 from a head on a line; outside the staff 1.0; never on a staff line."""
    sheet = engraved(notes(f"{pitch}q{{{mark}}} rq rh"))
    head, stem, dot = head_of(sheet), sheet.one(Ink.STEM), sheet.one(Ink.STACCATO)
    above = stem.y0 < head.y - 1
    away = (dot.middle - head.y) * (1 if above else -1)
    on_line = abs(head.y - round(head.y)) < 0.1
    if abs(head.y) <= 2 and on_line and abs(head.y + (1.5 if above else -1.5)) < 2:
        assert away == pytest.approx(1.5, abs=0.05)
    elif not on_line or abs(head.y + (1 if above else -1)) > 2.4:
        assert away == pytest.approx(1.0, abs=0.05)
    for line in range(-2, 3):
        assert not dot.y0 < line - 0.07 < line + 0.07 < dot.y1


@pytest.mark.parametrize("pitch", ["e4", "b4", "c5", "g5"])
@pytest.mark.parametrize("mark", ["staccato", "tenuto", "accent", "fermata", "strong-accent", "up-bow", "trill-mark"])
def test_e16_marks_are_centred_on_the_head(pitch: str, mark: str) -> None:
    sheet = engraved(notes(f"{pitch}q{{{mark}}} rq rh"))
    assert sheet.one(*MARKS).centre == pytest.approx(head_of(sheet).centre, abs=0.03)


@pytest.mark.parametrize("pitch", ["c4", "e4", "a4", "b4", "d5", "g5", "c6"])
def test_e16_an_accent_stands_outside_the_staff_on_the_head_side(pitch: str) -> None:
    sheet = engraved(notes(f"{pitch}q{{accent}} rq rh"))
    head, stem, accent = head_of(sheet), sheet.one(Ink.STEM), sheet.one(Ink.ARTICULATION)
    if stem.y0 < head.y - 1:
        assert accent.y0 >= max(2.5, head.y1 + 0.4) - NEAR
    else:
        assert accent.y1 <= min(-2.5, head.y0 - 0.4) + NEAR


@pytest.mark.parametrize("pitch", ["c4", "e4", "b4", "d5", "g5"])
@pytest.mark.parametrize(
    "mark", ["strong-accent", "up-bow", "down-bow", "harmonic", "fermata", "trill-mark", "turn", "mordent", "stopped"]
)
def test_e16_marcato_bowings_fermatas_and_ornaments_stand_above_whatever_the_stem(pitch: str, mark: str) -> None:
    """At least half a space over the staff, over the stem too."""
    sheet = engraved(notes(f"{pitch}q{{{mark}}} rq rh"))
    sign, stem, head = sheet.one(*MARKS), sheet.one(Ink.STEM), head_of(sheet)
    assert sign.y0 >= 2.5 - NEAR
    assert sign.y0 >= max(head.y1, stem.y1 if stem.over(sign) else head.y1) + 0.4 - NEAR


def test_e16_accent_lies_outside_staccato_with_four_tenths_between() -> None:
    for pitch, sign in (("g5", 1), ("e4", -1)):
        sheet = engraved(notes(f"{pitch}q{{accent,staccato}} rq rh"))
        dot, accent = sheet.one(Ink.STACCATO), sheet.one(Ink.ARTICULATION)
        gap = accent.y0 - dot.y1 if sign > 0 else dot.y0 - accent.y1
        assert gap == pytest.approx(0.4, abs=0.3)
        assert gap >= 0.4 - NEAR


@pytest.mark.parametrize("marks", ["accent,staccatissimo", "staccatissimo,accent"])
def test_e16_an_accent_lies_outside_marks_of_length_whatever_the_source_s_order(marks: str) -> None:
    for pitch, sign in (("g5", 1), ("e4", -1)):
        sheet = engraved(notes(f"{pitch}q{{{marks}}} rq rh"))
        inner, outer = sorted(sheet.of(Ink.ARTICULATION), key=lambda d: sign * d.y)
        assert outer.code in (g.ARTIC_ACCENT_ABOVE, g.ARTIC_ACCENT_BELOW)
        assert inner.code not in (g.ARTIC_ACCENT_ABOVE, g.ARTIC_ACCENT_BELOW)


@pytest.mark.parametrize("mark", ["harmonic", "fingering:1", "stopped"])
def test_e16_a_narrow_sign_stands_over_a_rising_stem_not_beside_it(mark: str) -> None:
    sheet = engraved(notes(f"g4q{{{mark}}} rq rh"))
    stem, sign = sheet.one(Ink.STEM), sheet.one(*MARKS)
    assert sign.y0 >= stem.y1 + 0.4 - NEAR


def test_e16_staccato_and_tenuto_together_do_not_touch() -> None:
    for pitch in ("b4", "c5", "g5", "f4", "g4"):
        sheet = engraved(notes(f"{pitch}q{{staccato,tenuto}} rq rh"))
        a, b = sheet.of(Ink.STACCATO)
        assert not a.touches(b)


def test_e41_from_the_note_outwards_articulation_ornament_fermata() -> None:
    sheet = engraved(notes("c5q{accent,trill-mark,fermata,staccato} rq rh"))
    dot, accent, trill, fermata = (
        sheet.one(ink) for ink in (Ink.STACCATO, Ink.ARTICULATION, Ink.ORNAMENT, Ink.FERMATA)
    )
    assert dot.y1 < accent.y0 < accent.y1 < trill.y0 < trill.y1 < fermata.y0


def test_e16_in_two_voices_marks_stand_with_their_voice() -> None:
    """Beyond the stem's tip by half a space, since heads look at each other."""
    sheet = engraved(notes("d5h{accent} d5h", voice=1) + back() + notes("g4h{accent} g4h", voice=2))
    upper, lower = sorted(sheet.of(Ink.ARTICULATION), key=lambda d: -d.y)
    stems = [s for s in sheet.of(Ink.STEM) if s.x0 < 14]
    assert upper.y0 >= max(s.y1 for s in stems) + 0.4 - NEAR
    assert lower.y1 <= min(s.y0 for s in stems) - 0.4 + NEAR


def test_e16_in_two_voices_a_lower_fermata_hangs_below() -> None:
    sheet = engraved(notes("d5h{fermata} d5h", voice=1) + back() + notes("g4h{fermata} g4h", voice=2))
    lower, upper = sorted(sheet.of(Ink.FERMATA), key=lambda d: d.y)
    assert upper.y0 > 2
    assert lower.y1 < -2
    assert (upper.code, lower.code) == (g.FERMATA_ABOVE, g.FERMATA_BELOW)


def test_e15_a_fermata_over_a_whole_bar_rest_is_centred_on_it() -> None:
    sheet = engraved(notes("c5w"), notes("R{fermata}"), notes("c5w"))
    assert sheet.one(Ink.FERMATA).centre == pytest.approx(sheet.one(Ink.REST).centre, abs=0.05)


def test_e20_a_breath_stands_between_its_note_and_the_next_over_the_staff() -> None:
    sheet = engraved(notes("c5q{breath-mark} d5 rh"))
    a, b = sheet.of(Ink.HEAD)
    breath = sheet.one(Ink.BREATH)
    assert a.x1 < breath.x0
    assert breath.x1 < b.x0
    assert breath.y1 > 2


def test_e20_a_fall_leaves_the_head_a_scoop_leads_to_it() -> None:
    sheet = engraved(notes("c5q{falloff} rq d5q{scoop} rq"))
    (fall, scoop), (a, b) = sheet.of(Ink.ARTICULATION, Ink.GLISSANDO), sheet.of(Ink.HEAD)
    assert fall.x0 - a.x1 == pytest.approx(0.2, abs=0.3)
    assert fall.middle < a.y
    assert b.x0 - scoop.x1 == pytest.approx(0.2, abs=0.3)


def test_e20_fingerings_stand_over_their_notes() -> None:
    sheet = engraved(notes("c5q{fingering:3} rq rh"))
    sign = sheet.one(Ink.FINGERING)
    assert sign.centre == pytest.approx(head_of(sheet).centre, abs=0.1)
    assert sign.y0 > 2


def test_e20_an_arpeggio_stands_left_of_its_chord_as_tall_as_it() -> None:
    sheet = engraved(notes("c4+e4+g4+c5h{arpeggiate} rh"))
    heads = sheet.of(Ink.HEAD)
    wave = sheet.of(Ink.ARPEGGIO)
    assert max(d.x1 for d in wave) < min(d.x0 for d in heads)
    assert min(d.y0 for d in wave) <= heads[0].y
    assert max(d.y1 for d in wave) >= heads[-1].y


def test_e35_slur_ends_go_outside_staccato_and_inside_fermata() -> None:
    sheet = engraved(notes("c5q{staccato,slur+} d5 e5 d5{slur-,staccato,fermata}"))
    slur, fermata = sheet.one(Ink.SLUR), sheet.one(Ink.FERMATA)
    for dot in sheet.of(Ink.STACCATO):
        assert not slur.y1 < dot.y0
        assert not dot.touches(fermata)
    assert slur.item.points[1] / 531.5 > 0  # type: ignore[union-attr]
    assert slur.y0 > max(d.y1 for d in sheet.of(Ink.STACCATO) if d.x0 < 12) - NEAR
    assert fermata.y0 > slur.y0


def test_e50_the_next_note_s_accidental_does_not_tuck_over_a_staccato() -> None:
    """Rising sixteenths on down stems, dots above: each accidental keeps right of the dot before it."""
    tune = "[bb4s{staccato} eb5{staccato} f5{staccato} bb5{staccato}]"
    sheet = engraved(*(notes(" ".join([tune] * 4)) for _ in range(6)))
    assert sheet.engraving.audit.collisions == 0
    dots = sheet.of(Ink.STACCATO)
    assert dots
    signs = sheet.of(Ink.ACCIDENTAL)
    assert not any(sign.touches(dot) for sign in signs for dot in dots if sign.staff == dot.staff)


def test_e43_words_over_the_last_rest_of_a_line_end_with_it() -> None:
    """A bell ringer's long word: it begins farther left rather than run over the margin."""
    sheet = engraved(*[notes("c5q d5 e5 f5")] * 5, notes("R{handbell:martellatissimo-martellatissimo}"))
    assert [d.text for d in sheet.of(Ink.TECHNIQUE)] == ["martellatissimo-martellatissimo"]
    assert sheet.engraving.audit.outside_margins == 0


@pytest.mark.parametrize("mark", ["staccato", "tenuto"])
def test_e16_marks_of_an_inner_voice_stand_off_the_outer_voice_and_its_ties(mark: str) -> None:
    voices = ("g5h~ ~g5h", f"c5q{{{mark}}} d5q{{{mark}}} d5h", f"e4q f4q{{{mark}}} g4h")
    sheet = engraved(back().join(notes(v, voice=k) for k, v in enumerate(voices, 1)))
    assert len(sheet.of(Ink.STACCATO)) == 3
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.parametrize("mark", ["staccato", "tenuto"])
def test_e16_marks_of_an_inner_voice_stand_beyond_the_outer_voice_s_beam(mark: str) -> None:
    """Where that beam lies just over the inner voice's stem."""
    outer = notes("[d5e a5 d5]", tuplet=3) + notes("a4q") + notes("[f4e c5 e5]", tuplet=3) + notes("f5q")
    inner = notes(f"e4q~ ~e4 f4{{{mark}}} gb4", voice=2)
    voices = [outer, inner, notes("g3q a3 rq e3", voice=3), notes("rq f3 c4 c3", voice=4)]
    sheet = engraved(back().join(voices), clefs=("C3",))
    assert len(sheet.of(Ink.STACCATO)) == 1
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E16")
@pytest.mark.parametrize("mark", ["accent", "staccato", "tenuto", "staccato,accent", "fermata"])
def test_e16_marks_of_a_voice_beamed_from_hand_to_hand_stand_beyond_the_beam(mark: str) -> None:
    """Where another voice shares the staff: under it they would be that voice's."""
    run = notes(f"[f4e d4 c4{{{mark}}} f3]").split("</note>")[:-1]
    ways = ["<stem>down</stem><staff>1"] * 2 + ["<stem>up</stem><staff>2"] * 2
    kneed = "".join(f"{note}</note>".replace("<staff>1", to) for note, to in zip(run, ways, strict=True))
    bar = kneed + back(2) + notes("a2q g2", voice=2, staff=2)
    sheet = engraved(bar, bar, time="2/4", clefs=("G2", "F4"), name="Piano")
    head = max(sheet.of(Ink.HEAD, staff=2), key=lambda d: d.y)
    signs = sheet.of(Ink.ARTICULATION, Ink.STACCATO, Ink.FERMATA, staff=2)
    assert signs
    assert all(sign.y0 > head.y1 + 1.5 for sign in signs)
    assert sheet.engraving.audit.collisions == 0
