"""Names as people type them: clean-up, and the player numbers in them."""

from __future__ import annotations

import html
import re
import unicodedata

_ROMAN = {
    numeral: number
    for number, numeral in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1
    )
}
_NUMERAL = "|".join(sorted(_ROMAN, key=len, reverse=True))
_ORDINAL = r"(?:st\b|nd\b|rd\b|th\b|ère\b|ere\b|ème\b|eme\b|er\b|re\b|e\b|\.?[ºª°]|\.(?!\d)|\.?[oa]\b)?"
_NUMBER = rf"(?:(?:\d{{1,2}}(?!\d){_ORDINAL})|(?:{_NUMERAL})\b\.?)"
_TO = r"[-–—]|bis|to|thru|al?"
_JOIN = rf"(?:\s*(?:[,&/+.]|{_TO}|and|und|et|e|y|u\.?)\s*|\s+)"
_LIST = rf"{_NUMBER}(?:{_JOIN}{_NUMBER})*"
_LEADING = re.compile(rf"^\s*(?P<list>{_LIST})(?P<end>[.)]?)\s+(?=[^\W\d])")
_TRAILING = re.compile(
    rf"(?:(?<=[\s.,(#)])|(?<=[^\W\d_]{{2}})(?=\d))(?:#|no\.?\s*|nr\.?\s*|n[º°]\s*)?(?P<list>{_LIST})"
    rf"(?=\s*\)?\s*$|\s+(?:in|en)\s|\s*\(|\s*/\s*[^\W\d]|\s*[&+,:\n]\s*[^\W\d]|\s+(?:div\w*|solo|soli|tutti|unis\w*|con|desk|pult)\b)",
    re.IGNORECASE,
)
_ITEM = re.compile(rf"(?P<digits>\d{{1,2}})|(?<![^\W\d_])(?P<roman>{_NUMERAL})(?![^\W\d_])|(?P<to>{_TO})")
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "first erste erster erstes premier premiere primo prima primi primero primera",
            "second zweite zweiter zweites deuxieme seconde secondo seconda secondi segundo segunda",
            "third dritte dritter drittes troisieme terzo terza terzi tercero tercera",
            "fourth vierte vierter viertes quatrieme quarto quarta quarti cuarto cuarta",
        ),
        1,
    )
    for word in words.split()
}
_WORD = re.compile(r"[^\W_#]+#?")
LONGEST_NAME = 200
"""Characters of a part name that are looked at; longer ones are not names."""
_FLATS = re.compile(r"(?<![^\W\d_])([a-h]|do|ut|re|mi|fa|sol|la|si)[\s-]*(?:flat|bemolle|bemol)(?![^\W\d_])")
_SHARPS = re.compile(
    r"(?<![^\W\d_])([a-h]|do|ut|re|mi|fa|sol|la|si)[\s-]*(?:sharp|diesis|diese|sostenido)(?![^\W\d_])"
)
_UNUSUAL = re.compile(r"[^ -~]|[&\\^]|flat|bem|sharp|dies|sost|nat")  # what ``plain`` would change
_NATURALS = re.compile(r"(?<![^\W\d_])([a-h])[\s-]*(?:natural|nat\.?|♮)(?![^\W\d_])(?!\s*(?:horn|trumpet))")


def plain(text: str) -> str:
    """Lower case without accents, entities or line breaks; ♭ as b, ♯ as #, "B^b" and "B flat" as "bb"."""
    lower = text.casefold()
    if _UNUSUAL.search(lower) is None:
        return lower
    text = html.unescape(text).replace("\\n\\", " ").replace("♭", "b").replace("♯", "#").replace("^b", "b")
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    text = _FLATS.sub(r"\1b", text)
    text = _SHARPS.sub(r"\1#", text)
    return _NATURALS.sub(lambda found: "bnat" if found[1] == "b" else found[1], text)


def tokens(text: str) -> tuple[str, ...]:
    """The words of `plain(text)`; apostrophes join, other punctuation parts, "#" counts as a letter."""
    return tuple(_WORD.findall(plain(text).replace("'", "")))


def _numbers(text: str) -> tuple[int, ...]:
    """ "1-4" is 1 2 3 4, "2&3" is 2 3, "I. II" is 1 2."""
    found: list[int] = []
    through = False
    for item in _ITEM.finditer(text):
        if item["to"]:
            through = bool(found)
            continue
        number = int(item["digits"]) if item["digits"] else _ROMAN[item["roman"]]
        if through and found[-1] < number <= found[-1] + 32:
            found.extend(range(found[-1] + 1, number))
        through = False
        if number not in found:
            found.append(number)
    return tuple(found)


def strip_player(name: str) -> tuple[str, tuple[int, ...]]:
    """Part a name from its player numbers: "Clarinet in Bb 2&3" -> ("Clarinet in Bb", (2, 3)).

    "Violin II" -> ("Violin", (2,)); "1. Violine" -> ("Violine", (1,)); "Horn 1-4 in F" -> players 1 to 4;
    "Second Violins" -> ("Violins", (2,)). A bare number before the name counts players: "4 Hörner in F"
    -> ("Hörner in F", (1, 2, 3, 4)). Roman numerals only in capitals. No number: the empty tuple.
    """
    text = " ".join(html.unescape(name).replace("\\n\\", " ").split(" ")).strip()
    if len(text) > LONGEST_NAME:
        return text, ()
    leading = _LEADING.match(text)
    if leading is not None and not re.match(r"\d+-string", text):
        whole = leading["list"] + leading["end"]
        rest = text[leading.end() :].strip()
        if re.fullmatch(r"\d{1,2}", whole) and int(whole) > 1:
            return rest, tuple(range(1, int(whole) + 1))
        return rest, _numbers(whole)
    for found in _TRAILING.finditer(text):
        listed = found["list"]
        if not re.search(rf"\d|(?<![^\W\d_])(?:{_NUMERAL})(?![^\W\d_])", listed):
            continue
        rest = (text[: found.start()].rstrip(" ,#") + " " + text[found.end() :].strip()).strip()
        rest = re.sub(r"\(\s*\)", "", rest).strip().replace(" /", "/")
        if rest.endswith("(") or (rest.endswith(")") and "(" not in rest):
            rest = rest.strip("() ")
        return rest, _numbers(listed)
    words = text.split()
    for at in (0, len(words) - 1):
        number = _WORDS.get(plain(words[at]).strip(".")) if len(words) > 1 else None
        if number is not None:
            return " ".join(words[:at] + words[at + 1 :]), (number,)
    return text, ()
