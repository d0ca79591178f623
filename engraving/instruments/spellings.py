"""How instruments are spelt: every name and abbreviation of the table, in one form for singular and plural."""

from __future__ import annotations

from collections.abc import Iterable

from engraving.instruments.model import Instrument
from engraving.instruments.players import plain, tokens
from engraving.instruments.plurals import PLURALS
from engraving.instruments.table import INSTRUMENTS

_OF_OTHERS = {
    plural: single
    for single, plurals in {
        "alt": "alte",
        "altflote": "altfloten",
        "bass": "basse basso basses bassi baesse",
        "bassklarinette": "bassklarinetten",
        "bassposaune": "bassposaunen",
        "blockflote": "blockfloeten",
        "contrabass": "contrabasses contrabasse",
        "englischhorn": "englischhorner",
        "flaute": "flautes",
        "flote": "floete floeten",
        "flugelhorn": "flugelhorner",
        "gross": "grosse grosser grosses gr",
        "horn": "hoerner",
        "klein": "kleine kleiner kleines kl",
        "kontrabass": "kontrabasse kontrabaesse",
        "kontrafagott": "kontrafagotte",
        "piccoloflote": "piccolofloten",
        "saxofono": "saxofoni",
        "tenor": "tenore tenori",
        "trombon": "trombones",
        "violin": "violines",
        "violoncell": "violoncelle",
    }.items()
    for plural in plurals.split()
}
"""What the table of plurals does not have or says otherwise: compounds, spellings without accents, adjectives, and
forms that several languages share."""
_PLURALS = {
    plain(several): plain(one) for words in PLURALS.values() for one, several in words.items()
} | _OF_OTHERS
_NO_STRIP = {"claves", "keys", "timps", "vcs"}


def _stem(word: str) -> str:
    """One form for singular and plural: the same for the table's spellings and for what is looked up."""
    word = _PLURALS.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _NO_STRIP:
        word = word[:-1]
    return _PLURALS.get(word, word)


def joined(words: Iterable[str]) -> str:
    """Words as one spelling."""
    return "".join(_stem(word) for word in words)


def _index(short: bool) -> dict[str, tuple[Instrument, ...]]:
    """Joined spelling to instruments; where several share it, the first language and lowest rank come first."""
    found: dict[str, list[Instrument]] = {}
    for language in range(5):
        for instrument in INSTRUMENTS:
            for spelling in (instrument.abbreviations if short else instrument.names)[language]:
                sharing = found.setdefault(joined(tokens(spelling)), [])
                if instrument not in sharing:
                    sharing.append(instrument)
    for spelling, preferred in _PREFERRED.items():
        sharing = found.get(spelling, [])
        sharing.sort(key=lambda instrument: instrument.id != preferred)
    return {spelling: tuple(sharing) for spelling, sharing in found.items()}


_PREFERRED = {
    "bass": "doublebass",
    "piccolo": "piccolo",
    "alto": "voice.alto",
    "trombone": "trombone",
    "horn": "horn",
    "tuba": "tuba",
    "clarinetto": "clarinet.bflat",
    "cl": "clarinet.bflat",
    "tr": "trumpet.bflat",
    "cb": "doublebass",
    "vl": "violin",
    "pno": "piano",
    "cor": "cornet.bflat",
    "tb": "tuba",
    "a": "voice.alto",
    "b": "voice.bass",
    "cel": "celesta",
    "timb": "timpani",
    "hb": "oboe",
    "perc": "percussion",
    "harm": "harmonica",
    "kl": "clarinet.bflat",
    "ar": "harp",
    "sarrusophone": "sarrusophone",
    "clave": "harpsichord",
    "glk": "glockenspiel",
    "trb": "trombone",
    "mar": "marimba",
    "crt": "crotales",
    "tamb": "tambourine",
    "tamburo": "snare",
    "flugel": "flugelhorn",
    "bsax": "sax.baritone",
    "vla": "viola",
    "camp": "tubularbells",
}
"""Spellings that several instruments share, and whose they are when nothing else decides."""

NAMES = _index(short=False)
ABBREVIATIONS = _index(short=True)
LONGEST = max(
    len(tokens(spelling)) for instrument in INSTRUMENTS for row in instrument.names for spelling in row
)
"""Words in the longest name."""
