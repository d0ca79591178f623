"""Picture time of one cue on paper: its cue file laid along the music, as what is to be printed (R59 to R62)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction

from engraving.findings import Finding, Severity, Where
from engraving.score import Cue
from engraving.score.atoms import Kind, pack
from engraving.score.picture import Moment, Picture, PrintedHit, PrintedPunch, PrintedStreamer
from engraving.timing.click_changes import click_changes
from engraving.timing.cue_file import CueFile, Hit, Place, Punch, Streamer
from engraving.timing.places import BarsAndBeats
from engraving.timing.printed import elapsed, frames_off, moment, seconds_long
from engraving.timing.pulse import metre_at, pulse_quarters
from engraving.timing.tempo_map import TempoMap

FIRST = 15360  # numbers of atoms in a bar: after those of the reader and of extraction
NOT_PRINTED = "picture-not-printed"


def picture_of(cue: Cue, cue_file: CueFile, tempo: TempoMap) -> tuple[Picture, tuple[Finding, ...]]:
    """What is printed of a cue's picture time.

    Findings: ``cue-file-place`` (warning) for a first bar or a wanted beat that the score does not have, and
    ``picture-not-printed`` (warning) for what comes when there is no music.
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
    )
    return picture, tuple(along.findings)


def _lead_in(cue_file: CueFile) -> str:
    count = cue_file.free_clicks
    return f"{count} free click{'s' if count > 1 else ''}" if count else ""


class _Along:
    """One cue file beside its music: the picture's seconds counted from ``origin``, where its first bar begins."""

    def __init__(self, cue: Cue, cue_file: CueFile, tempo: TempoMap) -> None:
        self.cue = cue
        self.file = cue_file
        self.tempo = tempo
        self.places = BarsAndBeats(cue)
        self.findings: list[Finding] = []
        self._starts = [bar.start for bar in cue.bars]
        self._numbers: dict[int, int] = {}
        self.origin = self._origin()

    def _origin(self) -> Fraction:
        """Seconds of music before the picture's start: what precedes its first bar."""
        if not self.file.first_bar:
            return Fraction(0)
        tick = self.places.tick(Place(self.file.first_bar))
        if tick is None:
            self._misplaced(
                f"The cue file begins at bar {self.file.first_bar}, which the score does not have: its start is taken"
                " to be that of the first bar.", "Correct “first-bar” in the cue file.",
            )  # fmt: skip
            return Fraction(0)
        return self.tempo.seconds_at(tick) or Fraction(0)

    def moment(self, since: Fraction | None) -> Moment:
        """Seconds of the music as moments of the picture."""
        return moment(None if since is None else since - self.origin, self.file.start, self.file.rate)

    def atom(self, tick: Fraction, kind: Kind) -> int:
        """A new name for something at a tick."""
        bar = self._bar(tick)
        number = self._numbers.get(bar, FIRST)
        self._numbers[bar] = number + 1
        return pack(bar, number, kind)

    def _bar(self, tick: Fraction) -> int:
        return max(bisect_right(self._starts, tick) - 1, 0)

    # Page one

    def heading(self) -> tuple[str, ...]:
        """Start and rate; duration and version of the picture (R59)."""
        rate = f"{self.file.rate.name.removesuffix('df')} fps{' drop frame' if self.file.rate.drop else ''}"
        start = moment(Fraction(0), self.file.start, self.file.rate).timecode
        lasts = self.file.duration if self.file.duration is not None else self.tempo.total
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
        """When the first free click sounds: as many pulses before bar one (timing.md 3, "Derived")."""
        if not self.file.free_clicks or not self.cue.bars:
            return Moment()
        start = self.cue.bars[0].start
        quarters = self.tempo.tempo_at(start)
        if quarters is None:
            return Moment()
        lead = self.file.free_clicks * 60 * pulse_quarters(metre_at(self.cue, start)) / quarters
        return self.moment(-lead)

    # Signals

    def hits(self) -> Iterator[PrintedHit]:
        """Each where the music is when it comes, with the error of its beat."""
        for hit in sorted(self.file.hits, key=lambda hit: hit.at):
            caption = hit.caption or hit.kind
            tick = self._tick(hit.at, f"The hit “{caption}”")
            if tick is not None:
                yield PrintedHit(
                    self.atom(tick, Kind.HIT), tick, moment(hit.at, self.file.start, self.file.rate),
                    caption + self._which_time(hit.at), self._off(hit, tick),
                )  # fmt: skip

    def streamers(self) -> Iterator[PrintedStreamer]:
        """Each from where it enters to where it ends; one that begins before the music from its first tick on."""
        for streamer in sorted(self.file.streamers, key=lambda streamer: streamer.at):
            end = self._tick(streamer.at, f"The {streamer.colour} streamer")
            if end is None:
                continue
            start = self.tempo.tick_at(max(streamer.begins + self.origin, Fraction(0)))
            if start is None or start > end:  # a repeat goes back between them
                start = Fraction(self._starts[self._bar(end)])
            before = streamer.begins + self.origin < 0
            text = _streamer_text(streamer, before=before)
            yield PrintedStreamer(self.atom(end, Kind.STREAMER), start, end, text, before)

    def punches(self) -> Iterator[PrintedPunch]:
        """Each at its tick, with what is not said by its circle."""
        for punch in sorted(self.file.punches, key=lambda punch: punch.at):
            tick = self._tick(punch.at, "The punch")
            if tick is not None:
                yield PrintedPunch(self.atom(tick, Kind.PUNCH), tick, _punch_text(punch), punch.flutter)

    def _tick(self, at: Fraction, what: str) -> Fraction | None:
        """Where the music is, ``at`` seconds of the picture; None, with a finding, when there is none."""
        tick = self.tempo.tick_at(at + self.origin)
        if tick is None:
            total = self.tempo.total
            why = "its time is unknown" if total is None else f"the music lasts until {elapsed(total - self.origin)}"
            self.findings.append(
                Finding(
                    NOT_PRINTED, Severity.WARNING, Where(file=self.cue.file),
                    f"{what} at {elapsed(at)} has no place in the music and is not printed: {why}.",
                    "Correct its time in the cue file, or the music's tempo.",
                )
            )  # fmt: skip
        return tick

    def _visit(self, at: Fraction) -> int:
        """Which visit of ``tempo.order`` is under way, ``at`` seconds of the picture."""
        known = [since for since in self.tempo.visited[:-1] if since is not None]
        return max(bisect_right(known, at + self.origin) - 1, 0)

    def _which_time(self, at: Fraction) -> str:
        turn = self.tempo.order[self._visit(at)][1]
        return f" ({turn}. time)" if turn > 1 else ""

    # How far a beat is off its hit

    def _off(self, hit: Hit, tick: Fraction) -> str:
        """Frames from the hit to the beat wanted for it, else to the nearest one; "" in free time."""
        at = hit.at + self.origin
        wanted = self.places.tick(hit.wanted) if hit.wanted.bar else None
        if hit.wanted.bar and wanted is None:
            self._misplaced(
                f"The hit “{hit.caption or hit.kind}” is wanted at bar {hit.wanted.bar}, beat"
                f" {float(hit.wanted.beat):g}, which the score does not have; its error is that of the nearest beat.",
                "Correct “bar” and “beat” of the hit in the cue file.",
            )
        if wanted is not None:
            beats = list(self._reached(wanted))
        else:
            visit = self._visit(at - self.origin)
            index = self.tempo.order[visit][0]
            since = self.tempo.visited[visit]
            if index in self.tempo.given or since is None:
                return ""
            beats = [since + into for into in self._beats_near(index, tick)]
        if not beats:
            return ""
        return frames_off((min(beats, key=lambda beat: abs(beat - at)) - at) * self.file.rate.fps)

    def _reached(self, tick: Fraction) -> Iterator[Fraction]:
        """When a tick is played, each time."""
        index = self._bar(tick)
        into = self._into(index, tick)
        for (visited, _), since in zip(self.tempo.order, self.tempo.visited, strict=False):
            if visited == index and since is not None and into is not None:
                yield since + into

    def _beats_near(self, index: int, tick: Fraction) -> Iterator[Fraction]:
        """Seconds into a bar of the click before a tick and of the one after it."""
        bar = self.cue.bars[index]
        step = pulse_quarters(metre_at(self.cue, bar.start)) * self.cue.ticks_per_quarter
        before = bar.start + (tick - bar.start) // step * step
        for beat in (before, min(before + step, Fraction(bar.end))):
            into = self._into(index, beat)
            if into is not None:
                yield into

    def _into(self, index: int, tick: Fraction) -> Fraction | None:
        bar, since = self.cue.bars[index], self.tempo.first_pass[index]
        if tick == bar.end:
            return self.tempo.durations[index]
        reached = self.tempo.seconds_at(tick)
        return None if reached is None or since is None else reached - since

    def _misplaced(self, message: str, remedy: str) -> None:
        self.findings.append(Finding("cue-file-place", Severity.WARNING, Where(file=self.cue.file), message, remedy))


def _streamer_text(streamer: Streamer, *, before: bool) -> str:
    text = f"{streamer.colour} {seconds_long(streamer.lead)}"
    if before:
        text += f" from {elapsed(streamer.begins)}"
    return f"{text}, {streamer.caption}" if streamer.caption else text


def _punch_text(punch: Punch) -> str:
    said = (
        punch.colour if punch.colour != "white" else "",
        f"{punch.holes} holes" if punch.holes > 1 and not punch.flutter else "",
        punch.caption,
    )
    return ", ".join(text for text in said if text)
