"""Which line a cue shows, and how much of it (R57, R58).

The best line can be heard (loud, solo, at the edge of the texture), can be followed (it moves, and is neither
a tremolo nor an accompaniment that repeats itself) and is played near the reader. The cue begins where
that line begins a phrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from engraving.parts.ensemble import Ensemble
from engraving.parts.lines import LineKey, Passage
from engraving.parts.tunes import FEWEST_NOTES, tunefulness

FEWEST_BARS = 2
CONSIDERED = 4  # lines, when the best plays too little or lies too far off
MOST_SILENT = 1  # bars of silence inside a cue
ENOUGH, PLENTY = 5.0, 14.0  # seconds: what is over sooner is hard to recognise, what lasts longer needless
SOUNDS_OUT = {
    "brass": 0.25, "woodwind": 0.2, "voice": 0.2, "strings": 0.15, "timpani": 0.1, "percussion": 0.0,
    "keyboard": 0.1, "harp": 0.0,
}  # fmt: skip
HIGHEST, LOWEST = 0.3, 0.1
DEEPEST, DEEP = 50, 0.02  # what lies under the bass staff's middle is felt more than heard
SOLO = 0.3
PLUCKED = 0.15
DOUBLED, MOST_DOUBLED = 0.06, 0.2
UNDER_FIRST = 0.2  # a second player's line, while the first's lies over it
SUNG = 0.7  # a singer's line for players: singers are not at every rehearsal, and stand in front of the orchestra
SAME_FAMILY, FAR, FARTHEST = 0.1, 0.015, 0.3  # a part farther off in the score each
STRANGE = 0.1  # an octave that a line lies farther off than two from the middle of the reader's staff
BORDER = 0.6  # a rehearsal mark, double bar, new tempo


class CuePolicy(msgspec.Struct, frozen=True, gc=False):
    """Cue notes before entries after ``after_bars`` bars or ``after_seconds`` of rest.

    They are ``bars`` long at most unless no phrase begins there, then ``most`` at most.
    """

    after_bars: int = 8
    after_seconds: float = 15.0
    bars: int = 4
    most: int = 8


class Chosen(NamedTuple):
    """A cue: its line, from bar index ``first`` to ``last``."""

    line: LineKey
    first: int
    last: int


class Reader(NamedTuple):
    """Who reads the cue: index of the part they stand at, their own parts, and what their staves' middles sound.

    ``middles`` are semitones; there are none where no pitches are read.
    """

    part: int
    own: Collection[int]
    middles: Collection[float]


class Player(NamedTuple):
    """Who plays a part: index of the first part of the same instrument, its family, and how it sounds.

    ``semitones`` lead from the source's pitch to the sounding one.
    """

    leader: int
    family: str
    semitones: int


class _Heard(NamedTuple):
    """A line over a stretch of bars, how high it sounds on average, and what it is worth whoever reads it."""

    line: LineKey
    height: float
    worth: float
    unpitched: bool


class CueChooser:
    """Chooses cues out of an ensemble; what a stretch of bars is worth is worked out once for all readers."""

    def __init__(
        self,
        ensemble: Ensemble,
        players: Sequence[Player],
        seconds: Sequence[float],
        borders: bytes,
        unsure: Collection[int] = (),
    ) -> None:
        """``players`` are those of the cue's parts; ``seconds`` elapsed at each bar (-1: unknown).

        ``borders`` has a 1 at each bar that begins a section; ``unsure`` are parts whose pitch is not certain.
        """
        self.ensemble = ensemble
        self.players = players
        self.seconds = seconds
        self.borders = borders
        self.unsure = unsure
        self._heard: dict[tuple[int, int], list[_Heard]] = {}
        self._phrases: dict[tuple[LineKey, int], float] = {}

    def choices(self, rest: tuple[int, int], reader: Reader, policy: CuePolicy) -> Iterator[Chosen]:
        """Cues for the end of the rest from one bar index to another, the best first, those that play too little last.

        There is none when nothing suitable sounds.
        """
        last = rest[1]
        first = max(rest[0], last - policy.bars + 1)
        lines: list[tuple[float, LineKey]] = []
        for heard in self._stretch(first, last):
            part = heard.line.part
            if part not in reader.own and part not in self.unsure and not (heard.unpitched and reader.middles):
                lines.append((-round(heard.worth + self._suits(heard, reader), 6), heard.line))
        short: list[Chosen] = []
        for _, line in sorted(lines)[:CONSIDERED]:
            cue = Chosen(line, self._beginning(line, rest, policy), last)
            if self._too_short(cue):
                short.append(cue)
            else:
                yield cue
        yield from short

    def _too_short(self, cue: Chosen) -> bool:
        """A bar that is over before it is recognised, or a note or two."""
        passage = self.ensemble.lines[cue.line].passage(cue.first, cue.last)
        if passage is None or len(passage.notes) < FEWEST_NOTES - 1:
            return True
        return cue.last - cue.first + 1 < FEWEST_BARS and self._lasts(cue.first, cue.last) < ENOUGH

    def _suits(self, heard: _Heard, reader: Reader) -> float:
        """What a line is worth more or less to one reader.

        Near in the score is near on the stage; the players of one instrument sit together.
        """
        one, other = self.players[heard.line.part], self.players[reader.part]
        sung = one.family == "voice" and other.family != "voice"
        worth = -SUNG if sung else -min(FAR * abs(one.leader - other.leader), FARTHEST)
        if reader.middles:
            away = min([abs(heard.height - middle) for middle in reader.middles])
            worth -= STRANGE * max(away / 12 - 2, 0.0)
        return worth + SAME_FAMILY if one.family and one.family == other.family else worth

    # Which line

    def _stretch(self, first: int, last: int) -> list[_Heard]:
        """Every line that may be a cue over these bars, in score order."""
        key = (first, last)
        if key not in self._heard:
            self._heard[key] = self._listen(first, last)
        return self._heard[key]

    def _listen(self, first: int, last: int) -> list[_Heard]:
        heard = [line.passage(first, last) for line in self.ensemble.lines.values()]
        passages = [passage for passage in heard if passage is not None]
        ending = [passage for passage in passages if passage.cuts[-2] < passage.cuts[-1]]  # not silent in the last bar
        heights = {passage.line: self._height(passage) for passage in ending}
        high, low = max(heights.values(), default=0.0), min(heights.values(), default=0.0)
        tunes = {passage.line: self._tune(passage) for passage in ending}
        doubled = Counter(tunes.values())
        firsts = self._firsts(passages)
        start, end = self.ensemble.cue.bars[first].start, self.ensemble.cue.bars[last].end
        found = []
        for passage in passages:
            line = passage.line
            melodic = tunefulness(self.ensemble, passage, start, end)
            if melodic is None or self.ensemble.has_signs(line.part, start, end):
                continue
            worth = melodic + self._audible(line, end)
            height = heights.get(line)
            if height is not None:
                worth += HIGHEST if height > high - 0.5 else LOWEST if height < low + 0.5 else 0.0
                worth -= min(DEEP * max(DEEPEST - height, 0.0), 0.4)
                worth += min(DOUBLED * (doubled[tunes[line]] - 1), MOST_DOUBLED)
                worth -= UNDER_FIRST if firsts.get(self.players[line.part].leader, line) != line else 0.0
            mean = sum(passage.pitches) / len(passage.pitches) + self.players[line.part].semitones
            found.append(_Heard(line, mean, worth, passage.notes[0].heads[-1].unpitched))
        return found

    def _firsts(self, passages: Iterable[Passage]) -> dict[int, LineKey]:
        """Of wind players of one instrument who play all the time, the one who lies highest: the others go with it."""
        steady: dict[int, list[Passage]] = {}
        for passage in passages:
            player = self.players[passage.line.part]
            if player.family in ("woodwind", "brass") and all(passage.bars()):
                steady.setdefault(player.leader, []).append(passage)
        return {leader: min(lines, key=_from_above).line for leader, lines in steady.items()}

    def _height(self, passage: Passage) -> float:
        """The mean sounding pitch of its last bar."""
        pitches = passage.pitches[passage.cuts[-2] :]
        return sum(pitches) / len(pitches) + self.players[passage.line.part].semitones

    def _tune(self, passage: Passage) -> tuple[tuple[int, float], ...]:
        """The notes of its last bar by tick and pitch class, so that octaves count as the same."""
        up, start = self.players[passage.line.part].semitones, passage.cuts[-2]
        pitches, notes = passage.pitches[start:], passage.notes[start:]
        return tuple([(event.tick, (pitch + up) % 12) for event, pitch in zip(notes, pitches, strict=True)])

    def _audible(self, line: LineKey, tick: int) -> float:
        """How well it comes through: dynamic, kind of instrument, solo, plucked."""
        loud = self.ensemble.loudness(line.part, tick - 1)
        solo = SOLO if self.ensemble.is_solo(line.part, tick - 1) else 0.0
        family = self.players[line.part].family
        plucked = family == "strings" and self.ensemble.is_plucked(line.part, line.staff, tick - 1, tick)
        return 0.6 * (loud - 0.5) + SOUNDS_OUT.get(family, 0.0) + solo - (PLUCKED if plucked else 0.0)

    # How much of it

    def _beginning(self, line: LineKey, rest: tuple[int, int], policy: CuePolicy) -> int:
        """The bar the cue begins with: the best start of a phrase that is not too far back."""
        last = rest[1]
        best, found = -9.0, last
        silent, notes = 0, self.ensemble.lines[line]
        for count in range(1, min(policy.most, last - rest[0] + 1) + 1):
            bar = last - count + 1
            if not notes.in_bar(bar):
                silent += 1
                continue
            if silent > MOST_SILENT:
                break
            lasts = self._lasts(bar, last)
            worth = self._phrase_at(line, bar) - 0.2 * max(count - policy.bars, 0) - max(1.0 - lasts / ENOUGH, 0.0)
            worth -= 0.15 * max(lasts - PLENTY, 0.0) + 0.5 * silent
            if count < FEWEST_BARS:
                worth -= 1.5 if lasts < ENOUGH else 0.3
            if worth > best + 1e-9:
                best, found = worth, bar
        return found

    def _lasts(self, first: int, last: int) -> float:
        """Seconds; at 120 quarters a minute where the tempo is unknown."""
        start, end = self.seconds[first], self.seconds[last + 1]
        if start >= 0 and end >= 0:
            return end - start
        cue = self.ensemble.cue
        return (cue.bars[last].end - cue.bars[first].start) / cue.ticks_per_quarter / 2

    def _phrase_at(self, line: LineKey, index: int) -> float:
        key = (line, index)
        if key not in self._phrases:
            self._phrases[key] = self._phrase(line, index)
        return self._phrases[key]

    def _phrase(self, line: LineKey, index: int) -> float:
        """How clearly the line begins something with its first note in a bar."""
        notes, spans = self.ensemble.lines[line], self.ensemble.spans(line.part)
        own = notes.in_bar(index)
        if not own or own[0].id in spans.tied:
            return -1.0
        bar, begins = self.ensemble.cue.bars[index], own[0].tick
        before = notes.in_bar(index - 1)
        silence = begins - (before[-1].end if before else bar.start - bar.length)
        worth = 0.8 * min(max(silence, 0) / self.ensemble.cue.ticks_per_quarter, 1.0)
        if any(spanner.kind == "slur" for spanner in spans.begin.get(own[0].id, ())):
            worth += 0.3
        if spans.over(begins, line.voice):
            worth -= 0.5
        return worth + (BORDER if self.borders[index] else 0.0)


def _from_above(passage: Passage) -> tuple[float, LineKey]:
    """Sorts passages by their mean pitch, the highest first."""
    return -sum(passage.pitches) / len(passage.pitches), passage.line
