"""Who shares a staff with whom, and which way the stems go (E10, E12, E15, E17, E19)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from engraving.notation.voices import ALONE, direction, group_directions, rest_height, sides
from engraving.score import BeamGroup, Event, Lyric, Mark, Pitch
from tests.notation.written import LENGTHS, event


def voice(number: int, *stems: str, first: int = 1, **fields: object) -> list[Event]:
    return [event(number=first + k, voice=number, stem=stem, **fields) for k, stem in enumerate(stems)]  # type: ignore[arg-type]


def test_e10_the_first_voice_is_the_upper_the_second_the_lower() -> None:
    upper, lower = voice(1, ""), voice(2, "", first=11)
    found = sides([*lower, *upper])
    assert found[upper[0].id][0] == 1
    assert found[lower[0].id][0] == -1


def test_e10_a_voice_by_itself_has_no_side() -> None:
    assert sides(voice(1, "", "", "")) == {}


def test_e10_a_voice_is_alone_when_the_other_shows_nothing() -> None:
    """Invisible rests are no second voice."""
    assert sides([*voice(1, ""), *voice(2, "", first=11, heads=0, visible=False)]) == {}


def test_e10_a_visible_rest_is_a_second_voice() -> None:
    assert len(sides([*voice(1, ""), *voice(2, "", first=11, heads=0)])) == 2


def test_e15_a_rest_while_no_other_voice_shows_anything_stands_where_rests_stand() -> None:
    """Two beats before the section divides are everybody's rest, not the upper desk's alone."""
    quarter = event().length
    both = [event(heads=0, number=n, tick=(n - 1) * quarter) for n in (1, 2)]
    upper = [event(number=3, tick=2 * quarter), event(heads=0, number=4, tick=3 * quarter)]
    lower = [event(number=k, voice=2, tick=k // 10 * quarter) for k in (20, 30)]
    found = sides([*both, *upper, *lower])
    assert not any(rest.id in found for rest in both)
    assert [found[e.id][0] for e in (*upper, *lower)] == [1, 1, -1, -1]


def test_e10_where_the_source_turns_all_stems_the_other_way_the_second_voice_is_the_upper() -> None:
    first, second = voice(1, "down", "down"), voice(2, "up", "up", first=11)
    found = sides([*first, *second])
    assert {found[e.id][0] for e in first} == {-1}
    assert {found[e.id][0] for e in second} == {1}


def pitched(number: int, *heights: int, stem: str = "", first: int = 1, **fields: object) -> list[Event]:
    """A voice of quarters at these steps over C0."""
    return [
        event(number=first + k, voice=number, stem=stem, heads=1, **fields, pitch=Pitch(h // 7, h % 7))  # type: ignore[arg-type]
        for k, h in enumerate(heights)
    ]


def side_of(*voices: list[Event]) -> list[tuple[int, int]]:
    found = sides([e for v in voices for e in v])
    return [found[v[0].id] for v in voices]


def test_e10_of_three_voices_the_highest_goes_up_and_the_lowest_down_whatever_their_numbers() -> None:
    """The middle one goes as the source has it."""
    top, middle, low = pitched(1, 31, stem="up"), pitched(2, 29, stem="down", first=11), pitched(3, 26, first=21)
    assert side_of(top, middle, low) == [(1, 0), (-1, 0), (-1, 1)]
    swapped = pitched(1, 26), pitched(2, 31, first=11), pitched(3, 29, stem="up", first=21)
    assert side_of(*swapped) == [(-1, 0), (1, 1), (1, 0)]


def test_e10_of_three_voices_that_share_notes_the_source_says_which_is_the_melody() -> None:
    """A melody in two voices, struck out of a running one: stems up although their mean is not the highest."""
    melody, more = pitched(1, 35, 33, stem="up"), pitched(2, 37, 36, stem="up", first=21)
    running = pitched(3, 35, 31, 35, 37, 33, 36, 38, 41, stem="down", first=11)
    assert [side for side, _ in side_of(melody, more, running)] == [1, 1, -1]


def test_e10_of_four_voices_two_go_up_and_two_down() -> None:
    four = [pitched(n, h, first=10 * n) for n, h in enumerate((35, 28, 33, 26), 1)]
    assert side_of(*four) == [(1, 1), (-1, 0), (1, 0), (-1, 1)]


def run(number: int, *heights: int, value: str, first: int) -> tuple[list[Event], dict[int, int]]:
    """A voice of equal notes under one beam, and which notes are under it."""
    made = [
        event(value, number=first + k, voice=number, tick=k * LENGTHS[value], pitch=Pitch(h // 7, h % 7))
        for k, h in enumerate(heights)
    ]
    return made, {e.id: first for e in made}


@pytest.mark.rule("E32")
@pytest.mark.parametrize(("heights", "middle"), [((36, 31, 22), -1), ((38, 29, 24), 1), ((40, 31, 22), 1)])
def test_e10_the_middle_voice_turns_from_the_one_whose_stems_would_run_through_its_beam(
    heights: tuple[int, int, int], middle: int
) -> None:
    """Sixteenths between two voices in eighths: the beam goes where its neighbour is farther away."""
    top, inner, low = heights
    upper, beam_a = run(1, top, top, value="eighth", first=1)
    between, beam_b = run(2, *[inner] * 4, value="16th", first=11)
    lower, beam_c = run(3, low, low, value="eighth", first=21)
    found = sides([*upper, *between, *lower], beam_a | beam_b | beam_c)
    assert [found[voice[0].id][0] for voice in (upper, between, lower)] == [1, middle, -1]


def test_e10_a_middle_voice_that_moves_with_its_neighbour_stays_on_its_side() -> None:
    """They share one beam: no stem runs through it."""
    upper, beam_a = run(1, 36, 36, 36, value="eighth", first=1)
    between, beam_b = run(2, 33, 33, 33, value="eighth", first=11)
    lower, beam_c = run(3, 26, 26, value="quarter", first=21)
    found = sides([*upper, *between, *lower], beam_a | beam_b | beam_c)
    assert found[between[0].id] == (1, 0)


@pytest.mark.rule("E32")
@pytest.mark.parametrize("inner", [33, 38])
def test_e10_a_middle_voice_that_moves_with_its_neighbour_but_needs_a_beam_of_its_own_turns_away(inner: int) -> None:
    """Marked otherwise, or over its neighbour's heads, it cannot share the beam, and their stems would cross it."""
    upper, beam_a = run(1, 36, 36, 36, 36, value="eighth", first=1)
    between, beam_b = run(2, 32, inner, 32, 32, value="eighth", first=11)
    if inner < 36:
        between[1] = replace(between[1], marks=(Mark(99, "staccato"),))
    lower, beam_c = run(3, 20, 20, value="quarter", first=21)
    found = sides([*upper, *between, *lower], beam_a | beam_b | beam_c)
    assert found[between[0].id] == (-1, 0)


def test_e10_a_second_voice_wholly_above_the_first_is_the_upper() -> None:
    assert side_of(pitched(1, 24, 24, stem="up"), pitched(2, 24, 28, stem="down", first=11)) == [(-1, 0), (1, 0)]


def test_e10_voices_that_only_touch_or_cross_for_a_note_keep_their_order() -> None:
    assert side_of(pitched(1, 28, 28), pitched(2, 28, 28, first=11)) == [(1, 0), (-1, 0)]
    assert side_of(pitched(1, 30, 26), pitched(2, 24, 28, first=11)) == [(1, 0), (-1, 0)]


def test_e10_sung_and_percussion_voices_keep_their_order() -> None:
    """There the stem says who sings, or what is struck."""
    words = (Lyric(9, 1, "la"),)
    assert side_of(pitched(1, 24, lyrics=words), pitched(2, 28, first=11)) == [(1, 0), (-1, 0)]
    struck = pitched(1, 24, unpitched=True), pitched(2, 28, first=11, unpitched=True)
    assert side_of(*struck) == [(1, 0), (-1, 0)]


def test_e10_a_resting_voice_keeps_its_side_beside_one_with_notes() -> None:
    silent, sounding = voice(1, "", heads=0), pitched(2, 26, first=11)
    assert side_of(silent, sounding) == [(1, 0), (-1, 0)]


def test_e19_cue_notes_point_up_over_the_player_s_own_rest() -> None:
    silent, cued = voice(1, "", heads=0), pitched(2, 26, first=11, cue=True)
    assert side_of(silent, cued) == [(-1, 0), (1, 0)]


def test_e15_voices_that_all_rest_through_the_bar_have_no_sides() -> None:
    """Equal rests stand in one place, in the middle."""
    assert sides([*voice(1, "", heads=0, whole_bar=True), *voice(2, "", first=11, heads=0, whole_bar=True)]) == {}


def test_e15_a_third_voice_is_an_upper_one_further_out() -> None:
    found = sides([*voice(1, ""), *voice(2, "", first=11), *voice(3, "", first=21)])
    assert sorted(found.values()) == [(-1, 0), (1, 0), (1, 1)]
    assert rest_height((1, 1)) > rest_height((1, 0)) == 2


def test_e15_rests_of_two_voices_stand_two_spaces_up_and_down() -> None:
    assert (rest_height((1, 0)), rest_height((-1, 0)), rest_height(ALONE)) == (2, -2, 0)


@pytest.mark.parametrize(("y", "up"), [(0.5, False), (0, False), (-0.5, True)])
def test_e10_a_single_note_turns_by_its_pitch_whatever_the_source_says(y: float, up: bool) -> None:
    for stem in ("", "up", "down"):
        assert direction(event(stem=stem), [y], ALONE, lines=5, percussion=False) is up


def test_e10_in_two_voices_pitch_does_not_matter() -> None:
    assert direction(event(), [3], (1, 0), lines=5, percussion=False) is True
    assert direction(event(), [-3], (-1, 0), lines=5, percussion=False) is False


def test_e19_stems_on_one_line_go_up() -> None:
    assert direction(event(), [0], ALONE, lines=1, percussion=False) is True


def test_e10_on_percussion_staves_the_source_wins() -> None:
    assert direction(event(stem="up"), [2], ALONE, lines=5, percussion=True) is True
    assert direction(event(stem="down"), [-2], ALONE, lines=5, percussion=True) is False


def test_e17_grace_stems_go_up_but_down_in_a_lower_voice() -> None:
    assert direction(event(grace=-1), [3], ALONE, lines=5, percussion=False) is True
    assert direction(event(grace=-1), [3], (-1, 0), lines=5, percussion=False) is False


# Groups under one beam


def turned(
    positions: Sequence[Sequence[float]],
    *,
    stems: Sequence[str] = (),
    staves: Sequence[int] = (),
    side: int = 0,
    grace: bool = False,
) -> list[bool]:
    events = [
        event("eighth", len(p), number=k + 1, stem=stems[k] if stems else "", staff=staves[k] if staves else 1)
        for k, p in enumerate(positions)
    ]
    group = BeamGroup(99, tuple(e.id for e in events), grace)
    at = {e.id: p for e, p in zip(events, positions, strict=True)}
    of = {e.id: (side, 0) for e in events} if side else {}
    found = group_directions([group], {e.id: e for e in events}, at, of)
    return [found[e.id] for e in events]


def test_e10_the_farthest_note_of_a_beam_turns_all_its_stems() -> None:
    assert turned([[1.0], [-2.0], [0.5]]) == [True] * 3
    assert turned([[-1.0], [2.0], [-0.5]]) == [False] * 3


def test_e10_a_balanced_beam_goes_by_majority_then_down() -> None:
    assert turned([[-2.0], [2.0], [-1.0]]) == [True] * 3
    assert turned([[-2.0], [2.0]]) == [False] * 2


def test_e10_beams_of_a_voice_point_its_way() -> None:
    assert turned([[3.0], [3.0]], side=1) == [True, True]
    assert turned([[-3.0], [-3.0]], side=-1) == [False, False]


def test_e33_a_kneed_beam_over_a_wide_leap_keeps_the_stems_of_the_source() -> None:
    assert turned([[3.0], [-2.0]], stems=("down", "up")) == [False, True]


def test_e10_stems_both_ways_without_room_for_a_knee_are_recomputed() -> None:
    assert turned([[0.5], [-2.0]], stems=("down", "up")) == [True, True]


def test_e33_a_beam_across_staves_lies_between_them() -> None:
    """Without stems in the source: notes of the upper staff point down, those of the lower up."""
    assert turned([[0.0], [0.0]], staves=(1, 2)) == [False, True]


@pytest.mark.rule("E33")
@pytest.mark.parametrize(("stem", "outer", "side", "kneed"), [
    ("up", 1, -1, True), ("up", 1, 1, False), ("up", 1, 0, False), ("up", 2, -1, False),
    ("down", 2, 1, True), ("down", 2, -1, False), ("down", 2, 0, False), ("down", 1, 1, False),
])  # fmt: skip
def test_e10_a_beam_across_staves_lies_between_them_where_another_voice_has_the_side_it_would_take(
    stem: str, outer: int, side: int, kneed: bool
) -> None:
    """A beam over the upper staff, as the source has it, would run through the melody there."""
    members = [event(number=k, staff=staff, stem=stem) for k, staff in enumerate((2, 2, 1, 1), 1)]
    group = BeamGroup(9, tuple(m.id for m in members))
    side_of = {m.id: (side, 0) for m in members if m.staff == outer and side}
    found = group_directions([group], {m.id: m for m in members}, {m.id: [0.0] for m in members}, side_of)
    assert [found[m.id] for m in members] == ([True, True, False, False] if kneed else [stem == "up"] * 4)


@pytest.mark.rule("E33")
@pytest.mark.parametrize(("outer", "side", "up"), [(1, 0, True), (1, -1, False), (2, 1, True)])
def test_e10_a_beam_of_chords_with_heads_on_both_staves_lies_beyond_them(outer: int, side: int, up: bool) -> None:
    """Between the staves it would run through those heads; over them unless that side is another voice's."""
    members = [event(heads=2, number=k, staff=staff) for k, staff in enumerate((2, 1, 2), 1)]
    low, high = members[2].heads
    members[2] = replace(members[2], heads=(replace(low, staff=2), replace(high, staff=1)))
    group = BeamGroup(9, tuple(m.id for m in members))
    side_of = {m.id: (side, 0) for m in members if m.staff == outer and side}
    found = group_directions([group], {m.id: m for m in members}, {m.id: [-1.0, 1.0] for m in members}, side_of)
    assert [found[m.id] for m in members] == [up] * 3


@pytest.mark.rule("E33")
@pytest.mark.parametrize(("way", "order"), [(1, [1, -1]), (-1, [-1, 1]), (0, [-1, 1])])
def test_e10_a_voice_beamed_to_the_staff_above_is_the_upper_even_if_it_lies_lower(way: int, order: list[int]) -> None:
    """Its stems go there, past the other voice's heads."""
    figure, bass = pitched(1, 20, 18), pitched(2, 24, 22, first=11)
    across = {figure[0].id: way} if way else {}
    found = sides([*figure, *bass], {}, across)
    assert [found[voice[0].id][0] for voice in (figure, bass)] == order
