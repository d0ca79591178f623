"""All parts of a score stand on one grid (E50, E51, R65)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.full_score.small_scores import Line, engraved_score, score_house
from tests.layout.small_music import back, barline, change, notes

QUARTERS = notes("c5q d5 e5 f5")
EIGHTHS = notes("c5e d5 e5 f5 g5 f5 e5 d5")
TRIPLETS = notes("c5q d5 e5", tuplet=3) + notes("c5q d5 e5", tuplet=3)
ALTERED = notes("c5q g#4+a#4+b#4 e5 f5")
REST = notes("R")
NEW_LINE = '<print new-system="yes"/>'


@pytest.mark.rule("E50")
def test_what_sounds_together_stands_at_one_x_in_all_parts() -> None:
    sheet = engraved_score([Line("Flute", [QUARTERS] * 4), Line("Oboe", [EIGHTHS] * 4), Line("Tuba", [REST] * 4)])
    quarters = [round(head.x, 1) for head in sheet.of(Ink.HEAD, staff=1)]
    eighths = [round(head.x, 1) for head in sheet.of(Ink.HEAD, staff=2)]
    assert quarters == eighths[::2]
    assert sheet.engraving.audit.clean


@pytest.mark.rule("E50")
def test_columns_of_different_parts_stand_in_the_order_of_time() -> None:
    sheet = engraved_score([Line("Flute", [EIGHTHS]), Line("Oboe", [TRIPLETS])])
    eighths = [head.x for head in sheet.of(Ink.HEAD, staff=1)]
    triplets = [head.x for head in sheet.of(Ink.HEAD, staff=2)]
    assert eighths[0] == pytest.approx(triplets[0], abs=0.02)
    assert eighths[4] == pytest.approx(triplets[3], abs=0.02)
    assert eighths[1] < triplets[1] < eighths[2] < triplets[2] < eighths[3]


@pytest.mark.rule("E50")
def test_a_rod_of_one_part_spans_columns_that_only_others_have() -> None:
    """Accidentals of the flute's second quarter clear its first, whatever the oboe has in between."""
    sheet = engraved_score([Line("Flute", [ALTERED] * 8), Line("Oboe", [notes("c5t " + "d5t " * 31)] * 8)])
    audit = sheet.engraving.audit
    assert (audit.collisions, audit.lost, audit.doubled) == (0, 0, 0)


@pytest.mark.rule("E51")
def test_the_shortest_value_of_any_part_rules_the_distances() -> None:
    alone = engraved_score([Line("Flute", [QUARTERS] * 6), Line("Oboe", [QUARTERS] * 6)])
    busy = engraved_score([Line("Flute", [QUARTERS, *[QUARTERS] * 5]), Line("Oboe", [EIGHTHS, *[QUARTERS] * 5])])

    def first_bar(sheet_index: int) -> float:
        sheet = (alone, busy)[sheet_index]
        heads = sheet.of(Ink.HEAD, staff=1)
        return heads[3].x - heads[0].x

    assert first_bar(1) > 1.1 * first_bar(0)


def test_a_key_that_only_one_part_has_makes_room_on_all_staves() -> None:
    sheet = engraved_score([Line("Flute", [QUARTERS]), Line("Horn in F", [QUARTERS], key=5)], pitch="source")
    first = [min(head.x for head in sheet.of(Ink.HEAD, staff=staff)) for staff in (1, 2)]
    assert first[0] == pytest.approx(first[1], abs=0.02)
    keys = sheet.of(Ink.KEY, staff=2)
    assert keys
    assert max(key.x1 for key in keys) < first[0] - 0.9


def test_metres_stand_under_each_other_where_keys_differ() -> None:
    sheet = engraved_score(
        [Line("Flute", [QUARTERS, change(time="3/4") + notes("c5q d5 e5")]),
         Line("Horn in F", [QUARTERS, change(key=3, time="3/4") + notes("c5q d5 e5")])],
        pitch="source", metres="staff",
    )  # fmt: skip
    places = [[round(sign.x0, 2) for sign in sheet.of(Ink.METRE, staff=staff)] for staff in (1, 2)]
    assert len(places[0]) == 4
    assert places[0] == places[1]


@pytest.mark.rule("R65")
def test_a_system_has_as_many_bars_as_the_style_allows() -> None:
    sheet = engraved_score([Line("Flute", [QUARTERS] * 30), Line("Oboe", [REST] * 30)], most_bars=6)
    counts = [staff.bars[1] - staff.bars[0] + 1 for page in sheet.pages for staff in page.staves]
    assert max(counts) == 6


def bars_a_line(lines: list[Line], **changes: object) -> list[int]:
    sheet = engraved_score(lines, **changes)
    assert sheet.engraving.audit.clean
    return [s.bars[1] - s.bars[0] + 1 for page in sheet.pages for s in page.staves if s.number % len(lines) == 1]


@pytest.mark.rule("R65")
def test_bars_in_which_nobody_plays_count_half() -> None:
    silent = bars_a_line([Line("Flute", [REST] * 48), Line("Oboe", [REST] * 48)], most_bars=6)
    assert max(silent) == 12
    one_plays = bars_a_line([Line("Flute", [notes("c5w")] * 48), Line("Oboe", [REST] * 48)], most_bars=6)
    assert max(one_plays) == 6


@pytest.mark.rule("R65")
def test_sparse_bars_may_be_more_until_they_need_no_stretching() -> None:
    long_notes, busy = [notes("c5w")] * 48, [EIGHTHS * 2] * 48
    wide = bars_a_line([Line("Flute", long_notes), Line("Oboe", long_notes)], most_bars=6, most_sparse_bars=10)
    assert max(wide) == 10
    full = bars_a_line([Line("Flute", busy), Line("Oboe", busy)], time="8/4", most_bars=6, most_sparse_bars=10)
    assert max(full) == 6


@pytest.mark.rule("E50")
def test_notes_of_one_staff_clear_each_other_over_columns_that_only_the_other_has() -> None:
    right = notes("a4+b4+c5e. ab4+bb4+cb5s " * 4)
    left = notes("c3t " + "d3t " * 31, staff=2, voice=2)
    sheet = engraved_score([Line("Harp", [right + back() + left] * 8, clefs=("G2", "F4"))])
    audit = sheet.engraving.audit
    assert (audit.collisions, audit.near) == (0, 0)


@pytest.mark.rule("R65")
@pytest.mark.parametrize("bars", [9, 12, 14, 17, 20])
def test_the_last_line_is_as_wide_as_the_others_and_has_nearly_as_many_bars(bars: int) -> None:
    """No column of music at the left of an empty page: lines before share their bars with it."""
    sheet = engraved_score([Line("Flute", [QUARTERS] * bars), Line("Oboe", [REST] * bars)], most_bars=8)
    assert sheet.engraving.audit.clean
    staves = [staff for page in sheet.pages for staff in page.staves]
    assert len({staff.x1 for staff in staves}) == 1
    counts = [last - first + 1 for first, last in dict.fromkeys(staff.bars for staff in staves)]
    assert max(counts) - counts[-1] <= 1


@pytest.mark.rule("E53", "R65")
def test_a_score_of_one_short_line_is_not_stretched_over_the_page() -> None:
    (flute, oboe) = engraved_score([Line("Flute", [QUARTERS] * 2), Line("Oboe", [REST] * 2)]).staves()
    paper = score_house().score.paper
    assert flute.x1 == oboe.x1 < (paper.width - paper.margins.right) / 25.4 * 7200 / 2


@pytest.mark.rule("E58", "R65")
@pytest.mark.parametrize(("left", "filled"), [(4, 1.0), (3, 0.5)])
def test_where_the_source_breaks_bars_of_the_last_line_are_as_wide_as_those_before(left: int, filled: float) -> None:
    """However little stands in them; of most of a line they take it all."""
    first = NEW_LINE + REST
    bars = [EIGHTHS] * 6 + [first] + [REST] * (left - 1)
    sheet = engraved_score([Line("Flute", bars), Line("Oboe", bars)], most_bars=8, obey_breaks=True)
    before, last = (sheet.staves()[k] for k in (0, 2))
    width = before.x1 - last.x0
    assert last.x1 - last.x0 == pytest.approx(filled * width, rel=0.06)


@pytest.mark.rule("R65")
def test_the_last_line_has_the_fewest_bars_the_style_wants_if_the_others_can_spare_them() -> None:
    sheet = engraved_score([Line("Flute", [QUARTERS] * 18), Line("Oboe", [REST] * 18)], most_bars=8, least_bars=4)
    last = sheet.pages[-1].staves[-1].bars
    assert last[1] - last[0] + 1 >= 4


def symbol(root: str, kind: str, offset: int = 0) -> str:
    return (
        f"<harmony><root><root-step>{root}</root-step></root><kind text='{kind}'>major</kind>"
        f"<offset>{offset}</offset></harmony>"
    )


@pytest.mark.rule("E42")
@pytest.mark.parametrize("playing", [REST, QUARTERS])
def test_bars_that_rest_under_chord_symbols_have_room_for_them(playing: str) -> None:
    changes = "".join(symbol(root, "maj7(add9)", 24 * k) for k, root in enumerate("CDEF"))
    bars = 8
    sheet = engraved_score([Line("Guitar", [changes + REST] * bars), Line("Oboe", [playing] * bars)])
    for staff in [staff for staff in sheet.staves() if staff.number % 2]:
        strokes = sorted(sign.x1 for sign in sheet.of(Ink.BARLINE, staff=staff.number))
        bar_ends = [x for x, following in zip(strokes, [*strokes[1:], 1e9], strict=True) if following - x > 2.0]
        symbols = sorted(sheet.of(Ink.CHORD_SYMBOL, staff=staff.number), key=lambda sign: sign.x0)
        roots = [sign for sign in symbols if sign.text and sign.text[0] in "CDEF"]
        assert len(roots) == 4 * len(bar_ends)
        for bar, end in enumerate(bar_ends):
            assert all(sign.x1 < end for sign in roots[4 * bar : 4 * bar + 4])
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.lost) == (0, 0)


@pytest.mark.rule("E52")
def test_a_bar_under_an_ending_has_room_for_its_words() -> None:
    """Its words stand inside its bracket, however little the bar holds."""
    numbers = ", ".join(map(str, range(1, 10)))
    start = barline(left=True, ending=f'<ending number="{numbers}" type="start"/>')
    stop = barline(repeat="backward", ending=f'<ending number="{numbers}" type="stop"/>')
    bars = [REST] * 3 + [start + REST + stop] + [REST] * 12
    sheet = engraved_score([Line("Flute", bars), Line("Oboe", [REST] * 16)], most_bars=16)
    (words,) = [sign for sign in sheet.of(Ink.VOLTA, staff=1) if sign.text]
    lines = [sign for sign in sheet.of(Ink.VOLTA, staff=1) if not sign.text]
    assert words.x1 < max(line.x1 for line in lines) - 0.4
