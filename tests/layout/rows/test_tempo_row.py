"""Tempo and rehearsal marks beside each other, and what happens when there is no room (E42)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from engraving.layout.page import Ink
from engraving.layout.rows.tempo_row import TempoRow
from tests.layout.small_music import (
    Drawn,
    Sheet,
    direction,
    engraved,
    metronome,
    notes,
    rehearsal,
    tempo,
    words,
)  # fmt: skip

REST = notes("Rw")
BUSY = notes("c5s d5 e5 f5 g5 f5 e5 d5 c5 d5 e5 f5 g5 f5 e5 d5")


def marks(sheet: Sheet) -> list[Drawn]:
    return sorted(sheet.of(Ink.TEMPO), key=lambda d: d.x0)


def test_e42_marks_that_just_miss_each_other_give_way_along_the_row() -> None:
    """A text a little longer than its bar: the next one starts late by as much, on the same baseline."""
    sheet = engraved(tempo("Molto moderato ma") + REST, tempo("Vivo") + REST, *[BUSY] * 3)
    first, second = marks(sheet)
    assert first.y == second.y
    assert second.x0 - first.x1 >= 1.0 - 0.02


def test_e42_what_cannot_give_way_stands_on_one_row_more() -> None:
    """Two long texts on neighbouring beats of a bar."""
    first, second = (tempo(f"Un poco meno mosso, tranquillo {k}") for k in (1, 2))
    sheet = engraved(notes("c5w"), first + notes("c5q") + second + notes("d5q c5h"), notes("c5w"))
    low, high = sorted(sheet.of(Ink.TEMPO), key=lambda d: d.y)
    assert low.x0 < high.x0
    assert 0.4 <= high.y0 - low.y1 <= 1.5


def test_e42_a_mark_is_never_read_a_bar_early() -> None:
    sheet = engraved(*[tempo(f"Poco meno {k}") + notes("c5w") for k in range(12)])
    lines = [d.x0 for d in sheet.of(Ink.BARLINE, staff=1)]
    for mark in sheet.of(Ink.TEMPO, staff=1)[1:]:
        nearest = min(abs(x - mark.x0) for x in lines)
        assert mark.x0 >= min(lines) - 1.0
        assert nearest < 9


def test_e43_tempo_texts_at_one_beat_are_one_run() -> None:
    sheet = engraved(notes("c5w"), tempo("a tempo") + metronome(88) + tempo("Più mosso") + notes("c5w"), notes("c5w"))
    items = [d for d in marks(sheet) if d.text.strip()]
    assert len({round(d.y, 2) for d in items}) == 1
    assert max(b.x0 - a.x1 for a, b in pairwise(items)) < 3.5


def test_e43_dashes_after_a_tempo_have_room_before_the_next_mark() -> None:
    two_types = '<words font-weight="bold">rit.</words></direction-type><direction-type><dashes type="start"/>'
    start, stop = direction(two_types, placement="above"), direction('<dashes type="stop"/>')
    sheet = engraved(notes("c5h.") + start + notes("c5q"), stop + rehearsal("B") + tempo("Allegro") + REST, *[BUSY] * 2)
    line, box = sheet.one(Ink.DASHES), sheet.of(Ink.BOX)
    assert line.width >= 0.6
    assert line.x1 < min(d.x0 for d in box) or line.y1 < min(d.y0 for d in box)


def test_e43_dashes_end_before_the_mark_they_lead_to_at_whatever_height_it_stands() -> None:
    """The letter rises over high notes; its time stands under it, where the dashes would run through it."""
    two_types = '<words font-weight="bold">rit.</words></direction-type><direction-type><dashes type="start"/>'
    start, stop = direction(two_types, placement="above"), direction('<dashes type="stop"/>')
    high = stop + rehearsal("B") + tempo("Allegro") + notes("e4q e7 f7 e7")
    sheet = engraved(notes("c5w"), start + notes("c5w"), notes("c5w"), high, *[BUSY] * 2)
    line, box = sheet.one(Ink.DASHES), sheet.of(Ink.BOX)
    assert line.y1 < min(d.y0 for d in box)
    assert line.x1 < min(d.x0 for d in box)


@pytest.mark.parametrize("text", ["Vivo", "Allegro molto vivace"])
def test_e42_a_letter_and_its_tempo_stay_together(text: str) -> None:
    sheet = engraved(tempo("Andante con moto assai") + REST, rehearsal("A") + tempo(text) + REST, *[BUSY] * 3)
    mark = next(d for d in marks(sheet) if d.text == text)
    right = max(d.x1 for d in sheet.of(Ink.BOX))
    assert 0.9 <= mark.x0 - right <= 4.0


def test_e43_tempo_texts_of_neighbouring_bars_do_not_read_as_one() -> None:
    """Allegro moderato | Allegro: more than three word spaces between them."""
    fermata = notes("Rw{fermata}")
    sheet = engraved(
        tempo("Allegro moderato") + fermata, tempo("Allegro, wie im ersten Satze") + fermata, tempo("Adagio") + fermata,
        *[BUSY] * 6,
    )  # fmt: skip
    for before, after in pairwise(sorted(sheet.of(Ink.TEMPO, staff=1), key=lambda d: d.x0)):
        assert before.y == after.y
        assert after.x0 - before.x1 >= 2.0 - 0.02


def test_e42b_fine_at_the_end_of_a_line_stays_in_its_bar() -> None:
    """Written after the last note of every bar: each stands at the right end of its bar, on its line."""
    sheet = engraved(*[BUSY + words("Fine", placement="above") for _ in range(12)])
    assert len(sheet.staves()) > 2
    for staff in sheet.staves():
        first, last = staff.bars
        found = sheet.of(Ink.TEMPO, staff=staff.number)
        assert len(found) == last - first + 1
        ends = [d.x0 for d in sheet.of(Ink.BARLINE, staff=staff.number)]
        assert all(any(abs(end - mark.x1) < 0.5 for end in ends) for mark in found)


def test_e42b_a_fermata_over_the_last_barline_of_a_line_stays_there() -> None:
    fermata = '<barline location="right"><fermata/></barline>'
    sheet = engraved(*[BUSY + fermata for _ in range(12)])
    for staff in sheet.staves():
        assert len(sheet.of(Ink.JUMP, staff=staff.number)) == staff.bars[1] - staff.bars[0] + 1


def test_e42b_a_tempo_written_at_the_end_of_a_bar_begins_the_next() -> None:
    sheet = engraved(notes("c5w") + tempo("Vivo"), notes("c5w"), notes("c5w"))
    (mark,) = marks(sheet)
    assert mark.x0 > sheet.of(Ink.BARLINE)[0].x1


@pytest.mark.parametrize("middle", ["d6", "e6", "f6"])
@pytest.mark.parametrize("top", ["f6", "g6", "a6", "b6", "d7"])
def test_e42_marks_stand_on_one_height_or_clearly_on_two(middle: str, top: str) -> None:
    """Whatever the notes under them, no mark is a little higher than the next."""
    bars = [("Lento", "c5"), ("Vivo", middle), ("Adagio", top), ("Presto", "c5")]
    sheet = engraved(*[tempo(text) + notes(f"{note}q c5 c5 c5") for text, note in bars])
    heights = [d.y for d in marks(sheet) if d.text]
    assert len(heights) == len(bars)
    for a in heights:
        assert all(abs(a - b) < 0.02 or abs(a - b) >= 1.0 for b in heights)


def test_e57_a_bracket_that_goes_with_a_tempo_stands_over_it() -> None:
    """It is lifted with its words, and drawn for everybody, over two lines here."""
    start = tempo("accel.").replace(
        "</direction-type>", '</direction-type><direction-type><bracket type="start" line-end="down"/></direction-type>'
    )
    stop = direction('<bracket type="stop" line-end="down"/>', placement="above")
    sheet = engraved(start + BUSY, *[BUSY] * 4, BUSY + stop)
    lines = [d for d in sheet.of(Ink.DASHES) if d.width > 2]
    assert {d.staff for d in lines} == set(range(1, len(sheet.staves()) + 1))
    assert lines[0].y > sheet.one(Ink.TEMPO).y
    assert (sheet.engraving.audit.lost, sheet.engraving.audit.collisions) == (0, 0)


def test_e42_a_mark_too_near_for_the_row_but_clear_of_it_stands_at_its_height(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of a line a mark may be nearer to the one before than texts should be: it does not sink for it."""

    def crowded(row: TempoRow, rows: Sequence[list[Any]], block: list[Any]) -> None:
        rows[min(block[0].tick, 1)].extend(block)

    monkeypatch.setattr(TempoRow, "_take", crowded)
    sheet = engraved(tempo("Adagio") + notes("c5q c6 d5 e5"), tempo("Presto") + REST)
    adagio, presto = marks(sheet)
    assert adagio.y > 3.1  # over its high note
    assert presto.y == adagio.y


def test_e42_marks_that_rise_alone_do_not_stand_crooked() -> None:
    """Over an F and an E far above the staff, and over rests: two heights, not three half a space apart."""
    high, higher = notes("e7w"), notes("f7w")
    sheet = engraved(metronome(60) + REST, metronome(72) + high, metronome(80) + higher, metronome(90) + REST)
    heights = sorted({round(d.y, 1) for d in marks(sheet) if "=" in d.text})
    assert len(heights) == 2
    assert heights[1] - heights[0] > 4


@pytest.mark.parametrize("first", [REST, notes("c5q rq rh")])
def test_e42_a_general_pause_has_room_beside_the_tempo_before_it(first: str) -> None:
    """Bars share the room of their line with what is centred over a rest too."""
    eighths = notes("c5e d5 e5 f5 g5 f5 e5 d5")
    text = "Allegro assai vivace, alla marcia"
    sheet = engraved(eighths, tempo(text) + first, tempo("G.P.") + REST, *[eighths] * 11)
    said, pause = sorted(sheet.of(Ink.TEMPO, staff=1), key=lambda d: d.x0)
    assert (said.text, pause.text) == (text, "G.P.")
    assert pause.y == said.y
    assert pause.x0 - said.x1 >= 2.0 - 0.02
    before, after = sheet.of(Ink.BARLINE, staff=1)[1:3]
    assert pause.centre == pytest.approx((before.x1 + after.x0) / 2, abs=0.3)


def test_e42b_a_tempo_of_a_late_beat_moves_back_over_its_own_bar_rather_than_be_cut_in_two() -> None:
    """"Tempo / I" over the last beat of a line: one line of type, which begins no farther left than its bar."""
    bar = notes("c5q d5 e5 d5")
    sheet = engraved(bar, bar, bar, notes("c5q d5 e5") + tempo("Tempo primo") + notes("d5q"))
    mark = sheet.one(Ink.TEMPO)
    barlines = sorted(d.x0 for d in sheet.of(Ink.BARLINE))
    assert mark.text == "Tempo primo"
    assert mark.x0 < sheet.of(Ink.HEAD)[-1].x0 - 2
    assert mark.x0 >= barlines[2] - 1.5


def test_e42b_a_tempo_that_its_bar_cannot_hold_is_set_on_several_lines() -> None:
    bar = notes("c5q d5 e5 d5")
    sheet = engraved(bar, bar, bar, notes("c5q d5 e5") + tempo("Un peu à l'aise, souple, expressif") + notes("d5q"))
    assert len({d.y for d in sheet.of(Ink.TEMPO)}) > 1
