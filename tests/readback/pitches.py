"""What heads are called: clefs, key signatures, accidentals and octave lines read along each staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.readback.chords import Head
from tests.readback.glyphs import ACCIDENTALS, BARE_OCTAVES, CLEFS, OCTAVES
from tests.readback.notes import Notes
from tests.readback.sheet import Sheet, Sign
from tests.readback.staves import Staff, System

TREBLE = 34  # the step on the middle line of a treble staff: B4
SHARPS = (3, 0, 4, 1, 5, 2, 6)  # steps in the order of sharps
KEY_TOP = 3.1
ALONE = 2.0  # a chord with a second is two heads wide, the next note is farther
BEFORE = 0.6


class Named(NamedTuple):
    """A head's written pitch: ``step`` diatonic from C0, ``alter`` in semitones."""

    step: int
    alter: float


class OctaveLine(NamedTuple):
    """Notes of a staff between ``x0`` and ``x1`` sound so many octaves higher."""

    staff: Staff
    x0: float
    x1: float
    octaves: int


class Reader:
    """Names heads in reading order; remembers what a tie carries over a barline and a line's end."""

    def __init__(self) -> None:
        self.names: dict[int, Named] = {}
        self._keys: dict[int, set[int]] = {}  # staff number -> steps its signature touches
        self._tied: dict[tuple[int, int], list[float]] = {}  # (staff number, step) -> alters of ties left open

    def system(
        self,
        system: System,
        sheet: Sheet,
        notes: Notes,
        tied_from: dict[int, Head],
        opened: Sequence[Head],
        closed: Sequence[Head],
    ) -> None:
        """Name all heads of one system."""
        lines = _octave_lines(system, sheet, notes)
        waiting = self._tied
        self._tied = {}
        for staff in system.staves:
            heads = [h for h in notes.heads if h.staff is staff]
            self._staff(system, staff, heads, sheet, notes, lines, tied_from, closed, waiting)
        for head in opened:
            if any(head.staff is s for s in system.staves) and id(head) in self.names:
                name = self.names[id(head)]
                self._tied.setdefault((head.staff.number, name.step), []).append(name.alter)

    def _staff(
        self,
        system: System,
        staff: Staff,
        heads: list[Head],
        sheet: Sheet,
        notes: Notes,
        lines: Sequence[OctaveLine],
        tied_from: dict[int, Head],
        closed: Sequence[Head],
        waiting: dict[tuple[int, int], list[float]],
    ) -> None:
        clefs = _clefs(staff, sheet)
        own, keys = _accidentals(staff, heads, notes, system, clefs, self._keys.setdefault(staff.number, set()))
        events: list[tuple[float, int, object]] = [(bar.x0, 0, None) for bar in system.bars]
        events += [(sign.x, 1, sign) for sign in clefs]
        events += [(group[0].x, 2, group) for group in keys]
        events += [(own[id(h)].left if id(h) in own else h.sign.left, 3, ("sign", h)) for h in heads if id(h) in own]
        events += [(h.sign.left, 4, ("head", h)) for h in heads]
        events.sort(key=lambda e: e[:2])
        middle, key, state = TREBLE, {}, {}
        middles = {id(h): self._middle(h, clefs, staff) for h in heads}
        for _, kind, what in events:
            if kind == 0:
                state = {}
            elif kind == 1:
                assert isinstance(what, Sign)
                middle = _middle_of(what, staff)
            elif kind == 2:
                assert isinstance(what, list)
                key = _key(what, staff, middle)
                state = {}
            else:
                assert isinstance(what, tuple)
                head: Head = what[1]
                step = middles[id(head)] + round(2 * head.y) + 7 * _octaves(head, lines)
                if kind == 3:
                    state[step] = ACCIDENTALS[own[id(head)].code]
                else:
                    self.names[id(head)] = Named(
                        step, self._alter(head, step, own, key, state, tied_from, closed, waiting)
                    )

    @staticmethod
    def _middle(head: Head, clefs: Sequence[Sign], staff: Staff) -> int:
        before = [sign for sign in clefs if sign.x < head.sign.left]
        return _middle_of(before[-1], staff) if before else TREBLE

    def _alter(
        self,
        head: Head,
        step: int,
        own: dict[int, Sign],
        key: dict[int, float],
        state: dict[int, float],
        tied_from: dict[int, Head],
        closed: Sequence[Head],
        waiting: dict[tuple[int, int], list[float]],
    ) -> float:
        if id(head) in own:
            return ACCIDENTALS[own[id(head)].code]
        if id(head) in tied_from and id(tied_from[id(head)]) in self.names:
            return self.names[id(tied_from[id(head)])].alter
        if any(head is h for h in closed) and waiting.get((head.staff.number, step)):
            return waiting[head.staff.number, step].pop()
        return state.get(step, key.get(step % 7, 0.0))


def _middle_of(sign: Sign, staff: Staff) -> int:
    """The step on a staff's middle line after a clef."""
    step, octaves = CLEFS[sign.code]
    return step + 7 * octaves - round(2 * staff.height(sign.y))


def _clefs(staff: Staff, sheet: Sheet) -> list[Sign]:
    found = [
        s for s in sheet.signs
        if s.code in CLEFS and abs(staff.height(s.y)) < 2.6 and staff.x0 < s.centre < staff.x1
    ]  # fmt: skip
    return sorted(found, key=lambda s: s.x)


def _accidentals(
    staff: Staff, heads: Sequence[Head], notes: Notes, system: System, clefs: Sequence[Sign], key: set[int]
) -> tuple[dict[int, Sign], list[list[Sign]]]:
    """The accidental of each head that has one, and the signs of each key signature.

    A signature stands after a clef or a barline with no head within reach.
    """
    signs = sorted(
        (s for s in notes.accidentals if staff.x0 < s.x < staff.x1 and abs(2 * staff.height(s.y) - round(2 * staff.height(s.y))) < 0.08),
        key=lambda s: s.left,
    )  # fmt: skip
    keys, used = _signatures(staff, signs, heads, system, clefs, key)
    own: dict[int, Sign] = {}
    for sign in signs:
        if id(sign) in used:
            continue
        right = [
            h for h in heads
            if abs(h.sign.y - sign.y) < 0.03 and 0.0 < h.sign.left - sign.right < 7.0 and abs(h.sign.scale - sign.scale) < 0.2
        ]  # fmt: skip
        for head in sorted(right, key=lambda h: h.sign.left):
            if id(head) not in own:
                own[id(head)] = sign
                break
    return own, keys


def _signatures(
    staff: Staff,
    signs: Sequence[Sign],
    heads: Sequence[Head],
    system: System,
    clefs: Sequence[Sign],
    key: set[int],
) -> tuple[list[list[Sign]], set[int]]:
    """Runs of full-size accidentals on the staff, right after the clef or a barline, in a signature's order.

    ``key`` holds the steps of the signature in force and is brought up to date.
    """
    keys: list[list[Sign]] = []
    used: set[int] = set()
    for start, reach in [(staff.x0, 6.0), *((bar.x0, 1.1) for bar in system.bars[1:])]:
        group: list[Sign] = []
        for sign in signs:
            if sign.scale < 0.95 or abs(staff.height(sign.y)) > KEY_TOP or sign.left < start:
                continue
            if sign.left - (group[-1].right if group else start) > (0.35 if group else reach):
                break
            group.append(sign)
        while group and not _is_signature(group, signs, staff, heads, clefs, key):
            group.pop()
        if group and not any(start < h.sign.left < group[-1].left for h in heads):
            keys.append(group)
            key.clear()
            key |= {step for step, alter in _key(group, staff, _middle_at(group[-1], staff, clefs)).items() if alter}
            used |= {id(sign) for sign in group}
    return keys, used


def _is_signature(
    group: Sequence[Sign],
    signs: Sequence[Sign],
    staff: Staff,
    heads: Sequence[Head],
    clefs: Sequence[Sign],
    key: set[int],
) -> bool:
    """In the order of sharps or of flats, or naturals for what was in force; and not some note's own."""
    last = group[-1]
    near = [s for s in signs if abs(staff.height(s.y)) < 5.0]
    beyond = [s.left for s in (*near, *(h.sign for h in heads)) if s.left > last.left + 0.01]
    if min(beyond, default=last.right + 9.0) - last.right < 0.8:
        return False
    if any(abs(h.sign.y - last.y) < 0.03 and 0.0 < h.sign.left - last.right < 1.15 for h in heads):
        return False
    middle = _middle_at(last, staff, clefs)
    steps = [(middle + round(2 * staff.height(s.y))) % 7 for s in group]
    alters = {ACCIDENTALS[s.code] for s in group}
    if len(alters) > 1:
        return False
    order = {1.0: SHARPS, -1.0: SHARPS[::-1]}.get(alters.pop())
    return set(steps) == key if order is None else steps == list(order[: len(steps)])


def _middle_at(sign: Sign, staff: Staff, clefs: Sequence[Sign]) -> int:
    before = [clef for clef in clefs if clef.x < sign.x]
    return _middle_of(before[-1], staff) if before else TREBLE


def _key(group: Sequence[Sign], staff: Staff, middle: int) -> dict[int, float]:
    """What a signature does to each step."""
    return {(middle + round(2 * staff.height(s.y))) % 7: ACCIDENTALS[s.code] for s in group}


def _octave_lines(system: System, sheet: Sheet, notes: Notes) -> list[OctaveLine]:
    found = []
    for sign in sheet.signs:
        octaves = OCTAVES.get(sign.code, 0)
        if sign.code in BARE_OCTAVES:
            nearest = min(notes.staves, key=lambda s: abs(s.y - sign.y))
            octaves = BARE_OCTAVES[sign.code] * (1 if sign.y > nearest.y else -1)
        if not octaves:
            continue
        staff = _octave_staff(sign, octaves, notes.staves)
        if staff is not None and any(staff is s for s in system.staves):
            lefts = [h.sign.left for h in notes.heads if h.staff is staff and h.sign.left > sign.left - BEFORE]
            end = _octave_end(sign, sheet, min(lefts, default=sign.left))
            found.append(OctaveLine(staff, sign.left - BEFORE, end, octaves))
    return found


def _octave_staff(sign: Sign, octaves: int, staves: Sequence[Staff]) -> Staff | None:
    """8va stands over its staff, 8vb under it."""
    if octaves > 0:
        return max((s for s in staves if s.y < sign.y), key=lambda s: s.y, default=None)
    return min((s for s in staves if s.y > sign.y), key=lambda s: s.y, default=None)


def _octave_end(sign: Sign, sheet: Sheet, first: float) -> float:
    """Where its dashes or its hook end; without either it is for the ``first`` note alone."""
    ends = [s.x1 for s in sheet.level if s.dashed and -0.1 < s.x0 - sign.right < 1.2 and abs(s.y0 - sign.y) < 2.0]
    if ends:
        return min(ends)
    hooks = [
        s.x0 for s in sheet.upright
        if s.is_thick(0.16) and -0.3 < s.x0 - sign.right < 1.0 and abs(s.y1 - s.y0) < 1.2 and abs(s.y0 - sign.y) < 2.5
    ]  # fmt: skip
    return min(hooks, default=first + ALONE)


def _octaves(head: Head, lines: Sequence[OctaveLine]) -> int:
    return sum(line.octaves for line in lines if line.staff is head.staff and line.x0 < head.sign.centre < line.x1)
