"""One event by itself: stem direction and length, seconds, ledgers, dots, rests (E01, E03, E10–E12, E14, E15)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engraving.notation.shapes import add_dots, displacements, note_shape, stem_length, stem_up
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import small_faces
from tests.notation.written import chord, event, rest, tremolo

BLACK = 1.18  # width of the black head
chords = st.lists(st.integers(-12, 12), min_size=1, max_size=7, unique=True).map(lambda s: [p / 2 for p in sorted(s)])


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


# Stems


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


@pytest.mark.parametrize("up", [True, False])
def test_e03_a_small_head_in_a_full_chord_touches_the_stem(faces: Faces, up: bool) -> None:
    """The sounding pitch over a harmonic: 0.7, at the same side of the stem as the others."""
    written = event("quarter", 2)
    heads = (written.heads[0], replace(written.heads[1], cue=True))
    shape = note_shape(replace(written, heads=heads), 1, (-1, 2), up=up, beamed=False, lines=5, faces=faces)
    full, small = shape.heads
    assert small.x1 - small.dx == pytest.approx(0.7 * (full.x1 - full.dx))
    sides = (small.x1, full.x1) if up else (small.dx, full.dx)
    assert sides[0] == pytest.approx(sides[1])


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


# Seconds


@given(heads=chords, up=st.booleans())
def test_e12_heads_a_second_apart_stand_on_both_sides_of_the_stem(heads: list[float], up: bool) -> None:
    places = displacements(heads, up=up, width=BLACK)
    aside = 0.0, pytest.approx(BLACK - 0.12)
    assert all(abs(x) in aside for x in places)
    for (low, high), (a, b) in zip(pairwise(heads), pairwise(places), strict=True):
        if high - low == 0.5:
            assert a != b
    start = places[0] if up else places[-1]
    assert start == 0
    assert all(x >= 0 for x in places) if up else all(x <= 0 for x in places)


def test_e12_the_upper_note_of_a_second_stands_right_of_the_stem() -> None:
    right = BLACK - 0.12
    assert displacements([0, 0.5], up=True, width=BLACK) == pytest.approx([0, right])
    assert displacements([0, 0.5], up=False, width=BLACK) == pytest.approx([-right, 0])


def test_e12_clusters_alternate_from_the_end_the_stem_comes_from() -> None:
    right = BLACK - 0.12
    cluster = [0, 0.5, 1, 1.5]
    assert displacements(cluster, up=True, width=BLACK) == pytest.approx([0, right, 0, right])
    assert displacements(cluster, up=False, width=BLACK) == pytest.approx([-right, 0, -right, 0])
    assert displacements([0, 0.5, 1], up=False, width=BLACK) == pytest.approx([0, -right, 0])


# Ledgers


@pytest.mark.parametrize(
    ("y", "ledgers"),
    [(2.5, []), (3, [3]), (3.5, [3]), (5, [3, 4, 5]), (-2.5, []), (-3, [-3]), (-4.5, [-3, -4]), (0, [])],
)
def test_e01_ledger_lines_run_from_the_staff_to_the_head(y: float, ledgers: list[float], faces: Faces) -> None:
    """Each reaches 0.4 past the head on both sides."""
    shape = chord(faces, y, up=y < 0)
    assert [ledger[0] for ledger in shape.ledgers] == ledgers
    assert all((x0, x1) == pytest.approx((-0.4, BLACK + 0.4)) for _, x0, x1, *_ in shape.ledgers)


def test_e01_a_ledger_line_is_longer_where_a_second_needs_it(faces: Faces) -> None:
    """Heads on and over the ledger line, on both sides of the stem; the line under both, the next under none."""
    shape = chord(faces, 3, 3.5, up=False)
    ((y, x0, x1, *_),) = shape.ledgers
    assert y == 3
    assert (x0, x1) == pytest.approx((-(BLACK - 0.12) - 0.4, BLACK + 0.4))


def test_e19_a_one_line_staff_needs_ledgers_from_one_space_off(faces: Faces) -> None:
    assert [ledger[0] for ledger in chord(faces, 1, lines=1).ledgers] == [1]
    assert chord(faces, 0.5, lines=1).ledgers == []


# Dots


def dots_of(faces: Faces, *positions: float, dots: int = 1, **more: object) -> list[tuple[float, float]]:
    shape = chord(faces, *positions, dots=dots, **more)  # type: ignore[arg-type]
    add_dots([shape], faces)
    return [(x, y) for x, y, _ in shape.dots]


@pytest.mark.parametrize(("y", "dot"), [(0.5, 0.5), (0, 0.5), (-1, -0.5), (2, 2.5), (-1.5, -1.5)])
def test_e14_a_dot_stands_in_a_space_half_a_space_after_the_head(y: float, dot: float, faces: Faces) -> None:
    """The dot of a note on a line goes up."""
    assert dots_of(faces, y, up=y < 0) == [(pytest.approx(BLACK + 0.5), dot)]


def test_e14_a_lower_voice_on_a_line_has_its_dot_below(faces: Faces) -> None:
    assert [y for _, y in dots_of(faces, 0, up=False, side=-1)] == [-0.5]
    assert [y for _, y in dots_of(faces, 0.5, up=False, side=-1)] == [0.5]


def test_e14_two_dots_are_three_tenths_apart(faces: Faces) -> None:
    width = faces.box(g.AUGMENTATION_DOT).x1 - faces.box(g.AUGMENTATION_DOT).x0
    (a, _), (b, _) = dots_of(faces, 0.5, up=False, dots=2)
    assert b - (a + width) == pytest.approx(0.3)


def test_e14_dots_of_a_second_fill_downwards(faces: Faces) -> None:
    """B4 and C5: C's dot in its own space, B's below its line."""
    assert sorted(y for _, y in dots_of(faces, 0, 0.5, up=False)) == [-0.5, 0.5]


@given(heads=chords, up=st.booleans(), count=st.integers(1, 3))
def test_e14_the_dots_of_a_chord_share_one_x_and_never_a_space(heads: list[float], up: bool, count: int) -> None:
    dots = dots_of(small_faces(), *heads, up=up, dots=count)
    columns = sorted({round(x, 6) for x, _ in dots})
    assert len(columns) == count
    for column in columns:
        ys = [y for x, y in dots if round(x, 6) == column]
        assert len(set(ys)) == len(heads)
        assert all(abs(y % 1 - 0.5) < 1e-9 for y in ys)
    edge = max(h.x1 for h in chord(small_faces(), *heads, up=up).heads)
    assert columns[0] == pytest.approx(edge + 0.5)


@pytest.mark.parametrize("y", [-2, -1.5, -1, -0.5])
@pytest.mark.parametrize("value", ["eighth", "16th"])
def test_e14_a_dot_keeps_off_the_flag_of_its_note(y: float, value: str, faces: Faces) -> None:
    """The stem grows by half a space at the most; where that is not enough the dot stands beyond the flag."""
    plain, dotted = chord(faces, y, value=value), chord(faces, y, value=value, dots=1)
    add_dots([dotted], faces)
    (x, dot_y, _) = dotted.dots[0]
    flag, left = faces.box(dotted.flag), dotted.stem_x - 0.06
    under = dotted.flag_y + flag.y0 >= dot_y + 0.2
    beyond = x >= left + flag.x1
    assert under or beyond
    assert 0 <= dotted.tip - plain.tip <= 0.5 + 1e-9


# Rests


@pytest.mark.parametrize(
    ("quarters", "value"), [(2, "whole"), (3, "whole"), (4, "whole"), (7, "whole"), (8, "breve"), (12, "breve")]
)
def test_e15_bars_of_eight_quarters_and_longer_take_the_breve(quarters: float, value: str, faces: Faces) -> None:
    expected = {"whole": g.REST_WHOLE, "breve": g.REST_DOUBLE_WHOLE}[value]
    assert rest(faces, "whole", whole_bar=True, bar=quarters).rest == expected


def test_e15_a_whole_rest_hangs_from_the_fourth_line_and_a_half_sits_on_the_third(faces: Faces) -> None:
    whole, half = rest(faces, "whole"), rest(faces, "half")
    assert whole.boxes[0].y1 == pytest.approx(1.0, abs=0.1)
    assert whole.boxes[0].y0 < 1.0 - 0.4
    assert half.boxes[0].y0 == pytest.approx(0.0, abs=0.1)
    assert half.boxes[0].y1 > 0.4


def test_e19_on_a_one_line_staff_the_whole_rest_hangs_from_the_line(faces: Faces) -> None:
    assert rest(faces, "whole", lines=1).boxes[0].y1 == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("value", ["half", "quarter", "eighth", "16th"])
def test_e15_the_dot_of_a_rest_stands_in_the_space_above_the_middle_line(value: str, faces: Faces) -> None:
    shape = rest(faces, value, dots=1)
    add_dots([shape], faces)
    ((x, y, _),) = shape.dots
    assert y == 0.5
    assert x > shape.boxes[0].x1
