"""Picture time of one cue on paper: its cue file laid along the music, as what is to be printed (R59 to R62)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from msgspec.structs import replace

from engraving.counting import counted
from engraving.findings import Finding, Severity, Where
from engraving.score import BarKind, Cue, Direction, Metre, Segment
from engraving.score.atoms import Kind, pack
from engraving.score.picture import (
    Moment,
    Picture,
    PrintedClick,
    PrintedHit,
    PrintedPunch,
    PrintedStreamer,
    PrintedWarning,
)
from engraving.score.places import bar_at, metre_at
from engraving.timing.beat_units import beat_unit
from engraving.timing.beats_played import BeatsPlayed
from engraving.timing.click_changes import click_changes
from engraving.timing.click_heard import ClickHeard
from engraving.timing.cue_file import CueFile, Hit, Punch
from engraving.timing.printed import elapsed, frames_off, moment, seconds_long
from engraving.timing.tempo_map import TempoMap

FIRST = 15360  # numbers of atoms in a bar: after those of the reader and of extraction
NOT_PRINTED = "picture-not-printed"


def picture_of(cue: Cue, cue_file: CueFile, tempo: TempoMap) -> tuple[Picture, tuple[Finding, ...]]:
    """What is printed of a cue's picture time.

    Findings: ``picture-not-printed`` (warning) for what comes when there is no music.
    """
    along = _Along(cue, cue_file, tempo)
    hits = tuple(along.hits())
    streamers = tuple(along.streamers())
    punches = tuple(along.punches())
    clicks = tuple(
        change.printed(along.atom(change.tick, Kind.CLICK)) for change in click_changes(cue, cue_file, tempo)
    )
    picture = Picture(
        heading=along.heading(),
        lead_in=_lead_in(cue_file),
        lead_in_from=along.lead_in_from(),
        bars=tuple(along.moment(since) for since in tempo.first_pass[:-1]),
        hits=hits,
        streamers=streamers,
        punches=punches,
        clicks=clicks,
        warnings=tuple(along.warnings()),
        lead_in_beats=along.lead_in_beats(),
    )
    return picture, tuple(along.findings)


def for_players(picture: Picture, marks: Sequence[Direction]) -> Picture:
    """Without what only the conductor and the booth look at (R61), and what ``marks`` of the music say already."""
    here: dict[Fraction, list[Segment]] = defaultdict(list)
    for mark in marks:
        here[Fraction(mark.tick)] += [s for s in mark.segments if s.get("print-object") != "no"]
    clicks = tuple(left for click in picture.clicks if (left := _unsaid(click, here.get(click.tick, ()))) is not None)
    return Picture(
        lead_in=picture.lead_in, lead_in_beats=picture.lead_in_beats, bars=picture.bars, clicks=clicks,
        warnings=picture.warnings,
    )  # fmt: skip


def _unsaid(click: PrintedClick, marks: Sequence[Segment]) -> PrintedClick | None:
    """What is left to say beside tempo words that may name the click, and metronome marks; None for nothing."""
    words = [word.strip("()[],;") for s in marks if s.kind == "words" for word in s.text.split()]
    text = "" if click.text.removeprefix("click ") in words else click.text
    tempo = "" if click.tempo in [s.text for s in marks if s.kind == "metronome"] else click.tempo
    return replace(click, text=text, tempo=tempo) if text or tempo else None


def _lead_in(cue_file: CueFile) -> str:
    count = cue_file.free_clicks
    return counted(count, "free click") if count else ""


class _Along:
    """One cue file beside its music, both counted from the music's first tick."""

    def __init__(self, cue: Cue, cue_file: CueFile, tempo: TempoMap) -> None:
        self.cue = cue
        self.file = cue_file
        self.tempo = tempo
        self.beats = BeatsPlayed(cue, tempo)
        self.heard = ClickHeard(cue, cue_file, tempo)
        self.findings: list[Finding] = []
        self._numbers: dict[int, int] = {}

    def moment(self, seconds: Fraction | None) -> Moment:
        """Seconds from the cue's start, told."""
        return moment(seconds, self.file.start, self.file.rate)

    def atom(self, tick: Fraction, kind: Kind) -> int:
        """A new name for something at a tick."""
        bar = bar_at(self.cue.bars, tick)
        number = self._numbers.get(bar, FIRST)
        self._numbers[bar] = number + 1
        return pack(bar, number, kind)

    # Page one

    def heading(self) -> tuple[str, ...]:
        """Start and rate; how long the music lasts, and the version of the picture."""
        rate = f"{self.file.rate.name.removesuffix('df')} fps{' drop frame' if self.file.rate.drop else ''}"
        start = self.moment(Fraction(0)).timecode
        lasts = self.tempo.total if self.tempo.total is not None else self.file.duration
        lines = (
            f"Start {start} · {rate}" if start else rate,
            " · ".join(
                filter(None, (
                    f"Duration {elapsed(lasts)}" if lasts is not None else "",
                    f"Picture {self.file.picture}" if self.file.picture else "",
                ))
            ),
        )  # fmt: skip
        return tuple(line for line in lines if line)

    def lead_in_from(self) -> Moment:
        """When the first free click sounds: as many pulses before bar one."""
        if not self.file.free_clicks or not self.cue.bars:
            return Moment()
        start = self.cue.bars[0].start
        quarters = self.tempo.tempo_at(start)
        if quarters is None:
            return Moment()
        lead = self.file.free_clicks * 60 * beat_unit(metre_at(self.cue.metres, self.cue.bars[0].start)) / quarters
        return self.moment(-lead)

    def lead_in_beats(self) -> tuple[int, ...]:
        """Free clicks bar by bar: with a pickup of one beat in 4/4, seven are four and three."""
        left = self.file.free_clicks
        if not left or not self.cue.bars:
            return ()
        first = self.cue.bars[0]
        metre = metre_at(self.cue.metres, first.start) or Metre()
        pulse = beat_unit(metre) * self.cue.ticks_per_quarter
        whole = max(1, round(metre.length(self.cue.ticks_per_quarter) / pulse))
        picked_up = first.kind is BarKind.PICKUP
        last = whole - round(first.length / pulse) % whole if picked_up else whole
        groups: list[int] = []
        while left > 0:
            groups.insert(0, min(left, whole if groups else last))
            left -= groups[0]
        return tuple(groups)

    def warnings(self) -> Iterator[PrintedWarning]:
        """Those of the first time only; what would sound before the music begins is told."""
        said: set[Fraction] = set()
        for warned in self.heard.warnings():
            if warned.tick in said:
                continue
            said.add(warned.tick)
            placed = [(self._tick(at, "A warning click"), at) for at in warned.moments]
            on_paper = [(tick, self._waits(tick, at)) for tick, at in placed if tick is not None]
            if on_paper:
                clicks, waits = zip(*on_paper, strict=True)
                yield PrintedWarning(self.atom(clicks[0], Kind.CLICK), warned.tick, clicks, waits)

    # Signals

    def hits(self) -> Iterator[PrintedHit]:
        """Each where the music is when it comes, with the error of its beat."""
        for hit in sorted(self.file.hits, key=lambda hit: hit.at):
            caption = hit.caption or hit.kind
            tick = self._tick(hit.at, f"The hit “{caption}”")
            if tick is not None:
                yield PrintedHit(
                    self.atom(tick, Kind.HIT), tick, self.moment(hit.at), caption + self._which_time(hit.at),
                    self._off(hit),
                )  # fmt: skip

    def streamers(self) -> Iterator[PrintedStreamer]:
        """Each from where it enters to where it ends; one that begins before the music from its first tick on."""
        for streamer in sorted(self.file.streamers, key=lambda streamer: streamer.at):
            end = self._tick(streamer.at, f"The {streamer.colour} streamer")
            if end is None:
                continue
            start = self.tempo.tick_at(max(streamer.begins, Fraction(0)))
            if start is None or start > end:  # a repeat goes back between them
                start = Fraction(self.cue.bars[bar_at(self.cue.bars, end)].start)
            before = self.moment(streamer.begins) if streamer.begins < 0 else None
            text = f"{streamer.colour} {seconds_long(streamer.lead)}"
            yield PrintedStreamer(self.atom(end, Kind.STREAMER), start, end, text, before, streamer.caption)

    def punches(self) -> Iterator[PrintedPunch]:
        """Each at its tick, with what is not said by its circle."""
        for punch in sorted(self.file.punches, key=lambda punch: punch.at):
            tick = self._tick(punch.at, "The punch")
            if tick is not None:
                yield PrintedPunch(self.atom(tick, Kind.PUNCH), tick, _punch_text(punch), punch.flutter)

    def _tick(self, at: Fraction, what: str) -> Fraction | None:
        """Where the music is after ``at`` seconds; None, with a finding, when there is none."""
        tick = self.tempo.tick_at(at)
        if tick is None:
            total = self.tempo.total
            why = "its time is unknown" if total is None else f"the music lasts until {elapsed(total)}"
            if at < 0:
                why = "the music begins at 0:00.0"
            self.findings.append(
                Finding(
                    NOT_PRINTED, Severity.WARNING, Where(file=self.cue.file),
                    f"{what} at {elapsed(at)} has no place in the music and is not printed: {why}.",
                    "Correct its time in the cue file, or the music's tempo.",
                )
            )  # fmt: skip
        return tick

    def _waits(self, tick: Fraction, at: Fraction) -> bool:
        """Whether what stands at a tick comes only after ``at``."""
        begins = self.tempo.seconds_at(tick)
        return begins is not None and at < begins

    def _which_time(self, at: Fraction) -> str:
        """" (2. time)" of a bar that is played again."""
        known = [since for since in self.tempo.visited[:-1] if since is not None]
        turn = self.tempo.order[max(bisect_right(known, at) - 1, 0)][1]
        return f" ({turn}. time)" if turn > 1 else ""

    def _off(self, hit: Hit) -> str:
        """Frames from the hit to the beat wanted for it, else to the nearest one; "" where none can be known."""
        beat = self.beats.wanted(hit.wanted) if hit.bar else None
        if beat is None:
            beat = self.beats.nearest(hit.at)
            if beat is not None and beat.bar in self.tempo.given:  # free time has no beats
                return ""
        if beat is None or beat.seconds is None:
            return ""
        return frames_off((beat.seconds - hit.at) * self.file.rate.fps)


def _punch_text(punch: Punch) -> str:
    said = (
        punch.colour if punch.colour != "white" else "",
        f"{punch.holes} holes" if punch.holes > 1 and not punch.flutter else "",
        punch.caption,
    )
    return ", ".join(text for text in said if text)
