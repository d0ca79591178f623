"""Several tempi by shortest path, against all paths; beats filled into bars, against all fillings."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.fit.bars import bars_for, odd_bars
from engraving.timing.fit.segments import MILLION, Path, Prices, shortest_path, tempo_change

SLOW, FAST = Fraction(60), Fraction(140)


@given(st.integers(0, 14), st.integers(2, 5), st.sampled_from([(2, 3, 5), (3,), (2, 3, 5, 6), (5, 7)]))
def test_beats_are_filled_with_the_fewest_odd_bars(beats: int, base: int, odd: tuple[int, ...]) -> None:
    sizes = {base, *odd}
    fillings = [
        bars for n in range(beats + 1) for bars in combinations_with_replacement(sorted(sizes), n) if sum(bars) == beats
    ]
    found = bars_for(beats, base, odd)
    if not fillings:
        assert found is None
        return
    assert found is not None
    assert sum(found) == beats
    assert (odd_bars(found, base), len(found)) == min((odd_bars(bars, base), len(bars)) for bars in fillings)


def test_odd_bars_stand_before_the_hit() -> None:
    assert bars_for(11, 4, (2, 3, 5, 6)) == (4, 4, 3)
    assert bars_for(13, 4, (2, 3, 5, 6)) == (4, 4, 5)
    assert bars_for(1, 4, (2, 3)) is None


def test_a_change_costs_about_its_logarithm() -> None:
    """ln(100/90) = 0.1053605; 2·10/190 = 0.1052631."""
    assert tempo_change(90, 60, 100, 60) == 105_263
    assert tempo_change(8, 5, 16, 10) == 0
    assert tempo_change(100, 60, 90, 60) == tempo_change(90, 60, 100, 60)


def cheapest(moments: list[Fraction], prices: Prices) -> int | None:
    """By trying everything: any beats in any gap, each hit weak where the metre goes on or made a downbeat."""
    gaps = [b - a for a, b in pairwise([Fraction(0), *moments])]
    counts = [[n for n in range(1, 60) if SLOW <= 60 * n / gap <= FAST] for gap in gaps]
    best: int | None = None
    for beats in product(*counts):
        for turned in product((False, True), repeat=len(gaps)):
            phase, cost = 0, 0
            for n, filled in zip(beats, turned, strict=True):
                ends = (phase + n) % prices.base
                if filled:
                    bars = bars_for(phase + n, prices.base, prices.odd)
                    if bars is None or bars[0] <= phase:
                        break
                    cost, phase = cost + prices.odd_bar * odd_bars(bars, prices.base), 0
                else:
                    cost, phase = cost + (prices.weak if ends else 0), ends
            else:
                for (n, gap), (m, other) in pairwise(zip(beats, gaps, strict=True)):
                    change = 2 * abs(n / gap - m / other) / (n / gap + m / other)
                    cost += int(MILLION * change)
                best = cost if best is None else min(best, cost)
    return best


rising = st.lists(st.fractions(Fraction(1, 2), 3, max_denominator=24), min_size=1, max_size=4).map(
    lambda gaps: [sum(gaps[: n + 1], Fraction(0)) for n in range(len(gaps))]
)


@given(rising, st.sampled_from([Prices(), Prices(odd_bar=5_000, weak=90_000, base=3, odd=(2, 4))]))
@settings(max_examples=60, deadline=None)
def test_no_path_is_cheaper(moments: list[Fraction], prices: Prices) -> None:
    path = shortest_path(moments, SLOW, FAST, prices)
    truth = cheapest(moments, prices)
    assert (None if path is None else path.cost) == truth
    if path is not None:
        check(path, moments, prices)


def check(path: Path, moments: list[Fraction], prices: Prices) -> None:
    """Every segment ends exactly on its hit, within the tempi, and its bars hold its beats."""
    assert [segment.ends for segment in path.segments] == moments
    into = 0
    for segment in path.segments:
        assert SLOW <= segment.tempo <= FAST
        assert segment.beats * 60 / segment.tempo == segment.ends - segment.begins
        assert sum(segment.bars) == (into + segment.beats if segment.bars else 0)
        into = 0 if segment.bars else (into + segment.beats) % prices.base
        assert segment.lands == into + 1


def test_one_tempo_is_kept_where_it_can_be() -> None:
    """96 meets 5, 12.5 and 20 s on downbeats (vector 71): nothing is cheaper than nothing."""
    path = shortest_path([Fraction(5), Fraction(25, 2), Fraction(20)], SLOW, FAST)
    assert path is not None
    assert path.cost == 0
    assert {segment.tempo for segment in path.segments} == {96}
    assert [segment.bars for segment in path.segments] == [(4, 4), (4, 4, 4), (4, 4, 4)]


def test_thirty_hits_take_less_than_a_second() -> None:
    moments = [Fraction(n * n * 2 + 150 * n, 24) for n in range(1, 31)]
    begun = time.process_time()
    path = shortest_path(moments, Fraction(60), Fraction(180))
    assert time.process_time() - begun < 1
    assert path is not None


def test_what_cannot_be_is_said() -> None:
    assert shortest_path([Fraction(1, 10)], SLOW, FAST) is None
    with pytest.raises(ValueError, match="rise"):
        shortest_path([Fraction(2), Fraction(2)], SLOW, FAST)
