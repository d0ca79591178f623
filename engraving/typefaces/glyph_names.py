"""Glyphs by their names in the SMuFL standard, as sources and font metadata write them."""

from __future__ import annotations

import re

from engraving.typefaces import smufl

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9]|[A-Z][a-z])|(?<=[0-9])(?=[A-Z])")
_ODD = {"6stringTabClef": "tabClef6", "4stringTabClef": "tabClef4"}


def code_point(name: str) -> int:
    """The code point of a glyph such as ``ornamentTrill``; 0 when the engraver cannot emit it."""
    if not name:
        return 0
    found = getattr(smufl, _WORD.sub("_", _ODD.get(name, name)).upper(), 0)
    return found if isinstance(found, int) else 0
