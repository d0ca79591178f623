"""Springs and rods: how wide music is under a force (E50–E52)."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engraving.layout.columns.springs import FORCES, NATURAL, Gap, force_for, natural_length, solve, total, widths

values = st.sampled_from([8, 6, 4, 3, 2, 1.5, 1, 0.75, 0.5, 1 / 3, 0.25, 0.125])
rows = st.lists(
    st.builds(
        Gap,
        st.floats(0.1, 12),
        st.one_of(st.just(0.0), st.floats(0.5, 30)),
        st.one_of(st.just(inf), st.floats(5, 40)),
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.parametrize(("quarters", "length"), [(1, 4.4), (2, 6.2), (4, 8.75), (0.5, 3.12), (0.25, 2.21)])
def test_e51_a_quarter_takes_4_4_spaces_and_each_doubling_1_41_times_more(quarters: float, length: float) -> None:
    assert natural_length(quarters, quarters, 1.0) == pytest.approx(length, abs=0.01)


@given(shortest=values, density=st.floats(0.8, 1.2))
def test_e51_a_long_note_over_short_ones_takes_as_much_as_the_short_ones(shortest: float, density: float) -> None:
    """A column's space is for the shortest note sounding; two of them later it is twice as far."""
    once, twice = (natural_length(shortest, shortest * n, density) for n in (1, 2))
    if once > 1.9:
        assert twice == pytest.approx(2 * once)


def test_e51_nothing_is_narrower_than_1_9_by_nature() -> None:
    assert natural_length(1 / 16, 1 / 16, 1.0) == 1.9


def test_e51_density_is_a_factor() -> None:
    assert natural_length(2, 2, 0.9) == pytest.approx(0.9 * natural_length(2, 2, 1.0))


def test_e50_a_gap_is_its_rod_until_the_spring_is_longer() -> None:
    gap = Gap(2.0, 4.0)
    assert [gap.at(f) for f in (0.25, 0.5, 1.0, 2.0)] == [2.0, 2.0, 4.0, 8.0]


def test_e47_a_multi_rest_does_not_stretch_past_its_cap() -> None:
    assert Gap(6.0, 8.0, 10.4).at(3.0) == 10.4
    assert Gap(12.0, 8.0, 10.4).at(1.0) == 12.0


@given(row=rows, force=st.floats(0, 20))
def test_the_width_of_a_row_is_that_of_its_gaps(row: list[Gap], force: float) -> None:
    assert total(row, force) == pytest.approx(sum(gap.at(force) for gap in row))


@given(row=rows, forces=st.tuples(st.floats(0, 20), st.floats(0, 20)))
def test_width_grows_with_force_and_never_falls_under_the_rods(row: list[Gap], forces: tuple[float, float]) -> None:
    low, high = sorted(forces)
    assert sum(gap.rod for gap in row) - 1e-9 <= total(row, low) <= total(row, high) + 1e-9


@example(row=[Gap(1.0, 13.0)], share=1e-05)
@given(row=rows, share=st.floats(0, 1))
def test_e51_solve_finds_the_force_that_makes_a_line_exactly_as_wide_as_it_should_be(
    row: list[Gap], share: float
) -> None:
    least, most = total(row, 0.0), total(row, 8.0)
    target = least + (most - least) * share
    assert total(row, solve(row, target)) == pytest.approx(target, abs=2e-3)


@given(row=rows, missing=st.floats(0.01, 50))
def test_rods_too_wide_for_the_line_are_not_squeezed(row: list[Gap], missing: float) -> None:
    assert solve(row, total(row, 0.0) - missing) == 0.0


def force_of(samples: tuple[float, ...], width: float) -> float:
    """The force of one cell alone on a line."""
    return force_for([(0.0, sample) for sample in samples], 0, 1, 0.0, width)


@given(row=rows)
def test_e53_sampled_widths_tell_the_force_of_a_line(row: list[Gap]) -> None:
    samples = widths(row)
    assert samples[NATURAL] == pytest.approx(total(row, 1.0))
    assert list(samples) == sorted(samples)
    for force, sample in zip(FORCES, samples, strict=True):
        if samples.count(sample) == 1:
            assert force_of(samples, sample) == pytest.approx(force)


@given(row=rows, share=st.floats(0, 1))
def test_e53_between_samples_the_force_is_near_the_true_one(row: list[Gap], share: float) -> None:
    """The breaker judges by interpolation what ``solve`` will do."""
    samples = widths(row)
    target = samples[0] + (samples[-1] - samples[0]) * share
    guessed = force_of(samples, target)
    assert FORCES[0] - 1e-9 <= guessed <= FORCES[-1] + 1e-9
    slot = sum(1 for f in FORCES[1:-1] if f <= guessed + 1e-9)
    low, high = FORCES[max(slot - 1, 0)], FORCES[min(slot + 2, len(FORCES) - 1)]
    assert total(row, low) - 1e-6 <= target <= total(row, high) + 1e-6


def test_a_line_too_long_even_when_squeezed_has_a_force_under_the_least() -> None:
    samples = widths([Gap(10.0, 12.0)] * 3)
    assert force_of(samples, 20.0) < FORCES[0]
    assert force_of(samples, 1000.0) > FORCES[-1]
