"""Segments of tempo in bars that stay as they are: where every hit falls then, wanted somewhere or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count

from engraving.report.answers import amount
from engraving.report.tempo_fits import HitError, SegmentReport, hit_error, plain_beats
from engraving.timing.cue_file import CueFile
from engraving.timing.fit import Grid, Target
from engraving.timing.fit.kept_bars import KeptPath
from engraving.timing.fit.targets import first_bar


def kept_reports(
    kept: KeptPath, wanted: Sequence[Target], targets: Sequence[Target], grid: Grid, cue: CueFile
) -> tuple[SegmentReport, ...]:
    """Every segment with the hits of its time. ``wanted`` are those that the search met, ``targets`` all."""
    segments = kept.path.segments
    places = [Fraction(0), *(wanted[segment.landings[-1].index].offset or Fraction(0) for segment in segments)]
    begins = [kept.moment(place) or Fraction(0) for place in places[:-1]]
    found = list(_errors(kept, targets, grid, cue))
    reports = []
    for number, segment in enumerate(segments):
        until = begins[number + 1] if number + 1 < len(segments) else None
        hits = [error for at, error in found if (at > begins[number] or not number) and (until is None or at <= until)]
        bar, beat = grid.place(places[number])
        reports.append(
            SegmentReport(
                grid.number(bar, first_bar(cue)), amount(beat), amount(begins[number]), amount(segment.tempo),
                plain_beats(segment.beats), wanted[segment.landings[-1].index].caption, tuple(hits),
            )
        )  # fmt: skip
    return tuple(reports)


def _errors(
    kept: KeptPath, targets: Sequence[Target], grid: Grid, cue: CueFile
) -> Iterator[tuple[Fraction, HitError]]:
    """The hits in time, each with the moment of the beat wanted for it, or of the nearest that counts."""
    beats = list(_moments(kept, targets, grid))
    for target in sorted(targets, key=lambda target: target.at):
        falls = None if target.offset is None else kept.moment(target.offset)
        at, offset = (
            (falls, target.offset) if falls is not None and target.offset is not None
            else min(beats, key=lambda beat: abs(beat[0] - target.at))
        )  # fmt: skip
        bar, beat = grid.place(offset)
        number = grid.number(bar, first_bar(cue))
        yield at, hit_error(target, Fraction(0), at - target.at, number, beat, cue)


def _moments(kept: KeptPath, targets: Sequence[Target], grid: Grid) -> Iterator[tuple[Fraction, Fraction]]:
    """(seconds, offset) of the beats that count, to the first one after the last hit or the end of the score."""
    last = max((target.at for target in targets), default=Fraction(0))
    for bar in range(len(grid.leading)) if grid.numbered else count():
        for offset in grid.between(grid.offset(bar, Fraction(1)), grid.offset(bar + 1, Fraction(1))):
            at = kept.moment(offset)
            if at is not None:
                yield at, offset
                if at > last:
                    return


def kept_beats(kept: KeptPath, targets: Sequence[Target], grid: Grid) -> tuple[float, ...]:
    """Seconds of those beats, rounded to the microsecond."""
    return tuple(sorted({round(float(at), 6) for at, _ in _moments(kept, targets, grid)}))


def kept_downbeats(kept: KeptPath, targets: Sequence[Target], grid: Grid) -> tuple[float, ...]:
    """Seconds of the bars' first beats, to the first one after the last hit."""
    firsts = {grid.offset(grid.place(offset)[0], Fraction(1)) for _, offset in _moments(kept, targets, grid)}
    moments = (kept.moment(first) for first in firsts)
    return tuple(sorted(round(float(at), 6) for at in moments if at is not None))
