"""Articulations, ornaments and other marks at their notes (E16, E20, E41)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.accidentals import CODES
from engraving.notation.marks import ORNAMENTS, MarkSign, goes_below, sign_of
from engraving.notation.shapes import Shape
from engraving.score import Mark
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

INK_GAP = 0.4
OUTSIDE = 0.5


class MarkSetter:
    """Places the marks of one system, in zones from the note outwards."""

    def __init__(self, system: System, faces: Faces, fingering_pt: float, technique_pt: float, space: float) -> None:
        self.system = system
        self.faces = faces
        self.fingering_pt = fingering_pt
        self.technique_pt = technique_pt
        self.points = 100 / space
        self.inner_reach: dict[tuple[int, bool], float] = {}
        self.outer_boxes: dict[int, list[tuple[float, float, float, float]]] = {}  # accents … by event
        self.signs: dict[int, tuple[float, float]] = {}  # ornaments: right edge and baseline

    def inner(self) -> None:
        """Staccato and tenuto: inside everything else."""
        for shape in self.system.shapes:
            reach: dict[bool, float] = {}
            for mark in sorted(shape.event.marks, key=lambda m: m.name):
                sign = sign_of(mark)
                if sign is not None and sign.zone == "inner" and shape.heads:
                    self._inner(shape, mark, sign, reach)

    def accents(self, at_slur_ends: Collection[int], *, outside: bool) -> None:
        """Accents and the like: before slurs are drawn, or after them at notes where a slur ends."""
        for shape in self.system.shapes:
            if (shape.event.id in at_slur_ends) != outside:
                continue
            for mark in shape.event.marks:
                sign = sign_of(mark)
                if sign is not None and sign.zone == "outer":
                    self._outer(shape, mark, sign, up=self._articulation_up(shape, mark))

    def top(self) -> None:
        """Marcato, ornaments, bowings, harmonics, fingerings, then fermatas."""
        for shape in self.system.shapes:
            marks = [(m, s) for m in shape.event.marks if (s := sign_of(m)) is not None]
            chosen = [(m, s) for m, s in marks if s.zone == "top"]
            chosen.sort(key=lambda pair: (pair[0].name != "strong-accent", pair[0].name in ORNAMENTS))
            for mark, sign in chosen:
                self._outer(shape, mark, sign, up=self._top_up(shape, mark))

    def fermatas(self) -> None:
        """Over everything else at a note, centred on it or on the whole-bar rest."""
        for shape in self.system.shapes:
            for mark in shape.event.marks:
                sign = sign_of(mark)
                if sign is not None and sign.zone == "fermata":
                    self._outer(shape, mark, sign, up=self._top_up(shape, mark))

    def beside(self) -> None:
        """Breaths and caesuras after a note, falls and scoops at its head."""
        for shape in self.system.shapes:
            for mark in shape.event.marks:
                sign = sign_of(mark)
                if sign is None:
                    continue
                if sign.zone == "after":
                    self._after(shape, mark, sign)
                elif sign.zone in ("after-head", "before-head"):
                    self._at_head(shape, mark, sign)

    # Sides

    @staticmethod
    def _articulation_up(shape: Shape, mark: Mark) -> bool:
        if shape.side:
            return shape.side > 0
        if mark.placement == "above" and not shape.stemmed:
            return True
        return not shape.up

    @staticmethod
    def _top_up(shape: Shape, mark: Mark) -> bool:
        if goes_below(mark):
            return False
        return shape.side >= 0 or mark.placement == "above"

    # Placing

    def _inner(self, shape: Shape, mark: Mark, sign: MarkSign, reach: dict[bool, float]) -> None:
        up = self._articulation_up(shape, mark)
        code = (sign.above if up else sign.below)[0]
        direction = 1.0 if up else -1.0
        size = shape.sign_scale
        box = self.faces.box(code).scaled(size)
        edge = (shape.lines - 1) / 2
        if up in reach:
            before = reach[up]
            y = before + direction * (1.0 if abs(before) + 0.9 < edge else INK_GAP + 0.2)
        elif shape.stemmed and shape.up == up:
            y = shape.tip + direction * 0.7 * size
            if abs(y) < edge:
                y = (round(y - 0.5) + 0.5) + (
                    0.0 if direction * ((round(y - 0.5) + 0.5) - shape.tip) > 0.4 else direction
                )
        else:
            head = shape.high if up else shape.low
            on_line = abs(head - round(head)) < 0.01
            y = head + direction * (1.5 if on_line and abs(head + direction) <= edge else 1.0)
        reach[up] = y
        centre = (box.y0 + box.y1) / 2
        x = self._centre(shape) - (box.x0 + box.x1) / 2
        self.system.pen.glyph(
            Ink.STACCATO, shape.staff - 1, x, y - centre, code, scale=size, atom=mark.atom, group=shape.group
        )
        half = (box.y1 - box.y0) / 2
        skyline = (self.system.ups if up else self.system.downs)[shape.staff - 1]
        skyline.add(x + box.x0, x + box.x1, y + direction * half)
        self.inner_reach[shape.event.id, up] = y + direction * half

    def _outer(self, shape: Shape, mark: Mark, sign: MarkSign, *, up: bool) -> None:
        if sign.text:
            self._text(shape, mark, sign.text, up=up)
            return
        codes = sign.above if up else sign.below
        size = shape.sign_scale
        boxes = [self.faces.box(code).scaled(size) for code in codes]
        width = sum(box.x1 - box.x0 for box in boxes)
        low, high = min(b.y0 for b in boxes), max(b.y1 for b in boxes)
        x = self._centre(shape) - width / 2
        if mark.name.startswith("delayed"):
            x += 1.6
        skyline = (self.system.ups if up else self.system.downs)[shape.staff - 1]
        edge = self.system.staff_edge(shape.staff)
        near = skyline.reach(x, x + width)
        gap = INK_GAP
        if up:
            base = max(near + gap, edge + OUTSIDE)
            y = base - low
            skyline.add(x, x + width, base + high - low)
        else:
            base = min(near - gap, -edge - OUTSIDE)
            y = base - high
            skyline.add(x, x + width, base - (high - low))
        self.outer_boxes.setdefault(shape.event.id, []).append((x, y + low, x + width, y + high))
        ink = Ink.FERMATA if mark.name == "fermata" else (Ink.ORNAMENT if mark.name in ORNAMENTS else Ink.ARTICULATION)
        if mark.name == "fingering":
            ink = Ink.FINGERING
        at = x
        for k, (code, box) in enumerate(zip(codes, boxes, strict=True)):
            self.system.pen.glyph(
                ink, shape.staff - 1, at - box.x0, y, code, scale=size, atom=mark.atom, group=shape.group, echo=k > 0
            )
            at += box.x1 - box.x0
        if mark.name in ORNAMENTS:
            self.signs[mark.atom] = (x + width, y)
        self._ornament_accidentals(shape, mark, x + width / 2)

    def _ornament_accidentals(self, shape: Shape, mark: Mark, centre: float) -> None:
        """The small accidental over or under a trill or turn."""
        for key in ("above", "below"):
            value = mark.get(key)
            code = CODES.get(value, 0)
            if not code:
                continue
            scale = 0.6
            box = self.faces.box(code)
            height, width = (box.y1 - box.y0) * scale, (box.x1 - box.x0) * scale
            skyline = self.system.ups[shape.staff - 1]
            x = centre - width / 2
            base = skyline.reach(x, x + width) + 0.2
            self.system.pen.glyph(
                Ink.ORNAMENT, shape.staff - 1, x - box.x0 * scale, base - box.y0 * scale, code, scale=scale,
                atom=mark.atom, group=shape.group, echo=True,
            )  # fmt: skip
            skyline.add(x, x + width, base + height)

    def _text(self, shape: Shape, mark: Mark, text: str, *, up: bool) -> None:
        size = self.fingering_pt if mark.name in ("fingering", "pluck", "string") else self.technique_pt
        face = Face.ROMAN
        box = self.faces.text_box(text, face, size)
        width = self.faces.text_width(text, face, size) * self.points
        x = self._centre(shape) - width / 2
        skyline = (self.system.ups if up else self.system.downs)[shape.staff - 1]
        edge = self.system.staff_edge(shape.staff)
        low, high = box.y0 * self.points, box.y1 * self.points
        if up:
            y = max(skyline.reach(x, x + width) + INK_GAP, edge + OUTSIDE) - low
            skyline.add(x, x + width, y + high)
        else:
            y = min(skyline.reach(x, x + width) - INK_GAP, -edge - OUTSIDE) - high
            skyline.add(x, x + width, y + low)
        self.system.pen.text(Ink.FINGERING, shape.staff - 1, x, y, text, size, face, atom=mark.atom, group=shape.group)

    def _after(self, shape: Shape, mark: Mark, sign: MarkSign) -> None:
        code = sign.above[0]
        box = self.faces.box(code)
        end = self._next_x(shape) - 0.4
        x = max(shape.x + shape.right() + 0.4, end - (box.x1 - box.x0) - 0.6)
        y = 2.0 if code in (g.CAESURA, g.CAESURA_SHORT, g.CAESURA_THICK, g.CAESURA_CURVED) else 2.5
        y = y if shape.side >= 0 else -3.0
        if mark.name == "breath-mark":
            y = max(y, self.system.ups[shape.staff - 1].reach(x, x + box.x1 - box.x0) + 0.3 - box.y0)
        else:
            y = 2.0 - (box.y0 + box.y1) / 2
        self.system.pen.glyph(Ink.BREATH, shape.staff - 1, x - box.x0, y, code, atom=mark.atom, group=shape.group)
        self.system.ups[shape.staff - 1].add(x, x + box.x1 - box.x0, y + box.y1)

    def _next_x(self, shape: Shape) -> float:
        """Where the next column or barline of the system stands."""
        columns: Sequence[float] = [c.x + c.left for c in self.system.columns if c.x > shape.x + 0.5]
        lines = [x for x, _ in self.system.barlines if x > shape.x]
        return min([*columns, *lines], default=self.system.width)

    def _at_head(self, shape: Shape, mark: Mark, sign: MarkSign) -> None:
        code = sign.above[0]
        box = self.faces.box(code)
        y = shape.high
        if sign.zone == "after-head":
            x = (
                shape.x
                + max(shape.heads[-1].x1, max((dx for dx, _, _ in shape.dots), default=0.0) + 0.4)
                + 0.2
                - box.x0
            )
        else:
            x = shape.x + min(h.dx for h in shape.heads) - 0.2 - box.x1
            if shape.accidentals:
                x = shape.x + shape.left() - 0.15 - box.x1
        y = y - (box.y1 if mark.name in ("falloff", "scoop") else box.y0) + (0.2 if mark.name == "falloff" else -0.2)
        self.system.pen.glyph(Ink.GLISSANDO, shape.staff - 1, x, y, code, atom=mark.atom, group=shape.group)
        self.system.ups[shape.staff - 1].add(x + box.x0, x + box.x1, y + box.y1)
        self.system.downs[shape.staff - 1].add(x + box.x0, x + box.x1, y + box.y0)

    @staticmethod
    def _centre(shape: Shape) -> float:
        if shape.heads:
            return shape.x + shape.offset + shape.width / 2
        box = shape.boxes[0]
        return shape.x + (box.x0 + box.x1) / 2
