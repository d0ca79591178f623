"""How a mark on a note is drawn: its glyphs for above and below, or its words, and its zone (E16, E20)."""

from __future__ import annotations

import msgspec

from engraving.typefaces.glyph_names import code_point


class MarkSign(msgspec.Struct, frozen=True, gc=False):
    """How a mark is drawn.

    ``codes`` for above and below; ``zone``: ``inner`` close to the head even inside the staff,
    ``outer`` beyond staff and inner marks, ``top`` always above (below for a lower voice), ``after``
    the note, ``after-head`` and ``before-head`` at its head, ``stem`` on its stem. ``text`` instead of codes
    for what is set in type. ``struck`` signs have a stroke through them; ``tails`` are above or below, for what
    leads into an ornament and out of it.
    """

    above: tuple[int, ...] = ()
    below: tuple[int, ...] = ()
    zone: str = "outer"
    text: str = ""
    struck: bool = False
    tails: tuple[str, str] = ("", "")


def pair(above: int, below: int, zone: str = "outer") -> MarkSign:
    """A sign that is another one under its note."""
    return MarkSign((above,), (below,), zone)


def either(code: int, zone: str) -> MarkSign:
    """A sign that is the same wherever it stands."""
    return MarkSign((code,), (code,), zone)


def top(*codes: int) -> MarkSign:
    """Signs over their note."""
    return MarkSign(codes, codes, "top")


def words(text: str) -> MarkSign | None:
    """Words over their note; None without any."""
    return MarkSign(zone="top", text=text) if text else None


def smufl_sign(name: str) -> MarkSign | None:
    """A glyph by its name in the standard; None when the engraver does not know it."""
    code = code_point(name)
    return top(code) if code else None
