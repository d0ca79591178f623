# SPDX-License-Identifier: Apache-2.0
"""The Crossing: the strings."""

from compose.crossing_plan import (
    AFTERTHOUGHT,
    NERVOUS,
    OSTINATO_ROOTS,
    RUN_OUT,
    STATEMENT_ROOTS,
    THEME,
    doubled,
    driven,
    final_notes,
    low_action,
    low_ostinato,
    pulse,
    signed,
    sixteenths,
)
from compose.layout import Instrument, Line, Part
from compose.shorthand import again, bars, octave

GROUP = "Strings"

VIOLIN = Instrument("Violin", "strings.violin", 55, 100)
VIOLA = Instrument("Viola", "strings.viola", 48, 88)
CELLO = Instrument("Violoncello", "strings.cello", 36, 76)
BASS = Instrument("Contrabass", "strings.contrabass", 24, 60, octaves=-1)

RUN = "a5s( bb5 c6 c#6 d#6 e6 f#6 g6)"
STATEMENT_CHORDS = (
    ("d5", "f5", "a5", "f5"),
    ("d5", "f5", "bb5", "f5"),
    ("d5", "g5", "bb5", "g5"),
    ("c#5", "e5", "a5", "e5"),
    ("d5", "f5", "a5", "f5"),
    ("c#5", "f#5", "a5", "f#5"),
    ("d5", "f5", "bb5", "f5"),
    ("d5", "e5", "a5", "e5"),
    ("d5", "f5", "a5", "f5"),
    ("db5", "gb5", "bb5", "gb5"),
)
_CHURN = [sixteenths(*chord) for chord in STATEMENT_CHORDS]

VIOLIN_1 = {
    1: r'"con sord." \ppp a5w~!harm | a5w~ | a5w~ | a5w~',
    5: '"div." a5w~ & f5w~ | a5w( & f5w( | bb5w & g5w | a5w) & e5w)',
    13: r"\ppp a5+d6w( | a5+c#6w | bb5+d6h.)",
    17: '"senza sord." R',
    19: r'"unis." "espr." \p c6w( | b5w) | \< c6h( eb6h | e6h b5h) | c6h( ab5h | b5h d6h) \.',
    31: r"\mp \< g5w~ | g5w",
    33: r'\. "div." \f ' + doubled(bars("bb5q.( gb6e f6h)", "gb6q.( f6e eb6q db6q)", "c6q.( ab6e g6h)")),
    36: r'"unis." \< f6q( eb6 ' + RUN_OUT.replace("d5s(", "d5s") + r" \.",
    37: bars(
        rf"\ff rq rq {NERVOUS}",
        "rq rq eb6s( f6 eb6 d6) eb6e!stac",
        "bb5q.!marc gb6e f6h!trem",
        "rq c#6s( d6 c#6 b5) c#6e!spic f#6!spic",
        "rq rq e6s( f6 e6 d#6) e6e!stac",
        "eb6s( d6 c6 b5 c6 d6 eb6 d6 c6 b5 c6 d6)",
        '"div." g5+eb6q!acc,trem bb5+gb6!acc,trem c#6+a6!acc,trem c6+a6!acc,trem g5+bb6!acc,trem',
        f'"unis." {RUN}',
        r"\sffz g5+e6e!marc re rq rh",
    ),
    47: signed([octave(bar, 1) for bar in THEME], {0: '"molto espr." \\ff'}),
    55: signed([octave(bar, 1) for bar in AFTERTHOUGHT], {2: "\\mf \\>"}) + " \\.",
    60: bars(
        r'"Solo" "dolce" \p a4q.!up,f1( f5e e5h)',
        r"d5q!down( c5e d5e bb4h)",
        r"\< bb4q.!up( g5e f5h)",
        r"\. \> e5q!down( d5e e5e c#5h) \.",
        r"\mp d5q.!up,f1( bb5e!f4 a5h~ | a5q g5e a5 f#5h)!breath",
        r"\p g5q.( bb5e a5h)",
        "e5q( d5e e5 c#5q)",
        "g=c#5( g=e5 d5h.) a5q!harm(",
    ),
    69: r'd6w)~!harm & "tutti, div." \ppp f#5w~',
    70: 'd6w~ & f#5w~ | "morendo" \\> d6w~ & f#5w~ | d6w \\. & f#5w',
}
VIOLIN_2 = {
    5: r'"con sord." \ppp d5w~ | d5w~ | d5w( | c#5w)',
    9: r"\pp d4w~ | d4w~ | d4w( | c#4w) | a4w~ | a4w( | bb4h.) | bb4h( g4h.)",
    17: '"senza sord." \\pp '
    + bars(
        "{2:1 eb4w g4 }",
        "{2:1 eb4w ab4 }",
        "{2:1 f4w ab4 }",
        "{2:1 d4w g4 }",
        "\\< {2:1 g4w c5 }",
        "{2:1 g4w b4 }",
        "{2:1 ab4w c5 }",
        "{2:1 g4w b4 } \\.",
    ),
    29: signed(
        [
            *[sixteenths("ab4", "c5", "f5", "c5")] * 2,
            *[sixteenths("g4", "c5", "eb5", "c5")] * 2,
            *[sixteenths("bb4", "eb5", "gb5", "eb5")] * 2,
            sixteenths("c5", "f5", "ab5", "f5"),
            sixteenths("d5", "g5", "b5", "g5"),
        ],
        {0: "\\mp", 2: '"(sub.)" \\p @dash:cresc.', 6: "@dash. \\f", 7: "\\<"},
    ),
    37: r"\. \ff "
    + bars(
        again("re g4+eb5e!stac re g4+eb5!stac re g4+eb5!stac g4+eb5!stac", 2),
        sixteenths("bb4", "eb5", "gb5", "eb5"),
        "re a4+f#5e!stac re a4+f#5!stac re a4+f#5!stac",
        "re a4+e5e!stac re a4+e5!stac re a4+e5!stac a4+e5!stac",
        "eb5s( d5 c5 b4 c5 d5 eb5 d5 c5 b4 c5 d5)",
        "g4+eb5q!acc,trem bb4+gb5!acc,trem a4+f#5!acc,trem a4+e5!acc,trem bb4+g5!acc,trem",
        octave(RUN, -1),
        r"\sffz bb4+g5e!marc re rq rh",
    ),
    47: signed(_CHURN, {0: "\\ff"}),
    57: r"\mf \> bb4w!trem | a4w!trem \.",
    64: r"\ppp f4w( | f#4w) | g4w( | e4h.) | f#4w~ | f#4w~ | f#4w~ | f#4w~ | f#4w",
}


def _triplets(low: str, middle: str, high: str) -> str:
    """A bar of triplets up and down a chord, twice."""
    up, down = f"{low}e( {middle} {high}", f"{middle} {low} {middle})"
    return " ".join([f"{{3:2 {up} }} {{3:2 {down} }}"] * 2)


VIOLA_LINE = {
    3: r'"con sord." "sul tasto" \ppp f4h!trem e4!trem | f4h!trem e4!trem',
    5: "f4h!trem d4!trem | f4w!trem | d4w!trem | c#4w!trem",
    9: r'"ord." \pp f4w~ | f4h( d4q f4) | g4w( | e4w) | d4w( | c#4w | d4h.) | d4h( c#4h.)',
    17: '"senza sord." \\p '
    + bars(
        _triplets("c4", "eb4", "g4"),
        _triplets("c4", "eb4", "ab4"),
        _triplets("c4", "f4", "ab4"),
        _triplets("b3", "d4", "g4"),
        "@clef:treble \\< " + _triplets("eb4", "g4", "c5"),
        _triplets("e4", "g4", "b4"),
        _triplets("f4", "ab4", "c5"),
        _triplets("g4", "b4", "d5") + " \\. @clef:alto",
    ),
    27: low_ostinato(0, 2),
    43: "c4+g4q!acc,trem bb3+gb4!acc,trem c#4+a4!acc,trem c4+a4!acc,trem c#4+g4!acc,trem",
    44: octave(RUN, -2) + r" | \sffz a3+g4e!marc re rq rh",
    47: signed([octave(bar, -1) for bar in _CHURN], {0: "\\ff"}),
    57: r"\mf \> e4w!trem | e4w!trem \.",
    64: r"\ppp d4w~ | d4w~ | d4w( | c#4h.) | d4w~ | d4w | d4+g4*w~ | d4+g4*w~ | d4+g4*w",
}
CELLO_LINE = {
    1: r'"con sord." "div." \pp d3+a3w~ | d3+a3w~ | d3+a3w~ | d3+a3w',
    5: "d3+bb3w~ | d3+bb3w | g3+bb3w( | e3+a3w)",
    9: r"\pp d3+a3w | d3+bb3w~ | d3+bb3w | e3+a3w( | f3+a3w | f#3+a3w | g3+bb3h.)",
    16: "e3+a3w~ e3+a3q",
    17: r'"senza sord." "unis." \p c3w( | ab2w)',
    19: r'@clef:tenor "cantabile" \mp rq f3q( ab3 c4 | d4h. b3q) | \< c4h.( eb4q',
    22: r"g4h e4h) | f4q( eb4 c4 ab3 | b3h g3q d3) \. @clef:bass",
    25: low_ostinato(-1),
    43: "c3q!acc,trem eb3!acc,trem f#3!acc,trem a3!acc,trem a3!acc,trem",
    44: octave(RUN, -3) + r" | \sffz a2e!marc re rq rh",
    47: "@clef:tenor "
    + signed([octave(bar, -1) for bar in THEME], {0: '"molto espr." \\ff'})
    + " @clef:bass",
    55: final_notes(STATEMENT_ROOTS[8:]),
    60: r'"sul pont." \ppp d3w!trem | d3w!trem | d3w!trem | e3w!trem',
    64: r'"ord." \pp a3w~ | a3w( | bb3w | a3h.) | a3w~ | a3w~ | a3w~ | a3w~ | a3w',
}
BASS_LINE: Line = {
    1: r"\pp d3w~ | d3w~ | d3w~ | d3w~ | d3w~ | d3w | bb2w( | a2w)",
    9: '"pizz." \\p ' + bars(*[f"{root}q rq rh" for root in ["d3", "bb2", "g2", "a2", "f2", "f#2"]]),
    15: '"arco" g2h.( | a2w)~ a2q',
    17: r"\p c3w( | ab2w) | f2w( | g2w) | \< eb3w( | e3w) | f3w( | g2w) \.",
    25: signed(
        [pulse(root) for root in OSTINATO_ROOTS],
        {0: "\\mp", 6: '"(sub.)" \\p @dash:cresc.', 10: "@dash. \\f", 11: "\\<"},
    ),
    37: r"\. \ff "
    + bars(
        again("c3q!acc c3q c3q.!acc", 2),
        "eb3q.!acc eb3e~!acc eb3q eb3q!acc",
        "f#2q!acc f#2q f#2q!acc",
        "a2q!acc a2q a2q.!acc",
        "c3q.!acc c3q.!acc",
        low_action("c3 eb3 f#2 a2 a2", "a2"),
    ),
    47: signed(driven(STATEMENT_ROOTS[:8]), {0: "\\ff"}),
    55: final_notes(STATEMENT_ROOTS[8:]),
    60: '"pizz." \\p d3q rq rh | bb2q rq rh | g2q rq rh | a2q rq rh',
    64: r'"arco" \pp f2w( | f#2w) | g2w( | a2h.) | d3w~ | d3w~ | d3w~ | d3w~ | d3w',
}


def _part(name: str, short: str, instrument: Instrument, line: Line, clef: str) -> Part:
    return Part(name, short, (instrument,), (clef,), (line,), GROUP)


PARTS = (
    _part("Violin I", "Vln. I", VIOLIN, VIOLIN_1, "treble"),
    _part("Violin II", "Vln. II", VIOLIN, VIOLIN_2, "treble"),
    _part("Viola", "Vla.", VIOLA, VIOLA_LINE, "alto"),
    _part("Violoncello", "Vc.", CELLO, CELLO_LINE, "bass"),
    _part("Contrabass", "Cb.", BASS, BASS_LINE, "bass"),
)
