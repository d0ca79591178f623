"""Which systems share a page, and how they are spread over it (E54, E55)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.layout.casting.pages import Distances, PageRoom, PageRules, break_pages, page_height, spread
from engraving.layout.casting.pages import distances as measured
from engraving.layout.casting.turns import MILD_COST, SEVERE_COST
from engraving.layout.compose import Composer
from tests.layout.small_music import house, notes, part_of, score_xml, small_faces

MANY = (40, 40)


def systems(
    count: int, *, natural: float = 12.5, least: float = 10.0, ink: float = 3.0, depth: float = 0.0
) -> Distances:
    """So many systems alike: distances between middle lines, ink beyond them."""
    ink_of, depths = (ink,) * count, (depth,) * count
    return Distances(ink_of, ink_of, depths, (least,) * count, (natural,) * count, depths)


def paged(
    d: Distances,
    room: PageRoom,
    most: tuple[int, int] = MANY,
    turn: Callable[[int], float] | None = None,
) -> list[int]:
    """How many systems on each page; ``turn`` prices the end of a page by its last system."""
    return [end - first for first, end in pages_of(d, rules(room, most, turn))]


def rules(
    room: PageRoom, most: tuple[int, int] = MANY, turn: Callable[[int], float] | None = None, panels: int = 1
) -> PageRules:
    """So many ``panels`` lie open at once, and are turned after the last of them."""

    def turned(page: int) -> bool:
        return turn is not None and (page + 1) % panels == 0

    return PageRules(room, most, turned, turn or (lambda last: 0.0), lambda last: 0.0, panels)


def pages_of(d: Distances, by: PageRules) -> list[tuple[int, int]]:
    return list(break_pages(d, range(len(d.above)), by).pages)


def castings(count: int) -> Iterator[list[tuple[int, int]]]:
    for cuts in range(2 ** (count - 1)):
        ends = [k for k in range(1, count) if cuts >> (k - 1) & 1] + [count]
        yield list(zip([0, *ends[:-1]], ends, strict=True))


FULL, GIVEN = 11, 2.5  # systems of a page (R09), and what a gap of theirs can give (E55)


def test_e55_a_page_squeezed_to_its_least_is_worse_than_a_mild_turn_one_that_gives_half_a_space_a_gap_is_not() -> None:
    def squeezed(gap: float) -> float:
        fitting, lost = 100.0, gap * (FULL - 1)
        by = rules(PageRoom(fitting, fitting))
        page = by.cost(fitting + lost, fitting - 10, FULL, 1, last=False)
        return page - by.cost(fitting, fitting - 10, FULL, 1, last=False)

    assert squeezed(0.5) < MILD_COST < squeezed(GIVEN)


def test_e54_three_pages_squeezed_to_their_least_are_better_than_a_fourth() -> None:
    """They lie open side by side: no more pages than needed."""
    d = systems(3 * FULL, natural=12.5, least=12.5 - GIVEN)
    height = (FULL - 1) * (12.5 - GIVEN) + 6
    assert paged(d, PageRoom(height, height), most=(FULL, FULL)) == [FULL] * 3


@settings(max_examples=80)
@given(data=st.data(), count=st.integers(1, 9))
def test_e54_no_other_casting_off_into_pages_is_cheaper(data: st.DataObject, count: int) -> None:
    """Compared with every way to cut up to nine systems into pages, turns priced at random."""
    row = st.lists(st.floats(2, 9), min_size=count, max_size=count)
    above, below = data.draw(row), data.draw(row)
    least = data.draw(st.lists(st.floats(8, 14), min_size=count, max_size=count))
    flat = (0.0,) * count
    d = Distances(tuple(above), tuple(below), flat, tuple(least), tuple(x * 1.2 for x in least), flat)
    room = PageRoom(*data.draw(st.tuples(st.floats(20, 60), st.floats(20, 70))))
    prices = data.draw(st.lists(st.sampled_from([0.0, 8.0, 30.0]), min_size=count, max_size=count))
    most = data.draw(st.tuples(st.integers(2, 5), st.integers(2, 5)))

    by = rules(room, most, prices.__getitem__, data.draw(st.integers(1, 3)))

    def cost(pages: list[tuple[int, int]]) -> float:
        total = 0.0
        for n, (first, end) in enumerate(pages):
            natural, low = page_height(d, first, end, d.natural), page_height(d, first, end, d.least)
            total += by.cost(natural, low, end - first, n, last=end == count)
            total += prices[end - 1] if end < count and by.turned(n) else 0.0
        return total

    found = pages_of(d, by)
    assert cost(found) == pytest.approx(min(map(cost, castings(count))), abs=1e-4)


@given(count=st.integers(1, 25), height=st.floats(30, 140))
def test_every_system_is_on_one_page_in_order(count: int, height: float) -> None:
    pages = pages_of(systems(count), rules(PageRoom(height, height)))
    assert [k for first, end in pages for k in range(first, end)] == list(range(count))


def test_e54_never_more_pages_than_needed() -> None:
    """Ten systems of 12.5 fit 125 spaces; 24 need three pages."""
    assert len(paged(systems(10), PageRoom(125, 125))) == 1
    assert len(paged(systems(24), PageRoom(125, 125))) == 2


def test_e55_page_one_leaves_room_for_the_heading() -> None:
    first, *_ = paged(systems(20), PageRoom(100, 125))
    assert 3 * 2 + 10 * (first - 1) <= 100


def test_e55_the_aim_of_systems_a_page_is_kept_when_there_is_room_elsewhere() -> None:
    assert max(paged(systems(20), PageRoom(140, 140), most=(10, 11))) <= 11


def test_e54_the_last_page_holds_three_systems_or_more() -> None:
    """Twelve systems, ten to a full page: not ten and two."""
    assert paged(systems(12), PageRoom(125, 125), most=(10, 11))[-1] >= 3


def test_e54_a_page_is_left_short_to_buy_a_good_turn() -> None:
    """The only rest to turn in is after the eighth system."""

    def turn(last: int) -> float:
        return 0.0 if last == 7 else 30.0

    assert paged(systems(18), PageRoom(125, 125), (10, 11), turn)[0] == 8


def test_e54_a_page_more_is_better_than_a_turn_in_the_music() -> None:
    """Two pages lie open. The only rest is after 13 systems of 28: three full pages would be turned where nobody can."""
    by = rules(PageRoom(125, 125), (10, 11), lambda last: 0.0 if last == 12 else SEVERE_COST, panels=2)
    pages = pages_of(systems(28), by)
    assert len(pages) == 4
    assert pages[1][1] == 13


def test_page_height_is_all_ink_and_all_gaps() -> None:
    d = systems(3, ink=4.0, depth=12.0)
    assert page_height(d, 0, 3, d.natural) == pytest.approx(4 + 12 * 3 + 12.5 * 2 + 4)
    assert page_height(d, 1, 2, d.natural) == pytest.approx(4 + 12 + 4)


# Spreading


@given(
    count=st.integers(1, 12),
    height=st.floats(20, 200),
    limit=st.floats(1.0, 1.4),
    natural=st.floats(10.0, 16.0),
)
def test_e55_a_page_that_can_hold_its_systems_holds_them(
    count: int, height: float, limit: float, natural: float
) -> None:
    """Gaps are never under the least nor over 1.4 of the natural, and all ink stays on the page."""
    d = systems(count, natural=natural)
    gaps = spread(d, 0, count, height, limit)
    assert len(gaps) == count - 1
    assert all(10.0 - 1e-9 <= gap <= natural * limit + 1e-9 for gap in gaps)
    if page_height(d, 0, count, d.least) <= height:
        assert 6.0 + sum(gaps) <= height + 1e-6


def test_e55_gaps_stretch_evenly_to_the_foot_of_the_page() -> None:
    gaps = spread(systems(5), 0, 5, 66.0, 1.4)
    assert gaps == pytest.approx([15.0] * 4)


def test_e55_a_page_too_empty_leaves_its_foot_free() -> None:
    assert spread(systems(3), 0, 3, 125.0, 1.4) == pytest.approx([17.5] * 2)


def test_e55_a_page_may_be_told_to_stretch_less() -> None:
    """The last page is never looser than the page before."""
    assert spread(systems(3), 0, 3, 125.0, 1.1) == pytest.approx([12.5 * 1.1] * 2)


def test_e55_a_tight_page_is_squeezed_by_what_each_gap_can_give() -> None:
    d = Distances((3, 3, 3), (3, 3, 3), (0, 0, 0), (10, 12.5, 0), (12.5, 12.5, 0), (0, 0, 0))
    assert spread(d, 0, 3, 6 + 23.5, 1.4) == pytest.approx([11.0, 12.5])


def test_e55_on_a_full_page_ink_of_two_systems_may_come_nearer_than_by_nature() -> None:
    """Low notes over high ones: 1.5 between them, 1.0 where the page would not hold its systems otherwise."""
    music = score_xml(notes("c3q c3 c3 c3"), notes("c7q c7 c7 c7"))
    low, high = Composer(part_of(music), house(), small_faces()).systems(((0, 1), (1, 2)))
    d = measured([low, high], house())
    touching = low.clearance_to(high)
    assert d.natural[0] == pytest.approx(touching + 1.5)
    assert d.least[0] == pytest.approx(touching + 1.0)
