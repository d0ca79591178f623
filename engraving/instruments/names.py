"""Which instruments a part's name can mean, in which key, and for which players."""

from __future__ import annotations

import re

from msgspec import Struct

from engraving.instruments.keys import KEY_RULES, OCTAVES, Key, in_key, parse_key
from engraving.instruments.model import Instrument
from engraving.instruments.players import LONGEST_NAME, plain, strip_player, tokens
from engraving.instruments.spellings import ABBREVIATIONS, LONGEST, NAMES, joined

_SEGMENTS = re.compile(
    r"[/&+;:,\n()]|\s(?:and|und|et|e|y|doubling|doubles|doubl\.|dbl\.|auch|also|muta in|mit|with|w)\s",
    re.IGNORECASE,
)
_PLAYING = re.compile(r"\b(?:div\w*|unis\w*|soli|tutti|solo)\b.*$", re.IGNORECASE)
"""How a part is played, which is none of its name: "Vln. div. a 3", "Vc. solo"."""


class Named(Struct, frozen=True, gc=False):
    """A reading of one name: the instruments it can mean, best first, and the key they are named with."""

    choices: tuple[Instrument, ...] = ()
    key: Key | None = None


def _find_key(words: tuple[str, ...], dotted: bool) -> tuple[Key | None, int, int]:
    """The key in a name with the place of its words; `dotted`: the first letter is an abbreviation ("E. Hn.")."""
    for at, word in enumerate(words[:-1]):
        if word in ("in", "en"):
            before = OCTAVES.get(words[at + 1], "")
            first = at + 2 if before and at + 2 < len(words) else at + 1
            key = parse_key(words[first])
            if key is not None:
                end = first + 1
                after = OCTAVES.get(words[end], "") if end < len(words) else ""
                return (
                    Key(key.name, key.step, key.semitone, before if first == at + 2 else after),
                    at,
                    end + bool(after),
                )
    if len(words) > 1:
        key = None if dotted else parse_key(words[0], solfa=False)
        if key is not None:
            low = words[1] == "basso" and len(words) > 2
            return Key(key.name, key.step, key.semitone, "basso" if low else ""), 0, 2 if low else 1
        octave = OCTAVES.get(words[-1], "") if len(words) > 2 else ""
        at = len(words) - 2 if octave else len(words) - 1
        key = parse_key(words[at])
        if key is not None:
            return Key(key.name, key.step, key.semitone, octave), at, len(words)
    return None, 0, 0


def _longest(words: tuple[str, ...]) -> tuple[tuple[Instrument, ...], int, int]:
    """The instruments of the longest known name inside `words`, with its place; ties go to the earlier."""
    best: tuple[tuple[Instrument, ...], int, int] = ((), 0, 0)
    size = 0
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST + 2) + 1):
            spelling = joined(words[start:end])
            if len(spelling) > size and spelling in NAMES:
                best, size = (NAMES[spelling], start, end), len(spelling)
    return best


def _read(text: str, whole: bool = False) -> Named:
    """Read one name without player numbers; `whole`: only if all of it is one known name."""
    words = tokens(text)
    if not words:
        return Named()
    dotted = re.match(r"\s*[A-Za-z]{1,2}\.", text) is not None
    key, start, end = _find_key(words, dotted)
    exact = joined(words)
    for index in (NAMES, ABBREVIATIONS):
        if exact in index:
            own = key if index[exact][0].id in KEY_RULES and not (dotted and start == 0) else None
            if own is not None and in_key(index[exact][0], own) != index[exact][0]:
                own = None
            return Named(index[exact], own)
    if whole:
        return Named()
    rest = words[:start] + words[end:] if key is not None else words
    full, first, last = _longest(words)
    without, *_ = _longest(rest)
    if key is not None and rest and not without and joined(rest) in ABBREVIATIONS:
        without = ABBREVIATIONS[joined(rest)]
    if not full:
        return Named(without, key if without else None)
    inside = first <= start and end <= last and not (without and without[0].id in KEY_RULES)
    return Named(full) if key is None or inside or not without else Named(without, key)


def readings(name: str) -> tuple[Named, tuple[Instrument, ...], tuple[int, ...]]:
    """The first instrument a name mentions, the further ones, the player numbers."""
    bare, players = strip_player(name[:LONGEST_NAME])
    bare = _PLAYING.sub("", bare).strip() or bare
    reading = _read(bare, whole=True)
    if reading.choices:
        return reading, (), players
    keyed = re.sub(
        r"\(([^()]*)\)",
        lambda found: (
            f" {found[1]} " if plain(found[1]).strip() in OCTAVES or _is_key(found[1]) else found[0]
        ),
        bare,
    )
    if keyed != bare:
        reading = _read(keyed, whole=True)
        if reading.choices:
            return reading, (), players
    found: list[Named] = []
    for segment in _SEGMENTS.split(keyed):
        piece = _read(strip_player(segment)[0])
        if piece.choices:
            found.append(piece)
    if not found:
        return Named(), (), players
    others = tuple({piece.choices[0].id: piece.choices[0] for piece in found[1:]}.values())
    return found[0], tuple(other for other in others if other not in found[0].choices), players


def _is_key(text: str) -> bool:
    words = tokens(text)
    words = words[1:] if words[:1] in (("in",), ("en",)) else words
    return len(words) == 1 and parse_key(words[0]) is not None
