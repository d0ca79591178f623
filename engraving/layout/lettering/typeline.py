"""Lines of type: music and text glyphs mixed in one run, measured once, drawn where rows put them (E43)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.lettering.metronome_marks import MetronomeMark
from engraving.layout.lettering.type_run import Run, TypeLine, enclosed
from engraving.layout.page import Ink
from engraving.notation.direction_signs import register_dots, sign_codes, sign_text
from engraving.notation.dynamics import CLOSING, OPENING, Token, tokens
from engraving.notation.words import WordClass, as_set
from engraving.score import Direction, Segment
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

HANG = 0.4  # words beside a dynamic
BRACKET = 0.12
MOST_RUNS = 4096  # remembered at once
REGISTER_SCALE = 0.75
SIGN_SCALE = 1.15  # signs among words, against the size of the words
_ENCLOSED = ("words", "symbol", "dynamics", "percussion")
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
    """A segment as signs and words: dynamics on their row, and where technique ends with one."""
    if segment.kind == "dynamics":
        return tokens(segment.text)
    text = as_set(sign_text(segment))
    if not text:
        return ()
    if kind is not WordClass.TEMPO:
        found = tokens(text, words=True)
        last = found[-2] if len(found) > 1 and found[-1].text in (")", "]") else found[-1]
        if kind is not WordClass.TECHNIQUE or (found[0].text and last.codes):  # pizz. f, but not "sul p."
            return found
    return (Token(text, (), tight=text[0] in CLOSING),)


@lru_cache(maxsize=4)
def typist_of(style: Style, faces: Faces) -> Typist:
    """One typist for all parts: the tempo marks that one prints the others print too."""
    return Typist(style, faces)


def _set_register(run: Run, text: str, ink: Ink) -> None:
    """An accordion's register: a circle of three ranks with a dot for each reed that sounds."""
    left = run.x
    run.glyph(g.ACCDN_COMB_RH_3_RANKS_EMPTY, REGISTER_SCALE, ink)
    end = run.x
    half = run.faces.advance(g.ACCDN_COMB_DOT) / 2
    for x, y in register_dots(text):
        run.x = left + (x - half) * REGISTER_SCALE
        run.glyph(g.ACCDN_COMB_DOT, REGISTER_SCALE, ink, y=y * REGISTER_SCALE)
    run.x = end


class TempoType(msgspec.Struct, frozen=True, gc=False):
    """What a mark of everybody's prints on the tempo row: its letters in boxes, and a run of its other ``segments``."""

    boxes: tuple[TypeLine, ...]
    segments: tuple[Segment, ...]
    run: TypeLine


_Key = tuple[tuple[Segment, ...], WordClass] | tuple[str, Face, float, Ink]


class Typist:
    """Makes runs from segments in a style's sizes, and remembers them."""

    def __init__(self, style: Style, faces: Faces) -> None:
        self.style = style
        self.faces = faces
        self.spaces = 100 / style.space  # pt -> staff spaces
        self._memo: dict[_Key, TypeLine] = {}
        self._tempi: dict[Direction, TempoType] = {}

    def run(self, segments: Sequence[Segment], kind: WordClass) -> TypeLine:
        """One run for the segments of one or several directions at one place."""
        key = (tuple(segments), kind)
        return self._memo.get(key) or self._keep(key, self._compose(segments, kind))

    def words(self, text: str, face: Face, points: float, ink: Ink) -> TypeLine:
        """Plain words."""
        key = text, face, points, ink
        known = self._memo.get(key)
        if known is not None:
            return known
        run = self._run()
        run.text(text, face, points, ink)
        return self._keep(key, run.line(0.0))

    def _keep(self, key: _Key, line: TypeLine) -> TypeLine:
        if len(self._memo) >= MOST_RUNS:
            self._memo.clear()
        self._memo[key] = line
        return line

    def _run(self) -> Run:
        return Run(self.faces, self.spaces)

    def chord_symbol(self, text: str) -> TypeLine:
        """A chord symbol in its own size."""
        return self.words(text, Face.ROMAN, self.style.points(self.style.sizes.chord_symbol), Ink.CHORD_SYMBOL)

    def cue_name(self, text: str) -> TypeLine:
        """Whose notes a cue shows, in italics (E44)."""
        return self.words(text, Face.ITALIC, self.style.points(self.style.sizes.cue_label), Ink.EXPRESSION)

    def rehearsal(self, text: str, *, enclosure: str = "") -> TypeLine:
        """A rehearsal mark, bold in a box or in what the source puts round it, with 0.5 inside (E44)."""
        points = self.style.points(self.style.sizes.rehearsal)
        line = self.words(text, Face.BOLD, points, Ink.REHEARSAL)
        high = max(line.high, self.faces.cap_height(Face.BOLD, points) * self.spaces)
        shape = {"none": "", "": "rectangle"}.get(enclosure, enclosure)
        thick = self.faces.thickness.enclosure
        box = enclosed(shape, line.left, line.right, min(0.0, line.low), high, thick)
        return replace(line, left=box.x0, right=box.x1, low=box.y0, high=box.y1, boxed=shape)

    def tempo(self, direction: Direction) -> TempoType:
        """A mark of everybody's on the tempo row, the same in all parts."""
        known = self._tempi.get(direction)
        if known is not None:
            return known
        boxed = [s for s in direction.segments if s.kind == "rehearsal"]
        rest = tuple(s for s in direction.segments if s.kind not in ("rehearsal", "segno", "coda", "fermata"))
        boxes = tuple(self.rehearsal(s.text, enclosure=s.get("enclosure")) for s in boxed)
        if len(self._tempi) >= MOST_RUNS:
            self._tempi.clear()
        return self._tempi.setdefault(direction, TempoType(boxes, rest, self.run(rest, WordClass.TEMPO)))

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
        if segments and all(segment.get("instrument") == "yes" for segment in segments):
            size = points(sizes.instrument_change)
        run = self._run()
        pieces = run.pieces
        centre: float | None = None
        for index, segment in _separate(segments):
            count = len(pieces)
            if segment.kind == "metronome":
                self._metronome(run, segment, size)
            elif segment.kind == "accordion-registration":
                run.x += HANG if pieces else 0.0
                _set_register(run, segment.text, ink)
            elif codes := sign_codes(segment):
                run.x += HANG if pieces else 0.0
                scale = size * self.spaces / 4 * SIGN_SCALE if segment.kind == "symbol" else 1.0
                for code in codes:
                    run.glyph(code, scale, ink)
            else:
                own = Ink.DYNAMIC if segment.kind == "dynamics" else ink
                for token in _tokens(segment, kind):
                    middle = self._token(run, token, face, size, own)
                    centre = middle if centre is None else centre
            if segment.kind in _ENCLOSED and segment.get("enclosure", "none") != "none":
                run.enclose(segment.get("enclosure"), count)
            pieces[count:] = [replace(piece, segment=index) for piece in pieces[count:]]
        return run.line((centre or 0.0) if kind is not WordClass.TECHNIQUE else 0.0)  # technique begins at its head

    def _token(self, run: Run, token: Token, face: Face, size: float, ink: Ink) -> float | None:
        """Words hang beside signs and words, brackets and commas stand close (E43); a sign's optical centre."""
        first = len(run.pieces)
        close = first > 0 and (token.tight or run.pieces[-1].text.endswith(OPENING))
        run.x += HANG if first and not close else 0.0
        middle = None
        if token.text:
            run.text(token.text, face, size, ink)
        else:
            middle = self._sign(run, token.codes)
        shift = run.close_up(first) if close else 0.0
        return None if middle is None else middle + shift

    def _sign(self, run: Run, codes: Sequence[int]) -> float:
        """A dynamic's glyphs at the end of the run; their optical centre."""
        if run.pieces:
            run.x -= self.faces.box(codes[0]).x0
        start = run.x
        for code in codes:
            run.glyph(code, 1.0, Ink.DYNAMIC)
        anchor = self.faces.anchor(codes[0], "opticalCenter") if len(codes) == 1 else None
        # An f leans out of its advance on both sides: words keep off its ink.
        run.x += max(0.0, self.faces.box(codes[-1]).x1 - self.faces.advance(codes[-1]))
        return start + (anchor[0] if anchor is not None else (run.x - start) / 2)

    def _metronome(self, run: Run, segment: Segment, size: float) -> None:
        opened = bool(run.pieces) and run.pieces[-1].text.endswith(OPENING)
        run.x += BRACKET if opened else HANG * 2 if run.pieces else 0.0
        mark = MetronomeMark(run, size, size * self.spaces / 4 * SIGN_SCALE)
        mark.set(segment.text, parentheses=segment.get("parentheses") == "yes", arrows=segment.get("arrows") == "yes")
