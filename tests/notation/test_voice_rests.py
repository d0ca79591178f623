"""Rests of several voices outside of what the others play (E15)."""

from __future__ import annotations

import pytest

from engraving.notation.chords import settle
from engraving.notation.voice_rests import clear_held_notes, clear_whole_rests
from engraving.typefaces import Faces
from tests.layout.small_music import small_faces
from tests.notation.written import chord, rest


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


def test_e15_equal_whole_bar_rests_of_two_voices_share_a_place_over_a_third(faces: Faces) -> None:
    a = rest(faces, "whole", 4.0, side=1, number=1)
    b = rest(faces, "whole", 2.0, side=1, number=2)
    note = chord(faces, 3.0, up=False, side=-1, number=3)
    clear_whole_rests([a, b], [a, b, note])
    assert a.rest_y == b.rest_y
    assert a.boxes[0].y0 >= 3.5 + 0.5


@pytest.mark.parametrize("side", [1, -1])
def test_e15_a_rest_stands_outside_what_another_voice_holds_through_it(faces: Faces, side: int) -> None:
    held = chord(faces, 3.0 * side, value="half", up=side < 0, side=-side, number=1)
    silent = rest(faces, y=2.0 * side, side=side, number=2, tick=held.event.length // 2)
    clear_held_notes([silent], [held, silent])
    box = silent.boxes[0]
    assert box.y0 >= 3.7 if side > 0 else box.y1 <= -3.7
    assert (silent.rest_y - 2.0 * side) % 1.0 == 0.0


@pytest.mark.rule("E15")
@pytest.mark.parametrize("side", [1, -1])
def test_e15_an_inner_voice_rests_between_the_outer_voice_and_the_others(faces: Faces, side: int) -> None:
    """Beyond the outer voice it would be read as that voice's."""
    outer = chord(faces, side * 4.0, value="quarter", up=side > 0, side=side, number=1)
    outer.rank = 1
    silent = rest(faces, "quarter", side * 2.0, side=side, number=2)
    other = chord(faces, side * -2.0, value="quarter", up=side < 0, side=-side, number=3)
    settle([outer, silent, other], faces)
    box = silent.boxes[0]
    assert min(abs(box.y0 - outer.low), abs(box.y1 - outer.high)) >= 0.5
    assert side * silent.rest_y < side * outer.high
    assert side * silent.rest_y >= 0


@pytest.mark.rule("E15")
def test_e15_where_it_does_not_fit_between_them_it_stands_outside(faces: Faces) -> None:
    outer = chord(faces, 1.0, value="quarter", up=True, side=1, number=1)
    outer.rank = 1
    silent = rest(faces, "quarter", 2.0, side=1, number=2)
    other = chord(faces, -1.0, value="quarter", up=False, side=-1, number=3)
    settle([outer, silent, other], faces)
    assert silent.boxes[0].y0 >= outer.tip + 0.5
