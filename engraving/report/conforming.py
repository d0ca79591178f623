"""What a new cut does to a cue: which hits moved, where they fall in the music as it is, what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

import msgspec

from engraving.report.answers import Amount, Answer, amount
from engraving.report.recut_needs import Needs
from engraving.score import Cue
from engraving.timing.conform import Moved, Stretched
from engraving.timing.cue_file import Hit, Place
from engraving.timing.grades import Grade, grade
from engraving.timing.places import BarsAndBeats
from engraving.timing.rates import Rate
from engraving.timing.tempo_map import TempoMap


class HitThen(msgspec.Struct, frozen=True, gc=False):
    """Where a moment falls: the beat nearest to it; how many frames that, or the beat wanted, is late; its grade.

    ``frames`` are negative when the beat is early.
    """

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
    moves: Sequence[Moved], gaps: Sequence[Stretched], cue: Cue, tempo: TempoMap, rate: Rate, trimmed: Fraction
) -> ConformReport:
    """Hits and needs against a cue's music and tempo as they are; frames are those of ``rate``.

    ``trimmed`` are the seconds of picture that were cut at the cue's beginning.
    """
    needs = Needs(cue, tempo, rate)
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
        (*[needs.begins_later(trimmed)] * bool(trimmed), *(needs.of(gap) for gap in gaps)),
    )


class _Music:
    def __init__(self, cue: Cue, tempo: TempoMap, rate: Rate) -> None:
        self.places = BarsAndBeats(cue)
        self.quarter = cue.ticks_per_quarter
        self.tempo = tempo
        self.rate = rate

    def then(self, hit: Hit, at: Fraction) -> HitThen:
        """The whole beat nearest to a moment, in the order of playing; red and without a bar outside the music.

        A hit that is wanted somewhere is measured against that beat.
        """
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
        wanted = self.places.tick(hit.wanted) if hit.bar else None
        falls = None if wanted is None else self.tempo.seconds_at(wanted)
        frames = (late if falls is None else falls - at) * self.rate.fps
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
