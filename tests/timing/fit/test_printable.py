"""Tempi that can be printed, chosen inside what the hits allow."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.clicks import FrameClick
from engraving.timing.fit import Target, best_fits, grid_of
from engraving.timing.fit.printable import most_printable, printable
from engraving.timing.fit.sweep import fit_at

FILM = Fraction(24)


def test_a_region_without_a_whole_tempo_gives_a_half_or_a_tenth() -> None:
    """Vector 72's first region, 125.1739 to 125.4355, holds 125.2, 125.3 and 125.4; 125.3 is nearest to 125.3425."""
    targets = [Target(Fraction(t), Fraction(2, 24), Fraction(2, 24)) for t in ("6.2", "11.9", "17.3", "24.0")]
    fits = best_fits(targets, grid_of(4, "beats"), Fraction(60), Fraction(130), 1)
    assert printable(fits[0], targets, "whole", FILM) is None
    assert most_printable(fits[0], targets, "whole", FILM).tempo == Fraction(1253, 10)
    assert most_printable(fits[0], targets, "exact", FILM) == fits[0]


@given(
    st.lists(st.builds(Target, st.fractions(1, 30, max_denominator=24), st.just(Fraction(1, 8)), st.just(Fraction(1, 8)),
                       st.just(1)), min_size=1, max_size=4),
    st.sampled_from(["whole", "half", "tenth", "hundredth", "click"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_other_such_tempo_in_the_region_is_better(targets: list[Target], wish: str) -> None:
    fit = best_fits(targets, grid_of(4, "beats"), Fraction(60), Fraction(140), 1)[0]
    step = {"whole": 1, "half": 2, "tenth": 10, "hundredth": 100}.get(wish)
    if step:
        every = [Fraction(n, step) for n in range(60 * step, 140 * step + 1)]
    else:
        every = [FrameClick(n).tempo(FILM) for n in range(1, 400)]
    inside = [tempo for tempo in every if fit.region.slowest <= tempo <= fit.region.fastest]
    moved = printable(fit, targets, wish, FILM)  # type: ignore[arg-type]
    if not inside:
        assert moved is None
    else:
        assert moved is not None
        assert moved.tempo in inside
        assert moved.worst == min(fit_at(tempo, fit.region, targets).worst for tempo in inside)
