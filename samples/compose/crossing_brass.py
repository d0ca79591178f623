# SPDX-License-Identifier: Apache-2.0
"""The Crossing: the brass."""

from compose.crossing_plan import (
    AFTERTHOUGHT,
    STATEMENT_ROOTS,
    THEME,
    driven,
    final_notes,
    low_action,
    pulse,
    signed,
)
from compose.layout import Instrument, Line, Part
from compose.shorthand import again, bars, moved, octave

GROUP = "Brass"

HORN = Instrument("Horn in F", "brass.french-horn", 35, 77, -4, -7)
TRUMPET = Instrument("Trumpet in B♭", "brass.trumpet.bflat", 52, 84, -1, -2)
TROMBONE = Instrument("Trombone", "brass.trombone.tenor", 40, 72)
BASS_TROMBONE = Instrument("Bass Trombone", "brass.trombone.bass", 34, 67)
TUBA = Instrument("Tuba", "brass.tuba", 26, 65)

CALL = r"\mf c4q.!acc( ab4e g4h~ | g4h.) rq | g3q.!acc( eb4e d4h~ | d4h.) rq"
SOLO = [moved(bar, -8, -14) for bar in THEME]
LOW_THEME = [octave(bar, -1) for bar in THEME]
LOW_AFTERTHOUGHT = [octave(bar, -1) for bar in AFTERTHOUGHT]


def _horn_chords(ostinato: str) -> str:
    """Bars 33 to 36: three chords, swelling."""
    first, second, third = ostinato.split()
    return rf"\fp \< {first}w~ | {first}w \. | \f {second}w( | \< {third}w) \."


def _horn_action(chords: str, five: str, stopped: str = "") -> str:
    """Bars 37 to 45; only two of the horns have the stopped notes."""
    cries = stopped.split()
    top = five.split()[-1]
    minor, minor_2, sharp, last, last_2 = chords.split()
    seven = [f'"stopped" \\f rq rq {cry}q.!acc,stopped' if cry else "R" for cry in cries]
    first, second = seven or ("R", "R")
    repeat = first.replace('"stopped" \\f ', "")
    opened = '"open" ' if cries else ""
    return bars(
        first,
        repeat,
        rf"{opened}\ff {minor}q.!marc {minor_2}e {minor}h",
        f"{sharp}q!marc rq {sharp}q!marc",
        second.replace("\\f ", ""),
        f"{opened}{last}q.!acc {last_2}q.!acc",
        low_action(five, top).replace("R", rf"\fp \< {top}h \."),
    )


def _swell(pitches: str) -> str:
    """Bars 21 to 24: chords under the end of the solo."""
    first, second, third, fourth = pitches.split()
    # One pitch held over the barline is tied, two are slurred.
    early, late = ((("w~ ", "w ") if a == b else ("w( ", "w) ")) for a, b in ((first, second), (third, fourth)))
    return rf"\p \< {first}{early[0]}| {second}{early[1]}| {third}{late[0]}| {fourth}{late[1]}\."


HORN_1 = {
    15: '"(Oboe)" R & @cue f4q e4e f4e d4q | R & bb3q a3e bb3e a3h. @cue.',
    17: signed(SOLO, {0: '"Solo" "ma cantabile" \\mp', 4: "\\<", 6: "\\. \\mf \\>"}) + " \\.",
    29: CALL,
    33: _horn_chords("gb4 ab4 g4"),
    37: _horn_action("gb4 bb4 a4 eb4 g4", "eb4 gb4 a4 a4 bb4", "g4 e4"),
    47: signed(LOW_THEME, {0: "\\ff"}),
    55: signed(LOW_AFTERTHOUGHT, {2: "\\mf \\>"}) + " \\.",
    70: r'"lontano" \ppp a3q.( f#4e e4h~ | e4h d4h~ | d4w)',
}
HORN_2 = {
    21: _swell("eb4 e4 c4 d4"),
    29: r"\mf \> c4w~ | c4h. \. rq | \mf \> g3w~ | g3h. \. rq",
    33: _horn_chords("eb4 f4 d4"),
    37: _horn_action("eb4 gb4 f#4 c4 eb4", "c4 eb4 f#4 e4 g4"),
    47: signed(LOW_THEME[:4], {0: "\\ff"}),
    51: "a3h( d4h) | c#4w | d4h( bb3h) | d4h( c#4h)",
    55: final_notes(["d4", "db4", "bb3", "a3"]),
}
HORN_3 = {
    21: _swell("c4 b3 ab3 b3"),
    29: CALL,
    33: _horn_chords("bb3 c4 b3"),
    37: _horn_action("bb3 eb4 c#4 g3 c4", "g3 bb3 c#4 c4 c#4", "eb4 c4"),
    47: signed(LOW_THEME, {0: "\\ff"}),
    55: signed(LOW_AFTERTHOUGHT, {2: "\\mf \\>"}) + " \\.",
}
HORN_4 = {
    21: _swell("g3 g3 f3 g3"),
    29: r"\mf \> ab3w~ | ab3h. \. rq | \mf \> eb3w~ | eb3h. \. rq",
    33: _horn_chords("gb3 ab3 g3"),
    37: _horn_action("gb3 bb3 a3 eb3 g3", "c3 eb3 f#3 a3 a3"),
    47: signed(LOW_THEME[:4], {0: "\\ff"}),
    51: "a3h( d4h) | c#4w | d4h( bb3h) | d4h( c#4h)",
    55: final_notes(["bb3", "gb3", "g3", "e3"]),
}


def _stabs(pitches: str) -> str:
    """Bars 33 to 36 in the muted trumpets."""
    made = [f"rq re {pitch}e!stac {pitch}s!acc {pitch} {pitch}e!stac rq" for pitch in pitches.split()]
    return signed(made, {0: '"con sord." \\mf', 2: "\\f"})


def _trumpet_action(pitches: str, six: str, five: str, stinger: str) -> str:
    """Bars 37 to 45 in a trumpet."""
    flat, sharp = pitches.split()
    return bars(
        '"senza sord." R',
        "R",
        rf'"flutter-tongue" \fp \< {flat}h.!trem "ord." \. \ff {flat}e!marc re',
        f"{sharp}q!marc rq {sharp}q!marc",
        "R",
        six,
        low_action(five, stinger),
    )


TRUMPET_1 = {
    33: _stabs("bb4 bb4 c5 d5"),
    37: _trumpet_action("bb4 c#5", "rq. g4s!stac ab4 g4 f#4 g4 ab4", "eb5 gb5 a5 a5 bb5", "a5"),
    47: signed(THEME, {0: "\\ff"}),
    55: bars(*AFTERTHOUGHT[:2], r"\mf \> d5w( | d5h c#5h) \."),
}
TRUMPET_2 = {
    33: _stabs("gb4 gb4 ab4 b4"),
    37: _trumpet_action("gb4 a4", "rq. eb4q.!acc", "c5 eb5 f#5 e5 g5", "g5"),
    47: signed(THEME[:4], {0: "\\ff"}),
    51: bars(
        "d5q.( f5e f5h)",
        "f#5q( e5e f#5e c#5h)",
        "d5q( c5e d5e bb4q a4q)",
        "g4q( f4e g4e e4h)",
    ),
    55: final_notes(["f5", "bb4", "bb4", "a4"]),
}
TRUMPET_3 = {
    33: _stabs("eb4 eb4 f4 g4"),
    37: _trumpet_action("eb4 f#4", "rq. c4q.!acc", "g4 bb4 c#5 c5 c#5", "e5"),
    47: signed(["f4w", "f4w", "g4w", "e4w", "a4w", "a4w", "bb4w", "bb4h( a4h)"], {0: "\\ff"}),
    55: final_notes(["d5", "gb4", "g4", "e4"]),
}


def _low_brass(ostinato: str, action: str, five: str) -> Line:
    """Bars 33 to 45 of a trombone or the tuba."""
    minor, sharp, natural, last = action.split()
    return {
        33: signed([pulse(pitch) for pitch in ostinato.split()], {0: "\\mf", 2: "\\f \\<"}) + " \\.",
        37: r"\ff "
        + bars(
            again(f"{last}q!marc rq {last}q.!marc", 2),
            f"{minor}w!acc",
            f"{sharp}q!marc rq {sharp}q!marc",
            f"{natural}q!marc rq {natural}q.!marc",
            f"{last}q.!marc {last}q.!marc",
        ),
        43: low_action(five, five.rsplit(maxsplit=1)[-1]),
    }


def _statement(pitches: str) -> Line:
    """Bars 47 to 58 of a trombone or the tuba."""
    given = pitches.split()
    return {
        47: signed(driven(given[:8]), {0: "\\ff"}),
        55: final_notes(given[8:]),
    }


TROMBONE_1 = {
    31: r"\p \< g3w~ | g3w \.",
    **_low_brass("bb3 bb3 c4 b3", "bb3 c#4 c4 g3", "g3 bb3 c#4 c4 c#4"),
    **_statement("a3 bb3 bb3 c#4 d4 c#4 d4 d4/c#4 d4 db4 d4 c#4"),
}
TROMBONE_2 = {
    31: r"\p \< eb3w~ | eb3w \.",
    **_low_brass("gb3 gb3 ab3 g3", "gb3 a3 a3 eb3", "eb3 gb3 a3 e3 g3"),
    **_statement("f3 f3 g3 a3 a3 a3 bb3 g3/a3 f3 bb3 bb3 e3"),
}
BASS_TROMBONE_LINE = {
    31: r"\p \< c3w~ | c3w \.",
    **_low_brass("eb3 eb3 f2 g2", "eb3 f#2 a2 c3", "c3 eb3 f#2 a2 a2"),
    **_statement(" ".join(STATEMENT_ROOTS)),
}
TUBA_LINE = {
    **_low_brass("eb2 eb2 f2 g2", "eb2 f#2 a2 c2", "c2 eb2 f#2 a2 a1"),
    **_statement("d2 bb1 g1 a1 f1 f#1 g1 a1 bb1 gb1 g1 a1"),
}


def _part(name: str, short: str, instrument: Instrument, line: Line, clef: str) -> Part:
    return Part(name, short, (instrument,), (clef,), (line,), GROUP)


PARTS = (
    _part("Horn in F 1", "Hn. 1", HORN, HORN_1, "treble"),
    _part("Horn in F 2", "Hn. 2", HORN, HORN_2, "treble"),
    _part("Horn in F 3", "Hn. 3", HORN, HORN_3, "treble"),
    _part("Horn in F 4", "Hn. 4", HORN, HORN_4, "treble"),
    _part("Trumpet in B♭ 1", "Tpt. 1", TRUMPET, TRUMPET_1, "treble"),
    _part("Trumpet in B♭ 2", "Tpt. 2", TRUMPET, TRUMPET_2, "treble"),
    _part("Trumpet in B♭ 3", "Tpt. 3", TRUMPET, TRUMPET_3, "treble"),
    _part("Trombone 1", "Tbn. 1", TROMBONE, TROMBONE_1, "bass"),
    _part("Trombone 2", "Tbn. 2", TROMBONE, TROMBONE_2, "bass"),
    _part("Bass Trombone", "B. Tbn.", BASS_TROMBONE, BASS_TROMBONE_LINE, "bass"),
    _part("Tuba", "Tuba", TUBA, TUBA_LINE, "bass"),
)
