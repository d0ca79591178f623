"""A small score engraved, and what each of its marks and lines became on the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from engraving.layout.page import Ink
from engraving.score import Event, Mark, Spanner
from tests.layout.small_music import Drawn, Sheet, sheet_of

FOLDER = Path(__file__).parent


class Marked(NamedTuple):
    """One mark: the event it hangs on, that event's ink, and its own."""

    mark: Mark
    event: Event
    heads: tuple[Drawn, ...]  # or the rest
    ink: tuple[Drawn, ...]

    @property
    def codes(self) -> tuple[int, ...]:
        """The glyphs of it, from the left."""
        return tuple(drawn.code for drawn in self.ink)

    @property
    def text(self) -> str:
        """The words of it, from the left."""
        return "".join(drawn.text for drawn in self.ink)

    @property
    def inks(self) -> set[Ink]:
        """The kinds of ink of it."""
        return {drawn.ink for drawn in self.ink}

    @property
    def x0(self) -> float:
        """Its left edge."""
        return min(drawn.x0 for drawn in self.ink)

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(drawn.x1 for drawn in self.ink)

    @property
    def y0(self) -> float:
        """Its lower edge."""
        return min(drawn.y0 for drawn in self.ink)

    @property
    def y1(self) -> float:
        """Its upper edge."""
        return max(drawn.y1 for drawn in self.ink)

    @property
    def centre(self) -> float:
        """The middle of it across."""
        return (self.x0 + self.x1) / 2


@cache
def sheet(name: str) -> Sheet:
    """The page of ``name.musicxml`` here."""
    return sheet_of((FOLDER / f"{name}.musicxml").read_text(encoding="utf-8").split("?>", 1)[1])


@cache
def by_atom(name: str) -> dict[int, list[Drawn]]:
    """All ink of a score's pages, in order of the display list, by atom."""
    found: dict[int, list[Drawn]] = {}
    here = sheet(name)
    for page in range(len(here.pages)):
        for drawn in here.of(*Ink, page=page):
            if drawn.item.atom:
                found.setdefault(drawn.item.atom, []).append(drawn)
    return found


def events(name: str) -> tuple[Event, ...]:
    """The events of the score."""
    return sheet(name).part.music.events


def marked(name: str, mark: str, text: str | None = None) -> list[Marked]:
    """Every mark of a name (and of that text), in order of time."""
    ink = by_atom(name)
    result = []
    for event in events(name):
        heads = tuple(d for h in event.heads for d in ink.get(h.atom, ())) or tuple(ink.get(event.id, ()))
        result += [
            Marked(m, event, heads, tuple(ink.get(m.atom, ())))
            for m in event.marks
            if m.name == mark and text in (None, m.text)
        ]
    return result


def lines(name: str, kind: str) -> list[tuple[Spanner, list[Drawn]]]:
    """Every line of a kind with its ink, in order of time."""
    ink = by_atom(name)
    return [(s, ink.get(s.atom, [])) for s in sheet(name).part.music.spanners if s.kind == kind]
