"""Metres as rows of glyphs: figures, symbols, composite and interchangeable ones (E40)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.notation.signatures import EMPTY, Row, Sign
from engraving.score import Metre
from engraving.typefaces import Faces
from engraving.typefaces import smufl as g

JOINT_GAP = 0.15
SPACE = 0.8  # between metres that stand side by side without a sign
NOTE_OFF = 0.1
NOTE_SCALE = 0.75  # of a note that stands for the lower figure
_LETTERS = {"common": g.TIME_SIG_COMMON, "cut": g.TIME_SIG_CUT_COMMON}
_RELATIONS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {  # before and after the second metre
    "parentheses": ((g.TIME_SIG_PARENS_LEFT,), (g.TIME_SIG_PARENS_RIGHT,)),
    "bracket": ((g.TIME_SIG_BRACKET_LEFT,), (g.TIME_SIG_BRACKET_RIGHT,)),
    "equals": ((g.TIME_SIG_EQUALS,), ()),
    "slash": ((g.TIME_SIG_SLASH,), ()),
    "hyphen": ((g.TIME_SIG_MINUS,), ()),
    "space": ((), ()),
}
_NOTES = {
    1: g.MET_NOTE_WHOLE, 2: g.MET_NOTE_HALF_UP, 4: g.MET_NOTE_QUARTER_UP, 8: g.MET_NOTE_8TH_UP,
    16: g.MET_NOTE_16TH_UP, 32: g.MET_NOTE_32ND_UP,
}  # fmt: skip
_SENZA = {"X": g.TIME_SIG_X, "x": g.TIME_SIG_X}


def metre_row(metre: Metre, faces: Faces) -> Row:
    """A time signature; nothing for hidden ones and for free time without a symbol."""
    if not metre.visible:
        return EMPTY
    if not metre.parts:
        return _lone(_SENZA[metre.symbol], faces) if metre.symbol in _SENZA else EMPTY
    if metre.symbol in _LETTERS and not metre.interchangeable:
        return _lone(_LETTERS[metre.symbol], faces)
    row = _Row(faces, metre)
    row.metre(metre.parts, metre.symbol)
    if metre.interchangeable:
        before, after = _RELATIONS.get(metre.relation, _RELATIONS["parentheses"])
        for code in before:
            row.joint(code)
        row.x += 0.0 if before else SPACE
        row.metre(metre.interchangeable, metre.other_symbol)
        for code in after:
            row.joint(code)
    return Row(tuple(row.signs), row.x)


def _lone(code: int, faces: Faces) -> Row:
    box = faces.box(code)
    return Row((Sign(-box.x0, 0.0, code, 1.0),), box.x1 - box.x0)


def digit_codes(text: str) -> list[int]:
    """Metre figures and plus signs for ``text`` such as "3+2"."""
    return [
        g.TIME_SIG_DIGITS[int(c)] if c.isdigit() else g.TIME_SIG_PLUS_SMALL for c in text if c.isdigit() or c == "+"
    ]


def figures_width(codes: list[int], faces: Faces) -> float:
    """The width of a row of figures, with the white they bring (under 0.1), so that all begin at one place (E40)."""
    return sum(faces.advance(code) for code in codes)


class _Row:
    """A metre being set from left to right."""

    def __init__(self, faces: Faces, metre: Metre) -> None:
        self.faces = faces
        self.separator = metre.separator
        self.signs: list[Sign] = []
        self.x = 0.0

    def metre(self, parts: Sequence[tuple[str, int]], symbol: str) -> None:
        """One metre: a letter, or figures with plus signs between them."""
        if symbol in _LETTERS:
            box = self.faces.box(_LETTERS[symbol])
            self.signs.append(Sign(self.x - box.x0, 0.0, _LETTERS[symbol], 1.0))
            self.x += box.x1 - box.x0
            return
        for k, (beats, beat_type) in enumerate(parts):
            if k:
                self.joint(g.TIME_SIG_PLUS)
            self.fraction(beats, beat_type, symbol)

    def joint(self, code: int) -> None:
        """A sign on the middle line, with a little air."""
        self.signs.append(Sign(self.x + JOINT_GAP, 0.0, code, 1.0))
        self.x += 2 * JOINT_GAP + self.faces.advance(code)

    def fraction(self, beats: str, beat_type: int, symbol: str) -> None:
        """Figures over figures, or over a note, or alone; side by side where the source parts them so."""
        upper, lower = digit_codes(beats), digit_codes(str(beat_type))
        if symbol == "single-number":
            self._figures(upper, self.x, 0.0)
            self.x += figures_width(upper, self.faces)
        elif symbol in ("note", "dotted-note"):
            self._over_note(beats, beat_type, dotted=symbol == "dotted-note")
        elif self.separator in ("diagonal", "vertical", "adjacent"):
            self._figures(upper, self.x, 0.0)
            self.x += figures_width(upper, self.faces)
            if self.separator == "diagonal":
                self.joint(g.TIME_SIG_SLASH)
            else:
                self.x += 0.3
            self._figures(lower, self.x, 0.0)
            self.x += figures_width(lower, self.faces)
        else:
            wide, narrow = figures_width(upper, self.faces), figures_width(lower, self.faces)
            width = max(wide, narrow)
            self._figures(upper, self.x + (width - wide) / 2, 1.0)
            self._figures(lower, self.x + (width - narrow) / 2, -1.0)
            self.x += width

    def _over_note(self, beats: str, beat_type: int, *, dotted: bool) -> None:
        """Beats over the note that is one: a dotted note takes three of the lower figure."""
        count = sum(int(b) for b in beats.split("+"))
        if dotted and count % 3 == 0 and beat_type // 2 in _NOTES:
            beats, beat_type = str(count // 3), beat_type // 2
        else:
            dotted = False
        upper = digit_codes(beats)
        code = _NOTES.get(beat_type, g.MET_NOTE_QUARTER_UP)
        box = self.faces.box(code)
        note = (box.x1 - box.x0) * NOTE_SCALE
        dot = self.faces.advance(g.MET_AUGMENTATION_DOT) * NOTE_SCALE + 0.15 if dotted else 0.0
        wide, narrow = figures_width(upper, self.faces), note + dot
        width = max(wide, narrow)
        self._figures(upper, self.x + (width - wide) / 2, 1.0)
        left = self.x + (width - narrow) / 2
        y = -NOTE_OFF - box.y1 * NOTE_SCALE  # its head hangs a little out of the staff
        self.signs.append(Sign(left - box.x0 * NOTE_SCALE, y, code, NOTE_SCALE))
        if dotted:
            self.signs.append(Sign(left + note + 0.15, y, g.MET_AUGMENTATION_DOT, NOTE_SCALE))
        self.x += width

    def _figures(self, codes: list[int], x: float, y: float) -> None:
        for code in codes:
            self.signs.append(Sign(x, y, code, 1.0))
            x += self.faces.advance(code)
