"""A cue bar by bar against its picture, and its hits: what ``engraving timing CUE`` shows, writes and prints.

Seconds are exact; labels, frames and feet are rounded by the rule that ``rounding`` names.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from io import StringIO
from typing import Literal

import msgspec

from engraving.counting import counted
from engraving.report.answers import Amount, Answer, amount
from engraving.score import Cue
from engraving.score.cue_numbers import guess_cue_number
from engraving.score.places import metre_at
from engraving.timing.beat_units import beat_unit, unit_name
from engraving.timing.beats_played import BeatsPlayed, PlayedBeat
from engraving.timing.click_heard import ClickHeard
from engraving.timing.clicks import nearest_click
from engraving.timing.clock import format_clock
from engraving.timing.cue_file import CueFile, Hit
from engraving.timing.footage import feet_and_frames
from engraving.timing.grades import Grade, grade
from engraving.timing.moments import shown
from engraving.timing.rates import Rate, rate_named
from engraving.timing.tempo_map import TempoMap
from engraving.timing.timecode import Rounding, frames_at, label, label_at
from engraving.timing.written_clicks import in_thirds, written_click


class BeatRow(msgspec.Struct, frozen=True, gc=False):
    """A bar's beat. Empty and None where time is unknown, ``timecode`` also where the cue has no start.

    ``turn`` counts the times the bar is played. ``bpm`` counts ``unit``; ``click`` is the nearest one, ``click_exact``
    when it is that tempo; ``heard`` whether it sounds, has gone out, or time is free. ``written`` is
    the bar's written click in thirds of a second, ``implied`` the tempo it really means; both on a bar's first beat.
    """

    bar: str
    turn: int
    beat: str
    elapsed: str
    seconds: Amount | None
    timecode: str
    feet: str
    bpm: Amount | None
    bpm_after: Amount | None
    unit: str
    click: str
    click_exact: bool = False
    heard: Literal["click", "out", "free"] = "click"
    written: str = ""
    implied: Amount | None = None

    @property
    def click_told(self) -> str:
        """``16-3``, ``≈16-3`` where that is only the nearest; ``out`` and ``free`` where none is heard."""
        if self.heard != "click":
            return self.heard
        return self.click if self.click_exact or not self.click else f"≈{self.click}"


class HitRow(msgspec.Struct, frozen=True, gc=False):
    """A hit, and the beat it falls on or is wanted on; ``frames`` positive when that beat is late.

    ``bar`` is "" for a hit that no bar reaches; its grade is red. ``early`` and ``late`` are its limits in frames,
    ``wanted_bar`` and ``wanted_beat`` as the cue file has them, "" for anywhere.
    """

    elapsed: str
    seconds: Amount
    timecode: str
    feet: str
    caption: str
    kind: str
    bar: str
    beat: str
    exactly: str
    wanted: bool
    frames: Amount | None
    grade: Grade
    weight: int
    early: Amount
    late: Amount
    wanted_bar: str
    wanted_beat: str

    def moment(self, rate: Rate) -> str:
        """When it is, for a list: its timecode, but its seconds where it stands on no frame line of ``rate``."""
        frames = Fraction(self.seconds.exact) * rate.fps
        told = _plain(self.seconds)
        on_line = frames.denominator == 1 or Fraction(told) * rate.fps != frames
        return self.timecode if self.timecode and on_line else told


class TimingReport(Answer, frozen=True, gc=False, tag="engraving.timing/1"):
    """The table of a cue. ``start``, ``end`` and ``picture_end`` are labels, "" where nobody said."""

    cue: str
    title: str
    reel: str
    picture: str
    rate: str
    start: str
    end: str
    picture_end: str
    duration: str
    free_clicks: int
    rounding: str
    bars: tuple[BeatRow, ...]
    hits: tuple[HitRow, ...]

    @property
    def missed(self) -> bool:
        """Whether any hit is red."""
        return any(hit.grade == "red" for hit in self.hits)

    def facts(self) -> tuple[str, ...]:
        """What is known of the cue, in words."""
        rate = rate_named(self.rate)
        cue = (
            f"starts {self.start}" if self.start else "",
            f"{rate.name.removesuffix('df')} fps{' drop frame' if rate.drop else ''}",
            counted(self.free_clicks, "free click") if self.free_clicks else "",
            f"reel {self.reel}" if self.reel else "",
            f"picture {self.picture}" if self.picture else "",
        )
        ends = f"music ends {self.end} after {self.duration}" if self.end else f"music lasts {self.duration}"
        end = (ends if self.duration else "", f"picture ends {self.picture_end}" if self.picture_end else "")
        rule = "nearest frame line" if self.rounding == "nearest" else "frame on the screen"
        rounded = f"Elapsed is cut to the tenth; timecode and feet+frames (35 mm): {rule}."
        return tuple(filter(None, (", ".join(filter(None, cue)), ", ".join(filter(None, end)), rounded)))

    def as_csv(self) -> bytes:
        """Bars as CSV, a row of column names first; seconds to the microsecond."""
        names = ("bar", "turn", "beat", "elapsed", "seconds", "timecode", "feet+frames", "bpm", "unit", "click",
                 "heard", "written click", "implied bpm")  # fmt: skip
        return _csv(names, (
            (r.bar, r.turn, r.beat, r.elapsed, _plain(r.seconds), r.timecode, r.feet, _plain(r.bpm), r.unit, r.click,
             r.heard, r.written, _plain(r.implied)) for r in self.bars
        ))  # fmt: skip

    def hits_as_csv(self) -> bytes:
        """Hits as CSV: first all that the cue file says of them, which ``engraving timing import`` reads back."""
        names = ("timecode" if self.start else "seconds", "caption", "kind", "weight", "early", "late", "bar", "beat",
                 "elapsed", "feet+frames", "falls in bar", "on beat", "frames off", "grade")  # fmt: skip
        rate = rate_named(self.rate)
        return _csv(names, (
            (h.moment(rate), h.caption, h.kind, h.weight, h.early.exact, h.late.exact, h.wanted_bar, h.wanted_beat,
             h.elapsed, h.feet, h.bar, h.beat, _plain(h.frames), h.grade) for h in self.hits
        ))  # fmt: skip


def timing_report(
    cue: Cue, cue_file: CueFile, times: TempoMap, *, every_beat: bool = False, rounding: Rounding = Rounding.NEAREST
) -> TimingReport:
    """The table of a cue whose time is ``times``."""
    tables = _Tables(cue, cue_file, times, rounding)
    start, end, total = cue_file.start, cue_file.end, times.total
    return TimingReport(
        cue=cue_file.number or cue.credits.cue_number or guess_cue_number(cue.credits.title, cue.file),
        title=cue_file.title or cue.credits.title,
        reel=cue_file.reel,
        picture=cue_file.picture,
        rate=cue_file.rate.name,
        start="" if start is None else label(start, cue_file.rate),
        end="" if total is None else tables.label(total),
        picture_end="" if end is None else label(end, cue_file.rate),
        duration="" if total is None else format_clock(total),
        free_clicks=cue_file.free_clicks,
        rounding=rounding.value,
        bars=tuple(tables.beat(beat) for beat in tables.listed(every_beat=every_beat)),
        hits=tuple(tables.hit(hit) for hit in sorted(cue_file.hits, key=lambda hit: hit.at)),
    )


class _Tables:
    """Rows of one cue in the making."""

    def __init__(self, cue: Cue, cue_file: CueFile, times: TempoMap, rounding: Rounding) -> None:
        self._cue = cue
        self._file = cue_file
        self._times = times
        self._rounding = rounding
        self._beats = BeatsPlayed(cue, times)
        self._heard = ClickHeard(cue, cue_file, times)

    def listed(self, *, every_beat: bool) -> list[PlayedBeat]:
        """The beats that get a row."""
        visits = (list(self._beats.of(visit)) for visit in range(len(self._times.order)))
        return [beat for beats in visits for beat in (beats if every_beat else beats[:1])]

    def label(self, seconds: Fraction) -> str:
        """The timecode of a moment, "" without a start."""
        start = self._file.start
        return "" if start is None else label_at(start, seconds, self._file.rate, self._rounding)

    def _feet(self, seconds: Fraction) -> str:
        return feet_and_frames(frames_at(seconds, self._file.rate, self._rounding))

    def beat(self, beat: PlayedBeat) -> BeatRow:
        """A row of the table of bars."""
        bar = self._cue.bars[beat.bar]
        unit = beat_unit(metre_at(self._cue.metres, bar.start))
        tempo = self._tempo(beat.tick, unit)
        before = self._times.line.tempo_before(bar.end)
        after = None if before is None else before / unit
        free = beat.bar in self._times.given
        if free:  # nobody counts it
            tempo = after = None
        fps = self._file.rate.fps
        click = None if tempo is None else nearest_click(tempo, fps)
        row = BeatRow(
            bar=bar.number,
            turn=beat.turn,
            beat=_beat(beat.place.beat),
            elapsed="" if beat.seconds is None else format_clock(beat.seconds),
            seconds=None if beat.seconds is None else amount(beat.seconds),
            timecode="" if beat.seconds is None else self.label(beat.seconds),
            feet="" if beat.seconds is None else self._feet(beat.seconds),
            bpm=None if tempo is None else amount(tempo),
            bpm_after=None if after is None or after == tempo else amount(after),
            unit=unit_name(unit),
            click="" if click is None else str(click),
            click_exact=click is not None and click.tempo(fps) == tempo,
            heard="free" if free else "click" if self._heard.switched_on(beat.tick) else "out",
        )
        lasts = self._times.durations[beat.bar]
        if beat.tick != bar.start or not lasts:
            return row
        beats = Fraction(bar.length) / self._cue.ticks_per_quarter / unit
        by_clock = written_click(60 * beats / lasts, beats)
        return msgspec.structs.replace(row, written=in_thirds(by_clock.written), implied=amount(by_clock.implied))

    def _tempo(self, tick: Fraction, unit: Fraction) -> Fraction | None:
        quarters = self._times.tempo_at(tick)
        return None if quarters is None else quarters / unit

    def hit(self, hit: Hit) -> HitRow:
        """A row of the list of hits: against the beat wanted for it, else against the nearest one."""
        beat = self._beats.wanted(hit.wanted) if hit.bar else self._beats.nearest(hit.at)
        falls = beat.seconds if beat is not None else None
        frames = None if falls is None else (falls - hit.at) * self._file.rate.fps
        tick = self._times.tick_at(hit.at)
        exactly = self._beats.place(tick) if tick is not None else None
        return HitRow(
            elapsed=_clock(hit.at),
            seconds=amount(hit.at),
            timecode=self.label(hit.at),
            feet=self._feet(hit.at),
            caption=hit.caption,
            kind=hit.kind,
            bar=beat.place.bar if beat is not None and falls is not None else "",
            beat=_beat(beat.place.beat) if beat is not None and falls is not None else "",
            exactly="" if exactly is None else f"{exactly.bar}:{float(exactly.beat):.2f}",
            wanted=bool(hit.bar),
            frames=None if frames is None else amount(frames),
            grade="red" if frames is None else grade(frames, hit.early, hit.late),
            weight=hit.weight,
            early=amount(hit.early),
            late=amount(hit.late),
            wanted_bar=hit.bar,
            wanted_beat=_beat(hit.beat) if hit.bar else "",
        )


def _beat(beat: Fraction) -> str:
    return shown(beat).strip('"')


def _clock(seconds: Fraction) -> str:
    return f"-{format_clock(-seconds)}" if seconds < 0 else format_clock(seconds)


def _plain(value: Amount | None) -> str:
    return "" if value is None else f"{value.value:.6f}".rstrip("0").rstrip(".")


def _csv(names: tuple[str, ...], rows: Iterable[Sequence[str | int]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return out.getvalue().encode()
