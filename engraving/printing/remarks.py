"""What is said about a printed page, and how it is drawn: discs with numbers, rings, lines of type in colour."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from engraving.printing.writer import EmbeddedFaces
from engraving.typefaces import Face, Faces

DISC = 6.2  # pt: the radius of the disc that carries a number
RING = 8.5  # pt: the radius of a ring round a place
KAPPA = 0.5523  # of a radius: the control of a quarter of a circle

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
DARK: Colour = (0.32, 0.32, 0.32)
PALE: Colour = (0.72, 0.72, 0.72)
WHITE: Colour = (1.0, 1.0, 1.0)


class Grade(StrEnum):
    """How grave a remark is; what is merely near is worth a look, no more."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEAR = "near"

    @property
    def colour(self) -> Colour:
        """Red, orange, blue, grey: told apart by their lightness too."""
        return {"error": (0.74, 0.05, 0.1), "warning": (0.88, 0.47, 0.0), "note": (0.12, 0.38, 0.67)}.get(
            self.value, (0.45, 0.45, 0.45)
        )


class Remark(msgspec.Struct, frozen=True):
    """One thing to be said: ``where`` in words, ``message``, ``remedy``, and the ``rule`` it comes from.

    ``page`` counts from 1 (0: of no page); ``x, y`` are points from the sheet's lower left corner.
    ``ringed`` places get a ring round them.
    """

    grade: Grade
    where: str
    message: str
    remedy: str = ""
    rule: str = ""
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    ringed: bool = False


class Drawing:
    """The content stream of one sheet in the making; everything in points."""

    def __init__(self, embedded: EmbeddedFaces) -> None:
        self._embedded = embedded
        self._faces: Faces = embedded.faces
        self._code = ["0.01 0 0 0.01 0 0 cm"]

    @property
    def code(self) -> str:
        """All that was drawn."""
        return "\n".join(self._code)

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float, colour: Colour) -> None:
        """A stroke."""
        path = f"{_n(x0, y0)} m {_n(x1, y1)} l S"
        self._code.append(f"{_colour(colour)} RG {_n(width)} w {path}")

    def ring(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """A circle round a place, on white, so that it shows on black ink."""
        for width, ink in ((2.2, WHITE), (1.1, colour)):
            self._code.append(f"{_colour(ink)} RG {_n(width)} w {_circle(x, y, radius)} S")

    def disc(self, x: float, y: float, number: int, colour: Colour) -> None:
        """A number in a disc."""
        self._code.append(f"{_colour(WHITE)} rg {_circle(x, y, DISC + 0.9)} f")
        self._code.append(f"{_colour(colour)} rg {_circle(x, y, DISC)} f")
        size = {1: 8.2, 2: 7.6}.get(len(str(number)), 5.8)
        wide = self._faces.text_width(str(number), Face.BOLD, size)
        high = self._faces.text_box("0", Face.BOLD, size).y1
        self.text(x - wide / 2, y - high / 2, str(number), Face.BOLD, size, WHITE)

    def text(self, x: float, y: float, words: str, face: Face, size: float, colour: Colour = BLACK) -> None:
        """One line of type; signs that the face lacks come from the music faces."""
        self._code.append(f"{_colour(colour)} rg BT")
        for run in self._faces.typeset(words, face, size):
            self._code.append(f"1 0 0 1 {_n(x + run.x, y + run.rise)} Tm")
            self._code += [
                f"{name} {_n(run.size)} Tf[{operand}]TJ"
                for name, operand in self._embedded.shown(run.face, run.text)
            ]
        self._code.append("ET")

    def text_ending(self, x: float, y: float, words: str, face: Face, size: float, colour: Colour) -> None:
        """One line of type that ends at ``x``."""
        self.text(x - self._faces.text_width(words, face, size), y, words, face, size, colour)


def wrapped(words: str, face: Face, size: float, width: float, faces: Faces) -> Iterator[str]:
    """``words`` in lines no wider than ``width``; a word that is wider stands alone."""
    line = ""
    for word in _printable(words, face, faces).split():
        longer = f"{line} {word}" if line else word
        if line and faces.text_width(longer, face, size) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _printable(words: str, face: Face, faces: Faces) -> str:
    """``words`` with a question mark for what no face can draw."""
    for character in faces.missing(words, face):
        words = words.replace(character, "?")
    return words


def _n(*points: float) -> str:
    """Points as whole hundredths."""
    return " ".join(str(round(100 * value)) for value in points)


def _colour(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)


def _circle(x: float, y: float, radius: float) -> str:
    k = KAPPA * radius
    return " ".join(
        (
            f"{_n(x + radius, y)} m",
            f"{_n(x + radius, y + k, x + k, y + radius, x, y + radius)} c",
            f"{_n(x - k, y + radius, x - radius, y + k, x - radius, y)} c",
            f"{_n(x - radius, y - k, x - k, y - radius, x, y - radius)} c",
            f"{_n(x + k, y - radius, x + radius, y - k, x + radius, y)} c h",
        )
    )
