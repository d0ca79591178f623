"""Staves, systems and bars, found from lines alone."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tests.readback.glyphs import CLEFS, HEADS, REPEAT_DOT, RESTS
from tests.readback.sheet import Sheet, Sign, Stroke

STAFF_LINE, THIN, THICK, H_BAR = 0.13, 0.16, 0.5, 1.0
ONE_LINE_REACH = 1.0  # barlines on a one-line staff
NEAR = 0.06
STROKES_APART = 1.3  # of one barline


class Staff(NamedTuple):
    """``y`` is its middle; ``number`` counts from 1 at the top of its system."""

    number: int
    x0: float
    x1: float
    y: float
    lines: int

    @property
    def reach(self) -> float:
        """From the middle to the outer lines."""
        return (self.lines - 1) / 2

    def height(self, y: float) -> float:
        """Of a place on the page over the staff's middle."""
        return y - self.y


class Bar(NamedTuple):
    """What stands between two barlines of a system."""

    x0: float
    x1: float


class System(NamedTuple):
    """Staves played together, from the top, and the bars on them."""

    staves: tuple[Staff, ...]
    bars: tuple[Bar, ...]
    prefix: float  # where clef, key and metre at its start end

    @property
    def top(self) -> float:
        """y of the highest line."""
        return self.staves[0].y + self.staves[0].reach

    @property
    def bottom(self) -> float:
        """y of the lowest line."""
        return self.staves[-1].y - self.staves[-1].reach


def systems_of(sheet: Sheet) -> list[System]:
    """All systems of a page from the top down."""
    systems = []
    for group in _joined(_staves(sheet), sheet):
        staves = tuple(staff._replace(number=n) for n, staff in enumerate(group, start=1))
        systems.append(_with_bars(staves, sheet))
    return systems


def _staves(sheet: Sheet) -> list[Staff]:
    """Stacks of thin lines of one length, a space apart."""
    rows: dict[tuple[float, float], list[float]] = defaultdict(list)
    for stroke in sheet.level:
        if stroke.is_thick(STAFF_LINE) and not stroke.dashed:
            rows[round(stroke.x0, 1), round(stroke.x1, 1)].append(stroke.y0)
    staves = []
    for (x0, x1), ys in rows.items():
        stack: list[float] = []
        for y in [*sorted(ys, reverse=True), float("-inf")]:
            if stack and abs(stack[-1] - y - 1.0) > NEAR:
                staves.append(Staff(0, x0, x1, (stack[0] + stack[-1]) / 2, len(stack)))
                stack = []
            stack.append(y)
    return sorted(staves, key=lambda staff: (-staff.y, staff.x0))


def _joined(staves: list[Staff], sheet: Sheet) -> list[list[Staff]]:
    """Staves with a common line at their left edge are one system."""
    edges = [s for s in sheet.upright if s.is_thick(THIN) and s.y1 - s.y0 > 6.0]
    groups: list[list[Staff]] = []
    for staff in staves:
        above = groups[-1][-1] if groups else None
        if above is not None and any(
            abs(edge.x0 - staff.x0) < 0.3 and edge.y0 < staff.y and edge.y1 > above.y for edge in edges
        ):
            groups[-1].append(staff)
        else:
            groups.append([staff])
    return groups


def _with_bars(staves: tuple[Staff, ...], sheet: Sheet) -> System:
    top = staves[0]
    lines = _barlines(top, sheet)
    edges: list[float] = [top.x0]
    ends: list[float] = []
    music = [s for s in sheet.signs if (s.code in HEADS or s.code in RESTS) and _beside(s, staves)]
    bars_ = [line for staff in staves for line in h_bars(staff, sheet)]
    prefix = _prefix(top, sheet)
    for left, right in lines:
        played = any(edges[-1] < s.centre < left for s in music) or any(edges[-1] < b.x0 < left for b in bars_)
        if not ends and not played and left < prefix + 2.0:
            edges[-1] = right  # a repeat that begins with the line
            continue
        ends.append(left)
        edges.append(right)
    return System(staves, tuple(Bar(x0, x1) for x0, x1 in zip(edges, ends, strict=False)), prefix)


def _beside(sign: Sign, staves: tuple[Staff, ...]) -> bool:
    return staves[-1].y - 8.0 < sign.y < staves[0].y + 8.0 and staves[0].x0 - 1 < sign.x < staves[0].x1 + 1


def _barlines(staff: Staff, sheet: Sheet) -> list[tuple[float, float]]:
    """(left, right) of every barline of a staff: uprights from its top line down, a group of strokes together."""
    reach = staff.reach or ONE_LINE_REACH
    rests = h_bars(staff, sheet)
    found = []
    for stroke in sheet.upright:
        if not (stroke.is_thick(THIN) or stroke.is_thick(THICK)):
            continue
        if abs(stroke.y1 - staff.y - reach) > 0.15 or stroke.y0 > staff.y - reach + NEAR:
            continue
        if not staff.x0 + 0.3 < stroke.x0 < staff.x1 + 0.3:
            continue
        if any(abs(stroke.x0 - end) < 0.2 for rest in rests for end in (rest.x0, rest.x1)):
            continue  # the serif of a multi-bar rest on one line
        found.append((stroke.x0 - stroke.width / 2, stroke.x0 + stroke.width / 2))
    found += [
        (sign.left, sign.right)
        for sign in sheet.signs
        if sign.code == REPEAT_DOT and abs(sign.y - staff.y) < 1.0 and staff.x0 < sign.x < staff.x1
    ]
    groups: list[tuple[float, float]] = []
    for left, right in sorted(found):
        if groups and left - groups[-1][1] < STROKES_APART - 0.8:
            groups[-1] = (groups[-1][0], max(right, groups[-1][1]))
        else:
            groups.append((left, right))
    return groups


def h_bars(staff: Staff, sheet: Sheet) -> list[Stroke]:
    """The thick lines of multi-bar rests on a staff."""
    return [s for s in sheet.level if s.is_thick(H_BAR) and abs(s.y0 - staff.y) < NEAR and staff.x0 < s.x0 < staff.x1]


def _prefix(staff: Staff, sheet: Sheet) -> float:
    """Where the signs at the start of a line end: each less than two spaces after the one before."""
    edge = staff.x0
    near = sorted(
        (s.left, s.right) for s in sheet.signs
        if abs(s.y - staff.y) < 3.6 and (s.code in CLEFS or 0xE080 <= s.code < 0xE0A0 or 0xE260 <= s.code < 0xE2A0)
    )  # fmt: skip
    for left, right in near:
        if staff.x0 <= left < edge + 1.3:
            edge = max(edge, right)
    return edge
