"""All notes and rests of a page with their values: heads on staves, stems, flags, beams, dots."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from tests.readback.chords import PLAIN, SMALL_STEM, Chord, Head, Rest, add_displaced, chord_on, is_stem, touches
from tests.readback.dots import give_dots
from tests.readback.glyphs import ACCIDENTALS, BLACK, DOT, FLAGS, HALF, HEAD_PARENTHESES, HEADS, RESTS, VALUES, WHITE
from tests.readback.sheet import Sheet, Sign, Stroke
from tests.readback.staves import Staff

LEDGER = 0.16
FARTHEST = 13.0


class Notes:
    """Everything played on a page; ``doubts`` are places where the ink does not fit together."""

    def __init__(self, sheet: Sheet, staves: Sequence[Staff]) -> None:
        self.sheet = sheet
        self.staves = staves
        self.doubts: list[str] = []
        self.dots = [sign for sign in sheet.signs if sign.code == DOT]
        self.accidentals = [sign for sign in sheet.signs if sign.code in ACCIDENTALS]
        self.parentheses = [sign for sign in sheet.signs if sign.code in HEAD_PARENTHESES]
        self._ledgers: dict[int, list[Stroke]] = defaultdict(list)
        for stroke in sheet.level:
            if stroke.is_thick(LEDGER) and not stroke.dashed:
                self._ledgers[round(stroke.y0)].append(stroke)
        self.heads = [h for sign in sheet.signs if sign.code in HEADS and (h := self._head(sign)) is not None]
        self.heads.sort(key=lambda h: h.sign.x)
        self.rests = [
            Rest(sign, staff)
            for sign in sheet.signs
            if sign.code in RESTS and (staff := self._rest_staff(sign)) is not None
        ]
        self.chords = self._chords()
        self._values()
        self.doubts += give_dots(self.dots, [*self.chords, *self.rests])

    # Heads and their staves

    def _head(self, sign: Sign) -> Head | None:
        """On the staff that carries it: by its ledger lines when it stands outside."""
        fitting = []
        for staff in self.staves:
            y = staff.height(sign.y)
            if not staff.x0 <= sign.centre <= staff.x1 or abs(y) > FARTHEST or abs(2 * y - round(2 * y)) > 0.06:
                continue
            if self._carried(sign, staff, y):
                fitting.append((abs(y), staff))
        if not fitting:
            self.doubts.append(f"a head at {sign.x:.1f}, {sign.y:.1f} on no staff")
            return None
        return Head(sign, min(fitting, key=lambda pair: pair[0])[1])

    def _carried(self, sign: Sign, staff: Staff, y: float) -> bool:
        beyond = abs(y) - staff.reach
        if beyond < 0.9:
            return True
        side = 1 if y > 0 else -1
        last = int(beyond + 0.1)
        return all(self._ledger(sign.centre, staff.y + side * (staff.reach + k)) for k in {1, last})

    def _ledger(self, x: float, y: float) -> bool:
        rows = {round(y), round(y + 0.03), round(y - 0.03)}
        return any(s.x0 - 0.05 <= x <= s.x1 + 0.05 and abs(s.y0 - y) < 0.03 for row in rows for s in self._ledgers[row])

    def _rest_staff(self, sign: Sign) -> Staff | None:
        """The nearest staff from which it stands whole spaces off, if one does."""
        staves = [s for s in self.staves if s.x0 <= sign.centre <= s.x1 and abs(s.height(sign.y)) <= FARTHEST]
        whole = [s for s in staves if abs(s.height(sign.y) - round(s.height(sign.y))) < 0.05]
        return min(whole or staves, key=lambda s: abs(s.height(sign.y)), default=None)

    # Stems

    def _chords(self) -> list[Chord]:
        """First the heads on each stem's usual side, then those that seconds push to the other."""
        lefts = [head.sign.x for head in self.heads]
        stemmed: list[tuple[Chord, list[Head]]] = []
        for stem in filter(is_stem, self.sheet.upright):
            near = self.heads[bisect_left(lefts, stem.x0 - 3.5) : bisect_left(lefts, stem.x0 + 0.5)]
            touching = [h for h in near if touches(h, stem)]
            chord = chord_on(stem, touching)
            if chord is None:
                self.doubts.append(f"a stem at {stem.x0:.1f}, {stem.y0:.1f} without a head")
            else:
                stemmed.append((chord, touching))
        for chord, touching in stemmed:
            add_displaced(chord, touching)
        return [chord for chord, _ in stemmed] + [Chord([h]) for h in self.heads if h.chord is None]

    # Values

    def _values(self) -> None:
        flags = [sign for sign in self.sheet.signs if sign.code in FLAGS]
        for chord in self.chords:
            kinds = {HEADS[head.sign.code] for head in chord.heads}
            count = 0
            if chord.stem is not None and kinds & {BLACK, HALF, WHITE}:
                count = _flags_on(chord.stem, flags)
                if BLACK in kinds:  # what touches the stems of halves are tremolo strokes
                    count = count or self._beams(chord.stem)
            plain = all(head.sign.code in PLAIN for head in chord.heads)
            if BLACK in kinds or (count and not plain):
                chord.value = VALUES[count]  # hollow harmonics, alone or among black heads, say nothing of the value
            elif WHITE in kinds:
                chord.value = HALF if chord.stem is not None else "whole"
            else:
                chord.value = kinds.pop()

    def _beams(self, stem: Stroke) -> int:
        """How many beams reach the stem, those of one height counted once."""
        heights: list[float] = []
        small = stem.is_thick(SMALL_STEM)
        for beam in self.sheet.beams:
            if not beam.x0 - 0.05 <= stem.x0 <= beam.x1 + 0.05 or small != (beam.thick < 0.42):
                continue
            y = beam.at(stem.x0)
            if stem.y0 - 0.3 < y < stem.y1 + 0.3 and all(abs(y - other) > 0.15 for other in heights):
                heights.append(y)
        return len(heights)


def _flags_on(stem: Stroke, flags: Sequence[Sign]) -> int:
    for flag in flags:
        if abs(flag.x + stem.width / 2 - stem.x0) < 0.05 and stem.y0 - 0.8 < flag.y < stem.y1 + 0.8:
            return (flag.code - FLAGS[0]) // 2 + 1
    return 0
