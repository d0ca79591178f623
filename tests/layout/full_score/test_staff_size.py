"""How large the staves of a score are, and how little is drawn to find it out (R08)."""

from __future__ import annotations

import pytest

from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.full_score.rastral import Rastral
from engraving.layout.full_score.size import smaller
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


@pytest.mark.parametrize(("fits", "staff"), [(0.95, 4.0 * 0.95 * 0.985), (0.905, 3.5), (0.89, 3.5), (0.5, 3.5)])
def test_a_size_hardly_above_the_least_is_not_tried(fits: float, staff: float) -> None:
    """0.905 of 4 mm would be 3.57 mm: nobody sees that, and where it would not do all would be set once more."""
    assert smaller(4.0, fits) == pytest.approx(staff)


def test_a_score_that_fits_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    draw = Rastral.drawn

    def counted(rastral: object, first: int, end: int, **how: bool) -> object:
        drawn.append((first, end))
        return draw(rastral, first, end, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Rastral, "drawn", counted)
    engraving = engrave_score(score_of(tutti(5, players=4)), score_house(), small_faces())
    systems = {staff.bars for page in engraving.pages for staff in page.staves}
    assert sorted(drawn) == sorted((first, last + 1) for first, last in systems)


QUAVERS = notes("c5e d5 e5 f5 g5 f5 e5 d5")


def orchestra(players: int, bar: str = PLAYS, bars: int = 16) -> list[Line]:
    return [Line(f"Flute {k}", [bar] * bars) for k in range(1, players + 1)]


@pytest.mark.rule("R08")
def test_staves_grow_where_a_system_would_leave_much_of_its_page_white() -> None:
    usual = engraved_score(orchestra(20, HIGH_AND_LOW), most_staff=4.0).engraving
    grown = engraved_score(orchestra(20, HIGH_AND_LOW), most_staff=4.8).engraving
    assert (usual.audit.staff_mm, grown.audit.staff_mm) == (pytest.approx(4.0, abs=0.01), pytest.approx(4.8, abs=0.01))
    assert [page.staves[0].bars for page in grown.pages] == [page.staves[0].bars for page in usual.pages]
    assert (grown.audit.outside_margins, grown.audit.collisions, grown.audit.lost) == (0, 0, 0)
    assert not grown.findings


@pytest.mark.rule("R08")
@pytest.mark.parametrize(
    ("lines", "setting"),
    [
        (orchestra(30), {}),  # pages are full
        (orchestra(12), {}),  # several systems share a page
        (orchestra(20), {}),  # so do two of these
        (orchestra(20, HIGH_AND_LOW), {"hide": "auto"}),  # later systems have fewer staves
        (orchestra(20, HIGH_AND_LOW), {"staff": 5.0}),
    ],
)
def test_elsewhere_they_are_as_the_style_says(lines: list[Line], setting: dict[str, object]) -> None:
    usual = engraved_score(lines, **{**setting, "most_staff": 3.5})
    assert engraved_score(lines, **{**setting, "most_staff": 4.8}).engraving == usual.engraving


@pytest.mark.rule("R08")
def test_they_grow_only_as_far_as_pages_hold_them_with_all_their_white() -> None:
    apart = [[notes("c7q c2 c7 c2")] * 16, [notes("c2q c7 c2 c7")] * 16]
    far = engraved_score([Line(f"Flute {k}", apart[k % 2]) for k in range(20)], most_staff=4.8).engraving
    assert 3.99 <= far.audit.staff_mm < 4.7
    assert not far.findings


@pytest.mark.rule("R65")
def test_staves_do_not_grow_where_that_would_take_more_lines() -> None:
    """Eight bars of quavers fill a line of 4 mm staves."""
    lines = orchestra(20, QUAVERS, 32)
    usual, offered = engraved_score(lines, most_staff=4.0), engraved_score(lines, most_staff=7.0)
    assert len(offered.pages) == len(usual.pages)
    assert offered.engraving.audit.staff_mm < 7.0


@pytest.mark.rule("R08")
def test_hiding_is_offered_where_somebody_rests_in_the_fullest_system() -> None:
    far = notes("c7q c2 c2 c7")
    tutti = [Line(f"Flute {k}", [PLAYS] * 8 + [far] * 8) for k in range(1, 29)]
    resting = [Line(f"Oboe {k}", [PLAYS] + [REST] * 15) for k in range(1, 6)]
    remedies = [
        next(f.remedy for f in engraved_score(lines, staff=5.0).engraving.findings if f.rule == "score-staff-reduced")
        for lines in (tutti, tutti + resting)
    ]
    assert remedies == ["Take larger paper.", "Take larger paper or hide the staves that rest."]
