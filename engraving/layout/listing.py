"""The display list as text, for golden tests and for reading changes in a diff.

One item a line, in a fixed order: page, system, then by kind of ink, staff, place. Numbers are
points with two decimals, y up from the foot of the sheet; ink by name; music glyphs by SMuFL code
point. Columns and groups, which only the audit needs, are left out: they may be renumbered without
a mark on paper changing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from engraving.layout.page import Glyph, Item, Line, Page, Polygon, Staff, Text, origin

HEADING = "engraving.listing/1"


def listing(pages: Sequence[Page]) -> str:
    """The pages as lines of text, ending in a newline; equal pages give equal text on every machine."""
    lines = [HEADING]
    for number, page in enumerate(pages, 1):
        lines += _page(page, number, len(pages))
    return "\n".join(lines) + "\n"


def _page(page: Page, number: int, count: int) -> Iterable[str]:
    left, bottom, right, top = page.margins
    yield ""
    yield f"page {number} of {count}: {_points(page.width, page.height)}"
    yield f"  margins left {_point(left)} bottom {_point(bottom)} right {_point(right)} top {_point(top)}"
    systems = {staff.number: staff.system for staff in page.staves}
    grouped: dict[int, list[Item]] = {}
    for item in page.music:
        grouped.setdefault(systems.get(item.staff, -1), []).append(item)
    for system in sorted({staff.system for staff in page.staves} | set(grouped)):
        yield f"  system {system + 1}" if system >= 0 else "  beside the systems"
        yield from (_staff(staff) for staff in page.staves if staff.system == system)
        yield from _items(grouped.get(system, ()))
    if page.furniture:
        yield "  furniture"
        yield from _items(page.furniture)


def _staff(staff: Staff) -> str:
    first, last = staff.bars
    return (
        f"    staff {staff.number}: {_points(staff.x0, staff.y)} to {_point(staff.x1)}, "
        f"{staff.lines} lines {_point(staff.space)} apart, bars {first}-{last}"
    )


def _items(items: Iterable[Item]) -> Iterable[str]:
    """Lines in an order that depends on what the items are, never on when they were drawn."""
    return [text for _, text in sorted((_order(item), _item(item)) for item in items)]


def _order(item: Item) -> tuple[int, int, int, int]:
    x, y = origin(item)
    return item.ink, item.staff, x, -y


def _item(item: Item) -> str:
    name = item.ink.name.lower().replace("_", "-")
    atom = f" atom {item.atom:x}" if item.atom else ""
    echo = " echo" if item.echo else ""
    return f"    {name} staff {item.staff} {_shape(item)}{atom}{echo}"


def _shape(item: Item) -> str:
    if isinstance(item, Glyph):
        return f"{_points(item.x, item.y)} U+{item.code:04X} {_face(item)} {_point(item.size)}"
    if isinstance(item, Text):
        words = json.dumps(item.text, ensure_ascii=False)
        return f"{_points(item.x, item.y)} {words} {_face(item)} {_point(item.size)}"
    if isinstance(item, Line):
        ends = f"{_points(item.x0, item.y0)} to {_points(item.x1, item.y1)}"
        return f"{ends} width {_point(item.width)}{_dash(item.dash)}"
    if isinstance(item, Polygon):
        return f"polygon {_points(*item.points)}"
    return f"curve {_points(*item.points)}{_dash(item.dash)}"


def _face(item: Glyph | Text) -> str:
    return item.face.name.lower().replace("_", "-")


def _dash(dash: tuple[int, ...]) -> str:
    return f" dash {_points(*dash)}" if dash else ""


def _points(*values: int) -> str:
    return " ".join(_point(value) for value in values)


def _point(value: int) -> str:
    """1/100 pt as points, exactly: no float is made of it."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), 100)
    return f"{sign}{whole}.{part:02d}"
