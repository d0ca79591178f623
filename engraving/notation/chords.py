"""What stands together at one tick on one staff: voices beside each other, accidentals, dots (E12–E15)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from engraving.notation import accidentals
from engraving.notation.accidentals import Sign
from engraving.notation.bends import reserve_bends
from engraving.notation.beside_heads import place_beside
from engraving.notation.dots import add_dots
from engraving.notation.joined_voices import shareable, units
from engraving.notation.ledgers import BESIDE_LEDGER
from engraving.notation.shapes import CUE_SCALE, BoxInk, Shape
from engraving.notation.voice_rests import settle_rests
from engraving.typefaces import Faces

_FLAG_LIFT = 1.0
_FLAG_WIDTH, _FLAG_HEIGHT = 1.1, 3.2
_AT_HEAD = frozenset({"staccato", "tenuto"})
_MARK_HALF = 0.2
_SLIGHT = 0.02
_STEMS_APART = 0.3
_APART, _LEDGERS_APART = 0.1, 0.3  # heads side by side whose stems are outside; beside foreign ledger lines


def settle(shapes: Sequence[Shape], faces: Faces) -> None:
    """Give all shapes of one column and staff their places beside each other."""
    notes = [s for s in shapes if s.heads]
    if len(notes) > 1:
        _separate_voices(notes, faces)
    rests = [s for s in shapes if s.rest and s.side and not s.whole_bar]
    if rests:
        settle_rests(rests, notes)
    add_dots(shapes, faces)
    _accidentals(notes, faces)
    for note in notes:
        if note.event.marks:
            place_beside(note, notes, faces)
            reserve_bends(note)
            _reserve_marks(note)


def _reserve_marks(note: Shape) -> None:
    """Room for staccato and tenuto at the head, so that the next note's accidental does not tuck over them (E16)."""
    if not any(mark.name in _AT_HEAD for mark in note.event.marks):
        return
    up = note.side > 0 if note.side else not note.up
    if note.stemmed and note.up == up:
        return
    head, sign = (note.heads[-1], 1.0) if up else (note.heads[0], -1.0)
    inside = abs(head.y + sign) <= (note.lines - 1) / 2
    y = head.y + sign * (1.5 if inside and head.y == round(head.y) else 1.0)
    middle = note.offset + note.width / 2
    note.boxes.append(BoxInk(middle - _MARK_HALF, middle + _MARK_HALF, y - _MARK_HALF, y + _MARK_HALF))


def shift(shape: Shape, dx: float) -> None:
    """Move a shape sideways within its column."""
    shape.offset += dx
    shape.heads = [replace(h, dx=h.dx + dx, x1=h.x1 + dx) for h in shape.heads]
    shape.ledgers = [(y, x0 + dx, x1 + dx, staff) for y, x0, x1, staff in shape.ledgers]
    shape.stem_x += dx
    if shape.second_stem is not None:
        shape.second_stem = shape.second_stem[0] + dx, shape.second_stem[1]
    shape.boxes = [BoxInk(b.x0 + dx, b.x1 + dx, b.y0, b.y1) for b in shape.boxes]


def _separate_voices(notes: Sequence[Shape], faces: Faces) -> None:
    """E12: opposite stems at one tick; inner voices find a place beside the outer two."""
    stem = faces.thickness.stem
    uppers = units(sorted((n for n in notes if n.side > 0), key=lambda n: (-n.high, n.joined)), faces)
    lowers = units(sorted((n for n in notes if n.side < 0), key=lambda n: (n.low, n.joined)), faces)
    if uppers and lowers:
        _separate(uppers[0], lowers[0], stem)
    placed = [note for unit in (*uppers[:1], *lowers[:1]) for note in unit]
    for unit in (*uppers[1:], *lowers[1:]):
        _tuck(unit, placed)
        placed += unit


def _tuck(unit: Sequence[Shape], placed: Sequence[Shape]) -> None:
    """Move an inner voice the least way sideways, right rather than left, to where it touches no other.

    Off the stems of outer voices where its beam begins and ends: those run through the beam otherwise (E32).
    """
    left, right = min(h.dx for n in unit for h in n.heads), max(h.x1 for n in unit for h in n.heads)
    ways = [0.0]
    for other in placed:
        ways += [h.x1 - left for h in other.heads] + [h.dx - right for h in other.heads]
        for note in unit:
            ways += [x1 + _APART - note.stem_x for _, _, x1, _ in other.ledgers if _at_tip(note)]
            ways += [other.stem_x + _FLAG_WIDTH - x0 for _, x0, _, _ in note.ledgers if _at_tip(other)]
            if note.stemmed and other.flag:
                ways.append(other.stem_x + _FLAG_WIDTH + _APART - note.stem_x)
            if note.flag and other.stemmed:
                ways.append(other.stem_x - _FLAG_WIDTH - _APART - note.stem_x)
    for dx in sorted(ways, key=lambda dx: (_under_beam(unit, placed, dx), abs(dx), -dx)):
        if not any(_touch(note, other, dx) for note in unit for other in placed):
            break
    for note in unit:
        shift(note, dx)


def _under_beam(unit: Sequence[Shape], placed: Sequence[Shape], dx: float) -> int:
    """How many stems ``placed`` would stand under the beam that begins or ends with the ``unit``, moved by ``dx``."""
    note = unit[0]
    way = {"begin": 1.0, "end": -1.0}.get(note.beams[0]) if note.beams else None
    if way is None:
        return 0
    return sum(
        other.up == note.up and other.stemmed and way * (other.stem_x - note.stem_x - dx) > 0.0 for other in placed
    )


def _touch(a: Shape, b: Shape, dx: float) -> bool:
    """Whether ``a``, moved by ``dx``, would have a head, stem or flag on one of ``b``."""
    shareable = (a.event.dots, a.scale) == (b.event.dots, b.scale)
    for p in a.heads:
        for q in b.heads:
            one = shareable and (p.y, p.code) == (q.y, q.code) and abs(p.dx + dx - q.dx) < _SLIGHT
            if not one and p.dx + dx < q.x1 - _SLIGHT and q.dx < p.x1 + dx - _SLIGHT and abs(p.y - q.y) < 1.0:
                return True
    if a.stemmed and b.stemmed and abs(a.stem_x + dx - b.stem_x) < _STEMS_APART:
        spans = [sorted((n.low if n.up else n.high, n.tip)) for n in (a, b)]
        if spans[0][0] < spans[1][1] and spans[1][0] < spans[0][1]:
            return True
    return _through(a, b, dx) or _through(b, a, -dx)


def _at_tip(shape: Shape) -> bool:
    """Does its stem bear a flag or a beam?"""
    return bool(shape.flag or shape.beam)


def _through(a: Shape, b: Shape, dx: float) -> bool:
    """Whether stem, flag or beam of ``a``, moved by ``dx``, run through heads or ledger lines of ``b``."""
    return (
        _through_heads(a, b, dx)
        or (_at_tip(a) and _through_ledgers(a, b, dx))
        or (bool(a.flag) and _flag_on_stem(a, b, dx))
    )


def _flag_on_stem(a: Shape, b: Shape, dx: float) -> bool:
    """Whether the flag of ``a``, moved by ``dx``, lies on the stem of ``b``."""
    if not b.stemmed or not 0.0 < b.stem_x - a.stem_x - dx < _FLAG_WIDTH:
        return False
    low, high = sorted((b.low if b.up else b.high, b.tip))
    foot, top = (a.tip - _FLAG_HEIGHT, a.tip) if a.up else (a.tip, a.tip + _FLAG_HEIGHT)
    return foot < high and low < top


def _through_ledgers(a: Shape, b: Shape, dx: float) -> bool:
    """Whether the flag or the beam of ``a``, moved by ``dx``, lies on ledger lines of ``b``."""
    x, deep = a.stem_x + dx, _FLAG_HEIGHT if a.flag else 1.0
    low, high = (a.tip - deep, a.tip) if a.up else (a.tip, a.tip + deep)
    return any(x0 < x + _FLAG_WIDTH and x < x1 and low < y + 0.1 and y - 0.1 < high for y, x0, x1, _ in b.ledgers)


def _through_heads(a: Shape, b: Shape, dx: float) -> bool:
    """Whether the stem or flag of ``a``, moved by ``dx``, runs through a head of ``b``."""
    if not a.stemmed:
        return False
    x, base = a.stem_x + dx, a.low if a.up else a.high
    low, high = min(base, a.tip), max(base, a.tip)
    for head in b.heads:
        if head.dx + _SLIGHT < x < head.x1 - _SLIGHT and low < head.y + 0.5 and head.y - 0.5 < high:
            return True
        if a.flag and x - 0.1 < head.x1 and head.dx < x + _FLAG_WIDTH:
            flag = (a.tip - _FLAG_HEIGHT, a.tip) if a.up else (a.tip, a.tip + _FLAG_HEIGHT)
            if flag[0] < head.y + 0.5 and head.y - 0.5 < flag[1]:
                return True
    return False


def _separate(uppers: Sequence[Shape], lowers: Sequence[Shape], stem: float) -> None:
    """Set an upper and a lower voice (each perhaps of several on one stem) beside each other (E12).

    Of an unshareable unison the stem-up head stands left, the stems in line. Where it alone is dotted it stands
    right beside its dot, stems outside: right of both heads the dot would be read as the other's.
    """
    upper, lower = uppers[-1], lowers[-1]  # the nearest to each other
    gap = upper.low - lower.high
    if gap >= 1.0:
        return
    if gap == 0.0:
        if shareable(upper, lower):
            return
        if upper.event.dots and not lower.event.dots:
            _stems_outside(uppers, lowers, _APART, stem)
            _lengthen_flagged(lower)
            return
        _shift_all(lowers, upper.width - stem)
    elif gap > 0:
        _shift_all(lowers, upper.width)
    else:
        _stems_outside(uppers, lowers, _LEDGERS_APART if lower.ledgers or upper.ledgers else _APART, stem)
        return
    _lengthen_flagged(upper)
    _pass(lowers, uppers, stem)


def _stems_outside(uppers: Sequence[Shape], lowers: Sequence[Shape], apart: float, stem: float) -> None:
    """The upper voice right of the lower, its heads ``apart``: the stems are the outermost ink."""
    upper, lower = uppers[-1], lowers[-1]
    dx = max(upper.width, lower.width) + apart
    if upper.ledgers and lower.flag:
        dx = max(dx, lower.stem_x + _FLAG_WIDTH + _APART - min(x0 for _, x0, _, _ in upper.ledgers))
    _shift_all(uppers, dx)
    _pass(uppers, lowers, stem)


def _pass(moving: Sequence[Shape], standing: Sequence[Shape], stem: float) -> None:
    """Farther right until past the displaced heads of seconds, which reach beyond their chord's own width."""
    lap = stem + _SLIGHT  # heads of an unshareable unison lie so far on each other
    while reach := max(
        (
            other.x1 - head.dx
            for head in (h for shape in moving for h in shape.heads)
            for other in (h for shape in standing for h in shape.heads)
            if abs(head.y - other.y) < 1.0 and other.x1 - head.dx > lap and other.dx < head.x1
        ),
        default=0.0,
    ):
        _shift_all(moving, reach)


def _shift_all(shapes: Sequence[Shape], dx: float) -> None:
    for shape in shapes:
        shift(shape, dx)


def _lengthen_flagged(shape: Shape) -> None:
    """A flag beside the other voice's head needs a longer stem."""
    if shape.flag:
        more = _FLAG_LIFT if shape.up else -_FLAG_LIFT
        shape.tip += more
        shape.flag_y += more
        flag = shape.boxes[-1]
        shape.boxes[-1] = flag._replace(y0=flag.y0 + more, y1=flag.y1 + more)


def _accidentals(notes: Sequence[Shape], faces: Faces) -> None:
    """E13b for all voices of the column together; octaves and shared unisons show theirs once each."""
    signs: list[Sign] = []
    owners: dict[int, Shape] = {}
    for shape in notes:
        for ink in shape.heads:
            accidental = ink.head.accidental
            if accidental is not None and ink.head.visible:
                accidental = accidentals.drawable(accidental, ink.head.pitch, faces)
                size = ink.scale * CUE_SCALE if accidental.small else ink.scale
                signs.append(Sign(ink.y, accidental, ink.head.atom, size))
                owners[ink.head.atom] = shape
    if not signs:
        return
    obstacles = [(b.x0, b.x1, b.y0, b.y1) for shape in notes for b in _solid(shape)]
    for placed in accidentals.place(signs, obstacles, faces):
        shape = owners[placed.atom]
        for x, y, code in placed.glyphs:
            shape.accidentals.append((x, y, code, placed.atom, placed.scale))
        shape.boxes.append(BoxInk(placed.x0, placed.x1, placed.y0, placed.y1))


def _solid(shape: Shape) -> list[BoxInk]:
    """What accidentals must clear: beside one of its own chord a ledger line is short and needs no more than heads."""
    boxes = list(shape.boxes)
    if shape.ledgers:
        edge = min(h.dx for h in shape.heads)
        signs = [h.y for h in shape.heads if h.head.accidental is not None]
        for k, (y, *_) in enumerate(shape.ledgers, len(shape.heads)):  # boxes of ledgers follow those of heads
            if any(abs(sign - y) < BESIDE_LEDGER for sign in signs):
                boxes[k] = boxes[k]._replace(x0=max(boxes[k].x0, edge))
    return boxes
