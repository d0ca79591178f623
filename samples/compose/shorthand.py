# SPDX-License-Identifier: Apache-2.0
r"""A small text notation for music, read into events.

A line of music is text, bar by bar, with ``|`` between bars and ``&`` between the
voices of one bar.  The tokens of a bar are separated by blanks:

``c#5q.``         note: letter, accidental (``#``, ``b``), octave, length, dots
``d4+f4+a4h``     chord; a ``*`` after a pitch makes its head a diamond
``rq``, ``R``     rest; rest for the whole bar
``SNe``           struck instrument named by two capitals
``{5:4`` ... ``}``  tuplet; the ratio ``2:1`` is a tremolo between two notes
``g/d5``, ``g=d5``  grace note: one with a slash, or one of a group
``\mf``           dynamic;  ``\<`` ``\>`` ``\.`` open and close a hairpin
``"dolce"``       words
``@name:value``   anything else that stands between notes (clef, pedal, ...)

Lengths are w h q e s t (whole to thirty-second) and hold until the next one given.
After the length come ``~`` (tie), ``(`` ``)`` (slur), ``[`` ``]`` (second slur), and
``!`` with marks parted by commas.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

QUARTER = 840
TICKS = {
    "w": QUARTER * 4,
    "h": QUARTER * 2,
    "q": QUARTER,
    "e": QUARTER // 2,
    "s": QUARTER // 4,
    "t": QUARTER // 8,
}
STEPS = "CDEFGAB"
SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ALTERS = {"": 0, "#": 1, "##": 2, "b": -1, "bb": -2}

_PITCH = re.compile(r"([a-g])(##|#|bb|b)?(\d)(\*?)")
_NOTE = re.compile(
    r"(?P<what>r|R|[A-Z]{2}|[a-g][#b]*\d\*?(?:\+[a-g][#b]*\d\*?)*)"
    r"(?P<kind>[whqest])?(?P<dots>\.*)(?P<links>[~()\[\]]*)"
    r"(?:!(?P<marks>[a-z0-9.,]+)(?P<more>[~()\[\]]*))?"
)
_GRACE = re.compile(r"g(?P<style>[/=])(?P<what>[a-g][#b]*\d)(?P<links>[()\[\]]*)")
_TOKEN = re.compile(r'"[^"]*"|\S+')


class ShorthandError(ValueError):
    """Text that is not in the notation."""


@dataclass(frozen=True, slots=True)
class Pitch:
    """A spelled pitch."""

    step: str
    alter: int
    octave: int
    diamond: bool = False

    @property
    def midi(self) -> int:
        """The key number, middle C being 60."""
        return 12 * (self.octave + 1) + SEMITONES[self.step] + self.alter

    def moved(self, diatonic: int, chromatic: int) -> "Pitch":
        """The pitch moved by an interval, its spelling following the letters."""
        place = self.octave * 7 + STEPS.index(self.step) + diatonic
        octave, index = divmod(place, 7)
        plain = Pitch(STEPS[index], 0, octave, self.diamond)
        return Pitch(plain.step, self.midi + chromatic - plain.midi, octave, self.diamond)

    def simplest(self) -> "Pitch":
        """The everyday spelling: no doubles, and no B sharp, E sharp, C flat, F flat."""
        odd = abs(self.alter) > 1 or (self.step, self.alter) in {
            ("B", 1),
            ("E", 1),
            ("C", -1),
            ("F", -1),
        }
        if not odd:
            return self
        return self.moved(1, 0) if self.alter > 0 else self.moved(-1, 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A note, chord or rest of one voice."""

    pitches: tuple[Pitch, ...]
    kind: str
    dots: int = 0
    ratio: tuple[int, int] = (1, 1)
    tie: bool = False
    links: str = ""
    marks: frozenset[str] = frozenset()
    grace: str = ""
    drum: str = ""
    whole_bar: bool = False
    tuplet: str = ""
    cue: bool = False

    @property
    def is_rest(self) -> bool:
        """Whether nothing sounds."""
        return not self.pitches and not self.drum

    @property
    def ticks(self) -> int:
        """The length, except of a rest for the whole bar."""
        if self.grace:
            return 0
        plain = TICKS[self.kind]
        dotted = plain + sum(plain >> (n + 1) for n in range(self.dots))
        length, remainder = divmod(dotted * self.ratio[1], self.ratio[0])
        if remainder or plain % (1 << self.dots):
            raise ShorthandError(f"length {self.kind} with {self.dots} dots is too fine")
        return length


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that stands between notes."""

    family: str
    value: str


Event = Note | Sign


@dataclass(slots=True)
class _Reader:
    """What holds from token to token."""

    kind: str = "q"
    dots: int = 0
    ratio: tuple[int, int] = (1, 1)
    cue: bool = False
    events: list[Event] = field(default_factory=list)
    tuplet_start: int = -1

    def take(self, token: str) -> None:
        """Read one token."""
        if token.startswith('"'):
            self.events.append(Sign("words", token[1:-1]))
        elif token.startswith("\\"):
            family = "wedge" if token[1:] in {"<", ">", "."} else "dynamic"
            self.events.append(Sign(family, token[1:]))
        elif token.startswith("@"):
            self._special(token[1:])
        elif token.startswith("{"):
            actual, normal = token[1:].split(":")
            self.ratio = (int(actual), int(normal))
            self.tuplet_start = len(self.events)
        elif token.startswith("}"):
            self._close_tuplet()
        else:
            self.events.append(self._note(token))

    def _special(self, text: str) -> None:
        if text in {"cue", "cue."}:
            self.cue = text == "cue"
            return
        family, _, value = text.partition(":")
        self.events.append(Sign(family, value))

    def _close_tuplet(self) -> None:
        places = [
            place
            for place in range(self.tuplet_start, len(self.events))
            if isinstance(self.events[place], Note)
        ]
        for place, word in ((places[0], "start"), (places[-1], "stop")):
            note = self.events[place]
            assert isinstance(note, Note)
            self.events[place] = _with_tuplet(note, word)
        self.ratio = (1, 1)

    def _note(self, token: str) -> Note:
        grace = _GRACE.fullmatch(token)
        if grace:
            kind = "e" if grace["style"] == "/" else "s"
            return Note(read_pitches(grace["what"]), kind, links=grace["links"], grace=grace["style"])
        match = _NOTE.fullmatch(token)
        if not match:
            raise ShorthandError(f"cannot read {token!r}")
        if match["kind"]:
            self.kind, self.dots = match["kind"], len(match["dots"])
        what, links = match["what"], match["links"] + (match["more"] or "")
        return Note(
            read_pitches(what) if what[0] in "abcdefg" else (),
            self.kind,
            self.dots,
            self.ratio,
            tie="~" in links,
            links=links.replace("~", ""),
            marks=frozenset((match["marks"] or "").split(",")) - {""},
            drum=what if what.isupper() and what != "R" else "",
            whole_bar=what == "R",
            cue=self.cue,
        )


def _with_tuplet(note: Note, word: str) -> Note:
    return Note(
        note.pitches,
        note.kind,
        note.dots,
        note.ratio,
        note.tie,
        note.links,
        note.marks,
        note.grace,
        note.drum,
        note.whole_bar,
        note.tuplet + word,
        note.cue,
    )


def read_pitches(text: str) -> tuple[Pitch, ...]:
    """The pitches of a chord, as written from one to the next."""
    found = _PITCH.findall(text)
    return tuple(
        Pitch(letter.upper(), ALTERS[sign], int(octave), star == "*") for letter, sign, octave, star in found
    )


def read_bars(text: str) -> Iterator[list[list[Event]]]:
    """The bars of a line, each a list of voices, each a list of events."""
    readers: dict[int, _Reader] = {}
    for bar in text.split("|"):
        voices = []
        for number, voice in enumerate(bar.split("&")):
            reader = readers.setdefault(number, _Reader())
            reader.events = []
            for token in _TOKEN.findall(voice):
                reader.take(token)
            voices.append(reader.events)
        yield voices


def _respelled(match: re.Match[str], diatonic: int, chromatic: int) -> str:
    pitch = read_pitches(match[0])[0].moved(diatonic, chromatic)
    sign = {alter: sign for sign, alter in ALTERS.items()}[pitch.alter]
    return f"{pitch.step.lower()}{sign}{pitch.octave}{match[4]}"


def moved(text: str, diatonic: int, chromatic: int) -> str:
    """The same music moved by an interval."""
    return re.sub(
        r"(?<![\w\"!,:@\\])" + _PITCH.pattern,
        lambda match: _respelled(match, diatonic, chromatic),
        text,
    )


def octave(text: str, count: int) -> str:
    """The same music ``count`` octaves higher."""
    return moved(text, 7 * count, 12 * count)


def bars(*texts: str) -> str:
    """Bars joined into a line."""
    return " | ".join(texts)


def again(text: str, times: int) -> str:
    """The same bar several times."""
    return bars(*[text] * times)
