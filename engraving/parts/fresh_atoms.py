"""Names for what extraction adds: rests, fermatas, multi-rests."""

from __future__ import annotations

from engraving.score.atoms import Kind, pack

FIRST = 12288  # the reader numbers from 1; what extraction adds in a bar starts here


class FreshAtoms:
    """Gives out atoms of one part, numbered from ``FIRST`` in each bar, in the order of asking."""

    def __init__(self) -> None:
        self._taken: dict[int, int] = {}

    def take(self, bar: int, kind: Kind) -> int:
        """The next atom of bar index ``bar``."""
        number = self._taken.get(bar, FIRST)
        self._taken[bar] = number + 1
        return pack(bar, number, kind)
