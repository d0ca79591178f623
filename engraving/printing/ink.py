"""What is on a printed page, read from its content stream: the eye that knows nothing of the writer.

Positions are in points from the lower left corner of the sheet. Characters come through each font's
ToUnicode map, their places from its widths.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class InkGlyph(NamedTuple):
    """One character drawn: its text by ToUnicode, origin, size of the em and font (without subset tag)."""

    text: str
    x: float
    y: float
    size: float
    font: str

    @property
    def code(self) -> int:
        """The code point, when there is just one."""
        return ord(self.text) if len(self.text) == 1 else -1


class InkLine(NamedTuple):
    """One straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dash: tuple[float, ...] = ()


class InkFill(NamedTuple):
    """One filled or curved shape as flattened ``points``; ``width`` is 0 when it is filled, else its stroke's."""

    points: tuple[Point, ...]
    width: float = 0.0
    dash: tuple[float, ...] = ()


class PageInk(NamedTuple):
    """All ink of one page."""

    width: float
    height: float
    glyphs: tuple[InkGlyph, ...]
    lines: tuple[InkLine, ...]
    fills: tuple[InkFill, ...]

    @property
    def text(self) -> str:
        """All characters in the order they are drawn."""
        return "".join(glyph.text for glyph in self.glyphs)


class Font(NamedTuple):
    """How one font of a page reads: characters and widths (1/1000 em) by code."""

    name: str
    characters: dict[int, str]
    widths: dict[int, float]
    missing: float


class State(NamedTuple):
    """What ``q`` saves and ``Q`` brings back."""

    ctm: Matrix = IDENTITY
    width: float = 1.0
    dash: tuple[float, ...] = ()
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class Interpreter:
    """Follows the operators of one content stream."""

    def __init__(self, fonts: dict[str, Font]) -> None:
        self.fonts = fonts
        self.glyphs: list[InkGlyph] = []
        self.lines: list[InkLine] = []
        self.fills: list[InkFill] = []
        self.state = State()
        self.saved: list[State] = []
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.path: list[list[Point]] = []
        self.straight = True

    def run(self, operations: Iterable[tuple[Any, bytes]]) -> None:
        """Draw everything."""
        for operands, operator in operations:
            action = ACTIONS.get(operator)
            if action is not None:
                action(self, operands)

    # Graphics state

    def save(self, _: Any) -> None:
        self.saved.append(self.state)

    def restore(self, _: Any) -> None:
        self.state = self.saved.pop()

    def concatenate(self, o: Any) -> None:
        self.state = self.state._replace(ctm=times(matrix(o), self.state.ctm))

    def set_width(self, o: Any) -> None:
        self.state = self.state._replace(width=float(o[0]))

    def set_dash(self, o: Any) -> None:
        self.state = self.state._replace(dash=tuple(float(v) for v in o[0]))

    def set_text_state(self, field: str, scale: float, o: Any) -> None:
        self.state = self.state._replace(**{field: float(o[0]) * scale})

    # Paths

    def move(self, o: Any) -> None:
        self.path.append([(float(o[0]), float(o[1]))])

    def line_to(self, o: Any) -> None:
        self.path[-1].append((float(o[0]), float(o[1])))

    def curve(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        self.bend(*zip(numbers[::2], numbers[1::2], strict=True))

    def curve_from(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        self.bend(self.path[-1][-1], *zip(numbers[::2], numbers[1::2], strict=True))

    def curve_onto(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        first, last = zip(numbers[::2], numbers[1::2], strict=True)
        self.bend(first, last, last)

    def bend(self, *controls: Point) -> None:
        self.straight = False
        (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = self.path[-1][-1], controls
        for i in range(1, 17):
            t = i / 16
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.path[-1].append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))

    def rectangle(self, o: Any) -> None:
        x, y, w, h = (float(v) for v in o)
        self.path.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])

    def close(self, _: Any) -> None:
        if self.path:
            self.path[-1].append(self.path[-1][0])

    def fill(self, _: Any) -> None:
        self.fills.extend(InkFill(points) for points in self.placed())
        self.end(None)

    def stroke(self, _: Any) -> None:
        scale = size_of(self.state.ctm)
        width, dash = self.state.width * scale, tuple(v * scale for v in self.state.dash)
        for points in self.placed():
            if self.straight:
                self.lines.extend(InkLine(*a, *b, width, dash) for a, b in zip(points, points[1:], strict=False))
            else:
                self.fills.append(InkFill(points, width, dash))
        self.end(None)

    def close_and_stroke(self, _: Any) -> None:
        self.close(None)
        self.stroke(None)

    def fill_and_stroke(self, _: Any) -> None:
        self.fills.extend(InkFill(points) for points in self.placed())
        self.stroke(None)

    def close_fill_and_stroke(self, _: Any) -> None:
        self.close(None)
        self.fill_and_stroke(None)

    def end(self, _: Any) -> None:
        self.path, self.straight = [], True

    def placed(self) -> list[tuple[Point, ...]]:
        ctm = self.state.ctm
        return [tuple(apply(ctm, point) for point in points) for points in self.path if len(points) > 1]

    # Text

    def begin_text(self, _: Any) -> None:
        self.text = self.line = IDENTITY

    def set_font(self, o: Any) -> None:
        self.state = self.state._replace(font=self.fonts.get(str(o[0])), size=float(o[1]))

    def set_matrix(self, o: Any) -> None:
        self.text = self.line = matrix(o)

    def next_line(self, o: Any) -> None:
        self.text = self.line = times((1, 0, 0, 1, float(o[0]), float(o[1])), self.line)

    def next_line_leading(self, o: Any) -> None:
        self.state = self.state._replace(leading=-float(o[1]))
        self.next_line(o)

    def line_feed(self, _: Any) -> None:
        self.next_line((0, -self.state.leading))

    def show(self, o: Any) -> None:
        self.show_codes(codes(o[0]))

    def show_line(self, o: Any) -> None:
        self.line_feed(None)
        self.show(o)

    def show_array(self, o: Any) -> None:
        for part in o[0]:
            if isinstance(part, str | bytes):
                self.show_codes(codes(part))
            else:
                self.advance(-float(part) / 1000 * self.state.size * self.state.stretch)

    def show_codes(self, shown: bytes) -> None:
        state = self.state
        font = state.font
        if font is None:
            return
        for code in shown:
            place = times(self.text, state.ctm)
            x, y = apply(place, (0, state.rise))
            self.glyphs.append(
                InkGlyph(font.characters.get(code, ""), x, y, state.size * size_of(place), font.name)
            )
            width = font.widths.get(code, font.missing) / 1000 * state.size + state.char_space
            self.advance((width + (state.word_space if code == 32 else 0)) * state.stretch)

    def advance(self, dx: float) -> None:
        self.text = times((1, 0, 0, 1, dx, 0), self.text)


def matrix(operands: Any) -> Matrix:
    """Six operands as a matrix."""
    a, b, c, d, e, f = (float(v) for v in operands)
    return a, b, c, d, e, f


def times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def apply(m: Matrix, point: Point) -> Point:
    """A point through a matrix."""
    x, y = point
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def size_of(m: Matrix) -> float:
    """How much a matrix enlarges."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def codes(text: Any) -> bytes:
    """A string operand as the bytes it stands for."""
    original = getattr(text, "original_bytes", text)
    return original if isinstance(original, bytes) else str(original).encode("latin-1")


ACTIONS: dict[bytes, Callable[[Interpreter, Any], None]] = {
    b"q": Interpreter.save,
    b"Q": Interpreter.restore,
    b"cm": Interpreter.concatenate,
    b"w": Interpreter.set_width,
    b"d": Interpreter.set_dash,
    b"m": Interpreter.move,
    b"l": Interpreter.line_to,
    b"c": Interpreter.curve,
    b"v": Interpreter.curve_from,
    b"y": Interpreter.curve_onto,
    b"re": Interpreter.rectangle,
    b"h": Interpreter.close,
    b"f": Interpreter.fill,
    b"F": Interpreter.fill,
    b"f*": Interpreter.fill,
    b"S": Interpreter.stroke,
    b"s": Interpreter.close_and_stroke,
    b"B": Interpreter.fill_and_stroke,
    b"B*": Interpreter.fill_and_stroke,
    b"b": Interpreter.close_fill_and_stroke,
    b"b*": Interpreter.close_fill_and_stroke,
    b"n": Interpreter.end,
    b"BT": Interpreter.begin_text,
    b"Tf": Interpreter.set_font,
    b"Tm": Interpreter.set_matrix,
    b"Td": Interpreter.next_line,
    b"TD": Interpreter.next_line_leading,
    b"T*": Interpreter.line_feed,
    b"Tc": lambda self, o: self.set_text_state("char_space", 1, o),
    b"Tw": lambda self, o: self.set_text_state("word_space", 1, o),
    b"Tz": lambda self, o: self.set_text_state("stretch", 0.01, o),
    b"TL": lambda self, o: self.set_text_state("leading", 1, o),
    b"Ts": lambda self, o: self.set_text_state("rise", 1, o),
    b"Tj": Interpreter.show,
    b"'": Interpreter.show_line,
    b"TJ": Interpreter.show_array,
}
