"""Several tempi by shortest path, against all paths; beats filled into bars, against all fillings."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.fit import Target
from engraving.timing.fit.bars import Prices, bars_for, odd_bars, steps
from engraving.timing.fit.segments import Path, Start, shortest_path, tempo_place

SLOW, FAST = Fraction(60), Fraction(140)
FILM = Fraction(24)
FRAME = 1 / FILM


def hits(*moments: str, frames: int = 0) -> list[Target]:
    return [Target(Fraction(moment), frames * FRAME, frames * FRAME) for moment in moments]


def all_fillings(beats: int, sizes: set[int], begun: int) -> list[tuple[int, ...]]:
    """Every order of bars that holds exactly so many beats, the first longer than what of it has passed."""
    found: list[tuple[int, ...]] = [()] if beats == 0 and not begun else []
    for first in sizes:
        if begun < first <= beats:
            found += [(first, *rest) for rest in (all_fillings(beats - first, sizes, 0))]
    return found


@given(st.integers(0, 11), st.integers(2, 5), st.sampled_from([(2, 3, 5), (3,), (2, 3, 5, 6), (5, 7)]), st.integers(0, 4))
def test_beats_are_filled_with_the_fewest_odd_bars(beats: int, base: int, odd: tuple[int, ...], begun: int) -> None:
    fillings = all_fillings(beats, {base, *odd}, begun)
    found = bars_for(beats, base, odd, begun)
    if not fillings:
        assert found is None
        return
    assert found in fillings
    assert (odd_bars(found, base), len(found)) == min((odd_bars(bars, base), len(bars)) for bars in fillings)


def test_odd_bars_stand_before_the_hit() -> None:
    assert bars_for(11, 4, (2, 3, 5, 6)) == (4, 4, 3)
    assert bars_for(13, 4, (2, 3, 5, 6)) == (4, 4, 5)
    assert bars_for(1, 4, (2, 3)) is None
    assert bars_for(5, 4, (2, 3), 2) == (3, 2)  # two beats have passed, so the bar that is going on is the longer one


def test_a_wanted_beat_is_met_by_odd_bars_before_its_bar() -> None:
    """Nine beats from a downbeat to a hit wanted on 3: two beats into a bar, so seven are filled: 4 and 3."""
    ways = {step.phase: step.bars for step in steps(9, 0, 2, Prices())}
    assert ways == {1: (), 2: (4, 3)}


def test_a_change_costs_about_its_logarithm() -> None:
    """ln(100/90) = 0.1053605."""
    assert tempo_place(100, 60) - tempo_place(90, 60) == pytest.approx(105_360, abs=1)
    assert tempo_place(8, 5) == tempo_place(16, 10)


def cheapest(targets: list[Target], prices: Prices, start: Start) -> int | None:
    """By trying everything: where tempo changes, the moments and beats there, the beats and metres at every hit."""
    best: list[int] = []
    moments = [[f * FRAME for f in range(-start.earlier, start.later + 1)]]
    for target in targets:
        early, late = int(target.early * FILM), int(target.late * FILM)
        moments.append([target.at + f * FRAME for f in range(-early, late + 1)])
    count = len(targets)
    for changes in product((False, True), repeat=count - 1):
        joints = [0, *(n + 1 for n, changed in enumerate(changes) if changed), count]
        for places in product(*(moments[joint] for joint in joints)):
            runs = [one_tempo(targets, a, b, p, q) for (a, b), (p, q) in zip(pairwise(joints), pairwise(places), strict=True)]
            for chosen in product(*runs):
                cost = prices.moved * int(abs(places[0]) * FILM) + prices.change * (len(joints) - 2)
                cost += sum(off(targets, a, p, beats, q, prices) for (a, _), (p, q), beats in
                            zip(pairwise(joints), pairwise(places), chosen, strict=True))  # fmt: skip
                tempi = [place(beats[-1], q - p) for (p, q), beats in zip(pairwise(places), chosen, strict=True)]
                cost += sum(abs(one - other) for one, other in pairwise(tempi))
                gaps = [n for beats in chosen for n in (beats[0], *(b - a for a, b in pairwise(beats)))]
                metre = min((m for pickup in start.pickups for m in metres(gaps, targets, -pickup % prices.base, prices)),
                            default=None)  # fmt: skip
                if metre is not None:
                    best.append(cost + metre)
    return min(best, default=None)


def place(beats: int, lasts: Fraction) -> int:
    return tempo_place(beats * lasts.denominator, lasts.numerator)


def one_tempo(
    targets: list[Target], a: int, b: int, begins: Fraction, ends: Fraction
) -> list[tuple[int, ...]]:
    """Every way to count beats from one moment to another in one tempo that meets the hits between."""
    found = []
    lasts = ends - begins
    for beats in range(1, 60):
        if lasts <= 0 or not SLOW <= 60 * beats / lasts <= FAST:
            continue
        between = [
            [n for n in range(1, beats) if t.at - t.early <= begins + n * lasts / beats <= t.at + t.late]
            for t in targets[a : b - 1]
        ]
        found += [(*ns, beats) for ns in product(*between) if all(x < y for x, y in pairwise((*ns, beats)))]
    return found


def off(targets: list[Target], a: int, begins: Fraction, beats: tuple[int, ...], ends: Fraction, prices: Prices) -> int:
    lasts = (ends - begins) / beats[-1]
    return sum(int(prices.off * abs(begins + n * lasts - t.at) * FILM) for n, t in zip(beats, targets[a:], strict=False))


def metres(gaps: list[int], targets: list[Target], phase: int, prices: Prices) -> list[int]:
    if not gaps:
        return [0]
    wanted = targets[0].beat_of(prices.base)
    found = []
    ends = (phase + gaps[0]) % prices.base
    ways = [(0 if ends == wanted else prices.weak, ends)]
    ways += [
        (prices.odd_bar * odd_bars(bars, prices.base), wanted)
        for bars in all_fillings(phase + gaps[0] - wanted, {prices.base, *prices.odd}, phase)
    ]
    for cost, after in set(ways):
        found += [cost + rest for rest in metres(gaps[1:], targets[1:], after, prices)]
    return found


rising = st.lists(
    st.tuples(st.fractions(Fraction(1, 2), 2, max_denominator=24), st.integers(0, 1), st.integers(0, 1), st.integers(1, 4)),
    min_size=1, max_size=3,
).map(
    lambda gaps: [
        Target(sum((g for g, *_ in gaps[: n + 1]), Fraction(0)), early * FRAME, late * FRAME, wanted=Fraction(beat))
        for n, (_, early, late, beat) in enumerate(gaps)
    ]
)  # fmt: skip
prices_tried = st.sampled_from([Prices(), Prices(odd_bar=5_000, weak=90_000, base=3, odd=(2, 4)), Prices(change=0, off=100)])
starts = st.sampled_from([Start(), Start(), Start(1, 1), Start(pickups=(0, 1)), Start(0, 2, (1,))])


@given(rising, prices_tried, starts)
@settings(max_examples=60, deadline=None)
def test_no_path_is_cheaper(targets: list[Target], prices: Prices, start: Start) -> None:
    path = shortest_path(targets, (SLOW, FAST), FILM, prices, start)
    truth = cheapest(targets, prices, start)
    assert (path is None) == (truth is None)
    if path is not None and truth is not None:
        # a tempo's logarithm is rounded as one fraction here and as another there
        assert abs(path.cost - truth) <= 2 * len(targets)
        check(path, targets, prices, start)


def check(path: Path, targets: list[Target], prices: Prices, start: Start) -> None:
    """Segments follow each other, hits are met within their limits, bars hold the beats."""
    assert -start.earlier <= path.segments[0].begins * FILM <= start.later
    for one, other in pairwise(path.segments):
        assert one.ends == other.begins
    met = [(s, landing) for s in path.segments for landing in s.landings]
    assert [landing.index for _, landing in met] == list(range(len(targets)))
    phase, counted = path.phase, 0
    for segment, landing in met:
        target = targets[landing.index]
        assert SLOW <= segment.tempo <= FAST
        falls = segment.begins + 60 * landing.beats / segment.tempo
        assert target.at - target.early <= falls <= target.at + target.late
        counted = 0 if landing is segment.landings[0] else counted
        beats, counted = landing.beats - counted, landing.beats
        if landing.step.bars:
            assert sum(landing.step.bars) + landing.step.phase == phase + beats
            assert landing.step.bars[0] > phase
        else:
            assert (phase + beats) % prices.base == landing.step.phase
        phase = landing.step.phase


def test_one_tempo_is_kept_where_it_can_be() -> None:
    """96 meets 5, 12.5 and 20 s on downbeats (vector 71): nothing is cheaper than nothing."""
    path = shortest_path(hits("5", "12.5", "20"), (SLOW, FAST), FILM)
    assert path is not None
    assert (path.cost, [segment.tempo for segment in path.segments]) == (0, [96])


def test_limits_keep_a_tempo_that_exact_hits_would_break() -> None:
    """Vector 72: within two frames one tempo near 125.3 or 135.3 meets all four; exactly, no two of them go together."""
    moments = ("6.2", "11.9", "17.3", "24.0")
    plain = Prices(weak=0)
    within = shortest_path(hits(*moments, frames=2), (SLOW, FAST), FILM, plain)
    exact = shortest_path(hits(*moments), (SLOW, FAST), FILM, plain)
    assert within is not None
    assert exact is not None
    assert len(within.segments) == 1
    tempo = within.segments[0].tempo
    assert any(a <= tempo <= b for a, b in ((Fraction(90000, 719), Fraction(36000, 287)), (Fraction(97200, 719), Fraction(38880, 287))))
    assert len(exact.segments) == 4
    assert all((s.begins + 60 * s.beats / s.tempo) in {t.at for t in hits(*moments)} for s in exact.segments)


def test_a_start_that_may_move_saves_a_change() -> None:
    """At 120 beats fall every 12 frames; hits at 2.25 and 5.25 s are between them until the start is 6 frames later."""
    targets = hits("2.25", "5.25", "8.25")
    fixed = shortest_path(targets, (Fraction(119), Fraction(121)), FILM, Prices(weak=0))
    free = shortest_path(targets, (Fraction(119), Fraction(121)), FILM, Prices(weak=0), Start(6, 6))
    assert fixed is None
    assert free is not None
    assert (len(free.segments), abs(free.segments[0].begins), free.segments[0].tempo) == (1, Fraction(1, 4), 120)


@pytest.mark.parametrize("frames", [0, 1])
def test_thirty_hits_take_less_than_a_second(frames: int) -> None:
    targets = [Target(Fraction(n * n * 2 + 150 * n, 24), frames * FRAME, frames * FRAME) for n in range(1, 31)]
    begun = time.process_time()
    path = shortest_path(targets, (Fraction(60), Fraction(180)), FILM)
    assert time.process_time() - begun < 1
    assert path is not None


def test_what_cannot_be_is_said() -> None:
    assert shortest_path(hits("0.1"), (SLOW, FAST), FILM) is None
    with pytest.raises(ValueError, match="rise"):
        shortest_path(hits("2", "2"), (SLOW, FAST), FILM)
