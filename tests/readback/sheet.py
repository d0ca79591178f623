"""A printed page measured in staff spaces: signs, words, strokes, polygons and curves.

x runs right, y up, both from the lower left corner of the sheet. Nothing here says what anything is
but by its form: character, size, thickness, outline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engraving.printing.preflight import InkFill, InkGlyph, PageInk
from engraving.typefaces import TEXT_FACES, Face, Faces
from tests.readback.glyphs import CLEFS, is_music

FLAT = 0.01


class Sign(NamedTuple):
    """A music character: ``x``, ``y`` its origin, ``left`` and ``right`` its ink, ``scale`` 1 for full size.

    ``after`` is where a character that follows it in a word would stand.
    """

    code: int
    x: float
    y: float
    scale: float
    left: float
    right: float
    after: float

    @property
    def centre(self) -> float:
        """The middle of its ink."""
        return (self.left + self.right) / 2


class Words(NamedTuple):
    """A run of type from ``x0`` to ``x1`` on one baseline; ``points`` is the size of its em."""

    text: str
    x0: float
    x1: float
    y: float
    points: float
    font: str


class Stroke(NamedTuple):
    """A straight line from the left (or lower) end to the right (upper) one."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    dashed: bool

    def is_thick(self, width: float) -> bool:
        """Is it as thick as ``width``, to the printer's precision?"""
        return abs(self.width - width) < 0.006


class Beam(NamedTuple):
    """A filled four-sided shape with upright ends: its middle line and thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float

    def at(self, x: float) -> float:
        """y of its middle line at ``x``."""
        if self.x1 == self.x0:
            return self.y0
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / (self.x1 - self.x0)


class Arc(NamedTuple):
    """A slur or tie: both tips, and the height of its middle."""

    x0: float
    y0: float
    x1: float
    y1: float
    top: float


class Sheet(NamedTuple):
    """All ink of one page, sorted by form."""

    space: float
    signs: tuple[Sign, ...]
    words: tuple[Words, ...]
    level: tuple[Stroke, ...]
    upright: tuple[Stroke, ...]
    slanted: tuple[Stroke, ...]
    beams: tuple[Beam, ...]
    arcs: tuple[Arc, ...]


def read_sheet(ink: PageInk, faces: Faces) -> Sheet | None:
    """A page in staff spaces; None when there is no music on it."""
    music = [glyph for glyph in ink.glyphs if is_music(glyph.text)]
    if not music:
        return None
    space = _space(music)
    level, upright, slanted = _strokes(ink, space)
    shapes = [fill for fill in ink.fills if len(fill.points) > 3]
    return Sheet(
        space,
        tuple(_sign(glyph, space, faces) for glyph in music),
        tuple(_words([glyph for glyph in ink.glyphs if not is_music(glyph.text)], space, faces)),
        level,
        upright,
        slanted,
        tuple(beam for fill in shapes if (beam := _beam(fill, space)) is not None),
        tuple(arc for fill in shapes if (arc := _arc(fill, space)) is not None),
    )


def _space(music: list[InkGlyph]) -> float:
    """A music em is four spaces: that of the largest clef, or else of most signs."""
    clefs = [glyph.size for glyph in music if glyph.code in CLEFS]
    if clefs:
        return max(clefs) / 4
    return Counter(glyph.size for glyph in music).most_common(1)[0][0] / 4


def _sign(glyph: InkGlyph, space: float, faces: Faces) -> Sign:
    scale = glyph.size / (4 * space)
    box = faces.box(glyph.code)
    x = glyph.x / space
    return Sign(
        glyph.code,
        x,
        glyph.y / space,
        scale,
        x + box.x0 * scale,
        x + box.x1 * scale,
        x + faces.advance(glyph.code) * scale,
    )


def _words(letters: Iterable[InkGlyph], space: float, faces: Faces) -> Iterator[Words]:
    """Letters that follow each other at their own widths, kerning apart."""
    cuts = {faces.source(face).name: face for face in TEXT_FACES}
    run: list[InkGlyph] = []
    edge = 0.0

    def finished() -> Words:
        first = run[0]
        text = "".join(letter.text for letter in run)
        return Words(text, first.x / space, edge / space, first.y / space, first.size, first.font)

    for letter in letters:
        last = run[-1] if run else None
        goes_on = (
            last is not None
            and (last.font, last.size, last.y) == (letter.font, letter.size, letter.y)
            and -0.2 * letter.size < letter.x - edge < 0.1 * letter.size
        )
        if run and not goes_on:
            yield finished()
            run = []
        run.append(letter)
        edge = letter.x + faces.text_width(letter.text, cuts.get(letter.font, Face.ROMAN), letter.size)
    if run:
        yield finished()


def _strokes(ink: PageInk, space: float) -> tuple[tuple[Stroke, ...], tuple[Stroke, ...], tuple[Stroke, ...]]:
    level, upright, slanted = [], [], []
    for line in ink.lines:
        a, b = (line.x0 / space, line.y0 / space), (line.x1 / space, line.y1 / space)
        flat, steep = abs(a[1] - b[1]) < FLAT, abs(a[0] - b[0]) < FLAT
        (x0, y0), (x1, y1) = sorted((a, b), key=lambda p: p[1] if steep else p[0])
        stroke = Stroke(x0, y0, x1, y1, line.width / space, bool(line.dash))
        (upright if steep else level if flat else slanted).append(stroke)
    return tuple(level), tuple(upright), tuple(slanted)


def _beam(fill: InkFill, space: float) -> Beam | None:
    """Five points, closed, with upright sides left and right."""
    points = fill.points
    if fill.width or len(points) != 5 or points[0] != points[4]:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = sorted(((x / space, y / space) for x, y in points[:4]))
    if abs(ax - bx) > FLAT or abs(cx - dx) > FLAT:
        return None
    return Beam(ax, (ay + by) / 2, cx, (cy + dy) / 2, abs(by - ay))


def _arc(fill: InkFill, space: float) -> Arc | None:
    """Two bends between the same two tips; or one bend drawn with a pen."""
    points = fill.points
    if len(points) < 17:
        return None
    if fill.width:
        there = points
    else:
        there, back = points[:17], points[16:33]
        if len(points) < 33 or _apart(there[0], back[-1]) > 0.05 * space:
            return None
    (x0, y0), (x1, y1) = sorted((there[0], there[-1]))
    if x1 - x0 < 0.5 * space:
        return None
    return Arc(x0 / space, y0 / space, x1 / space, y1 / space, there[len(there) // 2][1] / space)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))
