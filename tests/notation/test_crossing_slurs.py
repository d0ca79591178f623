"""Slurs from one staff to another (E35)."""

from __future__ import annotations

from engraving.notation.crossing_slurs import crossing_slur, moved
from engraving.notation.slurs import Obstacle

MIDDLE = 0.22  # E01
LOW, HIGH = (0.0, -10.0), (8.0, 0.0)
CHORD = Obstacle(3.5, -2.0, 4.7, 4.0)


def test_e35_a_slur_between_staves_that_would_run_through_a_chord_costs_more_than_an_s() -> None:
    over = crossing_slur(LOW, HIGH, True, True, [CHORD], asked=True, busy=False, middle=MIDDLE)
    between = crossing_slur(LOW, HIGH, True, False, [CHORD], asked=False, busy=False, middle=MIDDLE)
    assert between.cost < over.cost


def test_e35_with_nothing_in_the_way_it_lies_where_it_is_asked_to() -> None:
    over = crossing_slur(LOW, (8.0, -9.0), True, True, [], asked=True, busy=False, middle=MIDDLE)
    between = crossing_slur(LOW, (8.0, -9.0), True, False, [], asked=False, busy=False, middle=MIDDLE)
    assert over.cost < between.cost


def test_e35_dynamics_between_the_staves_speak_against_an_s() -> None:
    free, busy = (crossing_slur(LOW, HIGH, True, False, [], asked=False, busy=b, middle=MIDDLE) for b in (False, True))
    assert busy.cost > free.cost + 3


def test_an_obstacle_is_moved_between_staves() -> None:
    assert moved(CHORD, -8.0)[:4] == (3.5, -10.0, 4.7, -4.0)
