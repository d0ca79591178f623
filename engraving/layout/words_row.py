"""Words over the staff: technique at its note, tempo and rehearsal marks on a row of their own (E41–E43, E57)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.layout.type_run import TypeLine
from engraving.layout.typeline import Typist
from engraving.notation.direction_signs import sign_codes
from engraving.notation.marks import goes_below, sign_of
from engraving.notation.words import WordClass, direction_class, words_of
from engraving.score import CUE_NAME, Direction, Mark, Segment
from engraving.typefaces import smufl as g

PAD = 0.5
TEMPO_PAD = 1.0
RISE_ALONE = 4.0
AFTER_BOX = 1.0
PUSHED = 1.0  # farther left than this a mark seems to belong to the bar before
_GENERAL_PAUSE = re.compile(r"^\W*(G\.?\s*P\.?|general\s*pause|generalpause|pause)\W*$", re.IGNORECASE)
BARLINE_SIGNS = frozenset({"segno", "coda", "fermata"})
UNDRAWN = frozenset({"accordion-registration", "image", "listening"})
"""Kinds of direction there is no sign for: they become findings."""


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
        for direction in sorted(directions, key=lambda d: (d.tick, d.atom)):
            kinds = {s.kind for s in direction.segments}
            if CUE_NAME in kinds:
                self._place(direction, self.typist.cue_name(direction.text), [direction.atom], above=True)
                continue
            if kinds <= {"words", "symbol", "other-direction"}:
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
        for (_, above), together in sorted(plain.items()):
            self._words(together, above=above)

    @staticmethod
    def _above(direction: Direction) -> bool:
        """Technique stands above whatever the source says, the rest where it says (E43b)."""
        return direction.placement != "below" or direction_class(direction) is WordClass.TECHNIQUE

    def _words(self, together: Sequence[Direction], *, above: bool) -> None:
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
        self._place(together[0], self.typist.run(segments, kind), atoms, above=above)

    def _place(self, direction: Direction, line: TypeLine, atoms: Sequence[int], *, above: bool) -> None:
        if not line.pieces:
            return
        system = self.system
        x = min(system.x_between(direction.tick), system.room - line.right)
        x = max(x, system.prefix.width + 0.3 - line.left)
        skyline = (system.ups if above else system.downs)[self.staff - 1]
        edge = system.staff_edge(self.staff)
        if above:
            y = max(skyline.reach(x + line.left, x + line.right), edge) + PAD - line.low
            skyline.add(x + line.left, x + line.right, y + line.high)
        else:
            y = min(skyline.reach(x + line.left, x + line.right), -edge - 0.5) - PAD - line.high
            skyline.add(x + line.left, x + line.right, y + line.low)
        line.draw(system.pen, self.staff - 1, x, y, atoms)
        self.ends.update(dict.fromkeys(atoms, (x + line.right, y + 0.45, self.staff - 1)))

    def _between(self, line: TypeLine, direction: Direction) -> None:
        """Harp pedals stand in the gap between the staves (E49)."""
        system = self.system
        x = max(min(system.x_between(direction.tick), system.room - line.right), system.prefix.width + 0.3)
        skyline = system.downs[self.staff - 1]
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
    return g.code_named(segment.get("smufl")) or {"segno": g.SEGNO, "coda": g.CODA}[segment.kind], False


def draw_jump(system: System, staff: int, direction: Direction) -> None:
    """Segno, coda and a fermata over (or under) the barline stand on it, outside the staff (E42b)."""
    x = _barline_x(system, direction.tick)
    edges: dict[bool, float] = {}
    for k, segment in enumerate(s for s in direction.segments if s.kind in BARLINE_SIGNS):
        code, below = jump_sign(segment)
        box = system.pen.box(code)
        width = box.x1 - box.x0
        left = min(edges.get(below, max(0.0, x - width / 2)), system.room - width)
        edges[below] = left + width + 0.5
        on = system.staff_count if below else staff
        skyline = (system.downs if below else system.ups)[on - 1]
        near = skyline.reach(left, left + width)
        y = near - PAD - box.y1 if below else near + PAD - box.y0
        system.pen.glyph(Ink.JUMP, on - 1, left - box.x0, y, code, atom=direction.atom, echo=k > 0)
        skyline.add(left, left + width, y + (box.y0 if below else box.y1))


def _barline_x(system: System, tick: int) -> float:
    if tick <= system.start:
        return system.prefix.width
    if tick >= system.end:
        return system.barlines[-1][0]
    for (_, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.end == tick:
            return line_x + cell.tail_width
    return system.x_between(tick)


class TempoRow:
    """Cue-level marks over the top staff: boxed rehearsal marks, tempo words and metronome marks, on one row."""

    def __init__(self, system: System, typist: Typist) -> None:
        self.system = system
        self.typist = typist
        self.ends: dict[int, tuple[float, float, int]] = {}  # atom of words -> right end, middle, staff
        self.spans: list[tuple[float, float, float, float]] = []  # x0, x1, y0, y1 of what stands on the row
        self.lefts: dict[int, float] = {}  # left edge of what stands first at a tick

    def draw(self, directions: Sequence[Direction], dashed: Mapping[int, float]) -> None:
        """All of the system's; those that would need to rise over 4 sp more than the row rise alone.

        ``dashed`` says where the dashes after a mark end, by its atom: they clear what is under them too.
        """
        system = self.system
        placed: list[tuple[float, float, TypeLine, int, int]] = []
        edge, tick = -1.0, -1
        for direction, line, x in self._lines(directions):
            if direction.tick == tick:
                x = max(x, edge + AFTER_BOX - line.left)
            tick = direction.tick
            if x + line.right > system.room:
                fitting = max(system.room - line.right, -line.left)
                system.pushed_marks += x - fitting > PUSHED
                x = min(x, fitting)
            edge = x + line.right
            reach = max(edge, dashed.get(direction.atom, edge))
            need = system.ups[0].reach(x + line.left, reach) + TEMPO_PAD - line.low
            need = max(need, system.staff_edge(1) + TEMPO_PAD + 0.5 - line.low)
            if placed and placed[-1][4] == direction.tick:
                need = max(need, placed[-1][1])  # a letter and its tempo never part
            placed.append((x, need, line, direction.atom, direction.tick))
        if not placed:
            return
        together: dict[int, float] = {}
        for _, need, _, _, tick in placed:
            together[tick] = max(need, together.get(tick, need))
        ordered = sorted(together.values())
        row = max(need for need in ordered if need <= ordered[0] + RISE_ALONE)
        taken: list[tuple[float, float, int]] = []
        raised: dict[int, float] = {}
        for x, _, line, atom, tick in placed:
            left, right = x + line.left - 0.5, x + line.right + 0.5
            y = max(row, together[tick])
            met = {t for a, b, t in taken if a < right and left < b}
            if met - {tick} and tick not in raised:
                # It would stand on the mark before it: the whole block rises.
                block = [(a + m.left - 0.5, a + m.right + 0.5, m.low) for a, _, m, _, t in placed if t == tick]
                raised[tick] = max(system.ups[0].reach(a, b) + 0.6 - low for a, b, low in block)
            y = max(y, raised.get(tick, y))
            if tick in met:  # no room beside its own letter: over it
                y = max(y, system.ups[0].reach(left, right) + 0.6 - line.low)
            taken.append((left, right, tick))
            self.lefts.setdefault(tick, x + line.left)
            line.draw(system.pen, 0, x, y, atom)
            self.ends[atom] = (x + line.right, y + 0.5, 0)
            self.spans.append((x + line.left, x + line.right, y + line.low, y + line.high))
            system.ups[0].add(x + line.left, x + line.right, y + line.high)

    def _lines(self, directions: Sequence[Direction]) -> list[tuple[Direction, TypeLine, float]]:
        """Boxed mark first, then tempo, at each place (E42)."""
        system = self.system
        boxes: list[tuple[Direction, TypeLine, float]] = []
        for direction in directions:
            marks = [s for s in direction.segments if s.kind == "rehearsal"]
            rest = tuple(s for s in direction.segments if s.kind not in ("rehearsal", "segno", "coda", "fermata"))
            for mark in marks:
                line = self.typist.rehearsal(mark.text, enclosure=mark.get("enclosure"))
                x = _barline_x(system, direction.tick) - (line.left + line.right) / 2
                if direction.tick <= system.start:
                    x = -line.left
                boxes.append((direction, line, x))
            if rest:
                line = self.typist.run(rest, WordClass.TEMPO)
                if line.pieces:
                    x = self._tempo_x(direction.tick)
                    if _GENERAL_PAUSE.match(words_of(rest)):
                        x = self._pause_x(direction.tick, line, x)
                    boxes.append((direction, line, x))
        boxes.sort(key=lambda entry: (entry[0].tick, entry[1].pieces[0].ink is not Ink.REHEARSAL, entry[0].atom))
        return boxes

    def _pause_x(self, tick: int, line: TypeLine, default: float) -> float:
        """G.P. stands centred over the rest of its bar (E15)."""
        system = self.system
        k = system.cell_at(tick)
        rests = system.cells[k].whole_rests
        if not rests or system.cells[k].start != tick:
            return default
        _, free, line_x = system.cell_x[k]
        return (free + line_x) / 2 - (line.left + line.right) / 2

    def _tempo_x(self, tick: int) -> float:
        """E42b: left edge on the metre if there, else on the first note or rest of its beat."""
        system = self.system
        if tick == system.start and system.prefix.metre_x >= 0:
            return system.prefix.metre_x
        if tick in system.metre_x:
            return system.metre_x[tick]
        for (_, free, _), cell in zip(system.cell_x, system.cells, strict=True):
            if cell.start == tick and not cell.columns:
                rest = cell.whole_rests[0].x if cell.whole_rests and cell.multi_rest is None else None
                return free + 0.6 if rest is None or rest > free + 3 else rest
        return system.x_between(tick)
