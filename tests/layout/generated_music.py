"""Scores that Hypothesis writes: anything a player may find on a staff, in every combination, and shrinking to the least.

Bars are strings in the shorthand of ``small_music``; ``scores()`` gives whole scores of one part as MusicXML.
"""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import strategies as st

from tests.layout.figuration import across
from tests.layout.small_music import back, change, direction, dynamic, notes, rehearsal, score_xml, tempo, wedge, words

METRES = {"4/4": 4.0, "3/4": 3.0, "2/4": 2.0, "6/8": 3.0, "5/4": 5.0}
VALUES = {"w": 4.0, "h.": 3.0, "h": 2.0, "q.": 1.5, "q": 1.0, "e.": 0.75, "e": 0.5, "s": 0.25, "t": 0.125}
SILENCE = {2.0: "Rh", 3.0: "Rh.", 4.0: "Rw", 5.0: "rw rq"}
LETTERS = "cdefgab"
PITCH = re.compile(r"<pitch><step>(.)</step>(?:<alter>.*?</alter>)?<octave>(.)</octave></pitch>")
MARKS = (
    "staccato", "tenuto", "accent", "strong-accent", "fermata", "trill-mark", "up-bow", "mordent", "fingering:2",
    "breath-mark", "staccato,accent", "tremolo:2",
)  # fmt: skip

octaves = st.sampled_from((3, 4, 4, 4, 5, 5, 5, 6))
pitches = st.builds("{}{}{}".format, st.sampled_from(LETTERS), st.sampled_from(("", "", "", "#", "b")), octaves)
chords = st.lists(pitches, min_size=1, max_size=4, unique_by=lambda p: (p[0], p[-1]))


def height(pitch: str) -> int:
    """Steps over C0, so that chords can be sorted."""
    return 7 * int(pitch[-1]) + LETTERS.index(pitch[0])


@st.composite
def one_note(draw: st.DrawFn, value: str) -> str:
    """A rest, note or chord of one value, with what may belong to it."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return f"r{value}"
    chord = "+".join(sorted(draw(chords if kind < 4 else st.lists(pitches, min_size=1, max_size=1)), key=height))
    mark = f"{{{draw(st.sampled_from(MARKS))}}}" if draw(st.integers(0, 4)) == 0 else ""
    grace = ""
    if draw(st.integers(0, 12)) == 0:
        grace = f"({draw(st.sampled_from(('', '/')))}{draw(pitches)}e) "
    return f"{grace}{chord}{value}{mark}"


@st.composite
def beamed(draw: st.DrawFn, quarters: float) -> str:
    """A run of equal notes under one beam, perhaps slurred, a rest or a chord among them."""
    value = draw(st.sampled_from(("e", "s")))
    run = draw(st.lists(chords, min_size=int(quarters / VALUES[value]), max_size=int(quarters / VALUES[value])))
    written = ["+".join(sorted(chord[: draw(st.sampled_from((1, 1, 1, 3)))], key=height)) + value for chord in run]
    if len(written) > 2 and draw(st.integers(0, 3)) == 0:
        written[1] = f"r{value}"
    if draw(st.integers(0, 2)) == 0:
        written[0] += "{slur+}"
        written[-1] += "{slur-}"
    return " ".join(["[" + written[0], *written[1:-1], written[-1] + "]"])


@st.composite
def voice(
    draw: st.DrawFn, quarters: float, number: int, staff: int, held: tuple[str, str] = ("", ""), sung: bool = False
) -> str:
    """One bar of one voice; a tuplet, a beam, a tie or another clef now and then.

    ``held`` are the pitches tied over the barline before it and over the one after it.
    """
    if not any(held) and draw(st.integers(0, 9)) == 0:
        return notes(SILENCE[quarters], voice=number, staff=staff)
    result, left = [], quarters - (1.0 if held[1] else 0.0)
    if held[0]:
        result.append(notes(f"~{held[0]}q", voice=number, staff=staff))
        left -= 1.0
    while left > 0:
        kind = draw(st.integers(0, 14))
        if left >= 1.0 and kind == 0:
            three = " ".join(draw(st.lists(pitches, min_size=3, max_size=3).map(lambda p: [f"{x}e" for x in p])))
            result.append(notes(f"[{three}]", tuplet=3, voice=number, staff=staff))
            left -= 1.0
            continue
        if left >= 1.0 and kind in (1, 2, 3):
            length = 2.0 if left >= 2.0 and kind == 1 else 1.0
            result.append(notes(draw(beamed(length)), voice=number, staff=staff))
            left -= length
            continue
        if left >= 1.0 and kind == 4:
            pitch = draw(pitches)
            result.append(notes(f"{pitch}e~ ~{pitch}e", voice=number, staff=staff))
            left -= 1.0
            continue
        if kind == 5 and number % 4 == 1:
            result.append(change(clef=draw(st.sampled_from(("G2", "F4", "C3"))), staff=staff))
        value = draw(st.sampled_from([v for v, length in VALUES.items() if length <= left]))
        left -= VALUES[value]
        note = draw(one_note(value))
        syllables = ("* la" if note.startswith("(") else "la") if sung else ""
        result.append(notes(note, voice=number, staff=staff, lyrics=syllables))
    if held[1]:
        result.append(notes(f"{held[1]}q~", voice=number, staff=staff))
    return "".join(result)


@st.composite
def crossing(draw: st.DrawFn, quarters: float) -> str:
    """A bar of eighths under beams that go from staff to staff."""
    rising = draw(st.lists(st.sampled_from(("c3", "g3", "e4", "c5", "g5")), min_size=2, max_size=2))
    return across(" ".join([f"[{rising[0]}e {rising[1]}e]"] * int(quarters)), draw(st.sampled_from(("", "kneed"))))


@st.composite
def bars(
    draw: st.DrawFn, quarters: float, staves: int, held: tuple[str, str] = ("", ""), sung: bool = False
) -> str:
    """One bar of all voices, and what may stand over and under it."""
    before = draw(
        st.lists(
            st.one_of(
                st.sampled_from(("p", "f", "sfz", "ppp", "mf")).map(dynamic),
                st.sampled_from(("pizz.", "dolce", "cresc.", "con sord.")).map(words),
                st.sampled_from(("Allegro", "Meno mosso", "rit.")).map(tempo),
                st.sampled_from("AB").map(rehearsal),
            ),
            max_size=2,
        )
    )
    music = []
    if staves == 2 and not any(held) and draw(st.integers(0, 5)) == 0:
        music.append(draw(crossing(quarters)))
    else:
        for staff in range(1, staves + 1):
            for number in range(1, draw(st.sampled_from((1, 1, 2))) + 1):
                over = held if (staff, number) == (1, 1) else ("", "")
                music.append(draw(voice(quarters, number + 4 * (staff - 1), staff, over, sung and number == 1)))
    inside = back(quarters).join(music)
    if draw(st.integers(0, 9)) == 0:
        inside = direction('<octave-shift type="down" size="8"/>') + inside + direction('<octave-shift type="stop"/>')
    if draw(st.integers(0, 5)) == 0:
        inside = wedge(draw(st.sampled_from(("crescendo", "diminuendo")))) + inside + wedge("stop")
    return "".join(before) + inside


@st.composite
def scores(draw: st.DrawFn, most_bars: int = 9) -> str:
    """A whole score of one part."""
    staves = draw(st.sampled_from((1, 1, 1, 2)))
    time = draw(st.sampled_from(tuple(METRES)))
    tied = draw(st.lists(st.one_of(st.just(""), st.just(""), pitches), min_size=1, max_size=most_bars - 1))
    sung = draw(st.integers(0, 4)) == 0
    written = [draw(bars(METRES[time], staves, held, sung)) for held in pairwise(("", *tied, ""))]
    if draw(st.booleans()):
        written[-1] = change(key=draw(st.integers(-4, 4))) + written[-1]
    if staves == 1 and draw(st.integers(0, 7)) == 0:
        drums = [PITCH.sub(r"<unpitched><display-step>\1</display-step><display-octave>\2</display-octave></unpitched>", bar)
                 for bar in written]
        return score_xml(*drums, time=time, clefs=("percussion",), lines=draw(st.sampled_from((1, 5))), name="Drum Set")
    clefs = ("G2", "F4") if staves == 2 else (draw(st.sampled_from(("G2", "F4", "C3"))),)
    return score_xml(
        *written, key=draw(st.integers(-5, 5)), time=time, clefs=clefs, name="Piano" if staves == 2 else "Flute"
    )
