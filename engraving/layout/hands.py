"""Which staves of a part one player reads with two hands, and so with a brace and barlines through both (E49)."""

from __future__ import annotations

from engraving.score import Part

_BRACKETED = frozenset({"strings", "woodwind", "brass", "voice", "percussion"})  # the brace is for keyboards
_BARS = frozenset({"marimba", "marimba.bass", "xylorimba", "vibraphone", "xylophone", "cimbalom"})
_WITH_PEDALS = frozenset({"organ", "organ.hammond"})
MANUALS = 2


def hands(part: Part) -> int:
    """How many staves from the top the brace joins: none of a divided section; of an organ not that of the feet."""
    if part.family in _BRACKETED and part.instrument_id not in _BARS:
        return 0
    return min(MANUALS, part.music.staves) if part.instrument_id in _WITH_PEDALS else part.music.staves


def joined_staves(part: Part) -> int:
    """How many staves from the top barlines run through."""
    return hands(part) or part.music.staves
