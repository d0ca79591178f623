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


def test_e35_hand_over_hand_it_lies_over_both_also_where_it_falls_far() -> None:
    """From a high note of the right hand to one of the left a little later: an arc, with dynamics there or without."""
    top, bottom, tips = (0.0, 5.0), (12.8, -8.1), ((-0.5, -2.0), (12.9, -7.7))
    over = crossing_slur(top, bottom, True, True, [], asked=True, busy=False, middle=MIDDLE)
    between = crossing_slur(*tips, False, True, [], asked=False, busy=False, middle=MIDDLE)
    assert over.cost < between.cost


def test_e35_between_staves_it_is_seen_to_be_a_slur() -> None:
    """An S leaves the straight line on the side where it leaves each of its notes: else it reads as a glissando."""
    for first, last, up in (((0.0, 0.0), (8.0, -10.0), False), (LOW, HIGH, True), ((0.0, 0.0), (6.0, -4.0), False)):
        curve = crossing_slur(first, last, up, not up, [], asked=False, busy=False, middle=MIDDLE).curve
        for t in (0.25, 0.75):
            x, y = curve.at(t)
            straight = first[1] + (last[1] - first[1]) * (x - first[0]) / (last[0] - first[0])
            assert (y - straight) * (1 if up == (t < 0.5) else -1) > 0.2, (first, last, t)


def test_an_obstacle_is_moved_between_staves() -> None:
    box = moved(CHORD, -8.0)
    assert (box.x0, box.y0, box.x1, box.y1) == (3.5, -10.0, 4.7, -4.0)
