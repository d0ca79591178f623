"""Lines and pages chosen together (E54): exact for costs and heights, compared with every casting-off there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engraving.layout.casting.castoff as castoff
import engraving.layout.setting as setting
from engraving.house import load_style
from engraving.layout.casting.castoff import FINE, CastOff, Search
from engraving.layout.casting.lines import Edge, Lines, LineTable, Offers
from engraving.layout.casting.outlook import Gaps, Height, Outlook
from engraving.layout.casting.pages import PAGE_COST, SQUEEZED, UNFILLED, PageBreaks, PageRoom, PageRules
from engraving.layout.casting.turns import SEVERE_COST, TurnJudge
from engraving.layout.columns.springs import Gap, widths
from engraving.layout.compose import Composer
from engraving.layout.engrave import engrave
from engraving.layout.sheets.paginate import page_rules
from engraving.typefaces import load_faces
from tests.layout.small_music import metronome, notes, part_of, score_xml

WIDTH = 100.0
GAPS = Gaps(12.5, 10.0, 1.0, 0.5)


def table(naturals: Sequence[float]) -> LineTable:
    """Bars so wide, that can be squeezed to 0.6 of it."""
    cells: list[Any] = [
        SimpleNamespace(widths=widths([Gap(0.6 * natural, natural)]), multi_rest=None, columns=(1,), marks_lack=(-1, 0.0))
        for natural in naturals
    ]
    return LineTable(cells, [Edge(6.0, 0.0, 0.0)] * len(cells), [0.0] * len(cells), WIDTH, last_line_full=0.6)


def heights(lines: Offers, ink: Sequence[float]) -> list[list[Height]]:
    """Every line as high as the highest of its bars, half above and half below the staff."""
    return [
        [Height(round(max(ink[start:end])) / 2, round(max(ink[start:end])) / 2, 0.0, 0.0) for end, _ in row]
        for start, row in enumerate(lines)
    ]


def rules(room: tuple[float, float], turns: Sequence[float], most: int = 10, foot: float = 0.0) -> PageRules:
    """A turn after every second page, each bar's end at its price."""
    return PageRules(
        PageRoom(*room), (most, most), lambda page: page % 2 == 1, turns.__getitem__,
        lambda bar: foot if turns[bar] else 0.0, 2,
    )  # fmt: skip


def search(naturals: Sequence[float], ink: Sequence[float], by: PageRules, fine: float = 0.0) -> Search:
    lines = table(naturals).lines
    return Search(lines, heights(lines, ink), GAPS, range(len(naturals)), by, fine)


def castings(lines: Offers, start: int = 0) -> Iterator[Lines]:
    """Every way to cut the bars from one on into lines that could be."""
    if start == len(lines):
        yield ()
    else:
        for end, _ in lines[start]:
            for rest in castings(lines, end):
                yield ((start, end), *rest)


def pagings(count: int) -> Iterator[tuple[int, ...]]:
    """Every way to put so many lines on pages."""
    if not count:
        yield ()
    else:
        for first in range(1, count + 1):
            for rest in pagings(count - first):
                yield (first, *rest)


def cheapest(one: Search) -> float:
    """By trying everything."""
    return min(one.price(lines, pages) for lines in castings(one.lines) for pages in pagings(len(lines)))


@st.composite
def searches(draw: st.DrawFn, most: int = 9) -> Search:
    count = draw(st.integers(1, most))
    naturals = draw(st.lists(st.floats(24, 75), min_size=count, max_size=count))
    ink = draw(st.lists(st.integers(8, 24), min_size=count, max_size=count))
    turns = draw(st.lists(st.sampled_from([0.0, 0.0, 8.0, 30.0]), min_size=count, max_size=count))
    room = draw(st.tuples(st.floats(25, 60), st.floats(30, 70)))
    return search(naturals, ink, rules(room, turns, draw(st.integers(2, 5)), draw(st.sampled_from([0.0, 3.0]))))


@settings(max_examples=60, deadline=None)
@given(one=searches())
def test_e54_no_other_casting_off_is_cheaper(one: Search) -> None:
    """Every casting-off into lines, every way to put them on pages: none costs less, and this one costs what it says."""
    found = one.cast_off()
    assert found is not None
    assert found.cost == pytest.approx(cheapest(one), abs=1e-4)
    assert one.price(found.lines, found.pages) == pytest.approx(found.cost, abs=1e-4)


@settings(max_examples=80, deadline=None)
@given(one=searches(), data=st.data())
def test_e54_nor_where_some_lines_are_drawn_and_others_are_not_offered(one: Search, data: st.DataObject) -> None:
    """Lines of any height, some of them left out: what is left to set need not grow less from bar to bar."""
    sizes = st.integers(2, 12)
    offers = [
        [line for line in row if line[0] == start + 1 or data.draw(st.booleans())] for start, row in enumerate(one.lines)
    ]
    high = [[Height(data.draw(sizes), data.draw(sizes), 0.0, 0.0) for _ in row] for row in offers]
    other = Search(offers, high, one.gaps, one.bars, one.rules, 0.0)
    found = other.cast_off()
    assert found is not None
    assert found.cost == pytest.approx(cheapest(other), abs=1e-4)


@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_e54_nor_over_24_bars(data: st.DataObject) -> None:
    """Wide bars, at most two on a line: every casting-off of 24 can still be tried, by whole pages."""
    naturals = data.draw(st.lists(st.floats(46, 75), min_size=24, max_size=24))
    ink = data.draw(st.lists(st.integers(8, 24), min_size=24, max_size=24))
    turns = data.draw(st.lists(st.sampled_from([0.0, 8.0, 30.0]), min_size=24, max_size=24))
    one = search(naturals, ink, rules((60.0, 70.0), turns))
    found = one.cast_off()
    assert found is not None
    assert found.cost == pytest.approx(_by_pages(one), abs=1e-4)


def _by_pages(one: Search) -> float:
    """All ways to fill each page tried out, pages joined by their cheapest costs: no bounds, no dominance."""
    count = len(one.lines)
    pages: dict[tuple[int, int, int], float] = {}
    best = {(0, 0): 0.0}
    for start in range(count):
        for page in range(count):
            if (start, page) not in best:
                continue
            for lines in _fillings(one.lines, start):
                end = lines[-1][1]
                key = (start, end, page)
                own = one._page_price(lines, page)
                pages[key] = min(own, pages.get(key, own))
            for (first, end, n), own in pages.items():
                if (first, n) == (start, page):
                    total = best[start, page] + own
                    best[end, page + 1] = min(total, best.get((end, page + 1), total))
    return min(cost for (end, _), cost in best.items() if end == count)


def _fillings(lines: Offers, start: int) -> Iterator[Lines]:
    """All lines a page could hold from one bar on: no more than seven fit at ten spaces each."""

    def more(at: int, sofar: Lines) -> Iterator[Lines]:
        if sofar:
            yield sofar
        if at < len(lines) and len(sofar) < 7:
            for end, _ in lines[at]:
                yield from more(end, (*sofar, (at, end)))

    return more(start, ())


@settings(max_examples=60, deadline=None)
@given(one=searches())
def test_no_way_is_cheaper_than_the_outlook_says(one: Search) -> None:
    outlook = Outlook(one.lines, one.heights, one.gaps, one.bars, one.rules)
    bounds = {len(prospect.after): prospect.least for prospect in outlook.prospects(1e9)}
    for lines in castings(one.lines):
        for pages in pagings(len(lines)):
            if len(pages) in bounds:
                assert bounds[len(pages)] <= one.price(lines, pages) + 1e-6


@given(one=searches(6))
def test_a_way_already_known_is_not_found_again(one: Search) -> None:
    found = one.cast_off()
    assert found is not None
    assert one.cast_off(found.cost) is None
    again = one.cast_off(found.cost + 0.5)
    assert again is not None
    assert again.cost == pytest.approx(found.cost, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(one=searches())
def test_what_is_not_told_apart_costs_no_more_than_it_says(one: Search) -> None:
    """As parts are searched: the way found costs at most ``FINE`` a line more than the best."""
    coarse = Search(one.lines, one.heights, one.gaps, one.bars, one.rules)
    assert coarse.fine == FINE
    found = coarse.cast_off()
    assert found is not None
    assert found.cost <= cheapest(one) + FINE * len(found.lines) + 1e-4
    assert one.price(found.lines, found.pages) == pytest.approx(found.cost, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(one=searches())
def test_pages_left_are_neither_too_full_nor_too_empty_where_the_cheapest_lines_fill_them(one: Search) -> None:
    """What guides the promising ways: the height of the cheapest lines left, as they would stand on one long page."""
    for prospect in Outlook(one.lines, one.heights, one.gaps, one.bars, one.rules).prospects(inf):
        pages = len(prospect.after)
        whole, full = prospect.height[0], prospect.full
        assert whole >= min(row[0].below for row in one.heights)
        assert prospect.height[one.count] == 0.0
        if whole > pages * full:
            assert prospect.uneven(0, -1) == pytest.approx(SQUEEZED * (whole - pages * full))
        elif whole >= (pages - 1) * full:
            assert prospect.uneven(0, -1) == 0.0
        else:
            assert 0.0 < prospect.uneven(0, -1) <= UNFILLED * (pages - 1)


def test_promising_ways_reach_the_end_in_more_pages_than_there_must_be() -> None:
    """Turns are free every third page only: none is left over at the end, whatever number of pages is best."""
    one = search([31.0] * 300, [16] * 300, rules((85.0, 85.0), [30.0, 30.0, 0.0] * 100), castoff.FINE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(castoff, "EFFORT", 0)
        outlook = Outlook(one.lines, one.heights, one.gaps, one.bars, one.rules)
        for prospect in list(outlook.prospects(inf, 3))[-3:]:
            one._effort, one._most = inf, castoff.MOST_WAYS
            assert one._under(inf, prospect) is not None


@settings(max_examples=40, deadline=None)
@given(one=searches())
def test_where_all_effort_is_spent_promising_ways_are_followed(one: Search) -> None:
    """What is found cuts the part and costs what it says; where few ways are all there are, none is cheaper."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(castoff, "EFFORT", 0)
        found = one.cast_off()
        patch.setattr(castoff, "MOST_WAYS", 1)
        patch.setattr(castoff, "MOST_STARTS", 1)
        narrow = one.cast_off()
    assert found is not None
    assert found.cost == pytest.approx(cheapest(one), abs=len(found.lines))
    for way in (found, narrow) if narrow is not None else (found,):
        assert [start for start, _ in way.lines] == [0, *[end for _, end in way.lines[:-1]]]
        assert way.lines[-1][1] == one.count
        assert one.price(way.lines, way.pages) == pytest.approx(way.cost, abs=1e-4)


def test_a_long_part_takes_no_more_effort_a_bar() -> None:
    """Bars so alike that ways can hardly be told apart: twice as many are about twice the ways to keep."""
    kept = []
    for count in (600, 1200):
        one = search([31.0] * count, [16] * count, rules((85.0, 85.0), [30.0, 8.0, 0.0] * (count // 3)))
        ways = 0
        worth = castoff._worth_keeping

        def counted(*given: Any, worth: Any = worth) -> Any:
            nonlocal ways
            found = worth(*given)
            ways += len(found)
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(castoff, "_worth_keeping", counted)
            assert one.cast_off() is not None
        kept.append(ways)
    assert kept[1] <= 2.2 * kept[0]


def lengths(found: CastOff | None) -> list[int]:
    assert found is not None
    return [end - start for start, end in found.lines]


def test_e54_lines_are_set_tighter_when_that_saves_a_page() -> None:
    """Eighteen bars that like to stand three on a line: six lines. A page holds five: four on some lines will do."""
    naturals, ink = [29.0] * 18, [16] * 18
    roomy = search(naturals, ink, rules((200.0, 200.0), [30.0] * 18)).cast_off()
    tight = search(naturals, ink, rules((85.0, 85.0), [30.0] * 18)).cast_off()
    assert lengths(roomy) == [3] * 6
    assert sorted(lengths(tight)) == [3, 3, 4, 4, 4]
    assert tight is not None
    assert len(tight.pages) == 1


def test_e54_a_page_is_cut_where_the_player_rests() -> None:
    """The one rest is after the fourteenth bar: the second page ends there although it could hold more."""
    turns = [30.0] * 32
    turns[13] = 0.0
    found = search([36.0] * 32, [12] * 32, rules((40.0, 40.0), turns)).cast_off()
    assert found is not None
    assert len(found.pages) == 4
    assert found.lines[sum(found.pages[:2]) - 1][1] == 14


def test_e54_a_part_is_cast_off_again_when_a_page_is_saved() -> None:
    """Pages of a whole part: as many systems as the joint search found, every bar once and in order."""
    style, faces = load_style("us-session"), load_faces()
    bars = [notes("c5e d5 e5 f5 g5 a5 b5 c6")] * 60
    done = engrave(part_of(score_xml(metronome(120) + bars[0], *bars[1:])), style, faces)
    spans = [staff.bars for page in done.pages for staff in page.staves]
    assert [bar for first, last in spans for bar in range(first, last + 1)] == list(range(60))
    assert done.audit.collisions == 0


def test_e54_a_page_is_saved_by_sparing_lines_though_the_search_knows_no_way() -> None:
    """A last page of four systems goes into the page before it, whose lines are a little tighter."""
    style, faces = load_style("us-session"), load_faces()
    bar = notes("c5e d5 e5 f5 g5 a5 b5 c6")
    part = part_of(score_xml(metronome(120) + bar, *[bar] * 53))

    def pages() -> list[int]:
        done = engrave(part, style, faces)
        assert done.audit.collisions == 0
        return [len({staff.system for staff in page.staves}) for page in done.pages]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(setting.Search, "cast_off", lambda self, known: None)
        foreseen = pages()
        patch.setattr(setting._Tries, "_rivals", lambda self, lines, least: {lines: 0.0})
        spared = pages()
        patch.setattr(setting._Tries, "_spare", lambda self: None)
        spilt = pages()
    assert len(spilt) == 2
    assert spilt[1] == 4
    assert len(spared) == len(foreseen) == 1
    assert spared[0] < sum(spilt)


def even_part(bars: int) -> tuple[Composer, PageRules]:
    """Bars of eight quavers, on the pages of a session style."""
    style, faces = load_style("us-session"), load_faces()
    bar = notes("c5e d5 e5 f5 g5 a5 b5 c6")
    part = part_of(score_xml(metronome(120) + bar, *[bar] * (bars - 1)))
    return Composer(part, style, faces), page_rules(part, style, faces, TurnJudge(part, style))


def test_e54_pages_that_only_wait_for_a_turn_are_spared_too() -> None:
    """Three pages, the first two cut short for a rest, hold what fills one and four systems: one will do."""
    composer, by = even_part(54)
    drawn = setting._drawn(composer.table.cheapest()[0], composer, by)
    assert len(drawn.breaks.pages) == 2
    dear = drawn.cost + PAGE_COST
    waiting = drawn._replace(breaks=PageBreaks(((0, 4), (4, 8), (8, len(drawn.lines))), dear), cost=dear)
    tries = setting._Tries(composer, by)
    tries.best = tries.latest = waiting
    tries._profiles.learn(waiting.lines, waiting.systems, waiting.distances)
    tries._spare()
    assert len(tries.best.breaks.pages) == 1
    assert tries.best.cost < drawn.cost


def test_lines_that_promise_nothing_are_not_drawn() -> None:
    """Their cost is foretold by the bars of lines that are drawn, to a few points."""
    composer, by = even_part(54)
    cheapest = setting._drawn(composer.table.cheapest()[0], composer, by)
    tries = setting._Tries(composer, by)
    tries.best = tries.latest = cheapest
    tries._profiles.learn(cheapest.lines, cheapest.systems, cheapest.distances)
    fewer = composer.table.at_most(len(cheapest.lines) - 1)
    assert fewer is not None
    promised = tries._promised(fewer)
    before = set(composer._drawn)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tries, "_promised", lambda lines: cheapest.cost)
        tries._spare()
    assert set(composer._drawn) == before
    assert abs(promised - setting._drawn(fewer, composer, by).cost) < PAGE_COST / 4


def test_where_a_sample_promises_a_page_less_the_cheapest_lines_are_not_all_drawn() -> None:
    composer, by = even_part(54)
    cheapest, least = composer.table.cheapest()
    tries = setting._Tries(composer, by)
    tries.begin(cheapest, least)
    assert len(tries.best.lines) < len(cheapest)
    assert len(tries.best.breaks.pages) == 1
    assert len(set(cheapest) - set(composer._drawn)) >= len(cheapest) // 2


def test_e54_lines_for_a_turn_are_found_before_all_lines_are_drawn() -> None:
    """A long part whose player rests seldom: what begins it is what the search finds by the heights of a sample."""
    composer, by = even_part(200)
    rests = {41, 85, 105}  # never at the end of four bars, as the cheapest lines have them
    by = by._replace(turn=lambda bar: 0.0 if bar in rests else SEVERE_COST)
    cheapest, least = composer.table.cheapest()
    severe = setting._drawn(cheapest, composer, by)
    fresh, _ = even_part(200)
    tries = setting._Tries(fresh, by)
    tries.begin(cheapest, least)
    assert setting._turned_in_the_music(severe, by)
    assert not setting._turned_in_the_music(tries.best, by)
    assert tries.best.cost < severe.cost - SEVERE_COST / 2
    assert len(fresh._drawn) < 1.2 * len(tries.best.lines)


def test_where_lines_would_be_crushed_none_is_spared() -> None:
    """Twice as many bars as a page holds fill two pages, and are not tried on one."""
    composer, by = even_part(90)
    cheapest, least = composer.table.cheapest()
    assert setting._Tries(composer, by)._rivals(cheapest, least).keys() == {cheapest}
    assert len(setting._drawn(cheapest, composer, by).breaks.pages) == 2
