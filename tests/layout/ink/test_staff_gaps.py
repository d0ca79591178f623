"""Between the staves of one system, once the systems of a page stand where they do (E49)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.layout.compose import Composer
from engraving.layout.ink.staff_gaps import least_staff_gaps, shared
from engraving.layout.skyline import Skyline
from tests.layout.small_music import back, dynamic, house, notes, part_of, score_xml, small_faces

HANDS = dynamic("p") + notes("c5q d5 e5 d5") + back() + notes("c3h g3", voice=5, staff=2)
MOST = 15.2


def bare(*gaps: float, crossed: bool = False) -> Any:
    """A system with nothing between its staves but the white."""
    sky = [Skyline(20.0, 2.0, up=up) for up in (True, False)]
    return SimpleNamespace(
        gap_between=list(gaps), staff_count=len(gaps) + 1, ups=[sky[0]] * (len(gaps) + 1),
        downs=[sky[1]] * (len(gaps) + 1), rows_in_gaps=[], ink_in_gaps=[(0.0, 1.0, 0.0, 1.0)] if crossed else [],
    )  # fmt: skip


def test_what_a_page_has_left_brings_the_narrower_gaps_up_to_one_level() -> None:
    assert shared([bare(12.0), bare(13.0), bare(16.0)], 3.0, MOST, house()) == [
        pytest.approx([14.0]), pytest.approx([14.0]), pytest.approx([16.0]),
    ]  # fmt: skip


def test_no_gap_is_stretched_beyond_the_most() -> None:
    assert shared([bare(12.0), bare(12.0)], 40.0, MOST, house()) == [pytest.approx([MOST])] * 2


def test_what_a_page_lacks_is_taken_from_the_wider_gaps_first() -> None:
    assert shared([bare(12.0), bare(13.0)], -1.5, MOST, house()) == [pytest.approx([11.75])] * 2


def test_no_gap_is_narrowed_below_the_least() -> None:
    assert shared([bare(12.0), bare(12.0)], -9.0, MOST, house()) == [pytest.approx([10.5])] * 2


@pytest.mark.parametrize("left", [-2.0, 2.0])
def test_staves_that_share_beams_and_slurs_stay_where_they_are(left: float) -> None:
    assert shared([bare(12.0, crossed=True), bare(12.0)], left, MOST, house())[0] == [12.0]


@given(gaps=st.lists(st.floats(12, 15), min_size=1, max_size=6), left=st.floats(-6, 12))
def test_nothing_is_given_that_is_not_there(gaps: list[float], left: float) -> None:
    """All together the gaps grow or shrink by what there is, or by as much of it as they may."""
    given_out = sum(map(sum, shared([bare(gap) for gap in gaps], left, MOST, house()))) - sum(gaps)
    bound = sum(max(0.0, MOST - gap) for gap in gaps) if left > 0 else sum(10.5 - gap for gap in gaps)
    assert given_out == pytest.approx(min(left, bound) if left > 0 else max(left, bound), abs=1e-4)


def test_a_row_between_the_staves_needs_its_room_wherever_it_stands() -> None:
    """A p in the middle of a gap of 12 does not keep staves 12 apart: it would stand in the middle of 10.5 as well."""
    composer = Composer(part_of(score_xml(HANDS, HANDS, clefs=("G2", "F4"), name="Piano")), house(), small_faces())
    (system,) = composer.systems(((0, 2),))
    assert least_staff_gaps(system, house()) == pytest.approx([10.5], abs=0.3)


def test_a_system_set_apart_is_drawn_as_it_was() -> None:
    """Its bars have stood in another line since: they go back to their places."""
    bars = [HANDS, notes("c5e d5 e5 d5 c5e d5 e5 d5") + back() + notes("c3h g3", voice=5, staff=2), HANDS, HANDS]
    composer = Composer(part_of(score_xml(*bars, clefs=("G2", "F4"), name="Piano")), house(), small_faces())
    (system, _) = composer.systems(((0, 2), (2, 4)))
    composer.systems(((0, 3), (3, 4)))
    assert composer.set_apart(system, system.gap_between).pen.marks == system.pen.marks
    (gap,) = composer.set_apart(system, [14.0]).gap_between
    assert gap == 14.0


def test_staves_can_be_set_as_near_as_they_are_said_to_be() -> None:
    """What stands within a space beside a dynamic, in the staff under it, keeps the two apart as well."""
    bar = dynamic("mf") + notes("c4q e5 g5 g5") + back() + notes("c3e g4e c3q c3h", voice=5, staff=2)
    composer = Composer(part_of(score_xml(bar, bar, clefs=("G2", "F4"), name="Piano")), house(), small_faces())
    (system,) = composer.systems(((0, 2),))
    (least,) = least_staff_gaps(system, house())
    assert composer.set_apart(system, [least]).gap_between == pytest.approx([least], abs=0.06)
