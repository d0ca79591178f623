"""Names for part files: in score order, one for each part, and the same on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_NAME_BYTES = 150
"""UTF-8 bytes for a part's name: with number, suffix and a folder's path it stays under every limit."""

UNNAMED = "Part"

_SEPARATORS = re.compile(r"\s*[/\\:|]+\s*")
_FORBIDDEN = re.compile(r'["*?<>]')
_SPACES = re.compile(r"\s+")


def file_stems(names: Sequence[str]) -> tuple[str, ...]:
    """``NN Name`` for each part name, in order; the number makes names unique whatever case is worth.

    >>> file_stems(["Flute 1/2", "Violin", "violin"])
    ('01 Flute 1-2', '02 Violin', '03 violin')
    """
    width = _digits(len(names))
    return tuple(f"{number:0{width}d} {safe_name(name)}" for number, name in enumerate(names, 1))


def score_stem(parts: int) -> str:
    """The score's name, which sorts before those of so many parts.

    >>> score_stem(41)
    '00 Score'
    """
    return f"{0:0{_digits(parts)}d} Score"


def _digits(parts: int) -> int:
    return max(2, len(str(parts)))


def safe_name(name: str) -> str:
    """``name`` without anything a file system, a shell listing or a player's eye stumbles over.

    NFC; slashes, colons and bars become hyphens; quotes, stars and invisible characters go; no dot or
    space at either end (Windows drops them); cut to ``LONGEST_NAME_BYTES`` without splitting a letter.
    Reserved names such as CON need no care: a number always stands before.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", name))
    text = "".join(char for char in text if not unicodedata.category(char).startswith("C"))
    text = _FORBIDDEN.sub("", _SEPARATORS.sub("-", text))
    return _cut(_SPACES.sub(" ", text).strip(" .-")).rstrip(" .-") or UNNAMED


def _cut(text: str) -> str:
    """At most the allowed bytes; a letter goes together with the accents that follow it."""
    cut = text.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
    if len(cut) < len(text) and unicodedata.combining(text[len(cut)]):
        while cut and unicodedata.combining(cut[-1]):
            cut = cut[:-1]
        cut = cut[:-1]
    return cut
