"""Ledger lines (E01, E19)."""

from __future__ import annotations

import pytest

from engraving.typefaces import Faces
from tests.layout.small_music import small_faces
from tests.notation.written import chord

BLACK = 1.18  # width of the black head


@pytest.fixture(scope="module")
def faces() -> Faces:
    return small_faces()


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
