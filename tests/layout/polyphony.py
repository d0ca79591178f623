"""Polyphony as people write it: choirs on one staff or two, keyboard fugues, divided strings, guitars.

Voices keep to their ranges, move mostly by step, cross seldom and share unisons now and then; they have rests, dots,
ties over the beat and the barline, accidentals, articulations, slurs, triplets and grace notes. A ``Random`` decides: the
same seed gives the same music, whatever else has been imported.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.layout.small_music import back, dynamic, notes, score_xml

LETTERS = "cdefgab"
VALUES = {"w": 16, "h.": 12, "h": 8, "q.": 6, "q": 4, "e.": 3, "e": 2, "s": 1}
"""In sixteenths."""

WALKING = (("h", "h"), ("h.", "q"), ("q", "q", "h"), ("q", "q", "q", "q"), ("q.", "e", "h"), ("h", "q.", "e"), ("w",))
RUNNING = (
    ("q", "e", "e", "q", "q"), ("e",) * 8, ("q.", "e", "q", "q"), ("e.", "s", "e.", "s", "h"), ("e", "e", "q", "h"),
    ("s", "s", "s", "s", "e", "e", "q", "q"), ("q", "q.", "e", "q"), ("e", "q", "e", "h"), ("e", "s", "s", "q", "h"),
)  # fmt: skip
HELD = (("w",), ("h.", "q"), ("h", "h"), ("h", "h"))
MARKS = (
    "staccato", "tenuto", "accent", "staccato", "strong-accent", "fermata", "trill-mark", "up-bow", "fingering:2",
    "staccato,accent", "mordent",
)  # fmt: skip


class Voice(NamedTuple):
    """A voice: its staff, its range in steps over C0, its rhythms, how often it rests, and how often it has chords."""

    staff: int
    low: int
    high: int
    rhythms: tuple[tuple[str, ...], ...]
    rests: float = 0.08
    chords: float = 0.0


def step(name: str) -> int:
    """A pitch as steps over C0."""
    return 7 * int(name[1]) + LETTERS.index(name[0])


def voice(
    staff: int, low: str, high: str, rhythms: tuple[tuple[str, ...], ...], rests: float = 0.08, chords: float = 0.0
) -> Voice:
    """A voice between two pitches."""
    return Voice(staff, step(low), step(high), rhythms, rests, chords)


SETTINGS: dict[str, tuple[tuple[str, ...], tuple[Voice, ...]]] = {
    "choir on two staves": (
        ("G2", "F4"),
        (
            voice(1, "c4", "a5", WALKING, 0.03), voice(1, "g3", "d5", WALKING, 0.03),
            voice(2, "c3", "a4", WALKING, 0.03), voice(2, "f2", "d4", WALKING, 0.03),
        ),
    ),
    "women's voices": (("G2",), (voice(1, "d4", "a5", WALKING + RUNNING), voice(1, "g3", "d5", WALKING + RUNNING))),
    "fugue of three": (
        ("G2", "F4"),
        (
            voice(1, "f4", "b5", RUNNING, 0.15), voice(1, "b3", "e5", RUNNING + WALKING, 0.15),
            voice(2, "c2", "d4", RUNNING, 0.15),
        ),
    ),
    "fugue of four": (
        ("G2", "F4"),
        (
            voice(1, "e4", "b5", RUNNING, 0.12), voice(1, "a3", "e5", RUNNING + WALKING, 0.12),
            voice(2, "e3", "c5", RUNNING + WALKING, 0.12), voice(2, "c2", "e4", RUNNING, 0.12),
        ),
    ),
    "divided violins": (
        ("G2",), (voice(1, "g4", "e6", RUNNING + WALKING), voice(1, "g3", "b5", RUNNING + WALKING)),
    ),
    "violins in three": (
        ("G2",), (voice(1, "a4", "e6", WALKING), voice(1, "d4", "b5", WALKING), voice(1, "g3", "f5", WALKING)),
    ),
    "divided cellos": (("F4",), (voice(1, "c3", "a4", RUNNING + WALKING), voice(1, "c2", "d4", HELD))),
    "violas in four": (
        ("C3",),
        (
            voice(1, "c4", "a5", WALKING), voice(1, "a3", "e5", WALKING), voice(1, "e3", "b4", WALKING),
            voice(1, "c3", "f4", WALKING),
        ),
    ),
    "guitar": (("G2",), (voice(1, "g4", "a5", RUNNING, 0.12, 0.2), voice(1, "e3", "f4", HELD, 0.2))),
    "keyboard": (
        ("G2", "F4"),
        (
            voice(1, "g4", "c6", RUNNING + WALKING, 0.05, 0.4), voice(1, "c4", "e5", RUNNING + HELD, 0.1, 0.3),
            voice(2, "e3", "c5", RUNNING + HELD, 0.1, 0.3), voice(2, "c2", "e4", RUNNING + WALKING, 0.1, 0.3),
        ),
    ),
}  # fmt: skip


class _Line:
    """One voice as it is being written, bar by bar."""

    def __init__(self, chance: Random, own: Voice, number: int, leader: _Line | None, crossing: float) -> None:
        """``leader``: the voice whose rhythm it mostly has, where three or four share a staff."""
        self.chance = chance
        self.leader = leader
        self.crossing = crossing if leader is None else crossing / 4
        self.rhythm: list[str] = []
        self.own = own
        self.number = number
        self.at = (own.low + own.high + chance.choice((0, 0, 2, 4))) // 2
        self.low = self.at  # of the chord that stands there
        self.tied = ""  # the pitch that is held over the barline

    def bar(self, above: list[int], *, last: bool) -> tuple[str, list[int]]:
        """One bar of 4/4 under what stands ``above`` it in each sixteenth; and where it stands itself."""
        if not self.tied and self.chance.random() < self.own.rests / 2:
            self.rhythm = ["w"]
            return notes("Rw", voice=self.number, staff=self.own.staff), [99] * 16
        rhythm, mine, time = self._rhythm(), [99] * 16, 0
        self.rhythm = rhythm
        tokens: list[str] = []
        written: list[str] = []
        slurred, left = False, 0
        for k, value in enumerate(rhythm):
            length = VALUES[value]
            final = k == len(rhythm) - 1
            if value == "q" and not self.tied and not slurred and time % 4 == 0 and self.chance.random() < 0.06:
                written.append(self._tokens(tokens))
                tokens = []
                written.append(self._triplet(min(above[time : time + length])))
                mine[time : time + length] = [self.low] * length
                time += length
                continue
            if not self.tied and not slurred and self.chance.random() < self.own.rests:
                tokens.append(f"r{value}")
                time += length
                continue
            pitch = self.tied or self._pitch(min(above[time : time + length]))
            stop, self.tied = ("~" if self.tied else ""), ""
            start = "~" if self.chance.random() < (0.15 if final else 0.08) and not (final and last) else ""
            marks = [self.chance.choice(MARKS)] * (self.chance.random() < 0.15)
            if start and not final:
                marks = []
            left -= 1
            if slurred and (final or left <= 0) and not start:
                marks, slurred = ["slur-"], False
            elif not slurred and not final and not start and self.chance.random() < 0.15:
                marks, slurred, left = ["slur+"], True, self.chance.randint(1, 4)
            if slurred and final:  # held over the barline: the slur would have to end there
                start, marks, slurred = "", ["slur-"], False
            grace = "" if stop or slurred or self.chance.random() > 0.02 else f"(/{self._name(self.at + 1)}e) "
            mark = f"{{{','.join(marks)}}}" if marks else ""
            tokens.append(f"{grace}{stop}{pitch}{value}{start}{mark}")
            if start:
                self.tied = pitch
            mine[time : time + length] = [self.low] * length
            time += length
        written.append(self._tokens(tokens))
        return "".join(written), mine

    def _rhythm(self) -> list[str]:
        if self.leader is not None and self.chance.random() < 0.7:
            return list(self.leader.rhythm)
        rhythm = list(self.chance.choice(self.own.rhythms))
        if rhythm.count("q") and self.chance.random() < 0.1:
            self.chance.shuffle(rhythm)
        return rhythm

    def _tokens(self, tokens: list[str]) -> str:
        written = notes(" ".join(tokens), voice=self.number, staff=self.own.staff) if tokens else ""
        return written.replace('<slur number="1"', f'<slur number="{self.number}"')

    def _triplet(self, ceiling: int) -> str:
        three = [self._pitch(ceiling).split("+")[-1] + "e" for _ in range(3)]
        if self.chance.random() < 0.2:
            three[self.chance.randint(0, 2)] = "re"
        else:
            three = [f"[{three[0]}", three[1], f"{three[2]}]"]
        return notes(" ".join(three), voice=self.number, staff=self.own.staff, tuplet=3)

    def _pitch(self, ceiling: int) -> str:
        """The next pitch: mostly a step or a third away, under the voice above but for a seldom crossing."""
        moved = self.at + self.chance.choice((-4, -3, -2, -2, -1, -1, -1, 0, 1, 1, 1, 2, 2, 3, 4))
        moved = min(max(moved, self.own.low), self.own.high)
        if self.chance.random() >= self.crossing:
            moved = min(moved, ceiling - self.chance.choice((0, 1, 2, 2, 2, 3)))
        self.at = self.low = moved
        chord = [moved]
        if self.chance.random() < self.own.chords:
            for below in self.chance.sample((1, 2, 3, 4, 5, 7), self.chance.randint(1, 2)):
                if moved - below >= self.own.low - 3:
                    chord.append(moved - below)
        self.low = min(chord)
        return "+".join(self._name(place) for place in sorted(chord))

    def _name(self, place: int) -> str:
        letter = LETTERS[place % 7]
        sign = self.chance.choice(("#", "b")) if self.chance.random() < 0.1 else ""
        if letter + sign in ("e#", "b#", "cb", "fb"):
            sign = ""
        return f"{letter}{sign}{place // 7}"


def polyphony(chance: Random, setting: str = "", most_bars: int = 6, *, crossing: float = 0.04) -> str:
    """A score of one part in one of the ``SETTINGS``, any of them when none is named.

    ``crossing``: how often a note may stand over the voice above.
    """
    clefs, voices = SETTINGS[setting or chance.choice(sorted(SETTINGS))]
    lines: list[_Line] = []
    for own in voices:
        crowd = sum(other.staff == own.staff for other in voices) > 2
        lines.append(_Line(chance, own, len(lines) + 1, lines[-1] if crowd and lines else None, crossing))
    count = chance.randint(2, most_bars)
    bars = []
    for bar in range(count):
        above, music = [99] * 16, []
        for line in lines:
            text, mine = line.bar(above, last=bar == count - 1)
            music.append(text)
            above = [mine[k] if mine[k] < 99 else above[k] for k in range(16)]
        before = dynamic(chance.choice(("p", "mf", "f"))) if chance.random() < 0.2 else ""
        bars.append(before + back().join(music))
    key = chance.choice((0, 0, 1, 2, 3, -1, -2, -3, -4))
    return score_xml(*bars, key=key, clefs=clefs, name="Piano" if len(clefs) == 2 else "Flute")
