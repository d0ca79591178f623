"""The instruments: what each is called, how it is written, how it transposes, what it can play.

A table of orchestral and film-session instruments in our own data, and a lookup from what a MusicXML file says
of a part (sound id, name in five languages, MIDI program) to a row of it. Imports nothing of the project.
"""

from __future__ import annotations

from engraving.instruments.keys import Key, in_key, parse_key
from engraving.instruments.lookup import Match, lookup
from engraving.instruments.model import LANGUAGES, Instrument, Range, Transposition
from engraving.instruments.players import strip_player
from engraving.instruments.table import INSTRUMENTS, by_program, by_sound, reach, sounding

__all__ = [
    "INSTRUMENTS",
    "LANGUAGES",
    "Instrument",
    "Key",
    "Match",
    "Range",
    "Transposition",
    "by_program",
    "by_sound",
    "in_key",
    "lookup",
    "parse_key",
    "reach",
    "sounding",
    "strip_player",
]
