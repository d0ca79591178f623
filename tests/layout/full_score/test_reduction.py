"""What becomes of systems too high for their paper, and pages made smaller for the booth (R08, R68)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engraving.house.style import LEAST_MARGIN_MM, centipoints
from engraving.layout.page import Ink, Page, Text
from tests.layout.full_score.small_scores import Line, engraved_score, score_house
from tests.layout.small_music import Sheet, notes

PLAYS = notes("c5q d5 e5 f5")
REST = notes("R")


def within_margins(page: Page) -> bool:
    """Do all staves lie inside the white edges?"""
    left, bottom, right, top = page.margins
    return all(
        left <= staff.x0 and staff.x1 <= page.width - right and bottom < staff.y < page.height - top
        for staff in page.staves
    )


def rules(sheet: Sheet) -> list[str]:
    return [finding.rule for finding in sheet.engraving.findings]


@pytest.mark.rule("R08")
def test_a_system_too_high_for_the_smallest_staves_is_reduced_and_an_error() -> None:
    sheet = engraved_score([Line(f"Flute {k}", [PLAYS] * 2) for k in range(1, 80)])
    audit = sheet.engraving.audit
    assert rules(sheet) == ["score-too-high"]
    assert 2.0 < audit.staff_mm < 3.5
    assert (audit.outside_margins, audit.collisions, audit.lost) == (0, 0, 0)
    assert all(map(within_margins, sheet.pages))
    (finding,) = sheet.engraving.findings
    told = float(finding.message.partition("to staves of ")[2].partition(" mm")[0])
    assert told == pytest.approx(audit.staff_mm, abs=0.01)
    assert finding.severity == "error"


@pytest.mark.rule("R08")
def test_paper_as_high_as_the_finding_says_holds_the_smallest_staves() -> None:
    lines = [Line(f"Flute {k}", [PLAYS] * 2) for k in range(1, 80)]
    remedy = engraved_score(lines).engraving.findings[0].remedy
    height = float(remedy.partition("paper ")[2].partition(" mm")[0])
    paper = replace(score_house().score.paper, height=height + 1)
    sheet = engraved_score(lines, paper=paper)
    assert rules(sheet) in ([], ["score-staff-reduced"])
    assert sheet.engraving.audit.staff_mm == pytest.approx(3.5, abs=0.1)


@pytest.mark.rule("R08")
def test_staves_that_rest_are_left_out_where_only_that_makes_a_system_fit() -> None:
    """Page one shows everybody, and fits; in bars 9 to 16 most reach far, and the others rest."""
    low = notes("c7q c2 c2 c7")  # far over its staff, and under it
    lines = [Line(f"Flute {k}", [PLAYS] * 8 + [low] * 8) for k in range(35)]
    lines += [Line(f"Oboe {k}", [PLAYS] * 8 + [REST] * 8) for k in range(12)]
    sheet = engraved_score(lines)
    counts = [len(page.staves) for page in sheet.pages]
    assert counts == [47, 35]
    assert "score-staves-hidden" in rules(sheet)
    assert "score-too-high" not in rules(sheet)
    hidden = next(f for f in sheet.engraving.findings if f.rule == "score-staves-hidden")
    assert "9–16" in hidden.message
    assert (sheet.engraving.audit.outside_margins, sheet.engraving.audit.lost) == (0, 0)


@pytest.mark.rule("R68")
@pytest.mark.parametrize(("orientation", "size"), [("portrait", (210.0, 297.0)), ("landscape", (297.0, 210.0))])
def test_a_booth_copy_is_the_conductors_page_made_smaller(orientation: str, size: tuple[float, float]) -> None:
    lines = [Line("Flute", [PLAYS] * 12), Line("Violin", [PLAYS] * 12)]
    large = engraved_score(lines, orientation=orientation)
    small = engraved_score(lines, orientation=orientation, reduce_to="A4")
    page, before = small.pages[0], large.pages[0]
    assert (page.width, page.height) == tuple(map(centipoints, size))
    assert min(page.margins) == centipoints(LEAST_MARGIN_MM)
    assert len(page.items) == len(before.items)
    assert [staff.bars for staff in page.staves] == [staff.bars for staff in before.staves]
    factor = page.staves[0].space / before.staves[0].space
    assert factor < 0.72
    for a, b in zip(page.items, before.items, strict=True):
        if isinstance(a, Text) and isinstance(b, Text):
            assert 0 <= b.size * factor - a.size < 3
    assert small.engraving.audit.staff_mm == pytest.approx(large.engraving.audit.staff_mm * factor, abs=0.02)
    assert small.engraving.audit.outside_margins == 0
    assert all(map(within_margins, small.pages))
    assert "score-reduced" in rules(small)


@pytest.mark.rule("R68")
def test_a_place_of_the_audit_is_told_where_it_is_printed() -> None:
    lines = [Line("Flute", [PLAYS] * 30)]
    large, small = engraved_score(lines), engraved_score(lines, reduce_to="Letter")
    before = [place for place in large.engraving.audit.places if place.fault == "stretched"]
    after = [place for place in small.engraving.audit.places if place.fault == "stretched"]
    assert before
    assert len(after) == len(before)
    page = small.pages[after[0].page - 1]
    tops = [(staff.y + 2 * staff.space) / 100 for staff in page.staves if staff.system + 1 == after[0].system]
    assert after[0].y == pytest.approx(max(tops), abs=0.3)
    assert any(item.ink is Ink.STAFF_LINE for item in page.music)


def crowded(high_bars: int, players: int = 40) -> list[Line]:
    """Eight bars with little in them, then four or more in which players reach far, each in another bar."""
    low = notes("c7q c2 c2 c7")
    lines = []
    for k in range(players):
        bars = [PLAYS] * 8 + [low if n * players <= k * high_bars < (n + 1) * players else PLAYS for n in range(high_bars)]
        lines.append(Line(f"Flute {k}", bars))
    return lines


@pytest.mark.rule("R08")
def test_a_line_too_high_is_cut_in_two_rather_than_all_pages_reduced() -> None:
    sheet = engraved_score(crowded(4))
    audit = sheet.engraving.audit
    assert rules(sheet) == ["score-staff-reduced"]
    assert [page.staves[0].bars for page in sheet.pages] == [(0, 5), (6, 8), (9, 11)]
    assert (audit.outside_margins, audit.lost, audit.doubled) == (0, 0, 0)
    assert audit.staff_mm == pytest.approx(3.5, abs=0.01)


@pytest.mark.rule("R08")
def test_the_paper_that_would_do_is_named() -> None:
    sheet = engraved_score(crowded(1, 30), orientation="landscape")
    (finding,) = [f for f in sheet.engraving.findings if f.rule == "score-too-high"]
    assert finding.remedy.startswith("Turn the 12x18 paper upright")
    upright = engraved_score(crowded(1, 30))
    assert "score-too-high" not in rules(upright)


def one_bar_too_high() -> list[Line]:
    """In bar 20 of 24 forty players reach far; in all others they do not."""
    far = notes("c7q c2 c2 c7")
    bars = [far if k == 19 else PLAYS for k in range(24)]
    return [Line(f"Flute {k}", bars) for k in range(1, 41)]


@pytest.mark.rule("R08")
def test_only_the_page_that_is_too_low_is_reduced() -> None:
    sheet = engraved_score(one_bar_too_high(), least_bars=8)
    heights = {page.staves[0].bars: page.staves[0].space * 4 * 25.4 / 7200 for page in sheet.pages}
    (crowded,) = [bars for bars, staff in heights.items() if staff < 3.49]
    assert crowded[0] <= 19 <= crowded[1]
    assert all(staff == pytest.approx(3.5, abs=0.01) for bars, staff in heights.items() if bars != crowded)
    (finding,) = [f for f in sheet.engraving.findings if f.rule == "score-too-high"]
    assert finding.message.startswith(f"The page of bars {crowded[0] + 1}–{crowded[1] + 1} does not hold")
    told = float(finding.message.partition("to staves of ")[2].partition(" mm")[0])
    assert told == pytest.approx(heights[crowded], abs=0.015)
    assert (sheet.engraving.audit.outside_margins, sheet.engraving.audit.collisions) == (0, 0)
    right = {max(staff.x1 for staff in page.staves) for page in sheet.pages}
    assert max(right) - min(right) < 100, "lines of a reduced page are as wide as others"


@pytest.mark.rule("R08")
def test_paper_turned_upright_as_the_finding_says_holds_it() -> None:
    lines = one_bar_too_high()[:26]
    lying = engraved_score(lines, orientation="landscape", least_bars=8)
    (finding,) = [f for f in lying.engraving.findings if f.rule == "score-too-high"]
    assert finding.remedy == "Turn the 12x18 paper upright."
    upright = engraved_score(lines, orientation="portrait", least_bars=8)
    assert "score-too-high" not in rules(upright)
    assert upright.engraving.audit.staff_mm >= 3.49


@pytest.mark.rule("R66")
def test_names_are_full_on_page_two_where_page_one_has_no_room_for_everybody() -> None:
    rests, far = [REST] * 16, [notes("c7q c2 c2 c7")] * 8
    lines = [Line(f"Flute {k}", far + [PLAYS] * 8, short="Fl.") for k in range(1, 32)]
    lines += [Line(f"Oboe {k}", rests, short="Ob.") for k in range(1, 13)]
    sheet = engraved_score(lines, least_bars=8)
    first, second = sheet.pages
    assert (len(first.staves), len(second.staves)) == (31, 43)
    assert "score-too-high" not in rules(sheet)
    (finding,) = [f for f in sheet.engraving.findings if f.rule == "score-staves-hidden"]
    assert "bars 1–8:" in finding.message
    names = [item.text for item in second.music if isinstance(item, Text) and item.ink is Ink.HEADING]
    assert "Oboes" in names
    assert "Ob." not in names
    assert (sheet.engraving.audit.outside_margins, sheet.engraving.audit.lost) == (0, 0)


@pytest.mark.rule("R66")
def test_who_is_first_seen_later_has_a_full_name_until_it_has_played() -> None:
    far = notes("c7q c2 c2 c7")
    lines = [Line(f"Flute {k}", [far] * 16 + [PLAYS] * 16, short="Fl.") for k in range(1, 33)]
    lines += [Line(f"Oboe {k}", [REST] * 16 + [PLAYS] * 16, short="Ob.") for k in range(1, 13)]
    sheet = engraved_score([*lines, Line("Celesta", [REST] * 24 + [PLAYS] * 8, short="Cel.")], least_bars=8)
    assert [len(page.staves) for page in sheet.pages] == [32, 32, 45, 45]
    named = [
        {item.text for item in page.music if isinstance(item, Text) and item.ink is Ink.HEADING} for page in sheet.pages
    ]
    assert [[name in names for name in ("Flutes", "Oboes", "Celesta")] for names in named] == [
        [True, False, False],
        [False, False, False],
        [False, True, True],
        [False, False, True],
    ]
    assert sheet.engraving.audit.outside_margins == 0


@pytest.mark.rule("R08")
def test_a_score_in_which_nobody_plays_is_reduced_rather_than_emptied() -> None:
    sheet = engraved_score([Line(f"Flute {k}", [REST] * 8) for k in range(1, 80)])
    assert len(sheet.pages[0].staves) == 79
    assert rules(sheet) == ["score-too-high"]


@pytest.mark.rule("R08")
def test_bars_without_resting_staves_are_told_as_stretches() -> None:
    """Systems one after another that leave them out are one stretch, whatever the lines."""
    far = notes("c7q c2 c2 c7")
    lines = [Line(f"Flute {k}", [far] * 16 + [PLAYS] * 8) for k in range(1, 31)]
    lines += [Line(f"Oboe {k}", [REST] * 16 + [PLAYS] * 8) for k in range(1, 17)]
    (finding,) = [f for f in engraved_score(lines, least_bars=8).engraving.findings if f.rule == "score-staves-hidden"]
    assert finding.message.startswith("The staves that rest are left out in bars 1–16: ")
    assert finding.remedy == "Take larger paper."
    lying = engraved_score(lines, least_bars=8, orientation="landscape").engraving.findings
    (finding,) = [f for f in lying if f.rule == "score-staves-hidden"]
    assert finding.remedy == "Turn the paper upright or take larger paper."
