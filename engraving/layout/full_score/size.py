"""How large a score is set, and what is to be said where its systems are too high for the paper (R08).

Where there is room to spare staves grow; else they become smaller, down to the least a conductor can read. Where that
is not enough, staves that rest are left out of the systems concerned; where it still is not, the page of such a system
is set on a larger sheet and reduced, type and all, so that nothing stands over a margin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.findings import Finding, Severity, Where
from engraving.house import PAPERS, Style
from engraving.house.style import SMALLEST_TYPE_PT, Score
from engraving.layout.audit import Audit
from engraving.layout.full_score.measures import LEAST_STAFF_MM, printed_sheet

SMALLER = 0.985  # of the staff that would just fit, when it must shrink; type does not, so that it is not exact
NEARLY = 1.03  # times the least staff
REDUCED = 0.995  # of the reduction that would do
PERCENT = 100
USUAL, FULL = 10.0, 14.0  # about what a staff takes of a page's height, in spaces, on most pages and on the fullest,
ROWS = 25.0  # and what stands over and under all of them
WORTH_WHILE = 1.05  # times as large as the style says: less is not worth another setting


def smaller(staff: float, fits: float) -> float:
    """The height of staves at which a page is likely to hold what is 1 / ``fits`` times too high for it now.

    Nearly the least is the least: nobody sees the difference, and if it did not do all would be set once more.
    """
    wanted = staff * SMALLER * fits
    return wanted if wanted > LEAST_STAFF_MM * NEARLY else LEAST_STAFF_MM


def staff_to_begin_with(score: Score, staves: int) -> float:
    """The height of staves to try first: what the style says, or ``most_staff`` where a system would leave much of its
    page white, but not half of it."""
    paper = printed_sheet(score)
    room = paper.height - paper.margins.top - paper.margins.bottom
    shared = 2 * (staves * USUAL + ROWS) * score.staff / 4 < room
    full = (staves * FULL + ROWS) * score.most_staff / 4 > room
    return score.staff if score.hide != "never" or shared or full else larger_or_usual(score.most_staff, score)


def larger_or_usual(staff: float, score: Score) -> float:
    """A height that staves would grow to, or what the style says where they would grow by little."""
    return staff if staff >= score.staff * WORTH_WHILE else score.staff


def size_findings(
    style: Style,
    staff: float,
    found: Audit,
    hidden: Sequence[str],
    crowded: Mapping[str, float],
    *,
    rests_crowd: bool,
) -> list[Finding]:
    """What is to be said of the size of the staves, as the audit ``found`` them, of ``hidden``: bars whose resting
    staves are left out though the style shows them, and of ``crowded``: by how much their pages are reduced.

    ``rests_crowd``: it would help to leave resting staves out.
    """
    told = []
    score = style.score
    if score.reduce_to != "none":
        told.append(
            Finding(
                "score-reduced",
                Severity.NOTE,
                Where(),
                f"The score's pages are reduced to {score.reduce_to}, for the booth: "
                f"staves are {found.staff_mm:.2f} mm high, type is {found.smallest_text_pt:.1f} pt and larger.",
            )
        )
    ways = ("Turn the paper upright", "take larger paper") if _turned(score) else ("Take larger paper",)
    if crowded:
        told.append(_too_high(score, staff, crowded))
    elif staff < score.staff:
        told.append(
            Finding(
                "score-staff-reduced",
                Severity.WARNING,
                Where(),
                f"The score's staves are {staff:.2f} mm high instead of {score.staff:.2f} mm: "
                "a system did not fit on the page.",
                _one_of((*ways, "hide the staves that rest") if rests_crowd and score.hide == "never" else ways),
            )
        )
    if hidden:
        told.append(
            Finding(
                "score-staves-hidden",
                Severity.WARNING,
                Where(),
                f"The staves that rest are left out in bars {', '.join(hidden)}: "
                f"with all of them the system does not fit on its page.",
                _one_of(ways),
            )
        )
    return told


def _one_of(ways: Sequence[str]) -> str:
    """A sentence that offers each of them."""
    *others, last = ways
    return f"{', '.join(others)}{' or ' if others else ''}{last}."


def _turned(score: Score) -> bool:
    """Would a page upright be higher?"""
    sheet = printed_sheet(score)
    return sheet.width > sheet.height


def _too_high(score: Score, staff: float, crowded: Mapping[str, float]) -> Finding:
    sheet = printed_sheet(score)
    reduced = min(crowded.values())
    needed = sheet.height / reduced
    larger = [(high, name) for name, (_, high) in PAPERS.items() if high >= needed]
    own = {sheet.width, sheet.height}
    if sheet.height < needed <= sheet.width:
        name = next((f" {name}" for name, sides in PAPERS.items() if {*sides} == own), "")
        remedy = f"Turn the{name} paper upright."
    else:
        remedy = f"Take {min(larger)[1]} paper, upright." if larger else f"Take paper {needed:.0f} mm high."
    bars = ", ".join(crowded)
    many = len(crowded) > 1
    where, are = (f"The pages of bars {bars} do", "they are") if many else (f"The page of bars {bars} does", "it is")
    return Finding(
        "score-too-high",
        Severity.ERROR,
        Where(),
        f"{where} not hold a system with staves of {staff:.2f} mm, the least a conductor can read: {are} reduced to "
        f"{PERCENT * reduced:.0f} %{' at the least' if many else ''}, to staves of {staff * reduced:.2f} mm and type "
        f"from {SMALLEST_TYPE_PT * reduced:.1f} pt.",
        remedy,
    )
