"""Beams: direction, slants, stem lengths, levels, grouping by metre (E10, E30–E33)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.notation.beams import (
    Beam,
    Group,
    Level,
    Stem,
    Timed,
    beam_line,
    beam_values,
    group_by_metre,
    kneed_line,
    segments,
    stem_tip,
)

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
    return [sign * (stem_tip(beam, s.x, up, up, s.levels) - s.near) for s in stems]


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e32_no_stem_is_shorter_than_its_beams_allow(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up)
    for stem, length in zip(stems, lengths(stems, beam, up), strict=True):
        assert length >= LEAST[stem.levels] - EPS


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e32_notes_beyond_the_first_ledger_line_reach_the_middle(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up)
    sign = 1 if up else -1
    for stem in stems:
        if sign * stem.near < -3:
            assert sign * stem_tip(beam, stem.x, up, up, stem.levels) >= -EPS


@settings(max_examples=300)
@given(stems=groups(), up=st.booleans())
def test_e31_slants_within_target_length_and_contour(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up)
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
    beam = beam_line(stems, up, lines=lines)
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
    beam = beam_line(stems, up)
    mirror = beam_line([Stem(s.x, -s.near, -s.far, s.levels) for s in stems], not up)
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
    mean = sum(lengths(stems, beam_line(stems, True), True)) / len(stems)
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
    beam = beam_line([Stem(0, first, first), Stem(6, last, last)], True)
    assert (beam.y0, beam.y1) == (y0, y1)


def test_e32_floor_keeps_the_innermost_beam_off_inner_ink() -> None:
    stems = [Stem(0, 0, 0, 2), Stem(3, 0, 0, 2, floor=4.0), Stem(6, 0, 0, 2)]
    beam = beam_line(stems, True)
    assert beam.at(3) - 0.75 - 0.25 >= 4.0 - EPS


def test_e03_e17_grace_beams_are_smaller() -> None:
    stems = [Stem(0, 1, 1, 2), Stem(1.3, 1.5, 1.5, 2)]
    beam = beam_line(stems, True, grace=True)
    outer = beam.at(0) + 0.25 * 0.62
    assert 1.8 <= outer - 1 <= 2.8
    small = beam_line(stems, True, grace=True, size=0.7)  # of a cue
    assert 0.7 * 1.8 - 0.25 <= small.at(0) + 0.25 * 0.62 * 0.7 - 1 <= 0.7 * 2.8 + 0.25
    cue = beam_line(stems, True, size=0.7)
    assert cue.y0 < beam_line(stems, True).y0


@given(stems=groups(most_levels=2), up=st.booleans())
def test_e03_cue_beams_keep_their_scaled_least_length_and_staff_places(stems: list[Stem], up: bool) -> None:
    beam = beam_line(stems, up, size=0.7)
    sign = 1 if up else -1
    for stem in stems:
        tip = stem_tip(beam, stem.x, up, up, stem.levels, size=0.7)
        assert sign * (tip - stem.near) >= 0.7 * LEAST[stem.levels] - 0.08
    for y in (beam.y0, beam.y1):
        if abs(y) < 2.2:
            assert min(abs(y % 1 - place) for place in (0, 0.175, 0.825, 1)) < EPS


def test_e33_one_note_left_by_a_system_break_has_a_flat_beam() -> None:
    beam = beam_line([Stem(4.0, -1.0, -1.0)], True)
    assert (beam.x0, beam.x1) == (4.0, 4.0)
    assert beam.y0 == beam.y1 == beam.at(9.0) == 2.25


def test_e33_kneed_beam_lies_between_the_heads() -> None:
    stems = [Stem(0, -9, -9), Stem(3, 0, 0), Stem(6, -8, -8), Stem(9, 1, 1)]
    ups = [True, False, True, False]
    beam, beams_up = kneed_line(stems, ups)
    assert beams_up is True
    for stem, up in zip(stems, ups, strict=True):
        tip = stem_tip(beam, stem.x, up, beams_up, stem.levels)
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
    beam, beams_up = kneed_line(stems, ups)
    assert abs(beam.y1 - beam.y0) <= 1.0
    for stem, up in zip(stems, ups, strict=True):
        sign = 1 if up else -1
        nearest = beam.at(stem.x) - sign * 0.25
        if up == beams_up:
            nearest -= sign * 0.75 * (levels - 1)
        assert sign * (nearest - stem.near) >= 1.25
        assert sign * (stem_tip(beam, stem.x, up, beams_up, levels) - stem.near) > sign * (nearest - stem.near)


def test_e33_kneed_stems_all_one_way_still_get_a_beam() -> None:
    beam, beams_up = kneed_line([Stem(0, 0, 0), Stem(3, 1, 1)], [False, False])
    assert beams_up is False
    assert beam.y0 < -2
    assert beam.y1 < -1


def test_segments_of_plain_and_dotted_groups() -> None:
    assert segments([("begin",), ("continue",), ("end",)]) == (Level(1, 0, 2),)
    assert segments([("begin",), ("end", "backward hook")]) == (Level(1, 0, 1), Level(2, 1, 1, -1))
    assert segments([("begin", "forward hook"), ("end",)]) == (Level(1, 0, 1), Level(2, 0, 0, 1))
    assert segments([("begin", "begin"), ("continue", "end"), ("continue", "begin"), ("end", "end")]) == (
        Level(1, 0, 3),
        Level(2, 0, 1),
        Level(2, 2, 3),
    )


def test_segments_run_over_rests_and_forgive_missing_ends() -> None:
    assert segments([("begin", "begin"), (), ("end", "end")]) == (Level(1, 0, 2), Level(2, 0, 2))
    assert segments([("continue",), ("end",)]) == (Level(1, 0, 1),)
    assert segments([("begin",), ("continue",)]) == (Level(1, 0, 1),)
    assert segments([("begin", "begin"), ("end",)]) == (Level(1, 0, 1), Level(2, 0, 0, 1))
    assert segments([("continue",)]) == (Level(1, 0, 0, 1),)
    assert segments([]) == ()


@given(st.lists(st.integers(1, 4), min_size=2, max_size=8), st.data())
def test_beam_values_and_segments_agree(levels: list[int], data: st.DataObject) -> None:
    kept = [data.draw(st.integers(1, 8)) for _ in levels[1:]]
    values = beam_values(levels, kept, [i == 0 for i in range(len(levels))])
    assert [len(v) for v in values] == levels
    runs = segments(values)
    for level in range(1, max(levels) + 1):
        covered = [i for run in runs if run.level == level for i in range(run.first, run.last + 1)]
        assert covered == [i for i, count in enumerate(levels) if count >= level]
    assert [run for run in runs if run.level == 1] == [Level(1, 0, len(levels) - 1)]


QUARTER = 24


def bar(*values: int, tuplets: dict[int, int] | None = None) -> list[Timed]:
    """Notes by length in ticks (24 to the quarter), rests negative; the first dot is taken off for flags."""
    found, tick = [], 0
    for i, value in enumerate(values):
        length = abs(value)
        flags = 0 if length >= 24 else 1 if length >= 12 else 2 if length >= 6 else 3
        tuplet = (tuplets or {}).get(i, 0)
        found.append(Timed(tick, length, flags if not tuplet else 1, value < 0, tuplet))
        tick += length
    return found


def grouped(values: list[Timed], beats: str, beat_type: int) -> list[tuple[int, ...]]:
    return [group.notes for group in group_by_metre(values, beats, beat_type, QUARTER)]


@pytest.mark.parametrize(
    ("values", "beats", "beat_type", "expected"),
    [
        ([12] * 8, "4", 4, [(0, 1, 2, 3), (4, 5, 6, 7)]),
        ([12] * 8, "2", 2, [(0, 1, 2, 3), (4, 5, 6, 7)]),
        ([12] * 4, "2", 4, [(0, 1, 2, 3)]),
        ([12] * 6, "3", 4, [(0, 1, 2, 3, 4, 5)]),
        ([12] * 5 + [6, 6], "3", 4, [(0, 1), (2, 3), (4, 5, 6)]),
        ([24] + [12] * 4, "3", 4, [(1, 2), (3, 4)]),
        ([12, 12, 6, 6, 12], "2", 4, [(0, 1), (2, 3, 4)]),
        ([18, 6, 18, 6], "2", 4, [(0, 1), (2, 3)]),
        ([12] * 6, "6", 8, [(0, 1, 2), (3, 4, 5)]),
        ([12] * 9, "9", 8, [(0, 1, 2), (3, 4, 5), (6, 7, 8)]),
        ([12] * 3, "3", 8, [(0, 1, 2)]),
        ([12] * 5, "5", 8, [(0, 1, 2), (3, 4)]),
        ([12] * 5, "2+3", 8, [(0, 1), (2, 3, 4)]),
        ([12] * 7, "7", 8, [(0, 1), (2, 3), (4, 5, 6)]),
        ([12] * 7, "3+2+2", 8, [(0, 1, 2), (3, 4), (5, 6)]),
        ([12] * 8, "3+3+2", 8, [(0, 1, 2), (3, 4, 5), (6, 7)]),
        ([12] * 10, "5", 4, [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]),
        ([12, 24, 12, 12, 12, 24], "4", 4, [(3, 4)]),
        ([18, 18, 12, 48], "4", 4, [(0, 1, 2)]),
        ([36, 18, 18, 24], "4", 4, []),
        ([6] * 8, "1+1", 4, [(0, 1, 2, 3), (4, 5, 6, 7)]),
    ],
)
def test_e30_groups(values: list[int], beats: str, beat_type: int, expected: list[tuple[int, ...]]) -> None:
    assert grouped(bar(*values), beats, beat_type) == expected


def test_e30_rests_at_the_edges_are_outside_and_inside_they_are_under_the_beam() -> None:
    assert grouped(bar(-12, 12, 12, 12), "2", 4) == [(1, 2, 3)]
    assert grouped(bar(12, -12, 12, 12), "2", 4) == [(2, 3)]
    assert grouped(bar(6, -6, 12, 24), "2", 4) == [(0, 1, 2)]
    assert grouped(bar(12, -12, 12, 36), "6", 8) == [(0, 1, 2)]
    found = group_by_metre(bar(6, -6, 12, 24), "2", 4, QUARTER)[0]
    assert found == Group((0, 1, 2), (("begin", "forward hook"), (), ("end",)))


def test_e30_secondary_beams_break_at_the_beat_and_beamlets_go_into_it() -> None:
    (found,) = group_by_metre(bar(12, 6, 12, 6, 12), "2", 4, QUARTER)
    assert found.values == (
        ("begin",),
        ("continue", "forward hook"),
        ("continue",),
        ("continue", "forward hook"),
        ("end",),
    )
    sixteenths = group_by_metre(bar(12, 6, 18, 6, 6), "2", 4, QUARTER)[0].values
    assert sixteenths[3:] == (("continue", "begin"), ("end", "end"))
    pair = group_by_metre(bar(18, 6), "1", 4, QUARTER)[0].values
    assert pair == (("begin",), ("end", "backward hook"))
    scotch = group_by_metre(bar(6, 18), "1", 4, QUARTER)[0].values
    assert scotch == (("begin", "forward hook"), ("end",))
    siciliano = group_by_metre(bar(18, 6, 12), "3", 8, QUARTER)[0].values
    assert siciliano == (("begin",), ("continue", "backward hook"), ("end",))


def test_e30_tuplets_keep_to_themselves() -> None:
    triplet = dict.fromkeys((2, 3, 4), 1)
    assert grouped(bar(12, 12, 8, 8, 8, tuplets=triplet), "2", 4) == [(0, 1), (2, 3, 4)]
    wide = dict.fromkeys(range(3), 1)
    assert grouped(bar(16, 16, 16, tuplets=wide), "2", 4) == [(0, 1, 2)]
    two = {i: 1 + i // 3 for i in range(6)}
    assert grouped(bar(*[8] * 6, tuplets=two), "2", 4) == [(0, 1, 2), (3, 4, 5)]


@given(
    st.lists(st.sampled_from([6, 12, 18, 24, -6, -12, -24, 3]), min_size=1, max_size=16),
    st.sampled_from([("4", 4), ("3", 4), ("2", 4), ("6", 8), ("7", 8), ("5", 8), ("2", 2), ("5", 4), ("12", 8)]),
)
def test_e30_groups_are_sound(values: list[int], metre: tuple[str, int]) -> None:
    notes = bar(*values)
    seen: set[int] = set()
    for group in group_by_metre(notes, *metre, QUARTER):
        assert len(group.notes) == len(group.values)
        assert list(group.notes) == list(range(group.notes[0], group.notes[-1] + 1))
        assert not seen & set(group.notes)
        seen |= set(group.notes)
        assert not notes[group.notes[0]].is_rest
        assert not notes[group.notes[-1]].is_rest
        for i, own in zip(group.notes, group.values, strict=True):
            assert notes[i].flags > 0
            assert len(own) == (0 if notes[i].is_rest else notes[i].flags)
        assert segments(group.values)[0] == Level(1, 0, len(group.notes) - 1)


def test_e31_chords_in_contrary_motion_slant_less() -> None:
    similar = beam_line([Stem(0, -2, -4), Stem(7, 0, -2)], True)
    contrary = beam_line([Stem(0, -2, -3), Stem(7, 0, -5)], True)
    assert similar.y1 - similar.y0 == 1.25
    assert contrary.y1 - contrary.y0 <= 0.75


def test_e33_a_kneed_beam_clears_an_inner_accidental() -> None:
    """E32: what must stay free is measured to the innermost beam, also under a knee."""
    stems = [Stem(0, -3.5, -3.5, 2), Stem(2.5, -3, -3, 2, 2.2), Stem(5, -3.5, -3.5, 2), Stem(7.5, 2.5, 2.5, 2)]
    beam, beams_up = kneed_line(stems, [True, True, True, False])
    inner = beam.at(2.5) - 0.75 - 0.25
    assert beams_up is True
    assert inner - -3 >= 2.2 - 1e-9
