"""One event on one staff as a shape in staff spaces: heads, stem, flag, ledgers, dots, rest (E10–E15).

x is measured from the left edge of the undisplaced head (the column's origin), y from the middle
line. Beamed stems and stems across staves have no length here: they are drawn when the distance to
their beam is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engraving.notation.heads import flag_code, flags, has_stem, head_code, rest_code
from engraving.score import Event, Head
from engraving.typefaces import Box, Faces
from engraving.typefaces import smufl as g

GRACE_SCALE = 0.62  # E03
CUE_SCALE = 0.70
STEM_WIDTH = 0.12  # E01
STEM_FOOT = 0.168  # of a head whose font does not say
LEDGER_REACH = 0.4
LEDGER_REACH_TIGHT = 0.2  # beside an accidental of the same chord
BESIDE_LEDGER = 1.6  # so near in height an accidental shortens a ledger line
DOT_GAP = 0.5  # E14
DOT_STEP = 0.3
BESIDE = 1.0  # heads of two voices this near each other share the place of their dots
FLAG_OFF_LEDGER = 0.3
FLAG_OFF_HEAD = 0.1
TREMOLO_HALF = 0.65
PARENTHESIS = 0.55  # beside a head
TREMOLO_OFF_HEAD = 0.9


class HeadInk(NamedTuple):
    """A notehead: its place, glyph, right edge and size."""

    y: float
    dx: float
    x1: float
    code: int
    head: Head
    scale: float


class BoxInk(NamedTuple):
    """A rectangle of ink relative to the column."""

    x0: float
    x1: float
    y0: float
    y1: float


class BesideInk(NamedTuple):
    """A sign beside a head: a fall, a scoop."""

    dx: float
    y: float
    code: int
    atom: int


class Shape:
    """What one event looks like. Layout gives it its column's ``x`` and, if beamed, its ``tip``."""

    __slots__ = (
        "accidentals", "beam", "beams", "bend", "beside", "boxes", "breath", "column", "dots", "event", "flag",
        "flag_y", "group", "heads", "ledgers", "lines", "offset", "rest", "rest_y", "scale", "second_stem", "side",
        "staff", "stem_foot", "stem_x", "stemmed", "strokes", "tip", "up", "voices", "whole_bar", "x",
    )  # fmt: skip

    def __init__(self, event: Event, staff: int, scale: float, lines: int) -> None:
        self.event = event
        self.staff = staff
        self.scale = scale
        self.lines = lines
        self.heads: list[HeadInk] = []
        self.accidentals: list[tuple[float, float, int, int, float]] = []  # dx, y, code, atom, scale
        self.dots: list[tuple[float, float, int]] = []  # dx, y, atom base
        self.ledgers: list[tuple[float, float, float, int]] = []  # y, x0, x1, staff
        self.up = True
        self.side = 0  # +1/-1 when another voice shares the staff
        self.voices = 1
        self.stemmed = False
        self.stem_x = 0.0
        self.stem_foot = 0.0  # y at which the stem leaves its last head
        self.tip = 0.0
        self.flag = 0
        self.flag_y = 0.0
        self.rest = 0
        self.rest_y = 0.0
        self.offset = 0.0  # whole shape moved sideways because of another voice
        self.beam = 0  # atom of its beam group
        self.beams: tuple[str, ...] = ()  # its beam values from beam 1 up
        self.group = event.id
        self.column: object = None
        self.x = 0.0
        self.whole_bar = False
        self.beside: list[BesideInk] = []
        self.second_stem: tuple[float, float] | None = None  # x and end of the other one of a double stem
        self.breath = 0.0  # where a breath or caesura after it may begin
        self.bend = 0.0  # where the arrow of a bent string begins
        self.strokes = 0  # of a tremolo between it and another note
        self.boxes: list[BoxInk] = []

    @property
    def sign_scale(self) -> float:
        """The size of marks at the note: those of cue notes shrink with it, those of grace notes do not."""
        return CUE_SCALE if self.event.cue else 1.0

    @property
    def high(self) -> float:
        """y of the highest head (or the rest)."""
        return self.heads[-1].y if self.heads else self.rest_y

    @property
    def low(self) -> float:
        """y of the lowest head (or the rest)."""
        return self.heads[0].y if self.heads else self.rest_y

    @property
    def width(self) -> float:
        """Width of its undisplaced head, or of the rest."""
        return self.heads[0].x1 - self.heads[0].dx if self.heads else (self.boxes[0].x1 if self.boxes else 1.0)

    def left(self) -> float:
        """Leftmost ink."""
        return min((b.x0 for b in self.boxes), default=0.0)

    def right(self) -> float:
        """Rightmost ink."""
        return max((b.x1 for b in self.boxes), default=0.0)

    def placed_ink(self) -> list[tuple[float, float, float, float]]:
        """Boxes (x0, x1, low, high) of its ink where it stands, its stem as long as its beam made it."""
        x = self.x
        ink = [(x + b.x0, x + b.x1, b.y0, b.y1) for b in self.boxes if b.x1 - b.x0 > 2 * STEM_WIDTH]
        if self.stemmed:
            ends = (self.low if self.up else self.high, self.tip)
            ink.append((x + self.stem_x - 0.06, x + self.stem_x + 0.06, min(ends), max(ends)))
        return ink

    def reach(self, *, up: bool) -> float:
        """Outermost y of head and stem on one side, articulations not counted."""
        if self.heads:
            edge = self.heads[-1].y + 0.5 * self.scale if up else self.heads[0].y - 0.5 * self.scale
            if self.stemmed and self.up == up:
                return max(edge, self.tip) if up else min(edge, self.tip)
            return edge
        box = self.boxes[0] if self.boxes else BoxInk(0, 1, -0.5, 0.5)
        return box.y1 if up else box.y0


def stem_up(positions: Sequence[float]) -> bool:
    """E10: the note farthest from the middle decides; a tie goes by majority, then down."""
    high, low = max(positions), min(positions)
    if abs(high + low) > 1e-9:
        return high + low < 0
    above = sum(1 for y in positions if y > 0)
    below = sum(1 for y in positions if y < 0)
    return below > above


def event_scale(event: Event) -> float:
    """E03: grace notes 0.62, cue notes 0.70; grace notes of a cue are both."""
    return (GRACE_SCALE if event.grace else 1.0) * (CUE_SCALE if event.cue else 1.0)


def stem_length(head_y: float, *, up: bool, size: float = 1.0) -> float:
    """E11: 3.5; shorter for stems on the wrong side, longer from beyond the first ledger to the middle line.

    ``size`` is that of cue notes (E03); small notes too reach the middle line.
    """
    distance = -head_y if up else head_y  # how far the head lies on the side the stem comes from
    if distance > 3.0:
        return max(3.5 * size, distance)
    if distance <= -3.5:
        return 2.5 * size
    if distance <= -3.0:
        return 3.0 * size
    return 3.5 * size


def displacements(heads: Sequence[float], *, up: bool, width: float) -> list[float]:
    """E12: x of each head (from the lowest) so that seconds stand on both sides of the stem."""
    step = width - STEM_WIDTH
    result = [0.0] * len(heads)
    order = range(len(heads)) if up else range(len(heads) - 1, -1, -1)
    previous: float | None = None
    displaced = False
    for i in order:
        near = previous is not None and abs(heads[i] - previous) < 0.75
        displaced = near and not displaced
        if displaced:
            result[i] = step if up else -step
        previous = heads[i]
    return result


def note_shape(
    event: Event,
    staff: int,
    positions: Sequence[float],
    *,
    up: bool,
    beamed: bool,
    lines: int,
    faces: Faces,
) -> Shape:
    """A chord whose heads (lowest first) stand at ``positions``."""
    scale = event_scale(event)
    shape = Shape(event, staff, scale, lines)
    shape.up = up
    codes = [head_code(head, event.value) for head in event.heads]
    full = next((code for code, head in zip(codes, event.heads, strict=True) if not head.cue), codes[0])
    width = faces.box(full).x1 * scale
    for y, dx, code, head in zip(
        positions, displacements(positions, up=up, width=width), codes, event.heads, strict=True
    ):
        size = scale * CUE_SCALE if head.cue else scale
        own = faces.box(code).x1 * size
        if head.cue and up and dx == 0.0:  # small among full heads: it touches their stem
            dx = width - own
        elif head.cue and dx < 0.0:
            dx = STEM_WIDTH - own
        shape.heads.append(HeadInk(y, dx, dx + own, code, head, size))
    # A stem without a head says nothing to a player.
    shown = any(h.visible for h in event.heads)
    shape.stemmed = has_stem(event.value) and event.stem != "none" and shown
    if shape.stemmed:
        _stem(shape, faces, beamed=beamed)
        if event.stem == "double":
            _second_stem(shape, faces)
    _ledgers(shape)
    _outline(shape, faces)
    return shape


def _stem(shape: Shape, faces: Faces, *, beamed: bool) -> None:
    """Stem place, and its tip unless a beam decides it; the flag hangs 3.5 from the head (E11)."""
    up = shape.up
    near = shape.heads[-1] if up else shape.heads[0]
    anchor = faces.anchor(near.code, "stemUpSE" if up else "stemDownNW")
    half = STEM_WIDTH / 2
    main_width = (faces.box(near.code).x1) * shape.scale
    if anchor is not None:
        x = anchor[0] * shape.scale
    else:
        x = main_width if up else 0.0
    shape.stem_x = x - half if up else x + half
    base = shape.heads[0] if up else shape.heads[-1]
    foot = anchor if base.code == near.code else faces.anchor(base.code, "stemUpSE" if up else "stemDownNW")
    shape.stem_foot = base.y + (foot[1] if foot is not None else STEM_FOOT if up else -STEM_FOOT) * base.scale
    size = CUE_SCALE if shape.event.cue else 1.0
    length = 2.5 * size if shape.event.grace else stem_length(near.y, up=up, size=size)
    code = 0 if beamed else flag_code(shape.event.value, up=up)
    if code and not shape.event.grace:
        length = max(length, 3.5 * shape.scale)  # a flag needs its stem even on the wrong side
    tremolo = next((m for m in shape.event.marks if m.name == "tremolo"), None)
    if tremolo is not None and tremolo.text.isdigit():
        length = max(length, (4.25 if int(tremolo.text) >= 3 else 3.5) * size)
        if code:  # the flag hangs down to the strokes (E18)
            flag = faces.box(code)
            length = max(length, (TREMOLO_OFF_HEAD + 0.75 * int(tremolo.text) + flag.y1 - flag.y0) * size)
    end = near.y + length if up else near.y - length
    if code:
        end = _flag_off_ledgers(end, faces.box(code), shape)
        end = _flag_off_heads(end, faces.box(code), shape)
    shape.tip = end
    if code:
        shape.flag, shape.flag_y = code, end
        hang = faces.anchor(code, "stemUpNW" if up else "stemDownSW")
        if hang is not None:
            reach = end + hang[1] * shape.scale
            shape.tip = max(reach, end) if up else min(reach, end)


def _second_stem(shape: Shape, faces: Faces) -> None:
    """One stem up and one down: the source says that two voices share the note (E10)."""
    far = shape.heads[0] if shape.up else shape.heads[-1]
    anchor = faces.anchor(far.code, "stemDownNW" if shape.up else "stemUpSE")
    x = anchor[0] * shape.scale if anchor is not None else 0.0 if shape.up else far.x1
    length = stem_length(far.y, up=not shape.up) * shape.scale
    way, half = (-1.0, STEM_WIDTH / 2) if shape.up else (1.0, -STEM_WIDTH / 2)
    shape.second_stem = x + half, far.y + way * length


def _flag_off_ledgers(end: float, flag: Box, shape: Shape) -> float:
    """Lengthen a stem whose flag would hang into its note's own ledger lines (as E14 does for dots)."""
    ledger = (shape.lines - 1) / 2 + 1.0 - FLAG_OFF_LEDGER
    if shape.up and shape.heads[-1].y <= -(ledger + FLAG_OFF_LEDGER):
        return max(end, -ledger - flag.y0 * shape.scale)
    if not shape.up and shape.heads[0].y >= ledger + FLAG_OFF_LEDGER:
        return min(end, ledger - flag.y1 * shape.scale)
    return end


def _flag_off_heads(end: float, flag: Box, shape: Shape) -> float:
    """Lengthen a stem whose flag would lie on a head displaced to its side (E12)."""
    for head in shape.heads:
        if head.dx <= shape.stem_x - 0.3:
            continue
        if shape.up:
            end = max(end, head.y + 0.5 * shape.scale + FLAG_OFF_HEAD - flag.y0 * shape.scale)
        elif head.dx >= 0.0:
            end = min(end, head.y - 0.5 * shape.scale - FLAG_OFF_HEAD - flag.y1 * shape.scale)
    return end


def _ledgers(shape: Shape) -> None:
    """E01: ledger lines past the heads, longer where a displaced head needs it."""
    edge = (shape.lines - 1) / 2
    reach = LEDGER_REACH * max(shape.scale, 0.75)
    for staff in {h.head.staff for h in shape.heads if _has_ledgers(h.head)}:
        heads = [h for h in shape.heads if h.head.staff == staff and _has_ledgers(h.head)]
        for sign in (1, -1):
            outer = max(sign * h.y for h in heads)
            y = edge + 1.0
            while y <= outer + 0.01:
                beyond = [h for h in heads if sign * h.y >= y - 0.51]
                x0, x1 = min(h.dx for h in beyond), max(h.x1 for h in beyond)
                shape.ledgers.append((sign * y, x0 - reach, x1 + reach, staff))
                y += 1.0


def _has_ledgers(head: Head) -> bool:
    return head.visible if head.printing is None else head.printing.ledgers


def _outline(shape: Shape, faces: Faces) -> None:
    """Boxes for spacing: heads with their ledgers, stem and flag."""
    boxes = [BoxInk(h.dx, h.x1, h.y - 0.5 * h.scale, h.y + 0.5 * h.scale) for h in shape.heads]
    boxes += [
        BoxInk(h.dx - PARENTHESIS * h.scale, h.x1 + PARENTHESIS * h.scale, h.y - 0.5 * h.scale, h.y + 0.5 * h.scale)
        for h in shape.heads
        if h.head.parentheses
    ]
    boxes += [BoxInk(x0 + 0.08, x1 - 0.08, y - 0.08, y + 0.08) for y, x0, x1, _ in shape.ledgers]
    if shape.stemmed:
        far = shape.heads[0].y if shape.up else shape.heads[-1].y
        low, high = min(far, shape.tip), max(far, shape.tip)
        boxes.append(BoxInk(shape.stem_x - 0.06, shape.stem_x + 0.06, low, high))
    if shape.second_stem is not None:
        x, end = shape.second_stem
        boxes.append(BoxInk(x - 0.06, x + 0.06, min(shape.low, end), max(shape.high, end)))
    if shape.flag:
        box = faces.box(shape.flag)
        x = shape.stem_x - 0.06
        boxes.append(
            BoxInk(
                x + box.x0 * shape.scale,
                x + box.x1 * shape.scale,
                shape.flag_y + box.y0 * shape.scale,
                shape.flag_y + box.y1 * shape.scale,
            )
        )
    if shape.stemmed and any(m.name == "tremolo" for m in shape.event.marks):
        near = shape.heads[-1].y if shape.up else shape.heads[0].y
        low, high = min(near, shape.tip), max(near, shape.tip)
        boxes.append(BoxInk(shape.stem_x - TREMOLO_HALF, shape.stem_x + TREMOLO_HALF, low + 0.6, high - 0.2))
    shape.boxes = boxes


_PICKUP_RESTS = {0.5: "eighth", 1.0: "quarter", 2.0: "half"}


def rest_shape(
    event: Event,
    staff: int,
    y: float,
    *,
    lines: int,
    faces: Faces,
    whole_bar_quarters: float,
    pickup_quarters: float = 0.0,
) -> Shape:
    """A rest; bars of 8 quarters and longer take the breve, all other whole-bar rests the whole rest (E15).

    A pick-up of ``pickup_quarters`` is rested by its own value where one sign says it.
    """
    scale = event_scale(event)
    shape = Shape(event, staff, scale, lines)
    shape.whole_bar = event.whole_bar
    value = event.value
    if event.whole_bar:
        value = "breve" if whole_bar_quarters >= 8 else _PICKUP_RESTS.get(pickup_quarters, "whole")
    shape.rest = rest_code(value)
    hang = 1.0 if value == "whole" else 0.0
    if lines == 1 and value == "whole":
        hang = 0.0
    shape.rest_y = y + hang
    box = faces.box(shape.rest)
    shape.boxes = [BoxInk(box.x0 * scale, box.x1 * scale, shape.rest_y + box.y0 * scale, shape.rest_y + box.y1 * scale)]
    return shape


def add_dots(shapes: Sequence[Shape], faces: Faces) -> None:
    """E14: one x for each chord; in spaces, line notes up (lower voice: down), clashes fill downwards."""
    taken: set[float] = set()
    shared: dict[tuple[float, float, int], float] = {}
    dot = faces.box(g.AUGMENTATION_DOT)
    for shape in shapes:
        count = shape.event.dots
        if not count:
            continue
        if shape.rest:
            _rest_dots(shape, count, dot.x1 - dot.x0)
            continue
        x = max(h.x1 for h in shape.heads) + DOT_GAP * shape.scale
        for other in shapes:
            # Another voice's head beside this one: the dots go right of both, as a foreign head under a dot claims it.
            if other is not shape and other.heads:
                beside = [h.x1 for h in other.heads if any(abs(h.y - own.y) <= BESIDE for own in shape.heads)]
                x = max([x, *(edge + DOT_GAP * shape.scale for edge in beside)])
        if shape.flag and shape.up:
            x = _past_flag(shape, x)
        for ink in reversed(shape.heads):
            if not ink.head.dotted:
                continue
            y = shared.get((ink.y, ink.dx, shape.event.dots))
            if y is None:
                side = ink.head.printing.dot_side if ink.head.printing is not None else ""
                y = _dot_space(ink.y, taken, down=side == "below" if side and not shape.side else shape.side < 0)
            shared[ink.y, ink.dx, shape.event.dots] = y  # a head shared by two voices has one dot
            taken.add(y)
            for k in range(count):
                shape.dots.append((x + k * (DOT_STEP + dot.x1 - dot.x0), y, ink.head.atom))
        if not shape.dots:
            continue
        width = count * (DOT_STEP + dot.x1 - dot.x0) - DOT_STEP
        ys = [y for _, y, _ in shape.dots]
        shape.boxes.append(BoxInk(x, x + width, min(ys) - 0.2, max(ys) + 0.2))


def _rest_dots(shape: Shape, count: int, width: float) -> None:
    box = shape.boxes[0]
    base = shape.rest_y - 1.0 if shape.rest == g.REST_WHOLE else shape.rest_y
    y = base + 0.5
    x = box.x1 + DOT_GAP * 0.7
    for k in range(count):
        shape.dots.append((x + k * (DOT_STEP + width), y, shape.event.id))
    shape.boxes.append(BoxInk(x, x + count * (DOT_STEP + width) - DOT_STEP, y - 0.2, y + 0.2))


def _past_flag(shape: Shape, x: float) -> float:
    """A dot within 0.1 of an up flag: lengthen the stem by up to 0.5, then move the dot (E14)."""
    flag = next(b for b in reversed(shape.boxes))
    top = shape.heads[-1].y + 0.7
    if flag.y0 - 0.1 > top or flag.x1 < x:
        return x
    need = min(0.5, top + 0.1 - flag.y0)
    shape.tip += need
    shape.flag_y += need
    lifted = flag.y0 + need
    shape.boxes[-1] = flag._replace(y0=lifted, y1=flag.y1 + need)
    return x if lifted - 0.1 >= top - 0.01 else flag.x1 + 0.15


def _dot_space(y: float, taken: set[float], *, down: bool) -> float:
    on_line = abs(y - round(y)) < 0.01
    place = y + (-0.5 if down else 0.5) if on_line else y
    if on_line and place in taken and (2 * y - place) not in taken:
        return 2 * y - place  # the space on the other side of its line, before it wanders off
    while place in taken:
        place -= 1.0
    return place


def flag_count(event: Event) -> int:
    """Beams or flags its value asks for."""
    return flags(event.value)


Place = Callable[[Head], float]
