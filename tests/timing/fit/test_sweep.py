"""The constant-tempo search: the vectors of timing.md by number, and against searching by brute force."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.fit import Grid, Target, best_fits, grid_of, smallest_worst, worst_error
from engraving.timing.fit.sweep import ranges

FRAME = Fraction(1, 24)
SLOW, FAST = Fraction(60), Fraction(140)


def hits(*moments: str, frames: int = 0) -> list[Target]:
    return [Target(Fraction(moment), frames * FRAME, frames * FRAME) for moment in moments]


def met(targets: list[Target], grid: Grid, tempo: Fraction) -> int:
    """By brute force: the weight of the targets that have a beat within their limits at a tempo."""
    weight = 0
    for target in targets:
        beats = grid.between(Fraction(0), tempo * (target.at + target.late) / 60 + 1)
        allowed = beats if target.offset is None else [target.offset]
        within = [b for b in allowed if target.at - target.early <= 60 * b / tempo <= target.at + target.late]
        weight += target.weight * bool(within)
    return weight


def test_vector_70_exact_hits() -> None:
    fits = best_fits(hits("5", "12.5", "20"), grid_of(4, "beats"), SLOW, FAST, 10)
    assert [fit.tempo for fit in fits if fit.region.weight == 3] == [72, 96, 120]
    assert [m.offset + 1 for m in fits[1].region.meetings] == [9, 21, 33]
    assert all(fit.worst == 0 for fit in fits[:3])


def test_vector_71_on_downbeats_only() -> None:
    fits = best_fits(hits("5", "12.5", "20"), grid_of(4, "downbeats"), SLOW, FAST, 10)
    assert [fit.tempo for fit in fits if fit.region.weight == 3] == [96]
    assert [m.offset / 4 + 1 for m in fits[0].region.meetings] == [3, 6, 9]


def test_vector_72_two_frames_either_way() -> None:
    fits = best_fits(hits("6.2", "11.9", "17.3", "24.0", frames=2), grid_of(4, "beats"), SLOW, FAST, 10)
    whole = sorted((fit.region.slowest, fit.region.fastest) for fit in fits if fit.region.weight == 4)
    assert whole == [
        (Fraction(90000, 719), Fraction(36000, 287)),
        (Fraction(97200, 719), Fraction(38880, 287)),
    ]


def test_vector_73_one_frame_is_too_little() -> None:
    fits = best_fits(hits("6.2", "11.9", "17.3", "24.0", frames=1), grid_of(4, "beats"), SLOW, FAST)
    assert fits[0].region.weight == 3


def test_vector_74_minimax_stays_within_where_least_squares_does_not() -> None:
    pairs = [(Fraction(n), Fraction(t)) for n, t in ((13, "6.2"), (25, "11.9"), (36, "17.3"), (50, "24.0"))]
    # 13 and 36 are furthest off, on either side: (6.2 + 17.3) / (13 + 36) seconds a beat
    period = smallest_worst(pairs, 60 / FAST, 60 / SLOW)
    assert round(float(60 / period), 4) == 125.3425
    assert round(float(worst_error(period, pairs) * 24), 2) == 1.61
    squares = sum((n * t for n, t in pairs), Fraction(0)) / sum((n * n for n, _ in pairs), Fraction(0))
    assert round(float(60 / squares), 4) == 125.1306
    assert round(float(worst_error(squares, pairs) * 24), 2) == 2.10


targets = st.lists(
    st.builds(
        Target,
        at=st.fractions(0, 20, max_denominator=24),
        early=st.fractions(0, Fraction(1, 3), max_denominator=24),
        late=st.fractions(0, Fraction(1, 3), max_denominator=24),
        weight=st.integers(1, 3),
        offset=st.one_of(st.none(), st.integers(0, 30).map(Fraction)),
    ),
    min_size=1,
    max_size=5,
)
grids = st.sampled_from([grid_of(4, "beats"), grid_of(3, "halves"), grid_of(2, "thirds"), grid_of(4, "downbeats"), grid_of(4, "strong"), grid_of(6, "strong")])


@given(targets, grids)
@settings(max_examples=60, deadline=None)
def test_nothing_meets_more_than_the_best(found: list[Target], grid: Grid) -> None:
    """The most is met where a range begins or ends, so counting at all ends and between them is the truth."""
    ends = {end for target in found for low, high, _ in ranges(target, grid, SLOW, FAST) for end in (low, high)}
    tried = sorted({SLOW, FAST, *ends})
    tried += [(a + b) / 2 for a, b in pairwise(tried)]
    truth = max(met(found, grid, tempo) for tempo in tried)
    fits = best_fits(found, grid, SLOW, FAST, 3)
    assert (fits[0].region.weight if fits else 0) == truth
    for fit in fits:
        assert SLOW <= fit.region.slowest <= fit.tempo <= fit.region.fastest <= FAST
        assert met(found, grid, fit.tempo) >= fit.region.weight
        for tempo in (fit.region.slowest, fit.region.fastest):
            assert met(found, grid, tempo) >= fit.region.weight


@given(
    st.lists(st.tuples(st.integers(0, 40).map(Fraction), st.fractions(0, 30, max_denominator=30)), max_size=6),
    st.fractions(Fraction(1, 4), 1, max_denominator=20),
    st.fractions(0, 1, max_denominator=20),
)
@settings(deadline=None)
def test_the_smallest_worst_error_is_at_a_corner(
    pairs: list[tuple[Fraction, Fraction]], shortest: Fraction, wider: Fraction
) -> None:
    longest = shortest + wider
    corners = [
        (ta + tb * sign) / (na + nb * sign)
        for (na, ta), (nb, tb) in combinations(pairs, 2)
        for sign in (1, -1)
        if na + nb * sign
    ]
    corners += [t / n for n, t in pairs if n]
    tried = [period for period in (*corners, shortest, longest) if shortest <= period <= longest]
    period = smallest_worst(pairs, shortest, longest)
    assert shortest <= period <= longest
    assert worst_error(period, pairs) == min(worst_error(other, pairs) for other in tried)


def test_where_the_bottom_is_flat_every_line_is_under_it() -> None:
    """The hit at beat 0 is a second off in any tempo; the others are nearer than that from 5/14 s a beat on.

    2 p ≥ 12/7 − 1 and 3 p ≥ 2 − 1 say that p is at least 5/14 and 1/3.
    """
    pairs = [(Fraction(0), Fraction(1)), (Fraction(2), Fraction(12, 7)), (Fraction(3), Fraction(2))]
    period = smallest_worst(pairs, Fraction(1, 4), Fraction(5, 4))
    assert (period, worst_error(period, pairs)) == (Fraction(5, 14), 1)


def test_thirty_hits_take_less_than_a_second() -> None:
    moments = [Target(Fraction(n * n * 7 + 90 * n, 24), FRAME, 2 * FRAME) for n in range(1, 31)]
    begun = time.process_time()
    fits = best_fits(moments, grid_of(4, "beats"), Fraction(60), Fraction(180))
    assert time.process_time() - begun < 1
    assert fits[0].region.weight >= 10


def test_tempi_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no tempo"):
        best_fits(hits("3"), grid_of(4, "beats"), Fraction(100), Fraction(90))
    assert best_fits([], grid_of(4, "beats"), SLOW, FAST) == ()
