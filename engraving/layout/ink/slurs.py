"""Slurs of a system, whole and broken (E35)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engraving.layout.ink.slur_ends import Joined, Tips, asked_side, goes_with_stems, leads_in, off_figures
from engraving.layout.ink.slur_obstacles import InTheWay
from engraving.layout.ink.slur_order import common, outwards
from engraving.layout.ink.slur_tips import InnerMarks, TipSetter
from engraving.layout.page import Ink
from engraving.layout.pen import DASHES
from engraving.layout.system import System
from engraving.notation.crossing_slurs import Crossing, crossing_slur, moved
from engraving.notation.curves import Bezier, boxes, outline
from engraving.notation.shapes import Shape
from engraving.notation.slurs import slur, slur_side
from engraving.score import Anchor, Spanner

_WAYS = ((False, Tips.BESIDE), (True, Tips.PLAIN), (True, Tips.BESIDE), (False, Tips.OVER))
"""Where the slur of one of several voices is tried besides: on the other side, with which tips."""


class SlurSetter:
    """Draws the slurs that touch a system, inner ones first so that outer ones clear them."""

    def __init__(
        self,
        system: System,
        shapes: Mapping[int, Shape],
        inner: InnerMarks,
        ties: Sequence[tuple[int, Bezier]],
        marks: Mapping[int, Sequence[tuple[float, float, float, float]]],
        sides: dict[int, bool],
        under: Callable[[Spanner], Sequence[Shape]],
        dynamics: Sequence[tuple[int, int]] = (),
    ) -> None:
        """``sides`` remembers which side each slur took, by its atom, from system to system.

        ``under`` finds what stands under the whole of a broken slur. ``dynamics`` are the stretches, in
        ticks, where dynamics may stand between two staves.
        """
        self.system = system
        self.shapes = shapes
        self.way = InTheWay(system, ties, marks)
        self.sides = sides
        self.under = under
        self.dynamics = dynamics
        self.here = {shape.event.id for shape in system.shapes}
        self.thickness = system.pen.thickness
        self.middle = self.thickness.slur_middle
        self._said: dict[tuple[object, ...], Bezier] = {}  # the curves that other voices' slurs may share (E12)
        self._by_staff: dict[int, list[Shape]] = {}
        for shape in system.shapes:
            if not shape.whole_bar and (shape.heads or shape.event.visible):
                self._by_staff.setdefault(shape.staff, []).append(shape)
        self.tips = TipSetter(system, inner, self._by_staff)

    def draw(self, slurs: Sequence[Spanner]) -> None:
        """All slurs with an end in the system, or passing over it."""
        touching = [s for s in slurs if self._touches(s)]
        touching.sort(key=lambda s: (self._span(s), -outwards(s, self.shapes), s.atom))
        for spanner in touching:
            self._slur(spanner)

    def _touches(self, spanner: Spanner) -> bool:
        start, stop = spanner.start, spanner.stop
        if start is not None and start.event in self.here:
            return True
        if stop is not None and stop.event in self.here:
            return True
        return (
            start is not None and stop is not None and start.tick < self.system.start and stop.tick >= self.system.end
        )

    @staticmethod
    def _span(spanner: Spanner) -> int:
        if spanner.start is None or spanner.stop is None:
            return 0
        return spanner.stop.tick - spanner.start.tick

    def _shape(self, anchor: Anchor | None) -> Shape | None:
        if anchor is None or anchor.event not in self.here:
            return None
        return self.shapes.get(anchor.event)

    def _slur(self, spanner: Spanner) -> None:
        start, stop = self._shape(spanner.start), self._shape(spanner.stop)
        if start is not None and stop is not None and start.staff != stop.staff:
            self._across(spanner, start, stop)
            return
        anchor = start if start is not None else stop
        staff = anchor.staff if anchor is not None else self._any_staff(spanner)
        said = common(spanner, self.shapes)
        if said is not None and said in self._said:
            self._emit(spanner, staff, self._said[said], start, stop)
            return
        between = self._between(spanner, staff)
        up = self.sides.get(spanner.atom)
        if up is None:  # once for all its segments, by everything it passes
            whole = [] if start is not None and stop is not None else self.under(spanner)
            up = self.sides[spanner.atom] = self._side(spanner, whole or between)
        joined = Joined(spanner, staff, start, stop, between)
        curve = self._curve(joined, up)
        if any(shape is not None and shape.side for shape in (start, stop)):
            curve, up = self._past_others(joined, curve, up)
            self.sides[spanner.atom] = up
        self._emit(spanner, staff, curve, start, stop)
        if said is not None:
            self._said[said] = curve
        pieces = boxes(curve, 10, self.middle)
        self.system.ups[staff - 1].add_boxes(pieces)
        self.system.downs[staff - 1].add_boxes(pieces)

    def _past_others(self, joined: Joined, curve: Bezier, up: bool) -> tuple[Bezier, bool]:
        """A slur of one of several voices where it touches least: with other tips, or on the other side.

        Not under a cue: there the player's rests stand.
        """
        best, side, least = curve, up, self.way.touched(curve, joined)
        start, stop = joined.start, joined.stop
        fixed = start is None or stop is None or start.event.cue or bool(asked_side(joined.spanner))
        for other_side, tips in _WAYS:
            if not least:
                break
            if other_side and fixed:
                continue
            other = self._curve(joined, up != other_side, tips)
            touched = self.way.touched(other, joined)
            if touched < least:
                best, side, least = other, up != other_side, touched
        return best, side

    def _curve(self, joined: Joined, up: bool, tips: Tips = Tips.PLAIN) -> Bezier:
        """The slur on one side, clear of what stands there as far as that can be."""
        _, staff, start, stop, between = joined
        first, last = self.tips.both(joined, up, tips)
        numbers = self.way.figures(staff)
        first, last = off_figures(first, numbers, up), off_figures(last, numbers, up)
        obstacles = [o for s in joined.passed for o in self.way.note(s, up)]
        if stop is not None:
            obstacles += self.way.accidentals(stop)
        obstacles += self.way.inner_curves(staff, first[0], last[0]) + numbers
        return slur(
            first, last, up, obstacles, middle=self.middle,
            broken_start=start is None, broken_end=stop is None, lines=between[0].lines if between else 5,
        )  # fmt: skip

    def _across(self, spanner: Spanner, start: Shape, stop: Shape) -> None:
        """From one staff to another: over both, under both or between them, where least is in the way (E35)."""
        staff, staves = start.staff, range(min(start.staff, stop.staff), max(start.staff, stop.staff) + 1)
        asked = self._side(spanner, [s for n in staves for s in self._between(spanner, n)])
        numbers = [moved(box, -self.tips.drop(on, staff)) for on, box in self.way.numbers if on in staves]
        busy = any(a <= stop.event.tick and start.event.tick <= b for a, b in self.dynamics)
        found: list[tuple[Crossing, bool, bool]] = []
        for up0, up1 in ((asked, asked), (not asked, not asked), (start.staff > stop.staff, start.staff < stop.staff)):
            others = [
                moved(box, -self.tips.drop(n, staff))
                for n in staves
                for s in self._between(spanner, n)
                if s is not start and s is not stop
                for box in self.way.note(s, up0)
            ] + numbers  # fmt: skip
            first = off_figures(self.tips.end(start, up0, staff), numbers, up0)
            last = off_figures(self.tips.end(stop, up1, staff), numbers, up1)
            curve = crossing_slur(
                first, last, up0, up1, others, middle=self.middle, asked=up0 == up1 == asked, busy=busy
            )
            found.append((curve, up0, up1))
        best, up, last_up = min(found, key=lambda one: one[0].cost)
        self._emit(spanner, staff, best.curve, start, stop)
        self.system.ink_in_gaps += boxes(best.curve.moved(0.0, self.tips.drop(1, staff)), 10, self.middle)
        if up != last_up:
            return  # between the staves it is in nobody's way
        outer = staves[0] if up else staves[-1]
        skyline = (self.system.ups if up else self.system.downs)[outer - 1]
        skyline.add_boxes(boxes(best.curve.moved(0.0, self.tips.drop(outer, staff)), 10, self.middle))

    def _any_staff(self, spanner: Spanner) -> int:
        return spanner.start.staff if spanner.start is not None else 1

    def _emit(self, spanner: Spanner, staff: int, curve: Bezier, start: Shape | None, stop: Shape | None) -> None:
        ends = (start.group if start is not None else 0, stop.group if stop is not None else 0)
        echo = start is None and spanner.start is not None
        dash = DASHES.get(spanner.get("line-type"), ())
        points = outline(curve, self.thickness.slur_end, self.middle)
        self.system.pen.curve(Ink.SLUR, staff - 1, points, ends=ends, atom=spanner.atom, echo=echo, dash=dash)
        self.way.curves.append((staff, curve))

    def _between(self, spanner: Spanner, staff: int) -> list[Shape]:
        low = spanner.start.tick if spanner.start is not None else self.system.start
        high = spanner.stop.tick if spanner.stop is not None else self.system.end
        grace = spanner.start.event if spanner.start is not None else 0
        result = []
        for shape in self._by_staff.get(staff, ()):
            if low <= shape.event.tick <= high:
                if shape.event.tick == low and shape.event.grace < 0 and grace:
                    begin = self.shapes.get(grace)
                    if begin is not None and shape.x < begin.x - 0.01:
                        continue
                result.append(shape)
        return result

    def _side(self, spanner: Spanner, between: Sequence[Shape]) -> bool:
        """The side it would take ``between`` these; the same on whichever of its systems it is asked."""
        asked = asked_side(spanner)
        ends = spanner.start, spanner.stop
        start, stop = (None if end is None else self.shapes.get(end.event) for end in ends)
        anchor = start if start is not None else stop
        if start is not None and leads_in(start, stop):
            return not start.up  # graces are slurred at their heads (E17)
        voice = 0
        if anchor is not None and anchor.side:
            voice = 1 if anchor.side > 0 else 2
        notes = [
            s
            for s in between
            if s.heads and not s.event.grace and (anchor is None or s.event.voice == anchor.event.voice)
        ]
        stems = [s.up for s in notes]
        if not stems and anchor is not None:
            stems = [anchor.up]
        if asked and not voice and goes_with_stems(asked, [s.event.stem for s in notes]):
            asked = ""  # its stems are drawn anew, and the slur goes with them
        return slur_side(stems, placement=asked, voice=voice)
