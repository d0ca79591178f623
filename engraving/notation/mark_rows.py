"""The signs over (under) a note as rows, from the note outwards: what stands beside what, and in which order (E20).

Substituted and alternative fingers stand beside the finger they replace; the accidental of a trill or turn over or
under it; the fingerings of a chord in the order of its notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engraving.notation.accidentals import accidental_code
from engraving.notation.mark_signs import MarkSign
from engraving.notation.marks import ORNAMENTS
from engraving.notation.technique import FINGERINGS
from engraving.score import Event, Mark
from engraving.typefaces import smufl as g

SMALL = 0.6  # accidentals of ornaments
FICTA = 0.75  # accidentals over notes
_APART = 0.1  # between the pieces of an accidental in parentheses


class Piece(NamedTuple):
    """A glyph of a row, ``gap`` after the one before it, in staff spaces."""

    code: int
    atom: int
    scale: float = 1.0
    gap: float = 0.0


class Row(NamedTuple):
    """Signs that stand side by side, or words."""

    mark: Mark
    pieces: tuple[Piece, ...]
    text: str = ""
    struck: bool = False
    tails: tuple[str, str] = ("", "")
    main: bool = True  # False for the accidental of an ornament


def mark_rows(marks: Iterable[tuple[Mark, MarkSign]], event: Event, *, up: bool) -> list[Row]:
    """Rows of an event from the note outwards."""
    heads = [str(head.atom) for head in event.heads]
    rank = {head: k for k, head in enumerate(heads if up else reversed(heads))}
    rank[""] = rank.get(str(event.id), 0)  # a mark of the note the chord was read from
    ordered = sorted(marks, key=lambda found: _order(found[0], rank))
    rows: list[Row] = []
    for mark, sign in ordered:
        if mark.name == "accidental-mark":
            rows.append(Row(mark, _accidental(mark, "", mark.text, FICTA)))
            continue
        pieces = tuple(Piece(code, mark.atom) for code in (sign.above if up else sign.below))
        row = Row(mark, pieces, sign.text, sign.struck, sign.tails)
        beside = _beside(rows[-1], row) if rows else None
        if beside is not None:
            rows[-1] = beside
        else:
            rows += _dressed(row, up=up)
    return rows


def _order(mark: Mark, rank: Mapping[str, int]) -> tuple[bool, bool, bool, int]:
    """Marcato next to the note, then fingerings by the notes of the chord, then technique, ornaments last."""
    fingering = mark.name in FINGERINGS
    place = rank.get(mark.get("head"), 0) if fingering else 0
    return mark.name in ORNAMENTS, mark.name != "strong-accent", not fingering, place


def _beside(before: Row, row: Row) -> Row | None:
    """``row`` as part of the row ``before``, when it is the finger that takes over or may be used instead."""
    mark = row.mark
    same = mark.get("head") == before.mark.get("head") and {mark.name, before.mark.name} <= FINGERINGS
    if not same or row.text or before.text or not (before.pieces and row.pieces):
        return None
    if mark.get("substitution") == "yes":
        dash = Piece(g.FINGERING_SUBSTITUTION_DASH, mark.atom)
        return before._replace(pieces=(*before.pieces, dash, *row.pieces))
    if mark.get("alternate") == "yes":
        left, right = (
            Piece(code, mark.atom) for code in (g.FINGERING_LEFT_PARENTHESIS, g.FINGERING_RIGHT_PARENTHESIS)
        )
        return before._replace(pieces=(*before.pieces, left._replace(gap=_APART), *row.pieces, right))
    return None


def _dressed(row: Row, *, up: bool) -> list[Row]:
    """An ornament with the accidentals that belong to it, from the note outwards."""
    if row.mark.name not in ORNAMENTS:
        return [row]
    over, under = (
        [
            Row(row.mark, _accidental(row.mark, f"{side}-", value, SMALL), main=False)
            for key, value in row.mark.attributes
            if key == side
        ]
        for side in ("above", "below")
    )
    return [*under, row, *over] if up else [*over, row, *under]


def _accidental(mark: Mark, prefix: str, value: str, scale: float) -> tuple[Piece, ...]:
    codes = [accidental_code(value)]
    if mark.get(f"{prefix}parentheses") == "yes":
        codes = [g.ACCIDENTAL_PARENS_LEFT, *codes, g.ACCIDENTAL_PARENS_RIGHT]
    elif mark.get(f"{prefix}bracket") == "yes":
        codes = [g.ACCIDENTAL_BRACKET_LEFT, *codes, g.ACCIDENTAL_BRACKET_RIGHT]
    return tuple(Piece(code, mark.atom, scale, _APART if k else 0.0) for k, code in enumerate(codes))
