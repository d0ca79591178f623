"""What a new cut does to a cue: which hits moved, where they fall in the music as it is, what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

import msgspec

from engraving.report.answers import Amount, Answer, amount
from engraving.score import Cue
from engraving.timing.conform import Moved, Stretched
from engraving.timing.cue_file import Hit, Place
from engraving.timing.grades import Grade, grade
from engraving.timing.places import BarsAndBeats
from engraving.timing.rates import Rate
from engraving.timing.tempo_map import TempoMap

SMALL_CHANGE = Fraction(1, 25)
"""A tempo may change by so much before new bars are proposed first."""


class HitThen(msgspec.Struct, frozen=True, gc=False):
    """Where a moment falls: the beat nearest to it, how many frames that is late (early when negative), its grade."""

    seconds: Amount
    bar: str
    beat: Amount | None
    frames: Amount | None
    grade: Grade


class MovedHit(msgspec.Struct, frozen=True, gc=False):
    """A hit in both cuts; ``before`` or ``after`` is None where it is not. ``moved`` frames, later when positive."""

    caption: str
    before: HitThen | None
    after: HitThen | None
    moved: Amount | None

    @property
    def misses_now(self) -> bool:
        """Whether it is missed in the new cut but was met in the old."""
        return self.after is not None and self.after.grade != "green" and (
            self.before is None or self.before.grade == "green"
        )  # fmt: skip


class ConformReport(Answer, frozen=True, gc=False, tag="engraving.timing-conform/1"):
    """All hits in time, and sentences about what the cue needs."""

    rate: str
    hits: tuple[MovedHit, ...]
    needs: tuple[str, ...]


def conform_report(
    moves: Sequence[Moved], gaps: Sequence[Stretched], cue: Cue, tempo: TempoMap, rate: Rate
) -> ConformReport:
    """Hits and needs against a cue's music and tempo as they are; frames are those of ``rate``."""
    music = _Music(cue, tempo, rate)
    return ConformReport(
        rate.name,
        tuple(
            MovedHit(
                move.hit.caption,
                None if move.before is None else music.then(move.hit, move.before),
                None if move.after is None else music.then(move.hit, move.after),
                None if move.before is None or move.after is None else amount((move.after - move.before) * rate.fps),
            )
            for move in moves
        ),
        tuple(music.need(gap) for gap in gaps),
    )


class _Music:
    def __init__(self, cue: Cue, tempo: TempoMap, rate: Rate) -> None:
        self.places = BarsAndBeats(cue)
        self.quarter = cue.ticks_per_quarter
        self.tempo = tempo
        self.rate = rate

    def then(self, hit: Hit, at: Fraction) -> HitThen:
        """The whole beat nearest to a moment, in the order of playing; red and without a bar outside the music."""
        tick = self.tempo.tick_at(at)
        if tick is None:
            return HitThen(amount(at), "", None, None, "red")
        place = self.places.place(tick)
        tried = []
        for beat in (floor(place.beat), floor(place.beat) + 1):
            start = self.places.tick(msgspec.structs.replace(place, beat=Fraction(beat)))
            if start is None:  # the beat after the bar's last is the next bar's first
                start = tick + (beat - place.beat) * self.beat(place.bar)
            lasts = self.between(tick, start)
            if lasts is not None:
                tried.append((abs(lasts), lasts, start))
        if not tried:
            return HitThen(amount(at), place.bar, amount(place.beat), None, "red")
        _, late, start = min(tried)
        nearest = self.places.place(start)
        frames = late * self.rate.fps
        return HitThen(
            amount(at), nearest.bar, amount(nearest.beat), amount(frames), grade(frames, hit.early, hit.late)
        )

    def beat(self, bar: str) -> Fraction:
        """Ticks of a beat in a bar."""
        first, second = (self.places.tick(Place(bar, Fraction(n))) for n in (1, 2))
        return second - first if first is not None and second is not None else Fraction(self.quarter)

    def between(self, tick: Fraction, other: Fraction) -> Fraction | None:
        """Seconds from one tick to another, negative when it comes before."""
        if other < tick:
            back = self.tempo.line.between(other, tick)
            return None if back is None else -back
        return self.tempo.line.between(tick, other)

    def need(self, gap: Stretched) -> str:
        """What may be done where the picture's length changed: beats out or in, or another tempo; the better first."""
        begin, end = (self.tempo.tick_at(at) for at in gap.old)
        frames = gap.longer * self.rate.fps
        what = f"{abs(float(frames)):.4g} frames {'longer' if frames > 0 else 'shorter'}"
        if begin is None or end is None:
            return f"From {float(gap.old[0]):.3f} s on the picture is {what}, where the music's time is not known."
        first, last = self.places.place(begin), self.places.place(end)
        words = f"Bar {first.bar} beat {float(first.beat):.3g} to bar {last.bar} beat {float(last.beat):.3g}: {what}."
        old, new = gap.old[1] - gap.old[0], gap.new[1] - gap.new[0]
        quarters = (end - begin) / self.quarter
        if new <= 0 or quarters <= 0:
            return f"{words} Nothing is left of this passage: cut it."
        tempo = f"go at {float(60 * quarters / new):.2f} quarters a minute in place of {float(60 * quarters / old):.2f}"
        ways = [*self._beats(gap.longer, last.bar, end), tempo]
        if abs(new / old - 1) <= SMALL_CHANGE:
            ways.reverse()
        said = ", or ".join(ways)
        return f"{words} {said[0].upper()}{said[1:]}."

    def _beats(self, longer: Fraction, bar: str, end: Fraction) -> tuple[str, ...]:
        """Whole beats out or in; nothing where less than half a beat is meant."""
        quarters = self.tempo.tempo_at(end) or Fraction(60)
        lasts = 60 * self.beat(bar) / self.quarter / quarters
        beats = floor(abs(longer) / lasts + Fraction(1, 2))
        if not beats:
            return ()
        left = (abs(longer) - beats * lasts) * self.rate.fps
        off = "exactly" if not left else f"which leaves {abs(float(left)):.3g} frames"
        return (f"{'put in' if longer > 0 else 'take out'} {beats} beat{'s' * (beats != 1)} ({off})",)

