"""The whole table in score order, and its indices by id and by sound."""

from __future__ import annotations

from engraving.instruments.brass import BRASS
from engraving.instruments.keyboards import KEYBOARDS
from engraving.instruments.model import Instrument, Range
from engraving.instruments.percussion import PERCUSSION
from engraving.instruments.strings import STRINGS
from engraving.instruments.voices import VOICES
from engraving.instruments.woodwinds import WOODWINDS

INSTRUMENTS: tuple[Instrument, ...] = tuple(
    sorted(
        (*WOODWINDS, *BRASS, *PERCUSSION, *KEYBOARDS, *VOICES, *STRINGS),
        key=lambda instrument: (instrument.rank, instrument.id),
    )
)
"""Every instrument of the table, in score order."""

BY_ID: dict[str, Instrument] = {instrument.id: instrument for instrument in INSTRUMENTS}

SOUND_DEFAULTS: dict[str, str] = {
    "brass.bugle.soprano": "bugle",
    "brass.euphonium": "euphonium",
    "brass.baritone-horn": "baritone",
    "brass.helicon": "sousaphone",
    "brass.saxhorn": "altohorn",
    "brass.trombone": "trombone",
    "brass.trumpet": "trumpet.bflat",
    "brass.tuba": "tuba",
    "brass.tuba.subcontrabass": "tuba.contrabass",
    "brass.vienna-horn": "horn",
    "brass.wagner-tuba": "wagnertuba.tenor",
    "effect.whistle.police": "whistle",
    "keyboard.organ.percussive": "organ.hammond",
    "keyboard.organ.pipe": "organ",
    "keyboard.organ.reed": "harmonium",
    "keyboard.organ.rotary": "organ.hammond",
    "keyboard.piano.grand": "piano",
    "keyboard.virginal": "harpsichord",
    "metal.bells.chimes": "tubularbells",
    "metal.cymbal.clash": "cymbals",
    "metal.cymbal.hand": "cymbals",
    "pitched-percussion.bells": "tubularbells",
    "pitched-percussion.tubes": "tubularbells",
    "pluck.bass": "bass.electric",
    "pluck.guitar.steel-string": "guitar.acoustic",
    "pluck.mandolin.octave": "mandola",
    "strings.viol": "gamba",
    "synth.group.orchestra": "keyboard",
    "voice.mm": "choir",
    "voice.oo": "choir",
    "wind.flutes.flute.irish": "flute",
    "wind.flutes.recorder": "recorder.soprano",
    "wind.flutes.recorder.descant": "recorder.soprano",
    "wind.flutes.whistle": "whistle.tin",
    "wind.flutes.whistle.slide": "whistle",
    "wind.pipes.highland": "bagpipes",
    "wind.reed.clarinet": "clarinet.bflat",
    "wind.reed.sarrusaphone": "sarrusophone",
}
"""Sounds several rows share, and standard sounds without a row of their own, to the id of a row."""

_TOP_LEVEL = {
    "drum": "percussion",
    "metal": "percussion",
    "wood": "percussion",
    "rattle": "percussion",
    "effect": "percussion",
    "synth": "keyboard",
}
"""What a sound of these families is when nothing finer is known of it."""

_BY_SOUND: dict[str, Instrument] = {instrument.sound: instrument for instrument in reversed(INSTRUMENTS)}
_BY_SOUND.update({sound: BY_ID[id] for sound, id in SOUND_DEFAULTS.items()})


def by_sound(sound: str) -> Instrument | None:
    """The instrument of a MusicXML sound id; an unlisted one is tried with its last words dropped.

    "metal.gong.luo" is a gong, "drum.udu" percussion in general; "wind.reed.pi" is nothing we know (None).
    """
    sound = sound.strip().lower()
    while sound:
        if sound in _BY_SOUND:
            return _BY_SOUND[sound]
        if sound in _TOP_LEVEL:
            return BY_ID[_TOP_LEVEL[sound]]
        sound = sound.rpartition(".")[0]
    return None


MIDI_DEFAULTS: dict[int, str] = {
    2: "piano",
    3: "piano",
    4: "piano.honkytonk",
    5: "piano.electric",
    6: "piano.electric",
    7: "harpsichord",
    8: "clavichord",
    9: "celesta",
    10: "glockenspiel",
    11: "musicbox",
    12: "vibraphone",
    13: "marimba",
    14: "xylophone",
    15: "tubularbells",
    16: "dulcimer",
    17: "organ.hammond",
    18: "organ.hammond",
    19: "organ.hammond",
    20: "organ",
    21: "harmonium",
    22: "accordion",
    23: "harmonica",
    24: "bandoneon",
    25: "guitar.classical",
    26: "guitar.acoustic",
    27: "guitar.electric",
    28: "guitar.electric",
    29: "guitar.electric",
    30: "guitar.electric",
    31: "guitar.electric",
    32: "guitar.electric",
    33: "bass.acoustic",
    34: "bass.electric",
    35: "bass.electric",
    36: "bass.fretless",
    37: "bass.electric",
    38: "bass.electric",
    39: "synth.bass",
    40: "synth.bass",
    41: "violin",
    42: "viola",
    43: "cello",
    44: "doublebass",
    45: "strings",
    46: "strings",
    47: "harp",
    48: "timpani",
    49: "strings",
    50: "strings",
    51: "keyboard",
    52: "keyboard",
    53: "choir",
    54: "voice",
    55: "choir",
    57: "trumpet.bflat",
    58: "trombone",
    59: "tuba",
    60: "trumpet.bflat",
    61: "horn",
    62: "brass.section",
    63: "keyboard",
    64: "keyboard",
    65: "sax.soprano",
    66: "sax.alto",
    67: "sax.tenor",
    68: "sax.baritone",
    69: "oboe",
    70: "englishhorn",
    71: "bassoon",
    72: "clarinet.bflat",
    73: "piccolo",
    74: "flute",
    75: "recorder.soprano",
    76: "panpipes",
    78: "shakuhachi",
    79: "whistle.tin",
    80: "ocarina",
    **dict.fromkeys(range(81, 97), "keyboard"),
    **dict.fromkeys(range(97, 105), "electronics"),
    105: "sitar",
    106: "banjo",
    107: "shamisen",
    108: "koto",
    109: "kalimba",
    110: "bagpipes",
    111: "fiddle",
    112: "shawm",
    113: "percussion",
    114: "agogo",
    115: "steeldrums",
    116: "woodblock",
    117: "taiko",
    118: "tomtom",
    120: "cymbals",
}
"""General MIDI program (1..128) to id. Program 1 is absent: exporters write it when they know nothing."""


def by_program(program: int | None) -> Instrument | None:
    """The instrument of a General MIDI program (1..128); None for program 1, which says nothing."""
    id = MIDI_DEFAULTS.get(program) if program is not None else None
    return None if id is None else BY_ID[id]


def reach(instrument: Instrument, written: int) -> str:
    """Where a written MIDI pitch lies: "comfortable", "extreme", "outside", or "unknown" without ranges."""
    if instrument.comfortable is None or instrument.extreme is None:
        return "unknown"
    if instrument.comfortable.low <= written <= instrument.comfortable.high:
        return "comfortable"
    return "extreme" if instrument.extreme.low <= written <= instrument.extreme.high else "outside"


def sounding(span: Range, instrument: Instrument) -> Range:
    """A written range as sounding MIDI numbers."""
    shift = instrument.transposition.chromatic
    return Range(span.low + shift, span.high + shift)
