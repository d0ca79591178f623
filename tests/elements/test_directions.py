"""Directions: words and pictures, metronome marks, jumps, brackets, pedals, octave lines (E38, E42–E44, E57)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Line
from engraving.typefaces import smufl as g
from tests.elements.drawn import lines, sheet
from tests.layout.small_music import Drawn, Sheet

NEAR = 0.06


def _over_the_staff(drawn: list[Drawn]) -> bool:
    return all(d.y0 > 2 for d in drawn)


def _near(page: Sheet, head: Drawn, *inks: Ink) -> list[Drawn]:
    """Ink that begins within a space of a head."""
    return [d for d in page.of(*inks) if d.staff == head.staff and abs(d.x0 - head.x0) < 1.2]


# Metronome marks


def test_e57_metronome_marks_are_notes_equals_signs_and_figures() -> None:
    page = sheet("dir-metronomes")
    texts = "".join(d.text for d in page.of(Ink.TEMPO))
    assert texts == "( = 60) =  = c. 72 = 88 = 600"
    codes = [d.code for d in page.of(Ink.TEMPO) if d.code]
    dotted = [g.MET_NOTE_QUARTER_UP, g.MET_AUGMENTATION_DOT]
    tied = [g.MET_NOTE_QUARTER_UP, g.MET_NOTE_16TH_UP]
    half = g.MET_NOTE_HALF_UP
    assert codes == [*dotted, half, *dotted, half, *tied, g.MET_NOTE_128TH_UP]
    assert _over_the_staff(page.of(Ink.TEMPO))


def test_a_tied_beat_unit_has_its_tie_under_the_heads() -> None:
    page = sheet("dir-metronomes")
    (tie,) = [d for d in page.of(Ink.TEMPO) if not d.code and not d.text]
    notes = [d for d in page.of(Ink.TEMPO) if d.code in (g.MET_NOTE_QUARTER_UP, g.MET_NOTE_16TH_UP)]
    first, second = notes[-2:]
    assert first.x0 < tie.x0 < tie.x1 < second.x1
    assert tie.y1 <= first.y0 + NEAR


def _marks(page: Sheet) -> list[list[Drawn]]:
    """The ink of each tempo mark, from the left."""
    found: dict[int, list[Drawn]] = {}
    for d in page.of(Ink.TEMPO):
        found.setdefault(d.item.atom, []).append(d)
    return sorted(found.values(), key=lambda mark: min(d.x0 for d in mark))


def _beams(mark: list[Drawn]) -> list[Drawn]:
    """Thick strokes."""
    return [d for d in mark if isinstance(d.item, Line) and d.y1 - d.y0 > 0.3 and d.x1 - d.x0 > 0.3]


def test_swing_is_two_beamed_eighths_equal_to_a_triplet_under_its_number() -> None:
    swing, *_ = _marks(sheet("dir-metronome-groups"))
    notes = [d for d in swing if d.code]
    assert [d.code for d in notes] == [g.MET_NOTE_QUARTER_UP] * 3 + [g.MET_NOTE_8TH_UP]
    (beam,) = _beams(swing)
    assert notes[0].x0 < beam.x0 < notes[1].x0 < beam.x1 < notes[2].x0
    assert beam.y1 == pytest.approx(notes[0].y1, abs=NEAR)
    three = next(d for d in swing if d.text == "3")
    assert notes[2].x0 < three.centre < notes[3].x1
    assert three.y0 > notes[2].y1


def test_semiquavers_under_one_beam_have_a_second_one_and_relations_their_arrows() -> None:
    _, tied, mixed = _marks(sheet("dir-metronome-groups"))
    codes = [d.code for d in tied if d.code]
    assert (codes[0], codes[-1]) == (g.METRIC_MODULATION_ARROW_LEFT, g.METRIC_MODULATION_ARROW_RIGHT)
    assert len(_beams(mixed)) == 2 + 1 + 2  # two long beams and a double one


# Marks in frames, and jumps


@pytest.mark.parametrize(("text", "sides"), [("A", 4), ("12", 4), ("C", 28), ("D", 3), ("E", 0)])
def test_e44_rehearsal_marks_stand_in_what_the_source_puts_round_them(text: str, sides: int) -> None:
    page = sheet("dir-rehearsal")
    mark = next(d for d in page.of(Ink.REHEARSAL) if d.text == text)
    frame = [d for d in page.of(Ink.BOX) if d.item.atom == mark.item.atom]
    assert len(frame) == sides
    if frame:
        assert min(d.x0 for d in frame) + 0.4 < mark.x0
        assert mark.x1 < max(d.x1 for d in frame) - 0.4
        assert min(d.y0 for d in frame) + 0.4 < mark.y0
        assert mark.y1 < max(d.y1 for d in frame) - 0.4


def test_a_square_is_square_and_a_circle_round() -> None:
    page = sheet("dir-rehearsal")
    for text in ("12", "C"):
        mark = next(d for d in page.of(Ink.REHEARSAL) if d.text == text)
        frame = [d for d in page.of(Ink.BOX) if d.item.atom == mark.item.atom]
        wide = max(d.x1 for d in frame) - min(d.x0 for d in frame)
        high = max(d.y1 for d in frame) - min(d.y0 for d in frame)
        assert wide == pytest.approx(high, abs=0.2)


def test_words_are_enclosed_where_the_source_says_so() -> None:
    page = sheet("dir-words-enclosed")
    words = {d.text: d for d in page.of(Ink.TECHNIQUE, Ink.EXPRESSION) if d.text}
    for text, sides in (("arco", 4), ("div.", 28), ("solo", 6), ("3", 28)):
        word = words[text]
        frame = [d for d in page.of(Ink.BOX) if word.x0 - 2 < d.centre < word.x1 + 2]
        assert len(frame) == sides
        assert min(d.x0 for d in frame) < word.x0 < word.x1 < max(d.x1 for d in frame)
    frame = [d for d in page.of(Ink.BOX) if abs(d.centre - words["3"].centre) < 2]
    assert words["mutes"].x1 < min(d.x0 for d in frame)
    assert max(d.x1 for d in frame) < words["off"].x0


def test_e42b_segno_and_coda_stand_on_their_barline_side_by_side() -> None:
    page = sheet("dir-jumps")
    signs, bars = page.of(Ink.JUMP), page.of(Ink.BARLINE)
    assert [d.code for d in signs] == [g.SEGNO, g.CODA, g.SEGNO, g.CODA, g.CODA_SQUARE, g.SEGNO_SERPENT_1]
    assert signs[1].centre == pytest.approx(bars[0].centre, abs=0.2)
    assert signs[2].centre == pytest.approx(bars[1].centre, abs=0.2)
    assert signs[3].x0 - signs[2].x1 == pytest.approx(0.5, abs=0.1)
    assert signs[2].y == signs[3].y
    assert _over_the_staff(signs)


# Pictures


def test_e20_pictures_stand_over_their_notes() -> None:
    page = sheet("dir-pictures")
    heads = page.of(Ink.HEAD)
    wanted = [
        g.PLUCKED_DAMP, g.PLUCKED_DAMP_ALL, g.MISC_EYEGLASSES, g.STRINGS_MUTE_ON, g.STRINGS_MUTE_OFF,
        g.STAFF_DIVIDE_ARROW_DOWN, g.STAFF_DIVIDE_ARROW_UP, g.STAFF_DIVIDE_ARROW_UP_DOWN,
    ]  # fmt: skip
    signs = page.of(Ink.TECHNIQUE)
    for head, code in zip(heads, wanted, strict=False):
        (sign,) = [d for d in signs if d.code == code and abs(d.x0 - head.x0) < 0.6]
        assert sign.y0 > 2


def test_words_beside_a_picture_are_not_lost() -> None:
    page = sheet("dir-pictures")
    glasses = [d for d in page.of(Ink.TECHNIQUE) if d.code == g.MISC_EYEGLASSES][1]
    watch = next(d for d in page.of(Ink.TECHNIQUE) if d.text == "watch")
    assert 0.2 < watch.x0 - glasses.x1 < 1
    fermata = next(d for d in page.of(Ink.TECHNIQUE, Ink.EXPRESSION) if d.code == g.FERMATA_ABOVE)
    assert next(d for d in page.of(Ink.TECHNIQUE, Ink.EXPRESSION) if d.text == "on cue").x0 > fermata.x1


def test_percussion_is_named_where_there_is_no_picture() -> None:
    page = sheet("dir-percussion")
    ink = page.of(Ink.TECHNIQUE)
    assert [d.text for d in ink if d.text] == [
        "tam tam", "wood block", "timpani", "snare drum", "wire brush", "soft timpani sticks", "rim", "brake drum",
        "siren",
    ]  # fmt: skip
    assert [d.code for d in ink if d.code] == [g.PICT_BEATER_HARD_XYLOPHONE_UP, g.PICT_BEATER_SNARE_STICKS_DOWN]
    assert len(page.of(Ink.BOX)) == 4
    assert _over_the_staff(ink)


def test_other_directions_are_words_or_signs_and_hidden_ones_nothing() -> None:
    ink = sheet("dir-other").of(Ink.TECHNIQUE, Ink.EXPRESSION)
    assert "".join(d.text for d in ink) == "whisperScordatura: 4 = F3, 1 = D5"
    assert [d.code for d in ink if d.code] == [g.PICT_BEATER_HAND, g.ACCIDENTAL_SHARP]


def test_an_accordions_register_has_a_dot_for_each_reed() -> None:
    page = sheet("dir-accordion")
    circles = [d for d in page.of(Ink.TECHNIQUE) if d.code == g.ACCDN_COMB_RH_3_RANKS_EMPTY]
    dots = [d for d in page.of(Ink.TECHNIQUE) if d.code == g.ACCDN_COMB_DOT]
    inside = [[d for d in dots if c.x0 < d.centre < c.x1] for c in circles]
    assert [len(found) for found in inside] == [1, 1, 3, 5]
    for circle, found in zip(circles, inside, strict=True):
        assert circle.y0 > 2
        assert all(circle.y0 < d.y0 < d.y1 < circle.y1 for d in found)
    low, middle = inside[0][0], inside[1][0]
    assert low.middle < circles[0].middle - 0.6
    assert middle.middle == pytest.approx(circles[1].middle, abs=0.05)


def test_e49_harp_pedals_stand_between_the_staves() -> None:
    page = sheet("dir-harp-pedals")
    raised, centred, lowered = g.HARP_PEDAL_RAISED, g.HARP_PEDAL_CENTERED, g.HARP_PEDAL_LOWERED
    diagram = [d for d in page.of(Ink.TECHNIQUE) if d.code and d.code != g.ACCIDENTAL_FLAT][:8]
    assert [d.code for d in diagram] == [
        centred, raised, raised, g.HARP_PEDAL_DIVIDER, centred, lowered, centred, raised,
    ]  # fmt: skip
    upper, lower = page.staves()[:2]
    gap = (upper.y - lower.y) / page.space
    assert all(-gap + 2 < d.y0 < d.y1 < -2 for d in diagram)


def test_principal_voices_have_their_sign_and_their_closing_corner() -> None:
    page = sheet("dir-principal-voice")
    heads = page.of(Ink.HEAD)
    found = lines("dir-principal-voice", "principal-voice")
    first, second, plain = (ink for _, ink in found)
    assert [d.code for d in first if d.code] == [g.ANALYTICS_HAUPTSTIMME]
    assert [d.code for d in second if d.code] == [g.ANALYTICS_NEBENSTIMME]
    assert not [d for d in plain if d.code]
    for ink, begin, end in ((first, 0, 2), (second, 4, 5), (plain, 8, 11)):
        assert min(d.x0 for d in ink) == pytest.approx(heads[begin].x0, abs=0.3)
        assert max(d.x1 for d in ink) == pytest.approx(heads[end].x1, abs=0.3)
        assert _over_the_staff(ink)


# Lines


def test_brackets_have_the_ends_and_lines_the_source_gives_them() -> None:
    page = sheet("dir-brackets")
    heads = page.of(Ink.HEAD)
    found = [ink for _, ink in lines("dir-brackets", "bracket")]
    down, up, both, arrow, wavy, below = found
    for ink, begin, end in ((down, 0, 1), (up, 2, 3), (both, 4, 5), (arrow, 6, 7), (wavy, 8, 10), (below, 12, 15)):
        assert min(d.x0 for d in ink) == pytest.approx(heads[begin].x0, abs=0.15)
        assert max(d.x1 for d in ink) == pytest.approx(heads[end].x1, abs=0.6)
    assert all(_over_the_staff(ink) for ink in (down, up, both, arrow))
    assert all(d.y1 < -2 for ink in (wavy, below) for d in ink)

    def hooks(ink: list[Drawn]) -> list[tuple[float, float]]:
        line = next(d for d in ink if d.x1 - d.x0 > 2)
        uprights = [d for d in ink if d.x1 - d.x0 < 0.2 and d.y1 - d.y0 > 0.5]
        return [(round(d.y1 - line.middle, 1), round(line.middle - d.y0, 1)) for d in uprights]

    assert hooks(down) == [(0.1, 0.9)] * 2
    assert hooks(up) == [(0.9, 0.1)] * 2
    assert hooks(both) == [(0.9, 0.9)]
    assert hooks(below) == [(0.9, 0.1), (0.9, 0.9)]
    assert [type(d.item).__name__ for d in arrow] == ["Line", "Polygon"]
    dashes = [next(d.item.dash for d in ink if isinstance(d.item, Line) and d.width > 2) for ink in (down, up, both)]
    assert dashes[0] == ()
    assert dashes[1][0] > 2 * dashes[2][0] > 0
    assert {d.code for d in wavy if d.code} == {g.WIGGLE_GLISSANDO}


def test_dashes_follow_their_word_on_its_height() -> None:
    page = sheet("dir-dashes")
    first, second = (d for d in page.of(Ink.DASHES))
    heads = page.of(Ink.HEAD)
    assert first.y1 < -2
    assert first.x0 == pytest.approx(heads[0].x0, abs=0.2)
    word = page.one(Ink.TEMPO)
    assert 0.2 < second.x0 - word.x1 < 1
    assert word.y0 < second.middle < word.y1
    assert second.x1 <= page.of(Ink.BARLINE)[1].x0


def _codes(ink: list[Drawn]) -> list[int]:
    return [d.code for d in ink if d.code]


def test_e38_pedals_are_signs_lines_and_notches() -> None:
    signs, notched, broken, middle, short, changed = (ink for _, ink in lines("dir-pedals", "pedal"))
    assert _codes(signs) == [g.KEYBOARD_PEDAL_PED, g.KEYBOARD_PEDAL_UP]
    assert len([d for d in notched if d.x1 - d.x0 > 0.4 and d.y1 - d.y0 > 0.6]) == 4  # both sides of two notches
    assert not _codes(notched)
    assert _codes(broken) == [g.KEYBOARD_PEDAL_PED]
    level = sorted((d.x0, d.x1) for d in broken if not d.code and d.y1 - d.y0 < 0.3)
    assert len(level) == 2
    assert level[1][0] - level[0][1] > 1  # the gap between discontinue and resume
    assert _codes(middle) == [g.KEYBOARD_PEDAL_SOST, g.KEYBOARD_PEDAL_UP]
    assert _codes(short) == [g.KEYBOARD_PEDAL_P]
    assert _codes(changed) == [g.KEYBOARD_PEDAL_PED, g.KEYBOARD_PEDAL_PED, g.KEYBOARD_PEDAL_UP]
    assert len({round(d.y, 2) for ink in (signs, middle, changed) for d in ink}) == 1


def test_e38_octave_lines_of_every_size() -> None:
    page = sheet("dir-octaves")
    found = [ink for _, ink in lines("dir-octaves", "octave-shift")]
    assert [next(d.code for d in ink if d.code) for ink in found] == [
        g.OTTAVA_ALTA, g.QUINDICESIMA_ALTA, g.VENTIDUESIMA_ALTA,
        g.OTTAVA_BASSA_VB, g.QUINDICESIMA_BASSA_MB, g.VENTIDUESIMA_BASSA_MB,
    ]  # fmt: skip
    assert all(_over_the_staff(ink) for ink in found[:3])
    assert all(d.y1 < -2 for ink in found[3:] for d in ink)
    heights = [d.y for d in page.of(Ink.HEAD)]
    assert heights == pytest.approx([0.5, 1, 1.5, 2] * 6, abs=NEAR)


def test_e37_hairpins_from_and_to_nothing_have_circles() -> None:
    growing, dying, dashed, dotted = (ink for _, ink in lines("dir-wedges", "wedge"))
    for ink, from_nothing in ((growing, True), (dying, False)):
        (ring,) = [d for d in ink if d.code]
        sides = [d for d in ink if not d.code]
        assert ring.code == g.DYNAMIC_NIENTE_FOR_HAIRPIN
        gap = sides[0].x0 - ring.x1 if from_nothing else ring.x0 - sides[0].x1
        assert gap == pytest.approx(0, abs=0.15)
    assert all(isinstance(d.item, Line) and d.item.dash for ink in (dashed, dotted) for d in ink)


def test_e45_every_dynamic_is_a_sign() -> None:
    page = sheet("dir-dynamics")
    assert not [d for d in page.of(Ink.DYNAMIC) if d.text]
    assert len({d.item.atom for d in page.of(Ink.DYNAMIC)}) == 28
