"""Keys in instrument names ("in F", "B♭", "en si bémol", "Es-", "in C basso") and what they transpose by.

A bare B is B flat: German usage, and nobody builds instruments in B natural; that one is H, "B natural" or "si".
"""

from __future__ import annotations

import re

import msgspec
from msgspec import Struct

from engraving.instruments.model import Instrument, Range, Transposition
from engraving.instruments.table import BY_ID


class Key(Struct, frozen=True, gc=False):
    """A key an instrument is said to stand in: staff step 0..6 from C, semitones from C, "" or basso or alto."""

    name: str
    step: int
    semitone: int
    octave: str = ""


_SEMITONES = (0, 2, 4, 5, 7, 9, 11)
_SOLFA = {"do": 0, "ut": 0, "re": 1, "mi": 2, "fa": 3, "sol": 4, "la": 5, "si": 6}
_LETTER = re.compile(r"([a-g])\1?(b|#|es|is|s)?")
_SOLFA_KEY = re.compile(r"(do|ut|re|mi|fa|sol|la|si)(b|#)?")
_GERMAN = {"as", "es", "des", "ges", "ces", "cis", "dis", "fis", "gis", "ais"}
OCTAVES: dict[str, str] = {
    "basso": "basso",
    "bassa": "basso",
    "basse": "basso",
    "bass": "basso",
    "bas": "basso",
    "grave": "basso",
    "tief": "basso",
    "low": "basso",
    "bajo": "basso",
    "alto": "alto",
    "hoch": "alto",
    "high": "alto",
    "aigu": "alto",
    "acuto": "alto",
    "agudo": "alto",
}


def _key(step: int, alter: int) -> Key:
    name = "CDEFGAB"[step] + ("b" if alter < 0 else "#" if alter > 0 else "")
    return Key(name, step, _SEMITONES[step] + alter)


def parse_key(word: str, solfa: bool = True) -> Key | None:
    """A normalised word as a key: "bb", "f", "es", "fis", "h", "sib", "ut"; None if it is none."""
    if word in ("h", "bnat"):
        return _key(6, 0)
    if word in ("b", "bb", "bbb", "hes"):
        return _key(6, -1)
    found = _LETTER.fullmatch(word)
    if found is not None:
        step, ending = "cdefgab".index(found[1]), found[2]
        if ending in ("es", "is", "s") and word not in _GERMAN:
            return None
        return _key(step, {None: 0, "b": -1, "es": -1, "s": -1, "#": 1, "is": 1}[ending])
    found = _SOLFA_KEY.fullmatch(word) if solfa else None
    if found is not None:
        return _key(_SOLFA[found[1]], {None: 0, "b": -1, "#": 1}[found[2]])
    return None


class KeyRule(Struct, frozen=True, gc=False):
    """How an instrument takes a key: it sounds `low`..`low` + 11 semitones from written.

    `group`: rows that are one instrument in several keys. `shift`: the written range moves so that the
    sounding one stays (parts in an old key are played on the modern instrument).
    """

    low: int
    group: str
    shift: bool = False


KEY_RULES: dict[str, KeyRule] = {
    **{f"clarinet.{key}": KeyRule(-5, "clarinet") for key in ("bflat", "a", "c", "d", "eflat")},
    "clarinet.aflat": KeyRule(0, "clarinet.aflat"),
    "clarinet.basset": KeyRule(-5, "clarinet.basset"),
    "bassethorn": KeyRule(-10, "bassethorn"),
    "clarinet.alto": KeyRule(-12, "clarinet.alto"),
    "clarinet.bass": KeyRule(-17, "clarinet.bass"),
    "clarinet.contraalto": KeyRule(-24, "clarinet.contraalto"),
    "clarinet.contrabass": KeyRule(-30, "clarinet.contrabass"),
    "piccolo": KeyRule(7, "piccolo"),
    "flute": KeyRule(-5, "flute"),
    "flute.alto": KeyRule(-8, "flute.alto"),
    "oboe.damore": KeyRule(-6, "oboe.damore"),
    "englishhorn": KeyRule(-10, "englishhorn"),
    "sax": KeyRule(-14, "sax"),
    "sax.sopranino": KeyRule(0, "sax.sopranino"),
    "sax.soprano": KeyRule(-6, "sax.soprano"),
    "sax.alto": KeyRule(-11, "sax.alto"),
    "sax.tenor": KeyRule(-16, "sax.tenor"),
    "sax.baritone": KeyRule(-24, "sax.baritone"),
    "sax.bass": KeyRule(-28, "sax.bass"),
    "sax.contrabass": KeyRule(-36, "sax.contrabass"),
    "horn": KeyRule(-14, "horn", shift=True),
    "horn.natural": KeyRule(-14, "horn.natural", shift=True),
    "mellophone": KeyRule(-12, "mellophone", shift=True),
    "altohorn": KeyRule(-12, "altohorn", shift=True),
    "wagnertuba.tenor": KeyRule(-7, "wagnertuba"),
    "wagnertuba.bass": KeyRule(-7, "wagnertuba"),
    **{f"trumpet.{key}": KeyRule(-4, "trumpet", shift=True) for key in ("bflat", "c", "d", "eflat")},
    "trumpet.baroque": KeyRule(-4, "trumpet.baroque"),
    "trumpet.piccolo": KeyRule(2, "trumpet.piccolo", shift=True),
    "trumpet.bass": KeyRule(-14, "trumpet.bass", shift=True),
    "cornet.bflat": KeyRule(-4, "cornet", shift=True),
    "cornet.soprano": KeyRule(-4, "cornet", shift=True),
    "flugelhorn": KeyRule(-4, "flugelhorn", shift=True),
    "posthorn": KeyRule(-4, "posthorn", shift=True),
    "bugle": KeyRule(-7, "bugle"),
    "euphonium.treble": KeyRule(-16, "euphonium.treble"),
    "baritone.treble": KeyRule(-16, "baritone.treble"),
}
"""Instruments whose named key is their transposition; "Tuba in F", "Timpani in D" name no transposition."""

_HORN_LOWS = {"basso": -16, "alto": -11}

KEY_UNNAMED: dict[str, str] = {
    "trumpet.bflat": "trumpet without a key: taken as B flat",
    "trumpet.piccolo": "piccolo trumpet without a key: taken as B flat, a minor seventh up",
    "trumpet.bass": "bass trumpet without a key: taken as B flat",
    "trumpet.baroque": "baroque trumpet without a key: taken as D",
    "wagnertuba.tenor": "Wagner tuba without a key: taken as tenor in B flat",
    "horn.natural": "natural horn without a key: taken as F",
}
"""What was assumed of an instrument that comes in several keys when none is named."""


def in_key(instrument: Instrument, key: Key) -> Instrument:
    """The instrument standing in `key`: another row of its group, or a copy with that transposition.

    A copy keeps the row's id. Instruments outside `KEY_RULES` are returned as they are.
    """
    rule = KEY_RULES.get(instrument.id)
    if rule is None:
        return instrument
    low = _HORN_LOWS.get(key.octave, rule.low) if rule.group.startswith("horn") else rule.low
    octaves = -(-(low - key.semitone) // 12)
    transposition = Transposition(key.step + 7 * octaves, key.semitone + 12 * octaves)
    if transposition == instrument.transposition:
        return instrument
    for id, other in KEY_RULES.items():
        if other.group == rule.group and BY_ID[id].transposition == transposition:
            return BY_ID[id]
    move = instrument.transposition.chromatic - transposition.chromatic if rule.shift else 0
    return msgspec.structs.replace(
        instrument,
        transposition=transposition,
        comfortable=_moved(instrument.comfortable, move),
        extreme=_moved(instrument.extreme, move),
    )


def _moved(span: Range | None, by: int) -> Range | None:
    return None if span is None else Range(span.low + by, span.high + by)
