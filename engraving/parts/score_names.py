"""What stands before the lines of a score: full names, abbreviations, and numbers where neighbours are alike.

Flute 1 and Flute 2 are "Flutes" with "1." and "2."; Clarinet 2&3 is "2. 3.". What a source has only abbreviated or
only written out is found in the table of instruments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engraving.instruments import LANGUAGES, Instrument, Match, lookup, strip_player
from engraving.instruments.plurals import FOREIGN, plural
from engraving.parts.chair_names import tidy
from engraving.score import SourcePart

_IN_KEY = re.compile(r"^(.*?)(\s+(?:in\s.*|\(.*\)))?$")
_ROMAN = re.compile(r"\b(?:I{1,3}|IV|VI{0,3})\b")
_NUMERALS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_NAMELESS = re.compile(r"[\W\dIVX]*")


class LineName(NamedTuple):
    """Before one instrument's lines on the first page, and on all others."""

    full: str
    short: str


class LikeParts(NamedTuple):
    """Neighbours ``first`` to ``last`` that differ by number only, with the name they share."""

    first: int
    last: int
    name: LineName


class _Reading(NamedTuple):
    """A part's name without and with its players."""

    name: LineName
    stem: LineName
    numbers: str
    instrument: Instrument | None


def line_names(
    parts: Sequence[SourcePart], chairs: Sequence[str], matches: Sequence[Match]
) -> tuple[list[LineName], list[LikeParts]]:
    """A name for each part, in the order given, and the runs of parts that share one.

    ``chairs`` are the names of the parts' own pages: the score calls nobody otherwise.
    """
    readings = [_read(*each) for each in zip(parts, chairs, matches, strict=True)]
    names = [reading.name for reading in readings]
    runs = []
    language = _language(readings)
    for first, last in _runs(readings):
        stem = readings[first].stem
        runs.append(LikeParts(first, last, LineName(_plural(readings[first], language), stem.short)))
        for index in range(first, last + 1):
            names[index] = LineName(readings[index].numbers, readings[index].numbers)
    return names, runs


def group_name(name: str) -> str:
    """A group's name as the source has it, without the numbers of its lines that some programs write into it."""
    bare = strip_player(tidy(name))[0]
    return "" if _NAMELESS.fullmatch(bare) else bare


def _read(part: SourcePart, chair: str, match: Match) -> _Reading:
    short = tidy(part.abbreviation)
    stem, players = strip_player(chair)
    stem_short = strip_player(short)[0]
    if not stem_short or _NAMELESS.fullmatch(stem_short):
        stem_short = _abbreviation(match.instrument, chair) or stem
        short = " ".join(filter(None, (stem_short, _numbers(chair, players))))
    return _Reading(LineName(chair, short), LineName(stem, stem_short), _numbers(chair, players), match.instrument)


def _numbers(name: str, players: tuple[int, ...]) -> str:
    """ "1." or "2. 3."; roman where the name has roman numerals."""
    if _ROMAN.search(name) and all(player < len(_NUMERALS) for player in players):
        return " ".join(_NUMERALS[player] for player in players)
    return " ".join(f"{player}." for player in players)


def _runs(readings: list[_Reading]) -> list[tuple[int, int]]:
    """Neighbours of one name and different numbers."""
    runs: list[tuple[int, int]] = []
    for index, reading in enumerate(readings):
        before = readings[index - 1] if index else None
        alike = before is not None and before.stem.full == reading.stem.full and before.numbers != reading.numbers
        if alike and before is not None and before.numbers and reading.numbers:
            first = runs.pop()[0] if runs and runs[-1][1] == index - 1 else index - 1
            runs.append((first, index))
    return runs


def _abbreviation(instrument: Instrument | None, name: str) -> str:
    """The table's, in the language of the name."""
    if instrument is None:
        return ""
    words = name.casefold()
    for spellings, abbreviations in zip(instrument.names, instrument.abbreviations, strict=True):
        if abbreviations and any(spelling.casefold() in words for spelling in spellings):
            return abbreviations[0]
    return instrument.abbreviations[0][0] if instrument.abbreviations[0] else ""


def _noun(name: str) -> tuple[str, str]:
    """ "Clarinet" and " in B♭"."""
    found = _IN_KEY.match(name)
    return (found[1], found[2] or "") if found else (name, "")


def _language(readings: Sequence[_Reading]) -> str:
    """What most names are of, English if as many; a Tamtam among Flutes and Trumpets is nobody's language."""
    tongues = [_tongues(reading) for reading in readings]
    foreign = sum(bool(tongue) and "en" not in tongue for tongue in tongues)
    if foreign <= sum(tongue == {"en"} for tongue in tongues):
        return "en"
    return max(FOREIGN, key=lambda language: sum(language in tongue for tongue in tongues))


def _tongues(reading: _Reading) -> set[str]:
    """The languages in which its instrument is called so; none where it is not known."""
    if reading.instrument is None:
        return set()
    last = _noun(reading.stem.full)[0].rpartition(" ")[2].casefold()
    plain = {last, last.removesuffix("s")}
    return {
        language
        for language, spellings in zip(LANGUAGES, reading.instrument.names, strict=True)
        if plain & {spelling.partition(" in ")[0].rpartition(" ")[2].casefold() for spelling in spellings}
    }


def _plural(reading: _Reading, language: str) -> str:
    """ "Clarinets in B♭", "Corni in Fa": in the score's ``language`` where the name is of it, else in its own; what is
    in no table stays as it is."""
    tongues = _tongues(reading)
    if language == "en" and "en" in tongues:
        return _english_plural(reading)
    name, key = _noun(reading.stem.full)
    own = [each for each in FOREIGN if each in tongues or not tongues]
    foreign = next(filter(None, (plural(name, each) for each in (language, *own))), "")
    return foreign + key if foreign else _english_plural(reading)


def _english_plural(reading: _Reading) -> str:
    """With an s; drums, names in other languages, and what the table of instruments does not know again stay."""
    name, key = _noun(reading.stem.full)
    instrument, tongues = reading.instrument, _tongues(reading)
    ends_so = name.endswith("s") and not name.endswith("ss")
    is_foreign = bool(tongues) and "en" not in tongues
    if instrument is None or is_foreign or not instrument.pitched or instrument.family == "timpani" or ends_so:
        return reading.stem.full
    several = f"{name}{'es' if name.endswith(('s', 'x', 'ch')) else 's'}"
    return several + key if lookup(several).instrument is not None else reading.stem.full
