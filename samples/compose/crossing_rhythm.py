# SPDX-License-Identifier: Apache-2.0
"""The Crossing: timpani, percussion, harp and keyboards."""

from compose.crossing_plan import (
    ACTION_CELLS,
    OSTINATO,
    OSTINATO_SIGNS,
    STATEMENT_ROOTS,
    THEME,
    doubled,
    driven,
    low_action,
    signed,
)
from compose.layout import Drum, Instrument, Part
from compose.shorthand import again, bars, octave

PERCUSSION = "Percussion"
KEYS = "Harp and Keyboards"

TIMPANI = Instrument("Timpani", "drum.timpani", 36, 60)
VIBRAPHONE = Instrument("Vibraphone", "pitched-percussion.vibraphone", 53, 89)
GLOCKENSPIEL = Instrument("Glockenspiel", "pitched-percussion.glockenspiel", 77, 108, octaves=2)
UNPITCHED = Instrument("Percussion", "drum.group.set", 0, 127)
HARP = Instrument("Harp", "pluck.harp", 23, 103)
PIANO = Instrument("Piano", "keyboard.piano", 21, 108)
CELESTA = Instrument("Celesta", "keyboard.celesta", 60, 108, octaves=1)

KIT = {
    "SC": Drum("Suspended Cymbal", "metal.cymbal.suspended", "G", 5, "x"),
    "SN": Drum("Snare Drum", "drum.snare-drum", "C", 5),
    "CC": Drum("Crash Cymbals", "metal.cymbal.crash", "A", 5, "x"),
}
LOW_KIT = {
    "TT": Drum("Tam-tam", "metal.tamtam", "E", 4, "diamond"),
    "BD": Drum("Bass Drum", "drum.bass-drum", "E", 4),
}

TIMPANI_LINE = {
    4: r"\ppp \< a2w!trem | \. \pp a2q rq rh",
    8: r"\ppp \< a2w!trem | \. \p a2q rq rh",
    10: '"(A to G; C)" R',
    23: r"\pp \< g2w~!trem | g2w!trem | \. \f c3q!acc rq rh",
    26: "R | c3q. c3e rq c3q | R | c3q. c3e rq c3q | R",
    31: r"\p \< c3q. c3e rq c3q | c3q. c3e rq c3q | R | R | \. \f c3q. c3e rq c3q",
    36: r"\mp \< g2w!trem",
    37: r"\. \ff c3q!acc rq c3q.!acc | c3q!acc rq c3q.!acc",
    39: '"(G to A, C to D)" R',
    43: r"rh. \ff a2q!acc a2q!acc | \p \< a2h!trem | \. \sffz a2e!marc re rq rh",
    47: r"\ff d3w!trem | d3q rq rh | R | \mp \< a2w!trem",
    51: r"\. \ff d3q!acc rq d3q rq | R | R | \mf \< a2w~!trem | \. \f a2q rq rh",
    58: r"\mp \> a2w!trem \.",
    71: r"\ppp d3w~!trem | d3w!trem",
}

SNARE = "SNe!acc SNs SNs SNe SNe!acc SNs SNs SNe SNe!acc SNe"
SNARE_7 = "SNe!acc SNe SNe!acc SNe SNe!acc SNs SNs SNe"
PERCUSSION_1 = {
    8: r'"Suspended cymbal, soft mallets" \ppp \< SCw!trem \.',
    9: r'\p "l.v." SCq rq rh',
    24: r"\pp \< SCw!trem | \. \mf SCq rq rh",
    29: signed([SNARE] * 8, {0: '"Snare drum" \\p', 4: "\\mf", 6: "\\f", 7: "\\<"}),
    37: r"\. \ff "
    + bars(
        SNARE_7,
        SNARE_7,
        SNARE,
        "SNe!acc SNe SNe!acc SNe SNe!acc SNs SNs",
        SNARE_7,
        "SNe!acc SNe SNe SNe!acc SNs SNs SNe",
        "SNq!acc SNq!acc SNq!acc SNq!acc SNq!acc",
        r"\p \< SNh!trem",
        r'\. "Crash cymbals, choke" \sffz CCe!marc re rq rh',
    ),
    47: r'"Crash cymbals" \ff "l.v." CCw',
    50: r'"Suspended cymbal" \mp \< SCw!trem | "Crash cymbals" \. \ff CCw',
    54: r'"Suspended cymbal" \mp \< SCw!trem | "Crash cymbals" \. \ff CCw',
}
PERCUSSION_2 = {
    2: r'"motor on, slow" \p @ped f5h e5h @ped. | R | rh @ped a5q e5q @ped. | R',
    6: r"@ped f5h d5h @ped. | R | @ped c#5+e5w @ped.",
    9: '"To Glockenspiel" R',
    47: bars(
        r"@to:2 \f rq. f4e e4h",
        "d5q c5e d5 bb4h",
        "rq. g5e f5h",
        "e5q d5e e5 c#5h",
        "rq. bb5e a5h",
        "rh f#5h",
    ),
    69: r"rq \pp a4q e5 f#5 | R | rh a4h",
}
PERCUSSION_3 = {
    1: r'"Tam-tam" \pp "l.v." TTw',
    3: r'"Bass drum" \pp BDq rq rh | R | BDq rq rh | R | BDq rq rh',
    25: r'"Bass drum" \mf ' + again("BDq. BDe rq BDq", 6),
    31: r'"(sub.)" \p @dash:cresc. ' + again("BDq. BDe rq BDq", 4),
    35: r"@dash. \f " + again("BDq. BDe rq BDq", 2),
    37: r"\ff "
    + bars(
        again("BDq!acc BDq BDq.", 2),
        "BDq.!acc BDe rq BDq",
        "BDq!acc rq BDq",
        "BDq!acc BDq BDq.",
        "BDq.!acc BDq.!acc",
        "BDq!acc BDq!acc BDq!acc BDq!acc BDq!acc",
        "R",
        r"\sffz BDe!marc re rq rh",
    ),
    47: r'"Tam-tam" \ff TTw | "Bass drum" BDh rh | BDh rh | BDh rh',
    51: r'"Tam-tam" TTw | "Bass drum" BDh rh | R | \mp \< BDw!trem | \. \ff BDq rq rh',
    72: r'"Tam-tam" \ppp "l.v." TTw',
}


def _wave(low: str, middle: str, high: str, top: str) -> str:
    """A bar of eighths up and down a chord, after a breath."""
    return f"re {low}e( {middle} {high} {top} {high} {middle} {low})"


def _spread(*chords: str) -> str:
    """Arpeggiated chords, one to a bar."""
    return bars(*[f"{chord}w!arp" for chord in chords])


HARP_UPPER = {
    1: r"@pedals:nnbnnnn \p rq a4q e5 f5 | R | rq a4q f5 e5",
    5: "d4+f4+bb4+d5w!arp | R | g4e( bb4 d5 g5) d5h",
    8: '"C♯" rq {7:4 a3s( c#4 e4 a4 c#5 e5 a5) } e5h!harm',
    9: bars(
        '"C♮" \\p ' + _wave("a3", "d4", "f4", "a4"),
        _wave("bb3", "d4", "f4", "bb4"),
        _wave("g3", "bb3", "d4", "g4"),
        '"C♯" ' + _wave("a3", "c#4", "e4", "a4"),
        _wave("a3", "d4", "f4", "a4"),
        '"F♯" ' + _wave("a3", "c#4", "f#4", "a4"),
        '"F♮" g3+bb3+d4+f4h.!arp',
    ),
    17: "@pedals:nnbbnnb \\p " + _spread("c4+eb4+g4", "c4+eb4+ab4", "c4+f4+ab4"),
    20: '"B♮" b3+d4+g4w!arp | c4+eb4+g4w!arp | "E♮" b3+e4+g4w!arp',
    23: '"E♭" c4+eb4+ab4w!arp | \\mf rh. g3q!gliss | c6q!gliss. rq rh',
    47: r"@pedals:nnbnnnn \ff "
    + bars(
        *[f"{chord}h!arp {chord}h!arp" for chord in ("d4+f4+a4+d5", "d4+f4+bb4+d5", "d4+g4+bb4+d5")],
        '"C♯" rh a3h!gliss',
        "d6q!gliss. rq rh",
    ),
    55: '"C♮" d4+f4+bb4+d5h!arp d4+f4+bb4+d5h!arp',
    59: bars(
        "@pedals:nnbnnnn \\p " + _wave("a3", "d4", "f4", "a4"),
        _wave("a3", "d4", "f4", "a4"),
        _wave("bb3", "d4", "f4", "bb4"),
        _wave("g3", "bb3", "d4", "g4"),
        '"C♯" ' + _wave("a3", "c#4", "e4", "a4"),
        _wave("a3", "d4", "f4", "a4"),
        '"F♯" ' + _wave("a3", "d4", "f#4", "a4"),
        _wave("g3", "bb3", "d4", "g4"),
        "re a3e( c#4 e4 a4 e4)",
        _wave("a3", "d4", "f#4", "a4"),
        "rq \\pp a4q!harm rh",
        "R",
        "rh a4h!harm",
        "d4+f#4+a4+d5w!arp",
    ),
}
HARP_LOWER = {
    1: "d2+d3w | R | d2+d3w | R | d2+d3w | R | bb1+bb2w | a1+a2w",
    9: "d2h a2 | bb1h f2 | g1h d2 | a1h e2 | f2h a2 | f#2h c#3 | g1+g2h.",
    17: "c2+c3w | ab1+ab2w | f1+f2w | g1+g2w | eb2+eb3w | e2+e3w | f2+f3w | g1+g2w",
    47: "d2+d3w | bb1+bb2w | g1+g2w | a1+a2w | f1+f2w",
    55: "bb1+bb2w",
    59: "d2h a2 | d2h a2 | bb1h f2 | g1h d2 | a1h e2 | f2h a2 | f#2h a2 | g1h d2",
    67: "a1h. | d2h a2 | d2w | R | R | d2+a2w!arp",
}

_CELLS = (*OSTINATO, *ACTION_CELLS)
_PIANO_SIGNS = {place: sign.replace('"spicc." ', "") for place, sign in OSTINATO_SIGNS.items()}
PIANO_UPPER = {
    1: r"\pp R",
    29: signed(_CELLS[4:], {0: "\\mf", 2: "\\p", 6: "\\f", 8: "\\ff"}),
    43: low_action("c4+eb4+g4 eb4+gb4+bb4 f#4+a4+c#5 e4+a4+c5 g4+bb4+c#5", "g4+bb4+c#5+e5"),
    47: signed(driven(["a4+d5+f5", "bb4+d5+f5", "bb4+d5+g5", "a4+c#5+e5"]), {0: "\\ff"}),
    51: "@8va " + signed([doubled(octave(bar, 2)) for bar in THEME[4:]], {}) + " @8va.",
}
PIANO_LOWER = {
    1: r"@ped d1+d2w | R @ped. | @ped d1+d2w | R @ped. | @ped d1+d2w | R @ped.",
    7: "@ped bb0+bb1w @ped. | @ped a0+a1w @ped.",
    25: signed([doubled(octave(cell, -1)) for cell in _CELLS], _PIANO_SIGNS | {12: "\\. \\ff"}),
    43: low_action("c1+c2 eb1+eb2 f#1+f#2 a1+a2 a0+a1", "a0+a1"),
    47: bars(*driven([doubled(root) for root in STATEMENT_ROOTS[:8]])),
    55: f"{doubled(STATEMENT_ROOTS[8])}w",
    71: r"\ppp @ped d1+d2w~ | d1+d2w @ped.",
}


def _one(name: str, short: str, instruments: tuple[Instrument, ...], clef: str) -> Part:
    lines = {"Timpani": TIMPANI_LINE, "Percussion 2": PERCUSSION_2}
    return Part(name, short, instruments, (clef,), (lines[name],), PERCUSSION)


PARTS = (
    _one("Timpani", "Timp.", (TIMPANI,), "bass"),
    Part(
        "Percussion 1",
        "Perc. 1",
        (UNPITCHED,),
        ("percussion",),
        (PERCUSSION_1,),
        PERCUSSION,
        KIT,
    ),
    _one("Percussion 2", "Perc. 2", (VIBRAPHONE, GLOCKENSPIEL), "treble"),
    Part(
        "Percussion 3",
        "Perc. 3",
        (UNPITCHED,),
        ("percussion",),
        (PERCUSSION_3,),
        PERCUSSION,
        LOW_KIT,
        staff_lines=1,
    ),
    Part("Harp", "Hp.", (HARP,), ("treble", "bass"), (HARP_UPPER, HARP_LOWER), KEYS),
    Part("Celesta", "Cel.", (CELESTA,), ("treble", "bass"), ({}, {}), KEYS),
    Part("Piano", "Pno.", (PIANO,), ("treble", "bass"), (PIANO_UPPER, PIANO_LOWER), KEYS),
)
