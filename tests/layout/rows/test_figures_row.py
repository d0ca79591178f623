"""Figured bass: stacks beside each other, at their notes and in their bars (E41)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import DIVISIONS, Sheet, engraved, notes


def figures(*numbers: str, quarters: float) -> str:
    inside = "".join(
        f"<figure><figure-number>{number}</figure-number><suffix>natural</suffix></figure>" for number in numbers
    )
    return f"<figured-bass>{inside}<duration>{int(quarters * DIVISIONS)}</duration></figured-bass>"


def stacks(sheet: Sheet) -> list[tuple[float, float]]:
    """Left and right end of each stack on the first staff, from left to right."""
    ends: dict[int, tuple[float, float]] = {}
    for d in sheet.of(Ink.FIGURE):
        left, right = ends.get(d.item.atom, (d.x0, d.x1))
        ends[d.item.atom] = min(left, d.x0), max(right, d.x1)
    return sorted(ends.values())


@pytest.mark.parametrize("times", [(1, 1, 1, 1), (0.5, 1.5, 1, 1), (2.5, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 2.5)])
def test_e41_figures_over_one_long_note_keep_half_a_space_and_their_bar(times: tuple[float, ...]) -> None:
    """With less between them a sign is read with the next number: 7 natural, 3, or 7, natural 3."""
    said = "".join(figures("7", "4", quarters=time) for time in times)
    sheet = engraved(said + notes("c4w"), *[notes("c4s d4 e4 d4") * 4] * 7)
    found = stacks(sheet)
    bar = min(d.x0 for d in sheet.of(Ink.BARLINE) if d.x0 > sheet.of(Ink.HEAD)[0].x1)
    assert len(found) == 4
    assert all(after[0] - before[1] >= 0.45 for before, after in pairwise(found))
    assert found[-1][1] < bar


def test_e41_figures_with_room_stand_at_their_notes() -> None:
    said = "".join(figures("6", quarters=1) + notes(f"{name}q") for name in ("c4", "d4", "e4", "f4"))
    sheet = engraved(said)
    heads = [head.x0 for head in sheet.of(Ink.HEAD)]
    assert [left for left, _ in stacks(sheet)] == pytest.approx(heads, abs=0.35)
