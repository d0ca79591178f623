"""Conditions of the exemption table, asked of a mark ``a`` of a row's first inks and ``b`` of its second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from math import hypot

from engraving.layout.audit.contact import Contact
from engraving.layout.audit.scene import Mark, Scene
from engraving.layout.page import Curve, Glyph, Text

OWN_END = 2.0  # sp round a curve's end in which its own note may touch it
SHARED_END = 1.5  # sp round a shared end in which two curves may touch (d)
COINCIDENT = 0.1  # sp between the origins of what two voices print as one


class Condition(StrEnum):
    """When a row of the table holds."""

    CHORD = "in one chord or event"
    GROUP = "in one chord, beam or grace group"
    STAFF = "of the same staff"
    SYSTEM = "of the same system"
    LINE = "of the same system; the line itself, not its type"
    OVER = "of the same system, lying across it"
    MID_LINE = "of the same system, the sign after the line's first note or rest"
    MID_LINE_STROKE = "as before; the line itself, not its type"
    OWN = "of one mark"
    COINCIDENT = "equal and in one place of one column"
    SAME = "along one and the same curve"
    COLUMN = "in one column of one staff"
    CROSS_STAFF = "of the same system, the group standing on two staves"
    LETTERS = "following each other in one run"
    OWN_END = "of an end note, within 2 sp of that end"
    SHARED_END = "within 1.5 sp of an end of both"


def _chord(a: Mark, b: Mark, _: Scene) -> bool:
    """The same group and, where columns are known, the same column: a beam holds several chords."""
    p, q = a.item, b.item
    return p.group == q.group != 0 and (p.column == q.column or not p.column or not q.column)


def _group(a: Mark, b: Mark, _: Scene) -> bool:
    return a.item.group == b.item.group != 0


def _staff(a: Mark, b: Mark, _: Scene) -> bool:
    return a.item.staff == b.item.staff != 0


def _system(a: Mark, b: Mark, _: Scene) -> bool:
    return a.system == b.system >= 0


def _stroke(mark: Mark) -> bool:
    return not isinstance(mark.item, Text | Glyph)


def _line(a: Mark, b: Mark, scene: Scene) -> bool:
    return _system(a, b, scene) and _stroke(a)


def _over(a: Mark, b: Mark, scene: Scene) -> bool:
    return _system(a, b, scene) and a.x0 < b.x0 and b.x1 < a.x1


def _mid_line(a: Mark, b: Mark, scene: Scene) -> bool:
    return _system(a, b, scene) and b.x0 > scene.music_starts[b.system]


def _mid_line_stroke(a: Mark, b: Mark, scene: Scene) -> bool:
    return _stroke(a) and _mid_line(a, b, scene)


def _own(a: Mark, b: Mark, _: Scene) -> bool:
    return a.item.atom == b.item.atom != 0


def _coincident(a: Mark, b: Mark, scene: Scene) -> bool:
    """The same glyph with its origin in one place, of one column where columns are known."""
    p, q = a.item, b.item
    if not (isinstance(p, Glyph) and isinstance(q, Glyph)) or p.code != q.code or p.size != q.size:
        return False
    if p.column and q.column and p.column != q.column:
        return False
    return max(abs(p.x - q.x), abs(p.y - q.y)) <= COINCIDENT * scene.space


def _same(a: Mark, b: Mark, _: Scene) -> bool:
    p, q = a.item, b.item
    return isinstance(p, Curve) and isinstance(q, Curve) and p.points == q.points


def _column(a: Mark, b: Mark, _: Scene) -> bool:
    return a.item.column == b.item.column != 0 and a.item.staff == b.item.staff


def _cross_staff(a: Mark, b: Mark, scene: Scene) -> bool:
    return _system(a, b, scene) and a.item.group in scene.crossing_groups


def _letters(a: Mark, b: Mark, _: Scene) -> bool:
    """Neighbours in the display list, the right one beginning in the left one's right half or later."""
    if abs(b.order - a.order) > 1 or a.item.atom != b.item.atom or a.item.staff != b.item.staff:
        return False
    left, right = (a, b) if a.x0 <= b.x0 else (b, a)
    return right.x0 >= (left.x0 + left.x1) / 2 and right.x1 > left.x1


def _own_end(a: Mark, b: Mark, scene: Scene, contact: Contact) -> bool:
    """``b`` was drawn with a note that ``a`` starts or ends at, and they meet there."""
    curve = a.item
    if not isinstance(curve, Curve) or not b.item.group:
        return False
    limit = OWN_END * scene.space
    return any(
        group == b.item.group and hypot(contact.x - x, contact.y - y) <= limit
        for group, (x, y) in zip(curve.ends, tips(curve), strict=True)
    )


def _shared_end(a: Mark, b: Mark, scene: Scene, contact: Contact) -> bool:
    """Both curves name one note at an end, and they meet near both of these ends."""
    p, q = a.item, b.item
    if not (isinstance(p, Curve) and isinstance(q, Curve)):
        return False
    limit = SHARED_END * scene.space
    return any(
        mine == yours != 0
        and hypot(contact.x - x, contact.y - y) <= limit
        and hypot(contact.x - u, contact.y - v) <= limit
        for mine, (x, y) in zip(p.ends, tips(p), strict=True)
        for yours, (u, v) in zip(q.ends, tips(q), strict=True)
    )


def tips(curve: Curve) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two ends of a slur or tie."""
    p = curve.points
    return (p[0], p[1]), (p[6], p[7])


EARLY: Mapping[Condition, Callable[[Mark, Mark, Scene], bool]] = {
    Condition.CHORD: _chord,
    Condition.GROUP: _group,
    Condition.STAFF: _staff,
    Condition.SYSTEM: _system,
    Condition.LINE: _line,
    Condition.OVER: _over,
    Condition.MID_LINE: _mid_line,
    Condition.MID_LINE_STROKE: _mid_line_stroke,
    Condition.OWN: _own,
    Condition.COINCIDENT: _coincident,
    Condition.SAME: _same,
    Condition.COLUMN: _column,
    Condition.CROSS_STAFF: _cross_staff,
    Condition.LETTERS: _letters,
}
LATE: Mapping[Condition, Callable[[Mark, Mark, Scene, Contact], bool]] = {
    Condition.OWN_END: _own_end,
    Condition.SHARED_END: _shared_end,
}
