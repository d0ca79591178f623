# SPDX-License-Identifier: Apache-2.0
"""The Crossing: the woodwinds."""

from compose.crossing_plan import (
    AFTERTHOUGHT,
    OSTINATO_ROOTS,
    RUN_IN,
    RUN_OUT,
    STATEMENT_ROOTS,
    THEME,
    final_notes,
    high_action,
    long_notes,
    low_action,
    low_ostinato,
    pulse,
    signed,
)
from compose.layout import Instrument, Part
from compose.shorthand import again, bars, octave

GROUP = "Woodwinds"

FLUTE = Instrument("Flute", "wind.flutes.flute", 60, 98)
PICCOLO = Instrument("Piccolo", "wind.flutes.flute.piccolo", 74, 108, octaves=1)
OBOE = Instrument("Oboe", "wind.reed.oboe", 58, 91)
ENGLISH_HORN = Instrument("English Horn", "wind.reed.english-horn", 52, 81, -4, -7)
CLARINET = Instrument("Clarinet in B♭", "wind.reed.clarinet.bflat", 50, 94, -1, -2)
BASS_CLARINET = Instrument("Bass Clarinet", "wind.reed.clarinet.bass", 37, 77, -1, -2, -1)
BASSOON = Instrument("Bassoon", "wind.reed.bassoon", 34, 74)
CONTRABASSOON = Instrument("Contrabassoon", "wind.reed.contrabassoon", 22, 56, octaves=-1)

# Bars 33 to 36: runs into a trill and out of it.
FLIGHT = bars(
    RUN_IN,
    "gb5q)!stac rq rh",
    r"\< ab5w!trill",
    f"g5q!stac rq {RUN_OUT} \\.",
)
# Bars 47 to 50: trills and swirls over the theme.
SWIRLS = bars(
    r"\ff a5w!trill",
    "rh {5:4 f5s( g5 a5 bb5 c6 } {5:4 d6 c6 bb5 a5 g5) }",
    "d6w!trill",
    "rh {5:4 a5s( b5 c#6 d6 e6 } {5:4 f6 e6 d6 c#6 b5) }",
)
HIGH_THEME = bars(*THEME[4:])

FLUTE_1 = {
    10: r"rh re \pp f5e( bb5 d6 | bb5q) rq rh | rh re e5e( a5 c#6 | d6q) rq rh",
    14: r"rh re \pp c#5e( f#5 a5 | bb5h.)",
    21: r"\mp \< g5h.( c6q | b5h. g5q) | c6h( ab5h | b5h d6h) \.",
    25: '"To Piccolo" R',
    33: "@to:2 " + FLIGHT,
    37: high_action('"flutter-tongue"'),
    47: SWIRLS,
    51: HIGH_THEME,
    55: AFTERTHOUGHT[0],
    56: '"To Flute" R',
    66: r"@to:1 rh \pp d5h( | e5h c#5q | d5h.) rq",
}
FLUTE_2 = {
    12: r"rh re \pp c#5e( e5 a5 | a5q) rq rh",
    21: r"\mp \< eb5w( | e5h. b4q) | eb5h( c5h | d5h b5h) \.",
    33: FLIGHT,
    37: high_action('"flutter-tongue"'),
    47: SWIRLS,
    51: octave(HIGH_THEME, 1),
    55: octave(AFTERTHOUGHT[0], 1),
    66: r"rh \pp g4h( | a4h. | a4h.) rq",
}
OBOE_LINE = {
    9: bars(
        r'"Solo" "dolce, espr." \p a4q.([ f5e e5h)',
        r"d5q( c5e d5e bb4h)]",
        r"\< bb4q.([ g5e f5h)",
        r"\. g/f5 e5q( \> d5e e5e c#5h)]!breath",
        r"\. \mp \< d5q.([ bb5e a5h~)",
        r"\. a5q \> g#5e( a5e f#5h)]",
        r"\. \p f5q( e5e f5e d5q",
        r"bb4q a4e bb4e a4h.)",
    ),
    23: r"\mf \< c5w( | b4h d5h) \.",
    33: FLIGHT,
    37: octave(high_action(), -1),
    47: signed(THEME, {0: "\\ff"}),
    55: signed(AFTERTHOUGHT, {2: "\\mf \\>"}) + " \\.",
}
ENGLISH_HORN_LINE = {
    7: r"rq \pp g4q( d4 bb3 | a3h.) rq",
    12: r'rh "espr." \p c#4q.( a4e | f4h.) rq',
    29: r"\mf c4q.!acc( ab4e g4h~ | g4h.) rq | g3q.!acc( eb4e d4h~ | d4h.) rq",
    33: r"\f bb4w( | gb4w) | \< c5w( | b4w) \.",
    43: r"\ff " + low_action("c5 eb5 f#5 e5 g5", "g4"),
    47: signed([octave(bar, -1) for bar in THEME[:4]], {0: "\\ff"}),
    51: "d4h( a4h) | c#5w | bb4h( d5h) | d5h( c#5h)",
    55: final_notes(["f4", "gb4", "e4", "e4"]),
}
CLARINET_1 = {
    3: r"\pp a3q.( f4e e4h~ | e4h) rh",
    13: r"\p d4h( f4q g4q | a4h f#4h | g4h.)",
    18: r"rh re \pp eb4e( ab4 c5 | f5q) rq rh",
    23: r"\mf \< f4h( ab4h | g4h b4h) \.",
    31: r"\mp \< eb5w~ | eb5w \.",
    33: octave(FLIGHT, -1),
    37: octave(high_action(), -1),
    47: octave(SWIRLS, -1),
    51: HIGH_THEME,
    55: final_notes(["d5", "bb4", "bb4", "a4"]),
    66: r"\pp bb3w( | a3h. | a3h) a3q.( f#4e | e4w~ | e4h) rh",
}
CLARINET_2 = {
    5: r'rq \pp a3q.( f4e d4q~ | d4h.) rq | "To Bass Clarinet" R',
    17: r"@to:2 \pp c3w( | ab2w) | f2w( | g2w) | \< eb2w( | e2w) | f2w( | g2w) \.",
    29: low_ostinato(0, 4).replace('"spicc." ', ""),
    43: low_action("c3 eb3 f#3 a2 a2", "a2"),
    47: signed(long_notes(STATEMENT_ROOTS[:8]), {0: "\\ff"}),
    55: final_notes(STATEMENT_ROOTS[8:]),
    59: '"To Clarinet" R',
    66: r"@to:1 \pp g3w( | e3h. | f#3h.) rq",
}
BASSOON_LINE = {
    7: r"\pp bb2w( | a2h.) rq",
    13: r"\p f2w( | f#2w | g2h.) | a2w~ a2q",
    21: r"\mp \< c3w( | b2w) | ab2h( c3h | b2h d3h) \.",
    25: low_ostinato(-1).replace('"spicc." ', ""),
    43: low_action("c3 eb3 f#3 a3 a3", "a2"),
    47: signed(long_notes(["d2", "bb1", "g2", "a2", "f2", "f#2", "g2", "a2"]), {0: "\\ff"}),
    55: final_notes(STATEMENT_ROOTS[8:]),
}
CONTRABASSOON_LINE = {
    31: signed([pulse(root) for root in OSTINATO_ROOTS[6:]], {0: "\\mf \\<", 4: "\\. \\f"}),
    37: r"\ff "
    + bars(
        again("c3q!acc rq c3q.!acc", 2),
        "eb3w!acc",
        "f#2q!acc rq f#2q!acc",
        "a2q!acc rq a2q.!acc",
        "c3q.!acc c3q.!acc",
    ),
    43: low_action("c3 eb3 f#2 a2 a2", "a2"),
    47: signed(long_notes(["d2", "bb1", "g2", "a2", "f2", "f#2", "g2", "a2"]), {0: "\\ff"}),
    55: final_notes(STATEMENT_ROOTS[8:]),
}

PARTS = (
    Part("Flute 1", "Fl. 1", (FLUTE, PICCOLO), ("treble",), (FLUTE_1,), GROUP),
    Part("Flute 2", "Fl. 2", (FLUTE,), ("treble",), (FLUTE_2,), GROUP),
    Part("Oboe", "Ob.", (OBOE,), ("treble",), (OBOE_LINE,), GROUP),
    Part("English Horn", "E. Hn.", (ENGLISH_HORN,), ("treble",), (ENGLISH_HORN_LINE,), GROUP),
    Part("Clarinet in B♭ 1", "Cl. 1", (CLARINET,), ("treble",), (CLARINET_1,), GROUP),
    Part(
        "Clarinet in B♭ 2",
        "Cl. 2",
        (CLARINET, BASS_CLARINET),
        ("treble",),
        (CLARINET_2,),
        GROUP,
    ),
    Part("Bassoon", "Bsn.", (BASSOON,), ("bass",), (BASSOON_LINE,), GROUP),
    Part("Contrabassoon", "C. Bn.", (CONTRABASSOON,), ("bass",), (CONTRABASSOON_LINE,), GROUP),
)
