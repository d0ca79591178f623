"""What a cue needs where the picture's length changed: bars out or in, another tempo, an end or a beginning trimmed.

Bars are named as they are, in their metre; nothing is changed. Of the ways to do it the better one comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import floor

from engraving.counting import counted
from engraving.score import Bar, Cue
from engraving.score.places import bar_at, beat_length, metre_at
from engraving.timing.conform import Stretched
from engraving.timing.places import BarsAndBeats
from engraving.timing.rates import Rate
from engraving.timing.tempo_map import TempoMap

SMALL_CHANGE = Fraction(1, 25)
"""A tempo may change by so much before new bars are proposed first."""


class Needs:
    """The needs of one cue, whose music and tempo are as they are; frames are those of ``rate``."""

    def __init__(self, cue: Cue, tempo: TempoMap, rate: Rate) -> None:
        self._places = BarsAndBeats(cue)
        self._bars = cue.bars
        self._cue = cue
        self._quarter = cue.ticks_per_quarter
        self._tempo = tempo
        self._rate = rate

    def of(self, gap: Stretched) -> str:
        """What may be done about one passage."""
        begin, end = (self._tempo.tick_at(at) for at in gap.old)
        frames = gap.longer * self._rate.fps
        what = f"{abs(float(frames)):.4g} frames {'longer' if frames > 0 else 'shorter'}"
        if begin is None or end is None:
            return f"From {float(gap.old[0]):.3f} s on the picture is {what}, where the music's time is not known."
        first, last = self._places.place(begin), self._places.place(end)
        until = "the end" if gap.ends else f"bar {last.bar} beat {float(last.beat):.3g}"
        words = f"Bar {first.bar} beat {float(first.beat):.3g} to {until}: {what}."
        old, new = gap.old[1] - gap.old[0], gap.new[1] - gap.new[0]
        quarters = (end - begin) / self._quarter
        if new <= 0 or quarters <= 0:
            return f"{words} Nothing is left of this passage: cut it."
        tempo = f"go at {float(60 * quarters / new):.2f} quarters a minute in place of {float(60 * quarters / old):.2f}"
        ways = [*self._bars_changed(gap, begin, end), tempo]
        if abs(new / old - 1) <= SMALL_CHANGE:
            ways.reverse()
        if gap.ends and gap.longer < 0:
            ways.insert(0, self._trimmed(end, -gap.longer))
        said = ", or ".join(ways)
        return f"{words} {said[0].upper()}{said[1:]}."

    def begins_later(self, seconds: Fraction) -> str:
        """The picture over the music's beginning was cut."""
        frames = f"{float(seconds * self._rate.fps):.4g} frames"
        tick = self._tempo.tick_at(seconds)
        where = ""
        if tick is not None:
            place = self._places.place(tick)
            where = f", which is to bar {place.bar} beat {float(place.beat):.3g}"
        return f"The first {frames} of the cue's picture were cut{where}: trim the beginning, or begin before the cut."

    def _trimmed(self, end: Fraction, seconds: Fraction) -> str:
        """The end of the music, so much sooner."""
        total = self._tempo.seconds_at(end)
        tick = None if total is None else self._tempo.tick_at(total - seconds)
        if tick is None:
            return "trim the end"
        place = self._places.place(tick)
        return f"trim the end, so that the music is over by bar {place.bar} beat {float(place.beat):.3g}"

    def _bars_changed(self, gap: Stretched, begin: Fraction, end: Fraction) -> Iterator[str]:
        seam = self._seam(begin, end)
        if gap.longer < 0:
            yield from self._out(begin, seam, -gap.longer)
        else:
            yield from self._in(seam, gap.longer)

    def _seam(self, begin: Fraction, end: Fraction) -> Fraction:
        """Where bars go out or come in: before the bar of the later hit, unless the passage lies in that bar."""
        bar = self._bar(end)
        if end >= bar.end or bar.start <= begin:
            return min(end, Fraction(bar.end))
        return Fraction(bar.start)

    def _out(self, begin: Fraction, seam: Fraction, seconds: Fraction) -> Iterator[str]:
        """The beats before the seam that last most nearly so long; nothing where no beat does."""
        tried = [(seconds, seam)]
        for beat in self._beats_before(seam):
            lasts = self._tempo.line.between(beat, seam) if beat >= begin else None
            if lasts is None:
                break
            tried.append((abs(seconds - lasts), beat))
            if lasts >= seconds:
                break
        left, since = min(tried)
        if since < seam:
            yield f"take out {self._named(since, seam)} ({self._left(left)})"

    def _beats_before(self, seam: Fraction) -> Iterator[Fraction]:
        """Ticks of beats, backwards."""
        for bar in reversed(self._bars[: bar_at(self._bars, seam) + 1]):
            beat = self._beat(bar.start)
            count = -(-(min(seam, Fraction(bar.end)) - bar.start) // beat)
            yield from (bar.start + n * beat for n in reversed(range(int(count))))

    def _named(self, since: Fraction, seam: Fraction) -> str:
        """``bars 22 to 23 (4/4) and 2 beats of bar 21``."""
        whole = [bar for bar in self._bars if bar.start >= since and bar.end <= seam]
        pieces = []
        if whole:
            numbers = f"bar {whole[0].number}" if len(whole) == 1 else f"bars {whole[0].number} to {whole[-1].number}"
            pieces.append(f"{numbers} ({', '.join(self._names(whole))})")
        until = Fraction(whole[0].start) if whole else seam
        if since < until:
            bar = self._bar(since)
            beats = (until - since) / self._beat(bar.start)
            rest = (bar.end - bar.start) / self._beat(bar.start) - beats
            metre = metre_at(self._cue.metres, bar.start)
            becomes = f", which becomes {rest}/{metre.beat_type if metre is not None else 4}"
            many = counted(f"{float(beats):.3g}", "beat")
            pieces.append(f"{many} of bar {bar.number}{becomes * (rest.denominator == 1)}")
        return " and ".join(pieces)

    def _in(self, seam: Fraction, seconds: Fraction) -> Iterator[str]:
        """Bars of the metre before the seam that last most nearly so long; nothing where no beat does."""
        before = self._bar(max(seam - 1, Fraction(0)))
        metre, beat = metre_at(self._cue.metres, before.start), self._beat(before.start)
        quarters = self._tempo.tempo_at(max(seam - 1, Fraction(0))) or Fraction(60)
        lasts = 60 * beat / self._quarter / quarters
        beats = floor(seconds / lasts + Fraction(1, 2))
        if not beats:
            return
        in_bar = metre.beats if metre is not None and metre.parts else 4
        lower = metre.beat_type if metre is not None else 4
        full, rest = divmod(beats, in_bar)
        pieces = [f"{counted(full, 'bar')} of {in_bar}/{lower}"] * bool(full)
        pieces += [f"{'one' if full else '1 bar'} of {rest}/{lower}"] * bool(rest)
        where = f"after bar {before.number}" if seam >= self._bars[-1].end else f"before bar {self._bar(seam).number}"
        inside = seam > self._bar(seam).start and seam < self._bars[-1].end
        place = f"in bar {self._bar(seam).number}" if inside else where
        yield f"put in {' and '.join(pieces)} {place} ({self._left(abs(seconds - beats * lasts))})"

    def _left(self, seconds: Fraction) -> str:
        frames = counted(f"{float(seconds * self._rate.fps):.3g}", "frame")
        return f"which leaves {frames}" if seconds else "exactly"

    def _names(self, bars: Sequence[Bar]) -> Iterator[str]:
        """The metres of bars, one after the other, alike ones once."""
        for metre, _ in groupby(metre_at(self._cue.metres, bar.start) for bar in bars):
            yield f"{metre.beats}/{metre.beat_type}" if metre is not None and metre.parts else "free"

    def _bar(self, tick: Fraction) -> Bar:
        return self._bars[bar_at(self._bars, tick)]

    def _beat(self, tick: int) -> Fraction:
        return beat_length(self._cue.metres, tick, self._quarter)
