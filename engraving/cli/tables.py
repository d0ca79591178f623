"""Tables for people on standard output: drawn with rich on a terminal, plain columns anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from engraving.cli.screen import is_terminal, printable, shown_to_the_end

LONG_WORD = 24  # letters that are broken only in words longer than this
BETWEEN = 3  # columns of a drawn table,
CLOSE = 2  # and where the terminal has no room for that


class Cell(NamedTuple):
    """What stands in a table, and its colour in rich's words ("" for the terminal's own)."""

    text: str
    style: str = ""


class Table(NamedTuple):
    """``headings`` and rows of cells; the columns named in ``left`` begin at the left, numbers end at the right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell | str]]
    title: str = ""
    left: Sequence[str] = ()


def show(*shown: Table | str) -> None:
    """Print tables and lines of text in turn. Raises ``CannotWrite``."""
    with shown_to_the_end():
        if is_terminal(sys.stdout):
            _draw(shown)
        else:
            print("\n\n".join(filter(None, (_plain(piece) for piece in shown))), flush=True)


def aligned(rows: Sequence[Sequence[str]], left: Sequence[int]) -> list[str]:
    """Rows in columns parted by two blanks: the columns ``left`` to the left, all others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if k in left else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _text(cell: Cell | str) -> str:
    return printable(cell.text if isinstance(cell, Cell) else cell)


def _plain(piece: Table | str) -> str:
    if isinstance(piece, str):
        return "\n".join(map(printable, piece.splitlines()))
    rows = [[*piece.headings], *([_text(cell) for cell in row] for row in piece.rows)]
    left = [k for k, heading in enumerate(piece.headings) if heading in piece.left]
    return "\n".join([*([printable(piece.title)] if piece.title else []), *aligned(rows, left)])


def _draw(shown: Sequence[Table | str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawing
    from rich.text import Text

    console = Console(highlight=False)
    for piece in shown:
        if isinstance(piece, str):
            console.print("\n".join(map(printable, piece.splitlines())), markup=False)
            continue
        drawing = Drawing(box=box.SIMPLE_HEAD, pad_edge=False, title=Text(printable(piece.title)), title_justify="left")
        columns = zip(piece.headings, *([_text(cell) for cell in row] for row in piece.rows), strict=True)
        widths = [max(map(len, column)) for column in columns]
        between = BETWEEN if sum(widths) + BETWEEN * len(widths) <= console.width else CLOSE
        if between == CLOSE:
            console.print()
            drawing.padding, drawing.show_edge = (0, 1, 0, 0), False
        for k, heading in enumerate(piece.headings):
            cells = [heading, *(_text(row[k]) for row in piece.rows)]
            if heading in piece.left:  # words are broken at blanks, numbers never
                longest = max((len(word) for cell in cells for word in cell.split()), default=0)
                drawing.add_column(heading, overflow="fold", min_width=min(longest, LONG_WORD))
            else:
                drawing.add_column(heading, justify="right", no_wrap=True, min_width=max(map(len, cells)))
        for row in piece.rows:
            drawing.add_row(*(Text(_text(c), style=c.style if isinstance(c, Cell) else "") for c in row))
        least = sum((column.min_width or 0) + between for column in drawing.columns)
        if least > console.width:  # the terminal breaks its lines, but no number
            Console(highlight=False, width=least).print(drawing)
        else:
            console.print(drawing)
        if between == CLOSE:
            console.print()
