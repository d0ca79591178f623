"""Beams: direction, slants, stem lengths (E10, E31–E33)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.notation.beams import Beam, Stem, beam_line, kneed_line, stem_tip
from engraving.typefaces import Thickness

E01 = Thickness()
LEAST = {1: 2.5, 2: 3.0, 3: 3.5, 4: 4.25, 5: 5.0, 6: 5.75}
TARGET = [0, 0.25, 0.5, 1.0, 1.25, 1.5, 1.75, 2.0]
EPS = 1e-6


@st.composite
def groups(draw: st.DrawFn, most_levels: int = 4) -> list[Stem]:
    step = draw(st.floats(1.2, 5))
    notes = draw(st.lists(st.integers(-10, 10), min_size=1, max_size=8))
    found = []
    for i, near in enumerate(notes):
        chord = draw(st.integers(0, 7)) / 2
        levels = draw(st.integers(1, most_levels))
        found.append(Stem(i * step, near / 2, near / 2 - chord, levels))
    return found


def lengths(stems: list[Stem], beam: Beam, up: bool) -> list[float]:
    sign = 1 if up else -1
    return [sign * (stem_tip(beam, s.x, up, up, s.levels, E01) - s.near) for s in stems]


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e32_no_stem_is_shorter_than_its_beams_allow(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, E01)
    for stem, length in zip(stems, lengths(stems, beam, up), strict=True):
        assert length >= LEAST[stem.levels] - EPS


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e32_notes_beyond_the_first_ledger_line_reach_the_middle(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, E01)
    sign = 1 if up else -1
    for stem in stems:
        if sign * stem.near < -3:
            assert sign * stem_tip(beam, stem.x, up, up, stem.levels, E01) >= -EPS


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e31_slants_within_target_length_and_contour(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, E01)
    slant = beam.y1 - beam.y0
    sign = 1 if up else -1
    first, last = stems[0].near, stems[-1].near
    span = stems[-1].x - stems[0].x
    assert abs(slant) <= TARGET[min(round(abs(last - first) * 2), 7)] + 0.25 + EPS
    if span < 5:
        assert abs(slant) <= 0.5 + EPS
    if span < 3.5:
        assert abs(slant) <= 0.25 + EPS
    if slant:
        assert (slant > 0) is (last > first)
    inner = [sign * s.near for s in stems[1:-1]]
    if inner and max(inner) >= max(sign * first, sign * last):
        assert slant == 0  # concave


@settings(max_examples=300)
@given(stems=groups(most_levels=4), up=st.booleans(), lines=st.sampled_from([1, 2, 3, 4, 5]))
def test_e31_in_the_staff_a_beam_straddles_sits_or_hangs(stems: list[Stem], up: bool, lines: int) -> None:
    beam = beam_line(stems, up, E01, lines=lines)
    reach = (lines - 1) / 2
    for y, stem in ((beam.y0, stems[0]), (beam.y1, stems[-1])):
        if abs(y) > reach + 0.25 + EPS:
            assert (y * 4) == round(y * 4)
            continue
        above = (y - reach) % 1 if up else (-y - reach) % 1  # over a line, seen with stems up
        allowed = {1: (0, 0.25, 0.75), 2: (0, 0.75)}.get(stem.levels, (0.75,))
        assert above in allowed


@given(stems=groups(), up=st.booleans())
def test_a_beam_mirrors(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, E01)
    mirror = beam_line([Stem(s.x, -s.near, -s.far, s.levels) for s in stems], not up, E01)
    assert (mirror.y0, mirror.y1) == (-beam.y0, -beam.y1)
    assert (beam.x0, beam.x1) == (stems[0].x, stems[-1].x)


@settings(max_examples=200)
@given(
    bottom=st.integers(-5, 0),
    moves=st.lists(st.integers(-2, 2), min_size=1, max_size=5),
    levels=st.integers(1, 3),
)
def test_e32_lengths_average_near_the_aim(bottom: int, moves: list[int], levels: int) -> None:
    places = [bottom + sum(moves[:i]) for i in range(len(moves) + 1)]
    stems = [Stem(i * 2.5, p / 2, p / 2, levels) for i, p in enumerate(places)]
    if min(s.near for s in stems) < -3 or max(s.near for s in stems) > 2.5:
        return
    mean = sum(lengths(stems, beam_line(stems, True, E01), True)) / len(stems)
    aim = 4.0 if levels == 3 else 3.5
    spread = max(s.near for s in stems) - min(s.near for s in stems)
    assert aim - 0.6 <= mean <= aim + 0.6 + spread


@pytest.mark.parametrize(
    ("first", "last", "y0", "y1"),
    [
        (-1.0, -1.0, 2.25, 2.25),  # sits on the top line
        (-1.5, -1.5, 1.75, 1.75),  # hangs from it
        (-1.0, 0.0, 2.5, 3.0),  # a third, six spaces long: 0.5
        (-1.5, -1.0, 2.0, 2.25),  # a second: straddles, then sits
    ],
)
def test_e31_usual_pairs_of_eighths(first: float, last: float, y0: float, y1: float) -> None:
    beam = beam_line([Stem(0, first, first), Stem(6, last, last)], True, E01)
    assert (beam.y0, beam.y1) == (y0, y1)


def test_e32_floor_keeps_the_innermost_beam_off_inner_ink() -> None:
    stems = [Stem(0, 0, 0, 2), Stem(3, 0, 0, 2, floor=4.0), Stem(6, 0, 0, 2)]
    beam = beam_line(stems, True, E01)
    assert beam.at(3) - 0.75 - 0.25 >= 4.0 - EPS


def test_e03_e17_grace_beams_are_smaller() -> None:
    stems = [Stem(0, 1, 1, 2), Stem(1.3, 1.5, 1.5, 2)]
    beam = beam_line(stems, True, E01, grace=True)
    outer = beam.at(0) + 0.25 * 0.62
    assert 1.8 <= outer - 1 <= 2.8
    small = beam_line(stems, True, E01, grace=True, size=0.7)  # of a cue
    assert 0.7 * 1.8 - 0.25 <= small.at(0) + 0.25 * 0.62 * 0.7 - 1 <= 0.7 * 2.8 + 0.25
    cue = beam_line(stems, True, E01, size=0.7)
    assert cue.y0 < beam_line(stems, True, E01).y0


@given(stems=groups(most_levels=2), up=st.booleans())
def test_e03_cue_beams_keep_their_scaled_least_length_and_staff_places(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, E01, size=0.7)
    sign = 1 if up else -1
    for stem in stems:
        tip = stem_tip(beam, stem.x, up, up, stem.levels, E01, size=0.7)
        assert sign * (tip - stem.near) >= 0.7 * LEAST[stem.levels] - 0.08
    for y in (beam.y0, beam.y1):
        if abs(y) < 2.2:
            assert min(abs(y % 1 - place) for place in (0, 0.175, 0.825, 1)) < EPS


def test_e33_one_note_left_by_a_system_break_has_a_flat_beam() -> None:
    beam = beam_line([Stem(4.0, -1.0, -1.0)], True, E01)
    assert (beam.x0, beam.x1) == (4.0, 4.0)
    assert beam.y0 == beam.y1 == beam.at(9.0) == 2.25


def test_e33_kneed_beam_lies_between_the_heads() -> None:
    stems = [Stem(0, -9, -9), Stem(3, 0, 0), Stem(6, -8, -8), Stem(9, 1, 1)]
    ups = [True, False, True, False]
    beam, beams_up = kneed_line(stems, ups, E01)
    assert beams_up is True
    for stem, up in zip(stems, ups, strict=True):
        tip = stem_tip(beam, stem.x, up, beams_up, stem.levels, E01)
        assert (tip - stem.near) * (1 if up else -1) >= 2.5 - 0.13


@given(
    low=st.lists(st.integers(-24, -14), min_size=1, max_size=4),
    high=st.lists(st.integers(0, 8), min_size=1, max_size=4),
    levels=st.integers(1, 3),
    low_first=st.booleans(),
)
def test_e33_kneed_stems_have_room(low: list[int], high: list[int], levels: int, low_first: bool) -> None:
    heads = [(y / 2, True) for y in low] + [(y / 2, False) for y in high]
    if not low_first:
        heads.reverse()
    stems = [Stem(i * 2.5, y, y, levels) for i, (y, _) in enumerate(heads)]
    ups = [up for _, up in heads]
    beam, beams_up = kneed_line(stems, ups, E01)
    assert abs(beam.y1 - beam.y0) <= 1.0
    for stem, up in zip(stems, ups, strict=True):
        sign = 1 if up else -1
        nearest = beam.at(stem.x) - sign * 0.25
        if up == beams_up:
            nearest -= sign * 0.75 * (levels - 1)
        assert sign * (nearest - stem.near) >= 1.25
        assert sign * (stem_tip(beam, stem.x, up, beams_up, levels, E01) - stem.near) > sign * (nearest - stem.near)


def test_e33_kneed_stems_all_one_way_still_get_a_beam() -> None:
    beam, beams_up = kneed_line([Stem(0, 0, 0), Stem(3, 1, 1)], [False, False], E01)
    assert beams_up is False
    assert beam.y0 < -2
    assert beam.y1 < -1


def test_e31_chords_in_contrary_motion_slant_less() -> None:
    similar = beam_line([Stem(0, -2, -4), Stem(7, 0, -2)], True, E01)
    contrary = beam_line([Stem(0, -2, -3), Stem(7, 0, -5)], True, E01)
    assert similar.y1 - similar.y0 == 1.25
    assert contrary.y1 - contrary.y0 <= 0.75


def test_e33_a_kneed_beam_clears_an_inner_accidental() -> None:
    """E32: what must stay free is measured to the innermost beam, also under a knee."""
    stems = [Stem(0, -3.5, -3.5, 2), Stem(2.5, -3, -3, 2, 2.2), Stem(5, -3.5, -3.5, 2), Stem(7.5, 2.5, 2.5, 2)]
    beam, beams_up = kneed_line(stems, [True, True, True, False], E01)
    inner = beam.at(2.5) - 0.75 - 0.25
    assert beams_up is True
    assert inner - -3 >= 2.2 - 1e-9
