"""What several rules ask of a page: which stem is whose, which way it goes, how far inks are apart."""

from __future__ import annotations

from engraving.layout.page import Ink
from tests.layout.small_music import Drawn, Sheet, notes

NEAR = 0.03  # 1/100 pt on a 7.5 mm staff is 0.002; anchors of the font are rounded to hundredths
QUARTERS = notes("c5q d5 e5 d5")
EMPTY = notes("R")
PIANO = {"clefs": ("G2", "F4"), "name": "Piano"}
TYPE = (Ink.DYNAMIC, Ink.EXPRESSION, Ink.TECHNIQUE)


def heads(sheet: Sheet, staff: int = 0) -> list[Drawn]:
    """All heads from left to right."""
    return sorted(sheet.of(Ink.HEAD, staff=staff), key=lambda d: (d.staff, d.x0, d.y))


def stem_of(sheet: Sheet, head: Drawn) -> Drawn:
    """The stem that touches a head."""
    (found,) = [s for s in sheet.of(Ink.STEM, staff=head.staff) if touches(s, head)]
    return found


def touches(stem: Drawn, head: Drawn) -> bool:
    """Does a stem start at this head or run through it?"""
    beside = head.x0 - 0.1 <= stem.centre <= head.x1 + 0.1
    return beside and stem.y0 <= head.y1 + 0.05 and head.y0 - 0.05 <= stem.y1


def goes_up(sheet: Sheet, head: Drawn) -> bool:
    """Which way the stem of a head points."""
    stem = stem_of(sheet, head)
    return stem.y1 - head.y > head.y - stem.y0


def length(sheet: Sheet, head: Drawn) -> float:
    """From a head's centre to the tip of its stem."""
    stem = stem_of(sheet, head)
    return max(stem.y1 - head.y, head.y - stem.y0)


def thickness(drawn: Drawn) -> float:
    """The thinner measure of a stroke."""
    return min(drawn.x1 - drawn.x0, drawn.y1 - drawn.y0)


def gap(left: Drawn, right: Drawn) -> float:
    """White between two inks side by side."""
    return right.x0 - left.x1


def after(drawn: Drawn, others: list[Drawn]) -> Drawn:
    """The first ink that begins right of another."""
    return min((d for d in others if d.x0 >= drawn.x1 - 0.01), key=lambda d: d.x0)


def bar_bounds(sheet: Sheet, bar: int, staff: int = 1) -> tuple[float, float]:
    """Free width of a bar of one line: after the barline before it (or the prefix), to its own barline."""
    lines = sheet.of(Ink.BARLINE, staff=staff)
    prefix = [d.x1 for d in sheet.of(Ink.CLEF, Ink.KEY, Ink.METRE, staff=staff)]
    return (lines[bar - 1].x1 if bar else max(prefix)), lines[bar].x0
