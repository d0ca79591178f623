"""Measure repeats of one, two and more bars, with their count, and barlines in mid-bar (E19)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.house import Style
from engraving.layout.ink.barlines import draw_barline
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.metres import digit_codes, figures_width
from engraving.score import Bar, BarStyle
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

COUNTED = 4  # every fourth bar of a row of repeats is numbered, the written bar being the first
OVER = 0.6
FIGURE_SCALE = 0.75
_SIGNS = {1: g.REPEAT_1_BAR, 2: g.REPEAT_2_BARS, 4: g.REPEAT_4_BARS}


class RepeatSign:
    """One sign: bars ``first`` to ``last`` it stands for; ``bar`` is its count among repeats of one bar."""

    __slots__ = ("bar", "first", "last", "start_tick", "stop_tick", "style")

    def __init__(self, style: BarStyle, bars: Sequence[Bar], bar: int) -> None:
        self.style = style
        self.first = bars[0].index
        self.last = bars[-1].index
        self.start_tick = bars[0].start
        self.stop_tick = bars[-1].end
        self.bar = bar


def repeat_signs(styles: Sequence[BarStyle], bars: Sequence[Bar]) -> list[RepeatSign]:
    """The signs of a part's measure repeats, in order; a row goes on where the next style adjoins."""
    signs: list[RepeatSign] = []
    rows: dict[int, tuple[int, int]] = {}  # staff -> end of its row of repeats so far, bars counted
    for style in styles:
        if style.kind != "measure-repeat":
            continue
        covered = [bar for bar in bars if style.start <= bar.start < style.end]
        end, count = rows.get(style.staff, (-1, 1))
        count = count if end == style.start else 1
        groups = range(0, len(covered), style.size)
        signs += [
            RepeatSign(style, covered[k : k + style.size], count + number) for number, k in enumerate(groups, 1)
        ]
        rows[style.staff] = style.end, count + len(groups)
    return signs


def draw_repeats(system: System, signs: Sequence[RepeatSign], style: Style, faces: Faces) -> None:
    """The signs of this system: in the middle of one bar, on the barline in the middle of several."""
    seen: set[int] = set()
    for sign in signs:
        inside = [k for k, cell in enumerate(system.cells) if sign.first <= cell.first <= sign.last]
        if not inside or system.cells[inside[0]].first != sign.first:
            continue
        # Drawn once for the audit: on the style's first bar; the other signs of a row repeat its atom.
        echo = sign.style.atom in seen or sign.start_tick > sign.style.start
        seen.add(sign.style.atom)
        _draw(system, sign, inside, style, faces, echo=echo)


def _draw(
    system: System, sign: RepeatSign, inside: Sequence[int], style: Style, faces: Faces, *, echo: bool
) -> None:
    staff, atom = sign.style.staff - 1, sign.style.atom
    size = sign.style.size
    code = _SIGNS.get(size, g.REPEAT_4_BARS if size > 2 else g.REPEAT_1_BAR)
    box = faces.box(code)
    if len(inside) == 1:
        _, free, line_x = system.cell_x[inside[0]]
        centre = (free + line_x) / 2
    else:
        middle = inside[(len(inside) - 1) // 2]
        centre = system.barline_after(middle)
    x = centre - (box.x0 + box.x1) / 2
    y = -(box.y0 + box.y1) / 2
    system.pen.glyph(Ink.MEASURE_REPEAT, staff, x, y, code, atom=atom, echo=echo)
    for skyline, edge in ((system.ups[staff], y + box.y1), (system.downs[staff], y + box.y0)):
        skyline.add(x + box.x0, x + box.x1, edge)
    if size > 1:
        _figure(system, staff, centre, str(size), atom, faces)
    elif sign.bar % COUNTED == 0:
        _count(system, staff, centre, f"({sign.bar})", atom, style, faces)


def _figure(system: System, staff: int, centre: float, text: str, atom: int, faces: Faces) -> None:
    """How many bars the sign repeats, over the staff."""
    codes = digit_codes(text)
    width = figures_width(codes, faces) * FIGURE_SCALE
    x = centre - width / 2
    half = FIGURE_SCALE
    y = max(system.ups[staff].reach(x, x + width), system.staff_edge(staff + 1)) + OVER + half
    system.ups[staff].add(x, x + width, y + half)
    for code in codes:
        system.pen.glyph(Ink.REST_COUNT, staff, x, y, code, scale=FIGURE_SCALE, atom=atom, echo=True)
        x += faces.advance(code) * FIGURE_SCALE


def _count(system: System, staff: int, centre: float, text: str, atom: int, style: Style, faces: Faces) -> None:
    """Which bar this is since the one that is repeated, over the staff."""
    points = style.points(style.sizes.bar_number)
    spaces = 100 / style.space
    width = faces.text_width(text, Face.ROMAN, points) * spaces
    box = faces.text_box(text, Face.ROMAN, points)
    x = centre - width / 2
    y = max(system.ups[staff].reach(x, x + width), system.staff_edge(staff + 1)) + OVER - box.y0 * spaces
    system.pen.text(Ink.REST_RANGE, staff, x, y, text, points, Face.ROMAN, atom=atom, echo=True)
    system.ups[staff].add(x, x + width, y + box.y1 * spaces)


def draw_inner_barlines(system: System) -> None:
    """Barlines inside bars, before the column they stand at."""
    for column in system.columns:
        if column.line is not None:
            line, atom, dx = column.line
            draw_barline(system, column.x + dx, line, column.tick, atom=atom)
