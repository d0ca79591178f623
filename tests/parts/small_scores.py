"""Cues small enough to read: ``score(part("Flute", "c5q d5 e5 f#5! | R"))``.

Bars stand between ``|``. A note is letter, ``#``/``b``/``n`` and octave, with a length (w h q e s, and a
dot) that stays until changed; ``!`` displays its accidental, ``~`` ties it to the next note of its pitch,
``+`` joins a chord, ``r`` is a rest, ``R`` a whole-bar rest, ``z`` an invisible rest, ``^`` a fermata.
Several voices of a bar are separated by ``//``.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from engraving.score import (
    Accidental,
    Anchor,
    Bar,
    Clef,
    Credits,
    Cue,
    Direction,
    Event,
    Head,
    Key,
    Mark,
    Metre,
    Music,
    Pitch,
    Segment,
    SourcePart,
    Spanner,
    TempoChange,
    Transposition,
)
from engraving.score.atoms import Kind, pack

TPQ = 24
_LENGTHS = {
    "w": (96, "whole"), "h": (48, "half"), "q": (24, "quarter"), "e": (12, "eighth"), "s": (6, "16th"),
}  # fmt: skip
_TOKEN = re.compile(r"(?P<what>R|r|z|[a-g][^wqhs!~^.]*?)(?P<length>[whqes])?(?P<dot>\.)?(?P<after>[!~^]*)$")
_NOTE = re.compile(r"([a-g])(##|bb|#|b|n)?(\d)")
_ALTER = {"": 0.0, "n": 0.0, "#": 1.0, "b": -1.0, "##": 2.0, "bb": -2.0}
_SIGN = {0.0: "natural", 1.0: "sharp", -1.0: "flat", 2.0: "double-sharp", -2.0: "flat-flat"}


class _Writer:
    def __init__(self, bar_length: int) -> None:
        self.bar_length = bar_length
        self.numbers: dict[int, int] = {}
        self.events: list[Event] = []
        self.open_ties: dict[tuple[int, Pitch], Anchor] = {}
        self.spanners: list[Spanner] = []

    def atom(self, bar: int, kind: Kind) -> int:
        self.numbers[bar] = self.numbers.get(bar, 0) + 1
        return pack(bar, self.numbers[bar], kind)

    def voice(self, bar: int, voice: int, staff: int, text: str) -> None:
        tick = bar * self.bar_length
        length, value, dots = 24, "quarter", 0
        for token in text.split():
            found = _TOKEN.match(token)
            assert found, token
            if found["length"]:
                length, value = _LENGTHS[found["length"]]
                dots = 1 if found["dot"] else 0
                length = length * 3 // 2 if dots else length
            what = found["what"]
            marks = (Mark(self.atom(bar, Kind.MARK), "fermata", "normal"),) if "^" in found["after"] else ()
            if what == "R":
                event = Event(
                    self.atom(bar, Kind.REST), bar, tick, self.bar_length, "whole", voice, staff,
                    marks=marks, whole_bar=True,
                )  # fmt: skip
                self.events.append(event)
                tick += self.bar_length
                continue
            if what in "rz":
                atom = self.atom(bar, Kind.REST)
                event = Event(
                    atom, bar, tick, length, value, voice, staff, dots=dots, marks=marks, visible=what == "r"
                )
            else:
                event = self.chord(bar, tick, length, value, voice, staff, dots, marks, what, found["after"])
            self.events.append(event)
            tick += length

    def chord(
        self, bar: int, tick: int, length: int, value: str, voice: int, staff: int, dots: int,
        marks: tuple[Mark, ...], what: str, after: str,
    ) -> Event:  # fmt: skip
        heads = []
        for name in what.split("+"):
            found = _NOTE.match(name)
            assert found, name
            pitch = Pitch(int(found[3]), "cdefgab".index(found[1]), _ALTER[found[2] or ""])
            shown = Accidental(_SIGN[pitch.alter]) if "!" in after else None
            heads.append(Head(self.atom(bar, Kind.HEAD), pitch, staff, shown))
        heads.sort(key=lambda head: head.pitch)
        identity = heads[0].atom
        for head in heads:
            here = Anchor(tick, staff, voice, identity, head.atom)
            start = self.open_ties.pop((voice, head.pitch), None)
            if start is not None:
                self.spanners.append(Spanner(self.atom(bar, Kind.TIE), "tie", start, here))
            if "~" in after:
                self.open_ties[(voice, head.pitch)] = here
        return Event(identity, bar, tick, length, value, voice, staff, tuple(heads), dots=dots, marks=marks)


def part(
    name: str,
    *staves: str,
    key: int | dict[int, int] = 0,
    clef: Clef | None = None,
    transposition: Transposition | None = None,
    directions: tuple[Direction, ...] = (),
    group: str = "",
    abbreviation: str = "",
    bar_length: int = 96,
) -> SourcePart:
    """A part from one string a staff. ``key`` may be given as {tick: fifths}."""
    writer = _Writer(bar_length)
    for staff, text in enumerate(staves, start=1):
        for bar, content in enumerate(text.split("|")):
            for voice, line in enumerate(content.split("//"), start=4 * staff - 3):
                writer.voice(bar, voice, staff, line)
    keys = key if isinstance(key, dict) else {0: key}
    music = Music(
        staves=len(staves),
        events=tuple(sorted(writer.events, key=lambda e: (e.tick, e.grace, e.staff, e.voice))),
        spanners=tuple(writer.spanners),
        directions=directions,
        clefs=tuple((0, staff, clef or Clef()) for staff in range(1, len(staves) + 1)),
        keys=tuple((tick, 0, Key(fifths)) for tick, fifths in keys.items()),
        metres=((0, 0, Metre()),),
        transpositions=((0, 0, transposition),) if transposition else (),
    )
    return SourcePart(name, name, abbreviation, group, music)


def score(*parts: SourcePart, bars: tuple[Bar, ...] = (), bar_length: int = 96, **fields: object) -> Cue:
    """A cue of those parts; 4/4 bars as many as the longest has, unless given. Part keys are P1, P2 …"""
    keyed = tuple(replace(p, key=f"P{i}") for i, p in enumerate(parts, start=1))
    count = 1 + max((event.bar for p in parts for event in p.music.events), default=0)
    plain = tuple(Bar(i, str(i + 1), i * bar_length, bar_length) for i in range(count))
    cue = Cue(Credits(), TPQ, bars or plain, keyed, metres=((0, 0, Metre()),))
    return replace(cue, **fields)


def words(bar: int, tick: int, text: str, staff: int = 0, kind: str = "words") -> Direction:
    """A direction with one segment."""
    return Direction(pack(bar, 900, Kind.DIRECTION), bar, tick, staff, (Segment(kind, text),))


def tempo(tick: int, quarters: float) -> TempoChange:
    """A tempo."""
    return TempoChange(tick, quarters)


def spelled(music: Music) -> list[str]:
    """Every note's name in order, with ``!`` where an accidental is printed, ``(!)`` in parentheses."""
    names = []
    for event in music.events:
        for head in event.heads:
            shown = head.accidental
            mark = "" if shown is None else "(!)" if shown.parentheses else "!"
            names.append(head.pitch.name + mark)
    return names
