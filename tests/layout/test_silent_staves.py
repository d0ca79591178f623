"""Staves of a divided section are left out of systems in which they only rest (E49)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from tests.layout.small_music import Sheet, back, change, dynamic, engraved, notes

BARS = 24


def divided(second: dict[int, str], *, name: str = "Viola") -> Sheet:
    """A section on two staves: the first plays all the time, the second what ``second`` says by bar."""
    bars = []
    for k in range(BARS):
        lower = second.get(k, notes("R", staff=2, voice=2))
        bars.append(notes("[c5e d5 e5 f5] [g5 f5 e5 d5]") + back() + lower)
    return engraved(*bars, name=name, clefs=("G2", "G2"))


def staves_by_bar(sheet: Sheet) -> dict[int, int]:
    found: dict[int, int] = {}
    for page in sheet.pages:
        for staff in page.staves:
            for bar in range(staff.bars[0], staff.bars[1] + 1):
                found[bar] = found.get(bar, 0) + 1
    return found


def test_e49_a_second_staff_shows_only_in_the_systems_where_it_plays() -> None:
    sheet = divided({12: notes("c4w", staff=2, voice=2)})
    shown = staves_by_bar(sheet)
    assert shown[12] == 2
    assert (shown[0], shown[BARS - 1]) == (1, 1)


def test_a5_rests_of_a_staff_that_is_not_shown_are_not_lost_and_others_are_drawn() -> None:
    sheet = divided({12: notes("c4w", staff=2, voice=2)})
    assert (sheet.engraving.audit.lost, sheet.engraving.audit.doubled) == (0, 0)
    shown = staves_by_bar(sheet)
    rests = [item for page in sheet.pages for item in page.music if item.ink is Ink.REST]
    assert len(rests) == sum(1 for bar, count in shown.items() if count == 2) - 1


@pytest.mark.parametrize("name", ["Piano", "Harp", "Marimba"])
def test_e49_keyboards_harps_and_mallets_keep_both_staves(name: str) -> None:
    assert set(staves_by_bar(divided({12: notes("c4w", staff=2, voice=2)}, name=name)).values()) == {2}


def test_e49_a_staff_with_a_dynamic_or_a_rest_that_is_counted_out_is_shown() -> None:
    """Only rests that last a bar say nothing."""
    marked = divided({5: dynamic("p", staff=2) + notes("R", staff=2, voice=2)})
    assert staves_by_bar(marked)[5] == 2
    counted = divided({5: notes("rh rh", staff=2, voice=2)})
    assert staves_by_bar(counted)[5] == 2


def test_e40_clef_changes_of_a_staff_that_is_not_shown_are_not_printed() -> None:
    sheet = divided({20: change(clef="F4", staff=2) + notes("c3w", staff=2, voice=2)})
    assert staves_by_bar(sheet)[0] == 1
    assert sheet.engraving.audit.collisions == 0
    assert all(item.staff for page in sheet.pages for item in page.music if item.ink is Ink.CLEF)
