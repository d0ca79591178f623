"""Beam groups by metre, and the levels of their beam values (E30, E33)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.beam_groups import Group, Level, Timed, beam_values, group_by_metre, segments


def test_segments_of_plain_and_dotted_groups() -> None:
    assert segments((("begin",), ("continue",), ("end",))) == (Level(1, 0, 2),)
    assert segments((("begin",), ("end", "backward hook"))) == (Level(1, 0, 1), Level(2, 1, 1, -1))
    assert segments((("begin", "forward hook"), ("end",))) == (Level(1, 0, 1), Level(2, 0, 0, 1))
    assert segments((("begin", "begin"), ("continue", "end"), ("continue", "begin"), ("end", "end"))) == (
        Level(1, 0, 3),
        Level(2, 0, 1),
        Level(2, 2, 3),
    )


def test_segments_run_over_rests_and_forgive_missing_ends() -> None:
    assert segments((("begin", "begin"), (), ("end", "end"))) == (Level(1, 0, 2), Level(2, 0, 2))
    assert segments((("continue",), ("end",))) == (Level(1, 0, 1),)
    assert segments((("begin",), ("continue",))) == (Level(1, 0, 1),)
    assert segments((("begin", "begin"), ("end",))) == (Level(1, 0, 1), Level(2, 0, 0, 1))
    assert segments((("continue",),)) == (Level(1, 0, 0, 1),)
    assert segments(()) == ()


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
