"""What a chair is called: the source's name, tidied, and unlike every other chair's."""

from __future__ import annotations

import html
import re
from collections import Counter

from engraving.instruments import lookup
from engraving.score import SourcePart

_NOTE_NAME = re.compile(r"\b([A-G])(b|#)(?![\w♭♯])")
_CONTRABASS = re.compile(r"[A-G]b\.?(\s*\d+)?")  # "Cb", "Db. 1": no note
_NUMBER_ONLY = re.compile(r"[\d\s.,&/+IVX-]*[\dIVX][\d\s.,&/+IVX-]*")
_ENDS_IN_NUMBER = re.compile(r"^(.*\S)\s*\(?(?:\d+|[IVX]+)\)?$")
_SIGNS = {"b": "♭", "#": "♯"}


def tidy(name: str) -> str:
    """One line, single spaces, note names with real flat and sharp signs: ``Clarinet in B♭ 1``.

    Some programs escape twice, so entities that are left are resolved.
    """
    single = " ".join(html.unescape(name).split())
    if _CONTRABASS.fullmatch(single):
        return single
    return _NOTE_NAME.sub(lambda found: found[1] + _SIGNS[found[2]], single)


def instrument_title(part: SourcePart) -> str:
    """The part's own name; a bare number takes its group's name before it ("1" of "Horns" is "Horn 1")."""
    name = tidy(part.name) or tidy(part.abbreviation)
    if name and not _NUMBER_ONLY.fullmatch(name):
        return name
    group = _singular(tidy(part.group)) or _first_instrument(part)
    return f"{group} {name}".strip()


def _first_instrument(part: SourcePart) -> str:
    return next((tidy(i.name) for i in part.instruments if i.name.strip()), "Part")


def _singular(group: str) -> str:
    """ "Horns" as "Horn", when both name the same instrument."""
    words = group.split(" ", 1)
    if not words[0].endswith("s"):
        return group
    single = " ".join([words[0][:-1], *words[1:]])
    plural_is, single_is = lookup(group).instrument, lookup(single).instrument
    return single if plural_is is not None and plural_is == single_is else group


def chair_names(parts: tuple[SourcePart, ...]) -> tuple[str, ...]:
    """A name for each part, all different: the title, then what its abbreviation adds, then a number."""
    titles = [instrument_title(part) for part in parts]
    names = list(titles)
    for title, count in Counter(titles).items():
        if count > 1:
            _tell_apart([i for i, t in enumerate(titles) if t == title], names, parts)
    return tuple(_numbered(names))


def _tell_apart(same: list[int], names: list[str], parts: tuple[SourcePart, ...]) -> None:
    """Add the words the abbreviations have beyond the first ("Vln. 2 Solo"), if they differ at all."""
    added = {i: tidy(parts[i].abbreviation).partition(" ")[2].strip(" .") for i in same}
    if len(set(added.values())) > 1:
        for index, words in added.items():
            names[index] = f"{names[index]} {words}".strip()


def _numbered(names: list[str]) -> list[str]:
    """Number what is still alike; letters where numbers would be taken for players' numbers."""
    counts = Counter(names)
    stems = {found[1] for name in names if counts[name] == 1 and (found := _ENDS_IN_NUMBER.match(name))}
    taken = {name for name in names if counts[name] == 1}
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        if counts[name] == 1:
            result.append(name)
            continue
        lettered = name in stems or _ENDS_IN_NUMBER.match(name) is not None
        while True:
            seen[name] += 1
            unique = f"{name} {_letters(seen[name]) if lettered else seen[name]}"
            if unique not in taken:
                break
        taken.add(unique)
        result.append(unique)
    return result


def _letters(number: int) -> str:
    """1 is (a), 27 is (aa)."""
    text = ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("a") + digit) + text
    return f"({text})"
