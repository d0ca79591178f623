"""Tuplet digits and brackets of a system (E36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.layout.skyline import Skyline
from engraving.layout.system import System
from engraving.notation.beams import Stem
from engraving.notation.shapes import Shape
from engraving.notation.slurs import Obstacle
from engraving.notation.tuplets import (
    DIGIT_GAP,
    DIGIT_HEIGHT,
    HOOK,
    NOTE_FORMS,
    Bracket,
    Knee,
    Outer,
    beside_knee,
    bracket,
    needs_bracket,
    on_bracket,
    tuplet_side,
)
from engraving.score import Anchor, Spanner
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

NOTE_SCALE = 0.6  # notes beside figures
NOTE_GAP = 0.2
_DIGITS = frozenset((*g.TUPLET_DIGITS, g.TUPLET_COLON))
NOTE_RISE = 0.25  # their heads stand on the digits' foot


class Figure(NamedTuple):
    """A glyph of a tuplet's figures (0: a gap) and how far the next one stands from it."""

    code: int
    scale: float
    width: float


class TupletInk(NamedTuple):
    """A tuplet about to be drawn: what it holds, its outer edges, and its figures with their width."""

    spanner: Spanner
    members: list[Shape]
    staff: int
    x0: float
    x1: float
    figures: list[Figure]
    width: float

    @property
    def look(self) -> tuple[tuple[int, int], ...]:
        """The same for tuplets of voices that share their stems: chords by group and column, and the figures."""
        return (*((m.group, m.number) for m in self.members), *((f.code, 0) for f in self.figures))


class TupletSetter:
    """Draws the tuplets that begin in a system."""

    def __init__(
        self,
        system: System,
        shapes: Mapping[int, Shape],
        beam_from: Mapping[int, Sequence[int]],
        faces: Faces,
        digit_height: float,
    ) -> None:
        self.system = system
        self.shapes = shapes
        self.faces = faces
        box = faces.box(g.TUPLET_DIGITS[3])
        self.scale = digit_height / (box.y1 - box.y0)
        self.here = {s.event.id for s in system.shapes}
        self._beam_from = beam_from
        self.drawn: list[tuple[int, Obstacle]] = []
        """Staff and box of all digits and brackets drawn, for slurs reaching beyond them to clear."""
        self._printed: dict[tuple[tuple[int, int], ...], tuple[float, float]] = {}

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
        notes = [m for m in members if m.heads]
        voice = 0
        if members[0].side:
            voice = 1 if members[0].side > 0 else 2
        up = tuplet_side([n.up for n in notes], placement=tuplet.placement, voice=voice)
        ids = [m.event.id for m in members]
        beams = [self._beam_from[ids[0]]] if ids[0] in self._beam_from else []
        bracketed = len(ids) > 1 and needs_bracket(ids, beams, source=self._asked(tuplet, members))
        x0 = members[0].x + (members[0].heads[0].dx if members[0].heads else 0.0)
        last = members[-1]
        x1 = last.x + (max(h.x1 for h in last.heads) if last.heads else last.boxes[0].x1)
        figures = self._figures(tuplet, members[0].sign_scale)
        ink = TupletInk(tuplet, members, min(m.staff for m in members), x0, x1, figures, sum(f.width for f in figures))
        if figures and ink.look in self._printed:
            self._print_figures(ink, *self._printed[ink.look])
            return
        if not bracketed and notes and all(n.stemmed for n in notes):
            if len({n.up for n in notes}) == 1:
                self._beside_beam(ink, up)
                return
            if self._beside_knee(ink, notes, up):
                return
            up, bracketed = True, len(members) > 1
        if len({m.staff for m in members}) > 1:
            up = True  # between the staves its own beam would be in the way
        self._outside(ink, up, bracketed)

    @staticmethod
    def _asked(tuplet: Spanner, members: Sequence[Shape]) -> str:
        """The source's ``bracket``; a "no" without a beam to stand for it is not obeyed (E36)."""
        asked = tuplet.get("bracket")
        if asked == "no" and not all(m.beam and m.beam == members[0].beam for m in members):
            return ""
        return asked

    def _figures(self, tuplet: Spanner, size: float) -> list[Figure]:
        """Digits, a ratio with its colon, the notes it counts: 3, 3:2, 3 ♪, 3 ♪ : 2 ♪ (E36); small over cue notes."""
        show, types = tuplet.get("show-number", "actual"), tuplet.get("show-type", "none")
        if show == "none":
            return []
        figures = self._side(tuplet, "actual", "3", with_note=types == "both" or (types == "actual" and show != "both"))
        if show == "both":
            colon = Figure(g.TUPLET_COLON, self.scale, self.faces.advance(g.TUPLET_COLON) * self.scale)
            figures += [colon, *self._side(tuplet, "normal", "2", with_note=types != "none")]
        if size != 1.0:
            figures = [Figure(code, scale * size, width * size) for code, scale, width in figures]
        return figures

    def _side(self, tuplet: Spanner, side: str, default: str, *, with_note: bool) -> list[Figure]:
        """One side of the ratio; its note is the tuplet's own where the source names none."""
        digits = [g.TUPLET_DIGITS[int(c)] for c in tuplet.get(side, default) if c.isdecimal()]
        figures = [Figure(code, self.scale, self.faces.advance(code) * self.scale) for code in digits]
        note = NOTE_FORMS.get(tuplet.get(f"{side}-type"), 0)
        if with_note and note:
            dots = [g.MET_AUGMENTATION_DOT] * min(int(tuplet.get(f"{side}-dots", "0")), 4)
            figures.append(Figure(0, 0.0, NOTE_GAP))
            figures += [Figure(c, NOTE_SCALE, self.faces.advance(c) * NOTE_SCALE + NOTE_GAP) for c in (note, *dots)]
        return figures

    def _beside_beam(self, ink: TupletInk, up: bool) -> None:
        """Digits alone: over (under) everything between the outer edges, at the middle."""
        centre = (ink.x0 + ink.x1) / 2
        left, right = centre - ink.width / 2, centre + ink.width / 2
        skyline = (self.system.ups if up else self.system.downs)[ink.staff - 1]
        near = skyline.reach(left - 0.2, right + 0.2)
        edge = 0.0 if any(m.stemmed and m.up == up for m in ink.members) else 2.0
        y = max(near + DIGIT_GAP, edge) if up else min(near - DIGIT_GAP, -edge) - DIGIT_HEIGHT
        self._print_figures(ink, left, y)
        skyline.add(left, right, y + DIGIT_HEIGHT if up else y)

    def _beside_knee(self, ink: TupletInk, notes: Sequence[Shape], up: bool) -> bool:
        """Digits at a kneed beam, between the stems of one side; False when there is no room for them."""
        staff, width = ink.staff, ink.width
        line, beams_up, levels, size = self.system.beam_lines[notes[0].beam]
        thickness = self.system.pen.thickness
        near, stack = thickness.beam / 2 * size, thickness.beam_pitch * (levels - 1) * size
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
        place = beside_knee(knee, up, ink.x0, ink.x1, width, middles)
        if place is None:
            return False
        x, y, above = place
        self._print_figures(ink, x, y)
        if above or notes[0].beam not in self.system.crossing:
            skyline = (self.system.ups if above else self.system.downs)[staff - 1]
            skyline.add(x, x + width, y + DIGIT_HEIGHT if above else y)
        return True

    def _outside(self, ink: TupletInk, up: bool, with_line: bool) -> None:
        """Figures outside everything between the outer edges, with a bracket or alone."""
        staff, width = ink.staff, ink.width
        skyline = (self.system.ups if up else self.system.downs)[staff - 1]
        line = bracket(_outlines(ink.members, skyline), up, ink.x0, ink.x1, lines=ink.members[0].lines)
        centre, y = on_bracket(line)
        sign = 1.0 if up else -1.0
        if ink.figures:  # an inner tuplet's figures may stand right under this one's
            near = sign * skyline.reach(centre - width / 2, centre + width / 2)
            short = max(near + DIGIT_HEIGHT / 2 + DIGIT_GAP - sign * y, 0.0)
            line = line._replace(y0=line.y0 + sign * short, y1=line.y1 + sign * short)
            y += sign * short
        if with_line:
            self._draw_bracket(ink, line, centre, sign)
        self._print_figures(ink, centre - width / 2, y - DIGIT_HEIGHT / 2)
        steps = max(2, int((line.x1 - line.x0) / 2))
        for k in range(steps):
            xa = line.x0 + (line.x1 - line.x0) * k / steps
            xb = line.x0 + (line.x1 - line.x0) * (k + 1) / steps
            ya = line.y0 + (line.y1 - line.y0) * (k + 0.5) / steps
            skyline.add(xa, xb, ya + sign * 0.3)
            if with_line:
                self.drawn.append((staff, Obstacle(xa, ya - 0.3, xb, ya + 0.3)))
        if ink.figures:
            skyline.add(centre - width / 2, centre + width / 2, y + sign * DIGIT_HEIGHT / 2)

    def _draw_bracket(self, ink: TupletInk, line: Bracket, centre: float, sign: float) -> None:
        """A line, open for the figures at ``centre``, with hooks towards the notes."""
        slope = (line.y1 - line.y0) / (line.x1 - line.x0) if line.x1 > line.x0 else 0.0
        gap = ink.width / 2 + 0.35
        left, right = centre - gap, centre + gap
        strokes = []
        if not ink.figures:
            strokes.append((line.x0, line.y0, line.x1, line.y1))
        elif left > line.x0 + 0.3:
            strokes.append((line.x0, line.y0, left, line.y0 + slope * (left - line.x0)))
            strokes.append((right, line.y0 + slope * (right - line.x0), line.x1, line.y1))
        first = strokes[:1]  # where figures leave no room for it, they stand for the tuplet
        thick = self.system.pen.thickness.tuplet_bracket
        for x, y in ((line.x0 + thick / 2, line.y0), (line.x1 - thick / 2, line.y1)):
            strokes.append((x, y, x, y - sign * HOOK))
        for stroke in strokes:
            self.system.pen.line(
                Ink.TUPLET_BRACKET, ink.staff - 1, *stroke, thick, atom=ink.spanner.atom, echo=stroke not in first
            )

    def _print_figures(self, ink: TupletInk, x: float, y: float) -> None:
        """Print figures with their lower left corner at x, y."""
        self._printed[ink.look] = x, y
        if ink.figures:
            self.drawn.append((ink.staff, Obstacle(x, y, x + ink.width, y + DIGIT_HEIGHT)))
        echo = False
        size = ink.figures[0].scale / self.scale if ink.figures else 1.0
        y += DIGIT_HEIGHT * (1.0 - size) / 2  # in the middle of the room that full-sized digits take
        for figure in ink.figures:
            if figure.code:
                box = self.faces.box(figure.code)
                low = box.y0 * figure.scale if figure.code in _DIGITS else -NOTE_RISE * size
                self.system.pen.glyph(
                    Ink.TUPLET_NUMBER, ink.staff - 1, x, y - low, figure.code, scale=figure.scale,
                    atom=ink.spanner.atom, echo=echo,
                )  # fmt: skip
                echo = True
            x += figure.width


def _outlines(members: Sequence[Shape], skyline: Skyline) -> list[Outer]:
    """How far each member reaches, up to where the next one begins."""
    outlines = []
    for member, following in zip(members, [*members[1:], None], strict=True):
        left = member.x + (member.heads[0].dx if member.heads else member.boxes[0].x0)
        right = member.x + (member.heads[-1].x1 if member.heads else member.boxes[0].x1)
        if following is not None:
            right = max(right, following.x - 0.3)
        outlines.append(Outer(left, right, skyline.reach(left, right)))
    return outlines
