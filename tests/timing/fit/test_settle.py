"""Segments moved to tempi that can be printed: hits stay within their limits, or nothing is moved."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.fit import Target
from engraving.timing.fit.segments import Path, shortest_path
from engraving.timing.fit.settle import settled

FILM = Fraction(24)
BOUNDS = (Fraction(60), Fraction(140))


def met(path: Path, targets: list[Target]) -> bool:
    for segment in path.segments:
        for landing in segment.landings:
            at = segment.begins + 60 * landing.beats / segment.tempo
            target = targets[landing.index]
            if not target.at - target.early <= at <= target.at + target.late:
                return False
    return all(one.ends == other.begins for one, other in pairwise(path.segments))


rising = st.lists(st.tuples(st.integers(20, 120), st.integers(0, 3)), min_size=1, max_size=6).map(
    lambda gaps: [
        Target(Fraction(sum(gap for gap, _ in gaps[: n + 1]), 24), Fraction(limit, 24), Fraction(limit, 24))
        for n, (_, limit) in enumerate(gaps)
    ]
)


@given(rising, st.sampled_from(["whole", "tenth", "click", "exact"]))
@settings(max_examples=80, deadline=None)
def test_no_hit_is_lost(targets: list[Target], wish: str) -> None:
    path = shortest_path(targets, BOUNDS, FILM)
    if path is None:
        return
    moved = settled(path, targets, BOUNDS, wish, FILM)  # type: ignore[arg-type]
    assert met(moved, targets)
    assert all(BOUNDS[0] <= segment.tempo <= BOUNDS[1] for segment in moved.segments)
    assert [segment.landings for segment in moved.segments] == [segment.landings for segment in path.segments]


def test_tempi_become_whole_where_limits_allow_it() -> None:
    """Eight beats in 4.04 s (97 frames) are 118.76; a frame earlier they are 120."""
    targets = [Target(Fraction(97, 24), 1 / FILM, 1 / FILM)]
    path = shortest_path(targets, (Fraction(118), Fraction(121)), FILM)
    assert path is not None
    assert settled(path, targets, (Fraction(118), Fraction(121)), "whole", FILM).segments[0].tempo in (119, 120)
    exact = [Target(Fraction(97, 24), Fraction(0), Fraction(0))]
    path = shortest_path(exact, (Fraction(118), Fraction(121)), FILM)
    assert path is not None
    assert settled(path, exact, (Fraction(118), Fraction(121)), "whole", FILM) == path
