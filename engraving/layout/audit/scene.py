"""A page as the audit sees it: every piece of ink with its box, by system, and the lines of its staves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from engraving.layout.audit.outlines import Bounds, Outline
from engraving.layout.audit.tracing import Outliner
from engraving.layout.page import Ink, Item, Page, Staff

FURNITURE = -1  # the "system" of page furniture
LOOSE = -2  # the "system" of music that stands on no staff
NOWHERE = 0.0, 0.0
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
    ink: Ink


_LEFT, _LOW, _RIGHT, _HIGH = map(itemgetter, range(4))
_tuple = tuple.__new__  # what ``Mark`` does, without its keywords: there are many marks


def extent(marks: Sequence[Mark]) -> Bounds:
    """The box round marks."""
    return min(map(_LEFT, marks)), min(map(_LOW, marks)), max(map(_RIGHT, marks)), max(map(_HIGH, marks))


class Scene:
    """All ink of one page. ``space`` is the staff space that thresholds are measured in."""

    def __init__(self, page: Page, outliner: Outliner) -> None:
        self.page = page
        self.staves: dict[int, Staff] = {staff.number: staff for staff in page.staves}
        self.space = float(min((staff.space for staff in page.staves), default=ORDINARY_SPACE))
        self.staff_lines: list[Mark] = []
        self._outliner = outliner
        self._outlines: dict[int, Outline] = {}
        self._take()

    def _take(self) -> None:
        """Sort the display list by system; within one, by left edge."""
        page = self.page
        marks: dict[int, list[Mark]] = {staff.system: [] for staff in page.staves}
        marks |= {LOOSE: [], FURNITURE: []}
        homes = {staff.number: (staff.system, marks[staff.system].append) for staff in page.staves}
        loose, furniture = ((system, marks[system].append) for system in (LOOSE, FURNITURE))
        add_line, line = self.staff_lines.append, Ink.STAFF_LINE
        items, music = page.items, len(page.music)
        for order, (item, box) in enumerate(zip(items, self._outliner.boxes(items), strict=True)):
            if box is None:
                continue
            ink = item.ink
            system, add = homes.get(item.staff, loose) if order < music else furniture
            mark = _tuple(Mark, box + (order, item, system, ink))  # noqa: RUF005 - faster than the star
            if ink is line:
                add_line(mark)
            else:
                add(mark)
        self.systems = {system: sorted(marks) for system, marks in marks.items() if marks}
        self.staff_lines.sort(key=_LOW)

    def outline(self, mark: Mark) -> Outline:
        """The ink of a mark, built once."""
        outline = self._outlines.get(mark.order)
        if outline is None:
            outline = self._outlines[mark.order] = self._outliner.outline(
                mark.item, (mark.x0, mark.y0, mark.x1, mark.y1)
            )
        return outline

    @cached_property
    def extents(self) -> dict[int, Bounds]:
        """By system, the box round all of its ink; curves by their controls."""
        return {system: extent(marks) for system, marks in self.systems.items()}

    @cached_property
    def homes(self) -> dict[int, tuple[float, float]]:
        """By staff, the heights between which a mark meets no staff line but its own staff's."""
        ranked = sorted(self.page.staves, key=lambda staff: -staff.y)
        homes: dict[int, tuple[float, float]] = {}
        for k, staff in enumerate(ranked):
            over = bottom(ranked[k - 1]) if k else float(self.page.height)
            under = top(ranked[k + 1]) if k + 1 < len(ranked) else 0.0
            homes[staff.number] = under, over
        return homes

    def lone_staff(self, system: int) -> Staff | None:
        """The staff of a system that has one, if none of the system's ink comes to another staff."""
        staves = [staff for staff in self.page.staves if staff.system == system]
        if len(staves) != 1:
            return None
        under, over = self.homes[staves[0].number]
        _, low, _, high = self.extents[system]
        return staves[0] if under < low and high < over else None

    @cached_property
    def music_starts(self) -> dict[int, float]:
        """By system, the left edge of its first note or rest: signs before it are the line's prefix."""
        return {
            system: min((mark.x0 for mark in marks if mark.ink in STARTS), default=float("inf"))
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
                if group and mark.ink in NOTES and staves.setdefault(group, staff) != staff:
                    crossing.add(group)
        return frozenset(crossing)


def top(staff: Staff) -> float:
    """The height of its highest line."""
    return staff.y + (staff.lines - 1) / 2 * staff.space


def bottom(staff: Staff) -> float:
    """The height of its lowest line."""
    return staff.y - (staff.lines - 1) / 2 * staff.space
