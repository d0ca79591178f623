"""Stems: direction, length, flags (E01, E03, E10, E11, E17, E18)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engraving.notation.stems import stem_length, stem_up
from engraving.typefaces import Faces
from tests.layout.small_music import small_faces
from tests.notation.written import chord, tremolo

BLACK = 1.18  # width of the black head
chords = st.lists(st.integers(-12, 12), min_size=1, max_size=7, unique=True).map(lambda s: [p / 2 for p in sorted(s)])


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


@pytest.mark.parametrize(
    ("heads", "up"),
    [
        ((0.5,), False), ((-0.5,), True), ((0,), False),
        ((-3, 2), True), ((-2, 3), False),
        ((-2, 1, 2), False), ((-2, -1, 2), True), ((-2, 2), False), ((-2, 0, 2), False),
    ],
)  # fmt: skip
def test_e10_the_note_farthest_from_the_middle_line_turns_the_stem(heads: tuple[float, ...], up: bool) -> None:
    """A tie goes by majority, then the stem goes down."""
    assert stem_up(heads) is up


@given(heads=chords)
def test_e10_turning_a_chord_upside_down_turns_its_stem_unless_it_is_balanced(heads: list[float]) -> None:
    mirrored = [-y for y in reversed(heads)]
    if heads == mirrored:
        assert stem_up(heads) is False
    elif max(heads) != -min(heads):
        assert stem_up(heads) is not stem_up(mirrored)


@pytest.mark.parametrize(
    ("y", "length"),
    [
        (-1, 3.5), (-2.5, 3.5), (-3, 3.5), (-3.5, 3.5), (-4, 4), (-6.5, 6.5),  # from below: to the middle line
        (0, 3.5), (2, 3.5), (2.5, 3.5), (3, 3.0), (3.5, 2.5), (6, 2.5),  # on the wrong side: shorter
    ],
)  # fmt: skip
def test_e11_stems_are_an_octave_longer_from_far_off_and_shorter_on_the_wrong_side(y: float, length: float) -> None:
    assert stem_length(y, up=True) == pytest.approx(length)
    assert stem_length(-y, up=False) == pytest.approx(length)


@given(heads=chords, up=st.booleans())
def test_e11_a_stem_leaves_the_outer_head_of_a_chord(heads: list[float], up: bool) -> None:
    shape = chord(small_faces(), *heads, up=up)
    near = heads[-1] if up else heads[0]
    assert shape.tip == pytest.approx(near + (1 if up else -1) * stem_length(near, up=up))


def test_e11_a_flag_hangs_three_and_a_half_spaces_from_the_head(faces: Faces) -> None:
    """Nothing is added for it but what the font's anchor says."""
    for value in ("eighth", "16th", "32nd"):
        shape = chord(faces, -1, value=value, up=True)
        assert shape.flag_y == pytest.approx(2.5)
        anchor = faces.anchor(shape.flag, "stemUpNW")
        assert anchor is not None
        assert shape.tip == pytest.approx(max(2.5, 2.5 + anchor[1]))


def test_e11_a_beamed_note_has_no_flag(faces: Faces) -> None:
    assert chord(faces, -1, value="16th", beamed=True).flag == 0


def test_e11_a_flag_stays_off_the_ledger_lines_of_its_own_note(faces: Faces) -> None:
    """A 32nd under two ledger lines: its stem grows so that the flag hangs in the staff."""
    low = chord(faces, -4, value="32nd", up=True)
    assert low.flag_y + faces.box(low.flag).y0 >= -3.0 + 0.08


def test_e17_e03_grace_notes_are_small_with_short_stems(faces: Faces) -> None:
    shape = chord(faces, -1, value="eighth", grace=-1)
    assert shape.scale == pytest.approx(0.62)
    assert shape.width == pytest.approx(BLACK * 0.62)
    assert shape.flag_y == pytest.approx(-1 + 2.5)


def test_e03_cue_notes_are_seven_tenths(faces: Faces) -> None:
    shape = chord(faces, -1, cue=True)
    assert shape.scale == pytest.approx(0.7)
    assert shape.width == pytest.approx(BLACK * 0.7)
    assert shape.tip - -1 == pytest.approx(0.7 * 3.5)


def test_e03_stems_of_cue_notes_far_off_reach_the_middle_line_too(faces: Faces) -> None:
    assert chord(faces, -4, cue=True).tip == pytest.approx(0.0)


def test_e03_grace_notes_of_a_cue_are_small_twice(faces: Faces) -> None:
    shape = chord(faces, -1, value="eighth", grace=-1, cue=True)
    assert shape.width == pytest.approx(BLACK * 0.62 * 0.7)
    assert shape.flag_y == pytest.approx(-1 + 2.5 * 0.7)



@pytest.mark.parametrize(("slashes", "least"), [(1, 3.5), (2, 3.5), (3, 4.25)])
def test_e18_a_tremolo_needs_a_stem_long_enough_for_its_slashes(slashes: int, least: float, faces: Faces) -> None:
    shape = chord(faces, -1, up=True, marks=(tremolo(slashes),))
    assert shape.tip - -1 >= least


def test_whole_notes_and_stemless_ones_have_no_stem(faces: Faces) -> None:
    assert not chord(faces, 0, value="whole").stemmed
    assert not chord(faces, 0, stem="none").stemmed


def test_e01_stems_stand_at_the_edge_of_the_head(faces: Faces) -> None:
    """Up: the stem's right edge is the head's; down: its left edge is the head's."""
    assert chord(faces, -1, up=True).stem_x + 0.06 == pytest.approx(BLACK, abs=0.01)
    assert chord(faces, 1, up=False).stem_x - 0.06 == pytest.approx(0.0, abs=0.01)
