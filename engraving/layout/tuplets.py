"""Tuplet digits and brackets of a system (E36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.beams import PITCH, THICKNESS, Stem
from engraving.notation.shapes import Shape
from engraving.notation.slurs import Obstacle
from engraving.notation.tuplets import (
    DIGIT_GAP,
    DIGIT_HEIGHT,
    HOOK,
    Knee,
    Outer,
    beside_knee,
    bracket,
    needs_bracket,
    on_bracket,
    tuplet_side,
)
from engraving.score import Anchor, BeamGroup, Spanner
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

LINE = 0.16


class TupletSetter:
    """Draws the tuplets that begin in a system."""

    def __init__(
        self,
        system: System,
        shapes: Mapping[int, Shape],
        beams: Sequence[BeamGroup],
        faces: Faces,
        digit_height: float,
    ) -> None:
        self.system = system
        self.shapes = shapes
        self.faces = faces
        box = faces.box(g.TUPLET_DIGITS[3])
        self.scale = digit_height / (box.y1 - box.y0)
        self.here = {s.event.id for s in system.shapes}
        self._beam_from = {group.events[0]: group.events for group in beams}
        self.drawn: list[tuple[int, Obstacle]] = []
        """Staff and box of all digits and brackets drawn, for slurs reaching beyond them to clear."""

    def draw(self, tuplets: Sequence[Spanner]) -> None:
        """All tuplets, inner (shorter) ones first."""
        mine = [t for t in tuplets if self._here(t)]
        mine.sort(key=lambda t: ((t.stop.tick - t.start.tick) if t.start and t.stop else 0, t.atom))
        for tuplet in mine:
            self._tuplet(tuplet)

    def _here(self, tuplet: Spanner) -> bool:
        return (
            tuplet.start is not None
            and tuplet.stop is not None
            and (tuplet.start.event in self.here or self._begins_here(tuplet.start))
            and (tuplet.get("show-number", "actual") != "none" or tuplet.get("bracket") == "yes")
        )

    def _begins_here(self, start: Anchor) -> bool:
        """A tuplet beginning with a hidden rest has no shape to hang on: its tick decides."""
        return start.event not in self.shapes and self.system.start <= start.tick < self.system.end

    def _members(self, tuplet: Spanner) -> list[Shape]:
        if tuplet.start is None or tuplet.stop is None:
            return []
        voice = tuplet.start.voice
        first, last = self.shapes.get(tuplet.start.event), self.shapes.get(tuplet.stop.event)
        end = last.event.tick if last is not None else tuplet.stop.tick
        graces = first is not None and bool(first.event.grace)
        return [
            s
            for s in self.system.shapes
            if s.event.voice == voice
            and tuplet.start.tick <= s.event.tick <= end
            and bool(s.event.grace) == graces
            and (s.heads or s.event.visible)
            and not s.whole_bar
        ]

    def _tuplet(self, tuplet: Spanner) -> None:
        members = self._members(tuplet)
        if not members:
            return
        staff = min(m.staff for m in members)
        notes = [m for m in members if m.heads]
        voice = 0
        if members[0].side:
            voice = 1 if members[0].side > 0 else 2
        up = tuplet_side([n.up for n in notes], placement=tuplet.placement, voice=voice)
        ids = [m.event.id for m in members]
        beams = [self._beam_from[ids[0]]] if ids[0] in self._beam_from else []
        bracketed = needs_bracket(ids, beams, source=self._asked(tuplet, members))
        x0 = members[0].x + (members[0].heads[0].dx if members[0].heads else 0.0)
        last = members[-1]
        x1 = last.x + (max(h.x1 for h in last.heads) if last.heads else last.boxes[0].x1)
        codes = self._digits(tuplet)
        width = sum(self.faces.advance(code) for code in codes) * self.scale
        if not bracketed and notes and all(n.stemmed for n in notes):
            if len({n.up for n in notes}) == 1:
                self._beside_beam(tuplet, members, up, x0, x1, codes, width, staff)
                return
            if self._beside_knee(tuplet, notes, up, (x0, x1), codes, width, staff):
                return
            up, bracketed = True, True
        self._bracketed(tuplet, members, up, x0, x1, codes, width, staff, bracketed)

    @staticmethod
    def _asked(tuplet: Spanner, members: Sequence[Shape]) -> str:
        """The source's ``bracket``; a "no" without a beam to stand for it is not obeyed (E36)."""
        asked = tuplet.get("bracket")
        if asked == "no" and not all(m.beam and m.beam == members[0].beam for m in members):
            return ""
        return asked

    def _digits(self, tuplet: Spanner) -> list[int]:
        actual, normal = tuplet.get("actual", "3"), tuplet.get("normal", "2")
        show = tuplet.get("show-number", "actual")
        if show == "none":
            return []
        codes = [g.TUPLET_DIGITS[int(c)] for c in actual if c.isdigit()]
        if show == "both":
            codes += [g.TUPLET_COLON] + [g.TUPLET_DIGITS[int(c)] for c in normal if c.isdigit()]
        return codes

    def _beside_beam(
        self, tuplet: Spanner, members: Sequence[Shape], up: bool, x0: float, x1: float,
        codes: Sequence[int], width: float, staff: int,
    ) -> None:  # fmt: skip
        """Digits alone: over (under) everything between the outer edges, at the middle."""
        centre = (x0 + x1) / 2
        skyline = (self.system.ups if up else self.system.downs)[staff - 1]
        near = skyline.reach(centre - width / 2 - 0.2, centre + width / 2 + 0.2)
        edge = 0.0 if any(m.stemmed and m.up == up for m in members) else 2.0
        y = max(near + DIGIT_GAP, edge) if up else min(near - DIGIT_GAP, -edge) - DIGIT_HEIGHT
        self._print_digits(tuplet, codes, centre - width / 2, y, staff, width)
        skyline.add(centre - width / 2, centre + width / 2, y + DIGIT_HEIGHT if up else y)

    def _beside_knee(
        self, tuplet: Spanner, notes: Sequence[Shape], up: bool, edges: tuple[float, float],
        codes: Sequence[int], width: float, staff: int,
    ) -> bool:  # fmt: skip
        """Digits at a kneed beam, between the stems of one side; False when there is no room for them."""
        line, beams_up, levels, size = self.system.beam_lines[notes[0].beam]
        near, stack = THICKNESS / 2 * size, PITCH * (levels - 1) * size
        stems = []
        for note in notes:
            head = note.heads[-1] if note.up else note.heads[0]
            drop = sum(self.system.gap_between[staff - 1 : head.head.staff - 1])
            stems.append(Stem(note.x + note.stem_x, head.y - drop, head.y - drop))
        knee = Knee(
            line, near + (0.0 if beams_up else stack), near + (stack if beams_up else 0.0), stems, [n.up for n in notes]
        )
        gaps = self.system.gap_between
        middles = [-sum(gaps[staff - 1 : other]) for other in range(staff - 1, self.system.staff_count)]
        place = beside_knee(knee, up, *edges, width, middles)
        if place is None:
            return False
        x, y, above = place
        self._print_digits(tuplet, codes, x, y, staff, width)
        if above or notes[0].beam not in self.system.crossing:
            skyline = (self.system.ups if above else self.system.downs)[staff - 1]
            skyline.add(x, x + width, y + DIGIT_HEIGHT if above else y)
        return True

    def _bracketed(
        self, tuplet: Spanner, members: Sequence[Shape], up: bool, x0: float, x1: float,
        codes: Sequence[int], width: float, staff: int, with_line: bool,
    ) -> None:  # fmt: skip
        skyline = (self.system.ups if up else self.system.downs)[staff - 1]
        points = []
        for member, following in zip(members, [*members[1:], None], strict=True):
            left = member.x + (member.heads[0].dx if member.heads else member.boxes[0].x0)
            right = member.x + (member.heads[-1].x1 if member.heads else member.boxes[0].x1)
            if following is not None:
                right = max(right, following.x - 0.3)
            points.append(Outer(left, right, skyline.reach(left, right)))
        line = bracket(points, up, x0, x1, lines=members[0].lines)
        centre, y = on_bracket(line)
        sign = 1.0 if up else -1.0
        pen = self.system.pen
        if with_line:
            gap = width / 2 + 0.35 if codes else 0.0
            slope = (line.y1 - line.y0) / (line.x1 - line.x0) if line.x1 > line.x0 else 0.0
            left, right = centre - gap, centre + gap
            if codes and left > line.x0 + 0.3:
                pen.line(
                    Ink.TUPLET_BRACKET,
                    staff - 1,
                    line.x0,
                    line.y0,
                    left,
                    line.y0 + slope * (left - line.x0),
                    LINE,
                    atom=tuplet.atom,
                )
                pen.line(
                    Ink.TUPLET_BRACKET,
                    staff - 1,
                    right,
                    line.y0 + slope * (right - line.x0),
                    line.x1,
                    line.y1,
                    LINE,
                    atom=tuplet.atom,
                    echo=True,
                )
            elif not codes:
                pen.line(Ink.TUPLET_BRACKET, staff - 1, line.x0, line.y0, line.x1, line.y1, LINE, atom=tuplet.atom)
            for x, at in ((line.x0 + LINE / 2, line.y0), (line.x1 - LINE / 2, line.y1)):
                pen.line(
                    Ink.TUPLET_BRACKET,
                    staff - 1,
                    x,
                    at,
                    x,
                    at - sign * HOOK,
                    LINE,
                    atom=tuplet.atom,
                    echo=True,
                )
        self._print_digits(tuplet, codes, centre - width / 2, y - DIGIT_HEIGHT / 2, staff, width)
        steps = max(2, int((line.x1 - line.x0) / 2))
        for k in range(steps):
            xa = line.x0 + (line.x1 - line.x0) * k / steps
            xb = line.x0 + (line.x1 - line.x0) * (k + 1) / steps
            ya = line.y0 + (line.y1 - line.y0) * (k + 0.5) / steps
            skyline.add(xa, xb, ya + sign * 0.3)
            if with_line:
                self.drawn.append((staff, Obstacle(xa, ya - 0.3, xb, ya + 0.3)))
        if codes:
            skyline.add(centre - width / 2, centre + width / 2, y + sign * DIGIT_HEIGHT / 2)

    def _print_digits(
        self, tuplet: Spanner, codes: Sequence[int], x: float, y: float, staff: int, width: float
    ) -> None:
        """Print digits with their lower left corner at x, y."""
        if codes:
            self.drawn.append((staff, Obstacle(x, y, x + width, y + DIGIT_HEIGHT)))
        echo = False
        for code in codes:
            box = self.faces.box(code)
            self.system.pen.glyph(
                Ink.TUPLET_NUMBER,
                staff - 1,
                x,
                y - box.y0 * self.scale,
                code,
                scale=self.scale,
                atom=tuplet.atom,
                echo=echo,
            )
            x += self.faces.advance(code) * self.scale
            echo = True
