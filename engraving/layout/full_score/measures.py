"""The house style as the score needs it: its own sheet, staff and sizes of type."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.house import Style
from engraving.house.style import REFERENCE_STAFF_MM, Paper, Sizes, StaffSettings

LEAST_STAFF_MM = 3.5  # R08
STAFF_GAP = 6.5  # E49: the least between the staves of one player; a score has no more room to give
_KEPT = ("cue_number", "instrument", "title", "credits", "running", "turn_warning")


def score_style(style: Style, staff_mm: float) -> Style:
    """``style`` on the score's paper with staves of ``staff_mm``; sizes of type come out as the score's say."""
    score = style.score
    paper = score.paper
    if score.orientation == "landscape":
        paper = Paper(paper.height, paper.width, paper.margins)
    per_point = REFERENCE_STAFF_MM / staff_mm
    sizes = score.sizes
    printed = dict.fromkeys(Sizes.__struct_fields__, sizes.words)
    printed |= {
        "bar_number": sizes.bar_number, "timing": sizes.timing, "tempo": sizes.tempo, "rehearsal": sizes.rehearsal,
    }  # fmt: skip
    printed |= {name: getattr(style.sizes, name) for name in _KEPT}
    scaled = {name: points * per_point for name, points in printed.items()}
    scaled["tuplet"] = style.sizes.tuplet
    furniture = style.furniture
    if "picture" not in furniture.first.fields:
        first = replace(furniture.first, right=(*furniture.first.right, "picture"))
        furniture = replace(furniture, first=first)
    return replace(
        style,
        paper=paper,
        staff=StaffSettings(staff_mm),
        spacing=replace(style.spacing, density=score.density),
        systems=replace(style.systems, staff_gap=STAFF_GAP, least_staff_gap=STAFF_GAP),
        sizes=Sizes(**scaled),
        furniture=furniture,
    )
