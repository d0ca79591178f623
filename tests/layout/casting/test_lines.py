"""Where lines break: optimal, by the costs of E53."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import engraving.layout.casting.lines as breaking
from engraving.layout.casting.lines import SPLIT_GROUP, Edge, LineBreaks, LineTable
from engraving.layout.columns.springs import Gap, widths

WIDTH = 100.0
FULL = 0.6


def bar(
    natural: float, *, rods: float = 0.6, rest: bool = False, empty: bool = False, lack: tuple[int, float] = (-1, 0.0)
) -> Any:
    """A cell so wide, that can be squeezed to its rods; a multi-rest, or a bar without columns; ``lack`` is how far
    its tempo mark is too near to that of the cell with this index."""
    gaps = [Gap(natural * rods, natural)]
    return SimpleNamespace(
        widths=widths(gaps),
        multi_rest=SimpleNamespace(count=4) if rest else None,
        columns=() if rest or empty else (1,),
        marks_lack=lack,
    )


def edge(start: float = 6.0, end: float = 0.0, bonus: float = 0.0) -> Edge:
    return Edge(start, end, bonus)


def broken(cells: Sequence[Any], edges: Sequence[Edge] | None = None, crossing: Sequence[float] = ()) -> LineBreaks:
    return table(cells, edges, crossing).cheapest()


def table(cells: Sequence[Any], edges: Sequence[Edge] | None = None, crossing: Sequence[float] = ()) -> LineTable:
    count = len(cells)
    return LineTable(cells, edges or [edge()] * count, crossing or [0.0] * count, WIDTH, last_line_full=FULL)


def castings(count: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to cut ``count`` cells into lines."""
    for cuts in range(2 ** (count - 1)):
        ends = [k for k in range(1, count) if cuts >> (k - 1) & 1] + [count]
        yield tuple(zip([0, *ends[:-1]], ends, strict=True))


def prices(lines: LineTable) -> list[float]:
    """What each casting-off costs whose lines fit at all."""
    known = [{end for end, _ in row} for row in lines.lines]
    return [
        lines.price(cut) for cut in castings(lines.count) if all(end in known[start] for start, end in cut)
    ]


KINDS = ("notes", "multi-rest", "empty")


class Drawn(NamedTuple):
    """A bar for the comparison: width, rods, kind; what a line costs that begins, ends or breaks there."""

    natural: float
    rods: float = 0.5
    kind: str = "notes"
    start: float = 4.0
    end: float = 0.0
    bonus: float = 0.0
    crossing: float = 0.0

    def cell(self) -> Any:
        return bar(self.natural, rods=self.rods, rest=self.kind == "multi-rest", empty=self.kind == "empty")

    def edge(self) -> Edge:
        return Edge(self.start, self.end, self.bonus)


drawn = st.lists(
    st.builds(
        Drawn, st.floats(9, 60), st.floats(0.3, 0.95), st.sampled_from(KINDS), st.floats(4, 12), st.floats(0, 5),
        st.sampled_from([0.0, 0.0, -0.35, -0.15]), st.sampled_from([0.0, 0.0, 0.04, SPLIT_GROUP]),
    ),
    min_size=1, max_size=7,
)  # fmt: skip
LATER_NEIGHBOUR = [  # the cheapest way to the fifth bar is not on the cheapest way to the end
    Drawn(29.0, kind="multi-rest"), Drawn(36.0, kind="multi-rest"), Drawn(9.0), Drawn(53.0), Drawn(9.0), Drawn(19.0),
    Drawn(27.0),
]  # fmt: skip


@settings(max_examples=40)
@example(bars=LATER_NEIGHBOUR)
@given(bars=drawn)
def test_e53_no_other_casting_off_is_cheaper(bars: list[Drawn]) -> None:
    """Compared with every way to cut up to seven bars into lines."""
    cells, edges, crossing = [b.cell() for b in bars], [b.edge() for b in bars], [b.crossing for b in bars]
    found = broken(cells, edges, crossing)
    assert found.cost == pytest.approx(min(prices(table(cells, edges, crossing))), abs=1e-4)


@settings(max_examples=40)
@given(bars=drawn)
def test_e53_no_other_casting_off_is_cheaper_when_neighbours_do_not_count(bars: list[Drawn]) -> None:
    cells, edges, crossing = [b.cell() for b in bars], [b.edge() for b in bars], [b.crossing for b in bars]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(breaking, "neighbour_cost", lambda before, here, *, last: 0.0)
        found = broken(cells, edges, crossing)
        best = min(prices(table(cells, edges, crossing)))
    assert found.cost == pytest.approx(best, abs=1e-4)


@settings(max_examples=40)
@given(bars=drawn, spared=st.integers(0, 4))
def test_e53_no_other_casting_off_into_so_few_lines_is_cheaper(bars: list[Drawn], spared: int) -> None:
    """Neighbours left aside; it is found for any number of lines that can be had for a price on each."""
    lines = table([b.cell() for b in bars], [b.edge() for b in bars], [b.crossing for b in bars])
    most = max(1, len(lines.cheapest().lines) - spared)
    known = [dict(row) for row in lines.lines]
    costs = [
        (len(cut), sum(known[start][end] for start, end in cut))
        for cut in castings(lines.count)
        if all(end in known[start] for start, end in cut)
    ]
    found = lines.at_most(most)
    if found is None:
        assert min((cost for count, cost in costs if count <= most), default=99.0) > 4.0  # of a line crushed
        return
    assert [k for start, end in found for k in range(start, end)] == list(range(len(bars)))
    assert len(found) <= most
    own = sum(known[start][end] for start, end in found)
    assert own == pytest.approx(min(cost for count, cost in costs if count <= len(found)), abs=1e-6)


def test_e54_two_lines_less_are_the_cheapest_bars_set_tighter() -> None:
    """Twenty bars that fill five lines naturally; on four they are squeezed by a fifth, none by more than that."""
    lines = table([bar(23.5) for _ in range(20)])
    assert len(lines.cheapest().lines) == 5
    assert lines.at_most(4) == ((0, 5), (5, 10), (10, 15), (15, 20))
    assert lines.at_most(1) is None


def test_of_fewer_lines_those_drawn_already_are_taken_where_that_costs_little() -> None:
    """Seventeen equal bars on four lines: one of them holds five bars, and it hardly matters which."""
    lines = table([bar(23.5) for _ in range(17)])
    free = lines.at_most(4)
    assert free is not None
    other = next(line for line in ((0, 5), (0, 4)) if line not in free)
    again = lines.at_most(4, {other})
    assert again is not None
    assert len(again) == len(free)
    assert other in again
    assert lines.at_most(4, {(0, 1)}) == free  # a line of one bar is not cheap


cells_drawn = drawn.map(lambda bars: [b.cell() for b in bars])


@given(cells=cells_drawn)
def test_every_bar_is_on_one_line_in_order(cells: list[Any]) -> None:
    lines = broken(cells).lines
    assert [k for start, end in lines for k in range(start, end)] == list(range(len(cells)))


def lengths(found: LineBreaks) -> list[int]:
    return [end - start for start, end in found.lines]


def test_e53_equal_bars_make_equal_lines() -> None:
    assert lengths(broken([bar(23.5)] * 12)) == [4, 4, 4]


def test_e53_a_line_is_stretched_rather_than_squeezed_beyond_the_limit() -> None:
    """Three bars of 38 would need force 0.82, two 1.24 with a line more; five of 30 do not fit one line."""
    assert 5 not in lengths(broken([bar(30, rods=0.9)] * 5))


def test_e53_beyond_the_limit_a_line_costs_more_than_another_stretched_as_far() -> None:
    """Bars that fill a line at 0.7, or two at 1.4: nobody reads the one."""
    lines = table([bar(33.6)] * 4)
    tight = next(cost for end, cost in lines.lines[0] if end == 4)
    loose = next(cost for end, cost in lines.lines[0] if end == 2)
    assert tight > 2 * loose + 10


def test_e53_lines_are_paper_too_each_has_a_price() -> None:
    """Nine bars: two lines a little tight, or three as loose, which cost less by themselves."""
    cells = [bar(22.5)] * 9
    count = len(cells)

    def cut(price: float) -> int:
        made = LineTable(cells, [edge()] * count, [0.0] * count, WIDTH, last_line_full=FULL, price=price)
        return len(made.cheapest().lines)

    assert cut(0.0) == 3
    assert cut(1.0) == 2


def test_e53_a_beam_over_the_barline_is_not_broken_while_there_is_another_way() -> None:
    cells = [bar(23.5)] * 8
    assert lengths(broken(cells)) == [4, 4]
    crossing = [0.0] * 8
    crossing[3] = SPLIT_GROUP
    assert 4 not in [first for first, _ in broken(cells, crossing=crossing).lines]


def test_e53_a_bar_that_cannot_be_left_is_broken_all_the_same() -> None:
    found = broken([bar(90, rods=0.9)] * 3, crossing=[SPLIT_GROUP] * 3)
    assert lengths(found) == [1, 1, 1]


def test_e53_a_tie_over_the_break_costs_little() -> None:
    cells = [bar(23.5)] * 8
    assert lengths(broken(cells, crossing=[0.04] * 8)) == [4, 4]


def test_e53_a_line_likes_to_begin_with_a_rehearsal_mark() -> None:
    """Two ways equally good: the one that begins at the mark is taken."""
    cells = [bar(18.5)] * 9
    plain = [edge()] * 9
    for mark in (4, 5):
        edges = [*plain[:mark], edge(bonus=-0.35), *plain[mark + 1 :]]
        assert broken(cells, edges).lines[1][0] == mark


def cost_of(cells: Sequence[Any], start: int, end: int) -> float:
    """What one line of them costs by itself."""
    return next(cost for stop, cost in table(cells).lines[start] if stop == end)


def test_e53_a_line_likes_to_end_with_a_multi_rest() -> None:
    """Of two lines as full as each other the one whose last bars are counted is a little cheaper, wherever else in it
    those were."""
    first = [bar(22.0, rest=True), *[bar(22.0)] * 3, *[bar(22.0)] * 4]
    last = [*[bar(22.0)] * 3, bar(22.0, rest=True), *[bar(22.0)] * 4]
    assert cost_of(last, 0, 4) == pytest.approx(cost_of(first, 0, 4) - 0.1, abs=1e-6)


def test_e53_a_line_does_not_like_to_begin_with_one_bar_of_rest_before_new_material() -> None:
    """A rest on its own at a line's start belongs at the end of the line before."""
    resting = [bar(22.0, empty=True), *[bar(22.0)] * 7]
    assert cost_of(resting, 0, 4) == pytest.approx(cost_of([bar(22.0)] * 8, 0, 4) + 0.15, abs=1e-6)
    assert cost_of([bar(60.0, empty=True), *[bar(22.0)] * 7], 0, 1) <= cost_of([bar(60.0), *[bar(22.0)] * 7], 0, 1)


def test_e53_a_bar_alone_on_the_last_line_costs_more_than_two() -> None:
    """A lone bar beside fuller lines looks forgotten."""
    cells = [bar(24.0)] * 5
    alone, pair = cost_of(cells, 4, 5), cost_of(cells, 3, 5)
    assert alone > pair + 0.9


@pytest.mark.parametrize(("before", "here", "dear"), [(4, 9, True), (4, 1, True), (4, 3, False), (4, 8, False), (4, 2, False)])
def test_e53_neighbours_with_over_twice_or_under_half_as_many_bars_cost(before: int, here: int, dear: bool) -> None:
    """Between half as many bars and twice as many a line beside another costs little more than nothing."""
    cost = breaking.neighbour_cost(before, here, last=False)
    assert (cost > 0.1) is dear


def test_e53_a_last_line_short_of_sixty_percent_is_not_stretched_and_costs_little() -> None:
    found = broken([bar(31)] * 4)
    assert lengths(found) == [3, 1]


def test_one_bar_too_wide_for_any_line_stands_alone() -> None:
    assert lengths(broken([bar(20), bar(180, rods=0.9), bar(20)])) == [1, 1, 1]


def test_no_bars_are_no_lines() -> None:
    assert broken([]).lines == ()


def test_e42_a_line_with_a_long_text_may_be_loose() -> None:
    """Rests under a text that is 20 too long for them have a line of their own, where they would crowd another."""
    cells = [bar(12, rest=True), bar(12, rest=True, lack=(0, 30.0)), *[bar(14)] * 12]
    without = [cell if not cell.marks_lack[1] else bar(12, rest=True) for cell in cells]
    told, untold = broken(cells).lines[0], broken(without).lines[0]
    assert told[1] < untold[1]
