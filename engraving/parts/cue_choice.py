"""Which line a cue shows, and how much of it (R57, R58).

The best line can be heard (loud, solo, at the edge of the texture), can be followed (it moves, and is neither
a tremolo nor an accompaniment that repeats itself) and is played near the reader. The cue begins where
that line begins a phrase.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from engraving.parts.ensemble import Ensemble, LineBar, LineKey

FEWEST_NOTES = 3
FEWEST_BARS = 2
CONSIDERED = 4  # lines, when the best plays too little
MOST_SILENT = 1  # bars of silence inside a cue
ENOUGH, PLENTY = 5.0, 14.0  # seconds: what is over sooner is hard to recognise, what lasts longer needless
SOUNDS_OUT = {
    "brass": 0.25, "woodwind": 0.2, "voice": 0.2, "strings": 0.15, "timpani": 0.1, "percussion": 0.0,
    "keyboard": 0.1, "harp": 0.0,
}  # fmt: skip
HIGHEST, LOWEST = 0.3, 0.1
DEEPEST, DEEP = 50, 0.02  # what lies under the bass staff's middle is felt more than heard
LEAP, WIDE = 7, 14  # semitones: tunes seldom leap farther; a wider one leaves the staff
SOLO = 0.3
DOUBLED, MOST_DOUBLED = 0.05, 0.15
UNDER_FIRST = 0.2  # a second player's line, while the first's lies over it
SAME_FAMILY, FAR, FARTHEST = 0.1, 0.015, 0.3  # a part farther off in the score each
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
    """Who reads the cue: index of the part they stand at, their own parts, whether they read pitches."""

    part: int
    own: Collection[int]
    pitched: bool


class Player(NamedTuple):
    """Who plays a part: index of the first part of the same instrument, its family, and how it sounds.

    ``semitones`` lead from the source's pitch to the sounding one.
    """

    leader: int
    family: str
    semitones: int


class _Heard(NamedTuple):
    """A line over a stretch of bars, and what it is worth whoever reads it."""

    line: LineKey
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

    def choose(self, rest: tuple[int, int], reader: Reader, policy: CuePolicy) -> Chosen | None:
        """The cue at the end of the rest from one bar index to another; None when nothing suitable sounds."""
        last = rest[1]
        first = max(rest[0], last - policy.bars + 1)
        lines: list[tuple[float, LineKey]] = []
        for heard in self._stretch(first, last):
            part = heard.line.part
            if part not in reader.own and part not in self.unsure and not (heard.unpitched and reader.pitched):
                lines.append((-round(heard.worth + self._near(part, reader.part), 6), heard.line))
        best: Chosen | None = None
        for _, line in sorted(lines)[:CONSIDERED]:
            cue = Chosen(line, self._beginning(line, rest, policy), last)
            if not self._too_short(cue):
                return cue
            best = best or cue
        return best

    def _too_short(self, cue: Chosen) -> bool:
        """A bar that is over before it is recognised."""
        return cue.last - cue.first + 1 < FEWEST_BARS and self._lasts(cue.first, cue.last) < ENOUGH

    def _near(self, part: int, reader: int) -> float:
        """Near in the score is near on the stage; the players of one instrument sit together."""
        one, other = self.players[part], self.players[reader]
        same = SAME_FAMILY if one.family and one.family == other.family else 0.0
        return same - min(FAR * abs(one.leader - other.leader), FARTHEST)

    # Which line

    def _stretch(self, first: int, last: int) -> list[_Heard]:
        """Every line that may be a cue over these bars, in score order."""
        key = (first, last)
        if key not in self._heard:
            self._heard[key] = self._listen(first, last)
        return self._heard[key]

    def _listen(self, first: int, last: int) -> list[_Heard]:
        bars = [self.ensemble.bar(index) for index in range(first, last + 1)]
        lines = sorted({line for bar in bars for line in bar})
        played = {line: [bar.get(line) for bar in bars] for line in lines}
        heights = {line: self._height(line, own[-1]) for line, own in played.items() if own[-1] is not None}
        high, low = max(heights.values(), default=0.0), min(heights.values(), default=0.0)
        tunes = {line: self._tune(line, own[-1]) for line, own in played.items() if own[-1] is not None}
        doubled = Counter(tunes.values())
        firsts = self._firsts(played)
        start, end = self.ensemble.cue.bars[first].start, self.ensemble.cue.bars[last].end
        found = []
        for line, own in played.items():
            if self.ensemble.has_signs(line.part, start, end):
                continue
            melodic = self._melodic(own, first, last)
            if melodic is None:
                continue
            worth = melodic + self._audible(line, end)
            height = heights.get(line)
            if height is not None:
                worth += HIGHEST if height > high - 0.5 else LOWEST if height < low + 0.5 else 0.0
                worth -= min(DEEP * max(DEEPEST - height, 0.0), 0.4)
                worth += min(DOUBLED * (doubled[tunes[line]] - 1), MOST_DOUBLED)
                worth -= UNDER_FIRST if firsts.get(self.players[line.part].leader, line) != line else 0.0
            found.append(_Heard(line, worth, any(bar.unpitched for bar in own if bar is not None)))
        return found

    def _firsts(self, played: Mapping[LineKey, Sequence[LineBar | None]]) -> dict[int, LineKey]:
        """Of wind players of one instrument who play all the time, the one who lies highest: the others go with it."""
        means: dict[int, list[tuple[float, LineKey]]] = defaultdict(list)
        for line, own in played.items():
            pitches = [pitch for bar in own if bar is not None for _, pitch in bar.tune]
            player = self.players[line.part]
            if player.family in ("woodwind", "brass") and all(own):
                means[player.leader].append((-sum(pitches) / len(pitches), line))
        return {leader: min(lines)[1] for leader, lines in means.items()}

    def _height(self, line: LineKey, bar: LineBar) -> float:
        """The mean sounding pitch of a bar."""
        return sum([pitch for _, pitch in bar.tune]) / len(bar.tune) + self.players[line.part].semitones

    def _tune(self, line: LineKey, bar: LineBar) -> tuple[tuple[int, float], ...]:
        """The notes of a bar by pitch class, so that octaves count as the same."""
        up = self.players[line.part].semitones
        return tuple([(tick, (pitch + up) % 12) for tick, pitch in bar.tune])

    def _audible(self, line: LineKey, tick: int) -> float:
        """How well it comes through: dynamic, kind of instrument, solo."""
        loud = self.ensemble.loudness(line.part, tick - 1)
        solo = SOLO if self.ensemble.is_solo(line.part, tick - 1) else 0.0
        return 0.6 * (loud - 0.5) + SOUNDS_OUT.get(self.players[line.part].family, 0.0) + solo

    def _melodic(self, own: Sequence[LineBar | None], first: int, last: int) -> float | None:
        """How well it can be followed; None when it cannot: too few notes, one pitch, silent before the entry."""
        bars = self.ensemble.cue.bars
        sounding = [bar for bar in own if bar is not None]
        pitches = [pitch for bar in sounding for _, pitch in bar.tune]
        silence = (bars[last].end - sounding[-1].end) / self.ensemble.cue.ticks_per_quarter
        if len(pitches) < FEWEST_NOTES or (own[-1] is None and (len(own) < 2 or own[-2] is None)):
            return None
        if len(set(pitches)) == 1 and not sounding[0].unpitched:
            return None
        steps = [abs(b - a) for a, b in pairwise(pitches)]
        moving = 1.0 - steps.count(0.0) / len(steps)
        leaping = len([step for step in steps if step > LEAP]) / len(steps)
        wide = max(max(pitches) - min(pitches) - WIDE, 0.0) / 12
        quarters = sum(bars[i].length for i in range(first, last + 1)) / self.ensemble.cue.ticks_per_quarter
        filled = min(sum(bar.sounding for bar in sounding) / (bars[last].end - bars[first].start), 1.0)
        rate = len(pitches) / quarters
        worth = 0.6 * moving + 0.08 * min(len(set(pitches)), 6) + 0.5 * filled - 0.3 * leaping - 0.3 * wide
        worth += 0.3 * len(sounding) / len(own)
        worth -= 0.9 * _repeating(own) + 0.8 * sum(bar.tremolo for bar in sounding) / len(sounding)
        worth -= 0.12 * max(rate - 3.0, 0.0) + (0.3 if rate < 0.3 else 0.0)
        return worth - min(0.12 * max(silence - 0.5, 0.0), 0.6)

    # How much of it

    def _beginning(self, line: LineKey, rest: tuple[int, int], policy: CuePolicy) -> int:
        """The bar the cue begins with: the best start of a phrase that is not too far back."""
        last = rest[1]
        best, found = -9.0, last
        silent = 0
        for count in range(1, min(policy.most, last - rest[0] + 1) + 1):
            bar = last - count + 1
            if self.ensemble.line(line, bar) is None:
                silent += 1
                continue
            if silent > MOST_SILENT:
                break
            lasts = self._lasts(bar, last)
            worth = self._phrase_at(line, bar) - 0.2 * max(count - policy.bars, 0) - max(1.0 - lasts / ENOUGH, 0.0)
            worth -= 0.1 * max(lasts - PLENTY, 0.0) + 0.5 * silent
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
        own, spans = self.ensemble.line(line, index), self.ensemble.spans(line.part)
        if own is None or own.first in spans.tied:
            return -1.0
        bar = self.ensemble.cue.bars[index]
        begins = bar.start + own.tune[0][0]
        before = self.ensemble.line(line, index - 1) if index else None
        silence = begins - (before.end if before is not None else bar.start - bar.length)
        worth = 0.8 * min(max(silence, 0) / self.ensemble.cue.ticks_per_quarter, 1.0)
        if any(spanner.kind == "slur" for spanner in spans.begin.get(own.first, ())):
            worth += 0.3
        if spans.over(begins, line.voice):
            worth -= 0.5
        return worth + (BORDER if self.borders[index] else 0.0)


def _repeating(own: Sequence[LineBar | None]) -> float:
    """The share of bars that say what one of the two bars before them said."""
    if len(own) < 2:
        return 0.0
    tunes = [bar.tune if bar is not None else () for bar in own]
    same = sum(bool(tune) and tune in tunes[max(0, i - 2) : i] for i, tune in enumerate(tunes))
    return same / (len(own) - 1)
