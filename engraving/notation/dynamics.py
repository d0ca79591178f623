"""Dynamic letters as glyphs: the font's own combinations where it has them, else letter by letter."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from engraving.typefaces import smufl as g
from engraving.typefaces.glyph_names import code_point

# Letters in the source's words that are certainly a dynamic.
_SIGN = re.compile(r"p+|f+|m[pf]|pf|fp|s?fz|sf|sfm?p+|sffz|rfz?|[\ue520-\ue54f]+")

_PAIR = re.compile(rf"(?<!\S)({_SIGN.pattern})([-–/])({_SIGN.pattern})(?!\w)")  # first time p, second time f
OPENING = "(", "["
CLOSING = ")],.;:"

_COMBINED: dict[str, int] = {
    "pppppp": g.DYNAMIC_PPPPPP,
    "ppppp": g.DYNAMIC_PPPPP,
    "pppp": g.DYNAMIC_PPPP,
    "ppp": g.DYNAMIC_PPP,
    "pp": g.DYNAMIC_PP,
    "mp": g.DYNAMIC_MP,
    "mf": g.DYNAMIC_MF,
    "pf": g.DYNAMIC_PF,
    "ff": g.DYNAMIC_FF,
    "fff": g.DYNAMIC_FFF,
    "ffff": g.DYNAMIC_FFFF,
    "fffff": g.DYNAMIC_FFFFF,
    "ffffff": g.DYNAMIC_FFFFFF,
    "fp": g.DYNAMIC_FORTE_PIANO,
    "fz": g.DYNAMIC_FORZANDO,
    "sf": g.DYNAMIC_SFORZANDO_1,
    "sfp": g.DYNAMIC_SFORZANDO_PIANO,
    "sfpp": g.DYNAMIC_SFORZANDO_PIANISSIMO,
    "sfz": g.DYNAMIC_SFORZATO,
    "sfzp": g.DYNAMIC_SFORZATO_PIANO,
    "sffz": g.DYNAMIC_SFORZATO_FF,
    "rf": g.DYNAMIC_RINFORZANDO_1,
    "rfz": g.DYNAMIC_RINFORZANDO_2,
}

_LETTERS: dict[str, int] = {
    "p": g.DYNAMIC_PIANO,
    "m": g.DYNAMIC_MEZZO,
    "f": g.DYNAMIC_FORTE,
    "r": g.DYNAMIC_RINFORZANDO,
    "s": g.DYNAMIC_SFORZANDO,
    "z": g.DYNAMIC_Z,
    "n": g.DYNAMIC_NIENTE,
}


def dynamic_codes(letters: str) -> tuple[int, ...]:
    """Glyphs for ``sfz``, ``mp`` …; empty when something in it is not a dynamic letter (it is set in type then)."""
    code = _COMBINED.get(letters)
    if code is not None:
        return (code,)
    if letters and all(0xE520 <= ord(letter) <= 0xE54F for letter in letters):
        return tuple(ord(letter) for letter in letters)  # the source wrote SMuFL's own dynamics
    if letters.startswith("dynamic") and (named := code_point(letters)):
        return (named,)
    if letters and all(letter in _LETTERS for letter in letters):
        runs = ["".join(run) for _, run in groupby(letters)]  # sfffz: the font sets three f's closer than we would
        return tuple(code for run in runs for code in _run_codes(run))
    return ()


def _run_codes(run: str) -> tuple[int, ...]:
    """Glyphs of one letter repeated."""
    return (_COMBINED[run],) if run in _COMBINED else tuple(_LETTERS[letter] for letter in run)


class Token(NamedTuple):
    """A piece of a dynamic: ``codes`` for signs, ``text`` for words and brackets; ``tight`` without a gap before it."""

    text: str
    codes: tuple[int, ...]
    tight: bool


def tokens(text: str, *, words: bool = False) -> tuple[Token, ...]:
    """``p léger`` as sign and words, ``[mp]`` as bracket, sign, bracket; words side by side stay one piece.

    ``words`` says that the source gives it as words, not as a dynamic: then only letters that can be nothing
    else are signs (``sempre pp``, ``p dolce``), and single letters such as ``s`` or ``m`` stay type.
    """
    found: list[Token] = []
    plain: list[str] = []
    tight = False
    for word in _PAIR.sub(r"\1 \2 \3", text).split():
        letters = word.strip("[(" + CLOSING)
        codes = dynamic_codes(letters) if letters and (not words or _SIGN.fullmatch(letters)) else ()
        if not codes:
            plain.append(word)
            continue
        before, after = word.split(letters, 1)
        if before:
            plain.append(before)
        if plain:
            found.append(_type(" ".join(plain), tight=tight))
            plain.clear()
        inside = bool(before) or (bool(found) and found[-1].text[-1:] in OPENING)
        found.append(Token("", codes, tight=tight or inside))
        tight = bool(after)
        if after:
            plain.append(after)
    if plain:
        found.append(_type(" ".join(plain), tight=tight))
    return tuple(found)


def _type(text: str, *, tight: bool) -> Token:
    return Token(text, (), tight=tight or text[0] in CLOSING)
