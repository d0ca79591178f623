"""One is one thing, all other numbers are things."""

from __future__ import annotations

import pytest

from engraving.counting import counted


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 frames"), (1, "1 frame"), (2, "2 frames"), ("1", "1 frame"), ("1.5", "1.5 frames"), ("0.333", "0.333 frames")],
)
def test_only_one_is_one(number: int | str, said: str) -> None:
    assert counted(number, "frame") == said
