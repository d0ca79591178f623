"""Whole pages made smaller, as a copier does it: staves, type and all (R68)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from engraving.house import centipoints
from engraving.house.style import Paper
from engraving.layout.audit import Audit, Place
from engraving.layout.audit.measures import smallest_text, staff_mm
from engraving.layout.page import Curve, Glyph, Item, Line, Page, Polygon, Text

POINT = 100  # 1/100 pt


def reduced(pages: Sequence[Page], found: Audit, sheet: Paper) -> tuple[tuple[Page, ...], Audit]:
    """The pages on another sheet, and what the audit ``found`` on them at its place there.

    What lies inside a page's margins fills what lies inside the sheet's, in height or in width, centred in the
    other; nothing becomes larger. Pages are judged as they were set: what their reduction rounds to whole 1/100 pt is
    too small to be seen, though not by the audit.
    """
    moves = [_move(page, sheet) for page in pages]
    smaller = tuple(_reduced(page, move, sheet) for page, move in zip(pages, moves, strict=True))
    places = tuple(moves[place.page - 1].place(place) if place.page else place for place in found.places)
    return smaller, replace(
        found, places=places, staff_mm=staff_mm(smaller), smallest_text_pt=smallest_text(smaller)
    )


def _move(page: Page, sheet: Paper) -> _Move:
    left, bottom, right, top = page.margins
    to_left, to_bottom, to_right, to_top = _margins(sheet)
    wide, high = page.width - left - right, page.height - bottom - top
    to_wide = centipoints(sheet.width) - to_left - to_right
    to_high = centipoints(sheet.height) - to_bottom - to_top
    factor = min(1.0, to_wide / wide, to_high / high)
    return _Move(
        factor,
        to_left + (to_wide - wide * factor) / 2 - left * factor,
        to_bottom + (to_high - high * factor) / 2 - bottom * factor,
    )


def _margins(sheet: Paper) -> tuple[int, int, int, int]:
    margins = sheet.margins
    return (
        centipoints(margins.left), centipoints(margins.bottom), centipoints(margins.right), centipoints(margins.top)
    )  # fmt: skip


def _reduced(page: Page, move: _Move, sheet: Paper) -> Page:
    staves = tuple(
        replace(staff, x0=move.x(staff.x0), x1=move.x(staff.x1), y=move.y(staff.y), space=move.size(staff.space))
        for staff in page.staves
    )
    music, furniture = tuple(map(move.item, page.music)), tuple(map(move.item, page.furniture))
    return Page(centipoints(sheet.width), centipoints(sheet.height), _margins(sheet), music, furniture, staves)


class _Move:
    """Makes ink smaller by a factor and moves it."""

    def __init__(self, factor: float, dx: float, dy: float) -> None:
        self.factor, self.dx, self.dy = factor, dx, dy

    def x(self, x: int) -> int:
        return round(x * self.factor + self.dx)

    def y(self, y: int) -> int:
        return round(y * self.factor + self.dy)

    def size(self, size: int) -> int:
        return max(1, round(size * self.factor))

    def place(self, place: Place) -> Place:
        x, y = (value * self.factor + off / POINT for value, off in ((place.x, self.dx), (place.y, self.dy)))
        return replace(place, x=round(x, 2), y=round(y, 2))

    def item(self, item: Item) -> Item:
        match item:
            case Glyph() | Text():
                size = int(item.size * self.factor)  # down: a long text rounded up would stand over the margin
                return replace(item, x=self.x(item.x), y=self.y(item.y), size=size)
            case Line():
                return replace(
                    item, x0=self.x(item.x0), y0=self.y(item.y0), x1=self.x(item.x1), y1=self.y(item.y1),
                    width=self.size(item.width), dash=tuple(map(self.size, item.dash)),
                )  # fmt: skip
            case Polygon():
                return replace(item, points=self._points(item.points))
            case Curve():
                return replace(item, points=self._points(item.points), dash=tuple(map(self.size, item.dash)))

    def _points(self, points: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.y(value) if k % 2 else self.x(value) for k, value in enumerate(points))
