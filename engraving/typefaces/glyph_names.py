"""Glyphs by their names in the SMuFL standard, as sources and font metadata write them."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from engraving.typefaces import smufl
from engraving.typefaces.sources import MUSIC_PACKAGE, package_folder

_WORD = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9]|[A-Z][a-z])|(?<=[0-9])(?=[A-Z])")
_ODD = {"6stringTabClef": "tabClef6", "4stringTabClef": "tabClef4"}


def code_point(name: str) -> int:
    """The code point of a glyph such as ``ornamentTrill``; 0 when the engraver cannot emit it."""
    if not name:
        return 0
    found = getattr(smufl, _WORD.sub("_", _ODD.get(name, name)).upper(), 0)
    return found if isinstance(found, int) else 0


def accidental_point(name: str) -> int:
    """The code point of an accidental of any tuning system; faces may lack it. 0 for what is none."""
    return code_point(name) or _tunings().get(name, 0)


@cache
def _tunings() -> dict[str, int]:
    """Every accidental of the standard by name, from the table that comes with the music fonts."""
    table = (package_folder(MUSIC_PACKAGE) / "data" / "tuning-glyphnames.json").read_bytes()
    points = msgspec.json.decode(table, type=dict[str, str])
    return {name: int(point.removeprefix("U+"), 16) for name, point in points.items()}
