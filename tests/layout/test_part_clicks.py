"""Picture time in the parts: times of the cue file's map, clicks and free clicks, no hits, nothing over multi-rests."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from lxml import etree
from msgspec.structs import replace

from engraving.layout.audit.report import Fault
from engraving.layout.engrave import engrave
from engraving.layout.page import Ink
from engraving.musicxml.reader import read_tree
from engraving.parts import ExtractionOptions, extract_all
from engraving.score import Part
from engraving.timing.clicks import FrameClick
from engraving.timing.cue_file import ClickSwitch, CueFile, Hit, Pause, Place, Streamer, Tempo, TempoEvent
from engraving.typefaces.smufl import NOTEHEAD_X_BLACK
from tests.layout.small_music import Drawn, Sheet, house, metronome, notes, score_xml, small_faces, tempo

QUARTERS = notes("c5q d5 e5 f5")
REST = notes("rw")
CUE_FILE = CueFile(
    free_clicks=8,
    tempo=(
        TempoEvent(Place("1"), Tempo(Fraction(60))),
        TempoEvent(Place("4"), Tempo(click=FrameClick(131))),
    ),
    hits=(Hit(Fraction(5), "Door"),),
    streamers=(Streamer(Fraction(5)),),
)


def player(*bars: str, cue_file: CueFile = CUE_FILE) -> Part:
    reading = read_tree(etree.fromstring(score_xml(*bars).encode()), file="small.musicxml")
    return extract_all(reading.cue, ExtractionOptions(cue_file=cue_file))[0].part


def sheet(*bars: str, cue_file: CueFile = CUE_FILE, marks: str = "system-start+rehearsal") -> Sheet:
    style = house()
    style = replace(style, timing=replace(style.timing, marks=marks))
    part = player(*bars, cue_file=cue_file)
    engraving = engrave(part, style, small_faces())
    assert [p for p in engraving.audit.places if p.fault not in (Fault.STRETCHED, Fault.SQUEEZED)] == []
    return Sheet(part, engraving, style)


@pytest.mark.rule("R61")
def test_players_read_clicks_and_free_clicks_and_no_hits() -> None:
    page = sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7)
    said = [d.text for d in page.of(Ink.CLICK) if d.text]
    assert said[:2] == ["8 free clicks", "click 24-0"]
    assert "click 16-3" in said
    assert not page.of(Ink.HIT, Ink.STREAMER)


def test_what_a_tempo_mark_says_is_not_said_again() -> None:
    """Nothing of a click that words name and whose tempo is marked; of the tempo alone when only that is."""
    marked = player(metronome(60) + QUARTERS, *[QUARTERS] * 3)
    (first,) = [click for click in marked.picture.clicks if click.tick == 0]  # type: ignore[union-attr]
    assert (first.text, first.tempo) == ("click 24-0", "")
    named = player(tempo("Driving (click 24-0)", 60) + metronome(60) + QUARTERS, *[QUARTERS] * 3)
    assert named.picture is not None
    assert not [click for click in named.picture.clicks if click.tick == 0]
    other = player(tempo("Driving (click 12-0)", 60) + metronome(60) + QUARTERS, *[QUARTERS] * 3)
    assert [click.text for click in other.picture.clicks if click.tick == 0] == ["click 24-0"]  # type: ignore[union-attr]


def test_a_new_click_stands_over_its_bar() -> None:
    page = sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7)
    (click,) = [d for d in page.of(Ink.CLICK) if d.text == "click 16-3"]
    staff = next(s for s in page.staves() if s.number == click.staff)
    first = page.of(Ink.HEAD, staff=click.staff)[4 * (3 - staff.bars[0])]
    assert abs(click.x0 - first.x0) < 1.0
    assert click.y0 > 2.0


@pytest.mark.rule("R59")
def test_times_are_those_of_the_cue_file_at_every_bar_but_over_multi_rests() -> None:
    """Three bars at 60 take 12 s; from bar 4 on a bar of 16-3 takes 4 · 131/192 s."""
    page = sheet(metronome(90) + QUARTERS, REST, REST, *[QUARTERS] * 3, marks="every-bar")
    bar = Fraction(4 * 131, 192)
    expected = [Fraction(0), Fraction(12), 12 + bar, 12 + 2 * bar]
    tenths = [int(seconds * 10) for seconds in expected]
    assert [d.text for d in page.of(Ink.TIMING)] == [f"0:{n // 10:02d}.{n % 10}" for n in tenths]


def test_a_new_click_ends_a_multi_rest() -> None:
    part = player(metronome(60) + QUARTERS, *[REST] * 6, QUARTERS)
    assert [(rest.first, rest.last) for rest in part.multi_rests] == [(1, 2), (3, 6)]
    switched = replace(CUE_FILE, clicks=(ClickSwitch(Place("6", Fraction(3)), False),))
    part = player(metronome(60) + QUARTERS, *[REST] * 6, QUARTERS, cue_file=switched)
    assert [(rest.first, rest.last) for rest in part.multi_rests if rest.count > 1] == [(1, 2), (3, 4)]


def test_a_style_without_timing_marks_has_no_clicks() -> None:
    assert not sheet(metronome(60) + QUARTERS, QUARTERS, marks="none").of(Ink.CLICK, Ink.TIMING)


def crosses(page: Sheet) -> list[Drawn]:
    return [d for d in page.of(Ink.CLICK) if d.code == NOTEHEAD_X_BLACK]


def test_free_clicks_are_drawn_as_crosses_bar_by_bar() -> None:
    found = crosses(sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7))
    assert len(found) == 8
    apart = [b.x0 - a.x1 for a, b in pairwise(found)]
    assert max(apart) == apart[3]  # a bar of four, and one more
    assert apart[3] > 2 * apart[0]
    many = replace(CUE_FILE, free_clicks=24)
    assert not crosses(sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7, cue_file=many))  # words say it


SILENT = CueFile(
    tempo=(TempoEvent(Place("1"), Tempo(Fraction(60))),),
    clicks=(ClickSwitch(Place("2"), False), ClickSwitch(Place("8"), True, 3)),
)


def test_warning_clicks_stand_numbered_at_their_beats() -> None:
    page = sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7, cue_file=SILENT)
    found = crosses(page)
    staff = found[0].staff
    number = next(s for s in page.staves() if s.number == staff).bars[0]
    notes_of_bar = page.of(Ink.HEAD, staff=staff)[4 * (6 - number) : 4 * (7 - number)]
    assert [d.x0 for d in found] == pytest.approx([d.x0 for d in notes_of_bar[1:]], abs=0.1)
    assert [d.text for d in page.of(Ink.CLICK) if d.text and d.y0 > found[0].y1 and d.staff == staff] == ["1", "2", "3"]


@pytest.mark.rule("R59")
def test_a_bar_with_warning_clicks_is_no_part_of_a_multi_rest() -> None:
    bars = metronome(60) + QUARTERS, *[REST] * 8
    part = player(*bars, cue_file=SILENT)
    assert [(rest.first, rest.last) for rest in part.multi_rests] == [(1, 5), (7, 8)]
    assert len(crosses(sheet(*bars, cue_file=SILENT))) == 3


def test_where_the_music_waits_crosses_stand_side_by_side_before_the_barline() -> None:
    waits = replace(SILENT, pauses=(Pause(Place("8"), Fraction(9)),))
    page = sheet(metronome(60) + QUARTERS, *[QUARTERS] * 8, cue_file=waits)
    found = crosses(page)
    lines = [d for d in page.of(Ink.BARLINE, staff=found[0].staff) if d.x0 > found[-1].x1 - 1]
    assert [b.x0 - a.x1 > 0.2 for a, b in pairwise(found)] == [True, True]
    assert 0 < min(d.x0 for d in lines) - found[-1].x1 < 1.5


def test_a_warning_click_on_the_downbeat_of_a_line_stands_on_that_line() -> None:
    """Only what is heard in a silence before it belongs to the line before."""
    bars = metronome(60) + QUARTERS, *[QUARTERS] * 11
    first = sheet(*bars).staves()[1].bars[0]
    back = ClickSwitch(Place(str(first + 1), Fraction(3)), True, 3)
    page = sheet(*bars, cue_file=replace(SILENT, clicks=(SILENT.clicks[0], back)))
    before, line = page.staves()[:2]
    assert line.bars[0] == first
    found = crosses(page)
    assert [d.staff for d in found] == [before.number, line.number, line.number]
    heads = page.of(Ink.HEAD, staff=line.number)
    assert [d.x0 for d in found[1:]] == pytest.approx([d.x0 for d in heads[:2]], abs=0.1)


def test_a_time_and_a_click_of_one_bar_stand_side_by_side_on_one_height() -> None:
    page = sheet(metronome(60) + QUARTERS, *[QUARTERS] * 7, marks="every-bar")
    click = next(d for d in page.of(Ink.CLICK) if d.text == "click 16-3")
    time = next(d for d in page.of(Ink.TIMING) if d.text == "0:12.0")
    assert 0.5 < click.x0 - time.x1 < 1.5
    assert click.item.y == time.item.y  # type: ignore[union-attr]


def test_free_clicks_and_the_first_click_stand_side_by_side_over_a_multi_rest() -> None:
    """No time stands over the rest, and so neither over the other."""
    page = sheet(*[REST] * 4, *[QUARTERS] * 4, cue_file=replace(CUE_FILE, hits=(), streamers=()))
    free = next(d for d in page.of(Ink.CLICK) if d.text == "8 free clicks")
    click = next(d for d in page.of(Ink.CLICK) if d.text == "click 24-0")
    assert free.staff not in [time.staff for time in page.of(Ink.TIMING)]
    assert free.item.y == click.item.y  # type: ignore[union-attr]
    assert free.x1 < click.x0


@pytest.mark.rule("E42")
def test_times_of_every_bar_stand_on_one_height() -> None:
    """Notes on ledger lines in one bar lift the row, one far over the staff leaves it and rises alone."""
    high, higher = notes("d6q e6 d6 e6"), notes("d7q e7 d7 e7")
    page = sheet(metronome(60) + QUARTERS, high, QUARTERS, higher, *[QUARTERS] * 4, marks="every-bar")
    by_staff: dict[int, list[int]] = {}
    for time in page.of(Ink.TIMING):
        by_staff.setdefault(time.staff, []).append(time.item.y)  # type: ignore[union-attr]
    first = by_staff[min(by_staff)]
    assert first[0] == first[1] == first[2] < first[3]
    assert all(len(set(ys)) == 1 for staff, ys in by_staff.items() if staff != min(by_staff))
