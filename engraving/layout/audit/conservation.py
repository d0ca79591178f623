"""A5: the pages against the part, as sets of atoms."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from engraving.layout.audit.report import Fault, Place, ink_name
from engraving.layout.page import Item, Page, origin
from engraving.score.atoms import KIND_MASK, Kind, bar_of, kind_of

SINGLE = frozenset(
    {Kind.HEAD, Kind.REST, Kind.DOT1, Kind.DOT2, Kind.DOT3, Kind.DOT4, Kind.ACCIDENTAL, Kind.FLAG}
)
_ATOM = attrgetter("atom")


def lost(pages: Sequence[Page], part_atoms: frozenset[int], named: frozenset[int]) -> list[Place]:
    """Atoms of the part that no page shows and nobody has named."""
    shown: set[int] = set()
    for page in pages:
        shown.update(map(_ATOM, page.items))
    return [
        Place(fault=Fault.LOST, inks=(_kind_name(atom),), bars=_bars(atom), atoms=(atom,), moment=atom)
        for atom in sorted(part_atoms - shown - named)
    ]


def doubled(pages: Sequence[Page]) -> list[Place]:
    """Atoms drawn more than once without being an echo.

    Heads, rests, dots, accidentals and flags are one piece of ink. Anything else may be made of
    several, drawn one after the other: a second stretch of the display list is a second drawing.
    """
    seen: set[int] = set()
    places = []
    for number, page in enumerate(pages, 1):
        stretch = told = 0  # the atom drawn now, and the last one that was told of
        for item in page.items:
            atom = item.atom
            if not atom or item.echo:
                continue
            if atom != stretch:
                stretch, first, told = atom, item, 0
                again = atom in seen
                seen.add(atom)
            else:
                again = atom & KIND_MASK in SINGLE
            if again and not told:
                places.append(_place(page, number, first))
                told = atom
    return places


def _place(page: Page, number: int, item: Item) -> Place:
    x, y = origin(item)
    return Place(
        fault=Fault.DOUBLED,
        page=number,
        x=x / 100,
        y=y / 100,
        inks=(ink_name(item.ink),),
        bars=_bars(item.atom),
        atoms=(item.atom,),
        moment=item.atom,
        system=next((staff.system + 1 for staff in page.staves if staff.number == item.staff), 0),
    )


def _bars(atom: int) -> tuple[int, ...]:
    return (bar_of(atom),) if bar_of(atom) >= 0 else ()


def _kind_name(atom: int) -> str:
    """What an atom is; a part may hold atoms of other makers."""
    try:
        return kind_of(atom).name.lower().replace("_", " ")
    except ValueError:
        return "unknown"
