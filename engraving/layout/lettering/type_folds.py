"""A run of type on two or three lines, where one would run over the end of the system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from engraving.layout.lettering.type_run import Piece, Run, TypeLine
from engraving.typefaces import Faces

MOST = 3  # lines
LEADING = 1.1  # from line to line, in the size of the type
WORD_GAP = 0.3  # pieces nearer than this belong together: a bracket and what it holds


class _Cut(NamedTuple):
    """Before ``piece``, or at the space ``at`` in its text; where one line ends and the next begins."""

    piece: int
    at: int
    end: float
    start: float


def folded(line: TypeLine, width: float, faces: Faces, spaces: float) -> TypeLine:
    """The run cut between words into as few lines as are within ``width``, the last one on the baseline.

    ``spaces`` are staff spaces to the point. A run of one word, or one with a box or strokes, stays as it is; what
    no three lines hold is as narrow as they can make it.
    """
    if line.boxed or line.strokes or line.enclosures:
        return line
    cuts = list(_cuts(line.pieces, faces, spaces))
    found: tuple[_Cut, ...] = ()
    for count in range(1, min(MOST, len(cuts) + 1)):
        found = min(combinations(cuts, count), key=lambda chosen: _widest(line, chosen))
        if _widest(line, found) <= width:
            break
    return _set(line, found, faces, spaces) if found else line


def _widest(line: TypeLine, cuts: Sequence[_Cut]) -> float:
    """The longest of the lines between the cuts."""
    starts = [line.left, *(cut.start for cut in cuts)]
    ends = [*(cut.end for cut in cuts), line.right]
    return max(end - start for start, end in zip(starts, ends, strict=True))


def _set(line: TypeLine, cuts: Sequence[_Cut], faces: Faces, spaces: float) -> TypeLine:
    rise = LEADING * max(piece.size for piece in line.pieces) * spaces
    first, last = _Cut(0, 0, 0.0, line.pieces[0].x), _Cut(len(line.pieces), 0, line.right, 0.0)
    run = Run(faces, spaces)
    for row, (begin, end) in enumerate(pairwise((first, *cuts, last))):
        y, back = rise * (len(cuts) - row), begin.start - first.start
        run.pieces += [
            replace(piece, x=piece.x - back, y=piece.y + y) for piece in _between(line.pieces, begin, end)
        ]
    return run.line(0.0)


def _between(pieces: Sequence[Piece], begin: _Cut, end: _Cut) -> Iterator[Piece]:
    """The pieces from one cut to another, those at the ends shortened."""
    for index in range(begin.piece, end.piece + (end.at > 0)):
        piece = pieces[index]
        right = piece.x + piece.width
        text = piece.text
        if index == end.piece:
            text, right = text[: end.at], end.end
        if index == begin.piece and begin.at:
            text = text[begin.at + 1 :]
            piece = replace(piece, x=begin.start)
        yield replace(piece, text=text, width=right - piece.x)


def _cuts(pieces: Sequence[Piece], faces: Faces, spaces: float) -> Iterator[_Cut]:
    """Between pieces that stand apart, and at the spaces of words; signs and what belongs to them stay whole."""
    whole = {piece.segment for piece in pieces if piece.code}
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        if before is not None and before.segment != piece.segment:
            end = before.x + before.width
            if piece.x - end >= WORD_GAP:
                yield _Cut(index, 0, end, piece.x)
        if piece.segment in whole:
            continue
        for at, character in enumerate(piece.text):
            if character == " " and 0 < at < len(piece.text) - 1:
                head, gap = (
                    faces.text_width(piece.text[:to], piece.face, piece.size) * spaces for to in (at, at + 1)
                )
                yield _Cut(index, at, piece.x + head, piece.x + gap)
