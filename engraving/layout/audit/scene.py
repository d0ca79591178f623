"""A page as the audit sees it: every piece of ink with its box, by system, and the lines of its staves."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from engraving.layout.audit.outlines import Outline
from engraving.layout.audit.tracing import Outliner
from engraving.layout.page import Ink, Item, Page, Staff

FURNITURE = -1  # the "system" of page furniture
LOOSE = -2  # the "system" of music that stands on no staff
ORDINARY_SPACE = 531.0  # 1/100 pt: a staff of 7.5 mm, for pages without staves
NOTES = (Ink.HEAD, Ink.STEM, Ink.BEAM)
STARTS = (Ink.HEAD, Ink.REST, Ink.H_BAR, Ink.MEASURE_REPEAT)


class Mark(NamedTuple):
    """One item: its box, its place in the display list, and the system it belongs to."""

    x0: float
    y0: float
    x1: float
    y1: float
    order: int
    item: Item
    system: int


class Scene:
    """All ink of one page. ``space`` is the staff space that thresholds are measured in."""

    def __init__(self, page: Page, outliner: Outliner) -> None:
        self.page = page
        self.staves: dict[int, Staff] = {staff.number: staff for staff in page.staves}
        self.space = float(min((staff.space for staff in page.staves), default=ORDINARY_SPACE))
        self.systems: dict[int, list[Mark]] = {}
        self.staff_lines: list[Mark] = []
        self._outliner = outliner
        self._outlines: dict[int, Outline] = {}
        self._take()

    def _take(self) -> None:
        """Sort the display list by system; within one, by left edge."""
        box_of = self._outliner.box
        system_of = {number: staff.system for number, staff in self.staves.items()}
        furniture = len(self.page.music)
        systems = self.systems
        for order, item in enumerate(self.page.items):
            box = box_of(item)
            if box is None:
                continue
            system = system_of.get(item.staff, LOOSE) if order < furniture else FURNITURE
            mark = Mark(*box, order, item, system)
            if item.ink is Ink.STAFF_LINE:
                self.staff_lines.append(mark)
            elif system in systems:
                systems[system].append(mark)
            else:
                systems[system] = [mark]
        for marks in systems.values():
            marks.sort()
        self.staff_lines.sort(key=lambda mark: mark.y0)

    def outline(self, mark: Mark) -> Outline:
        """The ink of a mark, built once."""
        outline = self._outlines.get(mark.order)
        if outline is None:
            outline = self._outlines[mark.order] = self._outliner.outline(
                mark.item, (mark.x0, mark.y0, mark.x1, mark.y1)
            )
        return outline

    @cached_property
    def homes(self) -> dict[int, tuple[float, float]]:
        """By staff, the heights between which a mark meets no staff line but its own staff's."""
        ranked = sorted(self.page.staves, key=lambda staff: -staff.y)
        homes: dict[int, tuple[float, float]] = {}
        for k, staff in enumerate(ranked):
            over = _bottom(ranked[k - 1]) if k else float(self.page.height)
            under = _top(ranked[k + 1]) if k + 1 < len(ranked) else 0.0
            homes[staff.number] = under, over
        return homes

    @cached_property
    def music_starts(self) -> dict[int, float]:
        """By system, the left edge of its first note or rest: signs before it are the line's prefix."""
        return {
            system: min((mark.x0 for mark in marks if mark.item.ink in STARTS), default=float("inf"))
            for system, marks in self.systems.items()
        }

    @cached_property
    def crossing_groups(self) -> frozenset[int]:
        """The groups that stand on two staves."""
        staves: dict[int, int] = {}
        crossing = set()
        for marks in self.systems.values():
            for mark in marks:
                group, staff = mark.item.group, mark.item.staff
                if group and mark.item.ink in NOTES and staves.setdefault(group, staff) != staff:
                    crossing.add(group)
        return frozenset(crossing)


def _top(staff: Staff) -> float:
    return staff.y + (staff.lines - 1) / 2 * staff.space


def _bottom(staff: Staff) -> float:
    return staff.y - (staff.lines - 1) / 2 * staff.space
