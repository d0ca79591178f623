"""Cutting a line of text into runs of one face each, and measuring it, at a size of 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from engraving.typefaces.face import Box, Face
from engraving.typefaces.music import MusicFace
from engraving.typefaces.smufl import (
    ACCIDENTAL_DOUBLE_FLAT,
    ACCIDENTAL_DOUBLE_SHARP,
    ACCIDENTAL_FLAT,
    ACCIDENTAL_NATURAL,
    ACCIDENTAL_SHARP,
    CSYM_DIMINISHED,
    CSYM_MINOR,
    MISSING,
)
from engraving.typefaces.text import TextFace

ACCIDENTALS = {
    "♭": ACCIDENTAL_FLAT,
    "♮": ACCIDENTAL_NATURAL,
    "♯": ACCIDENTAL_SHARP,
    "\U0001d12b": ACCIDENTAL_DOUBLE_FLAT,
    "\U0001d12a": ACCIDENTAL_DOUBLE_SHARP,
}
FLATS = (ACCIDENTAL_FLAT, ACCIDENTAL_DOUBLE_FLAT)
NATURAL_HEIGHT = 1.3  # of an inline natural, in cap heights (E02)
CHORD_SIGNS = range(CSYM_DIMINISHED, CSYM_MINOR + 1)
CHORD_SIGN_EM = 1.9  # of a chord symbol's sign: its top then stands as high as the letters
PAD = 0.1  # between a letter and an accidental, in the accidental's staff spaces (E02)
FALLBACKS = {
    Face.ROMAN: (Face.ROMAN, Face.BOLD),
    Face.ITALIC: (Face.ITALIC, Face.ROMAN),
    Face.BOLD: (Face.BOLD, Face.ROMAN),
    Face.BOLD_ITALIC: (Face.BOLD_ITALIC, Face.BOLD, Face.ROMAN),
}
IGNORED = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None, 0x09: " ", 0x0A: " ", 0x0D: " "}
PRIVATE_USE = range(0xE000, 0xF900)


class Run(msgspec.Struct, frozen=True, gc=False):
    """Text of one face: ``x`` and ``rise`` from the start of the line's baseline, ``size`` of its em."""

    face: Face
    text: str
    x: float
    rise: float
    size: float

    def scaled(self, by: float) -> Run:
        """The run in a text ``by`` times as large."""
        return Run(self.face, self.text, self.x * by, self.rise * by, self.size * by)


class Line(NamedTuple):
    """A measured line of text at a size of 1; ``missing`` are the characters no face has."""

    runs: tuple[Run, ...]
    width: float
    box: Box
    missing: str


class Typesetter:
    """Lines of text in the faces of one style, each measured once."""

    def __init__(
        self,
        text: Mapping[Face, TextFace],
        boxes: Mapping[int, Box],
        advances: Mapping[int, float],
        homes: Mapping[int, tuple[Face, MusicFace]],
    ) -> None:
        self._text = text
        self._boxes = boxes
        self._advances = advances
        self._homes = homes
        self._lines: dict[tuple[str, Face], Line] = {}
        self.set_boxes = False  # was there a character no face has?

    def line(self, text: str, face: Face) -> Line:
        """``text`` cut and measured."""
        key = text, face
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._measure(text, face)
        return line

    def _cut(self, text: str, face: Face) -> tuple[list[tuple[Face, str]], str]:
        pieces: list[tuple[Face, str]] = []
        missing = ""
        for original in text.translate(IGNORED):
            character = original
            home = next((f for f in FALLBACKS[face] if self._text[f].has(character)), None)
            if home is None:
                code = ACCIDENTALS.get(character, ord(character))
                if code not in self._homes or not (character in ACCIDENTALS or code in PRIVATE_USE):
                    missing += character if character not in missing else ""
                    code = MISSING
                home, character = self._homes[code][0], chr(code)
            if pieces and pieces[-1][0] == home:
                pieces[-1] = home, pieces[-1][1] + character
            else:
                pieces.append((home, character))
        return pieces, missing

    def _measure(self, text: str, face: Face) -> Line:
        pieces, missing = self._cut(text, face)
        runs: list[Run] = []
        boxes: list[Box] = []
        x = 0.0
        for index, (home, piece) in enumerate(pieces):
            if home in self._text:
                source = self._text[home]
                runs.append(Run(home, piece, x, 0.0, 1.0))
                box = source.box(piece)
                if box:
                    boxes.append(Box(x + box.x0 / 1000, box.y0 / 1000, x + box.x1 / 1000, box.y1 / 1000))
                x += source.width(piece) / 1000
                continue
            pad = PAD * self._inline_em(face) / 4
            if index:
                x = max([x, *(box.x1 for box in boxes[-1:])]) + pad  # a letter may lean over its width
            for character in piece:
                run, box, advance = self._inline(home, ord(character), face, x)
                runs.append(run)
                boxes.append(box)
                x += advance
            x += pad if index + 1 < len(pieces) else 0
        self.set_boxes |= bool(missing)
        return Line(tuple(runs), x, _union(boxes), missing)

    def _inline_em(self, face: Face) -> float:
        """The em of a music face beside letters of ``face``, such that a natural is 1.3 cap heights high."""
        natural = self._boxes[ACCIDENTAL_NATURAL]
        return NATURAL_HEIGHT * self._text[face].cap_height / 1000 / (natural.y1 - natural.y0) * 4

    def _inline(self, home: Face, code: int, face: Face, x: float) -> tuple[Run, Box, float]:
        """One music character of a line: an accidental by the cap height, others as large as the text."""
        ink = self._boxes[code]
        em, rise, left, advance = 1.0, 0.0, 0.0, self._advances[code]
        if code in ACCIDENTALS.values():
            em = self._inline_em(face)
            middle = self._text[face].cap_height / 2000
            rise = -ink.y0 * em / 4 if code in FLATS else middle - (ink.y0 + ink.y1) / 2 * em / 4
            left, advance = ink.x0, ink.x1 - ink.x0
        elif code in CHORD_SIGNS:
            em = CHORD_SIGN_EM
        scale = em / 4
        run = Run(home, chr(code), x - left * scale, rise, em)
        box = Box(
            run.x + ink.x0 * scale, rise + ink.y0 * scale, run.x + ink.x1 * scale, rise + ink.y1 * scale
        )
        return run, box, advance * scale


def _union(boxes: list[Box]) -> Box:
    if not boxes:
        return Box(0.0, 0.0, 0.0, 0.0)
    return Box(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )
