"""How large a score is set, and what is to be said where its systems are too high for the paper (R08).

Staves become smaller down to the least a conductor can read. Where that is not enough, staves that rest are left out
of the systems concerned; where it still is not, pages are set on a larger sheet and reduced, type and all, so that
nothing stands over a margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engraving.findings import Finding, Severity, Where
from engraving.house import PAPERS, Style
from engraving.house.style import SMALLEST_TYPE_PT
from engraving.layout.audit import Audit
from engraving.layout.full_score.measures import LEAST_STAFF_MM, printed_sheet

SMALLER = 0.985  # of the staff that would just fit, when it must shrink; type does not, so that it is not exact
REDUCED = 0.995  # of the reduction that would do
PERCENT = 100


class Size(NamedTuple):
    """The height of staves in mm, and by what factor pages set with them are ``reduced`` to fit on their paper."""

    staff: float
    reduced: float = 1.0

    @property
    def least(self) -> bool:
        """May staves become smaller by a reduction only?"""
        return self.staff <= LEAST_STAFF_MM

    def smaller(self, fits: float) -> Size:
        """The size at which a page is likely to hold what is 1 / ``fits`` times too high for it now."""
        if self.least:
            return Size(self.staff, self.reduced * fits * REDUCED)
        return Size(max(LEAST_STAFF_MM, self.staff * SMALLER * fits))


def size_findings(style: Style, size: Size, found: Audit, hidden: Sequence[str]) -> list[Finding]:
    """What is to be said of the size of the staves, as the audit ``found`` them, and of ``hidden``: bars
    whose resting staves are left out though the style shows them."""
    told = []
    if style.score.reduce_to != "none":
        told.append(
            Finding(
                "score-reduced",
                Severity.NOTE,
                Where(),
                f"The score's pages are reduced to {style.score.reduce_to}, for the booth: "
                f"staves are {found.staff_mm:.2f} mm high, type is {found.smallest_text_pt:.1f} pt and larger.",
            )
        )
    if size.reduced < 1.0:
        told.append(_too_high(style, size))
    elif size.staff < style.score.staff:
        told.append(
            Finding(
                "score-staff-reduced",
                Severity.WARNING,
                Where(),
                f"The score's staves are {size.staff:.2f} mm high instead of {style.score.staff:.2f} mm: "
                "a system did not fit on the page.",
                "Take larger paper, or hide the staves that rest.",
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
                "Take larger paper.",
            )
        )
    return told


def _too_high(style: Style, size: Size) -> Finding:
    sheet = printed_sheet(style.score)
    needed = sheet.height / size.reduced
    larger = [(high, name) for name, (_, high) in PAPERS.items() if high >= needed]
    own = {sheet.width, sheet.height}
    if sheet.height < needed <= sheet.width:
        name = next((f" {name}" for name, sides in PAPERS.items() if {*sides} == own), "")
        remedy = f"Turn the{name} paper upright"
    else:
        remedy = f"Take {min(larger)[1]} paper, upright" if larger else f"Take paper {needed:.0f} mm high"
    return Finding(
        "score-too-high",
        Severity.ERROR,
        Where(),
        f"A system does not fit on its page with staves of {size.staff:.2f} mm, the least a conductor can read: all "
        f"pages are reduced to {PERCENT * size.reduced:.0f} %, to staves of {size.staff * size.reduced:.2f} mm and "
        f"type from {SMALLEST_TYPE_PT * size.reduced:.1f} pt.",
        f"{remedy}, or hide the staves that rest.",
    )
