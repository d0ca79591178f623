# SPDX-License-Identifier: Apache-2.0
"""Write one short cue in three forms of pitch: ``python samples/compose_pitch_forms.py``.

``written.musicxml``
    every part as its player reads it, with ``<transpose>`` and its own key signature;
``concert-score.musicxml``
    sounding pitch, marked ``<concert-score/>``, the transpositions in ``<for-part>``;
``concert-unmarked.musicxml``
    sounding pitch, the strings' key signature everywhere, and no transposition at all.

In all three the double bass stands at its written octave, as it does in a C score; the
unmarked form says nothing of it.  The same six parts must come of all three files.
"""

from pathlib import Path

from compose.layout import Instrument, Line, Metre, Part, Plan, Tempo
from compose.shorthand import bars
from compose.writer import Credits, write_score

PLAN = Plan(
    number="1M2",
    title="Three Tides",
    length=10,
    metres={1: Metre(3, 4)},
    keys={1: 2, 6: -1},
    double_bars=frozenset({5}),
    fermatas=frozenset({10}),
    rehearsals={6: "A"},
    tempos=(Tempo(1, "Con moto", 96, 96), Tempo(9, "rit.", sounding=80)),
)
CREDITS = Credits(
    work="Night Ferry",
    composer="The engraving project",
    orchestrator="The engraving project",
    rights="The engraving project. Licensed under the Apache License, Version 2.0.",
    software="compose_pitch_forms.py",
    date="2026-11-22",
)
FORMS = {
    "written": "written",
    "concert": "concert-score",
    "unmarked": "concert-unmarked",
}

FLUTE: Line = {
    1: bars(
        r"\mp f#5q.( g5e a5q | d6h b5q) | a5q.( b5e a5 g#5 | a5h.)",
        r"\< b5e( c#6 d6 c#6 b5 a#5) | \. \mf c6q.( bb5e a5q | g5h) bb5q(",
        r"a5e g5 f5q) eb5( | \> d5h e5q | f5h.) \.",
    )
}
CLARINET: Line = {
    1: bars(
        r"\p d5q.( e5e f#5q | g5h g5q) | f#5q.( g5e f#5 f5 | e5h.)",
        r"\< d5h( e5q) | \. \mf f5q.( g5e f5q | e5h) g5q(",
        r"f5e e5 d5q) c5( | \> bb4h bb4q | a4h.) \.",
    )
}
HORN: Line = {
    1: bars(
        r"\p a4h.( | b4h d4q) | d4h.~ | d4q( c#4q e4)",
        r"\< f#4h( g4q) | \. \mf a4h.( | c5h) bb3q( | c4h a4q) | \> g4h c4q | c4h. \.",
    )
}
SAXOPHONE: Line = {
    1: bars(
        r"R | rq \mp g4e( a4 b4q) | a4h.( | c#4q e4 g4) | \< f#4h( c#4q)",
        r"\. \mf c4q( d4 c4) | {3:2 bb3e( c4 d4 } e4q) d4 | c4h( eb4q) | \> d4h g4q | a3h. \.",
    )
}
VIOLIN: Line = {
    1: bars(
        r"\mp a5h.( | g5q d5 g5) | d5h.~ | d5q( c#5e b4 a4q)",
        r"\< d5e( e5 f#5 g5 g5 f#5) | \. \mf f5q.( d5e c5q | c5h) d5q(",
        r"c5e bb4 a4q) a4( | \> bb4h c5q | c5h.) \.",
    )
}
BASS: Line = {
    1: bars(
        r'"pizz." \mp d3q rq a2 | g2q rq g2 | f#2q rq d3 | a2q rq a2',
        r'"arco" \< b2h( e3q) | \. \mf f2h.( | c3h) g2q( | a2h f2q) | \> g2h( c3q) | f2h. \.',
    )
}
PARTS = (
    Part("Flute", "Fl.", (Instrument("Flute", "wind.flutes.flute", 60, 96),), ("treble",), (FLUTE,)),
    Part(
        "Clarinet in B♭",
        "Cl.",
        (Instrument("Clarinet in B♭", "wind.reed.clarinet.bflat", 50, 91, -1, -2),),
        ("treble",),
        (CLARINET,),
    ),
    Part(
        "Horn in F",
        "Hn.",
        (Instrument("Horn in F", "brass.french-horn", 41, 77, -4, -7),),
        ("treble",),
        (HORN,),
    ),
    Part(
        "Alto Saxophone",
        "A. Sax.",
        (Instrument("Alto Saxophone", "wind.reed.saxophone.alto", 49, 81, -5, -9),),
        ("treble",),
        (SAXOPHONE,),
    ),
    Part("Violin", "Vln.", (Instrument("Violin", "strings.violin", 55, 96),), ("treble",), (VIOLIN,)),
    Part(
        "Double Bass",
        "D.B.",
        (Instrument("Double Bass", "strings.contrabass", 28, 60, octaves=-1),),
        ("bass",),
        (BASS,),
    ),
)


def main() -> None:
    """Write the three forms into the folder ``pitch``."""
    folder = Path(__file__).with_name("pitch")
    folder.mkdir(exist_ok=True)
    for form, name in FORMS.items():
        write_score(folder / f"{name}.musicxml", PLAN, PARTS, CREDITS, form)


if __name__ == "__main__":
    main()
