"""How large the staves of a score are, and how little is drawn to find it out (R08)."""

from __future__ import annotations

import pytest

from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.full_score.setter import Setter
from tests.layout.full_score.small_scores import Line, engraved_score, score_house, score_of
from tests.layout.small_music import notes, small_faces

PLAYS = notes("c5q d5 e5 f5")
HIGH_AND_LOW = notes("c4q c7 c4 c7")
REST = notes("R")
BARS = 60


def tutti(bar: int, players: int = 40) -> list[Line]:
    """A score in which all play in one bar, and two in the others."""
    alone = [[HIGH_AND_LOW if k == bar else REST for k in range(BARS)] for _ in range(players - 2)]
    return [Line(f"Flute {k}", bars) for k, bars in enumerate([*alone, [PLAYS] * BARS, [PLAYS] * BARS], 1)]


@pytest.mark.rule("R08")
@pytest.mark.parametrize("bar", [0, BARS // 2, BARS - 1])
def test_staves_are_as_large_as_the_highest_system_lets_them_be(bar: int) -> None:
    lines = tutti(bar)
    sheet = engraved_score(lines, staff=5.0)
    staff = sheet.engraving.audit.staff_mm
    assert 3.5 < staff < 5.0
    assert [f.rule for f in sheet.engraving.findings] == ["score-staff-reduced"]
    assert sheet.engraving.audit.outside_margins == 0
    larger = engraved_score(lines, staff=1.03 * staff).engraving
    assert [f.rule for f in larger.findings] == ["score-staff-reduced"]


def test_a_score_that_fits_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    draw = Setter._drawn

    def counted(setter: object, first: int, end: int, **how: bool) -> object:
        drawn.append((first, end))
        return draw(setter, first, end, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Setter, "_drawn", counted)
    engraving = engrave_score(score_of(tutti(5, players=4)), score_house(), small_faces())
    systems = {staff.bars for page in engraving.pages for staff in page.staves}
    assert sorted(drawn) == sorted((first, last + 1) for first, last in systems)
