"""Where slurs begin and end: at heads and stems, outside their marks, and at the edges of lines (E17, E35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.layout.ink.slur_ends import Joined, Tips, beside_stem, leads_in, opened, over_ink
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.notation.slurs import slur_end

BROKEN_END = 0.5
BROKEN_START = 1.0
LEAST_BROKEN = 3.0
OFF_PREFIX, LEAST_BESIDE_PREFIX = 0.15, 1.6  # shorter, rather than through a clef
INNER_MARK_GAP = 0.35
BESIDE_HEAD, BESIDE_HEAD_Y = 0.3, 0.35
BESIDE_LEDGER, OFF_LEDGER_LINES = 0.15, 0.35

Point = tuple[float, float]

InnerMarks = Mapping[tuple[int, bool], float]
"""(event id, up) -> outer edge of its staccato and tenuto on that side."""


class TipSetter:
    """Finds the tips of a system's slurs; ``inner`` are its staccatos and tenutos, ``by_staff`` its notes and rests."""

    def __init__(self, system: System, inner: InnerMarks, by_staff: Mapping[int, Sequence[Shape]]) -> None:
        self.system = system
        self.inner = inner
        self.by_staff = by_staff

    def both(self, joined: Joined, up: bool, way: Tips) -> tuple[tuple[float, float], tuple[float, float]]:
        """Both ends in this system; a broken one stands at the system's edge, over everything passed."""
        spanner, staff, start, stop, between = joined
        level = self._level(between, up)
        left, right = self.system.prefix.width + BROKEN_START, self.system.barlines[-1][0] - BROKEN_END
        outer = max if up else min
        at_head = leads_in(start, stop)
        first, last = (left, level), (right, level)
        if start is not None:
            first = self.end(start, up, staff, at_head=at_head)
        if stop is not None:
            last = self.end(stop, up, staff, at_head=at_head)
        if start is not None and stop is None:
            x = right if spanner.stop is not None else min(first[0] + LEAST_BROKEN, right)
            last = opened(first, max(x, first[0] + LEAST_BROKEN), outer(first[1], level))
        elif stop is not None and start is None:
            x = left if spanner.start is not None else last[0] - LEAST_BROKEN
            x = min(x, max(last[0] - LEAST_BROKEN, self.system.prefix.width + OFF_PREFIX))
            first = opened(last, min(x, last[0] - LEAST_BESIDE_PREFIX), outer(last[1], level))
        if way is Tips.BESIDE:
            first = first if start is None else beside_stem(start, first, up, 1.0)
            last = last if stop is None else beside_stem(stop, last, up, -1.0)
        elif way is Tips.OVER:
            skyline = (self.system.ups if up else self.system.downs)[staff - 1]
            first, last = over_ink(first, skyline, up), over_ink(last, skyline, up)
        last = (min(last[0], self.system.width - 0.1), last[1])
        return first, (max(last[0], first[0] + 1.0), last[1])

    def end(self, shape: Shape, up: bool, staff: int, *, at_head: bool = False) -> tuple[float, float]:
        """Where the slur meets a note: off the head or the stem's tip, outside staccato and tenuto."""
        drop = self.drop(shape.staff, staff)
        if shape.rest:
            shape = next(
                (s for s in self.by_staff.get(shape.staff, ()) if s.heads and s.event.tick == shape.event.tick),
                shape,
            )
        if shape.rest:
            box = shape.boxes[0]
            return shape.x + (box.x0 + box.x1) / 2, (box.y1 + 0.4 if up else box.y0 - 0.4) - drop
        stem = None
        if shape.stemmed and shape.up == up and not at_head:
            stem = (shape.x + shape.stem_x, shape.tip)
        head = shape.heads[-1] if up else shape.heads[0]
        drop = self.drop(head.head.staff, staff)
        half = 0.5 * min(shape.scale, 1.0)
        x, y = slur_end(shape.x + (head.dx + head.x1) / 2, head.y, stem, up, lines=shape.lines, half=half)
        if stem is not None and abs(shape.tip - head.y) > 0:
            x = shape.x + shape.stem_x
        if at_head:
            return self._at_head(shape, x, y, up=up, head_y=head.y, drop=drop)
        mark = self.inner.get((shape.event.id, up))
        if mark is not None:
            y = max(y, mark + INNER_MARK_GAP) if up else min(y, mark - INNER_MARK_GAP)
            x = shape.x + (head.dx + head.x1) / 2
        return x, y - drop

    def _at_head(self, shape: Shape, x: float, y: float, *, up: bool, head_y: float, drop: float) -> Point:
        """Where a slur from graces to their main note meets one of them: outside its ledger lines; before the main
        note rather than under it, and not where a tie would end (E17)."""
        outer, off = (max, OFF_LEDGER_LINES) if up else (min, -OFF_LEDGER_LINES)
        if not shape.event.grace:
            beside = self.system.pen.thickness.ledger_reach + BESIDE_LEDGER if shape.ledgers else BESIDE_HEAD
            x = shape.x + min(h.dx for h in shape.heads) - beside
            y = head_y + (BESIDE_HEAD_Y if up else -BESIDE_HEAD_Y)
        y = outer([y, *(line + off for line, *_ in shape.ledgers)])
        return x, y - drop

    def drop(self, staff: int, reference: int) -> float:
        """How far ``staff``'s middle line lies below that of ``reference``."""
        gaps = self.system.gap_between
        if staff == reference:
            return 0.0
        if staff > reference:
            return sum(gaps[reference - 1 : staff - 1])
        return -sum(gaps[staff - 1 : reference - 1])

    @staticmethod
    def _level(between: Sequence[Shape], up: bool) -> float:
        """The height at which a broken slur runs over everything it passes."""
        if not between:
            return 3.0 if up else -3.0
        edges = [s.reach(up=up) for s in between]
        return max(max(edges) + 0.6, 2.6) if up else min(min(edges) - 0.6, -2.6)
