"""How players are told to change their technique, in five languages, as data.

Each row is a technique, the state it leaves the player in, and the words, alternatives separated by ``|``;
a full stop at the end of an abbreviation is not written, a space also matches a line break. Rows that take
something back stand before the rows whose words they contain ("senza sord" before "sord").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

BOW = "bow"
MUTE = "mute"

PLUCKED = "plucked"
BOWED = "bowed"
WOOD = "wood"
ON = "on"
OFF = "off"

_SORD = r"sord(?:in(?:o|i|a|e|as|en)|)"
_SOURD = r"sourd(?:ines?|)"

_ROWS: tuple[tuple[str, str, str], ...] = (
    (BOW, WOOD, "col legno|c\\. ?l|mit (?:dem )?holz|avec le bois|con la madera"),
    (
        BOW, BOWED,
        ("arco|coll['’]arco|con (?:l['’])?arco|(?:mit )?bogen|gestrichen|(?:avec l['’])?archet|con el arco"
        "|bowed|spicc|spiccato|détaché|trem|tremolo"),
    ),
    (BOW, PLUCKED, "pizz|pizzicat[oi]|gezupft|pincé|plucked"),
    (
        MUTE, OFF,
        (f"(?:senza|sans|sin|ohne|via|no|without|lev(?:a|ate|are)(?: via)?|togli(?:ere|ete)?)"
        f"(?: (?:il|i|la|le|les|las))? (?:{_SORD}|{_SOURD}|dämpfer|mutes?)"
        f"|(?:[ôo]te[zr]|enleve[zr]|enlever)(?: vite)?(?: (?:la|les))? {_SOURD}"
        f"|{_SOURD} (?:[ôo]t[ée]es?)|dämpfer (?:ab|weg|fort)|(?:sord|mutes?) off|take off (?:the )?mutes?"
        "|remove (?:the )?mutes?|unmuted?|open|offen|ouverts?|apert[oi]|abierto|naturale|modo ordinario"),
    ),
    (
        MUTE, ON,
        (f"(?:con|avec|mit|with|mette[zr]|prene[zr])?(?: (?:la|les|il|i|el|las|a))? ?(?:{_SORD}|{_SOURD})"
        "|(?:mit )?dämpfern?(?: auf)?|gedämpft|muted"
        "|(?:with |in )?(?:(?:straight|cup|harmon|bucket|practice|plunger|hat|whispa|solotone|metal"
        "|stopping) )?mutes?(?: on| in)?"),
    ),
)  # fmt: skip


class Technique(NamedTuple):
    """Something words ask for: ``kind`` bow or mute, and the ``state`` that holds from here on."""

    kind: str
    state: str


_ORDER = tuple(Technique(kind, state) for kind, state, _ in _ROWS)
_PATTERN = re.compile(
    "|".join(f"(?P<t{index}>(?<!\\w)(?:{words.strip()})(?!\\w))" for index, (_, _, words) in enumerate(_ROWS))
)

#: Words that speak to some of the players only.
_SOME_PLAYERS = re.compile(
    r"(?<!\w)(?:la moitié|halbe?|half|(?:la )?metà|mitad|hälfte|pult\w*|desks?|pupitre\w*|solo|soli|\d\."
    r"|i{1,3}\.|inside|outside|players?|others|gli altri|les autres|andere)(?!\w)"
)


@lru_cache(maxsize=1024)  # parts say the same few things over and over
def techniques(text: str) -> tuple[Technique, ...]:
    """The changes of technique that a lower-case text asks for, in its order."""
    return tuple(_ORDER[int(found.lastgroup[1:])] for found in _PATTERN.finditer(text) if found.lastgroup)


def speaks_to_some(text: str) -> bool:
    """Whether a lower-case text speaks to part of a section: ``la moitié``, ``1. pult``, ``solo``."""
    return bool(_SOME_PLAYERS.search(text))


def speaks_to_another(text: str, player: int) -> bool:
    """Whether a lower-case text begins with the number of another player: ``2. sord.`` for the first."""
    label = re.match(r"(\d)\.(?!\s*(?:[,+&/]|e|et|und|and)?\s*\d\.)", text)
    return label is not None and int(label[1]) != player
