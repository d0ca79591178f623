"""Lines of type: music and text glyphs mixed in one run, measured once, drawn where rows put them (E43)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from engraving.house import Style
from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.notation.dynamics import Token, tokens
from engraving.notation.words import WordClass, as_set
from engraving.score import Segment
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

HANG = 0.4  # words beside a dynamic
BRACKET = 0.12
SIGN_SCALE = 1.15  # signs among words, against the size of the words
_UNITS = {
    "breve": g.MET_NOTE_DOUBLE_WHOLE,
    "whole": g.MET_NOTE_WHOLE,
    "half": g.MET_NOTE_HALF_UP,
    "quarter": g.MET_NOTE_QUARTER_UP,
    "eighth": g.MET_NOTE_8TH_UP,
    "16th": g.MET_NOTE_16TH_UP,
    "32nd": g.MET_NOTE_32ND_UP,
    "64th": g.MET_NOTE_64TH_UP,
}
_TOKEN = re.compile(r"(\[\d+\])|(breve|whole|half|quarter|eighth|16th|32nd|64th)(\.*)(?=[=+]|$)|([^=+]+)|([=+])")


class Piece(NamedTuple):
    """Part of a run, x from the run's origin in staff spaces; either text (``size`` in pt) or one glyph.

    ``segment`` says which of the run's segments it prints.
    """

    x: float
    width: float
    text: str
    face: Face
    size: float
    code: int
    scale: float
    ink: Ink
    segment: int = 0


class TypeLine(NamedTuple):
    """A run ready to be placed: ``left`` to ``right`` and ``low`` to ``high`` are its ink from the origin
    (its baseline's start; for a run with a dynamic, the optical centre of the dynamic)."""

    pieces: tuple[Piece, ...]
    left: float
    right: float
    low: float
    high: float
    boxed: str = ""

    @property
    def width(self) -> float:
        """Ink from left to right."""
        return self.right - self.left

    def draw(self, pen: Pen, staff: int, x: float, y: float, atoms: int | Sequence[int], *, echo: bool = False) -> None:
        """Print it with its origin at (x, y); ``atoms`` is one for all, or one for each segment."""
        seen: set[int] = set()
        atom = 0
        for piece in self.pieces:
            atom = atoms if isinstance(atoms, int) else atoms[piece.segment]
            again = echo or atom in seen
            seen.add(atom)
            if piece.code:
                pen.glyph(piece.ink, staff, x + piece.x, y, piece.code, scale=piece.scale, atom=atom, echo=again)
            else:
                pen.text(
                    piece.ink,
                    staff,
                    x + piece.x,
                    y,
                    piece.text,
                    piece.size,
                    piece.face,
                    atom=atom,
                    echo=again,
                )
        if self.boxed:
            _box(pen, staff, x, y, self, atom)


def _box(pen: Pen, staff: int, x: float, y: float, line: TypeLine, atom: int) -> None:
    x0, x1, y0, y1 = x + line.left, x + line.right, y + line.low, y + line.high
    half = 0.08
    sides = (
        (x0, y0 + half, x1, y0 + half),
        (x0, y1 - half, x1, y1 - half),
        (x0 + half, y0, x0 + half, y1),
        (x1 - half, y0, x1 - half, y1),
    )
    for ax, ay, bx, by in sides:
        pen.line(Ink.BOX, staff, ax, ay, bx, by, 0.16, atom=atom, echo=True)


def _separate(segments: Sequence[Segment]) -> Iterator[tuple[int, Segment]]:
    """Segments with their numbers, those that only go on in another face joined to the one before."""
    held: tuple[int, Segment] | None = None
    for index, segment in enumerate(segments):
        if held is not None and segment.get("joined") == "yes" and held[1].kind == segment.kind:
            held = held[0], msgspec.structs.replace(held[1], text=held[1].text + segment.text)
            continue
        if held is not None:
            yield held
        held = index, segment
    if held is not None:
        yield held


def _tokens(segment: Segment, kind: WordClass) -> tuple[Token, ...]:
    """A segment as signs and words: dynamics wherever a sign can stand on the dynamics' row."""
    if segment.kind == "dynamics":
        return tokens(segment.text)
    text = as_set(segment.text)
    if kind in (WordClass.DYNAMIC, WordClass.EXPRESSION):
        return tokens(text, words=True)
    return (Token(text, (), tight=text[0] in ")]"),) if text else ()


class Typist:
    """Makes runs from segments in a style's sizes."""

    def __init__(self, style: Style, faces: Faces) -> None:
        self.style = style
        self.faces = faces
        self._spaces = 100 / style.space  # pt -> staff spaces
        self._memo: dict[tuple[tuple[Segment, ...], WordClass], TypeLine] = {}

    def run(self, segments: Sequence[Segment], kind: WordClass) -> TypeLine:
        """One run for the segments of one or several directions at one place."""
        key = (tuple(segments), kind)
        if key not in self._memo:
            self._memo[key] = self._compose(segments, kind)
        return self._memo[key]

    def words(self, text: str, face: Face, points: float, ink: Ink) -> TypeLine:
        """Plain words."""
        pieces: list[Piece] = []
        self._text(pieces, 0.0, text, face, points, ink)
        return self._finish(pieces, 0.0)

    def chord_symbol(self, text: str) -> TypeLine:
        """A chord symbol in its own size."""
        return self.words(text, Face.ROMAN, self.style.points(self.style.sizes.chord_symbol), Ink.CHORD_SYMBOL)

    def rehearsal(self, text: str, *, enclosure: str = "") -> TypeLine:
        """A rehearsal mark, bold in a box with 0.5 inside (E44)."""
        line = self.words(text, Face.BOLD, self.style.points(self.style.sizes.rehearsal), Ink.REHEARSAL)
        inside = 0.5
        low = min(0.0, line.low)
        high = max(
            line.high,
            self.faces.cap_height(Face.BOLD, self.style.points(self.style.sizes.rehearsal)) * self._spaces,
        )
        boxed = "" if enclosure == "none" else "rectangle"
        return line._replace(
            left=line.left - inside,
            right=line.right + inside,
            low=low - inside,
            high=high + inside,
            boxed=boxed,
        )

    def mark_width(self, segments: Sequence[Segment]) -> float:
        """The width of a cue-level mark on the tempo row, boxes included."""
        width = 0.0
        rest = tuple(s for s in segments if s.kind != "rehearsal")
        for mark in segments:
            if mark.kind == "rehearsal":
                width += self.rehearsal(mark.text).width + 1.0
        return width + (self.run(rest, WordClass.TEMPO).width if rest else 0.0)

    def _compose(self, segments: Sequence[Segment], kind: WordClass) -> TypeLine:
        sizes, points = self.style.sizes, self.style.points
        face, size, ink = {
            WordClass.TEMPO: (Face.BOLD, points(sizes.tempo), Ink.TEMPO),
            WordClass.DYNAMIC: (Face.ITALIC, points(sizes.expression), Ink.DYNAMIC),
            WordClass.TECHNIQUE: (Face.ROMAN, points(sizes.technique), Ink.TECHNIQUE),
            WordClass.EXPRESSION: (Face.ITALIC, points(sizes.expression), Ink.EXPRESSION),
        }[kind]
        pieces: list[Piece] = []
        x = 0.0
        centre: float | None = None
        for index, segment in _separate(segments):
            count = len(pieces)
            if segment.kind == "metronome":
                x = self._metronome(pieces, x + (HANG * 2 if pieces else 0.0), segment, size)
            elif segment.kind == "symbol" and (code := g.code_named(segment.text)):
                x = self._glyph(pieces, x + (HANG if pieces else 0.0), code, size * self._spaces / 4 * SIGN_SCALE, ink)
            else:
                own = Ink.DYNAMIC if segment.kind == "dynamics" else ink
                for token in _tokens(segment, kind):
                    x += self._space_before(pieces, token)
                    if token.text:
                        x = self._text(pieces, x, token.text, face, size, own)
                        continue
                    x, middle = self._sign(pieces, x, token.codes)
                    centre = middle if centre is None else centre
            pieces[count:] = [piece._replace(segment=index) for piece in pieces[count:]]
        return self._finish(pieces, centre or 0.0)

    @staticmethod
    def _space_before(pieces: Sequence[Piece], token: Token) -> float:
        """Words hang beside signs and words; brackets stand close to what they hold (E43)."""
        if not pieces:
            return 0.0
        opened = pieces[-1].text.endswith(("(", "["))
        return BRACKET if token.tight or opened else HANG

    def _sign(self, pieces: list[Piece], x: float, codes: Sequence[int]) -> tuple[float, float]:
        """A dynamic's glyphs from ``x``; where its ink ends, and its optical centre."""
        if pieces:
            x -= self.faces.box(codes[0]).x0
        start = x
        for code in codes:
            x = self._glyph(pieces, x, code, 1.0, Ink.DYNAMIC)
        anchor = self.faces.anchor(codes[0], "opticalCenter") if len(codes) == 1 else None
        # An f leans out of its advance on both sides: words keep off its ink.
        x += max(0.0, self.faces.box(codes[-1]).x1 - self.faces.advance(codes[-1]))
        return x, start + (anchor[0] if anchor is not None else (x - start) / 2)

    def _text(self, pieces: list[Piece], x: float, text: str, face: Face, size: float, ink: Ink) -> float:
        width = self.faces.text_width(text, face, size) * self._spaces
        pieces.append(Piece(x, width, text, face, size, 0, 1.0, ink))
        return x + width

    def _glyph(self, pieces: list[Piece], x: float, code: int, scale: float, ink: Ink) -> float:
        width = self.faces.advance(code) * scale
        pieces.append(Piece(x, width, "", Face.MUSIC, 0.0, code, scale, ink))
        return x + width

    def _metronome(self, pieces: list[Piece], x: float, segment: Segment, size: float) -> float:
        """``quarter.=60`` as note, dot, equals sign, figures — in parentheses when the source says so."""
        roman, ink = Face.ROMAN, Ink.TEMPO
        parenthesised = segment.get("parentheses") == "yes"
        scale = size * self._spaces / 4 * SIGN_SCALE
        if parenthesised:
            x = self._text(pieces, x, "(", roman, size, ink)
        for digits, unit, dots, other, joint in _TOKEN.findall(segment.text):
            if digits:
                x = self._text(pieces, x, digits.strip("[]"), roman, size * 0.7, ink) + 0.1
            elif unit:
                x = self._glyph(pieces, x, _UNITS[unit], scale, ink) + 0.1
                for _ in dots:
                    x = self._glyph(pieces, x + 0.15, g.MET_AUGMENTATION_DOT, scale, ink)
            elif joint == "=":
                x = self._text(pieces, x, " = ", roman, size, ink)
            elif joint == "+":
                x += 0.15
            elif other:
                x = self._text(pieces, x, other.strip(), roman, size, ink)
        if parenthesised:
            x = self._text(pieces, x, ")", roman, size, ink)
        return x

    def _finish(self, pieces: Sequence[Piece], origin: float) -> TypeLine:
        """Measure the ink and move the origin."""
        left = right = low = high = 0.0
        moved = []
        first = True
        for piece in pieces:
            moved.append(piece._replace(x=piece.x - origin))
            if piece.code:
                box = self.faces.box(piece.code)
                x0, x1 = box.x0 * piece.scale, box.x1 * piece.scale
                y0, y1 = box.y0 * piece.scale, box.y1 * piece.scale
            else:
                box = self.faces.text_box(piece.text, piece.face, piece.size)
                x0, x1 = box.x0 * self._spaces, box.x1 * self._spaces
                y0, y1 = box.y0 * self._spaces, box.y1 * self._spaces
            at = piece.x - origin
            if first:
                left, right, low, high = at + x0, at + x1, y0, y1
                first = False
            else:
                left, right = min(left, at + x0), max(right, at + x1)
                low, high = min(low, y0), max(high, y1)
        return TypeLine(tuple(moved), left, right, low, high)
