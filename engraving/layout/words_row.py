"""Words over the staff: technique at its note, tempo and rehearsal marks on a row of their own (E41–E43, E57)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.layout.typeline import TypeLine, Typist
from engraving.notation.words import WordClass, direction_class, words_of
from engraving.score import Direction, Segment
from engraving.typefaces import smufl as g

PAD = 0.5
TEMPO_PAD = 1.0
RISE_ALONE = 4.0
AFTER_BOX = 1.0
PUSHED = 1.0  # farther left than this a mark seems to belong to the bar before
_GENERAL_PAUSE = re.compile(r"^\W*(G\.?\s*P\.?|general\s*pause|generalpause|pause)\W*$", re.IGNORECASE)
BARLINE_SIGNS = {"segno": g.SEGNO, "coda": g.CODA, "fermata": g.FERMATA_ABOVE}
SIGNS = {
    "damp": g.PLUCKED_DAMP,
    "damp-all": g.PLUCKED_DAMP_ALL,
    "eyeglasses": g.MISC_EYEGLASSES,
    "string-mute": g.STRINGS_MUTE_ON,
}
UNDRAWN = frozenset(
    {
        "accordion-registration",
        "image",
        "principal-voice",
        "scordatura",
        "staff-divide",
        "listening",
    }
)
"""Kinds of direction there is no sign for: they become findings."""
_PEDALS = {"-1": g.HARP_PEDAL_RAISED, "0": g.HARP_PEDAL_CENTERED, "1": g.HARP_PEDAL_LOWERED}


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
            if "harp-pedals" in kinds:
                self._harp_pedals(direction)
                continue
            if kinds & SIGNS.keys():
                self._signs(direction)
                continue
            if kinds <= {"words", "symbol", "other-direction", "percussion"}:
                plain.setdefault((direction.tick, self._above(direction)), []).append(direction)
                continue
            if kinds & BARLINE_SIGNS.keys():
                draw_jump(self.system, self.staff, direction)
                continue
            drawn = tuple(s for s in direction.segments if s.kind not in UNDRAWN)
            line = self.typist.run(drawn, WordClass.TEMPO if "metronome" in kinds else direction_class(direction))
            self._place(direction, line, [direction.atom] * len(drawn), above=self._above(direction))
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
            mine = [s for s in direction.segments if s.text.strip()]
            if mine and k + 1 < len(together) and mine[-1].text.rstrip()[-1] not in ",;:":
                mine[-1] = Segment(mine[-1].kind, mine[-1].text.rstrip() + ",", mine[-1].attributes)
            segments += mine
            atoms += [direction.atom] * len(mine)
        classes = [direction_class(d) for d in together]
        kind = WordClass.TECHNIQUE if WordClass.TECHNIQUE in classes else classes[0]
        self._place(together[0], self.typist.run(segments, kind), atoms, above=above)

    def _signs(self, direction: Direction) -> None:
        """Damp, eyeglasses, mutes: signs over their note."""
        system = self.system
        x = system.x_between(direction.tick)
        for k, segment in enumerate(s for s in direction.segments if s.kind in SIGNS):
            code = SIGNS[segment.kind] if segment.text != "off" else g.STRINGS_MUTE_OFF
            box = system.pen.box(code)
            skyline = system.ups[self.staff - 1]
            y = max(skyline.reach(x, x + box.x1 - box.x0), system.staff_edge(self.staff)) + PAD - box.y0
            system.pen.glyph(Ink.TECHNIQUE, self.staff - 1, x - box.x0, y, code, atom=direction.atom, echo=k > 0)
            skyline.add(x, x + box.x1 - box.x0, y + box.y1)
            x += box.x1 - box.x0 + 0.4

    def _place(self, direction: Direction, line: TypeLine, atoms: Sequence[int], *, above: bool) -> None:
        if not line.pieces:
            return
        system = self.system
        x = min(system.x_between(direction.tick), system.width - line.right)
        x = max(x, system.prefix.width + 0.3)
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

    def _harp_pedals(self, direction: Direction) -> None:
        """The pedal diagram: strokes above, on and below a line, D C B left of the divider."""
        system = self.system
        segment = next(s for s in direction.segments if s.kind == "harp-pedals")
        states = {step[0]: step[1:] for step in segment.text.split()}
        faces = self.typist.faces
        codes = [_PEDALS.get(states.get(step, "0"), g.HARP_PEDAL_CENTERED) for step in "DCB"]
        codes.append(g.HARP_PEDAL_DIVIDER)
        codes += [_PEDALS.get(states.get(step, "0"), g.HARP_PEDAL_CENTERED) for step in "EFGA"]
        width = sum(faces.advance(code) for code in codes)
        x = max(min(system.x_between(direction.tick), system.width - width), system.prefix.width + 0.3)
        between = system.staff_count > 1 and self.staff == 1
        high = max(faces.box(code).y1 for code in codes)
        low = min(faces.box(code).y0 for code in codes)
        skyline = (system.downs if between else system.ups)[self.staff - 1]
        if between:
            y = min(skyline.reach(x, x + width) - PAD - high, -system.gap_between[0] / 2 - (high + low) / 2)
            skyline.add(x, x + width, y + low)
        else:
            y = skyline.reach(x, x + width) + PAD - low
            skyline.add(x, x + width, y + high)
        for k, code in enumerate(codes):
            system.pen.glyph(Ink.TECHNIQUE, self.staff - 1, x, y, code, atom=direction.atom, echo=k > 0)
            x += faces.advance(code)


def draw_jump(system: System, staff: int, direction: Direction) -> None:
    """Segno, coda and a fermata over the barline stand on it, over the staff (E42b)."""
    x = _barline_x(system, direction.tick)
    for k, segment in enumerate(s for s in direction.segments if s.kind in BARLINE_SIGNS):
        code = BARLINE_SIGNS[segment.kind]
        box = system_box(system, code)
        left = min(max(0.0, x - (box[1] - box[0]) / 2) + k * 3.0, system.width - (box[1] - box[0]))
        y = system.ups[staff - 1].reach(left, left + box[1] - box[0]) + PAD - box[2]
        system.pen.glyph(Ink.JUMP, staff - 1, left - box[0], y, code, atom=direction.atom, echo=k > 0)
        system.ups[staff - 1].add(left, left + box[1] - box[0], y + box[3])


def system_box(system: System, code: int) -> tuple[float, float, float, float]:
    """x0, x1, y0, y1 of a glyph."""
    box = system.pen.box(code)
    return box.x0, box.x1, box.y0, box.y1


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
            if x + line.right > system.width:
                fitting = max(system.width - line.right, -line.left)
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
        boxes.sort(key=lambda entry: (entry[0].tick, not entry[1].boxed, entry[0].atom))
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
