"""The house style as the score needs it: its own sheet, staff and sizes of type, and what follows of its pages."""

from __future__ import annotations

from msgspec.structs import replace

from engraving.house import Style
from engraving.house.style import (
    LEAST_MARGIN_MM,
    REDUCED_TO,
    REFERENCE_STAFF_MM,
    Margins,
    Paper,
    Score,
    Sizes,
    StaffSettings,
)
from engraving.score import FullScore

LEAST_STAFF_MM = 3.5  # R08
APART = 8.5  # middle line to middle line, neighbours of one family, in spaces
STAFF_GAP = 6.5  # E49: the least between the staves of one player; a score has no more room to give
_KEPT = ("cue_number", "instrument", "title", "credits", "running", "turn_warning")


def printed_sheet(score: Score) -> Paper:
    """The paper of a score, as it lies."""
    paper = score.paper
    return paper if score.orientation == "portrait" else Paper(paper.height, paper.width, paper.margins)


def booth_sheet(score: Score) -> Paper | None:
    """The sheet that pages are reduced to, lying as they do; None when they are not."""
    if score.reduce_to == "none":
        return None
    width, height = REDUCED_TO[score.reduce_to]
    white = Margins(*[LEAST_MARGIN_MM] * 4)
    return Paper(width, height, white) if score.orientation == "portrait" else Paper(height, width, white)


def score_style(style: Style, staff_mm: float, reduced: float = 1.0) -> Style:
    """``style`` on the score's paper with staves of ``staff_mm``; sizes of type come out as the score's say.

    Pages that are to be ``reduced`` by a factor have a sheet so much larger.
    """
    score = style.score
    paper = _enlarged(printed_sheet(score), 1 / reduced)
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


def _enlarged(paper: Paper, factor: float) -> Paper:
    margins = paper.margins
    return Paper(
        paper.width * factor,
        paper.height * factor,
        Margins(*(side * factor for side in (margins.left, margins.right, margins.top, margins.bottom))),
    )


def share_count(score: FullScore, style: Style, most: int) -> int:
    """Among how many workers, up to ``most``, to share the pages of a score: where systems are likely to fill a page
    each, so that one need not know the others' to know where it begins."""
    staves = sum(line.part.music.staves for line in score.parts)
    height = staves * APART * style.score.staff / 4
    alone = style.score.hide == "never" and 2 * height > printed_sheet(style.score).height
    return min(most, len(score.bars)) if alone else 1
