"""The audit for people: a table of parts and a list of places, on standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

from engraving.cli.screen import is_terminal, printable, shown_to_the_end
from engraving.cli.tables import aligned
from engraving.counting import counted
from engraving.report import PartReport
from engraving.report.audits import spoken
from engraving.report.overview import Overview
from engraving.report.turns import in_words

MOST_PLACES = 40
HEADINGS = (
    "part", "pages", "hits", "outside", "lost", "twice", "near", "squeezed", "stretched", "force", "head gap",
    "type pt", "staff mm", "fill %", "turns",
)  # fmt: skip
WRONG_COLUMNS = (2, 3, 4, 5)
DISPENSABLE = (12, 11, 7, 8, 10, 9, 13, 6, 1)  # columns a narrow terminal goes without, the first first


def show(overview: Overview, *, everything: bool) -> None:
    """Print the table, the places behind the counts, and the turns that are not free."""
    rows = [*map(_row, overview.parts), _total(overview)]
    places = overview.faults(everything=everything)
    shown = places if everything else places[:MOST_PLACES]
    lines = [
        f"{printable(chair)}: {': '.join(filter(None, (spoken(place), printable(place.message))))}"
        for chair, place in shown
    ]
    if len(shown) < len(places):
        lines.append(f"… and {len(places) - len(shown)} more; --all shows them.")
    lines += [
        f"{printable(part.chair)}: page {turn.page}: {printable(in_words(turn))}"
        for part in overview.parts
        for turn in part.turns
        if turn.grade != "free"
    ]
    with shown_to_the_end():
        if is_terminal(sys.stdout):
            _draw(rows, lines)
        else:
            columns = aligned([HEADINGS, *rows], (0, len(HEADINGS) - 1))
            print("\n".join([*columns, *([""] if lines else []), *lines]), flush=True)


def _row(part: PartReport) -> tuple[str, ...]:
    audit = part.audit
    counts = (
        audit.collisions, audit.outside_margins, audit.lost, audit.doubled, audit.near, audit.squeezed,
        audit.stretched,
    )  # fmt: skip
    fill = sorted({round(100 * share) for share in audit.fill})
    grades = [turn.grade for turn in part.turns]
    turns = [f"{grades.count(grade)} {grade}" for grade in ("free", "mild", "severe") if grade in grades]
    return (
        printable(part.chair),
        str(part.pages),
        *map(str, counts),
        f"{audit.tightest:.2f}–{audit.loosest:.2f}" if audit.loosest else "",
        _measure(audit.smallest_head_gap),
        f"{audit.smallest_text_pt:g}" if audit.smallest_text_pt else "",
        _measure(audit.staff_mm),
        "–".join(map(str, fill[:: max(1, len(fill) - 1)])),
        ", ".join(turns),
    )


def _total(overview: Overview) -> tuple[str, ...]:
    totals = overview.totals
    turns = [f"{count} {grade}" for grade, count in totals.turns.items() if count]
    return (
        counted(totals.parts, "part"), str(totals.pages), str(totals.collisions),
        str(totals.outside_margins), str(totals.lost), str(totals.doubled), str(totals.near), str(totals.squeezed),
        str(totals.stretched), f"{totals.tightest:.2f}–{totals.loosest:.2f}" if totals.loosest else "",
        _measure(totals.smallest_head_gap), f"{totals.smallest_text_pt:g}" if totals.smallest_text_pt else "",
        _measure(totals.staff_mm), "", ", ".join(turns),
    )  # fmt: skip


def _measure(value: float) -> str:
    return f"{value:.2f}" if value else ""


def _draw(rows: Sequence[Sequence[str]], lines: Sequence[str]) -> None:
    """The same on a terminal, without the columns that do not fit."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    kept = _fitting([HEADINGS, *rows], console.width)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=True)
    *parts, total = rows
    for k in kept:
        justify: Literal["left", "right"] = "left" if k in (0, len(HEADINGS) - 1) else "right"
        table.add_column(HEADINGS[k], footer=Text(total[k], style="bold"), justify=justify, overflow="fold")
    for row in parts:
        table.add_row(*(Text(row[k], style=_style(k, row[k])) for k in kept))
    console.print(table)
    for line in lines:
        console.print(line, markup=False)
    if len(kept) < len(HEADINGS):
        missing = ", ".join(heading for k, heading in enumerate(HEADINGS) if k not in kept)
        console.print(f"A wider window also shows: {missing}.", style="dim")


def _fitting(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """The columns that a window has room for."""
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    kept = list(range(len(widths)))
    for k in DISPENSABLE:
        if sum(widths[j] for j in kept) <= width:
            break
        kept.remove(k)
    return kept


def _style(column: int, cell: str) -> str:
    if column in WRONG_COLUMNS:
        return "dim" if cell == "0" else "bold red"
    if column == len(HEADINGS) - 1 and "severe" in cell:
        return "yellow"
    return "dim" if cell == "0" else ""
