"""Heads, stems, flags, beams, dots and rests of a page, put together into chords with their values."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tests.readback.glyphs import ACCIDENTALS, BLACK, DOT, FLAGS, HALF, HEADS, RESTS, VALUES, WHITE
from tests.readback.sheet import Sheet, Sign, Stroke
from tests.readback.staves import Staff

STEM, SMALL_STEM, LEDGER = 0.12, 0.096, 0.16
GRACE = 0.62
HANG = 0.168  # a stem begins so far off its head's centre
TOUCH, ODD_TOUCH = 0.1, 0.2  # odd heads may be narrower than the chord's others
FARTHEST = 13.0
PLAIN = {0xE0A3, 0xE0A4}  # ordinary half and black heads
ORDINARY = PLAIN | {0xE0A2}


class Head:
    """A notehead: its staff, its height there, its stem's chord."""

    __slots__ = ("chord", "sign", "staff", "tied_in", "tied_out", "y")

    def __init__(self, sign: Sign, staff: Staff) -> None:
        self.sign = sign
        self.staff = staff
        self.y = round(2 * staff.height(sign.y)) / 2
        self.chord: Chord | None = None
        self.tied_in = self.tied_out = False


class Chord:
    """Heads on one stem, or one head without."""

    __slots__ = ("dots", "heads", "stem", "up", "value")

    def __init__(self, heads: list[Head], stem: Stroke | None = None, *, up: bool = True) -> None:
        self.heads = heads
        self.stem = stem
        self.up = up
        self.value = ""
        self.dots = 0
        for head in heads:
            head.chord = self

    @property
    def scale(self) -> float:
        """1, or that of grace and cue notes."""
        return self.heads[0].sign.scale

    @property
    def x(self) -> float:
        """The left edge of those heads that stand on the stem's usual side."""
        lefts = [head.sign.left for head in self.heads]
        return max(lefts) if self.stem is not None and not self.up else min(lefts)

    @property
    def right(self) -> float:
        """The right edge of its rightmost head."""
        return max(head.sign.right for head in self.heads)


class Rest:
    """A rest sign on its staff."""

    __slots__ = ("dots", "sign", "staff")

    def __init__(self, sign: Sign, staff: Staff) -> None:
        self.sign = sign
        self.staff = staff
        self.dots = 0


class Notes:
    """Everything played on a page; ``doubts`` are places where the ink does not fit together."""

    def __init__(self, sheet: Sheet, staves: Sequence[Staff]) -> None:
        self.sheet = sheet
        self.staves = staves
        self.doubts: list[str] = []
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
        self.dots = [sign for sign in sheet.signs if sign.code == DOT]
        self.accidentals = [sign for sign in sheet.signs if sign.code in ACCIDENTALS]
        self._by_edge: list[Head | Rest] = sorted([*self.heads, *self.rests], key=lambda h: h.sign.right)
        self._edges = [h.sign.right for h in self._by_edge]
        self.chords = self._chords()
        self._values()
        self._dots()

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
        rows = (*self._ledgers[round(y)], *self._ledgers[round(y + 0.03)], *self._ledgers[round(y - 0.03)])
        return any(s.x0 - 0.05 <= x <= s.x1 + 0.05 and abs(s.y0 - y) < 0.03 for s in rows)

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
        for stem in self.sheet.upright:
            if stem.dashed or not (stem.is_thick(STEM) or stem.is_thick(SMALL_STEM)):
                continue
            near = self.heads[bisect_left(lefts, stem.x0 - 3.5) : bisect_left(lefts, stem.x0 + 0.5)]
            touching = [h for h in near if _touches(h, stem)]
            chord = self._on_stem(stem, touching)
            if chord is None:
                self.doubts.append(f"a stem at {stem.x0:.1f}, {stem.y0:.1f} without a head")
            else:
                stemmed.append((chord, touching))
        for chord, touching in stemmed:
            _add_displaced(chord, [h for h in touching if h.chord is None])
        return [chord for chord, _ in stemmed] + [Chord([h]) for h in self.heads if h.chord is None]

    @staticmethod
    def _on_stem(stem: Stroke, touching: list[Head]) -> Chord | None:
        """The heads of a stem: from the one it begins at to the last one before its tip."""
        for sided in (True, False):
            for up in (True, False):
                mine = [h for h in touching if h.chord is None and (not sided or _usual_side(h, stem, up=up))]
                base, sign = (stem.y0, -1) if up else (stem.y1, 1)
                if not any(abs(h.sign.y - base - sign * HANG * h.sign.scale) < 0.04 for h in mine):
                    continue
                places: dict[tuple[float, float], Head] = {}
                for head in mine:
                    if _along(head, stem, up=up):
                        places.setdefault((head.sign.x, head.sign.y), head)  # unisons of two voices: one each
                return Chord(list(places.values()), stem, up=up)
        return None

    # Values

    def _values(self) -> None:
        flags = [sign for sign in self.sheet.signs if sign.code in FLAGS]
        for chord in self.chords:
            kinds = {HEADS[head.sign.code] for head in chord.heads}
            count = 0
            if chord.stem is not None and kinds & {BLACK, HALF, WHITE}:
                count = self._flags(chord.stem, flags)
                if BLACK in kinds:  # what touches the stems of halves are tremolo strokes
                    count = count or self._beams(chord.stem)
            if BLACK in kinds or count:
                chord.value = VALUES[count]  # hollow harmonics among black heads say nothing of the value
            elif WHITE in kinds:
                chord.value = HALF if chord.stem is not None else "whole"
            else:
                chord.value = kinds.pop()

    def _flags(self, stem: Stroke, flags: Sequence[Sign]) -> int:
        for flag in flags:
            if abs(flag.x + stem.width / 2 - stem.x0) < 0.05 and stem.y0 - 0.8 < flag.y < stem.y1 + 0.8:
                return (flag.code - FLAGS[0]) // 2 + 1
        return 0

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

    # Dots

    def _dots(self) -> None:
        for staff in self.staves:
            found: list[Chord | Rest] = [c for c in self.chords if c.heads[0].staff is staff]
            found += [r for r in self.rests if r.staff is staff]
            rows = _dot_rows([d for d in self.dots if self._dot_staff(d, found) is staff])
            for together in _columns(rows):
                doubt = give_dots(together, found)
                if doubt:
                    self.doubts.append(doubt)

    def _dot_staff(self, dot: Sign, found: Sequence[Chord | Rest]) -> Staff | None:
        """That of the nearest head or rest at its left."""
        best: tuple[float, Staff] | None = None
        for head in self._left_of(dot):
            cost = abs(dot.y - head.sign.y) + 0.3 * (dot.left - head.sign.right)
            if best is None or cost < best[0]:
                best = cost, head.staff
        return best[1] if best is not None else None

    def _left_of(self, dot: Sign) -> Iterator[Head | Rest]:
        low, high = bisect_left(self._edges, dot.left - 3.5), bisect_left(self._edges, dot.left + 0.05)
        yield from self._by_edge[low:high]

def _touches(head: Head, stem: Stroke) -> bool:
    """Is the stem beside the head or through it, and as thick as its size asks for?"""
    sign = head.sign
    if (sign.scale < 0.9) != stem.is_thick(SMALL_STEM):
        return False
    touch = _touch(sign)
    return sign.left - touch < stem.x0 < sign.right + touch and stem.y0 - 0.4 < sign.y < stem.y1 + 0.4


def _usual_side(head: Head, stem: Stroke, *, up: bool) -> bool:
    """Right of the head when it goes up, left when it goes down."""
    half = stem.width / 2
    edge = head.sign.right - half if up else head.sign.left + half
    return abs(edge - stem.x0) < _touch(head.sign)


def _touch(sign: Sign) -> float:
    return TOUCH if sign.code in ORDINARY else ODD_TOUCH


def _along(head: Head, stem: Stroke, *, up: bool) -> bool:
    """Between the stem's beginning and its tip."""
    return stem.y0 - (0.2 if up else 0.0) < head.sign.y < stem.y1 + (0.0 if up else 0.2)


def _alike(a: Head, b: Head) -> bool:
    """Can they be of one chord? Black and hollow heads are not, unless one is a harmonic."""
    pair = {a.sign.code, b.sign.code}
    return pair != PLAIN


def _add_displaced(chord: Chord, free: list[Head]) -> None:
    """Heads on the wrong side belong to a chord when they are a second from one of its heads."""
    assert chord.stem is not None
    grown = True
    while grown:
        grown = False
        for head in free:
            near = any(abs(abs(head.sign.y - own.sign.y) - 0.5) < 0.05 for own in chord.heads)
            same = any(abs(head.sign.y - own.sign.y) < 0.05 for own in chord.heads)
            if head.chord is None and (near or same) and _along(head, chord.stem, up=chord.up) and _alike(head, chord.heads[0]):
                chord.heads.append(head)
                head.chord = chord
                grown = True
