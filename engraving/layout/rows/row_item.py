"""What stands on a dynamics' row: a run of type, a hairpin or dashes, with its extent along the row."""

from __future__ import annotations

from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.page import Ink
from engraving.score import Spanner

PAD = 0.5  # off what is there already
APART = 0.2  # at least, of what stands on one row
ASIDE = 4.0  # words give way this far at most,
SIGN_ASIDE = 1.2  # and signs this far
BESIDE = 0.4  # between runs of a row,
WORDS_APART = 1.2  # and where words would follow words: two word spaces


class RowItem:
    """A run of type or a line (hairpin, dashes); ``x`` is its origin, ``x0``, ``x1``, ``low``, ``high`` its ink, in sp.

    ``low`` and ``high`` are measured from the row's baseline; ``staff`` is the one it was written for.
    """

    __slots__ = ("atoms", "high", "line", "low", "signed", "spanner", "staff", "tick", "x", "x0", "x1")

    def __init__(self, tick: int, staff: int) -> None:
        self.tick = tick
        self.staff = staff
        self.line: TypeLine | None = None
        self.signed = False  # a dynamic sign among its type: it keeps its place
        self.atoms: tuple[int, ...] = ()
        self.spanner: Spanner | None = None
        self.x = self.x0 = self.x1 = 0.0
        self.low, self.high = -0.6, 1.6

    def set_line(self, line: TypeLine, atoms: tuple[int, ...], x: float) -> None:
        """Make it a run with its origin at ``x``."""
        self.line, self.atoms, self.x = line, atoms, x
        self.signed = any(piece.code and piece.ink is Ink.DYNAMIC for piece in line.pieces)
        self.low, self.high = line.low, line.high
        self.x0, self.x1 = x + line.left, x + line.right

    def apart(self, following: RowItem) -> float:
        """The least distance to a run right of it: with less between them, words read on into words."""
        words = self.line is not None and bool(self.line.pieces[-1].text)
        if words and following.line is not None and following.line.pieces[0].text:
            return WORDS_APART
        return BESIDE

    def move(self, dx: float) -> None:
        """Shift it along the row."""
        self.x, self.x0, self.x1 = self.x + dx, self.x0 + dx, self.x1 + dx
