"""Heads, chords and rests, and which heads hang on a stem."""

from __future__ import annotations

from collections.abc import Sequence

from tests.readback.sheet import Sign, Stroke
from tests.readback.staves import Staff

STEM, SMALL_STEM = 0.12, 0.096
GRACE = 0.62  # of full size
HANG = 0.168  # a stem begins so far off its head's centre
PLAIN = {0xE0A3, 0xE0A4}  # ordinary half and black heads
ORDINARY = PLAIN | {0xE0A2}
TOUCH, ODD_TOUCH = 0.05, 0.2  # odd heads may be narrower than the chord's others
ODD_HANG = 1.05  # stems of crosses, slashes, triangles begin at a corner, which may be so far off


class Head:
    """A notehead: its staff, its height there, its chord."""

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


def is_stem(stroke: Stroke) -> bool:
    """Upright, as thick as a stem."""
    return not stroke.dashed and (stroke.is_thick(STEM) or stroke.is_thick(SMALL_STEM))


def touches(head: Head, stem: Stroke) -> bool:
    """Is the stem beside the head or through it, and thick enough? A full chord may have a small head too."""
    sign = head.sign
    if stem.is_thick(SMALL_STEM) and sign.scale >= 0.9:
        return False
    touch = _touch(sign)
    reach = 0.4 if sign.code in ORDINARY else ODD_HANG
    return sign.left - touch < stem.x0 < sign.right + touch and stem.y0 - reach < sign.y < stem.y1 + reach


def chord_on(stem: Stroke, touching: Sequence[Head]) -> Chord | None:
    """The heads of a stem: from the one it begins at to the last one before its tip."""
    for sided in (True, False):
        for up in (True, False):
            mine = [h for h in touching if h.chord is None and (not sided or _usual_side(h, stem, up=up))]
            base, sign = (stem.y0, -1) if up else (stem.y1, 1)
            if not any(_hangs(h.sign, base, sign) for h in mine):
                continue
            places: dict[tuple[float, float], Head] = {}
            for head in mine:
                if _along(head, stem, up=up):
                    places.setdefault((head.sign.x, head.sign.y), head)  # unisons of two voices: one each
            return Chord(list(places.values()), stem, up=up)
    return None


def _hangs(sign: Sign, base: float, side: int) -> bool:
    """Does a stem that begins at ``base`` begin at this head?"""
    if sign.code in ORDINARY:
        return abs(sign.y - base - side * HANG * sign.scale) < 0.04
    return abs(sign.y - base) < ODD_HANG * sign.scale


def add_displaced(chord: Chord, touching: Sequence[Head]) -> None:
    """Heads on the wrong side belong to a chord when they are a second (or a unison) from one of its heads."""
    assert chord.stem is not None
    free = [head for head in touching if head.chord is None and _along(head, chord.stem, up=chord.up)]
    grown = True
    while grown:
        grown = False
        for head in free:
            if head.chord is None and any(_close(head, own) for own in chord.heads):
                chord.heads.append(head)
                head.chord = chord
                grown = True


def _close(head: Head, own: Head) -> bool:
    """Side by side on one stem? An ordinary black and a hollow head are two voices' (or one has no stem)."""
    return abs(head.sign.y - own.sign.y) < 0.55 and {head.sign.code, own.sign.code} != PLAIN


def _usual_side(head: Head, stem: Stroke, *, up: bool) -> bool:
    """Right of the head when it goes up, left when it goes down."""
    half = stem.width / 2
    edge = head.sign.right - half if up else head.sign.left + half
    return abs(edge - stem.x0) < _touch(head.sign)


def _touch(sign: Sign) -> float:
    return TOUCH if sign.code in ORDINARY else ODD_TOUCH


def _along(head: Head, stem: Stroke, *, up: bool) -> bool:
    """Between the stem's beginning and its tip."""
    reach = 0.2 if head.sign.code in ORDINARY else ODD_HANG
    return stem.y0 - (reach if up else 0.0) < head.sign.y < stem.y1 + (0.0 if up else reach)
