"""Words over the staff: technique and expression at their notes, signs on barlines (E41–E43)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engraving.layout.lettering.type_folds import folded
from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.barlines import Barline
from engraving.notation.direction_signs import sign_codes
from engraving.notation.marks import goes_below, sign_of
from engraving.notation.words import WordClass, direction_class, is_for_pedal, names_instrument
from engraving.score import CUE_NAME, Direction, Mark, Segment
from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import code_point

PAD = 0.5
JUMPS_APART = 0.5  # between a segno and a coda over one barline
BESIDE = 1.2  # between words of a row: two word spaces, or two directions read as one
ASIDE = 3.0  # how far words may wait for those before them
BESIDE_DYNAMIC = 6.0  # how far a pedal diagram gives way to a dynamic
AFTER_FIGURE = 2.0  # how much farther from type that ends in a figure a bar number stands
NEAR = 2.0  # words this near each other share a baseline
INTO_BEFORE = 1.5  # of the bar before may be taken by words pushed back from the line's end
NAMED = frozenset({"words", "symbol", "other-direction", "percussion"})  # what stands side by side on a row
BARLINE_SIGNS = frozenset({"segno", "coda", "fermata"})
UNDRAWN = frozenset({"image", "listening"})
"""Kinds of direction there is no sign for: they become findings."""


class _Run(NamedTuple):
    """A line of type with its origin at ``x``; ``atoms`` one for each segment."""

    line: TypeLine
    atoms: Sequence[int]
    x: float


class WordsRow:
    """Sets technique and expression words of one staff."""

    def __init__(self, system: System, staff: int, typist: Typist) -> None:
        self.system = system
        self.staff = staff
        self.typist = typist
        self.ends: dict[int, tuple[float, float, int]] = {}  # atom of words -> right end, middle, staff

    def draw(self, directions: Sequence[Direction]) -> None:
        """Each at its note's left edge, clear of all that is there, left to right."""
        plain: dict[tuple[int, bool], list[Direction]] = {}
        for direction in sorted(directions, key=lambda d: (d.tick, not names_instrument(d), d.atom)):
            kinds = {s.kind for s in direction.segments}
            if CUE_NAME in kinds:
                self._place(direction, self.typist.cue_name(direction.text), [direction.atom], above=True)
                continue
            if kinds <= NAMED:
                plain.setdefault((direction.tick, self._above(direction)), []).append(direction)
                continue
            if kinds & BARLINE_SIGNS:
                draw_jump(self.system, self.staff, direction)
            drawn = tuple(s for s in direction.segments if s.kind not in UNDRAWN | BARLINE_SIGNS)
            if not drawn:
                continue
            line = self.typist.run(drawn, WordClass.TEMPO if "metronome" in kinds else direction_class(direction))
            atoms = [direction.atom] * len(drawn)
            if kinds == {"harp-pedals"} and self.staff == 1 and self.system.staff_count > 1:
                self._between(line, direction)
            else:
                self._place(direction, line, atoms, above=self._above(direction))
        for above in (False, True):
            runs = [self._run(together) for (_, over), together in sorted(plain.items()) if over is above]
            self._beside([run for run in runs if run.line.pieces], above=above)

    def _above(self, direction: Direction) -> bool:
        """Technique stands above whatever the source says, the rest where it says (E43b).

        Under a staff of two voices it is the lower voice's: *arco* over one and *pizz.* under the other. Words for the
        pedal stand where its signs do.
        """
        if direction.placement != "below":
            return True
        if is_for_pedal(direction):
            return False
        return direction_class(direction) is WordClass.TECHNIQUE and not any(
            shape.side < 0 and shape.heads and shape.staff == self.staff and shape.event.bar == direction.bar
            for shape in self.system.shapes
            if not shape.event.cue
        )

    def _run(self, together: Sequence[Direction]) -> _Run:
        """Words at one place are one run, with commas between (E43)."""
        segments: list[Segment] = []
        atoms: list[int] = []
        for k, direction in enumerate(together):
            mine = [s for s in direction.segments if s.text.strip() or sign_codes(s)]
            ends = mine[-1].text.rstrip()[-1:] if mine and not sign_codes(mine[-1]) else ","
            if k + 1 < len(together) and ends not in ",;:":
                mine[-1] = Segment(mine[-1].kind, mine[-1].text.rstrip() + ",", mine[-1].attributes)
            segments += mine
            atoms += [direction.atom] * len(mine)
        classes = [direction_class(d) for d in together]
        kind = WordClass.TECHNIQUE if WordClass.TECHNIQUE in classes else classes[0]
        line = self._kept_in_bar(self.typist.run(segments, kind), together[0].tick)
        return _Run(line, atoms, self._x(together[0], line))

    def _kept_in_bar(self, line: TypeLine, tick: int) -> TypeLine:
        """The run on two lines or three where one would begin in the bar before, pushed back from the line's end."""
        system = self.system
        begins = system.room - line.right + line.left
        if begins >= system.cell_x[system.cell_at(tick)][0] - INTO_BEFORE:
            return line
        return folded(line, system.room - system.x_between(tick), self.typist.faces, self.typist.spaces)

    def _beside(self, runs: Sequence[_Run], *, above: bool) -> None:
        """Runs stand beside each other when the later can wait a little; neighbours share a baseline."""
        together: list[_Run] = []
        for run in runs:
            if together:
                end = together[-1].x + together[-1].line.right
                late = max(end + BESIDE - run.line.left, run.x) - run.x
                if late <= ASIDE and run.x + late + run.line.right <= self.system.room and run.x - end < NEAR:
                    together.append(run._replace(x=run.x + late))
                    continue
                self._set(together, above=above)
            together = [run]
        self._set(together, above=above)

    def _x(self, direction: Direction, line: TypeLine) -> float:
        """At the note, inside the system."""
        system = self.system
        x = min(system.x_between(direction.tick), system.room - line.right)
        return max(x, system.prefix.width + 0.3 - line.left)

    def _place(self, direction: Direction, line: TypeLine, atoms: Sequence[int], *, above: bool) -> None:
        if line.pieces:
            self._set([_Run(line, atoms, self._x(direction, line))], above=above)

    def _set(self, runs: Sequence[_Run], *, above: bool) -> None:
        """Print runs on one baseline, clear of all that is there."""
        if not runs:
            return
        system = self.system
        skyline = (system.ups if above else system.downs)[self.staff - 1]
        edge = system.staff_edge(self.staff)
        reaches = [(skyline.reach(run.x + run.line.left, run.x + run.line.right), run.line) for run in runs]
        if above:
            y = max(max(reach, edge) + PAD - line.low for reach, line in reaches)
        else:
            y = min(min(reach, -edge - 0.5) - PAD - line.high for reach, line in reaches)
        for line, atoms, x in runs:
            skyline.add(x + line.left, x + line.right, y + (line.high if above else line.low))
            line.draw(system.pen, self.staff - 1, x, y, atoms)
            figured = line.pieces[-1].text[-1:].isdigit()  # "Viola 1" and a bar number would read as one
            right = x + line.right + (AFTER_FIGURE if figured else 0.0)
            system.keep_type(self.staff, (x + line.left, right, y + line.low, y + line.high), above=above)
            self.ends.update(dict.fromkeys(atoms, (x + line.right, y + 0.45, self.staff - 1)))

    def _between(self, line: TypeLine, direction: Direction) -> None:
        """Harp pedals stand in the gap between the staves, which make room for them (E49).

        Never under the lower one: a player who sets pedals in a bar looks for them where they always are.
        """
        system = self.system
        x = max(min(system.x_between(direction.tick), system.room - line.right), system.prefix.width + 0.3)
        skyline = system.downs[self.staff - 1]
        for upper, x0, x1, _, _ in system.words_in_gaps:
            beside = x1 + BESIDE - line.left
            if upper == self.staff - 1 and x0 < x + line.right and 0 < beside - x <= BESIDE_DYNAMIC:
                x = beside  # not under a dynamic
        left, right = x + line.left, x + line.right
        middle = -system.gap_between[0] / 2 - (line.high + line.low) / 2
        y = min(skyline.reach(left, right) - PAD - line.high, middle)
        skyline.add(left, right, y + line.low)
        line.draw(system.pen, self.staff - 1, x, y, direction.atom)


def jump_sign(segment: Segment) -> tuple[int, bool]:
    """The glyph of a segno, coda or fermata on a barline, and whether it stands under the staff."""
    if segment.kind == "fermata":
        mark = Mark(0, "fermata", segment.text, attributes=segment.attributes)
        sign, below = sign_of(mark), goes_below(mark)
        return ((sign.below if below else sign.above)[0] if sign is not None else g.FERMATA_ABOVE), below
    return code_point(segment.get("smufl")) or {"segno": g.SEGNO, "coda": g.CODA}[segment.kind], False


def draw_jump(system: System, staff: int, direction: Direction) -> None:
    """Segno, coda and a fermata over (or under) the barline stand on it, side by side on one height (E42b)."""
    signs = [jump_sign(segment) for segment in direction.segments if segment.kind in BARLINE_SIGNS]
    echo = False
    for below in (False, True):
        codes = [code for code, under in signs if under == below]
        if codes:
            _draw_jumps(system, system.staff_count if below else staff, codes, direction, below=below, echo=echo)
            echo = True


def _draw_jumps(
    system: System, staff: int, codes: Sequence[int], direction: Direction, *, below: bool, echo: bool
) -> None:
    boxes = [system.pen.box(code) for code in codes]
    width = sum(box.x1 - box.x0 for box in boxes) + JUMPS_APART * (len(boxes) - 1)
    first = (boxes[0].x1 - boxes[0].x0) / 2
    left = min(max(0.0, barline_middle(system, direction.tick) - first), system.room - width)
    skyline = (system.downs if below else system.ups)[staff - 1]
    near = skyline.reach(left, left + width)
    y = near - PAD - max(box.y1 for box in boxes) if below else near + PAD - min(box.y0 for box in boxes)
    for code, box in zip(codes, boxes, strict=True):
        system.pen.glyph(Ink.JUMP, staff - 1, left - box.x0, y, code, atom=direction.atom, echo=echo)
        skyline.add(left, left + box.x1 - box.x0, y + (box.y0 if below else box.y1))
        system.keep_type(staff, (left, left + box.x1 - box.x0, y + box.y0, y + box.y1), above=not below)
        left += box.x1 - box.x0 + JUMPS_APART
        echo = True


def barline_x(system: System, tick: int) -> float:
    """The left edge of the barline at a tick; at a system's start, where its prefix ends."""
    return _barline_at(system, tick)[0]


def barline_middle(system: System, tick: int) -> float:
    """The middle of that barline's strokes, where signs stand that belong to it (E42b)."""
    x, line = _barline_at(system, tick)
    return x if line is None else x + line.middle


def _barline_at(system: System, tick: int) -> tuple[float, Barline | None]:
    """A barline at a tick and its left edge; without one, the place itself."""
    if tick <= system.start:
        return system.prefix.width, None
    if tick >= system.end:
        return system.barlines[-1]
    first = len(system.barlines) - len(system.cells)  # one more where a repeat begins the line
    for k, cell in enumerate(system.cells, first):
        if cell.end == tick:
            return system.barlines[k]
    for column in system.columns:
        if column.tick == tick and column.line is not None:
            line, _, dx = column.line
            return column.x + dx, line
    return system.x_between(tick), None
