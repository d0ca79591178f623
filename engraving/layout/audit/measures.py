"""A3, A6, A7 as far as a page tells them: gaps between heads, staff size, size of type, fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engraving.layout.audit.scene import FURNITURE, Mark, Scene
from engraving.layout.page import Ink, Page, Text

MM_A_CENTIPOINT = 25.4 / 7200


def staff_mm(pages: Sequence[Page]) -> float:
    """The height of the lowest staff, five lines or as if; 0 without staves."""
    spaces = [staff.space for page in pages for staff in page.staves]
    return round(min(spaces) * 4 * MM_A_CENTIPOINT, 3) if spaces else 0.0


def smallest_text(pages: Sequence[Page]) -> float:
    """The smallest type in pt; 0 without any."""
    sizes = [item.size for page in pages for item in page.items if type(item) is Text and item.text.strip()]
    return min(sizes) / 100 if sizes else 0.0


def head_gap(scene: Scene) -> float:
    """The smallest gap in sp between heads of neighbouring columns of a staff; infinite if there is none."""
    least = float("inf")
    for system, marks in scene.systems.items():
        if system >= 0:
            least = min(least, _least_gap(mark for mark in marks if mark.item.ink is Ink.HEAD))
    return least / scene.space


def _least_gap(heads: Iterable[Mark]) -> float:
    """``heads`` by left edge."""
    least = float("inf")
    before: dict[int, Mark] = {}
    for mark in heads:
        staff = mark.item.staff
        last = before.get(staff)
        if last is not None and last.item.column != mark.item.column:
            least = min(least, mark.x0 - last.x1)
        if last is None or last.item.column != mark.item.column or mark.x1 > last.x1:
            before[staff] = mark
    return least


def fill(scene: Scene) -> float:
    """The share of the height between the margins that music spans; 0 without music."""
    page = scene.page
    marks = [mark for system, group in scene.systems.items() if system != FURNITURE for mark in group]
    marks += scene.staff_lines
    room = page.height - page.margins[1] - page.margins[3]
    if not marks or room <= 0:
        return 0.0
    return round((max(mark.y1 for mark in marks) - min(mark.y0 for mark in marks)) / room, 3)
