"""What page turns cost the player (E54)."""

from __future__ import annotations

import msgspec
import pytest

from engraving.house import Style
from engraving.layout.casting.turns import TurnJudge
from engraving.score import Anchor, InstrumentName, Part, Spanner
from tests.layout.small_music import barline, house, metronome, notes, part_of, score_xml

PLAYS, RESTS = notes("c5q d5 e5 f5"), notes("R")


def judge(*bars: str, quarters: int = 120, policy: str = "taped", panels: int = 3) -> TurnJudge:
    """Four quarters a bar: at 120 a bar lasts two seconds."""
    return TurnJudge(part_of(score_xml(metronome(quarters) + bars[0], *bars[1:])), style(policy, panels))


def style(policy: str = "taped", panels: int = 3) -> Style:
    turns = msgspec.structs.replace(house().turns, policy=policy, panels=panels)
    return msgspec.structs.replace(house(), turns=turns)


@pytest.mark.parametrize(
    ("bars", "before", "after", "grade"),
    [
        ((PLAYS, PLAYS), 0.0, 0.0, "severe"),
        ((RESTS, PLAYS), 2.0, 0.0, "mild"),
        ((PLAYS, RESTS, PLAYS), 0.0, 2.0, "severe"),
        ((notes("c5h rh"), RESTS, PLAYS), 1.0, 2.0, "mild"),
    ],
)
def test_e54_a_turn_is_worth_the_rest_before_and_half_the_rest_after(
    bars: tuple[str, ...], before: float, after: float, grade: str
) -> None:
    """Three seconds are free, half of it mild, less is severe."""
    turn = judge(*bars).turn(0, 2)
    assert (turn.rest_before, turn.rest_after, turn.grade) == (before, after, grade)


def test_e54_three_seconds_of_rest_are_free() -> None:
    assert judge(PLAYS, RESTS, RESTS, PLAYS).turn(2, 2).grade == "free"


def test_e54_seconds_count_not_bars() -> None:
    """The same bar of rest: two seconds at 120, six at 40."""
    assert judge(RESTS, PLAYS, quarters=120).turn(0, 2).grade == "mild"
    assert judge(RESTS, PLAYS, quarters=40).turn(0, 2).grade == "free"
    assert judge(RESTS, PLAYS, quarters=200).turn(0, 2).grade == "severe"


@pytest.mark.parametrize(("policy", "panels"), [("taped", 1), ("taped", 2), ("taped", 3), ("book", 3), ("none", 3)])
def test_pages_at_the_same_place_of_an_opening_are_turned_alike(policy: str, panels: int) -> None:
    one = judge(PLAYS, policy=policy, panels=panels)
    assert [one.may_turn(page) for page in range(12)] == [one.may_turn(page + one.panels) for page in range(12)]


def with_tie(part: Part, start: int, stop: int) -> Part:
    tie = Spanner(1, "tie", Anchor(start, 1), Anchor(stop, 1))
    return msgspec.structs.replace(
        part, music=msgspec.structs.replace(part.music, spanners=(*part.music.spanners, tie))
    )


def test_e54_a_tie_over_the_turn_is_never_free() -> None:
    part = part_of(score_xml(metronome(120) + RESTS, RESTS, PLAYS))
    bar = part.bars[1]
    assert TurnJudge(part, style()).turn(1, 2).grade == "free"
    assert TurnJudge(with_tie(part, bar.start, bar.end), style()).turn(1, 2).grade == "mild"


def test_e54_nobody_turns_while_changing_instruments() -> None:
    part = part_of(score_xml(metronome(120) + PLAYS, RESTS, RESTS, RESTS, PLAYS))
    change = (part.bars[2].end, 1, InstrumentName("x", "Piccolo"))
    music = msgspec.structs.replace(part.music, instruments=(*part.music.instruments, change))
    changed = msgspec.structs.replace(part, music=music)
    assert TurnJudge(part, style()).turn(2, 2).grade == "free"
    assert TurnJudge(changed, style()).turn(2, 2).grade == "severe"


@pytest.mark.parametrize(
    ("policy", "panels", "total", "turns"),
    [
        ("taped", 3, 7, [3, 6]), ("taped", 3, 3, []), ("taped", 2, 5, [2, 4]), ("taped", 1, 3, [1, 2]),
        ("book", 3, 2, []), ("book", 3, 5, [1, 3]), ("book", 3, 3, [1]), ("none", 3, 9, []),
    ],
)  # fmt: skip
def test_e54_where_pages_are_turned_depends_on_how_they_lie(
    policy: str, panels: int, total: int, turns: list[int]
) -> None:
    """Taped: three panels lie open, turned after every third. Books: two pages lie open, three begin at the right."""
    found = judge(*[PLAYS] * total, policy=policy, panels=panels).turns([[bar] for bar in range(total)])
    assert [turn.page for turn in found] == turns


def test_e54_a_bad_turn_costs_more_than_a_mild_one_and_a_free_one_nothing() -> None:
    one = judge(PLAYS, PLAYS, RESTS, RESTS, PLAYS, RESTS, PLAYS)
    severe, free, mild = one.cost(0), one.cost(3), one.cost(5)
    assert severe > mild > free == 0


def test_e54_pages_that_lie_open_are_not_turned() -> None:
    one = judge(PLAYS, PLAYS)
    assert [one.may_turn(page) for page in range(6)] == [False, False, True, False, False, True]


# Repeats


REPEATED = (barline(left=True, repeat="forward"), barline(repeat="backward"))


def repeated(*bars: str) -> TurnJudge:
    """All bars twice."""
    return judge(REPEATED[0] + bars[0], *bars[1:-1], bars[-1] + REPEATED[1])


def test_e54_the_shortest_rest_of_all_passes_counts() -> None:
    """Two bars of rest, a repeat from the second: four seconds before the turn at first, two the second time."""
    into = judge(RESTS, REPEATED[0] + RESTS, PLAYS, PLAYS + REPEATED[1])
    assert into.turn(1, 2).rest_before == 2.0
    assert judge(RESTS, RESTS, PLAYS, PLAYS).turn(1, 2).rest_before == 4.0


def test_e54_the_rest_after_a_turn_ends_where_a_repeat_leads() -> None:
    """The last bar rests, but the repeat goes back to a bar that plays."""
    one = repeated(PLAYS, PLAYS, RESTS)
    assert one.turn(1, 2).rest_after == 2.0
    assert judge(PLAYS, PLAYS, RESTS, RESTS).turn(1, 2).rest_after == 4.0


def test_e54_a_repeat_over_pages_is_a_turn_back() -> None:
    """Six pages of one bar, three lie open: from the last the player turns back to the first."""
    found = repeated(PLAYS, PLAYS, PLAYS, PLAYS, PLAYS, RESTS).turns([[bar] for bar in range(6)])
    assert [(turn.page, turn.back_to) for turn in found] == [(3, 0), (6, 1)]
    assert found[1].rest_before == 2.0
    open_all = repeated(PLAYS, PLAYS, PLAYS).turns([[bar] for bar in range(3)])
    assert open_all == ()
