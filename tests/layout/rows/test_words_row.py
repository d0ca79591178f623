"""Technique at its note, tempo and rehearsal marks on a row over the staff (E41–E44, E57)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import (
    Sheet,
    back,
    direction,
    engraved,
    metronome,
    notes,
    rehearsal,
    score_xml,
    sheet_of,
    tempo,
    words,
)

NEAR = 0.02
QUARTERS = notes("c5q d5 e5 d5")


def style_of(sheet: Sheet, ink: Ink) -> tuple[str, int]:
    item = next(d.item for d in sheet.of(ink) if d.text)
    return item.face.name, item.size  # type: ignore[union-attr]


def test_e43b_technique_stands_above_in_roman_eleven_point() -> None:
    sheet = engraved(words("pizz.") + QUARTERS)
    word = sheet.one(Ink.TECHNIQUE)
    assert word.y0 >= 2.5 - NEAR
    assert style_of(sheet, Ink.TECHNIQUE) == ("ROMAN", 1100)


def test_e42b_technique_begins_at_its_heads_left_edge() -> None:
    sheet = engraved(notes("c5h") + words("pizz.") + notes("d5h"))
    assert sheet.one(Ink.TECHNIQUE).x == pytest.approx(sheet.of(Ink.HEAD)[1].x0, abs=0.1)


def test_e43_technique_that_a_lines_end_would_push_into_the_bar_before_stands_on_lines_of_its_own() -> None:
    said = "play a glissando to the next note if you can"
    sheet = engraved(*[QUARTERS] * 5, words(said) + QUARTERS)
    parts = sorted(sheet.of(Ink.TECHNIQUE), key=lambda part: -part.y)
    assert len(parts) > 1
    assert " ".join(part.text for part in parts) == said
    head = sheet.of(Ink.HEAD)[-4]
    assert all(part.x0 == pytest.approx(head.x0, abs=0.3) for part in parts)
    staff = sheet.staves()[0]
    assert max(part.x1 for part in parts) <= (staff.x1 - staff.x0) / sheet.space + NEAR
    assert sheet.engraving.audit.clean


def test_e43_technique_in_mid_line_stays_on_one() -> None:
    sheet = engraved(words("play a glissando to the next note if you can") + QUARTERS, *[QUARTERS] * 5)
    sheet.one(Ink.TECHNIQUE)


def test_e42_technique_clears_what_stands_over_its_notes() -> None:
    sheet = engraved(words("con sord.") + notes("c6q{accent} e6 c6{fermata} d6"))
    word = sheet.one(Ink.TECHNIQUE)
    under = [d for d in sheet.of(Ink.HEAD, Ink.ARTICULATION, Ink.FERMATA, Ink.LEDGER) if d.over(word)]
    assert word.y0 >= max(d.y1 for d in under) + 0.4


def test_e43_words_that_follow_close_do_not_run_into_each_other() -> None:
    sheet = engraved(
        words("con sordino") + notes("c5q") + words("sul ponticello") + notes("d5q") + words("non div.") + notes("e5h")
    )
    items = sheet.of(Ink.TECHNIQUE)
    assert len(items) == 3
    assert not any(a.touches(b) for i, a in enumerate(items) for b in items[i + 1 :])


def test_e43_directions_side_by_side_are_farther_apart_than_words_of_one() -> None:
    """Names of instruments on one row: which is which must be seen."""
    bars = (words(name) + notes("c5w") for name in ("Suspended cymbal", "Crash cymbals") * 4)
    names = [part for part in engraved(*bars).of(Ink.TECHNIQUE) if not part.item.echo]
    neighbours = [(a, b) for a, b in pairwise(names) if a.x1 < b.x0 and abs(a.y - b.y) < NEAR]
    assert len(names) == 8
    assert neighbours
    assert min(b.x0 - a.x1 for a, b in neighbours) >= 1.15


@pytest.mark.rule("E43b")
def test_technique_under_two_voices_is_the_lower_ones_and_over_one_voice_whatever_the_source_says() -> None:
    """Half of the violins arco, half pizz.: "pizz., arco" over both would say nothing."""
    said = words("pizz.", placement="below") + words("arco", placement="above")
    two = notes("g5h g5") + back() + notes("c4q c4 c4 c4", voice=2)
    pizz, arco = sorted(engraved(said + two).of(Ink.TECHNIQUE), key=lambda d: d.y)
    assert (pizz.text, arco.text) == ("pizz.", "arco")
    assert pizz.y1 < -2.5
    assert arco.y0 > 2.5
    assert engraved(words("pizz.", placement="below") + QUARTERS).one(Ink.TECHNIQUE).y0 > 2


@pytest.mark.rule("E19")
def test_an_instruments_name_stands_before_other_words_of_its_note_in_one_size() -> None:
    """Vibraphone, motor on: what to take, then how to play it."""
    takes = "".join(
        f'<score-instrument id="I{k}"><instrument-name>{name}</instrument-name></score-instrument>'
        for k, name in enumerate(("Vibraphone", "Xylophone"))
    )
    bars = [words("motor on") + QUARTERS, notes("R"), notes("g5q a5 g5 a5")]
    bars = [bar.replace("<voice>", f'<instrument id="I{k // 2}"/><voice>') for k, bar in enumerate(bars)]
    text = score_xml(*bars, name="Percussion").replace("</part-name></score-part>", f"</part-name>{takes}</score-part>")
    first, second = [d for d in sheet_of(text).of(Ink.TECHNIQUE) if d.text][:2]
    assert (first.text, second.text) == ("Vibraphone,", "motor on")
    assert first.x1 < second.x0
    assert first.y == second.y
    assert first.item.size == second.item.size  # type: ignore[union-attr]


# Tempo and rehearsal row


def test_e44_tempo_is_bold_thirteen_point_from_the_metre_on() -> None:
    """E42b: its left edge on the metre."""
    sheet = engraved(tempo("Allegro") + QUARTERS)
    mark = sheet.one(Ink.TEMPO)
    assert style_of(sheet, Ink.TEMPO) == ("BOLD", 1300)
    assert mark.x == pytest.approx(min(d.x0 for d in sheet.of(Ink.METRE)), abs=0.15)
    assert mark.y0 >= 3.0 - NEAR


def test_e42b_a_tempo_in_mid_line_begins_at_the_first_note_of_its_beat() -> None:
    sheet = engraved(notes("c5w"), tempo("Meno mosso") + QUARTERS, notes("c5w"))
    assert sheet.one(Ink.TEMPO).x == pytest.approx(sheet.of(Ink.HEAD)[1].x0, abs=0.15)


def test_e44_a_metronome_mark_is_note_equals_figures() -> None:
    sheet = engraved(metronome(96) + QUARTERS)
    note, *texts = sheet.of(Ink.TEMPO)
    assert note.code == 0xECA5
    assert "".join(d.text for d in texts).replace(" ", "") == "=96"
    assert [d.y for d in texts] == pytest.approx([note.y] * len(texts), abs=NEAR)


def test_e57_tempo_marks_of_any_part_are_printed_once_in_this_one() -> None:
    sheet = engraved(tempo("Allegro") + QUARTERS, QUARTERS)
    assert [d.text for d in sheet.of(Ink.TEMPO)] == ["Allegro"]


def test_e44_a_rehearsal_mark_is_bold_fifteen_point_in_a_box() -> None:
    """Half a space inside the box on every side."""
    sheet = engraved(notes("c5w"), rehearsal("B") + QUARTERS)
    mark, box = sheet.one(Ink.REHEARSAL), sheet.of(Ink.BOX)
    assert style_of(sheet, Ink.REHEARSAL) == ("BOLD", 1500)
    assert len(box) == 4
    left, right = min(d.x0 for d in box), max(d.x1 for d in box)
    low, high = min(d.y0 for d in box), max(d.y1 for d in box)
    for room in (mark.x0 - left, right - mark.x1, mark.y0 - low, high - mark.y1):
        assert room == pytest.approx(0.5, abs=0.2)


def test_e42b_a_rehearsal_mark_is_centred_on_its_barline() -> None:
    sheet = engraved(notes("c5w"), rehearsal("B") + QUARTERS)
    box = sheet.of(Ink.BOX)
    centre = (min(d.x0 for d in box) + max(d.x1 for d in box)) / 2
    assert centre == pytest.approx(sheet.of(Ink.BARLINE)[0].centre, abs=0.15)


@pytest.mark.parametrize("mark", [rehearsal("B"), tempo("Vivo")])
def test_e42_a_mark_beside_words_does_not_read_on_from_them(mark: str) -> None:
    """Words that end a hair before a box look as if they went on into it."""
    beside = 0
    for letters in range(14):
        sheet = engraved(words("arco" + "o" * letters) + notes("R"), mark + QUARTERS)
        (word,), said = sheet.of(Ink.TECHNIQUE), next(d for d in sheet.of(Ink.BOX, Ink.TEMPO))
        beside += said.y0 < word.y1
        assert said.y0 > word.y1 or said.x0 - word.x1 > 0.75 - NEAR
    assert beside


def test_e42b_at_the_start_of_a_line_its_box_begins_with_the_staff() -> None:
    sheet = engraved(rehearsal("A") + QUARTERS)
    assert min(d.x0 for d in sheet.of(Ink.BOX)) == pytest.approx(0, abs=0.1)


def test_e42_the_box_comes_first_then_the_tempo_a_space_right_of_it() -> None:
    sheet = engraved(notes("c5w"), tempo("Allegro") + rehearsal("B") + QUARTERS)
    box, mark = sheet.of(Ink.BOX), sheet.one(Ink.TEMPO)
    edge = max(d.x1 for d in box)
    assert mark.x0 >= edge + 0.8
    first_head = sheet.of(Ink.HEAD)[1].x0
    assert mark.x0 <= max(edge + 1.3, first_head + 0.2)


def test_e42_marks_of_one_line_share_a_baseline() -> None:
    sheet = engraved(tempo("Allegro") + notes("c5w"), notes("c5w"), tempo("Meno mosso") + notes("g5w"), notes("c5w"))
    a, b = sheet.of(Ink.TEMPO)
    assert a.y == b.y


def test_e42_a_mark_over_a_very_high_note_rises_alone() -> None:
    sheet = engraved(tempo("Allegro") + notes("c5w"), tempo("Meno") + notes("c7w"), tempo("Vivo") + notes("c5w"))
    a, b, c = sheet.of(Ink.TEMPO)
    assert a.y == c.y
    assert b.y > a.y + 4


def test_e42_the_row_keeps_a_space_from_what_stands_under_it() -> None:
    sheet = engraved(tempo("Allegro") + notes("c6q{accent} d6 e6 f6"))
    mark = sheet.one(Ink.TEMPO)
    under = [d for d in sheet.of(Ink.HEAD, Ink.STEM, Ink.ARTICULATION) if d.over(mark)]
    assert mark.y0 >= max(d.y1 for d in under) + 0.8


def test_e41_technique_lies_inside_tempo() -> None:
    sheet = engraved(tempo("Allegro") + words("pizz.") + QUARTERS)
    assert sheet.one(Ink.TECHNIQUE).y1 < sheet.one(Ink.TEMPO).y0


@pytest.mark.parametrize(("element", "code"), [("segno", 0xE047), ("coda", 0xE048)])
def test_e42b_segno_and_coda_stand_on_their_barline(element: str, code: int) -> None:
    sheet = engraved(notes("c5w"), direction(f"<{element}/>", placement="above") + QUARTERS, notes("c5w"))
    sign = sheet.one(Ink.JUMP)
    assert sign.code == code
    assert sign.centre == pytest.approx(sheet.of(Ink.BARLINE)[0].centre, abs=0.15)
    assert sign.y0 > 2


def test_e2_no_mark_leaves_the_line() -> None:
    """Long words over the last note are moved in from the margin."""
    bars = [QUARTERS] * 4 + [notes("c5q d5 e5") + words("sul ponticello e senza sordino") + notes("d5q")]
    sheet = engraved(*bars, *[QUARTERS] * 5)
    assert all(d.x1 <= sheet.width(d.staff) + 0.5 for d in sheet.of(Ink.TECHNIQUE, Ink.TEMPO))


def test_e43_words_of_neighbouring_notes_stand_side_by_side_on_one_baseline() -> None:
    first, second = words("flutter-tongue", placement="above"), words("ord.", placement="above")
    sheet = engraved(first + notes("c5q d5 e5") + second + notes("d5q"), notes("c5w"))
    a, b = sorted(sheet.of(Ink.TECHNIQUE), key=lambda d: d.x0)
    assert a.y == b.y
    assert b.x0 - a.x1 >= 0.7


def test_e43_a_bar_opens_a_little_for_words_that_would_overlap() -> None:
    first, second = words("con sord.", placement="above"), words("sul tasto", placement="above")
    plain = engraved(notes("c5e d5 e5 d5 c5h"), *[QUARTERS] * 4)
    sheet = engraved(first + notes("c5e") + second + notes("d5e e5 d5 c5h"), *[QUARTERS] * 4)
    assert len({d.y for d in sheet.of(Ink.TECHNIQUE)}) == 1
    a, b = sorted(sheet.of(Ink.TECHNIQUE), key=lambda d: d.x0)
    assert b.x0 - a.x1 >= 0.7
    assert sheet.of(Ink.HEAD)[1].x0 > plain.of(Ink.HEAD)[1].x0
