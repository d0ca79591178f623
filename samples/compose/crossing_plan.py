# SPDX-License-Identifier: Apache-2.0
"""The Crossing: its form, its theme and the figures the parts share."""

import re

from compose.layout import Metre, Plan, Tempo
from compose.shorthand import bars, moved, octave

FOUR = Metre(4, 4)

PLAN = Plan(
    number="1M1",
    title="The Crossing",
    length=72,
    metres={
        1: FOUR,
        15: Metre(3, 4),
        16: Metre(5, 4),
        17: FOUR,
        37: Metre(7, 8),
        39: FOUR,
        40: Metre(3, 4),
        41: Metre(7, 8),
        42: Metre(6, 8),
        43: Metre(5, 4),
        44: Metre(2, 4),
        45: FOUR,
        67: Metre(3, 4),
        68: FOUR,
    },
    keys={},
    double_bars=frozenset({8, 16, 24, 36, 46, 58}),
    fermatas=frozenset({16, 46, 72}),
    caesuras=frozenset({58}),
    rehearsals={9: "A", 17: "B", 25: "C", 37: "D", 47: "E", 59: "F"},
    tempos=(
        Tempo(1, "Misterioso (click 24-0)", 60, 60),
        Tempo(15, "poco rit.", sounding=54, dashes="start"),
        Tempo(16, dashes="stop"),
        Tempo(16, "Freely", sounding=50),
        Tempo(17, "Poco più mosso (click 20-0)", 72, 72),
        Tempo(23, "accel.", sounding=90, dashes="start"),
        Tempo(25, dashes="stop"),
        Tempo(25, "Driving (click 12-0)", 120, 120),
        Tempo(37, equal_units="eighth", sounding=120),
        Tempo(46, "G.P."),
        Tempo(47, "Maestoso, broad (click 20-0)", 72, 72),
        Tempo(57, "rit.", sounding=64, dashes="start"),
        Tempo(59, dashes="stop"),
        Tempo(59, "Tempo I (click 24-0)", 60, 60),
        Tempo(64, "poco rit.", sounding=54),
        Tempo(65, "a tempo", sounding=60),
        Tempo(70, "molto rit.", sounding=46),
    ),
)

# The theme, in D minor: a rising sixth that falls back by a step, then climbs.
THEME = (
    "a4q.( f5e e5h)",
    "d5q( c5e d5e bb4h)",
    "bb4q.( g5e f5h)",
    "e5q( d5e e5e c#5h)",
    "d5q.( bb5e a5h)",
    "a5q( g#5e a5e f#5h)",
    "f5q( e5e f5e d5q c5q)",
    "bb4q( a4e bb4e a4h)",
)
# How the statement by the brass goes on: the sixth again, a step and a third lower.
AFTERTHOUGHT = ("d5q.( bb5e a5h)", "bb4q.( gb5e f5h)", "g4q.( e5e d5h)", "d5h( c#5h)")

# The ostinato is the same sixth and step, in C minor, in groups of 3 + 3 + 2.
CELL = "c3e!acc c3 c3 ab3!acc g3 c3 eb3!acc d3"
DOMINANT_CELL = "g3e!acc g3 g3 eb4!acc d4 g3 b3!acc c4"
SEVEN = "c3e!acc c3 eb3!acc d3 ab3!acc g3 c3"
THREE = "f#3e!acc f#3 d4!acc c#4 a3!acc g#3"
SIX = "c3e!acc c3 c3 ab3!acc g3 f#3"

OSTINATO = (
    *[CELL] * 4,
    *[moved(CELL, 3, 5)] * 2,
    *[CELL] * 2,
    *[moved(CELL, 2, 3)] * 2,
    moved(CELL, 3, 5),
    DOMINANT_CELL,
)
ACTION_CELLS = (SEVEN, SEVEN, moved(CELL, 2, 3), THREE, moved(SEVEN, 5, 9), SIX)
OSTINATO_ROOTS = ("c3",) * 4 + ("f2",) * 2 + ("c3",) * 2 + ("eb3",) * 2 + ("f2", "g2")
STATEMENT_ROOTS = ["d3", "bb2", "g2", "a2", "f2", "f#2", "g2", "a2", "bb2", "gb2", "g2", "a2"]

OSTINATO_SIGNS = {
    0: '"spicc." \\mp',
    6: '"(sub.)" \\p @dash:cresc.',
    10: "@dash. \\f",
    11: "\\<",
}
RUN_IN = r"rh. {5:4 \f bb4s( c5 db5 eb5 f5 }"
RUN_OUT = "{5:4 d5s( eb5 f5 g5 a5 } {5:4 b5 c6 d6 eb6 f6) }"
NERVOUS = "g5s( ab5 g5 f#5) g5e!stac"


def signed(music: tuple[str, ...] | list[str], signs: dict[int, str]) -> str:
    """Bars joined into a line, with signs put before some of them."""
    return bars(*[f"{signs.get(place, '')} {bar}" for place, bar in enumerate(music)])


def doubled(text: str) -> str:
    """The same music with the octave below."""
    return re.sub(
        r"(?<![\w\"!,:@\\/=])[a-g][#b]*\d",
        lambda match: f"{octave(match[0], -1)}+{match[0]}",
        text,
    )


def pulse(pitch: str) -> str:
    """A bar of one note in 3 + 3 + 2."""
    return f"{pitch}q.!acc {pitch}e~!acc {pitch}q {pitch}q!acc"


def sixteenths(*pitches: str) -> str:
    """A bar of four sixteenths, four times."""
    return f"{pitches[0]}s " + " ".join((pitches * 4)[1:])


def long_notes(pitches: list[str], length: str = "w") -> list[str]:
    """One note to a bar."""
    return [f"{pitch}{length}" for pitch in pitches]


def driven(pitches: list[str]) -> list[str]:
    """Two heavy half notes to a bar; a pair of pitches is parted by a stroke."""
    made = []
    for pitch in pitches:
        first, _, second = pitch.partition("/")
        made.append(f"{first}h!acc {second or first}h!ten")
    return made


def final_notes(pitches: list[str]) -> str:
    """The last four bars of the statement, dying away."""
    return signed(long_notes(pitches), {0: "\\ff", 2: "\\mf \\>"}) + " \\."


def low_ostinato(octaves: int, first: int = 0) -> str:
    """Bars 25 to 42 in the low instruments, or their end from one bar on."""
    music = [octave(cell, octaves) for cell in (*OSTINATO, *ACTION_CELLS)]
    signs = {**OSTINATO_SIGNS, 12: "\\. \\ff"}
    kept = {place - first: sign for place, sign in signs.items() if place >= first}
    if first:
        kept = {0: OSTINATO_SIGNS[0], **kept}
    return signed(music[first:], kept)


def low_action(pitches: str, stinger: str) -> str:
    """Bars 43 to 45 in the low instruments: five chords, a bar's rest, a blow."""
    first, *others = pitches.split()
    chords = " ".join([f"{first}q!acc", *(f"{pitch}!acc" for pitch in others)])
    return bars(chords, "R", f"\\sffz {stinger}e!marc re rq rh")


def high_action(flutter: str = "") -> str:
    """Bars 37 to 45 in the high instruments, at the pitch of the flutes."""
    return bars(
        rf"\ff g6e!acc re rq {NERVOUS}",
        "rq rq eb6s( f6 eb6 d6) eb6e!stac",
        f"bb5q.!marc gb6e {flutter} f6h!trem" if flutter else "bb5q.!marc gb6e f6h!acc",
        ('"ord." ' if flutter else "") + "rq c#6s( d6 c#6 b5) c#6e!stac f#6!stac",
        "rq rq e6s( f6 e6 d#6) e6e!stac",
        "eb6s( d6 c6 b5 c6 d6 eb6 d6 c6 b5 c6 d6)",
        "eb6q!acc gb6!acc a6!acc a6!acc bb6!acc",
        "a5s( bb5 c6 c#6 d#6 e6 f#6 g6)",
        r"\sffz a6e!marc re rq rh",
    )
