"""Following a content stream operator by operator: the eye that knows nothing of the writer.

Characters come through each font's ToUnicode map, their places from its widths.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from engraving.printing.ink import Font, InkFill, InkGlyph, InkLine, Point

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


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

    def _save(self, _: Any) -> None:
        self.saved.append(self.state)

    def _restore(self, _: Any) -> None:
        self.state = self.saved.pop()

    def _concatenate(self, o: Any) -> None:
        self.state = self.state._replace(ctm=times(matrix(o), self.state.ctm))

    def _set_width(self, o: Any) -> None:
        self.state = self.state._replace(width=float(o[0]))

    def _set_dash(self, o: Any) -> None:
        self.state = self.state._replace(dash=tuple(float(v) for v in o[0]))

    def _keep(self, state: State) -> None:
        self.state = state

    # Paths

    def _move(self, o: Any) -> None:
        self.path.append([(float(o[0]), float(o[1]))])

    def _line_to(self, o: Any) -> None:
        self.path[-1].append((float(o[0]), float(o[1])))

    def _curve(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        self._bend(*zip(numbers[::2], numbers[1::2], strict=True))

    def _curve_from(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        self._bend(self.path[-1][-1], *zip(numbers[::2], numbers[1::2], strict=True))

    def _curve_onto(self, o: Any) -> None:
        numbers = [float(v) for v in o]
        first, last = zip(numbers[::2], numbers[1::2], strict=True)
        self._bend(first, last, last)

    def _bend(self, *controls: Point) -> None:
        self.straight = False
        (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = self.path[-1][-1], controls
        for i in range(1, 17):
            t = i / 16
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            self.path[-1].append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))

    def _rectangle(self, o: Any) -> None:
        x, y, w, h = (float(v) for v in o)
        self.path.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])

    def _close(self, _: Any) -> None:
        if self.path:
            self.path[-1].append(self.path[-1][0])

    def _fill(self, _: Any) -> None:
        self.fills.extend(InkFill(points) for points in self._placed())
        self._end(None)

    def _stroke(self, _: Any) -> None:
        scale = size_of(self.state.ctm)
        width, dash = self.state.width * scale, tuple(v * scale for v in self.state.dash)
        for points in self._placed():
            if self.straight:
                self.lines.extend(InkLine(*a, *b, width, dash) for a, b in pairwise(points))
            else:
                self.fills.append(InkFill(points, width, dash))
        self._end(None)

    def _close_and_stroke(self, _: Any) -> None:
        self._close(None)
        self._stroke(None)

    def _fill_and_stroke(self, _: Any) -> None:
        self.fills.extend(InkFill(points) for points in self._placed())
        self._stroke(None)

    def _close_fill_and_stroke(self, _: Any) -> None:
        self._close(None)
        self._fill_and_stroke(None)

    def _end(self, _: Any) -> None:
        self.path, self.straight = [], True

    def _placed(self) -> list[tuple[Point, ...]]:
        ctm = self.state.ctm
        return [tuple(apply(ctm, point) for point in points) for points in self.path if len(points) > 1]

    # Text

    def _begin_text(self, _: Any) -> None:
        self.text = self.line = IDENTITY

    def _set_font(self, o: Any) -> None:
        self.state = self.state._replace(font=self.fonts.get(str(o[0])), size=float(o[1]))

    def _set_matrix(self, o: Any) -> None:
        self.text = self.line = matrix(o)

    def _next_line(self, o: Any) -> None:
        self.text = self.line = times((1, 0, 0, 1, float(o[0]), float(o[1])), self.line)

    def _next_line_leading(self, o: Any) -> None:
        self.state = self.state._replace(leading=-float(o[1]))
        self._next_line(o)

    def _line_feed(self, _: Any) -> None:
        self._next_line((0, -self.state.leading))

    def _show(self, o: Any) -> None:
        self._show_codes(codes(o[0]))

    def _show_line(self, o: Any) -> None:
        self._line_feed(None)
        self._show(o)

    def _show_array(self, o: Any) -> None:
        for part in o[0]:
            if isinstance(part, str | bytes):
                self._show_codes(codes(part))
            else:
                self._advance(-float(part) / 1000 * self.state.size * self.state.stretch)

    def _show_codes(self, shown: bytes) -> None:
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
            self._advance((width + (state.word_space if code == 32 else 0)) * state.stretch)

    def _advance(self, dx: float) -> None:
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
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    b"cm": Interpreter._concatenate,
    b"w": Interpreter._set_width,
    b"d": Interpreter._set_dash,
    b"m": Interpreter._move,
    b"l": Interpreter._line_to,
    b"c": Interpreter._curve,
    b"v": Interpreter._curve_from,
    b"y": Interpreter._curve_onto,
    b"re": Interpreter._rectangle,
    b"h": Interpreter._close,
    b"f": Interpreter._fill,
    b"F": Interpreter._fill,
    b"f*": Interpreter._fill,
    b"S": Interpreter._stroke,
    b"s": Interpreter._close_and_stroke,
    b"B": Interpreter._fill_and_stroke,
    b"B*": Interpreter._fill_and_stroke,
    b"b": Interpreter._close_fill_and_stroke,
    b"b*": Interpreter._close_fill_and_stroke,
    b"n": Interpreter._end,
    b"BT": Interpreter._begin_text,
    b"Tf": Interpreter._set_font,
    b"Tm": Interpreter._set_matrix,
    b"Td": Interpreter._next_line,
    b"TD": Interpreter._next_line_leading,
    b"T*": Interpreter._line_feed,
    b"Tc": lambda self, o: self._keep(self.state._replace(char_space=float(o[0]))),
    b"Tw": lambda self, o: self._keep(self.state._replace(word_space=float(o[0]))),
    b"Tz": lambda self, o: self._keep(self.state._replace(stretch=float(o[0]) / 100)),
    b"TL": lambda self, o: self._keep(self.state._replace(leading=float(o[0]))),
    b"Ts": lambda self, o: self._keep(self.state._replace(rise=float(o[0]))),
    b"Tj": Interpreter._show,
    b"'": Interpreter._show_line,
    b"TJ": Interpreter._show_array,
}
