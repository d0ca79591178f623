"""A1: ink on ink. A sweep over boxes finds who may meet, the exemption table who may, outlines who does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from math import inf

from engraving.layout.audit.contact import FAR, NEAR, Contact, contact, near, room_for_hit, within_reach
from engraving.layout.audit.exemptions import FREE_OF_OWN_STAFF, close_by_nature, exempt, exempt_there
from engraving.layout.audit.hollows import CURVES, Hollows
from engraving.layout.audit.outlines import Bounds
from engraving.layout.audit.places import pair_place
from engraving.layout.audit.report import Fault, Place
from engraving.layout.audit.scene import NOWHERE, Mark, Scene, bottom, extent, top

Meet = Callable[[Mark, Mark], None]

STRIP = 6000.0  # 1/100 pt: a system of many times this height is looked at in strips of it
MANY = 4


def collisions(scene: Scene) -> list[Place]:
    """Every pair of ink on the page that collides, and every pair that is near."""
    judge = Judge(scene)
    margin = NEAR * scene.space
    for system, marks in scene.systems.items():
        sweep(marks, scene.extents[system], margin, judge.meet)
    meet_between_systems(scene, margin, judge.meet)
    meet_staff_lines(scene, margin, judge.meet)
    return judge.places


class Judge:
    """Decides about pairs whose boxes meet."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.places: list[Place] = []
        self._hollows = Hollows(FAR * scene.space)

    def meet(self, a: Mark, b: Mark) -> None:
        """List the pair if it collides or is near, and is not exempt."""
        scene = self.scene
        if exempt(a, b, scene):
            return
        may_hit = room_for_hit(a, b, scene.space)
        if not may_hit and close_by_nature(a, b, scene):
            return
        hollows = self._hollows
        if (a.ink in CURVES and hollows.hold(b, a)) or (b.ink in CURVES and hollows.hold(a, b)):
            return
        first, second = scene.outline(a), scene.outline(b)
        if not within_reach(first, second, scene.space):
            return
        found = contact(first, second, scene.space) if may_hit else None
        if found is not None:
            if not exempt_there(a, b, scene, found):
                self._list(Fault.COLLISION, a, b, found)
        elif not (may_hit and close_by_nature(a, b, scene)) and near(first, second, scene.space):
            middle = Contact(
                (max(a.x0, b.x0) + min(a.x1, b.x1)) / 2, (max(a.y0, b.y0) + min(a.y1, b.y1)) / 2, 0.0, 0.0
            )
            if not exempt_there(a, b, scene, middle):
                self._list(Fault.NEAR, a, b, middle)

    def _list(self, fault: Fault, a: Mark, b: Mark, where: Contact) -> None:
        self.places.append(pair_place(fault, a, b, where, self.scene))


def sweep(marks: Sequence[Mark], around: Bounds, margin: float, meet: Meet) -> None:
    """Call ``meet`` once for all pairs whose boxes come within ``margin``; ``marks`` by left edge, the box ``around``
    them."""
    _, low, _, high = around
    if high - low <= MANY * STRIP:
        _sweep_strip(marks, margin, meet)
        return
    strips: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        lowest, highest = int((mark[1] - margin) // STRIP), int((mark[3] + margin) // STRIP)
        strips[lowest].append(mark)
        for k in range(lowest + 1, highest + 1):
            strips[k].append(mark)
    for k, inside in strips.items():
        _sweep_strip(inside, margin, meet, k * STRIP)


def _sweep_strip(marks: Sequence[Mark], margin: float, meet: Meet, edge: float = -inf) -> None:
    """The same without strips; pairs that both come from below ``edge`` have met already."""
    lefts = [mark[0] for mark in marks]
    for k, a in enumerate(marks, 1):
        low, right, high = a[1] - margin, a[2] + margin, a[3] + margin
        from_below = a[1] - margin < edge
        for b in marks[k : bisect_right(lefts, right, k)]:
            if b[1] < high and b[3] > low and not (from_below and b[1] - margin < edge):
                meet(a, b)


def meet_between_systems(scene: Scene, margin: float, meet: Meet) -> None:
    """The same for pairs from two systems, most of which stand clear of each other."""
    for (one, box), (other, their_box) in combinations(scene.extents.items(), 2):
        low, high = max(box[1], their_box[1]) - margin, min(box[3], their_box[3]) + margin
        if low < high:
            _sweep_between(
                [mark for mark in scene.systems[one] if mark[1] < high and mark[3] > low],
                [mark for mark in scene.systems[other] if mark[1] < high and mark[3] > low],
                margin,
                meet,
            )


def _sweep_between(one: Sequence[Mark], other: Sequence[Mark], margin: float, meet: Meet) -> None:
    """Pairs with one mark of each."""
    if not one or not other:
        return
    home = {mark.order for mark in one}

    def meet_strangers(a: Mark, b: Mark) -> None:
        if (a.order in home) != (b.order in home):
            meet(a, b)

    marks = sorted([*one, *other])
    sweep(marks, extent(marks), margin, meet_strangers)


def meet_staff_lines(scene: Scene, margin: float, meet: Meet) -> None:
    """Call ``meet`` for marks and staff lines, leaving out what stands in its own staff by right (b)."""
    lines = scene.staff_lines
    if not lines:
        return
    heights = [line.y0 for line in lines]
    thick = max(line.y1 - line.y0 for line in lines)
    for system in scene.systems:
        for mark in strangers(system, scene, margin + thick):
            low, high = mark[1] - margin, mark[3] + margin
            for k in range(bisect_left(heights, low - thick), len(lines)):
                line = lines[k]
                if heights[k] > high:
                    break
                if line.x0 < mark.x1 + margin and line.x1 > mark.x0 - margin and line.y1 > low:
                    meet(mark, line)


def strangers(system: int, scene: Scene, margin: float) -> list[Mark]:
    """The marks of a system that may disturb staff lines, by what they are and where."""
    marks = scene.systems[system]
    staff = scene.lone_staff(system)
    if staff is None:
        return [mark for mark in marks if mark.ink not in FREE_OF_OWN_STAFF or not at_home(mark, scene)]
    low, high = bottom(staff) - margin, top(staff) + margin
    return [mark for mark in marks if mark[7] not in FREE_OF_OWN_STAFF and mark[1] < high and mark[3] > low]


def at_home(mark: Mark, scene: Scene) -> bool:
    """Whether a mark meets no staff's lines but those of its own."""
    under, over = scene.homes.get(mark.item.staff, NOWHERE)
    return under < mark.y0 and mark.y1 < over
