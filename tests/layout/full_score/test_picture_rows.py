"""Picture time over the score: hits at their exact beat, streamers that end on theirs, clicks, labels (R59 to R62)."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random

import pytest
from msgspec.structs import replace

from engraving.house.style import Paper
from engraving.layout.audit.report import Fault
from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.page import Ink, Line, Polygon, Text
from engraving.score import (
    FullScore,
    Moment,
    Music,
    Part,
    Picture,
    PrintedClick,
    PrintedHit,
    PrintedPunch,
    PrintedStreamer,
)
from engraving.score.atoms import Kind, pack
from engraving.typefaces import Face
from tests.layout.full_score.small_scores import Line as Voice
from tests.layout.full_score.small_scores import score_house, score_of
from tests.layout.small_music import Drawn, Sheet, metronome, notes, small_faces

QUARTERS = notes("c5q d5 e5 f5")
PICTURE_INK = (Ink.HIT, Ink.STREAMER, Ink.CLICK)


@cache
def duo(bars: int) -> FullScore:
    lines = [metronome(60) + QUARTERS, *[QUARTERS] * (bars - 1)]
    return score_of([Voice("Flute", lines), Voice("Cello", lines)])


def shown(said: Picture | None, bars: int = 8, **style: object) -> Sheet:
    score = replace(duo(bars), picture=said)
    house = score_house(**({"metres": "staff"} | style))
    engraving = engrave_score(score, house, small_faces())
    space = next(page.staves[0].space for page in engraving.pages if page.staves)
    staff = replace(house.staff, height=space / 7200 * 25.4 * 4)
    part = Part("", "", 0, score.credits, score.ticks_per_quarter, score.bars, Music(0, ()))
    sheet = Sheet(part, engraving, replace(house, staff=staff))
    assert [place for place in engraving.audit.places if place.fault is not Fault.STRETCHED] == []
    assert (engraving.audit.collisions, engraving.audit.lost, engraving.audit.doubled) == (0, 0, 0)
    assert engraving.audit.outside_margins == 0
    return sheet


def atom(number: int, kind: Kind) -> int:
    return pack(0, 15360 + number, kind)


def hit(number: int, beats: Fraction | int, caption: str = "Door", off: str = "0 fr") -> PrintedHit:
    tick = Fraction(beats) * duo(8).ticks_per_quarter
    return PrintedHit(atom(number, Kind.HIT), tick, Moment("0:01.0", "01:00:00:01", "1+08"), caption, off)


def streamer(number: int, start: Fraction | int, end: Fraction | int) -> PrintedStreamer:
    quarter = duo(8).ticks_per_quarter
    return PrintedStreamer(atom(number, Kind.STREAMER), start * Fraction(quarter), end * Fraction(quarter), "red 2 s")


def labels(bars: int, **kind: str) -> tuple[Moment, ...]:
    return tuple(Moment(f"0:0{n}.0", f"01:00:00:0{n}", f"{n}+00") for n in range(bars))


def heads(sheet: Sheet) -> list[Drawn]:
    return sheet.of(Ink.HEAD, staff=1)


def stems(sheet: Sheet) -> list[Drawn]:
    return [d for d in sheet.of(Ink.HIT) if isinstance(d.item, Line)]


def test_without_a_cue_file_there_is_nothing() -> None:
    assert not shown(None).of(*PICTURE_INK)


@pytest.mark.rule("R61")
def test_a_hit_on_a_beat_stands_on_its_note() -> None:
    sheet = shown(Picture(bars=labels(8), hits=(hit(0, 6),)))
    (stem,) = stems(sheet)
    assert abs(stem.centre - heads(sheet)[6].x0) < 0.2
    said = [d.text for d in sheet.of(Ink.HIT) if d.text]
    assert said[:2] == ["0:01.0", "Door"]
    assert said[2].startswith("0")


def test_a_hit_between_beats_stands_between_their_notes_in_proportion() -> None:
    sheet = shown(Picture(bars=labels(8), hits=(hit(0, Fraction(25, 4)),)))
    before, after = heads(sheet)[6].x0, heads(sheet)[7].x0
    assert stems(sheet)[0].centre == pytest.approx(before + (after - before) / 4, abs=0.2)


@pytest.mark.rule("R59")
def test_picture_rows_stand_over_the_music_and_under_the_times() -> None:
    quarter = duo(8).ticks_per_quarter
    picture = Picture(
        bars=labels(8), hits=(hit(0, 2), hit(1, Fraction(11, 2))), streamers=(streamer(2, 3, 6),),
        clicks=(PrintedClick(atom(3, Kind.CLICK), Fraction(4 * quarter), "click 16-3", "quarter=87.94"),),
    )  # fmt: skip
    sheet = shown(picture)
    rows = sheet.of(*PICTURE_INK, Ink.BOX)
    times = sheet.of(Ink.TIMING)
    others = sheet.of(*(ink for ink in Ink if ink not in (*PICTURE_INK, Ink.BOX, Ink.TIMING)), staff=1)
    assert min(d.y0 for d in rows) > max(d.y1 for d in others)
    assert min(d.y0 for d in times) > max(d.y1 for d in rows)
    assert [d.text for d in times] == [f"0:0{n}.0" for n in range(len(times))]


def test_a_streamer_runs_from_its_start_to_its_moment() -> None:
    sheet = shown(Picture(bars=labels(8), streamers=(streamer(0, Fraction(5, 2), 6),)))
    arrow = next(d for d in sheet.of(Ink.STREAMER) if isinstance(d.item, Polygon))
    start = min(d.x0 for d in sheet.of(Ink.STREAMER) if isinstance(d.item, Line))
    found = heads(sheet)
    assert arrow.x1 == pytest.approx(found[6].x0, abs=0.2)
    assert start == pytest.approx((found[2].x0 + found[3].x0) / 2, abs=0.3)
    assert "red 2 s" in [d.text for d in sheet.of(Ink.STREAMER)]


def test_a_streamer_over_a_line_break_goes_on_and_ends_once() -> None:
    sheet = shown(Picture(bars=labels(16), streamers=(streamer(0, 6, 50),)), bars=16)
    arrows = [i for page in sheet.pages for i in page.music if i.ink is Ink.STREAMER and isinstance(i, Polygon)]
    lines = [i for page in sheet.pages for i in page.music if i.ink is Ink.STREAMER and isinstance(i, Line)]
    systems = {(n, staff.system) for n, page in enumerate(sheet.pages) for staff in page.staves}
    assert len(systems) > 1
    assert len(arrows) == 1
    assert len(lines) == len(systems) + 1  # and the stroke where it begins


def test_a_punch_is_a_circle_on_its_beat_and_ends_its_streamer() -> None:
    quarter = duo(8).ticks_per_quarter
    punches = (
        PrintedPunch(atom(1, Kind.PUNCH), Fraction(6 * quarter)),
        PrintedPunch(atom(2, Kind.PUNCH), Fraction(9 * quarter), "blue", flutter=True),
    )
    sheet = shown(Picture(bars=labels(8), streamers=(streamer(0, 3, 6),), punches=punches))
    circles = [d for d in sheet.of(Ink.STREAMER) if d.code]
    assert len(circles) == 4  # one, and three that flutter
    assert circles[0].centre == pytest.approx(heads(sheet)[6].x0, abs=0.2)
    assert circles[1].centre == pytest.approx(heads(sheet)[9].x0, abs=0.2)
    assert not [d for d in sheet.of(Ink.STREAMER) if isinstance(d.item, Polygon)]


@pytest.mark.parametrize("seed", range(6))
def test_crowds_of_hits_and_signals_never_touch(seed: int) -> None:
    """The audit of ``shown`` finds no collision, and nothing lost or printed twice."""
    chance = Random(seed)
    words = ("Door", "She sees the boat", "Lantern falls and the light on the quay goes out for good", "He runs")
    spots = sorted(Fraction(chance.randrange(0, 32 * 24), 24) for _ in range(14))
    hits = tuple(hit(k, spot, chance.choice(words), chance.choice(("0 fr", "−12.5 fr"))) for k, spot in enumerate(spots))
    streamers = tuple(streamer(20 + k, max(spot - 4, Fraction(0)), spot) for k, spot in enumerate(spots[::3]))
    quarter = duo(8).ticks_per_quarter
    clicks = tuple(
        PrintedClick(atom(40 + k, Kind.CLICK), spot * quarter, "click ≈16-3", "quarter=88") for k, spot in enumerate(spots[::2])
    )
    punches = tuple(PrintedPunch(atom(60 + k, Kind.PUNCH), spot * quarter, "red") for k, spot in enumerate(set(spots[::2])))
    sheet = shown(Picture(bars=labels(8), hits=hits, streamers=streamers, punches=punches, clicks=clicks, lead_in="8 free clicks"))
    tips = sorted(d.centre for d in stems(sheet))
    assert len(tips) == len(hits)


def test_times_that_crowd_take_a_second_row_and_none_is_left_out() -> None:
    long = tuple(Moment("0:00.0", f"{n} is a label that needs more room than its bar has to give") for n in range(8))
    times = shown(Picture(bars=long), timing="timecode").of(Ink.TIMING)
    assert sorted(d.text for d in times) == [moment.timecode for moment in long]
    assert len({round(d.y, 2) for d in times}) > 1


@pytest.mark.rule("R59")
def test_the_style_chooses_the_clock_and_whether_the_picture_is_shown() -> None:
    picture = Picture(bars=labels(8), hits=(hit(0, 2),), heading=("Start 01:00:10:12 · 24 fps",))
    assert shown(picture, timing="timecode").of(Ink.TIMING)[0].text == "01:00:00:00"
    assert shown(picture, timing="feet").of(Ink.TIMING)[0].text == "0+00"
    assert "01:00:00:01" in [d.text for d in shown(picture, timing="timecode").of(Ink.HIT)]
    assert "Start 01:00:10:12 · 24 fps" in shown(picture).furniture()
    hidden = shown(picture, picture=False)
    assert not hidden.of(*PICTURE_INK)
    assert "Start 01:00:10:12 · 24 fps" not in hidden.furniture()
    assert hidden.of(Ink.TIMING)


def test_a_clock_that_cannot_be_told_is_named_and_the_time_elapsed_printed() -> None:
    sheet = shown(None, timing="timecode")
    assert [d.text for d in sheet.of(Ink.TIMING)][:2] == ["0:00.0", "0:04.0"]
    assert [finding.rule for finding in sheet.engraving.findings] == ["timing-row-elapsed"]
    told = shown(Picture(bars=labels(8)), timing="timecode")
    assert "timing-row-elapsed" not in [finding.rule for finding in told.engraving.findings]


LONG = "She sees that the light on the quay has gone out, and for good this time"


def crowd(count: int, caption: str) -> Picture:
    spots = [Fraction(k * 32, count) for k in range(count)]
    return Picture(bars=labels(8), hits=tuple(hit(k, spot, caption) for k, spot in enumerate(spots)))


def low_house(height: float) -> dict[str, object]:
    return {"paper": Paper(304.8, height), "least_bars": 8}


def counted(text: str) -> range:
    """The numbers of a box: ``12``, ``12–17``."""
    first, _, last = text.partition("–")
    return range(int(first), int(last or first) + 1)


def test_captions_that_have_no_room_are_numbers_and_a_list_ends_the_score() -> None:
    """On high paper every caption stands over the music; on low paper none does, and nothing else changes place."""
    picture = crowd(24, LONG)
    high = shown(picture)
    assert not [f for f in high.engraving.findings if f.rule == "hits-numbered"]
    low = shown(picture, **low_house(110.0))
    (finding,) = [f for f in low.engraving.findings if f.rule == "hits-numbered"]
    assert finding.message.startswith("24 hits are printed by number in bars 1–8")
    assert not [f for f in low.engraving.findings if f.rule.startswith("score-")]
    said = [item.text for page in low.pages for item in page.music if item.ink is Ink.HIT and isinstance(item, Text)]
    assert "quay" not in said
    assert sorted(n for text in said for n in counted(text)) == list(range(1, 25))
    listed = [item.text for page in low.pages[1:] for item in page.music if isinstance(item, Text) and not page.staves]
    assert [text for text in listed if text.isdigit() and int(text) <= 24][:3] == ["1", "1", "2"]  # number, bar, number
    assert sum("quay" in text for text in listed) == 24
    assert listed.count("0 fr") == 24
    assert stems(low)
    assert len(stems(low)) == len(stems(high)) == 24


def test_numbers_keep_their_times_while_these_have_room() -> None:
    """A page for a few more boxes says when they come; a still lower one does not."""
    forms = []
    for height in (160.0, 110.0):
        sheet = shown(crowd(24, LONG), **low_house(height))
        forms.append("0:01.0" in [d.text for d in sheet.of(Ink.HIT)])
    assert forms == [True, False]


def test_a_list_of_many_hits_takes_the_pages_it_needs() -> None:
    sheet = shown(crowd(90, LONG), **low_house(110.0))
    assert not [f for f in sheet.engraving.findings if f.rule == "score-too-high"]
    boxes = [d for d in sheet.of(Ink.HIT) if d.text]
    assert len({d.item.y for d in boxes}) == 1  # type: ignore[union-attr]
    assert [n for d in sorted(boxes, key=lambda d: d.x0) for n in counted(d.text)] == list(range(1, 91))
    lists = [page for page in sheet.pages if not page.staves]
    assert len(lists) > 1
    numbers = [
        int(item.text)
        for page in lists
        for item in page.music
        if isinstance(item, Text) and item.text.isdigit() and item.face is Face.BOLD
    ]
    assert numbers == list(range(1, 91))
